//! An indicator taken apart: what is counted, what restricts it, and whether it is a share.

use rust_decimal::Decimal;

use super::reader::Reader;
use super::words::{Nature, Word, Words};
use crate::model::{Measure, Target};
use crate::quantity::Unit;

/// Longest indicator that is taken apart, in characters; nothing that is written on purpose comes near.
const LONGEST: usize = 96;

/// An indicator taken apart.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Frame {
    /// What is counted: several where things are enumerated.
    pub(super) members: Vec<Member>,
    /// What restricts it (省级, 规上, ≥100000000元), sorted, each once.
    pub(super) limits: Vec<String>,
    /// What a share is of (新建民用建筑), in standard words; empty where nothing says it.
    pub(super) whole: String,
    /// Whether it is a share, rate or ratio.
    pub(super) share: bool,
    /// How many people (or other heads) the value is for, if it is per head: 1000 for 每千人.
    pub(super) per: Option<Decimal>,
}

/// One thing that is counted.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Member {
    /// What kind of thing: known things and free text, in order.
    pub(super) kind: Vec<Piece>,
    /// The class that it ends with (企业), where that is all that its last word says.
    pub(super) class: Option<String>,
    /// What units count it.
    pub(super) nature: Option<Nature>,
}

/// A piece of what is counted.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Piece {
    /// Its text, or the name of the thing.
    pub(super) text: String,
    /// Whether the lexicon knows it.
    pub(super) known: bool,
    /// The broader thing that contains it.
    pub(super) within: Option<String>,
}

impl Frame {
    /// Takes the indicator of `target` apart; `own` are names of the plan's own place, longest first.
    pub(super) fn of(target: &Target, own: &[String], words: &Words) -> Self {
        let mut text = plain(&target.indicator);
        for name in own {
            text = text.replace(name.as_str(), "");
        }
        let mut frame = Self::read_plain(&text, words);
        let is_share = |unit: &Unit| matches!(unit.dimension(), "share" | "points" | "tenth" | ":");
        let state = matches!(target.measure, Measure::Level | Measure::Flow);
        frame.share |= state && (target.unit.starts_with(':') || Unit::of(&target.unit).is_some_and(|u| is_share(&u)));
        frame
    }

    /// Takes an indicator apart by its words alone.
    #[cfg(test)]
    pub(super) fn read(text: &str, words: &Words) -> Self {
        Self::read_plain(&plain(text), words)
    }

    /// Takes a plain indicator apart.
    fn read_plain(text: &str, words: &Words) -> Self {
        // 人均预期寿命 is a name, not a value per head
        let named = matches!(words.prefix(text), Some((_, Word::Thing(_))));
        let (per, text) = if named { (None, text) } else { per_head(text) };
        let (part, whole) = part_of_whole(text);
        let mut reader = Reader::new(words);
        let (before, main) = attribute(part);
        if !before.is_empty() {
            reader.restriction(before);
        }
        reader.scan(main);
        reader.finish_member(true);
        let summed_up = reader.summed_up;
        let mut frame = reader.frame;
        frame.share |= whole.is_some();
        frame.per = per;
        if let Some(whole) = whole {
            frame.whole = standard(whole, words);
            frame.name_ratio(words);
        }
        share_tails(&mut frame.members, summed_up);
        frame.limits.sort_unstable();
        frame.limits.dedup();
        frame
    }
}

impl Frame {
    /// Gives a share of a whole its own name where it has one: 研发投入占地区生产总值 is 研发投入强度.
    fn name_ratio(&mut self, words: &Words) {
        let Some(last) = self.members.last_mut().and_then(|member| member.kind.last_mut()) else { return };
        if let Some(name) = words.ratio(&format!("{}占{}", last.text, self.whole)) {
            name.clone_into(&mut last.text);
            last.known = true;
            self.whole.clear();
        }
    }
}

/// The indicator in half-width characters and capitals, without white space, quotation marks and brackets.
pub(super) fn plain(text: &str) -> String {
    let half = |c: char| match c {
        // U+FF01..=U+FF5E mirror U+0021..=U+007E
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        _ => c,
    };
    let dropped = |c: &char| c.is_whitespace() || "“”‘’\"'「」『』《》〈〉()[]【】〔〕·•".contains(*c);
    text.chars().map(half).filter(|c| !dropped(c)).take(LONGEST).map(|c| c.to_ascii_uppercase()).collect()
}

/// Reads 万人, 每千名人口 and 人均 at the start: for how many heads the value is, and the rest.
fn per_head(text: &str) -> (Option<Decimal>, &str) {
    if let Some(rest) = text.strip_prefix("人均").filter(|rest| !rest.is_empty()) {
        return (Some(Decimal::ONE), rest);
    }
    let each = text.strip_prefix('每').unwrap_or(text);
    let bases: [(&str, i64); 5] = [("十万", 100_000), ("百万", 1_000_000), ("万", 10_000), ("千", 1_000), ("百", 100)];
    let Some((base, value)) = bases.into_iter().find(|(base, _)| each.starts_with(base)) else {
        return (None, text);
    };
    let rest = &each[base.len()..];
    let rest = rest.strip_prefix('名').unwrap_or(rest);
    let heads = ["常住人口", "户籍人口", "人口", "人"];
    match heads.into_iter().find_map(|head| rest.strip_prefix(head)).filter(|rest| !rest.is_empty()) {
        Some(rest) => (Some(value.into()), rest),
        // 每千名老年人拥有…: of a group, which stays as a restriction
        None if rest.len() < each.len() - base.len() && !rest.is_empty() => (Some(value.into()), rest),
        None => (None, text),
    }
}

/// Splits a share into its part and its whole: 绿色建筑占新建建筑比例, 新建建筑中绿色建筑占比.
fn part_of_whole(text: &str) -> (&str, Option<&str>) {
    let tails = ["占比", "比重", "比例", "比率", "份额", "百分比"];
    let body = tails.iter().find_map(|tail| text.strip_suffix(tail));
    if let Some((part, whole)) = text.split_once('占') {
        let whole = tails.iter().find_map(|tail| whole.strip_suffix(tail)).unwrap_or(whole);
        let whole = whole.trim_end_matches('的');
        if !part.is_empty() && whole.chars().count() >= 2 {
            return (part, Some(whole));
        }
    }
    if let Some((whole, part)) = body.and_then(|body| body.split_once('中')) {
        // 中 stands in many words (中小学, 集中): the whole must be long enough and the part go on by itself
        let inside = part.starts_with(['小', '心', '医', '药', '国', '央', '型', '等', '学', '介'])
            || whole.ends_with(['集', '初', '高', '其']);
        if whole.chars().count() >= 3 && part.chars().count() >= 2 && !inside {
            return (part, Some(whole));
        }
    }
    (body.filter(|body| !body.is_empty()).map_or(text, |_| text), None)
}

/// Splits 有重要影响力的领军人才 after its last 的.
fn attribute(text: &str) -> (&str, &str) {
    match text.rfind('的') {
        Some(at) if text[at + '的'.len_utf8()..].chars().count() >= 2 => (&text[..at], &text[at + '的'.len_utf8()..]),
        _ => ("", text),
    }
}

/// A phrase in standard words, for comparing: 地区生产总值 for GDP.
fn standard(phrase: &str, words: &Words) -> String {
    let mut reader = Reader::new(words);
    reader.scan(phrase);
    reader.finish_member(true);
    let mut parts: Vec<String> = reader.frame.limits;
    for member in reader.frame.members {
        parts.extend(member.kind.into_iter().map(|piece| piece.text));
        parts.extend(member.class);
    }
    parts.concat()
}

/// Gives the members of an enumeration what only its last word says: the class of all of them (公益演出、培训等活动, where
/// 等 sums them up), or the first one's kind to a bare class (省级示范园区、基地).
fn share_tails(members: &mut Vec<Member>, summed_up: bool) {
    let Some(last) = members.last().cloned() else { return };
    if members.len() < 2 {
        return;
    }
    if last.kind.is_empty() && !summed_up {
        let kind = members.first().map(|first| first.kind.clone());
        if let (Some(last), Some(kind)) = (members.last_mut(), kind) {
            last.kind = kind;
        }
        return;
    }
    if last.kind.is_empty() {
        members.pop();
    }
    for member in members.iter_mut().filter(|member| member.class.is_none() && !member.ends_known()) {
        member.class.clone_from(&last.class);
        member.nature = last.nature;
    }
}

impl Member {
    /// Whether a known thing ends it.
    pub(super) fn ends_known(&self) -> bool {
        self.kind.last().is_some_and(|piece| piece.known)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A frame in one line: members by |, class in [], limits after /, a share's whole after %.
    fn line(frame: &Frame) -> String {
        let member = |m: &Member| {
            let kind: Vec<_> =
                m.kind.iter().map(|p| if p.known { format!("<{}>", p.text) } else { p.text.clone() }).collect();
            format!("{}{}", kind.concat(), m.class.as_ref().map(|c| format!("[{c}]")).unwrap_or_default())
        };
        let members: Vec<_> = frame.members.iter().map(member).collect();
        let share = if frame.share { format!(" %{}", frame.whole) } else { String::new() };
        let per = frame.per.map(|per| format!(" per {per}")).unwrap_or_default();
        format!("{} / {}{share}{per}", members.join("|"), frame.limits.join(" "))
    }

    #[test]
    fn indicators_are_taken_apart() {
        let cases = [
            ("市级以上创新平台", "<创新平台> / 国家级 市级 省级"),
            ("国家高新技术企业数量", "<高新技术企业> / "),
            ("过亿元产业项目", "[项目] / ≥100000000元 产业"),
            ("投资50亿元以上项目", "[项目] / ≥5000000000元"),
            ("产值过10亿元企业", "[企业] / 产值≥1000000000元"),
            ("省级创新型中小企业、“专精特新”、“单项冠军”企业", "<创新型中小企业>|<专精特新企业>|<单项冠军企业> / 省级"),
            ("绿色建筑占城镇新建民用建筑比例", "<绿色建筑> /  %新建民用建筑"),
            ("城镇新建民用建筑中绿色建筑占比", "<绿色建筑> /  %新建民用建筑"),
            ("信访事项一次性化解率", "<信访事项><一次性化解率> /  %"),
            ("有重要影响力的领军人才", "<领军人才> / 有影响力 重要"),
            ("每千名老年人拥有养老床位", "老年人<养老床位> /  per 1000"),
            ("万人有效发明专利拥有量", "<发明专利拥有量> /  per 10000"),
            ("省“一企一技术”研发中心", "<一企一技术研发中心> / 省级"),
            ("公益演出、培训等活动", "<文艺演出>|[培训] / 公益"),
        ];
        for (text, expected) in cases {
            assert_eq!(line(&Frame::read(text, Words::builtin())), expected, "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_taken_apart(text in "[省市县区级以上万亿元过超千每人名中占比率的等、和及0-9.“”a%]{0,40}|\\PC{0,60}") {
            let frame = Frame::read(&text, Words::builtin());
            let size: usize = frame.members.iter().map(|m| m.kind.len()).sum::<usize>() + frame.limits.len();
            proptest::prop_assert!(size <= 2 * LONGEST);
        }
    }
}
