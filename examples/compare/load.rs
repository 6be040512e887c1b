//! Pages from files.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use crosscounty::Plan;

/// Reads pages, each named after its file; a second file of the same name gets `-2`.
pub(crate) fn files(paths: &[PathBuf]) -> Result<Vec<Plan>, String> {
    let mut seen: HashMap<String, usize> = HashMap::new();
    paths
        .iter()
        .map(|path| {
            let plan = file(path)?;
            let name = path.file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
            let count = seen.entry(name.clone()).and_modify(|n| *n += 1).or_insert(1);
            Ok(plan.with_id(if *count == 1 { name } else { format!("{name}-{count}") }))
        })
        .collect()
}

fn file(path: &Path) -> Result<Plan, String> {
    let bytes = std::fs::read(path).map_err(|error| format!("{}: {error}", path.display()))?;
    Plan::from_bytes(&bytes).map_err(|error| format!("{}: {error}", path.display()))
}
