//! Which words of a task are its title (标题): its first sentence or line, where that is a short call to action.

use std::ops::Range;

use crate::fold::full_stop;
use crate::lexicon::DOCUMENT;
use crate::outline::{BULLETS, Level};

/// Longest heading of a task, in characters: the longest call to action seen in the genre has about 30.
const LONGEST: usize = 36;
/// Longest clause of a heading that has more than one, in characters.
const LONGEST_CLAUSE: usize = 14;
/// The same for a heading of two clauses over running text, as (一) has them in work reports.
const LONGEST_HALF: usize = 20;
/// Longest heading that a colon closes, in characters: the name of a project or of a field of work.
const LONGEST_NAME: usize = 16;

/// The title in a task's text before its first responsibility clause; `gap` tells where white space stands before a byte.
pub(crate) fn of(text: &str, level: Level, gap: impl Fn(usize) -> bool) -> Option<Range<usize>> {
    // a number may stand alone on the line above, a bullet before the words
    let start = text.len() - text.trim_start_matches(|c| c == '\n' || BULLETS.contains(&c)).len();
    let line = memchr::memchr(b'\n', &text.as_bytes()[start..]).map_or(text.len(), |at| start + at);
    let sentence = full_stop(&text[start..line]).map_or(line, |at| start + at);
    let (end, kind) = close(&text[start..sentence], |at| gap(start + at))
        .map_or((sentence, Close::Sentence), |(at, kind)| (start + at, kind));
    let (closed, alone) = (text[end..].starts_with('。'), text[end..].trim_start_matches(['。', '\n']).is_empty());
    let head = &text[start..start + trim(&text[start..end])];
    let fits = match kind {
        // a task of one sentence is that sentence, as where a report is cut into tasks: it has no heading
        Close::Sentence if closed && alone => false,
        Close::Sentence => is_heading(head, alone, level == Level::Subsection && closed && !alone),
        Close::Label => is_heading(head, false, false),
        Close::Colon => is_name(head),
    };
    fits.then(|| start..start + head.len())
}

/// What ends a title within its sentence.
enum Close {
    /// Nothing: the sentence's full stop or the line's end does.
    Sentence,
    /// A label of the text that follows (项目内容:).
    Label,
    /// A colon behind a name.
    Colon,
}

/// Where a title ends before its sentence does, in the words up to a colon.
fn close(sentence: &str, gap: impl Fn(usize) -> bool) -> Option<(usize, Close)> {
    // a colon further on closes no heading; a label may stand between
    let within = sentence.len().min(3 * LONGEST + 30);
    let colon = memchr::memchr(b':', &sentence.as_bytes()[..within])?;
    let before = &sentence[..colon];
    let label =
        DOCUMENT.content_labels.iter().filter(|label| before.ends_with(**label)).max_by_key(|label| label.len());
    match label.map(|label| colon - label.len()) {
        Some(start) if start > 0 && gap(start) => Some((start, Close::Label)),
        Some(_) => None,
        None => (colon + 1 < sentence.len()).then_some((colon, Close::Colon)),
    }
}

/// Length of a title without the punctuation that closes it.
pub(crate) fn trim(text: &str) -> usize {
    text.trim_end_matches(['。', '.', '\n']).len()
}

/// Whether a task's first sentence is a heading: a short call to action, not a statement with figures or clauses.
/// `alone`: nothing else stands in the task, so that a figure in it makes it the task's body. `over`: running text
/// stands behind the full stop of a (一) heading.
fn is_heading(text: &str, alone: bool, over: bool) -> bool {
    if text.len() > 4 * LONGEST {
        return false;
    }
    let (mut count, mut clause, mut clauses, mut longest, mut figures) = (0, 0, 1, 0, false);
    let mut bytes = text.as_bytes();
    while let [byte, rest @ ..] = bytes {
        bytes = rest;
        match byte {
            // most characters have two bytes more
            0xE0..0xF0 => bytes = rest.get(2..).unwrap_or_default(),
            b':' | b'|' => return false,
            // 民生支出占比保持80%以上 is a target
            b'%' => return false,
            b',' | b';' => {
                (longest, clause) = (longest.max(clause), 0);
                clauses += 1;
                count += 1;
                continue;
            }
            b'0'..=b'9' => figures = true,
            // the later bytes of a character
            0x80..0xC0 => continue,
            _ => {}
        }
        clause += 1;
        count += 1;
    }
    longest = longest.max(clause);
    let brief =
        clauses == 1 || clauses <= 3 && longest <= LONGEST_CLAUSE || clauses == 2 && over && longest <= LONGEST_HALF;
    (2..=LONGEST).contains(&count) && brief && !(figures && (alone || clauses > 1))
}

/// Whether words before a colon name a project or a field of work (造林绿化:完成营造林…), rather than open a sentence.
fn is_name(text: &str) -> bool {
    let count = text.chars().count();
    let opens = [
        "如下", "以下", "下列", "包括", "其中", "即", "是", "为", "到", "达", "要", "目标", "任务", "措施", "单位",
        "部门", "领导", "时限",
    ];
    (2..=LONGEST_NAME).contains(&count)
        && !text.contains(|c: char| c.is_ascii_digit() || matches!(c, ',' | ';' | '、' | '|' | '?'))
        && !opens.iter().any(|end| text.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, level: Level, expected: Option<&str>) {
        let folded: String = text.chars().filter(|c| *c != ' ').collect();
        // a blank in the case is a gap in the folded text
        let gap = text.find(' ');
        let got = of(&folded, level, |at| Some(at) == gap).map(|range| folded[range].to_owned());
        assert_eq!(got.as_deref(), expected, "{text}");
    }

    #[test]
    fn titles() {
        check("促进消费。新增限上企业5家。", Level::Item, Some("促进消费"));
        check("\n▶改造老旧小区\n完成5个。", Level::Item, Some("改造老旧小区"));
        check("建成2所学校 项目内容:完成2所学校建设。", Level::Item, Some("建成2所学校"));
        check("完成城南片区内涝治理。", Level::Bracketed, None);
        check("完成城南片区内涝治理", Level::Bracketed, Some("完成城南片区内涝治理"));
        check("进一步明确工作目标:力争增长5%。", Level::Item, None);
        check("河道治理:完成清淤11公里。", Level::Subsection, Some("河道治理"));
        check("力争实现以下:增长5%。", Level::Item, None);
        let long = "着力抓好和美乡村建设,推动全县特色种植养殖业发展登上新台阶。落实部署。";
        check(long, Level::Subsection, Some("着力抓好和美乡村建设,推动全县特色种植养殖业发展登上新台阶"));
        check(long, Level::Item, None);
    }
}
