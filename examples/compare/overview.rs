//! What the terminal shows.

use std::collections::{BTreeMap, BTreeSet};

use crosscounty::align::Relation;
use crosscounty::compare::{Comparison, Promise};
use crosscounty::themes::Theme;
use crosscounty::{Bound, Plan, Themes};

/// Pads `text` to `width` columns of a terminal, in which an ideograph takes two.
pub(crate) fn pad(text: &str, width: usize) -> String {
    let columns: usize = text.chars().map(columns).sum();
    format!("{text}{}", " ".repeat(width.saturating_sub(columns)))
}

fn columns(c: char) -> usize {
    if c < '\u{1100}' { 1 } else { 2 }
}

/// Cuts `text` to at most `width` columns.
pub(crate) fn cut(text: &str, width: usize) -> String {
    let mut used = 0;
    let kept: String = text
        .chars()
        .take_while(|c| {
            used += columns(*c);
            used < width
        })
        .collect();
    if kept.len() == text.len() { kept } else { kept + "…" }
}

/// One line per plan.
pub(crate) fn plans(plans: &[Plan]) {
    println!(
        "{} {} {} {:>8} {:>5} {:>7} {:>11} {:>6}",
        pad("plan", 12),
        pad("county", 16),
        pad("document number", 26),
        "period",
        "tasks",
        "targets",
        "departments",
        "issues"
    );
    for plan in plans {
        let header = &plan.header;
        let place = header.jurisdiction.as_ref().map_or("?", |place| &place.text);
        let number = header.document_number.as_ref().map_or("–", |number| &number.normalised);
        let period = header.period.map_or_else(
            || "?".into(),
            |p| {
                if p.start_year == p.end_year {
                    p.start_year.to_string()
                } else {
                    format!("{}–{}", p.start_year, p.end_year % 100)
                }
            },
        );
        let targets: usize = plan.bodies().iter().map(|(_, body)| body.targets.len()).sum();
        let departments: usize = plan.tasks.iter().map(|task| task.departments.len()).sum();
        println!(
            "{} {} {} {:>8} {:>5} {:>7} {:>11} {:>6}",
            pad(&plan.id, 12),
            pad(place, 16),
            pad(number, 26),
            period,
            plan.tasks.len(),
            targets,
            departments,
            plan.issues.len()
        );
    }
}

/// The themes that all or all but one of the plans share, and what only one has.
pub(crate) fn themes(plans: &[Plan], themes: &Themes) {
    if plans.len() < 2 {
        return;
    }
    let counties = |theme: &Theme| plans.iter().filter(|plan| theme.members.iter().any(|m| m.plan == plan.id)).count();
    let shared: Vec<&Theme> = themes.themes.iter().filter(|theme| counties(theme) + 1 >= plans.len().max(3)).collect();
    println!(
        "\n{} themes stand in all or all but one of the {} plans (task numbers; ~ covers a part):",
        shared.len(),
        plans.len()
    );
    println!("{} {}", pad("theme", 44), plans.iter().map(|plan| pad(&plan.id, 14)).collect::<String>());
    for theme in shared {
        println!(
            "{} {}",
            pad(&cut(&theme.label, 44), 44),
            plans.iter().map(|plan| pad(&cell(theme, plan), 14)).collect::<String>()
        );
    }
    println!("Tasks without a counterpart:");
    for plan in plans {
        let alone = themes
            .themes
            .iter()
            .filter(|theme| counties(theme) == 1 && theme.members.iter().any(|m| m.plan == plan.id));
        println!("{} {}", pad(&plan.id, 12), alone.map(|theme| theme.members.len()).sum::<usize>());
    }
}

/// The tasks of one plan in one theme.
fn cell(theme: &Theme, plan: &Plan) -> String {
    let members = theme.members.iter().filter(|member| member.plan == plan.id);
    let shown: Vec<String> = members
        .map(|member| if member.relation == Relation::Part { format!("~{}", member.task) } else { member.task.clone() })
        .collect();
    if shown.is_empty() { "–".into() } else { cut(&shown.join(" "), 13) }
}

/// Most rows of the table of comparisons on the terminal; the table `comparisons` has all.
const ROWS: usize = 24;

/// Targets that stand in pairs without differences, put together: by plan and place in its page.
type Group<'a> = BTreeMap<(&'a str, usize), &'a Promise>;

/// Puts direct pairs that share a target into one group.
fn groups(comparisons: &[Comparison]) -> Vec<Group<'_>> {
    let mut groups: Vec<Group<'_>> = Vec::new();
    for comparison in comparisons.iter().filter(|comparison| comparison.differences.is_empty()) {
        let keyed = [&comparison.a, &comparison.b].map(|p| ((p.plan.as_str(), p.target.value_text.span.start), p));
        let (mut joined, apart): (Vec<_>, Vec<_>) =
            groups.into_iter().partition(|group| keyed.iter().any(|(key, _)| group.contains_key(key)));
        let mut group = joined.drain(..).reduce(|mut a, b| (a.extend(b), a).1).unwrap_or_default();
        group.extend(keyed);
        groups = apart;
        groups.push(group);
    }
    let counties = |group: &Group<'_>| group.keys().map(|(plan, _)| plan).collect::<BTreeSet<_>>().len();
    groups.sort_by_key(|group| (std::cmp::Reverse(counties(group)), group.keys().next().copied()));
    groups
}

/// What several counties promise of the same thing, side by side.
pub(crate) fn comparisons(plans: &[Plan], comparisons: &[Comparison]) {
    let groups = groups(comparisons);
    if groups.is_empty() {
        return;
    }
    println!(
        "\n{} pairs of targets count the same thing; {} things can be read directly against each other\n\
         (same scope, measure and horizon; in brackets the task that a value was read from):",
        comparisons.len(),
        groups.len()
    );
    println!("{} {}", pad("indicator", 28), plans.iter().map(|plan| pad(&plan.id, 20)).collect::<String>());
    for group in groups.iter().take(ROWS) {
        let name =
            group.values().map(|promise| promise.target.indicator.as_str()).min_by_key(|name| name.len()).unwrap_or("");
        let cells: String = plans.iter().map(|plan| pad(&promised(group, plan), 20)).collect();
        println!("{} {}", pad(&cut(name, 28), 28), cells.trim_end());
    }
    if groups.len() > ROWS {
        println!("… and {} more; --out DIR writes all of them", groups.len() - ROWS);
    }
}

/// The values of one plan in one group, each with its task.
fn promised(group: &Group<'_>, plan: &Plan) -> String {
    let own = group.iter().filter(|((id, _), _)| *id == plan.id);
    let shown: Vec<String> = own
        .map(|(_, promise)| {
            let target = &promise.target;
            let bound = match target.bound {
                Bound::AtLeast => "≥",
                Bound::AtMost => "≤",
                Bound::About => "≈",
                _ => "",
            };
            format!("{bound}{} [{}]", target.value_text, promise.task)
        })
        .collect();
    if shown.is_empty() { "–".into() } else { cut(&shown.join(" "), 19) }
}
