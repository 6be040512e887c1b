//! How fast plans are read, against a yardstick in the same run.
//!
//! Input: the five plans that the crate ships (about 190 kB). Timed: `Plan::parse` of all five, from `&str` to the
//! model. Yardstick: one leftmost-longest pass of an aho-corasick DFA with the 60 words of `benches/cues.txt` over the
//! same text; the automaton is built outside the clock. Each figure is the best of many rounds. Then the growth: one
//! text that repeats a plan's sections up to 50 MB, and lines that were made to be slow.
//!
//! `cargo bench --bench parse`; `-- --short` leaves out the texts over 5 MB.

#![allow(clippy::print_stdout, missing_docs)] // a benchmark prints, and has no public items

use std::hint::black_box;
use std::time::{Duration, Instant};

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use crosscounty::{Plan, corpus};

fn best(rounds: usize, mut run: impl FnMut()) -> Duration {
    (0..rounds)
        .map(|_| {
            let start = Instant::now();
            run();
            start.elapsed()
        })
        .min()
        .unwrap_or_default()
}

fn rate(bytes: usize, time: Duration) -> f64 {
    bytes as f64 / time.as_secs_f64() / 1e6
}

fn main() {
    let texts: Vec<&str> = corpus::IDS.iter().filter_map(|id| corpus::text(id)).collect();
    let bytes: usize = texts.iter().map(|text| text.len()).sum();
    let words = include_str!("cues.txt").lines();
    let yardstick = AhoCorasick::builder()
        .kind(Some(AhoCorasickKind::DFA))
        .match_kind(MatchKind::LeftmostLongest)
        .build(words)
        .expect("sixty short words make an automaton");
    let pass = best(200, || {
        for text in &texts {
            black_box(yardstick.find_iter(black_box(text)).count());
        }
    });
    let parse = best(60, || {
        for text in &texts {
            black_box(Plan::parse(black_box(text)));
        }
    });
    println!("five plans, {bytes} bytes");
    println!("  yardstick pass   {:>9.1} µs  {:>6.0} MB/s", pass.as_secs_f64() * 1e6, rate(bytes, pass));
    println!("  Plan::parse      {:>9.1} µs  {:>6.0} MB/s", parse.as_secs_f64() * 1e6, rate(bytes, parse));
    println!("  ratio            {:>9.2} yardstick passes", parse.as_secs_f64() / pass.as_secs_f64());
    growth();
}

/// Time per byte must not grow with the length of the text, whatever the text is.
fn growth() {
    let most = if std::env::args().any(|word| word == "--short") { 5_000_000 } else { 50_000_000 };
    // sections and tasks without the page around them: behind a page's foot nothing is read
    let page = corpus::text("yiyuan").unwrap_or_default();
    let sections = Plan::parse(page).sections;
    let plan = match sections.as_slice() {
        [first, .., last] => &page[first.span.start..last.span.end],
        _ => page,
    };
    let plan = &format!("{plan}\n");
    println!("growth, ns per byte at 0.5, 5 and 50 MB");
    for (name, piece) in [
        ("sections, repeated", plan.as_str()),
        ("digits", "1"),
        ("opening brackets", "("),
        ("list marks", "、"),
        ("Chinese numerals", "十"),
        ("headings", "1.一\n"),
        ("clauses", "(县科技局牵头"),
        ("percentages", "5%、"),
        ("spaces", " \n"),
    ] {
        let mut figures = String::new();
        for size in [500_000, 5_000_000, 50_000_000].into_iter().filter(|size| *size <= most) {
            let text = piece.repeat(size / piece.len());
            let time = best(if size > 1_000_000 { 1 } else { 3 }, || {
                black_box(Plan::parse(black_box(&text)));
            });
            figures += &format!("{:>9.1}", time.as_secs_f64() * 1e9 / text.len() as f64);
        }
        println!("  {name:<18}{figures}");
    }
}
