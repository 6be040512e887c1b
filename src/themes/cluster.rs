//! Groups from a graph: average linkage on the gain of having two tasks in one theme.

use std::collections::{BTreeMap, BinaryHeap};

/// Two nodes with the gain of having them together.
#[derive(Debug, Clone, Copy)]
pub(super) struct Edge {
    pub(super) a: u32,
    pub(super) b: u32,
    /// From −1 (they do not belong together) to 1.
    pub(super) gain: f64,
}

/// What two nodes without edge gain: they surely do not belong together.
const NO_EDGE: f64 = -1.0;

/// Two groups that could be joined, the best first; ties go by the smaller nodes.
#[derive(PartialEq)]
struct Join {
    mean: f64,
    a: u32,
    b: u32,
    /// Sizes when it was computed: it is stale when they changed.
    sizes: (u32, u32),
}

impl Eq for Join {}

impl Ord for Join {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.mean.total_cmp(&other.mean).then_with(|| (other.a, other.b).cmp(&(self.a, self.b)))
    }
}

impl PartialOrd for Join {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

/// The groups, and who is linked to whom.
struct Groups {
    members: Vec<Vec<u32>>,
    /// For each group the summed gain of its edges to others, less what the same number of missing edges would gain.
    links: Vec<BTreeMap<u32, f64>>,
    queue: BinaryHeap<Join>,
}

/// Joins the two groups with the greatest mean gain, again and again, as long as it is above `least`.
///
/// The number of nodes is `nodes`; the result does not depend on the order of the edges, and each group is sorted.
pub(super) fn cluster(nodes: usize, edges: &[Edge], least: f64) -> Vec<Vec<u32>> {
    let mut groups = Groups {
        members: (0..nodes as u32).map(|node| vec![node]).collect(),
        links: vec![BTreeMap::new(); nodes],
        queue: BinaryHeap::new(),
    };
    for edge in edges {
        groups.links[edge.a as usize].insert(edge.b, edge.gain - NO_EDGE);
        groups.links[edge.b as usize].insert(edge.a, edge.gain - NO_EDGE);
    }
    for edge in edges {
        groups.offer(edge.a.min(edge.b), edge.a.max(edge.b), least);
    }
    while let Some(join) = groups.queue.pop() {
        if groups.sizes(join.a, join.b) == join.sizes {
            groups.join(join.a, join.b, least);
        }
    }
    let mut found: Vec<_> = groups.members.into_iter().filter(|members| !members.is_empty()).collect();
    for members in &mut found {
        members.sort_unstable();
    }
    found.sort_unstable();
    found
}

impl Groups {
    fn sizes(&self, a: u32, b: u32) -> (u32, u32) {
        (self.members[a as usize].len() as u32, self.members[b as usize].len() as u32)
    }

    fn offer(&mut self, a: u32, b: u32, least: f64) {
        let sizes = self.sizes(a, b);
        let pairs = f64::from(sizes.0) * f64::from(sizes.1);
        let Some(sum) = self.links[a as usize].get(&b) else { return };
        let mean = sum / pairs + NO_EDGE;
        if mean > least {
            self.queue.push(Join { mean, a, b, sizes });
        }
    }

    fn join(&mut self, a: u32, b: u32, least: f64) {
        let moved = std::mem::take(&mut self.members[b as usize]);
        self.members[a as usize].extend(moved);
        let links = std::mem::take(&mut self.links[b as usize]);
        for (other, gain) in links {
            self.links[other as usize].remove(&b);
            if other != a {
                *self.links[a as usize].entry(other).or_default() += gain;
                *self.links[other as usize].entry(a).or_default() += gain;
            }
        }
        self.links[a as usize].remove(&b);
        let others: Vec<u32> = self.links[a as usize].keys().copied().collect();
        for other in others {
            self.offer(a.min(other), a.max(other), least);
        }
    }
}
