//! Clauses behind labels, outside brackets: 牵头单位:县科技局;责任单位:县财政局

use std::ops::Range;

use super::Odd;
use super::body::{self, Kind};
use super::clause::{Found, Reader, Trust, verb_at_end};
use super::find::{Finder, LONGEST};
use super::label;
use super::split::{Atom, Sep, is_closer, is_opener};
use crate::model::Role;

/// Longest clause behind a label without a colon, in bytes.
const LONGEST_UNMARKED: usize = 1500;

impl Finder<'_, '_> {
    /// Labels outside brackets.
    pub(super) fn labels(&mut self, piece: Range<usize>, paragraph: &Range<usize>) {
        let (mut at, words) = (piece.start, self.words());
        while let Some(next) = words.label_openings.find(&self.text()[..piece.end], at) {
            at = next;
            let rest = &self.text()[at..piece.end];
            let taken = label::at_start(rest, self.words()).and_then(|label| self.label(at, &label, &piece, paragraph));
            at = match taken {
                Some(end) => end.max(at + 1),
                None => at + rest.chars().next().map_or(1, char::len_utf8),
            };
        }
    }

    /// The clause that begins with a label at `at`; where it ends.
    fn label(
        &mut self,
        at: usize,
        label: &label::Label,
        piece: &Range<usize>,
        paragraph: &Range<usize>,
    ) -> Option<usize> {
        let before = self.text()[paragraph.start..at].chars().next_back();
        if before.is_some_and(|c| {
            matches!(c, '各' | '其' | '等' | '该' | '的' | '由' | '向' | '对' | '为' | '和' | '及' | '或')
        }) {
            return None;
        }
        let after_clause = self.last_end.is_some_and(|end| end == at || end + 1 == at);
        if label.role.is_none() && !(label.colon && after_clause) {
            return None;
        }
        let starts = before
            .is_none_or(|c| matches!(c, '。' | ';' | '!' | '?' | ')' | ']' | '】' | '〕' | '(' | '[' | '【' | '〔'))
            || self.splitter.gaps.before(at);
        let mut end = piece.end.min(at + if label.colon { LONGEST } else { LONGEST_UNMARKED });
        while !self.text().is_char_boundary(end) {
            end -= 1;
        }
        if end == paragraph.end && label.role.is_some() {
            end = self.with_lines_below(end);
        }
        let (end, found) = self.open_ended(at..end, starts && label.colon);
        let told = found.bodies.iter().filter(|item| item.kind != Kind::Other).count();
        let bodies = found.bodies.iter().filter(|item| item.kind != Kind::Person).count();
        let enough = match (label.role.is_none(), label.colon) {
            (true, _) => true,
            (false, true) => told > 0 || (starts && !found.bodies.is_empty()),
            // 完成主体封顶: a word may look like a person's name
            (false, false) => {
                found.labelled
                    && (label.role == Some(Role::Leader) || bodies > 0)
                    && told > 0
                    && told == found.bodies.len()
                    && found.odd.is_empty()
            }
        };
        let whole = label.colon || starts || self.ends_here(end, paragraph);
        if !enough || !whole || self.is_page_footer(at..end) {
            // the labels behind it were read with it
            return label.colon.then_some(end);
        }
        let (range, opened) = self.with_brackets(at..end, paragraph);
        if opened {
            self.result.odd.push(Odd::BracketNotClosed(range.clone()));
        }
        let end = range.end;
        self.take(range, found);
        Some(end)
    }

    /// End of the lines below `end` that are lists of bodies and nothing else: they go on with the label's list.
    fn with_lines_below(&self, mut end: usize) -> usize {
        let limit = end + LONGEST;
        while let Some(rest) = self.text().get(end + 1..) {
            let line = rest.split('\n').next().unwrap_or_default();
            let start = end + 1;
            if line.is_empty()
                || start + line.len() > limit
                || line.contains("人民政府")
                || !self.last_name_is_real(line)
            {
                break;
            }
            let (_, found) = self.whole(start..start + line.len(), Trust::Sentence);
            let all = found.odd.is_empty() && found.likely() == found.bodies.len();
            if !all || found.bodies.is_empty() || found.labelled || found.verbs {
                break;
            }
            end = start + line.len();
        }
        end
    }

    /// Whether a label and its value are the imprint of a page: 主办单位:X县人民政府.
    fn is_page_footer(&self, range: Range<usize>) -> bool {
        let text = &self.text()[range];
        (text.starts_with("主办") || text.starts_with("承办")) && text.contains("人民政府")
    }

    /// Whether the sentence ends at `at`.
    fn ends_here(&self, at: usize, paragraph: &Range<usize>) -> bool {
        let after = self.text()[at..paragraph.end.max(at)].chars().next();
        after.is_none_or(|c| matches!(c, '。' | ';') || is_closer(c) || is_opener(c))
    }

    /// Reads from a label as far as its clause goes; `lenient` where nothing but a clause can stand there.
    fn open_ended(&self, range: Range<usize>, lenient: bool) -> (usize, Found) {
        let mut reader = Reader::new(self.text(), self.splitter.names, Trust::Clause);
        let mut end = range.start;
        let (mut first, mut names) = (true, 0);
        self.splitter.each(self.up_to_closer(range), &mut |atom| {
            if !first && !self.goes_on(&atom, lenient || names > 0) {
                return false;
            }
            names += usize::from(!first);
            first = false;
            reader.read(&atom);
            end = atom.range.end;
            true
        });
        (end, reader.finish())
    }

    /// The range up to a bracket that closes nothing in it, or one that numbers the next item: (2).
    fn up_to_closer(&self, range: Range<usize>) -> Range<usize> {
        let mut depth = 0_usize;
        for (i, c) in self.text()[range.clone()].char_indices() {
            let at = range.start + i;
            if is_opener(c) {
                if self.is_number(at) {
                    return range.start..at;
                }
                depth += 1;
            } else if is_closer(c) {
                if depth == 0 {
                    return range.start..at;
                }
                depth -= 1;
            } else if ('①'..='⑳').contains(&c)
                || (i > 0 && is_digit(c) && self.splitter.gaps.before(at) && is_numbered(&self.text()[at..]))
            {
                return range.start..at;
            }
        }
        range
    }

    /// Whether a bracket numbers an item: (2), (三).
    fn is_number(&self, at: usize) -> bool {
        let mut inside = self.text()[at..].chars().skip(1).take(4);
        let digits = |c: &char| c.is_ascii_digit() || "一二三四五六七八九十".contains(*c);
        let mut count = 0;
        inside.find(|c| {
            count += usize::from(digits(c));
            !digits(c)
        }) == Some(')')
            && count > 0
    }

    /// Whether a piece still belongs to the clause before it.
    fn goes_on(&self, atom: &Atom, lenient: bool) -> bool {
        let text = self.text()[atom.range.clone()].trim_end_matches('.');
        if text.is_empty() {
            return true;
        }
        if label::at_start(text, self.words()).is_some_and(|label| label.colon || atom.sep != Sep::Comma) {
            return true;
        }
        let (name, verb) = verb_at_end(text, self.words(), true);
        let name = &name[..body::before_and_others(name, self.words()).unwrap_or(name.len())];
        let kind = self.splitter.names.kind(name);
        let named = matches!(kind, Kind::Real | Kind::Group | Kind::Suffixed) || (verb.is_some() && name.is_empty());
        match atom.sep {
            // the lines below were looked at before
            Sep::Stop => named && self.text()[..atom.range.start].ends_with('\n'),
            Sep::Semi | Sep::Comma => named || kind == Kind::Person || kind == Kind::Time,
            _ => named || matches!(kind, Kind::Person | Kind::Time) || (lenient && kind == Kind::Other),
        }
    }

    /// The range with the brackets around it; whether one was opened and not closed.
    fn with_brackets(&self, range: Range<usize>, paragraph: &Range<usize>) -> (Range<usize>, bool) {
        let before = self.text()[paragraph.start..range.start].chars().next_back().filter(|c| is_opener(*c));
        let after = self.text()[range.end..paragraph.end.max(range.end)].chars().next();
        let after = after.filter(|c| is_closer(*c));
        let start = range.start - before.map_or(0, char::len_utf8);
        let end = range.end + after.map_or(0, char::len_utf8);
        (start..end, before.is_some() && after.is_none())
    }
}

/// Whether `text` begins with the number of a section or an item: 二、 or 3. or 4、
fn is_numbered(text: &str) -> bool {
    let rest = text.trim_start_matches(is_digit);
    let digits = text.len() - rest.len();
    (1..=9).contains(&digits) && rest.starts_with(['、', '.'])
}

/// Whether `c` is a digit of a number of sections and items.
fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十')
}
