//! A number of a sentence on its way to a target: where it stands, what was read of it.

use std::borrow::Cow;
use std::ops::Range;
use std::rc::Rc;

use super::described::is_made;
use super::head::{self, Left, Right};
use super::sentence::Sentence;
use super::words::{Class, Link, Listed, Mark, Words};
use crate::model::{Bound, Measure, Reason};
use crate::quantity::Quantity;

/// A number of the sentence, and what has been decided about it.
pub(super) struct Item<'q> {
    pub(super) q: &'q Quantity,
    /// From its first word of bound to its last.
    pub(super) span: Range<usize>,
    /// Why it is no target, once that is known.
    pub(super) reason: Option<Reason>,
}

/// The target read before, for what the next one leaves out.
#[derive(Debug, Clone)]
pub(super) struct Previous {
    pub(super) indicator: Rc<str>,
    pub(super) action: Option<String>,
    pub(super) measure: Measure,
    /// Where what belongs to it ends.
    pub(super) end: usize,
    pub(super) quote_start: usize,
    pub(super) dimension: Cow<'static, str>,
    pub(super) fall: bool,
    /// Whether it counts those for whom or on whom something is done.
    pub(super) served: bool,
}

/// A reading of one number before the sentence's marks are added.
pub(super) struct Draft {
    pub(super) indicator: String,
    pub(super) unit: String,
    pub(super) measure: Measure,
    /// Whether the value is a fall and gets a minus.
    pub(super) fall: bool,
    pub(super) quote: Range<usize>,
    /// Where what belongs to it ends.
    pub(super) end: usize,
    pub(super) rule: &'static str,
    pub(super) action: Option<String>,
    pub(super) baseline: Option<String>,
    pub(super) reference: Option<String>,
    /// The year that a list of years pairs it with.
    pub(super) year: Option<i16>,
    /// The bound that a paired list gives it.
    pub(super) bound: Option<Bound>,
    /// Whether it counts those for whom or on whom something is done.
    pub(super) served: bool,
}

impl Draft {
    /// A draft with what every target has.
    pub(super) fn new(
        rule: &'static str,
        indicator: String,
        unit: String,
        measure: Measure,
        quote: Range<usize>,
    ) -> Self {
        Self {
            indicator,
            unit,
            measure,
            fall: false,
            end: quote.end,
            quote,
            rule,
            action: None,
            baseline: None,
            reference: None,
            year: None,
            bound: None,
            served: false,
        }
    }
}

/// Where a number stands.
pub(super) struct Place<'a, 'q> {
    pub(super) s: &'a Sentence<'a>,
    pub(super) item: &'a Item<'q>,
    pub(super) clause: Range<usize>,
    /// Where the text that may belong to it starts.
    pub(super) from: usize,
    /// That text, up to the number and its words of bound.
    pub(super) lead: &'a str,
    /// The rest of the clause.
    pub(super) after: &'a str,
    /// Where the next candidate of the clause starts.
    pub(super) next: Option<usize>,
    /// Whether the target before stands in the same clause.
    pub(super) here: bool,
    pub(super) previous: Option<&'a Previous>,
}

/// The next number that is not sorted out yet; looks over a few that are (一体化).
pub(super) fn next_candidate<'i, 'q>(items: &'i [Item<'q>], i: usize) -> Option<&'i Item<'q>> {
    items[i + 1..].iter().take(6).find(|item| item.reason.is_none())
}

/// Whether a hedge reaches a number at `at`.
pub(super) fn is_hedged(s: &Sentence<'_>, at: usize) -> bool {
    let mark = s.marks.iter().rev().find(|(place, mark)| {
        *place <= at
            && matches!(mark, Mark::Hedge | Mark::Object | Mark::Firm)
            && (*mark != Mark::Object || same_object(s, *place, at))
    });
    matches!(mark, Some((_, Mark::Hedge | Mark::Object)))
}

/// Whether what stands at `at` is still the object that a verb at `from` opened: 争取建成平台1家,实验室2家.
fn same_object(s: &Sentence<'_>, from: usize, at: usize) -> bool {
    let mut clause = s.clause(at);
    // bounded: an object has few members
    for _ in 0..6 {
        if clause.start <= from || !s.comma_between(from, clause.end) {
            return true;
        }
        let lead = &s.text[clause.start..at.min(clause.end)];
        let lead = &lead[..lead.find(|c: char| c.is_ascii_digit()).unwrap_or(lead.len())];
        let right = head::right(s.words, lead);
        if right.link.is_some_and(|link| link != Link::None) || head::left(s.words, right.text).verb.is_some() {
            return false;
        }
        let Some(before) = s.clause_before(clause.start) else { return false };
        clause = before;
    }
    false
}

impl Place<'_, '_> {
    /// Whether nothing but the end of the clause or of a list's member follows the number.
    pub(super) fn closes(&self) -> bool {
        if self.passes_stage() {
            return true;
        }
        const CLOSERS: [char; 13] = [',', '、', ';', '。', ')', '(', '和', '及', '与', '并', '以', '"', '”'];
        self.after.is_empty() || self.after.starts_with(CLOSERS) || self.next.is_some()
    }

    /// Whether the number is a stage that is passed: 突破40亿元大关.
    fn passes_stage(&self) -> bool {
        ["大关", "关口", "台阶"].iter().any(|word| self.after.starts_with(word))
    }

    /// Whether it is hedged.
    pub(super) fn is_hedged(&self) -> bool {
        is_hedged(self.s, self.item.span.start)
    }

    /// The word of bound before the number.
    pub(super) fn bound(&self) -> &str {
        &self.s.text[self.item.q.bound_before.clone()]
    }

    /// Whether its unit is a share (%), a distance (个百分点) or a multiple (倍).
    pub(super) fn is_relative(&self) -> bool {
        matches!(&*self.item.q.dimension, "share" | "points" | "multiple")
    }

    /// Whether the noun that is counted stands after the number.
    pub(super) fn noun_follows(&self, left: &Left<'_>, right: &Right<'_>) -> bool {
        if !self.has_noun_after() {
            return false;
        }
        let noun = left.noun.trim_end_matches('等');
        // 投入资金300万元对8所学校…
        let count = &*self.item.q.dimension == "count";
        // 免费为8500名妇女开展检查, 同步为1.2万户家庭加装装置
        let done_for = || {
            let adverb = |lead| self.s.words.openers.suffix(lead).is_some();
            let free = |lead| adverb(lead) || head::left(self.s.words, lead).noun.is_empty();
            self.lead.strip_suffix('为').is_some_and(free)
        };
        let served = count && (self.lead.ends_with(['对', '给']) || self.lead.len() > "为".len() && done_for());
        // 对使用超过20年的17公里管网实施更新
        let worked_on = self.lead.ends_with('的') && self.s.text[self.clause.start..].starts_with('对');
        let served = served || worked_on && matches!(&*self.item.q.dimension, "length" | "area");
        // 每个社区至少有1处
        let had = right.word == "有" && noun.starts_with('每');
        if noun.is_empty() || left.noun.ends_with('等') || served || had {
            return true;
        }
        // 将8个敬老院整合为3所区域中心
        let merged = right.word.ends_with('为') && right.word.len() > "为".len();
        if merged && &*self.item.q.dimension == "count" && self.s.words.nouns.moves.get(right.word).is_some() {
            return true;
        }
        if right.link.is_some() && right.link != Some(Link::Reach) {
            return false;
        }
        let verb = self.s.words.last_action(right.text);
        if verb.is_some_and(|(_, c)| matches!(c, Class::Make | Class::Reach | Class::Push)) {
            return true;
        }
        if !self.item.q.bound_before.is_empty() {
            return false;
        }
        let unmade = left.verb.is_none_or(|v| !is_made(v));
        match &*self.item.q.dimension {
            "share" => true,
            "count" => !self.after.starts_with('的') && unmade || noun.chars().count() <= 6,
            _ => false,
        }
    }

    /// Whether a noun can stand after the number: no end of a list's member, no further number, no new predicate.
    fn has_noun_after(&self) -> bool {
        let after = self.after;
        let Some(c) = after.chars().next() else { return false };
        if ",、;。:)】》(\"”".contains(c) || self.next == Some(self.item.span.end) {
            return false;
        }
        if self.passes_stage() {
            return false;
        }
        let joins = after.starts_with(['和', '及', '与', '并', '或', '以']);
        if joins && !after.starts_with("以上") && !after.starts_with("与会") {
            return false;
        }
        if after.starts_with(['共', '总', '计']) && self.next.is_some() {
            return false;
        }
        let verb = self.s.words.action(after);
        let tells = verb.is_some_and(|(_, class)| matches!(class, Class::Lead | Class::Prefix));
        !tells || &*self.item.q.dimension == "share"
    }
}

/// Levels of recognition, the longer words first.
pub(super) const LEVELS: &[&str] =
    &["自治区级", "国家级", "省级", "市级", "州级", "盟级", "区级", "县级", "旗级", "部级", "镇级"];

/// 省级, 市级以上 at the start of a noun.
pub(super) fn level_word(noun: &str) -> Option<&str> {
    let level = LEVELS.iter().find(|word| noun.starts_with(**word))?;
    let rest = &noun[level.len()..];
    let above = ["及以上", "以上"].iter().find(|word| rest.starts_with(**word)).map_or(0, |word| word.len());
    Some(&noun[..level.len() + above])
}

/// A noun without the words of work at its end (项目建设); 标准化建设 stays whole.
pub(super) fn trimmed<'t>(words: &Words, noun: &'t str, pushed: bool) -> &'t str {
    let mut noun = noun.trim_start_matches('的').trim_end_matches([',', '、', '(', '"']);
    noun = noun.strip_prefix("各类").unwrap_or(noun);
    for _ in 0..3 {
        let task = words.nouns.task.suffix(noun);
        let Some((word, ())) = (if pushed { task.max(words.nouns.work.suffix(noun)) } else { task }) else {
            break;
        };
        let shorter = &noun[..noun.len() - word.len()];
        // 36项重点任务: a restricting word needs its noun
        if shorter.chars().count() < 2 || shorter.ends_with('化') || shorter.ends_with("重点") {
            break;
        }
        noun = shorter;
    }
    noun
}

/// Parts 企业进入上市辅导期 into the thing and what it does.
pub(super) fn light_subject<'t>(words: &Words, noun: &'t str) -> Option<(&'t str, &'t str)> {
    let mut at = 0;
    for _ in 0..12 {
        at = words.nouns.light.starts().find(noun, at)?;
        let Some((word, ())) = words.nouns.light.prefix(&noun[at..]) else {
            at += noun[at..].chars().next().map_or(1, char::len_utf8);
            continue;
        };
        at += word.len();
        let mut rest = &noun[at..];
        rest = head::date(rest).map_or(rest, |length| &rest[length..]);
        const WILL: &[&str] = &["要", "将", "须"];
        for adverbs in [WILL, &["年底前", "年内", "年底", "全部", "力争", "均"], WILL] {
            rest = adverbs.iter().find_map(|word| rest.strip_prefix(word)).unwrap_or(rest);
        }
        if rest.starts(&words.nouns.does) && !rest.starts_with("在线") {
            return Some((&noun[..at], rest));
        }
    }
    None
}
