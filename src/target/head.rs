//! Takes the words off an indicator that are no part of it: openers and verbs on its left, links on its right.

use std::sync::LazyLock;

use super::words::{Class, Link, Words};
use crate::cue::CharSet;
use crate::fold::floor;
use crate::numeral;

/// A verb with where it starts, in bytes of the text that was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Verb<'a> {
    pub(super) word: &'a str,
    pub(super) class: Class,
    pub(super) at: usize,
}

/// Words that limit an old value: 从不足30%, 由近30%.
pub(super) const LIMITS: &[&str] = &["不足", "不到", "近", "约", "仅"];

/// What stands before a noun, taken off.
#[derive(Debug, Clone)]
pub(super) struct Left<'a> {
    /// The noun, with its start in the text that was given.
    pub(super) noun: &'a str,
    pub(super) at: usize,
    /// The verb whose object it is: the last of a chain (完成改造).
    pub(super) verb: Option<Verb<'a>>,
    /// A verb that changes a quantity (降低…10%).
    pub(super) change: Option<Verb<'a>>,
    /// Whether 累计 was taken off: what follows counts all there is.
    pub(super) accumulated: bool,
    /// 每个街道 before a verb: a target for each of them.
    pub(super) each: Option<&'a str>,
    /// Whether 在 was taken off: a place stands before the verb.
    pub(super) placed: bool,
}

/// What stands between a noun and its number, taken off.
#[derive(Debug, Clone, Default)]
pub(super) struct Right<'a> {
    /// The text before it.
    pub(super) text: &'a str,
    /// The link nearest to the number that says something.
    pub(super) link: Option<Link>,
    /// The word of that link.
    pub(super) word: &'a str,
    /// What a change refers to.
    pub(super) baseline: Option<&'a str>,
    /// What a distance refers to.
    pub(super) reference: Option<&'a str>,
    /// Whether 分别 stands there.
    pub(super) paired: bool,
    /// Whether 累计, 总 or the like makes it a state.
    pub(super) accumulated: bool,
    /// Whether it is what the years of the plan come to: 三年累计.
    pub(super) spans: bool,
}

/// Takes conjunctions, adverbs, places, dates and verbs off the left of `text`.
pub(super) fn left<'t>(words: &Words, text: &'t str) -> Left<'t> {
    let mut left = Left { noun: text, at: 0, verb: None, change: None, accumulated: false, each: None, placed: false };
    // the first verb that works on a thing, and the verb before it
    let mut kept: Option<(usize, Option<Verb<'_>>)> = None;
    // bounded: each round takes at least one character, no clause opens with more than a few words
    for _ in 0..24 {
        let rest = left.noun;
        if let Some(length) = opener(words, rest) {
            left.accumulated |= &rest[..length] == "累计";
            left.placed |= &rest[..length] == "在";
            left.skip(length);
            continue;
        }
        if let Some(length) = glued_number(words, rest).filter(|_| left.at == 0) {
            left.skip(length);
            continue;
        }
        let Some((word, class)) = words.action(rest) else { break };
        let after = &rest[word.len()..];
        // 投资亿元以上项目: the verb restricts the noun
        if word == "投资"
            && after.starts_with(|c: char| c.is_ascii_digit() || numeral::is_numeral(c) || matches!(c, '过' | '超'))
        {
            break;
        }
        // 回收利用率, 落地率: a bare attribute needs the verb before it
        if class == Class::Keep && words.is_bare(after) || words.is_bare(rest) {
            break;
        }
        // 完成投资, 交流轮岗: the verbs themselves are what is counted
        if nothing_follows(after) && (class == Class::Keep || left.verb.is_some()) {
            if let Some((at, before)) = kept {
                (left.noun, left.at, left.verb) = (&text[at..], at, before);
            }
            break;
        }
        if class == Class::Keep && kept.is_none() {
            kept = Some((left.at, left.verb));
        }
        let verb = Verb { word: &rest[..word.len()], class, at: left.at };
        match class {
            Class::Up | Class::Down => left.change = Some(verb),
            Class::Push | Class::Reach if left.verb.is_some_and(|v| !matches!(v.class, Class::Push | Class::Reach)) => {
            }
            _ => left.verb = Some(verb),
        }
        left.skip(word.len());
        if matches!(class, Class::Lead | Class::Prefix) {
            break;
        }
    }
    // 在实际工作中力争达到7%: it says how, not what
    if left.placed && left.verb.is_none() && left.noun.ends_with('中') {
        left.skip(left.noun.len());
    }
    left
}

impl Left<'_> {
    fn skip(&mut self, length: usize) {
        self.noun = &self.noun[length..];
        self.at += length;
    }
}

fn nothing_follows(text: &str) -> bool {
    text.chars().all(|c| matches!(c, ',' | '、' | '的' | '(' | ')'))
}

/// The length of a separator, adverb, place or date that `text` starts with.
fn opener(words: &Words, text: &str) -> Option<usize> {
    let c = text.chars().next()?;
    let bullet = matches!(c, '\u{2022}' | '\u{25A0}'..='\u{25FF}' | '\u{2605}' | '\u{2606}' | '\u{27A2}');
    let separates =
        bullet || matches!(c, ',' | '、' | ';' | ':' | '。' | ')' | '/' | '-' | '—' | '·' | '和' | '及' | '与');
    if separates && !text.starts_with("和谐") && !text.starts_with("与会") {
        return Some(c.len_utf8());
    }
    if let Some(length) = enumerator(text).or_else(|| date(text)) {
        return Some(length);
    }
    let found = words.openers.prefix_where(text, |word, row| {
        let after = &text[word.len()..];
        row.fits("", after) && (!row.means || words.action(after).is_some() || opener(words, after).is_some())
    });
    found.map(|(word, _)| word.len())
}

/// The length of a row's number that is glued to its text: 4社会消费品零售总额; not 3岁以下, 5G, 12345热线.
fn glued_number(words: &Words, text: &str) -> Option<usize> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let rest = text.get(digits..).filter(|_| (1..=2).contains(&digits))?;
    let word = rest.chars().next().filter(|c| !c.is_ascii() && c.is_alphabetic())?;
    let unit = words.numbers.units.prefix(rest).is_some() || numeral::power(word).is_some();
    (!unit).then_some(digits)
}

/// The length of an item's number that `text` starts with: (一), 1、, 一是.
fn enumerator(text: &str) -> Option<usize> {
    text.starts_with(|c: char| c == '(' || c.is_ascii_digit() || numeral::is_numeral(c)).then_some(())?;
    // 新建(续建)农村公路: the bracket belongs to the verb
    const VERBS: &[&str] = &["(续建)", "(改建)", "(扩建)", "(改造)", "(改扩建)", "(迁建)", "(新建)"];
    let inner = text.strip_prefix('(').unwrap_or(text);
    let bracket = inner.len() < text.len();
    if let Some(verb) = VERBS.iter().find(|verb| bracket && text.starts_with(**verb)) {
        return Some(verb.len());
    }
    let digits = inner.bytes().take_while(u8::is_ascii_digit).count();
    let numerals: usize = inner.chars().take_while(|&c| numeral::is_numeral(c)).map(char::len_utf8).sum();
    let length = digits.max(numerals);
    let after = &inner[length..];
    let closer = match (bracket, after.chars().next()?) {
        (true, ')') => 1,
        (false, '.' | ')') if digits > 0 && !after[1..].starts_with(|c: char| c.is_ascii_digit()) => 1,
        (false, '、') if numerals > 0 || digits > 0 => 3,
        (false, '是') if numerals > 0 => 3,
        _ => return None,
    };
    (length > 0 && length <= 9).then_some(text.len() - inner.len() + length + closer)
}

/// The length of a date that `text` starts with: 到2025年底前, 2023年6月, 2023—2025年, 至“十四五”末, 6月底前.
pub(super) fn date(text: &str) -> Option<usize> {
    const LEADS: &[&str] = &["截至", "截止", "到", "至", "自", "从", "于", "在"];
    const TAILS: &[&str] =
        &["底之前", "底以前", "底前", "末前", "年末", "底", "末", "初", "前", "以前", "之前", "内", "中", "起"];
    // most texts start with no date: their first character tells
    let opens = |c: char| matches!(c, '截' | '到' | '至' | '自' | '从' | '于' | '在' | '“' | '十' | '-' | '~');
    text.starts_with(|c: char| c.is_ascii_digit() || opens(c)).then_some(())?;
    let rest = LEADS.iter().find_map(|word| text.strip_prefix(word)).unwrap_or(text);
    let after = five_year_plan(rest).or_else(|| {
        let (unit, after) = dated(rest)?;
        // the month after a year is part of the date
        let month = if unit == "年" { dated(after).filter(|(unit, _)| *unit != "年") } else { None };
        Some(month.map_or(after, |(_, after)| after))
    })?;
    if is_past_attribute(after) {
        return None;
    }
    let after = TAILS.iter().find_map(|tail| after.strip_prefix(tail)).unwrap_or(after);
    Some(text.len() - after.len())
}

/// Whether what follows a date makes it part of a noun: 2000年底前建成的老旧小区.
pub(super) fn is_past_attribute(after: &str) -> bool {
    let before = ["底前", "底以前", "以前", "之前", "前"].iter().find_map(|word| after.strip_prefix(word));
    let built =
        |rest: &str| ["建成的", "建设的", "竣工的", "投用的", "开工的"].iter().any(|word| rest.starts_with(word));
    before.is_some_and(built)
}

/// The text after 十四五 with 末 or 期间.
fn five_year_plan(text: &str) -> Option<&str> {
    let after = text.trim_start_matches('“').strip_prefix('十')?;
    let mut chars = after.chars();
    chars.next().and_then(numeral::digit)?;
    let after = chars.as_str().strip_prefix('五')?.trim_start_matches('”');
    ["期末", "时期", "期间", "末"].iter().find_map(|word| after.strip_prefix(word))
}

/// The unit of a date in digits (2023年, 2023—2025年, 6月) that `text` starts with, and the text after it.
fn dated(text: &str) -> Option<(&'static str, &str)> {
    let plain = |b: &u8| b.is_ascii_digit() || matches!(b, b'-' | b'~');
    let digits = text.bytes().take(12).take_while(plain).count();
    let mut after = text.get(digits..).filter(|_| digits > 0)?;
    for dash in ["—", "–", "至"] {
        let more = after.strip_prefix(dash).filter(|more| more.starts_with(|c: char| c.is_ascii_digit()));
        after = more.map_or(after, |more| more.trim_start_matches(|c: char| c.is_ascii_digit()));
    }
    let unit = ["年度", "年", "月", "日", "季度"].into_iter().find(|unit| after.starts_with(unit))?;
    Some((unit, &after[unit.len()..]))
}

/// `text` without 每亩 or the like before a number.
fn per_unit(text: &str) -> &str {
    let digits = text.find(|c: char| c.is_ascii_digit()).filter(|at| (3..=18).contains(at) && text.starts_with('每'));
    digits.map_or(text, |at| &text[at..])
}

/// The length of a number of years that `text` ends with: 三年.
fn years_end(text: &str) -> usize {
    let years = ["两年", "三年", "四年", "五年"].iter().find(|years| text.ends_with(**years));
    years.map_or(0, |years| years.len())
}

/// Takes links, adverbs, baselines and references off the right of `text`.
pub(super) fn right<'t>(words: &Words, text: &'t str) -> Right<'t> {
    let mut right = Right { text, ..Right::default() };
    for _ in 0..12 {
        let trimmed = right.text.trim_end_matches([',', '、', ':', '"']);
        if trimmed.len() < right.text.len() {
            right.text = trimmed;
            continue;
        }
        if right.baseline.is_none()
            && right.link.is_some_and(|l| matches!(l, Link::Up | Link::Down))
            && right.cut_baseline()
        {
            continue;
        }
        let Some((word, link)) = words.links.suffix(right.text) else {
            // 较2022年翻一番, 较2022年实现翻番, 比上年净增5头
            let weak = right.link.is_none_or(|link| matches!(link, Link::Reach | Link::New));
            if weak && right.baseline.is_none() && right.cut_baseline() || right.cut_year() {
                continue;
            }
            break;
        };
        let stem = &right.text[..right.text.len() - word.len()];
        // 规上 ends with 上, 总数 with 数: a link of one character needs a noun of two before it, or nothing
        if word.len() == 3 && matches!(link, Link::None) && !single_link_fits(stem, word) {
            break;
        }
        if word.len() == 3 && *link != Link::None && !single_verb_fits(stem, word) {
            break;
        }
        match word {
            "分别" => right.paired = true,
            "累计" | "累计达到" | "合计" | "共计" | "总计" | "共" if years_end(stem) > 0 => {
                right.spans = true;
                right.text = &stem[..stem.len() - years_end(stem)];
                continue;
            }
            "累计" | "累计达到" | "总数达到" => right.accumulated = true,
            _ => {}
        }
        if right.link.is_none() || right.link == Some(Link::Reach) {
            if *link != Link::None {
                right.link = Some(*link);
                right.word = &right.text[stem.len()..];
            }
        } else if right.link == Some(Link::Level) && matches!(link, Link::Up | Link::Down) {
            // 增速达到, 增长保持在
            right.link = Some(*link);
            right.word = &right.text[stem.len()..];
        } else if matches!(link, Link::Above | Link::Below) {
            break;
        }
        right.text = stem;
    }
    right.cut_start();
    right.cut_reference();
    right
}

fn single_link_fits(stem: &str, word: &str) -> bool {
    let outer = stem.chars().next_back();
    match word {
        "上" => false,
        "在" => !outer.is_some_and(|c| "存现所潜内".contains(c)),
        "到" => !outer.is_some_and(|c| "报签直".contains(c)),
        "于" => !outer.is_some_and(|c| "高低优好快慢用由关对基".contains(c)),
        "共" => !outer.is_some_and(|c| "公".contains(c)),
        "要" => !outer.is_some_and(|c| "主重必需概纪".contains(c)),
        "需" => !outer.is_some_and(|c| "急必刚内供".contains(c)),
        "将" => false,
        "应" => !outer.is_some_and(|c| "供响反效对".contains(c)),
        "了" | "再" | "均" | "都" | "各" | "至" | "也" => outer != Some('人') || word != "均",
        _ => true,
    }
}

fn single_verb_fits(stem: &str, word: &str) -> bool {
    let outer = stem.chars().next_back();
    match word {
        "达" => !outer.is_some_and(|c| "通发直到马".contains(c)),
        "为" => !outer.is_some_and(|c| "行作成认因".contains(c)),
        "有" => !outer.is_some_and(|c| "国所集公私共拥持占具现".contains(c)),
        "是" => !outer.is_some_and(|c| "还就但".contains(c)),
        "占" => !outer.is_some_and(|c| "侵抢".contains(c)),
        "超" => !outer.is_some_and(|c| "赶反商高中英".contains(c)),
        "减" => !outer.is_some_and(|c| "节加削调裁".contains(c)),
        "高" | "低" | "快" => stem.contains(['比', '较']),
        _ => true,
    }
}

/// Characters before 年 that make it a year, a number of years or each year.
const OTHER_YEARS: &str = "今当上去明每近全本半两三四五六七八九十几数历往";

impl<'a> Right<'a> {
    /// Takes 较2020年, 比上年, 与去年同期相比 off the end; says whether there was one.
    fn cut_baseline(&mut self) -> bool {
        // 较上年分别增长25%、28%
        self.cut_each();
        let window = self.text.len().saturating_sub(60);
        let from = floor(self.text, window);
        // a look for any of the characters is quicker than one for the last
        if BASES.find(self.text, from).is_none() {
            return false;
        }
        let Some((i, c)) = self.text[from..].char_indices().rev().find(|&(_, c)| BASES.has_char(c)) else {
            return false;
        };
        let at = from + i;
        let after = &self.text[at + c.len_utf8()..];
        let dated = after.starts_with(|c: char| c.is_ascii_digit())
            || [
                "上",
                "去年",
                "年初",
                "前",
                "同期",
                "基期",
                "“十",
                "十三五",
                "十二五",
                "十四五",
                "现",
                "目前",
                "往年",
                "全",
            ]
            .iter()
            .any(|word| after.starts_with(word));
        if !dated || after.contains(['率', '重', '例']) {
            return false;
        }
        self.baseline = Some(&self.text[at..]);
        self.text = &self.text[..at];
        true
    }

    /// Takes the year off the end of a noun that it parts from its value: 机收面积2023年.
    fn cut_year(&mut self) -> bool {
        // 占比三年提高3个百分点, not 连续三年
        let stem = &self.text[..self.text.len() - years_end(self.text)];
        if stem.len() < self.text.len() && !stem.is_empty() && !stem.ends_with(['续', '近', '用', '每', '过', '第'])
        {
            // 后两年每年
            self.text = stem.strip_suffix(['后', '前']).unwrap_or(stem);
            self.spans = true;
            return true;
        }
        let of = self.text.strip_suffix('的');
        let text = of.unwrap_or(self.text);
        let text = ["底之前", "底以前", "底前", "以前", "底", "末", "前"]
            .iter()
            .find_map(|end| text.strip_suffix(end))
            .unwrap_or(text);
        let Some(rest) = text.strip_suffix('年') else { return false };
        // 贷款年新增5000万元
        let yearly = self.link == Some(Link::New) && rest.len() + '年'.len_utf8() == self.text.len();
        if yearly && !rest.is_empty() && !rest.ends_with(|c: char| c.is_ascii_digit() || OTHER_YEARS.contains(c)) {
            self.text = rest;
            return true;
        }
        let noun = rest.trim_end_matches(|c: char| c.is_ascii_digit());
        // 2024—2026年每年
        if noun.ends_with(['—', '-', '–', '~']) {
            return false;
        }
        // 提高到2026年的2亿元
        let reached = of.is_some() && noun.ends_with(['到', '至']);
        let led = !reached
            && !noun.ends_with("占比")
            && noun.ends_with(['较', '比', '由', '从', '与', '同', '以', '自', '到', '至', '在', '于']);
        let year = rest.len() - noun.len() == 4 && !noun.is_empty() && !led;
        if year {
            self.text = noun;
        }
        year
    }

    /// Takes 由45% off the end: where a change starts from.
    fn cut_start(&mut self) {
        if !matches!(self.link, Some(Link::Level | Link::Up | Link::Down)) || self.baseline.is_some() {
            return;
        }
        let window = floor(self.text, self.text.len().saturating_sub(36));
        let Some(at) = self.text[window..].rfind(['由', '从']).map(|i| window + i) else {
            return;
        };
        // 由每亩850元, 由年人均2694元
        let start = per_unit(&self.text[at + 3..]);
        let start =
            ["年人均", "月人均", "人均", "户均"].iter().find_map(|each| start.strip_prefix(each)).unwrap_or(start);
        let start = LIMITS.iter().find_map(|word| start.strip_prefix(word)).unwrap_or(start);
        let number = start.starts_with(|c: char| c.is_ascii_digit() || numeral::is_numeral(c))
            || ["目前", "现在", "现状", "现有", "原有", "去年", "上年", "20"]
                .iter()
                .any(|word| start.starts_with(word));
        if number {
            self.baseline = Some(&self.text[at..]);
            self.text = &self.text[..at];
        }
        // 分别由5%、6%提高到
        self.cut_each();
    }

    /// Takes 分别 off the end.
    fn cut_each(&mut self) {
        if let Some(stem) = self.text.strip_suffix("分别") {
            (self.text, self.paired) = (stem, true);
        }
    }

    /// Parts 高于全市平均水平 into the link and its reference.
    fn cut_reference(&mut self) {
        let window = floor(self.text, self.text.len().saturating_sub(90));
        let near = if ENDINGS.find(self.text, window).is_some() { &self.text[window..] } else { "" };
        let found = near.char_indices().rev().filter(|&(_, c)| ENDINGS.has_char(c)).find_map(|(i, c)| {
            let end = window + i + c.len_utf8();
            let (word, link) = COMPARES.iter().find(|(word, _)| self.text[..end].ends_with(word))?;
            Some((end - word.len(), *word, *link))
        });
        if let Some((at, word, link)) = found {
            let reference = self.text[at + word.len()..].trim_end_matches('的');
            let plain = word.ends_with('于')
                && word.len() == 6
                && reference.chars().count() <= 12
                && !reference.ends_with(['率', '例', '重', '数', '到', '至']);
            if !reference.is_empty() && (plain || is_reference(reference)) {
                self.reference = Some(reference);
                self.link = Some(link);
                self.word = word;
                self.text = self.text[..at].trim_end_matches(['增', '将']);
                return;
            }
        }
        if matches!(self.link, Some(Link::Above | Link::Below))
            && let Some(at) = self.text[window..].rfind(['比', '较']).map(|i| window + i)
        {
            let reference = &self.text[at + 3..];
            if is_reference(reference) {
                self.reference = Some(reference);
                self.text = &self.text[..at];
            }
        }
    }
}

/// The characters that a baseline starts with.
static BASES: LazyLock<CharSet> = LazyLock::new(|| CharSet::new(['较', '比']));

/// The characters that [`COMPARES`] end with.
static ENDINGS: LazyLock<CharSet> =
    LazyLock::new(|| CharSet::new(COMPARES.iter().filter_map(|(word, _)| word.chars().next_back())));

/// Words that a reference follows.
const COMPARES: &[(&str, Link)] = &[
    ("高于", Link::Above),
    ("快于", Link::Above),
    ("好于", Link::Above),
    ("优于", Link::Above),
    ("高出", Link::Above),
    ("超出", Link::Above),
    ("领先", Link::Above),
    ("超过", Link::Above),
    ("低于", Link::Below),
    ("慢于", Link::Below),
    ("达到", Link::Level),
    ("相当于", Link::Level),
];

/// Whether it names something to measure against: 全市平均水平, 全省平均, 上年.
pub(crate) fn is_reference(text: &str) -> bool {
    let places = [
        "全国", "全省", "全市", "全区", "全县", "全州", "省", "市", "国家", "同期", "同级", "GDP", "地区", "经济",
        "财政", "上级",
    ];
    text.contains("平均")
        || text.contains("水平")
        || text.contains("增速")
        || text.contains("增长")
        || text.contains("增幅")
        || text.contains("目标")
        || places.iter().any(|word| text.starts_with(word))
}
