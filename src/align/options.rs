//! The configured door.

use std::sync::Arc;

use super::Weights;
use super::likeness::{Likeness, Supplied, Use};

/// How to match; made by [`AlignOptions::default`] and changed by its methods.
///
/// ```
/// # use crosscounty::align::AlignOptions;
/// let options = AlignOptions::default().least_score(0.7).candidates(5);
/// ```
#[derive(Debug, Clone)]
pub struct AlignOptions {
    pub(crate) weights: Weights,
    pub(crate) least_score: f64,
    pub(crate) candidates: usize,
    pub(crate) likeness: Option<Supplied>,
}

impl Default for AlignOptions {
    fn default() -> Self {
        Self { weights: Weights::default(), least_score: 0.5, candidates: 3, likeness: None }
    }
}

impl AlignOptions {
    /// Tasks match from this score on, 0..=1. Default 0.5; higher gives fewer and surer matches.
    #[must_use]
    pub fn least_score(mut self, score: f64) -> Self {
        self.least_score = score;
        self
    }

    /// How many candidates of each task to list. Default 3.
    #[must_use]
    pub fn candidates(mut self, count: usize) -> Self {
        self.candidates = count;
        self
    }

    /// What each kind of evidence counts.
    #[must_use]
    pub fn weights(mut self, weights: Weights) -> Self {
        self.weights = weights;
        self
    }

    /// A measure of likeness of your own (from embeddings, a thesaurus), beside the built-in one or instead of it.
    #[must_use]
    pub fn likeness(mut self, likeness: impl Likeness + Send + Sync + 'static, how: Use) -> Self {
        self.likeness = Some(Supplied { likeness: Arc::new(likeness), how });
        self
    }

    /// The least score as log-odds; scores outside 0..=1 mean everything or nothing.
    pub(crate) fn least_log_odds(&self) -> f64 {
        let score = self.least_score.clamp(0.0, 1.0);
        // exactly 0 at one half, so that the default is the stated threshold
        if score == 0.5 { 0.0 } else { (score / (1.0 - score)).ln() }
    }
}
