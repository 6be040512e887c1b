//! Names that were met before: the same few dozen stand in most clauses of a plan.

use std::cell::RefCell;

use super::body::{self, Kind};
use super::clause::Plain;
use super::split::Cut;
use super::words::Words;

/// What was told of texts before. It remembers the last text in each of its slots, so that it never grows, and no text is
/// looked for in more than one place.
#[derive(Debug)]
pub(crate) struct Memo<'t, T> {
    slots: Box<[Option<(&'t str, T)>]>,
}

/// Slots of a memo, as a power of two: a plan names some hundred bodies.
const SLOTS: u32 = 9;

impl<'t, T> Memo<'t, T> {
    /// Nothing yet.
    pub(crate) fn new() -> Self {
        Self { slots: std::iter::repeat_with(|| None).take(1 << SLOTS).collect() }
    }

    /// What was told of `text`, if it is remembered.
    fn known(&self, text: &str) -> Option<&T> {
        let known = self.slots[slot(text.as_bytes())].as_ref();
        known.filter(|(known, _)| *known == text).map(|(_, told)| told)
    }

    /// What was told of `text`, or what `tell` says of it now.
    pub(crate) fn get(&mut self, text: &'t str, tell: impl FnOnce(&'t str) -> T) -> &T {
        let slot = &mut self.slots[slot(text.as_bytes())];
        match slot {
            Some((known, _)) if *known == text => {}
            _ => *slot = None,
        }
        &slot.get_or_insert_with(|| (text, tell(text))).1
    }
}

/// The slot of a text, by its first and its last eight bytes.
fn slot(text: &[u8]) -> usize {
    let (first, last) = match (text.first_chunk(), text.last_chunk()) {
        (Some(first), Some(last)) => (u64::from_le_bytes(*first), u64::from_le_bytes(*last)),
        _ => (0, text.iter().fold(0, |sum, &byte| sum << 8 | u64::from(byte))),
    };
    // the golden ratio spreads what differs over the upper bits
    let spread = (first.rotate_left(29) ^ last).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    (spread >> (u64::BITS - SLOTS)) as usize
}

/// What the names in one plan's clauses name.
#[derive(Debug)]
pub(crate) struct Names<'t> {
    words: &'t Words,
    kinds: RefCell<Memo<'t, Kind>>,
    cuts: RefCell<Memo<'t, Option<Cut>>>,
    plain: RefCell<Memo<'t, Option<Plain>>>,
}

impl<'t> Names<'t> {
    /// None met yet.
    pub(crate) fn new(words: &'t Words) -> Self {
        Self {
            words,
            kinds: RefCell::new(Memo::new()),
            cuts: RefCell::new(Memo::new()),
            plain: RefCell::new(Memo::new()),
        }
    }

    /// The words by which they are told.
    pub(super) fn words(&self) -> &'t Words {
        self.words
    }

    /// What `name` names; see [`body::kind`].
    pub(super) fn kind(&self, name: &'t str) -> Kind {
        *self.kinds.borrow_mut().get(name, |name| body::kind(name, self.words))
    }

    /// What a plain piece says; `tell` tells it.
    pub(super) fn plain(&self, piece: &'t str, tell: impl FnOnce() -> Option<Plain>) -> Option<Plain> {
        let known = self.plain.borrow().known(piece).cloned();
        known.unwrap_or_else(|| {
            let plain = tell(); // asks for the kinds of names
            self.plain.borrow_mut().get(piece, |_| plain).clone()
        })
    }

    /// Where a piece without gaps is first cut, counted from its start; `find` finds it.
    pub(super) fn cut(&self, piece: &'t str, find: impl FnOnce() -> Option<Cut>) -> Option<Cut> {
        let known = self.cuts.borrow().known(piece).copied();
        known.unwrap_or_else(|| {
            let cut = find(); // asks for the kinds of names
            *self.cuts.borrow_mut().get(piece, |_| cut)
        })
    }
}
