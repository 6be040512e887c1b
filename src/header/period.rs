//! The years that a plan covers: from its title, else from what its text says first, else from its dates.

use jiff::civil::Date;

use super::fold_marks;
use super::line::{date_in, number};
use crate::lexicon::DOCUMENT;
use crate::model::{Header, Period};

/// Years that a plan may reach beyond the year in which it is dated; what lies further is a vision (到2035年).
const FURTHEST: i16 = 6;
/// How much of the text is read for the plan's year, in bytes: the preamble and the general part.
pub(super) const OPENING: usize = 6000;

/// The years that the plan covers.
///
/// The title tells them. Where it names none, the first year counts that the text's opening names as its own
/// (2025年度, 到2027年, 今年 on a dated page): a plan made at the end of a year is one for the next. Where the text names
/// none either, it is the year of the document's number, signature or publication; without these it stays unknown.
/// `opening` is the text from its title on, each piece with whether it stands before the first task (only there 到2027年
/// speaks for the whole plan), `line` the date of a line of its own at the page's top.
pub(super) fn period<'t>(
    header: &Header,
    opening: impl Iterator<Item = (&'t str, bool)>,
    line: impl FnOnce() -> Option<Date>,
) -> Option<Period> {
    let title = header.title.as_ref().map_or("", |title| title.text.as_str());
    let title = fold_marks(title);
    let named = years_in(&title);
    let length = [("三年", 3), ("五年", 5), ("两年", 2), ("四年", 4)]
        .iter()
        .find(|(word, _)| title.contains(word))
        .map(|(_, n)| *n);
    if let (Some(&first), Some(&last)) = (named.iter().min(), named.iter().max()) {
        return Some(spread(first, last, length));
    }
    let signed = header.signed_on.or(header.published_on).map(Date::year);
    let numbered = header.document_number.as_ref().and_then(|number| years_in(&number.normalised).first().copied());
    let dated = numbered.or(signed);
    let now = signed.or(numbered).or_else(|| line().map(Date::year));
    let fits = |said: &Said, general: bool| said.fits(now) && (general || !said.until);
    let said = opening.filter_map(|(text, general)| Said::all(text, now).find(|said| fits(said, general))).next();
    match (said, dated) {
        (Some(Said { first, last, until: true }), _) => {
            let start = length.map_or(now.filter(|now| *now <= last).unwrap_or(first), |length| last - length + 1);
            Some(Period { start_year: start, end_year: last })
        }
        (Some(Said { first, last, .. }), _) => Some(spread(first, last, length)),
        (None, dated) => dated.map(|year| spread(year, year, length)),
    }
}

/// The period of the first and last year named; one year and the title's 三年 make three.
fn spread(first: i16, last: i16, length: Option<i16>) -> Period {
    let end_year = match length {
        Some(length) if first == last => first + length - 1,
        _ => last,
    };
    Period { start_year: first, end_year }
}

/// Whether a text names a year of four digits with 年, and not only within a date: 2023年, not 2023年5月.
pub(crate) fn names_year(text: &str) -> bool {
    text.match_indices('年').any(|(at, year)| {
        let digits = text[..at].chars().rev().take_while(char::is_ascii_digit).count();
        let dated = text[at + year.len()..].starts_with(|c: char| c.is_ascii_digit());
        digits == 4 && text[at - 4..].starts_with("20") && !dated
    })
}

/// Years that a text names as those of the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Said {
    first: i16,
    last: i16,
    /// Only the end is named: 到2027年.
    until: bool,
}

impl Said {
    /// The years of a text that may be the plan's, in order; `now` is the year of 今年.
    fn all(text: &str, now: Option<i16>) -> impl Iterator<Item = Self> {
        let mut quoted = 0usize;
        text.char_indices().filter_map(move |(at, c)| {
            match c {
                '《' => quoted += 1,
                '》' => quoted = quoted.saturating_sub(1),
                '2' | '今' | '本' | '明' if quoted == 0 => return Self::at(text, at, now),
                _ => {}
            }
            None
        })
    }

    /// The years named at `at`, unless they are a baseline, a date or what was done.
    fn at(text: &str, at: usize, now: Option<i16>) -> Option<Self> {
        let (before, rest) = (&text[..at], &text[at..]);
        let (said, end) = Self::year(rest, before).or_else(|| Self::now(rest, now?))?;
        let after = &rest[end..];
        let done = |end: &str| DOCUMENT.past.iter().any(|word| end.contains(word));
        let base = before.ends_with(['较', '比', '与', '以', '自', '从', '由', '据', '按', '截'])
            || ["截至", "截止", "回顾", "总结", "过去"].iter().any(|word| before.ends_with(word));
        let dated = after.starts_with(|c: char| c.is_ascii_digit());
        let sentence = after.split(['。', ';', '!']).next().unwrap_or_default();
        let sentence = sentence.char_indices().nth(LOOK_AHEAD).map_or(sentence, |(end, _)| &sentence[..end]);
        let until = before.ends_with(['到', '至']) && !sentence.starts_with(['的', '以']);
        (!base && !dated && !done(sentence)).then_some(Self { until, ..said })
    }

    /// `2024年`, `2023—2025年`; with its length.
    fn year(rest: &str, before: &str) -> Option<(Self, usize)> {
        let (first, mut end) = number(rest, 0, 4)?;
        let part = before.ends_with(|c: char| c.is_ascii_digit() || matches!(c, '.' | '-' | '—' | '〔' | '['));
        let range = rest[end..].trim_start_matches('年').trim_start_matches(['-', '—', '–', '~', '至', '到']);
        let mut last = first;
        if let Some((year, len)) = number(range, 0, 4).filter(|(year, _)| (first..first + 7).contains(year)) {
            (last, end) = (year, rest.len() - range.len() + len);
        }
        let years = (2000..2100).contains(&first) && rest[end..].starts_with('年') && !part;
        let said = Self { first: i16::try_from(first).ok()?, last: i16::try_from(last).ok()?, until: false };
        years.then_some((said, end + '年'.len_utf8()))
    }

    /// `今年`, `本年度`, `明年` on a dated page; with its length.
    fn now(rest: &str, now: i16) -> Option<(Self, usize)> {
        let (word, year) =
            [("今年", now), ("本年度", now), ("明年", now + 1)].into_iter().find(|(word, _)| rest.starts_with(word))?;
        Some((Self { first: year, last: year, until: false }, word.len()))
    }

    /// Whether the years lie neither before the page's date nor far behind it.
    fn fits(&self, now: Option<i16>) -> bool {
        now.is_none_or(|now| self.last >= now && self.last <= now + FURTHEST)
    }
}

/// Characters of a sentence behind a year in which a word of what was done may stand.
const LOOK_AHEAD: usize = 60;

/// The first date of a line that a date opens: 2024-03-21, 2019-12-25 16:39.
pub(super) fn date_line(text: &str) -> Option<Date> {
    if text.len() > 60 {
        return None;
    }
    date_in(text).filter(|(_, range)| range.start == 0).map(|(date, _)| date)
}

/// The years in a text; a five-year plan (十四五) stands for its first and last one.
fn years_in(text: &str) -> Vec<i16> {
    const FIVE_YEAR_PLANS: [(&str, i16); 4] = [("十二五", 2011), ("十三五", 2016), ("十四五", 2021), ("十五五", 2026)];
    let mut years: Vec<i16> = text
        .char_indices()
        .filter(|(at, _)| !text[..*at].ends_with(|c: char| c.is_ascii_digit()))
        .filter_map(|(at, _)| number(text, at, 4))
        .filter(|(year, end)| (1990..2100).contains(year) && !text[*end..].starts_with(|c: char| c.is_ascii_digit()))
        .filter_map(|(year, _)| i16::try_from(year).ok())
        .collect();
    if years.is_empty() {
        let named = FIVE_YEAR_PLANS.iter().filter(|(name, _)| text.contains(name));
        years.extend(named.flat_map(|(_, first)| [*first, first + 4]));
    }
    years
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, now: Option<i16>, expected: Option<(i16, i16, bool)>) {
        let said = Said::all(text, now).find(|said| said.fits(now));
        assert_eq!(said.map(|s| (s.first, s.last, s.until)), expected, "{text}");
    }

    #[test]
    fn years_that_a_text_names_as_its_own() {
        check("2025年度,全县办好十件实事", None, Some((2025, 2025, false)));
        check("到2027年,供水一体化率达到80%", None, Some((2027, 2027, true)));
        check("今年我县打算种植油菜60万亩", Some(2024), Some((2024, 2024, false)));
        check("今年我县打算种植油菜60万亩", None, None);
        check("利用三年时间(2023-2025年),建成", None, Some((2023, 2025, false)));
        check("2023年,全县先后获评示范县。2024年,力争增长8%", Some(2023), Some((2024, 2024, false)));
        check("较2021年增长5%", None, None);
        check("根据《2021年全省要点》,制定本方案", None, None);
        check("1月5日召开会议,2021年1月5日印发", None, None);
        check("到2035年,基本实现现代化;到2027年,建成", Some(2024), Some((2027, 2027, true)));
    }
}
