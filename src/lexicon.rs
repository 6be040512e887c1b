//! The words we know. Word lists are data (`data/lexicon/*.tsv`); this room reads them and lets a caller add rows.

/// The rows of a table in `data/lexicon`: cells between tabs; blank lines and lines that start with `#` are comments.
pub(crate) fn rows(table: &str) -> impl Iterator<Item = Vec<&str>> {
    table
        .lines()
        .map(|line| line.trim_end_matches('\r'))
        .filter(|line| !line.trim().is_empty() && !line.starts_with('#'))
        .map(|line| line.split('\t').map(str::trim).collect())
}
