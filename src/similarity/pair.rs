//! All tasks of one plan against all tasks of another.
//!
//! Every sum runs in the order of the grams, or in whole numbers, so that swapping the plans or reordering their tasks
//! changes no bit of any cell.

use super::Weights;
use super::features::{Features, TaskFeatures, Term, Vector, Word};
use super::grams::text_of;

/// The least that headings and offices together leave of a likeness.
const LEAST_FACTOR: f64 = 0.05;

/// Mean and spread of the built-in likeness over all pairs of tasks of two plans, which a supplied one is put on.
const USUAL_MEAN: f64 = 0.06;
const USUAL_SPREAD: f64 = 0.05;

/// The evidence for one pair of tasks, before the correction by what the two resemble anyway.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Cell {
    /// Cosine of the weighted grams, 0..=1.
    pub(crate) base: f64,
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
    /// What it all comes to.
    pub(crate) likeness: f64,
    /// The caller's likeness, on the scale of the built-in one.
    pub(crate) supplied: f64,
    /// The likeness less what both tasks resemble anyway.
    pub(crate) corrected: f64,
}

/// A caller's likeness of all pairs of tasks.
#[derive(Debug)]
pub(crate) struct SuppliedCells {
    /// Row by row, on the caller's scale.
    pub(crate) values: Vec<f64>,
    /// Share of the whole, 0..=1.
    pub(crate) share: f64,
}

/// Where a shared term stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// In both titles.
    Title,
    /// In both texts.
    Text,
    /// On one side in a heading alone.
    Heading,
}

/// A term that two tasks share.
#[derive(Debug)]
pub(crate) struct Shared {
    pub(crate) text: String,
    pub(crate) place: Place,
    /// What it adds to the cosine.
    pub(crate) amount: f64,
}

/// The likeness of a cell as a sum.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Parts {
    /// What the cosine is to be multiplied by.
    pub(crate) words: f64,
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
    /// The cells, row by row: tasks of `a` are rows, those of `b` columns.
    pub(crate) cells: Vec<Cell>,
    /// What each row resembles anyway.
    pub(crate) rows: Vec<f64>,
    /// What each column resembles anyway.
    pub(crate) columns: Vec<f64>,
    lexis: Lexis,
    share: f64,
}

/// The vocabulary of two plans: for each word of a plan its place in the other and its weights.
#[derive(Debug, Default)]
struct Lexis {
    /// For each word of `a`, its place among the words of `b`.
    place: Vec<Option<u32>>,
    a: Rarity,
    b: Rarity,
}

/// How rare each word of a plan is in both plans together.
#[derive(Debug, Default)]
struct Rarity {
    /// Over all fields.
    any: Vec<f64>,
    /// Over title and body.
    text: Vec<f64>,
}

impl Lexis {
    fn of(a: &Features, b: &Features) -> Self {
        let tasks = (a.tasks.len() + b.tasks.len()) as f64;
        let idf = |tasks_with: u32| ((tasks + 1.0) / (f64::from(tasks_with) + 1.0)).ln().max(0.0);
        let place = places(&a.vocabulary, &b.vocabulary);
        let rarity = |own: &[Word], place: &[Option<u32>], other: &[Word]| {
            let both =
                |i: usize, count: fn(&Word) -> u32| count(&own[i]) + place[i].map_or(0, |j| count(&other[j as usize]));
            Rarity {
                any: (0..own.len()).map(|i| idf(both(i, |w| w.tasks))).collect(),
                text: (0..own.len()).map(|i| idf(both(i, |w| w.texts))).collect(),
            }
        };
        let back = places(&b.vocabulary, &a.vocabulary);
        Self { a: rarity(&a.vocabulary, &place, &b.vocabulary), b: rarity(&b.vocabulary, &back, &a.vocabulary), place }
    }
}

fn places(own: &[Word], other: &[Word]) -> Vec<Option<u32>> {
    let mut j = 0;
    own.iter()
        .map(|word| {
            while j < other.len() && other[j].gram < word.gram {
                j += 1;
            }
            (j < other.len() && other[j].gram == word.gram).then_some(j as u32)
        })
        .collect()
}

impl<'a> Pair<'a> {
    /// Sets two plans against each other.
    pub(crate) fn of(a: &'a Features, b: &'a Features, weights: &Weights, supplied: Option<&SuppliedCells>) -> Self {
        let mut pair = Self {
            a,
            b,
            cells: vec![Cell::default(); a.tasks.len() * b.tasks.len()],
            rows: Vec::new(),
            columns: Vec::new(),
            lexis: Lexis::default(),
            share: supplied.map_or(0.0, |s| s.share),
        };
        let lexis = Lexis::of(a, b);
        pair.fill_base(&lexis);
        pair.fill_titles(&lexis);
        pair.fill_targets(&lexis);
        pair.fill_headings(&lexis);
        pair.fill_offices();
        pair.lexis = lexis;
        if let Some(supplied) = supplied {
            pair.fill_supplied(supplied);
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

    fn fill_base(&mut self, lexis: &Lexis) {
        let weighted = |features: &Features, rarity: &Rarity| -> Vec<Vec<(u32, f64)>> {
            let scaled = |task: &TaskFeatures| {
                let terms = task.terms.iter();
                let raw: Vec<_> = terms.map(|t| (t.word, f64::from(t.weight) * rarity.any[t.word as usize])).collect();
                unit_length(raw)
            };
            features.tasks.iter().map(scaled).collect()
        };
        let rows = weighted(self.a, &lexis.a);
        let columns = postings(&weighted(self.b, &lexis.b), self.b.vocabulary.len());
        let width = self.width();
        let mut sums = vec![0.0; width];
        for (i, row) in rows.iter().enumerate() {
            sums.fill(0.0);
            for &(word, weight) in row {
                let Some(place) = lexis.place[word as usize] else { continue };
                for &(j, other) in columns.of(place) {
                    sums[j as usize] += weight * other;
                }
            }
            for (cell, &sum) in self.cells[i * width..].iter_mut().zip(&sums) {
                cell.base = sum;
            }
        }
    }

    /// Title coverage and overlap.
    fn fill_titles(&mut self, lexis: &Lexis) {
        let width = self.width();
        let title_words = |features: &Features| -> Vec<Vec<(u32, f64)>> {
            let of = |t: &TaskFeatures| t.terms.iter().filter(|t| t.in_title).map(|t| (t.word, 1.0)).collect();
            features.tasks.iter().map(of).collect()
        };
        let text_words = |features: &Features| -> Vec<Vec<(u32, f64)>> {
            let of = |t: &TaskFeatures| t.terms.iter().filter(|t| t.in_text).map(|t| (t.word, 1.0)).collect();
            features.tasks.iter().map(of).collect()
        };
        let (titles_a, titles_b) = (title_words(self.a), title_words(self.b));
        let whole = |titles: &[Vec<(u32, f64)>], rarity: &Rarity| -> Vec<f64> {
            titles.iter().map(|t| t.iter().map(|&(word, _)| rarity.text[word as usize]).sum()).collect()
        };
        let (whole_a, whole_b) = (whole(&titles_a, &lexis.a), whole(&titles_b, &lexis.b));
        let texts_b = postings(&text_words(self.b), self.b.vocabulary.len());
        let in_b = postings(&titles_b, self.b.vocabulary.len());
        let texts_a = text_words(self.a);
        let (mut forth, mut back, mut both) = (vec![0.0; width], vec![0.0; width], vec![0.0; width]);
        for i in 0..titles_a.len() {
            for sums in [&mut forth, &mut back, &mut both] {
                sums.fill(0.0);
            }
            let mut add = |words: &[(u32, f64)], postings: &Postings, sums: &mut [f64]| {
                for &(word, _) in words {
                    let Some(place) = lexis.place[word as usize] else { continue };
                    for &(j, _) in postings.of(place) {
                        sums[j as usize] += lexis.a.text[word as usize];
                    }
                }
            };
            add(&titles_a[i], &texts_b, &mut forth);
            add(&texts_a[i], &in_b, &mut back);
            add(&titles_a[i], &in_b, &mut both);
            for (j, cell) in self.cells[i * width..(i + 1) * width].iter_mut().enumerate() {
                cell.coverage = ratio(forth[j], whole_a[i]).min(ratio(back[j], whole_b[j]));
                cell.titles = ratio(both[j], (whole_a[i] * whole_b[j]).sqrt());
            }
        }
    }

    fn fill_targets(&mut self, lexis: &Lexis) {
        let width = self.width();
        let indicators = |features: &Features, rarity: &Rarity| -> Vec<(usize, Vec<(u32, f64)>)> {
            let of = |(i, task): (usize, &TaskFeatures)| {
                let vectors = task.indicators.iter().map(|v| (i, weighted(v, rarity))).collect::<Vec<_>>();
                vectors
            };
            features.tasks.iter().enumerate().flat_map(of).collect()
        };
        let (of_a, of_b) = (indicators(self.a, &lexis.a), indicators(self.b, &lexis.b));
        let vectors_b: Vec<_> = of_b.iter().map(|(_, v)| v.clone()).collect();
        let columns = postings(&vectors_b, self.b.vocabulary.len());
        let mut sums = vec![0.0; of_b.len()];
        for (i, vector) in &of_a {
            sums.fill(0.0);
            for &(word, weight) in vector {
                let Some(place) = lexis.place[word as usize] else { continue };
                for &(q, other) in columns.of(place) {
                    sums[q as usize] += weight * other;
                }
            }
            for ((j, _), &sum) in of_b.iter().zip(&sums) {
                let cell = &mut self.cells[i * width + j];
                cell.targets = cell.targets.max(sum);
            }
        }
    }

    fn fill_headings(&mut self, lexis: &Lexis) {
        let width = self.width();
        let of_a: Vec<_> = self.a.headings.iter().map(|v| weighted(v, &lexis.a)).collect();
        let of_b: Vec<_> = self.b.headings.iter().map(|v| weighted(v, &lexis.b)).collect();
        let columns = postings(&of_b, self.b.vocabulary.len());
        let mut alike = vec![0.0; of_a.len() * of_b.len()];
        for (h, vector) in of_a.iter().enumerate() {
            for &(word, weight) in vector {
                let Some(place) = lexis.place[word as usize] else { continue };
                for &(k, other) in columns.of(place) {
                    alike[h * of_b.len() + k as usize] += weight * other;
                }
            }
        }
        let known = |v: &[Vec<(u32, f64)>], h: usize| !v[h].is_empty();
        let mut centre = Centre::default();
        for (i, a) in self.a.tasks.iter().enumerate() {
            for (j, b) in self.b.tasks.iter().enumerate() {
                if known(&of_a, a.heading) && known(&of_b, b.heading) {
                    let value = alike[a.heading * of_b.len() + b.heading];
                    self.cells[i * width + j].headings = value;
                    centre.add(value);
                }
            }
        }
        let mean = centre.mean();
        for (i, a) in self.a.tasks.iter().enumerate() {
            for (j, b) in self.b.tasks.iter().enumerate() {
                if known(&of_a, a.heading) && known(&of_b, b.heading) {
                    self.cells[i * width + j].headings -= mean;
                }
            }
        }
    }

    fn fill_offices(&mut self) {
        let width = self.width();
        let place: Vec<Option<u32>> = {
            let other = &self.b.offices;
            let find = |name: &String| other.binary_search(name).ok().map(|at| at as u32);
            self.a.offices.iter().map(find).collect()
        };
        let translate = |offices: &[u32]| -> Vec<u32> { offices.iter().filter_map(|&o| place[o as usize]).collect() };
        let mut centre = Centre::default();
        for (i, a) in self.a.tasks.iter().enumerate() {
            let (lead, all) = (translate(&a.lead), translate(&a.offices));
            for (j, b) in self.b.tasks.iter().enumerate() {
                if a.offices.is_empty() || b.offices.is_empty() {
                    continue;
                }
                let value = f64::from(u8::from(meet(&lead, &b.offices)) + u8::from(meet(&all, &b.lead))) / 2.0;
                self.cells[i * width + j].offices = value;
                centre.add(value);
            }
        }
        let mean = centre.mean();
        for (i, a) in self.a.tasks.iter().enumerate() {
            for (j, b) in self.b.tasks.iter().enumerate() {
                if !a.offices.is_empty() && !b.offices.is_empty() {
                    self.cells[i * width + j].offices -= mean;
                }
            }
        }
    }

    /// Puts the caller's likeness on the scale of the built-in one: same mean, same spread.
    fn fill_supplied(&mut self, supplied: &SuppliedCells) {
        let finite = || supplied.values.iter().copied().filter(|v| v.is_finite());
        let least = finite().fold(f64::INFINITY, f64::min);
        let most = finite().fold(f64::NEG_INFINITY, f64::max);
        if !(most - least).is_finite() || most <= least {
            return;
        }
        let range = most - least;
        let share_of_range = |v: f64| if v.is_finite() { (v - least) / range } else { 0.0 };
        let (mut centre, mut square) = (Centre::default(), Centre::default());
        for &value in &supplied.values {
            centre.add(share_of_range(value));
            square.add(share_of_range(value).powi(2));
        }
        let mean = centre.mean();
        let spread = (square.mean() - mean * mean).max(1e-6).sqrt();
        for (cell, &value) in self.cells.iter_mut().zip(&supplied.values) {
            cell.supplied = USUAL_MEAN + (share_of_range(value) - mean) / spread * USUAL_SPREAD;
        }
    }

    fn weigh(&mut self, weights: &Weights) {
        for cell in &mut self.cells {
            let alike = cell.base + weights.coverage * cell.coverage + weights.targets * cell.targets;
            let factor = 1.0 + weights.headings * cell.headings + weights.offices * cell.offices;
            let own = alike * factor.max(LEAST_FACTOR);
            cell.likeness = own * (1.0 - self.share) + cell.supplied * self.share;
        }
    }

    /// The likeness of a cell as a sum.
    pub(crate) fn parts(&self, i: usize, j: usize, weights: &Weights) -> Parts {
        let cell = self.cell(i, j);
        let alike = cell.base + weights.coverage * cell.coverage + weights.targets * cell.targets;
        let (by_heading, by_office) = (weights.headings * cell.headings, weights.offices * cell.offices);
        let raised = by_heading + by_office;
        // where the least factor holds, both are shortened alike
        let held = if 1.0 + raised < LEAST_FACTOR { (LEAST_FACTOR - 1.0) / raised } else { 1.0 };
        let own = 1.0 - self.share;
        Parts {
            words: own,
            coverage: own * weights.coverage * cell.coverage,
            targets: own * weights.targets * cell.targets,
            headings: own * alike * by_heading * held,
            offices: own * alike * by_office * held,
            supplied: self.share * cell.supplied,
        }
    }

    /// The terms that two tasks share, in the order of their grams.
    pub(crate) fn shared(&self, i: usize, j: usize) -> Vec<Shared> {
        let (x, y) = (&self.a.tasks[i], &self.b.tasks[j]);
        let length = |task: &TaskFeatures, rarity: &Rarity| {
            let squares = task.terms.iter().map(|t| (f64::from(t.weight) * rarity.any[t.word as usize]).powi(2));
            squares.sum::<f64>().sqrt()
        };
        let lengths = length(x, &self.lexis.a) * length(y, &self.lexis.b);
        let mut shared = Vec::new();
        let mut k = 0;
        for t in &x.terms {
            let Some(place) = self.lexis.place[t.word as usize] else { continue };
            while k < y.terms.len() && y.terms[k].word < place {
                k += 1;
            }
            let Some(u) = y.terms.get(k).filter(|u| u.word == place) else { continue };
            let rarity = self.lexis.a.any[t.word as usize];
            let amount = f64::from(t.weight) * f64::from(u.weight) * rarity * rarity / lengths;
            if amount > 0.0 {
                shared.push(Shared {
                    text: text_of(self.a.vocabulary[t.word as usize].gram),
                    place: place_of(t, u),
                    amount,
                });
            }
        }
        shared
    }

    /// Takes off what both tasks resemble anyway: the mean of the best three of row and column.
    fn correct(&mut self, weights: &Weights) {
        let width = self.width();
        let height = self.a.tasks.len();
        self.rows = (0..height).map(|i| usual((0..width).map(|j| self.cell(i, j).likeness))).collect();
        self.columns = (0..width).map(|j| usual((0..height).map(|i| self.cell(i, j).likeness))).collect();
        for i in 0..height {
            for j in 0..width {
                let anyway = (self.rows[i] + self.columns[j]) / 2.0;
                let cell = &mut self.cells[i * width + j];
                cell.corrected = cell.likeness - weights.usual * anyway;
            }
        }
    }
}

fn place_of(x: &Term, y: &Term) -> Place {
    match (x.in_title && y.in_title, x.in_text && y.in_text) {
        (true, _) => Place::Title,
        (_, true) => Place::Text,
        _ => Place::Heading,
    }
}

/// Mean of the greatest three.
fn usual(values: impl Iterator<Item = f64>) -> f64 {
    let (mut best, mut n) = ([0.0f64; 3], 0usize);
    for value in values {
        n += 1;
        let mut carried = value;
        for slot in &mut best {
            if carried > *slot {
                std::mem::swap(slot, &mut carried);
            }
        }
    }
    best.iter().sum::<f64>() / n.clamp(1, 3) as f64
}

fn ratio(part: f64, whole: f64) -> f64 {
    if whole > 0.0 { (part / whole).min(1.0) } else { 0.0 }
}

fn meet(a: &[u32], b: &[u32]) -> bool {
    a.iter().any(|x| b.binary_search(x).is_ok())
}

fn weighted(vector: &Vector, rarity: &Rarity) -> Vec<(u32, f64)> {
    unit_length(vector.iter().map(|&(word, n)| (word, f64::from(n) * rarity.text[word as usize])).collect())
}

/// Scales a vector to length 1; words that weigh nothing fall out.
fn unit_length(mut vector: Vec<(u32, f64)>) -> Vec<(u32, f64)> {
    vector.retain(|&(_, weight)| weight > 0.0);
    let length = vector.iter().map(|(_, weight)| weight * weight).sum::<f64>().sqrt();
    for (_, weight) in &mut vector {
        *weight /= length;
    }
    vector
}

/// For each word the vectors that hold it.
struct Postings {
    starts: Vec<u32>,
    entries: Vec<(u32, f64)>,
}

impl Postings {
    fn of(&self, word: u32) -> &[(u32, f64)] {
        let word = word as usize;
        &self.entries[self.starts[word] as usize..self.starts[word + 1] as usize]
    }
}

fn postings(vectors: &[Vec<(u32, f64)>], words: usize) -> Postings {
    let mut starts = vec![0u32; words + 1];
    for &(word, _) in vectors.iter().flatten() {
        starts[word as usize + 1] += 1;
    }
    for word in 0..words {
        starts[word + 1] += starts[word];
    }
    let mut next = starts.clone();
    let mut entries = vec![(0, 0.0); starts[words] as usize];
    for (at, vector) in vectors.iter().enumerate() {
        for &(word, weight) in vector {
            entries[next[word as usize] as usize] = (at as u32, weight);
            next[word as usize] += 1;
        }
    }
    Postings { starts, entries }
}

/// A mean that does not depend on the order of its values: it is taken over whole numbers.
#[derive(Default)]
struct Centre {
    sum: i64,
    count: i64,
}

impl Centre {
    fn add(&mut self, value: f64) {
        // values lie in 0..=1, so 2^32 of them at 2^30 each fit
        self.sum += (value * f64::from(1u32 << 30)).round() as i64;
        self.count += 1;
    }

    fn mean(&self) -> f64 {
        if self.count == 0 { 0.0 } else { self.sum as f64 / self.count as f64 / f64::from(1u32 << 30) }
    }
}
