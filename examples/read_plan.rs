//! Reads a plan and walks it: sections, tasks, who answers for them, what they promise.
//!
//! `cargo run --example read_plan [-- FILE]`

#![allow(clippy::print_stdout)] // printing is what the example is for

mod common;

use crosscounty::{Plan, corpus};

fn main() -> std::process::ExitCode {
    common::end(run())
}

fn run() -> Result<(), Box<dyn std::error::Error>> {
    let plan = match std::env::args().nth(1) {
        Some(path) => Plan::parse(&common::page_of(&path)?),
        None => Plan::parse(corpus::text("yiyuan").ok_or("it is shipped")?),
    };
    if let Some(title) = &plan.header.title {
        println!("{title}");
    }
    for section in &plan.sections {
        println!("\n{}. {}", section.number, section.title);
        for task in plan.tasks_of(section.number) {
            println!("  {} {}", task.key, task.title.as_ref().map_or("(no title)", |title| &title.text));
            for department in &task.departments {
                println!("      {}: {}", department.role, department.name);
            }
            for target in &task.body.targets {
                println!("      {} {} by {}: “{}”", target.indicator, target.value_text, target.horizon, target.quote);
            }
        }
    }
    for issue in &plan.issues {
        println!("odd at byte {}: {}", issue.span.start, issue.message);
    }
    Ok(())
}
