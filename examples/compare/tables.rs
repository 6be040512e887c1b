//! The tables as CSV files, with a data package that describes them; everything as one JSON document.

use std::path::Path;

use crosscounty::{Study, table};
use serde::Serialize;

/// Writes every table that has something to hold to `dir/TABLE.csv`.
pub(crate) fn write(dir: &Path, study: &Study) -> Result<(), csv::Error> {
    let Study { plans, alignments, themes, comparisons, .. } = study;
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
    std::fs::write(dir.join("datapackage.json"), package + "\n")?;
    let json = std::io::BufWriter::new(std::fs::File::create(dir.join("study.json"))?);
    Ok(serde_json::to_writer(json, study).map_err(std::io::Error::from)?)
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
