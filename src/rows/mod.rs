//! Tables of tasks (任务分解表, 责任分工表): a header that names columns of tasks and of who answers for them, then one
//! numbered row per task. Pages print them as rows of pipes, as cells on lines of their own, or parted by white space.

mod assign;
mod cut;
mod head;
#[cfg(test)]
mod tests;

use std::ops::Range;

use crate::department::{GapsOf, Names};
use crate::layout::Layout;
use crate::lexicon::Lexicon;
use crate::outline::{Level, Marker};
use crate::source::Span;

pub(crate) use head::Column;

/// The tables of tasks of a page, in order.
#[derive(Debug, Default)]
pub(crate) struct Tables {
    tables: Vec<Table>,
}

/// A table of tasks. Indices are those of the page's paragraphs.
#[derive(Debug)]
pub(crate) struct Table {
    /// The paragraphs of its header.
    pub(crate) header: Range<usize>,
    /// The paragraph behind its last row.
    pub(crate) end: usize,
    rows: Vec<Row>,
    /// Headings of sections between the rows.
    headings: Vec<(usize, Marker)>,
}

/// A row: one task.
#[derive(Debug)]
pub(crate) struct Row {
    /// Its paragraphs, the one with its number first.
    pub(crate) paragraphs: Range<usize>,
    /// Its number in the folded text, and what it says.
    pub(crate) number: Range<usize>,
    value: u32,
    /// Its cells that hold something, in order.
    pub(crate) cells: Vec<Cell>,
}

/// A cell of a row.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Cell {
    /// The column that it belongs to; none for names that may belong to one column of bodies or another.
    pub(crate) column: Option<Column>,
    /// Where it stands in the folded text.
    pub(crate) range: Range<usize>,
}

/// A page with what its tables are read by.
struct View<'a> {
    source: &'a str,
    layout: &'a Layout,
    lexicon: &'a Lexicon,
    names: Names<'a>,
}

/// Finds the tables of tasks of a page, and numbers the paragraphs that open their rows as headings of tasks.
pub(crate) fn find(source: &str, layout: &mut Layout, lexicon: &Lexicon) -> Tables {
    let open = |paragraph: &crate::layout::Paragraph| {
        head::may_open(&layout.folded.text()[paragraph.range.clone()], paragraph.marker, &lexicon.page)
    };
    let Some(first) = layout.paragraphs.iter().position(open) else {
        return Tables::default();
    };
    let view = View { source, layout, lexicon, names: Names::new(&lexicon.departments) };
    let mut tables: Vec<Table> = Vec::new();
    // how many items and subsections stand above, and up to where they are counted
    let (mut above, mut counted, mut start) = (Above::default(), 0, first);
    while start < view.len() {
        (counted..start).for_each(|index| above.count(view.marker(index)));
        counted = start;
        let table = view.table(start).filter(|table| !tables.is_empty() || table.rows.len() > above.most());
        start = table.as_ref().map_or(start + 1, |table| table.end.max(start + 1));
        tables.extend(table);
    }
    mark(layout, &tables);
    Tables { tables }
}

/// Numbered headings above a table: one with no more rows than these only repeats the plan that they head.
#[derive(Default)]
struct Above {
    items: usize,
    subsections: usize,
}

impl Above {
    fn count(&mut self, marker: Option<Marker>) {
        match marker.map(|marker| marker.level) {
            Some(Level::Item) => self.items += 1,
            Some(Level::Subsection) => self.subsections += 1,
            _ => {}
        }
    }

    /// The more of them, if they may be a plan's tasks.
    fn most(&self) -> usize {
        Some(self.items.max(self.subsections)).filter(|most| *most > 2).unwrap_or(0)
    }
}

/// Numbers the rows, and takes the numbers of items inside their cells for text.
fn mark(layout: &mut Layout, tables: &[Table]) {
    for table in tables {
        for paragraph in &mut layout.paragraphs[table.header.start..table.end] {
            paragraph.marker = None;
        }
        for row in &table.rows {
            let marker = Marker { level: Level::Item, number: row.value, len: row.number.len() };
            layout.paragraphs[row.paragraphs.start].marker = Some(marker);
        }
        for (paragraph, marker) in &table.headings {
            layout.paragraphs[*paragraph].marker = Some(*marker);
        }
    }
}

impl Table {
    /// How many rows it has.
    pub(crate) fn len(&self) -> usize {
        self.rows.len()
    }
}

impl Tables {
    /// The first table, if any.
    pub(crate) fn first(&self) -> Option<&Table> {
        self.tables.first()
    }

    /// The end of the last table that begins in `paragraphs`.
    pub(crate) fn last_end(&self, paragraphs: Range<usize>) -> Option<usize> {
        let inside = |table: &&Table| paragraphs.contains(&table.header.start);
        self.tables.iter().rev().find(inside).map(|table| table.end)
    }

    /// The row that paragraph `index` opens.
    pub(crate) fn row(&self, index: usize) -> Option<&Row> {
        let table = self.tables.partition_point(|table| table.end <= index);
        let rows = &self.tables.get(table)?.rows;
        rows.binary_search_by_key(&index, |row| row.paragraphs.start).ok().map(|at| &rows[at])
    }

    /// Whether paragraph `index` is a heading inside a table.
    pub(crate) fn is_heading(&self, index: usize) -> bool {
        let table = self.tables.partition_point(|table| table.end <= index);
        self.tables.get(table).is_some_and(|t| t.headings.binary_search_by_key(&index, |(at, _)| *at).is_ok())
    }

    /// The paragraphs up to the first header or row in them that does not open them.
    pub(crate) fn up_to_header(&self, paragraphs: Range<usize>) -> Range<usize> {
        let table = self.tables.partition_point(|table| table.header.start < paragraphs.start);
        let end = self.tables.get(table).map_or(paragraphs.end, |t| t.header.start.min(paragraphs.end));
        paragraphs.start..end
    }
}

impl<'a> View<'a> {
    fn len(&self) -> usize {
        self.layout.paragraphs.len()
    }

    fn range(&self, index: usize) -> Range<usize> {
        self.layout.paragraphs.get(index).map_or(0..0, |p| p.range.clone())
    }

    fn text(&self, index: usize) -> &'a str {
        &self.layout.folded.text()[self.range(index)]
    }

    fn marker(&self, index: usize) -> Option<Marker> {
        self.layout.paragraphs.get(index).and_then(|p| p.marker)
    }

    fn after_blank(&self, index: usize) -> bool {
        self.layout.paragraphs.get(index).is_some_and(|p| p.after_blank)
    }

    /// The gaps of the whole page.
    fn gaps(&self) -> GapsOf<'a> {
        GapsOf { folded: &self.layout.folded, start: 0 }
    }

    /// The white space before the folded byte `at`.
    fn gap_text(&self, at: usize) -> &'a str {
        let span = |range| -> Span { self.layout.folded.span(range) };
        let Some(before) = self.layout.folded.text()[..at].chars().next_back() else { return "" };
        let (left, right) = (span(at - before.len_utf8()..at), span(at..at + 1));
        self.source.get(left.end..right.start).unwrap_or_default()
    }
}

/// Whether white space is a tab or more than one blank.
fn is_wide(gap: &str) -> bool {
    gap.contains(['\t', '\u{3000}']) || gap.chars().nth(1).is_some()
}
