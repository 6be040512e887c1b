//! Odd places of a page. Reading goes on; each is told with a stable code, a span and a sentence.

use serde::{Deserialize, Serialize};

use crate::source::Span;
use crate::terms::terms;

/// An odd place of a page, found while reading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Issue {
    /// What kind of oddity it is.
    pub code: IssueCode,
    /// Where it stands, in bytes of the text as given.
    pub span: Span,
    /// A sentence for a reader.
    pub message: String,
}

terms! {
    /// What kind of oddity an [`Issue`] tells. The words stay stable from version to version.
    pub enum IssueCode {
        /// The text is empty or holds no section and no task.
        NoPlan = "no_plan",
        /// No title of a plan was found.
        NoTitle = "no_title",
        /// A document number lost its brackets, or has others than 〔〕, and was restored.
        NumberRestored = "number_restored",
        /// A bracket is opened and not closed.
        BracketNotClosed = "bracket_not_closed",
        /// A task opens straight into its body and has no title.
        TaskWithoutTitle = "task_without_title",
        /// A number is left out, or goes back, in a run of sections, subsections or tasks.
        NumberingGap = "numbering_gap",
        /// A task number is printed twice; the later one got a suffix.
        NumberTwice = "number_twice",
        /// Text between the plan's title and its first section.
        TextBeforeFirstSection = "text_before_first_section",
        /// The page prints its header twice.
        DuplicateHeader = "duplicate_header",
        /// Two labels of the page give different values for the same thing.
        ConflictingHeader = "conflicting_header",
        /// A label of the page's header that is not in the lexicon.
        UnknownLabel = "unknown_label",
        /// A responsibility clause, a part of one, or a cell of a table, that names no body or role that could be read.
        ClauseNotUnderstood = "clause_not_understood",
        /// A task that no clause gives to anyone, in a plan whose other tasks have clauses.
        NoDepartment = "no_department",
        /// A number or a date that can't be: 2023年13月.
        ImpossibleDate = "impossible_date",
    }
}
