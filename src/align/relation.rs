//! Same or part: what the neighbours of a match say.

use super::Side;
use crate::model::Plan;
use crate::similarity::Pair;

/// For each row and column the two best cells, and how many pairs were chosen in it.
pub(crate) struct Neighbours {
    rows: Vec<Line>,
    columns: Vec<Line>,
}

/// A row or a column.
#[derive(Clone, Copy, Default)]
struct Line {
    /// Greatest corrected likeness and the one after it.
    best: [f64; 2],
    /// Pairs chosen.
    chosen: usize,
}

impl Line {
    fn of(values: &[f64]) -> Self {
        let mut best = [f64::NEG_INFINITY; 2];
        for &value in values {
            if value > best[0] {
                best = [value, best[0]];
            } else if value > best[1] {
                best[1] = value;
            }
        }
        Self { best, chosen: 0 }
    }

    /// The greatest value beside one that is `value`.
    fn other(&self, value: f64) -> f64 {
        if value >= self.best[0] { self.best[1] } else { self.best[0] }
    }
}

impl Neighbours {
    pub(crate) fn of(pair: &Pair<'_>, chosen: &[(usize, usize)]) -> Self {
        let (height, width) = (pair.rows.len(), pair.columns.len());
        let mut rows: Vec<Line> = (0..height).map(|i| Line::of(pair.row(i))).collect();
        let mut columns: Vec<Line> = (0..width).map(|j| Line::of(pair.column(j))).collect();
        for &(i, j) in chosen {
            rows[i].chosen += 1;
            columns[j].chosen += 1;
        }
        Self { rows, columns }
    }

    /// How far the cell lies above the next best of its row and column; the smaller of the two.
    pub(crate) fn margin(&self, pair: &Pair<'_>, i: usize, j: usize) -> f64 {
        let value = pair.row(i)[j];
        let other = self.rows[i].other(value).max(self.columns[j].other(value));
        if other == f64::NEG_INFINITY { 0.0 } else { value - other }
    }

    /// The task with the greatest cell beside this one in its row or column; ties go by side and key.
    pub(crate) fn rival(&self, pair: &Pair<'_>, i: usize, j: usize, a: &Plan, b: &Plan) -> Option<(Side, usize)> {
        let own = pair.row(i)[j];
        let greatest = self.rows[i].other(own).max(self.columns[j].other(own));
        let in_row = (0..self.columns.len()).filter(|&k| k != j && pair.row(i)[k] == greatest);
        let in_column = (0..self.rows.len()).filter(|&k| k != i && pair.column(j)[k] == greatest);
        let rivals = in_row.map(|k| (Side::B, k)).chain(in_column.map(|k| (Side::A, k)));
        let name = |&(ref side, task): &(Side, usize)| {
            let plan = if *side == Side::A { a } else { b };
            (&plan.id, &plan.tasks[task].key)
        };
        rivals.min_by(|x, y| name(x).cmp(&name(y)))
    }

    /// Other chosen pairs of either task.
    fn others(&self, i: usize, j: usize) -> usize {
        (self.rows[i].chosen + self.columns[j].chosen).saturating_sub(2)
    }
}

/// Evidence that a chosen pair is `same`: above 0 it is.
///
/// A counterpart stands out from its row and column, has no other counterparts, and bears the other's title. Tasks under
/// like headings resemble each other anyway, and the margin counts it: so much more is asked of them.
pub(crate) fn sameness(pair: &Pair<'_>, neighbours: &Neighbours, i: usize, j: usize) -> f64 {
    let cell = pair.cell(i, j);
    let margin = neighbours.margin(pair, i, j);
    4.0 * margin - neighbours.others(i, j) as f64 + 2.0 * cell.titles + 3.0 * cell.coverage - cell.headings - 0.8
}
