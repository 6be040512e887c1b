//! Reads the targets (目标) of a plan's running text: which numbers it commits to, and what they say.
//!
//! A sentence is looked through once. Its numbers are first sorted out by what stands beside them (dates, names,
//! ordinals: `reject`); a number that is left is read with the noun it belongs to, before it (`X达到5家`) or after
//! it (`新增5家X`), and the verbs, links and marks around say the rest.

mod described;
mod first;
mod head;
mod horizon;
mod indicator;
mod last;
mod pairs;
mod place;
mod places;
mod reader;
mod reject;
mod sentence;
mod served;
mod shares;
mod table;
mod words;

use std::ops::Range;

use rust_decimal::Decimal;

use crate::directional;
use crate::lexicon::Lexicon;
use crate::model::{Bound, Direction, Horizon, Measure, Period, Reason};
use crate::quantity::{Form, Quantity, scan, scan_at};

pub(crate) use head::is_reference;
pub(crate) use places::Classes;
pub(crate) use table::read_table;
pub(crate) use words::{Words, fits};

/// A piece of running text to read, with what surrounds it.
#[derive(Debug)]
pub(crate) struct Context<'a> {
    /// The words that it is read with.
    pub(crate) lexicon: &'a Lexicon,
    /// Folded text: no white space, ASCII punctuation, paragraphs end with `\n`.
    pub(crate) text: &'a str,
    /// The responsibility clauses in it, ascending; their numbers are not looked at.
    pub(crate) clauses: &'a [Range<usize>],
    /// The title, if any.
    pub(crate) title: Option<Range<usize>>,
    /// The years that the plan covers.
    pub(crate) period: Option<Period>,
    /// The headings of section and subsection, outermost first.
    pub(crate) headings: &'a [&'a str],
}

/// Memory that the reading of one text leaves to the next.
#[derive(Debug, Default)]
pub(crate) struct Scratch {
    places: places::Places,
    batch: Vec<Quantity>,
    spare: sentence::Spare,
}

/// What was read in a text; all ranges are bytes of it.
#[derive(Debug, Default)]
pub(crate) struct Reading {
    /// The targets, in order.
    pub(crate) targets: Vec<ReadTarget>,
    /// The directional targets, in order.
    pub(crate) directional: Vec<ReadDirectional>,
    /// All other numbers, in order.
    pub(crate) quantities: Vec<ReadNonTarget>,
}

impl Reading {
    /// Adds what was read in a later piece of the same text, which stands `offset` bytes on.
    pub(crate) fn append(&mut self, later: Self, offset: usize) {
        let shift = |range: Range<usize>| range.start + offset..range.end + offset;
        self.targets.extend(later.targets.into_iter().map(|read| ReadTarget {
            value: shift(read.value.clone()),
            quote: shift(read.quote.clone()),
            ..read
        }));
        self.directional.extend(
            later.directional.into_iter().map(|read| ReadDirectional { quote: shift(read.quote.clone()), ..read }),
        );
        self.quantities
            .extend(later.quantities.into_iter().map(|read| ReadNonTarget { text: shift(read.text.clone()), ..read }));
    }
}

/// A target; see [`crate::model::Target`] for the fields.
#[derive(Debug, Clone)]
pub(crate) struct ReadTarget {
    /// The number with its unit.
    pub(crate) value: Range<usize>,
    /// The shortest piece that shows indicator and value.
    pub(crate) quote: Range<usize>,
    /// What is counted or measured.
    pub(crate) indicator: String,
    /// Lower end.
    pub(crate) min: Decimal,
    /// Upper end.
    pub(crate) max: Decimal,
    /// The unit.
    pub(crate) unit: String,
    /// How the value bounds.
    pub(crate) bound: Bound,
    /// What kind of quantity.
    pub(crate) measure: Measure,
    /// By when.
    pub(crate) horizon: Horizon,
    /// Whether it is hedged.
    pub(crate) stretch: bool,
    /// Name of the rule that read it.
    pub(crate) rule: &'static str,
    /// The verb.
    pub(crate) action: Option<String>,
    /// What a change refers to.
    pub(crate) baseline: Option<String>,
    /// What a gap refers to.
    pub(crate) reference: Option<String>,
    /// How binding a table says it is.
    pub(crate) strength: Option<String>,
}

/// A directional target; see [`crate::model::Directional`].
#[derive(Debug, Clone)]
pub(crate) struct ReadDirectional {
    /// The shortest piece that shows indicator and direction.
    pub(crate) quote: Range<usize>,
    /// What is to move.
    pub(crate) indicator: String,
    /// Where to.
    pub(crate) direction: Direction,
}

/// A number that is no target.
#[derive(Debug, Clone)]
pub(crate) struct ReadNonTarget {
    /// The number with its unit.
    pub(crate) text: Range<usize>,
    /// Why it is none.
    pub(crate) reason: Reason,
}

/// Whether a text opens with a verb that a target may be the object of (建成, 完成).
pub(crate) fn opens_with_action(words: &Words, text: &str) -> bool {
    words.action(text).is_some()
}

/// All numbers of a text in which nothing is a target.
pub(crate) fn read_none(words: &Words, text: &str, reason: &Reason) -> Reading {
    let none = |range: Range<usize>| ReadNonTarget { text: range, reason: reason.clone() };
    let quantities = scan(text, &words.numbers).map(|quantity| none(quantity.range)).collect();
    Reading { quantities, ..Reading::default() }
}

/// Reads a text: its targets, its directional targets, and every other number with the reason why it is none.
pub(crate) fn read(context: &Context<'_>, scratch: &mut Scratch) -> Reading {
    let text = context.text;
    let Scratch { places, batch, spare } = scratch;
    places.look(text, context.clauses, &context.lexicon.classes);
    let mut reader = reader::Reader::new(context, places, spare);
    let mut range = 0..0;
    let mut clauses = context.clauses.iter().peekable();
    for quantity in scan_at(text, &context.lexicon.numbers, &places.numerals) {
        let at = quantity.range.start;
        while clauses.next_if(|clause| clause.end <= at).is_some() {}
        if clauses.peek().is_some_and(|clause| clause.start <= at) {
            continue;
        }
        if quantity.form == Form::Chinese && quantity.unit.is_empty() && quantity.bound_after.is_empty() {
            reader.none(&quantity, reject::plain_numeral(text, &quantity));
            continue;
        }
        if at >= range.end {
            reader.sentence(range.clone(), batch);
            batch.clear();
            range = sentence_around(context, &places.ends, range.end, quantity.range.clone());
        }
        // a number that a cut goes through belongs to the sentence that it starts in
        range.end = range.end.max(quantity.range.end);
        batch.push(quantity);
    }
    reader.sentence(range, batch);
    batch.clear();
    let mut reading = reader.finish();
    reading.directional = directional::read(context, &places.triggers, &reading.targets);
    reading
}

/// A clause without the adverbs, dates and verbs that open it; what is left, and where it starts.
pub(crate) fn without_openers<'t>(words: &Words, clause: &'t str) -> (&'t str, usize) {
    let left = head::left(words, clause);
    (left.noun, left.at)
}

/// The sentence around a number; it ends at a responsibility clause and starts after one.
fn sentence_around(context: &Context<'_>, ends: &[usize], from: usize, number: Range<usize>) -> Range<usize> {
    let after = context.clauses.partition_point(|clause| clause.end <= number.start);
    let from = after.checked_sub(1).map_or(from, |i| context.clauses[i].end.max(from));
    let start = sentence::sentence_start(context.text, ends, from.min(number.start), number.start);
    let mut end = sentence::sentence_end(context.text, ends, number.end);
    if let Some(clause) = context.clauses.get(after) {
        end = end.min(clause.start.max(number.end));
    }
    start..end
}

#[cfg(test)]
mod tests;
