//! Clauses and what they say, as a table.

use super::{Clauses, Gaps, Names, Odd, read};
use crate::fold::{Folded, Join};
use crate::lexicon::rows;
use crate::source::Span;

/// Gaps that are told place by place.
struct GapsWhere<F> {
    before: F,
    stops: Vec<usize>,
}

/// The gaps of `text` that stand `before` the bytes of which it says so.
fn gaps_where<F: Fn(usize) -> bool>(text: &str, before: F) -> GapsWhere<F> {
    GapsWhere { before, stops: text.match_indices(['。', '!', '?']).map(|(at, _)| at).collect() }
}

impl<F: Fn(usize) -> bool> Gaps for GapsWhere<F> {
    fn before(&self, at: usize) -> bool {
        (self.before)(at)
    }

    fn may_be_in(&self, _: std::ops::Range<usize>) -> bool {
        true
    }

    fn only_round_brackets(&self, _: std::ops::Range<usize>) -> bool {
        false
    }

    fn stops(&self, range: std::ops::Range<usize>) -> (&[usize], usize) {
        let at = |place| self.stops.partition_point(|&stop| stop < place);
        (&self.stops[at(range.start)..at(range.end)], 0)
    }
}

/// Reads `text`, whose `\n` are paragraphs, as the plan's reader would.
pub(super) fn read_page(text: &str) -> (String, Clauses) {
    let mut folded = Folded::with_capacity(text.len());
    let mut start = 0;
    for line in text.split('\n') {
        folded.push_line(text, Span::new(start, start + line.len()), Join::Paragraph);
        start += line.len() + 1;
    }
    let clauses = read(
        folded.text(),
        &gaps_where(folded.text(), |at| folded.gap_before(at)),
        &Names::new(&crate::Lexicon::builtin().departments),
    );
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

/// The text without its clauses.
#[track_caller]
fn check_rest(text: &str, expected: &str) {
    let (folded, clauses) = read_page(text);
    let mut rest = String::new();
    let mut at = 0;
    for clause in &clauses.clauses {
        rest.push_str(&folded[at..clause.start]);
        at = clause.end;
    }
    rest.push_str(&folded[at..]);
    assert_eq!(rest, expected);
}

#[test]
fn clauses_span_their_brackets_and_nothing_else() {
    check_rest("达到44家。(县科技局牵头,县财政局配合)", "达到44家。");
    check_rest("达到44家(县科技局负责)。", "达到44家。");
    check_rest("达到44家。责任单位:县科技局。(2)新增5家。", "达到44家。。(2)新增5家。");
    check_rest("新增5家,县科技局负责。", "新增5家,。");
    check_rest("新增5家。(责任单位:县科技局、县财政局", "新增5家。");
    check_rest("新增5家。\n牵头单位:县科技局\n完成时限:12月底", "新增5家。\n\n");
    check_rest("配合做好5项工作。", "配合做好5项工作。");
}

proptest::proptest! {
    #[test]
    fn any_text_is_read_without_harm(parts in proptest::collection::vec(0..PIECES.len(), 0..40), loose: bool) {
        let text: String = parts.iter().map(|&i| PIECES[i]).collect();
        let clauses = read(&text, &gaps_where(&text, |at| loose && at % 2 == 0), &Names::new(&crate::Lexicon::builtin().departments));
        let mut end = 0;
        for clause in &clauses.clauses {
            proptest::prop_assert!(end <= clause.start && clause.start < clause.end, "{text} {clauses:?}");
            proptest::prop_assert!(text.get(clause.clone()).is_some());
            end = clause.end;
        }
        for body in &clauses.bodies {
            let inside = |clause: &std::ops::Range<usize>| clause.start <= body.name.start && body.name.end <= clause.end;
            proptest::prop_assert!(!text[body.name.clone()].is_empty());
            proptest::prop_assert!(clauses.clauses.iter().any(inside), "{text} {body:?}");
        }
    }
}

/// What texts with clauses are made of.
const PIECES: &[&str] = &[
    "(",
    ")",
    "【",
    "】",
    "[",
    "]",
    "、",
    ",",
    ";",
    "。",
    "\n",
    ":",
    "等",
    "等部门",
    "和",
    "及",
    "由",
    "为",
    "牵头单位",
    "责任单位",
    "责任人",
    "配合",
    "负责",
    "牵头",
    "县科技局",
    "县发展和改革局",
    "各镇街",
    "张三",
    "副县长",
    "国投集团",
    "完成时限",
    "12月底",
    "新增5家",
    "的",
    "(2)",
    "①",
    "按职责分工",
    "要",
    "下同",
    "無",
    "a",
    ".",
    "…",
    "人民政府",
];
