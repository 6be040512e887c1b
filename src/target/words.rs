//! The words that the target reader knows, from `data/lexicon`.

use std::sync::LazyLock;

use crate::cue::{CharSet, Cues};
use crate::lexicon;
use crate::model::Measure;

/// What a verb does to its object.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
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
pub(super) enum Link {
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
pub(super) enum Mark {
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
    /// 去年, 目前已: what follows is there already.
    Past,
    /// 新增: what follows is planned.
    Plan,
    /// 建成后: what follows describes a project.
    Project,
}

/// A word with the places where it is not itself.
#[derive(Debug, Clone)]
pub(super) struct Guarded<T> {
    pub(super) means: T,
    /// Words that make it part of another word when they follow.
    not_before: Vec<Box<str>>,
    /// Characters that do so when they stand before it.
    not_after: Box<str>,
}

impl<T> Guarded<T> {
    fn new(means: T, not_before: &str, not_after: &str) -> Self {
        Self {
            means,
            not_before: not_before.split(',').filter(|w| !w.is_empty()).map(Into::into).collect(),
            not_after: not_after.into(),
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
pub(super) struct Tail {
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

/// All lists of the target reader; what each part of `nouns.tsv` means is said there.
#[derive(Debug)]
pub(super) struct Words {
    pub(super) actions: Cues<Guarded<Class>>,
    pub(super) links: Cues<Link>,
    pub(super) openers: Cues<Guarded<bool>>,
    pub(super) marks: Cues<Guarded<Mark>>,
    pub(super) tails: Cues<Tail>,
    pub(super) light: Cues<()>,
    pub(super) does: Cues<()>,
    pub(super) money: Cues<()>,
    pub(super) size: Cues<()>,
    pub(super) brief: Cues<()>,
    pub(super) plant: Cues<()>,
    pub(super) goods: Cues<()>,
    pub(super) event: Cues<()>,
    pub(super) scheme: Cues<()>,
    pub(super) facet: Cues<()>,
    pub(super) paper: Cues<()>,
    pub(super) agenda: Cues<()>,
    pub(super) people: Cues<()>,
    pub(super) serve: Cues<()>,
    pub(super) policy: Cues<()>,
    pub(super) shared: Cues<()>,
    pub(super) work: Cues<()>,
    pub(super) task: Cues<()>,
    pub(super) area: Cues<()>,
    pub(super) change: Cues<()>,
    pub(super) rate: Cues<()>,
    pub(super) falls: Cues<()>,
    pub(super) moves: Cues<()>,
    pub(super) lasting: Cues<()>,
    pub(super) periodic: Cues<()>,
    pub(super) joint: Cues<()>,
    pub(super) counts: Cues<()>,
    pub(super) weak: Cues<()>,
    pub(super) named: Cues<()>,
    pub(super) time_noun: Cues<()>,
    pub(super) set: Cues<()>,
    pub(super) grant: Cues<()>,
    pub(super) capacity: Cues<()>,
    pub(super) place: Cues<()>,
    pub(super) strong: Cues<()>,
    /// The characters that [`super::sentence::Sentence`] looks at: borders, and those that marks start with.
    pub(super) borders: CharSet,
}

/// The marks that part or enclose text inside a sentence, and 五 of the five-year plans.
const BORDERS: &str = "《“「〔【(‘[》”」〕】)’]\",:五";

static BUILTIN: LazyLock<Words> = LazyLock::new(|| {
    let nouns: Vec<_> = nouns().collect();
    let marks = guarded(include_str!("../../data/lexicon/marks.tsv"), 1, mark);
    Words {
        borders: marks.starts().with(BORDERS.chars()),
        actions: guarded(include_str!("../../data/lexicon/actions.tsv"), 1, class),
        links: plain(include_str!("../../data/lexicon/links.tsv"), link),
        openers: openers(include_str!("../../data/lexicon/openers.tsv")),
        marks,
        tails: Cues::new(lexicon::rows(include_str!("../../data/lexicon/tails.tsv")).filter_map(|row| tail(&row))),
        light: part(&nouns, "light"),
        does: part(&nouns, "does"),
        money: part(&nouns, "money"),
        size: part(&nouns, "size"),
        brief: part(&nouns, "brief"),
        plant: part(&nouns, "plant"),
        goods: part(&nouns, "goods"),
        event: part(&nouns, "event"),
        scheme: part(&nouns, "scheme"),
        facet: part(&nouns, "facet"),
        paper: part(&nouns, "paper"),
        agenda: part(&nouns, "agenda"),
        people: part(&nouns, "people"),
        serve: part(&nouns, "serve"),
        policy: part(&nouns, "policy"),
        shared: part(&nouns, "shared"),
        work: part(&nouns, "work"),
        task: part(&nouns, "task"),
        area: part(&nouns, "area"),
        change: part(&nouns, "change"),
        rate: part(&nouns, "rate"),
        falls: part(&nouns, "falls"),
        moves: part(&nouns, "moves"),
        lasting: part(&nouns, "lasting"),
        periodic: part(&nouns, "periodic"),
        joint: part(&nouns, "joint"),
        counts: part(&nouns, "counts"),
        weak: part(&nouns, "weak"),
        named: part(&nouns, "named"),
        time_noun: part(&nouns, "time_noun"),
        set: part(&nouns, "set"),
        grant: part(&nouns, "grant"),
        capacity: part(&nouns, "capacity"),
        place: part(&nouns, "place"),
        strong: part(&nouns, "strong"),
    }
});

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
    /// The lists of `data/lexicon`.
    pub(super) fn builtin() -> &'static Self {
        &BUILTIN
    }

    /// The verb that `text` starts with.
    pub(super) fn action<'s>(&'s self, text: &str) -> Option<(&'s str, Class)> {
        self.actions
            .prefixes(text)
            .find(|(word, row)| row.fits("", &text[word.len()..]))
            .map(|(word, row)| (word, row.means))
    }

    /// The verb that `text` ends with.
    pub(super) fn last_action<'s>(&'s self, text: &str) -> Option<(&'s str, Class)> {
        self.actions.suffix(text).map(|(word, row)| (word, row.means))
    }

    /// What the end of an indicator says of its measure.
    pub(super) fn tail(&self, indicator: &str) -> Option<(&str, Tail)> {
        let indicator = indicator.trim_end_matches(['”', '"']);
        let open = indicator.strip_suffix(')').and_then(|t| t.rfind('(').map(|at| &t[..at]));
        self.tails.suffix(open.unwrap_or(indicator)).map(|(word, tail)| (word, *tail))
    }
}

/// A table of words with a meaning in the second column.
fn plain<T>(table: &str, meaning: fn(&str) -> Option<T>) -> Cues<T> {
    Cues::new(lexicon::rows(table).filter_map(|row| Some((row[0].into(), meaning(row.get(1)?)?))))
}

/// A table of words with a meaning in the column `at` (none: 0), and what must not follow and stand before after it.
fn guarded<T>(table: &str, at: usize, meaning: fn(&str) -> Option<T>) -> Cues<Guarded<T>> {
    Cues::new(lexicon::rows(table).filter_map(|row| {
        let cell = |i: usize| row.get(i).copied().unwrap_or_default();
        Some((cell(0).into(), Guarded::new(meaning(cell(at))?, cell(at + 1), cell(at + 2))))
    }))
}

/// The openers: whether a word goes only before a verb, and what must not follow it.
fn openers(table: &str) -> Cues<Guarded<bool>> {
    Cues::new(lexicon::rows(table).map(|row| {
        let cell = |i: usize| row.get(i).copied().unwrap_or_default();
        (cell(0).into(), Guarded::new(cell(2) == "verb", cell(1), ""))
    }))
}

/// The nouns of `nouns.tsv`: the part that each plays, and the noun.
fn nouns() -> impl Iterator<Item = (&'static str, &'static str)> {
    lexicon::rows(include_str!("../../data/lexicon/nouns.tsv")).filter_map(|row| Some((*row.get(1)?, row[0])))
}

/// The nouns that play a part.
fn part(nouns: &[(&str, &str)], wanted: &str) -> Cues<()> {
    Cues::new(nouns.iter().filter(|(part, _)| *part == wanted).map(|&(_, noun)| (noun.into(), ())))
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
