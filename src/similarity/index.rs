//! Words the other way round: for each word the rows (tasks, headings, indicators) that hold it.

/// A position with a weight.
pub(crate) type Entry = (u32, f32);

/// For each word the rows that hold it, with weights; the rows of a word are grouped by field.
#[derive(Debug, Clone, Default)]
pub(crate) struct Index {
    fields: usize,
    /// Where the list of each word and field starts, and where the last one ends.
    starts: Vec<u32>,
    entries: Vec<Entry>,
}

impl Index {
    /// Puts items (word, field, row and weight) in the order of words and fields; beyond that they keep theirs.
    pub(super) fn of(words: usize, fields: usize, items: impl Iterator<Item = (u32, usize, Entry)> + Clone) -> Self {
        let mut starts = vec![0u32; words * fields + 1];
        items.clone().for_each(|(word, field, _)| starts[word as usize * fields + field + 1] += 1);
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        let mut entries = vec![(0, 0.0); sum as usize];
        items.for_each(|(word, field, entry)| {
            let next = &mut starts[word as usize * fields + field];
            entries[*next as usize] = entry;
            *next += 1;
        });
        // each start has moved to where the next list starts
        starts.rotate_right(1);
        starts[0] = 0;
        Self { fields, starts, entries }
    }

    /// All rows with a word.
    pub(super) fn all(&self, word: usize) -> &[Entry] {
        self.until(word, self.fields)
    }

    /// The rows with a word in the first so many fields.
    pub(super) fn until(&self, word: usize, fields: usize) -> &[Entry] {
        let first = word * self.fields;
        &self.entries[self.starts[first] as usize..self.starts[first + fields] as usize]
    }
}

/// Runs of words one behind the other, each in the order in which its text has them.
#[derive(Debug, Clone, Default)]
pub(super) struct Runs {
    words: Vec<u32>,
    ends: Vec<u32>,
}

impl Runs {
    /// Appends a run.
    pub(super) fn push(&mut self, run: &[u32]) {
        self.words.extend_from_slice(run);
        self.ends.push(self.words.len() as u32);
    }

    /// Number of runs.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    fn starts(&self) -> impl Iterator<Item = u32> + Clone {
        std::iter::once(0).chain(self.ends.iter().copied())
    }
}

/// Vectors one behind the other: words with ln(1 + count), in the order of the words.
#[derive(Debug, Clone, Default)]
pub(crate) struct Rows {
    spans: Vec<(u32, u32)>,
    entries: Vec<Entry>,
}

impl Rows {
    /// Counts the words of runs, whose place in the order of all words `ranks` knows.
    pub(super) fn of(runs: &Runs, ranks: &[u32]) -> Self {
        let of_runs = runs.starts().zip(&runs.ends).zip(0..);
        let items = of_runs.flat_map(|((start, &end), row)| {
            let words = &runs.words[start as usize..end as usize];
            words.iter().map(move |&word| (ranks[word as usize], 0, (row, 1.0)))
        });
        // in the order of the words each row gets its own in that order, so nothing is to be sorted
        let index = Index::of(ranks.len(), 1, items);
        let mut spans: Vec<(u32, u32)> = runs.starts().take(runs.len()).map(|start| (start, start)).collect();
        let mut entries = vec![(0, 0.0); runs.words.len()];
        for word in 0..ranks.len() {
            for same in index.all(word).chunk_by(|x, y| x.0 == y.0) {
                let end = &mut spans[same[0].0 as usize].1;
                // nearly all words of a sentence stand in it once
                let weight = if same.len() == 1 { std::f32::consts::LN_2 } else { (same.len() as f32).ln_1p() };
                entries[*end as usize] = (word as u32, weight);
                *end += 1;
            }
        }
        Self { spans, entries }
    }

    /// Number of rows.
    pub(super) fn len(&self) -> usize {
        self.spans.len()
    }

    /// The vector of a row.
    pub(super) fn row(&self, row: usize) -> &[Entry] {
        let (start, end) = self.spans[row];
        &self.entries[start as usize..end as usize]
    }

    /// The rows of each word.
    pub(super) fn index(&self, words: usize) -> Index {
        let rows =
            (0..self.len()).flat_map(|row| self.row(row).iter().map(move |&(word, n)| (word, 0, (row as u32, n))));
        Index::of(words, 1, rows)
    }
}
