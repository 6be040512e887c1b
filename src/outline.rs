//! Numbering: which paragraphs head sections, subsections and tasks. Knows no vocabulary.

use std::ops::Range;

/// The level of a heading's number, outermost first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Level {
    /// `第一章`, `第一部分`.
    Chapter,
    /// `一、`.
    Section,
    /// `(一)`.
    Subsection,
    /// `1.`, `1、`, `1．`.
    Item,
    /// `(1)`, `1)`.
    Bracketed,
}

/// A heading's number at the start of a paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Marker {
    pub(crate) level: Level,
    pub(crate) number: u32,
    /// Length of the number with its punctuation, in bytes.
    pub(crate) len: usize,
}

/// Signs that stand before an item and are no text of it.
pub(crate) const BULLETS: [char; 16] = ['▶', '►', '▸', '➤', '➢', '●', '◎', '○', '■', '□', '◆', '◇', '★', '☆', '▲', '•'];

/// Reads the number that opens a heading, if one does. Takes full-width and ASCII punctuation, also behind a bullet.
pub(crate) fn marker(text: &str) -> Option<Marker> {
    let first = text.chars().next()?;
    if BULLETS.contains(&first) {
        // one bullet only: a row of them must not be read again and again
        let behind = marker(text[first.len_utf8()..].strip_prefix(BULLETS).map_or(&text[first.len_utf8()..], |_| ""))?;
        return Some(Marker { len: first.len_utf8() + behind.len, ..behind });
    }
    if let Some(number) = bracketed_sign(first) {
        return Some(Marker { level: Level::Bracketed, number, len: first.len_utf8() });
    }
    if !matches!(first, '第' | '(' | '（' | '0'..='9' | '０'..='９') && digit(first).is_none() && first != '十' {
        return None;
    }
    let head = text.get(..text.char_indices().nth(10).map_or(text.len(), |(i, _)| i))?;
    match first {
        '第' => chapter(head),
        '(' | '（' => bracketed(head, first.len_utf8()),
        _ => plain(head),
    }
}

/// The number of `2.2019年…`, which is one only if a blank stands behind its stop.
pub(crate) fn before_figure(text: &str) -> Option<Marker> {
    let stop = text.bytes().take(4).position(|byte| !byte.is_ascii_digit())?;
    let figure = text[stop..].strip_prefix('.')?.starts_with(|c: char| c.is_ascii_digit());
    let number = text.get(..stop)?.parse().ok().filter(|number| *number > 0)?;
    figure.then_some(Marker { level: Level::Item, number, len: stop + 1 })
}

/// The number of a sign that holds its brackets: ⑴ to ⒇.
pub(crate) fn bracketed_sign(c: char) -> Option<u32> {
    matches!(c, '\u{2474}'..='\u{2487}').then(|| c as u32 - 0x2473)
}

/// `第一章`, `第二部分`
fn chapter(text: &str) -> Option<Marker> {
    let rest = &text['第'.len_utf8()..];
    let (number, len) = chinese(rest)?;
    let after = &rest[len..];
    let word = ["部分", "章", "篇"].into_iter().find(|word| after.starts_with(word))?;
    let mut len = '第'.len_utf8() + len + word.len();
    len += text[len..]
        .chars()
        .take_while(|c| matches!(c, '、' | ':' | '：' | ' ' | '　'))
        .map(char::len_utf8)
        .sum::<usize>();
    Some(Marker { level: Level::Chapter, number, len })
}

/// `(一)`, `(1)`, also with a lost closing bracket before 、: `(一、`
fn bracketed(text: &str, open: usize) -> Option<Marker> {
    let rest = &text[open..];
    let (level, (number, len)) = match chinese(rest) {
        Some(read) => (Level::Subsection, read),
        None => (Level::Bracketed, arabic(rest)?),
    };
    let after = rest[len..].chars().next()?;
    let closed = matches!(after, ')' | '）') || level == Level::Subsection && after == '、';
    closed.then(|| {
        let mut len = open + len + after.len_utf8();
        // some pages print both: (一)、
        if text[len..].starts_with('、') {
            len += '、'.len_utf8();
        }
        Marker { level, number, len }
    })
}

/// `一、`, `一)` (a lost opening bracket), `1.`, `1、`, `1)`
fn plain(text: &str) -> Option<Marker> {
    if let Some((number, len)) = chinese(text) {
        let after = text[len..].chars().next()?;
        let level = match after {
            '、' | '.' | '．' | '﹒' => Level::Section,
            ')' | '）' => Level::Subsection,
            _ => return None,
        };
        return Some(Marker { level, number, len: len + after.len_utf8() });
    }
    let (number, len) = arabic(text)?;
    let mut rest = text[len..].chars();
    let after = rest.next()?;
    let next = rest.next();
    let level = match after {
        // 1.5 is a number, and so is 1.5亿
        '.' | '．' | '﹒' if next.is_some_and(|c| c.is_ascii_digit() || ('０'..='９').contains(&c)) => return None,
        '.' | '．' | '﹒' | '、' => Level::Item,
        ')' | '）' => Level::Bracketed,
        _ => return None,
    };
    Some(Marker { level, number, len: len + after.len_utf8() })
}

/// Characters behind two digits that make them a date, a time or a class rather than an item's number: 08年, 05后.
const NO_ITEM: &str = "年后月日号时分秒点级式届批";
/// Counting words: behind the digits 10 and up they make a count of them, not an item's number.
const COUNTS: &str = "个家所处项名人位万亿千百条座台辆套户亩间种类次场米公元期度";

/// Items that are numbered with a leading zero and no stop: `01 新建…`, `01` alone on its line, then on to `10 …`.
#[derive(Debug, Default)]
pub(crate) struct ZeroLed {
    last: u32,
    /// Whether white space or the line's end parts the run's numbers from the text.
    apart: bool,
    /// The numbers read, each with its paragraph; a run is at least 01 and 02.
    found: Vec<(usize, Marker)>,
}

impl ZeroLed {
    /// Whether a line may open a run; most pages have none.
    pub(crate) fn may_open(text: &str) -> bool {
        matches!(text.as_bytes(), [b'0', b'1'..=b'9', rest @ ..] if !rest.starts_with(b".") && !rest.starts_with(b":"))
    }

    /// Reads the number of the next line; `apart`: white space or the line's end stands behind two digits.
    pub(crate) fn read(&mut self, paragraph: usize, text: &str, apart: impl FnOnce() -> bool) {
        let [tens @ b'0'..=b'9', ones @ b'0'..=b'9', ..] = text.as_bytes() else { return };
        let apart = apart();
        let number = u32::from(tens - b'0') * 10 + u32::from(ones - b'0');
        let behind = text[2..].chars().next();
        let worded = behind.is_none_or(|c| {
            c.is_alphabetic() && !NO_ITEM.contains(c)
                || matches!(c, '“' | '"' | '《' | '【' | '(')
                || BULLETS.contains(&c)
        });
        let fits = match number {
            0 => false,
            1 => true,
            2..=9 => number == self.last + 1,
            _ => number == self.last + 1 && (apart || !self.apart && !behind.is_some_and(|c| COUNTS.contains(c))),
        };
        if !fits || !(worded || apart && behind.is_some_and(|c| c.is_ascii_digit())) {
            return;
        }
        if number == 1 {
            self.drop_lone();
            self.apart = apart;
        }
        self.last = number;
        self.found.push((paragraph, Marker { level: Level::Item, number, len: 2 }));
    }

    /// A lone 01 opens no run.
    fn drop_lone(&mut self) {
        if self.last == 1 {
            self.found.pop();
        }
    }

    /// The numbers with their level, given the markers of the page: they head tasks, or sections where other
    /// numbers stand under them; where there are tasks and sections already they head nothing.
    pub(crate) fn finish(mut self, others: impl Iterator<Item = (usize, Marker)>) -> Vec<(usize, Marker)> {
        self.drop_lone();
        let first = self.found.first().map_or(usize::MAX, |(paragraph, _)| *paragraph);
        let (mut sections, mut below, mut items) = (false, false, false);
        for (paragraph, marker) in others {
            match marker.level {
                Level::Chapter | Level::Section => sections = true,
                Level::Subsection => below |= paragraph > first,
                Level::Item => items |= marker.number == 1,
                Level::Bracketed => {}
            }
        }
        match (sections, items) {
            (true, true) => self.found.clear(),
            (false, _) if items || below => self.found.iter_mut().for_each(|(_, marker)| marker.level = Level::Section),
            _ => {}
        }
        self.found
    }
}

/// An Arabic number of at most three digits, of either width; value and length in bytes.
fn arabic(text: &str) -> Option<(u32, usize)> {
    let (mut value, mut len, mut digits) = (0, 0, 0);
    for c in text.chars() {
        let digit = match c {
            '0'..='9' => c as u32 - '0' as u32,
            '０'..='９' => c as u32 - '０' as u32,
            _ => break,
        };
        value = value * 10 + digit;
        len += c.len_utf8();
        digits += 1;
        if digits > 3 {
            return None;
        }
    }
    (digits > 0 && value > 0).then_some((value, len))
}

/// A Chinese number below one hundred, as headings have it; value and length in bytes.
fn chinese(text: &str) -> Option<(u32, usize)> {
    let (mut tens, mut ones, mut len, mut seen_ten) = (0, 0, 0, false);
    for c in text.chars() {
        if c == '十' && !seen_ten {
            tens = ones.max(1);
            ones = 0;
            seen_ten = true;
        } else if let Some(digit) = digit(c).filter(|_| ones == 0) {
            ones = digit;
        } else {
            break;
        }
        len += c.len_utf8();
    }
    (len > 0).then_some((tens * 10 + ones, len))
}

/// The value of a Chinese digit.
fn digit(c: char) -> Option<u32> {
    const DIGITS: [char; 9] = ['一', '二', '三', '四', '五', '六', '七', '八', '九'];
    DIGITS.iter().zip(1..).find(|(digit, _)| **digit == c).map(|(_, value)| value)
}

/// A heading found in the plan's paragraphs.
#[derive(Debug, Clone)]
pub(crate) struct Heading {
    /// Index of its paragraph.
    pub(crate) paragraph: usize,
    pub(crate) marker: Marker,
}

/// What a plan's levels stand for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Levels {
    pub(crate) section: Option<Level>,
    pub(crate) subsection: Option<Level>,
    pub(crate) task: Option<Level>,
}

/// Decides which level is which: tasks are the Arabic items where there are any, else the `(一)` items; what stands
/// above them are sections and subsections.
pub(crate) fn levels(headings: &[Heading]) -> Levels {
    let has = |level| headings.iter().any(|heading| heading.marker.level == level);
    let task = [Level::Item, Level::Bracketed, Level::Subsection].into_iter().find(|level| has(*level));
    let above: Vec<Level> = [Level::Section, Level::Subsection]
        .into_iter()
        .filter(|level| has(*level) && task.is_none_or(|task| *level < task))
        .collect();
    match (above.as_slice(), has(Level::Chapter)) {
        ([], true) => Levels { section: Some(Level::Chapter), subsection: None, task },
        ([], false) => Levels { section: None, subsection: None, task },
        ([Level::Section, rest @ ..], _) => {
            Levels { section: Some(Level::Section), subsection: rest.first().copied(), task }
        }
        // (一) above 1. without 一、: chapters hold them, or they are the sections
        ([only, ..], true) => Levels { section: Some(Level::Chapter), subsection: Some(*only), task },
        ([only, ..], false) => Levels { section: Some(*only), subsection: None, task },
    }
}

/// A node of the outline, in document order.
#[derive(Debug, Clone)]
pub(crate) struct Node {
    pub(crate) kind: Kind,
    /// The printed number, and its length in bytes.
    pub(crate) marker: Option<Marker>,
    /// Paragraphs of the node, its heading first.
    pub(crate) paragraphs: Range<usize>,
}

/// What a node of the outline is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Text before the first heading.
    Front,
    Section,
    Subsection,
    Task,
}

/// Cuts paragraphs `range` at their headings. Headings of lower levels than tasks stay in the text.
pub(crate) fn cut(range: Range<usize>, headings: &[Heading]) -> Vec<Node> {
    let levels = levels(headings);
    let kind = |level: Level| match Some(level) {
        l if l == levels.section => Some(Kind::Section),
        l if l == levels.subsection => Some(Kind::Subsection),
        l if l == levels.task => Some(Kind::Task),
        _ => None,
    };
    let mut nodes = vec![Node { kind: Kind::Front, marker: None, paragraphs: range.start..range.end }];
    for heading in headings {
        let Some(kind) = kind(heading.marker.level) else {
            continue;
        };
        if let Some(last) = nodes.last_mut() {
            last.paragraphs.end = heading.paragraph;
        }
        nodes.push(Node { kind, marker: Some(heading.marker), paragraphs: heading.paragraph..range.end });
    }
    nodes
}

/// How task numbers run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Run {
    /// Through the whole plan: the key is the number.
    Plan,
    /// They start again in each section: the key is `S.N`.
    Section,
    /// They start again in each subsection: the key is `S.B.N`.
    Subsection,
}

/// Tells how task numbers run, from the first number of each section and subsection after the first one.
pub(crate) fn run(nodes: &[Node], task: Option<Level>) -> Run {
    if task == Some(Level::Subsection) && nodes.iter().any(|node| node.kind == Kind::Section) {
        return Run::Section;
    }
    // counts of (starts again, goes on) behind a section's and behind a subsection's heading
    let (mut sections, mut subsections) = ((0, 0), (0, 0));
    let (mut opened, mut last, mut first_in_section) = (None, 0, true);
    for node in nodes {
        match node.kind {
            Kind::Section => (opened, first_in_section) = (Some(Kind::Section), true),
            Kind::Subsection => opened = opened.filter(|_| first_in_section).or(Some(Kind::Subsection)),
            Kind::Front => {}
            Kind::Task => {
                let number = node.marker.map_or(0, |marker| marker.number);
                let tally = match opened.take() {
                    Some(Kind::Section) if last > 0 => Some(&mut sections),
                    Some(Kind::Subsection) if last > 0 => Some(&mut subsections),
                    _ => None,
                };
                if let Some(tally) = tally {
                    if number <= last.min(1) { tally.0 += 1 } else { tally.1 += 1 }
                }
                (last, first_in_section) = (number, false);
            }
        }
    }
    if subsections.0 > subsections.1 {
        Run::Subsection
    } else if sections.0 > sections.1 {
        Run::Section
    } else {
        Run::Plan
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<(Level, u32, &str)>) {
        let got = marker(text).map(|m| (m.level, m.number, &text[m.len..]));
        assert_eq!(got, expected, "{text}");
    }

    #[test]
    fn numbers_of_headings() {
        use Level::*;
        check("一、总体", Some((Section, 1, "总体")));
        check("二十三、总体", Some((Section, 23, "总体")));
        check("（十二）平台", Some((Subsection, 12, "平台")));
        check("(一)、平台", Some((Subsection, 1, "平台")));
        check("一)平台", Some((Subsection, 1, "平台")));
        check("12.平台", Some((Item, 12, "平台")));
        check("３．平台", Some((Item, 3, "平台")));
        check("3、平台", Some((Item, 3, "平台")));
        check("（３）平台", Some((Bracketed, 3, "平台")));
        check("第一部分总体", Some((Chapter, 1, "总体")));
        check("第十章 总体", Some((Chapter, 10, "总体")));
        check("⑿平台", Some((Bracketed, 12, "平台")));
        check("1.5亿元", None);
        check("2023年", None);
        check("2023.5", None);
        check("★2.平台", Some((Item, 2, "平台")));
        check("★★2.平台", None);
        check("一是加强", None);
        check("十大行动", None);
        check("(此件公开发布)", None);
        check("", None);
    }
}
