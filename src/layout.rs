//! The page as printed: lines, page numbers, and which line breaks only cut a sentence.
//!
//! Some pages are hard-wrapped at a fixed width, with the numbers of the printed pages between the lines. There a line
//! that is full goes on in the next one; everywhere else a line is a paragraph.

use crate::fold::{Folded, Join, LINE};
use crate::outline::{BULLETS, Level, Marker, ZeroLed, before_figure, bracketed_sign, marker};
use crate::source::Span;
use std::ops::Range;

/// The page laid out: its folded text, and its paragraphs in it.
pub(crate) struct Layout {
    pub(crate) folded: Folded,
    pub(crate) paragraphs: Vec<Paragraph>,
    /// Lines that only hold the number of a printed page.
    pub(crate) page_numbers: Vec<Span>,
}

/// A paragraph of the page.
#[derive(Debug, Clone)]
pub(crate) struct Paragraph {
    /// Where it stands in the folded text.
    pub(crate) range: Range<usize>,
    /// Whether a blank line stands before it.
    pub(crate) after_blank: bool,
    /// The number that it opens with, if it is a heading.
    pub(crate) marker: Option<Marker>,
}

impl Paragraph {
    fn new(range: Range<usize>, after_blank: bool) -> Self {
        Self { range, after_blank, marker: None }
    }
}

/// A line with ink on it.
struct Line {
    /// The line without the white space around it.
    span: Span,
    /// White space before it, in columns (an ideograph has two).
    indent: usize,
    after_blank: bool,
}

impl Line {
    /// Indent and text, in columns. Only asked for on pages that may be hard-wrapped.
    fn width(&self, source: &str) -> usize {
        self.indent + columns(&source[self.span.range()])
    }

    /// Whether it is surely wider than any hard-wrapped page: a character has three bytes for each column at most.
    fn is_long(&self) -> bool {
        self.span.len() > 3 * WIDEST + 3
    }
}

/// Lays out a page.
pub(crate) fn lay_out(source: &str) -> Layout {
    let lines = lines(source);
    let wrap = wrapped(source, &lines);
    let mut layout = Layout {
        folded: Folded::with_capacity(source.len()),
        paragraphs: Vec::with_capacity(lines.len()),
        page_numbers: Vec::new(),
    };
    let mut before: Option<&Line> = None;
    let table = wrap.as_ref().and_then(|_| numbered_table(source, &lines)).unwrap_or(lines.len());
    for (index, line) in lines.iter().enumerate() {
        let text = &source[line.span.range()];
        let wrap = wrap.as_ref().filter(|_| index < table);
        if is_page_number(text, wrap.is_some() || dashed(text)) && index > 0 {
            layout.page_numbers.push(line.span);
            continue;
        }
        let join = match (before, wrap) {
            (Some(before), Some(wrap)) if goes_on(source, before, line, wrap) => Join::Continue,
            _ => Join::Paragraph,
        };
        let range = layout.folded.push_line(source, line.span, join);
        match layout.paragraphs.last_mut() {
            Some(paragraph) if join == Join::Continue => paragraph.range.end = range.end,
            _ => layout.paragraphs.push(Paragraph::new(range, line.after_blank)),
        }
        before = Some(line);
    }
    layout.paragraphs.retain(|paragraph| !paragraph.range.is_empty());
    split_at_signs(&mut layout);
    read_numbers(&mut layout);
    read_glued(&mut layout);
    if layout.paragraphs.iter().all(|paragraph| paragraph.marker.is_none()) {
        split_running(&mut layout);
        read_numbers(&mut layout);
    }
    layout
}

/// Reads the number of each paragraph that has one.
fn read_numbers(layout: &mut Layout) {
    let text = layout.folded.text();
    let mut zero_led = false;
    for paragraph in &mut layout.paragraphs {
        let line = &text[paragraph.range.clone()];
        paragraph.marker = marker(line).or_else(|| {
            // 2. 2019年…: a blank tells the number from a decimal
            let number = before_figure(line)?;
            layout.folded.gap_before(paragraph.range.start + number.len).then_some(number)
        });
        zero_led |= paragraph.marker.is_none() && ZeroLed::may_open(line);
    }
    if !zero_led {
        return;
    }
    let mut run = ZeroLed::default();
    for (index, paragraph) in layout.paragraphs.iter().enumerate().filter(|(_, p)| p.marker.is_none()) {
        let apart = || paragraph.range.len() == 2 || layout.folded.gap_before(paragraph.range.start + 2);
        run.read(index, &text[paragraph.range.clone()], apart);
    }
    let others = layout.paragraphs.iter().enumerate().filter_map(|(index, p)| Some((index, p.marker?)));
    for (index, marker) in run.finish(others) {
        layout.paragraphs[index].marker = Some(marker);
    }
}

/// Reads the number of `2.147个项目…`, which stands between items 1 and 3 and so is no decimal, and of `7.2024年…`.
fn read_glued(layout: &mut Layout) {
    let text = layout.folded.text();
    let (mut last, mut opens) = (0, true);
    let mut glued: Vec<(usize, Marker)> = Vec::new();
    for index in 0..layout.paragraphs.len() {
        let paragraph = &layout.paragraphs[index];
        match paragraph.marker {
            Some(marker) if marker.level == Level::Item => {
                let goes_on = glued.last().is_some_and(|(_, before)| before.number + 1 == marker.number);
                for (at, number) in glued.drain(..).filter(|_| goes_on) {
                    layout.paragraphs[at].marker = Some(number);
                }
                (last, opens) = (marker.number, false);
            }
            Some(marker) => opens |= marker.level < Level::Item,
            None => {
                let line = &text[paragraph.range.clone()];
                let fits = |number: &Marker| number.number == last + 1 || opens && number.number == 1;
                let Some(number) = before_figure(line).filter(fits) else { continue };
                (last, opens) = (number.number, false);
                if is_year(&line[number.len..]) {
                    layout.paragraphs[index].marker = Some(number);
                } else {
                    glued.push((index, number));
                }
            }
        }
    }
}

/// Whether a text opens with a year: 2024年.
fn is_year(text: &str) -> bool {
    text.starts_with("20") && text.get(4..).is_some_and(|rest| rest.starts_with('年'))
}

/// Splits paragraphs that hold a whole list: ⑴紧盯目标。…⑵推进投资。…
fn split_at_signs(layout: &mut Layout) {
    let text = layout.folded.text();
    if memchr::memmem::find(text.as_bytes(), "⑵".as_bytes()).is_none() {
        return;
    }
    let mut split = Vec::with_capacity(layout.paragraphs.len());
    for paragraph in &layout.paragraphs {
        let (mut start, mut last, mut blank) = (paragraph.range.start, ' ', paragraph.after_blank);
        for (at, c) in text[paragraph.range.clone()].char_indices() {
            let at = paragraph.range.start + at;
            if at > start && bracketed_sign(c).is_some() && matches!(last, '。' | ';' | ':' | ')') {
                split.push(Paragraph::new(start..at, std::mem::take(&mut blank)));
                start = at;
            }
            last = c;
        }
        split.push(Paragraph::new(start..paragraph.range.end, blank));
    }
    layout.paragraphs = split;
}

/// Bytes from which a paragraph may be a page that lost its line breaks.
const RUNNING: usize = 600;

/// Splits a page that lost its line breaks: one long paragraph with the headings in the running text.
fn split_running(layout: &mut Layout) {
    let text = layout.folded.text();
    let mut split = Vec::with_capacity(layout.paragraphs.len());
    for paragraph in &layout.paragraphs {
        let (mut start, mut headed) = (paragraph.range.start, false);
        if paragraph.range.len() >= RUNNING {
            let cuts = text[paragraph.range.clone()].char_indices().map(|(at, c)| (paragraph.range.start + at, c));
            let mut last = ' ';
            for (at, c) in cuts {
                let opens = matches!(c, '第' | '(' | '0'..='9') || "一二三四五六七八九十".contains(c);
                let gap = layout.folded.gap_before(at);
                let heading =
                    opens && (gap || matches!(last, '。' | ')')) && marker(&text[at..paragraph.range.end]).is_some();
                if at > start && (heading || gap && !headed) {
                    split.push(Paragraph::new(start..at, false));
                    start = at;
                }
                headed |= heading;
                last = c;
            }
        }
        split.push(Paragraph::new(start..paragraph.range.end, paragraph.after_blank));
    }
    layout.paragraphs = split;
}

fn lines(source: &str) -> Vec<Line> {
    let mut lines = Vec::with_capacity(source.len() / LINE);
    let (mut start, mut after_blank) = (0, false);
    // a lone \r ends a line as well
    let ends = memchr::memchr2_iter(b'\n', b'\r', source.as_bytes()).chain(std::iter::once(source.len()));
    for end in ends {
        let piece = &source[start..end];
        let text = piece.trim_start_matches(is_margin);
        let indent = columns(&piece[..piece.len() - text.len()]);
        let offset = start + piece.len() - text.len();
        let text = text.trim_end_matches(is_margin);
        start = (end + 1).min(source.len());
        if text.is_empty() {
            after_blank |= !piece.is_empty() || !lines.is_empty();
            continue;
        }
        let span = Span::new(offset, offset + text.len());
        lines.push(Line { span, indent, after_blank });
        after_blank = false;
    }
    lines
}

fn is_margin(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{FEFF}' | '\u{200B}'..='\u{200F}')
}

/// Width in columns: an ideograph has two, ASCII one, and so have the full-width forms of ASCII and the ideographic
/// space, so that a page is wrapped alike in both forms.
fn columns(text: &str) -> usize {
    let narrow = |c: char| c < '\u{1100}' || c == '\u{3000}' || ('\u{F000}'..='\u{FFFF}').contains(&c);
    text.chars().map(|c| if narrow(c) { 1 } else { 2 }).sum()
}

/// Fewest columns at which a page counts as hard-wrapped; narrower columns are tables or menus.
const NARROWEST: usize = 24;
/// Most columns at which a page counts as hard-wrapped: beyond it a line is a paragraph of a web page.
const WIDEST: usize = 120;
/// How much shorter than the width a full line may be: punctuation that may not open a line is moved, and full-width
/// punctuation is counted narrow.
const SLACK: usize = 8;

/// How a page is hard-wrapped.
struct Wrap {
    /// Columns of a full line.
    width: usize,
    /// Whether paragraphs are indented, so that a line without indent goes on where the one before stops.
    indented: bool,
}

/// How the page is hard-wrapped, if it is.
///
/// Most of its wide lines then have the same width, and most of these end in the middle of a sentence.
fn wrapped(source: &str, lines: &[Line]) -> Option<Wrap> {
    let indented = lines.iter().filter(|line| (2..=8).contains(&line.indent)).count() >= 3;
    let fixed = fixed_width(source, lines).map(|width| Wrap { width, indented });
    fixed.or_else(|| (indented && has_cut_lines(source, lines)).then_some(Wrap { width: usize::MAX, indented }))
}

/// Lines of a table's header, and of a row, among which the next number is looked for.
const ROW_LINES: usize = 60;

/// The header of a table (序号 …) with numbered rows below it: its lines are cells and rows, and none goes on in the next.
fn numbered_table(source: &str, lines: &[Line]) -> Option<usize> {
    let is_bar = |c: char| matches!(c, '|' | '｜');
    let hidden = |c: &char| c.is_whitespace() || is_bar(*c);
    let ink = |line: &Line| source[line.span.range()].chars().filter(|c| !hidden(c)).take(2);
    let number = |line: &Line| {
        let text = source[line.span.range()].trim_start_matches(|c: char| hidden(&c));
        let digits: u32 = text.chars().take(4).map_while(to_digit).map(|_| 1).sum();
        let behind = text.chars().nth(digits as usize);
        let alone = behind.is_none_or(|c| hidden(&c)) && (1..=3).contains(&digits);
        alone.then(|| text.chars().map_while(to_digit).fold(0, |number, digit| number * 10 + digit))
    };
    lines.iter().enumerate().position(|(index, line)| {
        let below = &lines[index + 1..lines.len().min(index + ROW_LINES)];
        let first = || below.iter().enumerate().find_map(|(at, line)| Some((at, number(line)?)));
        ink(line).eq("序号".chars())
            && first().is_some_and(|(at, n)| below[at + 1..].iter().any(|line| number(line) == Some(n + 1)))
    })
}

/// The width of most wide lines, if most of these end in the middle of a sentence.
fn fixed_width(source: &str, lines: &[Line]) -> Option<usize> {
    // posters number their items on lines of their own, between lines as short as their words
    if lines.iter().any(|line| &source[line.span.range()] == "01") {
        return None;
    }
    // a few lines of page chrome may be wider than the text block
    let stray = lines.len() / 20 + 1;
    if lines.iter().filter(|line| line.is_long()).count() > stray {
        return None;
    }
    let mut widths: Vec<usize> = lines.iter().map(|line| line.width(source)).collect();
    widths.sort_unstable();
    let width = *widths.get(widths.len().checked_sub(1 + stray)?)?;
    if !(NARROWEST..=WIDEST).contains(&width) {
        return None;
    }
    let full: Vec<&Line> = lines.iter().filter(|line| is_full(line.width(source), width)).collect();
    // rows of pipes are whole
    let is_cut = |text: &str| !ends_sentence(text) && !text.ends_with(['|', '｜']);
    let cut = full.iter().filter(|line| is_cut(&source[line.span.range()])).count();
    (full.len() >= 4 && full.len() * 5 >= lines.len() && cut * 2 >= full.len()).then_some(width)
}

/// Whether lines of different widths are cut in the middle of a sentence: indented pages with page numbers do that.
fn has_cut_lines(source: &str, lines: &[Line]) -> bool {
    let cut = |pair: &&[Line]| is_cut(&pair[0], &source[pair[0].span.range()], &pair[1], &source[pair[1].span.range()]);
    let numbered = lines
        .iter()
        .any(|line| is_page_number(&source[line.span.range()], false) || dashed(&source[line.span.range()]));
    numbered && lines.windows(2).filter(cut).count() >= 3
}

/// Whether a line without indent goes on where the running text of the line before it stops.
fn is_cut(before: &Line, text: &str, line: &Line, next: &str) -> bool {
    let ends = ends_sentence(text) || text.ends_with(CLOSERS);
    line.indent < 2 && !ends && is_running(before, text) && !opens_item(next)
}

/// What may close the last clause of a paragraph.
const CLOSERS: [char; 6] = ['）', ')', '”', '〕', '】', ']'];

fn is_full(line: usize, width: usize) -> bool {
    line + SLACK > width && line <= width + SLACK
}

fn ends_sentence(text: &str) -> bool {
    let open = text.rfind(['(', '（']);
    if open.is_some() && open > text.rfind([')', '）']) {
        return false;
    }
    text.ends_with(['。', '；', ';', '：', ':', '！', '!', '？'])
}

/// Whether `line` goes on where `before` was cut, on a hard-wrapped page.
fn goes_on(source: &str, before: &Line, line: &Line, wrap: &Wrap) -> bool {
    let (text, next) = (&source[before.span.range()], &source[line.span.range()]);
    if is_document_number(next) {
        return false;
    }
    if line.indent >= 2 && (wrap.indented || line.indent >= before.indent.max(1) + 2) {
        return false;
    }
    let short = wrap.width == usize::MAX || before.width(source) + SLACK <= wrap.width;
    if short {
        // pages wrapped by the number of characters have narrow lines where these are digits
        let nearly = wrap.width != usize::MAX && before.width(source) * 3 >= wrap.width * 2;
        return (wrap.indented || nearly) && is_cut(before, text, line, next);
    }
    if ends_sentence(text) || text.ends_with(CLOSERS) {
        // a full line that ends a sentence may end the paragraph too: then the next one is indented or a heading
        return line.indent < 2 && !opens_item(next);
    }
    // 二、 at the start of a line is a heading, whatever the line before it ends with
    !(opens_item(next) && (opens_item(text) || marker(next).is_some_and(|marker| marker.level <= Level::Subsection)))
}

/// A quick look whether a line is a document's number alone (某府办〔2025〕4号), which `header` reads.
fn is_document_number(line: &str) -> bool {
    line.len() <= 60
        && line.ends_with('号')
        && line.contains(['〔', '﹝', '［', '['])
        && !line.contains(['，', ',', '：', ':'])
}

/// Whether a short line is running text rather than a heading or a line of the title.
fn is_running(line: &Line, text: &str) -> bool {
    line.indent <= 8 && text.len() >= 18 && text.contains(['。', '，', ',', '、', ';', '；'])
}

/// Whether a line opens with a heading's number or a bullet.
fn opens_item(text: &str) -> bool {
    text.starts_with(BULLETS) || marker(text).is_some()
}

fn dashed(text: &str) -> bool {
    text.starts_with(['-', '—', '－', '–']) && text.ends_with(['-', '—', '－', '–'])
}

/// `12`, `- 12 -`, `—12—`, `第12页`, `第 12 页 共 40 页`, `12/40`. A bare number only counts on a wrapped page.
fn is_page_number(text: &str, wrapped: bool) -> bool {
    // most lines are running text
    if text.len() > 48 || text.contains(|c| matches!(c, '\u{4E00}'..='\u{9FFF}') && !matches!(c, '第' | '页' | '共'))
    {
        return false;
    }
    let core = text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '-' | '—' | '－' | '–' | '·' | '~'));
    let digits = |s: &str| !s.is_empty() && s.chars().count() <= 4 && s.chars().all(|c| to_digit(c).is_some());
    if digits(core) {
        // 01 alone on its line numbers an item
        return wrapped && !core.starts_with('0');
    }
    let parts: Vec<&str> = core
        .split(|c: char| c.is_whitespace() || matches!(c, '第' | '页' | '共' | '/' | ',' | '，'))
        .filter(|part| !part.is_empty())
        .collect();
    (core.contains('页') || wrapped && core.contains('/'))
        && (1..=2).contains(&parts.len())
        && parts.iter().all(|part| digits(part))
}

/// The value of an ASCII or full-width digit.
fn to_digit(c: char) -> Option<u32> {
    match c {
        '０'..='９' => Some(c as u32 - '０' as u32),
        _ => c.to_digit(10),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(page: &str, expected: &[&str]) {
        let layout = lay_out(page);
        let got: Vec<&str> = layout.paragraphs.iter().map(|p| &layout.folded.text()[p.range.clone()]).collect();
        assert_eq!(got, expected);
    }

    #[test]
    fn a_line_is_a_paragraph() {
        check(
            "一、加快发展\n\n　　1. 建设平台。 力争 5 家\r\n2.培育企业",
            &["一、加快发展", "1.建设平台。力争5家", "2.培育企业"],
        );
    }

    #[track_caller]
    fn check_numbers(page: &str, expected: &[u32]) {
        let layout = lay_out(page);
        let got: Vec<u32> = layout.paragraphs.iter().filter_map(|p| p.marker).map(|m| m.number).collect();
        assert_eq!(got, expected, "{page}");
    }

    #[test]
    fn items_with_a_leading_zero_are_numbered() {
        check_numbers("01 新建学校\n02 新建公园\n03\n新建泵站", &[1, 2, 3]);
        let ten: String = (1..=12).map(|n| format!("{n:02} 新建泵站\n")).collect();
        check_numbers(&ten, &[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
        check_numbers(&ten.replace(' ', ""), &[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
        check_numbers("1. 2024年建成泵站\n2.5亿元\n2. 5G基站", &[1, 2]);
        // a lone number, years, times and shares
        check_numbers("01 新建学校\n新建公园", &[]);
        check_numbers("08年建成\n05后青年\n02:30开会\n0.5公里", &[]);
        check_numbers("01月开工\n02月建成", &[]);
        // the run goes on with its own next number only
        check_numbers("01 新建学校\n02 新建公园\n12 座泵站\n05 后青年\n01 新建桥\n02 新建路", &[1, 2, 1, 2]);
        // numbers with a stop below them make them sections
        let layout = lay_out("01 交通\n1.新建桥\n02 教育\n1.新建学校");
        let levels: Vec<_> = layout.paragraphs.iter().filter_map(|p| p.marker).map(|m| m.level).collect();
        use crate::outline::Level::{Item, Section};
        assert_eq!(levels, [Section, Item, Section, Item]);
    }

    #[test]
    fn a_document_number_is_no_rest_of_a_line() {
        let line = "　　全县新增省级平台10家，市级平台20家，建成省级实验室3家，培育科\n技型中小企业一百余家，引进人才30名，推动产学研深度融合发展，\n";
        let page = format!(
            "{}信息来源：县政府办  发表日期：2025-02-21  浏览次数：1,204 热度\n某府办〔2025〕4号\n",
            line.repeat(4)
        );
        let layout = lay_out(&page);
        let last = layout.paragraphs.last().map(|p| &layout.folded.text()[p.range.clone()]);
        assert_eq!(last, Some("某府办〔2025〕4号"));
    }

    #[test]
    fn a_wrapped_page_is_joined_across_page_numbers() {
        let page = concat!(
            "　　一、加快建设创新平台体系\n",
            "　　1.搭建平台。全县新增省级平台1\n0家，市级平台20家，建成省级实验\n- 2 -\n室3家，培育科技型中小企业一百余\n",
            "家，引进人才30名，推动产学研深度\n融合发展。\n　　2.培育主体。",
        );
        check(
            page,
            &[
                "一、加快建设创新平台体系",
                "1.搭建平台。全县新增省级平台10家,市级平台20家,建成省级实验室3家,培育科技型中小企业一百余家,引进人才30名,推动产学研深度融合发展。",
                "2.培育主体。",
            ],
        );
    }
}
