//! Reads the work plans of Chinese counties (重点工作任务, 三年行动计划) into a typed model.

mod terms;
pub mod source;
pub mod error;
pub mod issue;
pub mod model;
pub mod lexicon;
mod fold;
mod layout;
mod outline;
mod page;
mod header;
pub mod quantity;
mod numeral;
mod cue;
mod target;
mod directional;
mod department;
pub mod office;
mod place;
mod parse;
mod similarity;
pub mod align;
pub mod themes;
pub mod table;
#[cfg(feature = "corpus")]
pub mod corpus;

pub use align::{Alignment, align, align_with};
pub use error::Error;
pub use issue::{Issue, IssueCode};
pub use lexicon::Lexicon;
pub use model::*;
pub use source::{LineColumn, Passage, Span};
pub use themes::{Themes, themes};
