//! A task's text with its targets and the wording that it shares with other counties marked.

use std::collections::HashMap;
use std::ops::Range;

use crosscounty::{Body, Target, Task};
use maud::{Markup, html};

use super::words::{bound, horizon, measure, value};

/// Characters that two texts must have in common, in a row, to count as shared wording.
const SHARED: usize = 8;

/// Of those, how many must be letters, ideographs or digits.
const LETTERS: usize = 6;

/// How far back of its expected place a target is searched in a text that lost line breaks, in bytes.
const WINDOW: usize = 4096;

/// What is said about one character of a text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Style {
    /// The target whose printed value it belongs to.
    target: Option<usize>,
    /// Whether it stands in a responsibility clause.
    clause: bool,
    /// How many other counties have it word for word, up to 3.
    shared: u8,
}

/// A task's text, character by character.
pub(super) struct Marked<'a> {
    body: &'a Body,
    styles: Vec<Style>,
    /// Bytes of the text that the title and its full stop take.
    title: usize,
    /// Share of the text, clauses aside, that another county has word for word, in percent.
    pub(super) shared: usize,
}

impl<'a> Marked<'a> {
    /// The texts of one theme's tasks, each with the number of its plan.
    pub(super) fn of(tasks: &[(usize, &'a Task)]) -> Vec<Self> {
        let mut marked: Vec<Self> = tasks.iter().map(|(_, task)| Self::alone(task)).collect();
        let folded: Vec<Vec<Letter>> = marked.iter().map(Self::letters).collect();
        let texts: Vec<(usize, &[Letter])> =
            tasks.iter().zip(&folded).map(|(&(plan, _), letters)| (plan, letters.as_slice())).collect();
        for ((one, letters), levels) in marked.iter_mut().zip(&folded).zip(shared(&texts)) {
            let told = letters.iter().zip(&levels).filter(|(letter, _)| letter.c != BREAK);
            let (all, common) = told.fold((0, 0), |(n, m), (_, level)| (n + 1, m + usize::from(*level > 0)));
            one.shared = super::words::percent(common, all);
            for (letter, level) in letters.iter().zip(levels) {
                one.styles[letter.at].shared = level;
            }
        }
        marked
    }

    fn alone(task: &'a Task) -> Self {
        let body = &task.body;
        let text = &body.text.text;
        let mut styles = vec![Style::default(); text.chars().count()];
        for (i, place) in places(body).into_iter().enumerate() {
            if let Some(place) = place {
                let from = text[..place.start].chars().count();
                let to = from + text[place].chars().count();
                styles[from..to].iter_mut().for_each(|style| style.target = Some(i));
            }
        }
        for clause in clauses(task) {
            let from = text[..clause.start].chars().count();
            let to = from + text[clause].chars().count();
            styles[from..to].iter_mut().for_each(|style| style.clause = true);
        }
        Self { body, styles, title: title(task), shared: 0 }
    }

    /// The text as it is compared: half-width, without white space, clauses left out.
    fn letters(&self) -> Vec<Letter> {
        let folded = |(at, c): (usize, char)| {
            let c = match c {
                '\n' => BREAK,
                _ if self.styles[at].clause => BREAK,
                '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
                _ if c.is_whitespace() => return None,
                _ => c,
            };
            Some(Letter { c, at })
        };
        self.body.text.text.chars().enumerate().filter_map(folded).collect()
    }

    /// The title as it stands in the text; empty where there is none.
    pub(super) fn title(&self) -> Markup {
        self.pieces(0..self.title)
    }

    /// The rest of the text, in paragraphs.
    pub(super) fn paragraphs(&self) -> Markup {
        let text = &self.body.text.text;
        let mut from = self.title + text[self.title..].len() - text[self.title..].trim_start_matches(['。', '.']).len();
        let mut paragraphs = Vec::new();
        for line in text[from..].split('\n') {
            if !line.trim().is_empty() {
                paragraphs.push(from..from + line.len());
            }
            from += line.len() + 1;
        }
        html! { @for range in paragraphs { p { (self.pieces(range)) } } }
    }

    /// A range of the text in pieces of one style each.
    fn pieces(&self, range: Range<usize>) -> Markup {
        let text = &self.body.text.text;
        let before = text[..range.start].chars().count();
        let mut pieces: Vec<(Style, &str)> = Vec::new();
        let mut start = range.start;
        let mut style = self.styles.get(before).copied().unwrap_or_default();
        for ((at, _), own) in text[range.clone()].char_indices().zip(&self.styles[before..]) {
            if *own != style {
                pieces.push((style, &text[start..range.start + at]));
                (style, start) = (*own, range.start + at);
            }
        }
        pieces.push((style, &text[start..range.end]));
        html! { @for (style, piece) in pieces { @if !piece.is_empty() { (self.piece(style, piece)) } } }
    }

    fn piece(&self, style: Style, piece: &str) -> Markup {
        let shared = ["", "w w1", "w w2", "w w3"][usize::from(style.shared.min(3))];
        match style.target.and_then(|i| self.body.targets.get(i)) {
            Some(target) => {
                let span = target.value_text.span;
                html! {
                    mark class={ "t " (shared) } title=(told(target)) data-span={ (span.start) "-" (span.end) } { (piece) }
                }
            }
            None if style.clause => html! { span.clause { (piece) } },
            None if style.shared > 0 => html! { span class=(shared) { (piece) } },
            None => html! { (piece) },
        }
    }
}

/// What a reader is told of a target on hovering over it.
fn told(target: &Target) -> String {
    let (by, _) = horizon(&target.horizon);
    format!(
        "{} {} · {} · {} · {by}",
        target.indicator,
        value(target),
        bound(&target.bound).0,
        measure(&target.measure).0
    )
}

/// Bytes of the text that the title takes, where the text opens with it.
fn title(task: &Task) -> usize {
    let title = task.title.as_ref().map_or("", |title| title.text.as_str());
    if task.body.text.text.starts_with(title) { title.len() } else { 0 }
}

/// Where the values of the targets stand in the text of a body.
///
/// Spans count bytes of the page; the text lacks the breaks that cut its sentences, so a value stands where its span
/// says or, from the first lost break on, some bytes before.
fn places(body: &Body) -> Vec<Option<Range<usize>>> {
    let text = &body.text.text;
    let mut order: Vec<usize> = (0..body.targets.len()).collect();
    order.sort_by_key(|&i| body.targets[i].value_text.span.start);
    let mut places = vec![None; body.targets.len()];
    let mut lost = 0;
    for i in order {
        let printed = &body.targets[i].value_text;
        let Some(expected) = printed.span.start.checked_sub(body.text.span.start + lost) else { continue };
        let Some(at) = at_or_before(text, &printed.text, expected) else { continue };
        lost += expected - at;
        places[i] = Some(at..at + printed.text.len());
    }
    places
}

/// The last place at or before `expected` where `piece` stands.
fn at_or_before(text: &str, piece: &str, expected: usize) -> Option<usize> {
    if piece.is_empty() {
        return None;
    }
    if text.get(expected..).is_some_and(|rest| rest.starts_with(piece)) {
        return Some(expected);
    }
    let boundary = |at: usize| (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
    let (from, to) = (boundary(expected.saturating_sub(WINDOW)), boundary(expected + piece.len()));
    text[from..to].rfind(piece).map(|at| from + at)
}

/// The responsibility clauses in a task's text, where no lost break moved them.
fn clauses(task: &Task) -> Vec<Range<usize>> {
    let body = &task.body.text;
    if body.text.len() != body.span.len() {
        return Vec::new();
    }
    let inside = task.clauses.iter().filter(|clause| body.span.contains(**clause));
    let ranges = inside.map(|clause| clause.start - body.span.start..clause.end - body.span.start);
    ranges.filter(|range| body.text.get(range.clone()).is_some()).collect()
}

/// A character as it is compared.
#[derive(Debug, Clone, Copy)]
struct Letter {
    c: char,
    /// Its number among the characters of the text.
    at: usize,
}

/// Stands where nothing is compared.
const BREAK: char = '\0';

/// For each letter of each text, how many texts of other plans have it word for word in a passage of at least
/// [`SHARED`] characters, up to 3.
///
/// Passages are found by their grams, not by a diff: a theme has up to as many texts as there are plans, and counties
/// move sentences about.
fn shared(texts: &[(usize, &[Letter])]) -> Vec<Vec<u8>> {
    let mut plans: Vec<usize> = texts.iter().map(|(plan, _)| *plan).collect();
    plans.sort_unstable();
    plans.dedup();
    // beyond 127 plans in one theme the last ones count as one
    let bit = |plan: usize| 1_u128 << plans.partition_point(|other| *other < plan).min(127);
    let mut grams: HashMap<[char; SHARED], u128> = HashMap::new();
    if plans.len() > 1 {
        for (plan, letters) in texts {
            for gram in letters.windows(SHARED).filter_map(gram) {
                *grams.entry(gram).or_default() |= bit(*plan);
            }
        }
    }
    let levels = |(plan, letters): &(usize, &[Letter])| {
        let mut levels = vec![0_u8; letters.len()];
        for (at, gram) in letters.windows(SHARED).enumerate().filter_map(|(at, window)| Some((at, gram(window)?))) {
            let others = grams.get(&gram).map_or(0, |mask| (mask & !bit(*plan)).count_ones());
            let level = others.min(3) as u8;
            levels[at..at + SHARED].iter_mut().for_each(|own| *own = level.max(*own));
        }
        trim(letters, &mut levels);
        levels
    };
    texts.iter().map(levels).collect()
}

/// The letters of a window, where they can count as a shared passage.
fn gram(window: &[Letter]) -> Option<[char; SHARED]> {
    let mut gram = [BREAK; SHARED];
    gram.iter_mut().zip(window).for_each(|(c, letter)| *c = letter.c);
    let letters = gram.iter().filter(|c| c.is_alphanumeric()).count();
    (letters >= LETTERS && !gram.contains(&BREAK)).then_some(gram)
}

/// Takes the punctuation at the ends of shared passages out of them.
fn trim(letters: &[Letter], levels: &mut [u8]) {
    let mut at = 0;
    while at < levels.len() {
        let end = levels[at..].iter().position(|level| *level == 0).map_or(levels.len(), |n| at + n);
        let inked = |i: &usize| letters[*i].c.is_alphanumeric();
        let first = (at..end).find(inked).unwrap_or(end);
        let last = (first..end).rev().find(inked).map_or(first, |i| i + 1);
        levels[at..first].fill(0);
        levels[last..end].fill(0);
        at = end + 1;
    }
}
