//! Who promises how much of the same thing, by when, and whose office answers for it: the crate's main job.
//!
//! `cargo run --release --example compare` compares the five plans that the crate ships,
//! `-- FILE...` the user's own pages (any number), `-- --out DIR` also writes the tables.

#![allow(clippy::print_stdout)] // printing is what the example is for

mod load;
mod overview;
mod tables;

use std::path::PathBuf;
use std::process::ExitCode;

use crosscounty::align::{AlignOptions, align_all};
use crosscounty::compare::{CompareOptions, compare_all};
use tables::Compared;

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
    let plans = if files.is_empty() { crosscounty::corpus::all() } else { load::files(&files)? };
    let compared = Compared {
        alignments: align_all(&plans, &AlignOptions::default()),
        themes: crosscounty::themes(&plans),
        comparisons: compare_all(&plans, &CompareOptions::default()),
        plans,
    };
    overview::plans(&compared.plans);
    overview::themes(&compared.plans, &compared.themes);
    overview::comparisons(&compared.plans, &compared.comparisons);
    if let Some(dir) = out {
        tables::write(&dir, &compared).map_err(|error| format!("{}: {error}", dir.display()))?;
        println!("\nThe tables are in {}.", dir.display());
    }
    Ok(())
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
