//! Numbers that are no targets for what stands right beside them: dates, ordinals, names, words.

use super::head;
use super::sentence::{Closing, Sentence};
use super::words::{Class, Link, Listed};
use crate::model::Reason;
use crate::numeral;
use crate::quantity::{Form, Quantity};

/// Characters that make a word or a slogan of the Chinese numeral after them: 统一, 四位一体, 每一个.
const BOUND_BEFORE: &str = "统唯专逐同进万某每另任这那哪其单之于如为首成各";

/// A number with the text around it.
struct Spot<'a> {
    s: &'a Sentence<'a>,
    q: &'a Quantity,
    /// The sentence up to the number.
    before: &'a str,
    /// The sentence after it.
    after: &'a str,
    /// The clause up to the number.
    lead: &'a str,
    /// The digits or numerals themselves.
    number: &'a str,
}

/// The reason why a number is no target whatever the sentence says; none for a candidate.
pub(super) fn reject(s: &Sentence<'_>, q: &Quantity) -> Option<Reason> {
    let clause = s.clause(q.range.start);
    let spot = Spot {
        s,
        q,
        before: &s.text[s.range.start..q.range.start],
        after: &s.text[q.range.end..s.range.end],
        lead: &s.text[clause.start..q.range.start],
        number: &s.text[q.number.clone()],
    };
    let changes = || {
        let old = without_limit(spot.before);
        // 较去年的20万头增长9%
        if of_old_year(old, &['较', '比']) {
            let change = s.words.links.prefix(spot.after).map(|(_, link)| *link);
            return matches!(change, Some(Link::Up | Link::Down | Link::New));
        }
        (old.ends_with(['由', '从']) || of_old_year(old, &['由', '从']))
            && s.text[q.range.end..clause.end.max(q.range.end)].holds(&s.words.nouns.moves)
    };
    spot.enclosed()
        .or_else(|| spot.ordinal())
        .or_else(|| spot.joined())
        .or_else(|| spot.dated())
        .or_else(|| spot.qualifies())
        .or_else(|| spot.periodic().then_some(Reason::Standard))
        .or_else(|| (changes() || spot.after.starts_with("的基础上")).then_some(Reason::Baseline))
        .or_else(|| match q.form {
            Form::Chinese => spot.chinese(),
            Form::Digits => spot.digits(),
            _ => None,
        })
}

/// The text before an old value without what limits it: 从不足, 由近.
fn without_limit(before: &str) -> &str {
    if !before.ends_with(['足', '到', '近', '约', '仅', '均', '年', '月']) {
        return before;
    }
    // 由年人均2694元
    let before = ["年人均", "月人均", "每人每年", "每人每月", "人均", "户均"]
        .iter()
        .find_map(|each| before.strip_suffix(each).filter(|lead| lead.ends_with(['由', '从'])))
        .unwrap_or(before);
    head::LIMITS.iter().find_map(|word| before.strip_suffix(word)).unwrap_or(before)
}

/// 由2021年的, 较去年的: a value of then follows one of these leads.
fn of_old_year(before: &str, leads: &[char]) -> bool {
    if !before.ends_with(['年', '的', '底', '末', '前', '在', '有', '状', '来']) {
        return false;
    }
    let bare = before.strip_suffix('的').unwrap_or(before).trim_end_matches(['底', '末']);
    let then = ["去年", "上年", "目前", "现在", "现有", "现状", "原来"].iter().find_map(|word| bare.strip_suffix(word));
    if then.is_some_and(|lead| lead.ends_with(leads)) {
        return true;
    }
    let digits = bare.strip_suffix('年').unwrap_or("");
    let lead = digits.trim_end_matches(|c: char| c.is_ascii_digit());
    digits.len() == lead.len() + 4 && lead.ends_with(leads)
}

/// The reason of a Chinese numeral without a unit, from what stands right beside it: 统一, 一是, (二), 十四五.
pub(super) fn plain_numeral(text: &str, q: &Quantity) -> Reason {
    let lead = &text[..q.range.start];
    let after = &text[q.range.end..];
    let line = lead.strip_suffix('(').unwrap_or(lead);
    let opens = line.is_empty() || line.ends_with(['\n', '。', ';']);
    if lead.ends_with('第') || opens && is_enumerator(&lead[line.len()..], after, q) {
        return Reason::Ordinal;
    }
    unitless(lead, after, &text[q.number.clone()])
}

/// `12.`, `(3)`, `3、`, 一是 at the start of a sentence.
fn is_enumerator(before: &str, after: &str, q: &Quantity) -> bool {
    let opens = before.is_empty() || before == "(" && after.starts_with(')');
    let closes = after.starts_with(['.', '、', ')', ',', '．']);
    let first = before.is_empty() && after.starts_with('是') && q.form == Form::Chinese;
    q.unit.is_empty() && (opens && closes || first)
}

/// What a Chinese numeral without unit is part of.
fn unitless(before: &str, after: &str, number: &str) -> Reason {
    if number.starts_with('十') && number.ends_with('五') {
        return Reason::Date;
    }
    if before.ends_with("党的") || after.starts_with('届') {
        return Reason::Name;
    }
    let word = matches!(number, "一" | "万" | "千" | "百" | "半" | "十" | "两" | "零");
    if word { Reason::Word } else { Reason::Name }
}

impl Spot<'_> {
    /// In a title, a quotation or brackets.
    fn enclosed(&self) -> Option<Reason> {
        let (kind, inside) = self.s.closing(self.q.range.start)?;
        match kind {
            Closing::Title | Closing::Quotation => Some(Reason::Name),
            Closing::Number => Some(Reason::DocumentNumber),
            // “1131”服务(即1次政策宣讲、1次职业指导)
            Closing::Bracket if self.s.text[inside.clone()].starts_with('即') => Some(Reason::Scheme),
            Closing::Bracket if self.q.unit.is_empty() && *inside == self.q.number => Some(Reason::Ordinal),
            Closing::Bracket => self.s.is_quoted(self.q.range.start).then_some(Reason::Name),
        }
    }

    /// What qualifies for something: 每小时20蒸吨以下燃气锅炉, 前20%的事项.
    fn qualifies(&self) -> Option<Reason> {
        let boiler = self.before.ends_with("每小时") || self.q.unit.starts_with("蒸吨");
        let counts = self.after.is_empty() || self.after.starts_with([',', '。', ';', '、', ')', '的']);
        let capacity = boiler && !(counts && self.q.bound_after.is_empty());
        let top = self.before.ends_with('前') && &*self.q.dimension == "share";
        (capacity || top).then_some(Reason::Threshold)
    }

    fn ordinal(&self) -> Option<Reason> {
        let ordinal = self.before.ends_with('第') || is_enumerator(self.before, self.after, self.q);
        ordinal.then_some(Reason::Ordinal)
    }

    /// A number that is joined to letters and signs: 5G, PM2.5, 1+N, 2×350MW, G327.
    fn joined(&self) -> Option<Reason> {
        let (last, next) = (self.before.chars().next_back(), self.after.chars().next());
        let bare = self.q.unit.is_empty();
        let letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic() || ('α'..='ω').contains(&c));
        let digit = |text: &str| text.starts_with(|c: char| c.is_ascii_digit());
        if last == Some('×') || next == Some('×') || last == Some('x') && self.q.form == Form::Digits {
            return Some(Reason::ProjectSize);
        }
        if last == Some('+') || next == Some('+') {
            return Some(Reason::Scheme);
        }
        let dashed =
            last == Some('-') && self.before.trim_end_matches('-').ends_with(|c: char| c.is_ascii_alphanumeric());
        let version = next == Some('.') && digit(&self.after[1..]) || last == Some('.');
        if letter(last) || bare && (letter(next) || dashed) || version {
            return Some(Reason::Name);
        }
        // 26:32:42 is a structure, no value
        let parts = |text: &str| text.strip_prefix([':', '∶']).is_some_and(digit);
        if &*self.q.dimension == ":" && parts(self.after) || bare && last == Some(':') && self.follows_ratio() {
            return Some(Reason::Name);
        }
        // 8:30 is a time, 1.28:1 a ratio
        let second = &self.s.text[self.q.number.end..self.q.range.end];
        let minutes = &*self.q.dimension == ":" && second.trim_start_matches([':', '∶', '比']).len() == 2;
        let time = minutes && self.q.min.scale() == 0 && !self.before.ends_with(['到', '至', '为', '在']);
        time.then_some(Reason::Date)
    }

    /// Whether a ratio ends right before the number: 26:32:42.
    fn follows_ratio(&self) -> bool {
        let parts = self.before.trim_end_matches(|c: char| c == ':' || c.is_ascii_digit());
        self.before[parts.len()..].matches(':').count() > 1
    }

    /// Dates, periods, times of day and service deadlines.
    fn dated(&self) -> Option<Reason> {
        let q = self.q;
        let date = || {
            let base = self.before.ends_with(['较', '比', '以', '由', '与', '同']) && !self.before.ends_with("占比");
            Some(if base { Reason::Baseline } else { Reason::Date })
        };
        let four = q.number.len() == 4 || q.number.len() > 8 && q.min < q.max;
        let whole = q.form == Form::Digits && q.min.scale() == 0;
        let year = whole && four && q.min >= 1900.into() && q.max <= 2100.into();
        if year && matches!(&*q.unit, "" | "年" | "年度") {
            // 达到2000以上
            let counted = q.unit.is_empty() && !q.bound_after.is_empty() && !self.before.ends_with(['到', '达']);
            return if counted { None } else { date() };
        }
        // 延长至凌晨2点
        let night = self.before.ends_with(['晨', '午', '上', '间'])
            && ["凌晨", "上午", "下午", "晚上", "夜间"].iter().any(|part| self.before.ends_with(part));
        if night && matches!(&*q.unit, "点" | "时" | "") {
            return Some(Reason::Date);
        }
        match &*q.dimension {
            "age" => (!self.lead.holds(&self.s.words.nouns.time_noun)).then_some(Reason::Threshold),
            "time" if q.unit == "号" && !self.before.ends_with('月') => {
                Some(if q.form == Form::Chinese { Reason::Name } else { Reason::DocumentNumber })
            }
            "time" if matches!(&*q.unit, "个月" | "年") && self.lead.holds(&self.s.words.nouns.time_noun) => None,
            "time" => date(),
            "hour" | "minute" | "second" | "workday" | "day" => (!self.is_lasting()).then_some(Reason::Date),
            _ => None,
        }
    }

    /// Whether a time is a state to be reached (审批时限压缩至5个工作日, 优良天数300天) and no deadline (24小时内).
    fn is_lasting(&self) -> bool {
        let words = self.s.words;
        let stated = self.lead.ends(&words.nouns.lasting)
            || !self.q.bound_before.is_empty() && self.lead.holds(&words.nouns.lasting);
        stated || self.lead.holds(&words.nouns.time_noun)
    }

    /// 每季度召开1次调度会: how often, no target of the plan's period; 每人每月 is a unit.
    fn periodic(&self) -> bool {
        let start = self.q.range.start;
        self.s.each_between(start - self.lead.len(), start)
            && !self.lead.contains("每人每月")
            && self.lead.holds(&self.s.words.nouns.periodic)
    }

    /// Numbers in digits without a unit that counts, and those that count the parts of a document or scheme.
    fn digits(&self) -> Option<Reason> {
        let words = self.s.words;
        match &*self.q.dimension {
            "scheme" => return Some(Reason::Scheme),
            "voltage" => return Some(Reason::Threshold),
            // 举办大会1届
            "order" if self.q.unit == "届" && self.counts_at_end() => return None,
            "order" => return Some(Reason::Name),
            _ => {}
        }
        if self.q.unit.is_empty() {
            if self.after.starts(&words.nouns.named) {
                return Some(Reason::Name);
            }
            let code = self.number.starts_with('0') && self.number.len() >= 3 && !self.number.starts_with("0.");
            let long = self.number.len() >= 7 && self.number.bytes().all(|b| b.is_ascii_digit());
            return (code || long).then_some(Reason::DocumentNumber);
        }
        // 20条措施, 8个方面; not 3项制度 that are to be made, and not 5个项目
        let part = match &*self.q.unit {
            "条" => words.nouns.paper.prefix(self.after),
            "项" => words.nouns.paper.prefix(self.after).or_else(|| words.nouns.facet.prefix(self.after)),
            "个" => words.nouns.facet.prefix(self.after),
            _ => None,
        }?;
        let rest = &self.after[part.0.len()..];
        let closes = rest.is_empty() || rest.starts_with([',', '。', ';', '、', '的', ')', '(', '”']);
        closes.then_some(Reason::Scheme)
    }

    /// Whether it stands behind what it counts: 举办大会1届.
    fn counts_at_end(&self) -> bool {
        !self.lead.is_empty() && (self.after.is_empty() || self.after.starts_with([',', ';', '、', '。']))
    }

    /// Chinese numerals: words unless they count.
    fn chinese(&self) -> Option<Reason> {
        let q = self.q;
        let one = self.number == "一";
        let word = Some(if one { Reason::Word } else { Reason::Scheme });
        let count = &*q.dimension == "count";
        match &*q.dimension {
            "" => return Some(unitless(self.before, self.after, self.number)),
            "scheme" => return Some(Reason::Scheme),
            // 九届九次、十次全会
            _ if q.unit == "次" && (self.before.ends_with('届') || self.after.starts_with("全")) => {
                return Some(Reason::Name);
            }
            "order" => return Some(if q.unit == "强" { Reason::Name } else { Reason::Word }),
            _ if one && matches!(&*q.unit, "批" | "点") => return Some(Reason::Word),
            _ if count && self.after.starts_with(numeral::is_numeral) => return word,
            _ => {}
        }
        let open = self.number.ends_with(['余', '多']) || self.number.starts_with(['数', '几', '上']);
        let bounded = !q.bound_after.is_empty() || !q.bound_before.is_empty();
        // 万元GDP, 每千人: the scale of an indicator
        let scale = self.number != "十" && self.number.chars().all(|c| numeral::power(c).is_some());
        if scale && !open {
            return if bounded || self.before.ends_with('过') { None } else { Some(Reason::Threshold) };
        }
        if !bounded && self.before.ends_with(|c| BOUND_BEFORE.contains(c)) {
            return Some(if self.number.starts_with(['一', '万']) { Reason::Word } else { Reason::Scheme });
        }
        if count && q.min < 100.into() && self.after.starts(&self.s.words.nouns.scheme) {
            return Some(Reason::Scheme);
        }
        if open || bounded || q.min >= 10.into() || self.counts(one) { None } else { word }
    }

    /// Whether a small Chinese numeral counts something: right after a verb (新建两所小学), or at the end (新建小学两所).
    fn counts(&self, one: bool) -> bool {
        let words = self.s.words;
        if words.nouns.counts.get(&self.q.unit).is_none() {
            return matches!(&*self.q.dimension, "points" | "multiple" | "power");
        }
        let verb = words.last_action(self.before).map(|(_, class)| class);
        let made = matches!(verb, Some(Class::Make | Class::Reach | Class::Keep))
            && head::left(self.s.words, self.lead).noun.is_empty();
        let closes = self.after.is_empty() || self.after.starts_with([',', '。', ';', '、', '\n']);
        let quoted = self.before.ends_with(['”', '“']);
        let weak = one && words.nouns.weak.get(&self.q.unit).is_some();
        // 设置自助图书馆一座
        let vague = one && !matches!(&*self.q.unit, "座" | "所" | "处" | "家" | "艘" | "辆");
        let object = || head::left(words, self.lead).verb.is_some() || self.lead.holds(&words.nouns.strong);
        !quoted && (made && !weak || closes && !vague && object())
    }
}
