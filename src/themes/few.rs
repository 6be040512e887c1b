//! Themes of a few plans: every pair of plans is aligned.

use std::collections::BTreeMap;

use super::cluster::{Edge, cluster};
use super::{Group, Place};
use crate::align::{AlignOptions, Matcher, probability};
use crate::model::{Plan, Task};
use crate::similarity::{Features, spread, texts};

/// How one pair of tasks looks to the grouping.
#[derive(Debug, Clone, Copy)]
struct Link {
    a: u32,
    b: u32,
    /// Probability of a match.
    matched: f64,
    /// Probability of `same`.
    same: f64,
}

/// Log-odds of `same` for each unit of the evidence for it.
const SAME_SCALE: f64 = 2.0;

/// Log-odds of a match below which a pair is not looked at (a score of 0.02).
const LEAST: f64 = -4.0;

/// The tasks of all plans as nodes, plan by plan and in the order of their keys.
struct Nodes<'a> {
    plans: &'a [&'a Plan],
    /// Plan and position of each node's task.
    places: Vec<(usize, usize)>,
    /// For each plan the node of each task.
    of_plan: Vec<Vec<u32>>,
}

impl<'a> Nodes<'a> {
    fn of(plans: &'a [&'a Plan]) -> Self {
        let mut nodes = Self { plans, places: Vec::new(), of_plan: Vec::new() };
        for (p, plan) in plans.iter().enumerate() {
            let mut order: Vec<usize> = (0..plan.tasks.len()).collect();
            order.sort_by_key(|&t| super::key_order(&plan.tasks[t].key));
            let mut of_plan = vec![0; plan.tasks.len()];
            for t in order {
                of_plan[t] = nodes.places.len() as u32;
                nodes.places.push((p, t));
            }
            nodes.of_plan.push(of_plan);
        }
        nodes
    }

    fn task(&self, node: u32) -> &'a Task {
        let (plan, task) = self.places[node as usize];
        &self.plans[plan].tasks[task]
    }
}

/// Groups the tasks of plans, which stand in their own order.
pub(super) fn groups(plans: &[&Plan], features: &[Features], options: &AlignOptions) -> Vec<Group> {
    let nodes = Nodes::of(plans);
    let links = links(&nodes, features, options);
    let edges: Vec<Edge> = links.iter().map(Edge::of).collect();
    let between: BTreeMap<(u32, u32), Link> = links.iter().map(|link| ((link.a, link.b), *link)).collect();
    let clusters = cluster(nodes.places.len(), &edges, 0.0);
    clusters.iter().map(|members| group(&nodes, &between, members)).collect()
}

impl Edge {
    /// What is gained by having two tasks in one theme: the chance that they are `same`, less the chance that they are
    /// nothing to each other; a `part` counts neither way.
    fn of(link: &Link) -> Self {
        Self { a: link.a, b: link.b, gain: link.same - (1.0 - link.matched) }
    }
}

/// The links of all pairs of plans.
fn links(nodes: &Nodes<'_>, features: &[Features], options: &AlignOptions) -> Vec<Link> {
    let count = nodes.plans.len();
    let pairs: Vec<(usize, usize)> = (0..count).flat_map(|p| (p + 1..count).map(move |q| (p, q))).collect();
    let links = spread(&pairs, |&(p, q)| {
        let (a, b) = (nodes.plans[p], nodes.plans[q]);
        let matcher = Matcher::of((a, &features[p]), (b, &features[q]), options);
        // pairs below the threshold still speak for themselves when the others of a group are sure
        let pairs = matcher.above(LEAST);
        let samenesses = matcher.samenesses(&pairs);
        let link = |(&(i, j), same): (&(usize, usize), f64)| {
            let matched = probability(matcher.log_odds(i, j));
            let same = matched * probability(SAME_SCALE * same);
            Link { a: nodes.of_plan[p][i], b: nodes.of_plan[q][j], matched, same }
        };
        pairs.iter().zip(samenesses).map(link).collect::<Vec<_>>()
    });
    links.concat()
}

fn group(nodes: &Nodes<'_>, between: &BTreeMap<(u32, u32), Link>, members: &[u32]) -> Group {
    let with = |node: u32| {
        let others = members.iter().filter(move |&&other| other != node);
        others.filter_map(move |&other| between.get(&(node.min(other), node.max(other))))
    };
    let likeness =
        |&node: &u32| (with(node).map(|link| link.matched).sum::<f64>(), readable_title(nodes.task(node)), node);
    let shorter = |x: &str, y: &str| x.chars().count().cmp(&y.chars().count());
    let label = members
        .iter()
        .map(likeness)
        .min_by(|x, y| y.0.total_cmp(&x.0).then_with(|| shorter(&x.1, &y.1)).then(x.2.cmp(&y.2)))
        .map_or_else(String::new, |(_, title, _)| title);
    let member = |&node: &u32| {
        let (same, matched) = with(node).fold((0.0, 0.0), |sum, link| (sum.0 + link.same, sum.1 + link.matched));
        let (plan, task) = nodes.places[node as usize];
        Place { plan, task, is_part: same < matched / 2.0 }
    };
    Group { label, members: members.iter().map(member).collect() }
}

/// The title of a task, or what stands for it.
pub(super) fn readable_title(task: &Task) -> String {
    match &task.title {
        Some(title) => title.text.trim().to_owned(),
        None => texts(task).0,
    }
}
