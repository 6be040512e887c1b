//! The exported tables: their columns are what the schema says, and what the contract of the tables asks for.

use crosscounty::{
    Plan, align::AlignOptions, align::align_all, compare::CompareOptions, compare::compare_all, corpus, table,
};
use serde::Serialize;

/// Columns that a serialised row has, in order.
fn columns<R: Serialize>(rows: &[R]) -> Vec<String> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.serialize(rows.first().expect("the corpus has a row for each table")).expect("a row is flat");
    let bytes = writer.into_inner().expect("a Vec takes all");
    let text = String::from_utf8(bytes).expect("rows are UTF-8");
    text.lines().next().unwrap_or_default().split(',').map(str::to_owned).collect()
}

#[test]
fn rows_have_the_columns_of_their_schema() {
    let plans = corpus::all();
    let alignments = align_all(&plans, &AlignOptions::default());
    let themes = crosscounty::themes(&plans);
    let comparisons = compare_all(&plans, &CompareOptions::default());
    let tables = [
        (table::PLANS, columns(&table::plans(&plans))),
        (table::SECTIONS, columns(&table::sections(&plans))),
        (table::SUBSECTIONS, columns(&table::subsections(&plans))),
        (table::TASKS, columns(&table::tasks(&plans))),
        (table::DEPARTMENTS, columns(&table::departments(&plans))),
        (table::TARGETS, columns(&table::targets(&plans))),
        (table::DIRECTIONAL, columns(&table::directional(&plans))),
        (table::QUANTITIES, columns(&table::quantities(&plans))),
        (table::MATCHES, columns(&table::matches(&alignments))),
        (table::THEMES, columns(&table::themes(&themes))),
        (table::COMPARISONS, columns(&table::comparisons(&comparisons))),
        (table::RESPONSIBILITIES, columns(&table::responsibilities(&plans, &themes))),
        (table::WORDING, columns(&table::wording(&plans, &alignments))),
        (table::LEFT_OUT, columns(&table::left_out(&plans))),
        (table::ISSUES, columns(&table::issues(&plans))),
    ];
    assert_eq!(tables.len(), table::SCHEMAS.len());
    for ((schema, got), listed) in tables.iter().zip(table::SCHEMAS) {
        assert_eq!(schema, listed);
        let named: Vec<&str> = schema.columns.iter().map(|column| column.name).collect();
        assert_eq!(got, &named, "table {}", schema.name);
    }
}

#[test]
fn each_task_stands_in_one_theme() {
    let plans = corpus::all();
    let rows = table::themes(&crosscounty::themes(&plans));
    let mut seen: Vec<_> = rows.iter().map(|row| (row.plan.clone(), row.task.clone())).collect();
    seen.sort();
    let mut all: Vec<_> = table::tasks(&plans).into_iter().map(|row| (row.plan, row.task)).collect();
    all.sort();
    assert_eq!(seen, all);
}

#[test]
fn the_order_of_plans_changes_no_theme() {
    let plans = corpus::all();
    let mut turned = plans.clone();
    turned.reverse();
    let groups = |plans: &[Plan]| {
        let themes = crosscounty::themes(plans);
        let mut groups: Vec<Vec<(String, String)>> = themes
            .themes
            .iter()
            .map(|theme| {
                let mut members: Vec<_> = theme.members.iter().map(|m| (m.plan.clone(), m.task.clone())).collect();
                members.sort();
                members
            })
            .collect();
        groups.sort();
        groups
    };
    assert_eq!(groups(&plans), groups(&turned));
}

#[test]
fn an_empty_page_gives_empty_tables() {
    let plans = [Plan::parse("")];
    assert!(table::tasks(&plans).is_empty() && table::targets(&plans).is_empty());
    assert_eq!(table::plans(&plans).len(), 1);
    assert_eq!(table::issues(&plans).first().map(|row| row.code.as_str()), Some("no_plan"));
}
