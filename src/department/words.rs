//! The words of responsibility clauses, read from `data/lexicon`.

use std::sync::LazyLock;

use crate::cue::{CharSet, Cues};
use crate::lexicon::rows;
use crate::model::Role;

/// Words with the role that they tell, if any.
pub(super) type Roles = Cues<Option<Role>>;

/// A list of words.
pub(super) type List = Cues<()>;

/// The tables `roles.tsv`, `bodies.tsv` and `collectives.tsv`.
#[derive(Debug)]
pub(super) struct Words {
    /// First parts of labels (牵头, 责任).
    pub modifiers: Roles,
    /// First characters of all labels.
    pub label_starts: CharSet,
    /// Last parts of labels (单位, 领导).
    pub heads: Roles,
    /// What may stand between head and colon (及责任人).
    pub tails: List,
    /// Labels whose value names nobody (完成时限).
    pub skips: List,
    /// Verbs that end a list of bodies (牵头).
    pub verbs: Roles,
    /// Words that go with a verb, or stand for one inside brackets (组织实施).
    pub weaks: Roles,
    /// Words before a verb (按职责分工).
    pub adverbs: Roles,
    /// Words before a verb in running text (要配合).
    pub modals: List,
    /// Words of a remark in a nested bracket (下同).
    pub notes: List,
    /// Endings of names of bodies.
    pub ends: List,
    /// Endings that make a body even without a level before it.
    pub branches: List,
    /// What ends like a body and is none by itself.
    pub generics: List,
    /// Endings that only look like those of bodies (城乡).
    pub false_ends: List,
    /// First characters of a body of a known level.
    pub levels: List,
    /// What may stand behind 等 where it closes a list (部门).
    pub others: List,
    /// Endings of posts (县长).
    pub posts: List,
    /// Posts held beside the one printed next (县委常委).
    pub joints: List,
    /// First characters of persons' names.
    pub surnames: String,
    /// Characters of running text.
    pub running: String,
    /// Beginnings of collectives (各).
    pub group_starts: List,
    /// Parts of collectives (有关).
    pub group_parts: List,
    /// Endings of collectives (成员单位).
    pub group_ends: List,
    /// Whole names of collectives (街道).
    pub groups: List,
}

impl Words {
    /// The library's own tables.
    pub(super) fn builtin() -> &'static Self {
        static WORDS: LazyLock<Words> = LazyLock::new(|| {
            Words::read(
                include_str!("../../data/lexicon/roles.tsv"),
                include_str!("../../data/lexicon/bodies.tsv"),
                include_str!("../../data/lexicon/collectives.tsv"),
            )
        });
        &WORDS
    }

    fn read(roles: &str, names: &str, groups: &str) -> Self {
        let role = |kind| role_words(roles, kind);
        let plain = |kind| Cues::new(role_rows(roles, kind).map(|(word, _)| (word.into(), ())));
        let opening = ["modifier", "skip"].into_iter().flat_map(|kind| role_rows(roles, kind));
        Self {
            label_starts: CharSet::new(opening.filter_map(|(word, _)| word.chars().next())),
            modifiers: role("modifier"),
            heads: role("head"),
            tails: plain("tail"),
            skips: plain("skip"),
            verbs: role("verb"),
            weaks: role("weak"),
            adverbs: role("adverb"),
            modals: plain("modal"),
            notes: plain("note"),
            ends: list(names, "end"),
            branches: list(names, "branch"),
            generics: list(names, "generic"),
            false_ends: list(names, "false"),
            levels: list(names, "level"),
            others: list(names, "others"),
            posts: list(names, "post"),
            joints: list(names, "joint"),
            surnames: listed(names, "surname").collect(),
            running: listed(names, "running").collect(),
            group_starts: list(groups, "start"),
            group_parts: list(groups, "part"),
            group_ends: list(groups, "end"),
            groups: list(groups, "whole"),
        }
    }
}

/// The words of one kind in `roles.tsv`, each with what stands in its third column.
fn role_rows<'t>(table: &'t str, kind: &'static str) -> impl Iterator<Item = (&'t str, &'t str)> {
    rows(table).filter(move |row| row.first() == Some(&kind)).filter_map(|row| Some((*row.get(1)?, *row.get(2)?)))
}

fn role_words(table: &str, kind: &'static str) -> Roles {
    let known = |word: &str| Some(Role::from(word)).filter(|role| Role::ALL.contains(role));
    Cues::new(role_rows(table, kind).map(|(word, role)| (word.into(), known(role))))
}

/// The words of one kind in a table that has them between spaces.
fn listed<'t>(table: &'t str, kind: &'static str) -> impl Iterator<Item = &'t str> {
    let rows = rows(table).filter(move |row| row.first() == Some(&kind));
    rows.filter_map(|row| row.get(1).copied()).flat_map(str::split_whitespace)
}

fn list(table: &str, kind: &'static str) -> List {
    Cues::new(listed(table, kind).map(|word| (word.into(), ())))
}

/// Whether one of the words ends `text`.
pub(super) fn ends_with(text: &str, words: &List) -> bool {
    words.suffix(text).is_some()
}

/// Whether one of the words starts `text`.
pub(super) fn starts_with(text: &str, words: &List) -> bool {
    words.prefix(text).is_some()
}

/// Whether one of the words stands in `text`.
pub(super) fn holds<T>(text: &str, words: &Cues<T>) -> bool {
    text.char_indices().any(|(at, _)| words.prefix(&text[at..]).is_some())
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
