//! The words of indicators: things with their synonyms, classes, restricting words, shares.

use std::sync::LazyLock;

use crate::cue::Cues;
use crate::lexicon;

/// What the units of a class of things count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Nature {
    /// A body that acts: an enterprise, a school; 户 counts it as 家 does.
    Entity,
    /// A person; 人 and 名 count it as 个 does.
    Person,
    /// A home; 套 and 户 count it.
    Home,
    /// A place where people live or work: counting it in 户 counts something else.
    Place,
    /// An event; 场 counts it.
    Event,
    /// A total of money.
    Sum,
    /// Anything else.
    Thing,
}

impl Nature {
    /// The nature of this name in `indicator_words.tsv`.
    fn named(name: &str) -> Self {
        match name {
            "entity" => Self::Entity,
            "person" => Self::Person,
            "home" => Self::Home,
            "place" => Self::Place,
            "event" => Self::Event,
            "sum" => Self::Sum,
            _ => Self::Thing,
        }
    }
}

/// What a word does in an indicator.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Word {
    /// Names what is counted; other words for it have the same name.
    Thing(Thing),
    /// Names only a class of things: its standard name (企业 for 公司), and what its units count.
    Class(Box<str>, Nature),
    /// A class that adds nothing after what it is about (棚改项目).
    Light,
    /// Restricts what is counted; the normal form of the restriction.
    Limit(Box<str>),
    /// Says nothing about what is counted.
    Neutral,
    /// Makes a share of what stands before it.
    Share,
    /// Separates the parts of an enumeration.
    Joint,
    /// Ordinary text.
    Plain,
}

/// A thing that indicators count or measure.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Thing {
    /// Its name: the same for all words for it.
    pub(crate) name: Box<str>,
    /// What the word restricts the thing to, beyond its name.
    pub(crate) limit: Option<Box<str>>,
    /// The broader thing that contains it.
    pub(crate) within: Option<Box<str>>,
}

/// All words of indicators.
#[derive(Debug, Clone)]
pub(crate) struct Words {
    rows: Vec<(Box<str>, Word)>,
    cues: Cues<Word>,
}

static BUILTIN: LazyLock<Words> = LazyLock::new(|| {
    Words::from_tsv(
        include_str!("../../data/lexicon/indicator_words.tsv"),
        include_str!("../../data/lexicon/indicator_things.tsv"),
    )
});

impl Words {
    /// The words of `data/lexicon/indicator_words.tsv` and `indicator_things.tsv`.
    pub(crate) fn builtin() -> &'static Self {
        &BUILTIN
    }

    /// Reads both tables; of two rows for one word that of `things` counts, and the later of one table.
    pub(crate) fn from_tsv(words: &str, things: &str) -> Self {
        let mut read = Self { rows: lexicon::rows(words).filter_map(|row| word(&row)).collect(), cues: Cues::new([]) };
        read.extend(things);
        read
    }

    /// Adds rows to the table of things; a later row wins over an earlier one.
    pub(crate) fn extend(&mut self, things: &str) {
        let broader = broader(things);
        self.rows.extend(lexicon::rows(things).filter_map(|row| thing(&row, &broader)));
        self.cues = Cues::new(self.rows.iter().cloned());
    }

    /// The longest word that `text` starts with.
    pub(crate) fn prefix<'s>(&'s self, text: &str) -> Option<(&'s str, &'s Word)> {
        self.cues.prefix(text)
    }

    /// The name of the share that is written out as `ratio` (研发投入占地区生产总值).
    pub(crate) fn ratio(&self, ratio: &str) -> Option<&str> {
        match self.cues.get(ratio) {
            Some(Word::Thing(thing)) => Some(&thing.name),
            _ => None,
        }
    }

    /// What the units of a thing of this name count: that of the class its name ends with.
    pub(crate) fn nature(&self, name: &str) -> Nature {
        let mut classes = self.cues.suffixes(name).filter_map(|(_, word)| match word {
            Word::Class(_, nature) => Some(*nature),
            _ => None,
        });
        classes.next().unwrap_or(Nature::Thing)
    }
}

/// A row of `indicator_words.tsv`: word, role, normal form.
fn word(cells: &[&str]) -> Option<(Box<str>, Word)> {
    let [written, role, rest @ ..] = cells else { return None };
    let normal = rest.first().copied().unwrap_or_default();
    let word = match *role {
        "limit" => Word::Limit(if normal.is_empty() { *written } else { normal }.into()),
        "neutral" => Word::Neutral,
        "class" => {
            let name = rest.get(1).copied().filter(|name| !name.is_empty()).unwrap_or(written);
            Word::Class(name.into(), Nature::named(normal))
        }
        "light" => Word::Light,
        "share" => Word::Share,
        "plain" if normal == "、" => Word::Joint,
        "plain" => Word::Plain,
        _ => return None,
    };
    Some(((*written).into(), word))
}

/// Name of the thing that a row is about.
fn name<'r>(cells: &[&'r str]) -> Option<&'r str> {
    let written = *cells.first()?;
    Some(cells.get(1).copied().filter(|name| !name.is_empty()).unwrap_or(written))
}

/// Which thing contains which, by name; sorted for look-up.
fn broader(things: &str) -> Vec<(&str, &str)> {
    let mut pairs: Vec<(&str, &str)> = Vec::new();
    for row in lexicon::rows(things) {
        if let (Some(name), Some(within)) = (name(&row), row.get(3).copied().filter(|w| !w.is_empty())) {
            pairs.push((name, within));
        }
    }
    pairs.sort_unstable();
    pairs
}

/// A row of `indicator_things.tsv`: written, thing, restriction, broader thing.
fn thing(cells: &[&str], broader: &[(&str, &str)]) -> Option<(Box<str>, Word)> {
    let filled = |at: usize| cells.get(at).copied().filter(|cell| !cell.is_empty());
    let name = name(cells)?;
    let at = broader.binary_search_by(|(narrow, _)| (*narrow).cmp(name)).ok();
    let thing =
        Thing { name: name.into(), limit: filled(2).map(Into::into), within: at.map(|at| broader[at].1.into()) };
    Some((cells.first().copied()?.into(), Word::Thing(thing)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const THINGS: &str = include_str!("../../data/lexicon/indicator_things.tsv");
    const WORDS: &str = include_str!("../../data/lexicon/indicator_words.tsv");

    #[test]
    fn every_thing_has_a_source_and_one_name() {
        let mut written: Vec<&str> = Vec::new();
        for row in lexicon::rows(THINGS) {
            assert!(row.len() == 5 && !row[4].is_empty(), "five columns, the last one filled: {row:?}");
            written.push(row[0]);
            let name = name(&row).unwrap_or_default();
            let own = lexicon::rows(THINGS).find(|other| other[0] == name);
            // a standard name may not be another word for something else
            let closed = own.is_none_or(|own| own[1].is_empty() || own[1] == name);
            assert!(closed, "{} stands for {name}, which stands for another thing", row[0]);
        }
        let all = written.len();
        written.sort_unstable();
        written.dedup();
        assert_eq!(written.len(), all, "a word is listed twice");
    }

    #[test]
    fn every_word_has_a_known_role() {
        for row in lexicon::rows(WORDS) {
            assert!(word(&row).is_some(), "{row:?}");
        }
    }

    #[test]
    fn rows_can_be_added() {
        let mut words = Words::builtin().clone();
        assert!(!matches!(words.prefix("长者饭堂"), Some(("长者饭堂", Word::Thing(_)))));
        words.extend("长者饭堂\t老年食堂");
        let Some((_, Word::Thing(thing))) = words.prefix("长者饭堂") else { panic!("the added row is not read") };
        assert_eq!((&*thing.name, thing.limit.as_deref()), ("老年食堂", None));
    }
}
