//! The words that the target reader knows, from `data/lexicon`.

use std::sync::Arc;

use crate::cue::Cues;
use crate::lexicon::{Tables, WordList};
use crate::model::Measure;
use crate::quantity;

/// What a verb does to its object.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Class {
    /// 新增, 打造: brings it forth.
    Make,
    /// 改造, 培训: works on it; the verb is part of what is counted.
    Keep,
    /// 带动, 惠及: has a subject before it that is part of what is counted.
    Lead,
    /// 接待, 拉动: keeps its place before the noun.
    Prefix,
    /// 完成, 实现: says only that it is reached.
    Reach,
    /// 加快, 推进: moves an existing thing on.
    Push,
    /// 聚焦, 对: names an existing thing.
    Focus,
    /// 提高: raises a quantity.
    Up,
    /// 压减: lowers a quantity.
    Down,
    /// 拥有: states what there is.
    Level,
}

/// What stands between an indicator and its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Link {
    /// 达到: a state.
    Level,
    /// 增长: a relative change upwards.
    Up,
    /// 下降: a relative change downwards.
    Down,
    /// 高于: a distance above a reference.
    Above,
    /// 低于: a distance below a reference.
    Below,
    /// 完成 right before the number.
    Reach,
    /// 新增 right before the number: an output.
    New,
    /// 分别, 均: nothing of their own.
    None,
}

/// What a word of the sentence says about the numbers after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mark {
    /// 力争: a hedge up to the end of the sentence.
    Hedge,
    /// 争创: a hedge of its own object.
    Object,
    /// 确保: no hedge any more.
    Firm,
    /// 每年.
    EachYear,
    /// 年内, 年底前.
    InYear,
    /// 三年累计: over the whole period, not each year.
    Whole,
    /// 目前已: what follows is there already.
    Past,
    /// 去年: so is all that the sentence tells, 新增 or not.
    PastYear,
    /// 新增: what follows is planned.
    Plan,
    /// 建成后: what follows describes a project.
    Project,
}

/// What stands for the list of sites among the words that must not follow.
const SITES: &str = "@site";

/// A word with the places where it is not itself.
#[derive(Debug, Clone)]
pub(crate) struct Guarded<T> {
    pub(super) means: T,
    /// Words that make it part of another word when they follow.
    not_before: Vec<Box<str>>,
    /// Characters that do so when they stand before it.
    not_after: Box<str>,
    /// Whether it names sites: 监测站, 救助中心.
    names_sites: bool,
}

impl<T> Guarded<T> {
    fn new(means: T, not_before: &str, not_after: &str) -> Self {
        let (sites, words): (Vec<&str>, Vec<&str>) = not_before.split(',').partition(|word| *word == SITES);
        Self {
            means,
            not_before: words.into_iter().filter(|w| !w.is_empty()).map(Into::into).collect(),
            not_after: not_after.into(),
            names_sites: !sites.is_empty(),
        }
    }

    /// Whether it is itself between these texts.
    pub(super) fn fits(&self, before: &str, after: &str) -> bool {
        !self.not_before.iter().any(|word| after.starts_with(&**word))
            && !before.chars().next_back().is_some_and(|c| self.not_after.contains(c))
    }
}

/// What the end of an indicator says.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Tail {
    /// Whether it is a state or an output.
    pub(super) flow: bool,
    /// Whether it takes the subject before it.
    pub(super) bare: bool,
}

impl Tail {
    /// The measure that it stands for.
    pub(super) fn measure(self) -> Measure {
        if self.flow { Measure::Flow } else { Measure::Level }
    }
}

/// Writes [`Nouns`] from the parts of `nouns.tsv`.
macro_rules! nouns {
    ($($part:ident)*) => {
        /// Words with a part to play around a number; what each part means is said in `nouns.tsv`.
        #[derive(Debug)]
        pub(crate) struct Nouns {
            $(pub(super) $part: Cues<()>,)*
        }

        impl Nouns {
            /// The parts there are.
            const PARTS: &'static [&'static str] = &[$(stringify!($part)),*];

            fn read(tables: &Tables) -> Self {
                let rows: Vec<Vec<&str>> = tables.rows(WordList::Nouns).collect();
                let part = |wanted: &str| {
                    let words = rows.iter().filter(|row| row.get(1) == Some(&wanted));
                    Cues::new(words.map(|row| (row[0].into(), ())))
                };
                Self { $($part: part(stringify!($part)),)* }
            }
        }
    };
}

nouns! {
    light does money size brief plant goods event
    scheme facet paper agenda people households serve policy
    shared work task area change rate falls moves
    lasting periodic joint counts weak named time_noun set
    grant capacity place strong site standing formal project inspect reward bears terms whole yearly
}

/// All lists of the target reader; what each part of `nouns.tsv` means is said there.
#[derive(Debug)]
pub(crate) struct Words {
    /// Units and words of bound.
    pub(super) numbers: Arc<quantity::Words>,
    pub(super) actions: Cues<Guarded<Class>>,
    pub(super) links: Cues<Link>,
    pub(super) openers: Cues<Guarded<bool>>,
    pub(crate) marks: Cues<Guarded<Mark>>,
    pub(super) tails: Cues<Tail>,
    pub(super) nouns: Nouns,
}

/// Whether a text starts or ends with a word of a list, or holds one.
pub(super) trait Listed {
    /// Whether it starts with one.
    fn starts(&self, list: &Cues<()>) -> bool;
    /// Whether it ends with one.
    fn ends(&self, list: &Cues<()>) -> bool;
    /// Whether one stands in it.
    fn holds(&self, list: &Cues<()>) -> bool;
}

impl Listed for str {
    fn starts(&self, list: &Cues<()>) -> bool {
        list.prefix(self).is_some()
    }

    fn ends(&self, list: &Cues<()>) -> bool {
        list.suffix(self).is_some()
    }

    fn holds(&self, list: &Cues<()>) -> bool {
        let mut at = 0;
        while let Some(next) = list.starts().find(self, at) {
            if list.prefix(&self[next..]).is_some() {
                return true;
            }
            at = next + self[next..].chars().next().map_or(1, char::len_utf8);
        }
        false
    }
}

impl Words {
    /// The lists of the tables.
    pub(crate) fn read(tables: &Tables, numbers: Arc<quantity::Words>) -> Self {
        Self {
            numbers,
            nouns: Nouns::read(tables),
            actions: guarded(tables, WordList::Actions, class),
            links: Cues::new(tables.rows(WordList::Links).filter_map(|row| Some((row[0].into(), link(row.get(1)?)?)))),
            openers: Cues::new(tables.rows(WordList::Openers).map(|row| opener(&row))),
            marks: guarded(tables, WordList::Marks, mark),
            tails: Cues::new(tables.rows(WordList::Tails).filter_map(|row| tail(&row))),
        }
    }

    /// The verb that `text` starts with.
    pub(super) fn action<'s>(&'s self, text: &str) -> Option<(&'s str, Class)> {
        let found = self.actions.prefix_where(text, |word, row| {
            let after = &text[word.len()..];
            row.fits("", after) && !(row.names_sites && after.starts(&self.nouns.site))
        });
        found.map(|(word, row)| (word, row.means))
    }

    /// The verb that `text` ends with.
    pub(super) fn last_action<'s>(&'s self, text: &str) -> Option<(&'s str, Class)> {
        self.actions.suffix(text).map(|(word, row)| (word, row.means))
    }

    /// Whether a noun is an attribute without its owner: 占比, 落地率.
    pub(super) fn is_bare(&self, noun: &str) -> bool {
        self.tail(noun).is_some_and(|(word, tail)| tail.bare && word == noun)
    }

    /// What the end of an indicator says of its measure.
    pub(super) fn tail(&self, indicator: &str) -> Option<(&str, Tail)> {
        let indicator = indicator.trim_end_matches(['”', '"']);
        let open = indicator.strip_suffix(')').and_then(|t| t.rfind('(').map(|at| &t[..at]));
        self.tails.suffix(open.unwrap_or(indicator)).map(|(word, tail)| (word, *tail))
    }
}

/// A table of words with a meaning, and what must not follow and stand before them.
fn guarded<T>(tables: &Tables, list: WordList, meaning: fn(&str) -> Option<T>) -> Cues<Guarded<T>> {
    Cues::new(tables.rows(list).filter_map(|row| {
        let cell = |i: usize| row.get(i).copied().unwrap_or_default();
        Some((cell(0).into(), Guarded::new(meaning(cell(1))?, cell(2), cell(3))))
    }))
}

/// An opener: whether the word goes only before a verb, and what must not follow it.
fn opener(row: &[&str]) -> (Box<str>, Guarded<bool>) {
    let cell = |i: usize| row.get(i).copied().unwrap_or_default();
    (cell(0).into(), Guarded::new(cell(2) == "verb", cell(1), ""))
}

/// Whether a row of one of the reader's lists means something.
pub(crate) fn fits(list: WordList, row: &[&str]) -> bool {
    let means = row.get(1).copied().unwrap_or_default();
    match list {
        WordList::Actions => class(means).is_some(),
        WordList::Links => link(means).is_some(),
        WordList::Marks => mark(means).is_some(),
        WordList::Tails => matches!(means, "level" | "flow"),
        WordList::Nouns => Nouns::PARTS.contains(&means),
        _ => true,
    }
}

fn class(word: &str) -> Option<Class> {
    Some(match word {
        "make" => Class::Make,
        "keep" => Class::Keep,
        "lead" => Class::Lead,
        "prefix" => Class::Prefix,
        "reach" => Class::Reach,
        "push" => Class::Push,
        "focus" => Class::Focus,
        "up" => Class::Up,
        "down" => Class::Down,
        "level" => Class::Level,
        _ => return None,
    })
}

fn link(word: &str) -> Option<Link> {
    Some(match word {
        "level" => Link::Level,
        "up" => Link::Up,
        "down" => Link::Down,
        "above" => Link::Above,
        "below" => Link::Below,
        "reach" => Link::Reach,
        "new" => Link::New,
        "none" => Link::None,
        _ => return None,
    })
}

fn mark(word: &str) -> Option<Mark> {
    Some(match word {
        "hedge" => Mark::Hedge,
        "object" => Mark::Object,
        "firm" => Mark::Firm,
        "each_year" => Mark::EachYear,
        "in_year" => Mark::InYear,
        "past" => Mark::Past,
        "past_year" => Mark::PastYear,
        "whole" => Mark::Whole,
        "plan" => Mark::Plan,
        "project" => Mark::Project,
        _ => return None,
    })
}

fn tail(row: &[&str]) -> Option<(Box<str>, Tail)> {
    let [word, measure, rest @ ..] = row else { return None };
    let tail = Tail { flow: *measure == "flow", bare: rest.first() == Some(&"bare") };
    Some(((*word).into(), tail))
}
