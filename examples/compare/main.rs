//! Who promises how much of the same thing, by when, and whose office answers for it: the crate's main job.
//!
//! `cargo run --release --example compare` compares the five plans that the crate ships,
//! `-- FILE...` the user's own pages (any number), `-- --out DIR` also writes the tables and `DIR/report.html`.

#![allow(clippy::print_stdout)] // printing is what the example is for

mod load;
mod overview;
mod progress;
mod report;
mod tables;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use crosscounty::align::{AlignOptions, align_all};
use crosscounty::compare::{CompareOptions, compare_all};
use crosscounty::study::{SCHEMA_VERSION, Study};
use progress::Progress;

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("compare: {message}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), String> {
    let Arguments { out, files } = arguments(std::env::args().skip(1))?;
    let progress = Progress::new(files.len(), STAGES);
    progress.say("reading".into());
    let (plans, pages) = if files.is_empty() { load::shipped() } else { load::files(&files, || progress.step())? };
    let pairs = plans.len() * plans.len().saturating_sub(1) / 2;
    let study = Study {
        schema_version: SCHEMA_VERSION,
        alignments: progress.stage(format!("aligning {pairs} pairs"), || align_all(&plans, &AlignOptions::default())),
        themes: progress.stage("grouping tasks into themes", || crosscounty::themes(&plans)),
        comparisons: progress.stage("comparing targets", || compare_all(&plans, &CompareOptions::default())),
        plans,
    };
    if let Some(dir) = &out {
        let failed = |error: &dyn std::fmt::Display| format!("{}: {error}", dir.display());
        progress.stage("writing tables", || tables::write(dir, &study)).map_err(|error| failed(&error))?;
        progress.stage("writing the report", || write_report(dir, &study, &pages)).map_err(|error| failed(&error))?;
    }
    drop(progress);
    overview::plans(&study.plans);
    overview::themes(&study.plans, &study.themes);
    overview::comparisons(&study.plans, &study.comparisons);
    if let Some(dir) = out {
        println!("\nThe tables, study.json and report.html are in {}.", dir.display());
    }
    Ok(())
}

/// What a run does after reading: align, group, compare, write tables and report.
const STAGES: u64 = 5;

fn write_report(dir: &Path, study: &Study, pages: &[String]) -> std::io::Result<()> {
    let Study { plans, alignments, themes, comparisons, .. } = study;
    let made_on = Some(jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date());
    let html = report::render(&report::Input { plans, pages, alignments, themes, comparisons, made_on });
    std::fs::write(dir.join("report.html"), html)
}

/// What the command line asks for.
struct Arguments {
    out: Option<PathBuf>,
    files: Vec<PathBuf>,
}

fn arguments(mut words: impl Iterator<Item = String>) -> Result<Arguments, String> {
    let mut arguments = Arguments { out: None, files: Vec::new() };
    while let Some(word) = words.next() {
        match word.as_str() {
            "--out" => arguments.out = Some(words.next().ok_or("--out needs a folder")?.into()),
            "--help" | "-h" => return Err("usage: compare [--out DIR] [FILE...]".into()),
            _ if word.starts_with("--") => {
                return Err(format!("there is no option {word}; usage: compare [--out DIR] [FILE...]"));
            }
            _ => arguments.files.push(word.into()),
        }
    }
    Ok(arguments)
}
