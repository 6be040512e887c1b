//! The tables, as CSV files.

use std::path::Path;

use crosscounty::{Alignment, Comparison, Plan, Themes, table};
use serde::Serialize;

/// Plans with all that was found about them.
pub(crate) struct Compared {
    pub(crate) plans: Vec<Plan>,
    pub(crate) alignments: Vec<Alignment>,
    pub(crate) themes: Themes,
    pub(crate) comparisons: Vec<Comparison>,
}

/// Writes every table that has something to hold to `dir/TABLE.csv`.
pub(crate) fn write(dir: &Path, compared: &Compared) -> Result<(), csv::Error> {
    let Compared { plans, alignments, themes, comparisons } = compared;
    std::fs::create_dir_all(dir)?;
    one(dir, &table::PLANS, &table::plans(plans))?;
    one(dir, &table::SECTIONS, &table::sections(plans))?;
    one(dir, &table::SUBSECTIONS, &table::subsections(plans))?;
    one(dir, &table::TASKS, &table::tasks(plans))?;
    one(dir, &table::DEPARTMENTS, &table::departments(plans))?;
    one(dir, &table::TARGETS, &table::targets(plans))?;
    one(dir, &table::DIRECTIONAL, &table::directional(plans))?;
    one(dir, &table::QUANTITIES, &table::quantities(plans))?;
    one(dir, &table::MATCHES, &table::matches(alignments))?;
    one(dir, &table::THEMES, &table::themes(themes))?;
    one(dir, &table::COMPARISONS, &table::comparisons(comparisons))?;
    one(dir, &table::RESPONSIBILITIES, &table::responsibilities(plans, themes))?;
    one(dir, &table::WORDING, &table::wording(plans, alignments))?;
    one(dir, &table::LEFT_OUT, &table::left_out(plans))?;
    one(dir, &table::ISSUES, &table::issues(plans))?;
    let package = serde_json::to_string_pretty(&table::data_package("crosscounty")).map_err(std::io::Error::from)?;
    Ok(std::fs::write(dir.join("datapackage.json"), package + "\n")?)
}

/// One table; a table without rows still has its header.
fn one<R: Serialize>(dir: &Path, schema: &table::Schema, rows: &[R]) -> Result<(), csv::Error> {
    let mut writer =
        csv::WriterBuilder::new().has_headers(false).from_path(dir.join(format!("{}.csv", schema.name)))?;
    writer.write_record(schema.columns.iter().map(|column| column.name))?;
    for row in rows {
        writer.serialize(row)?;
    }
    Ok(writer.flush()?)
}
