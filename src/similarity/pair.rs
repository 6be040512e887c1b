//! All tasks of one plan against all tasks of another.
//!
//! Every sum runs in the order of the grams, or in whole numbers, so that swapping the plans or reordering their tasks
//! changes no bit of any cell.

use super::Weights;
use super::evidence::Filling;
use super::features::{Features, Term};
use super::grams::{Gram, concept_index};
use super::vectors::{Centre, Lexis, usual};

/// The least that headings and offices together leave of a likeness.
const LEAST_FACTOR: f64 = 0.05;

/// Mean and spread of the built-in likeness over all pairs of tasks of two plans, which a supplied one is put on.
const USUAL_MEAN: f64 = 0.06;
const USUAL_SPREAD: f64 = 0.05;

/// The evidence for one pair of tasks.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Cell {
    /// Cosine of the weighted words, 0..=1.
    pub(crate) base: f64,
    /// How far the best sentence stands out, 0..=1.
    pub(crate) sentences: f64,
    /// Share of each title that the other task's text holds, the smaller of the two, 0..=1.
    pub(crate) coverage: f64,
    /// Likeness of the most similar indicators, 0..=1.
    pub(crate) targets: f64,
    /// Likeness of the headings above the mean of the pair of plans.
    pub(crate) headings: f64,
    /// Common offices above the mean of the pair of plans; 0 where either side names none.
    pub(crate) offices: f64,
    /// Overlap of the two titles, 0..=1.
    pub(crate) titles: f64,
    /// The caller's likeness, on the scale of the built-in one.
    pub(crate) supplied: f64,
    /// What it all comes to, but for the sentences.
    pub(crate) likeness: f64,
    /// The likeness less what both tasks resemble anyway, with the sentences.
    pub(crate) corrected: f64,
}

/// A caller's likeness of all pairs of tasks.
#[derive(Debug)]
pub(crate) struct SuppliedCells {
    /// Row by row, on the caller's scale.
    pub(crate) values: Vec<f64>,
    /// What the built-in likeness counts beside it: 0 or 1.
    pub(crate) own: f64,
    /// What it counts.
    pub(crate) share: f64,
}

/// Where a shared gram stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// In both titles.
    Title,
    /// In both texts.
    Text,
    /// On one side in a heading alone.
    Heading,
    /// It is a concept of the lexicon instead of a piece of text.
    Concept,
}

/// A gram that two tasks share.
#[derive(Debug)]
pub(crate) struct Shared {
    pub(crate) gram: Gram,
    pub(crate) place: Place,
    /// What it adds to the cosine.
    pub(crate) amount: f64,
}

/// The corrected likeness of a cell as a sum, without what is taken off.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Parts {
    /// What the cosine is to be multiplied by.
    pub(crate) words: f64,
    pub(crate) sentences: f64,
    pub(crate) coverage: f64,
    pub(crate) targets: f64,
    pub(crate) headings: f64,
    pub(crate) offices: f64,
    pub(crate) supplied: f64,
}

/// Two plans set against each other.
#[derive(Debug)]
pub(crate) struct Pair<'a> {
    a: &'a Features,
    b: &'a Features,
    lexis: Lexis,
    /// Lengths of the vectors of the tasks' words.
    lengths: [Vec<f32>; 2],
    /// What the built-in likeness counts.
    own: f64,
    /// What the caller's likeness counts.
    share: f64,
    /// The cells, row by row: tasks of `a` are rows, those of `b` columns.
    pub(crate) cells: Vec<Cell>,
    /// What each row resembles anyway.
    pub(crate) rows: Vec<f64>,
    /// What each column resembles anyway.
    pub(crate) columns: Vec<f64>,
}

impl<'a> Pair<'a> {
    /// Sets two plans against each other.
    pub(crate) fn of(a: &'a Features, b: &'a Features, weights: &Weights, supplied: Option<&SuppliedCells>) -> Self {
        let lexis = Lexis::of(a, b);
        let mut cells = vec![Cell::default(); a.tasks.len() * b.tasks.len()];
        let mut filling = Filling { a, b, lexis: &lexis, cells: &mut cells };
        let lengths = filling.words(weights.usual);
        filling.titles();
        if weights.targets != 0.0 {
            filling.targets();
        }
        filling.headings();
        filling.offices();
        let mut pair = Self {
            a,
            b,
            lexis,
            lengths,
            own: supplied.map_or(1.0, |supplied| supplied.own),
            share: supplied.map_or(0.0, |supplied| supplied.share),
            cells,
            rows: Vec::new(),
            columns: Vec::new(),
        };
        if let Some(supplied) = supplied {
            pair.fill_supplied(&supplied.values);
        }
        pair.weigh(weights);
        pair.correct(weights);
        pair
    }

    /// Number of columns.
    pub(crate) fn width(&self) -> usize {
        self.b.tasks.len()
    }

    /// The cell of task `i` of the first and `j` of the second plan.
    pub(crate) fn cell(&self, i: usize, j: usize) -> &Cell {
        &self.cells[i * self.width() + j]
    }

    /// Puts the caller's likeness on the scale of the built-in one: same mean, same spread.
    fn fill_supplied(&mut self, values: &[f64]) {
        let finite = || values.iter().copied().filter(|value| value.is_finite());
        let least = finite().fold(f64::INFINITY, f64::min);
        let range = finite().fold(f64::NEG_INFINITY, f64::max) - least;
        if !range.is_finite() || range <= 0.0 {
            return;
        }
        let in_range = |value: f64| if value.is_finite() { (value - least) / range } else { 0.0 };
        let (mut centre, mut square) = (Centre::default(), Centre::default());
        for &value in values {
            centre.add(in_range(value));
            square.add(in_range(value).powi(2));
        }
        let mean = centre.mean();
        // in a small plan the matches make up much of the spread; a sample of some thousand spans six of it and more
        let spread = (square.mean() - mean * mean).max(1e-6).sqrt().min(1.0 / 6.0);
        // beside the built-in likeness only what differs from the mean counts
        let usual_mean = if self.own == 0.0 { USUAL_MEAN } else { 0.0 };
        for (cell, &value) in self.cells.iter_mut().zip(values) {
            let deviation = (in_range(value) - mean) / spread * USUAL_SPREAD;
            cell.supplied = (usual_mean + deviation).min(1.0);
        }
    }

    fn weigh(&mut self, weights: &Weights) {
        for cell in &mut self.cells {
            let alike = cell.base + weights.coverage * cell.coverage + weights.targets * cell.targets;
            let factor = 1.0 + weights.headings * cell.headings + weights.offices * cell.offices;
            let own = alike * factor.max(LEAST_FACTOR);
            cell.likeness = own * self.own + cell.supplied * self.share;
        }
    }

    /// Takes off what both tasks resemble anyway: the mean of the best three of row and column.
    fn correct(&mut self, weights: &Weights) {
        let (height, width) = (self.a.tasks.len(), self.width());
        self.rows = (0..height).map(|i| usual((0..width).map(|j| self.cell(i, j).likeness))).collect();
        self.columns = (0..width).map(|j| usual((0..height).map(|i| self.cell(i, j).likeness))).collect();
        let sentences = weights.sentences * self.own;
        for (at, cell) in self.cells.iter_mut().enumerate() {
            let anyway = (self.rows[at / width] + self.columns[at % width]) / 2.0;
            cell.corrected = cell.likeness - weights.usual * anyway + sentences * cell.sentences;
        }
    }

    /// The corrected likeness of a cell as a sum, without what is taken off.
    pub(crate) fn parts(&self, i: usize, j: usize, weights: &Weights) -> Parts {
        let cell = self.cell(i, j);
        let alike = cell.base + weights.coverage * cell.coverage + weights.targets * cell.targets;
        let (by_heading, by_office) = (weights.headings * cell.headings, weights.offices * cell.offices);
        let raised = by_heading + by_office;
        // where the least factor holds, both are shortened alike
        let held = if 1.0 + raised < LEAST_FACTOR { (LEAST_FACTOR - 1.0) / raised } else { 1.0 };
        let own = self.own;
        Parts {
            words: own,
            sentences: own * weights.sentences * cell.sentences,
            coverage: own * weights.coverage * cell.coverage,
            targets: own * weights.targets * cell.targets,
            headings: own * alike * by_heading * held,
            offices: own * alike * by_office * held,
            supplied: self.share * cell.supplied,
        }
    }

    /// The texts of two tasks as the measure sees them.
    pub(crate) fn texts(&self, i: usize, j: usize) -> (&'a str, &'a str) {
        (&self.a.tasks[i].text, &self.b.tasks[j].text)
    }

    /// The grams that two tasks share, in their order.
    pub(crate) fn shared(&self, i: usize, j: usize) -> Vec<Shared> {
        let (x, y) = (&self.a.tasks[i], &self.b.tasks[j]);
        let lengths = f64::from(self.lengths[0][i]) * f64::from(self.lengths[1][j]);
        let mut others = y.terms.iter().peekable();
        let mut shared = Vec::with_capacity(x.terms.len().min(y.terms.len()));
        for term in &x.terms {
            let Some(place) = self.lexis.forth[term.word as usize] else { continue };
            while others.next_if(|other| other.word < place).is_some() {}
            let Some(other) = others.peek().filter(|other| other.word == place) else { continue };
            let rarity = f64::from(self.lexis.a.any[term.word as usize]);
            let amount = f64::from(term.weight) * f64::from(other.weight) * rarity * rarity / lengths;
            if amount > 0.0 {
                let gram = self.a.vocabulary[term.word as usize].gram;
                shared.push(Shared { gram, place: place_of(gram, term, other), amount });
            }
        }
        shared
    }
}

fn place_of(gram: Gram, x: &Term, y: &Term) -> Place {
    if concept_index(gram).is_some() {
        return Place::Concept;
    }
    match (x.in_title && y.in_title, x.in_text && y.in_text) {
        (true, _) => Place::Title,
        (_, true) => Place::Text,
        _ => Place::Heading,
    }
}
