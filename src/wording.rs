//! What two matched tasks share word for word, and what each says in its own words.
//!
//! Counties take over the template of a higher level and fill in their own: the share of shared text tells how far.

use serde::{Deserialize, Serialize};
use similar::{Algorithm, DiffOp, capture_diff_slices};

use crate::align::Alignment;
use crate::model::{Plan, Task};
use crate::terms::terms;

/// Fewest characters that count as taken over; shorter runs are in common by chance (的, 建设).
const SHORTEST: usize = 4;

/// Longest text that is compared character by character; longer ones are compared sentence by sentence.
const LONGEST: usize = 3_000;

/// Most sentences that are compared; what stands after them counts as local. No task comes near: the bound keeps a
/// hostile page from costing the square of its length.
const MOST_SENTENCES: usize = 4_000;

/// The wording of two matched tasks.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Wording {
    /// Id of the first plan.
    pub plan_a: String,
    /// Key of the task of the first plan.
    pub task_a: String,
    /// Id of the second plan.
    pub plan_b: String,
    /// Key of the task of the second plan.
    pub task_b: String,
    /// The text in pieces: all `a` joined are the printed text of the first task, all `b` that of the second.
    pub pieces: Vec<WordingPiece>,
    /// Share of the shorter text that both have word for word, 0 to 1; responsibility clauses, white space and
    /// punctuation do not count.
    pub shared: f64,
}

/// A piece of two texts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct WordingPiece {
    /// Whether both have it.
    pub kind: WordingKind,
    /// What the first task prints; empty where it has nothing here.
    pub a: String,
    /// What the second task prints; empty where it has nothing here.
    pub b: String,
}

terms! {
    /// Whether both tasks have a piece of text.
    pub enum WordingKind {
        /// Word for word in both, full-width forms, quotation marks and white space apart.
        Shared = "shared",
        /// Each in its own words.
        Local = "local",
        /// A responsibility clause: not counted.
        Responsibility = "responsibility",
    }
}

/// The wording of every match of two plans, in the order of the matches.
pub fn wordings(a: &Plan, b: &Plan, alignment: &Alignment) -> Vec<Wording> {
    let pair = |found: &crate::align::Match| {
        let (task_a, task_b) = (a.task(&found.task_a)?, b.task(&found.task_b)?);
        let mut wording = wording(task_a, task_b);
        wording.plan_a.clone_from(&a.id);
        wording.plan_b.clone_from(&b.id);
        Some(wording)
    };
    alignment.matches.iter().filter_map(pair).collect()
}

/// The wording of two tasks; the ids of their plans are left empty.
///
/// ```
/// use crosscounty::{Plan, wording::wording};
///
/// let text = |n: &str| format!("一、民生\n1.促进就业。实施就业优先战略，落实稳岗扩岗政策，新增城镇就业{n}人。");
/// let (a, b) = (Plan::parse(&text("4000")), Plan::parse(&text("5200")));
/// let wording = wording(&a.tasks[0], &b.tasks[0]);
/// assert!(wording.shared > 0.8 && wording.shared < 1.0);
/// assert!(wording.pieces[1].a.starts_with("4000"));
/// ```
pub fn wording(a: &Task, b: &Task) -> Wording {
    let (text_a, text_b) = (Text::of(a), Text::of(b));
    let runs = runs(&text_a, &text_b);
    let shared: usize = runs.iter().map(|run| run.len).sum();
    let shorter = text_a.folded.len().min(text_b.folded.len());
    Wording {
        plan_a: String::new(),
        task_a: a.key.clone(),
        plan_b: String::new(),
        task_b: b.key.clone(),
        pieces: pieces(&text_a, &text_b, &runs),
        shared: if shorter == 0 { 0.0 } else { shared as f64 / shorter as f64 },
    }
}

/// A task's text and its reading view, character by character.
struct Text<'t> {
    printed: &'t str,
    /// The characters that count, folded.
    folded: Vec<char>,
    /// Byte offset of each of them in the printed text.
    at: Vec<usize>,
    /// The byte ranges of the responsibility clauses in the printed text, in order.
    clauses: Vec<std::ops::Range<usize>>,
}

impl<'t> Text<'t> {
    fn of(task: &'t Task) -> Self {
        let body = &task.body.text;
        let mut text = Self {
            printed: &body.text,
            folded: Vec::with_capacity(body.text.len() / 3),
            at: Vec::with_capacity(body.text.len() / 3),
            clauses: clauses(task),
        };
        let mut clauses = text.clauses.clone().into_iter().peekable();
        for (at, c) in body.text.char_indices() {
            while clauses.next_if(|clause| clause.end <= at).is_some() {}
            let inside = clauses.peek().is_some_and(|clause| clause.start <= at);
            if let Some(c) = fold(c).filter(|_| !inside) {
                text.folded.push(c);
                text.at.push(at);
            }
        }
        text
    }
}

/// Where the responsibility clauses stand in a task's own text.
fn clauses(task: &Task) -> Vec<std::ops::Range<usize>> {
    let body = &task.body.text;
    // where line breaks were taken out of the text, offsets of the page no longer lead into it
    if body.text.len() != body.span.len() {
        return Vec::new();
    }
    let inside = task.clauses.iter().filter(|clause| body.span.contains(**clause));
    let mut ranges: Vec<_> =
        inside.map(|clause| clause.start - body.span.start..clause.end - body.span.start).collect();
    ranges.retain(|range| body.text.get(range.clone()).is_some());
    ranges.sort_by_key(|range| range.start);
    ranges
}

/// A character as it counts: half-width, no white space, no punctuation.
fn fold(c: char) -> Option<char> {
    let half = match c {
        // U+FF01..=U+FF5E mirror U+0021..=U+007E
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        _ => c,
    };
    half.is_alphanumeric().then(|| half.to_ascii_lowercase())
}

/// A run of characters that both texts have.
#[derive(Debug, Clone, Copy)]
struct Run {
    a: usize,
    b: usize,
    len: usize,
}

/// The shared runs, in order.
fn runs(a: &Text, b: &Text) -> Vec<Run> {
    let (long_a, long_b) = (a.folded.len() > LONGEST, b.folded.len() > LONGEST);
    let found = if long_a || long_b { sentence_runs(a, b) } else { character_runs(&a.folded, &b.folded) };
    let mut runs: Vec<Run> = Vec::with_capacity(found.len());
    for run in found {
        match runs.last_mut() {
            Some(last) if last.a + last.len == run.a && last.b + last.len == run.b => last.len += run.len,
            _ => runs.push(run),
        }
    }
    runs.retain(|run| run.len >= SHORTEST);
    runs
}

fn equal(ops: Vec<DiffOp>) -> impl Iterator<Item = Run> {
    ops.into_iter().filter_map(|op| match op {
        DiffOp::Equal { old_index, new_index, len } => Some(Run { a: old_index, b: new_index, len }),
        _ => None,
    })
}

fn character_runs(a: &[char], b: &[char]) -> Vec<Run> {
    equal(capture_diff_slices(Algorithm::Myers, a, b)).collect()
}

/// Runs of whole sentences, for texts that are too long to be compared by characters.
fn sentence_runs(a: &Text, b: &Text) -> Vec<Run> {
    let (sentences_a, sentences_b) = (sentences(a), sentences(b));
    let texts = |text: &Text, sentences: &[std::ops::Range<usize>]| -> Vec<String> {
        sentences.iter().map(|range| text.folded[range.clone()].iter().collect()).collect()
    };
    let ops = capture_diff_slices(Algorithm::Patience, &texts(a, &sentences_a), &texts(b, &sentences_b));
    let run = |run: Run| {
        let (first_a, first_b) = (sentences_a[run.a].start, sentences_b[run.b].start);
        Run { a: first_a, b: first_b, len: sentences_a[run.a + run.len - 1].end - first_a }
    };
    equal(ops).map(run).collect()
}

/// The sentences of a text, as ranges of its folded characters; none is empty.
fn sentences(text: &Text) -> Vec<std::ops::Range<usize>> {
    let mut sentences = Vec::new();
    let mut start = 0;
    for end in 1..=text.at.len() {
        if sentences.len() == MOST_SENTENCES {
            break;
        }
        let next = text.at.get(end).copied().unwrap_or(text.printed.len());
        let between = text.printed.get(text.at[end - 1]..next).unwrap_or_default();
        if end == text.at.len() || between.contains(['。', ';', '；', '\n', '，', ',']) {
            sentences.push(start..end);
            start = end;
        }
    }
    sentences
}

/// The printed texts, cut where shared runs begin and end and where responsibility clauses stand.
fn pieces(a: &Text, b: &Text, runs: &[Run]) -> Vec<WordingPiece> {
    let mut pieces = Vec::new();
    let (mut done_a, mut done_b) = (0, 0);
    for run in runs {
        let (start_a, start_b) = (a.at[run.a], b.at[run.b]);
        push(&mut pieces, WordingKind::Local, &a.printed[done_a..start_a], &b.printed[done_b..start_b]);
        (done_a, done_b) = (end_of(a, run.a + run.len - 1), end_of(b, run.b + run.len - 1));
        push(&mut pieces, WordingKind::Shared, &a.printed[start_a..done_a], &b.printed[start_b..done_b]);
    }
    // the clauses mostly stand last; what stands before them is local
    let (tail_a, tail_b) = (tail(a, done_a), tail(b, done_b));
    push(&mut pieces, WordingKind::Local, &a.printed[done_a..tail_a], &b.printed[done_b..tail_b]);
    push(&mut pieces, WordingKind::Responsibility, &a.printed[tail_a..], &b.printed[tail_b..]);
    pieces
}

fn push(pieces: &mut Vec<WordingPiece>, kind: WordingKind, a: &str, b: &str) {
    if !a.is_empty() || !b.is_empty() {
        pieces.push(WordingPiece { kind, a: a.to_owned(), b: b.to_owned() });
    }
}

/// Byte offset where the folded character `index` ends in the printed text.
fn end_of(text: &Text, index: usize) -> usize {
    let start = text.at[index];
    start + text.printed[start..].chars().next().map_or(0, char::len_utf8)
}

/// Where the responsibility clauses at the end of a text begin, at `from` or after.
fn tail(text: &Text, from: usize) -> usize {
    let mut tail = text.printed.len();
    for clause in text.clauses.iter().rev() {
        let between = text.printed.get(clause.end..tail).unwrap_or_default();
        if between.chars().any(char::is_alphanumeric) {
            break;
        }
        tail = clause.start;
    }
    tail.max(from)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn task(text: &str) -> Task {
        let mut plan = Plan::parse(&format!("一、民生\n1.{text}"));
        plan.tasks.remove(0)
    }

    fn printed(wording: &Wording) -> String {
        let one = |piece: &WordingPiece| match piece.kind {
            WordingKind::Shared => format!("={}", piece.a),
            WordingKind::Responsibility => format!("@{}|{}", piece.a, piece.b),
            _ => format!("~{}|{}", piece.a, piece.b),
        };
        wording.pieces.iter().map(one).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn shared_and_local_wording_is_told_apart() {
        let a = task("促进就业。实施“就业优先”战略,新增城镇就业4000人。(县人社局牵头)");
        let b = task("促进就业。实施\"就业优先\"战略，新增城镇就业5200人。(区人社局、区财政局负责)");
        let wording = wording(&a, &b);
        assert_eq!(
            printed(&wording),
            "=促进就业。实施“就业优先”战略,新增城镇就业 ~4000人。|5200人。 @(县人社局牵头)|(区人社局、区财政局负责)"
        );
        assert!((wording.shared - 18.0 / 23.0).abs() < 1e-9, "{}", wording.shared);
    }

    #[test]
    fn pieces_join_to_the_printed_texts() {
        let texts = [
            "",
            "推进改革。一、二;三(四)五",
            "促进就业。实施就业优先战略。(县人社局负责)另行通知。",
            "全部不同的文字在这里",
        ];
        for (x, y) in texts.iter().flat_map(|x| texts.iter().map(move |y| (x, y))) {
            let (a, b) = (task(x), task(y));
            let found = wording(&a, &b);
            let join = |side: fn(&WordingPiece) -> &str| found.pieces.iter().map(side).collect::<String>();
            assert_eq!(join(|piece| &piece.a), a.body.text.text);
            assert_eq!(join(|piece| &piece.b), b.body.text.text);
            assert!((wording(&b, &a).shared - found.shared).abs() < 1e-9 && (0.0..=1.0).contains(&found.shared));
        }
    }

    #[test]
    fn long_texts_are_compared_by_sentences() {
        let long: String = (0..2_000).map(|n| format!("第{n}句话说明情况。")).collect();
        let (a, b) = (task(&format!("甲。{long}")), task(&format!("乙。{long}末尾")));
        assert!(wording(&a, &b).shared > 0.99);
    }
}
