//! Everything that was found about some plans, as one JSON document with a schema version.

use serde::{Deserialize, Serialize};

use crate::align::{AlignOptions, Alignment, align_all};
use crate::compare::{CompareOptions, Comparison, compare_all};
use crate::model::Plan;
use crate::themes::{Themes, themes};

/// Version of the JSON that this crate writes. It grows when a field changes its meaning or goes; fields and words that
/// are added keep it.
pub const SCHEMA_VERSION: u32 = 1;

/// Plans with their alignments, themes and comparisons: the whole result, to save, to pass on, to load again.
///
/// Words of a later version (a role, a measure, a verdict) load without loss and are written back unchanged. The JSON
/// Schema is `data/schema/study.schema.json`, made from these types (feature `schema`).
///
/// ```
/// use crosscounty::{Plan, Study};
///
/// let plan = |id: &str| Plan::parse("一、民生\n1.促进就业。新增城镇就业4000人。").with_id(id);
/// let study = Study::of(vec![plan("a"), plan("b")]);
/// let json = serde_json::to_string(&study).unwrap();
/// assert!(json.starts_with(r#"{"schema_version":1,"#));
/// assert_eq!(serde_json::from_str::<Study>(&json).unwrap(), study);
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Study {
    /// Version of the JSON's schema, see [`SCHEMA_VERSION`].
    pub schema_version: u32,
    /// The plans.
    pub plans: Vec<Plan>,
    /// The alignment of each pair of plans.
    pub alignments: Vec<Alignment>,
    /// The themes of all plans.
    pub themes: Themes,
    /// The comparable targets of each pair of plans.
    pub comparisons: Vec<Comparison>,
}

impl Study {
    /// Aligns, groups and compares some plans with the default options.
    pub fn of(plans: Vec<Plan>) -> Self {
        Self {
            schema_version: SCHEMA_VERSION,
            alignments: align_all(&plans, &AlignOptions::default()),
            themes: themes(&plans),
            comparisons: compare_all(&plans, &CompareOptions::default()),
            plans,
        }
    }
}
