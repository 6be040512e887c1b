//! The same indicator over any number of plans: one group for each thing that is counted.

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

use super::family::better;
use super::frame::{Frame, Member};
use super::index::{Entry, Indexed};
use super::value::Kind;
use super::words::Words;
use super::{Better, Promise};
use crate::model::Plan;

/// All targets that count or measure one thing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct IndicatorGroup {
    /// The thing in standard words: 创新平台, 绿色建筑.
    pub head: String,
    /// Whether it is a share, a sum of money, or anything else that is counted or measured.
    pub shape: Shape,
    /// Ids of the plans that promise it, in the order of the plans.
    pub plans: Vec<String>,
    /// Which direction is the better one, if it is known.
    pub better: Option<Better>,
    /// The targets, in the order of plans and targets.
    pub promises: Vec<GroupedPromise>,
}

/// A target in a group.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct GroupedPromise {
    /// The target with its place.
    pub promise: Promise,
    /// What restricts the thing here: 省级, ≥100000000元, and the other things that are counted with it.
    pub restrictions: Vec<String>,
}

crate::terms::terms! {
    /// What kind of value an indicator has.
    pub enum Shape {
        /// A share, rate or ratio.
        Share = "share",
        /// A sum of money.
        Money = "money",
        /// A number of things, a length, an area, a mass …
        Amount = "amount",
        /// A value per head: 每千人口, 人均.
        PerHead = "per_head",
        /// A relative change or a distance, of whatever.
        Change = "change",
    }
}

/// Groups the targets of plans by the thing that they count. The time is linear in the number of targets.
///
/// A target that counts several things together (创新型中小企业、专精特新企业) stands in the group of each. Groups that more
/// plans share come first; a group of one plan is a promise that no other plan makes.
///
/// The grouping is by head alone, so it needs no pairs and works for thousands of plans. [`super::compare`] finds a few pairs
/// more, where two heads are worded in unlike ways that only a look at both tells.
///
/// ```
/// use crosscounty::{Plan, compare::indicators};
///
/// let a = Plan::parse("一、民生\n1.促进就业。新增城镇就业4000人。").with_id("a");
/// let b = Plan::parse("一、民生\n1.稳定就业。城镇新增就业1.8万人。").with_id("b");
/// let groups = indicators(&[a, b]);
/// assert_eq!((groups[0].head.as_str(), groups[0].plans.len()), ("城镇就业", 2));
/// ```
pub fn indicators(plans: &[Plan]) -> Vec<IndicatorGroup> {
    let mut groups: IndexMap<(String, &'static str), IndicatorGroup> = IndexMap::new();
    for plan in plans {
        let indexed = Indexed::of(plan, Words::builtin());
        for entry in indexed.entries() {
            let shape = shape(entry);
            for (at, member) in entry.frame.members.iter().enumerate() {
                let head = member.head();
                let key = format!("{head}{}", basis(&entry.frame, member));
                let group = groups.entry((key, name(&shape))).or_insert_with(|| IndicatorGroup {
                    head: head.clone(),
                    shape: shape.clone(),
                    plans: Vec::new(),
                    better: better(&entry.target.indicator, &head),
                    promises: Vec::new(),
                });
                if group.plans.last() != Some(&plan.id) {
                    group.plans.push(plan.id.clone());
                }
                let mut restrictions = entry.frame.limits.clone();
                restrictions.extend(member.restrictions());
                let others = entry.frame.members.iter().enumerate().filter(|(other, _)| *other != at);
                restrictions.extend(others.map(|(_, other)| other.name()));
                group.promises.push(GroupedPromise { promise: indexed.promise(entry), restrictions });
            }
        }
    }
    let mut groups: Vec<IndicatorGroup> = groups.into_values().collect();
    groups
        .sort_by(|a, b| b.plans.len().cmp(&a.plans.len()).then_with(|| (&a.head, &a.shape).cmp(&(&b.head, &b.shape))));
    groups
}

/// What tells one bare class from another: projects by level (省级重点项目) from projects by size (过亿元项目).
fn basis(frame: &Frame, member: &Member) -> String {
    if !member.kind.is_empty() {
        return String::new();
    }
    if frame.limits.iter().any(|limit| limit.contains('≥')) {
        return "≥".to_owned();
    }
    let levels = frame.limits.iter().any(|limit| limit.ends_with('级'));
    if levels { "级".to_owned() } else { frame.limits.concat() }
}

fn shape(entry: &Entry) -> Shape {
    use crate::model::Measure;
    match entry.target.measure {
        _ if entry.frame.per.is_some() => Shape::PerHead,
        _ if entry.frame.share => Shape::Share,
        Measure::Growth | Measure::Gap => Shape::Change,
        _ if Kind::of(&entry.target.unit) == Kind::Money => Shape::Money,
        _ => Shape::Amount,
    }
}

/// The name of a shape of this version.
fn name(shape: &Shape) -> &'static str {
    match shape {
        Shape::Share => "share",
        Shape::Money => "money",
        Shape::PerHead => "per_head",
        Shape::Change => "change",
        _ => "amount",
    }
}
