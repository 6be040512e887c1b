//! The words of responsibility clauses, read from `data/lexicon`.

use super::body::{COUNTS, SEPARATORS};
use super::chars::Openings;
use super::label::COLONS;
use super::split::{CLOSERS, JOINTS, OPENERS};
use crate::cue::{CharSet, Cues};
use crate::lexicon::{Tables, WordList};
use crate::model::Role;

/// Words with the role that they tell, if any.
pub(super) type Roles = Cues<Option<Role>>;

/// A list of words, with their last characters.
#[derive(Debug)]
pub(super) struct List {
    words: Cues<()>,
    ends: CharSet,
}

impl List {
    fn new<'t>(words: impl IntoIterator<Item = &'t str>) -> Self {
        let words: Vec<&str> = words.into_iter().collect();
        Self {
            ends: CharSet::new(words.iter().filter_map(|word| word.chars().next_back())),
            words: Cues::new(words.into_iter().map(|word| (word.into(), ()))),
        }
    }

    /// The longest of the words that starts `text`.
    pub(super) fn at_start(&self, text: &str) -> Option<&str> {
        let opens = text.chars().next().is_some_and(|c| self.words.starts().has_char(c));
        if opens { self.words.prefix(text).map(|(word, ())| word) } else { None }
    }

    /// Whether one of the words starts `text`.
    pub(super) fn starts(&self, text: &str) -> bool {
        self.at_start(text).is_some()
    }

    /// Whether one of the words ends `text`.
    pub(super) fn ends(&self, text: &str) -> bool {
        self.may_end(text) && self.words.suffix(text).is_some()
    }

    /// Whether `text` is one of the words.
    pub(super) fn is(&self, text: &str) -> bool {
        self.may_end(text) && self.words.get(text).is_some()
    }

    /// Whether one of the words stands in `text`.
    pub(super) fn stands_in(&self, text: &str) -> bool {
        first_of(text, &self.words).is_some()
    }

    /// Most texts are told from words of the list by their last character.
    fn may_end(&self, text: &str) -> bool {
        text.chars().next_back().is_some_and(|c| self.ends.has_char(c))
    }
}

/// What a word at the end of a clause is; the first one counts where a text ends in several.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Sort {
    /// Ends a list of bodies (牵头).
    Verb,
    /// Stands before a verb (按职责分工).
    Adverb,
    /// Goes with a verb, or stands for one inside brackets (组织实施).
    Weak,
}

/// A verb of a clause, or a word around it.
#[derive(Debug, Clone)]
pub(super) struct VerbWord {
    /// What it is.
    pub sort: Sort,
    /// The role that it tells, if any.
    pub role: Option<Role>,
    /// Whether it makes a clause by itself, without a list of bodies before it.
    pub strong: bool,
}

impl VerbWord {
    fn new(word: &str, sort: Sort, role: &str) -> Self {
        let role = known_role(role);
        let strong = sort == Sort::Verb || role.is_some() && word.contains('职');
        Self { sort, role, strong }
    }
}

/// The tables `roles.tsv`, `bodies.tsv` and `collectives.tsv`.
#[derive(Debug)]
pub(crate) struct Words {
    /// First parts of labels (牵头, 责任).
    pub(super) modifiers: Roles,
    /// Those that make a label with the colon alone (牵头:).
    pub(super) alone: Roles,
    /// Those that open a whole clause with the colon alone (部门分工:).
    pub(super) clauses: Roles,
    /// How all labels open.
    pub(super) label_openings: Openings,
    /// What may follow a label's first part: first characters of modifiers and heads, and a bracket.
    pub(super) label_insides: CharSet,
    /// Characters at which a piece may be cut once more: of labels, joining words and brackets.
    pub(super) cuts: CharSet,
    /// Last characters of verbs and of the words around them.
    pub(super) verb_ends: CharSet,
    /// Last characters of the heads of labels.
    pub(super) head_ends: CharSet,
    /// Both of these: what may end a clause.
    pub(super) clause_ends: CharSet,
    /// Last parts of labels (单位, 领导).
    pub(super) heads: Roles,
    /// What may stand between head and colon (及责任人).
    pub(super) tails: List,
    /// Labels whose value names nobody (完成时限).
    pub(super) skips: List,
    /// Verbs that end a list of bodies (牵头).
    pub(super) verbs: Roles,
    /// These and the words around them.
    pub(super) verb_words: Cues<VerbWord>,
    /// Words before a verb in running text (要配合).
    pub(super) modals: List,
    /// Words of a remark in a nested bracket (下同).
    pub(super) notes: List,
    /// How remarks about other tasks begin (以下各项均需…).
    pub(super) remarks: List,
    /// Endings of names of bodies.
    pub(super) ends: List,
    /// Endings that make a body even without a level before it.
    pub(super) branches: List,
    /// What ends like a body and is none by itself.
    pub(super) generics: List,
    /// Endings that only look like those of bodies (城乡).
    pub(super) false_ends: List,
    /// First characters of a body of a known level.
    pub(super) levels: CharSet,
    /// What may stand behind 等 where it closes a list (部门).
    pub(super) others: List,
    /// Last characters of 等 and of what stands behind it.
    pub(super) others_ends: CharSet,
    /// Endings of posts (县长).
    pub(super) posts: List,
    /// Posts held beside the one printed next (县委常委).
    pub(super) joints: List,
    /// First characters of persons' names.
    pub(super) surnames: CharSet,
    /// Characters that no name holds: those of running text, separators and colons.
    pub(super) running: CharSet,
    /// Characters of a name that call for a closer look: the ones that no name holds, brackets, 由, and the first ones of
    /// parts of collectives.
    pub(super) telling: CharSet,
    /// Beginnings of collectives (各).
    pub(super) group_starts: List,
    /// Parts of collectives (有关).
    pub(super) group_parts: List,
    /// Endings of collectives (成员单位).
    pub(super) group_ends: List,
    /// Whole names of collectives (街道).
    pub(super) groups: List,
}

impl Words {
    /// The words of the tables.
    pub(crate) fn read(tables: &Tables) -> Self {
        let table = |list| table(tables, list);
        let (roles, names, groups) = (&table(WordList::Roles), &table(WordList::Bodies), &table(WordList::Collectives));
        let role = |kind| role_words(roles, kind);
        let plain = |kind| List::new(role_rows(roles, kind).map(|(word, _)| word));
        let of = |kinds: &'static [&'static str]| {
            kinds.iter().flat_map(|kind| role_rows(roles, kind)).map(|(word, _)| word).collect::<Vec<_>>()
        };
        let firsts = |words: &[&str]| words.iter().filter_map(|word| word.chars().next()).collect::<Vec<char>>();
        let label_starts = firsts(&of(&["modifier", "skip"]));
        let inside = firsts(&of(&["modifier", "head"])).into_iter().chain(['(']);
        let cuts = label_starts.iter().copied().chain(firsts(JOINTS)).chain(OPENERS.chars()).chain(CLOSERS.chars());
        let running = listed(names, "running").flat_map(str::chars).chain(SEPARATORS.chars()).chain(COLONS.chars());
        let running: Vec<char> = running.collect();
        let parts = firsts(&listed(groups, "part").collect::<Vec<_>>());
        let telling = running.iter().copied().chain(OPENERS.chars()).chain(parts).chain(['由']);
        let others_ends = listed(names, "others").filter_map(|word| word.chars().next_back());
        let lasts = |words: Vec<&str>| CharSet::new(words.iter().filter_map(|word| word.chars().next_back()));
        let verb_words = [("verb", Sort::Verb), ("adverb", Sort::Adverb), ("weak", Sort::Weak)];
        let verb_words = verb_words.into_iter().flat_map(|(kind, sort)| {
            role_rows(roles, kind).map(move |(word, role)| (word.into(), VerbWord::new(word, sort, role)))
        });
        Self {
            label_openings: label_openings(&of(&["modifier", "skip"]), &of(&["modifier", "head"])),
            label_insides: CharSet::new(inside),
            cuts: CharSet::new(cuts),
            verb_ends: lasts(of(&["verb", "adverb", "weak"])),
            head_ends: lasts(of(&["head"])),
            clause_ends: lasts(of(&["verb", "adverb", "weak", "head"])),
            modifiers: role("modifier"),
            alone: role("alone"),
            clauses: role("clause"),
            heads: role("head"),
            tails: plain("tail"),
            skips: plain("skip"),
            verbs: role("verb"),
            verb_words: Cues::new(verb_words),
            modals: plain("modal"),
            notes: plain("note"),
            remarks: plain("remark"),
            ends: list(names, "end"),
            branches: list(names, "branch"),
            generics: list(names, "generic"),
            false_ends: list(names, "false"),
            levels: CharSet::new(listed(names, "level").flat_map(str::chars)),
            others: list(names, "others"),
            others_ends: CharSet::new(others_ends.chain(COUNTS.chars()).chain(['等'])),
            posts: list(names, "post"),
            joints: list(names, "joint"),
            surnames: CharSet::new(listed(names, "surname").flat_map(str::chars)),
            telling: CharSet::new(telling),
            running: CharSet::new(running.iter().copied()),
            group_starts: list(groups, "start"),
            group_parts: list(groups, "part"),
            group_ends: list(groups, "end"),
            groups: list(groups, "whole"),
        }
    }
}

/// How labels open that begin with one of `words`: behind one of fewer than three characters stand `parts` or a colon.
///
/// No label has only two characters, so that the third one always tells.
fn label_openings(words: &[&str], parts: &[&str]) -> Openings {
    let mut openings = Openings::new();
    let firsts: Vec<char> = parts.iter().filter_map(|part| part.chars().next()).collect();
    let seconds = parts.iter().filter_map(|part| part.chars().nth(1));
    COLONS.chars().chain(firsts.iter().copied()).chain(seconds).for_each(|third| openings.add_third(third));
    for word in words {
        let mut chars = word.chars();
        match (chars.next(), chars.next(), chars.next()) {
            (Some(first), Some(second), third) => {
                openings.add_pair(first, second);
                third.into_iter().for_each(|third| openings.add_third(third));
            }
            (Some(first), None, _) => firsts.iter().for_each(|second| openings.add_pair(first, *second)),
            _ => {}
        }
    }
    openings
}

/// The rows of a table: kind, word or words, and what stands in the third column.
type Table<'t> = Vec<[&'t str; 3]>;

fn table(tables: &Tables, list: WordList) -> Table<'_> {
    let cells = |row: Vec<_>| std::array::from_fn(|at| row.get(at).copied().unwrap_or_default());
    tables.rows(list).map(cells).collect()
}

/// Whether a row of one of the three tables means something.
pub(crate) fn fits(list: WordList, row: &[&str]) -> bool {
    let kinds: &[&str] = match list {
        WordList::Roles => &[
            "modifier", "alone", "clause", "head", "tail", "skip", "verb", "weak", "adverb", "modal", "note", "remark",
        ],
        WordList::Bodies => {
            &["end", "branch", "generic", "false", "level", "others", "post", "joint", "surname", "running"]
        }
        _ => &["start", "part", "end", "whole"],
    };
    row.len() > 1 && kinds.contains(&row[0]) && !row[1].is_empty()
}

/// The words of one kind in `roles.tsv`, each with what stands in its third column.
fn role_rows<'t>(table: &Table<'t>, kind: &'static str) -> impl Iterator<Item = (&'t str, &'t str)> {
    table.iter().filter(move |row| row[0] == kind).map(|row| (row[1], row[2]))
}

fn role_words(table: &Table, kind: &'static str) -> Roles {
    Cues::new(role_rows(table, kind).map(|(word, role)| (word.into(), known_role(role))))
}

fn known_role(word: &str) -> Option<Role> {
    Some(Role::from(word)).filter(|role| Role::ALL.contains(role))
}

/// The words of one kind in a table that has them between spaces.
fn listed<'t>(table: &Table<'t>, kind: &'static str) -> impl Iterator<Item = &'t str> {
    let rows = table.iter().filter(move |row| row[0] == kind);
    rows.flat_map(|row| row[1].split_whitespace())
}

fn list(table: &Table, kind: &'static str) -> List {
    List::new(listed(table, kind))
}

/// Whether one of the words stands in `text`.
pub(super) fn holds<T>(text: &str, words: &Cues<T>) -> bool {
    first_of(text, words).is_some()
}

/// Where the first of the words stands in `text`, with the word and what it means.
pub(super) fn first_of<'s, T>(text: &str, words: &'s Cues<T>) -> Option<(usize, &'s str, &'s T)> {
    let mut from = 0;
    loop {
        let at = words.starts().find(text, from)?;
        if let Some((word, meaning)) = words.prefix(&text[at..]) {
            return Some((at, word, meaning));
        }
        from = at + text[at..].chars().next().map_or(1, char::len_utf8);
    }
}

/// The stronger of two roles: who leads, leads, whatever else is said; who supports is not responsible.
pub(super) fn stronger(a: Option<Role>, b: Option<Role>) -> Option<Role> {
    let rank = |role: &Option<Role>| match role {
        Some(Role::Leader) => 4,
        Some(Role::Lead) => 3,
        Some(Role::Support) => 2,
        Some(_) => 1,
        None => 0,
    };
    if rank(&b) > rank(&a) { b } else { a }
}
