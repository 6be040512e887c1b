//! The reading view: a page's text as the readers see it, with the way back to the text as given.
//!
//! Readers work on *folded* text: full-width forms of ASCII are ASCII (，（１％ become ,(1%), white space and the line
//! breaks that cut a sentence are gone, and paragraphs end with `\n`. The document itself is never rewritten:
//! [`Folded::span`] leads from any folded range back to the bytes it was read from, [`Folded::passage`] to what is
//! printed there.

use std::ops::Range;

use crate::source::{Passage, Span};

/// Folded text with the way back.
#[derive(Debug, Default)]
pub(crate) struct Folded {
    text: String,
    runs: Vec<Run>,
    blocks: Vec<Block>,
    lines: Vec<Line>,
    /// Where brackets other than () stand.
    other_brackets: Vec<usize>,
    /// Where 。, ! and ? stand.
    stops: Vec<usize>,
}

/// Where runs start in a block of 64 folded bytes: the run of a byte is counted, not searched.
#[derive(Debug, Clone, Copy)]
struct Block {
    /// A bit for each byte at which a run starts.
    starts: u64,
    /// How many runs start before the block.
    before: usize,
}

/// Bytes of a short line of a page.
pub(crate) const LINE: usize = 128;

/// Bytes of a [`Block`].
const BLOCK: usize = 64;

/// A stretch of folded text in which raw offsets advance evenly: `scale` raw bytes for each folded byte.
///
/// The scale is 1 where text is copied, and 3 where a full-width form of three bytes became one of ASCII.
#[derive(Debug, Clone, Copy)]
struct Run {
    folded: usize,
    raw: usize,
    scale: usize,
}

impl Run {
    /// Raw offset of the folded one, which stands in the run or at its end.
    fn at(&self, folded: usize) -> usize {
        self.raw + (folded - self.folded) * self.scale
    }
}

/// A raw line (or part of one) that was folded, and where its text starts in the folded text.
#[derive(Debug, Clone, Copy)]
struct Line {
    folded: usize,
    raw: Span,
    opens_paragraph: bool,
}

/// How a line is joined to the text before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Join {
    /// It opens a paragraph.
    Paragraph,
    /// It goes on where the line before was cut.
    Continue,
}

impl Folded {
    /// An empty text with room for a page of `bytes` bytes.
    pub(crate) fn with_capacity(bytes: usize) -> Self {
        Self {
            text: String::with_capacity(bytes),
            runs: Vec::with_capacity(bytes / 32),
            blocks: Vec::with_capacity(bytes / BLOCK + 1),
            lines: Vec::with_capacity(bytes / LINE),
            other_brackets: Vec::new(),
            stops: Vec::with_capacity(bytes / LINE),
        }
    }

    /// Folds `raw` at the end of the text; returns where it stands in the folded text.
    pub(crate) fn push_line(&mut self, source: &str, raw: Span, join: Join) -> Range<usize> {
        let opens_paragraph = join == Join::Paragraph || self.text.is_empty();
        if opens_paragraph && !self.text.is_empty() {
            self.text.push('\n');
            // the break stands for the end of the line before it
            let end = self.lines.last().map_or(0, |line| line.raw.end);
            self.push_run(Run { folded: self.text.len() - 1, raw: end, scale: 0 });
        }
        let start = self.text.len();
        self.lines.push(Line { folded: start, raw, opens_paragraph });
        let line = &source[raw.range()];
        let mut at = 0;
        while at < line.len() {
            let copied = self.copied_len(&line[at..]);
            if copied > 0 {
                self.push_run(Run { folded: self.text.len(), raw: raw.start + at, scale: 1 });
                self.text.push_str(&line[at..at + copied]);
                at += copied;
            }
            let Some(c) = line[at..].chars().next() else { break };
            if let Some(ascii) = ascii_of(c) {
                self.push_scaled(ascii, raw.start + at);
            }
            at += c.len_utf8();
        }
        start..self.text.len()
    }

    fn push_scaled(&mut self, ascii: char, raw: usize) {
        let folded = self.text.len();
        let goes_on = self.runs.last().is_some_and(|r| r.scale == 3 && r.raw + (folded - r.folded) * 3 == raw);
        if !goes_on {
            self.push_run(Run { folded, raw, scale: 3 });
        }
        self.note(ascii, folded);
        self.text.push(ascii);
    }

    /// Length of the start of `text` that is copied as it is, up to white space or a full-width form.
    fn copied_len(&mut self, text: &str) -> usize {
        let mut at = 0;
        loop {
            at += plain_len(&text.as_bytes()[at..]);
            // the marks that most stretches end at
            if let [0xE3, 0x80, mark @ (0x81 | 0x82), ..] = text.as_bytes()[at..] {
                if mark == 0x82 {
                    self.stops.push(self.text.len() + at);
                }
                at += '。'.len_utf8();
                continue;
            }
            match text[at..].chars().next() {
                Some(c) if !c.is_whitespace() && !is_invisible(c) && ascii_of(c).is_none() => {
                    self.note(c, self.text.len() + at);
                    at += c.len_utf8()
                }
                _ => return at,
            }
        }
    }

    /// Notes a character at `folded` if it is a bracket other than (), or ends a sentence (。 is noted elsewhere).
    fn note(&mut self, c: char, folded: usize) {
        if is_other_bracket(c) {
            self.other_brackets.push(folded);
        } else if matches!(c, '!' | '?') {
            self.stops.push(folded);
        }
    }

    /// Where 。, ! and ? stand in a folded range.
    pub(crate) fn stops(&self, range: Range<usize>) -> &[usize] {
        let stops = &self.stops[self.stops.partition_point(|&at| at < range.start)..];
        &stops[..stops.iter().take_while(|&&at| at < range.end).count()]
    }

    /// Whether a folded range has no brackets but ().
    pub(crate) fn only_round_brackets(&self, range: Range<usize>) -> bool {
        let next = self.other_brackets.partition_point(|&at| at < range.start);
        self.other_brackets.get(next).is_none_or(|&at| at >= range.end)
    }

    fn push_run(&mut self, run: Run) {
        while self.blocks.len() <= run.folded / BLOCK {
            self.blocks.push(Block { starts: 0, before: self.runs.len() });
        }
        if let Some(block) = self.blocks.last_mut() {
            block.starts |= 1 << (run.folded % BLOCK);
        }
        self.runs.push(run);
    }

    /// The folded text.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    fn run_at(&self, folded: usize) -> Option<Run> {
        let after = match self.blocks.get(folded / BLOCK) {
            Some(block) => {
                let up_to = u64::MAX >> (BLOCK - 1 - folded % BLOCK);
                block.before + (block.starts & up_to).count_ones() as usize
            }
            None => self.runs.len(),
        };
        self.runs.get(after.checked_sub(1)?).copied()
    }

    /// Whether a run starts at a folded byte.
    fn starts_run(&self, folded: usize) -> bool {
        self.blocks.get(folded / BLOCK).is_some_and(|block| block.starts >> (folded % BLOCK) & 1 == 1)
    }

    /// Raw offset where the folded byte at `folded` starts.
    fn raw_start(&self, folded: usize) -> usize {
        match self.run_at(folded) {
            Some(run) if folded < self.text.len() => run.at(folded),
            _ => self.lines.last().map_or(0, |line| line.raw.end),
        }
    }

    /// Raw offset where the folded byte before `folded` ends.
    fn raw_end(&self, folded: usize) -> usize {
        match folded.checked_sub(1).and_then(|last| self.run_at(last)) {
            Some(run) => run.at(folded),
            None => self.raw_start(folded),
        }
    }

    /// Where a folded range stands in the text as given; white space at its ends is left out.
    pub(crate) fn span(&self, range: Range<usize>) -> Span {
        if range.is_empty() {
            let at = self.raw_start(range.start);
            return Span::new(at, at);
        }
        Span::new(self.raw_start(range.start), self.raw_end(range.end))
    }

    /// What is printed at a folded range: paragraphs joined by `\n`, line breaks inside them left out.
    pub(crate) fn passage(&self, source: &str, range: Range<usize>) -> Passage {
        // most are printed as they are
        let run = self.run_at(range.start).filter(|_| self.is_in_one_run(&range));
        let span =
            run.map_or_else(|| self.span(range.clone()), |run| Span::new(run.at(range.start), run.at(range.end)));
        let printed = source.get(span.range()).unwrap_or_default();
        // or stand in one line at least
        if run.is_some() || memchr::memchr2(b'\n', b'\r', printed.as_bytes()).is_none() {
            return Passage { text: printed.to_owned(), span };
        }
        let first = self.lines.partition_point(|line| line.folded <= range.start).saturating_sub(1);
        let mut text = String::with_capacity(span.len());
        for line in self.lines[first..].iter().take_while(|line| line.folded < range.end) {
            if line.opens_paragraph && !text.is_empty() {
                text.push('\n');
            }
            let (start, end) = (line.raw.start.max(span.start), line.raw.end.min(span.end));
            text.push_str(source.get(start..end).unwrap_or_default());
        }
        Passage { text, span }
    }

    /// Whether a folded range is printed as it is, as most names are: in one line, with nothing left out.
    fn is_in_one_run(&self, range: &Range<usize>) -> bool {
        !range.is_empty() && range.end <= self.text.len() && !self.may_hold_gap(range.start + 1..range.end)
    }

    /// Whether white space may stand inside a folded range: whether the page goes on in another run there.
    pub(crate) fn may_hold_gap(&self, range: Range<usize>) -> bool {
        let starts_in = |block: usize| {
            let first = range.start.saturating_sub(block * BLOCK).min(BLOCK - 1);
            let last = (range.end - 1 - block * BLOCK).min(BLOCK - 1);
            let wanted = u64::MAX << first & u64::MAX >> (BLOCK - 1 - last);
            self.blocks.get(block).is_some_and(|found| found.starts & wanted != 0)
        };
        !range.is_empty() && (range.start / BLOCK..=(range.end - 1) / BLOCK).any(starts_in)
    }

    /// Whether white space of the page stands before the folded byte `at`; a line break that cuts a sentence is none.
    pub(crate) fn gap_before(&self, at: usize) -> bool {
        let cut = || {
            let line = self.lines.binary_search_by_key(&at, |line| line.folded);
            line.is_ok_and(|line| !self.lines[line].opens_paragraph)
        };
        // inside a run the page goes on without a gap
        self.starts_run(at) && at > 0 && at < self.text.len() && self.raw_end(at) < self.raw_start(at) && !cut()
    }
}

/// The character boundary at or before `at`.
pub(crate) fn floor(text: &str, mut at: usize) -> usize {
    at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// Where the first full stop (。) of `text` stands, searched by its last byte, many bytes at a time.
pub(crate) fn full_stop(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut lasts = memchr::memchr_iter(0x82, bytes).filter_map(|last| last.checked_sub(2));
    lasts.find(|&at| bytes[at..].starts_with("。".as_bytes()))
}

/// Length of the ideographs and the ASCII with ink at the start: most of a page, passed over without a look at each.
///
/// Three-byte characters that open with E4..=E9 are ideographs (U+4000 to U+9FFF).
fn plain_len(bytes: &[u8]) -> usize {
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        match PLAIN[usize::from(byte)] {
            0 => break,
            width => at += usize::from(width),
        }
    }
    at
}

/// Bytes of a plain character by its first byte; none where it has to be looked at.
const PLAIN: [u8; 256] = {
    let (mut plain, mut byte) = ([0; 256], 0);
    while byte < 256 {
        plain[byte] = match byte {
            // brackets other than () are told, and so are ! and ?
            0x21 | 0x3F | 0x5B | 0x5D | 0x7B | 0x7D => 0,
            0x21..=0x7E => 1,
            0xE4..=0xE9 => 3,
            _ => 0,
        };
        byte += 1;
    }
    plain
};

/// The ASCII character that a full-width form or a small form stands for.
fn ascii_of(c: char) -> Option<char> {
    match c {
        // these mirror U+0021..=U+007E, so the difference fits a byte
        '\u{FF01}'..='\u{FF5E}' => Some(char::from((c as u32 - 0xFEE0) as u8)),
        '﹐' => Some(','),
        '﹒' => Some('.'),
        '﹔' => Some(';'),
        '﹕' => Some(':'),
        '﹙' => Some('('),
        '﹚' => Some(')'),
        '﹪' => Some('%'),
        _ => None,
    }
}

/// Whether `c` is a bracket, but none of ().
fn is_other_bracket(c: char) -> bool {
    matches!(
        c,
        '[' | ']' | '{' | '}' | '【' | '】' | '〔' | '〕' | '〖' | '〗' | '〈' | '〉' | '﹙' | '﹚' | '﹝' | '﹞'
    )
}

/// Characters without ink that pages carry: byte-order marks, zero-width spaces and joiners, soft hyphens.
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{FEFF}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{00AD}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn fold(source: &str) -> Folded {
        let mut folded = Folded::with_capacity(source.len());
        let mut start = 0;
        for line in source.split('\n') {
            folded.push_line(source, Span::new(start, start + line.len()), Join::Paragraph);
            start += line.len() + 1;
        }
        folded
    }

    #[test]
    fn full_width_forms_and_spaces_lead_back() {
        assert_eq!(fold("1﹒增长5﹪﹔").text(), "1.增长5%;");
        let source = "新增 ２３ 家，达到５％";
        let folded = fold(source);
        assert_eq!(folded.text(), "新增23家,达到5%");
        let at = folded.text().find("23家").expect("is there");
        assert_eq!(folded.passage(source, at..at + "23家".len()).text, "２３ 家");
        assert_eq!(folded.passage(source, 0..folded.text().len()).text, source);
        assert!(folded.gap_before(at) && folded.gap_before(at + 2) && !folded.gap_before(at + 1));
    }

    #[test]
    fn continued_lines_drop_their_break() {
        let source = "达到1\n5家";
        let mut folded = Folded::with_capacity(20);
        folded.push_line(source, Span::new(0, 7), Join::Paragraph);
        folded.push_line(source, Span::new(8, 12), Join::Continue);
        assert_eq!(folded.text(), "达到15家");
        let passage = folded.passage(source, 6..11);
        assert_eq!((passage.text.as_str(), passage.span), ("15家", Span::new(6, 12)));
    }
}
