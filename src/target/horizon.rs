//! By when a target holds: the years and words of time in its sentence.

use super::head;
use super::sentence::{Closing, Sentence};
use super::words::Mark;
use crate::model::{Horizon, Measure, Period};
use crate::numeral;
use crate::quantity::Quantity;

/// A year that a sentence names, with where it ends.
#[derive(Debug, Clone, Copy)]
pub(super) struct Year {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) year: i16,
    /// Up to where it may hold: the end of its bracket, or of the sentence.
    pub(super) until: usize,
}

/// The years of a sentence that are no baselines, in order.
pub(super) fn years(sentence: &Sentence<'_>, quantities: &[Quantity], period: Option<Period>) -> Vec<Year> {
    let text = sentence.text;
    let mut found: Vec<Year> = five_years(sentence, period).collect();
    for q in quantities {
        let before = &text[sentence.range.start..q.range.start];
        // 第一年60个,第二年130个
        if let Some(year) = period.and_then(|period| nth_year(q, before, period)) {
            found.push(Year { start: q.range.start, end: q.range.end, year, until: sentence.range.end });
            continue;
        }
        if !matches!(&*q.unit, "年" | "年度")
            || q.max < 1950.into()
            || q.max > 2100.into()
            || q.max.scale() > 0
            || sentence.is_quoted(q.range.start)
        {
            continue;
        }
        let after = &text[q.range.end..sentence.range.end];
        let compared = after.trim_start_matches(['底', '末', '的']);
        let lead = &text[sentence.clause(q.range.start).start..q.range.start];
        // 由2022年的61%提高到2023年的70%、2024年的78%
        let moved = || lead.contains(['由', '从']) && !lead.ends_with(['由', '从']) && !lead.contains("恢复");
        if before.ends_with(['较', '比', '以', '与', '由', '从', '自']) && !before.ends_with("占比")
            || ["基础上", "同期", "相比"].iter().any(|word| compared.starts_with(word))
            // 恢复到2019年的95%, 2000年底前建成的小区
            || after.strip_prefix('的').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit())) && !moved()
            || head::is_past_attribute(after)
            // 在2021年1.8%的基础上
            || before.ends_with('在') && after.char_indices().nth(12).map_or(after, |(at, _)| &after[..at]).contains("基础上")
            // 2021年起实行的机制
            || after.starts_with('起')
        {
            continue;
        }
        // 谋划2024年项目: the year is part of the noun
        let stated = before.ends_with(['到', '至'])
            || after.starts_with(['底', '末', '前'])
            || after.starts_with(|c: char| c.is_ascii_digit())
            // 2024年改造22处、2025年改造30处
            || before.ends_with('、') && sentence.words.action(after).is_some()
            || head::left(sentence.words, lead).verb.is_none();
        if !stated {
            continue;
        }
        if let Ok(year) = i16::try_from(q.max) {
            let bracket = sentence.closing(q.range.start).filter(|(kind, _)| *kind == Closing::Bracket);
            // 污水处理厂于2019年10月建成投运,新建管网53公里
            let event = before.ends_with('于').then(|| sentence.clause(q.range.start).end);
            let until = bracket.map(|(_, inside)| inside.end).or(event).unwrap_or(sentence.range.end);
            found.push(Year { start: q.range.start, end: q.range.end, year, until });
        }
    }
    found.sort_by_key(|year| year.end);
    found
}

/// The year that 第二年 is in a plan of several years.
fn nth_year(q: &Quantity, before: &str, period: Period) -> Option<i16> {
    let nth = before.ends_with('第') && &*q.unit == "年" && q.max.scale() == 0;
    let year = period.start_year - 1 + i16::try_from(q.max).ok().filter(|n| nth && (1..=9).contains(n))?;
    (year <= period.end_year && period.start_year < period.end_year).then_some(year)
}

/// The ends of five-year plans that a sentence names: 到“十四五”末 is 2025.
///
/// What was done during one that is over is past: “十三五”期间 is 2020.
fn five_years(sentence: &Sentence<'_>, period: Option<Period>) -> impl Iterator<Item = Year> {
    let first = period.map(|p| p.start_year);
    sentence.fives.iter().filter_map(move |&start| {
        let end = start + "五".len();
        let after = sentence.text[end..sentence.range.end].trim_start_matches(['”', '"']);
        let mut before = sentence.text[sentence.range.start..start].chars().rev();
        let plan = before.next().and_then(numeral::digit)?;
        let ends = after.starts_with('末') || after.starts_with("期末") || after.starts_with("规划末");
        let year = 2005 + 5 * i16::from(plan);
        let over =
            ["期间", "时期", "以来"].iter().any(|word| after.starts_with(word)) && first.is_some_and(|y| year < y);
        let tenth = before.next() == Some('十');
        // 对“十三五”以来改建的户厕开展“回头看”,整改率100%
        let of_thing = before.find(|c| !matches!(c, '“' | '"')) == Some('对');
        let comma = if of_thing { sentence.text[end..sentence.range.end].find(',') } else { None };
        let until = comma.map_or(sentence.range.end, |at| end + at);
        ((ends || over) && tenth).then_some(Year { start, end, year, until })
    })
}

/// Whether a text opens with a year: 2024年.
pub(super) fn opens_with_year(text: &str) -> bool {
    let year = text.split_at_checked(4);
    year.is_some_and(|(year, rest)| year.bytes().all(|b| b.is_ascii_digit()) && rest.starts_with('年'))
}

/// A year in digits, of those that plans speak of.
pub(super) fn year_of(digits: &str) -> Option<i16> {
    digits.parse().ok().filter(|year| (1990..2100).contains(year))
}

/// The year that a line stands under: ——2023年,起势之年。…, 2023年:…
pub(super) fn heading_year(line: &str) -> Option<i16> {
    let rest = line.trim_start_matches(['—', '-', '─', '·', '●', '■', '◆', '▶']);
    let rest = rest.strip_prefix('到').unwrap_or(rest);
    let (digits, after) = rest.split_at_checked(4)?;
    let after = after.strip_prefix('年')?;
    let year = year_of(digits)?;
    let first = after.find(['。', ':']).map_or(after, |end| &after[..end]);
    // 2023年为攻坚年。
    let named = after.starts_with(['为', '是']) && first.ends_with(['年', '”']);
    let heads = (named || after.starts_with([':', '。', ',', '('])) && first.chars().count() <= 16;
    (heads && first.len() < after.len() && !first.contains(|c: char| c.is_ascii_digit())).then_some(year)
}

/// The horizon of a number at `at`; `carried` is the year that the text before leaves for it.
pub(super) fn horizon(
    sentence: &Sentence<'_>,
    years: &[Year],
    at: usize,
    measure: &Measure,
    period: Option<Period>,
    carried: Option<i16>,
) -> Horizon {
    let end = period.map_or(Horizon::Unknown, |p| Horizon::Year(p.end_year));
    let one_year = period.is_some_and(|p| p.start_year == p.end_year);
    let year = years.iter().rev().find(|y| y.end <= at && at <= y.until);
    let mark = sentence
        .marks
        .iter()
        .rev()
        .find(|(place, mark)| *place <= at && matches!(mark, Mark::EachYear | Mark::InYear | Mark::Whole));
    // 年均增长10%,总量突破480亿元: an average does not reach a total
    let mark = mark.filter(|(place, _)| *measure != Measure::Level || !sentence.text[..*place].ends_with("年均"));
    // 产值年均增长12%,带动户均增收3000元: an average rate says nothing of what comes behind it
    let rate = |place: usize| {
        let grows = sentence.text[place..].starts_with(['增', '递']) && sentence.text[..place].ends_with("年均");
        grows && sentence.comma_between(place, at)
    };
    let mark = mark.filter(|(place, _)| !rate(*place));
    // 每年新增5家,满意率95%: a rate is a state of its own
    let state = |place: usize| {
        let rate = *measure == Measure::Level && sentence.text[at..].chars().take(9).any(|c| matches!(c, '%' | '‰'));
        rate && sentence.comma_between(place, at)
    };
    let mark = mark.filter(|(place, mark)| *mark != Mark::EachYear || !state(*place));
    let annual_growth =
        |place: usize| matches!(measure, Measure::Growth | Measure::Gap) && sentence.text[..place].ends_with("年均");
    match (mark, year) {
        (Some((place, Mark::Whole)), _) if year.is_none_or(|y| y.start < *place) => end,
        (Some((place, Mark::EachYear)), _) if annual_growth(*place) => year.map_or(end, |y| Horizon::Year(y.year)),
        // 2025年底: the year says more than 年底
        (Some((place, Mark::InYear)), Some(y)) if *place <= y.end + 9 => Horizon::Year(y.year),
        (Some((place, _)), Some(y)) if *place < y.start => Horizon::Year(y.year),
        // 2021年完成23亿元,今年达到25亿元
        (Some((_, Mark::InYear)), Some(y)) if one_year && period.is_some_and(|p| y.year < p.start_year) => end,
        (Some((_, Mark::EachYear)), _) => Horizon::EachYear,
        (Some((_, Mark::InYear)), _) if !one_year && period.is_some() => Horizon::InYear,
        (_, Some(y)) => Horizon::Year(y.year),
        (None, None) => carried.filter(|_| period.is_some()).map_or(end, Horizon::Year),
        _ => end,
    }
}
