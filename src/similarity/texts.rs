//! The texts that are compared: titles, bodies without responsibility clauses, headings.

use super::grams::plain;
use crate::model::{Plan, Task};
use crate::source::{Passage, Span};

/// Section and subsection title of a task; empty where there is none.
pub(super) fn headings(plan: &Plan, task: &Task) -> (String, String) {
    // sections and subsections are numbered by position
    let at = |number: Option<u32>| number.and_then(|number| number.checked_sub(1)).map(|at| at as usize);
    let section = at(task.section).and_then(|at| plan.sections.get(at));
    let subsection = at(task.subsection).and_then(|at| section.and_then(|section| section.subsections.get(at)));
    let text = |title: Option<&Passage>| title.map_or_else(String::new, |title| plain(&title.text));
    (text(section.map(|s| &s.title)), text(subsection.map(|b| &b.title)))
}

/// Longest stretch that stands for a title where a task has none, in characters.
const STAND_IN: usize = 25;

/// Title and body of a task as the measure sees them, without the responsibility clauses.
pub(crate) fn texts(task: &Task) -> (String, String) {
    let mut text = task.body.text.text.clone();
    for clause in task.clauses.iter().rev() {
        cut_clause(&mut text, &task.body.text, *clause);
    }
    let text = plain(&text);
    let title = match &task.title {
        Some(title) => plain(&title.text),
        None => stand_in(&text),
    };
    let body = match text.strip_prefix(title.as_str()) {
        Some(body) => body.to_owned(),
        None => text,
    };
    (title, body)
}

/// What stands for the title of a task without one: its first clause.
fn stand_in(text: &str) -> String {
    text.chars().take(STAND_IN).take_while(|c| !matches!(c, '。' | ',' | ';' | ':')).collect()
}

/// Removes from `text` what stands at `clause` in the document.
///
/// Line breaks that the text leaves out shift the two against each other; then the place is counted from the nearer end
/// and moved to the next bracket.
fn cut_clause(text: &mut String, whole: &Passage, clause: Span) {
    if !whole.span.contains(clause) || clause.is_empty() {
        return;
    }
    let left_out = whole.span.len().saturating_sub(whole.text.len());
    let from_start = clause.start - whole.span.start;
    let from_end = whole.span.end - clause.end;
    let start = if from_start <= from_end { from_start } else { from_start.saturating_sub(left_out) };
    let mut start = start.min(text.len());
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    if left_out > 0 {
        let window = text[start..].char_indices().take(left_out + 2);
        let bracket = window.filter(|(_, c)| matches!(c, '(' | '（' | '【' | '[')).map(|(at, _)| at).next();
        start += bracket.unwrap_or(0);
    }
    let mut end = (start + clause.len()).min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.replace_range(start..end, "\n");
}
