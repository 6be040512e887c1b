//! A sentence of a folded text: its clauses, quotations and the words that reach over its numbers.

use std::ops::Range;

use super::Context;
use super::words::{Mark, Words};
use crate::fold::floor;
use crate::quantity::Quantity;

/// A longer sentence is cut: no official writes one, and the reader stays linear.
const LONGEST: usize = 2400;

/// A quotation of more characters holds sentences of its own and is read as text.
const LONGEST_QUOTATION: usize = 90;

/// What encloses a piece of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Closing {
    /// 《…》
    Title,
    /// “…”, 「…」
    Quotation,
    /// 〔…〕, 【…】
    Number,
    /// (…)
    Bracket,
}

/// A sentence with its inner borders.
#[derive(Debug)]
pub(super) struct Sentence<'a> {
    pub(super) words: &'a Words,
    pub(super) text: &'a str,
    pub(super) range: Range<usize>,
    /// Offsets of the commas and colons outside quotations and brackets.
    commas: Vec<usize>,
    /// The quotations, titles and brackets with their inside.
    pub(super) closed: Vec<(Closing, Range<usize>)>,
    /// Offsets of 五, which five-year plans end with.
    pub(super) fives: Vec<usize>,
    /// Offsets of 每.
    pub(super) each: Vec<usize>,
    /// The words that reach over numbers, with where they end.
    pub(super) marks: Vec<(usize, Mark)>,
}

/// The empty lists of a sentence, kept for their memory.
#[derive(Debug, Default)]
pub(super) struct Spare {
    commas: Vec<usize>,
    closed: Vec<(Closing, Range<usize>)>,
    fives: Vec<usize>,
    each: Vec<usize>,
    marks: Vec<(usize, Mark)>,
    /// The openers that are not closed yet, with where their inside starts.
    open: Vec<(char, usize)>,
}

/// Where the sentence that holds `at` ends, not before `at`; `ends` are the marks that end sentences.
pub(super) fn sentence_end(text: &str, ends: &[usize], at: usize) -> usize {
    let limit = text.len().min(at + LONGEST);
    let next = ends.get(ends.partition_point(|&end| end < at));
    next.copied().filter(|&end| end < limit).unwrap_or_else(|| floor(text, limit))
}

/// Where the sentence that holds `at` starts, not before `from`.
pub(super) fn sentence_start(text: &str, ends: &[usize], from: usize, at: usize) -> usize {
    let limit = from.max(floor(text, at.saturating_sub(LONGEST)));
    let before = ends.partition_point(|&end| end < at).checked_sub(1).map(|i| ends[i]);
    let after = before.map_or(0, |end| end + text[end..].chars().next().map_or(1, char::len_utf8));
    after.max(limit)
}

impl<'a> Sentence<'a> {
    /// Looks through a sentence once.
    ///
    /// `borders` are the places of the text where its marks and borders may stand.
    pub(super) fn new(
        context: &'a Context<'a>,
        range: Range<usize>,
        borders: &[usize],
        quantities: &[Quantity],
        spare: &mut Spare,
    ) -> Self {
        let (words, text) = (&*context.lexicon.targets, context.text);
        let Spare { commas, closed, fives, each, marks, mut open } = std::mem::take(spare);
        let mut sentence = Self { words, text, range: range.clone(), commas, closed, fives, each, marks };
        let mut skip = 0;
        let from = borders.partition_point(|&at| at < range.start);
        for &at in borders[from..].iter().take_while(|&&at| at < range.end) {
            let rest = &text[at..range.end];
            let Some(c) = rest.chars().next() else { break };
            let next = at + c.len_utf8();
            match c {
                '五' => sentence.fives.push(at),
                '每' => sentence.each.push(at),
                _ => {}
            }
            match c {
                '《' | '“' | '「' | '〔' | '【' | '(' | '‘' | '[' => open.push((c, next)),
                '》' | '”' | '」' | '〕' | '】' | ')' | '’' | ']' => sentence.close(&mut open, c, at),
                '"' => match open.iter().rposition(|&(opener, _)| opener == '"') {
                    Some(i) => {
                        let start = open[i].1;
                        open.truncate(i);
                        sentence.closed.push((Closing::Quotation, start..at));
                    }
                    None => open.push(('"', next)),
                },
                ',' | ':' => sentence.commas.push(at),
                _ if at >= skip => {
                    let before = &text[range.start..at];
                    if let Some((word, mark)) =
                        words.marks.prefix_where(rest, |word, row| row.fits(before, &rest[word.len()..]))
                    {
                        skip = at + word.len();
                        sentence.marks.push((skip, mark.means));
                    }
                }
                _ => {}
            }
        }
        sentence.keep_outer_commas(quantities);
        open.clear();
        spare.open = open;
        sentence
    }

    /// Leaves its memory to the next sentence.
    pub(super) fn leave(self, spare: &mut Spare) {
        let Self { mut commas, mut closed, mut fives, mut each, mut marks, .. } = self;
        commas.clear();
        closed.clear();
        fives.clear();
        each.clear();
        marks.clear();
        *spare = Spare { commas, closed, fives, each, marks, open: std::mem::take(&mut spare.open) };
    }

    /// Drops the commas inside numbers (1,200), quotations and brackets.
    fn keep_outer_commas(&mut self, quantities: &[Quantity]) {
        if self.commas.is_empty() {
            return;
        }
        let mut inner: Vec<Range<usize>> = self.closed.iter().map(|(_, inside)| inside.clone()).collect();
        inner.sort_by_key(|inside| inside.start);
        let (mut next, mut covered, mut number) = (0, 0, 0);
        self.commas.retain(|&comma| {
            while inner.get(next).is_some_and(|inside| inside.start <= comma) {
                covered = covered.max(inner[next].end);
                next += 1;
            }
            while quantities.get(number).is_some_and(|q| q.range.end <= comma) {
                number += 1;
            }
            comma >= covered && quantities.get(number).is_none_or(|q| q.range.start >= comma)
        });
    }

    fn close(&mut self, open: &mut Vec<(char, usize)>, closer: char, at: usize) {
        let (opener, kind) = match closer {
            '》' => ('《', Closing::Title),
            '”' => ('“', Closing::Quotation),
            '’' => ('‘', Closing::Quotation),
            '」' => ('「', Closing::Quotation),
            '〕' => ('〔', Closing::Number),
            '】' => ('【', Closing::Number),
            ']' => ('[', Closing::Number),
            _ => ('(', Closing::Bracket),
        };
        // bounded look back: what is not closed within eight openers is not closed at all
        let recent = open.len().saturating_sub(8);
        if let Some(i) = open[recent..].iter().rposition(|&(found, _)| found == opener) {
            let start = open[recent + i].1;
            open.truncate(recent + i);
            let too_long = kind == Closing::Quotation && at - start > LONGEST_QUOTATION;
            if !too_long {
                self.closed.push((kind, start..at));
            }
        }
    }

    /// What encloses `at` most closely.
    pub(super) fn closing(&self, at: usize) -> Option<&(Closing, Range<usize>)> {
        self.closed.iter().filter(|(_, inside)| inside.contains(&at)).min_by_key(|(_, inside)| inside.len())
    }

    /// Whether `at` stands in a title, a quotation or the brackets of a document number.
    pub(super) fn is_quoted(&self, at: usize) -> bool {
        self.closed.iter().any(|(kind, inside)| *kind != Closing::Bracket && inside.contains(&at))
    }

    /// The clause that holds `at`: between commas, or inside its bracket.
    pub(super) fn clause(&self, at: usize) -> Range<usize> {
        let bracket = self
            .closed
            .iter()
            .filter(|(kind, inside)| *kind == Closing::Bracket && inside.contains(&at))
            .min_by_key(|(_, inside)| inside.len());
        if let Some((_, inside)) = bracket {
            let start = self.text[inside.start..at].rfind(',').map_or(inside.start, |i| inside.start + i + 1);
            let end = self.text[at..inside.end].find(',').map_or(inside.end, |i| at + i);
            return start..end;
        }
        let after = self.commas.partition_point(|&comma| comma < at);
        let start = after.checked_sub(1).map_or(self.range.start, |i| self.commas[i] + 1);
        let end = self.commas.get(after).copied().unwrap_or(self.range.end);
        start..end
    }

    /// The clause before the one that starts at `start`.
    pub(super) fn clause_before(&self, start: usize) -> Option<Range<usize>> {
        (start > self.range.start + 1).then(|| self.clause(start - 1)).filter(|clause| clause.end < start)
    }

    /// The last mark of these kinds before `at`.
    pub(super) fn mark_before(&self, at: usize, kinds: impl Fn(Mark) -> bool) -> Option<Mark> {
        let mut marks = self.marks.iter().rev();
        marks.find(|(place, mark)| *place <= at && kinds(*mark)).map(|(_, mark)| *mark)
    }

    /// Whether 每 stands between two places.
    pub(super) fn each_between(&self, from: usize, to: usize) -> bool {
        let after = self.each.partition_point(|&each| each < from);
        self.each.get(after).is_some_and(|&each| each < to)
    }

    /// Whether a comma stands between two places.
    pub(super) fn comma_between(&self, from: usize, to: usize) -> bool {
        let after = self.commas.partition_point(|&comma| comma < from);
        self.commas.get(after).is_some_and(|&comma| comma < to)
    }
}
