//! Reads what is told of a whole: shares (不低于符合条件人数的15%), ranks (进入全省前30名), parts of a set.

use super::head;
use super::indicator::last_noun;
use super::place::{Draft, Place, trimmed};
use super::reader::Reader;
use crate::model::{Bound, Measure, Reason};

/// Words that state a share of a whole, beside the words of bound.
const STATES: &[&str] = &["达到", "占到"];

impl Reader<'_> {
    /// A number that is told of a whole.
    pub(super) fn of_whole(&self, p: &Place<'_, '_>) -> Option<Result<Draft, Reason>> {
        let read = self.share_of_whole(p).or_else(|| self.at_rate(p)).or_else(|| self.as_before(p));
        read.map(Ok).or_else(|| self.rank(p))
    }

    /// A share whose whole stands between its bound and its number: 骨干教师不少于交流总数的20%.
    fn share_of_whole(&self, p: &Place<'_, '_>) -> Option<Draft> {
        let relative = matches!(&*p.item.q.dimension, "share" | "multiple");
        let lead = p.lead.strip_suffix('的').filter(|_| relative)?;
        let ends = lead.char_indices().map(|(at, _)| at).rev();
        let (at, stem, bound) = ends.skip(1).take(16).find_map(|at| {
            let (stem, bound) = self.stated(&lead[..at])?;
            Some((at, stem, bound))
        })?;
        let whole = &lead[at..];
        let left = head::left(self.words, head::right(self.words, stem).text);
        // 不高于去年的90%
        let old = ["去年", "上年", "同期"].iter().any(|then| whole.starts_with(then));
        if old || left.noun.is_empty() || whole.contains(|c: char| c.is_ascii_digit() || c == ',') {
            return None;
        }
        let is_rate = self.words.tail(left.noun).is_some_and(|(_, tail)| !tail.flow) || left.change.is_some();
        let indicator = match stem.ends_with("完成") {
            _ if is_rate || &*p.item.q.dimension == "multiple" => left.noun.to_owned(),
            // 债务化解完成年度任务的100%
            true => format!("{}{whole}", left.noun),
            false => format!("{}占{whole}比例", left.noun),
        };
        let quote = p.from + left.at..p.item.span.end;
        let mut draft = Draft::new("share_of_whole", indicator, p.item.q.unit.to_string(), Measure::Level, quote);
        draft.bound = (p.item.q.bound == Bound::Exactly).then_some(bound);
        Some(draft)
    }

    /// The text before the words that state a share of what follows, and its bound: 不少于, 达到, 完成 (which stays), and
    /// 至 in 压缩时限至法定时限的40%.
    fn stated<'t>(&self, text: &'t str) -> Option<(&'t str, Bound)> {
        let bound = self.words.numbers.bounds.before(text).filter(|(length, _)| *length > "约".len());
        if let Some((length, bound)) = bound {
            return Some((&text[..text.len() - length], bound));
        }
        if text.ends_with("完成") {
            return Some((text, Bound::Exactly));
        }
        let moved = || {
            let stem = text.strip_suffix(['至', '到'])?;
            head::left(self.words, stem).change.map(|_| stem)
        };
        let stem = STATES.iter().find_map(|word| text.strip_suffix(word)).or_else(moved)?;
        Some((stem, Bound::Exactly))
    }

    /// A share at which something is to be done: 按不低于10%的比例组织教师轮岗.
    fn at_rate(&self, p: &Place<'_, '_>) -> Option<Draft> {
        let rest = p.after.strip_prefix("的比例").filter(|_| &*p.item.q.dimension == "share")?;
        // 按不低于预算收入1%的比例安排经费
        let at = p.lead.rfind('按').map(|at| at + "按".len())?;
        let told = p.lead[at..].strip_prefix('照').unwrap_or(&p.lead[at..]);
        let bounds =
            told.char_indices().skip(2).take(3).find_map(|(at, _)| self.words.numbers.bounds.before(&told[..at]));
        let led = told.is_empty() || bounds.is_some();
        let done = trimmed(self.words, head::left(self.words, rest).noun, true);
        let plain = done.chars().count() >= 2 && !done.contains(|c: char| c.is_ascii_digit());
        let indicator = format!("{done}比例");
        let quote = p.item.span.start..p.clause.end;
        let mut draft = Draft::new("share_of_whole", indicator, p.item.q.unit.to_string(), Measure::Level, quote);
        draft.bound = bounds.map(|(_, bound)| bound).filter(|_| p.item.q.bound == Bound::Exactly);
        (led && plain).then_some(draft)
    }

    /// What is not to fall behind the year before: 务工规模不低于上年的1.02万人.
    fn as_before(&self, p: &Place<'_, '_>) -> Option<Draft> {
        let lead = p.lead.strip_suffix('的').filter(|_| !p.is_relative())?;
        let then = ["去年", "上年", "上年度", "上一年"].iter().find_map(|then| lead.strip_suffix(then))?;
        let (length, bound) = self.words.numbers.bounds.before(then)?;
        let left = head::left(self.words, head::right(self.words, &then[..then.len() - length]).text);
        let measure = self.words.tail(left.noun).map_or(Measure::Level, |(_, tail)| tail.measure());
        let quote = p.from + left.at..p.item.span.end;
        let mut draft = Draft::new("not_below", left.noun.to_owned(), p.item.q.unit.to_string(), measure, quote);
        (draft.bound, draft.baseline) = (Some(bound), Some(lead[then.len()..].to_owned()));
        (!left.noun.is_empty()).then_some(draft)
    }

    /// A rank that is to be reached: 公众安全感测评进入全省前30名; none without what is ranked.
    fn rank(&self, p: &Place<'_, '_>) -> Option<Result<Draft, Reason>> {
        const REACHES: &[&str] = &["进入", "跻身", "位居", "位列", "稳居", "挺进"];
        let ranked = matches!(&*p.item.q.unit, "位" | "名") && p.closes();
        let lead = p.lead.strip_suffix('前').filter(|_| ranked)?;
        let (subject, area) = REACHES.iter().find_map(|word| lead.rsplit_once(word))?;
        let left = head::left(self.words, head::right(self.words, subject).text);
        if left.noun.is_empty() {
            return Some(Err(Reason::Ordinal));
        }
        let (indicator, unit) = (format!("{}{area}排名", left.noun), p.item.q.unit.to_string());
        let quote = p.from + left.at..p.item.span.end;
        let mut draft = Draft::new("rank", indicator, unit, Measure::Level, quote);
        draft.bound = Some(Bound::AtMost);
        Some(Ok(draft))
    }

    /// The rate of a class of what the rate before is of: 规模养殖场设施配套率达到97%,其中大型规模养殖场100%.
    pub(super) fn class_rate(&self, p: &Place<'_, '_>, noun: &str) -> Option<String> {
        let share = &*p.item.q.dimension == "share" && self.words.tail(noun).is_none();
        let whole = &p.previous.filter(|x| share && x.dimension == "share" && x.measure == Measure::Level)?.indicator;
        let heads = noun.char_indices().skip(1).map(|(at, _)| &noun[at..]);
        let head = heads.take_while(|head| head.chars().count() > 1).find(|head| whole.starts_with(*head))?;
        (head.len() < whole.len()).then(|| format!("{noun}{}", &whole[head.len()..]))
    }

    /// What is done to a part of a counted set: 对37家作坊分类处置,关停取缔19家、整改提升15家.
    pub(super) fn part_of_set(&self, p: &Place<'_, '_>, done: &str) -> Option<String> {
        let acts = self.words.action(done).is_some() || self.words.last_action(done).is_some();
        if !acts || done.chars().count() > 6 || &*p.item.q.dimension != "count" {
            return None;
        }
        let before = &p.s.text[p.s.range.start..p.clause.start];
        let opens = |at: usize| at == 0 || before[..at].ends_with(',');
        let worked = before.rfind(['对', '将', '把']).filter(|at| opens(*at));
        // 整合现有18所敬老院,转型5所、撤并4所
        let at = worked.or_else(|| before.rfind("现有"))?;
        let (_, set) = before[at..].split_once(&*p.item.q.unit)?;
        let set = set.split([',', '、']).next().unwrap_or(set);
        // up to what is done to them, and how
        let acts = |at: &usize| self.words.action(&set[*at..]).is_some_and(|(word, _)| word.len() > 3);
        let acted = set.char_indices().map(|(at, _)| at).skip(2).find(acts);
        let how = ["逐户", "逐一", "逐个", "逐家", "分类", "分级"].iter().filter_map(|how| set.find(how)).min();
        let set = &set[..acted.into_iter().chain(how).min().unwrap_or(set.len())];
        last_noun(self.words, set).map(|set| format!("{set}{done}"))
    }
}
