//! Where is each task of one county in the other county's plan?
//!
//! `cargo run --example two_files [-- FILE FILE]`

#![allow(clippy::print_stdout)] // printing is what the example is for

mod common;

use crosscounty::{Plan, align, corpus};

fn main() -> std::process::ExitCode {
    common::end(run())
}

fn run() -> Result<(), Box<dyn std::error::Error>> {
    let mut files = std::env::args().skip(1);
    let mut plan = |shipped: &str| -> Result<Plan, Box<dyn std::error::Error>> {
        let Some(path) = files.next() else {
            return Ok(Plan::parse(corpus::text(shipped).ok_or("it is shipped")?).with_id(shipped));
        };
        Ok(Plan::parse(&common::page_of(&path)?).with_id(path))
    };
    let (a, b) = (plan("yiyuan")?, plan("luozhuang")?);
    let alignment = align(&a, &b);
    let title = |plan: &Plan, key: &str| {
        let task = plan.task(key).and_then(|task| task.title.as_ref());
        format!("{key} {}", task.map_or("(no title)", |title| &title.text))
    };
    for found in &alignment.matches {
        println!(
            "{:<5} {:.2}  {} ~ {}",
            found.relation,
            found.score,
            title(&a, &found.task_a),
            title(&b, &found.task_b)
        );
    }
    for key in &alignment.unmatched_a {
        println!("only in {}: {}", a.id, title(&a, key));
    }
    for key in &alignment.unmatched_b {
        println!("only in {}: {}", b.id, title(&b, key));
    }
    Ok(())
}
