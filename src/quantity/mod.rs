//! Numbers with their units (数量), read from any Chinese text: exact value, bound, unit, and where they stand.
//!
//! This layer knows nothing of plans. It finds *every* group of digits and of Chinese numerals, also those in dates,
//! names and words (一批): what a number means is for the caller to say.
//!
//! ```
//! use crosscounty::quantity::quantities;
//! use crosscounty::Bound;
//!
//! let text = "新增规上企业不少于 １２ 家，产值达到1.8亿元以上，增长5%-8%";
//! let found = quantities(text);
//! let read: Vec<_> = found.iter().map(|q| (&text[q.range.clone()], q.min.to_string(), &*q.unit, q.bound.as_str())).collect();
//! assert_eq!(read, [
//!     ("１２ 家", "12".to_string(), "家", "at_least"),
//!     ("1.8亿元", "180000000".to_string(), "元", "at_least"),
//!     ("5%-8%", "5".to_string(), "%", "range"),
//! ]);
//! assert_eq!(&text[found[0].bound_before.clone()], "不少于");
//! ```

mod bound;
mod scan;
mod unit;

use std::borrow::Cow;
use std::ops::Range;

use rust_decimal::Decimal;

use crate::lexicon::{Lexicon, Tables};
use crate::model::Bound;

pub(crate) use scan::{NUMERALS, scan, scan_at, scan_in};
pub use unit::{Unit, convert};

use bound::Bounds;
use unit::Units;

/// The words beside numbers: units and bounds.
#[derive(Debug, Clone)]
pub(crate) struct Words {
    pub(crate) units: Units,
    pub(crate) bounds: Bounds,
}

impl Words {
    /// The words of the tables.
    pub(crate) fn read(tables: &Tables) -> Self {
        Self { units: Units::read(tables), bounds: Bounds::read(tables) }
    }
}

/// Whether a row of `units.tsv` means something.
pub(crate) fn is_unit(row: &[&str]) -> bool {
    unit::unit(row, |text| text.to_owned().into()).is_some()
}

/// Whether a row of `bounds.tsv` means something.
pub(crate) fn is_bound(row: &[&str]) -> bool {
    let [_, side, bound, ..] = row else { return false };
    matches!(*side, "before" | "after") && !matches!(Bound::from(*bound), Bound::Other(_))
}

/// How a number is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Form {
    /// In digits: 12, 1.8万, １２.
    Digits,
    /// In Chinese numerals: 十二, 两万, 数十.
    Chinese,
    /// As a fraction: 百分之九十五, 三分之二; the value is in %.
    Fraction,
    /// As a doubling: 翻一番; the value is the growth in %.
    Doubling,
}

/// A number with its unit, as it stands in a text.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Quantity {
    /// The number with its unit, as printed, with 余 but without other words of bound: bytes of the text.
    pub range: Range<usize>,
    /// The number alone, with 万, 亿 and 余: bytes of the text.
    pub number: Range<usize>,
    /// The word of bound before it (不少于, 约); empty where there is none.
    pub bound_before: Range<usize>,
    /// The word of bound after it (以上, 左右); empty where there is none.
    pub bound_after: Range<usize>,
    /// Lower end: 万 and 亿 multiplied out, percentages as written, fractions in %. Saturates at [`Decimal::MAX`].
    pub min: Decimal,
    /// Upper end; equal to `min` unless a range is written.
    pub max: Decimal,
    /// How the value bounds what is meant.
    pub bound: Bound,
    /// The unit, normalised (％ and 百分之 are %); empty where none is known.
    pub unit: Cow<'static, str>,
    /// What the unit measures (`count`, `area`, `yuan` …); empty where no unit is known.
    pub dimension: Cow<'static, str>,
    /// How the number is written.
    pub form: Form,
}

impl Quantity {
    /// From the first word of bound to the last.
    pub fn with_bounds(&self) -> Range<usize> {
        let start = if self.bound_before.is_empty() { self.range.start } else { self.bound_before.start };
        start..self.range.end.max(self.bound_after.end)
    }
}

/// All quantities of a text, in order. Full-width forms and spaces between number and unit are understood.
///
/// The time is linear in the length of the text.
pub fn quantities(text: &str) -> Vec<Quantity> {
    quantities_with(text, Lexicon::builtin())
}

/// All quantities of a text, with the units and words of bound of a lexicon.
///
/// ```
/// # use crosscounty::{Lexicon, WordList, quantity::quantities_with};
/// let mut lexicon = Lexicon::default();
/// lexicon.extend(WordList::Units, "摞\tcount\t1").unwrap();
/// assert_eq!(quantities_with("图书300摞", &lexicon)[0].unit, "摞");
/// ```
pub fn quantities_with(text: &str, lexicon: &Lexicon) -> Vec<Quantity> {
    let (folded, raw) = fold(text);
    let back = |range: Range<usize>| {
        if range.is_empty() {
            let at = raw.get(range.start).copied().unwrap_or(text.len());
            return at..at;
        }
        // the end is where the last folded character ends, before any white space that was dropped
        let last = raw[range.end - 1];
        let width = text[last..].chars().next().map_or(0, char::len_utf8);
        raw[range.start]..last + width
    };
    scan(&folded, &lexicon.numbers)
        .map(|q| Quantity {
            range: back(q.range),
            number: back(q.number),
            bound_before: back(q.bound_before),
            bound_after: back(q.bound_after),
            ..q
        })
        .collect()
}

/// The text with full-width forms of ASCII as ASCII and without blanks, but for those between two digits; and for
/// each byte of it the start of the character that it was made of.
fn fold(text: &str) -> (String, Vec<usize>) {
    let mut folded = String::with_capacity(text.len());
    let mut raw = Vec::with_capacity(text.len());
    let mut blank = None;
    for (at, c) in text.char_indices() {
        let c = match c {
            '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
            '\n' => c,
            _ if c.is_whitespace() => {
                blank = Some(at);
                continue;
            }
            _ => c,
        };
        if let Some(gap) = blank.take()
            && c.is_ascii_digit()
            && folded.ends_with(|c: char| c.is_ascii_digit())
        {
            folded.push(' ');
            raw.push(gap);
        }
        folded.push(c);
        raw.resize(folded.len(), at);
    }
    (folded, raw)
}

#[cfg(test)]
mod tests;
