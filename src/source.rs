//! Where something stands: spans of bytes, passages, lines and columns, and decoding of bytes to text.

use std::borrow::Cow;
use std::ops::Range;

use serde::{Deserialize, Serialize};
use unicode_segmentation::UnicodeSegmentation;

use crate::error::Error;

/// A range of bytes in the text as given: `start..end`, on character boundaries, `start <= end`.
///
/// ```
/// # use crosscounty::Span;
/// let text = "新增5家";
/// let span = Span::new(6, 10);
/// assert_eq!(&text[span.range()], "5家");
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Span {
    /// Offset of the first byte, from 0.
    pub start: usize,
    /// Offset after the last byte.
    pub end: usize,
}

impl Span {
    /// The span `start..end`. An `end` before `start` is taken as `start`.
    pub fn new(start: usize, end: usize) -> Self {
        Self { start, end: end.max(start) }
    }

    /// The span as a range, for slicing.
    pub fn range(self) -> Range<usize> {
        self.start..self.end
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        self.end - self.start
    }

    /// Whether it holds nothing.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether `other` lies inside.
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }
}

/// A piece of the document: what is printed, and where.
///
/// `text` is the document at `span`, but for line breaks and page numbers that cut a sentence on hard-wrapped pages.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Passage {
    /// The text as printed.
    pub text: String,
    /// Where it stands in the text as given.
    pub span: Span,
}

impl Passage {
    /// The piece of `source` at `span`.
    pub fn of(source: &str, span: Span) -> Self {
        Self { text: source[span.range()].to_owned(), span }
    }
}

impl std::fmt::Display for Passage {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(&self.text)
    }
}

/// A place for a reader: line and column, both from 1; the column counts characters as a reader sees them
/// (extended grapheme clusters, UAX #29).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct LineColumn {
    /// Line, from 1.
    pub line: usize,
    /// Column, from 1.
    pub column: usize,
}

impl LineColumn {
    /// The place of byte `offset` in `text`; an offset past the end is the end.
    ///
    /// ```
    /// # use crosscounty::LineColumn;
    /// let place = LineColumn::of("一、总体要求\n二、任务", 19);
    /// assert_eq!((place.line, place.column), (2, 1));
    /// ```
    pub fn of(text: &str, offset: usize) -> Self {
        let mut at = offset.min(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        let before = &text[..at];
        let start = before.rfind('\n').map_or(0, |i| i + 1);
        Self { line: before.matches('\n').count() + 1, column: before[start..].graphemes(true).count() + 1 }
    }
}

/// Decodes a page: UTF-8 with or without byte-order mark, or GB18030 (with its subsets GBK and GB2312).
///
/// # Errors
/// [`Error::Encoding`] where the bytes are neither, with the offset of the first byte that fits neither, and
/// [`Error::Binary`] where they are no text at all.
///
/// ```
/// # use crosscounty::source::decode;
/// assert_eq!(decode("县".as_bytes()).unwrap(), "县");
/// assert_eq!(decode(&[0xCF, 0xD8]).unwrap(), "县"); // GB18030
/// assert!(decode(&[0xFF, 0xFE, 0x00]).is_err());
/// ```
pub fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, Error> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    if let Some(offset) = memchr::memchr(0, bytes) {
        return Err(Error::Binary { offset });
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(Cow::Borrowed(text)),
        Err(error) => encoding_rs::GB18030
            .decode_without_bom_handling_and_without_replacement(bytes)
            .ok_or(Error::Encoding { offset: error.valid_up_to() }),
    }
}
