//! The place and the period that a plan's title names.

use std::ops::Range;

use jiff::civil::Date;

use super::fold_marks;
use super::line::number;
use crate::lexicon::DOCUMENT;
use crate::model::{Header, Period};

/// The place at the start of a title or a body's name (济宁市兖州区深化…, 中共潍城区委), whatever stands before it.
pub(crate) fn place_in(text: &str) -> Option<Range<usize>> {
    let mut start = 0;
    loop {
        let rest = &text[start..];
        let year = rest.find("年").filter(|at| {
            *at <= 12 && rest[..*at].chars().all(|c| c.is_ascii_digit() || "〇○零一二三四五六七八九—-–".contains(c))
        });
        let skip =
            ["关于印发", "印发", "中共", "《", "“", "\""].iter().find(|p| rest.starts_with(**p)).map(|p| p.len());
        match skip.or(year.filter(|at| *at > 0).map(|at| at + '年'.len_utf8())) {
            Some(len) => start += len,
            None => break,
        }
        if text[start..].starts_with('度') {
            start += '度'.len_utf8();
        }
    }
    let mut end = start;
    while let Some((part, last)) = place_part(&text[end..]) {
        end += part;
        if last {
            break;
        }
    }
    (end > start).then_some(start..end)
}

/// One level of a place name: its length in bytes, and whether no lower level can follow.
fn place_part(text: &str) -> Option<(usize, bool)> {
    let mut chars = text.char_indices().take(12).skip(1).peekable();
    while let Some((at, c)) = chars.next() {
        let mut end = at + c.len_utf8();
        let name = &text[..at];
        match c {
            '县' | '区' | '旗' | '市' | '省' | '盟' => {}
            '州' if name.ends_with("自治") => {}
            _ => continue,
        }
        if matches!(name, "全" | "我" | "本" | "各" | "该" | "城" | "片")
            || DOCUMENT.no_place.iter().any(|word| name.contains(word))
        {
            return None;
        }
        if !name.chars().all(|c| ('\u{4E00}'..='\u{9FFF}').contains(&c)) {
            return None;
        }
        // 沙市区, 津市市, 红旗区: the suffix was part of the name
        let next = chars.peek().map(|(_, next)| *next);
        let mut suffix = c;
        if let (Some(next @ ('区' | '市' | '县')), '市' | '旗' | '盟') = (next, c) {
            end += next.len_utf8();
            suffix = next;
        }
        let last =
            matches!(suffix, '县' | '区' | '旗') && !text[..end].ends_with("自治区") && !text[..end].ends_with("地区");
        return Some((end, last));
    }
    None
}

/// The years that the plan covers: from its title, else from the year of its number or signature.
pub(super) fn period(header: &Header) -> Option<Period> {
    let title = header.title.as_ref().map_or("", |title| title.text.as_str());
    let title = fold_marks(title);
    let mut years = years_in(&title);
    if years.is_empty() {
        let number = header.document_number.as_ref().map(|number| years_in(&number.normalised)).unwrap_or_default();
        years.extend(
            number.first().copied().or(header.signed_on.map(Date::year)).or(header.published_on.map(Date::year)),
        );
    }
    let (first, last) = (*years.iter().min()?, *years.iter().max()?);
    let length = [("三年", 3), ("五年", 5), ("两年", 2), ("四年", 4)]
        .iter()
        .find(|(word, _)| title.contains(word))
        .map(|(_, n)| *n);
    let end_year = match length {
        Some(length) if first == last => first + length - 1,
        _ => last,
    };
    Some(Period { start_year: first, end_year })
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

    #[test]
    fn places() {
        let place = |text: &str| place_in(text).map(|range| text[range].to_owned());
        assert_eq!(place("济宁市兖州区深化新旧动能转换").as_deref(), Some("济宁市兖州区"));
        assert_eq!(place("沂源县人民政府办公室").as_deref(), Some("沂源县"));
        assert_eq!(place("中共潍城区委").as_deref(), Some("潍城区"));
        assert_eq!(place("2023年长丰县重点工作").as_deref(), Some("长丰县"));
        assert_eq!(place("荆州市沙市区2024年").as_deref(), Some("荆州市沙市区"));
        assert_eq!(place("济南市市中区2024年").as_deref(), Some("济南市市中区"));
        assert_eq!(place("津市市2024年").as_deref(), Some("津市市"));
        assert_eq!(place("寿光市加快建设强区三年行动").as_deref(), Some("寿光市"));
        assert_eq!(place("2023年重点工作任务"), None);
        assert_eq!(place("全县重点工作"), None);
    }
}
