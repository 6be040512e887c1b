//! How alike each pair of plans is, as a table whose cells are shaded and printed.

use crosscounty::Alignment;
use maud::{Markup, html};

use super::book::Book;
use super::counterparts;
use super::words::{both, explain, heading, percent};

/// Steps of the scale, in percent; the shade of a cell is the number of steps it has passed.
const STEPS: [usize; 6] = [15, 30, 45, 60, 75, 90];

pub(super) fn part(book: &Book<'_>, alignments: &[Alignment]) -> Markup {
    html! {
        section #alike aria-labelledby="alike-h" {
            (heading("alike-h", "两两相似度", "How alike the plans are", None))
            @if book.plans.len() < 2 {
                p.empty { (both("至少需要两份计划。", "This takes at least two plans.")) }
            } @else {
                (explain(
                    "每格：行所示县区的任务中，在列所示县区能找到对应任务的比例。两个方向不必相同：短计划多半包含在长计划里，反之则不然。",
                    "Each cell: of the row county's tasks, the share that has a counterpart in the column county. The two \
                     directions differ: a short plan is mostly found in a long one, not the other way round.",
                ))
                @let counts = counterparts::table(book, alignments);
                div.heat-and-ends {
                    div { (scale()) (table(book, &counts)) }
                    (ends(book, &counts))
                }
            }
        }
    }
}

fn scale() -> Markup {
    let from = |step: usize| step.checked_sub(1).map_or(0, |i| STEPS[i]);
    html! {
        p.scale aria-hidden="true" {
            @for step in 0..=STEPS.len() { span class={ "h" (step) } { (from(step)) "%" @if step == STEPS.len() { "+" } } }
        }
    }
}

fn table(book: &Book<'_>, counts: &[Vec<Option<usize>>]) -> Markup {
    html! {
        div.scroll tabindex="0" role="region" aria-label="两两相似度 How alike the plans are" {
            table.heat.many[book.plans.len() > 10] {
                thead { tr {
                    td {}
                    @for name in &book.names { th scope="col" { span { (name) } } }
                } }
                tbody {
                    @for (i, name) in book.names.iter().enumerate() {
                        tr {
                            th scope="row" { (name) }
                            @for (j, count) in counts[i].iter().enumerate() { (cell(book, i, j, *count)) }
                        }
                    }
                }
            }
        }
    }
}

fn cell(book: &Book<'_>, row: usize, column: usize, count: Option<usize>) -> Markup {
    let tasks = book.plans[row].tasks.len();
    let Some(count) = count.filter(|_| tasks > 0) else {
        return html! { td.none { @if row == column { "·" } @else { "–" } } };
    };
    let share = percent(count, tasks);
    let shade = STEPS.iter().filter(|step| share >= **step).count();
    let told = format!("{} → {}: {count}/{tasks}", book.names[row], book.names[column]);
    html! { td class={ "h" (shade) } title=(told) { b { (share) "%" } small { (count) "/" (tasks) } } }
}

/// The pairs that are most and least alike, in words.
fn ends(book: &Book<'_>, counts: &[Vec<Option<usize>>]) -> Markup {
    let mut pairs: Vec<(usize, usize, usize, usize)> = Vec::new();
    for (i, row) in counts.iter().enumerate() {
        let told = row.iter().enumerate().filter_map(|(j, count)| Some((j, (*count)?)));
        pairs.extend(told.map(|(j, count)| (percent(count, book.plans[i].tasks.len()), i, j, count)));
    }
    pairs.sort_by_key(|&(share, i, j, _)| (std::cmp::Reverse(share), i, j));
    let shown = (pairs.len() / 2).min(3);
    let list = |pairs: &[(usize, usize, usize, usize)]| {
        html! {
            ul.plain {
                @for (share, i, j, count) in pairs {
                    li { b { (share) "%" } " " (book.names[*i]) " → " (book.names[*j]) " " span.sub { (count) "/" (book.plans[*i].tasks.len()) } }
                }
            }
        }
    };
    html! {
        @if shown > 0 {
            div.ends {
                h3 { (both("最相似", "Most alike")) } (list(&pairs[..shown]))
                h3 { (both("最不相似", "Least alike")) } (list(&pairs[pairs.len() - shown..]))
            }
        }
    }
}
