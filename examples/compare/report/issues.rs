//! What was odd in the pages.

use crosscounty::{Issue, IssueCode, LineColumn, Plan};
use maud::{Markup, html};

use super::book::Book;
use super::words::{both, columns, cut, explain, heading, issue};

/// Characters of the page that an excerpt shows.
const EXCERPT: usize = 32;

/// From this many places of one kind on they are shown on demand.
const MANY: usize = 6;

pub(super) fn part(book: &Book<'_>, pages: &[String]) -> Markup {
    let count = book.plans.iter().map(|plan| plan.issues.len()).sum();
    html! {
        section #issues aria-labelledby="issues-h" {
            (heading("issues-h", "页面疑点", "Issues found in the pages", Some(count)))
            (explain(
                "识读时发现的异常之处，供核对原文；识读不因此中断。位置为原文的行:列。",
                "Odd places found while reading, to be checked against the page; reading goes on. Places are line:column.",
            ))
            @if count == 0 {
                p.empty { (both("没有发现疑点。", "Nothing odd was found.")) }
            } @else {
                table.issues {
                    (columns(
                        &[("县区", "County"), ("疑点", "Issue"), ("位置与原文", "Place and page")],
                        &[],
                    ))
                    @for (i, plan) in book.plans.iter().enumerate().filter(|(_, plan)| !plan.issues.is_empty()) {
                        (county(i, &book.names[i], plan, page(plan, pages.get(i))))
                    }
                }
            }
        }
    }
}

/// The page of a plan, if it is at hand.
fn page<'a>(plan: &Plan, page: Option<&'a String>) -> Option<&'a str> {
    let ends = plan.inside.iter().map(|span| span.end).chain(plan.left_out.iter().map(|piece| piece.span.end));
    page.map(String::as_str).filter(|page| ends.max().is_none_or(|end| end == page.len()))
}

/// The issues of one plan, those of a kind together.
fn county(number: usize, name: &str, plan: &Plan, page: Option<&str>) -> Markup {
    let mut kinds: indexmap::IndexMap<&IssueCode, Vec<&Issue>> = indexmap::IndexMap::new();
    for found in &plan.issues {
        kinds.entry(&found.code).or_default().push(found);
    }
    html! {
        tbody.item data-k={ (number) ":" } {
            @for (i, (code, found)) in kinds.iter().enumerate() {
                @let (zh, en) = issue(code);
                tr {
                    @if i == 0 { th scope="rowgroup" rowspan=(kinds.len()) { (name) } }
                    td { (both(zh, en)) @if found.len() > 1 { " " span.count { (found.len()) } } }
                    td {
                        @if found.len() < MANY { (places(found, page)) } @else {
                            details { summary { (both("列出", "show")) " " (found.len()) } (places(found, page)) }
                        }
                    }
                }
            }
        }
    }
}

fn places(found: &[&Issue], page: Option<&str>) -> Markup {
    html! {
        ul.plain {
            @for issue in found {
                li {
                    @match page.map(|page| LineColumn::of(page, issue.span.start)) {
                        Some(at) => span.at { (at.line) ":" (at.column) },
                        None => span.at { (issue.span.start) "–" (issue.span.end) },
                    }
                    " "
                    @if let Some(excerpt) = page.and_then(|page| excerpt(page, issue)) { q { (excerpt) } " " }
                    span.sub.en lang="en" { (issue.message) }
                }
            }
        }
    }
}

/// What the page has there: the place itself, or the line it opens where that is too short to tell anything.
fn excerpt(page: &str, issue: &Issue) -> Option<String> {
    let place = page.get(issue.span.range())?;
    let text = if place.trim().chars().count() < 6 { page.get(issue.span.start..)?.lines().next()? } else { place };
    let start: String = text.chars().take(4 * EXCERPT).collect();
    let folded = start.split_whitespace().collect::<Vec<_>>().join(" ");
    (!folded.is_empty()).then(|| cut(&folded, EXCERPT))
}
