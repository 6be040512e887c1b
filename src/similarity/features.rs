//! What is known of each task before it is compared: its grams by field, its headings, offices and indicators.

use std::collections::HashMap;

use super::Weights;
use super::concepts::BUILTIN;
use super::grams::{Gram, GramHasher, concept_gram, concept_index, each_character, each_gram, plain};
use super::index::{Entry, Index, Rows, Runs};
use super::texts::{headings, texts};
use crate::model::{Plan, Role, Task};

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

/// A character of a task's text that makes grams.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Character {
    /// Where it starts in [`TaskFeatures::text`], in bytes.
    pub(crate) start: u32,
    /// Where it ends.
    pub(crate) end: u32,
    /// Position of its own gram in [`Features::vocabulary`].
    pub(crate) single: u32,
    /// Position of the gram that it makes with the character before it; [`NO_WORD`] where there is none.
    pub(crate) pair: u32,
}

/// Stands for a word where there is none.
pub(crate) const NO_WORD: u32 = u32::MAX;

/// What is known of one task.
#[derive(Debug, Clone, Default)]
pub(crate) struct TaskFeatures {
    /// Title and body as the measure sees them.
    pub(crate) text: String,
    /// Its grams, in the order of the vocabulary.
    pub(crate) terms: Vec<Term>,
    /// Position of its heading in [`Features::headings`].
    pub(crate) heading: usize,
    /// The sentences of its body, as rows of [`Lists::sentences`].
    pub(crate) sentences: std::ops::Range<usize>,
    /// The characters of its text that make grams, as positions in [`Lists::characters`].
    pub(crate) characters: std::ops::Range<usize>,
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
    /// The distinct headings ("section。subsection"): grams with weights, in the order of the vocabulary.
    pub(crate) headings: Vec<Vec<Entry>>,
    /// The offices, in order of their names.
    pub(crate) offices: Vec<String>,
    /// What an alignment needs; empty where [`Sentences::Skipped`].
    pub(super) lists: Lists,
}

/// The words of a plan as an alignment looks them up.
#[derive(Debug, Clone, Default)]
pub(super) struct Lists {
    /// The tasks with each word: first those that have it in the title, then in the text, then in a heading alone.
    pub(super) tasks: Index,
    /// Tasks with the words of their titles, in the order of the words.
    pub(super) titles: Vec<(u32, u32)>,
    /// The sentences.
    pub(super) sentences: Rows,
    /// The characters of the tasks' texts.
    pub(super) characters: Vec<Character>,
    /// The headings, and those with each word.
    pub(super) headings: (Rows, Index),
    /// The indicators, and those with each word.
    pub(super) indicators: (Rows, Index),
    /// The task of each indicator.
    pub(super) owners: Vec<u32>,
}

/// Fields of [`Lists::tasks`]: in the title.
pub(super) const IN_TITLE: usize = 1;
/// In title or body.
pub(super) const IN_TEXT: usize = 2;
/// Anywhere.
const ANYWHERE: usize = 3;

/// Shortest sentence that is compared for itself, in characters.
const SENTENCE: usize = 6;

/// Whether the sentences of the bodies are read, too, and what else only an alignment needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sentences {
    /// Each for itself, as an alignment needs them.
    Read,
    /// Not at all.
    Skipped,
}

impl Features {
    /// Reads the features of a plan's tasks.
    pub(crate) fn of(plan: &Plan, weights: &Weights, sentences: Sentences) -> Self {
        let mut reader = Reader::new(weights, sentences);
        let tasks: Vec<TaskFeatures> =
            plan.tasks.iter().zip(0..).map(|(task, at)| reader.task(plan, task, at)).collect();
        reader.finish(tasks)
    }

    /// Gives back the room of what only an alignment needs.
    pub(crate) fn forget_lists(&mut self) {
        self.lists = Lists::default();
    }
}

/// A gram while the plan is being read.
#[derive(Debug, Clone, Copy, Default)]
struct Draft {
    /// Count in the task that is being read, the fields counted by their weights.
    count: f32,
    in_title: bool,
    in_text: bool,
    /// Tasks with the gram in any field.
    tasks: u32,
    /// Tasks with the gram in title or body.
    texts: u32,
}

/// Reads task after task; grams and offices are told by the order in which they first appear until the end.
struct Reader<'a> {
    weights: &'a Weights,
    sentences: Sentences,
    places: HashMap<Gram, u32, GramHasher>,
    grams: Vec<Gram>,
    drafts: Vec<Draft>,
    /// The grams of the task that is being read.
    touched: Vec<u32>,
    /// The distinct headings: the grams of section and subsection.
    headings: Vec<[Vec<u32>; 2]>,
    heading_places: HashMap<(String, String), usize>,
    office_places: HashMap<String, u32>,
    offices: Vec<String>,
    /// The sentences and indicators in the order of the tasks.
    runs: [Runs; 2],
    /// The task of each indicator.
    owners: Vec<u32>,
    /// The characters of the tasks' texts.
    characters: Vec<Character>,
    logarithms: Logarithms,
}

impl<'a> Reader<'a> {
    fn new(weights: &'a Weights, sentences: Sentences) -> Self {
        Self {
            weights,
            sentences,
            places: HashMap::with_capacity_and_hasher(8192, GramHasher),
            grams: Vec::with_capacity(8192),
            drafts: Vec::with_capacity(8192),
            touched: Vec::new(),
            headings: Vec::new(),
            heading_places: HashMap::new(),
            office_places: HashMap::new(),
            offices: Vec::new(),
            runs: [Runs::default(), Runs::default()],
            owners: Vec::new(),
            characters: Vec::new(),
            logarithms: Logarithms([(0.0, 0.0); 64]),
        }
    }

    fn task(&mut self, plan: &Plan, task: &Task, at: u32) -> TaskFeatures {
        let (title, body) = texts(task);
        let (first_sentence, first_character) = (self.runs[0].len(), self.characters.len());
        let text = format!("{title}。{body}");
        let mut in_title = Vec::new();
        self.read_text(&title, 0, &mut in_title);
        let mut run = Vec::new();
        let mut next = text.len() - body.len();
        for sentence in body.split_inclusive(['。', ';']) {
            let start = next;
            next += sentence.len();
            let sentence = sentence.strip_suffix(['。', ';']).unwrap_or(sentence);
            run.clear();
            self.read_text(sentence, start, &mut run);
            self.count(&run, 1.0, |draft| draft.in_text = true);
            if self.sentences == Sentences::Read && sentence.chars().nth(SENTENCE - 1).is_some() {
                // put in order and counted when the order of the grams is known
                self.runs[0].push(&run);
            }
        }
        self.count(&in_title, self.weights.title as f32, |draft| {
            draft.in_title = true;
            draft.in_text = true;
        });
        let heading = self.heading(headings(plan, task));
        for (field, weight) in [self.weights.section, self.weights.subsection].into_iter().enumerate() {
            let grams = std::mem::take(&mut self.headings[heading][field]);
            self.count(&grams, weight as f32, |_| ());
            self.headings[heading][field] = grams;
        }
        if self.sentences == Sentences::Read {
            self.indicators(task, at);
        }
        let (lead, offices) = (self.offices(task, false), self.offices(task, true));
        TaskFeatures {
            text,
            terms: self.terms(),
            heading,
            sentences: first_sentence..self.runs[0].len(),
            characters: first_character..self.characters.len(),
            lead,
            offices,
        }
    }

    /// Appends the grams and concepts of a plain text to `run`.
    fn read(&mut self, text: &str, run: &mut Vec<u32>) {
        each_gram(text, |gram| run.push(self.place(gram)));
        BUILTIN.each(text, |concept| run.push(self.place(concept_gram(concept))));
    }

    /// Appends the grams and concepts of a plain text to `run`, and notes its characters; it is a piece of the task's text
    /// that starts at `start`.
    fn read_text(&mut self, text: &str, start: usize, run: &mut Vec<u32>) {
        if self.sentences == Sentences::Skipped {
            return self.read(text, run);
        }
        each_character(text, |at, single, pair| {
            let (single, pair) = (self.place(single), pair.map(|pair| self.place(pair)));
            run.push(single);
            run.extend(pair);
            let [start, end] = [at.start, at.end].map(|at| (start + at) as u32);
            self.characters.push(Character { start, end, single, pair: pair.unwrap_or(NO_WORD) });
        });
        BUILTIN.each(text, |concept| run.push(self.place(concept_gram(concept))));
    }

    fn place(&mut self, gram: Gram) -> u32 {
        *self.places.entry(gram).or_insert_with(|| {
            self.grams.push(gram);
            self.drafts.push(Draft::default());
            self.grams.len() as u32 - 1
        })
    }

    /// Counts grams for the task that is being read.
    fn count(&mut self, run: &[u32], weight: f32, mark: impl Fn(&mut Draft)) {
        for &word in run {
            let draft = &mut self.drafts[word as usize];
            if draft.count == 0.0 {
                self.touched.push(word);
            }
            draft.count += weight;
            mark(draft);
        }
    }

    /// The grams of the task that was read.
    fn terms(&mut self) -> Vec<Term> {
        let mut terms = Vec::with_capacity(self.touched.len());
        for word in self.touched.drain(..) {
            let draft = &mut self.drafts[word as usize];
            let Draft { count, in_title, in_text, .. } = *draft;
            (draft.count, draft.in_title, draft.in_text) = (0.0, false, false);
            // a field that weighs nothing may have touched a gram again and again
            if count == 0.0 {
                continue;
            }
            let concept = concept_index(self.grams[word as usize]).is_some();
            let boost = if concept { self.weights.concepts as f32 } else { 1.0 };
            // concepts are words for a thing and no wording, so titles cover each other without them
            let (in_title, in_text) = (in_title && !concept, in_text && !concept);
            terms.push(Term { word, weight: boost * self.logarithms.of(count), in_title, in_text });
            draft.tasks += 1;
            draft.texts += u32::from(in_text);
        }
        terms
    }

    fn heading(&mut self, heading: (String, String)) -> usize {
        if let Some(&known) = self.heading_places.get(&heading) {
            return known;
        }
        let mut grams = [Vec::new(), Vec::new()];
        self.read(&heading.0, &mut grams[0]);
        self.read(&heading.1, &mut grams[1]);
        self.headings.push(grams);
        self.heading_places.insert(heading, self.headings.len() - 1);
        self.headings.len() - 1
    }

    fn indicators(&mut self, task: &Task, at: u32) {
        let mut run = Vec::new();
        for target in &task.body.targets {
            run.clear();
            each_gram(&plain(&target.indicator), |gram| run.push(self.place(gram)));
            self.runs[1].push(&run);
            self.owners.push(at);
        }
    }

    fn offices(&mut self, task: &Task, with_support: bool) -> Vec<u32> {
        let counts = |role: &Role| with_support || *role != Role::Support;
        let departments = task.departments.iter().filter(|d| !d.collective && counts(&d.role));
        let mut offices = Vec::new();
        for name in departments.filter_map(|department| department.canonical.as_ref()) {
            let next = self.offices.len() as u32;
            let place = *self.office_places.entry(name.clone()).or_insert(next);
            if place == next {
                self.offices.push(name.clone());
            }
            offices.push(place);
        }
        offices
    }

    /// Puts everything in the order of grams and names.
    fn finish(mut self, mut tasks: Vec<TaskFeatures>) -> Features {
        let (words, ranks) = ranked(self.grams.iter().copied());
        let (offices, office_ranks) = ranked(self.offices.iter());
        let headings = self.ordered_headings(&ranks);
        let in_tasks = order_terms(&mut tasks, &ranks);
        for list in tasks.iter_mut().flat_map(|task| [&mut task.lead, &mut task.offices]) {
            list.iter_mut().for_each(|office| *office = office_ranks[*office as usize]);
            list.sort_unstable();
            list.dedup();
        }
        let heading_vectors = (0..headings.len()).map(|heading| headings.row(heading).to_vec()).collect();
        let lists = match self.sentences {
            Sentences::Read => self.lists(in_tasks, headings, &ranks),
            Sentences::Skipped => Lists::default(),
        };
        let word = |&place: &u32| {
            let draft = &self.drafts[place as usize];
            Word { gram: self.grams[place as usize], tasks: draft.tasks, texts: draft.texts }
        };
        Features {
            tasks,
            vocabulary: words.iter().map(word).collect(),
            headings: heading_vectors,
            offices: offices.iter().map(|&place| self.offices[place as usize].clone()).collect(),
            lists,
        }
    }

    /// The headings without concepts, which their measure does not know.
    fn ordered_headings(&mut self, ranks: &[u32]) -> Rows {
        let mut runs = Runs::default();
        for [section, subsection] in &mut self.headings {
            section.append(subsection);
            section.retain(|&word| concept_index(self.grams[word as usize]).is_none());
            runs.push(section);
        }
        Rows::of(&runs, ranks)
    }

    fn lists(&mut self, tasks: Index, headings: Rows, ranks: &[u32]) -> Lists {
        let indexed = |rows: Rows| {
            let index = rows.index(ranks.len());
            (rows, index)
        };
        let in_titles = (0..ranks.len())
            .flat_map(|word| tasks.until(word, IN_TITLE).iter().map(move |&(task, _)| (task, word as u32)));
        let mut characters = std::mem::take(&mut self.characters);
        for character in &mut characters {
            character.single = ranks[character.single as usize];
            character.pair = ranks.get(character.pair as usize).copied().unwrap_or(NO_WORD);
        }
        Lists {
            characters,
            titles: in_titles.collect(),
            tasks,
            sentences: Rows::of(&self.runs[0], ranks),
            headings: indexed(headings),
            indicators: indexed(Rows::of(&self.runs[1], ranks)),
            owners: std::mem::take(&mut self.owners),
        }
    }
}

/// Logarithms that were asked for lately: the counts of a plan have a few dozen values.
struct Logarithms([(f32, f32); 64]);

impl Logarithms {
    /// ln(1 + count).
    fn of(&mut self, count: f32) -> f32 {
        let bits = count.to_bits();
        let known = &mut self.0[((bits ^ bits >> 6) >> 17) as usize % 64];
        if known.0 != count {
            *known = (count, count.ln_1p());
        }
        known.1
    }
}

/// Puts the terms of each task in the order of the words; returns the tasks with each word.
fn order_terms(tasks: &mut [TaskFeatures], ranks: &[u32]) -> Index {
    let items = tasks.iter().zip(0..).flat_map(|(task, at)| {
        task.terms.iter().map(move |term| {
            let field = if term.in_title { 0 } else { 2 - usize::from(term.in_text) };
            (ranks[term.word as usize], field, (at, term.weight))
        })
    });
    let index = Index::of(ranks.len(), ANYWHERE, items);
    tasks.iter_mut().for_each(|task| task.terms.clear());
    for (word, _) in (0..).zip(ranks) {
        let [titles, texts] = [IN_TITLE, IN_TEXT].map(|fields| index.until(word as usize, fields).len());
        for (place, &(task, weight)) in index.all(word as usize).iter().enumerate() {
            let (in_title, in_text) = (place < titles, place < texts);
            tasks[task as usize].terms.push(Term { word, weight, in_title, in_text });
        }
    }
    index
}

/// The places of items in the order of the items, and for each place its position in that order.
fn ranked<T: Ord>(items: impl Iterator<Item = T>) -> (Vec<u32>, Vec<u32>) {
    let mut order: Vec<(T, u32)> = items.zip(0..).collect();
    order.sort_unstable();
    let order: Vec<u32> = order.into_iter().map(|(_, place)| place).collect();
    let mut ranks = vec![0; order.len()];
    for (rank, &place) in (0..).zip(&order) {
        ranks[place as usize] = rank;
    }
    (order, ranks)
}
