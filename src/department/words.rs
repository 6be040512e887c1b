//! The words of responsibility clauses, read from `data/lexicon`.

use std::sync::LazyLock;

use crate::lexicon::rows;
use crate::model::Role;

/// Words with the role that they tell, if any; longer words first.
pub(super) type Roles = Vec<(String, Option<Role>)>;

/// The tables `roles.tsv`, `bodies.tsv` and `collectives.tsv`.
#[derive(Debug, Default)]
pub(super) struct Words {
    /// First parts of labels (牵头, 责任).
    pub modifiers: Roles,
    /// First characters of all labels, sorted.
    pub label_starts: Vec<char>,
    /// Last parts of labels (单位, 领导).
    pub heads: Roles,
    /// What may stand between head and colon (及责任人).
    pub tails: Vec<String>,
    /// Labels whose value names nobody (完成时限).
    pub skips: Vec<String>,
    /// Verbs that end a list of bodies (牵头).
    pub verbs: Roles,
    /// Words that go with a verb, or stand for one inside brackets (组织实施).
    pub weaks: Roles,
    /// Words before a verb (按职责分工).
    pub adverbs: Roles,
    /// Words before a verb in running text (要配合).
    pub modals: Vec<String>,
    /// Words of a remark in a nested bracket (下同).
    pub notes: Vec<String>,
    /// Endings of names of bodies.
    pub ends: Vec<String>,
    /// Endings that make a body even without a level before it.
    pub branches: Vec<String>,
    /// What ends like a body and is none by itself.
    pub generics: Vec<String>,
    /// First characters of a body of a known level.
    pub levels: Vec<String>,
    /// Endings of posts (县长).
    pub posts: Vec<String>,
    /// Posts held beside the one printed next (县委常委).
    pub joints: Vec<String>,
    /// First characters of persons' names.
    pub surnames: String,
    /// Characters of running text.
    pub running: String,
    /// Beginnings of collectives (各).
    pub group_starts: Vec<String>,
    /// Parts of collectives (有关).
    pub group_parts: Vec<String>,
    /// Endings of collectives (成员单位).
    pub group_ends: Vec<String>,
    /// Whole names of collectives (街道).
    pub groups: Vec<String>,
}

impl Words {
    /// The library's own tables.
    pub(super) fn builtin() -> &'static Self {
        static WORDS: LazyLock<Words> = LazyLock::new(|| {
            let mut words = Words::default();
            words.read_roles(include_str!("../../data/lexicon/roles.tsv"));
            words.read_names(include_str!("../../data/lexicon/bodies.tsv"));
            words.read_groups(include_str!("../../data/lexicon/collectives.tsv"));
            words.sort();
            words
        });
        &WORDS
    }

    fn read_roles(&mut self, tsv: &str) {
        for row in rows(tsv) {
            let (&[kind, word, role] | &[kind, word, role, ..]) = row.as_slice() else {
                continue;
            };
            let word = word.to_owned();
            let role = Some(Role::from(role)).filter(|role| Role::ALL.contains(role));
            match kind {
                "modifier" => self.modifiers.push((word, role)),
                "head" => self.heads.push((word, role)),
                "verb" => self.verbs.push((word, role)),
                "weak" => self.weaks.push((word, role)),
                "adverb" => self.adverbs.push((word, role)),
                "tail" => self.tails.push(word),
                "skip" => self.skips.push(word),
                "modal" => self.modals.push(word),
                "note" => self.notes.push(word),
                _ => {}
            }
        }
    }

    fn read_names(&mut self, tsv: &str) {
        for row in rows(tsv) {
            let &[kind, list, ..] = row.as_slice() else { continue };
            let words = list.split_whitespace().map(str::to_owned);
            match kind {
                "end" => self.ends.extend(words),
                "branch" => self.branches.extend(words),
                "generic" => self.generics.extend(words),
                "level" => self.levels.extend(words),
                "post" => self.posts.extend(words),
                "joint" => self.joints.extend(words),
                "surname" => self.surnames.extend(words),
                "running" => self.running.extend(words),
                _ => {}
            }
        }
    }

    fn read_groups(&mut self, tsv: &str) {
        for row in rows(tsv) {
            let &[kind, list, ..] = row.as_slice() else { continue };
            let words = list.split_whitespace().map(str::to_owned);
            match kind {
                "start" => self.group_starts.extend(words),
                "part" => self.group_parts.extend(words),
                "end" => self.group_ends.extend(words),
                "whole" => self.groups.extend(words),
                _ => {}
            }
        }
    }

    /// Longer words first, so that the first that fits is the longest.
    fn sort(&mut self) {
        for roles in [&mut self.modifiers, &mut self.heads, &mut self.verbs, &mut self.weaks, &mut self.adverbs] {
            roles.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
        }
        let modifiers = self.modifiers.iter().map(|(word, _)| word);
        let starts = modifiers.chain(&self.skips).filter_map(|word| word.chars().next());
        self.label_starts = starts.collect();
        self.label_starts.sort_unstable();
        self.label_starts.dedup();
        for list in [&mut self.tails, &mut self.skips, &mut self.joints] {
            list.sort_by_key(|word| std::cmp::Reverse(word.len()));
        }
    }
}

/// Whether one of the words ends `text`.
pub(super) fn ends_with(text: &str, words: &[String]) -> bool {
    words.iter().any(|word| text.ends_with(word.as_str()))
}

/// Whether one of the words starts `text`.
pub(super) fn starts_with(text: &str, words: &[String]) -> bool {
    words.iter().any(|word| text.starts_with(word.as_str()))
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
