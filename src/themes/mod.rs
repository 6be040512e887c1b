//! The tasks of many plans as themes: one row for each theme, one column for each plan.

mod cluster;
mod few;

use serde::{Deserialize, Serialize};

use crate::align::{AlignOptions, Relation};
use crate::model::Plan;

/// The tasks of any number of plans, each in exactly one theme.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Themes {
    /// The themes.
    pub themes: Vec<Theme>,
    /// Ids of the plans, in the order of their names.
    pub plans: Vec<String>,
}

/// Tasks of different plans that are each other's counterparts; one alone is a task without counterpart.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Theme {
    /// Number of the theme, from 1.
    pub number: u32,
    /// A readable title: that of the member most like the others.
    pub label: String,
    /// Its tasks, by plan and key.
    pub members: Vec<Member>,
}

/// A task in a theme.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Member {
    /// Id of the plan.
    pub plan: String,
    /// Key of the task.
    pub task: String,
    /// Whether it covers the theme or a part of it.
    pub relation: Relation,
}

/// Groups the tasks of plans into themes.
pub fn themes(plans: &[Plan]) -> Themes {
    themes_with(plans, &AlignOptions::default())
}

/// Groups the tasks of plans into themes as told.
pub fn themes_with(plans: &[Plan], options: &AlignOptions) -> Themes {
    few::themes(plans, options)
}
