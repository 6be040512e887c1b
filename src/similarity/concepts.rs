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
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            let words = self.words.get(&(first as u32)).map_or(&[][..], Vec::as_slice);
            match words.iter().find(|(word, _)| rest.starts_with(word.as_str())) {
                Some((word, concept)) => {
                    each(*concept);
                    rest = &rest[word.len()..];
                }
                None => rest = &rest[first.len_utf8()..],
            }
        }
    }
}
