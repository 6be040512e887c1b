//! Tidy tables: one row per thing, one column per field, for spreadsheets, R, pandas and other tools.
//!
//! Each row type serialises to the columns of its table, so that any serde writer (the csv crate, JSON lines) writes
//! the tables. Names and meanings of columns stay; columns may be added at the end. An absent value is an empty field.
//!
//! ```
//! use crosscounty::{Plan, table};
//!
//! let plan = Plan::parse("一、扩大内需\n1.促进消费。新增限上企业5家。(县商务局牵头)").with_id("some");
//! let rows = table::tasks(&[plan]);
//! assert_eq!((rows[0].task.as_str(), rows[0].title.as_str()), ("1", "促进消费"));
//! ```

use std::collections::HashMap;

use rust_decimal::Decimal;
use serde::Serialize;

use crate::align::Alignment;
use crate::compare::Comparison;
use crate::model::{Body, Department, Plan, Task};
use crate::source::Passage;
use crate::themes::Themes;
use crate::wording::{Wording, wordings};

/// What a table holds, for descriptors such as a Frictionless Data Package.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Schema {
    /// Name of the table: the file is `NAME.csv`.
    pub name: &'static str,
    /// What a row is.
    pub description: &'static str,
    /// The columns, in order.
    pub columns: &'static [Column],
}

/// A column of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// Name of the column.
    pub name: &'static str,
    /// Type, in the words of Frictionless Table Schema: string, integer, number, boolean, date, year.
    pub kind: &'static str,
    /// What it holds.
    pub description: &'static str,
}

/// Declares a row type and the schema of its table.
macro_rules! table {
    ($row:ident, $schema:ident, $name:literal, $what:literal, { $($field:ident: $type:ty = $kind:literal, $note:literal;)+ }) => {
        #[doc = $what]
        #[derive(Debug, Clone, PartialEq, Serialize)]
        #[non_exhaustive]
        pub struct $row {
            $(#[doc = $note] pub $field: $type,)+
        }

        #[doc = concat!("The table `", $name, "`.")]
        pub const $schema: Schema = Schema {
            name: $name,
            description: $what,
            columns: &[$(Column { name: stringify!($field), kind: $kind, description: $note },)+],
        };
    };
}

table!(PlanRow, PLANS, "plans", "A plan, with what its page says about it.", {
    plan: String = "string", "Short name of the plan.";
    jurisdiction: String = "string", "The place as the title names it.";
    title: String = "string", "The plan's own title, line breaks removed.";
    issuer: String = "string", "Who issues it, several joined with |.";
    document_number: String = "string", "Document number (发文字号), normalised to 代字〔年〕号.";
    index_number: String = "string", "Index number (索引号) of the page.";
    signed_on: String = "date", "Date of signing (成文日期).";
    published_on: String = "date", "Date of publication (发布日期).";
    validity: String = "string", "Validity (有效性) as printed.";
    start_year: Option<i16> = "year", "First year that the plan covers.";
    end_year: Option<i16> = "year", "Last year that the plan covers.";
    addressees: String = "string", "Whom it addresses (主送机关), joined with |.";
    note: String = "string", "Note (附注) as printed, without brackets.";
});

table!(SectionRow, SECTIONS, "sections", "A section (一、) of a plan.", {
    plan: String = "string", "Short name of the plan.";
    section: u32 = "integer", "Position among the sections, from 1.";
    title: String = "string", "Heading without its number and closing 。.";
    start: usize = "integer", "First byte in the document, from the number on.";
    end: usize = "integer", "Byte after the section's last text.";
});

table!(SubsectionRow, SUBSECTIONS, "subsections", "A subsection ((一)) of a section.", {
    plan: String = "string", "Short name of the plan.";
    section: u32 = "integer", "Position of its section, from 1.";
    subsection: u32 = "integer", "Position within its section, from 1.";
    title: String = "string", "Heading without its number and closing 。.";
    start: usize = "integer", "First byte in the document, from the number on.";
    end: usize = "integer", "Byte after the subsection's last text.";
});

table!(TaskRow, TASKS, "tasks", "A task of a plan.", {
    plan: String = "string", "Short name of the plan.";
    task: String = "string", "Key of the task, unique in its plan.";
    section: Option<u32> = "integer", "Section that it stands in, from 1.";
    subsection: Option<u32> = "integer", "Subsection that it stands in, from 1 within the section.";
    title: String = "string", "Heading of the task without closing 。; empty where it has none.";
    start: usize = "integer", "First byte of the task's text after its number.";
    end: usize = "integer", "Byte after the task's text.";
});

table!(DepartmentRow, DEPARTMENTS, "departments", "A body that answers for a task.", {
    plan: String = "string", "Short name of the plan.";
    task: String = "string", "Key of the task.";
    role: String = "string", "lead, responsible, support or leader.";
    name: String = "string", "Name as printed.";
    canonical: String = "string", "Office behind the name; empty for a collective.";
    collective: bool = "boolean", "Whether it is a group named instead of a body.";
    start: usize = "integer", "First byte of the name.";
    end: usize = "integer", "Byte after the name.";
    open: bool = "boolean", "Whether 等 leaves its list open.";
});

table!(TargetRow, TARGETS, "targets", "A quantified target.", {
    plan: String = "string", "Short name of the plan.";
    task: String = "string", "Key of the task, or of the place outside tasks (s0, s3, s3.2, table).";
    start: usize = "integer", "First byte of the value.";
    end: usize = "integer", "Byte after the value.";
    value_text: String = "string", "The number with its unit as printed.";
    quote: String = "string", "Shortest contiguous text that shows indicator and value.";
    indicator: String = "string", "What is counted or measured, written out in full.";
    min: String = "number", "Lower end of the value, 万 and 亿 multiplied out, percentages as written.";
    max: String = "number", "Upper end of the value.";
    unit: String = "string", "Unit of min and max.";
    bound: String = "string", "exactly, at_least, at_most, about or range.";
    measure: String = "string", "level, flow, growth or gap.";
    horizon: String = "string", "Year, each_year or in_year.";
    stretch: bool = "boolean", "Whether the value is hedged (力争).";
    rule: String = "string", "Name of the rule that read it.";
    action: String = "string", "Verb that it is the object of.";
    baseline: String = "string", "What a change refers to.";
    reference: String = "string", "What a gap refers to.";
    strength: String = "string", "约束性 or 预期性 where printed.";
});

table!(DirectionalRow, DIRECTIONAL, "directional", "A target that names a direction or a limit without a number.", {
    plan: String = "string", "Short name of the plan.";
    task: String = "string", "Key of the task, or of the place outside tasks.";
    quote: String = "string", "Shortest contiguous text that shows indicator and direction.";
    indicator: String = "string", "What is to move or to be complete.";
    direction: String = "string", "full, zero, up, down, hold, above or below.";
    start: usize = "integer", "First byte of the quote.";
    end: usize = "integer", "Byte after the quote.";
});

table!(QuantityRow, QUANTITIES, "quantities", "A number in a plan's text that is no target.", {
    plan: String = "string", "Short name of the plan.";
    task: String = "string", "Key of the task, or of the place outside tasks.";
    start: usize = "integer", "First byte of the number.";
    end: usize = "integer", "Byte after the number.";
    text: String = "string", "The number with its unit as printed.";
    reason: String = "string", "Why it is no target.";
});

table!(MatchRow, MATCHES, "matches", "A pair of equivalent tasks of two plans.", {
    plan_a: String = "string", "Short name of one plan.";
    task_a: String = "string", "Key of its task.";
    plan_b: String = "string", "Short name of the other plan.";
    task_b: String = "string", "Key of its task.";
    relation: String = "string", "same or part.";
    score: String = "number", "How sure the match is, 0 to 1.";
});

table!(ThemeRow, THEMES, "themes", "A task in its theme; each task of each plan stands in exactly one theme.", {
    theme: u32 = "integer", "Number of the theme, from 1.";
    label: String = "string", "Label of the theme.";
    plan: String = "string", "Short name of the plan.";
    task: String = "string", "Key of the task.";
    relation: String = "string", "same, or part where the task covers only a part of the theme.";
});

table!(ComparisonRow, COMPARISONS, "comparisons", "A pair of comparable targets of two plans.", {
    indicator: String = "string", "What both count or measure.";
    plan_a: String = "string", "Short name of one plan.";
    task_a: String = "string", "Key of its task or place.";
    value_a: String = "string", "Its printed value.";
    start_a: usize = "integer", "First byte of its value.";
    plan_b: String = "string", "Short name of the other plan.";
    task_b: String = "string", "Key of its task or place.";
    value_b: String = "string", "Its printed value.";
    start_b: usize = "integer", "First byte of its value.";
    differences: String = "string", "scope, measure, horizon, unit, joined with |; empty for a direct pair.";
    verdict: String = "string", "higher, lower, equal, overlapping (a against b) or not_comparable.";
});

table!(ResponsibilityRow, RESPONSIBILITIES, "responsibilities", "An office that answers for a task of a theme.", {
    theme: u32 = "integer", "Number of the theme.";
    plan: String = "string", "Short name of the plan.";
    task: String = "string", "Key of the task.";
    canonical: String = "string", "The office.";
    role: String = "string", "lead, responsible, support or leader.";
});

table!(WordingRow, WORDING, "wording", "How much of a pair of matched tasks is the same word for word.", {
    plan_a: String = "string", "Short name of one plan.";
    task_a: String = "string", "Key of its task.";
    plan_b: String = "string", "Short name of the other plan.";
    task_b: String = "string", "Key of its task.";
    shared: String = "number", "Share of the shorter text that both have word for word, 0 to 1.";
});

table!(LeftOutRow, LEFT_OUT, "left_out", "A piece of the page that is not part of the plan.", {
    plan: String = "string", "Short name of the plan.";
    start: usize = "integer", "First byte.";
    end: usize = "integer", "Byte after it.";
    kind: String = "string", "page_header, notice, page_number, attachment or page_footer.";
});

table!(IssueRow, ISSUES, "issues", "Something odd in the page.", {
    plan: String = "string", "Short name of the plan.";
    code: String = "string", "Stable code of the kind of oddity.";
    start: usize = "integer", "First byte.";
    end: usize = "integer", "Byte after it.";
    message: String = "string", "A sentence for a reader.";
});

/// The tables in the order in which they are written.
pub const SCHEMAS: &[Schema] = &[
    PLANS,
    SECTIONS,
    SUBSECTIONS,
    TASKS,
    DEPARTMENTS,
    TARGETS,
    DIRECTIONAL,
    QUANTITIES,
    MATCHES,
    THEMES,
    COMPARISONS,
    RESPONSIBILITIES,
    WORDING,
    LEFT_OUT,
    ISSUES,
];

fn text(passage: Option<&Passage>) -> String {
    passage.map(|passage| passage.text.clone()).unwrap_or_default()
}

fn joined(passages: &[Passage]) -> String {
    passages.iter().map(|passage| passage.text.as_str()).collect::<Vec<_>>().join("|")
}

/// A value as a plain decimal: no exponent, no zeros behind the last digit.
fn plain(value: Decimal) -> String {
    value.normalize().to_string()
}

/// A score with four digits, as tables print it.
fn score(value: f64) -> String {
    format!("{value:.4}")
}

/// The rows of table `plans`.
pub fn plans(plans: &[Plan]) -> Vec<PlanRow> {
    let row = |plan: &Plan| {
        let header = &plan.header;
        PlanRow {
            plan: plan.id.clone(),
            jurisdiction: text(header.jurisdiction.as_ref()),
            title: text(header.title.as_ref()),
            issuer: joined(&header.issuers),
            document_number: header.document_number.as_ref().map(|n| n.normalised.clone()).unwrap_or_default(),
            index_number: text(header.index_number.as_ref()),
            signed_on: header.signed_on.map(|date| date.to_string()).unwrap_or_default(),
            published_on: header.published_on.map(|date| date.to_string()).unwrap_or_default(),
            validity: text(header.validity.as_ref()),
            start_year: header.period.map(|period| period.start_year),
            end_year: header.period.map(|period| period.end_year),
            addressees: joined(&header.addressees),
            note: text(header.note.as_ref()),
        }
    };
    plans.iter().map(row).collect()
}

/// The rows of table `sections`.
pub fn sections(plans: &[Plan]) -> Vec<SectionRow> {
    let rows = plans.iter().flat_map(|plan| plan.sections.iter().map(move |section| (plan, section)));
    rows.map(|(plan, section)| SectionRow {
        plan: plan.id.clone(),
        section: section.number,
        title: section.title.text.clone(),
        start: section.span.start,
        end: section.span.end,
    })
    .collect()
}

/// The rows of table `subsections`.
pub fn subsections(plans: &[Plan]) -> Vec<SubsectionRow> {
    let sections = plans.iter().flat_map(|plan| plan.sections.iter().map(move |section| (plan, section)));
    let rows =
        sections.flat_map(|(plan, section)| section.subsections.iter().map(move |sub| (plan, section.number, sub)));
    rows.map(|(plan, section, sub)| SubsectionRow {
        plan: plan.id.clone(),
        section,
        subsection: sub.number,
        title: sub.title.text.clone(),
        start: sub.span.start,
        end: sub.span.end,
    })
    .collect()
}

/// The rows of table `tasks`.
pub fn tasks(plans: &[Plan]) -> Vec<TaskRow> {
    let rows = plans.iter().flat_map(|plan| plan.tasks.iter().map(move |task| (plan, task)));
    rows.map(|(plan, task)| TaskRow {
        plan: plan.id.clone(),
        task: task.key.clone(),
        section: task.section,
        subsection: task.subsection,
        title: text(task.title.as_ref()),
        start: task.body.text.span.start,
        end: task.body.text.span.end,
    })
    .collect()
}

/// The rows of table `departments`.
pub fn departments(plans: &[Plan]) -> Vec<DepartmentRow> {
    let tasks = plans.iter().flat_map(|plan| plan.tasks.iter().map(move |task| (plan, task)));
    let rows = tasks.flat_map(|(plan, task)| task.departments.iter().map(move |department| (plan, task, department)));
    rows.map(|(plan, task, department)| DepartmentRow {
        plan: plan.id.clone(),
        task: task.key.clone(),
        role: department.role.to_string(),
        name: department.name.text.clone(),
        canonical: department.canonical.clone().unwrap_or_default(),
        collective: department.collective,
        start: department.name.span.start,
        end: department.name.span.end,
        open: department.open,
    })
    .collect()
}

/// Rows made of each body of each plan, in document order.
fn from_bodies<R>(plans: &[Plan], rows: impl Fn(&str, &str, &Body) -> Vec<R>) -> Vec<R> {
    let bodies = plans.iter().flat_map(|plan| plan.bodies().into_iter().map(move |(key, body)| (plan, key, body)));
    bodies.flat_map(|(plan, key, body)| rows(&plan.id, &key, body)).collect()
}

/// The rows of table `targets`.
pub fn targets(plans: &[Plan]) -> Vec<TargetRow> {
    from_bodies(plans, |plan, key, body| {
        let row = |target: &crate::Target| TargetRow {
            plan: plan.to_owned(),
            task: key.to_owned(),
            start: target.value_text.span.start,
            end: target.value_text.span.end,
            value_text: target.value_text.text.clone(),
            quote: target.quote.text.clone(),
            indicator: target.indicator.clone(),
            min: plain(target.min),
            max: plain(target.max),
            unit: target.unit.clone(),
            bound: target.bound.to_string(),
            measure: target.measure.to_string(),
            horizon: target.horizon.to_string(),
            stretch: target.stretch,
            rule: target.rule.clone(),
            action: target.action.clone().unwrap_or_default(),
            baseline: target.baseline.clone().unwrap_or_default(),
            reference: target.reference.clone().unwrap_or_default(),
            strength: target.strength.clone().unwrap_or_default(),
        };
        body.targets.iter().map(row).collect()
    })
}

/// The rows of table `directional`.
pub fn directional(plans: &[Plan]) -> Vec<DirectionalRow> {
    from_bodies(plans, |plan, key, body| {
        let row = |target: &crate::Directional| DirectionalRow {
            plan: plan.to_owned(),
            task: key.to_owned(),
            quote: target.quote.text.clone(),
            indicator: target.indicator.clone(),
            direction: target.direction.to_string(),
            start: target.quote.span.start,
            end: target.quote.span.end,
        };
        body.directional.iter().map(row).collect()
    })
}

/// The rows of table `quantities`.
pub fn quantities(plans: &[Plan]) -> Vec<QuantityRow> {
    from_bodies(plans, |plan, key, body| {
        let row = |quantity: &crate::NonTarget| QuantityRow {
            plan: plan.to_owned(),
            task: key.to_owned(),
            start: quantity.text.span.start,
            end: quantity.text.span.end,
            text: quantity.text.text.clone(),
            reason: quantity.reason.to_string(),
        };
        body.quantities.iter().map(row).collect()
    })
}

/// The rows of table `matches`.
pub fn matches(alignments: &[Alignment]) -> Vec<MatchRow> {
    let rows = alignments.iter().flat_map(|alignment| alignment.matches.iter().map(move |found| (alignment, found)));
    rows.map(|(alignment, found)| MatchRow {
        plan_a: alignment.plan_a.clone(),
        task_a: found.task_a.clone(),
        plan_b: alignment.plan_b.clone(),
        task_b: found.task_b.clone(),
        relation: found.relation.to_string(),
        score: score(found.score),
    })
    .collect()
}

/// The rows of table `themes`.
pub fn themes(themes: &Themes) -> Vec<ThemeRow> {
    let rows = themes.themes.iter().flat_map(|theme| theme.members.iter().map(move |member| (theme, member)));
    rows.map(|(theme, member)| ThemeRow {
        theme: theme.number,
        label: theme.label.clone(),
        plan: member.plan.clone(),
        task: member.task.clone(),
        relation: member.relation.to_string(),
    })
    .collect()
}

/// The rows of table `comparisons`.
pub fn comparisons(comparisons: &[Comparison]) -> Vec<ComparisonRow> {
    let row = |comparison: &Comparison| {
        let (a, b) = (&comparison.a, &comparison.b);
        let differences: Vec<&str> = comparison.differences.iter().map(|difference| difference.as_str()).collect();
        ComparisonRow {
            indicator: comparison.indicator.clone(),
            plan_a: a.plan.clone(),
            task_a: a.task.clone(),
            value_a: a.target.value_text.text.clone(),
            start_a: a.target.value_text.span.start,
            plan_b: b.plan.clone(),
            task_b: b.task.clone(),
            value_b: b.target.value_text.text.clone(),
            start_b: b.target.value_text.span.start,
            differences: differences.join("|"),
            verdict: comparison.verdict.to_string(),
        }
    };
    comparisons.iter().map(row).collect()
}

/// The rows of table `responsibilities`: by theme, then plan and task in the order of [`Themes`].
pub fn responsibilities(plans: &[Plan], themes: &Themes) -> Vec<ResponsibilityRow> {
    let tasks: HashMap<(&str, &str), &Task> = plans
        .iter()
        .flat_map(|plan| plan.tasks.iter().map(move |task| ((plan.id.as_str(), task.key.as_str()), task)))
        .collect();
    let members = themes.themes.iter().flat_map(|theme| theme.members.iter().map(move |member| (theme.number, member)));
    let of = |(theme, member): (u32, &crate::themes::Member)| {
        let task = tasks.get(&(member.plan.as_str(), member.task.as_str()));
        let departments = task.into_iter().flat_map(|task| &task.departments);
        let row = |department: &Department| {
            Some(ResponsibilityRow {
                theme,
                plan: member.plan.clone(),
                task: member.task.clone(),
                canonical: department.canonical.clone()?,
                role: department.role.to_string(),
            })
        };
        departments.filter_map(row).collect::<Vec<_>>()
    };
    members.flat_map(of).collect()
}

/// The rows of table `wording`: each matched pair of each alignment. Alignments of plans that are not given are passed over.
pub fn wording(plans: &[Plan], alignments: &[Alignment]) -> Vec<WordingRow> {
    let by_id: HashMap<&str, &Plan> = plans.iter().map(|plan| (plan.id.as_str(), plan)).collect();
    let of = |alignment: &Alignment| {
        let pair = (by_id.get(alignment.plan_a.as_str()), by_id.get(alignment.plan_b.as_str()));
        let (Some(a), Some(b)) = pair else { return Vec::new() };
        wordings(a, b, alignment)
    };
    let row = |wording: Wording| WordingRow {
        plan_a: wording.plan_a,
        task_a: wording.task_a,
        plan_b: wording.plan_b,
        task_b: wording.task_b,
        shared: score(wording.shared),
    };
    alignments.iter().flat_map(of).map(row).collect()
}

/// The rows of table `left_out`.
pub fn left_out(plans: &[Plan]) -> Vec<LeftOutRow> {
    let rows = plans.iter().flat_map(|plan| plan.left_out.iter().map(move |piece| (plan, piece)));
    rows.map(|(plan, piece)| LeftOutRow {
        plan: plan.id.clone(),
        start: piece.span.start,
        end: piece.span.end,
        kind: piece.kind.to_string(),
    })
    .collect()
}

/// The rows of table `issues`.
pub fn issues(plans: &[Plan]) -> Vec<IssueRow> {
    let rows = plans.iter().flat_map(|plan| plan.issues.iter().map(move |issue| (plan, issue)));
    rows.map(|(plan, issue)| IssueRow {
        plan: plan.id.clone(),
        code: issue.code.to_string(),
        start: issue.span.start,
        end: issue.span.end,
        message: issue.message.clone(),
    })
    .collect()
}

/// All tables, described as a Frictionless Data Package (<https://specs.frictionlessdata.io/data-package/>):
/// write it as `datapackage.json` beside the CSV files.
///
/// ```
/// let package = crosscounty::table::data_package("plans-of-2023");
/// let json = serde_json::to_value(&package).unwrap();
/// assert_eq!(json["resources"][0]["path"], "plans.csv");
/// assert_eq!(json["resources"][0]["schema"]["fields"][0]["name"], "plan");
/// ```
pub fn data_package(name: &str) -> DataPackage {
    let field = |column: &Column| Field { name: column.name, kind: column.kind, description: column.description };
    let resource = |schema: &Schema| Resource {
        name: schema.name,
        path: format!("{}.csv", schema.name),
        title: schema.description,
        profile: "tabular-data-resource",
        format: "csv",
        mediatype: "text/csv",
        encoding: "utf-8",
        schema: Fields { fields: schema.columns.iter().map(field).collect(), missing_values: [""] },
    };
    DataPackage {
        profile: "tabular-data-package",
        name: name.to_owned(),
        version: env!("CARGO_PKG_VERSION"),
        resources: SCHEMAS.iter().map(resource).collect(),
    }
}

/// A Frictionless Data Package; made by [`data_package`].
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DataPackage {
    profile: &'static str,
    name: String,
    version: &'static str,
    resources: Vec<Resource>,
}

/// A table of the package.
#[derive(Debug, Clone, PartialEq, Serialize)]
struct Resource {
    name: &'static str,
    path: String,
    title: &'static str,
    profile: &'static str,
    format: &'static str,
    mediatype: &'static str,
    encoding: &'static str,
    schema: Fields,
}

/// The columns of a table of the package.
#[derive(Debug, Clone, PartialEq, Serialize)]
struct Fields {
    fields: Vec<Field>,
    #[serde(rename = "missingValues")]
    missing_values: [&'static str; 1],
}

/// A column of a table of the package.
#[derive(Debug, Clone, PartialEq, Serialize)]
struct Field {
    name: &'static str,
    #[serde(rename = "type")]
    kind: &'static str,
    description: &'static str,
}
