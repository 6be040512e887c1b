//! The counties at a glance: one row for each plan.

use crosscounty::Plan;
use maud::{Markup, html};

use super::book::Book;
use super::words::{both, columns, explain, heading, period};

pub(super) fn part(book: &Book<'_>) -> Markup {
    html! {
        section #glance aria-labelledby="glance-h" {
            (heading("glance-h", "各县区概览", "The counties at a glance", Some(book.plans.len())))
            (explain(
                "每行一份计划。目标：可核验的量化指标；责任单位：任务后列明的牵头、负责与配合单位（按人次计）。",
                "One plan a row. Targets are numbers that can be checked; offices are counted each time a task names them.",
            ))
            @if book.plans.is_empty() {
                p.empty { (both("没有计划。", "There are no plans.")) }
            } @else {
                div.scroll {
                    table.glance {
                        (columns(
                            &[("县区", "County"), ("文件", "Document"), ("期间", "Period")],
                            &[("部分", "Sections"), ("任务", "Tasks"), ("量化目标", "Targets"), ("责任单位", "Offices"), ("疑点", "Issues")],
                        ))
                        tbody { @for (plan, name) in book.plans.iter().zip(&book.names) { (row(plan, name)) } }
                    }
                }
            }
        }
    }
}

fn row(plan: &Plan, name: &str) -> Markup {
    let header = &plan.header;
    let targets: usize = plan.bodies().iter().map(|(_, body)| body.targets.len()).sum();
    let offices: usize = plan.tasks.iter().map(|task| task.departments.len()).sum();
    let issuers: Vec<&str> = header.issuers.iter().map(|issuer| issuer.text.as_str()).collect();
    html! {
        tr {
            th scope="row" { (name) }
            td.doc {
                @match &header.title {
                    Some(title) => span.title { (title) },
                    None => span.empty { (both("未见标题", "no title")) },
                }
                span.sub {
                    @if !issuers.is_empty() { span { (issuers.join("、")) } }
                    @if let Some(number) = &header.document_number { " " span { (number.normalised) } }
                    @if let Some(date) = header.signed_on.or(header.published_on) { " " time.nowrap { (date) } }
                }
            }
            td.nowrap data-l="期间 period" { (header.period.map_or_else(|| "–".into(), period)) }
            td.num data-l="部分 sections" { (plan.sections.len()) }
            td.num data-l="任务 tasks" { (plan.tasks.len()) }
            td.num data-l="目标 targets" { (targets) }
            td.num data-l="单位 offices" { (offices) }
            td.num data-l="疑点 issues" { (plan.issues.len()) }
        }
    }
}
