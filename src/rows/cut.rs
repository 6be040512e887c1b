//! The rows of a table of tasks: where they open and end, and the pieces that their cells are printed in.

use std::ops::Range;

use super::head::{Header, Shape};
use super::{Row, Table, View, is_wide};
use crate::header;
use crate::outline::{Level, Marker, marker};

/// A row's number at the start of a paragraph.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Number {
    /// Where its digits stand.
    pub(super) range: Range<usize>,
    pub(super) value: u32,
    /// Where the next cell begins.
    after: usize,
}

/// The number that opens a row: digits that fill the paragraph or its first cell; `gap` tells of white space, `loose`
/// that they may stand in one cell with the task (1.新建…|县教育局|).
pub(super) fn first_number(text: &str, loose: bool, gap: impl Fn(usize) -> bool) -> Option<Number> {
    let start = usize::from(text.starts_with('|'));
    let digits = text[start..].bytes().take(4).take_while(u8::is_ascii_digit).count();
    let end = start + digits;
    let value = text[start..end].parse().ok().filter(|value| *value > 0 && digits <= 3)?;
    let rest = &text[end..];
    let stop = ['.', '、'].into_iter().find(|stop| rest.starts_with(*stop)).map_or(0, char::len_utf8);
    let bar = usize::from(rest[stop..].starts_with('|'));
    let after = end + stop + bar;
    let next = text[after..].chars().next();
    let joined = || loose && stop > 0 && next.is_some_and(|c| !c.is_ascii_digit()) && text.contains('|');
    let whole =
        bar == 1 || next.is_none() || joined() || gap(after) && !matches!(next, Some('年' | '月' | '日' | '0'..='9'));
    whole.then_some(Number { range: start..end, value, after })
}

/// A paragraph that may open a row.
struct Candidate {
    paragraph: usize,
    number: Number,
}

/// How many numbers further on are looked at for the one that should come next.
const AHEAD: usize = 8;
/// Shortest text of a task, in bytes, that lets a row's number leave some out.
const TASK: usize = 18;
/// Longest heading of a section between rows, in bytes.
const LONGEST_HEADING: usize = 150;
/// Most paragraphs of cells for each column in the last row.
const MOST_LINES: usize = 4;
/// Longest line with the body that signs below a table, in bytes.
const SIGNER: usize = 90;
/// How far apart two lines of one cell with pipes may stand, in paragraphs.
const CELL_LINES: usize = 10;

/// What follows a header.
#[derive(Default)]
struct Below {
    candidates: Vec<Candidate>,
    headings: Vec<(usize, Marker)>,
    end: usize,
}

impl View<'_> {
    /// The table that paragraph `start` opens, if it is one of tasks.
    pub(super) fn table(&self, start: usize) -> Option<Table> {
        let head = self.header(start)?;
        let Below { candidates, headings, end } = self.below(&head);
        let opens = self.chain(candidates, &headings);
        let headings = kept(headings, &opens);
        let told = head.columns.iter().any(super::head::Column::is_of_bodies);
        if opens.len() < if told { 1 } else { 2 } {
            return None;
        }
        let mut blank = false;
        let mut rows = Vec::with_capacity(opens.len());
        for (i, open) in opens.iter().enumerate() {
            let next = opens.get(i + 1).map_or(end, |next| next.paragraph);
            let at = headings.partition_point(|(paragraph, _)| *paragraph <= open.paragraph);
            let limit = headings.get(at).map_or(next, |(paragraph, _)| next.min(*paragraph));
            let to = if limit == end { self.last_end(&head, open.paragraph, limit, blank) } else { limit };
            blank |= (open.paragraph + 1..to).any(|index| self.after_blank(index));
            rows.push(self.row(&head, open, to));
        }
        let end = rows.last().map_or(head.paragraphs.end, |row| row.paragraphs.end);
        Some(Table { header: head.paragraphs, end, rows, headings })
    }

    /// The numbers and headings below a header, up to the next header or the end of the document.
    fn below(&self, head: &Header) -> Below {
        let mut below = Below { end: self.len(), ..Below::default() };
        for index in head.paragraphs.end..self.len() {
            let (text, marker) = (self.text(index), self.marker(index));
            let foot = marker.is_none() && !text.contains(['。', '|']) && self.lexicon.page.is_chrome(text);
            if foot || self.header(index).is_some() {
                below.end = index;
                break;
            }
            if let Some(number) = first_number(text, !head.numbered, |at| self.gap(index, at)) {
                below.candidates.push(Candidate { paragraph: index, number });
            } else if let Some(marker) = section(text, marker).filter(|_| text.len() <= LONGEST_HEADING) {
                below.headings.push((index, marker));
            }
        }
        below
    }

    /// The numbers that open rows: each is one more than the one before, or leaves some out that stand nowhere.
    fn chain(&self, candidates: Vec<Candidate>, headings: &[(usize, Marker)]) -> Vec<Candidate> {
        let (mut last, mut previous) = (0, 0);
        let opens: Vec<bool> = (0..candidates.len())
            .map(|i| {
                let Candidate { paragraph, number } = &candidates[i];
                let ahead = &candidates[i + 1..candidates.len().min(i + 1 + AHEAD)];
                let left_out = || {
                    !ahead.iter().any(|later| later.number.value == last + 1)
                        && (ahead.first().is_some_and(|next| next.number.value == number.value + 1)
                            || self.has_task(*paragraph, number))
                };
                let again = || {
                    let at = headings.partition_point(|(heading, _)| *heading < previous);
                    headings.get(at).is_some_and(|(heading, _)| heading < paragraph)
                        || ahead.first().is_some_and(|next| next.number.value == 2) && last > 2
                };
                let takes = match number.value {
                    value if value == last + 1 || last == 0 => true,
                    1 => again(),
                    value => value > last && left_out(),
                };
                if takes {
                    (last, previous) = (number.value, *paragraph);
                }
                takes
            })
            .collect();
        candidates.into_iter().zip(opens).filter_map(|(candidate, opens)| opens.then_some(candidate)).collect()
    }

    /// Whether text long enough for a task stands behind a number.
    fn has_task(&self, paragraph: usize, number: &Number) -> bool {
        let rest = self.text(paragraph).len() - number.after;
        rest.max(self.text(paragraph + 1).len()) >= TASK
    }

    /// Where the last row that opens at `start` ends, before `limit`; `blank`: blank lines stand inside rows.
    fn last_end(&self, head: &Header, start: usize, limit: usize, blank: bool) -> usize {
        if head.shape == Shape::Pipes {
            let mut last = start;
            for index in start + 1..limit {
                let section = self.marker(index).is_some_and(|marker| marker.level <= Level::Section);
                if index - last > CELL_LINES || section {
                    break;
                }
                if self.text(index).contains('|') {
                    last = index;
                }
            }
            return last + 1;
        }
        // 三、工作要求 goes on with the plan's sections; 一、 is an item of the cell
        let of_section = |index: &usize| self.marker(*index).is_some_and(|marker| marker.level <= Level::Section);
        let first_section = (start + 1..limit).find(of_section);
        let first_section = first_section.filter(|&index| self.marker(index).is_some_and(|marker| marker.number > 1));
        let most = start + 1 + head.columns.len() * MOST_LINES;
        let ends = |&index: &usize| {
            let text = self.text(index);
            let note = ["注:", "备注:", "说明:", "附:"].iter().any(|word| text.starts_with(word));
            let title = text.ends_with('表') && text.len() >= TASK;
            let dated = || header::signed_date(self.text(index + 1)).is_some();
            let signed = header::signed_date(text).is_some_and(|(_, at)| at > 0)
                || text.contains("人民政府") && text.len() <= SIGNER && dated();
            let apart = !blank && index > start + 1 && self.after_blank(index);
            note || title || signed || apart || first_section == Some(index)
        };
        (start + 1..limit.min(most)).find(ends).unwrap_or(limit.min(most))
    }

    fn row(&self, head: &Header, open: &Candidate, end: usize) -> Row {
        let base = self.range(open.paragraph).start;
        let number = base + open.number.range.start..base + open.number.range.end;
        let pieces = self.pieces(head, open.paragraph..end, base + open.number.after);
        let cells = self.assign(head, &pieces);
        Row { paragraphs: open.paragraph..end, number, value: open.number.value, cells }
    }

    /// The pieces that the cells of a row are printed in, from the folded byte `from` on; a cell of pipes may be empty.
    fn pieces(&self, head: &Header, paragraphs: Range<usize>, from: usize) -> Vec<Range<usize>> {
        let end = self.range(paragraphs.end - 1).end;
        if head.shape == Shape::Pipes {
            return self.piped(from..end.max(from));
        }
        let mut pieces: Vec<Range<usize>> = Vec::new();
        // the same where a line goes on in the cell that the one before it breaks in
        let mut joined: Vec<Range<usize>> = Vec::new();
        for index in paragraphs {
            let range = self.range(index);
            let (range, known) = (range.start.max(from)..range.end, pieces.len());
            match head.shape {
                _ if range.is_empty() => {}
                Shape::Gaps { wide } => self.gapped(range, wide, &mut pieces),
                _ => pieces.push(range),
            }
            let mut new = pieces[known..].iter().cloned();
            if let (Some(last), Some(first)) = (joined.last_mut(), pieces.get(known)) {
                last.end = first.end;
                new.next();
            }
            joined.extend(new);
        }
        let tabs = matches!(head.shape, Shape::Gaps { wide: true }) && joined.len() == head.columns.len();
        if tabs { joined } else { pieces }
    }

    fn piped(&self, range: Range<usize>) -> Vec<Range<usize>> {
        let text = &self.layout.folded.text()[range.clone()];
        let mut pieces = Vec::new();
        let mut start = 0;
        for end in memchr::memchr_iter(b'|', text.as_bytes()).chain([text.len()]) {
            let cell = &text[start..end];
            let blank = cell.len() - cell.trim_start_matches('\n').len();
            let piece = start + blank..start + cell.trim_end_matches('\n').len().max(blank);
            // behind the last pipe there is no cell
            if end < text.len() || !piece.is_empty() {
                pieces.push(range.start + piece.start..range.start + piece.end);
            }
            start = end + 1;
        }
        pieces
    }

    /// Whether the blank before the folded byte `at` stands beside a figure in running text: 6 座, 新建 6座.
    fn is_around_figure(&self, at: usize, end: usize) -> bool {
        let text = self.layout.folded.text();
        let (before, after) = (text[..at].chars().next_back(), &text[at..end]);
        let digits = after.bytes().take(9).take_while(u8::is_ascii_digit).count();
        let dated = after[digits..].starts_with(['年', '月', '日', '.', '-']) || digits == after.len();
        let led = before.is_some_and(|c| c.is_ascii_digit()) && digits == 0;
        led || digits > 0 && !dated
    }

    fn gapped(&self, range: Range<usize>, wide: bool, pieces: &mut Vec<Range<usize>>) {
        let text = &self.layout.folded.text()[range.clone()];
        let mut start = range.start;
        let single = |range: &Range<usize>| self.layout.folded.text()[range.clone()].chars().nth(1).is_none();
        let ends = text.char_indices().map(|(at, _)| range.start + at).filter(|at| *at > range.start);
        let cuts = ends.filter(|at| {
            let parts = |at| if wide { is_wide(self.gap_text(at)) } else { !self.is_around_figure(at, range.end) };
            self.layout.folded.gap_before(*at) && parts(*at)
        });
        let mut opened = false;
        for at in cuts.chain([range.end]) {
            let piece = start..at;
            // 周 斐: a name of two characters is spread
            match pieces.last_mut().filter(|last| opened && last.start < last.end && single(last) && single(&piece)) {
                Some(last) => last.end = at,
                None => pieces.push(piece),
            }
            // two tabs side by side hold an empty cell
            let tabs = if wide && at < range.end { self.gap_text(at).matches('\t').count() } else { 0 };
            pieces.extend(std::iter::repeat_n(at..at, tabs.saturating_sub(1)));
            (start, opened) = (at, true);
        }
    }
}

/// Whether a line of pipes is the heading of a section or subsection with its number in it: |(一)就业行动|.
pub(super) fn is_piped_heading(text: &str) -> bool {
    text.starts_with('|') && heading_cell(text).is_some_and(|(_, rest)| rest.trim_matches('|').is_empty())
}

/// The number of a heading in the first cell of a line of pipes, and the cells behind it.
fn heading_cell(text: &str) -> Option<(Marker, &str)> {
    let inner = text.strip_prefix('|').unwrap_or(text);
    let (cell, rest) = inner.split_once('|')?;
    let own = marker(cell).filter(|own| own.level < Level::Item)?;
    Some((Marker { len: text.len() - inner.len() + own.len, ..own }, rest))
}

/// The number of a section's or subsection's heading, which may fill a cell of its own: 一|经济发展|.
fn section(text: &str, own: Option<Marker>) -> Option<Marker> {
    if let Some(own) = own {
        return (own.level < Level::Item).then_some(own);
    }
    // (一)就业行动|
    if let Some((own, _)) = heading_cell(text) {
        return Some(own);
    }
    let inner = text.strip_prefix('|').unwrap_or(text);
    let cell = inner.split_once('|')?.0;
    let fits = (3..=12).contains(&cell.len()) && cell.starts_with(|c: char| "一二三四五六七八九十".contains(c));
    let read = fits.then(|| marker(&format!("{cell}、"))).flatten()?;
    (read.len == cell.len() + '、'.len_utf8())
        .then_some(Marker { len: text.len() - inner.len() + cell.len() + 1, ..read })
}

/// The headings that stand right above a row or another heading.
fn kept(headings: Vec<(usize, Marker)>, opens: &[Candidate]) -> Vec<(usize, Marker)> {
    let mut kept: Vec<(usize, Marker)> = Vec::new();
    for heading in headings.into_iter().rev() {
        let below = heading.0 + 1;
        let opens = opens.binary_search_by_key(&below, |open| open.paragraph).is_ok();
        if opens || kept.last().is_some_and(|(paragraph, _)| *paragraph == below) {
            kept.push(heading);
        }
    }
    kept.reverse();
    kept
}
