//! Test pages in the shapes of the genre: what must be read from each stands beside it in `.expected`.
//!
//! The pages are invented. Header, structure and departments must be read exactly; targets are scored together,
//! by value, unit, bound, measure and horizon, because their wording is a matter of judgement. To see a difference
//! whole: `cargo test --test pages -- --nocapture`.

#![allow(clippy::print_stdout)] // differences are printed

#[path = "common/dump.rs"]
mod dump;

use std::collections::BTreeMap;
use std::path::PathBuf;

use crosscounty::Plan;

/// The folders of pages that are read exactly: `pages` shows shapes of pages, `provinces` the wording of twelve provinces.
/// In a third one, `regions`, header and outline are read exactly, departments (name and role) and targets are scored.
const FOLDERS: [&str; 2] = ["pages", "provinces"];

fn pages(folder: &str) -> Vec<(String, String, String)> {
    let dir = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/cases").join(folder);
    let mut paths: Vec<PathBuf> =
        std::fs::read_dir(dir).expect("the pages are there").map(|entry| entry.expect("readable").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "txt"));
    paths.sort();
    let read =
        |path: &PathBuf| std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    paths
        .iter()
        .map(|path| {
            let name = path.file_stem().expect("it has a name").to_string_lossy().into_owned();
            let plan = Plan::parse(&read(path));
            (name, read(&path.with_extension("expected")), dump::dump(&plan))
        })
        .collect()
}

/// Lines that are compared exactly: everything but targets and the places that only targets name.
fn structure(lines: &str) -> Vec<&str> {
    let of_targets = |line: &&str| {
        let line = line.trim_start();
        ["target ", "directional ", "text ", "table"].iter().any(|word| line.starts_with(word))
    };
    lines.lines().map(str::trim_end).filter(|line| !of_targets(line)).collect()
}

#[test]
fn header_structure_and_departments_are_read_exactly() {
    let mut failed = Vec::new();
    for (name, expected, got) in FOLDERS.into_iter().flat_map(pages) {
        let (expected, got) = (structure(&expected), structure(&got));
        if expected != got {
            for line in expected.iter().filter(|line| !got.contains(line)) {
                println!("{name}: expected {line}");
            }
            for line in got.iter().filter(|line| !expected.contains(line)) {
                println!("{name}: got      {line}");
            }
            failed.push(name);
        }
    }
    assert!(failed.is_empty(), "pages read otherwise than expected: {failed:?}");
}

/// Targets, each with its place (`task 3 | 5家 | 5..5 家 exactly flow 2023`), and how often it stands there.
type Targets = BTreeMap<String, usize>;

/// The targets of a page's lines: those that count, and those marked borderline, which count neither way.
fn targets(lines: &str) -> (Targets, Targets) {
    let mut place = "";
    let (mut sure, mut soft) = (Targets::new(), Targets::new());
    for line in lines.lines() {
        if let Some(target) = line.trim().strip_prefix("target ") {
            let plain = target.trim_end_matches(" borderline");
            let parts: Vec<&str> = plain.trim_end_matches(" stretch").split(" | ").collect();
            let counts = if plain == target { &mut sure } else { &mut soft };
            *counts.entry(format!("{place} | {} | {}", parts[0], parts.last().unwrap_or(&""))).or_insert(0) += 1;
        } else if !line.starts_with(' ') {
            place = line.split(" [").next().unwrap_or(line);
        }
    }
    (sure, soft)
}

/// F1 of so many right rows, and those extra or missed.
fn f1(hit: usize, wrong: usize) -> f64 {
    2.0 * f64::from(hit as u32) / f64::from((2 * hit + wrong) as u32)
}

/// Scores the targets of a folder: F1 over place, value, unit, bound, measure and horizon together.
fn check_targets(folder: &str, floor: f64) {
    let (mut hit, mut extra, mut missed) = (0, 0, 0);
    for (name, expected, got) in pages(folder) {
        let ((sure, soft), (got, _)) = (targets(&expected), targets(&got));
        for (key, n) in &sure {
            let found = got.get(key).copied().unwrap_or(0).min(*n);
            hit += found;
            missed += n - found;
            if found < *n {
                println!("{name}: missed {key}");
            }
        }
        for (key, n) in &got {
            let known = |counts: &Targets| counts.get(key).copied().unwrap_or(0);
            let more = n.saturating_sub(known(&sure) + known(&soft));
            extra += more;
            if more > 0 {
                println!("{name}: extra  {key}");
            }
        }
    }
    let f1 = f1(hit, extra + missed);
    println!("targets in {folder}: F1 {f1:.3} (right {hit}, extra {extra}, missed {missed})");
    assert!(f1 >= floor, "{folder}: F1 {f1:.3} is under the floor of {floor}");
}

#[test]
fn targets_of_the_shapes_are_read() {
    check_targets("pages", 0.94);
}

/// The lines of the outline, sorted: sections, subsections and tasks with their titles.
fn outline(lines: &str) -> Vec<&str> {
    let of_outline = |line: &&str| ["section ", "subsection ", "task "].iter().any(|word| line.starts_with(word));
    let mut outline: Vec<&str> = lines.lines().map(str::trim_end).filter(of_outline).collect();
    outline.sort_unstable();
    outline
}

#[test]
fn outlines_of_the_regions_are_read_exactly() {
    for (name, expected, got) in pages("regions") {
        assert_eq!(outline(&got), outline(&expected), "{name}");
    }
}

/// What a page says of itself, as far as an expectation tells it; who issued a page is a matter of judgement.
fn header(lines: &str) -> impl Iterator<Item = &str> {
    const TOLD: [&str; 6] = ["title: ", "jurisdiction: ", "period: ", "number: ", "signed: ", "published: "];
    lines.lines().map(str::trim_end).filter(|line| TOLD.iter().any(|name| line.starts_with(name)))
}

#[test]
fn headers_of_the_regions_are_read_exactly() {
    for (name, expected, got) in pages("regions") {
        for line in header(&expected) {
            assert!(header(&got).any(|read| read == line), "{name}: {line}");
        }
    }
}

/// Who answers for each task: `task 3 | lead 县科技局`, without canonical names.
fn departments(lines: &str) -> Vec<String> {
    let (mut place, mut found) = ("", Vec::new());
    for line in lines.lines() {
        let row = line.trim().trim_end_matches(" ...").trim_end_matches(" (collective)");
        let row = row.split(" = ").next().unwrap_or(row);
        if !line.starts_with(' ') {
            place = line.split(" [").next().unwrap_or(line);
        } else if ["lead ", "responsible ", "support ", "leader "].iter().any(|role| row.starts_with(role)) {
            found.push(format!("{place} | {row}"));
        }
    }
    found
}

#[test]
fn departments_of_the_regions_are_read() {
    let (mut hit, mut wrong) = (0, 0);
    for (name, expected, got) in pages("regions") {
        let (mut got, mut missed) = (departments(&got), departments(&expected));
        missed.retain(|row| got.iter().position(|read| read == row).map(|at| got.swap_remove(at)).is_none());
        missed.iter().for_each(|row| println!("{name}: missed {row}"));
        got.iter().for_each(|row| println!("{name}: extra  {row}"));
        hit += departments(&expected).len() - missed.len();
        wrong += missed.len() + got.len();
    }
    let f1 = f1(hit, wrong);
    println!("departments in regions: F1 {f1:.3} (right {hit}, missed or extra {wrong})");
    assert!(f1 >= 0.98, "F1 {f1:.3} is under the floor of 0.98");
}

#[test]
fn targets_of_the_regions_are_read() {
    check_targets("regions", 0.93);
}

#[test]
fn targets_of_the_provinces_are_read() {
    check_targets("provinces", 0.9);
}
