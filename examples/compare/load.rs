//! Pages from files and from the crate.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use crosscounty::{Plan, corpus};

/// Plans, and the page of each as text.
pub(crate) type Pages = (Vec<Plan>, Vec<String>);

/// The plans that the crate ships.
pub(crate) fn shipped() -> Pages {
    let pages = corpus::IDS.iter().filter_map(|id| corpus::text(id)).map(str::to_owned).collect();
    (corpus::all(), pages)
}

/// Reads pages, each named after its file; a second file of the same name gets `-2`. `tick` is called after each file.
pub(crate) fn files(paths: &[PathBuf], tick: impl Fn()) -> Result<Pages, String> {
    let mut seen: HashMap<String, usize> = HashMap::new();
    paths
        .iter()
        .map(|path| {
            let (plan, page) = file(path)?;
            tick();
            let name = path.file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
            let count = seen.entry(name.clone()).and_modify(|n| *n += 1).or_insert(1);
            Ok((plan.with_id(if *count == 1 { name } else { format!("{name}-{count}") }), page))
        })
        .collect()
}

fn file(path: &Path) -> Result<(Plan, String), String> {
    let bytes = std::fs::read(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let page = crosscounty::source::decode(&bytes).map_err(|error| format!("{}: {error}", path.display()))?;
    Ok((Plan::parse(&page), page.into_owned()))
}
