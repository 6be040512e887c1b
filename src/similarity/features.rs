//! What is known of each task before it is compared: its grams by field, its headings, offices and indicators.

use super::Weights;
use super::concepts::BUILTIN;
use super::grams::{Counts, Gram, concept_gram, concept_index, each_gram, plain};
use crate::model::{Plan, Role, Task};
use crate::source::{Passage, Span};

/// A gram of a task.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Term {
    /// Position of the gram in [`Features::vocabulary`].
    pub(crate) word: u32,
    /// ln(1 + count), the fields counted by their weights.
    pub(crate) weight: f32,
    /// Whether it stands in the title.
    pub(crate) in_title: bool,
    /// Whether it stands in the title or the body, not in a heading alone.
    pub(crate) in_text: bool,
}

/// Grams with weights, in the order of the vocabulary.
pub(crate) type Vector = Vec<(u32, f32)>;

/// What is known of one task.
#[derive(Debug, Clone, Default)]
pub(crate) struct TaskFeatures {
    /// Title and body as the measure sees them.
    pub(crate) text: String,
    /// Its grams, in the order of the vocabulary.
    pub(crate) terms: Vec<Term>,
    /// Position of its heading in [`Features::headings`].
    pub(crate) heading: usize,
    /// The indicators of its targets.
    pub(crate) indicators: Vec<Vector>,
    /// The sentences of its body.
    pub(crate) sentences: Vec<Vector>,
    /// Canonical names of the offices that lead or answer, as positions in [`Features::offices`], sorted.
    pub(crate) lead: Vec<u32>,
    /// Canonical names of all its offices, likewise.
    pub(crate) offices: Vec<u32>,
}

/// How many tasks a gram stands in.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Word {
    /// The gram.
    pub(crate) gram: Gram,
    /// Tasks with the gram in any field.
    pub(crate) tasks: u32,
    /// Tasks with the gram in title or body.
    pub(crate) texts: u32,
}

/// What is known of the tasks of one plan.
#[derive(Debug, Clone, Default)]
pub(crate) struct Features {
    /// The tasks, as in the plan.
    pub(crate) tasks: Vec<TaskFeatures>,
    /// All grams of the plan, in their order.
    pub(crate) vocabulary: Vec<Word>,
    /// The distinct headings ("section。subsection").
    pub(crate) headings: Vec<Vector>,
    /// The offices, in order of their names.
    pub(crate) offices: Vec<String>,
}

impl Features {
    /// Reads the features of a plan's tasks.
    pub(crate) fn of(plan: &Plan, weights: &Weights) -> Self {
        Self::read(plan, weights, sentences)
    }

    /// Reads the features of a plan's tasks but for their sentences.
    pub(crate) fn without_sentences(plan: &Plan, weights: &Weights) -> Self {
        Self::read(plan, weights, |_| Vec::new())
    }

    fn read(plan: &Plan, weights: &Weights, sentences: fn(&str) -> Vec<Vec<(Gram, f32)>>) -> Self {
        let mut draft = Draft { headings: Vec::new(), weights, sentences };
        let tasks: Vec<_> = plan.tasks.iter().map(|task| draft.task(plan, task)).collect();
        draft.finish(tasks)
    }
}

/// A task whose grams have no place in a vocabulary yet.
struct Raw {
    text: String,
    terms: Vec<(Gram, f32, bool, bool)>,
    heading: usize,
    indicators: Vec<Vec<(Gram, f32)>>,
    sentences: Vec<Vec<(Gram, f32)>>,
    lead: Vec<String>,
    offices: Vec<String>,
}

/// What is gathered while the tasks are read.
struct Draft<'a> {
    headings: Vec<String>,
    weights: &'a Weights,
    sentences: fn(&str) -> Vec<Vec<(Gram, f32)>>,
}

impl Draft<'_> {
    fn task(&mut self, plan: &Plan, task: &Task) -> Raw {
        let weights = self.weights;
        let (title, body) = texts(task);
        let (section, subsection) = headings(plan, task);
        let mut counts = Counts::default();
        counts.add(&body, 1.0);
        counts.add(&title, weights.title as f32);
        counts.add(&section, weights.section as f32);
        counts.add(&subsection, weights.subsection as f32);
        for (text, weight) in
            [(&body, 1.0), (&title, weights.title), (&section, weights.section), (&subsection, weights.subsection)]
        {
            BUILTIN.each(text, |concept| counts.add_gram(concept_gram(concept), weight as f32));
        }
        let (in_title, in_text) = (gram_set(&[&title]), gram_set(&[&title, &body]));
        let terms = counts
            .into_sorted()
            .into_iter()
            .map(|(gram, count)| {
                let has = |set: &[Gram]| set.binary_search(&gram).is_ok();
                let boost = if concept_index(gram).is_some() { weights.concepts as f32 } else { 1.0 };
                (gram, boost * count.ln_1p(), has(&in_title), has(&in_text))
            })
            .collect();
        let heading = format!("{section}。{subsection}");
        Raw {
            text: format!("{title}。{body}"),
            terms,
            heading: self.heading(heading),
            indicators: task.body.targets.iter().map(|target| vector(&target.indicator)).collect(),
            sentences: (self.sentences)(&body),
            lead: offices(task, false),
            offices: offices(task, true),
        }
    }

    fn heading(&mut self, heading: String) -> usize {
        // tasks of one section follow each other, so the last one is nearly always it
        let known = self.headings.iter().rposition(|known| *known == heading);
        known.unwrap_or_else(|| {
            self.headings.push(heading);
            self.headings.len() - 1
        })
    }

    fn finish(self, tasks: Vec<Raw>) -> Features {
        let headings: Vec<_> = self.headings.iter().map(|heading| vector(heading)).collect();
        let vocabulary = vocabulary(&tasks, &headings);
        let mut offices: Vec<String> = tasks.iter().flat_map(|task| task.offices.iter().cloned()).collect();
        offices.sort_unstable();
        offices.dedup();
        let place = |gram: Gram| vocabulary.partition_point(|word| word.gram < gram) as u32;
        let placed = |vector: &Vec<(Gram, f32)>| vector.iter().map(|&(gram, n)| (place(gram), n)).collect();
        let ranks = |names: &[String]| {
            let mut ranks: Vec<u32> = names.iter().map(|name| offices.partition_point(|o| o < name) as u32).collect();
            ranks.sort_unstable();
            ranks.dedup();
            ranks
        };
        let tasks = tasks
            .into_iter()
            .map(|raw| TaskFeatures {
                text: raw.text,
                terms: raw
                    .terms
                    .iter()
                    .map(|&(gram, weight, in_title, in_text)| Term { word: place(gram), weight, in_title, in_text })
                    .collect(),
                heading: raw.heading,
                indicators: raw.indicators.iter().map(placed).collect(),
                sentences: raw.sentences.iter().map(placed).collect(),
                lead: ranks(&raw.lead),
                offices: ranks(&raw.offices),
            })
            .collect();
        let headings = headings.iter().map(placed).collect();
        Features { tasks, vocabulary, headings, offices }
    }
}

fn vocabulary(tasks: &[Raw], headings: &[Vec<(Gram, f32)>]) -> Vec<Word> {
    let of_tasks = tasks.iter().flat_map(|task| {
        let terms = task.terms.iter().map(|&(gram, _, _, in_text)| (gram, 1, u32::from(in_text)));
        let indicators = task.indicators.iter().chain(&task.sentences).flatten().map(|&(gram, _)| (gram, 0, 0));
        terms.chain(indicators)
    });
    let of_headings = headings.iter().flatten().map(|&(gram, _)| (gram, 0, 0));
    let mut words: Vec<Word> =
        of_tasks.chain(of_headings).map(|(gram, tasks, texts)| Word { gram, tasks, texts }).collect();
    words.sort_unstable_by_key(|word| word.gram);
    words.dedup_by(|next, kept| {
        let same = next.gram == kept.gram;
        if same {
            kept.tasks += next.tasks;
            kept.texts += next.texts;
        }
        same
    });
    words
}

fn gram_set(texts: &[&str]) -> Vec<Gram> {
    let mut grams = Vec::new();
    for text in texts {
        each_gram(text, |gram| grams.push(gram));
    }
    grams.sort_unstable();
    grams.dedup();
    grams
}

fn vector(text: &str) -> Vec<(Gram, f32)> {
    let mut counts = Counts::default();
    counts.add(&plain(text), 1.0);
    counts.into_sorted().into_iter().map(|(gram, n)| (gram, n.ln_1p())).collect()
}

/// Shortest sentence that is compared for itself, in characters.
const SENTENCE: usize = 6;

fn sentences(body: &str) -> Vec<Vec<(Gram, f32)>> {
    let long = body.split(['。', ';']).filter(|sentence| sentence.chars().count() >= SENTENCE);
    long.map(|sentence| {
        let mut counts = Counts::default();
        counts.add(sentence, 1.0);
        BUILTIN.each(sentence, |concept| counts.add_gram(concept_gram(concept), 1.0));
        counts.into_sorted().into_iter().map(|(gram, n)| (gram, n.ln_1p())).collect()
    })
    .collect()
}

/// Section and subsection title of a task; empty where there is none.
fn headings(plan: &Plan, task: &Task) -> (String, String) {
    let section = task.section.and_then(|number| plan.sections.iter().find(|s| s.number == number));
    let subsection =
        task.subsection.and_then(|number| section.and_then(|s| s.subsections.iter().find(|b| b.number == number)));
    let text = |title: Option<&Passage>| title.map_or_else(String::new, |title| plain(&title.text));
    (text(section.map(|s| &s.title)), text(subsection.map(|b| &b.title)))
}

fn offices(task: &Task, with_support: bool) -> Vec<String> {
    let counts = |role: &Role| with_support || *role != Role::Support;
    task.departments
        .iter()
        .filter(|department| !department.collective && counts(&department.role))
        .filter_map(|department| department.canonical.clone())
        .collect()
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
