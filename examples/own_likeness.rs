//! A measure of likeness of your own beside the built-in one: here a tiny thesaurus, elsewhere perhaps embeddings.
#![allow(clippy::print_stdout)] // an example shows what it found

use crosscounty::align::{AlignOptions, TaskOf, Use, align, align_with};
use crosscounty::corpus;

/// Words that officials use for one thing: programme names, slogans, local names.
const THESAURUS: &[[&str; 2]] =
    &[["应急", "防灾减灾"], ["双招双引", "招商"], ["村村通", "农村公路"], ["治安", "平安"], ["网格", "基层治理"]];

/// How many entries of the thesaurus the two tasks share in different words.
fn likeness(a: TaskOf<'_>, b: TaskOf<'_>) -> f64 {
    let says = |task: TaskOf<'_>, word: &str| task.task.body.text.text.contains(word);
    THESAURUS.iter().filter(|[x, y]| says(a, x) && says(b, y) || says(a, y) && says(b, x)).count() as f64
}

fn main() {
    let plans = corpus::all();
    let (a, b) = (&plans[3], &plans[4]);
    let options = AlignOptions::default().likeness(likeness, Use::Beside(1.0));
    let (without, with) = (align(a, b), align_with(a, b, &options));
    for after in &with.candidates_a {
        let before = without.candidates_a.iter().find(|before| before.task == after.task);
        let (Some(old), Some(new)) = (before.and_then(|before| before.best.first()), after.best.first()) else {
            continue;
        };
        if new.score > old.score + 0.1 {
            println!("{} {}: {} {:.2}, now {} {:.2}", a.id, after.task, old.task, old.score, new.task, new.score);
        }
    }
}
