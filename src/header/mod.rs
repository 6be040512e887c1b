//! What the page and the document say about the document (文件要素): labels, number, signature, place and period.

mod line;
mod period;
mod place;

use std::ops::Range;

use jiff::civil::Date;

use crate::fold::is_invisible;
use crate::issue::{Issue, IssueCode};
use crate::layout::Layout;
use crate::model::{DocumentNumber, Header};
use crate::outline::levels;
use crate::page::{Page, Paragraphs, headings, is_note};
use crate::page_words::PageWords;
use crate::source::{Passage, Span};
use line::{date_in, is_issuer, printer};
use period::{OPENING, date_line};

pub(crate) use line::{document_number, signed_date};
pub(crate) use period::names_year;
pub(crate) use place::place_in;

/// Most paragraphs of a page that may belong to its header; beyond them it is text.
const HEADER_PARAGRAPHS: usize = 200;
/// Longest paragraph of a header, in bytes.
const HEADER_LINE: usize = 2000;

/// Marks behind which a label may stand in the middle of a line.
const BEFORE_LABELS: [char; 4] = ['|', '•', '【', '['];

/// Reads the header of a page whose document starts at a paragraph.
pub(crate) fn read(reader: &Reader<'_>, document: usize, page: &Page, issues: &mut Vec<Issue>) -> Header {
    let labels = reader.labels(document, page.body.start, issues);
    let mut header = Header { title: page.title.clone().map(|range| reader.joined(range)), ..Header::default() };
    let signature = reader.signature(page);
    reader.fill_from_labels(&mut header, &labels, signature.as_ref().map(|s| s.date), issues);
    reader.fill_number(&mut header, page, issues);
    reader.fill_issuers(&mut header, page, signature.as_ref(), &labels);
    header.addressees = reader.addressees(page);
    header.note =
        (0..page.body.start).map(|i| (i, reader.paragraphs.text(i))).find(|(_, t)| is_note(t)).map(|(i, t)| {
            let at = reader.paragraphs.range(i..i + 1).start;
            let inner = t.trim_start_matches('(').trim_end_matches(')');
            let open = t.len() - t.trim_start_matches('(').len();
            reader.passage(at + open..at + open + inner.len())
        });
    header.jurisdiction = reader.jurisdiction(&header, &labels);
    let date = || (0..page.body.start.clamp(8, HEADER_PARAGRAPHS)).find_map(|i| date_line(reader.paragraphs.text(i)));
    header.period = period::period(&header, reader.opening(document, page), date);
    header
}

/// The paragraph at which the document proper starts: its heading (发文机关标志), title or text.
pub(crate) fn document_start(reader: &Reader<'_>, page: &Page) -> usize {
    let mut start = match &page.headline {
        Some(lines) => lines.start,
        None => page.title_lines.start.min(page.body.start),
    };
    while start > 0
        && (is_issuer(reader.paragraphs.text(start - 1))
            || document_number(reader.paragraphs.text(start - 1)).is_some())
    {
        start -= 1;
    }
    start
}

/// A page with its layout.
pub(crate) struct Reader<'a> {
    pub(crate) source: &'a str,
    pub(crate) layout: &'a Layout,
    pub(crate) paragraphs: Paragraphs<'a>,
}

/// A label of the page with its value.
struct Label<'a> {
    field: &'a str,
    printed: String,
    value: Range<usize>,
}

/// Where a label starts in its line, its length, and what the lexicon says of it; all in bytes.
type LabelStart<'a> = (usize, usize, Option<(&'a str, &'a str)>);

/// What to do with labels that are not in the lexicon.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Unknown {
    /// They count as labels and are told as issues.
    Told,
    /// They are text.
    Skipped,
}

/// Who signs, and when.
struct Signature {
    date: Date,
    signers: Vec<Range<usize>>,
}

impl<'a> Reader<'a> {
    fn passage(&self, range: Range<usize>) -> Passage {
        self.layout.folded.passage(self.source, range)
    }

    /// A passage whose lines are joined without a break, as a title over two lines is read.
    fn joined(&self, range: Range<usize>) -> Passage {
        let mut passage = self.passage(range);
        passage.text.retain(|c| c != '\n' && c != '\r');
        passage
    }

    fn text(&self, range: Range<usize>) -> &'a str {
        self.layout.folded.text().get(range).unwrap_or_default()
    }

    /// The paragraphs from the document's start on that may name its year, a few lines above the body and its opening,
    /// each with whether it stands before the first task.
    fn opening(&self, document: usize, page: &Page) -> impl Iterator<Item = (&'a str, bool)> {
        let (paragraphs, body) = (self.paragraphs, page.body.clone());
        let headings = headings(paragraphs, body.clone());
        let task = levels(&headings).task;
        let task = headings.iter().find(|heading| Some(heading.marker.level) == task).map_or(body.end, |h| h.paragraph);
        let limit = paragraphs.range(body.start..body.start + 1).start + OPENING;
        let indices = document.max(body.start.saturating_sub(HEADER_PARAGRAPHS))..body.end;
        let opening = indices.take_while(move |index| paragraphs.range(*index..*index + 1).start < limit);
        opening.filter(move |index| !is_furniture(paragraphs.words(), paragraphs.text(*index))).map(move |index| {
            let (text, start) = (paragraphs.text(index), paragraphs.range(index..index + 1).start);
            let end = text.char_indices().nth(limit.saturating_sub(start)).map_or(text.len(), |(end, _)| end);
            (&text[..end], index < task)
        })
    }

    /// All labels before paragraph `end`; unknown ones only count before paragraph `document`, in page chrome.
    fn labels(&self, document: usize, end: usize, issues: &mut Vec<Issue>) -> Vec<Label<'a>> {
        let mut labels: Vec<Label<'a>> = Vec::new();
        let mut told_twice = false;
        for index in 0..end.min(HEADER_PARAGRAPHS) {
            let range = self.paragraphs.range(index..index + 1);
            if range.len() > HEADER_LINE {
                continue;
            }
            let unknown = if index < document { Unknown::Told } else { Unknown::Skipped };
            for mut label in self.labels_of(range.clone(), unknown, issues) {
                if label.field != "other" && label.value.is_empty() && label.value.end == range.end {
                    label.value = self.value_below(label.field, index + 1, end);
                }
                let twice = labels.iter().any(|l| {
                    l.printed == label.printed && self.text(l.value.clone()) == self.text(label.value.clone())
                });
                if twice && label.field != "other" && !label.value.is_empty() && !told_twice {
                    told_twice = true;
                    let span = self.layout.folded.span(label.value.clone());
                    let message = format!("the page prints its header twice: {} stands here again", label.printed);
                    issues.push(Issue { code: IssueCode::DuplicateHeader, span, message });
                }
                labels.push(label);
            }
        }
        labels
    }

    /// The value of a label that ends its line: the next line, unless that has a label of its own.
    fn value_below(&self, field: &str, index: usize, end: usize) -> Range<usize> {
        let text = self.paragraphs.text(index);
        let labelled =
            label_at(self.paragraphs.words(), text).is_some() || unknown_label(self.paragraphs.words(), text).is_some();
        let titled = field != "title" && text.contains("关于");
        if index >= end || labelled || titled || text.len() > 300 {
            0..0
        } else {
            self.paragraphs.range(index..index + 1)
        }
    }

    /// The labels of one paragraph, each with its value up to the next label or cell.
    fn labels_of(&self, range: Range<usize>, unknown: Unknown, issues: &mut Vec<Issue>) -> Vec<Label<'a>> {
        let text = self.text(range.clone());
        let mut starts: Vec<LabelStart<'a>> = Vec::new();
        let (mut at, mut free) = (0, true);
        while at < text.len() {
            if unknown == Unknown::Skipped {
                // most characters open no label
                let next = self.paragraphs.words().labels.starts().find(text, at).unwrap_or(text.len());
                free = if next > at { text[..next].ends_with(BEFORE_LABELS) } else { free };
                at = next;
            }
            let gap = || self.layout.folded.gap_before(range.start + at);
            let rest = &text[at..];
            let known = label_at(self.paragraphs.words(), rest).filter(|(label, _)| {
                let end = at + label.len();
                let closed = text[end..].starts_with([':', '|', ']', '】']);
                let spaced = end == text.len() || self.layout.folded.gap_before(range.start + end);
                // a bare 时间 is also the end of many a word in running text (报送时间:)
                let part = matches!(*label, "时间" | "日期") && !free && !gap();
                closed && !part || (free || gap()) && spaced
            });
            if let Some((label, field)) = known {
                starts.push((at, label.len(), Some((label, field))));
                at += label.len();
                free = false;
                continue;
            }
            if unknown == Unknown::Told
                && (free || gap())
                && let Some(len) = unknown_label(self.paragraphs.words(), rest)
            {
                starts.push((at, len, None));
                at += len;
                free = false;
                continue;
            }
            let c = rest.chars().next().map_or(1, char::len_utf8);
            free = rest.starts_with(BEFORE_LABELS);
            at += c;
        }
        self.values(range, text, &starts, issues)
    }

    fn values(
        &self,
        range: Range<usize>,
        text: &str,
        starts: &[LabelStart<'a>],
        issues: &mut Vec<Issue>,
    ) -> Vec<Label<'a>> {
        let mut labels = Vec::new();
        for (i, (at, len, known)) in starts.iter().enumerate() {
            let end = starts.get(i + 1).map_or(text.len(), |next| next.0);
            let piece = &text[at + len..end];
            let value = piece.trim_start_matches([':', '|', ']', '】']);
            let start = at + len + piece.len() - value.len();
            let value = value.split('|').next().unwrap_or_default().trim_end_matches(['•', '【', '[', ']', '】']);
            if known.is_none() {
                let span = self.layout.folded.span(range.start + at..range.start + at + len);
                let message = format!("the label {} is not in the lexicon", &text[*at..at + len]);
                issues.push(Issue { code: IssueCode::UnknownLabel, span, message });
            }
            labels.push(Label {
                field: known.map_or("other", |(_, field)| field),
                printed: text[*at..at + len].to_owned(),
                value: range.start + start..range.start + start + value.len(),
            });
        }
        labels
    }

    fn fill_from_labels(
        &self,
        header: &mut Header,
        labels: &[Label<'_>],
        signed: Option<Date>,
        issues: &mut Vec<Issue>,
    ) {
        let first = |field: &str| {
            let filled =
                |l: &&Label<'_>| l.field == field && !l.value.is_empty() && !is_void(self.text(l.value.clone()));
            labels.iter().find(filled).map(|l| l.value.clone())
        };
        for label in labels {
            let passage = self.passage(label.value.clone());
            let entry = header.labels.entry(label.printed.clone()).or_insert_with(|| passage.clone());
            if entry.text.is_empty() {
                *entry = passage;
            }
        }
        header.index_number = first("index_number").map(|range| self.passage(range));
        header.validity = first("validity").map(|range| self.passage(range));
        let date = |field: &str| first(field).and_then(|range| Some((date_in(self.text(range.clone()))?.0, range)));
        let (printed, issued) = (date("signed_on"), date("issued_on").map(|(date, _)| date));
        if let (Some(signed), Some((printed, at))) = (signed, &printed)
            && signed != *printed
        {
            let message = format!("the page gives {printed} as the date of signing, the signature {signed}");
            let span = self.layout.folded.span(at.clone());
            issues.push(Issue { code: IssueCode::ConflictingHeader, span, message });
        }
        header.signed_on = signed.or(printed.map(|(date, _)| date));
        header.published_on = date("published_on").or_else(|| date("source")).map(|(date, _)| date);
        // 发文日期 is whichever of the two dates it agrees with; it fills the one that is missing
        match (header.signed_on, header.published_on) {
            (None, published) if issued != published => header.signed_on = issued,
            (Some(signed), None) if issued != Some(signed) => header.published_on = issued,
            _ => {}
        }
    }

    /// The document number: the line of its own above or under the title, else the page's label.
    fn fill_number(&self, header: &mut Header, page: &Page, issues: &mut Vec<Issue>) {
        let line = (0..page.body.start).find_map(|index| {
            let text = self.paragraphs.text(index);
            // 某政发〔2025〕2号 关于印发…的通知
            let titled = || document_number(&text[..text.find("号关于")? + "号".len()]);
            let read = document_number(text).or_else(titled)?;
            let start = self.paragraphs.range(index..index + 1).start;
            Some((start + read.range.start..start + read.range.end, read))
        });
        let labelled = header.labels.iter().filter(|(label, _)| {
            self.paragraphs.words().labels.get(label).is_some_and(|field| &**field == "document_number")
        });
        let labelled = labelled
            .into_iter()
            .find_map(|(_, printed)| Some((printed.clone(), document_number(&fold_marks(&printed.text))?)));
        let (printed, read) = match (line, labelled) {
            (Some((range, read)), _) => (self.passage(range), read),
            (None, Some((printed, read))) => (printed, read),
            (None, None) => return,
        };
        if !read.intact {
            let message = format!("the document number {} is read as {}", printed.text, read.normalised);
            issues.push(Issue { code: IssueCode::NumberRestored, span: printed.span, message });
        }
        header.document_number = Some(DocumentNumber { normalised: read.normalised, printed });
    }

    /// The date of signing with the bodies above it: in the notice, else behind the plan.
    fn signature(&self, page: &Page) -> Option<Signature> {
        let before = (0..page.body.start).rev();
        let behind = page.body.end..self.paragraphs.len().min(page.body.end + 12);
        before.chain(behind).find_map(|index| {
            let text = self.paragraphs.text(index);
            let (date, at) = signed_date(text)?;
            let range = self.paragraphs.range(index..index + 1);
            let mut signers = Vec::new();
            if at > 0 {
                signers.extend(self.split_signers(range.start..range.start + at));
            } else {
                let mut above = index;
                while above > 0 && index - above < 5 && is_issuer(self.paragraphs.text(above - 1)) {
                    above -= 1;
                }
                for line in above..index {
                    signers.extend(self.split_signers(self.paragraphs.range(line..line + 1)));
                }
            }
            Some(Signature { date, signers })
        })
    }

    /// Two bodies on one line stand apart by white space.
    fn split_signers(&self, range: Range<usize>) -> Vec<Range<usize>> {
        let text = self.text(range.clone());
        let mut parts = Vec::new();
        let mut start = 0;
        for (at, _) in text.char_indices().skip(1) {
            let left = &text[start..at];
            if self.layout.folded.gap_before(range.start + at) && is_issuer(left) && is_issuer(&text[at..]) {
                parts.push(range.start + start..range.start + at);
                start = at;
            }
        }
        parts.push(range.start + start..range.end);
        parts
    }

    /// Who issues: the signers, else the body that the title names or that stands above it, else the page's label.
    fn fill_issuers(&self, header: &mut Header, page: &Page, signature: Option<&Signature>, labels: &[Label<'_>]) {
        let mut found: Vec<Range<usize>> = signature.map(|s| s.signers.clone()).unwrap_or_default();
        let lines = page.headline.clone().unwrap_or(page.title_lines.clone());
        if found.is_empty() && !lines.is_empty() {
            let range = self.paragraphs.range(lines.clone());
            let before = self.text(range.clone()).find("关于").unwrap_or(0);
            let head = self.text(range.start..range.start + before).trim_end_matches('\n');
            if is_issuer(head) {
                found.extend(self.split_signers(range.start..range.start + head.len()));
            } else {
                let above = (0..lines.start).rev().take_while(|i| is_issuer(self.paragraphs.text(*i))).count();
                for line in lines.start - above..lines.start {
                    found.extend(self.split_signers(self.paragraphs.range(line..line + 1)));
                }
            }
        }
        if found.is_empty() {
            found.extend((lines.end..page.body.start).find_map(|index| {
                let range = self.paragraphs.range(index..index + 1);
                printer(self.text(range.clone())).map(|at| range.start + at.start..range.start + at.end)
            }));
        }
        if found.is_empty() {
            found.extend(labels.iter().find(|l| l.field == "issuer" && !l.value.is_empty()).map(|l| l.value.clone()));
        }
        header.issuers = found.into_iter().map(|range| self.passage(range)).collect();
    }

    /// Whom the notice addresses: the line that opens with 各 and ends with a colon, which some pages lose.
    fn addressees(&self, page: &Page) -> Vec<Passage> {
        let Some(lines) = &page.headline else { return Vec::new() };
        let addressed = |text: &str| {
            let named =
                ["人民政府", "部门", "单位", "办事处", "委员会", "管委会"].iter().any(|word| text.contains(word));
            named && !text.contains('。') && (text.ends_with(':') || text.starts_with('各')) && text.len() < 900
        };
        let Some(index) = (lines.end..page.body.start.min(lines.end + 6)).find(|i| addressed(self.paragraphs.text(*i)))
        else {
            return Vec::new();
        };
        let range = self.paragraphs.range(index..index + 1);
        let text = self.text(range.clone()).trim_end_matches(':');
        let cut = if text.contains(',') { ',' } else { '、' };
        let mut at = range.start;
        text.split(cut)
            .map(|part| {
                let start = at;
                at += part.len() + cut.len_utf8();
                self.passage(start..start + part.len())
            })
            .filter(|passage| !passage.text.is_empty())
            .collect()
    }

    /// The place that the title names, else the one that the issuing body names, else the page's labels (发布机构, 来源).
    fn jurisdiction(&self, header: &Header, labels: &[Label<'_>]) -> Option<Passage> {
        // a page may be taken over from a paper of the province
        let local = |text: &str| place_in(text).is_some_and(|at| text[at].ends_with(['县', '区', '旗', '市']));
        let named =
            |field: &str| labels.iter().find(|label| label.field == field && local(self.text(label.value.clone())));
        let source = ["issuer", "source"].into_iter().filter_map(named).map(|label| self.passage(label.value.clone()));
        let sources: Vec<Passage> = header.title.iter().chain(&header.issuers).cloned().chain(source).collect();
        sources.iter().find_map(|passage| {
            let range = place_in(&passage.text)?;
            let place = &passage.text[range];
            // where the title is cut by a line break the place is found again in the text as given
            let found = find_broken(&self.source[passage.span.range()], place);
            let span =
                found.map_or(passage.span, |at| Span::new(passage.span.start + at.start, passage.span.start + at.end));
            Some(Passage { text: place.to_owned(), span })
        })
    }
}

/// Where a word stands in a text that may break it with white space and characters without ink.
fn find_broken(text: &str, word: &str) -> Option<Range<usize>> {
    text.char_indices().find_map(|(start, _)| {
        let mut inked = text[start..].char_indices().filter(|(_, c)| !c.is_whitespace() && !is_invisible(*c));
        let mut end = start;
        for c in word.chars() {
            let (at, _) = inked.next().filter(|(_, found)| *found == c)?;
            end = start + at + c.len_utf8();
        }
        (text[start..].chars().next() == word.chars().next()).then_some(start..end)
    })
}

/// The label of the lexicon that a text opens with.
fn label_at<'w>(words: &'w PageWords, text: &str) -> Option<(&'w str, &'w str)> {
    let opens = text.chars().next().is_some_and(|c| words.labels.starts().has_char(c));
    if !opens {
        return None;
    }
    words.labels.prefix(text).map(|(label, field)| (label, &**field))
}

/// Whether a line is page furniture: it opens with a known label and its colon, or with a date.
pub(crate) fn is_furniture(words: &PageWords, text: &str) -> bool {
    let labelled =
        label_at(words, text).is_some_and(|(label, _)| text[label.len()..].starts_with([':', '|', ']', '】']));
    labelled || date_line(text).is_some()
}

/// Whether a line under a title dates it: 发布时间:2021-10-14 来源:…
pub(crate) fn is_dateline(text: &str) -> bool {
    text.len() <= 300 && !text.contains('。') && date_in(text).is_some()
}

/// A label that is not in the lexicon: two to eight ideographs and a colon, as catalogues print them.
fn unknown_label(words: &PageWords, text: &str) -> Option<usize> {
    let end = text.find(':')?;
    let label = &text[..end];
    let count = label.chars().count();
    let plain = (2..=8).contains(&count) && label.chars().all(|c| ('\u{4E00}'..='\u{9FFF}').contains(&c));
    let known = || words.labels.suffix(label).is_some();
    (plain && !label.starts_with(['各', '有', '县', '区', '市']) && !known()).then_some(end)
}

/// A value that says that there is none.
fn is_void(text: &str) -> bool {
    matches!(text, "无" | "-" | "--" | "—" | "/" | "暂无" | "空")
}

/// Full-width marks to ASCII, for the short texts of labels.
fn fold_marks(text: &str) -> String {
    let fold = |c: char| match c {
        '\u{FF01}'..='\u{FF5E}' => char::from((c as u32 - 0xFEE0) as u8),
        _ => c,
    };
    text.chars().filter(|c| !c.is_whitespace()).map(fold).collect()
}
