//! All tasks of one plan against all tasks of another.
//!
//! Every sum runs in the order of the grams, or in whole numbers, so that swapping the plans or reordering their tasks
//! changes no bit of any cell.

use super::Weights;
use super::evidence::Filling;
use super::features::{Character, Features, Term};
use super::grams::{Gram, concept_index};
use super::vectors::{Centre, Lexis, flipped, usual};

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
    /// What it all comes to, less what both tasks resemble anyway, with the sentences.
    pub(crate) corrected: f64,
}

/// The evidence for all pairs of tasks, each kind row by row: what is done to all cells reads one kind or two.
#[derive(Debug)]
struct Cells {
    base: Vec<f64>,
    sentences: Vec<f64>,
    coverage: Vec<f64>,
    targets: Vec<f64>,
    headings: Vec<f64>,
    offices: Vec<f64>,
    titles: Vec<f64>,
    supplied: Vec<f64>,
    /// What it all comes to, but for the sentences.
    likeness: Vec<f64>,
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
    /// Its position in the vocabulary of either plan.
    pub(crate) words: [u32; 2],
    pub(crate) place: Place,
    /// What it adds to the cosine.
    pub(crate) amount: f64,
}

/// The text of a task as the measure sees it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Text<'a> {
    pub(crate) text: &'a str,
    /// The characters that make grams.
    pub(crate) characters: &'a [Character],
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
    /// The cells: tasks of `a` are rows, those of `b` columns.
    cells: Cells,
    /// The corrected likenesses row by row.
    corrected: Vec<f64>,
    /// The corrected likenesses column by column.
    flipped: Vec<f64>,
    /// What each row resembles anyway.
    pub(crate) rows: Vec<f64>,
    /// What each column resembles anyway.
    pub(crate) columns: Vec<f64>,
}

impl<'a> Pair<'a> {
    /// Sets two plans against each other.
    pub(crate) fn of(a: &'a Features, b: &'a Features, weights: &Weights, supplied: Option<&SuppliedCells>) -> Self {
        let lexis = Lexis::of(a, b);
        let filling = Filling { a, b, lexis: &lexis };
        let words = filling.words(weights.usual);
        let [coverage, titles] = filling.titles();
        let count = a.tasks.len() * b.tasks.len();
        let cells = Cells {
            base: words.base,
            sentences: words.sentences,
            coverage,
            targets: if weights.targets == 0.0 { vec![0.0; count] } else { filling.targets() },
            headings: filling.headings(),
            offices: filling.offices(),
            titles,
            supplied: vec![0.0; count],
            likeness: vec![0.0; count],
        };
        let mut pair = Self {
            a,
            b,
            lexis,
            lengths: words.lengths,
            own: supplied.map_or(1.0, |supplied| supplied.own),
            share: supplied.map_or(0.0, |supplied| supplied.share),
            cells,
            corrected: Vec::new(),
            flipped: Vec::new(),
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
    pub(crate) fn cell(&self, i: usize, j: usize) -> Cell {
        let at = i * self.width() + j;
        let cells = &self.cells;
        Cell {
            base: cells.base[at],
            sentences: cells.sentences[at],
            coverage: cells.coverage[at],
            targets: cells.targets[at],
            headings: cells.headings[at],
            offices: cells.offices[at],
            titles: cells.titles[at],
            supplied: cells.supplied[at],
            corrected: self.corrected[at],
        }
    }

    /// The corrected likenesses of a task of the first plan with all of the second.
    pub(crate) fn row(&self, i: usize) -> &[f64] {
        &self.corrected[i * self.width()..][..self.width()]
    }

    /// The corrected likenesses of a task of the second plan with all of the first.
    pub(crate) fn column(&self, j: usize) -> &[f64] {
        &self.flipped[j * self.rows.len()..][..self.rows.len()]
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
        for (supplied, &value) in self.cells.supplied.iter_mut().zip(values) {
            let deviation = (in_range(value) - mean) / spread * USUAL_SPREAD;
            *supplied = (usual_mean + deviation).min(1.0);
        }
    }

    fn weigh(&mut self, weights: &Weights) {
        let cells = &mut self.cells;
        for (at, likeness) in cells.likeness.iter_mut().enumerate() {
            let alike = cells.base[at] + weights.coverage * cells.coverage[at] + weights.targets * cells.targets[at];
            let factor = 1.0 + weights.headings * cells.headings[at] + weights.offices * cells.offices[at];
            let own = alike * factor.max(LEAST_FACTOR);
            *likeness = own * self.own + cells.supplied[at] * self.share;
        }
    }

    /// Takes off what both tasks resemble anyway: the mean of the best three of row and column.
    fn correct(&mut self, weights: &Weights) {
        let (height, width) = (self.a.tasks.len(), self.width());
        let line = |cells: &[f64], at: usize, length: usize| usual(&cells[at * length..][..length]);
        self.rows = (0..height).map(|i| line(&self.cells.likeness, i, width)).collect();
        let columns = flipped(&self.cells.likeness, height, width);
        self.columns = (0..width).map(|j| line(&columns, j, height)).collect();
        let sentences = weights.sentences * self.own;
        let usual = self.rows.iter().flat_map(|row| self.columns.iter().map(move |column| (row + column) / 2.0));
        let cells = self.cells.likeness.iter().zip(&self.cells.sentences).zip(usual);
        self.corrected = cells
            .map(|((likeness, sentence), anyway)| likeness - weights.usual * anyway + sentences * sentence)
            .collect();
        self.flipped = flipped(&self.corrected, height, width);
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

    /// The texts of two tasks.
    pub(crate) fn texts(&self, i: usize, j: usize) -> [Text<'a>; 2] {
        [(self.a, i), (self.b, j)].map(|(features, at)| {
            let task = &features.tasks[at];
            Text { text: &task.text, characters: &features.lists.characters[task.characters.clone()] }
        })
    }

    /// Numbers of words in the vocabularies.
    pub(crate) fn words(&self) -> [usize; 2] {
        [self.a.vocabulary.len(), self.b.vocabulary.len()]
    }

    /// A task of the first plan, ready to be set against tasks of the second word for word.
    pub(crate) fn task(&self, i: usize) -> Opened<'_> {
        let side = &self.lexis.a;
        let mut terms = vec![0; side.common.len() + 1];
        for (term, number) in self.a.tasks[i].terms.iter().zip(1..) {
            let weighs = side.any[term.word as usize] > 0.0;
            terms[side.slots[term.word as usize] as usize] = if weighs { number } else { 0 };
        }
        terms[side.common.len()] = 0;
        Opened { pair: self, i, terms }
    }
}

/// A task of the first plan with its terms at hand.
pub(crate) struct Opened<'p> {
    pub(crate) pair: &'p Pair<'p>,
    pub(crate) i: usize,
    /// For each word that the plans share and that weighs something the number of the task's term with it, from 1; 0 where
    /// it has none.
    terms: Vec<u32>,
}

impl Opened<'_> {
    /// The grams that it shares with a task of the second plan, in their order.
    pub(crate) fn shared(&self, j: usize) -> Vec<Shared> {
        let (x, y) = (&self.pair.a.tasks[self.i], &self.pair.b.tasks[j]);
        let lengths = f64::from(self.pair.lengths[0][self.i]) * f64::from(self.pair.lengths[1][j]);
        let side = &self.pair.lexis.b;
        // written for every term and kept for some, because a branch would be foreseen too seldom
        let mut common = vec![(0, 0); y.terms.len()];
        let mut count = 0;
        for (other, at) in y.terms.iter().zip(0u32..) {
            let number = self.terms[side.slots[other.word as usize] as usize];
            common[count] = (number, at);
            count += usize::from(number > 0);
        }
        let shared = |&(number, at): &(u32, u32)| {
            let (term, other) = (&x.terms[number as usize - 1], &y.terms[at as usize]);
            let rarity = f64::from(side.any[other.word as usize]);
            let amount = f64::from(term.weight) * f64::from(other.weight) * rarity * rarity / lengths;
            let gram = self.pair.b.vocabulary[other.word as usize].gram;
            Shared { gram, words: [term.word, other.word], place: place_of(gram, term, other), amount }
        };
        common[..count].iter().map(shared).filter(|shared| shared.amount > 0.0).collect()
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
