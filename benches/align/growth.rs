//! Quality on generated siblings, and time as the number of plans grows.

use std::collections::BTreeMap;
use std::time::Instant;

use crosscounty::Plan;
use crosscounty::align::{AlignOptions, Relation, Weights, align_with};
use crosscounty::themes::{Themes, themes_with};

use crate::gold::Score;
use crate::siblings::{Changes, MILD, Random, STRONG, Sibling, Synonyms, dice, sibling};

/// A sibling with the position of its original.
type Made = (usize, Sibling);

/// Siblings of each plan in turn; the same ones every time.
fn make(originals: &[Plan], count: usize, changes: Changes) -> Vec<Made> {
    let synonyms = Synonyms::load();
    let mut random = Random(7);
    let one = |k: usize| {
        let original = k % originals.len();
        let id = format!("{}-{k:05}", originals[original].id);
        (original, sibling(&originals[original], &id, changes, &synonyms, &mut random))
    };
    (0..count).map(one).collect()
}

/// How two tasks of siblings of one original belong together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Truth {
    Same,
    Part,
    /// One took a sentence from the other's task, or both are pieces of one task.
    Open,
    Apart,
}

fn truth((a, i): (&Sibling, usize), (b, j): (&Sibling, usize)) -> Truth {
    let share = |x: &[usize], y: &[usize]| x.iter().any(|task| y.contains(task));
    let (x, y) = (&a.origin[i], &b.origin[j]);
    match share(x, y) {
        true if a.is_part[i] && b.is_part[j] => Truth::Open,
        true if x == y && !a.is_part[i] && !b.is_part[j] => Truth::Same,
        true => Truth::Part,
        false => {
            let lent = share(&a.taken_in[i], y) || share(x, &b.taken_in[j]) || share(&a.taken_in[i], &b.taken_in[j]);
            if lent { Truth::Open } else { Truth::Apart }
        }
    }
}

/// Themes against the truth: pairs of tasks of siblings of one original, `part` and open ones neither way.
fn judge(made: &[Made], themes: &Themes) -> Score {
    let place: BTreeMap<&str, usize> = made.iter().enumerate().map(|(k, (_, s))| (s.plan.id.as_str(), k)).collect();
    let mut whole: BTreeMap<(usize, &[usize]), f64> = BTreeMap::new();
    for (original, sibling) in made {
        for (origin, _) in sibling.origin.iter().zip(&sibling.is_part).filter(|(_, is_part)| !**is_part) {
            *whole.entry((*original, origin)).or_default() += 1.0;
        }
    }
    let wanted: f64 = whole.values().map(|count| count * (count - 1.0) / 2.0).sum();
    let mut score = Score::default();
    for theme in &themes.themes {
        let task = |key: &str| key.parse::<usize>().map_or(0, |number| number - 1);
        let members: Vec<(usize, usize)> =
            theme.members.iter().map(|m| (place[m.plan.as_str()], task(&m.task))).collect();
        for (at, &(k, i)) in members.iter().enumerate() {
            for &(l, j) in &members[at + 1..] {
                if k == l || made[k].0 != made[l].0 {
                    continue;
                }
                match truth((&made[k].1, i), (&made[l].1, j)) {
                    Truth::Same => score.hits += 1.0,
                    Truth::Apart => score.wrong += 1.0,
                    Truth::Part | Truth::Open => (),
                }
            }
        }
    }
    score.missed = wanted - score.hits;
    score
}

/// Quality, and how far the words of the siblings differ.
pub(crate) fn siblings(originals: &[Plan], weights: &Weights) {
    let options = AlignOptions::default().weights(weights.clone());
    for (name, changes) in [("mild", MILD), ("strong", STRONG)] {
        let made = make(originals, 50, changes);
        let mut tally = Tally::default();
        for k in 0..45 {
            // five further on stands the next sibling of the same original
            tally.pair(&made[k].1, &made[k + 5].1, &options);
        }
        println!(
            "{name}: `same` tasks share {:.2} of their pairs of characters; matches {}, relation {:.3}",
            tally.dice / tally.same,
            tally.score.show(),
            tally.right / tally.judged
        );
        for count in [10, 50, 200] {
            let made = make(originals, count, changes);
            let plans: Vec<Plan> = made.iter().map(|(_, sibling)| sibling.plan.clone()).collect();
            let themes = themes_with(&plans, &options);
            println!("  themes of {count:3} plans: {}", judge(&made, &themes).show());
        }
    }
}

/// What is counted over pairs of siblings.
#[derive(Default)]
struct Tally {
    score: Score,
    judged: f64,
    right: f64,
    same: f64,
    dice: f64,
}

impl Tally {
    fn pair(&mut self, a: &Sibling, b: &Sibling, options: &AlignOptions) {
        let alignment = align_with(&a.plan, &b.plan, options);
        let task = |key: &str| key.parse::<usize>().map_or(0, |number| number - 1);
        let mut wanted = 0.0;
        for i in 0..a.origin.len() {
            for j in 0..b.origin.len() {
                let truth = truth((a, i), (b, j));
                wanted += f64::from(u8::from(matches!(truth, Truth::Same | Truth::Part)));
                if truth == Truth::Same {
                    self.same += 1.0;
                    self.dice += dice(&a.plan.tasks[i].body.text.text, &b.plan.tasks[j].body.text.text);
                }
            }
        }
        let mut hits = 0.0;
        for found in &alignment.matches {
            let truth = truth((a, task(&found.task_a)), (b, task(&found.task_b)));
            match truth {
                Truth::Same | Truth::Part => {
                    hits += 1.0;
                    self.judged += 1.0;
                    self.right += f64::from(u8::from((truth == Truth::Same) == (found.relation == Relation::Same)));
                }
                Truth::Apart => self.score.wrong += 1.0,
                Truth::Open => (),
            }
        }
        self.score.hits += hits;
        self.score.missed += wanted - hits;
    }
}

/// Inside the clock: the themes, from parsed plans. Outside: making the siblings, judging the result.
pub(crate) fn growth(originals: &[Plan], weights: &Weights) {
    let options = AlignOptions::default().weights(weights.clone());
    let mut last: Option<(f64, f64)> = None;
    println!("| plans | tasks | seconds | growth | themes | F1 | compared of possible pairs |");
    println!("|---|---|---|---|---|---|---|");
    for count in [100, 300, 1000, 3000] {
        let made = make(originals, count, STRONG);
        let plans: Vec<Plan> = made.iter().map(|(_, sibling)| sibling.plan.clone()).collect();
        let start = Instant::now();
        let themes = themes_with(&plans, &options);
        let seconds = start.elapsed().as_secs_f64();
        let growth = last.map_or_else(String::new, |(before, time): (f64, f64)| {
            format!("n^{:.2}", (seconds / time).ln() / (count as f64 / before).ln())
        });
        last = Some((count as f64, seconds));
        let tasks: usize = plans.iter().map(|plan| plan.tasks.len()).sum();
        let pruning = themes.pruning;
        println!(
            "| {count} | {tasks} | {seconds:.1} | {growth} | {} | {} | {} of {} |",
            themes.themes.len(),
            judge(&made, &themes).show(),
            pruning.compared,
            pruning.possible
        );
    }
}
