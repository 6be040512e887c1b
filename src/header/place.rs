//! The place that a plan's title names.

use std::ops::Range;

use crate::lexicon::DOCUMENT;

/// Longest name of a page's column before a title, in bytes.
const LONGEST_COLUMN: usize = 36;

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
    // the column that a page prints before its title: 【聚焦两会】某某县2024年…
    if let Some(column) = text[start..].strip_prefix('【')
        && let Some(end) = column.find('】').filter(|end| *end <= LONGEST_COLUMN)
    {
        start += '【'.len_utf8() + end + '】'.len_utf8();
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
            // 怒江州; cities have one character before it (广州) or go on (广州市)
            '州' if name.chars().count() >= 2 && !matches!(chars.peek(), Some((_, '市' | '区' | '县'))) => {}
            _ => continue,
        }
        if matches!(name, "城" | "片")
            || name.ends_with(['全', '我', '本', '各', '该'])
            || DOCUMENT.no_place.iter().any(|word| name.contains(word))
        {
            return None;
        }
        // 老旧小区, 工业园区: areas, no districts
        if c == '区' && name.ends_with(['小', '园', '社', '景', '校', '片', '库', '灾']) {
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
        assert_eq!(place("怒江州乡镇卫生院能力提升").as_deref(), Some("怒江州"));
        assert_eq!(place("怒江州兰坪县2024年").as_deref(), Some("怒江州兰坪县"));
        assert_eq!(place("广州市白云区2024年").as_deref(), Some("广州市白云区"));
        assert_eq!(place("2023年重点工作任务"), None);
        assert_eq!(place("全县重点工作"), None);
        assert_eq!(place("赣州老旧小区改造"), None);
        assert_eq!(place("【聚焦两会】长丰县2024年民生实事").as_deref(), Some("长丰县"));
    }
}
