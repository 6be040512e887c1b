//! Values in a common unit, and the verdict on them.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::words::Nature;
use super::{Obstacle, Verdict};
use crate::model::{Horizon, Measure, Target};
use crate::quantity::Unit;

/// A printed value, from its lower to its upper end; both are the same unless a range is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Interval {
    /// Lower end.
    pub min: Decimal,
    /// Upper end.
    pub max: Decimal,
}

impl Interval {
    /// Both ends multiplied or divided; none where that overflows.
    pub(super) fn map(self, scale: impl Fn(Decimal) -> Option<Decimal>) -> Option<Self> {
        let (x, y) = (scale(self.min)?.normalize(), scale(self.max)?.normalize());
        Some(Self { min: x.min(y), max: x.max(y) })
    }

    /// Whether one value is printed, not two.
    pub fn is_point(self) -> bool {
        self.min == self.max
    }

    /// How this value stands to `other`, by what is printed alone.
    ///
    /// ```
    /// # use crosscounty::compare::{Interval, Verdict};
    /// let value = |min: i64, max: i64| Interval { min: min.into(), max: max.into() };
    /// assert_eq!(value(5, 5).against(value(3, 3)), Verdict::Higher);
    /// assert_eq!(value(5, 5).against(value(5, 5)), Verdict::Equal);
    /// assert_eq!(value(1, 3).against(value(3, 3)), Verdict::Overlapping);
    /// ```
    pub fn against(self, other: Self) -> Verdict {
        if self.min > other.max {
            Verdict::Higher
        } else if self.max < other.min {
            Verdict::Lower
        } else if self == other {
            Verdict::Equal
        } else {
            Verdict::Overlapping
        }
    }
}

/// Two values in one unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Common {
    /// The unit of both.
    pub unit: String,
    /// The first value.
    pub a: Interval,
    /// The second value.
    pub b: Interval,
}

/// The units of one kind of quantity: two values of different kinds never measure the same thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Money,
    Share,
    Amount,
}

/// Whether the units of two targets can belong to the same indicator.
pub(super) fn may_measure_the_same(a: &Target, b: &Target) -> bool {
    let plain = |t: &Target| matches!(t.measure, Measure::Level | Measure::Flow);
    // 优良天数 are promised in days and in per cent
    let days_of = |a: &Target, b: &Target| matches!(&*a.unit, "天" | "日") && Kind::of(&b.unit) == Kind::Share;
    !(plain(a) && plain(b)) || Kind::of(&a.unit) == Kind::of(&b.unit) || days_of(a, b) || days_of(b, a)
}

/// What a gap is measured from, without words that say nothing: 全市 of 全市平均水平.
fn reference(target: &Target) -> Option<&str> {
    let words = target.reference.as_deref()?;
    Some(["水平", "增速", "值", "平均"].iter().fold(words, |words, tail| words.trim_end_matches(tail)))
}

/// Whether two gaps are measured from different references.
pub(super) fn references_differ(a: &Target, b: &Target) -> bool {
    a.measure == Measure::Gap && b.measure == Measure::Gap && reference(a) != reference(b)
}

impl Kind {
    /// The kind of quantity that a unit measures.
    pub(super) fn of(unit: &str) -> Self {
        let unit = Unit::of(unit);
        match unit.as_ref().map(Unit::dimension) {
            Some("yuan" | "dollar" | "euro" | "hongkong_dollar" | "yen" | "pound") => Self::Money,
            Some("share" | "points" | "tenth" | "multiple" | "doubling" | ":") => Self::Share,
            _ => Self::Amount,
        }
    }
}

/// Both values in one unit, chosen without regard to which comes first; none where the units do not convert, or where
/// they count different things (小区 in 个 and 户).
pub(super) fn common(a: &Target, b: &Target, nature: Nature, scale_a: Decimal, scale_b: Decimal) -> Option<Common> {
    let value = |t: &Target, scale: Decimal| {
        let interval = Interval { min: t.min, max: t.max };
        interval.map(|v| v.checked_mul(scale))
    };
    let (value_a, value_b) = (value(a, scale_a)?, value(b, scale_b)?);
    if a.unit == b.unit {
        return Some(Common { unit: a.unit.clone(), a: value_a, b: value_b });
    }
    let (unit_a, unit_b) = (Unit::of(&a.unit)?, Unit::of(&b.unit)?);
    if !unit_a.same_dimension(&unit_b) || !counts_alike(&a.unit, &b.unit, nature) {
        return None;
    }
    // the finer unit, so that no digits are lost: 公顷 become 亩
    let one = Decimal::ONE;
    let a_in_b = unit_a.convert(one, &unit_b)?;
    let to_a = if a_in_b == one { a.unit < b.unit } else { a_in_b < one };
    let (name, unit) = if to_a { (&a.unit, &unit_a) } else { (&b.unit, &unit_b) };
    Some(Common {
        unit: name.clone(),
        a: value_a.map(|v| unit_a.convert(v, unit))?,
        b: value_b.map(|v| unit_b.convert(v, unit))?,
    })
}

/// What a counting word counts beside the thing itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Counter {
    Thing,
    Person,
    Turn,
    Household,
    Dwelling,
    Place,
    Plot,
}

fn counter(unit: &str) -> Counter {
    match unit {
        "人" | "名" | "位" | "口" => Counter::Person,
        "人次" | "人份" => Counter::Turn,
        "户" | "户次" => Counter::Household,
        "套" | "间" => Counter::Dwelling,
        "栋" | "幢" => Counter::Plot,
        "村" | "个村" | "社区" | "镇" | "县" => Counter::Place,
        _ => Counter::Thing,
    }
}

/// Whether two counting words count the same of a thing of this nature: 户 and 家 of 市场主体, but not of 老旧小区.
fn counts_alike(a: &str, b: &str, nature: Nature) -> bool {
    let (a, b) = (counter(a), counter(b));
    let own = match nature {
        Nature::Entity => &[Counter::Household][..],
        Nature::Person => &[Counter::Person],
        Nature::Home => &[Counter::Household, Counter::Dwelling],
        Nature::Place => &[Counter::Place],
        Nature::Event | Nature::Sum | Nature::Thing => &[],
    };
    let counts_it = |counter: Counter| counter == Counter::Thing || own.contains(&counter);
    a == b || counts_it(a) && counts_it(b)
}

/// Why two targets can't be compared by their printed figures, whatever the figures are.
pub(super) fn obstacles(a: &Target, b: &Target, common: Option<&Common>) -> Vec<Obstacle> {
    let mut obstacles = Vec::new();
    if a.measure != b.measure {
        obstacles.push(Obstacle::Measure);
    } else if common.is_none() {
        obstacles.push(Obstacle::Unit);
    }
    if references_differ(a, b) {
        obstacles.push(Obstacle::Reference);
    }
    if common.is_none() && a.measure != b.measure && convertible_measures(a, b) {
        obstacles.push(Obstacle::Unit);
    }
    obstacles
}

/// Whether both are a level or a flow, so that their units should agree.
pub(super) fn convertible_measures(a: &Target, b: &Target) -> bool {
    let plain = |t: &Target| matches!(t.measure, Measure::Level | Measure::Flow);
    a.measure == b.measure || plain(a) && plain(b)
}

/// How many years the period up to a horizon has, in a plan that starts in `start`; 1 for each year and within the year.
pub(super) fn years(horizon: &Horizon, start: Option<i16>) -> Option<u32> {
    match horizon {
        Horizon::Year(year) => u32::try_from(i32::from(*year) - i32::from(start?) + 1).ok().filter(|&years| years > 0),
        Horizon::EachYear | Horizon::InYear => Some(1),
        _ => None,
    }
}
