//! Finds the clauses in a text: brackets first, then labels, then sentences of bodies and verbs.

use std::ops::Range;

use super::body::{self, Kind};
use super::bracket::{Bracket, brackets};
use super::clause::{Found, Reader, Trust, verb_at_end};
use super::split::{Atom, Splitter, is_closer, is_opener};
use super::words::{Words, holds};
use super::{Clauses, Gaps, Names, Odd, label};

/// Longest clause, in bytes: a hundred names of ten characters.
pub(super) const LONGEST: usize = 6000;

/// Finds the clauses of one text.
pub(super) struct Finder<'t, 'a> {
    pub(super) splitter: Splitter<'t, 'a>,
    /// Where the clauses found so far stand, in order.
    pub(super) taken: Vec<Range<usize>>,
    /// Where the clause taken last ends.
    pub(super) last_end: Option<usize>,
    pub(super) result: Clauses,
}

impl<'t, 'a> Finder<'t, 'a> {
    pub(super) fn new(text: &'t str, gaps: &'a dyn Gaps, names: &'a Names<'t>) -> Self {
        let words = names.words();
        Self {
            splitter: Splitter { text, gaps, words, names },
            taken: Vec::new(),
            last_end: None,
            result: Clauses::default(),
        }
    }

    pub(super) fn text(&self) -> &'t str {
        self.splitter.text
    }

    pub(super) fn words(&self) -> &'t Words {
        self.splitter.words
    }

    /// Finds them, paragraph by paragraph.
    pub(super) fn find(mut self) -> Clauses {
        let mut start = 0;
        while start < self.text().len() {
            let end =
                memchr::memchr(b'\n', &self.text().as_bytes()[start..]).map_or(self.text().len(), |at| start + at);
            if end > start {
                self.paragraph(start..end);
            }
            start = end + 1;
        }
        self.finish()
    }

    fn finish(self) -> Clauses {
        Clauses { clauses: self.taken, ..self.result }
    }

    fn paragraph(&mut self, range: Range<usize>) {
        let from = self.taken.len();
        // a list below its label was read with the label
        let range = range.start.max(self.taken.last().map_or(0, |last| last.end))..range.end;
        if range.is_empty() {
            return;
        }
        for bracket in brackets(self.text(), range.clone(), self.splitter.gaps.only_round_brackets(range.clone())) {
            if self.taken[from..].last().is_none_or(|taken| taken.end <= bracket.outer.start) {
                self.bracket(&bracket, &range);
            }
        }
        self.in_gaps(range.clone(), from, Self::labels);
        self.in_gaps(range.clone(), from, Self::sentences);
        self.whole_paragraph(range);
    }

    /// Runs `look` on what no clause has taken of a paragraph whose clauses begin at `from`.
    fn in_gaps(&mut self, range: Range<usize>, from: usize, look: fn(&mut Self, Range<usize>, &Range<usize>)) {
        let mut start = range.start;
        let before = self.taken.len();
        for i in from..before {
            let clause = self.taken[i].clone();
            if start < clause.start {
                look(self, start..clause.start, &range);
            }
            start = start.max(clause.end);
        }
        if start < range.end {
            look(self, start..range.end, &range);
        }
        if self.taken.len() > before {
            self.taken[from..].sort_by_key(|taken| taken.start);
        }
    }

    /// Takes a clause.
    pub(super) fn take(&mut self, range: Range<usize>, found: Found) {
        let odd = found.odd.iter().cloned().map(Odd::NotUnderstood);
        self.result.odd.extend(odd);
        self.last_end = Some(range.end);
        self.taken.push(range);
        let departments = found.departments(self.text(), self.words());
        if self.result.bodies.is_empty() {
            self.result.bodies = departments;
        } else {
            self.result.bodies.extend(departments);
        }
    }

    /// The clauses of a text that is one.
    pub(super) fn only(mut self, range: Range<usize>, found: Found) -> Clauses {
        self.take(range, found);
        let text = self.text();
        super::sorted(self.finish(), text)
    }

    /// Reads a piece as a whole.
    pub(super) fn whole(&self, range: Range<usize>, trust: Trust) -> (Vec<Atom>, Found) {
        let atoms = self.splitter.atoms(range);
        let mut reader = Reader::new(self.text(), self.splitter.names, trust);
        atoms.iter().for_each(|atom| reader.read(atom));
        (atoms, reader.finish())
    }

    /// A bracket that holds a clause.
    fn bracket(&mut self, bracket: &Bracket, paragraph: &Range<usize>) {
        let inner = bracket.inner.clone();
        let content = &self.text()[inner.clone()];
        if !(6..=LONGEST).contains(&inner.len()) || !self.may_be_clause(content) {
            return;
        }
        let first = label::at_start(content, self.words());
        if first.is_some() && !bracket.closed {
            return; // the labels are read one by one, up to where they end
        }
        let (atoms, found) = self.whole(inner.clone(), Trust::Clause);
        let bounded = self.is_bounded(&bracket.outer, paragraph);
        let accepted = if first.as_ref().is_some_and(|first| first.colon || !found.bodies.is_empty()) {
            true
        } else if found.labelled {
            found.odd.is_empty() && self.starts_plainly(&atoms)
        } else if found.verbs {
            let person = found.bodies.iter().all(|item| item.kind == Kind::Person);
            let enough = found.real() > 0 || (bounded && found.likely() > 0);
            enough && self.ends_with_verb(&atoms) && found.odd.len() < found.bodies.len() && (!person || bounded)
        } else {
            bracket.closed && self.is_bare_list(&found, &bracket.outer, paragraph)
        };
        if accepted {
            if found.bodies.is_empty() && found.odd.is_empty() && !found.nobody {
                self.result.odd.push(Odd::NotUnderstood(bracket.outer.clone()));
            }
            if !bracket.closed {
                self.result.odd.push(Odd::BracketNotClosed(bracket.outer.clone()));
            }
            self.take(bracket.outer.clone(), found);
        }
    }

    /// A quick look: a word of a clause, or a list that stands alone.
    fn may_be_clause(&self, content: &'t str) -> bool {
        const CUES: [&str; 9] = ["单位", "部门", "领导", "责任", "负责", "牵头", "配合", "参", "协"];
        let cue = |(at, c): (usize, char)| {
            matches!(c, '单' | '部' | '领' | '责' | '负' | '牵' | '配' | '参' | '协')
                && CUES.iter().any(|cue| content[at..].starts_with(cue))
        };
        self.has_verb(content) || content.char_indices().any(cue) || self.last_name_is_real(content)
    }

    pub(super) fn last_name_is_real(&self, content: &'t str) -> bool {
        let last = content.rsplit(['、', ',', ';']).next().unwrap_or_default();
        let last = &last[..body::before_and_others(last, self.words()).unwrap_or(last.len())];
        matches!(self.splitter.names.kind(last), Kind::Real | Kind::Group | Kind::Suffixed)
    }

    pub(super) fn has_verb(&self, content: &str) -> bool {
        verb_at_end(content, self.words(), true).1.is_some()
    }

    /// Whether the bracket ends a sentence or stands behind one.
    fn is_bounded(&self, outer: &Range<usize>, paragraph: &Range<usize>) -> bool {
        let before = self.text()[paragraph.start..outer.start].chars().next_back();
        let after = self.text()[outer.end..paragraph.end].chars().next();
        let ends = |c: char| matches!(c, '。' | ';' | '!' | '?' | '.') || is_opener(c) || is_closer(c);
        before.is_none_or(ends) || after.is_none_or(|c| ends(c) || c.is_ascii_digit())
    }

    /// Whether what stands before the first label is only a time.
    fn starts_plainly(&self, atoms: &[Atom]) -> bool {
        let text = |atom: &Atom| &self.text()[atom.range.clone()];
        let before = atoms.iter().take_while(|atom| label::at_start(text(atom), self.words()).is_none());
        before.into_iter().all(|atom| {
            let (name, _) = verb_at_end(text(atom), self.words(), true);
            let kind = self.splitter.names.kind(name);
            name.is_empty() || matches!(kind, Kind::Time | Kind::Real | Kind::Group)
        })
    }

    /// Whether a verb, or a time behind it, ends the clause.
    fn ends_with_verb(&self, atoms: &[Atom]) -> bool {
        let texts = atoms.iter().rev().map(|atom| &self.text()[atom.range.clone()]);
        let mut texts = texts.filter(|text| !text.is_empty() && !body::is_time(text));
        let mut plain = 0;
        texts.by_ref().take(8).any(|text| {
            plain += 1;
            let inside = || holds(text, &self.words().verbs);
            verb_at_end(text, self.words(), true).1.is_some() || inside()
        }) && plain <= 8
    }

    /// A list of bodies without a word of what they have to do.
    fn is_bare_list(&self, found: &Found, outer: &Range<usize>, paragraph: &Range<usize>) -> bool {
        let all_bodies = found.odd.is_empty() && found.likely() == found.bodies.len();
        let before = self.text()[paragraph.start..outer.start].chars().next_back();
        let after_sentence = before.is_none_or(|c| matches!(c, '。' | ';' | '!'));
        let enough = found.real() >= 2 || (found.real() == 1 && after_sentence);
        enough && all_bodies && self.is_bounded(outer, paragraph)
    }
}
