//! Reads paired lists: 高新技术企业和科技型中小企业分别达到70家和80家.

use std::ops::Range;

use super::described::per_each;
use super::head::{self, Left, Right};
use super::horizon::{Year, opens_with_year, year_of};
use super::indicator::last_noun;
use super::place::{Draft, Item, Place, Previous, level_word};
use super::reader::{Reader, bound_before_each};
use super::sentence::Sentence;
use super::words::{Link, Listed, Words};
use crate::model::{Bound, Measure};

/// No paired list holds more values.
const LONGEST_LIST: usize = 12;

/// Words that join two things, each with its own value.
const JOINT: &[(&str, &str, &str)] = &[("城乡", "城镇", "农村"), ("牛羊", "牛", "羊"), ("粮油", "粮食", "油料")];

/// The indicators of a list, and the years where it pairs these.
struct Paired {
    /// What each value says itself, for its measure.
    nouns: Vec<String>,
    indicators: Vec<String>,
    years: Vec<i16>,
}

impl Paired {
    /// Indicators that are nouns of their own.
    fn plain(nouns: Vec<String>) -> Self {
        Self { indicators: nouns.clone(), nouns, years: Vec::new() }
    }

    /// One indicator for `count` values, in these years if any are told.
    fn same(noun: &str, count: usize, years: Vec<i16>) -> Self {
        Self { years, ..Self::plain(vec![noun.to_owned(); count]) }
    }

    /// One indicator in each of the years that a list runs through: 2023—2025年分别改造小区28个、24个、19个.
    fn spanning(lead: &str, noun: &str, count: usize) -> Option<Self> {
        let (first, last) = span_years(lead)?;
        let years: Vec<i16> = (first..=last).collect();
        (years.len() == count && !noun.is_empty()).then(|| Self::same(noun, count, years))
    }
}

/// The years that a list runs through: 2023—2025年分别改造….
fn span_years(lead: &str) -> Option<(i16, i16)> {
    let dates = &lead[..lead.find('年')?];
    let first = dates.find(|c: char| c.is_ascii_digit())?;
    let (first, last) = dates[first..].split_once(['-', '—', '–', '至', '~'])?;
    let year = |text: &str| year_of(text.trim_matches(['-', '—', '–']));
    Some((year(first)?, year(last)?)).filter(|(first, last)| first < last)
}

/// The years of a list that only its last one names as such, and where they start: 2023、2024、2025年.
fn listed_years(lead: &str) -> Option<(usize, Vec<i16>)> {
    let end = lead.rfind('年')?;
    let start = lead[..end].rfind(|c: char| !c.is_ascii_digit() && !matches!(c, '、' | '和'))?;
    let start = start + lead[start..].chars().next().map_or(1, char::len_utf8);
    let years = lead[start..end].split(['、', '和']).map(year_of);
    Some((start, years.collect::<Option<Vec<i16>>>()?))
}

impl Reader<'_> {
    /// Reads a paired list that starts at the number `i`; how many numbers it holds, 0 where there is none.
    pub(super) fn pairs(
        &mut self,
        s: &Sentence<'_>,
        items: &[Item<'_>],
        i: usize,
        years: &[Year],
        previous: &mut Option<Previous>,
    ) -> usize {
        let clause = s.clause(items[i].span.start);
        let Some((count, each)) = list_at(s, &items[i..], &clause) else {
            return 0;
        };
        let from = previous.as_ref().filter(|p| p.end > clause.start).map_or(clause.start, |p| p.end);
        let lead = s.text.get(from..items[i].span.start).unwrap_or_default();
        // 分别一次性奖励50万元、20万元
        if &*items[i].q.dimension == "yuan" && lead.holds(&self.words.nouns.grant) {
            return 0;
        }
        let right = head::right(self.words, lead);
        let left = head::left(self.words, right.text);
        let named: Vec<&Year> = years.iter().filter(|y| y.start >= from && y.end <= items[i].span.start).collect();
        let before = s.clause_before(clause.start).map_or("", |before| &s.text[before]);
        let list = &items[i..i + count];
        let resumes = left.noun.is_empty() && right.paired;
        let resumed = if resumes { self.resumed_list(s, list) } else { None };
        let paired = resumed.map(Paired::plain);
        let paired = paired.or_else(|| self.paired(&left, &right, count, &named, previous.as_ref(), before));
        let over_time = || self.over_time(lead, left.noun, list);
        // 综合利用率88%、90%、92%
        let yearly = || self.yearly(left.noun, list).filter(|_| right.link.is_none_or(|link| link == Link::Level));
        let Some(paired) = paired.or_else(|| over_time().filter(|_| each)).or_else(yearly) else { return 0 };
        let start = from + left.verb.map_or(left.at, |v| v.at);
        let bound = if each { lent_bound(s, list, clause.start) } else { None };
        let mut first = None;
        for (k, indicator) in paired.indicators.iter().enumerate() {
            let item = &items[i + k];
            let this = Left { noun: self.measured(&paired.nouns[k], indicator), ..left.clone() };
            let place = Place {
                s,
                item,
                clause: clause.clone(),
                from,
                lead,
                after: "",
                next: None,
                here: false,
                previous: None,
            };
            let mut draft = self.member(&place, &this, &right, indicator, start..item.span.end);
            draft.year = paired.years.get(k).copied();
            draft.bound = bound.clone().filter(|_| item.q.bound == Bound::Exactly && !is_whole(item));
            // a word of bound before the first speaks of all
            let said = item.q.bound_before.is_empty() && !items[i].q.bound_before.is_empty();
            draft.measure = first.clone().filter(|_| said && each).unwrap_or(draft.measure);
            first.get_or_insert_with(|| draft.measure.clone());
            self.keep(s, item, draft, years, previous);
        }
        count
    }

    /// One indicator at several times: in the years of a span, in those of the plan, or at the ends of months
    /// (6月底、9月底支出进度分别不低于50%和75%).
    fn over_time(&self, lead: &str, noun: &str, list: &[Item<'_>]) -> Option<Paired> {
        let count = list.len();
        // 比例2023、2024、2025年分别不低于7%、8%、10%
        if let Some((at, years)) = listed_years(lead).filter(|(_, years)| years.len() == count) {
            let stem = head::left(self.words, &lead[..at]).noun;
            return (!stem.is_empty()).then(|| Paired::same(stem, count, years));
        }
        let months = || lead.matches('月').count() == count && lead.find('月') < lead.find(noun);
        Paired::spanning(lead, noun, count)
            .or_else(|| self.yearly(noun, list))
            .or_else(|| (!noun.is_empty() && months()).then(|| Paired::same(noun, count, Vec::new())))
    }

    /// One indicator in each of the years of the plan: 健康管理率分别达到65%、68%、70%.
    fn yearly(&self, noun: &str, list: &[Item<'_>]) -> Option<Paired> {
        let period = self.context.period?;
        let years: Vec<i16> = (period.start_year..=period.end_year).collect();
        let same = list.windows(2).all(|pair| pair[0].q.unit == pair[1].q.unit);
        let one = same && years.len() == list.len() && years.len() > 2 && self.words.tail(noun).is_some();
        one.then(|| Paired::same(noun, list.len(), years))
    }

    /// What the sentence before counts in the units of a list, in its order: 2024年分别新增500张、450个.
    fn resumed_list(&self, s: &Sentence<'_>, items: &[Item<'_>]) -> Option<Vec<String>> {
        if self.named.len() >= items.len() || !opens_with_year(&s.text[s.range.clone()]) {
            return None;
        }
        let mut rest = self.before_targets().iter();
        items.iter().map(|item| Some(rest.find(|read| *read.unit == *item.q.unit)?.indicator.clone())).collect()
    }

    /// What tells the measure of a member: its noun, or its whole indicator (失业人员、困难人员再就业).
    fn measured<'t>(&self, noun: &'t str, indicator: &'t str) -> &'t str {
        if self.words.tail(noun).is_none() && self.words.tail(indicator).is_some() { indicator } else { noun }
    }

    /// One value of a paired list.
    fn member(
        &self,
        p: &Place<'_, '_>,
        left: &Left<'_>,
        right: &Right<'_>,
        indicator: &str,
        quote: Range<usize>,
    ) -> Draft {
        let measure = self.measure(p, left, right, None);
        let changes = matches!(measure, Measure::Growth | Measure::Gap);
        let mut draft = Draft::new("paired_list", indicator.to_owned(), p.item.q.unit.to_string(), measure, quote);
        draft.fall = changes && matches!(right.link, Some(Link::Down | Link::Below));
        draft.action = left.verb.map(|v| v.word.to_owned());
        draft.baseline = right.baseline.map(str::to_owned);
        draft.reference = right.reference.map(str::to_owned);
        draft
    }

    /// The indicators of `count` values: members of a coordination, the targets before (分别增长…), or one in several years.
    fn paired(
        &self,
        left: &Left<'_>,
        right: &Right<'_>,
        count: usize,
        years: &[&Year],
        previous: Option<&Previous>,
        before: &str,
    ) -> Option<Paired> {
        let own = |nouns: Vec<&str>| nouns.into_iter().map(str::to_owned).collect::<Vec<_>>();
        let in_years = |noun: &str| Paired::same(noun, count, years.iter().map(|y| y.year).collect());
        // 三年改造1.3万座,2021年、2022年分别完成5000座、4800座
        if left.noun.is_empty() && years.len() == count {
            return previous.map(|x| in_years(&x.indicator));
        }
        if let Some(nouns) = coordinates(left.noun, count) {
            let bare = nouns.iter().all(|noun| self.words.is_bare(noun));
            let indicators = match previous.filter(|_| bare) {
                // 振兴食用菌产业,种植面积、产量分别达到…
                None if bare => match last_noun(self.words, before) {
                    Some(owner) => nouns.iter().map(|noun| format!("{owner}{noun}")).collect(),
                    None => self.shared(&nouns),
                },
                Some(p) => nouns.iter().map(|noun| format!("{}{noun}", self.owner(&p.indicator, noun))).collect(),
                None => self.shared(&nouns),
            };
            return Some(Paired { nouns: own(nouns), indicators, years: Vec::new() });
        }
        // 城乡居民收入分别增长6%和7%
        let joint = JOINT.iter().find_map(|(word, one, other)| Some((one, other, left.noun.strip_prefix(word)?)));
        if let Some((one, other, rest)) = joint.filter(|_| count == 2) {
            return Some(Paired::plain(vec![format!("{one}{rest}"), format!("{other}{rest}")]));
        }
        // 两项指标分别达到…
        let counted = left.noun.ends_with("项指标");
        if (left.noun.is_empty() || counted) && right.paired {
            let named = self.named.len().checked_sub(count);
            let named = named.map(|from| self.named[from..].iter().map(|name| name.to_string()).collect());
            let spoken_of = || Some(own(coordinates(subject(self.words, before)?, count)?));
            return named.or_else(spoken_of).or_else(|| self.last_read(count).filter(|_| counted)).map(Paired::plain);
        }
        // 新增拖拉机40台、收割机15台,保有量分别达到210台、46台
        if right.paired && self.words.is_bare(left.noun) && self.named.len() >= count {
            let named = &self.named[self.named.len() - count..];
            return Some(Paired::plain(named.iter().map(|name| format!("{name}{}", left.noun)).collect()));
        }
        (years.len() == count).then(|| in_years(left.noun))
    }

    /// The last indicators of the text: 上述两项指标分别提高到97%和90%.
    fn last_read(&self, count: usize) -> Option<Vec<String>> {
        let from = self.targets().len().checked_sub(count)?;
        Some(self.targets()[from..].iter().map(|read| read.indicator.clone()).collect())
    }

    /// The members of a list with the words that they share: A、B等产业产值.
    fn shared(&self, names: &[&str]) -> Vec<String> {
        let (Some(first), Some(last)) = (names.first(), names.last()) else {
            return Vec::new();
        };
        let (last, tail) = self.part_tail(first, last);
        // 国家级、省级绿色工厂; 省、市级示范社
        if let Some(kind) = level_word(last).map(|level| &last[level.len()..]).filter(|kind| !kind.is_empty()) {
            let levels: Vec<String> = names[..names.len() - 1].iter().filter_map(|name| whole_level(name)).collect();
            if levels.len() + 1 == names.len() {
                let named = levels.iter().map(|level| format!("{level}{kind}"));
                return named.chain([(*last).to_owned()]).collect();
            }
        }
        let level = level_word(first).unwrap_or("");
        let per = first.find("拥有").filter(|_| first.starts_with('每')).map(|at| &first[..at + "拥有".len()]);
        let owner = per.or_else(|| first_owner(first, &names[1..])).or_else(|| self.standard_of(first, &names[1..]));
        let owner = owner.unwrap_or("");
        let member = |(i, name): (usize, &&str)| {
            let closes = i + 1 == names.len();
            let name = if closes { last } else { name };
            let level = if i > 0 && level_word(name).is_none() { level } else { "" };
            let owner = match i {
                0 => "",
                // 粮食面积、产量
                _ if owner.is_empty() && self.words.is_bare(name) => self.owner(first, name),
                _ => owner,
            };
            let whole = self.words.tail(name).is_some() || name.ends(&self.words.nouns.shared);
            let tail = if !closes && whole { "" } else { tail };
            format!("{level}{owner}{name}{tail}")
        };
        names.iter().enumerate().map(member).collect()
    }
}

impl Reader<'_> {
    /// Parts the words that all members share off the last: 产业产值 after 等, 数量, 床位使用率.
    fn part_tail<'t>(&self, first: &str, last: &'t str) -> (&'t str, &'t str) {
        if let Some(at) = last.rfind('等').filter(|at| *at > 0) {
            return (&last[..at], &last[at + "等".len()..]);
        }
        // 城镇和农村居民人均可支配收入
        if let Some((area, ())) =
            self.words.nouns.area.prefix(last).filter(|_| self.words.nouns.area.get(first).is_some())
            && area.len() < last.len()
        {
            return last.split_at(area.len());
        }
        // 三甲医院、县级公立医院床位使用率: the head of the first is found again in the last
        let head = first.char_indices().rev().nth(1).map_or(first, |(at, _)| &first[at..]);
        let again = last.rfind(head).map(|at| last.split_at(at + head.len()));
        let states = |tail: &str| self.words.tail(first).is_none() && self.words.tail(tail).is_some();
        if let Some(parts) = again.filter(|(_, tail)| states(tail)) {
            return parts;
        }
        let shared = self.words.nouns.shared.suffix(last).map(|(word, ())| word);
        // 生猪、肉羊饲养量
        let total = || {
            self.words
                .tail(last)
                .map(|(word, _)| word)
                .filter(|word| word.len() > '率'.len_utf8() && word.ends_with(['量', '数', '额', '率', '积', '值']))
        };
        let word = shared.or_else(total).unwrap_or_default();
        let beside = self.beside(first, last);
        let word = if beside.len() > word.len() { beside } else { word };
        // a tail may stand before a bracket
        let stem = last.strip_suffix(word).filter(|stem| !stem.is_empty()).unwrap_or(last);
        last.split_at(stem.len())
    }

    /// Whose standard the members share: 孤儿养育标准集中供养、分散供养.
    fn standard_of<'t>(&self, first: &'t str, others: &[&str]) -> Option<&'t str> {
        let [other] = others else { return None };
        let (owner, own) = first.split_at_checked(first.len().checked_sub(other.len())?)?;
        let end = other.char_indices().nth_back(1).map(|(at, _)| &other[at..])?;
        (owner.ends_with("标准") && own.ends_with(end)).then_some(owner)
    }

    /// The rate behind a member that is as long as the first one: 小学、初中辍学率, 小学、初中专任教师本科学历占比.
    fn beside<'t>(&self, first: &str, last: &'t str) -> &'t str {
        let rate = last.ends_with('率') || last.ends_with("占比") || last.ends_with("比例");
        let whole = first.ends_with('率') || self.words.tail(first).is_some();
        let cut = last.char_indices().nth(first.chars().count()).map(|(at, _)| &last[at..]);
        cut.filter(|tail| rate && !whole && (3..=14).contains(&tail.chars().count())).unwrap_or("")
    }
}

/// A member that only names a level: 省级, or 省 of 省、市级.
fn whole_level(name: &str) -> Option<String> {
    let whole = if name.ends_with('级') || name.ends_with("以上") { name.to_owned() } else { format!("{name}级") };
    (level_word(&whole)? == whole).then_some(whole)
}

/// Whether a number is 100%, which nothing is over: 分别达到100%、90%以上.
fn is_whole(item: &Item<'_>) -> bool {
    &*item.q.dimension == "share" && item.q.max == 100.into()
}

/// The bound that holds for all members of a paired list in the clause that starts at `clause`.
fn lent_bound(s: &Sentence<'_>, list: &[Item<'_>], clause: usize) -> Option<Bound> {
    shared_bound(list).or_else(|| bound_before_each(s, clause..list.first()?.span.start))
}

/// The bound that the first or last of a paired list lends to those without their own: 分别超过8家和9家, 分别增长8%、9%以上.
fn shared_bound(items: &[Item<'_>]) -> Option<Bound> {
    let [first, .., last] = items else { return None };
    let plain = |items: &[Item<'_>]| items.iter().all(|item| item.q.bound == Bound::Exactly);
    if !last.q.bound_after.is_empty() && plain(&items[..items.len() - 1]) {
        return Some(last.q.bound.clone());
    }
    (!first.q.bound_before.is_empty() && plain(&items[1..])).then(|| first.q.bound.clone())
}

/// How many numbers the list has that starts with the first of `items`, and whether 分别 tells them apart.
fn list_at(s: &Sentence<'_>, items: &[Item<'_>], clause: &Range<usize>) -> Option<(usize, bool)> {
    if listed(s, items, true) < 2 {
        return None;
    }
    let each = s.text[clause.start..items.first()?.span.start].contains("分别");
    let count = listed(s, items, each);
    (2..=LONGEST_LIST).contains(&count).then_some((count, each))
}

/// How many numbers in a row are joined by nothing but 、, 和 or a comma, and measure the same thing; where 分别 tells
/// them apart they may measure different things (面积、产量分别稳定在20万亩、8万吨).
fn listed(s: &Sentence<'_>, items: &[Item<'_>], each: bool) -> usize {
    let joined = |pair: &[Item<'_>]| {
        let [one, next] = pair else { return false };
        let apart =
            next.reason.is_none() && next.span.start >= one.span.end && (each || next.q.dimension == one.q.dimension);
        // 分别不低于每人每月660元和每人每年5900元
        let between = &s.text[one.span.end..next.span.start];
        let between = if between.len() > 6 { per_each(s.words, between) } else { between };
        // 达85%左右,不低于35%的…: a bound of its own opens a clause
        let behind = s.text[next.span.end..].chars().next();
        let names = behind.is_some_and(|c| !",;。、)和及与".contains(c) && c != '\n');
        let own = between == "," && (!next.q.bound_before.is_empty() || names);
        apart && !own && matches!(between, "、" | "和" | "及" | "与" | "以及" | ",")
    };
    1 + items.windows(2).take(LONGEST_LIST).take_while(|pair| joined(pair)).count()
}

/// What the clause before a paired list speaks of: A和B在2022年的基础上翻番, 分别超过….
fn subject<'t>(words: &Words, clause: &'t str) -> Option<&'t str> {
    let end = ["在", "实现", "均", "都", "数量"].iter().filter_map(|word| clause.find(word)).min()?;
    let noun = head::left(words, &clause[..end]).noun;
    (!noun.is_empty()).then_some(noun)
}

/// Whose attributes the others are: 亿元以上项目 of 亿元以上项目开工率、投产率.
fn first_owner<'t>(first: &'t str, others: &[&str]) -> Option<&'t str> {
    let last = first.chars().next_back().filter(|c| "率额数量值比".contains(*c))?;
    let longest = others.iter().map(|name| name.chars().count()).max()?;
    let count = first.chars().count();
    if longest > 4 || count < longest + 2 || others.iter().any(|name| !name.ends_with(last)) {
        return None;
    }
    first.char_indices().nth(count - longest).map(|(at, _)| &first[..at])
}

/// Splits a coordination into exactly `count` members.
fn coordinates(noun: &str, count: usize) -> Option<Vec<&str>> {
    [&["、"][..], &["、", "和", "以及"], &["、", "和", "以及", "与", "及"]]
        .iter()
        .map(|words| split(noun, words))
        // 县、镇两级 is none
        .find(|parts| parts.len() == count && parts.iter().all(|part| !part.is_empty() && !part.contains("两级")))
}

/// Splits a noun at words outside quotations and brackets; 和 inside 共和, 饱和 is none.
fn split<'t>(noun: &'t str, words: &[&str]) -> Vec<&'t str> {
    let (mut parts, mut start, mut depth) = (Vec::new(), 0, 0i32);
    for (i, c) in noun.char_indices() {
        match c {
            '“' | '(' | '《' => depth += 1,
            '”' | ')' | '》' => depth -= 1,
            _ => {}
        }
        let Some(word) = words.iter().find(|word| depth <= 0 && noun[i..].starts_with(**word)) else {
            continue;
        };
        let inside =
            noun[..i].ends_with(['共', '饱', '总', '缓', '调', '温', '参', '给', '涉', '普', '波', '遍', '顾']);
        if i > start && !inside {
            parts.push(&noun[start..i]);
            start = i + word.len();
        }
    }
    parts.push(&noun[start..]);
    parts
}
