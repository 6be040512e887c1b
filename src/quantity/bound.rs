//! Words that bound a number: 不少于 before it, 以上 after it.

use crate::cue::Cues;
use crate::lexicon::{Tables, WordList};
use crate::model::Bound;

/// A word of bound: what it says, and which characters must not touch it on the side away from the number.
#[derive(Debug, Clone)]
struct BoundRow {
    bound: Bound,
    not_beside: Box<str>,
}

/// The words of bound, by the side of the number that they stand on.
#[derive(Debug, Clone)]
pub(crate) struct Bounds {
    before: Cues<BoundRow>,
    after: Cues<BoundRow>,
}

impl Bounds {
    /// The words of the tables: word, side, bound, characters that must not touch it.
    pub(crate) fn read(tables: &Tables) -> Self {
        let side = |side: &str| Cues::new(tables.rows(WordList::Bounds).filter_map(|row| bound(&row, side)));
        Self { before: side("before"), after: side("after") }
    }

    /// The word of bound that `text` ends with; its length in bytes.
    pub(crate) fn before(&self, text: &str) -> Option<(usize, Bound)> {
        let (word, row) = self.before.suffix_where(text, |word, row| {
            let outer = text[..text.len() - word.len()].chars().next_back();
            !outer.is_some_and(|c| row.not_beside.contains(c))
        })?;
        Some((word.len(), row.bound.clone()))
    }

    /// The word of bound that `text` starts with; its length in bytes.
    pub(crate) fn after(&self, text: &str) -> Option<(usize, Bound)> {
        let (word, row) = self.after.prefix_where(text, |word, row| {
            let outer = text[word.len()..].chars().next();
            !outer.is_some_and(|c| row.not_beside.contains(c))
        })?;
        Some((word.len(), row.bound.clone()))
    }
}

/// Reads a row of the words on one side.
fn bound(row: &[&str], side: &str) -> Option<(Box<str>, BoundRow)> {
    let [word, place, bound, rest @ ..] = row else { return None };
    let not_beside = rest.first().copied().unwrap_or_default().into();
    (*place == side).then(|| ((*word).into(), BoundRow { bound: Bound::from(*bound), not_beside }))
}
