//! Measures the alignment: `cargo bench --bench align -- VERB [GOLD.jsonl…] [weight=value…]`.
//!
//! - without a verb: the time for all ten pairs of the five embedded plans
//! - `siblings`: quality on generated siblings of the five plans
//! - `growth`: time and quality of the themes of 100, 300, 1,000 and 3,000 siblings
//! - `pairs`, `threshold`, `ablation`, `small`: against annotated pairs, given as `align.jsonl` files
//!
//! Any weight of `Weights` can be changed by name, as `usual=0.7`.
#![allow(clippy::print_stdout)] // a benchmark tells what it found

mod gold;
mod growth;
mod siblings;

use std::time::Instant;

use crosscounty::Plan;
use crosscounty::align::{AlignOptions, Weights, align_all};

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let (changes, words): (Vec<String>, Vec<String>) = arguments.into_iter().partition(|word| word.contains('='));
    let weights = weights(&changes);
    let plans = crosscounty::corpus::all();
    let golds = || gold::load(words.get(1..).unwrap_or_default());
    match words.first().map(String::as_str) {
        None => ten_pairs(&plans, &weights),
        Some("siblings") => growth::siblings(&plans, &weights),
        Some("growth") => growth::growth(&plans, &weights),
        Some("pairs") => gold::pairs(&plans, &golds(), &weights),
        Some("threshold") => gold::threshold(&plans, &golds(), &weights),
        Some("ablation") => gold::ablation(&plans, &golds(), &weights),
        Some("small") => gold::small(&plans, &golds(), &weights),
        Some(other) => println!("no verb {other}; see benches/align/main.rs"),
    }
}

/// The default weights with some changed.
fn weights(changes: &[String]) -> Weights {
    let mut weights = serde_json::to_value(Weights::default()).expect("weights are numbers");
    for (name, value) in changes.iter().filter_map(|change| change.split_once('=')) {
        assert!(weights.get(name).is_some(), "no weight {name}");
        weights[name] = value.parse::<f64>().expect("a number").into();
    }
    serde_json::from_value(weights).expect("weights are numbers")
}

/// Inside the clock: features of the five plans, ten alignments with explanations and candidates. Outside: parsing.
fn ten_pairs(plans: &[Plan], weights: &Weights) {
    let options = AlignOptions::default().weights(weights.clone());
    let mut times: Vec<f64> = Vec::new();
    for _ in 0..50 {
        let start = Instant::now();
        assert_eq!(align_all(plans, &options).len(), 10);
        times.push(start.elapsed().as_secs_f64() * 1e3);
    }
    times.sort_by(f64::total_cmp);
    println!("ten pairs of five plans: best {:.1} ms, median {:.1} ms", times[0], times[times.len() / 2]);
}
