//! Finds the numbers of a folded text and reads them.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::LazyLock;

use rust_decimal::Decimal;

use super::{Form, Quantity, Words};
use crate::cue::CharSet;
use crate::model::Bound;
use crate::numeral::{self, chinese, decimal, ten_to, times};

/// All quantities of a folded text (no full-width forms of ASCII, no blanks between number and unit), in order.
pub(crate) fn scan<'a>(text: &'a str, words: &'a Words) -> Scan<'a> {
    Scan { text, at: 0, words, starts: Starts::Search(&NUMERAL_SET) }
}

/// The quantities of a piece of a folded text, which end with it.
pub(crate) fn scan_in<'a>(text: &'a str, piece: Range<usize>, words: &'a Words) -> Scan<'a> {
    Scan { text: &text[..piece.end], at: piece.start, words, starts: Starts::Search(&NUMERAL_SET) }
}

/// The same, where the places of the [`NUMERALS`] are known.
pub(crate) fn scan_at<'a>(text: &'a str, words: &'a Words, numerals: &'a [usize]) -> Scan<'a> {
    Scan { text, at: 0, words, starts: Starts::Known(numerals) }
}

/// The quantities of a text, in order.
#[derive(Debug)]
pub(crate) struct Scan<'a> {
    text: &'a str,
    at: usize,
    words: &'a Words,
    starts: Starts<'a>,
}

/// Where numbers may start.
#[derive(Debug)]
enum Starts<'a> {
    /// To be searched for.
    Search(&'static CharSet),
    /// At these places, ascending.
    Known(&'a [usize]),
}

impl Starts<'_> {
    /// The next one from `at` on; never asked for an earlier one again.
    fn next(&mut self, text: &str, at: usize) -> Option<usize> {
        match self {
            Self::Search(numerals) => numerals.find(text, at),
            Self::Known(places) => {
                while let [first, rest @ ..] = *places {
                    if *first >= at {
                        return Some(*first);
                    }
                    *places = rest;
                }
                None
            }
        }
    }
}

/// One number with its unit, before ranges and bounds are looked at.
#[derive(Debug, Clone)]
struct Single {
    start: usize,
    number_end: usize,
    end: usize,
    min: Decimal,
    max: Decimal,
    /// What 万 and 亿 multiplied it with.
    scale: Decimal,
    /// Whether 余, 多, 数 or 上 leaves it open upwards.
    open: bool,
    unit: Cow<'static, str>,
    dimension: Cow<'static, str>,
    form: Form,
}

impl Iterator for Scan<'_> {
    type Item = Quantity;

    fn next(&mut self) -> Option<Quantity> {
        let mut start = self.starts.next(self.text, self.at)?;
        while self.text[start..].starts_with('番') && !self.text[..start].ends_with('翻') {
            start = self.starts.next(self.text, start + 3)?;
        }
        let first = self.single(start, self.at);
        let mut quantity = self.bounded(self.range(first));
        let end = quantity.range.end.max(start + 1);
        quantity.bound_before = quantity.bound_before.start.max(self.at)..quantity.bound_before.end.max(self.at);
        self.at = end;
        Some(quantity)
    }
}

/// The characters that a number may start with: digits, Chinese numerals, and 番 of a bare 翻番.
pub(crate) const NUMERALS: &str = "0123456789零〇一二两三四五六七八九十百千万亿半番";

/// These as a set.
static NUMERAL_SET: LazyLock<CharSet> = LazyLock::new(|| CharSet::new(NUMERALS.chars()));

impl Scan<'_> {
    /// The number that starts at `at`; `from` is where the one before it ended.
    fn single(&self, at: usize, from: usize) -> Single {
        if self.text.as_bytes()[at].is_ascii_digit() { self.digits(at) } else { self.numeral(at, from) }
    }

    /// A number in digits: `1,200`, `1.8万`, `700余`, `1.28:1`.
    fn digits(&self, at: usize) -> Single {
        let bytes = self.text.as_bytes();
        let run = |mut i: usize| {
            while bytes.get(i).is_some_and(u8::is_ascii_digit) {
                i += 1;
            }
            i
        };
        let mut end = run(at);
        if end - at <= 3 && bytes[at] != b'0' {
            // groups of exactly three digits after a comma; a longer one means that the comma parts two numbers
            while bytes.get(end) == Some(&b',') && run(end + 1) == end + 4 {
                end += 4;
            }
        }
        if bytes.get(end) == Some(&b'.') && bytes.get(end + 1).is_some_and(u8::is_ascii_digit) {
            end = run(end + 1);
        }
        let value = decimal(&self.text[at..end]);
        let mut single = Single::new(at, end, value, Form::Digits);
        if bytes.get(end) == Some(&b':') || self.text[end..].starts_with('∶') || self.text[end..].starts_with('比') {
            let colon = self.text[end..].chars().next().map_or(1, char::len_utf8);
            let second = run(end + colon);
            if second > end + colon {
                single.unit = format!(":{}", &self.text[end + colon..second]).into();
                single.dimension = ":".into();
                single.end = second;
                return single;
            }
        }
        if let Some(fraction) = self.written_fraction(at, end) {
            return fraction;
        }
        if let Some(base) = base_of_rate(&self.text[end..]) {
            single.unit = Cow::Borrowed(base);
            single.dimension = Cow::Borrowed("rate");
            single.end = end + base.len();
            return single;
        }
        self.scaled(&mut single);
        self.unit(&mut single);
        single
    }

    /// Multiplies with the 万, 亿, 千, 百 after a number in digits, and takes 余 and 多.
    fn scaled(&self, single: &mut Single) {
        let (mut end, mut scaled) = (single.number_end, false);
        for _ in 0..4 {
            let rest = &self.text[end..];
            if let Some(after) = self.open_word(rest) {
                single.open = true;
                end += after;
                continue;
            }
            let rest = match rest.strip_prefix('个') {
                // 5个亿, but 30个亿元以上项目
                Some(after) if after.starts_with('亿') && !after.starts_with("亿元") => after,
                _ => rest,
            };
            let Some(exponent @ 2..) = rest.chars().next().and_then(numeral::power) else {
                break;
            };
            // 千瓦, 百分点 are units
            if matches!(exponent, 2 | 3) && self.words.units.prefix(rest).is_some() {
                break;
            }
            single.scale = times(single.scale, ten_to(exponent));
            scaled = true;
            end = self.text.len() - rest.len() + 3;
        }
        if scaled {
            single.min = times(single.min, single.scale);
            single.max = single.min;
        }
        single.number_end = end;
        single.end = end;
    }

    /// A Chinese numeral: 十二, 两万, 数十, 百分之九十五, 三分之二, 翻一番.
    fn numeral(&self, at: usize, from: usize) -> Single {
        let text = self.text;
        if text[at..].starts_with('番') {
            return Single::doubling(at - 3, at + 3, Decimal::ONE);
        }
        let end = run_of_numerals(text, at);
        if text[from..at].ends_with('翻') && text[end..].starts_with('番') {
            return Single::doubling(at - 3, end + 3, chinese(&text[at..end]).0);
        }
        if let Some(fraction) = self.fraction(at, end) {
            return fraction;
        }
        let (mut min, mut max) = chinese(&text[at..end]);
        let mut single = Single::new(at, end, min, Form::Chinese);
        if let Some(point) = text[end..].strip_prefix('点') {
            // 三点五
            let digits_end = run_of_numerals(text, end + 3);
            let digits = &text[end + 3..digits_end];
            let places = digits.chars().count() as u32;
            if (1..=4).contains(&places)
                && !point.starts_with('半')
                && digits.chars().all(|c| numeral::digit(c).is_some())
            {
                let fraction = chinese_digits(digits);
                min = min.checked_add(Decimal::new(fraction, places)).unwrap_or(min);
                max = min;
                single.number_end = digits_end;
            }
        }
        (single.min, single.max) = (min, max);
        if let Some(open) = open_before(text, from, at) {
            single.start = open;
            single.open = true;
        }
        single.end = single.number_end;
        if let Some(after) = self.open_word(&text[single.number_end..]) {
            single.open = true;
            single.number_end += after;
            single.end = single.number_end;
            // 十多万
            if let Some(exponent @ (4 | 8)) = text[single.end..].chars().next().and_then(numeral::power) {
                (single.min, single.max) = (times(min, ten_to(exponent)), times(max, ten_to(exponent)));
                single.number_end += 3;
                single.end += 3;
            }
        }
        self.unit(&mut single);
        single
    }

    /// 百分之九十五, 三分之二, 九成: in %.
    fn fraction(&self, at: usize, end: usize) -> Option<Single> {
        let text = self.text;
        let hundred = Decimal::ONE_HUNDRED;
        if let Some(rest) = text[end..].strip_prefix('成') {
            let value = text[at..end].chars().next().filter(|_| end == at + 3).and_then(numeral::digit)?;
            let closes = rest.is_empty()
                || rest.starts_with(|c: char| ",。;、的\n)".contains(c))
                || self.words.bounds.after(rest).is_some();
            let single = Single::new(at, end + 3, Decimal::from(value) * Decimal::TEN, Form::Fraction);
            return (closes && value > 0).then(|| single.percent());
        }
        let numerator = end + text[end..].strip_prefix("分之").map(|_| "分之".len())?;
        let next = text[numerator..].chars().next()?;
        let above = if next.is_ascii_digit() {
            self.digits(numerator)
        } else if numeral::is_numeral(next) {
            self.numeral(numerator, numerator)
        } else {
            return None;
        };
        let below = chinese(&text[at..end]).0;
        let percent = |value: Decimal| {
            let share = value.checked_mul(hundred).and_then(|v| v.checked_div(below));
            share.map_or(Decimal::MAX, |v| v.round_dp(6).normalize())
        };
        let mut single = Single::new(at, above.number_end, percent(above.min), Form::Fraction);
        single.max = percent(above.max);
        single.open = above.open;
        Some(single.percent())
    }

    /// 2/3 where nothing but a bound follows: in %.
    fn written_fraction(&self, at: usize, end: usize) -> Option<Single> {
        let below = self.text[end..].strip_prefix('/')?;
        let length = below.bytes().take_while(u8::is_ascii_digit).count();
        let (digits, after) = below.split_at(length);
        let closes = after.is_empty()
            || after.starts_with([',', '。', ';', '、', '的', ')', '\n'])
            || self.words.bounds.after(after).is_some();
        let lone = !self.text[..at].ends_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '-' | '.'));
        let (above, below): (u8, u8) = (self.text[at..end].parse().ok()?, digits.parse().ok()?);
        let share = Decimal::ONE_HUNDRED * Decimal::from(above);
        let share = share.checked_div(Decimal::from(below)).filter(|_| above > 0 && above < below && below <= 10)?;
        let single = Single::new(at, end + 1 + length, share.round_dp(6).normalize(), Form::Fraction);
        (closes && lone).then(|| single.percent())
    }

    /// The unit after the number, a quotient (微克/立方米) included.
    fn unit(&self, single: &mut Single) {
        let Some((word, row)) = self.words.units.prefix(&self.text[single.end..]) else {
            return;
        };
        let mut end = single.end + word.len();
        // 突破30亿大关 counts no parts
        if word == "大" && self.text[end..].starts_with('关') {
            return;
        }
        // a letter after a unit of letters: MWh is no MW, P2P no P
        if word.is_ascii() && self.text[end..].starts_with(|c: char| c.is_ascii_alphanumeric()) {
            return;
        }
        let (name, dimension) = (&*row.name, &*row.dimension);
        single.unit = row.name.clone();
        single.dimension = row.dimension.clone();
        if let Some((length, under, under_dimension)) = self.under(&self.text[end..], dimension) {
            let sign = &self.text[end..end + self.text[end..].chars().next().map_or(0, char::len_utf8)];
            single.unit = format!("{name}{sign}{under}").into();
            single.dimension = format!("{dimension}/{under_dimension}").into();
            end += length;
        }
        if let Some(other) = self.other_unit(&self.text[end..]) {
            single.unit = format!("{}{}", single.unit, &self.text[end..end + other]).into();
            end += other;
        }
        single.end = end;
    }

    /// Another unit for the same in a bracket behind the first: 部(首), 列(架)次; its length in bytes.
    fn other_unit(&self, rest: &str) -> Option<usize> {
        let inside = rest.strip_prefix('(')?;
        let (word, row) = self.words.units.prefix(inside)?;
        let after = inside[word.len()..].strip_prefix(')')?;
        let times = after.strip_prefix('次').map_or(0, |_| "次".len());
        (&*row.dimension == "count").then_some(word.len() + 2 + times)
    }

    /// 余, 多, 来, 几 that leave a number open upwards; the length in bytes. Only before a unit or 万, 亿.
    fn open_word(&self, rest: &str) -> Option<usize> {
        let c = rest.chars().next()?;
        let after = &rest[c.len_utf8()..];
        let counts = |text: &str| {
            text.starts_with(['万', '亿'])
                || self.words.units.prefix(text).is_some_and(|(_, row)| &*row.dimension != "scheme")
        };
        match c {
            '余' if !after.starts_with(['额', '热']) => Some(3),
            '多' | '来' | '几' if counts(after) && !after.starts_with("样") => Some(3),
            '+' if counts(after) && !after.starts_with(|c: char| c.is_ascii()) => Some(1),
            _ => None,
        }
    }

    /// What a unit is divided by: 微克/立方米, 微克每立方米, 批次/千人; its length with the sign, its name and dimension.
    fn under(&self, rest: &str, over: &str) -> Option<(usize, String, &str)> {
        let after = rest.strip_prefix('/').or_else(|| rest.strip_prefix('每').filter(|_| over == "mass"))?;
        let power = after.chars().next().filter(|c| matches!(c, '百' | '千' | '万'));
        let unit = &after[power.map_or(0, char::len_utf8)..];
        let (under, row) = match self.words.units.prefix(after) {
            Some(found) => (found.0.len(), (found.1.name.to_string(), &*found.1.dimension)),
            None => {
                let (word, row) = self.words.units.prefix(unit).filter(|_| power.is_some())?;
                let name: String = power.into_iter().chain(row.name.chars()).collect();
                (after.len() - unit.len() + word.len(), (name, &*row.dimension))
            }
        };
        let volume = rest.starts_with('/') || row.1 == "volume";
        volume.then(|| (rest.len() - after.len() + under, row.0, row.1))
    }

    /// Joins a number with the one that a dash or 至 leads to.
    fn range(&self, first: Single) -> Single {
        let Some((sign, length)) = range_sign(&self.text[first.end..]) else {
            return first;
        };
        let at = first.end + length;
        let starts = self.text[at..].chars().next();
        let alike = match first.form {
            Form::Digits => starts.is_some_and(|c| c.is_ascii_digit()),
            Form::Chinese => starts.is_some_and(numeral::is_numeral),
            _ => starts.is_some_and(|c| c.is_ascii_digit() || numeral::is_numeral(c)),
        };
        if !alike || first.dimension == ":" {
            return first;
        }
        let second = self.single(at, at);
        let word = matches!(sign, '至' | '到');
        let leads_on = word && self.text[..first.start].ends_with(['由', '从', '自']);
        let same_unit = first.unit.is_empty() || first.unit == second.unit;
        if leads_on || !same_unit || first.open || (word && second.unit.is_empty()) {
            return first;
        }
        let mut low = first.min;
        if first.scale == Decimal::ONE && second.scale > Decimal::ONE && first.unit.is_empty() {
            let scaled = times(low, second.scale);
            if scaled < second.max {
                low = scaled;
            }
        }
        if low >= second.max {
            return first;
        }
        Single { start: first.start, min: low, ..second }
    }

    /// The number with the words of bound beside it.
    fn bounded(&self, single: Single) -> Quantity {
        let text = self.text;
        let lead = &text[self.at.min(single.start)..single.start];
        // 突破了, 超过到
        let word = lead.strip_suffix(['了', '到', '至']).unwrap_or(lead);
        let before = self.words.bounds.before(word);
        let after = self.words.bounds.after(&text[single.end..]);
        let bound = match (&before, &after) {
            _ if single.is_range() => Bound::Range,
            (_, Some((_, bound))) | (Some((_, bound)), None) => bound.clone(),
            _ if single.open => Bound::AtLeast,
            _ => Bound::Exactly,
        };
        let span = |length: Option<usize>| length.map_or(single.start, |n| self.at.min(single.start) + word.len() - n);
        Quantity {
            bound_before: span(before.map(|(n, _)| n))..single.start,
            bound_after: single.end..single.end + after.map_or(0, |(n, _)| n),
            range: single.start..single.end,
            number: single.start..single.number_end,
            min: single.min,
            max: single.max,
            bound,
            unit: single.unit,
            dimension: single.dimension,
            form: single.form,
        }
    }
}

impl Single {
    fn new(start: usize, end: usize, value: Decimal, form: Form) -> Self {
        Self {
            start,
            number_end: end,
            end,
            min: value,
            max: value,
            scale: Decimal::ONE,
            open: false,
            unit: Cow::Borrowed(""),
            dimension: Cow::Borrowed(""),
            form,
        }
    }

    /// Whether its ends differ; mostly they are the very same number.
    fn is_range(&self) -> bool {
        self.min.serialize() != self.max.serialize() && self.min < self.max
    }

    fn percent(mut self) -> Self {
        self.unit = Cow::Borrowed("%");
        self.dimension = Cow::Borrowed("share");
        self
    }

    /// 翻一番 is a growth of 100 %, 翻两番 of 300 %.
    fn doubling(start: usize, end: usize, times_two: Decimal) -> Self {
        let power = u32::try_from(times_two).unwrap_or(0).clamp(1, 40);
        let growth = (Decimal::from(2u64.pow(power)) - Decimal::ONE) * Decimal::ONE_HUNDRED;
        Self::new(start, end, growth, Form::Doubling).percent()
    }
}

/// How many of whom a rate without a unit is of: 孕产妇死亡率12/10万.
fn base_of_rate(rest: &str) -> Option<&'static str> {
    rest.starts_with('/').then_some(())?;
    let base = ["/10万", "/十万", "/百万", "/万", "/千"].into_iter().find(|base| rest.starts_with(base))?;
    let unit = rest[base.len()..].chars().next().is_some_and(|c| matches!(c, '元' | '吨' | '人' | '亩' | '户' | '平'));
    (!unit).then_some(base)
}

/// A sign that a range continues after: its character and length in bytes.
fn range_sign(rest: &str) -> Option<(char, usize)> {
    let sign = rest.chars().next()?;
    if !matches!(sign, '-' | '–' | '—' | '―' | '~' | '〜' | '∼' | '─' | '至' | '到' | '−') {
        return None;
    }
    let mut length = sign.len_utf8();
    if rest[length..].starts_with(sign) && matches!(sign, '-' | '—' | '─') {
        length *= 2;
    }
    Some((sign, length))
}

/// Where 数, 几 or 上 opens a power of ten at `at` (数十, 上百).
fn open_before(text: &str, from: usize, at: usize) -> Option<usize> {
    text[at..].chars().next().and_then(numeral::power)?;
    let before = &text[from..at];
    let mut chars = before.chars().rev();
    let opener = chars.next()?;
    let outer = chars.next();
    let opens = match opener {
        '数' => !outer.is_some_and(|c| "人户次个总件指基倍岁天级位分系函多参".contains(c)),
        '几' => true,
        '上' => !outer.is_some_and(|c| "以网线晚之海陆马水路山街马".contains(c)),
        _ => false,
    };
    opens.then(|| at - opener.len_utf8())
}

/// Where the run of Chinese numerals that starts at `at` ends.
fn run_of_numerals(text: &str, at: usize) -> usize {
    text[at..].char_indices().find(|&(_, c)| !numeral::is_numeral(c)).map_or(text.len(), |(i, _)| at + i)
}

/// The number that Chinese digits write by place: 五 5, 二五 25.
fn chinese_digits(digits: &str) -> i64 {
    digits.chars().filter_map(numeral::digit).fold(0, |n: i64, d| n.saturating_mul(10).saturating_add(i64::from(d)))
}
