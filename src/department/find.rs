//! Finds the clauses in a text: brackets first, then labels, then sentences of bodies and verbs.

use std::ops::Range;

use super::body::{self, Kind};
use super::clause::{Found, Reader, Trust, verb_at_end};
use super::split::{Atom, Sep, Splitter, is_closer, is_opener};
use super::words::{Words, holds};
use super::{Clauses, Odd, label};

/// Longest clause, in bytes: a hundred names of ten characters.
const LONGEST: usize = 6000;

/// Longest clause behind a label without a colon, in bytes.
const LONGEST_UNMARKED: usize = 1500;

/// How deep brackets are looked into.
const DEEPEST: usize = 4;

/// How many brackets of a paragraph that nothing closes are tried.
const UNCLOSED: usize = 3;

/// Finds the clauses of one text.
pub(super) struct Finder<'a> {
    splitter: Splitter<'a>,
    /// Where the clauses found so far stand, in order.
    taken: Vec<Range<usize>>,
    /// Where the clause taken last ends.
    last_end: Option<usize>,
    result: Clauses,
}

/// A bracket of a paragraph: the ranges with and without its signs, and whether it is closed.
#[derive(Debug, Clone)]
struct Bracket {
    outer: Range<usize>,
    inner: Range<usize>,
    closed: bool,
}

impl<'a> Finder<'a> {
    pub(super) fn new(text: &'a str, gap: &'a dyn Fn(usize) -> bool) -> Self {
        let words = Words::builtin();
        Self { splitter: Splitter { text, gap, words }, taken: Vec::new(), last_end: None, result: Clauses::default() }
    }

    fn text(&self) -> &'a str {
        self.splitter.text
    }

    fn words(&self) -> &'a Words {
        self.splitter.words
    }

    /// Finds them, paragraph by paragraph.
    pub(super) fn find(mut self) -> Clauses {
        let mut start = 0;
        while start < self.text().len() {
            let end = self.text()[start..].find('\n').map_or(self.text().len(), |at| start + at);
            if end > start {
                self.paragraph(start..end);
            }
            start = end + 1;
        }
        self.result
    }

    fn paragraph(&mut self, range: Range<usize>) {
        let from = self.taken.len();
        // a list below its label was read with the label
        let range = range.start.max(self.taken.last().map_or(0, |last| last.end))..range.end;
        if range.is_empty() {
            return;
        }
        for bracket in brackets(self.text(), range.clone()) {
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
        let taken: Vec<_> = self.taken[from..].to_vec();
        let mut start = range.start;
        for clause in taken {
            if start < clause.start {
                look(self, start..clause.start, &range);
            }
            start = start.max(clause.end);
        }
        if start < range.end {
            look(self, start..range.end, &range);
        }
        self.taken[from..].sort_by_key(|taken| taken.start);
    }

    /// Takes a clause.
    fn take(&mut self, range: Range<usize>, found: Found) {
        let odd = found.odd.iter().cloned().map(Odd::NotUnderstood);
        self.result.odd.extend(odd);
        self.result.clauses.push(range.clone());
        self.last_end = Some(range.end);
        self.taken.push(range);
        let departments = found.departments(self.text(), self.words());
        self.result.bodies.extend(departments);
    }

    /// Reads a piece as a whole.
    fn whole(&self, range: Range<usize>, trust: Trust) -> (Vec<Atom>, Found) {
        let atoms = self.splitter.atoms(range);
        let mut reader = Reader::new(self.text(), self.words(), trust);
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
    fn may_be_clause(&self, content: &str) -> bool {
        const CUES: [&str; 9] = ["单位", "部门", "领导", "责任", "负责", "牵头", "配合", "参", "协"];
        CUES.iter().any(|cue| content.contains(cue)) || self.last_name_is_real(content) || self.has_verb(content)
    }

    fn last_name_is_real(&self, content: &str) -> bool {
        let last = content.rsplit(['、', ',', ';']).next().unwrap_or_default();
        let last = &last[..body::before_and_others(last, self.words()).unwrap_or(last.len())];
        matches!(body::kind(last, self.words()), Kind::Real | Kind::Group | Kind::Suffixed)
    }

    fn has_verb(&self, content: &str) -> bool {
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
            let kind = body::kind(name, self.words());
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

    /// Labels outside brackets.
    fn labels(&mut self, piece: Range<usize>, paragraph: &Range<usize>) {
        let (mut at, words) = (piece.start, self.words());
        while at < piece.end {
            let rest = &self.text()[at..piece.end];
            let opens = |c: char| words.modifiers.starts().has_char(c) || words.skips.starts().has_char(c);
            let Some(next) = rest.find(opens) else { break };
            at += next;
            let rest = &rest[next..];
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
            || (self.splitter.gap)(at);
        let mut end = piece.end.min(at + if label.colon { LONGEST } else { LONGEST_UNMARKED });
        while !self.text().is_char_boundary(end) {
            end -= 1;
        }
        if end == paragraph.end && label.role.is_some() {
            end = self.with_lines_below(end);
        }
        let (end, found) = self.open_ended(at..end, starts && label.colon);
        let told = found.bodies.iter().filter(|item| item.kind != Kind::Other).count();
        let enough = match (label.role.is_none(), label.colon) {
            (true, _) => true,
            (false, true) => told > 0 || (starts && !found.bodies.is_empty()),
            (false, false) => found.labelled && told > 0 && told == found.bodies.len() && found.odd.is_empty(),
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
        let mut reader = Reader::new(self.text(), self.words(), Trust::Clause);
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
            } else if ('①'..='⑳').contains(&c) || (i > 0 && (self.splitter.gap)(at) && is_numbered(&self.text()[at..]))
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
        let kind = body::kind(name, self.words());
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

    /// Sentences of bodies and verbs outside brackets.
    fn sentences(&mut self, piece: Range<usize>, paragraph: &Range<usize>) {
        let mut start = piece.start;
        let paragraph_text = &self.text()[paragraph.clone()];
        let last_end = paragraph.start + paragraph_text.trim_end_matches(['。', '.']).len();
        while start < piece.end {
            let rest = &self.text()[start..piece.end];
            let end = rest.find(['。', '!', '?']).map_or(piece.end, |at| start + at);
            let last = end >= last_end;
            if end - start <= LONGEST {
                self.sentence(start..end, last);
            } else if last {
                let mut from = end - LONGEST;
                while !self.text().is_char_boundary(from) {
                    from += 1;
                }
                self.sentence(from..end, last);
            }
            start = end + self.text()[end..].chars().next().map_or(1, char::len_utf8);
        }
    }

    /// The clause that ends a sentence, if one does; `last` where the paragraph ends with it.
    fn sentence(&mut self, range: Range<usize>, last: bool) {
        let closer = self.text()[range.clone()].chars().next_back().filter(|c| is_closer(*c));
        let end = range.end - closer.map_or(0, char::len_utf8);
        let unmatched = closer.is_some() && !self.text()[range.start..end].contains(is_opener);
        let end = if unmatched { end } else { range.end };
        if !self.has_verb(self.text()[range.start..end].trim_end_matches('.')) {
            return;
        }
        let atoms = self.splitter.atoms(range.start..end);
        let whole = self.strict_run(&atoms, true, false) == Some(range.start);
        if !(whole && self.take_run(range.start..end, range.end, range.start)) {
            self.parts(&atoms, range.end, last, unmatched);
        }
    }

    /// Parts between semicolons, each with a clause at its end: …,县教育局负责;…,县交通局负责。
    fn parts(&mut self, atoms: &[Atom], sentence_end: usize, last: bool, lost_bracket: bool) {
        let parts: Vec<_> = atoms.chunk_by(|_, next| next.sep != Sep::Semi).collect();
        let count = parts.len();
        for (i, part) in parts.into_iter().enumerate() {
            let (Some(first), Some(end)) = (part.first(), part.last()) else {
                continue;
            };
            let is_last = i + 1 == count;
            let lost = lost_bracket && is_last;
            let to = if is_last { sentence_end } else { end.range.end };
            let verb = self.has_verb(self.text()[end.range.clone()].trim_end_matches('.'));
            if verb && let Some(from) = self.strict_run(part, !is_last || last || lost, lost) {
                self.take_run(from..end.range.end, to, first.range.start);
            }
        }
    }

    /// Takes a run of bodies and verbs, if it is a clause; the clause reaches to `to`, its sentence begins at `start`.
    fn take_run(&mut self, run: Range<usize>, to: usize, start: usize) -> bool {
        let (_, found) = self.whole(run.clone(), Trust::Sentence);
        let whole = run.start == start;
        let leads = found.bodies.iter().any(|item| !matches!(item.role, Some(crate::model::Role::Support)));
        let is_clause = found.real() > 0 && found.verbs && found.odd.is_empty() && (whole || leads);
        if is_clause {
            self.take(run.start..to, found);
        }
        is_clause
    }

    /// Where the run of bodies and verbs that ends a sentence begins.
    fn strict_run(&self, atoms: &[Atom], inside: bool, lost_bracket: bool) -> Option<usize> {
        let mut from = None;
        for (i, atom) in atoms.iter().enumerate().rev() {
            let text = &self.text()[atom.range.clone()];
            let strict = self.is_strict(text, i == 0 || atom.sep != Sep::List);
            if !strict {
                if lost_bracket {
                    return self.body_at_end(atom).or(from);
                }
                break;
            }
            let boundary = match atom.sep {
                Sep::Start | Sep::Stop => true,
                Sep::Semi => true,
                Sep::Comma => inside,
                _ => false,
            };
            if boundary {
                from = Some(atom.range.start);
            }
        }
        from
    }

    /// Whether a piece can only be a body, with or without a verb; `first` where it begins a list.
    fn is_strict(&self, text: &str, first: bool) -> bool {
        let text = text.trim_end_matches('.');
        let text = text.strip_prefix('由').unwrap_or(text);
        let (name, verb) = verb_at_end(text, self.words(), false);
        let name = &name[..body::before_and_others(name, self.words()).unwrap_or(name.len())];
        match body::kind(name, self.words()) {
            Kind::Real | Kind::Group => !name.contains('由'),
            Kind::Suffixed => !first,
            _ => verb.is_some() && name.is_empty(),
        }
    }

    /// The body that ends a piece of running text, where the opening bracket is lost: …意识|县水利局牵头.
    fn body_at_end(&self, atom: &Atom) -> Option<usize> {
        let text = &self.text()[atom.range.clone()];
        let (name, _) = verb_at_end(text, self.words(), false);
        let starts = name.char_indices().rev().take(16).map(|(at, _)| at);
        let real = starts.filter(|&at| {
            self.words().levels.prefix(&name[at..]).is_some() && body::kind(&name[at..], self.words()) == Kind::Real
        });
        real.last().map(|at| atom.range.start + at)
    }

    /// A paragraph that is a list of bodies and nothing else.
    fn whole_paragraph(&mut self, range: Range<usize>) {
        let taken = self.taken.last().is_some_and(|taken| taken.end > range.start);
        if range.start == 0 || range.len() > LONGEST || taken {
            return;
        }
        let text = self.text()[range.clone()].trim_end_matches('。');
        if !self.last_name_is_real(text) || text.contains("人民政府") {
            return;
        }
        let (_, found) = self.whole(range.start..range.start + text.len(), Trust::Sentence);
        let all = found.odd.is_empty() && found.likely() == found.bodies.len();
        if all && !found.verbs && found.real() >= 2 {
            self.take(range, found);
        }
    }
}

/// Whether `text` begins with the number of a section or an item: 二、 or 3. or 4、
fn is_numbered(text: &str) -> bool {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c));
    let digits = text.len() - rest.len();
    (1..=9).contains(&digits) && rest.starts_with(['、', '.'])
}

/// The brackets of a paragraph in order: those that close, not too deep, and the last few that don't.
fn brackets(text: &str, range: Range<usize>) -> Vec<Bracket> {
    let mut open: Vec<(usize, usize)> = Vec::new();
    let mut found: Vec<Bracket> = Vec::new();
    for (i, c) in text[range.clone()].char_indices() {
        let at = range.start + i;
        if is_opener(c) {
            open.push((at, at + c.len_utf8()));
        } else if is_closer(c)
            && let Some((start, inner)) = open.pop()
        {
            found.push(Bracket { outer: start..at + c.len_utf8(), inner: inner..at, closed: true });
        }
    }
    for &(start, inner) in open.iter().rev().take(UNCLOSED) {
        let rest = &text[inner..range.end];
        let end = range.end - if rest.ends_with('。') { '。'.len_utf8() } else { 0 };
        found.push(Bracket { outer: start..end.max(inner), inner: inner..end.max(inner), closed: false });
    }
    found.sort_by_key(|bracket| bracket.outer.start);
    not_too_deep(found)
}

/// Leaves out brackets that lie in [`DEEPEST`] others.
fn not_too_deep(found: Vec<Bracket>) -> Vec<Bracket> {
    let mut around: Vec<usize> = Vec::new();
    let mut kept = Vec::with_capacity(found.len());
    for bracket in found {
        while around.last().is_some_and(|end| *end <= bracket.outer.start) {
            around.pop();
        }
        if around.len() < DEEPEST {
            around.push(bracket.outer.end);
            kept.push(bracket);
        } else {
            around.push(bracket.outer.end);
        }
    }
    kept
}
