//! The tasks of many plans as themes: one row for each theme, one column for each plan.
//!
//! # Few plans and many
//!
//! Up to twelve plans are aligned pair by pair, and groups are joined as long as that gains more pairs that are `same`
//! than pairs that are nothing to each other (average linkage; a `part` counts neither way). Of more plans, twelve are
//! drawn by a hash of their texts and grouped so; the others are placed among the themes in batches that double. A theme
//! remembers the mean of its members, so a task is as like a theme as it is like its members on average. The candidates
//! come from an index of the heaviest words of each theme; [`Pruning`] tells how many pairs it led to. What finds no theme
//! founds one.
//!
//! Neither the order of the plans nor that of their tasks, nor the number of cores, has any influence. [`Themes::add`]
//! places a further plan without moving what is there.
//!
//! # Quality and time
//!
//! Pairs of tasks in one theme against the pairs that are `same`, on the four annotated pairs of [`mod@crate::align`] (no
//! blind test, see there): F1 0.923 for themes of all five plans, 0.93, 0.94, 0.92 and 0.92 for those of the two plans
//! alone, 0.907 where one of the plans is added to themes of the four others (P 0.94, R 0.88).
//!
//! Themes of generated siblings of the five plans, whose `same` tasks share 0.38 of their pairs of neighbouring
//! characters, on two cores; with other work on them a run took
//! up to 25 s, and the growth from step to step between n^0.4 and n^1.4 (`cargo bench --bench align -- growth`):
//!
//! | plans | tasks | seconds | growth | themes | F1 | P | R |
//! |---|---|---|---|---|---|---|---|
//! | 100 | 6,114 | 0.3 |  | 235 | 0.928 | 0.97 | 0.89 |
//! | 300 | 18,435 | 0.9 | n^0.84 | 279 | 0.935 | 0.99 | 0.89 |
//! | 1,000 | 61,512 | 1.5 | n^0.44 | 291 | 0.936 | 0.98 | 0.89 |
//! | 3,000 | 184,531 | 4.2 | n^0.95 | 298 | 0.926 | 0.98 | 0.88 |
//!
//! What keeps the themes of many plans together (the gain by size) was chosen on these very siblings, the threshold for
//! joining on them and on the added plans. At most 550 MB were in use, the plans included. The annotated pairs are `cargo bench --bench align -- pairs GOLD.jsonl…`.

mod build;
mod cluster;
mod few;
mod many;
mod profile;

use serde::{Deserialize, Serialize};

pub use many::Pruning;

use profile::{Profile, Rarities};

use crate::align::{AlignOptions, Relation, Weights};
use crate::model::Plan;
use crate::terms::terms;

/// The tasks of any number of plans, each in exactly one theme.
///
/// The themes with the most plans come first. Neither the order of the plans nor that of their tasks has any influence.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Themes {
    /// The themes.
    pub themes: Vec<Theme>,
    /// Ids of the plans, in the order of their names; added plans follow.
    pub plans: Vec<String>,
    /// How candidates were found; all zero where every pair of plans was aligned.
    pub pruning: Pruning,
    /// What placing a further plan needs.
    memory: Memory,
}

/// What is remembered so that plans can be added.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Memory {
    weights: Weights,
    rarities: Rarities,
    /// One for each theme, in the same order.
    profiles: Vec<Profile>,
}

/// A theme whose tasks are told by position.
#[derive(Debug, Clone, Default)]
struct Group {
    label: String,
    members: Vec<Place>,
}

/// A task by position.
#[derive(Debug, Clone, Copy)]
struct Place {
    plan: usize,
    task: usize,
    is_part: bool,
}

/// Tasks of different plans that are each other's counterparts; one alone is a task without counterpart.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Theme {
    /// Number of the theme, from 1; stays when plans are added.
    pub number: u32,
    /// A readable title: that of the member most like the others.
    pub label: String,
    /// Its tasks, by plan and key.
    pub members: Vec<Member>,
}

/// A task in a theme.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Member {
    /// Id of the plan.
    pub plan: String,
    /// Key of the task.
    pub task: String,
    /// `same` where it covers the theme, `part` where it covers only a part of it.
    pub relation: Relation,
}

terms! {
    /// How a plan stands to a theme: a cell of the table of themes by plans.
    pub enum Standing {
        /// One task covers the theme.
        Same = "same",
        /// One task covers a part of it.
        Part = "part",
        /// Several tasks share it.
        Several = "several",
        /// No task.
        Absent = "absent",
    }
}

/// Groups the tasks of plans into themes.
///
/// ```
/// # use crosscounty::themes::themes;
/// assert!(themes(&[]).themes.is_empty());
/// ```
pub fn themes(plans: &[Plan]) -> Themes {
    themes_with(plans, &AlignOptions::default())
}

/// Groups the tasks of plans into themes as told.
pub fn themes_with(plans: &[Plan], options: &AlignOptions) -> Themes {
    build::themes(&in_order(plans), options)
}

/// The plans in an order that does not depend on how they were given: by id, then by title and text.
fn in_order(plans: &[Plan]) -> Vec<&Plan> {
    let mut plans: Vec<&Plan> = plans.iter().collect();
    let texts = |plan: &Plan| -> Vec<String> {
        let mut texts: Vec<_> = plan.tasks.iter().map(|task| task.body.text.text.clone()).collect();
        texts.sort_unstable();
        texts
    };
    plans.sort_by(|a, b| a.id.cmp(&b.id).then_with(|| texts(a).cmp(&texts(b))));
    plans
}

/// Where a task of an added plan landed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Landing {
    /// Key of the task.
    pub task: String,
    /// Number of the theme.
    pub theme: u32,
    /// Whether the task founded the theme.
    pub founded: bool,
}

impl Theme {
    /// How a plan stands to the theme.
    pub fn standing(&self, plan: &str) -> Standing {
        let mut of_plan = self.members.iter().filter(|member| member.plan == plan);
        match (of_plan.next(), of_plan.next()) {
            (None, _) => Standing::Absent,
            (Some(_), Some(_)) => Standing::Several,
            (Some(only), None) if only.relation == Relation::Same => Standing::Same,
            (Some(_), None) => Standing::Part,
        }
    }

    /// Number of plans with a task in the theme.
    pub fn plan_count(&self) -> usize {
        let mut plans: Vec<&str> = self.members.iter().map(|member| member.plan.as_str()).collect();
        plans.sort_unstable();
        plans.dedup();
        plans.len()
    }
}

impl Themes {
    /// Places the tasks of a further plan among the themes, without moving what is there; says where each landed.
    ///
    /// A task that finds no theme founds one, after the others. The result may differ from grouping all plans afresh,
    /// because the tasks of the new plan have no say in what the themes are. An id that is there already is taken as
    /// that of another plan of the same name.
    pub fn add(&mut self, plan: &Plan) -> Vec<Landing> {
        build::add(self, plan)
    }

    /// The theme of a task.
    pub fn of_task(&self, plan: &str, task: &str) -> Option<&Theme> {
        self.themes.iter().find(|theme| theme.members.iter().any(|m| m.plan == plan && m.task == task))
    }

    /// The themes that only one plan has, with its id.
    pub fn only_one(&self) -> impl Iterator<Item = (&Theme, &str)> {
        let alone = self.themes.iter().filter(|theme| theme.plan_count() == 1);
        alone.filter_map(|theme| theme.members.first().map(|member| (theme, member.plan.as_str())))
    }

    /// The themes that all plans but one have, with the id of the one that lacks it; none for fewer than three plans.
    pub fn all_but_one(&self) -> impl Iterator<Item = (&Theme, &str)> {
        let wanted = self.plans.len().saturating_sub(1);
        let nearly = self.themes.iter().filter(move |theme| wanted >= 2 && theme.plan_count() == wanted);
        nearly.filter_map(|theme| {
            let lacking = self.plans.iter().find(|plan| theme.standing(plan) == Standing::Absent);
            lacking.map(|plan| (theme, plan.as_str()))
        })
    }
}

/// Sorts keys as a reader counts: `2` before `10`, `1.2` before `1.10`.
fn key_order(key: &str) -> Vec<(u64, String)> {
    let part = |part: &str| {
        let digits = part.len() - part.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        (part[..digits].parse().unwrap_or(u64::MAX), part[digits..].to_owned())
    };
    key.split('.').map(part).collect()
}

#[cfg(test)]
mod tests;
