//! The words we know. Word lists are data (`data/lexicon/*.tsv`); this room reads them and lets a caller add rows.

use std::sync::LazyLock;

use crate::office::Offices;

/// The rows of a table in `data/lexicon`: cells between tabs; blank lines and lines that start with `#` are comments.
pub(crate) fn rows(table: &str) -> impl Iterator<Item = Vec<&str>> {
    table
        .lines()
        .map(|line| line.trim_end_matches('\r'))
        .filter(|line| !line.trim().is_empty() && !line.starts_with('#'))
        .map(|line| line.split('\t').map(str::trim).collect())
}

/// The words of a table, first column, whose second column is `part`.
pub(crate) fn words_of<'t>(table: &'t str, part: &str) -> Vec<&'t str> {
    rows(table).filter(|row| row.get(1) == Some(&part)).filter_map(|row| row.first().copied()).collect()
}

/// Words by which the parts of a document are told.
#[derive(Debug)]
pub(crate) struct DocumentWords {
    /// Verbs with which a notice issues a plan.
    pub(crate) issuing: Vec<&'static str>,
    /// Endings of bodies that issue documents.
    pub(crate) issuer_ends: Vec<&'static str>,
    /// Words that no place name holds.
    pub(crate) no_place: Vec<&'static str>,
    /// Labels of a responsibility clause.
    pub(crate) clause_labels: Vec<&'static str>,
    /// Verbs that end a responsibility clause.
    pub(crate) clause_ends: Vec<&'static str>,
}

/// The words of `data/lexicon/document.tsv`.
pub(crate) static DOCUMENT: LazyLock<DocumentWords> = LazyLock::new(|| {
    let part = |part| words_of(include_str!("../data/lexicon/document.tsv"), part);
    DocumentWords {
        issuing: part("issuing"),
        issuer_ends: part("issuer_end"),
        no_place: part("no_place"),
        clause_labels: part("clause_label"),
        clause_ends: part("clause_end"),
    }
});

/// The word lists that a plan is read with. The built-in ones can be extended by the caller.
#[derive(Debug, Clone)]
pub struct Lexicon {
    pub(crate) offices: Offices,
}

impl Lexicon {
    /// The word lists that the crate ships, read once.
    pub fn builtin() -> &'static Self {
        static BUILTIN: LazyLock<Lexicon> = LazyLock::new(|| Lexicon { offices: Offices::builtin().clone() });
        &BUILTIN
    }

    /// Adds rows to the table of offices: canonical name, tab, other names between spaces, as in
    /// `data/lexicon/offices.tsv`. A later row wins over an earlier one.
    ///
    /// ```
    /// let mut lexicon = crosscounty::Lexicon::default();
    /// lexicon.extend_offices("大数据局\t云上局 云局");
    /// ```
    pub fn extend_offices(&mut self, table: &str) {
        self.offices.extend(table);
    }
}

impl Default for Lexicon {
    /// A copy of the built-in word lists, to extend.
    fn default() -> Self {
        Self::builtin().clone()
    }
}
