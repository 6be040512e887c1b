//! Reads the numbers of one sentence: which are targets, and what they say.

use std::ops::Range;

use super::head::{self, Left, Right};
use super::horizon::{self, Year};
use super::reject::reject;
use super::sentence::Sentence;
use super::words::{Class, Link, Mark, Words};
use super::{Context, ReadNonTarget, ReadTarget, Reading};
use crate::model::{Measure, Reason};
use crate::quantity::{Form, Quantity};

/// No paired list holds more values.
const LONGEST_LIST: usize = 12;

/// A number of the sentence, and what has been decided about it.
struct Item<'q> {
    q: &'q Quantity,
    span: Range<usize>,
    reason: Option<Reason>,
}

/// The target read before, for what the next one leaves out.
#[derive(Debug, Clone)]
struct Previous {
    indicator: String,
    action: Option<String>,
    measure: Measure,
    /// Where what belongs to it ends.
    end: usize,
    quote_start: usize,
    dimension: String,
    fall: bool,
}

/// A reading of one number before the sentence's marks are added.
struct Draft {
    indicator: String,
    unit: String,
    measure: Measure,
    fall: bool,
    quote: Range<usize>,
    end: usize,
    rule: &'static str,
    action: Option<String>,
    baseline: Option<String>,
    reference: Option<String>,
    year: Option<i16>,
}

/// Reads the sentences of a text.
pub(super) struct Reader<'a> {
    context: &'a Context<'a>,
    words: &'static Words,
    out: Reading,
    /// The indicators that the sentence named so far.
    named: Vec<String>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(context: &'a Context<'a>) -> Self {
        Self { context, words: Words::builtin(), out: Reading::default(), named: Vec::new() }
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
        let s = Sentence::new(self.context.text, range, quantities);
        let mut items: Vec<Item<'_>> =
            quantities.iter().map(|q| Item { q, span: q.with_bounds(), reason: reject(&s, q) }).collect();
        let years = horizon::years(&s, quantities);
        self.thresholds(&s, &mut items);
        self.named.clear();
        let mut previous: Option<Previous> = None;
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
            match self.one(&s, &items, i, previous.as_ref()) {
                Ok(draft) => self.keep(&s, &items[i], draft, &years, &mut previous),
                Err(reason) => self.none(items[i].q, reason),
            }
            i += 1;
        }
    }

    /// Keeps a number that is no target.
    pub(super) fn none(&mut self, q: &Quantity, reason: Reason) {
        self.out.quantities.push(ReadNonTarget { text: q.range.clone(), reason });
    }

    /// Adds what the sentence says over a draft, and keeps it.
    fn keep(
        &mut self,
        s: &Sentence<'_>,
        item: &Item<'_>,
        draft: Draft,
        years: &[Year],
        previous: &mut Option<Previous>,
    ) {
        let at = item.span.start;
        if self.is_past(s, years, at) {
            self.none(item.q, Reason::PastResult);
            return;
        }
        let horizon = match draft.year {
            Some(year) => crate::model::Horizon::Year(year),
            None => horizon::horizon(s, years, at, &draft.measure, self.context.period),
        };
        let (mut min, mut max) = (item.q.min, item.q.max);
        if draft.fall {
            (min, max) = (-max, -min);
        }
        self.named.push(draft.indicator.clone());
        *previous = Some(Previous {
            indicator: draft.indicator.clone(),
            action: draft.action.clone(),
            measure: draft.measure.clone(),
            end: draft.end,
            quote_start: draft.quote.start,
            dimension: item.q.dimension.to_string(),
            fall: draft.fall,
        });
        self.out.targets.push(ReadTarget {
            value: item.q.range.clone(),
            quote: draft.quote,
            indicator: draft.indicator,
            min,
            max,
            unit: draft.unit,
            bound: item.q.bound.clone(),
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

    /// Whether what stands at `at` is told as done already.
    fn is_past(&self, s: &Sentence<'_>, years: &[Year], at: usize) -> bool {
        let mark = s.marks.iter().rev().find(|(place, mark)| *place <= at && !matches!(mark, Mark::EachYear));
        let start = self.context.period.map(|p| p.start_year);
        let year = years.iter().rev().find(|y| y.end <= at);
        let old = year.filter(|y| start.is_some_and(|start| y.year < start));
        match (mark, old) {
            (Some((place, Mark::Past)), _) => !year.is_some_and(|y| y.start > *place && old.is_none()),
            (Some((place, _)), Some(y)) => *place < y.end,
            (None, Some(_)) => true,
            _ => false,
        }
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
            if between.is_empty()
                || between.len() > 90
                || between.contains(['、', '(', ')'])
                || between.starts_with(['和', '及', '与', '共', '计', '总'])
                || between.ends_with(['和', '及', '与'])
            {
                continue;
            }
            let right = head::right(between);
            let counted = &*one.q.dimension == "count" && one.q.bound_after.is_empty();
            let verbal = head::left(between).verb.is_some() || self.words.action(between).is_some();
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
        let clause = s.clause(item.span.start);
        let here = previous.filter(|p| p.end > clause.start && p.end <= item.span.start);
        let from = here.map_or(clause.start, |p| p.end);
        let lead = &s.text[from..item.span.start];
        let after = &s.text[item.span.end..clause.end.max(item.span.end)];
        let next = next_candidate(items, i).filter(|n| n.span.start < clause.end);
        let right = head::right(lead);
        let left = head::left(right.text);
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
        self.project_size(&place, &left, &right)?;
        if self.noun_follows(&place, &left, &right) {
            // 完成10所…: what links before a noun is a verb
            let verbal = matches!(right.link, Some(Link::Reach | Link::New)) && left.verb.is_none();
            let left = if verbal { head::left(lead) } else { left };
            self.number_first(&place, &left, &right)
        } else {
            self.number_last(&place, left, &right)
        }
    }

    /// Sorts out numbers that describe a project: 总投资140亿元, 占地50亩, 140亿元的…项目.
    fn project_size(&self, p: &Place<'_, '_>, left: &Left<'_>, right: &Right<'_>) -> Result<(), Reason> {
        let q = p.item.q;
        if matches!(&*q.dimension, "share" | "points" | "multiple") {
            return Ok(());
        }
        let reached = left.verb.is_some_and(|v| v.class == Class::Reach || v.word == "新增");
        let made = left.verb.is_some_and(|v| !matches!(v.class, Class::Push | Class::Focus));
        let linked = matches!(right.link, Some(Link::Up | Link::Down));
        let lead = p.lead.trim_end_matches(['为', '约', '达', '到', '共', '计']);
        let clause = &p.s.text[p.clause.clone()];
        if lead.ends_with("计划投资") && ["年度", "年内", "当年", "今年"].iter().any(|word| clause.contains(word))
        {
            return Ok(());
        }
        let brief = self.words.brief.suffix(lead).map(|(word, ())| word);
        let strong = self
            .words
            .size
            .suffix(lead)
            .map(|(word, ())| word)
            .filter(|word| brief.is_none_or(|b| b.len() < word.len()));
        if let Some(word) = strong.or(brief) {
            let alone = left.noun == word || left.noun.chars().count() < 2;
            let spent = reached || made && strong.is_none();
            if (alone || strong.is_some()) && !spent && !linked || p.after.starts_with('的') && !linked {
                return Err(Reason::ProjectSize);
            }
        }
        if &*q.unit == "条" && p.after_closes() && !linked && q.with_bounds() == q.range && !made && is_paper(left.noun)
        {
            return Err(Reason::Name);
        }
        let amount = &*q.dimension != "count";
        let stated = right.link.is_some_and(|l| l != Link::None) || !q.bound_before.is_empty();
        if amount && !stated && p.after.starts_with('的') {
            return Err(Reason::ProjectSize);
        }
        let plant = ["项目", "投产", "生产线", "产能", "达产"].iter().any(|word| p.after.contains(word));
        if amount && !stated && !left.noun.is_empty() && !p.after_closes() && plant && left.verb.is_none() {
            return Err(Reason::ProjectSize);
        }
        if left.noun.ends_with('未') || left.noun.ends_with("未达到") || left.noun == "含" || left.noun == "不含"
        {
            return Err(Reason::Threshold);
        }
        Ok(())
    }

    /// Whether the noun that is counted stands after the number.
    fn noun_follows(&self, p: &Place<'_, '_>, left: &Left<'_>, right: &Right<'_>) -> bool {
        let Some(c) = p.after.chars().next() else { return false };
        if ",、;。:)】》(\"”".contains(c) || p.next == Some(p.item.span.end) {
            return false;
        }
        if p.after.starts_with(['和', '及', '与', '并', '或', '以'])
            && !p.after.starts_with("以上")
            && !p.after.starts_with("与会")
        {
            return false;
        }
        if p.after.starts_with(['共', '总', '计']) && p.next.is_some() {
            return false;
        }
        if self.words.action(p.after).is_some_and(|(_, class)| matches!(class, Class::Lead | Class::Prefix))
            && &*p.item.q.dimension != "share"
        {
            return false;
        }
        let noun = left.noun.trim_end_matches('等');
        if noun.is_empty() || left.noun.ends_with('等') {
            return true;
        }
        if right.link.is_some() && right.link != Some(Link::Reach) {
            return false;
        }
        let trimmed = right.text;
        if self.words.last_action(trimmed).is_some_and(|(_, c)| matches!(c, Class::Make | Class::Reach | Class::Push)) {
            return true;
        }
        if !p.item.q.bound_before.is_empty() {
            return false;
        }
        match &*p.item.q.dimension {
            "share" => true,
            "count" => {
                !p.after.starts_with('的') && left.verb.is_none_or(|v| matches!(v.class, Class::Push | Class::Focus))
                    || noun.chars().count() <= 6
            }
            _ => false,
        }
    }
}

/// Whether a noun before 条 names a document by the number of its articles: 支持高质量发展25条.
fn is_paper(noun: &str) -> bool {
    [
        "发展",
        "政策",
        "措施",
        "意见",
        "举措",
        "新政",
        "金政",
        "办法",
        "规定",
        "改革",
        "创新",
        "服务",
        "企业",
        "环境",
        "人才",
        "经济",
        "稳增长",
    ]
    .iter()
    .any(|tail| noun.ends_with(tail))
}

/// The next number that is not sorted out yet; looks over a few that are (一体化).
fn next_candidate<'i, 'q>(items: &'i [Item<'q>], i: usize) -> Option<&'i Item<'q>> {
    items[i + 1..].iter().take(6).find(|item| item.reason.is_none())
}

/// Where a number stands.
struct Place<'a, 'q> {
    s: &'a Sentence<'a>,
    item: &'a Item<'q>,
    clause: Range<usize>,
    /// Where the text that may belong to it starts.
    from: usize,
    /// That text, up to the number and its words of bound.
    lead: &'a str,
    /// The rest of the clause.
    after: &'a str,
    /// Where the next candidate of the clause starts.
    next: Option<usize>,
    /// Whether the target before stands in the same clause.
    here: bool,
    previous: Option<&'a Previous>,
}

impl Place<'_, '_> {
    /// Whether nothing but the end of the clause or of a list's member follows the number.
    fn after_closes(&self) -> bool {
        self.after.is_empty()
            || self.after.starts_with([',', '、', ';', '。', ')', '(', '和', '及', '与', '并', '以', '"', '”'])
            || self.next.is_some()
    }
}

impl Reader<'_> {
    /// 新增5家市级创新平台; 70%的行政村收入达到20万元; 医疗废物100%安全处置.
    fn number_first(&self, p: &Place<'_, '_>, left: &Left<'_>, right: &Right<'_>) -> Result<Draft, Reason> {
        let q = p.item.q;
        let end = self.noun_end(p);
        let noun = &p.s.text[p.item.span.end..end];
        let verb = left.verb.or_else(|| {
            let (word, class) = self.words.last_action(right.text)?;
            let at = right.text.len() - word.len();
            Some(head::Verb { word: &right.text[at..], class, at })
        });
        let each = left
            .noun
            .strip_prefix('每')
            .and_then(|_| self.words.last_action(left.noun))
            .map(|(word, _)| left.noun[..left.noun.len() - word.len()].trim_end_matches("至少"));
        let qualifier = if let Some(each) = each {
            each
        } else if left.noun.ends_with('等') || self.words.last_action(left.noun).is_some() {
            ""
        } else {
            left.noun
        };
        if &*q.dimension == "share" {
            return self.share(p, left, noun, end);
        }
        if q.unit.is_empty() && q.min < 1000.into() {
            return Err(Reason::Name);
        }
        let mut unit = q.unit.to_string();
        let goods = matches!(
            &*q.unit,
            "件" | "套"
                | "台"
                | "台套"
                | "台(套)"
                | "辆"
                | "只"
                | "头"
                | "羽"
                | "尾"
                | "箱"
                | "块"
                | "片"
                | "枚"
                | "册"
                | "双"
        );
        let plant = ["项目", "生产线", "基地", "产能"].iter().any(|tail| self.trimmed(noun, true).ends_with(tail));
        if goods && plant {
            return Err(Reason::ProjectSize);
        }
        if &*q.dimension != "count" {
            self.amount_first(p, noun, verb.as_ref(), &mut unit)?;
        }
        let hedged = is_hedged(p.s, p.item.span.start);
        let parallel = p.previous.filter(|_| verb.is_none() && left.noun.is_empty());
        let with = p.lead.ends_with(['与', '同'])
            && ["合作", "签约", "对接", "签订", "共建"].iter().any(|word| noun.contains(word));
        let serves = p.lead.ends_with(['为', '给', '对'])
            && noun.char_indices().skip(2).any(|(i, _)| {
                self.words
                    .action(&noun[i..])
                    .is_some_and(|(w, c)| w.len() > 3 && matches!(c, Class::Make | Class::Keep))
            });
        let evidence = verb.is_some_and(|v| v.class != Class::Focus)
            || self.light_subject(noun).is_some()
            || with
            || serves
            || hedged
            || parallel.is_some()
            || !p.item.q.bound_before.is_empty()
            || left.change.is_some()
            || right.link.is_some();
        if verb.is_some_and(|v| v.class == Class::Focus) || !evidence {
            return Err(Reason::ExistingSet);
        }
        let mut indicator = self.thing(noun, verb.as_ref());
        if !qualifier.is_empty() && qualifier.chars().count() <= 10 && !qualifier.contains('、') {
            indicator = format!("{}{indicator}", qualifier.trim_end_matches(['的', '各']));
        }
        if indicator.is_empty() {
            return Err(Reason::Unclassified);
        }
        let covered = p.s.text[p.clause.clone()].trim_end_matches(['”', '"']).ends_with("全覆盖");
        if covered {
            let thing =
                indicator.strip_suffix("全覆盖").or_else(|| indicator.strip_suffix("全覆盖”")).unwrap_or(&indicator);
            indicator = format!("{}覆盖{thing}", self.subject(p).unwrap_or_default());
        }
        let measure = match (verb.map(|v| v.class), right.link, parallel.filter(|_| p.here)) {
            _ if covered
                || each.is_some() && verb.is_some_and(|v| matches!(v.word, "拥有" | "配备" | "有"))
                || left.accumulated && !is_event(&q.unit) =>
            {
                Measure::Level
            }
            (Some(Class::Level), ..) => Measure::Level,
            (Some(_), ..) => Measure::Flow,
            (None, Some(Link::Level), _) => Measure::Level,
            (None, _, Some(parallel)) if parallel.measure == Measure::Level => Measure::Level,
            _ => Measure::Flow,
        };
        let start = match verb {
            Some(v) => p.from + v.at,
            None if !left.noun.is_empty() => p.from + left.at,
            None => p.item.span.start,
        };
        Ok(Draft {
            indicator,
            unit,
            measure,
            fall: false,
            quote: start..end,
            end,
            rule: if self.light_subject(noun).is_some() { "number_thing_does" } else { "verb_number_thing" },
            action: verb.map(|v| v.word.to_owned()).or_else(|| parallel.and_then(|x| self.inherited(x))),
            baseline: None,
            reference: None,
            year: None,
        })
    }

    /// An amount before its noun: a target where it is money to be spent or something made, else a size or a threshold.
    fn amount_first(
        &self,
        p: &Place<'_, '_>,
        noun: &str,
        verb: Option<&head::Verb<'_>>,
        unit: &mut String,
    ) -> Result<(), Reason> {
        let q = p.item.q;
        let restricts = !q.bound_after.is_empty() || p.lead.ends_with('过');
        let thing = self.trimmed(noun, true);
        if &*q.dimension == "yuan" || q.unit.is_empty() {
            if self.words.money.suffix(thing).is_none() && self.words.money.prefix(thing).is_none() {
                return Err(if restricts { Reason::Threshold } else { Reason::ProjectSize });
            }
            if unit.is_empty() {
                unit.push('元');
            }
            return Ok(());
        }
        if matches!(&*q.dimension, "age" | "voltage" | "score" | "data" | "storage" | "computing") {
            return Err(Reason::Threshold);
        }
        if restricts && verb.is_none_or(|v| v.class != Class::Make) {
            return Err(Reason::Threshold);
        }
        let made = verb.is_some_and(|v| matches!(v.class, Class::Make | Class::Keep | Class::Reach | Class::Down));
        let project = noun.contains("项目") || noun.ends_with("产能") || noun.contains("生产线");
        if !made || project && !matches!(&*q.dimension, "length" | "area") {
            return Err(Reason::ProjectSize);
        }
        Ok(())
    }

    /// A share before what it is a share of.
    fn share(&self, p: &Place<'_, '_>, left: &Left<'_>, noun: &str, end: usize) -> Result<Draft, Reason> {
        let noun = noun.trim_start_matches('的');
        let before = left.noun;
        let indicator = if before.is_empty() {
            match self.light_subject(noun) {
                Some((thing, does)) => format!("{does}的{thing}"),
                None => self.trimmed(noun, false).to_owned(),
            }
        } else if let Some(whole) = before.rfind('占').map(|at| &before[at..]).filter(|_| p.after.starts_with("以上"))
        {
            format!("{before}比例{}", &whole[..0])
        } else {
            format!("{before}{}", self.trimmed(noun, false))
        };
        let start = left.verb.filter(|_| !before.is_empty()).map_or(p.from + left.at, |_| p.from + left.at);
        Ok(Draft {
            indicator,
            unit: p.item.q.unit.to_string(),
            measure: Measure::Level,
            fall: false,
            quote: if before.is_empty() { p.item.span.start } else { start }..end,
            end: if before.is_empty() { p.item.span.end } else { end },
            rule: "share_does",
            action: None,
            baseline: None,
            reference: None,
            year: None,
        })
    }

    /// The verb that a target shares with the one before.
    fn inherited(&self, previous: &Previous) -> Option<String> {
        let action = previous.action.as_ref()?;
        let class = self.words.actions.get(action).map(|row| row.means);
        (!matches!(class, Some(Class::Lead | Class::Prefix))).then(|| action.clone())
    }

    /// Where the noun after a number ends.
    fn noun_end(&self, p: &Place<'_, '_>) -> usize {
        let text = p.s.text;
        let mut end = p.clause.end;
        if let Some(next) = p.next {
            let between = &text[p.item.span.end..next];
            let separators = ["、", "和", "及", "与", "以及"];
            let cut = |at: Option<usize>| at.map(|at| p.item.span.end + at);
            let directly = separators.iter().find(|word| between.ends_with(**word));
            let at = match directly {
                Some(word) => cut(Some(between.len() - word.len())),
                None => cut(between.find('、').or_else(|| between.find('和'))),
            };
            end = at.unwrap_or(end);
        }
        // 培育10家企业并…: a second predicate
        if let Some(at) = text[p.item.span.end..end].find("并").filter(|at| *at > 3) {
            if !text[p.item.span.end + at..].starts_with("并网") && !p.s.is_quoted(p.item.span.end + at) {
                end = p.item.span.end + at;
            }
        }
        end
    }

    /// The noun of a count as an indicator.
    fn thing(&self, noun: &str, verb: Option<&head::Verb<'_>>) -> String {
        let noun = noun.trim_start_matches('的');
        if let Some((thing, does)) = self.light_subject(noun) {
            let does = does.strip_prefix('在').unwrap_or(does);
            return format!("{does}{thing}");
        }
        let pushed = verb.is_some_and(|v| matches!(v.class, Class::Push | Class::Reach));
        let thing = self.trimmed(noun, pushed);
        match verb {
            Some(v) if v.class == Class::Keep && !thing.ends_with(v.word) && thing.chars().count() <= 8 => {
                format!("{thing}{}", v.word)
            }
            _ => thing.to_owned(),
        }
    }

    /// A noun without the words of work at its end (项目建设).
    fn trimmed<'t>(&self, noun: &'t str, pushed: bool) -> &'t str {
        let mut noun = noun.trim_start_matches('的').trim_end_matches([',', '、', '(', '"']);
        if noun.starts_with("各类") {
            noun = &noun["各类".len()..];
        }
        for _ in 0..3 {
            let tails: &[&str] = if pushed {
                &["建设", "建设工作", "办理工作", "工作", "培育", "创建", "建设任务", "任务"]
            } else {
                &["建设任务", "任务", "工作", "建设"]
            };
            let Some(shorter) = tails.iter().filter_map(|tail| noun.strip_suffix(tail)).min_by_key(|n| n.len()) else {
                break;
            };
            if shorter.chars().count() < 2 || shorter.ends_with('化') {
                break;
            }
            noun = shorter;
        }
        noun
    }

    /// Parts 企业进入上市辅导期 into the thing and what it does.
    fn light_subject<'t>(&self, noun: &'t str) -> Option<(&'t str, &'t str)> {
        const DOES: &[&str] = &[
            "进入",
            "列入",
            "入选",
            "纳入",
            "获",
            "通过",
            "达",
            "实现",
            "完成",
            "成功",
            "在",
            "上市",
            "挂牌",
            "升规",
            "升级",
            "落地",
            "开工",
            "投产",
            "竣工",
            "开业",
            "入库",
            "创成",
            "被",
            "评为",
            "认定",
            "启动",
            "申报",
            "建成",
            "接入",
            "上云",
            "转型",
            "晋级",
            "突破",
            "签约",
            "投运",
            "投用",
            "主导",
            "参与",
            "参加",
            "加入",
            "取得",
            "荣获",
            "收入",
            "集体经济",
            "年收入",
            "拥有",
            "配备",
            "成为",
            "脱贫",
            "摘帽",
            "退出",
            "营业收入",
            "产值",
            "超过",
            "年产值",
            "入园",
            "入统",
            "纳统",
            "用上",
            "全部",
        ];
        let mut at = 0;
        for _ in 0..12 {
            let (i, word) = noun[at..].char_indices().find_map(|(i, _)| {
                let rest = &noun[at + i..];
                self.words.light.prefixes(rest).next().map(|(word, ())| (at + i, word))
            })?;
            let end = i + word.len();
            let mut rest = noun[end..].trim_start_matches('的');
            rest = head::date(rest).map_or(rest, |length| &rest[length..]);
            rest = ["年底前", "年内", "年底", "全部", "力争", "均"]
                .iter()
                .find_map(|word| rest.strip_prefix(word))
                .unwrap_or(rest);
            if DOES.iter().any(|does| rest.starts_with(does))
                && !rest.starts_with("在线")
                && !noun[end..].starts_with('的')
            {
                return Some((&noun[..end], rest));
            }
            at = end;
            if at >= noun.len() {
                return None;
            }
        }
        None
    }
}

impl Reader<'_> {
    /// 新增汽车充电桩820个; 覆盖率达到95%以上; 同比增长8%左右.
    fn number_last(&self, p: &Place<'_, '_>, mut left: Left<'_>, right: &Right<'_>) -> Result<Draft, Reason> {
        let q = p.item.q;
        if let Some(draft) = self.verb_alone(p, right) {
            return Ok(draft);
        }
        self.inner_verb(&mut left);
        let capped = matches!(&p.s.text[q.bound_before.clone()], "控制在" | "突破" | "超过");
        let parallel =
            p.previous.filter(|_| left.verb.is_none() && left.change.is_none() && right.link.is_none() && !capped);
        let mut unit = q.unit.to_string();
        let noun = left.noun.trim_end_matches('的');
        let closed = p.after_closes();
        let linked = right.link.is_some_and(|l| l != Link::None) || !q.bound_before.is_empty();
        if unit.is_empty() {
            let money = q.min >= 10000.into() && self.words.tail(noun).is_some();
            if money {
                unit.push('元');
            } else if !linked || !closed {
                return Err(if closed { Reason::Unclassified } else { Reason::Name });
            }
        }
        let measure = self.measure(p, &left, right, parallel);
        let (indicator, carried) = self.indicator(p, &left, right, &measure)?;
        let evidence = left.verb.is_some_and(|v| v.class != Class::Focus)
            || linked
            || parallel.is_some()
            || left.change.is_some()
            || is_hedged(p.s, p.item.span.start);
        if left.verb.is_some_and(|v| v.class == Class::Focus) && !linked || !evidence && !closed {
            return Err(Reason::ExistingSet);
        }
        if indicator.is_empty() {
            return Err(Reason::Unclassified);
        }
        let start = match (carried, p.previous, left.verb) {
            (true, Some(previous), _) => previous.quote_start,
            (_, _, Some(verb)) => p.from + verb.at,
            _ => p.from + left.change.map_or(left.at, |c| c.at),
        };
        let rule = match (&measure, carried) {
            (Measure::Growth, _) => "thing_grows",
            (Measure::Gap, _) => "gap",
            (_, true) => "carried_thing",
            _ if linked => "thing_reaches_number",
            _ => "thing_number",
        };
        let fall = matches!(measure, Measure::Growth | Measure::Gap)
            && (matches!(right.link, Some(Link::Down | Link::Below))
                || left.change.is_some_and(|c| c.class == Class::Down)
                || parallel.is_some_and(|x| x.fall && noun.is_empty())
                || noun.ends_with("降幅")
                || noun.ends_with("下降率")
                || noun.ends_with("降低率"));
        Ok(Draft {
            indicator,
            unit,
            fall,
            quote: start..p.item.span.end,
            end: p.item.span.end,
            rule,
            action: (if matches!(measure, Measure::Growth | Measure::Gap) {
                left.change.or(left.verb)
            } else {
                left.verb.or(left.change)
            })
            .map(|v| v.word.to_owned())
            .or_else(|| parallel.and_then(|x| self.inherited(x))),
            baseline: right.baseline.map(str::to_owned).or_else(|| p.lead.contains("同比").then(|| "同比".to_owned())),
            reference: right.reference.map(str::to_owned),
            measure,
            year: None,
        })
    }

    /// 新建高标准农田3.5万亩,改造提升2万亩: a verb alone, whose object the target before names.
    fn verb_alone(&self, p: &Place<'_, '_>, right: &Right<'_>) -> Option<Draft> {
        let q = p.item.q;
        let previous = p.previous?;
        let verb = p.lead.trim_start_matches([',', '、', '和', '并']);
        let class = self.words.actions.get(verb)?.means;
        if matches!(&*q.dimension, "share" | "points" | "yuan")
            || previous.dimension != q.dimension
            || !matches!(class, Class::Make | Class::Keep)
            || right.link == Some(Link::Level)
        {
            return None;
        }
        let base = previous
            .action
            .as_deref()
            .and_then(|action| previous.indicator.strip_suffix(action))
            .filter(|base| !base.is_empty())
            .unwrap_or(&previous.indicator);
        Some(Draft {
            indicator: if class == Class::Keep { format!("{base}{verb}") } else { base.to_owned() },
            unit: q.unit.to_string(),
            measure: Measure::Flow,
            fall: false,
            quote: previous.quote_start..p.item.span.end,
            end: p.item.span.end,
            rule: "carried_thing",
            action: Some(verb.to_owned()),
            baseline: None,
            reference: None,
            year: None,
        })
    }

    /// Finds a verb inside the text before a number: 在主城区新建口袋公园, A建设、新建B.
    fn inner_verb(&self, left: &mut Left<'_>) {
        let noun = left.noun;
        if noun.chars().count() < 4 {
            return;
        }
        let placed = noun.starts_with(['在', '以', '对', '为', '向', '从', '于'])
            || ["围绕", "依托", "通过", "按照", "根据", "针对", "聚焦", "利用", "结合", "采取"]
                .iter()
                .any(|w| noun.starts_with(w));
        let mut depth = 0i32;
        for (i, c) in noun.char_indices() {
            match c {
                '“' | '(' | '《' => depth += 1,
                '”' | ')' | '》' => depth -= 1,
                _ => {}
            }
            if i == 0 || depth > 0 {
                continue;
            }
            let listed = noun[..i].ends_with('、');
            let Some((word, class)) = self.words.action(&noun[i..]) else { continue };
            let strong = word.starts_with('新') && word.len() > 3
                || matches!(word, "建成" | "打造" | "完成" | "举办" | "招引" | "发放" | "净增");
            let rate = || self.words.tail(noun).is_some_and(|(_, tail)| !tail.flow);
            let fits = matches!(class, Class::Make | Class::Keep | Class::Reach)
                && word.len() > 3
                && (placed || listed && !rate() || strong);
            let rest = &noun[i + word.len()..];
            let each = noun.starts_with('每') && matches!(class, Class::Make | Class::Keep) && word.len() > 3;
            let subject = word == "新增" && !placed && !listed && rest.chars().count() <= 2;
            if each && rest.chars().count() >= 2 {
                left.each = Some((left.at, &noun[..i]));
            }
            if (fits || each) && !subject && rest.chars().count() >= 2 && !rest.starts_with(['的', '、', '率']) {
                let inner = head::left(&noun[i..]);
                let at = left.at + i;
                left.verb = inner.verb.map(|v| head::Verb { at: v.at + at, ..v });
                left.at = at + inner.at;
                left.noun = &noun[noun.len() - inner.noun.len()..];
                return;
            }
        }
    }

    fn measure(&self, p: &Place<'_, '_>, left: &Left<'_>, right: &Right<'_>, parallel: Option<&Previous>) -> Measure {
        let q = p.item.q;
        if &*q.dimension == "points"
            || right.reference.is_some()
                && right.link != Some(Link::Level)
                && matches!(&*q.dimension, "share" | "rank" | "multiple")
        {
            return Measure::Gap;
        }
        let moves = matches!(right.link, Some(Link::Up | Link::Down));
        if matches!(&*q.dimension, "share" | "multiple") {
            let rate = ["增速", "增幅", "增长率", "降幅", "下降率", "增长", "降低率"]
                .iter()
                .any(|word| left.noun.ends_with(word));
            let changed = left.change.is_some() && right.link != Some(Link::Level);
            if let Some(same) = parallel.filter(|x| left.noun.is_empty() && p.here && x.dimension == q.dimension) {
                return same.measure.clone();
            }
            return if q.form == Form::Doubling || moves || rate || changed { Measure::Growth } else { Measure::Level };
        }
        let tail = self.words.tail(left.noun).map(|(_, tail)| tail);
        let bound = &p.s.text[q.bound_before.clone()];
        let level = right.link == Some(Link::Level)
            || matches!(bound, "超过" | "突破" | "超" | "控制在" | "大于" | "高于" | "低于" | "逾");
        let class = left.verb.map(|v| v.class);
        if is_event(&q.unit) && !right.accumulated && tail.is_none() {
            return Measure::Flow;
        }
        if level && class == Some(Class::Prefix) || left.accumulated && class == Some(Class::Make) {
            return Measure::Level;
        }
        let makes = matches!(class, Some(Class::Make | Class::Keep | Class::Lead | Class::Prefix | Class::Push))
            || right.link == Some(Link::New);
        if class == Some(Class::Level) || right.accumulated && level {
            return Measure::Level;
        }
        if moves {
            return Measure::Flow;
        }
        if let Some(tail) = tail.filter(|tail| tail.flow && &*q.dimension == "yuan") {
            return tail.measure();
        }
        if makes {
            return Measure::Flow;
        }
        if level {
            return Measure::Level;
        }
        if let Some(tail) = tail {
            return tail.measure();
        }
        if let Some(parallel) = parallel {
            return if parallel.measure == Measure::Level { Measure::Level } else { Measure::Flow };
        }
        if !bound.is_empty() && class.is_none() && left.change.is_none() { Measure::Level } else { Measure::Flow }
    }

    /// The indicator of a number after its noun; whether it took something from the target before.
    fn indicator(
        &self,
        p: &Place<'_, '_>,
        left: &Left<'_>,
        right: &Right<'_>,
        measure: &Measure,
    ) -> Result<(String, bool), Reason> {
        let q = p.item.q;
        let mut noun = left.noun.trim_end_matches(['的', '(', '"', ',']);
        if *measure == Measure::Growth {
            for tail in ["增长速度", "增速", "增幅", "增长率", "年均增长", "增长", "降幅", "下降率", "降低率"]
            {
                noun = noun.strip_suffix(tail).unwrap_or(noun);
            }
            noun = ["同比", "年均", "累计"].iter().fold(noun, |noun, word| noun.strip_suffix(word).unwrap_or(noun));
        }
        if let Some(rest) = noun.strip_suffix('占') {
            noun = rest;
        }
        if noun.is_empty() {
            let Some(previous) = p.previous else {
                return self.subject(p).map(|subject| (subject, false)).ok_or(Reason::Unclassified);
            };
            return Ok((again(&previous.indicator, &previous.dimension, q, measure), true));
        }
        if let Some(verb) = left.verb.filter(|v| matches!(v.class, Class::Lead | Class::Prefix)) {
            let own = format!("{}{noun}", verb.word);
            return Ok(match p.previous.filter(|_| verb.class == Class::Lead) {
                Some(previous) => (format!("{}{own}", previous.indicator), true),
                None => (own, false),
            });
        }
        if let Some((_, tail)) = self.words.tail(noun).filter(|(word, tail)| tail.bare && *word == noun) {
            let _ = tail;
            if let Some(previous) = p.previous {
                return Ok((format!("{}{noun}", self.owner(&previous.indicator, noun)), true));
            }
            if let Some(subject) = self.subject(p) {
                return Ok((format!("{subject}{noun}"), false));
            }
        }
        let verbal = self.words.actions.get(noun).is_some_and(|row| row.means == Class::Keep);
        if let Some(verb) = left.verb.filter(|v| verbal && v.class == Class::Keep) {
            // 培训教师5000人次,交流轮岗300人
            let own = format!("{}{noun}", verb.word);
            let owner = p.previous.and_then(|x| x.indicator.strip_suffix(x.action.as_deref()?));
            return Ok((format!("{}{own}", owner.unwrap_or_default()), owner.is_some()));
        }
        let mut indicator = match left.each {
            Some((_, each)) => format!("{each}{noun}"),
            None => noun.to_owned(),
        };
        // 占全县总人口45%
        if right.word == "占"
            || noun.contains('占')
                && &*q.dimension == "share"
                && !noun.ends_with(['重', '例', '比'])
                && right.link.is_none()
        {
            indicator.push_str("比例");
        }
        match left.verb {
            Some(verb)
                if verb.class == Class::Keep
                    && !indicator.ends_with(verb.word)
                    && *measure == Measure::Flow
                    && &*q.dimension != "yuan" =>
            {
                indicator.push_str(verb.word);
            }
            _ => {}
        }
        if let Some(previous) = p.previous {
            self.carried(p, left, previous, &mut indicator);
        }
        Ok((indicator, false))
    }

    /// Adds what the target before shares with this one: 投资亿元以上项目30个、50亿元以上项目1个.
    fn carried(&self, p: &Place<'_, '_>, left: &Left<'_>, previous: &Previous, indicator: &mut String) {
        let amount = |c: char| c.is_ascii_digit() || matches!(c, '过' | '超' | '亿' | '千' | '万');
        if indicator.starts_with(amount) {
            if let Some(at) = previous.indicator.find(amount).filter(|at| *at > 0) {
                indicator.insert_str(0, &previous.indicator[..at]);
            }
        }
        if let Some(level) = level_word(&previous.indicator) {
            if indicator.starts_with("示范") && previous.indicator.contains("示范") {
                indicator.insert_str(0, level);
            }
        }
        let verb = previous.action.as_deref().filter(|verb| previous.indicator.ends_with(verb));
        if let Some(verb) = verb.filter(|_| p.here && left.verb.is_none() && previous.dimension == p.item.q.dimension) {
            if self.words.last_action(indicator).is_none()
                && self.words.actions.get(verb).is_some_and(|row| row.means == Class::Keep)
            {
                indicator.push_str(verb);
            }
        }
    }

    /// Whose attribute a bare `noun` is, after an indicator of the same thing: 茶叶产量, then 综合产值.
    fn owner<'t>(&self, indicator: &'t str, noun: &str) -> &'t str {
        let part = ["占比", "比重", "比例", "占有率"].iter().any(|tail| noun.ends_with(tail));
        if let Some(owner) = indicator.strip_suffix(noun) {
            return owner;
        }
        match self.words.tail(indicator) {
            Some((word, _)) if !part && word.len() < indicator.len() => &indicator[..indicator.len() - word.len()],
            _ => indicator,
        }
    }

    /// The subject of a bare attribute (营业收入): the noun of the clause before, else of the title.
    fn subject(&self, p: &Place<'_, '_>) -> Option<String> {
        let noun_of = |text: &str| {
            let left = head::left(text);
            let noun = left.noun.rsplit(['、', '和']).next().unwrap_or(left.noun);
            let noun = self.trimmed(noun, true);
            let count = noun.chars().count();
            ((2..=18).contains(&count) && !noun.contains(|c: char| c.is_ascii_digit())).then(|| noun.to_owned())
        };
        let opening = head::left(&p.s.text[p.s.range.clone()]).noun;
        let reach = opening.char_indices().nth(14).map_or(opening.len(), |(at, _)| at);
        if let Some(at) = opening[..reach].find("产业").filter(|at| *at > 0 && !opening[..*at].contains(',')) {
            return Some(opening[..at + "产业".len()].to_owned());
        }
        if let Some(clause) = p.s.clause_before(p.clause.start) {
            return noun_of(&p.s.text[clause]);
        }
        let title = self.context.title.clone().and_then(|range| self.context.text.get(range))?;
        noun_of(title.trim_end_matches('。'))
    }

    /// Reads a paired list: A和B分别达到70家和80家; how many numbers it holds, 0 where there is none.
    fn pairs(
        &mut self,
        s: &Sentence<'_>,
        items: &[Item<'_>],
        i: usize,
        years: &[Year],
        previous: &mut Option<Previous>,
    ) -> usize {
        let mut count = 1;
        while let (Some(one), Some(next)) = (items.get(i + count - 1), items.get(i + count)) {
            if next.reason.is_some() || next.span.start < one.span.end {
                break;
            }
            let between = &s.text[one.span.end..next.span.start];
            if !matches!(between, "、" | "和" | "及" | "与" | "以及" | ",") || next.q.dimension != one.q.dimension
            {
                break;
            }
            count += 1;
            if count > LONGEST_LIST {
                return 0;
            }
        }
        if count < 2 {
            return 0;
        }
        let clause = s.clause(items[i].span.start);
        let from = previous.as_ref().filter(|p| p.end > clause.start).map_or(clause.start, |p| p.end);
        let lead = s.text.get(from..items[i].span.start).unwrap_or_default();
        let right = head::right(lead);
        let left = head::left(right.text);
        let listed: Vec<_> = years.iter().filter(|y| y.start >= from && y.end <= items[i].span.start).collect();
        let names = coordinates(left.noun, count);
        let rural = left
            .noun
            .strip_prefix("城乡")
            .filter(|_| count == 2 && names.is_none())
            .map(|rest| [format!("城镇{rest}"), format!("农村{rest}")]);
        let names = names.or_else(|| rural.as_ref().map(|names| names.iter().map(String::as_str).collect()));
        let dated = listed.len() == count && names.is_none();
        let named: Vec<String> = match self.named.len().checked_sub(count) {
            Some(at) if left.noun.is_empty() && right.paired => self.named[at..].to_vec(),
            _ => Vec::new(),
        };
        let names = names.or_else(|| (named.len() == count).then(|| named.iter().map(String::as_str).collect()));
        let Some(names) = names.or_else(|| dated.then(|| vec![left.noun; count])) else { return 0 };
        let bare = |name: &&str| self.words.tail(name).is_some_and(|(word, tail)| tail.bare && word == *name);
        let owner = previous.as_ref().filter(|_| names.iter().all(bare)).map(|x| x.indicator.clone());
        let indicators: Vec<String> = if !named.is_empty() {
            named.clone()
        } else if let Some(owner) = owner {
            names.iter().map(|name| format!("{}{name}", self.owner(&owner, name))).collect()
        } else if dated {
            names.iter().map(|n| (*n).to_owned()).collect()
        } else {
            self.shared(&names)
        };
        let place = |item| Place {
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
        let start = from + left.verb.map_or(left.at, |v| v.at);
        for (k, indicator) in indicators.into_iter().enumerate() {
            let item = &items[i + k];
            let mut this = left.clone();
            this.noun = names[k];
            let measure = self.measure(&place(item), &this, &right, None);
            let fall = matches!(measure, Measure::Growth | Measure::Gap)
                && matches!(right.link, Some(Link::Down | Link::Below));
            let draft = Draft {
                indicator,
                unit: item.q.unit.to_string(),
                measure,
                fall,
                quote: start..item.span.end,
                end: item.span.end,
                rule: "paired_list",
                action: left.verb.map(|v| v.word.to_owned()),
                baseline: right.baseline.map(str::to_owned),
                reference: right.reference.map(str::to_owned),
                year: if dated { listed.get(k).map(|y| y.year) } else { None },
            };
            self.keep(s, item, draft, years, previous);
        }
        count
    }

    /// The members of a list with the words that they share: A、B等产业产值.
    fn shared(&self, names: &[&str]) -> Vec<String> {
        let last = names.last().copied().unwrap_or_default();
        let (last, tail) = match last.rfind('等').filter(|at| *at > 0) {
            Some(at) => (&last[..at], &last[at + "等".len()..]),
            None => match self.words.shared.suffix(last).filter(|(word, ())| word.len() < last.len()) {
                Some((word, ())) => (&last[..last.len() - word.len()], &last[last.len() - word.len()..]),
                None => (last, ""),
            },
        };
        let level = names.first().and_then(|name| level_word(name)).unwrap_or("");
        let per = names
            .first()
            .filter(|first| first.starts_with('每'))
            .and_then(|first| first.find("拥有").map(|at| &first[..at + "拥有".len()]));
        let owner = per.or_else(|| names.first().and_then(|first| first_owner(first, &names[1..]))).unwrap_or("");
        let count = names.len();
        names
            .iter()
            .enumerate()
            .map(|(i, name)| {
                let name = if i + 1 == count { last } else { name };
                let level = if i > 0 && level_word(name).is_none() { level } else { "" };
                let tail = if self.words.tail(name).is_some() && i + 1 < count { "" } else { tail };
                let owner = if i > 0 { owner } else { "" };
                format!("{level}{owner}{name}{tail}")
            })
            .collect()
    }
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

/// 省级, 市级以上 at the start of a noun.
fn level_word(noun: &str) -> Option<&str> {
    let level = ["国家级", "省级", "市级", "区级", "县级"].iter().find(|word| noun.starts_with(**word))?;
    let rest = &noun[level.len()..];
    let above = ["及以上", "以上"].iter().find(|word| rest.starts_with(**word)).map_or(0, |word| word.len());
    Some(&noun[..level.len() + above])
}

/// The indicator of a further number about the same thing: 改造老旧片区2个、1580户.
fn again(indicator: &str, dimension: &str, q: &Quantity, measure: &Measure) -> String {
    if *measure == Measure::Growth || *measure == Measure::Gap {
        return indicator.to_owned();
    }
    if &*q.dimension == "yuan" && dimension == "share" {
        return indicator.trim_end_matches("强度").to_owned();
    }
    let what = match &*q.unit {
        "户" => "户数",
        "人" | "名" => "人数",
        "平方米" | "亩" | "公顷" | "平方公里" => "面积",
        _ => "",
    };
    if indicator.ends_with(what) { indicator.to_owned() } else { format!("{indicator}{what}") }
}

/// Splits a coordination into exactly `count` members.
fn coordinates(noun: &str, count: usize) -> Option<Vec<&str>> {
    let split = |words: &[&str]| {
        let (mut parts, mut start, mut depth, mut skip) = (Vec::new(), 0, 0i32, 0);
        for (i, c) in noun.char_indices() {
            match c {
                '“' | '(' | '《' => depth += 1,
                '”' | ')' | '》' => depth -= 1,
                _ => {}
            }
            if depth > 0 || i < skip {
                continue;
            }
            if let Some(word) = words.iter().find(|word| noun[i..].starts_with(**word)) {
                let before = noun[..i].chars().next_back();
                if i > start && !before.is_some_and(|c| "共饱总缓调温参给涉".contains(c)) {
                    parts.push(&noun[start..i]);
                    start = i + word.len();
                    skip = start;
                }
            }
        }
        parts.push(&noun[start..]);
        parts
    };
    [&["、"][..], &["、", "和", "以及"], &["、", "和", "以及", "与", "及"]]
        .iter()
        .map(|words| split(words))
        .find(|parts| parts.len() == count && parts.iter().all(|part| !part.is_empty()))
}

/// Whether a unit counts things that happen: what is done, never what there is.
fn is_event(unit: &str) -> bool {
    matches!(
        unit,
        "次" | "场"
            | "场次"
            | "期"
            | "批次"
            | "班次"
            | "轮"
            | "轮次"
            | "趟"
            | "遍"
            | "课时"
            | "学时"
            | "届"
            | "项次"
            | "台次"
            | "架次"
    )
}

/// Whether a hedge reaches a number at `at`.
fn is_hedged(s: &Sentence<'_>, at: usize) -> bool {
    let mark = s.marks.iter().rev().find(|(place, mark)| {
        *place <= at
            && matches!(mark, Mark::Hedge | Mark::Object | Mark::Firm)
            && !(*mark == Mark::Object && s.comma_between(*place, at))
    });
    matches!(mark, Some((_, Mark::Hedge | Mark::Object)))
}
