//! The plans with short names, and the way from ids and keys to places in the page.

use std::collections::HashMap;

use crosscounty::themes::Theme;
use crosscounty::{Plan, Task, Themes};

use super::Input;
use super::words::{cut, period};

/// The plans as the parts of the report see them.
pub(super) struct Book<'a> {
    /// The plans, in the order of their columns.
    pub(super) plans: &'a [Plan],
    /// Short names of the plans, each unique.
    pub(super) names: Vec<String>,
    /// The themes in the order of the report: shared by most plans first, then as the plans go.
    pub(super) themes: Vec<&'a Theme>,
    /// Names of the offices (canonical), the one with most tasks first.
    pub(super) offices: Vec<&'a str>,
    plan_of: HashMap<&'a str, usize>,
    task_of: HashMap<(usize, &'a str), usize>,
    office_of: HashMap<&'a str, usize>,
}

impl<'a> Book<'a> {
    pub(super) fn of(input: &Input<'a>) -> Self {
        let plans = input.plans;
        let plan_of: HashMap<_, _> = plans.iter().enumerate().map(|(i, plan)| (plan.id.as_str(), i)).collect();
        let tasks = |(p, plan): (usize, &'a Plan)| {
            plan.tasks.iter().enumerate().map(move |(t, task)| ((p, task.key.as_str()), t))
        };
        let task_of = plans.iter().enumerate().flat_map(tasks).collect();
        let offices = offices(plans);
        let office_of = offices.iter().enumerate().map(|(i, office)| (*office, i)).collect();
        let mut book = Self { plans, names: names(plans), themes: Vec::new(), offices, plan_of, task_of, office_of };
        book.themes = book.ordered(input.themes);
        book
    }

    /// Position of the plan with this id.
    pub(super) fn plan(&self, id: &str) -> Option<usize> {
        self.plan_of.get(id).copied()
    }

    /// The task of plan number `plan` with this key, with its position.
    pub(super) fn task(&self, plan: usize, key: &str) -> Option<(usize, &'a Task)> {
        let at = *self.task_of.get(&(plan, key))?;
        Some((at, &self.plans[plan].tasks[at]))
    }

    /// Position of an office among [`Book::offices`].
    pub(super) fn office(&self, canonical: &str) -> Option<usize> {
        self.office_of.get(canonical).copied()
    }

    /// The anchor of a task's card; none where the key is that of text outside tasks.
    pub(super) fn anchor(&self, plan: usize, key: &str) -> Option<String> {
        self.task(plan, key).map(|(at, _)| format!("p{plan}-t{at}"))
    }

    /// The members of a theme: plan, task, and whether it covers only a part; in the order of the plans.
    pub(super) fn members(&self, theme: &Theme) -> Vec<(usize, &'a Task, bool)> {
        let mut members: Vec<_> = theme
            .members
            .iter()
            .filter_map(|member| {
                let plan = self.plan(&member.plan)?;
                let (at, task) = self.task(plan, &member.task)?;
                Some((plan, at, task, member.relation == crosscounty::align::Relation::Part))
            })
            .collect();
        members.sort_by_key(|&(plan, at, ..)| (plan, at));
        members.into_iter().map(|(plan, _, task, part)| (plan, task, part)).collect()
    }

    /// What a filter looks at: `plan:` for each plan, and `plan:office` for each office that a plan's task names.
    pub(super) fn keys<'t>(&self, tasks: impl IntoIterator<Item = (usize, &'t Task)>) -> String {
        let mut keys: Vec<(usize, Option<usize>)> = Vec::new();
        for (plan, task) in tasks {
            keys.push((plan, None));
            let offices = task.departments.iter().filter_map(|d| self.office(d.canonical.as_deref()?));
            keys.extend(offices.map(|office| (plan, Some(office))));
        }
        keys.sort_unstable();
        keys.dedup();
        let word = |(plan, office): &(usize, Option<usize>)| match office {
            Some(office) => format!("{plan}:{office}"),
            None => format!("{plan}:"),
        };
        keys.iter().map(word).collect::<Vec<_>>().join(" ")
    }

    fn ordered(&self, themes: &'a Themes) -> Vec<&'a Theme> {
        // where the theme stands in its plans on average, in thousandths of the plan
        let place = |theme: &Theme| {
            let places: Vec<usize> = theme
                .members
                .iter()
                .filter_map(|member| {
                    let plan = self.plan(&member.plan)?;
                    let (at, _) = self.task(plan, &member.task)?;
                    Some(1000 * at / self.plans[plan].tasks.len())
                })
                .collect();
            places.iter().sum::<usize>() / places.len().max(1)
        };
        let mut ordered: Vec<&Theme> = themes.themes.iter().collect();
        ordered.sort_by_cached_key(|theme| (std::cmp::Reverse(theme.plan_count()), place(theme), theme.number));
        ordered
    }
}

/// Most characters of a county's name that are shown.
const LONGEST: usize = 20;

/// Short unique names: the county without its city where that is enough, else with it, with its years, or the id.
fn names(plans: &[Plan]) -> Vec<String> {
    let county = |plan: &Plan| plan.header.jurisdiction.as_ref().map(|place| place.text.trim().to_owned());
    let full = |plan: &Plan| cut(&county(plan).filter(|name| !name.is_empty()).unwrap_or_else(|| id(plan)), LONGEST);
    let short = |plan: &Plan| without_city(&full(plan)).to_owned();
    let years = |plan: &Plan| format!("{}{}", full(plan), plan.header.period.map(period).unwrap_or_default());
    let with_id = |plan: &Plan| format!("{} {}", full(plan), id(plan));
    let ways: [&dyn Fn(&Plan) -> String; 4] = [&short, &full, &years, &with_id];
    let mut names: Vec<Option<String>> = vec![None; plans.len()];
    for way in ways {
        let candidates: Vec<String> = plans.iter().map(way).collect();
        let mut counts: HashMap<&str, usize> = HashMap::new();
        for candidate in &candidates {
            *counts.entry(candidate).or_default() += 1;
        }
        for (name, candidate) in names.iter_mut().zip(&candidates) {
            if name.is_none() && counts[candidate.as_str()] == 1 {
                *name = Some(candidate.clone());
            }
        }
    }
    let numbered =
        |(i, name): (usize, Option<String>)| name.unwrap_or_else(|| format!("{} #{}", full(&plans[i]), i + 1));
    names.into_iter().enumerate().map(numbered).collect()
}

fn id(plan: &Plan) -> String {
    if plan.id.is_empty() { "?".into() } else { plan.id.clone() }
}

/// 济宁市兖州区 without its city: 兖州区.
fn without_city(name: &str) -> &str {
    let rest = name.split_once('市').map_or("", |(_, rest)| rest);
    let is_county = rest.chars().count() > 1 && rest.ends_with(['区', '县', '市', '旗']);
    if is_county { rest } else { name }
}

/// The offices that any task names, the one with most tasks first.
fn offices(plans: &[Plan]) -> Vec<&str> {
    let mut counts: indexmap::IndexMap<&str, usize> = indexmap::IndexMap::new();
    let named = plans.iter().flat_map(|plan| &plan.tasks).flat_map(|task| &task.departments);
    for office in named.filter_map(|department| department.canonical.as_deref()) {
        *counts.entry(office).or_default() += 1;
    }
    counts.sort_by(|a, m, b, n| n.cmp(m).then_with(|| a.cmp(b)));
    counts.into_keys().collect()
}
