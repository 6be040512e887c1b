//! How many tasks of one plan have a counterpart in another, from the alignments.

use std::collections::HashSet;

use crosscounty::Alignment;

use super::book::Book;

/// Of plan `i`'s tasks, how many have a counterpart in plan `j`: `table[i][j]`; none on the diagonal and where no
/// alignment tells.
pub(super) fn table(book: &Book<'_>, alignments: &[Alignment]) -> Vec<Vec<Option<usize>>> {
    let mut table = vec![vec![None; book.plans.len()]; book.plans.len()];
    for alignment in alignments {
        let (Some(a), Some(b)) = (book.plan(&alignment.plan_a), book.plan(&alignment.plan_b)) else { continue };
        let of_a: HashSet<&str> = alignment.matches.iter().map(|m| m.task_a.as_str()).collect();
        let of_b: HashSet<&str> = alignment.matches.iter().map(|m| m.task_b.as_str()).collect();
        table[a][b] = Some(of_a.len());
        table[b][a] = Some(of_b.len());
    }
    table
}
