//! Why two tasks match: contributions that add up.

use serde::{Deserialize, Serialize};

use super::wording::{Tables, Weighed, passages};
use super::{Weights, rounded};
use crate::similarity::concepts::BUILTIN;
use crate::similarity::grams::concept_index;
use crate::similarity::{Opened, Place};
use crate::terms::terms;

/// Why two tasks match.
///
/// The scale is log-odds (nats): the contributions add up to `ln(score / (1 − score))` of the match, so a sum of 0 is a
/// score of 0.5. Each says how far one kind of evidence moves the balance.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Explanation {
    /// The contributions, in a fixed order; those of 0 are left out.
    pub contributions: Vec<Contribution>,
    /// The shared terms that weigh most, heaviest first.
    pub shared: Vec<SharedTerm>,
}

/// What one kind of evidence contributes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Contribution {
    /// The kind of evidence.
    pub evidence: Evidence,
    /// Log-odds that it adds; negative where it speaks against the match.
    pub log_odds: f64,
}

/// A term that both tasks share.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SharedTerm {
    /// The term, half-width, as it stands in the text of both.
    pub term: String,
    /// Whether it is a concept of the lexicon that both texts name, in whatever words.
    pub concept: bool,
    /// Log-odds that it adds, part of the contribution of title, text, heading words or concepts.
    pub log_odds: f64,
}

terms! {
    /// A kind of evidence.
    pub enum Evidence {
        /// Rare terms that stand in both titles.
        Title = "title",
        /// Rare terms that stand in both texts, in one of them outside the title.
        Text = "text",
        /// Terms that one side has from its section's or subsection's heading.
        HeadingWords = "heading_words",
        /// Policy concepts of the lexicon that both name, in whatever words.
        Concepts = "concepts",
        /// A sentence that stands out for the other task, both ways.
        Sentences = "sentences",
        /// How far each text holds the words of the other's title.
        TitleCoverage = "title_coverage",
        /// Equal indicators of targets.
        Indicators = "indicators",
        /// Headings that are more or less alike than those of the two plans are on average.
        Section = "section",
        /// Common offices, more or fewer than the tasks of the two plans have on average.
        Offices = "offices",
        /// The likeness that the caller supplied.
        Supplied = "supplied",
        /// What both tasks resemble anyway: the mean of their best three likenesses in the other plan.
        Anyway = "anyway",
        /// What a pair starts from.
        Start = "start",
    }
}

/// How many shared terms an explanation names.
const SHARED: usize = 8;

/// A term that may come to be named: its text, whether it is a concept, and its log-odds.
type Term<'t> = (&'t str, bool, f64);

/// The heaviest terms, heaviest first; ties go by text.
fn heaviest<'t>(terms: impl Iterator<Item = Term<'t>>) -> Vec<SharedTerm> {
    let mut kept: Vec<Term<'t>> = Vec::with_capacity(SHARED + 1);
    for term in terms {
        if kept.len() == SHARED && kept[SHARED - 1].2 > term.2 {
            continue;
        }
        let at = kept.partition_point(|other| other.2.total_cmp(&term.2).then_with(|| term.0.cmp(other.0)).is_ge());
        kept.insert(at, term);
        kept.truncate(SHARED);
    }
    let shared = |(term, concept, log_odds): Term<'t>| SharedTerm {
        term: term.to_owned(),
        concept,
        log_odds: rounded(log_odds),
    };
    kept.into_iter().map(shared).collect()
}

impl Explanation {
    pub(super) fn of(task: &Opened<'_>, j: usize, weights: &Weights, tables: &mut Tables) -> Self {
        let (pair, i) = (task.pair, task.i);
        let cell = pair.cell(i, j);
        let parts = pair.parts(i, j, weights);
        let scale = weights.scale;
        let (mut title, mut text, mut heading, mut concept) = (0.0, 0.0, 0.0, 0.0);
        let mut concepts = Vec::new();
        let common = task.shared(j);
        let mut grams = Vec::with_capacity(common.len());
        for shared in common {
            let amount = shared.amount * parts.words * scale;
            match shared.place {
                Place::Title => title += amount,
                Place::Text => text += amount,
                Place::Heading => heading += amount,
                Place::Concept => concept += amount,
            }
            match concept_index(shared.gram).and_then(|index| BUILTIN.name(index)) {
                Some(name) => concepts.push((name, true, amount)),
                None => grams.push(Weighed { words: shared.words, amount }),
            }
        }
        let passages = passages(pair.texts(i, j), &grams, tables);
        let shared = heaviest(concepts.into_iter().chain(passages.into_iter().map(|(term, odds)| (term, false, odds))));
        let anyway = -weights.usual * (pair.rows[i] + pair.columns[j]) / 2.0;
        let amounts = [
            (Evidence::Title, title),
            (Evidence::Text, text),
            (Evidence::HeadingWords, heading),
            (Evidence::Concepts, concept),
            (Evidence::Sentences, parts.sentences * scale),
            (Evidence::TitleCoverage, parts.coverage * scale),
            (Evidence::Indicators, parts.targets * scale),
            (Evidence::Section, parts.headings * scale),
            (Evidence::Offices, parts.offices * scale),
            (Evidence::Supplied, parts.supplied * scale),
            (Evidence::Anyway, anyway * scale),
            (Evidence::Start, -weights.threshold * scale),
        ];
        let contributions = amounts.into_iter().filter(|(_, amount)| *amount != 0.0);
        debug_assert!(cell.corrected.is_finite());
        Self {
            contributions: contributions
                .map(|(evidence, log_odds)| Contribution { evidence, log_odds: rounded(log_odds) })
                .collect(),
            shared,
        }
    }

    /// The sum of the contributions: log-odds of the match.
    pub fn total(&self) -> f64 {
        self.contributions.iter().map(|contribution| contribution.log_odds).sum()
    }
}
