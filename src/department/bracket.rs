//! The brackets of a paragraph.

use std::ops::Range;

use super::split::{BRACKETS, is_closer, is_opener};

/// How deep brackets are looked into.
const DEEPEST: usize = 4;

/// How many brackets of a paragraph that nothing closes are tried.
const UNCLOSED: usize = 3;

/// A bracket of a paragraph.
#[derive(Debug, Clone)]
pub(super) struct Bracket {
    /// With its signs.
    pub outer: Range<usize>,
    /// Without them.
    pub inner: Range<usize>,
    /// Whether it is closed.
    pub closed: bool,
}

/// The brackets of a paragraph in order: those that close, not too deep, and the last few that don't.
///
/// `round`: all of them are round ones, which can be searched many bytes at a time.
pub(super) fn brackets(text: &str, range: Range<usize>, round: bool) -> Vec<Bracket> {
    // the innermost open one, and those around it: where they start, and where they begin inside
    let mut open: Option<(usize, usize)> = None;
    let mut around: Vec<(usize, usize)> = Vec::new();
    let mut found: Vec<Bracket> = Vec::new();
    let mut deepest = 0;
    let piece = &text[range.clone()];
    let mut from = 0;
    let mut any = std::iter::from_fn(|| {
        let (at, c) = BRACKETS.find(piece, from)?;
        from = at + c.len_utf8();
        Some((at, c))
    });
    let sign = |at: usize| if piece[at..].starts_with('(') { '(' } else { ')' };
    let mut only_round = memchr::memchr2_iter(b'(', b')', piece.as_bytes()).map(|at| (at, sign(at)));
    while let Some((at, c)) = if round { only_round.next() } else { any.next() } {
        let at = range.start + at;
        if is_opener(c) {
            around.extend(open.replace((at, at + c.len_utf8())));
            deepest = deepest.max(around.len() + 1);
        } else if is_closer(c)
            && let Some((start, inner)) = open.take()
        {
            open = around.pop();
            found.push(Bracket { outer: start..at + c.len_utf8(), inner: inner..at, closed: true });
        }
    }
    for &(start, inner) in open.iter().chain(around.iter().rev()).take(UNCLOSED) {
        let rest = &text[inner..range.end];
        let end = range.end - if rest.ends_with('。') { '。'.len_utf8() } else { 0 };
        found.push(Bracket { outer: start..end.max(inner), inner: inner..end.max(inner), closed: false });
    }
    if found.len() > 1 {
        found.sort_by_key(|bracket| bracket.outer.start);
    }
    if deepest <= DEEPEST { found } else { not_too_deep(found) }
}

/// Leaves out brackets that lie in [`DEEPEST`] others.
fn not_too_deep(found: Vec<Bracket>) -> Vec<Bracket> {
    let mut around: Vec<usize> = Vec::new();
    let mut kept = Vec::with_capacity(found.len());
    for bracket in found {
        while around.last().is_some_and(|end| *end <= bracket.outer.start) {
            around.pop();
        }
        if around.len() < DEEPEST {
            around.push(bracket.outer.end);
            kept.push(bracket);
        } else {
            around.push(bracket.outer.end);
        }
    }
    kept
}
