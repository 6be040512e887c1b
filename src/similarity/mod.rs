//! How alike two tasks are: a number and its parts. Chooses nothing; see [`mod@crate::align`] for the choice.

pub(crate) mod concepts;
mod evidence;
mod features;
pub(crate) mod grams;
mod index;
mod pair;
mod texts;
mod vectors;

pub(crate) use features::{Features, NO_WORD, Sentences};
pub(crate) use pair::{Opened, Pair, Place, SuppliedCells, Text};
pub(crate) use texts::texts;
pub(crate) use vectors::{rarity, unseen};

/// How much each kind of evidence counts.
///
/// Round numbers; the tables in [`mod@crate::align`] show what each is worth.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
#[non_exhaustive]
pub struct Weights {
    /// How often a gram of the title counts; one of the body counts once.
    pub title: f64,
    /// How often a gram of the section's title counts.
    pub section: f64,
    /// How often a gram of the subsection's title counts.
    pub subsection: f64,
    /// How often a word of the lexicon of policy concepts counts as its concept, for each time that its grams count.
    pub concepts: f64,
    /// What a sentence adds that stands out for the other task, for each unit by which it does.
    pub sentences: f64,
    /// What full coverage of both titles by the other task's text adds to the likeness.
    pub coverage: f64,
    /// What equal indicators add to the likeness.
    pub targets: f64,
    /// By which share equal headings raise the likeness.
    pub headings: f64,
    /// By which share common offices raise the likeness.
    pub offices: f64,
    /// Share of what two tasks resemble anyway that is taken off.
    pub usual: f64,
    /// The corrected likeness from which two tasks match.
    pub threshold: f64,
    /// The corrected likeness from which a task joins a theme that was found before its plan was looked at.
    pub theme_threshold: f64,
    /// Log-odds of a match for each unit of corrected likeness.
    pub scale: f64,
}

impl Weights {
    /// Log-odds of a match at a corrected likeness.
    pub(crate) fn log_odds(&self, corrected: f64) -> f64 {
        (corrected - self.threshold) * self.scale
    }
}

impl Default for Weights {
    fn default() -> Self {
        Self {
            title: 2.0,
            section: 0.3,
            subsection: 0.5,
            concepts: 1.0,
            sentences: 1.0,
            coverage: 0.1,
            targets: 0.1,
            headings: 0.8,
            offices: 0.4,
            usual: 0.8,
            threshold: 0.06,
            theme_threshold: 0.03,
            scale: 40.0,
        }
    }
}

/// Applies `each` to all items on the machine's cores; the results come in the order of the items, whatever the number
/// of cores.
pub(crate) fn spread<T: Sync, R: Send>(items: &[T], each: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let cores = std::thread::available_parallelism().map_or(1, usize::from).min(items.len());
    if cores < 2 {
        return items.iter().map(each).collect();
    }
    let next = std::sync::atomic::AtomicUsize::new(0);
    let work = || {
        let mut done = Vec::new();
        loop {
            let at = next.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
            match items.get(at) {
                Some(item) => done.push((at, each(item))),
                None => return done,
            }
        }
    };
    let mut results: Vec<(usize, R)> = std::thread::scope(|scope| {
        let threads: Vec<_> = (1..cores).map(|_| scope.spawn(work)).collect();
        let mut results = work();
        for thread in threads {
            match thread.join() {
                Ok(more) => results.extend(more),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        results
    });
    results.sort_unstable_by_key(|(at, _)| *at);
    results.into_iter().map(|(_, result)| result).collect()
}
