//! What did a county keep, raise, lower or drop from one year's plan to the next?
//!
//! `cargo run --example two_years [-- EARLIER LATER]`; without files, two short invented plans.

#![allow(clippy::print_stdout)] // printing is what the example is for

mod common;

use crosscounty::compare::Promise;
use crosscounty::{Plan, diff::diff};

const LAST_YEAR: &str = "青岭县2023年重点工作任务
一、民生
1.促进就业。新增城镇就业4000人以上,发放创业担保贷款1亿元。(县人社局负责)
2.办好教育。新改扩建中小学5所。(县教体局负责)
二、交通
3.建好农村公路。新改建农村公路30公里。(县交通运输局负责)";

const THIS_YEAR: &str = "青岭县2024年重点工作任务
一、民生
1.稳定和扩大就业。新增城镇就业4500人以上,发放创业担保贷款8000万元。(县人社局负责)
2.提升教育质量。新改扩建中小学5所,新增学位2600个。(县教体局负责)";

fn main() -> std::process::ExitCode {
    common::end(run())
}

fn run() -> Result<(), Box<dyn std::error::Error>> {
    let files: Vec<String> = std::env::args().skip(1).collect();
    let (earlier, later) = match files.as_slice() {
        [earlier, later] => (Plan::parse(&common::page_of(earlier)?), Plan::parse(&common::page_of(later)?)),
        _ => (Plan::parse(LAST_YEAR), Plan::parse(THIS_YEAR)),
    };
    let shown = |promise: &Option<Promise>| {
        promise.as_ref().map_or_else(|| "–".to_owned(), |p| format!("{} [{}]", p.target.value_text, p.task))
    };
    for change in diff(&earlier.with_id("earlier"), &later.with_id("later")).changes {
        let indicator = change.later.as_ref().or(change.earlier.as_ref()).map_or("", |p| &p.target.indicator);
        println!("{:<8} {indicator}: {} → {}", change.kind, shown(&change.earlier), shown(&change.later));
    }
    Ok(())
}
