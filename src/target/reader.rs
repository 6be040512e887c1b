//! Reads the numbers of one sentence: which are targets, and what they say.

use std::ops::Range;
use std::rc::Rc;

use super::described::per_each;
use super::head;
use super::horizon::{self, Year};
use super::place::{Draft, Item, Place, Previous, is_hedged, next_candidate};
use super::places::Places;
use super::reject::reject;
use super::sentence::{Closing, Sentence, Spare};
use super::words::{Class, Link, Listed, Mark, Words};
use super::{Context, ReadNonTarget, ReadTarget, Reading};
use crate::fold::floor;
use crate::model::{Bound, Horizon, Reason};
use crate::quantity::{Form, Quantity};

/// Reads the sentences of a text.
pub(super) struct Reader<'a> {
    pub(super) context: &'a Context<'a>,
    pub(super) words: &'a Words,
    out: Reading,
    places: &'a Places,
    spare: &'a mut Spare,
    /// The indicators that the sentence named so far.
    pub(super) named: Vec<Rc<str>>,
    /// Where the sentence read last ends, with its last target and the last year of its paragraph.
    before: Before,
    /// The year that the text before leaves for the sentence.
    carried: Option<i16>,
    /// Whether the number kept last tells how things are.
    past: bool,
}

/// Bytes of a clause that names nothing before its number: 一季度集中开工不少于.
const SHORT: usize = 60;

/// Bytes in which a sentence opens with its year: 到2025年.
const OPENING: usize = 12;

/// How far back the start of a line is looked for, in bytes.
const LINE: usize = 900;

/// Bytes at a line's start that may name the year it stands under.
const HEADING: usize = 90;

/// What the sentences of a paragraph leave for the next one.
#[derive(Default)]
struct Before {
    end: usize,
    /// Its targets among those read.
    targets: Range<usize>,
    target: Option<Previous>,
    year: Option<i16>,
    /// The year that it leaves for what goes on behind ;.
    chain: Option<i16>,
    /// Whether its last number told how things are.
    past: bool,
}

impl<'a> Reader<'a> {
    pub(super) fn new(context: &'a Context<'a>, places: &'a Places, spare: &'a mut Spare) -> Self {
        Self {
            context,
            words: &context.lexicon.targets,
            out: Reading::default(),
            places,
            spare,
            named: Vec::new(),
            before: Before::default(),
            carried: None,
            past: false,
        }
    }

    /// What was read, in order.
    pub(super) fn finish(mut self) -> Reading {
        self.out.quantities.sort_by_key(|q| q.text.start);
        self.out
    }

    /// Reads one sentence with all its numbers.
    pub(super) fn sentence(&mut self, range: Range<usize>, quantities: &[Quantity]) {
        if quantities.is_empty() {
            return;
        }
        if self.places.line_ends(self.context.text, self.before.end, range.start) {
            self.before = Before::default();
        }
        self.carried = self.carried_year(range.start);
        self.before.end = range.end;
        let s = Sentence::new(self.context, range, &self.places.borders, quantities, self.spare);
        // a word of bound may stand before a heading's number that opens the sentence
        let inside = |span: Range<usize>| span.start.max(s.range.start)..span.end.min(s.range.end).max(span.start);
        let mut items: Vec<Item<'_>> =
            quantities.iter().map(|q| Item { q, span: inside(q.with_bounds()), reason: reject(&s, q) }).collect();
        let years = horizon::years(&s, quantities, self.context.period);
        self.thresholds(&s, &mut items);
        old_values(&s, &mut items);
        self.named.clear();
        // 新增企业70家。其中,服务业企业10家: it goes on with what the sentence before counts
        let goes_on = s.text[s.range.clone()].starts_with("其中");
        let mut previous = self.before.target.take().filter(|_| goes_on).map(|target| Previous { end: 0, ..target });
        let first = self.out.targets.len();
        let mut i = 0;
        while i < items.len() {
            if let Some(reason) = items[i].reason.clone() {
                self.none(items[i].q, reason);
                i += 1;
                continue;
            }
            let many = self.pairs(&s, &items, i, &years, &mut previous);
            if many > 0 {
                i += many;
                continue;
            }
            let resumed = if previous.is_none() { self.resumed(&s, &items[i]) } else { None };
            match self.one(&s, &items, i, previous.as_ref().or(resumed.as_ref())) {
                Ok(draft) => self.keep(&s, &items[i], draft, &years, &mut previous),
                Err(reason) => {
                    self.none(items[i].q, reason.clone());
                    items[i].reason = Some(reason);
                }
            }
            i += 1;
        }
        self.before.target = previous;
        self.before.past = std::mem::take(&mut self.past);
        if first < self.out.targets.len() {
            self.before.targets = first..self.out.targets.len();
        }
        // only the year that a sentence opens with holds on: not 其中2022年安排…
        let opens = years.first().filter(|year| year.start <= s.range.start + OPENING && year.until >= s.range.end);
        let opens =
            opens.map(|year| year.year).filter(|year| self.context.period.is_none_or(|p| *year >= p.start_year));
        // 2023年完成12座,2024年、2025年各8座; what follows is of no single year
        let one = years.iter().all(|year| year.year == years[0].year);
        self.before.chain = if one { opens.or(self.carried) } else { None };
        self.before.year = years.last().map(|year| year.year).or(self.before.year);
        s.leave(self.spare);
    }

    /// The year that a sentence at `start` stands under: that of its chain, or that its line opens with.
    fn carried_year(&self, start: usize) -> Option<i16> {
        let text = &self.context.text[..start];
        if text.ends_with(';') && self.before.end > 0 {
            return self.before.chain;
        }
        let from = floor(text, text.len().saturating_sub(LINE));
        let line = match memchr::memrchr(b'\n', &text.as_bytes()[from..]) {
            Some(at) => from + at + 1,
            None if from == 0 => 0,
            None => return None,
        };
        let end = floor(self.context.text, line + HEADING);
        horizon::heading_year(&self.context.text[line..end])
    }

    /// The targets read so far.
    pub(super) fn targets(&self) -> &[ReadTarget] {
        &self.out.targets
    }

    /// The targets of the sentence before.
    pub(super) fn before_targets(&self) -> &[ReadTarget] {
        &self.out.targets[self.before.targets.clone()]
    }

    /// The target of the sentence before that one about the next year goes on with: 2023年完成改造8亩;2024年完成12亩.
    fn resumed(&self, s: &Sentence<'_>, item: &Item<'_>) -> Option<Previous> {
        // what is left out stands in a short clause
        let lead = &s.text[s.clause(item.span.start).start..item.span.start];
        if self.before.targets.is_empty() || lead.len() > SHORT {
            return None;
        }
        // 到2024年底,突破270亿元
        let opening = &s.text[s.range.clone()];
        let opening = opening.strip_prefix(['到', '至']).unwrap_or(opening);
        let month = opening.trim_start_matches(|c: char| c.is_ascii_digit());
        let month = month.len() < opening.len() && month.starts_with('月');
        let dated = month || horizon::opens_with_year(opening);
        let left = head::left(self.words, head::right(self.words, lead).text);
        // 新开工项目80个。一季度开工20个
        let again = left.verb.is_some_and(|verb| verb.class == Class::Make) && &*item.q.dimension == "count";
        if !left.noun.is_empty() || !dated && !again {
            return None;
        }
        let read = self.before_targets().iter().find(|read| *read.unit == *item.q.unit)?;
        Some(Previous {
            indicator: read.indicator.as_str().into(),
            action: read.action.clone(),
            measure: read.measure.clone(),
            end: 0,
            quote_start: read.quote.start,
            dimension: item.q.dimension.clone(),
            fall: false,
            served: false,
        })
    }

    /// Keeps a number that is no target.
    pub(super) fn none(&mut self, q: &Quantity, reason: Reason) {
        self.out.quantities.push(ReadNonTarget { text: q.range.clone(), reason });
    }

    /// Adds what the sentence says over a draft, and keeps it.
    pub(super) fn keep(
        &mut self,
        s: &Sentence<'_>,
        item: &Item<'_>,
        draft: Draft,
        years: &[Year],
        previous: &mut Option<Previous>,
    ) {
        let at = item.span.start;
        let past = self.is_past(s, years, at) || self.stays_past(s, years, &draft);
        if let Some(reason) = told_aside(s, at, &draft, past) {
            return self.none(item.q, reason);
        }
        self.past = past;
        let horizon = self.horizon(s, years, at, &draft);
        let (mut min, mut max) = (item.q.min, item.q.max);
        if draft.fall {
            (min, max) = (-max, -min);
        }
        let indicator: Rc<str> = draft.indicator.as_str().into();
        self.named.push(Rc::clone(&indicator));
        *previous = Some(Previous {
            indicator,
            action: draft.action.clone(),
            measure: draft.measure.clone(),
            end: draft.end,
            quote_start: draft.quote.start,
            dimension: item.q.dimension.clone(),
            fall: draft.fall,
            served: draft.served,
        });
        if past {
            // 去年达到80家,今年力争达到95家: it still names the indicator
            self.none(item.q, Reason::PastResult);
            return;
        }
        self.out.targets.push(ReadTarget {
            value: item.q.range.clone(),
            quote: draft.quote,
            indicator: draft.indicator,
            min,
            max,
            unit: draft.unit,
            bound: draft.bound.unwrap_or_else(|| said_bound(s, item)),
            measure: draft.measure,
            horizon,
            stretch: is_hedged(s, at),
            rule: draft.rule,
            action: draft.action,
            baseline: draft.baseline,
            reference: draft.reference,
            strength: None,
        });
    }

    /// By when a draft at `at` holds; where no plan's year is known, that of the paragraph.
    fn horizon(&self, s: &Sentence<'_>, years: &[Year], at: usize, draft: &Draft) -> Horizon {
        if let Some(year) = draft.year {
            return Horizon::Year(year);
        }
        match horizon::horizon(s, years, at, &draft.measure, self.context.period, self.carried) {
            Horizon::Unknown => self.before.year.map_or(Horizon::Unknown, Horizon::Year),
            known => known,
        }
    }

    /// Whether a sentence without verb and year goes on behind ; with how things are: 截至2022年底,A有…;B有….
    fn stays_past(&self, s: &Sentence<'_>, years: &[Year], draft: &Draft) -> bool {
        let plans = |(_, mark): &(usize, Mark)| !matches!(mark, Mark::Past | Mark::PastYear | Mark::Project);
        let goes_on = || s.text[..s.range.start].ends_with(';') && years.is_empty() && !s.marks.iter().any(plans);
        self.before.past && draft.action.is_none() && goes_on()
    }

    /// Whether what stands at `at` is told as done already.
    fn is_past(&self, s: &Sentence<'_>, years: &[Year], at: usize) -> bool {
        let year = years.iter().rev().find(|y| y.end <= at && at <= y.until);
        let start = self.context.period.map(|p| p.start_year);
        // 技改项目52个(去年47个),投资15亿元: what brackets tell stays in them
        let aside = |place: usize| {
            let inside = s.closing(place - 1).filter(|(kind, _)| *kind == Closing::Bracket);
            inside.is_some_and(|(_, inside)| !inside.contains(&at))
        };
        let reaches = |place: usize, mark: Mark| !matches!(mark, Mark::Past | Mark::PastYear) || !aside(place);
        let told = |(place, mark): &&(usize, Mark)| *place <= at && *mark != Mark::EachYear && reaches(*place, *mark);
        let marks = || s.marks.iter().rev().filter(told);
        let year_end = |place: usize, mark: Mark, old: &Year| mark == Mark::InYear && place <= old.end + 9;
        if let Some(old) = year.filter(|y| start.is_some_and(|start| y.year < start)) {
            // 2022年完成…,今年力争… is new; in 2022年底 the mark belongs to the year
            return !marks().any(|(place, mark)| {
                *place > old.end
                    && !matches!(mark, Mark::Plan | Mark::Past | Mark::PastYear)
                    && !year_end(*place, *mark, old)
            });
        }
        // 去年新增11家: it is told of last year, new or not
        let of_year = marks().any(|(_, mark)| *mark == Mark::PastYear);
        let past = marks().find(|(_, mark)| !of_year || *mark != Mark::Plan);
        let past = past.filter(|(_, mark)| matches!(mark, Mark::Past | Mark::PastYear));
        // 对2020年以来改建的户厕开展“回头看”,整改率100%
        let of_thing = |place: usize| {
            let lead = &s.text[s.range.start..place];
            let opens = &lead[lead.rfind(',').map_or(0, |comma| comma + 1)..];
            opens.starts_with('对') && s.comma_between(place, at)
        };
        let past = past.filter(|(place, mark)| *mark != Mark::Past || !of_thing(*place));
        // 现有蒜田32万亩,要做文章:新上冷库6座
        let past = past.filter(|(place, mark)| *mark == Mark::PastYear || !s.text[*place..at].contains(':'));
        past.is_some_and(|(place, _)| year.is_none_or(|y| y.start <= *place))
    }

    /// Sorts out the numbers that restrict what the next number counts: 过亿元企业超过55家.
    fn thresholds(&self, s: &Sentence<'_>, items: &mut [Item<'_>]) {
        for i in 0..items.len().saturating_sub(1) {
            let Some(next) = next_candidate(items, i) else { break };
            let one = &items[i];
            if one.reason.is_some() || &*one.q.dimension == "share" || &*one.q.dimension == "points" {
                continue;
            }
            if s.comma_between(one.span.end, next.span.start) || next.span.start < one.span.end {
                continue;
            }
            let between = &s.text[one.span.end..next.span.start];
            if between.is_empty() && is_size_class(s, next) {
                // 30个亿元以上项目
                let start = next.span.start;
                if let Some(size) = items[i..].iter_mut().find(|item| item.span.start == start) {
                    size.reason = Some(Reason::Threshold);
                }
                continue;
            }
            let sized = matches!(&*one.q.dimension, "yuan" | "area" | "length" | "power" | "mass");
            if between.is_empty() && sized && !one.q.bound_after.is_empty() && &*next.q.dimension == "count" {
                // 其中10亿元以上4个
                items[i].reason = Some(Reason::Threshold);
                continue;
            }
            if between.is_empty()
                || between.len() > 90
                || between.contains(['、', '(', ')', '/', ','])
                || between.starts_with(['和', '及', '与', '共', '计', '总', '对', '给'])
                || between.ends_with(['和', '及', '与'])
            {
                continue;
            }
            let right = head::right(self.words, between);
            let counted = &*one.q.dimension == "count" && one.q.bound_after.is_empty();
            let verbal = head::left(self.words, between).verb.is_some() || self.words.action(between).is_some();
            let linked = right.link.is_some() || !next.q.bound_before.is_empty();
            if counted && (verbal || linked || between.contains("等"))
                || verbal && &*one.q.dimension != "yuan"
                || right.text.is_empty()
            {
                continue;
            }
            items[i].reason = Some(Reason::Threshold);
        }
    }

    /// Reads one number that is no member of a paired list.
    fn one(
        &self,
        s: &Sentence<'_>,
        items: &[Item<'_>],
        i: usize,
        previous: Option<&Previous>,
    ) -> Result<Draft, Reason> {
        let item = &items[i];
        if self.is_part_of_document(s, items, i) {
            return Err(Reason::Scheme);
        }
        // 分别奖励50万元、300万元
        let before = i.checked_sub(1).map(|i| &items[i]).filter(|before| before.reason == Some(Reason::Standard));
        if before.is_some_and(|before| matches!(s.text.get(before.span.end..item.span.start), Some("、" | "和"))) {
            return Err(Reason::Standard);
        }
        let clause = s.clause(item.span.start);
        let here = previous.filter(|p| p.end > clause.start && p.end <= item.span.start);
        let from = here.map_or(clause.start, |p| p.end);
        let from = behind_described(s, items, i, from);
        let lead = &s.text[from..item.span.start];
        let after = &s.text[item.span.end..clause.end.max(item.span.end)];
        let next = next_candidate(items, i).filter(|n| n.span.start < clause.end);
        let right = head::right(self.words, lead);
        let left = head::left(self.words, right.text);
        let place = Place {
            s,
            item,
            clause,
            from,
            lead,
            after,
            next: next.map(|n| n.span.start),
            here: here.is_some(),
            previous,
        };
        // 每座1500元标准,其中省级800元
        let of_standard = |one: &Item<'_>| one.reason == Some(Reason::Standard) && one.q.dimension == item.q.dimension;
        let plain = left.verb.is_none()
            && right.link.is_none()
            && &*item.q.dimension == "yuan"
            && !left.noun.ends_with("增收")
            && (item.q.bound_before.is_empty() || left.noun.chars().count() <= 4);
        if plain && items[..i].iter().any(of_standard) {
            return Err(Reason::Standard);
        }
        place.described(&left, &right)?;
        if let Some(read) = self.of_whole(&place) {
            return read;
        }
        if place.noun_follows(&left, &right) {
            // 完成10所…: what links before a noun is a verb
            let verbal = matches!(right.link, Some(Link::Reach | Link::New)) && left.verb.is_none();
            let left = if verbal { head::left(self.words, lead) } else { left };
            self.number_first(&place, &left, &right)
        } else {
            self.number_last(&place, left, &right)
        }
    }

    /// Whether it counts the items of the document before its first heading: 实施20项民生工程(其中省定14项、区定6项).
    fn is_part_of_document(&self, s: &Sentence<'_>, items: &[Item<'_>], i: usize) -> bool {
        let item = &items[i];
        let front = self.context.headings.is_empty() && self.context.title.is_none();
        // 办好10件民生实事 promises them
        let promised = s.text[s.range.start..item.span.start].ends_with(['好', '成', '办']);
        if !front || promised || !matches!(&*item.q.unit, "项" | "件") {
            return false;
        }
        let listed = items[..i].iter().any(|one| one.reason == Some(Reason::Scheme) && one.q.unit == item.q.unit);
        let after = &s.text[item.span.end..s.range.end];
        let before = &s.text[s.clause(item.span.start).start..item.span.start];
        let lists = before.holds(&self.words.nouns.agenda) || before.contains("重点工作");
        listed || lists || after.starts(&self.words.nouns.agenda) || after.starts(&self.words.nouns.paper)
    }

    /// The verb that a target shares with the one before.
    pub(super) fn inherited(&self, previous: &Previous) -> Option<String> {
        let action = previous.action.as_ref()?;
        let class = self.words.actions.get(action).map(|row| row.means);
        (!matches!(class, Some(Class::Lead | Class::Prefix))).then(|| action.clone())
    }

    /// Whether a unit counts things that happen: what is done, never what there is.
    pub(super) fn is_event(&self, unit: &str) -> bool {
        self.words.nouns.event.get(unit.split('/').next().unwrap_or(unit)).is_some()
    }
}

/// Why a draft at `at` is no target and leaves nothing for the numbers behind it.
fn told_aside(s: &Sentence<'_>, at: usize, draft: &Draft, past: bool) -> Option<Reason> {
    if draft.indicator.is_empty() {
        return Some(Reason::Unclassified);
    }
    let project = |mark| matches!(mark, Mark::Project | Mark::Plan | Mark::Hedge);
    if s.mark_before(at, project) == Some(Mark::Project) {
        return Some(Reason::ProjectSize);
    }
    // 面积18万亩(2022年17万亩),其中小麦7万亩
    let bracket = past && s.closing(at).is_some_and(|(kind, _)| *kind == Closing::Bracket);
    bracket.then_some(Reason::PastResult)
}

/// Sorts out the old values that a list of them ends with: 由885元、660元提高到935元、715元.
fn old_values(s: &Sentence<'_>, items: &mut [Item<'_>]) {
    for i in 1..items.len() {
        let [.., before, one] = &items[..=i] else { return };
        let listed = before.reason == Some(Reason::Baseline) && one.reason.is_none();
        if listed
            && before.q.dimension == one.q.dimension
            && matches!(s.text.get(before.span.end..one.span.start), Some("、" | "和" | "及"))
            && s.text[one.span.end..].starts(&s.words.nouns.moves)
        {
            items[i].reason = Some(Reason::Baseline);
        }
    }
}

/// Where the text of a number starts: what another number of the clause describes is no part of its noun.
fn behind_described(s: &Sentence<'_>, items: &[Item<'_>], i: usize, from: usize) -> usize {
    let item = &items[i];
    let whole = |other: &Item<'_>| {
        // 带动2万户茶农户均增收3000元
        let between = s.text.get(other.span.end..item.span.start).unwrap_or_default();
        let each = || &*item.q.dimension == "yuan" && ["户均", "人均"].iter().any(|each| between.contains(each));
        let counts = &*other.q.dimension == "count" && other.q.form == Form::Digits;
        // 9条断头路年内打通6条
        counts && (other.q.unit == item.q.unit || each())
    };
    // 在现有4家基础上再增加1家
    let base = |other: &Item<'_>| s.text[other.span.end..].trim_start_matches('的').starts_with("基础上");
    // 窄路加宽(宽度不足4.5米的)38公里
    let aside = |other: &Item<'_>| {
        let inside = s.closing(other.span.start).filter(|(kind, _)| *kind == Closing::Bracket);
        inside.is_some_and(|(_, inside)| !inside.contains(&item.span.start))
    };
    let describes = |other: &&Item<'_>| match other.reason {
        _ if base(other) || aside(other) => false,
        Some(Reason::ProjectSize | Reason::ExistingSet) => true,
        Some(Reason::Threshold) => whole(other),
        _ => false,
    };
    let mut others = items[..i].iter().rev().take_while(|other| other.span.start >= from);
    others.find(describes).map_or(from, |other| other.span.end)
}

/// Whether an amount is a class of size for the noun after it: 亿元以上项目, 千亩以上基地.
fn is_size_class(s: &Sentence<'_>, item: &Item<'_>) -> bool {
    let after = &s.text[item.span.end..s.range.end];
    let noun = !after.is_empty() && !after.starts_with([',', '、', ';', '。', ')', '(', '和', '及']);
    noun && !item.q.bound_after.is_empty()
        && matches!(&*item.q.dimension, "yuan" | "area" | "length" | "power" | "mass")
}

/// The bound of a number, which may stand before its verb: 至少开通4条.
fn said_bound(s: &Sentence<'_>, item: &Item<'_>) -> Bound {
    if item.q.bound != Bound::Exactly {
        return item.q.bound.clone();
    }
    let lead = s.clause(item.span.start).start..item.span.start;
    if let Some(bound) = lent_by_each(s, lead.clone()) {
        return bound;
    }
    let before_verb = lead.len() <= SHORT && s.text[lead.clone()].contains("至少");
    if before_verb { Bound::AtLeast } else { bound_before_each(s, lead).unwrap_or(Bound::Exactly) }
}

/// The bound that 分别 opens a list with: 分别不少于2次、1次.
fn lent_by_each(s: &Sentence<'_>, lead: Range<usize>) -> Option<Bound> {
    let listed = s.text[lead].strip_suffix(['、', '和'])?;
    let (_, list) = listed.rsplit_once("分别").filter(|(_, list)| list.len() <= SHORT)?;
    let digits = list.find(|c: char| c.is_ascii_digit())?;
    let ends = list[digits..].trim_start_matches(|c: char| c.is_ascii_digit() || c == '.' || c == '%');
    let next = ends.chars().count() <= 3 && !ends.contains([',', ';']);
    s.words
        .numbers
        .bounds
        .before(&list[..digits])
        .filter(|(length, _)| next && *length == digits)
        .map(|(_, bound)| bound)
}

/// The bound of a number behind `lead` whose word stands before its measure: 不低于每人每月660元.
pub(super) fn bound_before_each(s: &Sentence<'_>, lead: Range<usize>) -> Option<Bound> {
    if !s.each_between(lead.start, lead.end) {
        return None;
    }
    let lead = &s.text[lead];
    let stem = per_each(s.words, lead);
    let found = if stem.len() < lead.len() { s.words.numbers.bounds.before(stem) } else { None };
    found.map(|(_, bound)| bound)
}
