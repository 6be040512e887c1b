//! Reads the words of one responsibility clause: who is named, in which role.

use std::ops::Range;

use super::body::{self, Kind};
use super::split::{Atom, Sep, is_ideograph};
use super::words::{Sort, Words, first_of, stronger};
use super::{Names, ReadDepartment, label};
use crate::model::Role;

/// How sure the place of a piece of text makes us that it is a clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Trust {
    /// It stands in brackets, or behind a label.
    Clause,
    /// It is a sentence like any other; only what can't be read otherwise counts.
    Sentence,
}

/// What reading found so far.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// Who is named, in order.
    pub bodies: Vec<Item>,
    /// Whether a label was read.
    pub labelled: bool,
    /// Whether a verb closed a list.
    pub verbs: bool,
    /// Whether it says that there is nobody (无), or only by when.
    pub nobody: bool,
    /// What could not be understood.
    pub odd: Vec<Range<usize>>,
}

/// A body that was named.
#[derive(Debug, Clone)]
pub(super) struct Item {
    /// Its name in the text.
    pub name: Range<usize>,
    /// What it looks like.
    pub kind: Kind,
    /// Its role, once that is known.
    pub role: Option<Role>,
    /// Whether 等 leaves its list open.
    pub open: bool,
    /// Whether its role was told by a verb or label of its own.
    settled: bool,
}

/// What a plain piece says: one that is a name, a verb, or a name with a verb behind it, as most are.
#[derive(Debug, Clone)]
pub(super) struct Plain {
    /// What its name names, if it has one.
    kind: Option<Kind>,
    /// Where the verb behind the name begins, counted from the start of the piece, and the role that it tells.
    verb: Option<(usize, Role)>,
}

/// What the label before the words says.
#[derive(Debug, Clone, PartialEq)]
enum State {
    /// No label yet: verbs tell the roles.
    Verbs,
    /// A label told a role, of bodies or, where it also names 责任人, of bodies and persons.
    Role(Role, bool),
    /// A label whose value names nobody.
    Skip,
}

/// Reads pieces of a clause one after the other.
pub(super) struct Reader<'t, 'a> {
    text: &'t str,
    words: &'t Words,
    names: &'a Names<'t>,
    trust: Trust,
    state: State,
    /// First body of the list that a verb would close.
    list: usize,
    /// First body since the last comma, label or verb.
    group: usize,
    found: Found,
}

impl<'t, 'a> Reader<'t, 'a> {
    pub(super) fn new(text: &'t str, names: &'a Names<'t>, trust: Trust) -> Self {
        let words = names.words();
        Self { text, words, names, trust, state: State::Verbs, list: 0, group: 0, found: Found::default() }
    }

    /// A reader of what stands under the heading of a column.
    pub(super) fn under(text: &'t str, names: &'a Names<'t>, role: Role, persons: bool) -> Self {
        let mut reader = Self::new(text, names, Trust::Clause);
        reader.state = State::Role(role, persons);
        reader.found.labelled = true;
        reader
    }

    /// Reads one piece.
    pub(super) fn read(&mut self, atom: &Atom) {
        if !matches!(atom.sep, Sep::List | Sep::Gap | Sep::And) {
            self.group = self.found.bodies.len();
        }
        let piece = &self.text[atom.range.clone()];
        if self.words.remarks.starts(piece) {
            return;
        }
        if let Some(plain) = self.names.plain(piece, || self.plain(piece)) {
            return self.read_plain(plain, &atom.range);
        }
        let range = trimmed(self.text, atom.range.clone());
        let text = &self.text[range.clone()];
        if text.is_empty() {
            return;
        }
        // 本项行动由市住建局牵头
        if let Some(at) = text.rfind('由').map(|at| at + '由'.len_utf8())
            && matches!(self.names.kind(verb_at_end(&text[at..], self.words, true).0), Kind::Real | Kind::Group)
        {
            return self.read(&Atom { range: range.start + at..range.end, sep: atom.sep });
        }
        if let Some(label) = label::at_start(text, self.words).filter(|label| self.holds(label, &text[label.len..])) {
            self.open_label(&label);
            let rest = Atom { range: range.start + label.len..range.end, sep: Sep::Start };
            return self.read(&rest);
        }
        if self.state == State::Skip && !self.is_clause_again(text) {
            return;
        }
        self.read_list(range);
    }

    /// What a plain piece says: nothing to trim, no label, remark or 等, and no verb but at its end.
    fn plain(&self, piece: &'t str) -> Option<Plain> {
        let words = self.words;
        let is_whole = |text: &str| trimmed(text, 0..text.len()) == (0..text.len());
        if piece.is_empty() || !is_whole(piece) || label::at_start(piece, words).is_some() {
            return None;
        }
        let (name, verb) = verb_at_end(piece, words, true);
        let is_plain = (name.is_empty() || is_whole(name))
            && !is_nothing(name)
            && !name.contains('由')
            && !body::may_hold_bracket(name)
            && body::before_and_others(name, words).is_none()
            && verb_inside(piece, self.names)
                .is_none_or(|(.., after)| verb.is_some() && !self.begins_with_body(&piece[after..]))
            // the same verb outside of brackets
            && (verb.is_none() || verb_at_end(piece, words, false) == (name, verb.clone()));
        let kind = || (!name.is_empty()).then(|| self.names.kind(name));
        is_plain.then(|| Plain { kind: kind(), verb: verb.map(|role| (name.len(), role)) })
    }

    /// Reads a plain piece.
    fn read_plain(&mut self, plain: Plain, range: &Range<usize>) {
        let Plain { kind, verb } = plain;
        // behind a label that names nobody only a body with a verb leads back to the clause
        if self.state == State::Skip && !(verb.is_some() && kind == Some(Kind::Real)) {
            return;
        }
        let end = verb.as_ref().map_or(range.end, |(len, _)| range.start + len);
        if let Some(kind) = kind {
            self.add(kind, range.start..end, None, false);
        }
        if let Some((_, role)) = verb {
            self.close(role);
        }
    }

    /// Whether the label is one: its colon says so, or what follows can only be named by it.
    fn holds(&self, label: &label::Label, rest: &'t str) -> bool {
        if label.colon {
            return true;
        }
        if label::at_start(rest, self.words).is_some() {
            return false; // the head of a table: 责任单位 配合单位
        }
        let (name, _) = verb_at_end(rest, self.words, true);
        let first = name.split(['、', ',']).next().unwrap_or_default();
        !first.is_empty() && matches!(self.names.kind(first), Kind::Real | Kind::Group | Kind::Suffixed | Kind::Person)
    }

    fn open_label(&mut self, label: &label::Label) {
        self.state = match label.role.clone() {
            Some(_) if label.clause => State::Verbs,
            Some(role) => State::Role(role, label.persons),
            None => State::Skip,
        };
        self.found.nobody |= label.role.is_none();
        self.found.labelled = true;
        self.list = self.found.bodies.len();
        self.group = self.list;
    }

    /// Whether, after a label that names nobody, a list with a verb follows.
    fn is_clause_again(&self, text: &'t str) -> bool {
        let (name, role) = verb_at_end(text, self.words, false);
        role.is_some() && self.names.kind(name) == Kind::Real
    }

    /// Reads names up to a verb.
    fn read_list(&mut self, range: Range<usize>) {
        let text = &self.text[range.clone()];
        let loose = self.trust == Trust::Clause && !matches!(self.state, State::Role(..));
        let inside = (self.trust == Trust::Clause).then(|| verb_inside(text, self.names)).flatten();
        if let Some((name, role, after)) = &inside
            && self.begins_with_body(&text[*after..])
        {
            self.name(range.start..range.start + name);
            self.close(role.clone());
            return self.read_list(range.start + after..range.end);
        }
        let (name, role) = verb_at_end(text, self.words, loose);
        if let Some(role) = role {
            let end = range.start + name.len();
            if !name.is_empty() {
                self.name(trimmed(self.text, range.start..end));
            }
            return self.close(role);
        }
        if let Some((name, role, _)) = inside {
            // what it has to do follows: 县发改局负责总体协调
            self.name(range.start..range.start + name);
            return self.close(role);
        }
        self.name(range);
    }

    /// Whether a body with a verb of its own begins `text`.
    fn begins_with_body(&self, text: &'t str) -> bool {
        let (name, role) = verb_at_end(text, self.words, true);
        role.is_some() && matches!(self.names.kind(name), Kind::Real | Kind::Group)
    }

    /// A verb closes the list: those named since the last comma behind a label, else all that have no role yet.
    fn close(&mut self, role: Role) {
        let from = if matches!(self.state, State::Role(..)) { self.group } else { self.list };
        for item in &mut self.found.bodies[from..] {
            if !item.settled {
                item.role = Some(role.clone());
                item.settled = true;
            }
        }
        self.found.verbs = true;
        self.list = self.found.bodies.len();
        self.group = self.list;
        if self.state == State::Skip {
            self.state = State::Verbs;
        }
    }

    /// One name, with what stands behind it: 等部门, a remark in brackets.
    fn name(&mut self, range: Range<usize>) {
        let text = &self.text[range.clone()];
        let (name, own) = self.without_remark(text);
        let others = body::before_and_others(name, self.words);
        let name = &name[..others.unwrap_or(name.len())];
        let range = trimmed(self.text, range.start..range.start + name.len());
        let name = &self.text[range.clone()];
        if others.is_some() {
            let from = self.list.min(self.found.bodies.len());
            self.found.bodies[from..].iter_mut().for_each(|item| item.open = true);
        }
        if name.is_empty() {
            return;
        }
        if is_nothing(name) {
            self.found.nobody = true;
            return;
        }
        self.add(self.names.kind(name), range, own, others.is_some());
    }

    /// Adds what a name names: `own` is the role that a remark behind it tells, `open` says that 等 leaves its list open.
    fn add(&mut self, kind: Kind, range: Range<usize>, own: Option<Role>, open: bool) {
        match kind {
            Kind::Time => return,
            Kind::Text => return self.found.odd.push(range),
            Kind::Other if self.trust == Trust::Sentence => return self.found.odd.push(range),
            _ => {}
        }
        if self.joins_post(kind, &range) {
            return;
        }
        let role = match &self.state {
            State::Role(role, persons) => Some(self.role_behind_label(role, *persons, kind, &self.text[range.clone()])),
            _ => None,
        };
        self.found.bodies.push(Item { name: range, kind, settled: own.is_some(), role: own.or(role), open });
    }

    /// Joins a post to the one held beside it: 县委常委、常务副县长李明 is one person.
    fn joins_post(&mut self, kind: Kind, range: &Range<usize>) -> bool {
        let Some(last) = self.found.bodies.last_mut().filter(|last| kind == Kind::Person && !last.settled) else {
            return false;
        };
        let beside = self.words.joints.is(&self.text[last.name.clone()]);
        let follows = range.start.saturating_sub(last.name.end) == '、'.len_utf8();
        if !beside || !follows {
            return false;
        }
        last.name.end = range.end;
        last.kind = Kind::Person;
        if matches!(self.state, State::Role(..)) {
            last.role = Some(Role::Leader);
        }
        true
    }

    /// Under 责任单位及责任人 a person is a leader; under 责任人 a body is responsible.
    fn role_behind_label(&self, role: &Role, persons: bool, kind: Kind, name: &str) -> Role {
        match (role, kind) {
            (Role::Leader, Kind::Real) => Role::Responsible,
            (Role::Lead | Role::Responsible, Kind::Person) if persons || body::is_post(name, self.words) => {
                Role::Leader
            }
            _ => role.clone(),
        }
    }

    /// The name without a bracket that is no part of it, and the role that the bracket tells: 县发改局(牵头).
    fn without_remark(&self, text: &'t str) -> (&'t str, Option<Role>) {
        if !body::may_hold_bracket(text) {
            return (text, None);
        }
        let Some(at) = text.rfind(['(', '[', '〔', '【']).filter(|&at| at > 0) else {
            return (text, None);
        };
        let inner = text[at..].trim_start_matches(['(', '[', '〔', '【']);
        let inner = inner.trim_end_matches([')', ']', '〕', '】']);
        if inner.len() == text[at..].len() {
            return (text, None);
        }
        if label::at_start(inner, self.words).is_some_and(|label| label.role.is_none() && label.colon) {
            return (&text[..at], None); // 联系人:张三
        }
        if self.words.notes.stands_in(inner) {
            return (&text[..at], None);
        }
        let (left, role) = verb_at_end(inner, self.words, true);
        let whole_label = label::at_start(inner, self.words).filter(|label| label.len == inner.len());
        if left.is_empty() && role.is_some() {
            return (&text[..at], role);
        }
        if let Some(label) = whole_label {
            return (&text[..at], label.role);
        }
        (text, None)
    }

    /// What was found; a person without a label leads as a leader does, and who has no role yet is responsible.
    pub(super) fn finish(mut self) -> Found {
        for item in &mut self.found.bodies {
            let person = item.kind == Kind::Person && !self.found.labelled;
            item.role = match item.role.take() {
                Some(Role::Lead | Role::Responsible) if person => Some(Role::Leader),
                Some(role) => Some(role),
                None => Some(Role::Responsible),
            };
        }
        self.found
    }
}

impl Found {
    /// How many of the bodies can't be mistaken for something else.
    pub(super) fn real(&self) -> usize {
        self.bodies.iter().filter(|item| item.kind == Kind::Real).count()
    }

    /// How many of the bodies look like bodies or groups.
    pub(super) fn likely(&self) -> usize {
        let likely = |item: &&Item| matches!(item.kind, Kind::Real | Kind::Suffixed | Kind::Group | Kind::Person);
        self.bodies.iter().filter(likely).count()
    }

    /// The bodies as rows.
    pub(super) fn departments(self, text: &str, words: &Words) -> Vec<ReadDepartment> {
        let row = |item: Item| ReadDepartment {
            // a kind was told before, but not that of two posts that were joined
            collective: item.kind == Kind::Group
                || item.kind == Kind::Person && body::is_group(&text[item.name.clone()], words),
            role: item.role.unwrap_or(Role::Responsible),
            name: item.name,
            open: item.open,
        };
        self.bodies.into_iter().map(row).collect()
    }
}

/// The range without what marks a list at its ends: 由, quotation marks, full stops.
fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let is_mark = |c: char| {
        !is_ideograph(c)
            && matches!(
                c,
                '…' | '★' | '▲' | '●' | '•' | '*' | '.' | '。' | ';' | ',' | '、' | '-' | '—' | '－' | '/' | '|'
            )
    };
    let piece = &text[range.clone()];
    // most names begin and end with an ideograph
    let ideographs = matches!(piece.as_bytes(), [0xE4..=0xE9, .., 0xE4..=0xE9, _, _]);
    if ideographs && !piece.starts_with(['由', '请', '以', '及']) {
        return range;
    }
    let mut start = range.start + piece.len() - piece.trim_start_matches(is_mark).len();
    let end = start + text[start..range.end].trim_end_matches(is_mark).len();
    if text[start..end].starts_with(['由', '请', '以', '及']) {
        for word in ["由", "请", "以及", "及"] {
            let rest = &text[start..end];
            if rest.starts_with(word) && rest.len() > word.len() {
                start += word.len();
            }
        }
    }
    start..end
}

/// Whether a cell says that there is nobody: 无, /, —.
fn is_nothing(name: &str) -> bool {
    matches!(name, "无" | "暂无" | "等" | "同上")
}

/// The verb that ends `text` and what stands before it: 县科技局 + 牵头.
///
/// `loose` takes words that only mean so behind a list of bodies (落实, 实施).
pub(super) fn verb_at_end<'t>(text: &'t str, words: &Words, loose: bool) -> (&'t str, Option<Role>) {
    // most names end in no verb and in no label, and that their last character tells
    let Some(last) = text.chars().next_back() else {
        return (text, None);
    };
    if words.head_ends.has_char(last)
        && let Some((name, role)) = as_label(text, words)
    {
        return (name, Some(role));
    }
    if !words.verb_ends.has_char(last) {
        return (text, None);
    }
    let (mut rest, mut role, mut strong) = (text, None, false);
    while let Some((word, own)) = words.verb_words.suffixes(rest).min_by_key(|(_, word)| word.sort) {
        rest = &rest[..rest.len() - word.len()];
        role = combined(role, own.role.clone(), own.sort == Sort::Verb, strong);
        strong |= own.strong;
    }
    if role.is_none() || (!strong && !loose) || words.modals.ends(rest) {
        return (text, None);
    }
    (rest, role)
}

/// A verb's role counts before that of the words around it: 配合落实 supports, 牵头负责 leads.
fn combined(role: Option<Role>, own: Option<Role>, is_verb: bool, strong: bool) -> Option<Role> {
    if is_verb && !strong {
        own
    } else if is_verb {
        stronger(role, own)
    } else {
        role.or(own)
    }
}

/// 县发改局为牵头单位: a label as a verb.
fn as_label<'t>(text: &'t str, words: &Words) -> Option<(&'t str, Role)> {
    let at = text.rfind('为')?;
    let tail = &text[at + '为'.len_utf8()..];
    let label = label::at_start(tail, words).filter(|label| label.len == tail.len() && !label.colon)?;
    let name = &text[..at];
    Some((name.strip_suffix('作').unwrap_or(name), label.role?))
}

/// A verb behind a body inside `text` (县发改局负责总体协调): where the name ends, the role, where the verb ends.
fn verb_inside<'t>(text: &'t str, names: &Names<'t>) -> Option<(usize, Role, usize)> {
    let words = names.words();
    let (at, verb, role) = first_of(text, &words.verbs)?;
    let name = &text[..at];
    let is_body =
        !words.modals.starts(&text[at..]) && !name.contains(super::split::is_opener) && names.kind(name) == Kind::Real;
    is_body.then_some((at, role.clone()?, at + verb.len()))
}
