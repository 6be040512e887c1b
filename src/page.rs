//! Where page chrome ends and the plan begins: the notice, the plan's title, its body, what comes after.

use std::ops::Range;

use crate::header;
use crate::layout::{Layout, Paragraph};
use crate::lexicon::DOCUMENT;
use crate::outline::{BULLETS, Heading, Level, Marker};
use crate::page_words::PageWords;
use crate::rows::{Table, Tables};

/// Paragraphs of a page, told apart by what they belong to. All indices are into [`Layout::paragraphs`].
#[derive(Debug, Default)]
pub(crate) struct Page {
    /// The title line of the notice (通知) that issues the plan; may stand on two lines.
    pub(crate) headline: Option<Range<usize>>,
    /// The plan's own title, in the folded text.
    pub(crate) title: Option<Range<usize>>,
    /// Paragraphs of the plan's own title, where it has one that stands by itself.
    pub(crate) title_lines: Range<usize>,
    /// The paragraphs of the plan after its title.
    pub(crate) body: Range<usize>,
    /// Tables of indicators in pipe form after the body.
    pub(crate) tables: Vec<Range<usize>>,
}

/// Most lines at a page's top among which a title without a genre word is looked for.
const TOP_LINES: usize = 12;
/// Shortest title that is told by the date under it alone, in bytes: the names of a site's columns are shorter.
const SHORTEST_NEWS: usize = 30;
/// Longest line of labels under a title, in bytes.
const FURNITURE: usize = 300;

/// The paragraphs of a layout with their text.
#[derive(Clone, Copy)]
pub(crate) struct Paragraphs<'a> {
    layout: &'a Layout,
    words: &'a PageWords,
}

impl<'a> Paragraphs<'a> {
    pub(crate) fn new(layout: &'a Layout, words: &'a PageWords) -> Self {
        Self { layout, words }
    }

    /// The words by which the parts of the page are told.
    pub(crate) fn words(self) -> &'a PageWords {
        self.words
    }

    pub(crate) fn len(self) -> usize {
        self.layout.paragraphs.len()
    }

    /// The folded text of paragraph `index`.
    pub(crate) fn text(self, index: usize) -> &'a str {
        self.layout.paragraphs.get(index).map_or("", |p| &self.layout.folded.text()[p.range.clone()])
    }

    /// The folded range of some paragraphs.
    pub(crate) fn range(self, paragraphs: Range<usize>) -> Range<usize> {
        let list: &[Paragraph] = &self.layout.paragraphs;
        match list.get(paragraphs.clone()) {
            Some([first, .., last]) => first.range.start..last.range.end,
            Some([only]) => only.range.clone(),
            _ => 0..0,
        }
    }

    /// How often white space stands inside paragraph `index`.
    fn gaps(self, index: usize) -> usize {
        let (folded, range) = (&self.layout.folded, self.range(index..index + 1));
        let inside = folded.text()[range.clone()].char_indices().skip(1);
        inside.filter(|(at, _)| folded.gap_before(range.start + at)).count()
    }

    /// The number that heads paragraph `index`, if it is a heading.
    pub(crate) fn marker(self, index: usize) -> Option<Marker> {
        self.layout.paragraphs.get(index).and_then(|p| p.marker)
    }

    pub(crate) fn after_blank(self, index: usize) -> bool {
        self.layout.paragraphs.get(index).is_some_and(|p| p.after_blank)
    }
}

/// Finds the plan on its page.
pub(crate) fn find(paragraphs: Paragraphs<'_>, tables: &Tables) -> Page {
    let mut page = find_text(paragraphs);
    if let Some(table) = tables.first() {
        page_of_table(paragraphs, table, tables, &mut page);
    }
    page
}

/// Makes the page that of a table of tasks, where its text is only a notice or leads up to the table.
fn page_of_table(paragraphs: Paragraphs<'_>, table: &Table, tables: &Tables, page: &mut Page) {
    let head = table.header.start;
    if !page.body.contains(&head) && is_plan_beside(paragraphs, page.body.clone(), table.len()) {
        return;
    }
    let notice = page.headline.as_ref().map_or(0, |lines| lines.end).min(head);
    let first = |from: usize| {
        let opens =
            |&index: &usize| paragraphs.marker(index).is_some_and(|m| m.level <= Level::Section && m.number == 1);
        (from..head).find(opens)
    };
    let own = (!page.title_lines.is_empty() && page.title_lines.end <= head).then(|| page.title_lines.clone());
    // the table stands under a section of a plan that was found, or has a title of its own
    let lines = own
        .clone()
        .filter(|_| page.body.contains(&head) && first(page.body.start).is_some())
        .or_else(|| title_above(paragraphs, notice, head))
        .or(own)
        .or_else(|| dated_title(paragraphs, notice, head));
    if let Some(lines) = lines {
        page.title = Some(bare_title(paragraphs, paragraphs.range(lines.clone())));
        page.title_lines = lines;
    } else {
        page.title_lines = notice..notice;
    }
    let from = page.title_lines.end;
    let start = preamble_start(paragraphs, from, first(from).unwrap_or(head));
    let mut end = table.end;
    let cut = loop {
        let cut = (end..paragraphs.len()).find(|&index| ends_plan(paragraphs, index)).unwrap_or(paragraphs.len());
        match tables.last_end(end..cut) {
            Some(further) => end = further,
            None => break cut,
        }
    };
    if let Some(heading) = (end..cut).find(|&index| paragraphs.marker(index).is_some_and(|m| m.level <= Level::Section))
    {
        end = body_end(paragraphs, heading);
    }
    page.body = start..end;
    page.tables = self::tables(paragraphs, end);
}

/// A table behind a plan's text is the plan where it has more than this many rows for each task of the text.
const ROWS_PER_TASK: usize = 3;

/// Whether a text beside a table of `rows` rows is a plan of its own: it has tasks, and the table is an attachment to it.
fn is_plan_beside(paragraphs: Paragraphs<'_>, body: Range<usize>, rows: usize) -> bool {
    let count = |level: Level| body.clone().filter_map(|i| paragraphs.marker(i)).filter(|m| m.level == level).count();
    let tasks = count(Level::Item).max(count(Level::Subsection));
    tasks > 2 && rows <= ROWS_PER_TASK * tasks
}

/// Finds the plan on a page of text.
fn find_text(paragraphs: Paragraphs<'_>) -> Page {
    let mut page = Page::default();
    let notice = headline(paragraphs).or_else(|| order(paragraphs));
    let first = first_heading(paragraphs, 0);
    let own = notice.as_ref().and_then(|n| own_title(paragraphs, &n.subject, n.lines.end, first));
    let noticed = notice.as_ref().map_or(0, |n| n.lines.end);
    let signed = notice.as_ref().and_then(|_| signature_end(paragraphs, noticed));
    let from = own.as_ref().map(|lines| lines.end).or(signed).unwrap_or(noticed);
    let heading = first_heading(paragraphs, from).map(|at| past_contents(paragraphs, at));
    let top = || {
        (from..paragraphs.len())
            .find(|index| is_prose(paragraphs.words(), paragraphs.text(*index)))
            .unwrap_or(paragraphs.len())
    };
    let mut lines = own.or_else(|| title_above(paragraphs, from, heading.unwrap_or_else(top)));
    let elsewhere = match &lines {
        Some(_) => None,
        None => notice.as_ref().map(|n| n.subject_at.clone()).or_else(|| labelled_title(paragraphs, heading)),
    };
    if lines.is_none() && elsewhere.is_none() {
        lines = dated_title(paragraphs, from, heading.map_or_else(top, |heading| heading.min(top())))
            .or_else(|| (from == 0 && tops_dateline(paragraphs)).then_some(0..1));
    }
    page.title = lines.clone().map(|lines| paragraphs.range(lines)).or(elsewhere);
    page.title = page.title.take().map(|title| bare_title(paragraphs, title));
    page.headline = notice.map(|n| n.lines);
    let titled = lines.is_some();
    let from = lines.as_ref().map_or(from, |lines| lines.end);
    page.title_lines = lines.unwrap_or(from..from);
    let start = match heading {
        Some(heading) => preamble_start(paragraphs, from, heading),
        None if titled => past_furniture(paragraphs, from),
        None => from,
    };
    let end = match heading {
        Some(heading) => body_end(paragraphs, heading),
        // text without headings is kept whole
        None => (start..paragraphs.len()).find(|&index| ends_plan(paragraphs, index)).unwrap_or(paragraphs.len()),
    };
    page.tables = tables(paragraphs, end);
    page.body = start..end;
    page
}

/// The notice that issues the plan.
struct Notice {
    lines: Range<usize>,
    /// The title of what is issued, letters and digits only.
    subject: String,
    /// Where that title stands in the folded text.
    subject_at: Range<usize>,
}

/// The first title of the form 关于印发《…》的通知; it may run over three lines.
fn headline(paragraphs: Paragraphs<'_>) -> Option<Notice> {
    let mut found: Option<Notice> = None;
    for index in 0..paragraphs.len() {
        let text = paragraphs.text(index);
        if found.is_some() && paragraphs.marker(index).is_some() {
            break;
        }
        let opens = || text.contains("关于") || DOCUMENT.issuing.iter().any(|verb| text.starts_with(verb));
        if text.len() > 600 || !opens() || text.starts_with("发布") && text.contains(':') {
            continue;
        }
        let Some(notice) = (1..=3).find_map(|lines| read_headline(paragraphs, index..index + lines)) else {
            continue;
        };
        // the page prints its title in chrome first; the document's own one is the last before its text
        match &found {
            Some(first) if first.subject != notice.subject => {}
            _ => found = Some(notice),
        }
    }
    found
}

/// A notice without a title of its own: 《…》已经县政府同意,现印发给你们.
fn order(paragraphs: Paragraphs<'_>) -> Option<Notice> {
    let index = (0..paragraphs.len().min(80)).find(|index| is_order(paragraphs.text(*index)))?;
    let text = paragraphs.text(index);
    let open = text.find('《')? + '《'.len_utf8();
    let subject = &text[open..open + text[open..].find('》')?];
    let start = paragraphs.range(index..index + 1).start + open;
    Some(Notice { lines: index..index + 1, subject: letters(subject), subject_at: start..start + subject.len() })
}

fn read_headline(paragraphs: Paragraphs<'_>, lines: Range<usize>) -> Option<Notice> {
    let range = paragraphs.range(lines.clone());
    let text = paragraphs.layout.folded.text().get(range.clone())?;
    if text.contains('。') || text.len() > 600 {
        return None;
    }
    let (verb, after) =
        DOCUMENT.issuing.iter().filter_map(|verb| text.find(verb).map(|at| (at, at + verb.len()))).min()?;
    // 通知 may stand alone on the last line
    let end = ["的通知", "的\n通知", "通知", "的函"].iter().find_map(|end| text.rfind(end))?;
    if !text[..verb].contains("关于") && verb > 0 || end <= after {
        return None;
    }
    let open = text[after..end]
        .chars()
        .take_while(|c| matches!(c, '《' | '〈' | '<' | '\n'))
        .map(char::len_utf8)
        .sum::<usize>();
    let subject = text[after + open..end].trim_end_matches(['》', '〉', '>', '\n']);
    let subject_at = range.start + after + open..range.start + after + open + subject.len();
    (subject.len() >= 12).then(|| Notice { lines, subject: letters(subject), subject_at })
}

/// Letters and digits only, so that titles compare whatever marks a page lost.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// The lines after `from` that print `subject`: the last ones before the plan's first heading, else the first after it.
fn own_title(paragraphs: Paragraphs<'_>, subject: &str, from: usize, first: Option<usize>) -> Option<Range<usize>> {
    let mut best: Option<Range<usize>> = None;
    for start in from..paragraphs.len() {
        let Some(lines) = title_at(paragraphs, start, subject) else {
            continue;
        };
        let before = first.is_none_or(|first| start < first);
        if !before && best.is_some() {
            break;
        }
        // behind a first heading only a title with headings of its own below it counts, not a link in the page's foot
        if before || first_heading(paragraphs, lines.end).is_some() {
            best = Some(lines);
        }
    }
    best
}

/// One to four lines from `start` that together print `subject`.
fn title_at(paragraphs: Paragraphs<'_>, start: usize, subject: &str) -> Option<Range<usize>> {
    let mut rest = subject;
    let first = paragraphs.text(start).chars().find(|c| c.is_alphanumeric());
    if first != subject.chars().next() {
        return None;
    }
    for end in start + 1..=start + 4 {
        let line = letters(paragraphs.text(end - 1));
        if line.is_empty() {
            return None;
        }
        rest = rest.strip_prefix(line.as_str())?;
        if rest.is_empty() {
            return Some(start..end + usize::from(is_years(paragraphs.text(end))));
        }
    }
    None
}

/// The first paragraph from `from` on that heads a section, or a lower level where nothing heads sections. An excerpt
/// may open with a later section (三、): then that one, above the first heading of a lower level.
fn first_heading(paragraphs: Paragraphs<'_>, from: usize) -> Option<usize> {
    let heads = |index: usize, fits: &dyn Fn(Marker) -> bool| {
        paragraphs.marker(index).is_some_and(fits) && !paragraphs.words().is_chrome(paragraphs.text(index))
    };
    let first = |level: Level| (from..paragraphs.len()).find(|&i| heads(i, &|m| m.number == 1 && m.level <= level));
    let Some(found) = first(Level::Item) else {
        let later = (from..paragraphs.len()).find(|&i| paragraphs.marker(i).is_some_and(|m| m.level <= Level::Item));
        return later.or_else(|| first(Level::Bracketed));
    };
    let level = paragraphs.marker(found).map_or(Level::Chapter, |m| m.level);
    let above = (from..found).find(|&i| heads(i, &|m| m.level < level.min(Level::Item)));
    Some(above.unwrap_or(found))
}

/// Skips a table of contents (目录): the same heading stands again below.
fn past_contents(paragraphs: Paragraphs<'_>, heading: usize) -> usize {
    let listed = (heading.saturating_sub(3)..heading).any(|index| paragraphs.text(index) == "目录");
    let title = paragraphs.text(heading).trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | '…' | '·'));
    let again = || (heading + 1..paragraphs.len()).find(|index| paragraphs.text(*index).starts_with(title));
    if listed { again().unwrap_or(heading) } else { heading }
}

/// The end of a notice: behind its date of signing and note, if headings follow. (A plan may be signed at its end.)
fn signature_end(paragraphs: Paragraphs<'_>, from: usize) -> Option<usize> {
    let signs = |index: &usize| {
        let text = paragraphs.text(*index);
        header::signed_date(text).is_some() || is_note(text)
    };
    let mut end = (from..paragraphs.len()).find(signs)? + 1;
    while is_note(paragraphs.text(end)) {
        end += 1;
    }
    first_heading(paragraphs, end).map(|_| end)
}

/// A note (附注) in brackets: (此件公开发布).
pub(crate) fn is_note(text: &str) -> bool {
    text.starts_with("(此件") || text.starts_with("(此文") || text.starts_with("此件") && text.len() < 60
}

/// The title above a plan that no notice issues: short lines without a full stop, the last one ending in a genre word.
fn title_above(paragraphs: Paragraphs<'_>, from: usize, heading: usize) -> Option<Range<usize>> {
    let last = (from..heading).rev().find(|&index| is_title_end(paragraphs, index))?;
    let goes_on = |text: &str| is_years(text) || ends_notice(text);
    let end = last + 1 + usize::from(last + 1 < heading && goes_on(paragraphs.text(last + 1)));
    let mut start = last;
    while start > from && last - start < 3 && !names_place(paragraphs.text(start)) {
        let apart = is_title_end(paragraphs, start - 1) || paragraphs.after_blank(start);
        if !is_title_line(paragraphs, start - 1) || apart && !continues_title(paragraphs.text(start)) {
            break;
        }
        start -= 1;
    }
    Some(start..end)
}

/// Whether a line of a title goes on where the one above it stops, whatever stands between them.
fn continues_title(text: &str) -> bool {
    text.starts_with(['及', '和', '暨', '与', '的', '》']) || text.matches('》').count() > text.matches('《').count()
}

/// The title of a page where no line ends in a genre word: the first of its top lines that names a year.
fn dated_title(paragraphs: Paragraphs<'_>, from: usize, top: usize) -> Option<Range<usize>> {
    let named = |&index: &usize| is_title_line(paragraphs, index) && header::names_year(paragraphs.text(index));
    let first = (from..top.min(from + TOP_LINES)).find(named)?;
    let goes_on =
        |index: usize| index < top && is_title_line(paragraphs, index) && continues_title(paragraphs.text(index));
    let more = (first + 1..first + 3).take_while(|index| goes_on(*index)).count();
    Some(first..first + 1 + more)
}

/// Whether the page opens with a title over its date, as news are printed.
fn tops_dateline(paragraphs: Paragraphs<'_>) -> bool {
    paragraphs.text(0).len() >= SHORTEST_NEWS
        && is_title_line(paragraphs, 0)
        && !is_prose(paragraphs.words(), paragraphs.text(0))
        && !header::is_furniture(paragraphs.words(), paragraphs.text(0))
        && header::is_dateline(paragraphs.text(1))
}

/// A title without bullets before it and without a document number in brackets behind: …重点工作任务(某政办〔2016〕23号).
fn bare_title(paragraphs: Paragraphs<'_>, title: Range<usize>) -> Range<usize> {
    let text = paragraphs.layout.folded.text().get(title.clone()).unwrap_or_default();
    let bullets = text.len() - text.trim_start_matches(BULLETS).len();
    let (title, text) = (title.start + bullets..title.end, &text[bullets..]);
    match text.rfind('(') {
        Some(open) if header::document_number(&text[open..]).is_some() => title.start..title.start + open,
        _ => title,
    }
}

/// A title's last line that only tells the years: (2021—2023年), (试行).
fn is_years(text: &str) -> bool {
    text.starts_with('(') && text.ends_with(')') && text.len() <= 40 && (text.contains("20") || text.contains("试行"))
}

/// A title's last line behind a word that may end one: …2022年重点工作 / 责任单位的通知.
fn ends_notice(text: &str) -> bool {
    text.ends_with("的通知") && text.len() <= 60 && !text.starts_with("关于") && !names_place(text)
}

fn is_title_line(paragraphs: Paragraphs<'_>, index: usize) -> bool {
    let text = paragraphs.text(index);
    let odd = |c: char| matches!(c, '。' | ':' | ';' | '|' | '>' | '!' | '?');
    text.len() >= 6
        && text.len() <= 150
        && !text.contains(odd)
        // a heading of the text is no title: 三、2024年主要工作安排
        && paragraphs.marker(index).is_none()
        && !is_note(text)
        && header::signed_date(text).is_none()
        && header::document_number(text).is_none()
        && !paragraphs.words().is_chrome(text)
}

/// Whether a line ends as a plan's title does.
fn is_title_end(paragraphs: Paragraphs<'_>, index: usize) -> bool {
    is_title_line(paragraphs, index) && paragraphs.words().ends_in_genre(paragraphs.text(index))
}

fn names_place(text: &str) -> bool {
    header::place_in(text).is_some()
}

/// A title that only a label or the page's first lines print.
fn labelled_title(paragraphs: Paragraphs<'_>, heading: Option<usize>) -> Option<Range<usize>> {
    let last = heading.unwrap_or(paragraphs.len()).min(40);
    (0..last).find_map(|index| {
        let (text, range) = (paragraphs.text(index), paragraphs.range(index..index + 1));
        let start =
            ["标题:", "名称:"].iter().find_map(|label| text.find(label).map(|at| at + label.len())).unwrap_or(0);
        paragraphs
            .words()
            .ends_in_genre(&text[start..])
            .then(|| range.start + start..range.end)
            .filter(|_| !text[start..].contains(['。', ':']))
    })
}

/// The first paragraph of running text between the title and the first heading.
fn preamble_start(paragraphs: Paragraphs<'_>, from: usize, heading: usize) -> usize {
    (from..heading)
        .find(|index| is_prose(paragraphs.words(), paragraphs.text(*index)) && !is_order(paragraphs.text(*index)))
        .unwrap_or(heading)
}

/// Where a text without headings starts: behind the lines of labels, dates and chrome under its title.
fn past_furniture(paragraphs: Paragraphs<'_>, from: usize) -> usize {
    let furniture = |&index: &usize| {
        let text = paragraphs.text(index);
        text.len() <= FURNITURE
            && !text.contains('。')
            && (paragraphs.words().is_chrome(text) || header::is_furniture(paragraphs.words(), text))
    };
    from + (from..paragraphs.len()).take_while(furniture).count()
}

/// Running text: it has a full stop, or is long and ends as sentences before a list do.
fn is_prose(words: &PageWords, text: &str) -> bool {
    text.len() >= 36
        && (text.contains('。') || text.ends_with([':', ';', ',']) && text.contains(','))
        && !words.is_chrome(text)
}

/// The sentence with which a notice hands the plan on (现印发给你们,请认真贯彻执行).
fn is_order(text: &str) -> bool {
    text.contains("发给你们") && ["印发给你们", "下发给你们", "转发给你们"].iter().any(|order| text.contains(order))
}

/// Where the plan ends: before the first paragraph after its last heading that is no running text.
fn body_end(paragraphs: Paragraphs<'_>, heading: usize) -> usize {
    let total = paragraphs.len();
    let cut = (heading..total).find(|&index| ends_plan(paragraphs, index)).unwrap_or(total);
    let last = (heading..cut).rev().find(|&index| paragraphs.marker(index).is_some()).unwrap_or(heading);
    let running = (last + 1..cut).rev().find(|index| belongs(paragraphs.words(), paragraphs.text(*index)));
    let foot = (last + 1..cut).find(|index| header::signed_date(paragraphs.text(*index)).is_some());
    let end = running.map_or(last + 1, |index| index + 1);
    foot.map_or(end, |foot| end.min(foot)).min(cut).max(heading)
}

/// A line that only stands behind a plan: attachments, copies, the page's foot.
fn ends_plan(paragraphs: Paragraphs<'_>, index: usize) -> bool {
    let text = paragraphs.text(index);
    // most paragraphs of a plan have a full stop or a number
    paragraphs.marker(index).is_none() && !text.contains('。') && paragraphs.words().is_chrome(text)
}

/// Whether a paragraph behind the last heading still belongs to the plan's text.
fn belongs(words: &PageWords, text: &str) -> bool {
    let sentence = text.contains('。') || text.ends_with([';', ':', ')', ']', '】']) && !is_note(text);
    let clause = DOCUMENT.clause_labels.iter().any(|label| text.contains(label));
    let verbs = DOCUMENT.clause_ends.iter().any(|verb| text.ends_with(verb));
    let listed = text.starts_with(BULLETS);
    // 县政府办公室2021年6月15日印发(共印180份)
    let printed = text.len() <= FURNITURE && (text.contains("日印发") || text.starts_with("(共印"));
    !printed && (sentence || clause || verbs || listed) && !words.is_chrome(text) && header::signed_date(text).is_none()
}

/// Runs of rows from `from` on, of pipes or with gaps between their cells, whose first ones name an indicator column.
fn tables(paragraphs: Paragraphs<'_>, from: usize) -> Vec<Range<usize>> {
    let row = |index: usize| {
        let text = paragraphs.text(index);
        let cells = || text.matches('|').count() >= 2 || is_rule(text) || paragraphs.gaps(index) >= 2;
        !paragraphs.words().is_chrome(text) && cells()
    };
    let mut tables = Vec::new();
    let mut index = from;
    while index < paragraphs.len() {
        let start = index;
        while index < paragraphs.len() && row(index) {
            index += 1;
        }
        if index >= start + 2 && (start..start + 2).any(|i| paragraphs.text(i).contains("指标")) {
            tables.push(start..index);
        }
        index += usize::from(index == start);
    }
    tables
}

/// The rule under a table's header in Markdown: ---|---|
pub(crate) fn is_rule(text: &str) -> bool {
    text.len() >= 3 && text.bytes().all(|b| matches!(b, b'-' | b'|' | b':' | b'+'))
}

/// The headings in some paragraphs, page chrome left out.
pub(crate) fn headings(paragraphs: Paragraphs<'_>, range: Range<usize>) -> Vec<Heading> {
    let mut headings = Vec::with_capacity(range.len());
    headings.extend(range.filter_map(|at| Some(Heading { paragraph: at, marker: paragraphs.marker(at)? })));
    headings
}
