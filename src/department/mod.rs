//! Responsibility clauses (责任分工): which body answers for a task, in which role.
//!
//! A clause is told by its place: in brackets, behind a label (牵头单位:), or as a sentence of bodies and a verb
//! (县科技局牵头,县财政局配合). Running text that uses 负责 or 配合 as verbs is none.

mod body;
mod bracket;
mod chars;
mod clause;
mod column;
mod find;
mod label;
mod labelled;
mod names;
mod sentence;
mod split;
mod told;
#[cfg(test)]
mod tests;
mod words;

use std::ops::Range;

pub(crate) use column::{Heading, Looks, heading, looks, read_cell};
pub(crate) use names::{Memo, Names};
pub(crate) use told::LeadMark;
pub(crate) use words::{Words, fits};

use crate::fold::Folded;
use crate::model::Role;

/// The clauses of a piece of text.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct Clauses {
    /// Where the clauses stand in the folded text, brackets included, in order.
    pub clauses: Vec<Range<usize>>,
    /// Whom they name, in order; each body once for each role.
    pub bodies: Vec<ReadDepartment>,
    /// What was odd, in order.
    pub odd: Vec<Odd>,
}

/// A body named in a clause.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ReadDepartment {
    /// What it has to do.
    pub role: Role,
    /// Where its name stands in the folded text.
    pub name: Range<usize>,
    /// Whether it is a group named instead of a body.
    pub collective: bool,
    /// Whether 等 leaves its list open.
    pub open: bool,
}

/// What the page tells of its text: where white space or a line break stood, and which brackets it has. Places are bytes of the folded text that is read.
pub(crate) trait Gaps {
    /// Whether it stood before the byte at `at`.
    fn before(&self, at: usize) -> bool;

    /// Whether it may have stood inside `range`. Most names have none, and then no byte of them need be asked for.
    fn may_be_in(&self, range: Range<usize>) -> bool;

    /// Whether all brackets inside `range` are round ones, as folded text has them.
    fn only_round_brackets(&self, range: Range<usize>) -> bool;

    /// Where 。, ! and ? stand inside `range`, counted from as many bytes before the text as told with them.
    fn stops(&self, range: Range<usize>) -> (&[usize], usize);
}

/// The gaps of a piece of folded text that starts at `start`.
pub(crate) struct GapsOf<'a> {
    pub(crate) folded: &'a Folded,
    pub(crate) start: usize,
}

impl Gaps for GapsOf<'_> {
    fn before(&self, at: usize) -> bool {
        self.folded.gap_before(self.start + at)
    }

    fn may_be_in(&self, range: Range<usize>) -> bool {
        self.folded.may_hold_gap(self.start + range.start..self.start + range.end)
    }

    fn only_round_brackets(&self, range: Range<usize>) -> bool {
        self.folded.only_round_brackets(self.start + range.start..self.start + range.end)
    }

    fn stops(&self, range: Range<usize>) -> (&[usize], usize) {
        (self.folded.stops(self.start + range.start..self.start + range.end), self.start)
    }
}

/// What was odd in a clause; ranges of the folded text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Odd {
    /// The clause's bracket is not closed.
    BracketNotClosed(Range<usize>),
    /// A clause, or a part of one, that names no body that could be read.
    NotUnderstood(Range<usize>),
}

impl Odd {
    /// Where it stands.
    fn start(&self) -> usize {
        match self {
            Self::BracketNotClosed(range) | Self::NotUnderstood(range) => range.start,
        }
    }
}

/// Reads the clauses of `text`: the folded text of one task, of a preamble or of a heading.
///
/// `gaps` tells where white space or a line break stood on the page: some lists have nothing else between their names.
/// `names` are those met before in the same plan.
pub(crate) fn read<'t>(text: &'t str, gaps: &dyn Gaps, names: &Names<'t>) -> Clauses {
    sorted(find::Finder::new(text, gaps, names).find(), text)
}

/// Clauses in order, each body once for each role.
fn sorted(mut clauses: Clauses, text: &str) -> Clauses {
    clauses.clauses.sort_by_key(|clause| clause.start);
    clauses.odd.sort_by_key(Odd::start);
    clauses.bodies.sort_by_key(|body| body.name.start);
    each_once(&mut clauses.bodies, text);
    clauses
}

/// Most bodies that are compared with each other; more of them go into a set.
const FEW: usize = 16;

/// Leaves each body once for each role.
fn each_once(bodies: &mut Vec<ReadDepartment>, text: &str) {
    if bodies.len() <= FEW {
        let mut kept = 0;
        for i in 0..bodies.len() {
            let same = |a: &ReadDepartment, b: &ReadDepartment| {
                a.role == b.role && text[a.name.clone()] == text[b.name.clone()]
            };
            if !bodies[..kept].iter().any(|body| same(body, &bodies[i])) {
                bodies.swap(kept, i);
                kept += 1;
            }
        }
        bodies.truncate(kept);
        return;
    }
    let mut seen = std::collections::HashSet::new();
    bodies.retain(|body| seen.insert((body.role.clone(), &text[body.name.clone()])));
}
