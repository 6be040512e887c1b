//! Clauses that are sentences, without brackets and labels: 县科技局牵头,县财政局配合。

use std::ops::Range;

use super::body::{self, Kind};
use super::clause::{Trust, verb_at_end};
use super::find::LONGEST;
use super::split::{Atom, Sep, is_closer, is_ideograph, is_opener};
use crate::model::Role;

impl<'t> super::find::Finder<'t, '_> {
    /// Sentences of bodies and verbs outside brackets.
    pub(super) fn sentences(&mut self, piece: Range<usize>, paragraph: &Range<usize>) {
        let mut start = piece.start;
        let paragraph_text = &self.text()[paragraph.clone()];
        let last_end = paragraph.start + paragraph_text.trim_end_matches(['。', '.']).len();
        let (stops, before) = self.splitter.gaps.stops(piece.clone());
        for end in stops.iter().map(|stop| stop - before).chain([piece.end]) {
            if start >= piece.end {
                break;
            }
            let last = end >= last_end;
            if !self.may_close(&self.text()[start..end]) {
                // as most sentences
            } else if end - start <= LONGEST {
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

    /// Whether a clause may end with `text`, by its last character.
    fn may_close(&self, text: &str) -> bool {
        text.chars().next_back().is_some_and(|c| !is_ideograph(c) || self.words().clause_ends.has_char(c))
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
        if !unmatched && !self.may_end_in_clause(range.start..end) {
            return;
        }
        let atoms = self.splitter.atoms(range.start..end);
        let whole = self.strict_run(&atoms, true, false) == Some(range.start);
        if !(whole && self.take_run(range.start..end, range.end, range.start)) {
            self.parts(&atoms, range.end, last, unmatched);
        }
    }

    /// A look at what ends each part between semicolons, before all of a sentence is cut: only where it can be a body or
    /// a verb may a clause end there. Most sentences that end in a verb are running text (…工作, …落实).
    fn may_end_in_clause(&self, range: Range<usize>) -> bool {
        let (mut last, mut found) = (None, false);
        let is_strict = |piece: Atom| self.is_strict(&self.text()[self.splitter.last_of(piece).range], false);
        self.splitter.pieces(range, &mut |piece| {
            if piece.range.is_empty() {
                return true;
            }
            let before = last.replace(piece.clone()).filter(|_| piece.sep == Sep::Semi);
            found = before.is_some_and(is_strict);
            !found
        });
        found || last.is_some_and(is_strict)
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
        let leads = found.bodies.iter().any(|item| !matches!(item.role, Some(Role::Support)));
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
    fn is_strict(&self, text: &'t str, first: bool) -> bool {
        let text = text.trim_end_matches('.');
        let text = text.strip_prefix('由').unwrap_or(text);
        let (name, verb) = verb_at_end(text, self.words(), false);
        let name = &name[..body::before_and_others(name, self.words()).unwrap_or(name.len())];
        match self.splitter.names.kind(name) {
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
            name[at..].starts_with(|c| self.words().levels.has_char(c))
                && body::kind(&name[at..], self.words()) == Kind::Real
        });
        real.last().map(|at| atom.range.start + at)
    }

    /// A paragraph that is a list of bodies and nothing else.
    pub(super) fn whole_paragraph(&mut self, range: Range<usize>) {
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
