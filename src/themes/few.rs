//! Themes of a few plans: every pair of plans is aligned.

use super::cluster::{Edge, cluster};
use super::{Member, Theme, Themes};
use crate::align::{AlignOptions, Matcher, Relation, probability};
use crate::model::Plan;
use crate::similarity::{Features, spread};

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

/// Log-odds of `same` for each unit of [`crate::align`]'s evidence for it.
const SAME_SCALE: f64 = 2.0;

pub(super) fn themes(plans: &[Plan], options: &AlignOptions) -> Themes {
    let features = spread(plans, |plan| Features::of(plan, &options.weights));
    let mut first = vec![0u32];
    for plan in plans {
        first.push(first.last().copied().unwrap_or_default() + plan.tasks.len() as u32);
    }
    let pairs: Vec<(usize, usize)> = (0..plans.len()).flat_map(|i| (i + 1..plans.len()).map(move |j| (i, j))).collect();
    let links: Vec<Link> = spread(&pairs, |&(p, q)| {
        let matcher = Matcher::of((&plans[p], &features[p]), (&plans[q], &features[q]), options);
        links(&matcher, first[p], first[q], options)
    })
    .concat();
    let edges: Vec<Edge> =
        links.iter().map(|link| Edge { a: link.a, b: link.b, gain: link.same - (1.0 - link.matched) }).collect();
    let nodes = first.last().copied().unwrap_or_default() as usize;
    let groups = cluster(nodes, &edges, 0.0);
    let place = |node: u32| {
        let plan = first.partition_point(|&f| f <= node) - 1;
        (plan, (node - first[plan]) as usize)
    };
    let themes = groups
        .iter()
        .enumerate()
        .map(|(n, group)| Theme {
            number: n as u32 + 1,
            label: String::new(),
            members: group
                .iter()
                .map(|&node| {
                    let (p, t) = place(node);
                    Member { plan: plans[p].id.clone(), task: plans[p].tasks[t].key.clone(), relation: Relation::Same }
                })
                .collect(),
        })
        .collect();
    Themes { themes, plans: plans.iter().map(|p| p.id.clone()).collect() }
}

fn links(matcher: &Matcher<'_>, first_a: u32, first_b: u32, options: &AlignOptions) -> Vec<Link> {
    // pairs below the threshold still speak for themselves when the others of a group are sure
    let candidates = matcher.above(LEAST);
    let samenesses = matcher.samenesses_of(&candidates);
    let _ = options;
    candidates
        .iter()
        .zip(samenesses)
        .map(|(&(i, j), same)| {
            let matched = probability(matcher.log_odds(i, j));
            Link {
                a: first_a + i as u32,
                b: first_b + j as u32,
                matched,
                same: matched * probability(SAME_SCALE * same),
            }
        })
        .collect()
}

/// Log-odds below which a pair is not looked at.
const LEAST: f64 = -4.0;
