//! Finds the pairs: targets that share a piece of their head are looked at, all others never meet.

use std::collections::HashMap;

use super::family::better;
use super::figure::figures;
use super::frame::{Frame, Member, plain};
use super::same::{Same, same};
use super::value::{common, convertible_measures, may_measure_the_same, obstacles, references_differ, years};
use super::words::{Nature, Words};
use super::{Ambition, Better, CompareOptions, Comparison, Difference, Likeness, Promise, Verdict, per_head_scales};
use crate::model::{Horizon, Measure, Plan, Target};
use crate::place::places_of;

/// A piece of head that more targets of one plan have than this leads nowhere: it is in every other word (企业), and
/// following it would cost the product of both plans.
const MOST_COMMON: usize = 256;

/// A plan with its targets taken apart.
pub(super) struct Indexed<'p> {
    plan: &'p Plan,
    targets: Vec<Entry<'p>>,
    /// Which targets have a piece of head, in order.
    by_key: HashMap<Key, Vec<usize>>,
}

/// A target with its place, taken apart.
pub(super) struct Entry<'p> {
    place: String,
    pub(super) target: &'p Target,
    pub(super) frame: Frame,
}

/// A piece of a head: two neighbouring characters, or the only class of an indicator that names no kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Key {
    Pair(char, char),
    Class(char, char),
}

impl<'p> Indexed<'p> {
    pub(super) fn of(plan: &'p Plan, words: &Words) -> Self {
        let own = own_names(plan);
        let mut targets = Vec::new();
        for (place, body) in plan.bodies() {
            targets.extend(body.targets.iter().map(|target| Entry {
                place: place.clone(),
                target,
                frame: Frame::of(target, &own, words),
            }));
        }
        let mut by_key: HashMap<Key, Vec<usize>> = HashMap::new();
        for (at, entry) in targets.iter().enumerate() {
            each_key(&entry.frame, |key| {
                let list = by_key.entry(key).or_default();
                if list.last() != Some(&at) {
                    list.push(at);
                }
            });
        }
        Self { plan, targets, by_key }
    }

    /// Which targets have a piece of head.
    fn having(&self, key: Key) -> &[usize] {
        self.by_key.get(&key).map_or(&[], Vec::as_slice)
    }

    /// The targets, in document order.
    pub(super) fn entries(&self) -> &[Entry<'p>] {
        &self.targets
    }

    pub(super) fn promise(&self, entry: &Entry) -> Promise {
        promise(self.plan, &entry.place, entry.target)
    }
}

/// A target with its place.
pub(super) fn promise(plan: &Plan, place: &str, target: &Target) -> Promise {
    Promise {
        plan: plan.id.clone(),
        task: place.to_owned(),
        target: target.clone(),
        years: years(&target.horizon, plan.header.period.map(|period| period.start_year)),
    }
}

/// Names of a plan's own place, longest first (沂源县, 沂源): what they restrict is the plan's own county.
fn own_names(plan: &Plan) -> Vec<String> {
    let Some(place) = &plan.header.jurisdiction else { return Vec::new() };
    let Some(&stem) = places_of(&place.text).last() else { return Vec::new() };
    let full = place.text.rfind(stem).map(|at| plain(&place.text[at..]));
    full.into_iter().chain([plain(stem)]).filter(|name| name.chars().nth(1).is_some()).collect()
}

/// Calls `each` with every key of an indicator.
fn each_key(frame: &Frame, mut each: impl FnMut(Key)) {
    for member in &frame.members {
        if member.kind.is_empty() {
            let class = member.class.as_deref().unwrap_or_default();
            let mut chars = class.chars();
            each(Key::Class(chars.next().unwrap_or('\0'), chars.next().unwrap_or('\0')));
        }
        for piece in &member.kind {
            pairs_of(&piece.text, &mut each);
            piece.within.iter().for_each(|within| pairs_of(within, &mut each));
        }
    }
}

fn pairs_of(text: &str, each: &mut impl FnMut(Key)) {
    let next = text.chars().skip(1);
    text.chars().zip(next).for_each(|(a, b)| each(Key::Pair(a, b)));
}

/// The comparable targets of two plans.
pub(super) fn pairs(a: &Indexed, b: &Indexed, options: &CompareOptions) -> Vec<Comparison> {
    let mut found = Vec::new();
    let mut met = vec![usize::MAX; b.targets.len()];
    for (at, entry) in a.targets.iter().enumerate() {
        let mut others = Vec::new();
        each_key(&entry.frame, |key| {
            if a.having(key).len() > MOST_COMMON || b.having(key).len() > MOST_COMMON {
                return;
            }
            for &other in b.having(key) {
                if met[other] != at {
                    met[other] = at;
                    others.push(other);
                }
            }
        });
        others.sort_unstable();
        for other in others {
            let other = &b.targets[other];
            let Some(same) = comparable(entry, other) else { continue };
            let differences = differences(entry, other, &same);
            if differences.len() <= options.most_differences {
                found.push(comparison((a, entry), (b, other), same, differences, options));
            }
        }
    }
    found
}

fn comparable(a: &Entry, b: &Entry) -> Option<Same> {
    may_measure_the_same(a.target, b.target).then(|| same(&a.frame, &b.frame)).flatten()
}

/// What units count the two: that of the first member that says it, the same from either side.
fn nature(a: &Frame, b: &Frame) -> Nature {
    let of = |frame: &Frame| frame.members.first().and_then(|member: &Member| member.nature).unwrap_or(Nature::Thing);
    let (a, b) = (of(a), of(b));
    if a == Nature::Thing { b } else { a }
}

fn common_of(a: &Entry, b: &Entry) -> Option<super::Common> {
    if !convertible_measures(a.target, b.target) {
        return None;
    }
    let (per_a, per_b) = (a.frame.per, b.frame.per);
    let (scale_a, scale_b) = per_head_scales(per_a, per_b);
    let mut common = common(a.target, b.target, nature(&a.frame, &b.frame), scale_a, scale_b)?;
    if let Some((per_a, per_b)) = per_a.zip(per_b).filter(|(a, b)| a != b) {
        // per thousand and per ten thousand: the unit says for how many
        common.unit = format!("{}/{}人", common.unit, per_a.min(per_b));
    }
    Some(common)
}

fn differences(a: &Entry, b: &Entry, same: &Same) -> Vec<Difference> {
    let unit = convertible_measures(a.target, b.target) && common_of(a, b).is_none();
    let checks = [
        (
            !same.only_a.is_empty() || !same.only_b.is_empty() || references_differ(a.target, b.target),
            Difference::Scope,
        ),
        (a.target.measure != b.target.measure, Difference::Measure),
        (horizons_differ(a.target, b.target), Difference::Horizon),
        (unit, Difference::Unit),
    ];
    checks.into_iter().filter(|(differs, _)| *differs).map(|(_, difference)| difference).collect()
}

/// Whether two periods differ: by the year they end with, or changes by the year they start from.
fn horizons_differ(a: &Target, b: &Target) -> bool {
    let changes = a.measure == Measure::Growth && b.measure == Measure::Growth;
    let starts = base_year(a).zip(base_year(b));
    a.horizon != b.horizon || changes && starts.is_some_and(|(a, b)| a != b)
}

/// The year that a change refers to: 2020 of 较2020年, the year before of 同比.
fn base_year(target: &Target) -> Option<i16> {
    let baseline = target.baseline.as_deref()?;
    let digits: String =
        baseline.chars().skip_while(|c| !c.is_ascii_digit()).take_while(char::is_ascii_digit).take(4).collect();
    match (digits.parse(), &target.horizon) {
        (Ok(year), _) if digits.len() == 4 => Some(year),
        (_, Horizon::Year(year)) if ["同比", "上年", "去年"].iter().any(|word| baseline.contains(word)) => {
            Some(year - 1)
        }
        _ => None,
    }
}

/// A target with the plan it stands in.
type Placed<'x, 'p> = (&'x Indexed<'p>, &'x Entry<'p>);

fn comparison(
    (plan_a, a): Placed,
    (plan_b, b): Placed,
    same: Same,
    differences: Vec<Difference>,
    options: &CompareOptions,
) -> Comparison {
    let common = common_of(a, b);
    let obstacles = obstacles(a.target, b.target, common.as_ref());
    let verdict = match &common {
        Some(common) if obstacles.is_empty() => common.a.against(common.b),
        _ => Verdict::NotComparable,
    };
    let better = better(&a.target.indicator, &b.target.indicator);
    let ambition = ambition(a.target, b.target, &differences, &verdict, better.as_ref());
    let mut comparison = Comparison {
        indicator: shorter(&a.target.indicator, &b.target.indicator).to_owned(),
        a: plan_a.promise(a),
        b: plan_b.promise(b),
        likeness: Likeness { head: same.shared, both: same.both, only_a: same.only_a, only_b: same.only_b },
        differences,
        common,
        verdict,
        obstacles,
        better,
        ambition,
        figures: Vec::new(),
    };
    comparison.figures = figures(&comparison, options);
    comparison
}

/// The shorter of two indicators; of two equally long ones the first in the order of characters.
fn shorter<'t>(a: &'t str, b: &'t str) -> &'t str {
    let key = |text: &'t str| (text.chars().count(), text);
    if key(a) <= key(b) { a } else { b }
}

/// Whether the first promises more: the same scope, and the better value is due no later than the other.
fn ambition(
    a: &Target,
    b: &Target,
    differences: &[Difference],
    verdict: &Verdict,
    better: Option<&Better>,
) -> Option<Ambition> {
    let more = match (better?, verdict) {
        (Better::Higher, Verdict::Higher) | (Better::Lower, Verdict::Lower) => true,
        (Better::Higher, Verdict::Lower) | (Better::Lower, Verdict::Higher) => false,
        _ => return None,
    };
    let no_later = match (&a.horizon, &b.horizon) {
        _ if differences.is_empty() => true,
        (Horizon::Year(first), Horizon::Year(second)) if differences == [Difference::Horizon] => {
            // a flow over more years is no more ambitious for being greater
            a.measure == Measure::Level && (if more { first <= second } else { second <= first })
        }
        _ => false,
    };
    no_later.then_some(if more { Ambition::More } else { Ambition::Less })
}
