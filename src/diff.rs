//! What differs between two plans: of two counties, which targets of matched tasks stand only on one side; of one county
//! in two years, what was kept, raised, lowered, dropped and what is new.

use serde::{Deserialize, Serialize};

use crate::align::{Alignment, Relation, align};
use crate::compare::{CompareOptions, Comparison, Difference, Promise, compare_with, promises};
use crate::model::{Measure, Plan};
use crate::place::places_of;
use crate::terms::terms;

/// What differs between two plans.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Diff {
    /// Id of the first plan.
    pub plan_a: String,
    /// Id of the second plan.
    pub plan_b: String,
    /// The comparable targets of both, whether their tasks match or not.
    pub comparisons: Vec<Comparison>,
    /// The matched tasks, with the targets that only one of them has.
    pub tasks: Vec<TaskDiff>,
    /// What became of each target, where both plans are of the same place; empty otherwise.
    pub changes: Vec<Change>,
}

/// Two matched tasks and the targets that have no counterpart anywhere in the other plan.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TaskDiff {
    /// Key of the task of the first plan.
    pub task_a: String,
    /// Key of the task of the second plan.
    pub task_b: String,
    /// How the tasks belong together.
    pub relation: Relation,
    /// Positions in [`Diff::comparisons`] of the pairs of targets of these two tasks.
    pub comparisons: Vec<usize>,
    /// Targets of the first task that nothing in the second plan compares with.
    pub only_a: Vec<Promise>,
    /// Targets of the second task that nothing in the first plan compares with.
    pub only_b: Vec<Promise>,
}

/// What became of a target from one plan of a county to its next.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Change {
    /// What became of it.
    pub kind: ChangeKind,
    /// The target of the earlier plan; none where it is new.
    pub earlier: Option<Promise>,
    /// The target of the later plan; none where it is dropped.
    pub later: Option<Promise>,
    /// What differs beside the value and the year; not empty for [`ChangeKind::Restated`].
    pub differences: Vec<Difference>,
}

terms! {
    /// What became of a target from one plan to the next.
    pub enum ChangeKind {
        /// The same value is promised again.
        Kept = "kept",
        /// A higher value is promised.
        Raised = "raised",
        /// A lower value is promised.
        Lowered = "lowered",
        /// The thing is promised again in other terms: another scope, measure, unit or length of time.
        Restated = "restated",
        /// The earlier plan has nothing like it.
        New = "new",
        /// The later plan has nothing like it.
        Dropped = "dropped",
    }
}

/// What differs between two plans; the tasks are matched on the way.
///
/// ```
/// use crosscounty::{Plan, diff::{ChangeKind, diff}};
///
/// let before = Plan::parse("甲县2023年重点工作任务\n一、民生\n1.促进就业。新增城镇就业4000人以上。(县人社局负责)").with_id("2023");
/// let after = Plan::parse("甲县2024年重点工作任务\n一、民生\n1.促进就业。新增城镇就业4500人以上。(县人社局负责)").with_id("2024");
/// assert_eq!(diff(&before, &after).changes[0].kind, ChangeKind::Raised);
/// ```
pub fn diff(a: &Plan, b: &Plan) -> Diff {
    diff_with(a, b, &align(a, b), &CompareOptions::default())
}

/// What differs between two plans whose tasks are matched already (`alignment` of `a` with `b`).
pub fn diff_with(a: &Plan, b: &Plan, alignment: &Alignment, options: &CompareOptions) -> Diff {
    let comparisons = compare_with(a, b, options);
    let (promises_a, promises_b) = (promises(a), promises(b));
    let lone_a = lone(&promises_a, comparisons.iter().map(|comparison| &comparison.a));
    let lone_b = lone(&promises_b, comparisons.iter().map(|comparison| &comparison.b));
    let of_task =
        |lone: &[&Promise], task: &str| lone.iter().filter(|p| p.task == task).map(|p| (*p).clone()).collect();
    let tasks = alignment.matches.iter().map(|found| TaskDiff {
        task_a: found.task_a.clone(),
        task_b: found.task_b.clone(),
        relation: found.relation.clone(),
        comparisons: between(&comparisons, &found.task_a, &found.task_b),
        only_a: of_task(&lone_a, &found.task_a),
        only_b: of_task(&lone_b, &found.task_b),
    });
    Diff {
        plan_a: a.id.clone(),
        plan_b: b.id.clone(),
        tasks: tasks.collect(),
        changes: if same_place(a, b) { changes(a, b, alignment, options) } else { Vec::new() },
        comparisons,
    }
}

/// Where a target stands: no two targets of a plan start at the same byte.
fn place(promise: &Promise) -> usize {
    promise.target.value_text.span.start
}

/// The targets of a plan that no comparison has.
fn lone<'p>(all: &'p [Promise], compared: impl Iterator<Item = &'p Promise>) -> Vec<&'p Promise> {
    let mut compared: Vec<usize> = compared.map(place).collect();
    compared.sort_unstable();
    all.iter().filter(|promise| compared.binary_search(&place(promise)).is_err()).collect()
}

/// Positions of the comparisons between two tasks.
fn between(comparisons: &[Comparison], task_a: &str, task_b: &str) -> Vec<usize> {
    let hits = comparisons.iter().enumerate().filter(|(_, c)| c.a.task == task_a && c.b.task == task_b);
    hits.map(|(at, _)| at).collect()
}

/// Whether two plans are of the same place: the smallest places of their titles have one name.
fn same_place(a: &Plan, b: &Plan) -> bool {
    let own = |plan: &Plan| -> Option<String> {
        let jurisdiction = plan.header.jurisdiction.as_ref()?;
        places_of(&jurisdiction.text).last().map(|&stem| stem.to_owned())
    };
    own(a).is_some_and(|place| own(b) == Some(place))
}

/// The first and last year of a plan; plans without years come last.
fn years(plan: &Plan) -> (i16, i16) {
    plan.header.period.map_or((i16::MAX, i16::MAX), |period| (period.end_year, period.start_year))
}

/// What became of each target: those of the earlier plan in order, then the new ones.
fn changes(a: &Plan, b: &Plan, alignment: &Alignment, options: &CompareOptions) -> Vec<Change> {
    let forward = years(a) <= years(b);
    let (earlier, later) = if forward { (a, b) } else { (b, a) };
    let mut options = options.clone();
    options.most_differences = Difference::ALL.len();
    let matched = |x: &str, y: &str| {
        let (x, y) = if forward { (x, y) } else { (y, x) };
        alignment.matches.iter().any(|found| found.task_a == x && found.task_b == y)
    };
    let mut pairs: Vec<(usize, Comparison)> = compare_with(earlier, later, &options)
        .into_iter()
        .map(|c| (distance(&c, matched(&c.a.task, &c.b.task)), c))
        .collect();
    // the nearest pairs first; the sort is stable, so ties go by document order
    pairs.sort_by_key(|(distance, _)| *distance);
    let (olds, news) = (promises(earlier), promises(later));
    let mut partner: Vec<Option<Change>> = vec![None; olds.len()];
    let mut taken = vec![false; news.len()];
    for (_, pair) in pairs {
        let old = olds.iter().position(|promise| place(promise) == place(&pair.a));
        let new = news.iter().position(|promise| place(promise) == place(&pair.b));
        let (Some(old), Some(new)) = (old, new) else { continue };
        if partner[old].is_none() && !taken[new] {
            taken[new] = true;
            partner[old] = Some(change(pair));
        }
    }
    let kept = olds
        .into_iter()
        .zip(partner)
        .map(|(old, change)| change.unwrap_or_else(|| alone(ChangeKind::Dropped, Some(old), None)));
    let fresh = news.into_iter().zip(taken).filter(|(_, taken)| !taken);
    kept.chain(fresh.map(|(new, _)| alone(ChangeKind::New, None, Some(new)))).collect()
}

/// How far two targets are from being one promise in two years: differences beside the year, then unmatched tasks.
fn distance(comparison: &Comparison, matched: bool) -> usize {
    let other = comparison.differences.iter().filter(|difference| **difference != Difference::Horizon).count();
    2 * other + usize::from(!matched)
}

fn alone(kind: ChangeKind, earlier: Option<Promise>, later: Option<Promise>) -> Change {
    Change { kind, earlier, later, differences: Vec::new() }
}

/// What became of a target that the later plan has too.
fn change(pair: Comparison) -> Change {
    use crate::compare::Verdict;
    let mut differences: Vec<Difference> =
        pair.differences.iter().filter(|difference| **difference != Difference::Horizon).cloned().collect();
    let flows = pair.a.target.measure == Measure::Flow && pair.b.target.measure == Measure::Flow;
    if flows && pair.a.years != pair.b.years {
        // a sum over three years against one of a single year is another promise
        differences.push(Difference::Horizon);
    }
    let kind = match pair.verdict {
        _ if !differences.is_empty() => ChangeKind::Restated,
        Verdict::Equal => ChangeKind::Kept,
        // the first is the earlier one
        Verdict::Lower => ChangeKind::Raised,
        Verdict::Higher => ChangeKind::Lowered,
        _ => ChangeKind::Restated,
    };
    Change { kind, earlier: Some(pair.a), later: Some(pair.b), differences }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan(id: &str, year: &str, tasks: &str) -> Plan {
        Plan::parse(&format!("甲县{year}年重点工作任务\n一、发展\n{tasks}")).with_id(id)
    }

    fn line(change: &Change) -> String {
        let value = |p: &Option<Promise>| {
            p.as_ref().map(|p| format!("{}{}", p.target.indicator, p.target.value_text)).unwrap_or_default()
        };
        format!("{} {} > {}", change.kind, value(&change.earlier), value(&change.later))
    }

    #[test]
    fn two_years_of_a_county_say_what_became_of_each_target() {
        let old = plan(
            "old",
            "2023",
            "1.促进就业。新增城镇就业4000人。发放创业担保贷款1亿元。\n2.壮大企业。高新技术企业达到70家。新建口袋公园5处。",
        );
        let new = plan(
            "new",
            "2024",
            "1.促进就业。新增城镇就业4500人。发放创业担保贷款1亿元。\n2.壮大企业。高新技术企业达到65家。新建5G基站30个。",
        );
        let expected = [
            "raised 城镇就业4000人 > 城镇就业4500人",
            "kept 创业担保贷款1亿元 > 创业担保贷款1亿元",
            "lowered 高新技术企业70家 > 高新技术企业65家",
            "dropped 口袋公园5处 > ",
            "new  > 5G基站30个",
        ];
        for (a, b) in [(&old, &new), (&new, &old)] {
            assert_eq!(diff(a, b).changes.iter().map(line).collect::<Vec<_>>(), expected);
        }
    }

    #[test]
    fn plans_of_two_places_have_no_changes_but_lone_targets() {
        let a = plan("a", "2023", "1.促进就业。新增城镇就业4000人，开发公益性岗位300个。");
        let mut b = plan("b", "2023", "1.促进就业。新增城镇就业5000人。");
        b.header.jurisdiction = a.header.jurisdiction.clone().map(|mut j| {
            j.text = "乙县".to_owned();
            j
        });
        let diff = diff(&a, &b);
        assert!(diff.changes.is_empty());
        assert_eq!(diff.comparisons.len(), 1);
        let [task] = &diff.tasks[..] else { panic!("{:?}", diff.tasks) };
        assert_eq!((task.comparisons.as_slice(), task.only_b.len()), (&[0][..], 0));
        assert_eq!(task.only_a.iter().map(|p| p.target.indicator.as_str()).collect::<Vec<_>>(), ["公益性岗位"]);
    }
}
