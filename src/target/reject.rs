//! Numbers that are no targets for what stands right beside them: dates, ordinals, names, words.

use super::sentence::{Closing, Sentence};
use super::words::Words;
use crate::model::Reason;
use crate::numeral;
use crate::quantity::{Form, Quantity};

/// The reason why a number is no target whatever the sentence says; none for a candidate.
pub(super) fn reject(sentence: &Sentence<'_>, q: &Quantity) -> Option<Reason> {
    let text = sentence.text;
    let at = q.range.start;
    let before = &text[sentence.range.start..at];
    let after = &text[q.range.end..sentence.range.end];
    if let Some((kind, inside)) = sentence.closing(at) {
        match kind {
            Closing::Title | Closing::Quotation => return Some(Reason::Name),
            Closing::Number => return Some(Reason::DocumentNumber),
            Closing::Bracket => {
                if &text[inside.clone()] == &text[q.number.clone()] && q.unit.is_empty() {
                    return Some(Reason::Ordinal);
                }
                if sentence.is_quoted(at) {
                    return Some(Reason::Name);
                }
            }
        }
    }
    if before.ends_with('第') || is_enumerator(before, after, q) {
        return Some(Reason::Ordinal);
    }
    if let Some(reason) = joined(before, after, q, text) {
        return Some(reason);
    }
    if let Some(reason) = dated(sentence, before, after, q) {
        return Some(reason);
    }
    let lead = &text[sentence.clause(at).start..at];
    if lead.contains('每')
        && !lead.contains("每人每月")
        && ["每季度", "每月", "每周", "每日", "每半年", "每天", "每个月", "每两个月"]
            .iter()
            .any(|word| lead.contains(word))
    {
        return Some(Reason::Standard);
    }
    let tail = &text[q.range.end..sentence.clause(at).end];
    let moves = [
        "提高到",
        "提高至",
        "提升到",
        "提升至",
        "增加到",
        "增加至",
        "扩大到",
        "下降到",
        "下降至",
        "降到",
        "降至",
        "降低到",
        "降低至",
        "减少到",
        "缩短到",
        "压缩到",
        "压减到",
        "增长到",
        "上升到",
    ];
    if before.ends_with(['由', '从']) && moves.iter().any(|word| tail.contains(word)) {
        return Some(Reason::Baseline);
    }
    match q.form {
        Form::Chinese => chinese(sentence, before, after, q),
        Form::Digits => digits(before, after, q, text),
        _ => None,
    }
}

/// The reason of a Chinese numeral without a unit, from what stands right beside it: 统一, 一是, (二), 十四五.
pub(super) fn plain_numeral(text: &str, q: &Quantity) -> Reason {
    let lead = &text[..q.range.start];
    let after = &text[q.range.end..];
    let line = lead.strip_suffix('(').unwrap_or(lead);
    let opens = line.is_empty() || line.ends_with(['\n', '。', ';']);
    let before = if opens { &lead[line.len()..] } else { lead };
    if lead.ends_with('第') || opens && is_enumerator(before, after, q) {
        return Reason::Ordinal;
    }
    unitless(lead, after, &text[q.number.clone()])
}

/// `12.`, `(3)`, `3、` at the start of a sentence.
fn is_enumerator(before: &str, after: &str, q: &Quantity) -> bool {
    if !q.unit.is_empty() {
        return false;
    }
    let opens = before.is_empty() || (before == "(" && after.starts_with(')'));
    opens && (after.starts_with(['.', '、', ')', ',', '．']))
        || before.is_empty() && after.starts_with("是") && q.form == Form::Chinese
}

/// A number that is joined to letters and signs: 5G, PM2.5, 1+N, 2×350MW, G327.
fn joined(before: &str, after: &str, q: &Quantity, text: &str) -> Option<Reason> {
    let last = before.chars().next_back();
    let next = after.chars().next();
    if last == Some('×') || next == Some('×') || last == Some('x') && q.form == Form::Digits {
        return Some(Reason::ProjectSize);
    }
    if last == Some('+') || next == Some('+') {
        return Some(Reason::Scheme);
    }
    let letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic() || ('α'..='ω').contains(&c));
    if letter(last) || letter(next) && q.unit.is_empty() {
        return Some(Reason::Name);
    }
    if last == Some('-')
        && before.trim_end_matches('-').ends_with(|c: char| c.is_ascii_alphanumeric())
        && q.unit.is_empty()
    {
        return Some(Reason::Name);
    }
    if next == Some('.') && after[1..].starts_with(|c: char| c.is_ascii_digit()) || last == Some('.') {
        return Some(Reason::Name);
    }
    if &*q.dimension == ":" {
        let second = text[q.number.end..q.range.end].trim_start_matches([':', '∶', '比']);
        // 8:30 is a time
        if second.len() == 2
            && second.starts_with(|c: char| c.is_ascii_digit())
            && q.min.scale() == 0
            && !before.ends_with(['到', '至', '为', '在'])
        {
            return Some(Reason::Date);
        }
    }
    None
}

/// Dates, periods, times of day and service deadlines.
fn dated(sentence: &Sentence<'_>, before: &str, after: &str, q: &Quantity) -> Option<Reason> {
    let four = q.number.len() == 4 || q.min < q.max && q.number.len() > 8;
    let year = four && q.min >= 1900.into() && q.max <= 2100.into() && q.form == Form::Digits && q.min.scale() == 0;
    if year && q.unit.is_empty() && !before.ends_with(['到', '达']) && !q.bound_after.is_empty() {
        return None;
    }
    if year && (q.unit.is_empty() || q.unit == "年" || q.unit == "年度") {
        return Some(if after_baseline(before) { Reason::Baseline } else { Reason::Date });
    }
    match &*q.dimension {
        "time" => {
            if q.unit == "号" && (after.starts_with(['文', '线', '路', '楼', '令', '院']) || !before.ends_with('月'))
            {
                return Some(if q.form == Form::Chinese { Reason::Name } else { Reason::DocumentNumber });
            }
            let lead = &sentence.text[sentence.clause(q.range.start).start..q.range.start];
            if matches!(&*q.unit, "个月") && lead.contains("周期") {
                return None;
            }
            Some(if after_baseline(before) { Reason::Baseline } else { Reason::Date })
        }
        "hour" | "minute" | "second" | "workday" | "day" => {
            let lead = &sentence.text[sentence.clause(q.range.start).start..q.range.start];
            let counted = [
                "天数",
                "压缩至",
                "压缩到",
                "缩短至",
                "缩短到",
                "压减至",
                "压减到",
                "减至",
                "降至",
                "控制在",
                "时长",
                "用时",
                "平均",
                "时间",
                "达到",
                "不少于",
                "不低于",
            ];
            let state =
                counted.iter().any(|word| lead.ends_with(word) || q.bound_before.len() > 0 && lead.contains(word));
            let noun = counted.iter().any(|word| lead.contains(word) && word.starts_with(['天', '时', '用']));
            (!state && !noun).then_some(Reason::Date)
        }
        _ => None,
    }
}

/// Whether 较, 比 or 由 makes what follows the base of a change.
fn after_baseline(before: &str) -> bool {
    before.ends_with(['较', '比', '以', '由', '与', '同']) && !before.ends_with("占比")
}

/// Numbers in digits without a unit that counts.
fn digits(before: &str, after: &str, q: &Quantity, text: &str) -> Option<Reason> {
    match &*q.dimension {
        "scheme" => return Some(Reason::Scheme),
        "voltage" => return Some(Reason::Threshold),
        "order" => {
            let ranked = matches!(&*q.unit, "强" | "届" | "星");
            return Some(if ranked || !before.is_empty() { Reason::Name } else { Reason::Ordinal });
        }
        _ => {}
    }
    if q.unit.is_empty() {
        let number = &text[q.number.clone()];
        if after.starts_with("热线")
            || after.starts_with("平台")
            || after.starts_with(['-', '·'])
            || after.starts_with("国道")
            || after.starts_with("省道")
        {
            return Some(Reason::Name);
        }
        if number.starts_with('0') && number.len() >= 3 && !number.starts_with("0.") {
            return Some(Reason::DocumentNumber);
        }
        if number.len() >= 7 && number.bytes().all(|b| b.is_ascii_digit()) {
            return Some(Reason::DocumentNumber);
        }
    }
    let scheme = Words::builtin().scheme.prefix(after).filter(|(word, _)| {
        let rest = &after[word.len()..];
        !rest.starts_with(|c: char| !",。;、的)(”".contains(c)) || rest.is_empty()
    });
    if &*q.dimension == "count"
        && matches!(&*q.unit, "条" | "项" | "个")
        && scheme.is_some()
        && word_is_scheme(&q.unit, after)
    {
        return Some(Reason::Scheme);
    }
    None
}

/// 20条措施, 8个方面: not 3项制度 that are to be made, and not 5个项目.
fn word_is_scheme(unit: &str, after: &str) -> bool {
    let paper =
        ["措施", "意见", "条例", "举措", "政策", "规定", "禁令", "办法"].iter().any(|word| after.starts_with(word));
    let part = ["方面", "维度", "环节", "阶段", "层面", "领域", "一体化", "清零", "专班", "到位", "目标", "原则"]
        .iter()
        .any(|word| after.starts_with(word));
    match unit {
        "条" => paper,
        _ => part || paper && unit == "项",
    }
}

/// Chinese numerals: words unless they count.
fn chinese(sentence: &Sentence<'_>, before: &str, after: &str, q: &Quantity) -> Option<Reason> {
    let text = sentence.text;
    let number = &text[q.number.clone()];
    if &*q.dimension == "scheme" {
        return Some(Reason::Scheme);
    }
    if q.unit.is_empty() {
        return Some(unitless(before, after, number));
    }
    if &*q.dimension == "order" {
        return Some(if q.unit == "强" { Reason::Name } else { Reason::Word });
    }
    if number == "一" && q.unit == "批"
        || after.starts_with(|c: char| numeral::is_numeral(c)) && &*q.dimension == "count"
    {
        return Some(if number == "一" { Reason::Word } else { Reason::Scheme });
    }
    let open = number.ends_with(['余', '多']) || number.starts_with(['数', '几', '上']);
    let measured = !matches!(
        &*q.dimension,
        "count" | "score" | "yuan" | "length" | "rank" | "data" | "energy" | "area" | "volume" | "mass" | "age"
    );
    let bounded = !q.bound_after.is_empty() || !q.bound_before.is_empty();
    // 万元GDP, 千人拥有: the scale of an indicator
    let scale_alone = number.chars().all(|c| numeral::power(c).is_some()) && number != "十";
    if scale_alone && !open {
        return if bounded || before.ends_with('过') { None } else { Some(Reason::Threshold) };
    }
    if before.ends_with([
        '统', '唯', '专', '逐', '同', '进', '万', '某', '每', '另', '任', '这', '那', '哪', '其', '单', '之', '于',
        '如', '为', '首', '成', '各',
    ]) && !bounded
    {
        return Some(if number.starts_with('一') || number.starts_with('万') {
            Reason::Word
        } else {
            Reason::Scheme
        });
    }
    if Words::builtin().scheme.prefix(after).is_some() && q.min < 100.into() && &*q.dimension == "count" {
        return Some(Reason::Scheme);
    }
    if open || measured || bounded || q.min >= 10.into() {
        return None;
    }
    let counts = matches!(
        &*q.unit,
        "所" | "座"
            | "处"
            | "家"
            | "场"
            | "场次"
            | "名"
            | "栋"
            | "公里"
            | "亩"
            | "平方米"
            | "期"
            | "次"
            | "辆"
            | "套"
            | "条"
            | "个"
            | "户"
            | "人"
            | "间"
            | "部"
            | "台"
            | "台套"
            | "公顷"
            | "吨"
    );
    let one = number == "一";
    let weak = matches!(&*q.unit, "个" | "条" | "套" | "次" | "人" | "名" | "部" | "户" | "间");
    let lead = &text[sentence.clause(q.range.start).start..q.range.start];
    let made = super::head::left(lead).noun.is_empty()
        && Words::builtin().last_action(before).is_some_and(|(_, class)| {
            matches!(class, super::words::Class::Make | super::words::Class::Reach | super::words::Class::Keep)
        });
    let closes = after.is_empty() || after.starts_with([',', '。', ';', '、', '\n']);
    if counts && (made && !(one && weak) || closes && !one && !before.is_empty()) && !before.ends_with(['”', '“']) {
        return None;
    }
    Some(if one { Reason::Word } else { Reason::Scheme })
}

/// What a Chinese numeral without unit is part of.
fn unitless(before: &str, after: &str, number: &str) -> Reason {
    if number.starts_with('十') && number.ends_with('五') {
        return Reason::Date;
    }
    if before.ends_with("党的") || after.starts_with("届") {
        return Reason::Name;
    }
    if after.starts_with(['是', '要']) && before.is_empty() {
        return Reason::Ordinal;
    }
    let one = number.chars().count() == 1 && matches!(number, "一" | "万" | "千" | "百" | "半" | "十" | "两" | "零");
    if one { Reason::Word } else { Reason::Name }
}
