//! Clauses and what they say, as a table.

use super::{Clauses, Odd, read};
use crate::fold::{Folded, Join};
use crate::lexicon::rows;
use crate::source::Span;

/// Reads `text`, whose `\n` are paragraphs, as the plan's reader would.
pub(super) fn read_page(text: &str) -> (String, Clauses) {
    let mut folded = Folded::with_capacity(text.len());
    let mut start = 0;
    for line in text.split('\n') {
        folded.push_line(text, Span::new(start, start + line.len()), Join::Paragraph);
        start += line.len() + 1;
    }
    let clauses = read(folded.text(), &|at| folded.gap_before(at));
    (folded.text().to_owned(), clauses)
}

/// What was read, in one line: `lead 县科技局; support 各镇 (collective)`.
fn said(text: &str) -> String {
    let (folded, clauses) = read_page(text);
    let body = |body: &super::ReadDepartment| {
        let group = if body.collective { " (collective)" } else { "" };
        let open = if body.open { " ..." } else { "" };
        format!("{} {}{group}{open}", body.role, &folded[body.name.clone()])
    };
    let mut said: Vec<String> = clauses.bodies.iter().map(body).collect();
    said.extend(clauses.odd.iter().map(|odd| match odd {
        Odd::BracketNotClosed(_) => "not closed".to_owned(),
        Odd::NotUnderstood(range) => format!("not understood {}", &folded[range.clone()]),
    }));
    said.join("; ")
}

#[test]
fn clauses_say_who_does_what() {
    let (mut cases, mut wrong) = (0, Vec::new());
    for row in rows(include_str!("../../tests/cases/clauses.tsv")) {
        let text = row[0].replace("\\n", "\n");
        let expected = row.get(1).copied().unwrap_or_default();
        let said = said(&text);
        if said != expected {
            wrong.push(format!("{}\n  said     {said}\n  expected {expected}", row[0]));
        }
        cases += 1;
    }
    assert!(wrong.is_empty(), "{} of {cases} wrong:\n{}", wrong.len(), wrong.join("\n"));
}
