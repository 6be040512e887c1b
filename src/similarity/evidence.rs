//! The kinds of evidence, each for all cells of a pair of plans, row by row.

use super::features::{Features, IN_TEXT, IN_TITLE, TaskFeatures};
use super::index::{Entry, Index, Rows};
use super::vectors::{Centre, Lexis, Lookup, Side, Units, few_cosines, flipped, lengths, usual};

/// Two plans whose cells are to be filled.
pub(super) struct Filling<'a> {
    pub(super) a: &'a Features,
    pub(super) b: &'a Features,
    pub(super) lexis: &'a Lexis,
}

/// What the words of the tasks show.
pub(super) struct Words {
    /// Cosines of the tasks' words.
    pub(super) base: Vec<f64>,
    /// What single sentences add.
    pub(super) sentences: Vec<f64>,
    /// Lengths of the vectors of both sides' words.
    pub(super) lengths: [Vec<f32>; 2],
}

impl Filling<'_> {
    fn size(&self) -> (usize, usize) {
        (self.a.tasks.len(), self.b.tasks.len())
    }

    /// Cosine of the tasks' words, and what single sentences add to it.
    ///
    /// A merged task gives the other's subject a sentence or two, and the whole of its text hides that. So each sentence
    /// is compared with all tasks of the other plan, less what it resembles anyway; the weaker of the two directions
    /// counts, because a sentence may stand out for its wording alone.
    pub(super) fn words(&self, take_off: f64) -> Words {
        let (height, width) = self.size();
        let rows = Units::of(self.a, &self.lexis.a);
        let columns = Units::of(self.b, &self.lexis.b);
        let mut sentences = outstanding(self.a, &self.lexis.a, &columns, take_off);
        let back = outstanding(self.b, &self.lexis.b, &rows, take_off);
        for (forth, back) in sentences.iter_mut().zip(flipped(&back, width, height)) {
            *forth = forth.min(back);
        }
        Words { base: rows.cosines(&columns), sentences, lengths: [rows.lengths, columns.lengths] }
    }

    /// How far each text holds the other's title, and how far the titles overlap.
    pub(super) fn titles(&self) -> [Vec<f64>; 2] {
        let (height, width) = self.size();
        let [mut forth, mut back, mut both] = [(); 3].map(|()| vec![0.0; height * width]);
        for (&x, &y) in self.lexis.a.common.iter().zip(&self.lexis.b.common) {
            let rarity = f64::from(self.lexis.a.text[x as usize]);
            let titles = |fields: usize| self.a.lists.tasks.until(x as usize, fields);
            let others = |fields: usize| self.b.lists.tasks.until(y as usize, fields);
            if rarity > 0.0 && !(titles(IN_TITLE).is_empty() && others(IN_TITLE).is_empty()) {
                add(&mut forth, width, titles(IN_TITLE), others(IN_TEXT), rarity);
                // column by column, so that the longer list is inside
                add(&mut back, height, others(IN_TITLE), titles(IN_TEXT), rarity);
                add(&mut both, width, titles(IN_TITLE), others(IN_TITLE), rarity);
            }
        }
        let back = flipped(&back, width, height);
        let (whole_a, whole_b) = (title_weights(self.a, &self.lexis.a), title_weights(self.b, &self.lexis.b));
        for (i, &whole) in whole_a.iter().enumerate() {
            let row = i * width..(i + 1) * width;
            let back = back[row.clone()].iter().zip(&mut both[row.clone()]);
            for ((forth, (&back, both)), &other) in forth[row].iter_mut().zip(back).zip(&whole_b) {
                *forth = ratio(*forth, whole).min(ratio(back, other));
                *both = ratio(*both, (whole * other).sqrt());
            }
        }
        [forth, both]
    }

    /// Cosines of headings or indicators, and the lengths of their vectors.
    fn alike(&self, of: impl Fn(&Features) -> &(Rows, Index)) -> (Vec<f64>, Vec<f32>, Vec<f32>) {
        let ((rows, _), (others, columns)) = (of(self.a), of(self.b));
        let (lengths_a, lengths_b) = (lengths(rows, &self.lexis.a), lengths(others, &self.lexis.b));
        let cosines = few_cosines((rows, &self.lexis.a, &lengths_a), (columns, &self.lexis.b, &lengths_b));
        (cosines, lengths_a, lengths_b)
    }

    /// The most similar indicators.
    pub(super) fn targets(&self) -> Vec<f64> {
        let (height, width) = self.size();
        let (owners_a, owners_b) = (&self.a.lists.owners, &self.b.lists.owners);
        let cosines = self.alike(|features| &features.lists.indicators).0;
        let mut targets = vec![0.0f64; height * width];
        for (cosines, &i) in cosines.chunks(owners_b.len().max(1)).zip(owners_a) {
            let targets = &mut targets[i as usize * width..][..width];
            for (&cosine, &j) in cosines.iter().zip(owners_b) {
                targets[j as usize] = targets[j as usize].max(cosine);
            }
        }
        targets
    }

    /// Likeness of the headings, above the mean; 0 where either side has none, so that they stand as if it were usual.
    pub(super) fn headings(&self) -> Vec<f64> {
        let (mut alike, lengths_a, lengths_b) = self.alike(|features| &features.lists.headings);
        let of_b = lengths_b.len();
        let known = |h: usize, k: usize| lengths_a[h] > 0.0 && lengths_b[k] > 0.0;
        let tasks = |features: &Features| {
            let mut tasks = vec![0; features.headings.len()];
            features.tasks.iter().for_each(|task| tasks[task.heading] += 1);
            tasks
        };
        let (tasks_a, tasks_b): (Vec<usize>, Vec<usize>) = (tasks(self.a), tasks(self.b));
        let mut centre = Centre::default();
        for (at, &value) in alike.iter().enumerate() {
            let (h, k) = (at / of_b, at % of_b);
            if known(h, k) {
                centre.add_times(value, tasks_a[h] * tasks_b[k]);
            }
        }
        let mean = centre.mean();
        for (at, value) in alike.iter_mut().enumerate() {
            *value = if known(at / of_b, at % of_b) { *value - mean } else { 0.0 };
        }
        let rows = self.a.tasks.iter().map(|task| &alike[task.heading * of_b..][..of_b]);
        rows.flat_map(|row| self.b.tasks.iter().map(|task| row[task.heading])).collect()
    }

    /// Common offices, above the mean; 0 where either side names none, so that they stand as if it were usual.
    pub(super) fn offices(&self) -> Vec<f64> {
        let (height, width) = self.size();
        let find = |name: &String| self.b.offices.binary_search(name).ok();
        let place: Vec<Option<usize>> = self.a.offices.iter().map(find).collect();
        let lead = holders(self.b, |task| &task.lead);
        let all = holders(self.b, |task| &task.offices);
        // which way round a leading office of one side is among the offices of the other
        let mut ways = vec![0u8; height * width];
        for (task, ways) in self.a.tasks.iter().zip(ways.chunks_mut(width.max(1))) {
            for (offices, holders, way) in [(&task.lead, &all, 1), (&task.offices, &lead, 2)] {
                let common = offices.iter().filter_map(|&office| place[office as usize]);
                common.for_each(|office| holders[office].iter().for_each(|&task| ways[task] |= way));
            }
        }
        let named = |features: &Features| features.tasks.iter().map(|task| !task.offices.is_empty()).collect();
        let (named_a, named_b): (Vec<bool>, Vec<bool>) = (named(self.a), named(self.b));
        let known = || named_a.iter().flat_map(|x| named_b.iter().map(move |y| x & y));
        let mut counts = [0usize; 4];
        ways.iter().zip(known()).for_each(|(&ways, known)| counts[usize::from(ways)] += usize::from(known));
        let value = |ways: usize| [0.0, 0.5, 0.5, 1.0][ways];
        let mut centre = Centre::default();
        (0..4).for_each(|ways| centre.add_times(value(ways), counts[ways]));
        let mean = centre.mean();
        let centred = |(&ways, known): (&u8, bool)| if known { value(usize::from(ways)) - mean } else { 0.0 };
        ways.iter().zip(known()).map(centred).collect()
    }
}

/// For each task of `own` and each of the others the sentence that stands out most.
fn outstanding(own: &Features, side: &Side, others: &Units, take_off: f64) -> Vec<f64> {
    let count = others.lengths.len();
    let mut best = vec![0.0f64; own.tasks.len() * count];
    let mut lookup = Lookup::of(side, others);
    let mut sums = others.sums();
    for (task, best) in own.tasks.iter().zip(best.chunks_mut(count.max(1))) {
        for sentence in task.sentences.clone() {
            lookup.cosines(own.lists.sentences.row(sentence), &mut sums);
            let anyway = take_off * usual(&sums[..count]);
            for (best, sum) in best.iter_mut().zip(&sums) {
                let above = sum - anyway;
                *best = if above > *best { above } else { *best };
            }
        }
    }
    best
}

/// Adds a weight to the cells of these rows and columns.
fn add(cells: &mut [f64], width: usize, rows: &[Entry], columns: &[Entry], weight: f64) {
    for &(row, _) in rows {
        let cells = &mut cells[row as usize * width..][..width];
        columns.iter().for_each(|&(column, _)| cells[column as usize] += weight);
    }
}

/// The summed rarity of each title's words.
fn title_weights(features: &Features, side: &Side) -> Vec<f64> {
    let mut weights = vec![0.0; features.tasks.len()];
    for &(task, word) in &features.lists.titles {
        weights[task as usize] += f64::from(side.text[word as usize]);
    }
    weights
}

/// For each office the tasks that have it in a list.
fn holders(features: &Features, list: impl Fn(&TaskFeatures) -> &Vec<u32>) -> Vec<Vec<usize>> {
    let mut holders = vec![Vec::new(); features.offices.len()];
    for (at, task) in features.tasks.iter().enumerate() {
        list(task).iter().for_each(|&office| holders[office as usize].push(at));
    }
    holders
}

fn ratio(part: f64, whole: f64) -> f64 {
    if whole > 0.0 { (part / whole).min(1.0) } else { 0.0 }
}
