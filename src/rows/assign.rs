//! Which column each piece of a row belongs to: by its place where the row is whole, else by what it looks like.

use std::ops::Range;

use super::head::{Column, Header, Shape};
use super::{Cell, View};
use crate::department::{GapsOf, Looks, looks};
use crate::model::Role;
use crate::target;

/// A piece of a row.
#[derive(Debug, Clone)]
struct Piece {
    range: Range<usize>,
    looks: Looks,
    after_blank: bool,
}

/// Worse than any assignment.
const NEVER: i32 = i32::MIN / 2;
/// The fit of a piece that can't belong to a column.
const WRONG: i32 = -8;
/// What a further line in the same cell costs.
const AGAIN: i32 = -1;
/// What it costs to go back to the task's columns, where a numbered row holds more than one task.
const BACK: i32 = -5;

/// What it costs that a row opens with a body.
const FIRST: i32 = -8;
/// How much worse than the best columns those may fit that the pieces stand in.
const SLACK: i32 = 2;

/// How well a row with a piece in each column fits as it stands, if it is one.
fn in_place(pieces: &[Piece], columns: &[Column]) -> Option<i32> {
    let fits = || pieces.iter().zip(columns).map(|(piece, column)| fit(piece.looks, column));
    (pieces.len() == columns.len() && fits().all(|fit| fit > WRONG)).then(|| fits().sum())
}

/// How well a piece fits a column.
fn fit(looks: Looks, column: &Column) -> i32 {
    let at = match column {
        Column::Title => 0,
        Column::Content => 1,
        Column::Group => 2,
        Column::Time => 3,
        Column::Role { role: Role::Leader, .. } => 4,
        Column::Role { .. } => 5,
        Column::Result => 6,
        _ => 7,
    };
    let row = match looks {
        Looks::Nothing => [0; 8],
        Looks::Figure => [0, 0, 0, 0, -8, -8, 0, 1],
        Looks::Text => [3, 4, -2, -3, -8, -8, 4, 1],
        Looks::Short => [2, 1, 2, -1, -2, 2, 1, 1],
        Looks::Bodies { .. } => [-1, -2, -2, -3, -1, 4, -2, 0],
        Looks::Persons => [0, -1, 0, -3, 4, 0, -1, 0],
        Looks::Time => [-2, 0, -2, 4, -4, -4, 1, 0],
    };
    row[at]
}

impl View<'_> {
    /// The cells of a row.
    pub(super) fn assign(&self, head: &Header, ranges: &[Range<usize>]) -> Vec<Cell> {
        let gaps = self.gaps();
        let pieces: Vec<Piece> = ranges
            .iter()
            .map(|range| Piece {
                range: range.clone(),
                looks: self.looks(range, &gaps),
                after_blank: self.opens_after_blank(range.start),
            })
            .collect();
        // a lone number between lines is told from no other
        let lost = |piece: &Piece| piece.looks == Looks::Figure && head.shape != Shape::Pipes;
        let inked = pieces.iter().filter(|piece| !piece.range.is_empty() && !lost(piece));
        let inked: Vec<Piece> = inked.cloned().collect();
        let (mut columns, score) = best(&inked, head);
        if in_place(&pieces, &head.columns).is_some_and(|own| own + SLACK >= score) {
            let columns: Vec<Option<usize>> = (0..pieces.len()).map(Some).collect();
            return cells(&pieces, &columns, &head.columns);
        }
        settle(&inked, &mut columns, &head.columns);
        cells(&inked, &columns, &head.columns)
    }

    /// What a piece looks like; one that opens with what is to be done is no body: 建成县文化馆。
    fn looks(&self, range: &Range<usize>, gaps: &GapsOf<'_>) -> Looks {
        let text = self.layout.folded.text();
        let told = looks(text, range.clone(), gaps, &self.names);
        let text = &text[range.clone()];
        let may_act = told == Looks::Short || matches!(told, Looks::Bodies { .. }) && text.ends_with('。');
        let acts = may_act && target::opens_with_action(&self.lexicon.targets, text);
        if acts { Looks::Text } else { told }
    }

    /// Whether the paragraph that opens at a folded byte stands below a blank line.
    fn opens_after_blank(&self, at: usize) -> bool {
        let index = self.layout.paragraphs.binary_search_by_key(&at, |paragraph| paragraph.range.start);
        index.is_ok_and(|index| self.after_blank(index))
    }
}

/// The columns that fit the pieces best, and how well; they run from left to right, but for tasks in one row below each other.
fn best(pieces: &[Piece], head: &Header) -> (Vec<Option<usize>>, i32) {
    let columns = &head.columns;
    let mut from: Vec<Vec<usize>> = Vec::with_capacity(pieces.len());
    let mut scores: Vec<i32> = Vec::new();
    let mut brief = false;
    for piece in pieces {
        // a few words over a text are a cell of their own
        let again = if brief && piece.looks == Looks::Text { 2 * AGAIN } else { AGAIN };
        brief = piece.looks == Looks::Short;
        let back = matches!(piece.looks, Looks::Text | Looks::Short);
        let mut next = vec![NEVER; columns.len()];
        let mut came = vec![0; columns.len()];
        for (at, column) in columns.iter().enumerate() {
            let own = fit(piece.looks, column);
            if scores.is_empty() {
                // a row opens with what is to be done: 建成县文化馆。 is no body
                next[at] = if column.is_of_bodies() { own + FIRST } else { own };
                continue;
            }
            for (before, score) in scores.iter().enumerate() {
                let step = match before.cmp(&at) {
                    std::cmp::Ordering::Less => 0,
                    std::cmp::Ordering::Equal if head.shape != Shape::Pipes => again,
                    std::cmp::Ordering::Greater if back && column.is_text() => BACK,
                    _ => continue,
                };
                let total = score.saturating_add(own + step);
                if total > next[at] {
                    (next[at], came[at]) = (total, before);
                }
            }
        }
        from.push(came);
        scores = next;
    }
    let mut at = (0..scores.len()).rev().max_by_key(|at| scores[*at]).filter(|at| scores[*at] > NEVER / 2);
    let score = at.map_or(NEVER, |at| scores[at]);
    let mut chosen = vec![None; pieces.len()];
    for index in (0..pieces.len()).rev() {
        chosen[index] = at;
        at = at.map(|at| from[index][at]);
    }
    (chosen, score)
}

/// Settles which of some columns of bodies side by side the bodies in them belong to; in doubt to none.
fn settle(pieces: &[Piece], chosen: &mut [Option<usize>], columns: &[Column]) {
    let is_bodies = |at: Option<usize>| at.is_some_and(|at| columns[at].is_of_bodies());
    let mut start = 0;
    while start < pieces.len() {
        if !is_bodies(chosen[start]) {
            start += 1;
            continue;
        }
        let block = block(columns, chosen[start].unwrap_or(0));
        let end =
            (start..pieces.len()).find(|i| !chosen[*i].is_some_and(|at| block.contains(&at))).unwrap_or(pieces.len());
        let alike = columns[block.clone()].windows(2).all(|pair| pair[0] == pair[1]);
        let told = place(&pieces[start..end], if alike { 1 } else { block.len() });
        for (i, told) in (start..end).zip(told) {
            // a few characters behind bodies may head the rows below
            let told = told.filter(|_| pieces[i].looks != Looks::Short || i + 1 < end || start + 1 == end);
            chosen[i] = told.map(|at| block.start + at);
        }
        start = end;
    }
}

/// The columns of bodies side by side around column `at`.
fn block(columns: &[Column], at: usize) -> Range<usize> {
    let start = columns[..at].iter().rposition(|column| !column.is_of_bodies()).map_or(0, |before| before + 1);
    let end = columns[at..].iter().position(|column| !column.is_of_bodies()).map_or(columns.len(), |n| at + n);
    start..end
}

/// Which of `count` columns each of some pieces with bodies belongs to, where that can be told.
fn place(pieces: &[Piece], count: usize) -> Vec<Option<usize>> {
    let list = |piece: &Piece| matches!(piece.looks, Looks::Bodies { list: true, .. });
    let group = |piece: &Piece| matches!(piece.looks, Looks::Bodies { group: true, .. });
    let blanks = pieces[1..].iter().filter(|piece| piece.after_blank).count();
    if count == 1 {
        return vec![Some(0); pieces.len()];
    }
    if pieces.len() == count {
        return (0..count).map(Some).collect();
    }
    if pieces.len() > count && blanks + 1 == count {
        let mut at = 0;
        let step = |(i, piece): (usize, &Piece)| {
            at += usize::from(i > 0 && piece.after_blank);
            Some(at)
        };
        return pieces.iter().enumerate().map(step).collect();
    }
    // one body without a list is the first column's: only the last ones stay empty
    if pieces.len() == 1 {
        return vec![(!list(&pieces[0]) && !group(&pieces[0])).then_some(0)];
    }
    let lists = pieces.iter().filter(|piece| list(piece)).count();
    let (last_is_list, n) = (pieces.last().is_some_and(list), pieces.len());
    if count == 2 && lists == 1 && last_is_list {
        return (0..n).map(|i| Some(usize::from(i + 1 == n))).collect();
    }
    vec![None; n]
}

/// The pieces as cells; pieces of the same column that stand side by side are one.
fn cells(pieces: &[Piece], chosen: &[Option<usize>], columns: &[Column]) -> Vec<Cell> {
    let mut cells: Vec<Cell> = Vec::new();
    let mut last = None;
    for (piece, at) in pieces.iter().zip(chosen) {
        if piece.range.is_empty() {
            continue;
        }
        match cells.last_mut().filter(|_| last == Some(*at)) {
            Some(cell) => cell.range.end = piece.range.end,
            None => cells.push(Cell { column: at.map(|at| columns[at].clone()), range: piece.range.clone() }),
        }
        last = Some(*at);
    }
    cells
}
