//! Sparse vectors over the words of two plans.
//!
//! Sums run in the order of the grams, so that swapping the plans changes no bit.

use super::features::{Features, TaskFeatures, Term, Word};
use super::index::{Entry, Index, Rows};

/// The vocabularies of two plans set against each other.
#[derive(Debug, Default)]
pub(super) struct Lexis {
    pub(super) a: Side,
    pub(super) b: Side,
}

/// The vocabulary of one of two plans.
#[derive(Debug, Default)]
pub(super) struct Side {
    /// How rare each word is in both plans together, over all fields: 0 for what stands everywhere.
    pub(super) any: Vec<f32>,
    /// Likewise over title and body.
    pub(super) text: Vec<f32>,
    /// The words that the other plan has, too, in order.
    pub(super) common: Vec<u32>,
    /// For each word its place among the common ones; for the others the place behind the last of these.
    pub(super) slots: Vec<u32>,
}

impl Lexis {
    pub(super) fn of(a: &Features, b: &Features) -> Self {
        let tasks = a.tasks.len() + b.tasks.len();
        // plans have some hundred tasks, so the logarithms of all counts are a short table
        let table: Vec<f32> = (0..=tasks).map(|with| rarity(with, tasks) as f32).collect();
        let [in_a, in_b] = common(&a.vocabulary, &b.vocabulary);
        let mut lexis = Self { a: Side::of(&a.vocabulary, in_a, &table), b: Side::of(&b.vocabulary, in_b, &table) };
        for (&x, &y) in lexis.a.common.iter().zip(&lexis.b.common) {
            let (x, y) = (x as usize, y as usize);
            let (one, other) = (&a.vocabulary[x], &b.vocabulary[y]);
            let any = table[((one.tasks + other.tasks) as usize).min(tasks)];
            let text = table[((one.texts + other.texts) as usize).min(tasks)];
            (lexis.a.any[x], lexis.b.any[y]) = (any, any);
            (lexis.a.text[x], lexis.b.text[y]) = (text, text);
        }
        lexis
    }
}

impl Side {
    /// A vocabulary for itself, as long as nothing is known of the other plan but the words that it has in `common`.
    fn of(words: &[Word], common: Vec<u32>, table: &[f32]) -> Self {
        let rarity = |with: u32| table[(with as usize).min(table.len() - 1)];
        let mut slots = vec![common.len() as u32; words.len()];
        for (&word, slot) in common.iter().zip(0..) {
            slots[word as usize] = slot;
        }
        Self {
            any: words.iter().map(|word| rarity(word.tasks)).collect(),
            text: words.iter().map(|word| rarity(word.texts)).collect(),
            common,
            slots,
        }
    }
}

/// The places of the words that both have.
fn common(a: &[Word], b: &[Word]) -> [Vec<u32>; 2] {
    // written at every step and kept at some, because a branch would be foreseen only half of the time
    let mut found = [vec![0; a.len() + 1], vec![0; b.len() + 1]];
    let (mut i, mut j, mut count) = (0, 0, 0);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        found[0][count] = i as u32;
        found[1][count] = j as u32;
        count += usize::from(x.gram == y.gram);
        i += usize::from(x.gram <= y.gram);
        j += usize::from(y.gram <= x.gram);
    }
    found.iter_mut().for_each(|places| places.truncate(count));
    found
}

/// Fewer tasks than this tell too little about how rare a word is; the missing ones count as tasks without it.
const LEAST_TASKS: usize = 40;

/// How rare a word is that stands in `with` of `tasks` tasks; the words of more than half of them weigh nothing.
pub(crate) fn rarity(with: usize, tasks: usize) -> f64 {
    let share = (with as f64 + 1.0) / (tasks.max(LEAST_TASKS) as f64 + 1.0);
    if share > 0.5 { 0.0 } else { -share.ln() }
}

/// Tasks are added to by so many at a time.
const BLOCK: usize = 4;

/// A word's tasks, in whole blocks: what is left of the last has no weight, and its places lie behind the tasks.
///
/// How many tasks a word has cannot be foreseen, so that each end of a list costs as much as some dozen additions. It
/// takes less to add a few zeros.
type Blocks = [[Entry; BLOCK]];

/// The vectors of all tasks of a plan, each of length 1, over the words that two plans share.
pub(super) struct Units {
    /// The tasks with each word, weighted by rarity.
    blocks: Vec<[Entry; BLOCK]>,
    /// Where the blocks of each common word start, and where the last ones end; behind the last word stands one without.
    starts: Vec<u32>,
    /// How long the vectors were, with all words.
    pub(super) lengths: Vec<f32>,
}

impl Units {
    /// Weighs the words by rarity over all fields; those that weigh nothing fall out.
    pub(super) fn of(plan: &Features, side: &Side) -> Self {
        let square = |term: &Term| f64::from(term.weight * side.any[term.word as usize]).powi(2);
        let length = |task: &TaskFeatures| task.terms.iter().map(square).sum::<f64>().sqrt() as f32;
        let lengths: Vec<f32> = plan.tasks.iter().map(length).collect();
        let tasks = |word: u32| plan.lists.tasks.all(word as usize);
        let most = side.common.iter().map(|&word| tasks(word).len().div_ceil(BLOCK)).sum();
        let mut blocks = vec![std::array::from_fn(|place| ((lengths.len() + place) as u32, 0.0)); most];
        let mut starts = Vec::with_capacity(side.common.len() + 2);
        let mut end = 0;
        for &word in &side.common {
            starts.push(end as u32);
            let rarity = side.any[word as usize];
            let weighed = tasks(word).iter().map(|&(task, weight)| (task, weight * rarity / lengths[task as usize]));
            let places = blocks[end..].as_flattened_mut();
            let mut count = 0;
            for entry in weighed.filter(|(_, weight)| *weight > 0.0) {
                places[count] = entry;
                count += 1;
            }
            end += count.div_ceil(BLOCK);
        }
        starts.extend([end as u32; 2]);
        Self { blocks, starts, lengths }
    }

    /// The tasks with a word.
    fn tasks(&self, word: usize) -> &Blocks {
        &self.blocks[self.starts[word] as usize..self.starts[word + 1] as usize]
    }

    /// Sums of nothing yet: one for each task, and behind them what blocks may reach to.
    pub(super) fn sums(&self) -> Vec<f64> {
        vec![0.0; self.lengths.len() + BLOCK]
    }

    /// The cosines with all tasks of the other plan, row by row.
    pub(super) fn cosines(&self, others: &Self) -> Vec<f64> {
        let width = others.lengths.len();
        let stride = width + BLOCK;
        let mut sums = vec![0.0; self.lengths.len() * stride];
        for word in 0..self.starts.len() - 1 {
            let columns = others.tasks(word);
            let rows = self.tasks(word).as_flattened().iter();
            for &(row, weight) in rows.take_while(|(_, weight)| *weight > 0.0) {
                add(&mut sums[row as usize * stride..][..stride], f64::from(weight), columns);
            }
        }
        sums.chunks(stride).flat_map(|sums| &sums[..width]).copied().collect()
    }
}

/// Adds what a word weighs in each task, times `weight`, to the task's sum.
#[inline]
fn add(sums: &mut [f64], weight: f64, tasks: &Blocks) {
    for block in tasks {
        for &(task, one) in block {
            sums[task as usize] += weight * f64::from(one);
        }
    }
}

/// Lengths of some vectors over the words of `side`, weighed by rarity in title and body.
pub(super) fn lengths(rows: &Rows, side: &Side) -> Vec<f32> {
    let square = |&(word, weight): &Entry| f64::from(weight * side.text[word as usize]).powi(2);
    (0..rows.len()).map(|row| rows.row(row).iter().map(square).sum::<f64>().sqrt() as f32).collect()
}

/// The cosines of a few vectors with a few others, weighed by rarity in title and body, row by row.
pub(super) fn few_cosines(
    (rows, side_a, lengths_a): (&Rows, &Side, &[f32]),
    (columns, side_b, lengths_b): (&Index, &Side, &[f32]),
) -> Vec<f64> {
    let width = lengths_b.len();
    let mut cosines = vec![0.0; lengths_a.len() * width];
    for (row, cosines) in cosines.chunks_mut(width.max(1)).enumerate() {
        for &(word, weight) in rows.row(row) {
            let Some(&same) = side_b.common.get(side_a.slots[word as usize] as usize) else { continue };
            let rarity = side_a.text[word as usize];
            let weight = weight * rarity;
            if weight > 0.0 {
                let weight = f64::from(weight / lengths_a[row]);
                for &(column, other) in columns.all(same as usize) {
                    cosines[column as usize] += weight * f64::from(other * rarity / lengths_b[column as usize]);
                }
            }
        }
    }
    cosines
}

/// Sets vectors of one plan against the tasks of the other.
pub(super) struct Lookup<'a> {
    /// For each word its rarity and the tasks of the other plan that have it.
    words: Vec<(f32, &'a Blocks)>,
    /// Words of the vector at hand that the other plan has: weights and tasks.
    shared: Vec<(f64, &'a Blocks)>,
}

impl<'a> Lookup<'a> {
    pub(super) fn of(side: &Side, others: &'a Units) -> Self {
        let words = side.any.iter().zip(&side.slots);
        let words = words.map(|(&rarity, &slot)| (rarity, others.tasks(slot as usize))).collect();
        Self { words, shared: Vec::new() }
    }

    /// Sets `sums` to the cosines of a vector, not of length 1 yet, with all tasks of the other plan.
    pub(super) fn cosines(&mut self, vector: &[Entry], sums: &mut [f64]) {
        let squares = self.open(vector);
        sums.fill(0.0);
        self.shared.iter().for_each(|&(weight, tasks)| add(sums, weight, tasks));
        if squares > 0.0 {
            let scale = 1.0 / squares.sqrt();
            sums.iter_mut().for_each(|sum| *sum *= scale);
        }
    }

    /// Finds the shared words of a vector; returns the square of its length.
    fn open(&mut self, vector: &[Entry]) -> f64 {
        // written for every word and kept for some, because a branch would be foreseen only half of the time
        self.shared.resize(vector.len(), (0.0, &[]));
        let (mut squares, mut count) = (0.0, 0);
        for &(word, weight) in vector {
            let (rarity, tasks) = self.words[word as usize];
            let weight = f64::from(weight * rarity);
            squares += weight * weight;
            self.shared[count] = (weight, tasks);
            count += usize::from(!tasks.is_empty());
        }
        self.shared.truncate(count);
        squares
    }
}

/// Cells row by row, put column by column.
pub(super) fn flipped(cells: &[f64], height: usize, width: usize) -> Vec<f64> {
    let mut columns = vec![0.0; cells.len()];
    for (i, row) in cells.chunks(width.max(1)).enumerate() {
        for (j, &cell) in row.iter().enumerate() {
            columns[j * height + i] = cell;
        }
    }
    columns
}

/// A mean that does not depend on the order of its values: it is taken over whole numbers.
#[derive(Default)]
pub(super) struct Centre {
    sum: i64,
    count: i64,
}

impl Centre {
    pub(super) fn add(&mut self, value: f64) {
        self.add_times(value, 1);
    }

    /// Adds a value so many times.
    pub(super) fn add_times(&mut self, value: f64, times: usize) {
        // values lie in 0..=1, so 2^32 of them at 2^30 each fit
        self.sum += (value * f64::from(1u32 << 30)).round() as i64 * times as i64;
        self.count += times as i64;
    }

    pub(super) fn mean(&self) -> f64 {
        if self.count == 0 { 0.0 } else { self.sum as f64 / self.count as f64 / f64::from(1u32 << 30) }
    }
}

/// What a row of likenesses shows anyway: the mean of its greatest three.
pub(super) fn usual(values: &[f64]) -> f64 {
    let [mut first, mut second, mut third] = [0.0f64; 3];
    // without branches, because where a value comes to stand cannot be foreseen
    let ordered = |x: f64, y: f64| if x > y { (x, y) } else { (y, x) };
    for &value in values {
        let rest;
        (first, rest) = ordered(value, first);
        let rest_of_two;
        (second, rest_of_two) = ordered(rest, second);
        (third, _) = ordered(rest_of_two, third);
    }
    (first + second + third) / values.len().clamp(1, 3) as f64 + unseen(values.len())
}

/// Tasks of a usual plan.
const USUAL_TASKS: f64 = 75.0;

/// What the greatest of a sample grows by when the sample becomes e times as large, on the scale of likeness.
const GROWTH: f64 = 0.03;

/// What is to be added to the greatest three of `tasks` likenesses for the tasks that a usual plan would have beside
/// them: the fewer there are, the less alike are the best of them.
///
/// The gold pairs cut down to 5, 8, 12, 20 tasks at random reach F1 0.68, 0.69, 0.77, 0.83 without it and 0.93, 0.89,
/// 0.89, 0.90 with it (`cargo bench --bench align -- small`).
pub(crate) fn unseen(tasks: usize) -> f64 {
    (USUAL_TASKS / tasks.max(1) as f64).ln().max(0.0) * GROWTH
}
