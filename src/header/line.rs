//! Lines of a document's head that are told by their form: issuing bodies, document numbers, dates.

use std::ops::Range;

use jiff::civil::Date;

use crate::lexicon::DOCUMENT;

/// Whether a line names bodies that issue documents, and nothing else.
pub(super) fn is_issuer(text: &str) -> bool {
    let count = text.chars().count();
    (4..=60).contains(&count)
        && DOCUMENT.issuer_ends.iter().any(|end| text.ends_with(end))
        && text.chars().all(|c| ('\u{4E00}'..='\u{9FFF}').contains(&c) || matches!(c, '(' | ')' | '\n' | '、'))
        && !text.contains("关于")
}

/// A document number as read.
pub(crate) struct NumberRead {
    pub(crate) normalised: String,
    pub(crate) range: Range<usize>,
    /// Whether it is printed as GB/T 9704 asks for: 代字〔年〕号.
    pub(crate) intact: bool,
}

/// Reads a line that holds a document number and nothing else (源政办字〔2023〕21号), whatever brackets it lost.
pub(crate) fn document_number(text: &str) -> Option<NumberRead> {
    let inner = text
        .strip_prefix('(')
        .and_then(|t| t.strip_suffix(')'))
        .filter(|t| !t.starts_with(|c: char| c.is_ascii_digit()));
    let start = usize::from(inner.is_some());
    let inner = inner.unwrap_or(text);
    let code_end = inner.find(|c: char| !('\u{4E00}'..='\u{9FFF}').contains(&c))?;
    let code = &inner[..code_end];
    if !(2..=14).contains(&code.chars().count()) {
        return None;
    }
    let rest = &inner[code_end..];
    let opened = rest.trim_start_matches(['〔', '[', '(', '【', '﹝', '「']);
    let year = opened
        .get(..4)
        .filter(|y| y.bytes().all(|b| b.is_ascii_digit()) && (y.starts_with("19") || y.starts_with("20")))?;
    let after = opened[4..].trim_start_matches(['〕', ']', ')', '】', '﹞', '」', '-', '—', '年']);
    let after = after.trim_start_matches('第');
    let digits = after.len() - after.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let tail = &after[digits..];
    if !(1..=4).contains(&digits) || !matches!(tail, "" | "号") {
        return None;
    }
    // a code of letters and a date would fit too: 发布2023年5
    if tail.is_empty() && !code.ends_with(['字', '发', '办', '函', '政', '委', '令']) {
        return None;
    }
    let normalised = format!("{code}〔{year}〕{}号", after[..digits].trim_start_matches('0'));
    let intact = normalised == inner;
    Some(NumberRead { normalised, range: start..start + inner.len(), intact })
}

/// The date that a line is signed with: the line is a date, or ends in one after the signer's name.
/// Returns the date and where it starts.
pub(crate) fn signed_date(text: &str) -> Option<(Date, usize)> {
    if text.len() > 160 {
        return None;
    }
    let (date, range) = date_in(text)?;
    let before = text[..range.start].trim_end_matches('(');
    let alone = range.end == text.len() || text[range.end..] == *")";
    let worded = text[range.clone()].contains('年');
    (alone && worded && (before.is_empty() || is_issuer(before)))
        .then_some((date, if before.is_empty() { 0 } else { range.start }))
}

/// The body in a line under the title that tells of printing: (2025年1月8日某县人民政府办公室印发).
pub(super) fn printer(text: &str) -> Option<Range<usize>> {
    let (_, date) = date_in(text)?;
    let end = text.find("印发").or_else(|| text.find("发布"))?;
    (text.starts_with('(') && date.end < end && is_issuer(&text[date.end..end])).then_some(date.end..end)
}

/// The first date in a text: 2023-07-06, 2023/7/6, 2023.7.6, 2023年7月5日, 二〇二三年七月五日.
pub(crate) fn date_in(text: &str) -> Option<(Date, Range<usize>)> {
    text.char_indices().filter(|(_, c)| matches!(c, '1' | '2' | '一' | '二')).take(24).find_map(|(start, c)| {
        let (year, at) = number(text, start, 4)?;
        // 十二 and 二十五 have up to three characters
        let most = if c.is_ascii_digit() { 2 } else { 3 };
        let (month, at) = number(text, separator(text, at, ['-', '/', '.', '年'])?, most)?;
        let (day, at) = number(text, separator(text, at, ['-', '/', '.', '月'])?, most)?;
        let end = at + text[at..].chars().next().filter(|c| *c == '日').map_or(0, char::len_utf8);
        let date = Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
        (1900..2200).contains(&year).then_some((date, start..end))
    })
}

fn separator(text: &str, at: usize, marks: [char; 4]) -> Option<usize> {
    text[at..].chars().next().filter(|c| marks.contains(c)).map(|c| at + c.len_utf8())
}

/// A number of at most `most` digits, Arabic or Chinese digit by digit (二〇二三, 十二); value and end.
pub(super) fn number(text: &str, start: usize, most: usize) -> Option<(u32, usize)> {
    const CHINESE: &str = "〇一二三四五六七八九";
    let (mut value, mut end, mut count) = (0u32, start, 0);
    for c in text.get(start..)?.chars().take(most) {
        let digit = match c {
            '0'..='9' => c as u32 - '0' as u32,
            '○' | '零' | 'O' => 0,
            '十' => {
                value = if value == 0 { 1 } else { value };
                end += c.len_utf8();
                count += 1;
                match text[end..].chars().next().and_then(|next| CHINESE.find(next)) {
                    Some(_) => continue,
                    None => return Some((value * 10, end)),
                }
            }
            _ => match CHINESE.find(c) {
                Some(at) => (at / '〇'.len_utf8()) as u32,
                None => break,
            },
        };
        value = value * 10 + digit;
        end += c.len_utf8();
        count += 1;
    }
    (count > 0 && (most < 4 || count == 4)).then_some((value, end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn document_numbers() {
        let read = |text: &str| document_number(text).map(|n| (n.normalised, n.intact));
        assert_eq!(read("源政办字〔2023〕21号"), Some(("源政办字〔2023〕21号".into(), true)));
        assert_eq!(read("(源发〔2023〕3号)"), Some(("源发〔2023〕3号".into(), true)));
        assert_eq!(read("源政办字[2023]21号"), Some(("源政办字〔2023〕21号".into(), false)));
        assert_eq!(read("源政办字202315"), Some(("源政办字〔2023〕15号".into(), false)));
        assert_eq!(read("源政发〔20233"), Some(("源政发〔2023〕3号".into(), false)));
        assert_eq!(read("某某县2023年重点工作任务"), None);
        assert_eq!(read("2023年7月5日"), None);
    }

    #[test]
    fn dates() {
        let read = |text: &str| date_in(text).map(|(date, _)| date.to_string());
        assert_eq!(read("2023-07-06"), Some("2023-07-06".into()));
        assert_eq!(read("发布于2023年7月5日10:20"), Some("2023-07-05".into()));
        assert_eq!(read("二〇二三年十二月二十五日"), read("2023年12月25日"));
        assert_eq!(read("2023年13月5日"), None);
    }
}
