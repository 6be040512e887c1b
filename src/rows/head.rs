//! The header of a table of tasks: where it stands, in which shape, and what its columns hold.

use std::ops::Range;

use super::cut::first_number;
use super::{View, is_wide};
use crate::department::{Heading, heading};
use crate::lexicon::Lexicon;
use crate::model::Role;
use crate::outline::{Level, Marker};
use crate::page::is_rule;
use crate::page_words::PageWords;

/// What a column of a table of tasks holds.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Column {
    /// 序号.
    Number,
    /// 项目名称: the task's name, where a longer text stands beside it.
    Title,
    /// 目标任务, 工作内容, 工作措施.
    Content,
    /// 类别: the field of work.
    Group,
    /// 完成时限.
    Time,
    /// 牵头单位, 责任单位, 配合单位, 分管领导; `persons`: of bodies and persons.
    Role { role: Role, persons: bool },
    /// 完成情况: what was done so far.
    Result,
    /// 计量单位: only tables of indicators have it.
    Unit,
    /// Anything else.
    Other,
}

impl Column {
    /// What a kind of `columns.tsv` stands for.
    pub(crate) fn named(kind: &str) -> Option<Self> {
        Some(match kind {
            "number" => Self::Number,
            "title" => Self::Title,
            "content" => Self::Content,
            "group" => Self::Group,
            "time" => Self::Time,
            "result" => Self::Result,
            "unit" => Self::Unit,
            "other" => Self::Other,
            _ => return None,
        })
    }

    /// Whether it names bodies.
    pub(super) fn is_of_bodies(&self) -> bool {
        matches!(self, Self::Role { role, .. } if *role != Role::Leader)
    }

    /// Whether what is to be done may stand in it.
    pub(crate) fn is_text(&self) -> bool {
        matches!(self, Self::Title | Self::Content | Self::Group)
    }
}

/// How the cells of a table are parted on the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// By pipes.
    Pipes,
    /// Each on lines of its own.
    Lines,
    /// By white space; `wide`: by tabs or more than one blank.
    Gaps { wide: bool },
}

/// A header.
#[derive(Debug)]
pub(super) struct Header {
    pub(super) paragraphs: Range<usize>,
    /// What the columns hold, the number's left out.
    pub(super) columns: Vec<Column>,
    pub(super) shape: Shape,
    /// Whether the rows' numbers have a column.
    pub(super) numbered: bool,
}

/// Most paragraphs of a header.
const MOST_LINES: usize = 24;
/// Most columns of a table.
const MOST_COLUMNS: usize = 20;
/// Longest header, in bytes.
const LONGEST: usize = 600;
/// Longest heading of a column, in bytes.
const LONGEST_CELL: usize = 90;

/// A quick look at whether a paragraph may open a header: few paragraphs of a page do.
pub(super) fn may_open(text: &str, marker: Option<Marker>, words: &PageWords) -> bool {
    if marker.is_some() || text.len() > LONGEST {
        return false;
    }
    let text = text.trim_start_matches('|');
    match text.as_bytes() {
        [0xE5, 0xBA, 0x8F, ..] => text.starts_with("序号"),
        [0xE7, 0xBC, 0x96, ..] => text.starts_with("编号"),
        // a header without 序号 is one of pipes
        [0xE4..=0xE9, _, _, ..] => match memchr::memchr(b'|', &text.as_bytes()[..text.len().min(LONGEST_CELL)]) {
            Some(pipe) => is_text_heading(&text[..pipe], words),
            None => false,
        },
        _ => false,
    }
}

/// Whether a header opens with the column of numbers.
fn opens_with_number(text: &str) -> bool {
    ["序号", "编号"].iter().any(|word| text.trim_start_matches('|').starts_with(word))
}

/// Whether a header that opens with this cell opens with a column of tasks.
fn is_text_heading(cell: &str, words: &PageWords) -> bool {
    cell.len() <= 36 && words.columns.suffix(cell).is_some_and(|(_, column)| column.is_text())
}

/// What the column under a heading holds.
fn column(text: &str, lexicon: &Lexicon) -> Option<Column> {
    let bare = text.split('(').next().filter(|bare| !bare.is_empty()).unwrap_or(text);
    if let Some(column) = lexicon.page.columns.get(bare) {
        return Some(column.clone());
    }
    let who = heading(text, &lexicon.departments);
    if let Some(Heading::Role { role, persons }) = who {
        return Some(Column::Role { role, persons });
    }
    let told = lexicon.page.columns.suffix(bare).map(|(_, column)| column.clone());
    told.filter(|column| !matches!(column, Column::Unit | Column::Number)).or(who.map(|_| Column::Other))
}

impl View<'_> {
    /// The header that paragraph `start` opens.
    pub(super) fn header(&self, start: usize) -> Option<Header> {
        if !may_open(self.text(start), self.marker(start), &self.lexicon.page) {
            return None;
        }
        let end = self.header_end(start)?;
        let (shape, cells) = self.heading_cells(start..end);
        let year = |cell: &String| cell.contains("20") && cell.contains('年');
        if cells.iter().any(|cell| cell.contains("指标")) && cells.iter().any(year) {
            return None; // a table of indicators with who answers for them
        }
        if !(2..=MOST_COLUMNS).contains(&cells.len()) || cells.iter().any(|cell| cell.len() > LONGEST_CELL) {
            return None;
        }
        let columns = self.columns(&cells);
        let numbered = columns.first() == Some(&Column::Number);
        let columns: Vec<Column> = columns.into_iter().filter(|column| *column != Column::Number).collect();
        is_of_tasks(&columns, numbered).then_some(Header { paragraphs: start..end, columns, shape, numbered })
    }

    /// Where the header ends: before the first row, or the heading of a section above it.
    fn header_end(&self, start: usize) -> Option<usize> {
        let mut bytes = 0;
        let loose = !opens_with_number(self.text(start));
        for index in start..self.len().min(start + MOST_LINES) {
            let text = self.text(index);
            let heads = self.marker(index).is_some_and(|marker| marker.level < Level::Item);
            let heads = heads || index > start && super::cut::is_piped_heading(text);
            if index > start && (heads || first_number(text, loose, |at| self.gap(index, at)).is_some()) {
                return Some(index);
            }
            bytes += text.len();
            if bytes > LONGEST || text.contains('。') {
                return None;
            }
        }
        None
    }

    /// Whether white space stands in paragraph `index` before its byte `at`, or it ends there.
    pub(super) fn gap(&self, index: usize, at: usize) -> bool {
        let range = self.range(index);
        at == range.len() || self.layout.folded.gap_before(range.start + at)
    }

    /// The headings, and how they are parted.
    fn heading_cells(&self, paragraphs: Range<usize>) -> (Shape, Vec<String>) {
        let whole = self.range(paragraphs.start).start..self.range(paragraphs.end - 1).end;
        let text = &self.layout.folded.text()[whole.clone()];
        if text.contains('|') {
            return (Shape::Pipes, self.piped_cells(text));
        }
        if paragraphs.len() > 1 {
            return (Shape::Lines, paragraphs.map(|index| self.text(index).to_owned()).collect());
        }
        let gaps = |wide: bool| {
            let cut =
                |at: &usize| self.gap(paragraphs.start, *at) && (!wide || is_wide(self.gap_text(whole.start + at)));
            let starts = text.char_indices().map(|(at, _)| at).filter(|at| *at > 0).filter(cut);
            let mut cells = Vec::new();
            let mut from = 0;
            for at in starts.chain([text.len()]) {
                cells.push(text[from..at].to_owned());
                from = at;
            }
            cells
        };
        let wide = gaps(true);
        let named = wide.len() > 2 && self.columns(&wide).iter().all(|column| *column != Column::Other);
        if named { (Shape::Gaps { wide: true }, wide) } else { (Shape::Gaps { wide: false }, gaps(false)) }
    }

    /// The headings between pipes; a second line names the columns under one heading: 责任分工 over 牵头单位, 配合单位.
    fn piped_cells(&self, text: &str) -> Vec<String> {
        let whole = |line: &&str| !is_rule(line) && line.matches('|').count() > 1;
        let levels: Vec<&str> = text.split('\n').filter(whole).collect();
        let cut = |line: &str| -> Vec<String> {
            let inner = line.strip_suffix('|').unwrap_or(line);
            inner.split('|').map(str::to_owned).collect()
        };
        let [upper, lower] = levels[..] else {
            let lines: Vec<&str> = text.split('\n').filter(|line| !is_rule(line)).collect();
            return cut(lines.concat().trim_start_matches('|'));
        };
        let (mut upper, lower) = (cut(upper), cut(lower));
        if upper.len() == lower.len() {
            let pairs = upper.into_iter().zip(lower);
            return pairs.map(|(above, below)| if below.is_empty() { above } else { below }).collect();
        }
        let known = |cell: &String| column(cell, self.lexicon).is_some();
        let from = upper.iter().position(|cell| !known(cell)).unwrap_or(upper.len());
        let more = upper.iter().skip(from + 1).take_while(|cell| cell.is_empty()).count();
        let to = upper.len().min(from + 1 + more);
        upper.splice(from..to, lower.into_iter().filter(|cell| !cell.is_empty()));
        upper
    }

    /// What the columns under some headings hold. A heading may stand on two lines: 分管 and 领导, 责任股室 and (单位).
    fn columns(&self, cells: &[String]) -> Vec<Column> {
        let mut columns: Vec<Column> = Vec::new();
        let mut open: Option<String> = None;
        for cell in cells {
            let own = column(cell, self.lexicon);
            if cell.starts_with('(') && !columns.is_empty() {
                continue;
            }
            let joined = open.take().map(|before| format!("{before}{cell}"));
            let both = joined.and_then(|text| column(&text, self.lexicon));
            match (own, both) {
                (None | Some(Column::Unit), Some(both)) => {
                    columns.pop();
                    columns.push(both);
                }
                (Some(own), _) => columns.push(own),
                (None, None) => {
                    open = Some(cell.clone());
                    columns.push(Column::Other);
                }
            }
        }
        columns
    }
}

/// Whether the columns are those of a table of tasks, not of a table of indicators or of a list of projects.
fn is_of_tasks(columns: &[Column], numbered: bool) -> bool {
    let count = |wanted: fn(&Column) -> bool| columns.iter().filter(|column| wanted(column)).count();
    let texts = count(|column| matches!(column, Column::Title | Column::Content));
    let roles = count(|column| matches!(column, Column::Role { .. }));
    let others = count(|column| matches!(column, Column::Time | Column::Result));
    texts > 0 && !columns.contains(&Column::Unit) && (roles > 0 || numbered && others > 0)
}
