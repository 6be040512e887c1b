//! Plausible sibling plans, made of a real one by a seeded generator, with the truth about what belongs together.
//!
//! A sibling drops some tasks, merges some neighbours, splits some tasks, reorders what is left, keeps only part of each
//! text, takes in sentences of other tasks, rewords with a table of synonyms, and changes numbers and names.

use crosscounty::{Body, Department, Passage, Plan, Span, Task};

/// SplitMix64: a few lines, and the same numbers everywhere.
pub(crate) struct Random(pub(crate) u64);

impl Random {
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    pub(crate) fn below(&mut self, n: usize) -> usize {
        (self.next() % n.max(1) as u64) as usize
    }

    pub(crate) fn chance(&mut self, share: f64) -> bool {
        ((self.next() >> 11) as f64 / (1u64 << 53) as f64) < share
    }

    fn shuffle<T>(&mut self, items: &mut [T]) {
        for i in (1..items.len()).rev() {
            items.swap(i, self.below(i + 1));
        }
    }
}

/// How far a sibling goes; all are shares, 0..=1.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Changes {
    pub(crate) dropped: f64,
    pub(crate) merged: f64,
    pub(crate) split: f64,
    /// Sentences of a task that are left out.
    pub(crate) left_out: f64,
    /// Sentences of other tasks that are taken in, for each sentence kept.
    pub(crate) taken_in: f64,
    /// Tasks of its own, for each task of the original: one sentence each of three tasks that have nothing in common.
    pub(crate) invented: f64,
    /// Words of the table of synonyms that are replaced.
    pub(crate) reworded: f64,
}

pub(crate) const MILD: Changes =
    Changes { dropped: 0.1, merged: 0.05, split: 0.05, left_out: 0.2, taken_in: 0.1, invented: 0.0, reworded: 0.4 };
pub(crate) const STRONG: Changes =
    Changes { dropped: 0.2, merged: 0.08, split: 0.08, left_out: 0.45, taken_in: 0.3, invented: 0.03, reworded: 0.7 };

/// A generated plan and, for each of its tasks, the tasks of the original that it was made of.
pub(crate) struct Sibling {
    pub(crate) plan: Plan,
    pub(crate) origin: Vec<Vec<usize>>,
    /// Whether the task holds only a part of its one original task.
    pub(crate) is_part: Vec<bool>,
    /// The other tasks that it took a sentence from.
    pub(crate) taken_in: Vec<Vec<usize>>,
}

pub(crate) struct Synonyms(std::collections::HashMap<char, Vec<(String, Vec<String>)>>);

impl Synonyms {
    pub(crate) fn load() -> Self {
        let mut by_first: std::collections::HashMap<char, Vec<(String, Vec<String>)>> = Default::default();
        for line in include_str!("../../data/lexicon/synonyms.tsv").lines().filter(|line| !line.starts_with('#')) {
            let words: Vec<String> = line.split('|').map(str::to_owned).collect();
            for word in &words {
                let others = words.iter().filter(|other| *other != word).cloned().collect();
                if let Some(first) = word.chars().next() {
                    by_first.entry(first).or_default().push((word.clone(), others));
                }
            }
        }
        Self(by_first)
    }

    fn reword(&self, text: &str, share: f64, random: &mut Random) -> String {
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            let found = self.0.get(&first).into_iter().flatten().filter(|(word, _)| rest.starts_with(word.as_str()));
            match found.max_by_key(|(word, _)| word.len()) {
                Some((word, others)) if random.chance(share) => {
                    out.push_str(&others[random.below(others.len())]);
                    rest = &rest[word.len()..];
                }
                _ if first.is_ascii_digit() => {
                    out.push(char::from(b'1' + random.below(9) as u8));
                    rest = &rest[1..];
                }
                _ => {
                    out.push(first);
                    rest = &rest[first.len_utf8()..];
                }
            }
        }
        out
    }
}

/// A task's text without its clauses, as title and sentences.
struct Draft {
    title: String,
    sentences: Vec<String>,
}

fn draft(task: &Task) -> Draft {
    let mut text = task.body.text.text.clone();
    for name in task.departments.iter().map(|d| d.name.text.as_str()) {
        if let Some(at) = text.rfind(name)
            && let Some(open) = text[..at].rfind(['(', '（'])
        {
            text.truncate(open);
        }
    }
    let title = task.title.as_ref().map_or_else(String::new, |title| title.text.clone());
    let body = text.strip_prefix(title.as_str()).unwrap_or(&text);
    let sentences = body.split_inclusive(['。', ';', '；']).map(|s| s.trim().trim_start_matches('。').to_owned());
    Draft { title, sentences: sentences.filter(|s| s.chars().count() > 4).collect() }
}

/// Makes a sibling of `original`.
pub(crate) fn sibling(
    original: &Plan,
    id: &str,
    changes: Changes,
    synonyms: &Synonyms,
    random: &mut Random,
) -> Sibling {
    let drafts: Vec<Draft> = original.tasks.iter().map(draft).collect();
    let place = place_of(original);
    let new_place = format!(
        "{}{}",
        ["青", "临", "安", "长", "平", "新", "东", "永"][random.below(8)],
        ["山", "川", "阳", "海", "州", "宁", "丰", "河"][random.below(8)]
    );
    let mut pieces: Vec<(Vec<usize>, bool, Draft)> = Vec::new();
    let mut at = 0;
    while at < drafts.len() {
        let here = at;
        at += 1;
        if random.chance(changes.dropped) {
            continue;
        }
        let whole = || Draft { title: drafts[here].title.clone(), sentences: drafts[here].sentences.clone() };
        if at < drafts.len()
            && original.tasks[here].section == original.tasks[at].section
            && random.chance(changes.merged)
        {
            let mut both = whole();
            both.sentences.extend(drafts[at].sentences.iter().cloned());
            pieces.push((vec![here, at], false, both));
            at += 1;
        } else if drafts[here].sentences.len() >= 4 && random.chance(changes.split) {
            let mut first = whole();
            let rest = first.sentences.split_off(first.sentences.len() / 2);
            let title: String = rest[0].chars().take_while(|c| !matches!(c, ',' | '，' | '。')).take(16).collect();
            pieces.push((vec![here], true, first));
            pieces.push((vec![here], true, Draft { title, sentences: rest }));
        } else {
            pieces.push((vec![here], false, whole()));
        }
    }
    let mut lent_to: Vec<(usize, Vec<usize>)> = Vec::new();
    for here in 0..drafts.len() {
        if random.chance(changes.invented) {
            let lenders: Vec<usize> = (0..3).map(|_| random.below(drafts.len())).collect();
            let lent = |lender: &usize| {
                let sentences = &drafts[*lender].sentences;
                sentences.get(random.below(sentences.len())).cloned().unwrap_or_default()
            };
            let sentences: Vec<String> = lenders.iter().map(lent).collect();
            let title = sentences[0].chars().take_while(|c| !matches!(c, ',' | '，' | '。')).take(12).collect();
            pieces.push((vec![drafts.len() + here], true, Draft { title, sentences }));
            lent_to.push((drafts.len() + here, lenders));
        }
    }
    // sections keep their order, the tasks within them do not
    random.shuffle(&mut pieces);
    pieces.sort_by_key(|(origin, _, _)| original.tasks[origin[0] % drafts.len()].section);
    let mut plan = original.clone().with_id(id);
    plan.tasks.clear();
    let (mut origin, mut is_part, mut taken_in) = (Vec::new(), Vec::new(), Vec::new());
    for (number, (from, part, piece)) in (1..).zip(pieces) {
        let mut guests: Vec<usize> =
            lent_to.iter().filter(|(task, _)| *task == from[0]).flat_map(|(_, lenders)| lenders.clone()).collect();
        let text = retell(&piece, &drafts, changes, synonyms, random, &mut guests);
        let change =
            |text: &str| if place.chars().count() >= 2 { text.replace(&place, &new_place) } else { text.to_owned() };
        let title = change(&synonyms.reword(&piece.title, changes.reworded, random));
        let body = change(&text);
        let text = if title.is_empty() { body } else { format!("{title}。{body}") };
        let passage = |text: String| Passage { span: Span::new(0, text.len()), text };
        let source = &original.tasks[from[0] % drafts.len()];
        let departments: Vec<Department> =
            source.departments.iter().filter(|_| !random.chance(0.15)).cloned().collect();
        plan.tasks.push(Task {
            key: number.to_string(),
            title: (!title.is_empty()).then(|| passage(title)),
            body: Body { text: passage(text), ..Body::default() },
            departments,
            clauses: Vec::new(),
            ..source.clone()
        });
        origin.push(from);
        is_part.push(part);
        taken_in.push(guests);
    }
    for section in &mut plan.sections {
        section.title.text = synonyms.reword(&section.title.text, changes.reworded, random);
        for sub in &mut section.subsections {
            sub.title.text = synonyms.reword(&sub.title.text, changes.reworded, random);
        }
    }
    Sibling { plan, origin, is_part, taken_in }
}

fn place_of(plan: &Plan) -> String {
    let place = plan.header.jurisdiction.as_ref().map_or("", |place| place.text.as_str());
    let tail = place.rsplit('市').next().unwrap_or_default();
    tail.trim_end_matches(['县', '区', '市']).to_owned()
}

/// The text of a task told again; `guests` get the tasks that lent a sentence.
fn retell(
    piece: &Draft,
    all: &[Draft],
    changes: Changes,
    synonyms: &Synonyms,
    random: &mut Random,
    guests: &mut Vec<usize>,
) -> String {
    let mut text = String::new();
    let mut kept = 0;
    for (at, sentence) in piece.sentences.iter().enumerate() {
        let last_chance = kept == 0 && at + 1 == piece.sentences.len();
        if !last_chance && random.chance(changes.left_out) {
            continue;
        }
        kept += 1;
        text.push_str(&synonyms.reword(sentence, changes.reworded, random));
        if random.chance(changes.taken_in) {
            let guest = random.below(all.len());
            let sentences = &all[guest].sentences;
            if !sentences.is_empty() {
                let lent = &sentences[random.below(sentences.len())];
                text.push_str(&synonyms.reword(lent, changes.reworded, random));
                guests.push(guest);
            }
        }
    }
    text
}

/// Share of the pairs of neighbouring characters that two texts have in common (Dice), 0..=1.
pub(crate) fn dice(a: &str, b: &str) -> f64 {
    let grams = |text: &str| {
        let chars: Vec<char> = text.chars().filter(|c| c.is_alphabetic()).collect();
        let mut grams: Vec<(char, char)> = chars.windows(2).map(|w| (w[0], w[1])).collect();
        grams.sort_unstable();
        grams
    };
    let (a, b) = (grams(a), grams(b));
    let (mut i, mut j, mut both) = (0, 0, 0);
    while i < a.len() && j < b.len() {
        match a[i].cmp(&b[j]) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                both += 1;
                i += 1;
                j += 1;
            }
        }
    }
    if a.len() + b.len() == 0 { 1.0 } else { 2.0 * f64::from(both) / (a.len() + b.len()) as f64 }
}
