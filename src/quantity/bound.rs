//! Words that bound a number: 不少于 before it, 以上 after it.

use std::sync::LazyLock;

use crate::cue::Cues;
use crate::lexicon;
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

static BUILTIN: LazyLock<Bounds> = LazyLock::new(|| Bounds::from_tsv(include_str!("../../data/lexicon/bounds.tsv")));

impl Bounds {
    /// The words of `data/lexicon/bounds.tsv`.
    pub(crate) fn builtin() -> &'static Self {
        &BUILTIN
    }

    /// Reads a table: word, side, bound, characters that must not touch it.
    pub(crate) fn from_tsv(table: &str) -> Self {
        let side = |side: &str| {
            Cues::new(lexicon::rows(table).filter_map(|row| match row[..] {
                [word, place, bound, ref rest @ ..] if place == side => Some((
                    word.into(),
                    BoundRow {
                        bound: Bound::from(bound),
                        not_beside: rest.first().copied().unwrap_or_default().into(),
                    },
                )),
                _ => None,
            }))
        };
        Self { before: side("before"), after: side("after") }
    }

    /// The word of bound that `text` ends with; its length in bytes.
    pub(crate) fn before(&self, text: &str) -> Option<(usize, Bound)> {
        self.before.suffixes(text).find_map(|(word, row)| {
            let outer = text[..text.len() - word.len()].chars().next_back();
            (!outer.is_some_and(|c| row.not_beside.contains(c))).then_some((word.len(), row.bound.clone()))
        })
    }

    /// The word of bound that `text` starts with; its length in bytes.
    pub(crate) fn after(&self, text: &str) -> Option<(usize, Bound)> {
        self.after.prefixes(text).find_map(|(word, row)| {
            let outer = text[word.len()..].chars().next();
            (!outer.is_some_and(|c| row.not_beside.contains(c))).then_some((word.len(), row.bound.clone()))
        })
    }
}
