//! Policy concepts: words and programme names that stand for the same object of policy.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::grams::{GramHasher, plain};
use crate::lexicon::rows;

/// The concepts with the words that stand for them.
#[derive(Debug, Clone, Default)]
pub(crate) struct Concepts {
    names: Vec<String>,
    /// By first character: words, longest first, with the position of their concept.
    words: HashMap<u32, Vec<(String, usize)>, GramHasher>,
    /// Which pairs of characters a word starts with, by the bits of [`start_bit`]: nearly all pairs start none.
    starts: Vec<u64>,
}

/// The concepts of `data/lexicon/concepts.tsv`.
pub(crate) static BUILTIN: LazyLock<Concepts> =
    LazyLock::new(|| Concepts::from_tsv(include_str!("../../data/lexicon/concepts.tsv")));

impl Concepts {
    /// Reads a table: concept, words joined with `|`.
    pub(crate) fn from_tsv(table: &str) -> Self {
        let mut concepts = Self::default();
        concepts.extend(table);
        concepts
    }

    /// Adds the rows of another table; a concept of the same name gets the words in addition.
    pub(crate) fn extend(&mut self, table: &str) {
        for row in rows(table) {
            let mut cells = row.into_iter();
            let name = cells.next().unwrap_or_default();
            let at = self.names.iter().position(|known| known == name).unwrap_or_else(|| {
                self.names.push(name.to_owned());
                self.names.len() - 1
            });
            let words = cells.next().unwrap_or_default();
            for word in std::iter::once(name).chain(words.split('|')).map(plain) {
                if let Some(first) = word.chars().next() {
                    self.starts.resize(STARTS, 0);
                    match word.chars().nth(1) {
                        Some(second) => {
                            let (block, bit) = start_bit(first, second);
                            self.starts[block] |= bit;
                        }
                        None => self.starts.fill(u64::MAX),
                    }
                    self.words.entry(first as u32).or_default().push((word, at));
                }
            }
        }
        #[expect(clippy::iter_over_hash_type, reason = "each list is sorted for itself")]
        for words in self.words.values_mut() {
            words.sort_unstable_by(|x, y| y.0.len().cmp(&x.0.len()).then_with(|| x.cmp(y)));
        }
    }

    /// Position of a concept.
    pub(crate) fn index(&self, name: &str) -> Option<usize> {
        self.names.iter().position(|known| known == name)
    }

    /// Name of a concept.
    pub(crate) fn name(&self, index: usize) -> Option<&str> {
        self.names.get(index).map(String::as_str)
    }

    /// Calls `each` with the concept of every word in a plain text; of words that start together the longest counts,
    /// and words do not overlap.
    pub(crate) fn each(&self, text: &str, mut each: impl FnMut(usize)) {
        let mut rest = text.chars();
        loop {
            let from_here = rest.as_str();
            let Some(first) = rest.next() else { return };
            let second = rest.clone().next().unwrap_or_default();
            let (block, bit) = start_bit(first, second);
            if self.starts.get(block).is_none_or(|bits| bits & bit == 0) {
                continue;
            }
            let words = self.words.get(&(first as u32)).map_or(&[][..], Vec::as_slice);
            if let Some((word, concept)) = words.iter().find(|(word, _)| from_here.starts_with(word.as_str())) {
                each(*concept);
                rest = from_here[word.len()..].chars();
            }
        }
    }
}

/// Length of [`Concepts::starts`]: 32,768 bits for some hundred words.
const STARTS: usize = 512;

/// Where [`Concepts::starts`] has the bit of a pair of characters.
fn start_bit(first: char, second: char) -> (usize, u64) {
    let hash = (u32::from(first) << 16 ^ u32::from(second)).wrapping_mul(0x9E37_79B9) >> 17;
    (hash as usize / 64, 1 << (hash % 64))
}
