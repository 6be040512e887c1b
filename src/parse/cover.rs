//! What of a page belongs to its plan, and what is left out.

use std::ops::Range;

use crate::header;
use crate::model::{LeftOut, LeftOutKind};
use crate::page::Page;
use crate::source::Span;

/// What of the page belongs to the plan and what is left out: together they cover it exactly. `document`: the paragraph
/// at which the document starts.
pub(super) fn cover(reader: &header::Reader<'_>, page: &Page, document: usize) -> (Vec<Span>, Vec<LeftOut>) {
    let header::Reader { source, layout, paragraphs } = *reader;
    let total = paragraphs.len();
    let start_of = |index: usize| {
        if index >= total { source.len() } else { layout.folded.span(paragraphs.range(index..index + 1)).start }
    };
    let end_of = |range: &Range<usize>| layout.folded.span(paragraphs.range(range.clone())).end;
    let mut cuts: Vec<(usize, Option<LeftOutKind>)> = vec![(0, Some(LeftOutKind::PageHeader))];
    let first = if page.title_lines.is_empty() { page.body.start } else { page.title_lines.start };
    let document = document.min(first);
    if page.headline.is_some() && document < first {
        cuts.push((start_of(document), Some(LeftOutKind::Notice)));
    }
    let mut parts = vec![page.title_lines.clone(), page.body.clone()];
    parts.extend(page.tables.iter().cloned());
    for (i, part) in parts.iter().enumerate().filter(|(_, part)| !part.is_empty()) {
        cuts.push((start_of(part.start), None));
        let after = paragraphs.text(part.end);
        let kind = match i {
            0 => LeftOutKind::PageHeader,
            _ if after.starts_with("附件") || after.starts_with("附:") => LeftOutKind::Attachment,
            _ => LeftOutKind::PageFooter,
        };
        cuts.push((end_of(part), Some(kind)));
    }
    cuts.push((source.len(), None));
    let (mut inside, mut left_out) = (Vec::new(), Vec::new());
    for pair in cuts.windows(2) {
        let span = Span::new(pair[0].0, pair[1].0);
        // nothing but white space between two parts of the plan
        if source[span.range()].trim().is_empty() && pair[0].0 > 0 && pair[1].0 < source.len() {
            inside.extend((!span.is_empty()).then_some(span));
            continue;
        }
        for (span, number) in without(span, &layout.page_numbers) {
            match (number, &pair[0].1) {
                (true, _) => left_out.push(LeftOut { span, kind: LeftOutKind::PageNumber }),
                (false, Some(kind)) => left_out.push(LeftOut { span, kind: kind.clone() }),
                (false, None) => inside.push(span),
            }
        }
    }
    (inside, left_out)
}

/// Cuts `span` at the page numbers in it: pieces in order, each with whether it is a page number.
fn without(span: Span, numbers: &[Span]) -> Vec<(Span, bool)> {
    let mut pieces = Vec::new();
    let mut at = span.start;
    let from = numbers.partition_point(|number| number.end <= span.start);
    for number in numbers[from..].iter().take_while(|number| number.start < span.end) {
        pieces.push((Span::new(at, number.start), false));
        pieces.push((*number, true));
        at = number.end;
    }
    pieces.push((Span::new(at, span.end), false));
    pieces.retain(|(piece, _)| !piece.is_empty());
    pieces
}
