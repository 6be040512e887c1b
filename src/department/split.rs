//! Cuts a clause into pieces: at separators, at gaps of the page, at 和 between two bodies, before a label.

use std::ops::Range;

use super::body::{self, Kind};
use super::chars::Marks;
use super::words::Words;
use super::{Gaps, Names, label};

/// What stands before a piece.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sep {
    /// Nothing: the start, or a label.
    Start,
    /// 、 or a stroke.
    List,
    /// A comma.
    Comma,
    /// A semicolon.
    Semi,
    /// A full stop or the end of a paragraph.
    Stop,
    /// White space of the page.
    Gap,
    /// 和, 及, 与.
    And,
}

/// A piece of a clause.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Atom {
    /// Where it stands.
    pub range: Range<usize>,
    /// What stands before it.
    pub sep: Sep,
}

/// A place to cut a piece.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cut {
    /// Where its first part ends.
    end: usize,
    /// Where the next part begins.
    next: usize,
    /// What is between.
    sep: Sep,
}

/// Longest bracket inside a name, in bytes.
const BRACKET: usize = 150;

/// Longest piece that is looked into for labels and 和, in bytes.
const PIECE: usize = 300;

/// Brackets by their first bytes: E3 opens 【〔〖, EF the small forms.
pub(super) const BRACKETS: Marks = Marks::new(b"()[]{}\xE3\xEF");

/// Brackets and separators by their first bytes.
const MARKS: Marks = Marks::new(b"()[]{},;/|\n\xE2\xE3\xEF");

/// Cuts what `Splitter` is given.
pub(super) struct Splitter<'t, 'a> {
    pub text: &'t str,
    pub gaps: &'a dyn Gaps,
    pub words: &'t Words,
    pub names: &'a Names<'t>,
}

impl<'t> Splitter<'t, '_> {
    /// The pieces of `range`.
    pub(super) fn atoms(&self, range: Range<usize>) -> Vec<Atom> {
        let mut atoms = Vec::with_capacity(8);
        self.each(range, &mut |atom| {
            atoms.push(atom);
            true
        });
        atoms
    }

    /// Gives the pieces of `range` one by one, as long as they are wanted.
    pub(super) fn each(&self, range: Range<usize>, take: &mut dyn FnMut(Atom) -> bool) {
        self.pieces(range, &mut |piece| self.cut(piece.range, piece.sep, take));
    }

    /// Gives what stands between separators, one by one, as long as it is wanted.
    pub(super) fn pieces(&self, range: Range<usize>, take: &mut dyn FnMut(Atom) -> bool) {
        let (mut start, mut sep, mut from) = (range.start, Sep::Start, range.start);
        while let Some((at, c)) = MARKS.find(&self.text[..range.end], from) {
            let next = at + c.len_utf8();
            if is_opener(c) {
                if at > start
                    && let Some(end) = self.nested(at, range.end)
                {
                    from = end;
                    continue;
                }
            } else if let Some(after) = separator(c) {
                if after == Sep::List && body::shares_head(&self.text[start..at], &self.text[next..range.end]) {
                    from = next;
                    continue;
                }
                if !take(Atom { range: start..at, sep }) {
                    return;
                }
                (start, sep) = (next, after);
            }
            from = next;
        }
        take(Atom { range: start..range.end, sep });
    }

    /// The last piece that a piece without separators is cut into.
    pub(super) fn last_of(&self, piece: Atom) -> Atom {
        let mut last = piece.clone();
        self.cut(piece.range, piece.sep, &mut |atom| {
            last = atom;
            true
        });
        last
    }

    /// End of the bracket at `at`, if it closes soon and holds no label: a part of a name.
    fn nested(&self, at: usize, end: usize) -> Option<usize> {
        let mut depth = 0;
        for (i, c) in self.text[at..end].char_indices() {
            match c {
                _ if is_opener(c) => depth += 1,
                _ if is_closer(c) => depth -= 1,
                '。' | '\n' => return None,
                // a label inside: the bracket before it is not closed
                ':' if self.holds_label(&self.text[at..at + i]) => return None,
                _ => {}
            }
            if depth == 0 {
                return Some(at + i + c.len_utf8());
            }
            if i > BRACKET {
                return None;
            }
        }
        None
    }

    /// Whether a label of bodies ends `text`.
    fn holds_label(&self, text: &str) -> bool {
        let starts = text.char_indices().rev().take(10).map(|(at, _)| at);
        starts
            .filter_map(|at| label::at_start(&text[at..], self.words).map(|label| (at + label.len, label)))
            .any(|(end, label)| end == text.len() && label.role.is_some())
    }

    /// Cuts a piece without separators once more; whether more is wanted.
    fn cut(&self, range: Range<usize>, sep: Sep, take: &mut dyn FnMut(Atom) -> bool) -> bool {
        let (mut range, mut sep) = (range, sep);
        while range.len() <= PIECE
            && let Some(cut) = self.first_cut(range.clone())
        {
            let piece = range.start..cut.end;
            if !take(Atom { range: piece, sep }) {
                return false;
            }
            (range, sep) = (cut.next..range.end, cut.sep);
        }
        range.is_empty() || take(Atom { range, sep })
    }

    /// The first place to cut a piece.
    fn first_cut(&self, range: Range<usize>) -> Option<Cut> {
        if self.gaps.may_be_in(range.clone()) {
            return self.find_cut(range, true);
        }
        let piece = &self.text[range.clone()];
        let cut = self.names.cut(piece, || {
            let Cut { end, next, sep } = self.find_cut(range.clone(), false)?;
            Some(Cut { end: end - range.start, next: next - range.start, sep })
        });
        cut.map(|Cut { end, next, sep }| Cut { end: range.start + end, next: range.start + next, sep })
    }

    /// Looks for the first place to cut a piece, by its text and, where there are `gaps` in it, by these.
    fn find_cut(&self, range: Range<usize>, gaps: bool) -> Option<Cut> {
        let piece = &self.text[range.clone()];
        let mut next = piece.chars().next().map_or(0, char::len_utf8);
        let mut depth = 0_usize;
        loop {
            // most names hold no character that a cut begins with, but maybe their first one
            let i = if gaps { next } else { self.words.cuts.find(piece, next)? };
            let c = piece[i..].chars().next()?;
            next = i + c.len_utf8();
            if is_opener(c) {
                depth += 1;
            } else if is_closer(c) {
                depth = depth.saturating_sub(1);
            }
            let at = range.start + i;
            if depth > 0 {
                continue;
            }
            let (left, right) = piece.split_at(i);
            let cuts = !gaps || self.words.cuts.has_char(c);
            if cuts && self.label_cuts(piece, i) {
                return Some(Cut { end: at, next: at, sep: Sep::Start });
            }
            if gaps && self.gaps.before(at) && self.gap_cuts(left, at, range.end) {
                return Some(Cut { end: at, next: at, sep: Sep::Gap });
            }
            if cuts && let Some(joint) = joint(right).filter(|joint| self.joint_cuts(left, &right[joint.len()..])) {
                return Some(Cut { end: at, next: at + joint.len(), sep: Sep::And });
            }
        }
    }

    /// Whether a label of its own begins at `at` in `piece`.
    fn label_cuts(&self, piece: &'t str, at: usize) -> bool {
        let (left, right) = piece.split_at(at);
        let Some(label) = label::at_start(right, self.words) else {
            return false;
        };
        // 各牵头单位 names a group, 牵头责任单位 is one label
        if label::at_start(piece, self.words).is_some_and(|whole| whole.len > left.len()) {
            return false;
        }
        // 各项目业主单位 names a group
        if left.ends_with('各') {
            return false;
        }
        let complete = self.is_complete(left);
        if label.colon {
            return complete || !left.ends_with(['的', '为']);
        }
        let rest = right[label.len..].split(['、', ',', ';']).next().unwrap_or_default();
        complete && matches!(self.names.kind(rest), Kind::Real | Kind::Group)
    }

    /// Whether white space at `at` separates two names; it also stands where a line is cut inside a name.
    fn gap_cuts(&self, left: &'t str, at: usize, end: usize) -> bool {
        let value = label::at_start(left, self.words).map_or(left, |label| &left[label.len..]);
        if value.is_empty() {
            return false; // the label is read with its value
        }
        let next = self.token(at, end);
        let next = &next[..body::before_and_others(next, self.words).unwrap_or(next.len())];
        if label::at_start(next, self.words).is_some() {
            return true;
        }
        let (name, _) = super::clause::verb_at_end(next, self.words, true);
        if body::is_name(value, self.words) {
            return body::is_name(name, self.words) || body::is_post(name, self.words);
        }
        let closed = body::before_and_others(value, self.words).is_some();
        let (left, right) = (self.names.kind(value), self.names.kind(name));
        match right {
            _ if is_rest_of_name(value, name) => false,
            Kind::Real | Kind::Group => closed || matches!(left, Kind::Real | Kind::Suffixed | Kind::Group),
            Kind::Suffixed => closed || left == Kind::Real,
            Kind::Person | Kind::Time => left == Kind::Real,
            _ => false,
        }
    }

    /// What stands between the gap at `at` and the next gap or separator; a name of two characters may be spread.
    fn token(&self, at: usize, end: usize) -> &'t str {
        let mut count = 0;
        let rest = &self.text[at..end];
        let stop = rest.char_indices().find(|(i, c)| {
            count += 1;
            body::is_separator(*c) || (count > 2 && self.gaps.before(at + i))
        });
        &rest[..stop.map_or(rest.len(), |(i, _)| i)]
    }

    /// Whether 和 stands between two bodies, not inside a name.
    fn joint_cuts(&self, left: &'t str, right: &'t str) -> bool {
        let left = label::at_start(left, self.words).map_or(left, |label| &left[label.len..]);
        let left = &left[..body::before_and_others(left, self.words).unwrap_or(left.len())];
        let left = self.names.kind(left);
        if !matches!(left, Kind::Real | Kind::Suffixed | Kind::Group) {
            return false;
        }
        let right = self.names.kind(name_at_start(right, self.names));
        matches!(right, Kind::Real | Kind::Group) || left == Kind::Real && right == Kind::Suffixed
    }

    /// Whether `text` is a whole name.
    fn is_complete(&self, text: &'t str) -> bool {
        matches!(self.names.kind(text), Kind::Real | Kind::Suffixed | Kind::Group)
    }
}

/// Whether a line was cut inside a name: 县委|组织部, 市生态环境局|沂源分局.
fn is_rest_of_name(left: &str, right: &str) -> bool {
    const CUTS: [(&[&str], &[&str]); 2] = [
        (&["委", "政府"], &["部", "办", "办公室", "党校", "政法委", "编办", "督查室", "研究室", "老干部局", "工委"]),
        (&["局", "支队", "中心", "银行", "公司"], &["分局", "大队", "分中心", "管理部", "支行", "分公司"]),
    ];
    let leveled = right.starts_with(['县', '区', '市']);
    let cut = |(lefts, rights): &(&[&str], &[&str])| {
        lefts.iter().any(|end| left.ends_with(end)) && rights.iter().any(|end| right.ends_with(end))
    };
    !leveled && CUTS.iter().any(cut)
}

/// What `text` names up to its verb or its next 和.
fn name_at_start<'t>(text: &'t str, names: &Names<'t>) -> &'t str {
    let words = names.words();
    let (name, _) = super::clause::verb_at_end(text, words, true);
    let name = &name[..body::before_and_others(name, words).unwrap_or(name.len())];
    let cut = name
        .char_indices()
        .skip(1)
        .find(|(at, _)| joint(&name[*at..]).is_some() && matches!(names.kind(&name[..*at]), Kind::Real | Kind::Group));
    cut.map_or(name, |(at, _)| &name[..at])
}

/// Words that join two bodies.
pub(super) const JOINTS: &[&str] = &["以及", "会同", "和", "及", "与", "并", "暨", "同"];

/// The joining word at the start of `text`.
fn joint(text: &str) -> Option<&'static str> {
    JOINTS.iter().find(|joint| text.starts_with(**joint)).copied()
}

/// What `c` separates, if it does.
fn separator(c: char) -> Option<Sep> {
    match c {
        '、' | '﹑' | '､' | '/' | '|' | '\u{2022}' => Some(Sep::List),
        ',' | '，' => Some(Sep::Comma),
        ';' | '；' => Some(Sep::Semi),
        '。' | '\n' | '｡' => Some(Sep::Stop),
        _ => None,
    }
}

/// Whether `c` is a common ideograph (U+4000 to U+9FFF): neither separator nor bracket nor mark.
pub(super) fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{4000}'..='\u{9FFF}')
}

/// Opening brackets, as folded text has them.
pub(super) const OPENERS: &str = "([{【〔〖﹙﹝〈";

/// Closing brackets.
pub(super) const CLOSERS: &str = ")]}】〕〗﹚﹞〉";

/// Whether `c` opens a bracket.
pub(super) fn is_opener(c: char) -> bool {
    matches!(c, '(' | '[' | '{' | '【' | '〔' | '〖' | '﹙' | '﹝' | '〈')
}

/// Whether `c` closes a bracket.
pub(super) fn is_closer(c: char) -> bool {
    matches!(c, ')' | ']' | '}' | '】' | '〕' | '〗' | '﹚' | '﹞' | '〉')
}
