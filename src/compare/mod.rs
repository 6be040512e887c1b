//! Which targets of different plans count or measure the same thing, and how their values stand to each other.
//!
//! Two targets are comparable where their indicators have the same head (the thing that is counted) and the same shape (a
//! number, a sum of money, a share, a value per head); words that only restrict the head (省级 against 市级以上) make a
//! difference of scope. Their tasks need not match. Every difference is named, and the verdict is on the printed
//! figures alone, so that anyone can recompute it.
//!
//! | first | second | |
//! |---|---|---|
//! | 新增城镇就业4000人 | 城镇新增就业5200人 | direct: lower |
//! | 市场主体总量达到5.6万户 | 新增市场主体1万户 | measure: not comparable |
//! | 省级以上创新平台5家 | 市级创新平台5家 | scope: equal |
//! | 新增绿色建筑20万平方米 | 绿色建筑占比80% | not the same thing: no comparison |

mod family;
mod figure;
mod frame;
mod group;
mod index;
mod level;
mod reader;
mod same;
mod value;
mod words;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

pub use figure::{Context, Figure, FigureKind, Reference};
pub use group::{GroupedPromise, IndicatorGroup, Shape, indicators};
pub use value::{Common, Interval};

use crate::model::{Plan, Target};
use crate::terms::terms;
use index::Indexed;
use words::Words;

/// Two targets of different plans that count or measure the same thing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Comparison {
    /// What both count: the shorter of the two indicators.
    pub indicator: String,
    /// The target of the first plan.
    pub a: Promise,
    /// The target of the second plan.
    pub b: Promise,
    /// What made them alike, and what restricts only one.
    pub likeness: Likeness,
    /// What keeps the two values from being read directly against each other; empty for a direct pair.
    pub differences: Vec<Difference>,
    /// The printed values in one unit; none where the units do not convert.
    pub common: Option<Common>,
    /// How the first printed value stands to the second.
    pub verdict: Verdict,
    /// Why the verdict is [`Verdict::NotComparable`]; empty otherwise.
    pub obstacles: Vec<Obstacle>,
    /// Which direction is the better one for this family of indicators, if it is known.
    pub better: Option<Better>,
    /// Whether the first promises more than the second: only where the better direction is known, the scope is the
    /// same and the horizon is no excuse.
    pub ambition: Option<Ambition>,
    /// Further figures, each labelled: per year, ratio, per head, resolved references.
    pub figures: Vec<Figure>,
}

/// A target with its place.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Promise {
    /// Id of the plan.
    pub plan: String,
    /// Key of the task, or of the place outside tasks (`s0`, `s3`, `s3.2`, `table`).
    pub task: String,
    /// The target.
    pub target: Target,
    /// How many years its period has: 3 for a target of 2025 in a plan of 2023–2025, 1 for each year; none if unknown.
    pub years: Option<u32>,
}

/// What made two indicators alike.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Likeness {
    /// What both count, in standard words: the shared head.
    pub head: String,
    /// Restricting words that both have, in standard words: 省级, 规上, ≥100000000元.
    pub both: Vec<String>,
    /// Restricting words that only the first has.
    pub only_a: Vec<String>,
    /// Restricting words that only the second has.
    pub only_b: Vec<String>,
}

terms! {
    /// What keeps two values from being read directly against each other.
    pub enum Difference {
        /// The head is the same, but the restricting words differ: 省级 against 市级以上.
        Scope = "scope",
        /// One is a level and the other a flow, a growth or a gap.
        Measure = "measure",
        /// The periods differ: 2023 against 2025, a year against each year.
        Horizon = "horizon",
        /// The units can't be turned into each other: 老旧小区 in 个 against 户.
        Unit = "unit",
    }
}

terms! {
    /// How the first printed value stands to the second.
    pub enum Verdict {
        /// The first is higher.
        Higher = "higher",
        /// The first is lower.
        Lower = "lower",
        /// Both are the same.
        Equal = "equal",
        /// A printed range overlaps with the other value.
        Overlapping = "overlapping",
        /// They can't be set side by side; [`Comparison::obstacles`] says why.
        NotComparable = "not_comparable",
    }
}

terms! {
    /// Why two printed values can't be compared.
    pub enum Obstacle {
        /// The units do not convert, or count different things.
        Unit = "unit",
        /// They are different kinds of quantity: a stock and a flow, a growth and a level.
        Measure = "measure",
        /// They are distances from different references.
        Reference = "reference",
    }
}

terms! {
    /// Which direction of an indicator is the better one.
    pub enum Better {
        /// More is better: coverage, firms.
        Higher = "higher",
        /// Less is better: energy per output, concentration, unemployment.
        Lower = "lower",
    }
}

terms! {
    /// How the promise of the first plan stands to that of the second.
    pub enum Ambition {
        /// The first promises more.
        More = "more",
        /// The first promises less.
        Less = "less",
    }
}

impl Verdict {
    /// The verdict with the two sides swapped.
    pub fn swapped(&self) -> Self {
        match self {
            Self::Higher => Self::Lower,
            Self::Lower => Self::Higher,
            other => other.clone(),
        }
    }
}

/// How to compare.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct CompareOptions {
    /// Pairs with more differences than this are left out: they are rarely worth showing. 2 by default, at most 4.
    pub most_differences: usize,
    /// What is known of the counties beside their plans, by plan id.
    pub context: indexmap::IndexMap<String, Context>,
    /// Words of indicators with the caller's additions; the built-in ones alone if none.
    words: Option<std::sync::Arc<Words>>,
}

impl CompareOptions {
    /// Adds rows to the table of things that indicators count: written, thing, restriction, broader thing, source, between
    /// tabs, as in `data/lexicon/indicator_things.tsv`. A later row wins over an earlier one.
    ///
    /// ```
    /// use crosscounty::{Plan, compare::{CompareOptions, compare_with}};
    ///
    /// let a = Plan::parse("一、民生\n1.关爱老人。新建长者食堂5处。").with_id("a");
    /// let b = Plan::parse("一、民生\n1.服务老人。新建幸福食堂8处。").with_id("b");
    /// let mut options = CompareOptions::default();
    /// assert!(compare_with(&a, &b, &options).is_empty());
    /// options.extend_things("长者食堂\t老年食堂\n幸福食堂\t老年食堂");
    /// assert_eq!(compare_with(&a, &b, &options).len(), 1);
    /// ```
    pub fn extend_things(&mut self, table: &str) {
        let mut words = self.words().clone();
        words.extend(table);
        self.words = Some(std::sync::Arc::new(words));
    }

    fn words(&self) -> &Words {
        self.words.as_deref().unwrap_or(Words::builtin())
    }
}

impl Default for CompareOptions {
    fn default() -> Self {
        Self { most_differences: 2, context: indexmap::IndexMap::new(), words: None }
    }
}

/// The comparable targets of two plans, in the order of the first plan's targets, then of the second's.
///
/// ```
/// # use crosscounty::{Plan, compare::compare};
/// assert!(compare(&Plan::default(), &Plan::default()).is_empty());
/// ```
pub fn compare(a: &Plan, b: &Plan) -> Vec<Comparison> {
    compare_with(a, b, &CompareOptions::default())
}

/// The comparable targets of two plans, compared as told.
pub fn compare_with(a: &Plan, b: &Plan, options: &CompareOptions) -> Vec<Comparison> {
    let words = options.words();
    let (a, b) = (Indexed::of(a, words), Indexed::of(b, words));
    index::pairs(&a, &b, options)
}

/// The comparable targets of every plan with every later one, in the order of the plans.
pub fn compare_all(plans: &[Plan], options: &CompareOptions) -> Vec<Comparison> {
    let indexed: Vec<Indexed> = plans.iter().map(|plan| Indexed::of(plan, options.words())).collect();
    let pairs = indexed.iter().enumerate().flat_map(|(i, a)| indexed[i + 1..].iter().map(move |b| (a, b)));
    pairs.flat_map(|(a, b)| index::pairs(a, b, options)).collect()
}

/// All targets of a plan with their places, in document order.
pub fn promises(plan: &Plan) -> Vec<Promise> {
    let bodies = plan.bodies();
    let of = |(place, body): (String, &crate::model::Body)| -> Vec<Promise> {
        body.targets.iter().map(|target| index::promise(plan, &place, target)).collect()
    };
    bodies.into_iter().flat_map(of).collect()
}

impl Comparison {
    /// Whether nothing keeps the two values from being read directly against each other.
    pub fn is_direct(&self) -> bool {
        self.differences.is_empty()
    }

    /// The verdict worked out anew from the printed values in their common unit.
    pub fn recomputed(&self) -> Verdict {
        match &self.common {
            Some(common) if self.obstacles.is_empty() => common.a.against(common.b),
            _ => Verdict::NotComparable,
        }
    }

    /// The same comparison with the two sides swapped.
    pub fn swapped(&self) -> Self {
        let mut swapped = self.clone();
        std::mem::swap(&mut swapped.a, &mut swapped.b);
        std::mem::swap(&mut swapped.likeness.only_a, &mut swapped.likeness.only_b);
        if let Some(common) = &mut swapped.common {
            std::mem::swap(&mut common.a, &mut common.b);
        }
        swapped.verdict = self.verdict.swapped();
        swapped.ambition = self.ambition.as_ref().map(|ambition| match ambition {
            Ambition::More => Ambition::Less,
            Ambition::Less => Ambition::More,
            other => other.clone(),
        });
        swapped.figures = self.figures.iter().map(Figure::swapped).collect();
        swapped
    }
}

/// How many heads of one per-head value make one of the other, as factors to the smaller base.
fn per_head_scales(a: Option<Decimal>, b: Option<Decimal>) -> (Decimal, Decimal) {
    match (a, b) {
        (Some(a), Some(b)) if a < b => (Decimal::ONE, a.checked_div(b).unwrap_or(Decimal::ONE)),
        (Some(a), Some(b)) if b < a => (b.checked_div(a).unwrap_or(Decimal::ONE), Decimal::ONE),
        _ => (Decimal::ONE, Decimal::ONE),
    }
}
