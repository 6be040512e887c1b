//! What can't be served. Odd text is no error: see [`crate::issue`].

/// A call that can't be served.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The bytes are neither UTF-8 nor GB18030.
    #[error("the page is neither UTF-8 nor GB18030: byte {offset} fits neither")]
    Encoding {
        /// Offset of the first byte that is not UTF-8, in bytes, after a byte-order mark.
        offset: usize,
    },
    /// The bytes hold a zero byte, so they are no text (a Word or PDF file, or UTF-16).
    #[error(
        "the file is no text: byte {offset} is zero (a Word or PDF file, or UTF-16?); save the page as plain text in UTF-8"
    )]
    Binary {
        /// Offset of the zero byte, in bytes.
        offset: usize,
    },
    /// A row that was added to a word list says nothing there.
    #[error(
        "row {line} for the word list `{list}` does not fit its columns, which data/lexicon/{list}.tsv tells: {row:?}"
    )]
    Row {
        /// Name of the word list, as its file is called.
        list: &'static str,
        /// Number of the row among those given, from 1.
        line: usize,
        /// The row.
        row: String,
    },
}
