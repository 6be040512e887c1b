//! The indicators that at least two counties promise: a plot, and the quote behind each dot.

use crosscounty::Target;
use crosscounty::compare::{Better, Obstacle};
use maud::{Markup, PreEscaped, html};

use super::book::Book;
use super::plot::{self, Line};
use super::promises::{Card, Near, Row, Worked};
use super::words::{both, bound, cut, difference, explain, figure, heading, horizon, measure, obstacle, value};

/// So many direct cards are shown at once.
const FIRST: usize = 60;

/// From more rows than these on the quotes of a card are shown on demand.
const OPEN: usize = 12;

pub(super) fn part(book: &Book<'_>, cards: &[Card<'_>]) -> Markup {
    let direct = cards.iter().filter(|card| card.direct).count();
    html! {
        section #indicators aria-labelledby="indicators-h" {
            (heading("indicators-h", "同一指标，各县区承诺多少", "The same indicator, county by county", Some(cards.len())))
            @if cards.is_empty() {
                p.empty { (both("没有两个县区共同承诺的指标。", "No two counties promise the same indicator.")) }
            } @else {
                (explain(
                    "左侧为县区，右侧为期限，横轴从零起。实心：范围、性质、期限与单位一致，可直接对照；空心：所计为同一事物，但有所列差异，不可直接比高低。",
                    "Counties to the left, horizons to the right; axes start at zero. Filled: same scope, measure, horizon and \
                     unit, to be read directly. Hollow: the same thing with a named difference, not to be ranked.",
                ))
                (legend())
                h3 { (both("可直接对照", "Read directly against each other")) " " span.count { (direct) } }
                div.cards { @for (i, card) in cards[..direct.min(FIRST)].iter().enumerate() { (one(book, i, card)) } }
                @if direct > FIRST {
                    details.more {
                        summary { (both("其余可直接对照的指标", "more to be read directly")) " " span.count { (direct - FIRST) } }
                        div.cards {
                            @for (i, card) in cards[..direct].iter().enumerate().skip(FIRST) { (one(book, i, card)) }
                        }
                    }
                }
                @if direct < cards.len() {
                    details.more {
                        summary { h3 { (both("同一事物，但有差异", "The same thing, with a difference")) " " span.count { (cards.len() - direct) } } }
                        div.cards {
                            @for (i, card) in cards.iter().enumerate().skip(direct) { (one(book, i, card)) }
                        }
                    }
                }
            }
        }
    }
}

fn legend() -> Markup {
    html! {
        ul.legend {
            @for (kind, mark) in plot::legend() {
                @let (zh, en) = bound(&kind);
                li { span aria-hidden="true" { (PreEscaped(mark)) } (both(zh, en)) }
            }
            li {
                span aria-hidden="true" { (PreEscaped(plot::mark(&crosscounty::Bound::Exactly, true))) }
                (both("空心：有差异", "hollow: with a difference"))
            }
        }
    }
}

fn one(book: &Book<'_>, number: usize, card: &Card<'_>) -> Markup {
    let tasks = card.rows.iter().filter_map(|row| Some((row.plan, book.task(row.plan, &row.promise.task)?.1)));
    let mut plans: Vec<String> = card.rows.iter().map(|row| format!("{}:", row.plan)).collect();
    plans.push(book.keys(tasks));
    let usual = card.rows.first().map_or(("", ""), |row| measure(&row.promise.target.measure));
    html! {
        article.card.item id={ "ind-" (number) } data-k=(plans.join(" ")) {
            h4 { (card.name) " " small.sub { @if !card.unit.is_empty() { (card.unit) " · " } (both(usual.0, usual.1)) } }
            @if let Some(Better::Lower) = card.better { p.tag { (both("越低越好", "less is better")) } }
            @if let Some(svg) = plot(book, card) { div.plot aria-hidden="true" { (PreEscaped(svg)) } }
            @if card.rows.len() <= OPEN { (quotes(book, &card.rows, usual)) } @else {
                details {
                    summary { (both("原文与差异", "quotes and differences")) " " span.count { (card.rows.len()) } }
                    (quotes(book, &card.rows, usual))
                }
            }
            @if card.more > 0 {
                p.sub { "+ " (card.more) " " (both("项有差异的承诺见表 comparisons", "promises with a difference: see the table comparisons")) }
            }
        }
    }
}

fn plot(book: &Book<'_>, card: &Card<'_>) -> Option<String> {
    let line = |row: &Row<'_>| {
        let target = &row.promise.target;
        Some(Line {
            name: cut(&book.names[row.plan], 6),
            horizon: cut(&horizon(&target.horizon).0, 4),
            label: cut(&value(target), 11),
            ends: row.value?,
            bound: target.bound.clone(),
            near: row.near.is_some(),
        })
    };
    let lines: Vec<Line> = card.rows.iter().filter_map(line).collect();
    plot::dots(&lines, card.unit == "%")
}

fn quotes(book: &Book<'_>, rows: &[Row<'_>], usual: (&str, &str)) -> Markup {
    html! { ul.quotes { @for row in rows { (quote(book, row, usual)) } } }
}

fn quote(book: &Book<'_>, row: &Row<'_>, usual: (&str, &str)) -> Markup {
    let target = &row.promise.target;
    let own = measure(&target.measure);
    let [before, printed, after] = parts(target);
    let (by_zh, by_en) = horizon(&target.horizon);
    html! {
        li.near[row.near.is_some()] {
            p.who {
                b { (book.names[row.plan]) } " " (place(book, row.plan, &row.promise.task)) " "
                @if row.value.is_none() { strong.value { (value(target)) } " " }
                span.sub {
                    (both(&by_zh, &by_en))
                    @if own != usual { " · " (both(own.0, own.1)) }
                    @if target.stretch { " · " (both("力争", "aims at")) }
                    @if let Some(baseline) = &target.baseline { " · " (baseline) }
                    @if let Some(reference) = &target.reference { " · " (reference) }
                }
            }
            blockquote { (before) @if !printed.is_empty() { mark.t { (printed) } } (after) }
            @for worked in &row.figures { (derived(row, worked)) }
            @if let Some(near) = &row.near { (apart(near)) }
        }
    }
}

/// The quote in three parts: before its value, the value, after it; all in the first where the value is not found.
fn parts(target: &Target) -> [&str; 3] {
    let (quote, value) = (&target.quote, &target.value_text);
    let expected = value.span.start.checked_sub(quote.span.start);
    let stands = |at: &usize| quote.text.get(*at..).is_some_and(|rest| rest.starts_with(value.text.as_str()));
    // a quote that lost a line break holds its value some bytes before
    match expected.filter(stands).or_else(|| quote.text.rfind(value.text.as_str())) {
        Some(at) => {
            let (before, rest) = quote.text.split_at(at);
            let (value, after) = rest.split_at(value.text.len());
            [before, value, after]
        }
        None => [&quote.text, "", ""],
    }
}

/// A link to the task, or the name of the place outside tasks.
pub(super) fn place(book: &Book<'_>, plan: usize, key: &str) -> Markup {
    match book.anchor(plan, key) {
        Some(anchor) => html! { a href={ "#" (anchor) } { (both("任务", "task")) " " (key) } },
        None if key == "table" => html! { span { (both("指标表", "table of indicators")) } },
        None if key == "s0" => html! { span { (both("前言", "preamble")) } },
        None => html! { span { (both("部分导语", "text under heading")) " " (key.trim_start_matches('s')) } },
    }
}

fn derived(row: &Row<'_>, worked: &Worked<'_>) -> Markup {
    let own = if worked.first { worked.figure.a } else { worked.figure.b };
    let (Some(own), Some((zh, en))) = (own, figure(&worked.figure.kind)) else { return html! {} };
    if row.promise.years == Some(1) && worked.figure.kind == crosscounty::compare::FigureKind::PerYear {
        return html! {};
    }
    let round = |value: rust_decimal::Decimal| value.round_dp(2).normalize();
    html! {
        p.sub {
            (both(zh, en)) ": " (round(own.min)) @if !own.is_point() { "–" (round(own.max)) } (worked.figure.unit)
            " (" (both("推算", "worked out")) ")"
        }
    }
}

/// Whether an obstacle only repeats a named difference.
fn said(near: &Near<'_>, obstacle: &Obstacle) -> bool {
    near.differences.iter().any(|difference| difference.as_str() == obstacle.as_str())
}

/// Restricting words, with thresholds as a reader writes them: ≥100000000元 is ≥1亿元.
fn words(words: &[String]) -> String {
    let shown: Vec<String> = words.iter().map(|word| threshold(word)).collect();
    shown.join("、")
}

fn threshold(word: &str) -> String {
    let digits = |c: char| c.is_ascii_digit();
    let Some(from) = word.find(digits) else { return word.to_owned() };
    let to = word[from..].find(|c: char| !digits(c)).map_or(word.len(), |n| from + n);
    match word[from..to].parse::<f64>() {
        Ok(value) if value >= 1e4 => format!("{}{}{}", &word[..from], plot::short(value), &word[to..]),
        _ => word.to_owned(),
    }
}

/// The named differences, with the words that make them.
fn apart(near: &Near<'_>) -> Markup {
    html! {
        p.differences {
            @for named in near.differences { @let (zh, en) = difference(named); span.tag { (both(zh, en)) } " " }
            @for named in near.obstacles.iter().filter(|obstacle| !said(near, obstacle)) {
                @let (zh, en) = obstacle(named);
                span.tag { (both(zh, en)) } " "
            }
            @if !near.obstacles.is_empty() { span.tag.off { (both("未入图", "not plotted")) } " " }
            @if !near.only.is_empty() { span.sub { (both("仅此处", "only here")) "：" (words(near.only)) } " " }
            @if !near.lacks.is_empty() { span.sub { (both("仅对方", "only there")) "：" (words(near.lacks)) } }
        }
    }
}
