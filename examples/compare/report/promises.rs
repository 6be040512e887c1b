//! Which targets go on one card: those that can be read directly against each other, and beside them those that count
//! the same thing with a difference that is named.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crosscounty::compare::{Better, Comparison, Difference, Figure, Obstacle, Promise};

use super::book::Book;

/// A target by plan and place in the page.
pub(super) type Spot = (usize, usize);

/// A card with more rows than these leaves out promises with a difference; the table `comparisons` has them.
const MOST: usize = 30;

/// One indicator that at least two counties promise.
pub(super) struct Card<'a> {
    /// The shortest name that a plan has for it.
    pub(super) name: &'a str,
    /// Whether at least two values can be read directly against each other.
    pub(super) direct: bool,
    /// The promises: the direct ones, then those with a difference; each from the highest value down.
    pub(super) rows: Vec<Row<'a>>,
    /// How many promises with a difference are left out because the card is full.
    pub(super) more: usize,
    /// The unit of the axis.
    pub(super) unit: &'a str,
    /// Which direction is the better one, if it is known.
    pub(super) better: Option<&'a Better>,
}

/// One promise on a card.
pub(super) struct Row<'a> {
    /// The plan that makes it.
    pub(super) plan: usize,
    /// What it promises.
    pub(super) promise: &'a Promise,
    /// Its ends in the unit of the axis; none where it can't be put on the axis.
    pub(super) value: Option<(f64, f64)>,
    /// What keeps it apart; none for a direct one.
    pub(super) near: Option<Near<'a>>,
    /// Figures worked out from the printed value.
    pub(super) figures: Vec<Worked<'a>>,
}

/// What keeps a promise from being read directly against the others of its card.
pub(super) struct Near<'a> {
    /// The named differences.
    pub(super) differences: &'a [Difference],
    /// Why it is not on the axis; empty where it is.
    pub(super) obstacles: &'a [Obstacle],
    /// Restricting words that only this promise has.
    pub(super) only: &'a [String],
    /// Restricting words that only the other has.
    pub(super) lacks: &'a [String],
}

/// A figure of one side of a comparison.
pub(super) struct Worked<'a> {
    /// The figure.
    pub(super) figure: &'a Figure,
    /// Whether the promise is the comparison's first side.
    pub(super) first: bool,
}

impl Card<'_> {
    /// Number of counties on the card, those with a difference included.
    pub(super) fn counties(&self) -> usize {
        self.rows.iter().map(|row| row.plan).collect::<BTreeSet<_>>().len()
    }
}

/// All cards: the direct ones first, those of most counties first.
pub(super) fn cards<'a>(book: &Book<'_>, comparisons: &'a [Comparison]) -> Vec<Card<'a>> {
    let edges: Vec<Edge<'a>> = comparisons.iter().filter_map(|comparison| Edge::of(book, comparison)).collect();
    let direct = components(edges.iter().filter(|edge| edge.is_direct()).map(|edge| ("", edge)));
    let in_direct: BTreeSet<Spot> = direct.iter().flatten().copied().collect();
    let apart = edges.iter().filter(|edge| edge.ends.iter().all(|(spot, _)| !in_direct.contains(spot)));
    let near = components(apart.map(|edge| (edge.comparison.likeness.head.as_str(), edge)));
    let mut at: HashMap<Spot, Vec<&Edge<'a>>> = HashMap::new();
    for edge in &edges {
        for (spot, _) in &edge.ends {
            at.entry(*spot).or_default().push(edge);
        }
    }
    let mut cards: Vec<Card<'a>> = direct.iter().map(|spots| card(spots, &at, true)).collect();
    cards.extend(near.iter().map(|spots| card(spots, &at, false)));
    let direct_counties = |card: &Card<'_>| {
        card.rows.iter().filter(|row| row.near.is_none()).map(|row| row.plan).collect::<BTreeSet<_>>()
    };
    let order = |card: &Card<'_>| {
        let first = card.rows.iter().map(|row| (row.plan, row.promise.target.value_text.span.start)).min();
        (!card.direct, usize::MAX - direct_counties(card).len(), usize::MAX - card.counties(), first)
    };
    cards.sort_by_cached_key(order);
    cards
}

/// A comparison with its two ends placed.
struct Edge<'a> {
    comparison: &'a Comparison,
    ends: [(Spot, &'a Promise); 2],
}

impl<'a> Edge<'a> {
    fn of(book: &Book<'_>, comparison: &'a Comparison) -> Option<Self> {
        let end =
            |promise: &'a Promise| Some(((book.plan(&promise.plan)?, promise.target.value_text.span.start), promise));
        Some(Self { comparison, ends: [end(&comparison.a)?, end(&comparison.b)?] })
    }

    fn is_direct(&self) -> bool {
        self.comparison.is_direct()
    }

    /// The other end, as seen from `spot`.
    fn other(&self, spot: Spot) -> (Spot, &'a Promise) {
        if self.ends[0].0 == spot { self.ends[1] } else { self.ends[0] }
    }

    /// What one unit of the value at `spot` is in units of the other end's value; none where they do not convert.
    fn scale(&self, spot: Spot) -> Option<f64> {
        let common = self.comparison.common.as_ref().filter(|_| self.comparison.obstacles.is_empty())?;
        let ratio = |in_common: rust_decimal::Decimal, printed: rust_decimal::Decimal| {
            if in_common == printed { Some(1.0) } else { number(in_common.checked_div(printed)?) }
        };
        let a = ratio(common.a.max, self.comparison.a.target.max)?;
        let b = ratio(common.b.max, self.comparison.b.target.max)?;
        let scale = if self.ends[0].0 == spot { a / b } else { b / a };
        scale.is_finite().then_some(scale)
    }
}

/// A decimal as a coordinate.
fn number(value: rust_decimal::Decimal) -> Option<f64> {
    value.to_string().parse().ok()
}

/// The connected components of edges, kept apart by a label; each sorted.
fn components<'e, 'a: 'e>(edges: impl Iterator<Item = (&'a str, &'e Edge<'a>)>) -> Vec<Vec<Spot>> {
    let mut number: BTreeMap<(&str, Spot), usize> = BTreeMap::new();
    let mut parent: Vec<usize> = Vec::new();
    for (label, edge) in edges {
        let [a, b] = [0, 1].map(|end| {
            let node = *number.entry((label, edge.ends[end].0)).or_insert_with(|| {
                parent.push(parent.len());
                parent.len() - 1
            });
            root(&mut parent, node)
        });
        parent[a.max(b)] = a.min(b);
    }
    let mut groups: BTreeMap<usize, Vec<Spot>> = BTreeMap::new();
    for ((_, spot), node) in number {
        groups.entry(root(&mut parent, node)).or_default().push(spot);
    }
    groups.into_values().collect()
}

fn root(parent: &mut [usize], mut node: usize) -> usize {
    while parent[node] != node {
        parent[node] = parent[parent[node]];
        node = parent[node];
    }
    node
}

/// The card of the targets at `spots`; `direct` ones also show what is near them.
fn card<'a>(spots: &[Spot], at: &HashMap<Spot, Vec<&Edge<'a>>>, direct: bool) -> Card<'a> {
    let own: BTreeSet<Spot> = spots.iter().copied().collect();
    let mut promises: BTreeMap<Spot, &'a Promise> = BTreeMap::new();
    // the edge with fewest differences by which a target comes in that is not direct
    let mut links: BTreeMap<Spot, (&Edge<'a>, Spot)> = BTreeMap::new();
    let edges = || own.iter().flat_map(|spot| at.get(spot).into_iter().flatten().map(move |edge| (*spot, *edge)));
    for (spot, edge) in edges() {
        promises.extend(edge.ends.iter().filter(|(end, _)| *end == spot).copied());
        let (other, promise) = edge.other(spot);
        let comes_in = if direct { !own.contains(&other) } else { own.contains(&other) };
        if comes_in {
            promises.insert(other, promise);
            let best = links.entry(other).or_insert((edge, spot));
            if edge.comparison.differences.len() < best.0.comparison.differences.len() {
                *best = (edge, spot);
            }
        }
    }
    let values = on_axis(spots, &own, at, direct.then_some(&links));
    let rows = promises.iter().map(|(&spot, &promise)| {
        let link = links.get(&spot).map(|(edge, _)| *edge);
        Row {
            plan: spot.0,
            promise,
            value: values.get(&spot).copied(),
            near: link.map(|edge| near(edge, spot)),
            figures: figures(at, spot),
        }
    });
    let mut rows: Vec<Row<'a>> = rows.collect();
    let top = |row: &Row<'_>| row.value.map_or(f64::NEG_INFINITY, |(_, max)| max);
    rows.sort_by(|a, b| {
        let apart = |row: &Row<'_>| direct && row.near.is_some();
        apart(a).cmp(&apart(b)).then(top(b).total_cmp(&top(a))).then(a.plan.cmp(&b.plan))
    });
    let apart = rows.partition_point(|row| !(direct && row.near.is_some()));
    let more = if direct { rows.len().saturating_sub(apart.max(MOST)) } else { 0 };
    rows.truncate(rows.len() - more);
    let named = rows.iter().filter(|row| own.contains(&(row.plan, row.promise.target.value_text.span.start)));
    let name = named.map(|row| row.promise.target.indicator.as_str()).min_by_key(|name| name.chars().count());
    let better = edges().find_map(|(_, edge)| edge.comparison.better.as_ref());
    let unit = spots.first().and_then(|spot| promises.get(spot)).map_or("", |promise| promise.target.unit.as_str());
    Card { name: name.unwrap_or_default(), direct, rows, more, unit, better }
}

/// The values in the unit of the first target, as far as the comparisons tell how they convert.
fn on_axis<'a>(
    spots: &[Spot],
    own: &BTreeSet<Spot>,
    at: &HashMap<Spot, Vec<&Edge<'a>>>,
    links: Option<&BTreeMap<Spot, (&Edge<'a>, Spot)>>,
) -> BTreeMap<Spot, (f64, f64)> {
    let mut scales: BTreeMap<Spot, f64> = BTreeMap::new();
    let mut values = BTreeMap::new();
    let mut open: Vec<(Spot, f64)> = spots.first().map(|spot| (*spot, 1.0)).into_iter().collect();
    while let Some((spot, scale)) = open.pop() {
        if scales.insert(spot, scale).is_some() {
            continue;
        }
        for edge in at.get(&spot).into_iter().flatten() {
            let (other, promise) = edge.other(spot);
            let printed =
                |of: &Promise, scale: f64| Some((number(of.target.min)? * scale, number(of.target.max)? * scale));
            let here = edge.ends.iter().find(|(end, _)| *end == spot);
            if let Some(value) = here.and_then(|(_, promise)| printed(promise, scale)) {
                values.insert(spot, value);
            }
            let linked = links.is_some_and(|links| links.get(&other).is_some_and(|(_, from)| *from == spot));
            if let Some(step) = edge.scale(other).filter(|_| !scales.contains_key(&other)) {
                if own.contains(&other) {
                    open.push((other, scale * step));
                } else if linked && let Some(value) = printed(promise, scale * step) {
                    values.insert(other, value);
                }
            }
        }
    }
    values
}

/// How the promise at `spot` differs from the other end of `edge`.
fn near<'a>(edge: &Edge<'a>, spot: Spot) -> Near<'a> {
    let comparison = edge.comparison;
    let (only, lacks) = if edge.ends[0].0 == spot {
        (&comparison.likeness.only_a, &comparison.likeness.only_b)
    } else {
        (&comparison.likeness.only_b, &comparison.likeness.only_a)
    };
    Near { differences: &comparison.differences, obstacles: &comparison.obstacles, only, lacks }
}

/// The figures of the promise at `spot` that do not depend on the other side, each kind once.
fn figures<'a>(at: &HashMap<Spot, Vec<&Edge<'a>>>, spot: Spot) -> Vec<Worked<'a>> {
    let mut found: Vec<Worked<'a>> = Vec::new();
    for edge in at.get(&spot).into_iter().flatten() {
        let first = edge.ends[0].0 == spot;
        for figure in &edge.comparison.figures {
            let own = if first { figure.a } else { figure.b };
            let shown = super::words::figure(&figure.kind).is_some() && own.is_some();
            if shown && found.iter().all(|other| other.figure.kind != figure.kind) {
                found.push(Worked { figure, first });
            }
        }
    }
    found
}
