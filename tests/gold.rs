//! How well the crate reads, matches and compares, against the annotations in `tests/gold`.
//!
//! Scores as `score.py` of the project does: precision and recall over spans and pairs; rows marked borderline count
//! neither way. Each score has a floor. `cargo test --release --test gold -- --nocapture` prints the table.

#![allow(clippy::print_stdout)] // the table is what one runs this for

use std::collections::{BTreeMap, BTreeSet};

use crosscounty::{Plan, align, corpus, table};
use serde_json::Value;

fn rows(path: &str) -> Vec<Value> {
    let path = format!("{}/tests/gold/{path}", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    text.lines().map(|line| serde_json::from_str(line).expect("gold is JSON lines")).collect()
}

fn text<'a>(row: &'a Value, field: &str) -> &'a str {
    row[field].as_str().unwrap_or_else(|| panic!("{field} is no text in {row}"))
}

fn whole(row: &Value, field: &str) -> usize {
    row[field].as_u64().unwrap_or_else(|| panic!("{field} is no number in {row}")) as usize
}

fn sure(row: &Value) -> bool {
    row["certainty"] == "sure"
}

/// True positives, false positives, false negatives.
#[derive(Default, Clone, Copy)]
struct Tally {
    hit: usize,
    extra: usize,
    missed: usize,
}

impl Tally {
    /// Harmonic mean of precision and recall, 0..=1.
    fn f1(self) -> f64 {
        2.0 * self.hit as f64 / (2 * self.hit + self.extra + self.missed).max(1) as f64
    }

    fn add(&mut self, other: Self) {
        self.hit += other.hit;
        self.extra += other.extra;
        self.missed += other.missed;
    }

    #[track_caller]
    fn at_least(self, name: &str, floor: f64) {
        let Self { hit, extra, missed } = self;
        println!("{name:<34} F1 {:.3}  (right {hit}, extra {extra}, missed {missed}; floor {floor})", self.f1());
        assert!(self.f1() >= floor, "{name}: F1 {:.3} is under the floor of {floor}", self.f1());
    }
}

/// Scores sets: sure gold, borderline gold, and what the crate says.
fn sets<T: Ord + Clone>(sure: &BTreeSet<T>, soft: &BTreeSet<T>, got: &BTreeSet<T>) -> Tally {
    let known = |item: &&T| !sure.contains(item) && !soft.contains(item);
    Tally {
        hit: got.intersection(sure).count(),
        extra: got.iter().filter(known).count(),
        missed: sure.difference(got).count(),
    }
}

#[test]
fn departments() {
    for id in ["yiyuan", "luozhuang"] {
        let plan = plan(id);
        let gold = rows(&format!("departments/{id}.jsonl"));
        let gold =
            gold.iter().map(|r| [text(r, "task"), text(r, "name"), text(r, "role")].map(str::to_owned)).collect();
        let got = table::departments(&[plan]).into_iter().map(|r| [r.task, r.name, r.role]).collect();
        sets(&gold, &BTreeSet::new(), &got).at_least(&format!("departments {id}"), 1.0);
    }
}

fn plan(id: &str) -> Plan {
    Plan::parse(corpus::text(id).expect("it is shipped")).with_id(id)
}

/// Share of the characters that two texts have in common (Dice), 0..=1.
fn likeness(a: &str, b: &str) -> f64 {
    let count = |text: &str| {
        let mut counts = BTreeMap::new();
        text.chars().for_each(|c| *counts.entry(c).or_insert(0usize) += 1);
        counts
    };
    let (a, b) = (count(a), count(b));
    let shared: usize = a.iter().map(|(c, n)| n.min(b.get(c).unwrap_or(&0))).sum();
    2.0 * shared as f64 / (a.values().sum::<usize>() + b.values().sum::<usize>()).max(1) as f64
}

/// Targets of one plan: the tally over spans, and how many of the found have each field right.
fn targets_of(id: &str) -> (Tally, BTreeMap<&'static str, usize>) {
    let gold = rows(&format!("targets/{id}.jsonl"));
    let got = table::targets(&[plan(id)]);
    let mut tally = Tally::default();
    let mut fields = BTreeMap::new();
    let mut used = BTreeSet::new();
    for row in &gold {
        let (start, end) = (whole(row, "start"), whole(row, "end"));
        let near = |r: &table::TargetRow| {
            let shared = end.min(r.end).saturating_sub(start.max(r.start));
            2 * shared >= end.max(r.end) - start.min(r.start)
        };
        let found = got.iter().position(near).filter(|at| used.insert(*at));
        match (found, sure(row)) {
            (None, true) => tally.missed += 1,
            (Some(at), true) => {
                tally.hit += 1;
                let r = &got[at];
                let right = [
                    ("value", number(&r.min) == number(text(row, "min")) && number(&r.max) == number(text(row, "max"))),
                    ("unit", r.unit == text(row, "unit")),
                    ("bound", r.bound == text(row, "bound")),
                    ("measure", r.measure == text(row, "measure")),
                    ("horizon", r.horizon == text(row, "horizon")),
                    ("stretch", Some(r.stretch) == row["stretch"].as_bool()),
                    ("indicator", likeness(&r.indicator, text(row, "indicator")) >= 0.6),
                ];
                right.iter().for_each(|(name, ok)| *fields.entry(*name).or_insert(0) += usize::from(*ok));
                *fields.entry("all").or_insert(0) += usize::from(right.iter().all(|(_, ok)| *ok));
            }
            _ => {}
        }
    }
    tally.extra = got.len() - used.len();
    (tally, fields)
}

fn number(text: &str) -> f64 {
    text.parse().unwrap_or(f64::NAN)
}

/// Scores the targets of some plans together.
fn check_targets(name: &str, ids: &[&str], floor: f64, all: f64) {
    let (mut tally, mut fields) = (Tally::default(), BTreeMap::new());
    for id in ids {
        let (one, right) = targets_of(id);
        tally.add(one);
        right.into_iter().for_each(|(name, n)| *fields.entry(name).or_insert(0) += n);
    }
    tally.at_least(name, floor);
    let share = |name: &str| fields.get(name).copied().unwrap_or(0) as f64 / tally.hit.max(1) as f64;
    println!("  {}", fields.keys().map(|name| format!("{name} {:.3}  ", share(name))).collect::<String>());
    assert!(share("all") >= all, "{name}: all fields right {:.3}, floor {all}", share("all"));
}

#[test]
fn targets() {
    check_targets("targets yiyuan, luozhuang", &["yiyuan", "luozhuang"], 0.95, 0.95);
    check_targets("targets, the other three", &["wenchanghu", "yanzhou", "weicheng"], 0.95, 0.90);
}

/// The pair of tasks that a gold row names, in a fixed order.
fn pair(a: (&str, &str), b: (&str, &str)) -> [[String; 2]; 2] {
    let mut pair = [[a.0.to_owned(), a.1.to_owned()], [b.0.to_owned(), b.1.to_owned()]];
    pair.sort();
    pair
}

const PAIRS: [(&str, &str, f64); 4] = [
    ("yiyuan", "luozhuang", 0.87),
    ("yiyuan", "yanzhou", 0.87),
    ("weicheng", "luozhuang", 0.83),
    ("wenchanghu", "yanzhou", 0.83),
];

#[test]
fn matches() {
    let gold = rows("align.jsonl");
    let mut total = Tally::default();
    for (a, b, floor) in PAIRS {
        let of = |row: &&Value| [text(row, "a"), text(row, "b")] == [a, b];
        let named = |row: &Value| pair((a, text(row, "a_task")), (b, text(row, "b_task")));
        let wanted = gold.iter().filter(of).filter(|row| sure(row)).map(named).collect();
        let soft = gold.iter().filter(of).filter(|row| !sure(row)).map(named).collect();
        let rows = table::matches(&[align(&plan(a), &plan(b))]);
        let got = rows.iter().map(|r| pair((&r.plan_a, &r.task_a), (&r.plan_b, &r.task_b))).collect();
        let tally = sets(&wanted, &soft, &got);
        tally.at_least(&format!("matches {a}–{b}"), floor);
        total.add(tally);
    }
    total.at_least("matches, four pairs", 0.87);
}

/// The pair of targets that a gold row names, by plan and place of the value.
type Pair = [(String, usize); 2];

#[test]
fn comparisons() {
    let gold = rows("comparable.jsonl");
    let mut total = Tally::default();
    for (a, b, _) in PAIRS {
        let key = |row: &Value| -> Pair {
            let mut pair =
                [("a", "a_start"), ("b", "b_start")].map(|(p, at)| (text(row, p).to_owned(), whole(row, at)));
            pair.sort();
            pair
        };
        let of = |row: &&Value| {
            let pair = [text(row, "a"), text(row, "b")];
            pair == [a, b] || pair == [b, a]
        };
        let wanted: BTreeSet<Pair> = gold.iter().filter(of).filter(|row| sure(row)).map(key).collect();
        let soft: BTreeSet<Pair> = gold.iter().filter(of).filter(|row| !sure(row)).map(key).collect();
        let found = table::comparisons(&crosscounty::compare(&plan(a), &plan(b)));
        let got = found
            .into_iter()
            .map(|row| {
                let mut pair = [(row.plan_a, row.start_a), (row.plan_b, row.start_b)];
                pair.sort();
                pair
            })
            .collect();
        let tally = sets(&wanted, &soft, &got);
        tally.at_least(&format!("comparisons {a}–{b}"), 0.85);
        total.add(tally);
    }
    total.at_least("comparisons, four pairs", 0.92);
}
