//! How to cite the plans and the report, and how the report was made.

use crosscounty::Plan;
use jiff::civil::Date;
use maud::{Markup, html};

use super::book::Book;
use super::words::{both, explain, heading};

const VERSION: &str = env!("CARGO_PKG_VERSION");

pub(super) fn part(book: &Book<'_>, made_on: Option<Date>) -> Markup {
    html! {
        section #cite aria-labelledby="cite-h" {
            (heading("cite-h", "引用与方法", "How to cite, how it was made", None))
            h3 { (both("引用原文件（GB/T 7714—2015）", "Citing the plans (GB/T 7714—2015)")) }
            ol.cites { @for plan in book.plans { li { (citation(plan)) } } }
            h3 { (both("引用本报告", "Citing this report")) }
            p.cites { (own(book, made_on)) }
            h3 { (both("方法", "Method")) }
            (explain(
                "本报告由 crosscounty 根据网页文本自动生成：识读结构、责任单位与量化目标，按任务内容（不看目标数值）匹配各县区任务并归并主题，再比较所计为同一事物的目标。\
                 比较只用原文印出的数值；“以上”“以内”“左右”另以符号标示；推算的数值一律注明。匹配与识读均可能有误，引用前请核对原文。",
                "Made by crosscounty from the text of the pages: it reads structure, offices and targets, matches tasks by what they say \
                 (never by the values of their targets), groups them into themes, and compares targets that count the same thing. Only \
                 printed figures are compared; floors, caps and abouts are shown by sign and shape; what is worked out is labelled. \
                 Reading and matching can err: check the page before you quote.",
            ))
            p.note {
                "crosscounty " (VERSION) @if let Some(date) = made_on { " · " time { (date) } }
                " · " (both("表格（CSV）与本文件在同一文件夹，供复算。", "The tables (CSV) stand in the same folder, for recomputing."))
            }
        }
    }
}

/// A plan as GB/T 7714 cites a document of a public body.
fn citation(plan: &Plan) -> Markup {
    let header = &plan.header;
    let issuers: Vec<&str> = header.issuers.iter().map(|issuer| issuer.text.as_str()).collect();
    html! {
        @if issuers.is_empty() { "[佚名]" } @else { (issuers.join("，")) }
        ". "
        @match &header.title { Some(title) => (title), None => (plan.id) }
        @if let Some(number) = &header.document_number { "：" (number.normalised) }
        "[Z]."
        @if let Some(date) = header.signed_on.or(header.published_on) { " " span.nowrap { (date) "." } }
    }
}

fn own(book: &Book<'_>, made_on: Option<Date>) -> Markup {
    html! {
        "crosscounty " (VERSION) ". " (super::page::title(book).0) "：" (book.names.join("、")) "[R]."
        @if let Some(date) = made_on { " " (date) "." }
    }
}
