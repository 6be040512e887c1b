//! The themes by counties; each opens on its tasks side by side.

use std::collections::HashMap;

use crosscounty::themes::Theme;
use crosscounty::{Department, Role, Target, Task};
use maud::{Markup, html};

use super::book::Book;
use super::marks::Marked;
use super::promises::{Card, Spot};
use super::words::{both, explain, heading, horizon, role, value};

/// From this many plans on the columns are too narrow for task numbers.
pub(super) const MANY: usize = 9;

pub(super) fn part(book: &Book<'_>, cards: &[Card<'_>]) -> Markup {
    let links = links(cards);
    html! {
        section #themes aria-labelledby="themes-h" {
            (heading("themes-h", "主题对照", "Themes, county by county", Some(book.themes.len())))
            (explain(
                "每行一个主题，格内为任务编号；点开即并列各县区原文。深色格：一项任务对应整个主题；浅色格带 ~：只对应一部分。",
                "A theme a row, with task numbers; open it to read the tasks side by side. Dark cells: one task covers the theme; \
                 light ones with ~ cover a part.",
            ))
            @if book.themes.is_empty() {
                p.empty { (both("没有任务。", "There are no tasks.")) }
            } @else {
                (key())
                div.themes.many[book.plans.len() >= MANY] style={ "--n:" (book.plans.len()) } {
                    (head(book))
                    @for bucket in buckets(book) { (section(book, &bucket, &links)) }
                }
                p.nothing hidden { (both("没有符合条件的主题。", "No theme fits the filter.")) }
            }
        }
    }
}

/// What the marks in a task's text mean.
fn key() -> Markup {
    html! {
        ul.legend {
            li { mark.t { "5家" } " " (both("量化目标", "target")) }
            li { span.w.w1 { "一" } span.w.w2 { "二" } span.w.w3 { "三" } " " (both("与一、二、三个以上县区逐字相同（至少八字连续）", "word for word as in one, two, three or more other counties (8 characters or more in a row)")) }
        }
    }
}

/// The row of county names that stays in sight.
pub(super) fn head(book: &Book<'_>) -> Markup {
    html! {
        div.grid.head aria-hidden="true" {
            span.label {}
            @for name in &book.names { span.cell { span { (name) } } }
        }
    }
}

/// Themes that as many counties share.
struct Bucket<'a> {
    zh: String,
    en: String,
    themes: Vec<&'a Theme>,
    /// Whether they are only shown on demand.
    closed: bool,
}

fn section(book: &Book<'_>, bucket: &Bucket<'_>, links: &HashMap<Spot, usize>) -> Markup {
    let title = html! { h3 { (both(&bucket.zh, &bucket.en)) " " span.count { (bucket.themes.len()) } } };
    let rows = html! { @for theme in &bucket.themes { (row(book, theme, links)) } };
    html! {
        @if bucket.closed {
            details.bucket.more { summary { (title) } (rows) }
        } @else {
            div.bucket { @if book.plans.len() > 1 { (title) } (rows) }
        }
    }
}

/// The themes by how many counties share them.
fn buckets<'a>(book: &Book<'a>) -> Vec<Bucket<'a>> {
    let all = book.plans.len();
    type Sort<'a> = (String, String, &'a dyn Fn(usize) -> bool);
    let sorts: [Sort<'_>; 4] = [
        (format!("全部 {all} 个县区都有"), format!("in all {all} plans"), &|n| n == all && n > 1),
        (format!("{} 个县区有，一个没有", all.saturating_sub(1)), "in all but one".into(), &|n| {
            n + 1 == all && n > 1
        }),
        ("至少两个县区有".into(), "in at least two".into(), &|n| n + 1 < all && n > 1),
        ("只有一个县区有".into(), "in one only".into(), &|n| n <= 1),
    ];
    let mut rest: Vec<&Theme> = book.themes.clone();
    let mut buckets = Vec::new();
    for (zh, en, fits) in sorts {
        let (own, others): (Vec<_>, Vec<_>) = rest.into_iter().partition(|theme| fits(theme.plan_count()));
        rest = others;
        if !own.is_empty() {
            let closed = all > 1 && own.iter().all(|theme| theme.plan_count() == 1);
            buckets.push(Bucket { zh, en, themes: own, closed });
        }
    }
    buckets
}

/// Which card each target stands on; a direct one first.
fn links(cards: &[Card<'_>]) -> HashMap<Spot, usize> {
    let mut links = HashMap::new();
    for (number, card) in cards.iter().enumerate() {
        for row in card.rows.iter().filter(|row| row.near.is_none() || !card.direct) {
            links.entry((row.plan, row.promise.target.value_text.span.start)).or_insert(number);
        }
    }
    links
}

fn row(book: &Book<'_>, theme: &Theme, links: &HashMap<Spot, usize>) -> Markup {
    let members = book.members(theme);
    let tasks: Vec<(usize, &Task)> = members.iter().map(|(plan, task, _)| (*plan, *task)).collect();
    let marked = Marked::of(&tasks);
    let shared_by = theme.plan_count();
    html! {
        details.theme.item id={ "theme-" (theme.number) } data-k=(book.keys(tasks.iter().copied())) data-n=(shared_by) {
            summary.grid {
                span.label { (theme.label) " " span.of { (shared_by) "/" (book.plans.len()) } }
                @for (plan, name) in book.names.iter().enumerate() {
                    (cell(name, members.iter().filter(|(own, ..)| *own == plan).map(|(_, task, part)| (task.key.as_str(), *part))))
                }
            }
            div.side tabindex="0" role="region" aria-label=(theme.label) {
                @for ((plan, task, part), marked) in members.iter().zip(&marked) {
                    (card(book, (*plan, task), *part, (marked, shared_by > 1), links))
                }
            }
        }
    }
}

/// The tasks of one county in one theme.
fn cell<'k>(name: &str, tasks: impl Iterator<Item = (&'k str, bool)>) -> Markup {
    let tasks: Vec<(&str, bool)> = tasks.collect();
    let kind = match tasks.as_slice() {
        [] => "none",
        all if all.iter().all(|(_, part)| *part) => "part",
        _ => "same",
    };
    html! {
        span class={ "cell " (kind) } title=(name) {
            span.who { (name) " " }
            @if tasks.is_empty() { "–" }
            @for (key, part) in &tasks { span.n { @if *part { "~" } (key) } " " }
        }
    }
}

/// One task, to be read beside others.
fn card(
    book: &Book<'_>,
    (plan, task): (usize, &Task),
    part: bool,
    (marked, is_shared): (&Marked<'_>, bool),
    links: &HashMap<Spot, usize>,
) -> Markup {
    let section = task.section.and_then(|number| book.plans[plan].section(number));
    html! {
        article.task id=[book.anchor(plan, &task.key)] {
            header {
                b.county { (book.names[plan]) } " "
                span.sub { (both("任务", "task")) " " (task.key) @if part { " · " (both("对应一部分", "covers a part")) } }
                @if is_shared { " " span.share { (both("共有", "shared")) " " (marked.shared) "%" } }
                @if let Some(section) = section { span.sub.section { (section.title) } }
            }
            @if task.title.is_some() { h4 { (marked.title()) } }
            div.text { (marked.paragraphs()) }
            (who(&task.departments))
            @if !task.body.targets.is_empty() {
                ul.targets { @for target in &task.body.targets { (target_line(plan, target, links)) } }
            }
        }
    }
}

/// Who answers for a task, by role.
fn who(departments: &[Department]) -> Markup {
    let roles = [Role::Lead, Role::Responsible, Role::Support, Role::Leader];
    let of = |wanted: &Role| {
        departments.iter().filter(|d| d.role == *wanted).map(|d| d.name.text.as_str()).collect::<Vec<_>>()
    };
    html! {
        @if departments.is_empty() {
            p.empty { (both("未列责任单位", "no office named")) }
        } @else {
            dl.who {
                @for wanted in &roles {
                    @let names = of(wanted);
                    @if !names.is_empty() {
                        @let (zh, en) = role(wanted);
                        div { dt { (both(zh, en)) } dd { (names.join("、")) } }
                    }
                }
            }
        }
    }
}

fn target_line(plan: usize, target: &Target, links: &HashMap<Spot, usize>) -> Markup {
    let (zh, en) = horizon(&target.horizon);
    html! {
        li {
            (target.indicator) " " strong.value { (value(target)) } " " span.sub { (both(&zh, &en)) }
            @if let Some(number) = links.get(&(plan, target.value_text.span.start)) {
                " " a.to href={ "#ind-" (number) } aria-label="对照 compare" title="对照 compare" { "⇄" }
            }
        }
    }
}
