//! House rules that a machine can check.

use std::path::{Path, PathBuf};

/// Lines of a file, at the most.
const LONGEST_FILE: usize = 600;
/// Lines of a function, signature and closing brace included, at the most.
const LONGEST_FUNCTION: usize = 60;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// All files below `dir` with the ending `ending`, with their text, in order.
fn files(dir: &str, ending: &str) -> Vec<(PathBuf, String)> {
    fn walk(dir: &Path, ending: &str, found: &mut Vec<PathBuf>) {
        let mut paths: Vec<PathBuf> =
            std::fs::read_dir(dir).expect("a folder").map(|entry| entry.expect("readable").path()).collect();
        paths.sort();
        for path in paths {
            if path.is_dir() {
                walk(&path, ending, found);
            } else if path.extension().is_some_and(|e| e == ending) {
                found.push(path);
            }
        }
    }
    let mut found = Vec::new();
    walk(&root().join(dir), ending, &mut found);
    found.into_iter().map(|path| (path.clone(), std::fs::read_to_string(path).expect("text"))).collect()
}

#[test]
fn files_and_functions_fit_on_a_screen() {
    let mut long = Vec::new();
    for (path, text) in files("src", "rs").into_iter().chain(files("examples", "rs")) {
        let lines: Vec<&str> = text.lines().collect();
        if lines.len() > LONGEST_FILE {
            long.push(format!("{}: {} lines", path.display(), lines.len()));
        }
        for (at, line) in lines.iter().enumerate() {
            let code = line.trim_start();
            let opens =
                ["fn ", "pub fn ", "pub(crate) fn ", "pub(super) fn "].iter().any(|word| code.starts_with(word));
            let indent = line.len() - code.len();
            let closes = |end: &&&str| end.starts_with(&" ".repeat(indent)) && end[indent..].starts_with('}');
            let Some(length) = lines[at..].iter().position(|end| closes(&end)).filter(|_| opens) else { continue };
            if length + 1 > LONGEST_FUNCTION {
                long.push(format!("{}:{}: a function of {} lines", path.display(), at + 1, length + 1));
            }
        }
    }
    assert!(long.is_empty(), "too long:\n{}", long.join("\n"));
}

#[test]
fn no_rule_knows_one_of_the_shipped_plans() {
    let places = ["沂源", "罗庄", "兖州", "潍城", "文昌湖", "淄博", "临沂", "济宁", "潍坊"];
    let mut found = Vec::new();
    for (path, text) in files("src", "rs") {
        let corpus = path.ends_with("corpus.rs") || path.file_name().is_some_and(|name| name == "tests.rs");
        // tests and docs may show real text; rules may not
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        for (at, line) in code.lines().enumerate().filter(|_| !corpus) {
            let rule = line.split("//").next().unwrap_or_default();
            if places.iter().any(|place| rule.contains(place)) {
                found.push(format!("{}:{}: {line}", path.display(), at + 1));
            }
        }
    }
    for (path, text) in files("data/lexicon", "tsv") {
        for (at, line) in text.lines().enumerate().filter(|(_, line)| !line.starts_with('#')) {
            if places.iter().any(|place| line.contains(place)) {
                found.push(format!("{}:{}: {line}", path.display(), at + 1));
            }
        }
    }
    assert!(found.is_empty(), "a place of the shipped plans:\n{}", found.join("\n"));
}

#[test]
fn word_lists_say_what_they_hold_and_whence() {
    for (path, text) in files("data/lexicon", "tsv") {
        let head: String = text.lines().take_while(|line| line.starts_with('#')).collect();
        assert!(head.contains("ource"), "{}: the comment at the top names no source", path.display());
        let mut seen = std::collections::HashSet::new();
        for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            assert!(seen.insert(line), "{}: the row stands twice: {line}", path.display());
        }
    }
}
