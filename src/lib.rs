//! Reads the work plans of Chinese counties (重点工作任务, 三年行动计划) from the text of a government page, matches equivalent
//! tasks across counties and compares their targets: who promises how much of the same thing, by when, and whose office
//! answers for it.
//!
//! ```
//! use crosscounty::{Plan, align};
//!
//! let a = Plan::parse("甲县2023年重点工作任务\n一、民生\n1.促进就业。新增城镇就业4000人以上。(县人社局负责)").with_id("a");
//! let b = Plan::parse("乙区2023年重点工作任务\n一、民生\n1.促进就业创业。城镇新增就业5200人。(区人社局牵头)").with_id("b");
//!
//! let target = &a.tasks[0].body.targets[0];
//! assert_eq!((target.indicator.as_str(), target.min.to_string().as_str(), target.unit.as_str()), ("城镇就业", "4000", "人"));
//! assert_eq!(b.tasks[0].departments[0].canonical, a.tasks[0].departments[0].canonical);
//! assert_eq!(align(&a, &b).matches.len(), 1);
//! ```
//!
//! Parsing never fails on text: any `&str` gives a [`Plan`], and what is odd in it is told in [`Plan::issues`]. Everything
//! that is read carries its byte [`Span`] in the text as given; values are exact decimals; the same input gives the same
//! output in the same order, whatever the order of the plans.
//!
//! # The rooms
//!
//! ```text
//! &str ──layout──▶ paragraphs ──page, outline──▶ headings ──parse──▶ Plan
//!                                     ▲ header, department, target (quantity), directional
//! Plan × Plan ──align (similarity)──▶ Alignment ──themes──▶ Themes ──┐
//! Plan × Plan ──compare──▶ Comparison ───────────────────────────────┴─table──▶ rows
//! ```
//!
//! | room | what a line in it is about |
//! | --- | --- |
//! | [`source`] | where something stands: [`Span`], [`Passage`], line and column; decoding of bytes |
//! | [`model`] | the nouns: [`Plan`], [`Section`], [`Task`], [`Department`], [`Target`] …; no reading |
//! | [`issue`] | odd places of a page, each with a stable [`IssueCode`] |
//! | [`error`] | what can't be served |
//! | [`lexicon`] | the word lists; they are data under `data/lexicon` |
//! | `fold` | the reading view: full-width forms folded, white space gone, with the way back to the page |
//! | `layout` | lines, page numbers, hard-wrapped pages |
//! | `outline` | numbering: which paragraphs head sections, subsections, tasks; knows no vocabulary |
//! | `rows` | tables of tasks (任务分解表): header, rows, which cell is whose; each row becomes a task |
//! | `page`, `page_words` | where page chrome ends and the plan begins; the words that tell it |
//! | `title` | which of a task's first words are its title |
//! | `header` | labels, number, signature, place, period |
//! | `department`, [`office`], `place` | who: responsibility clauses; the office behind a printed name |
//! | [`quantity`], `numeral` | written numbers with bound and unit, useful alone |
//! | `target`, `directional`, `cue` | how much: which number commits, and to what |
//! | `parse` | putting a plan together: [`Plan::parse`] |
//! | `similarity` | how alike two tasks are; chooses nothing |
//! | [`mod@align`] | which tasks belong together, and why |
//! | [`mod@themes`] | the same over any number of plans |
//! | [`mod@compare`] | targets that count the same thing: differences, verdict, further figures |
//! | [`mod@diff`] | two plans: targets of matched tasks on one side only; two years of a county: kept, raised, lowered, new, dropped |
//! | [`responsibility`] | who leads and supports what; tasks without an owner |
//! | [`mod@wording`] | what two matched tasks share word for word |
//! | [`study`] | plans with all that was found about them, as one JSON document |
//! | [`table`] | rows and columns |
//! | `corpus` | five real plans (feature `corpus`, on by default); the only room that names them |
//!
//! # What always holds
//! 1. Any `&str` parses; nothing panics.
//! 2. The text is never rewritten: spans are byte ranges of the text as given, and [`Plan::inside`] and
//!    [`Plan::left_out`] cover it exactly.
//! 3. Vocabulary lives in `data/`. What stands in code are marks, and short closed lists that belong to one rule's
//!    grammar (suffixes of places and posts, words of time); no place and no body of a single plan.
//! 4. The model is plain owned values.
//! 5. Matching never looks at the values of targets.
//! 6. No I/O, no printing, no network in the library.

mod terms;
pub mod source;
pub mod error;
pub mod issue;
pub mod model;
pub mod lexicon;
mod fold;
mod layout;
mod outline;
mod rows;
mod page;
mod page_words;
mod header;
pub mod quantity;
mod numeral;
mod cue;
mod target;
mod directional;
mod department;
pub mod office;
mod place;
mod title;
mod parse;
mod similarity;
pub mod align;
pub mod themes;
pub mod compare;
pub mod diff;
pub mod responsibility;
pub mod wording;
pub mod study;
pub mod table;
#[cfg(feature = "corpus")]
pub mod corpus;

pub use align::{Alignment, align, align_with};
pub use compare::{Comparison, compare, compare_with};
pub use error::Error;
pub use issue::{Issue, IssueCode};
pub use lexicon::{Lexicon, WordList};
pub use model::*;
pub use source::{LineColumn, Passage, Span};
pub use study::Study;
pub use themes::{Themes, themes};

/// The README's example runs as a test.
#[cfg(all(doctest, feature = "corpus"))]
#[doc = include_str!("../README.md")]
struct Readme;
