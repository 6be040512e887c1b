//! A row of a table of tasks becomes a task.

use std::ops::Range;

use super::{Builder, Clause, Position};
use crate::department::{self, GapsOf};
use crate::issue::IssueCode;
use crate::model::{Period, Reason, Role, Task};
use crate::outline::{Level, Node, Run};
use crate::rows::{Cell, Column, Row};
use crate::target::{self, Context, Reading};
use crate::title;

/// Longest title in a column of names, in characters.
const LONGEST_TITLE: usize = 40;

/// Longest title in a column of what is to be done, in characters.
const LONGEST_NAME: usize = 20;

impl Builder<'_> {
    pub(super) fn add_row(&mut self, row: &Row, node: &Node, position: &Position, run: Run) {
        let clause = position.inherit(self.row_clause(row));
        let number = node.marker.map_or(0, |marker| marker.number);
        let key = self.key(number, position, run, self.layout.folded.span(row.number.clone()));
        let title = self.row_title(row);
        let end = row.cells.last().map_or(row.number.end, |cell| cell.range.end);
        let range = row.cells.first().map_or(row.number.end, |cell| cell.range.start)..end;
        let above = [&position.section_title, &position.subsection_title, &title];
        let headings: Vec<&str> = above.into_iter().flatten().map(|title| self.text(title.clone())).collect();
        let body = self.with(range.clone(), self.read_row(row, &range, title.as_ref(), &headings));
        self.plan.tasks.push(Task {
            key,
            section: position.section,
            subsection: position.subsection,
            title: title.map(|range| self.passage(range)),
            number: self.passage(row.number.clone()),
            body,
            departments: clause.departments,
            clauses: clause.spans,
        });
    }

    /// The text of a section's heading in a table: its first cell with ink; where it starts and ends.
    pub(super) fn heading_cell(&self, range: Range<usize>) -> (usize, usize) {
        let text = self.text(range.clone());
        let inner = text.trim_start_matches('|');
        let end = inner.find('|').unwrap_or(inner.len());
        let start = range.end - inner.len();
        (start, start + end)
    }

    /// Whom the cells under headings of roles name.
    fn row_clause(&mut self, row: &Row) -> Clause {
        let mut clause = Clause::default();
        for cell in &row.cells {
            let span = self.layout.folded.span(cell.range.clone());
            match &cell.column {
                Some(Column::Role { role, persons }) => {
                    clause.spans.push(span);
                    self.cell_departments(cell, (role.clone(), *persons), &mut clause);
                }
                None => self.issue(
                    IssueCode::ClauseNotUnderstood,
                    span,
                    "the page does not tell under which heading of the table this stands",
                ),
                Some(_) => {}
            }
        }
        clause
    }

    fn cell_departments(&mut self, cell: &Cell, role: (Role, bool), clause: &mut Clause) {
        let (text, start) = (self.text(cell.range.clone()), cell.range.start);
        let gaps = GapsOf { folded: &self.layout.folded, start };
        let read = department::read_cell(text, role, &gaps, &self.names);
        for department in self.departments(text, start, &read.bodies) {
            let same =
                |other: &crate::Department| other.role == department.role && other.name.text == department.name.text;
            if !clause.departments.iter().any(same) {
                clause.departments.push(department);
            }
        }
        self.odd(start, read.odd);
    }

    /// The title of a row: a cell of its own, or the heading that its text opens with.
    fn row_title(&self, row: &Row) -> Option<Range<usize>> {
        self.title_cell(row).or_else(|| {
            let cell = &row.cells.iter().find(|cell| cell.column == Some(Column::Content))?.range;
            let gap = |at: usize| self.layout.folded.gap_before(cell.start + at);
            let title = title::of(self.text(cell.clone()), Level::Item, gap)?;
            Some(cell.start + title.start..cell.start + title.end).filter(|title| title.end < cell.end)
        })
    }

    /// The cell of a column of names, or a few words of what is to be done, where a longer text stands beside it.
    fn title_cell(&self, row: &Row) -> Option<Range<usize>> {
        let of = |column: Column| row.cells.iter().filter(move |cell| cell.column.as_ref() == Some(&column));
        let beside = of(Column::Content).next_back()?;
        let (cell, longest) = match of(Column::Title).next() {
            Some(cell) => (cell, LONGEST_TITLE),
            None => (of(Column::Content).next()?, LONGEST_NAME),
        };
        let text = self.text(cell.range.clone());
        let named = text.chars().count() <= longest && !text.contains(['。', ';']);
        let brief = longest == LONGEST_TITLE
            || beside.range.len() > cell.range.len() && !text.contains(|c: char| c.is_ascii_digit() || c == ',');
        (cell.range.end <= beside.range.start && named && brief).then(|| cell.range.clone())
    }

    /// The targets of a row's cells; ranges are counted from the start of `range`.
    fn read_row(&self, row: &Row, range: &Range<usize>, title: Option<&Range<usize>>, headings: &[&str]) -> Reading {
        let mut whole = Reading::default();
        let period = self.row_period(row);
        for cell in &row.cells {
            let text = self.text(cell.range.clone());
            let inside = |title: &&Range<usize>| cell.range.start <= title.start && title.end <= cell.range.end;
            let title = title.filter(inside).map(|t| t.start - cell.range.start..t.end - cell.range.start);
            let reading = match &cell.column {
                Some(Column::Role { .. }) => continue,
                Some(Column::Result) => target::read_none(&self.lexicon.targets, text, &Reason::PastResult),
                Some(Column::Other | Column::Unit | Column::Number) => {
                    target::read_none(&self.lexicon.targets, text, &Reason::Unclassified)
                }
                _ => {
                    let context = Context { lexicon: self.lexicon, text, clauses: &[], title, period, headings };
                    target::read(&context, &mut self.scratch.borrow_mut())
                }
            };
            whole.append(reading, cell.range.start - range.start);
        }
        whole
    }

    /// The years that a row's targets are read in: up to that of its deadline.
    fn row_period(&self, row: &Row) -> Option<Period> {
        let period = self.plan.header.period;
        let cell = row.cells.iter().find(|cell| cell.column == Some(Column::Time));
        let year = cell.and_then(|cell| last_year(self.text(cell.range.clone())));
        match (period, year) {
            (Some(period), Some(year)) if year >= period.start_year => Some(Period { end_year: year, ..period }),
            _ => period,
        }
    }
}

/// The last year that a text names (2025年6月底前), of this century.
fn last_year(text: &str) -> Option<i16> {
    let starts = text.match_indices("年").map(|(at, _)| at);
    let year = |at: usize| text.get(at.checked_sub(4)?..at)?.parse().ok();
    starts.filter_map(year).filter(|year| (2000..2100).contains(year)).last()
}
