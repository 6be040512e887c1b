//! Units: what they measure and how they convert.

use std::borrow::Cow;

use rust_decimal::Decimal;

use crate::cue::Cues;
use crate::lexicon::{self, Lexicon, Tables, WordList};
use crate::numeral::{ten_to, times};

/// What the table says of a unit.
#[derive(Debug, Clone)]
pub(crate) struct UnitRow {
    /// What it measures: `area`, `mass`, `count`.
    pub(crate) dimension: Cow<'static, str>,
    /// How many of the dimension's base unit it is; 0 where it never converts.
    pub(crate) factor: Decimal,
    /// The name it is normalised to.
    pub(crate) name: Cow<'static, str>,
}

/// The units that are known.
#[derive(Debug, Clone)]
pub(crate) struct Units {
    cues: Cues<UnitRow>,
}

impl Units {
    /// The units of the tables.
    pub(crate) fn read(tables: &Tables) -> Self {
        // the names of the library's own units are borrowed, so that a number with one costs no allocation
        let own = lexicon::rows(WordList::Units.builtin()).filter_map(|row| unit(&row, Cow::Borrowed));
        let added = tables.added(WordList::Units).filter_map(|row| unit(&row, |text| Cow::Owned(text.to_owned())));
        Self { cues: Cues::new(own.chain(added)) }
    }

    /// The longest unit that `text` starts with.
    pub(crate) fn prefix<'s>(&'s self, text: &str) -> Option<(&'s str, &'s UnitRow)> {
        self.cues.prefix(text)
    }

    /// What the table says of exactly this unit.
    pub(crate) fn get(&self, unit: &str) -> Option<&UnitRow> {
        self.cues.get(unit)
    }
}

/// Reads a row: unit, dimension, factor, normalised name.
pub(crate) fn unit<'t>(cells: &[&'t str], keep: fn(&'t str) -> Cow<'static, str>) -> Option<(Box<str>, UnitRow)> {
    let [unit, dimension, factor, rest @ ..] = cells else {
        return None;
    };
    let name = rest.first().filter(|name| !name.is_empty()).unwrap_or(unit);
    let row = UnitRow { dimension: keep(dimension), factor: factor.parse().ok()?, name: keep(name) };
    Some(((*unit).into(), row))
}

/// What a unit measures, and its size in the base unit of that dimension.
///
/// ```
/// # use crosscounty::quantity::Unit;
/// let unit = Unit::of("万亩").unwrap();
/// assert_eq!(unit.dimension(), "area");
/// assert!(Unit::of("公顷").unwrap().same_dimension(&unit));
/// assert!(!Unit::of("美元").unwrap().same_dimension(&Unit::of("元").unwrap()));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    dimension: Box<str>,
    factor: Decimal,
}

impl Unit {
    /// The unit of this name, as printed or normalised; 万, 亿 before it (`万元`) and a quotient (`微克/立方米`) are understood.
    pub fn of(name: &str) -> Option<Self> {
        if let Some(row) = Lexicon::builtin().numbers.units.get(name) {
            return Some(Self { dimension: row.dimension.as_ref().into(), factor: row.factor });
        }
        if let Some((over, under)) = name.split_once('/').or_else(|| name.split_once('每')) {
            let (over, under) = (Self::of(over)?, Self::of(under)?);
            return Some(Self {
                dimension: format!("{}/{}", over.dimension, under.dimension).into(),
                factor: over.factor.checked_div(under.factor)?,
            });
        }
        if let Some((first, second)) = name.strip_prefix(':').map(|rest| (":", rest)) {
            let under: Decimal = second.parse().ok()?;
            return Some(Self { dimension: first.into(), factor: Decimal::ONE.checked_div(under)? });
        }
        let scale = name.chars().next().and_then(|c| match c {
            '百' => Some(2),
            '千' => Some(3),
            '万' => Some(4),
            '亿' => Some(8),
            _ => None,
        })?;
        let rest = Self::of(name.get(3..)?)?;
        Some(Self { dimension: rest.dimension, factor: times(rest.factor, ten_to(scale)) })
    }

    /// What it measures: `count`, `yuan`, `area`, `mass` …
    pub fn dimension(&self) -> &str {
        &self.dimension
    }

    /// Whether values in both units can be set side by side. Units that never convert (年, 届) share nothing.
    pub fn same_dimension(&self, other: &Self) -> bool {
        self.dimension == other.dimension && !self.factor.is_zero() && !other.factor.is_zero()
    }

    /// `value` in this unit, turned into the `other`; none where they measure different things.
    pub fn convert(&self, value: Decimal, other: &Self) -> Option<Decimal> {
        if !self.same_dimension(other) {
            return None;
        }
        if self.factor == other.factor {
            return Some(value);
        }
        let base = value.checked_mul(self.factor)?;
        // 亩 is a periodic fraction of the hectare: twelve places are far below what is printed
        base.checked_div(other.factor).map(|v| v.round_dp(12).normalize())
    }
}

/// `value` in the unit `from`, turned into the unit `to`; none where they measure different things.
///
/// Counting words (家, 个, 所, 处, 名, 人) are one dimension. Currencies have no rate and do not convert.
///
/// ```
/// # use crosscounty::quantity::convert;
/// # use rust_decimal::Decimal;
/// assert_eq!(convert(15.into(), "亩", "公顷"), Some(1.into()));
/// assert_eq!(convert(6.into(), "万元", "元"), Some(60_000.into()));
/// assert_eq!(convert(2.into(), "斤", "公斤"), Some(1.into()));
/// assert_eq!(convert(1.into(), "美元", "元"), None);
/// ```
pub fn convert(value: Decimal, from: &str, to: &str) -> Option<Decimal> {
    if from == to {
        return Some(value);
    }
    Unit::of(from)?.convert(value, &Unit::of(to)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_convert_within_a_dimension() {
        let cases = [
            ("1", "平方公里", "公顷", "100"),
            ("1", "吨", "斤", "2000"),
            ("3", "家", "个", "3"),
            ("35", "微克/立方米", "毫克/立方米", "0.035"),
            ("2", "兆瓦", "千瓦", "2000"),
            ("1.28", ":1", ":1", "1.28"),
        ];
        for (value, from, to, expected) in cases {
            let value = Decimal::from_str_exact(value).expect("a number");
            assert_eq!(convert(value, from, to).map(|v| v.to_string()).as_deref(), Some(expected), "{from} to {to}");
        }
        assert_eq!(convert(Decimal::MAX, "平方公里", "平方米"), None);
        assert_eq!(convert(1.into(), "年", "月"), None);
        assert_eq!(convert(1.into(), "亩", "吨"), None);
    }

    #[test]
    fn every_row_names_a_dimension_and_a_factor() {
        for row in lexicon::rows(include_str!("../../data/lexicon/units.tsv")) {
            assert!(row.len() >= 3 && row[2].parse::<Decimal>().is_ok(), "{row:?}");
        }
    }
}
