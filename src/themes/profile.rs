//! What is remembered of a theme, and of how rare words are, so that plans can be added.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use crate::similarity::concepts::BUILTIN;
use crate::similarity::grams::{Gram, GramHasher, concept_gram, concept_index, gram_of, text_of};
use crate::similarity::{Features, rarity};

/// How many words of a theme are remembered.
const WORDS: usize = 128;

/// After so many members a further one changes a profile too little to be worth the time.
const LEARNS_FROM: u32 = 40;

/// What is remembered of a theme: the mean of its members.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(super) struct Profile {
    /// Its heaviest words, in the order of their grams.
    words: Vec<Remembered>,
    /// Mean of the headings' words.
    headings: Vec<(Word, f32)>,
    /// Offices with the share of the members that they lead or answer for, and in which they take part.
    offices: Vec<(String, f32, f32)>,
    /// Mean of the summed rarity of the members' titles.
    title: f32,
    /// How many members there are.
    members: u32,
    /// How many members the words, headings and offices were learnt from.
    learnt: [u32; 3],
}

/// A gram that is written as text in JSON: a concept with `#` before its name.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(super) struct Word(#[cfg_attr(feature = "schema", schemars(with = "String"))] pub(super) Gram);

impl Serialize for Word {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match concept_index(self.0).and_then(|index| BUILTIN.name(index)) {
            Some(name) => serializer.collect_str(&format_args!("#{name}")),
            None => serializer.serialize_str(&text_of(self.0)),
        }
    }
}

impl<'de> Deserialize<'de> for Word {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let word = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
        let gram = match word.strip_prefix('#') {
            // a concept that the lexicon has no longer weighs nothing
            Some(name) => BUILTIN.index(name).map_or(0, concept_gram),
            None => gram_of(&word),
        };
        Ok(Self(gram))
    }
}

/// A word of a theme.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(super) struct Remembered {
    pub(super) word: Word,
    /// Mean weight in the members' vectors, each of length 1.
    pub(super) weight: f32,
    /// Share of the members with the word in their title.
    pub(super) title: f32,
    /// Share of the members with the word in their title or body.
    pub(super) text: f32,
}

/// How rare words are in the plans that the themes were made of.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(super) struct Rarities {
    tasks: u32,
    /// Words in two tasks or more, in order, with the tasks that have them anywhere, and in title or body.
    words: Vec<(Word, u32, u32)>,
}

impl Rarities {
    pub(super) fn of<'a>(plans: impl Iterator<Item = &'a Features>) -> Self {
        let mut rarities = Self::default();
        for plan in plans {
            rarities.tasks += plan.tasks.len() as u32;
            rarities.words.extend(plan.vocabulary.iter().map(|word| (Word(word.gram), word.tasks, word.texts)));
        }
        rarities.words.sort_unstable();
        rarities.words.dedup_by(|next, kept| {
            let same = next.0 == kept.0;
            if same {
                kept.1 += next.1;
                kept.2 += next.2;
            }
            same
        });
        rarities.words.retain(|word| word.1 >= 2);
        rarities
    }

    /// The table as it is looked up.
    pub(super) fn lookup(&self) -> Lookup {
        let tasks = self.tasks as usize;
        let of = |with: u32| rarity(with as usize, tasks) as f32;
        let words = self.words.iter().map(|&(word, any, text)| (word.0, (of(any), of(text)))).collect();
        Lookup { words, unknown: of(1) }
    }
}

/// Rarity by gram: over all fields, and over title and body.
pub(super) struct Lookup {
    words: HashMap<Gram, (f32, f32), GramHasher>,
    unknown: f32,
}

/// A task as it is compared with themes.
#[derive(Debug, Clone, Default)]
pub(super) struct Seen {
    /// Its words with weights, of length 1, in the order of their grams.
    pub(super) words: Vec<SeenWord>,
    /// The words of its headings, of length 1.
    pub(super) headings: Vec<(Gram, f32)>,
    pub(super) lead: Vec<String>,
    pub(super) offices: Vec<String>,
    /// Sum of the rarities of its title's words.
    pub(super) title: f32,
}

/// A word of a task.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct SeenWord {
    pub(super) gram: Gram,
    pub(super) weight: f32,
    /// Rarity over title and body.
    pub(super) rarity: f32,
    pub(super) in_title: bool,
    pub(super) in_text: bool,
}

impl Lookup {
    /// The tasks of a plan as they are compared.
    pub(super) fn see(&self, plan: &Features) -> Vec<Seen> {
        let unknown = (self.unknown, self.unknown);
        let rarities: Vec<(f32, f32)> =
            plan.vocabulary.iter().map(|word| self.words.get(&word.gram).copied().unwrap_or(unknown)).collect();
        let gram = |word: u32| plan.vocabulary[word as usize].gram;
        let names = |ranks: &[u32]| ranks.iter().map(|&rank| plan.offices[rank as usize].clone()).collect();
        let headings: Vec<Vec<(Gram, f32)>> = plan
            .headings
            .iter()
            .map(|heading| {
                let weighed = heading.iter().map(|&(word, n)| (gram(word), n * rarities[word as usize].1));
                unit(weighed.filter(|word| word.1 > 0.0).collect(), |word| &mut word.1)
            })
            .collect();
        plan.tasks
            .iter()
            .map(|task| {
                let words = task.terms.iter().map(|term| SeenWord {
                    gram: gram(term.word),
                    weight: term.weight * rarities[term.word as usize].0,
                    rarity: rarities[term.word as usize].1,
                    in_title: term.in_title,
                    in_text: term.in_text,
                });
                let words =
                    unit(words.filter(|word| word.weight > 0.0).collect(), |word: &mut SeenWord| &mut word.weight);
                Seen {
                    title: words.iter().filter(|word| word.in_title).map(|word| word.rarity).sum(),
                    words,
                    headings: headings[task.heading].clone(),
                    lead: names(&task.lead),
                    offices: names(&task.offices),
                }
            })
            .collect()
    }
}

/// Scales to length 1.
fn unit<T>(mut vector: Vec<T>, weight: impl Fn(&mut T) -> &mut f32) -> Vec<T> {
    let length = vector.iter_mut().map(|word| weight(word).powi(2)).sum::<f32>().sqrt();
    for word in &mut vector {
        *weight(word) /= length;
    }
    vector
}

impl Profile {
    /// How many members it has had so far.
    pub(super) fn members(&self) -> u32 {
        self.members.max(1)
    }

    /// Whether a further member would change it.
    pub(super) fn learns(&self) -> bool {
        self.learnt[0] < LEARNS_FROM
    }

    /// Counts a member that is not learnt from.
    pub(super) fn count(&mut self) {
        self.members += 1;
    }

    /// Takes another member in.
    pub(super) fn learn(&mut self, task: &Seen) {
        self.members += 1;
        if !self.learns() {
            return;
        }
        let share = 1.0 / (self.learnt[0] + 1) as f32;
        self.learnt[0] += 1;
        self.title += (task.title - self.title) * share;
        let new = task.words.iter().map(|word| Remembered {
            word: Word(word.gram),
            weight: word.weight,
            title: f32::from(u8::from(word.in_title)),
            text: f32::from(u8::from(word.in_text)),
        });
        self.words = merged(
            &self.words,
            new.collect(),
            |w| w.word,
            |old, new| {
                let mean = |old: f32, new: f32| old + (new - old) * share;
                let (x, y) = (old.copied().unwrap_or_default(), new.copied().unwrap_or_default());
                let word = old.or(new).map_or(Word(0), |w| w.word);
                Remembered {
                    word,
                    weight: mean(x.weight, y.weight),
                    title: mean(x.title, y.title),
                    text: mean(x.text, y.text),
                }
            },
        );
        self.forget();
        self.learn_headings(task);
        self.learn_offices(task);
    }

    /// Keeps the heaviest words.
    fn forget(&mut self) {
        if self.words.len() <= WORDS {
            return;
        }
        self.words.sort_unstable_by(|x, y| y.weight.total_cmp(&x.weight).then(x.word.cmp(&y.word)));
        self.words.truncate(WORDS);
        self.words.sort_unstable_by_key(|word| word.word);
    }

    fn learn_headings(&mut self, task: &Seen) {
        if task.headings.is_empty() {
            return;
        }
        let share = 1.0 / (self.learnt[1] + 1) as f32;
        self.learnt[1] += 1;
        let new = task.headings.iter().map(|&(gram, weight)| (Word(gram), weight)).collect();
        self.headings = merged(
            &self.headings,
            new,
            |w: &(Word, f32)| w.0,
            |old, new| {
                let word = old.or(new).map_or(Word(0), |w| w.0);
                let (x, y) = (old.map_or(0.0, |w| w.1), new.map_or(0.0, |w| w.1));
                (word, x + (y - x) * share)
            },
        );
    }

    fn learn_offices(&mut self, task: &Seen) {
        if task.offices.is_empty() {
            return;
        }
        let share = 1.0 / (self.learnt[2] + 1) as f32;
        self.learnt[2] += 1;
        for (_, lead, any) in &mut self.offices {
            *lead -= *lead * share;
            *any -= *any * share;
        }
        for office in &task.offices {
            let leads = f32::from(u8::from(task.lead.contains(office))) * share;
            match self.offices.iter_mut().find(|known| known.0 == *office) {
                Some((_, lead, any)) => {
                    *lead += leads;
                    *any += share;
                }
                None => self.offices.push((office.clone(), leads, share)),
            }
        }
    }

    /// Its heaviest words, for the index.
    pub(super) fn heaviest(&self, count: usize) -> Vec<(Gram, f32)> {
        let mut words: Vec<(Gram, f32)> = self.words.iter().map(|word| (word.word.0, word.weight)).collect();
        words.sort_unstable_by(|x, y| y.1.total_cmp(&x.1).then(x.0.cmp(&y.0)));
        words.truncate(count);
        words
    }

    /// Mean cosine with the members, and how far titles cover the other's text, the smaller of the two directions.
    pub(super) fn words_alike(&self, task: &Seen) -> (f32, f32) {
        let (mut cosine, mut forth, mut back) = (0.0, 0.0, 0.0);
        let mut words = task.words.iter().peekable();
        for own in &self.words {
            while words.next_if(|word| word.gram < own.word.0).is_some() {}
            let Some(word) = words.peek().filter(|word| word.gram == own.word.0) else {
                continue;
            };
            cosine += own.weight * word.weight;
            forth += f32::from(u8::from(word.in_title)) * own.text * word.rarity;
            back += f32::from(u8::from(word.in_text)) * own.title * word.rarity;
        }
        let share = |part: f32, whole: f32| if whole > 0.0 { (part / whole).min(1.0) } else { 0.0 };
        (cosine, share(forth, task.title).min(share(back, self.title)))
    }

    /// Mean likeness of the headings; none where either has none.
    pub(super) fn headings_alike(&self, task: &Seen) -> Option<f32> {
        if self.headings.is_empty() || task.headings.is_empty() {
            return None;
        }
        let mut own = self.headings.iter().peekable();
        let mut sum = 0.0;
        for &(gram, weight) in &task.headings {
            while own.next_if(|word| word.0.0 < gram).is_some() {}
            if let Some((_, other)) = own.peek().filter(|word| word.0.0 == gram) {
                sum += weight * other;
            }
        }
        Some(sum)
    }

    /// How far the offices agree, 0..=1; none where either has none.
    pub(super) fn offices_alike(&self, task: &Seen) -> Option<f32> {
        if self.offices.is_empty() || task.offices.is_empty() {
            return None;
        }
        let (mut forth, mut back) = (0.0f32, 0.0f32);
        for (office, lead, any) in &self.offices {
            if task.lead.contains(office) {
                forth = forth.max(*any);
            }
            if task.offices.contains(office) {
                back = back.max(*lead);
            }
        }
        Some((forth + back) / 2.0)
    }
}

/// Merges two lists that are sorted by `key`.
fn merged<T, K: Ord>(
    old: &[T],
    new: Vec<T>,
    key: impl Fn(&T) -> K,
    join: impl Fn(Option<&T>, Option<&T>) -> T,
) -> Vec<T> {
    let mut out = Vec::with_capacity(old.len() + new.len());
    let (mut old, mut new) = (old.iter().peekable(), new.iter().peekable());
    loop {
        let order = match (old.peek(), new.peek()) {
            (None, None) => return out,
            (Some(_), None) => std::cmp::Ordering::Less,
            (None, Some(_)) => std::cmp::Ordering::Greater,
            (Some(x), Some(y)) => key(x).cmp(&key(y)),
        };
        let x = if order.is_le() { old.next() } else { None };
        let y = if order.is_ge() { new.next() } else { None };
        out.push(join(x, y));
    }
}
