//! What only one county has, and what only one lacks.

use crosscounty::themes::{Standing, Theme};
use maud::{Markup, html};

use super::book::Book;
use super::words::{both, explain, heading};

pub(super) fn part(book: &Book<'_>) -> Markup {
    html! {
        section #alone aria-labelledby="alone-h" {
            (heading("alone-h", "独有与独缺", "What only one county has, or lacks", None))
            @if book.plans.len() < 2 {
                p.empty { (both("至少需要两份计划。", "This takes at least two plans.")) }
            } @else {
                (explain(
                    "独有：其他计划中没有对应任务。独缺：其余各县区都有，唯独此处没有（三份以上计划时列出）。没有对应任务不等于没有这项工作，只是本计划未列。",
                    "Only here: no counterpart in any other plan. Lacking: all others have it (told for three plans or more). A task \
                     without counterpart means only that the other plans do not list it.",
                ))
                div.alone { @for plan in 0..book.plans.len() { (county(book, plan)) } }
            }
        }
    }
}

fn county(book: &Book<'_>, plan: usize) -> Markup {
    let id = book.plans[plan].id.as_str();
    let has = |theme: &&&Theme| theme.standing(id) != Standing::Absent;
    let own: Vec<&Theme> = book.themes.iter().filter(|theme| theme.plan_count() == 1).filter(has).copied().collect();
    let all_but_one = |theme: &&&Theme| book.plans.len() > 2 && theme.plan_count() + 1 == book.plans.len();
    let lacks: Vec<&Theme> = book.themes.iter().filter(all_but_one).filter(|theme| !has(theme)).copied().collect();
    html! {
        article.card {
            h3 { (book.names[plan]) }
            h4 { (both("独有", "Only here")) " " span.count { (own.len()) } }
            (list(book, &own))
            @if book.plans.len() > 2 {
                h4 { (both("独缺", "Lacking")) " " span.count { (lacks.len()) } }
                (list(book, &lacks))
            }
        }
    }
}

fn list(book: &Book<'_>, themes: &[&Theme]) -> Markup {
    html! {
        @if themes.is_empty() {
            p.empty { (both("无", "none")) }
        } @else {
            ul.plain {
                @for theme in themes {
                    li.item data-k=(book.keys(book.members(theme).into_iter().map(|(plan, task, _)| (plan, task)))) {
                        a href={ "#theme-" (theme.number) } { (theme.label) }
                    }
                }
            }
        }
    }
}
