//! A plan as lines of text, as the `.expected` files of `tests/cases/pages` have them.

use crosscounty::{Body, Department, Plan};
use std::fmt::Write;

/// The whole plan as lines.
pub(crate) fn dump(plan: &Plan) -> String {
    let mut out = String::new();
    let header = &plan.header;
    let mut line = |name: &str, value: String| {
        if !value.is_empty() {
            writeln!(out, "{name}: {value}").expect("writing to a string");
        }
    };
    line("title", header.title.as_ref().map(ToString::to_string).unwrap_or_default());
    line("jurisdiction", header.jurisdiction.as_ref().map(ToString::to_string).unwrap_or_default());
    line("period", header.period.map(|p| format!("{}-{}", p.start_year, p.end_year)).unwrap_or_default());
    line("number", header.document_number.as_ref().map(|n| n.normalised.clone()).unwrap_or_default());
    let issuers: Vec<_> = header.issuers.iter().map(|i| i.text.as_str()).collect();
    line("issuer", issuers.join("|"));
    line("signed", header.signed_on.map(|d| d.to_string()).unwrap_or_default());
    line("published", header.published_on.map(|d| d.to_string()).unwrap_or_default());
    for section in &plan.sections {
        writeln!(out, "section {}: {}", section.number, section.title).expect("writing to a string");
        for sub in &section.subsections {
            writeln!(out, "subsection {}.{}: {}", section.number, sub.number, sub.title).expect("writing to a string");
        }
    }
    for (key, body) in plan.bodies() {
        out += &match plan.tasks.iter().find(|task| std::ptr::eq(&task.body, body)) {
            Some(task) => {
                let section = task.section.map(|s| s.to_string()).unwrap_or_default();
                let sub = task.subsection.map(|s| format!(".{s}")).unwrap_or_default();
                let title = task.title.as_ref().map(|t| format!(" {t}")).unwrap_or_default();
                let departments: String = task.departments.iter().map(department).collect();
                format!("task {key} [{section}{sub}]:{title}\n{departments}{}", body_lines(body))
            }
            None if body.targets.is_empty() && body.directional.is_empty() => continue,
            None if key == "table" => format!("table\n{}", body_lines(body)),
            None => format!("text {key}\n{}", body_lines(body)),
        };
    }
    out
}

fn department(d: &Department) -> String {
    let office = d.canonical.as_ref().map(|c| format!(" = {c}")).unwrap_or_default();
    let collective = if d.collective { " (collective)" } else { "" };
    let open = if d.open { " ..." } else { "" };
    format!("  {} {}{office}{collective}{open}\n", d.role, d.name)
}

fn body_lines(body: &Body) -> String {
    let mut out = String::new();
    for t in &body.targets {
        let stretch = if t.stretch { " stretch" } else { "" };
        writeln!(
            out,
            "  target {} | {} | {}..{} {} {} {} {}{stretch}",
            t.value_text,
            t.indicator,
            t.min.normalize(),
            t.max.normalize(),
            t.unit,
            t.bound,
            t.measure,
            t.horizon
        )
        .expect("writing to a string");
    }
    for d in &body.directional {
        writeln!(out, "  directional {} | {}", d.direction, d.indicator).expect("writing to a string");
    }
    out
}
