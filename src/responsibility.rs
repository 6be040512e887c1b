//! Who answers for what: offices by theme and county, themes and tasks by office, and tasks that nobody answers for.

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

use crate::model::{Department, Plan, Role, Task};
use crate::terms::terms;
use crate::themes::Themes;

/// Who answers for what in any number of plans.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Responsibilities {
    /// Who answers for each theme in each county, in the order of the themes.
    pub themes: Vec<ThemeOwners>,
    /// What each office answers for, by name of the office.
    pub offices: Vec<OfficeDuties>,
    /// Tasks whose owner is missing or unclear, in the order of plans and tasks.
    pub gaps: Vec<OwnershipGap>,
}

/// Who answers for a theme.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ThemeOwners {
    /// Number of the theme, from 1.
    pub theme: u32,
    /// Title of the theme.
    pub label: String,
    /// The counties that have the theme, in the order of its members.
    pub counties: Vec<Owners>,
}

/// Who answers for a theme in one county: each office once for each role, in order of appearance.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Owners {
    /// Id of the plan.
    pub plan: String,
    /// Keys of the tasks of the theme.
    pub tasks: Vec<String>,
    /// Offices that lead (牵头).
    pub lead: Vec<String>,
    /// Offices that are responsible (负责).
    pub responsible: Vec<String>,
    /// Offices that support (配合).
    pub support: Vec<String>,
    /// Persons or posts that answer for it (牵头领导).
    pub leaders: Vec<String>,
    /// Groups named instead of bodies (各街镇).
    pub collectives: Vec<String>,
}

/// What an office answers for, over all plans.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OfficeDuties {
    /// The office, by its canonical name.
    pub office: String,
    /// Its duties, in the order of plans and tasks.
    pub duties: Vec<Duty>,
}

/// One duty: an office has a role in a task.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Duty {
    /// Number of the theme that the task belongs to, if it is in one.
    pub theme: Option<u32>,
    /// Id of the plan.
    pub plan: String,
    /// Key of the task.
    pub task: String,
    /// What the office has to do.
    pub role: Role,
}

/// A task whose owner is missing or unclear.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OwnershipGap {
    /// Id of the plan.
    pub plan: String,
    /// Key of the task.
    pub task: String,
    /// What is missing.
    pub kind: GapKind,
    /// The names that are printed, in order.
    pub names: Vec<String>,
}

terms! {
    /// What is missing in the responsibility of a task.
    pub enum GapKind {
        /// No body is named.
        NoOwner = "no_owner",
        /// Only groups are named (各街镇), no body.
        CollectivesOnly = "collectives_only",
        /// Several bodies are responsible and none leads.
        SeveralWithoutLead = "several_without_lead",
        /// Bodies only support; none leads or is responsible.
        SupportOnly = "support_only",
    }
}

impl GapKind {
    /// What is missing in the responsibility of a task, if anything is.
    ///
    /// A leader (牵头领导) is a person and no owning body: 县领导 with nobody else is no owner.
    pub fn of(task: &Task) -> Option<Self> {
        let bodies =
            task.departments.iter().filter(|department| !department.collective && department.role != Role::Leader);
        let (mut lead, mut responsible, mut support) = (0, 0, 0);
        for body in bodies {
            match body.role {
                Role::Lead => lead += 1,
                Role::Support => support += 1,
                _ => responsible += 1,
            }
        }
        match (lead, responsible, support) {
            (0, 0, 0) if task.departments.iter().any(|department| department.collective) => Some(Self::CollectivesOnly),
            (0, 0, 0) => Some(Self::NoOwner),
            (0, 0, _) => Some(Self::SupportOnly),
            (0, 2.., _) => Some(Self::SeveralWithoutLead),
            _ => None,
        }
    }
}

/// Who answers for what in `plans`, by the themes of their tasks.
///
/// ```
/// use crosscounty::{Plan, responsibility::responsibilities, themes};
///
/// let plan = Plan::parse("一、民生\n1.促进就业。新增城镇就业4000人。(县人社局牵头，县财政局配合)").with_id("some");
/// let found = responsibilities(&[plan.clone()], &themes(&[plan]));
/// assert_eq!(found.themes[0].counties[0].lead, ["人力资源社会保障局"]);
/// ```
pub fn responsibilities(plans: &[Plan], themes: &Themes) -> Responsibilities {
    let tasks: IndexMap<(&str, &str), &Task> = tasks_of(plans).collect();
    let mut theme_of: IndexMap<(&str, &str), u32> = IndexMap::new();
    let mut owners = Vec::with_capacity(themes.themes.len());
    for theme in &themes.themes {
        let mut counties: IndexMap<&str, Owners> = IndexMap::new();
        for member in &theme.members {
            let key = (member.plan.as_str(), member.task.as_str());
            theme_of.insert(key, theme.number);
            if let Some(task) = tasks.get(&key) {
                counties.entry(key.0).or_insert_with(|| Owners::of_plan(key.0)).add(task);
            }
        }
        owners.push(ThemeOwners {
            theme: theme.number,
            label: theme.label.clone(),
            counties: counties.into_values().collect(),
        });
    }
    Responsibilities { themes: owners, offices: offices(plans, &theme_of), gaps: gaps(plans) }
}

/// All tasks of all plans, each under its plan and key.
fn tasks_of(plans: &[Plan]) -> impl Iterator<Item = ((&str, &str), &Task)> {
    plans.iter().flat_map(|plan| plan.tasks.iter().map(|task| ((plan.id.as_str(), task.key.as_str()), task)))
}

/// The office behind a department; its printed name where it has no canonical one.
fn office(department: &Department) -> &str {
    department.canonical.as_deref().unwrap_or(&department.name.text)
}

impl Owners {
    fn of_plan(plan: &str) -> Self {
        Self { plan: plan.to_owned(), ..Self::default() }
    }

    /// Adds a task with its departments.
    fn add(&mut self, task: &Task) {
        self.tasks.push(task.key.clone());
        for department in &task.departments {
            let list = match department.role {
                _ if department.collective => &mut self.collectives,
                Role::Lead => &mut self.lead,
                Role::Support => &mut self.support,
                Role::Leader => &mut self.leaders,
                _ => &mut self.responsible,
            };
            let name = office(department);
            if !list.iter().any(|known| known == name) {
                list.push(name.to_owned());
            }
        }
    }
}

/// What each office answers for; collectives and persons are no offices.
fn offices(plans: &[Plan], theme_of: &IndexMap<(&str, &str), u32>) -> Vec<OfficeDuties> {
    let mut duties: IndexMap<&str, Vec<Duty>> = IndexMap::new();
    for (key, task) in tasks_of(plans) {
        for department in task.departments.iter().filter(|d| !d.collective && d.role != Role::Leader) {
            let duty = Duty {
                theme: theme_of.get(&key).copied(),
                plan: key.0.to_owned(),
                task: key.1.to_owned(),
                role: department.role.clone(),
            };
            let list = duties.entry(office(department)).or_default();
            // a body can be named twice in one clause
            if list.last() != Some(&duty) {
                list.push(duty);
            }
        }
    }
    duties.sort_unstable_keys();
    let offices = duties.into_iter().map(|(office, duties)| OfficeDuties { office: office.to_owned(), duties });
    offices.collect()
}

fn gaps(plans: &[Plan]) -> Vec<OwnershipGap> {
    let gap = |((plan, key), task): ((&str, &str), &Task)| {
        Some(OwnershipGap {
            plan: plan.to_owned(),
            task: key.to_owned(),
            kind: GapKind::of(task)?,
            names: task.departments.iter().map(|department| department.name.text.clone()).collect(),
        })
    };
    tasks_of(plans).filter_map(gap).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::themes::themes;

    fn plan(clauses: &[&str]) -> Plan {
        let tasks: String = clauses
            .iter()
            .enumerate()
            .map(|(at, clause)| format!("{}.促进就业。做好工作。{clause}\n", at + 1))
            .collect();
        Plan::parse(&format!("甲县2023年重点工作任务\n一、民生\n{tasks}")).with_id("a")
    }

    #[test]
    fn gaps_are_named() {
        let cases = [
            ("(县人社局牵头，县财政局配合)", None),
            ("(县人社局负责)", None),
            ("(县人社局、县财政局负责)", Some(GapKind::SeveralWithoutLead)),
            ("(各街镇负责)", Some(GapKind::CollectivesOnly)),
            ("", Some(GapKind::NoOwner)),
        ];
        let clauses: Vec<&str> = cases.iter().map(|(clause, _)| *clause).collect();
        let plan = plan(&clauses);
        for (task, (clause, expected)) in plan.tasks.iter().zip(cases) {
            assert_eq!(GapKind::of(task), expected, "{clause}");
        }
    }

    #[test]
    fn every_department_of_every_task_is_told() {
        let plans = [plan(&["(县人社局牵头，县财政局配合)", "(县财政局、各街镇负责)"])];
        let found = responsibilities(&plans, &themes(&plans));
        let named: usize = found.offices.iter().map(|office| office.duties.len()).sum();
        assert_eq!(named, 3, "{found:?}");
        let counties = found.themes.iter().flat_map(|theme| &theme.counties);
        assert_eq!(counties.map(|county| county.tasks.len()).sum::<usize>(), 2);
        let finance = found.offices.iter().find(|office| office.office == "财政局");
        let roles: Vec<_> =
            finance.into_iter().flat_map(|office| office.duties.iter().map(|duty| duty.role.to_string())).collect();
        assert_eq!(roles, ["support", "responsible"]);
    }
}
