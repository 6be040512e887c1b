//! Further figures beside the printed ones: each says what it is, none replaces what is printed.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::value::Interval;
use super::{CompareOptions, Comparison, Promise, Verdict};
use crate::model::{Measure, Target};
use crate::quantity::Unit;
use crate::terms::terms;

/// Digits after the point of a figure that is worked out by division.
const DIGITS: u32 = 6;

/// A figure worked out from the printed ones.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Figure {
    /// How it was worked out.
    pub kind: FigureKind,
    /// That of the first plan.
    pub a: Option<Interval>,
    /// That of the second plan.
    pub b: Option<Interval>,
    /// The unit of both: `人/年`, `元/人`; empty for a ratio.
    pub unit: String,
    /// How the first figure stands to the second, where both are there and can be set side by side.
    pub verdict: Option<Verdict>,
}

terms! {
    /// How a figure was worked out.
    pub enum FigureKind {
        /// A flow divided by the years of its period.
        PerYear = "per_year",
        /// The first printed value divided by the second (in `a`), and the other way round (in `b`).
        Ratio = "ratio",
        /// Divided by the population that the caller supplied.
        PerHead = "per_head",
        /// Per 100 million yuan of the GDP that the caller supplied.
        PerGdp = "per_gdp",
        /// Per square kilometre of the area that the caller supplied.
        PerArea = "per_area",
        /// A distance from a reference added to the value of the reference that the caller supplied.
        Resolved = "resolved",
    }
}

/// What a caller knows of a county beside its plan.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Context {
    /// Resident population (常住人口), in persons.
    pub population: Option<Decimal>,
    /// Gross domestic product (地区生产总值), in yuan.
    pub gdp: Option<Decimal>,
    /// Area, in square kilometres.
    pub area: Option<Decimal>,
    /// Values that targets refer to.
    pub references: Vec<Reference>,
}

/// A value that targets refer to (全市平均水平).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Reference {
    /// The indicator, or a word of it: 固定资产投资.
    pub indicator: String,
    /// The reference as plans name it, or a word of it: 全市平均.
    pub words: String,
    /// Its value, in the unit of the indicator: 6 for 6%.
    pub value: Decimal,
}

impl Figure {
    /// The same figure with the two sides swapped.
    pub(super) fn swapped(&self) -> Self {
        Self { a: self.b, b: self.a, verdict: self.verdict.as_ref().map(Verdict::swapped), ..self.clone() }
    }
}

/// All further figures of a comparison, in the order of [`FigureKind`].
pub(super) fn figures(comparison: &Comparison, options: &CompareOptions) -> Vec<Figure> {
    let contexts = [&comparison.a, &comparison.b].map(|side| options.context.get(&side.plan));
    let per = |kind: FigureKind, unit: &str, of: fn(&Context) -> Option<Decimal>| {
        let [a, b] = contexts.map(|context| context.and_then(of));
        per_something(comparison, kind, unit, a, b)
    };
    let figures = [
        per_year(comparison),
        ratio(comparison),
        per(FigureKind::PerHead, "人", |context| context.population),
        per(FigureKind::PerGdp, "亿元", |context| context.gdp.map(|gdp| gdp / Decimal::from(100_000_000))),
        per(FigureKind::PerArea, "平方公里", |context| context.area),
        resolved(comparison, contexts),
    ];
    figures.into_iter().flatten().collect()
}

/// A flow per year, where a period is longer than a year or the two are not alike.
fn per_year(comparison: &Comparison) -> Option<Figure> {
    let (a, b) = (&comparison.a, &comparison.b);
    let flows = a.target.measure == Measure::Flow && b.target.measure == Measure::Flow;
    let years = (a.years?, b.years?);
    if !flows || years == (1, 1) {
        return None;
    }
    divided(comparison, FigureKind::PerYear, "年", Some(years.0.into()), Some(years.1.into()))
}

/// The ratio of the two printed values, where neither is a range or 0.
fn ratio(comparison: &Comparison) -> Option<Figure> {
    let common = comparison.common.as_ref()?;
    if comparison.verdict == Verdict::NotComparable || !common.a.is_point() || !common.b.is_point() {
        return None;
    }
    let quotient = |x: Interval, y: Interval| {
        let value = x.min.checked_div(y.min)?.round_dp(DIGITS).normalize();
        Some(Interval { min: value, max: value })
    };
    Some(Figure {
        kind: FigureKind::Ratio,
        a: Some(quotient(common.a, common.b)?),
        b: Some(quotient(common.b, common.a)?),
        unit: String::new(),
        verdict: None,
    })
}

/// Values per head and the like, only for what grows with the size of a county: no shares, no averages.
fn per_something(
    comparison: &Comparison,
    kind: FigureKind,
    unit: &str,
    a: Option<Decimal>,
    b: Option<Decimal>,
) -> Option<Figure> {
    let total = |side: &Promise| {
        let per_head = ["人均", "每万", "每千", "万人", "千人", "单位", "万元地区", "万元GDP"];
        let of_unit = Unit::of(&side.target.unit);
        let absolute = of_unit
            .is_some_and(|unit| !["share", "points", "tenth", "multiple", "order", "rank"].contains(&unit.dimension()));
        absolute && !per_head.iter().any(|word| side.target.indicator.contains(word))
    };
    if a.is_none() && b.is_none() || !total(&comparison.a) || !total(&comparison.b) {
        return None;
    }
    divided(comparison, kind, unit, a, b)
}

/// Both common values divided, each by its own divisor.
fn divided(
    comparison: &Comparison,
    kind: FigureKind,
    unit: &str,
    by_a: Option<Decimal>,
    by_b: Option<Decimal>,
) -> Option<Figure> {
    let common = comparison.common.as_ref()?;
    let divide = |value: Interval, by: Option<Decimal>| {
        let by = by.filter(|by| *by > Decimal::ZERO)?;
        value.map(|v| Some(v.checked_div(by)?.round_dp(DIGITS)))
    };
    let (a, b) = (divide(common.a, by_a), divide(common.b, by_b));
    if a.is_none() && b.is_none() {
        return None;
    }
    let verdict = match (a, b) {
        (Some(a), Some(b)) if comparison.obstacles.is_empty() => Some(a.against(b)),
        _ => None,
    };
    Some(Figure { kind, a, b, unit: format!("{}/{unit}", common.unit), verdict })
}

/// Distances from references as values, where the caller supplied the references.
fn resolved(comparison: &Comparison, contexts: [Option<&Context>; 2]) -> Option<Figure> {
    let side = |target: &Target, context: Option<&Context>| match target.measure {
        Measure::Gap => {
            let reference = context?.references.iter().find(|reference| refers(target, reference))?;
            let value = Interval { min: target.min, max: target.max };
            value.map(|v| v.checked_add(reference.value))
        }
        // an absolute value in % stands beside a resolved distance as it is
        _ => (target.unit == "%").then_some(Interval { min: target.min, max: target.max }),
    };
    let (a, b) = (&comparison.a.target, &comparison.b.target);
    if a.measure != Measure::Gap && b.measure != Measure::Gap {
        return None;
    }
    let (value_a, value_b) = (side(a, contexts[0]), side(b, contexts[1]));
    if value_a.is_none() && value_b.is_none() {
        return None;
    }
    Some(Figure {
        kind: FigureKind::Resolved,
        a: value_a,
        b: value_b,
        unit: "%".to_owned(),
        verdict: value_a.zip(value_b).map(|(a, b)| a.against(b)),
    })
}

/// Whether a target refers to a reference that the caller supplied.
fn refers(target: &Target, reference: &Reference) -> bool {
    let printed = target.reference.as_deref().unwrap_or_default();
    target.indicator.contains(&reference.indicator)
        && !printed.is_empty()
        && (printed.contains(&reference.words) || reference.words.contains(printed))
}
