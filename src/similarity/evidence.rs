//! The kinds of evidence, each for all cells of a pair of plans.

use super::features::{Features, TaskFeatures};
use super::pair::Cell;
use super::vectors::{Centre, Lexis, Postings, Rarity, Weighted, unit_length, usual, weigh};

/// Two plans whose cells are being filled.
pub(super) struct Filling<'a> {
    pub(super) a: &'a Features,
    pub(super) b: &'a Features,
    pub(super) lexis: &'a Lexis,
    pub(super) cells: &'a mut [Cell],
}

impl Filling<'_> {
    fn width(&self) -> usize {
        self.b.tasks.len()
    }

    /// Cosine of the tasks' words, and what single sentences add to it.
    ///
    /// A merged task gives the other's subject a sentence or two, and the whole of its text hides that. So each sentence
    /// is compared with all tasks of the other plan, less what it resembles anyway; the weaker of the two directions
    /// counts, because a sentence may stand out for its wording alone.
    ///
    /// Returns the lengths of the vectors of both sides' words.
    pub(super) fn words(&mut self, take_off: f64) -> [Vec<f32>; 2] {
        let (of_a, lengths_a) = whole_texts(self.a, &self.lexis.a);
        let (of_b, lengths_b) = whole_texts(self.b, &self.lexis.b);
        let columns = Postings::of(&of_b, self.b.vocabulary.len());
        let (height, width) = (self.a.tasks.len(), self.width());
        let mut sums = vec![0.0; width];
        for (row, cells) in of_a.iter().zip(self.cells.chunks_mut(width.max(1))) {
            sums.fill(0.0);
            columns.multiply(row, &self.lexis.forth, &mut sums);
            for (cell, &sum) in cells.iter_mut().zip(&sums) {
                cell.base = sum;
            }
        }
        let rows = Postings::of(&of_a, self.a.vocabulary.len());
        let forth = sentences(self.a, &self.lexis.a, &columns, &self.lexis.forth, width, take_off);
        let back = sentences(self.b, &self.lexis.b, &rows, &self.lexis.back, height, take_off);
        for (at, cell) in self.cells.iter_mut().enumerate() {
            let (i, j) = (at / width, at % width);
            cell.sentences = forth[at].min(back[j * height + i]);
        }
        [lengths_a, lengths_b]
    }

    /// How far each text holds the other's title, and how far the titles overlap.
    pub(super) fn titles(&mut self) {
        let (titles_a, titles_b) = (title_words(self.a, &self.lexis.a), title_words(self.b, &self.lexis.b));
        let (texts_a, texts_b) = (text_words(self.a), text_words(self.b));
        let whole = |titles: &[Weighted]| -> Vec<f64> {
            titles.iter().map(|title| title.iter().map(|&(_, weight)| f64::from(weight)).sum()).collect()
        };
        let (whole_a, whole_b) = (whole(&titles_a), whole(&titles_b));
        let in_texts = Postings::of(&texts_b, self.b.vocabulary.len());
        let in_titles = Postings::of(&titles_b, self.b.vocabulary.len());
        let flat = |titles: &[Weighted]| -> Vec<Weighted> {
            titles.iter().map(|title| title.iter().map(|&(word, _)| (word, 1.0)).collect()).collect()
        };
        let flat_a = flat(&titles_a);
        let width = self.width();
        let (mut forth, mut back, mut both) = (vec![0.0; width], vec![0.0; width], vec![0.0; width]);
        for (i, cells) in self.cells.chunks_mut(width.max(1)).enumerate() {
            for sums in [&mut forth, &mut back, &mut both] {
                sums.fill(0.0);
            }
            in_texts.multiply(&titles_a[i], &self.lexis.forth, &mut forth);
            in_titles.multiply(&texts_a[i], &self.lexis.forth, &mut back);
            in_titles.multiply(&flat_a[i], &self.lexis.forth, &mut both);
            for (j, cell) in cells.iter_mut().enumerate() {
                cell.coverage = ratio(forth[j], whole_a[i]).min(ratio(back[j], whole_b[j]));
                cell.titles = ratio(both[j], (whole_a[i] * whole_b[j]).sqrt());
            }
        }
    }

    /// The most similar indicators.
    pub(super) fn targets(&mut self) {
        let (owners_a, of_a) = indicators(self.a, &self.lexis.a);
        let (owners_b, of_b) = indicators(self.b, &self.lexis.b);
        let columns = Postings::of(&of_b, self.b.vocabulary.len());
        let width = self.width();
        let mut sums = vec![0.0; of_b.len()];
        for (&i, vector) in owners_a.iter().zip(&of_a) {
            sums.fill(0.0);
            columns.multiply(vector, &self.lexis.forth, &mut sums);
            for (&j, &sum) in owners_b.iter().zip(&sums) {
                let cell = &mut self.cells[i * width + j];
                cell.targets = cell.targets.max(sum);
            }
        }
    }

    /// Likeness of the headings, above the mean.
    pub(super) fn headings(&mut self) {
        let vectors = |features: &Features, rarity: &Rarity| -> Vec<Weighted> {
            features.headings.iter().map(|v| unit_length(v.iter().copied(), &rarity.text)).collect()
        };
        let (of_a, of_b) = (vectors(self.a, &self.lexis.a), vectors(self.b, &self.lexis.b));
        let columns = Postings::of(&of_b, self.b.vocabulary.len());
        let alike: Vec<Vec<f64>> = of_a
            .iter()
            .map(|vector| {
                let mut sums = vec![0.0; of_b.len()];
                columns.multiply(vector, &self.lexis.forth, &mut sums);
                sums
            })
            .collect();
        self.centred(
            |a, b| {
                let known = !of_a[a.heading].is_empty() && !of_b[b.heading].is_empty();
                known.then(|| alike[a.heading][b.heading])
            },
            |cell| &mut cell.headings,
        );
    }

    /// Common offices, above the mean.
    pub(super) fn offices(&mut self) {
        let find = |name: &String| self.b.offices.binary_search(name).ok().map(|at| at as u32);
        let place: Vec<Option<u32>> = self.a.offices.iter().map(find).collect();
        let meet = |of_a: &[u32], of_b: &[u32]| {
            let mut common = of_a.iter().filter_map(|&office| place[office as usize]);
            common.any(|office| of_b.contains(&office))
        };
        self.centred(
            |a, b| {
                let known = !a.offices.is_empty() && !b.offices.is_empty();
                known
                    .then(|| f64::from(u8::from(meet(&a.lead, &b.offices)) + u8::from(meet(&a.offices, &b.lead))) / 2.0)
            },
            |cell| &mut cell.offices,
        );
    }

    /// Writes a value less its mean over all cells that have one; the others keep 0, so that they stand as if the value
    /// were as usual.
    fn centred(
        &mut self,
        value: impl Fn(&TaskFeatures, &TaskFeatures) -> Option<f64>,
        field: impl Fn(&mut Cell) -> &mut f64,
    ) {
        let mut centre = Centre::default();
        let mut values = Vec::with_capacity(self.cells.len());
        for a in &self.a.tasks {
            for b in &self.b.tasks {
                let value = value(a, b);
                if let Some(value) = value {
                    centre.add(value);
                }
                values.push(value);
            }
        }
        let mean = centre.mean();
        for (cell, value) in self.cells.iter_mut().zip(values) {
            *field(cell) = value.map_or(0.0, |value| value - mean);
        }
    }
}

fn whole_texts(features: &Features, rarity: &Rarity) -> (Vec<Weighted>, Vec<f32>) {
    let vector = |task: &TaskFeatures| {
        let mut vector = Weighted::with_capacity(task.terms.len());
        let length = weigh(task.terms.iter().map(|t| (t.word, t.weight)), &rarity.any, &mut vector);
        (vector, length)
    };
    features.tasks.iter().map(vector).unzip()
}

/// For each task of `own` and each of `count` others the sentence that stands out most.
fn sentences(
    own: &Features,
    rarity: &Rarity,
    others: &Postings,
    place: &[Option<u32>],
    count: usize,
    take_off: f64,
) -> Vec<f64> {
    let mut best = vec![0.0f64; own.tasks.len() * count];
    let mut sums = vec![0.0; count];
    for (task, best) in own.tasks.iter().zip(best.chunks_mut(count.max(1))) {
        for sentence in &task.sentences {
            others.cosines(sentence, &rarity.any, place, &mut sums);
            let anyway = take_off * usual(sums.iter().copied());
            for (best, sum) in best.iter_mut().zip(&sums) {
                *best = best.max(sum - anyway);
            }
        }
    }
    best
}

/// The words of each title with their rarity.
fn title_words(features: &Features, rarity: &Rarity) -> Vec<Weighted> {
    let of = |task: &TaskFeatures| {
        let words = task.terms.iter().filter(|t| t.in_title).map(|t| (t.word, rarity.text[t.word as usize]));
        words.filter(|&(_, weight)| weight > 0.0).collect()
    };
    features.tasks.iter().map(of).collect()
}

/// The words of each title and body, each counting 1.
fn text_words(features: &Features) -> Vec<Weighted> {
    let of = |task: &TaskFeatures| task.terms.iter().filter(|t| t.in_text).map(|t| (t.word, 1.0)).collect();
    features.tasks.iter().map(of).collect()
}

/// All indicators of a plan, and the tasks that they belong to.
fn indicators(features: &Features, rarity: &Rarity) -> (Vec<usize>, Vec<Weighted>) {
    let tasks = features.tasks.iter().enumerate();
    tasks
        .flat_map(|(i, task)| task.indicators.iter().map(move |v| (i, unit_length(v.iter().copied(), &rarity.text))))
        .unzip()
}

fn ratio(part: f64, whole: f64) -> f64 {
    if whole > 0.0 { (part / whole).min(1.0) } else { 0.0 }
}
