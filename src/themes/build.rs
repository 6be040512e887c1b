//! From plans to themes: the few aligned pair by pair, the many placed batch by batch.

use super::few::{self, readable_title};
use super::many::{Ground, Index, Means, Placed, Pruning};
use super::profile::{Lookup, Profile, Rarities, Seen};
use super::{Group, Landing, Member, Memory, Place, Theme, Themes, key_order};
use crate::align::{AlignOptions, Relation};
use crate::model::Plan;
use crate::similarity::{Features, Sentences, Weights, spread};

/// Up to so many plans every pair is aligned; of more plans so many are, and the others are placed.
const FEW: usize = 12;

/// Most plans that are placed at a time: what bounds the memory.
const BATCH: usize = 512;

/// Groups the tasks of plans, which stand in their own order.
pub(super) fn themes(plans: &[&Plan], options: &AlignOptions) -> Themes {
    let order = drawn(plans);
    let (few, rest) = order.split_at(order.len().min(FEW));
    let mut few = few.to_vec();
    few.sort_unstable();
    let first: Vec<&Plan> = few.iter().map(|&plan| plans[plan]).collect();
    let mut features = spread(&first, |plan| Features::of(plan, &options.weights, Sentences::Read));
    let rarities = Rarities::of(features.iter());
    let lookup = rarities.lookup();
    let mut groups = few::groups(&first, &features, options);
    features.iter_mut().for_each(Features::forget_lists);
    let seen: Vec<Vec<Seen>> = features.iter().map(|features| lookup.see(features)).collect();
    let profiles = groups.iter().map(|group| {
        let mut profile = Profile::default();
        group.members.iter().for_each(|place| profile.learn(&seen[place.plan][place.task]));
        profile
    });
    let profiles = profiles.collect();
    for place in groups.iter_mut().flat_map(|group| &mut group.members) {
        place.plan = few[place.plan];
    }
    let mut builder =
        Builder { plans, weights: &options.weights, lookup: &lookup, groups, profiles, pruning: Pruning::default() };
    let mut placed = few.len();
    let mut rest = rest;
    while !rest.is_empty() {
        let (batch, later) = rest.split_at(placed.min(BATCH).min(rest.len()));
        builder.place(batch);
        placed += batch.len();
        rest = later;
    }
    let weights = options.weights.clone();
    builder.finish(rarities.clone(), weights)
}

/// The plans in an order that looks random and depends on their texts alone.
fn drawn(plans: &[&Plan]) -> Vec<usize> {
    let hash = |text: &str| {
        // FNV-1a
        text.bytes().fold(0xCBF2_9CE4_8422_2325u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01B3))
    };
    let of = |plan: &&Plan| {
        // a sum, so that the order of the tasks has no influence
        let tasks = plan.tasks.iter().map(|task| hash(&task.body.text.text));
        hash(&plan.id) ^ tasks.fold(0u64, u64::wrapping_add)
    };
    let mut order: Vec<(u64, usize)> = plans.iter().map(of).zip(0..).collect();
    order.sort_unstable();
    order.into_iter().map(|(_, plan)| plan).collect()
}

/// Themes in the making.
struct Builder<'a> {
    plans: &'a [&'a Plan],
    weights: &'a Weights,
    lookup: &'a Lookup,
    groups: Vec<Group>,
    profiles: Vec<Profile>,
    pruning: Pruning,
}

/// A plan of a batch: where its tasks belong, and what is still needed of them.
struct Plotted {
    placed: Vec<Placed>,
    /// The tasks that found no theme, or one that still learns.
    seen: Vec<Option<Seen>>,
    means: Means,
    pruning: Pruning,
}

impl Builder<'_> {
    /// Places the plans of a batch.
    fn place(&mut self, batch: &[usize]) {
        let index = Index::of(&self.profiles);
        let ground = Ground {
            profiles: &self.profiles,
            index: &index,
            weights: self.weights,
            lookup: self.lookup,
            settled: self.profiles.len(),
        };
        let plotted = spread(batch, |&plan| ground.plot(self.plans[plan], self.weights));
        let mut fresh = Fresh::default();
        for (&plan, plotted) in batch.iter().zip(plotted) {
            self.pruning.add(plotted.pruning);
            let mut own = Vec::new();
            for (task, (placed, seen)) in plotted.placed.into_iter().zip(plotted.seen).enumerate() {
                match placed.best {
                    Some((theme, _)) => {
                        self.groups[theme as usize].members.push(Place { plan, task, is_part: placed.second });
                        let profile = &mut self.profiles[theme as usize];
                        match seen {
                            Some(seen) => profile.learn(&seen),
                            None => profile.count(),
                        }
                    }
                    None => own.extend(seen.map(|seen| (task, seen, placed.usual))),
                }
            }
            fresh.take(self, plan, plotted.means, own);
        }
        self.groups.extend(fresh.groups);
        self.profiles.extend(fresh.profiles);
    }

    /// The themes, with the most plans first.
    fn finish(self, rarities: Rarities, weights: Weights) -> Themes {
        let mut themes: Vec<(Theme, Profile)> =
            self.groups.into_iter().map(|group| theme(self.plans, group)).zip(self.profiles).collect();
        themes.sort_by_cached_key(|(theme, _)| {
            let first = theme.members.first().map(|member| (member.plan.clone(), key_order(&member.task)));
            (std::cmp::Reverse((theme.plan_count(), theme.members.len())), first)
        });
        let (mut themes, profiles): (Vec<Theme>, Vec<Profile>) = themes.into_iter().unzip();
        for (number, theme) in (1..).zip(&mut themes) {
            theme.number = number;
        }
        let plans = self.plans.iter().map(|plan| plan.id.clone()).collect();
        Themes { themes, plans, pruning: self.pruning, memory: Memory { weights, rarities, profiles } }
    }
}

impl Ground<'_> {
    fn plot(&self, plan: &Plan, weights: &Weights) -> Plotted {
        let seen = self.lookup.see(&Features::of(plan, weights, Sentences::Skipped));
        let means = self.means(&seen);
        let (placed, pruning) = self.place(&seen, means);
        let needed = |placed: &Placed| placed.best.is_none_or(|(theme, _)| self.profiles[theme as usize].learns());
        let seen = placed.iter().zip(seen).map(|(placed, seen)| needed(placed).then_some(seen)).collect();
        Plotted { placed, seen, means, pruning }
    }
}

/// The themes that the tasks of a batch found.
#[derive(Default)]
struct Fresh {
    groups: Vec<Group>,
    profiles: Vec<Profile>,
    index: Index,
    /// What the founder of each resembles anyway.
    founders: Vec<[f64; 2]>,
}

impl Fresh {
    /// Takes in the tasks of a plan that belong to no older theme.
    fn take(&mut self, builder: &Builder<'_>, plan: usize, means: Means, tasks: Vec<(usize, Seen, [f64; 2])>) {
        let ground = Ground {
            profiles: &self.profiles,
            index: &self.index,
            weights: builder.weights,
            lookup: builder.lookup,
            settled: 0,
        };
        let joined: Vec<Option<u32>> =
            tasks.iter().map(|(_, seen, usual)| ground.join(seen, means, *usual, &self.founders)).collect();
        for ((task, seen, usual), theme) in tasks.into_iter().zip(joined) {
            let place = Place { plan, task, is_part: false };
            if let Some(theme) = theme {
                self.groups[theme as usize].members.push(place);
                self.profiles[theme as usize].learn(&seen);
                continue;
            }
            let mut profile = Profile::default();
            profile.learn(&seen);
            self.index.push(&profile);
            self.profiles.push(profile);
            self.founders.push(usual);
            let label = readable_title(&builder.plans[plan].tasks[task]);
            self.groups.push(Group { label, members: vec![place] });
        }
    }
}

/// A theme with its tasks by name, in the order of plans and keys.
fn theme(plans: &[&Plan], mut group: Group) -> Theme {
    let task = |place: &Place| &plans[place.plan].tasks[place.task];
    group.members.sort_by_cached_key(|place| (place.plan, key_order(&task(place).key), place.task));
    let mut of_plan = std::collections::BTreeMap::<usize, usize>::new();
    for place in &group.members {
        *of_plan.entry(place.plan).or_default() += 1;
    }
    let member = |place: &Place| Member {
        plan: plans[place.plan].id.clone(),
        task: task(place).key.clone(),
        relation: relation(place.is_part || of_plan.get(&place.plan).is_some_and(|&count| count > 1)),
    };
    let members = group.members.iter().map(member).collect();
    Theme { number: 0, label: group.label, members }
}

fn relation(is_part: bool) -> Relation {
    if is_part { Relation::Part } else { Relation::Same }
}

/// Places a further plan.
pub(super) fn add(themes: &mut Themes, plan: &Plan) -> Vec<Landing> {
    let memory = &mut themes.memory;
    let lookup = memory.rarities.lookup();
    let index = Index::of(&memory.profiles);
    let ground = Ground {
        profiles: &memory.profiles,
        index: &index,
        weights: &memory.weights,
        lookup: &lookup,
        settled: memory.profiles.len(),
    };
    let seen = lookup.see(&Features::of(plan, &memory.weights, Sentences::Skipped));
    let (placed, pruning) = ground.place(&seen, ground.means(&seen));
    themes.pruning.add(pruning);
    let mut counts = std::collections::BTreeMap::<u32, usize>::new();
    for (theme, _) in placed.iter().filter_map(|placed| placed.best) {
        *counts.entry(theme).or_default() += 1;
    }
    let mut landings = Vec::with_capacity(placed.len());
    for ((task, placed), seen) in plan.tasks.iter().zip(placed).zip(&seen) {
        let several = placed.best.is_some_and(|(theme, _)| counts.get(&theme).is_some_and(|&count| count > 1));
        let member =
            Member { plan: plan.id.clone(), task: task.key.clone(), relation: relation(several || placed.second) };
        let at = match placed.best {
            Some((at, _)) => at as usize,
            None => {
                let number = themes.themes.iter().map(|theme| theme.number).max().unwrap_or(0) + 1;
                themes.themes.push(Theme { number, label: readable_title(task), members: Vec::new() });
                memory.profiles.push(Profile::default());
                themes.themes.len() - 1
            }
        };
        themes.themes[at].members.push(member);
        memory.profiles[at].learn(seen);
        landings.push(Landing {
            task: task.key.clone(),
            theme: themes.themes[at].number,
            founded: placed.best.is_none(),
        });
    }
    themes.plans.push(plan.id.clone());
    landings
}
