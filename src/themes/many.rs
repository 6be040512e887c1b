//! Themes of many plans: a few are aligned pair by pair, the others are placed among the themes found so far.
//!
//! Plans come in an order that depends on their texts alone, in batches that double. The plans of a batch are compared
//! with the themes as they stood before it, on all cores; what finds no theme founds one. Candidates come from an index
//! of the heaviest words of each theme, so the time for a plan depends on the number of themes in the lists that its
//! words lead to, and these are cut at a fixed length.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::profile::{Lookup, Profile, Seen};
use crate::similarity::grams::{Gram, GramHasher};
use crate::similarity::{Weights, unseen};

/// Words of a task that the index is asked for, the heaviest.
const ASKED: usize = 48;

/// Words under which a theme stands in the index, the heaviest.
const INDEXED: usize = 64;

/// Themes that one word may lead to; a word that leads to more is passed over.
const LONGEST: usize = 1_500;

/// Themes that a task is compared with in full.
const CANDIDATES: usize = 12;

/// How candidates were found, for those who want to check the pruning.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Pruning {
    /// Pairs of a task and a theme that there were.
    pub possible: u64,
    /// Pairs that a word of the index led to.
    pub touched: u64,
    /// Pairs that were compared in full.
    pub compared: u64,
    /// Lists of the index that were passed over because they were too long.
    pub passed_over: u64,
}

impl Pruning {
    pub(super) fn add(&mut self, other: Self) {
        self.possible += other.possible;
        self.touched += other.touched;
        self.compared += other.compared;
        self.passed_over += other.passed_over;
    }
}

/// For each word the themes that it stands for.
#[derive(Default)]
pub(super) struct Index {
    lists: HashMap<Gram, Vec<(u32, f32)>, GramHasher>,
    size: usize,
}

impl Index {
    pub(super) fn of(profiles: &[Profile]) -> Self {
        let mut index = Self::default();
        for profile in profiles {
            index.push(profile);
        }
        index
    }

    pub(super) fn push(&mut self, profile: &Profile) {
        for (gram, weight) in profile.heaviest(INDEXED) {
            self.lists.entry(gram).or_default().push((self.size as u32, weight));
        }
        self.size += 1;
    }

    /// The themes that share the most weight with a task's heaviest words, best first.
    fn candidates(&self, task: &Seen, count: usize, scratch: &mut Scratch) -> Vec<u32> {
        let mut asked: Vec<(Gram, f32)> = task.words.iter().map(|word| (word.gram, word.weight)).collect();
        asked.sort_unstable_by(|x, y| y.1.total_cmp(&x.1).then(x.0.cmp(&y.0)));
        scratch.sums.resize(self.size.max(scratch.sums.len()), 0.0);
        for (gram, weight) in asked.into_iter().take(ASKED) {
            let list = self.lists.get(&gram).map_or(&[][..], Vec::as_slice);
            if list.len() > LONGEST {
                scratch.pruning.passed_over += 1;
                continue;
            }
            for &(theme, other) in list {
                let sum = &mut scratch.sums[theme as usize];
                if *sum == 0.0 {
                    scratch.touched.push(theme);
                }
                *sum += weight * other;
            }
        }
        let mut found: Vec<(u32, f32)> = Vec::with_capacity(scratch.touched.len());
        for theme in scratch.touched.drain(..) {
            found.push((theme, std::mem::take(&mut scratch.sums[theme as usize])));
        }
        let order = |x: &(u32, f32), y: &(u32, f32)| y.1.total_cmp(&x.1).then(x.0.cmp(&y.0));
        scratch.pruning.possible += self.size as u64;
        scratch.pruning.touched += found.len() as u64;
        if found.len() > count {
            found.select_nth_unstable_by(count, order);
            found.truncate(count);
        }
        found.sort_unstable_by(order);
        scratch.pruning.compared += found.len() as u64;
        found.into_iter().map(|(theme, _)| theme).collect()
    }
}

/// Room that is used again from task to task.
#[derive(Default)]
struct Scratch {
    sums: Vec<f32>,
    touched: Vec<u32>,
    pruning: Pruning,
}

/// Where a task belongs among themes.
#[derive(Debug, Clone, Default)]
pub(super) struct Placed {
    /// The best theme with how far it lies above the threshold, if any does.
    pub(super) best: Option<(u32, f64)>,
    /// Whether a second theme lies above the threshold, too.
    pub(super) second: bool,
    /// The two greatest likenesses with themes, whatever comes of them.
    pub(super) usual: [f64; 2],
}

/// Themes to place tasks among.
pub(super) struct Ground<'a> {
    pub(super) profiles: &'a [Profile],
    pub(super) index: &'a Index,
    pub(super) weights: &'a Weights,
    pub(super) lookup: &'a Lookup,
    /// Only the first so many themes tell what a task resembles anyway; later ones may be fragments of them.
    pub(super) settled: usize,
}

/// What a theme gains over a smaller one, on the scale of likeness, for each factor of e in members: one unit of log-odds
/// at the default scale, as if a task fell to a theme in proportion to its size. Without it fragments, of which there are
/// more and more, take the members of the theme that they broke from: F1 on 3,000 siblings falls to 0.81.
const SIZE: f64 = 0.025;

/// By how much the threshold falls for each factor of e in members, up to [`KNOWN_FROM`] of them: a theme of many members
/// is known better, so the mean likeness with them is less a matter of chance.
const KNOWN: f64 = 0.01;

/// Members from which a theme is as well known as can be.
const KNOWN_FROM: f64 = 100.0;

/// Means of headings and offices over tasks and themes, which both count from.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Means {
    headings: f32,
    offices: f32,
}

/// How many themes the means are taken over, at most.
const SAMPLE: usize = 64;

impl Ground<'_> {
    /// Places the tasks of a plan.
    pub(super) fn place(&self, tasks: &[Seen], means: Means) -> (Vec<Placed>, Pruning) {
        let mut scratch = Scratch::default();
        let found: Vec<Vec<(u32, f64)>> = tasks
            .iter()
            .map(|task| {
                let themes = self.index.candidates(task, CANDIDATES, &mut scratch);
                let likeness = |theme: u32| (theme, self.likeness(task, &self.profiles[theme as usize], means));
                themes.into_iter().map(likeness).collect()
            })
            .collect();
        let columns = columns(&found);
        let unseen = unseen(tasks.len());
        let placed = found.iter().map(|row| self.choose(row, &columns, unseen)).collect();
        (placed, scratch.pruning)
    }

    /// Likeness of a task with the members of a theme, on the scale of a pair of tasks.
    fn likeness(&self, task: &Seen, profile: &Profile, means: Means) -> f64 {
        let (cosine, coverage) = profile.words_alike(task);
        let headings = profile.headings_alike(task).map_or(0.0, |value| value - means.headings);
        let offices = profile.offices_alike(task).map_or(0.0, |value| value - means.offices);
        let alike = f64::from(cosine) + self.weights.coverage * f64::from(coverage);
        let factor = 1.0 + self.weights.headings * f64::from(headings) + self.weights.offices * f64::from(offices);
        alike * factor.max(0.05)
    }

    /// The means of headings and offices over the tasks of a plan and all themes, or a sample of them.
    pub(super) fn means(&self, tasks: &[Seen]) -> Means {
        let step = (self.profiles.len() / SAMPLE).max(1);
        let mean = |alike: fn(&Profile, &Seen) -> Option<f32>| {
            let sample = self.profiles.iter().step_by(step).take(SAMPLE);
            let values = sample.flat_map(|profile| tasks.iter().filter_map(move |task| alike(profile, task)));
            let (sum, count) = values.fold((0i64, 0i64), |(sum, count), value| {
                (sum + (f64::from(value) * f64::from(1 << 20)).round() as i64, count + 1)
            });
            (sum as f64 / count.max(1) as f64 / f64::from(1 << 20)) as f32
        };
        Means { headings: mean(Profile::headings_alike), offices: mean(Profile::offices_alike) }
    }

    fn choose(&self, row: &[(u32, f64)], columns: &HashMap<u32, [f64; 3], GramHasher>, unseen: f64) -> Placed {
        let mut greatest = [0.0; 3];
        for &(_, likeness) in row.iter().filter(|(theme, _)| (*theme as usize) < self.settled) {
            insert(&mut greatest, likeness);
        }
        let mut placed = Placed { best: None, second: false, usual: [greatest[0], greatest[1]] };
        for &(theme, likeness) in row {
            let mut own = greatest;
            if theme as usize >= self.settled {
                insert(&mut own, likeness);
            }
            let column = columns.get(&theme).copied().unwrap_or_default();
            let members = f64::from(self.profiles[theme as usize].members());
            let above = self.above(likeness, &own, &column) - self.weights.usual * unseen / 2.0
                + KNOWN * members.min(KNOWN_FROM).ln();
            if above < 0.0 {
                continue;
            }
            placed.second |= placed.best.is_some();
            let above = above + SIZE * members.ln();
            let better = placed.best.is_none_or(|(other, best)| above > best || above == best && theme < other);
            if better {
                placed.best = Some((theme, above));
            }
        }
        placed
    }

    /// How far a likeness lies above the threshold, after what both sides resemble anyway is taken off.
    fn above(&self, likeness: f64, row: &[f64; 3], column: &[f64; 3]) -> f64 {
        let mean = |best: &[f64; 3]| best.iter().sum::<f64>() / 3.0;
        likeness - self.weights.usual * (mean(row) + mean(column)) / 2.0 - self.weights.theme_threshold
    }

    /// The first of the fresh themes that a task without theme belongs to.
    pub(super) fn join(&self, task: &Seen, means: Means, usual: [f64; 2], founders: &[[f64; 2]]) -> Option<u32> {
        let mut scratch = Scratch::default();
        let themes = self.index.candidates(task, 3, &mut scratch);
        let mut best: Option<(u32, f64)> = None;
        for theme in themes {
            let likeness = self.likeness(task, &self.profiles[theme as usize], means);
            let with = |usual: [f64; 2]| {
                let mut three = [0.0; 3];
                for value in [likeness, usual[0], usual[1]] {
                    insert(&mut three, value);
                }
                three
            };
            let above = self.above(likeness, &with(usual), &with(founders[theme as usize]));
            if above >= 0.0 && best.is_none_or(|(_, value)| above > value) {
                best = Some((theme, above));
            }
        }
        best.map(|(theme, _)| theme)
    }
}

/// For each theme the three greatest likenesses with tasks of the plan.
fn columns(rows: &[Vec<(u32, f64)>]) -> HashMap<u32, [f64; 3], GramHasher> {
    let mut columns: HashMap<u32, [f64; 3], GramHasher> = HashMap::with_hasher(GramHasher);
    for &(theme, likeness) in rows.iter().flatten() {
        insert(columns.entry(theme).or_default(), likeness);
    }
    columns
}

/// Puts a value among the three greatest.
fn insert(greatest: &mut [f64; 3], value: f64) {
    let mut carried = value;
    for slot in greatest {
        if carried > *slot {
            std::mem::swap(slot, &mut carried);
        }
    }
}
