//! The report: one self-contained page, in Chinese and English, that needs no network, no other file and no script to be
//! read. Every text from a document goes through the template's escaping.

mod alone;
mod book;
mod cite;
mod counterparts;
mod glance;
mod heatmap;
mod indicators;
mod issues;
mod marks;
mod offices;
mod page;
mod plot;
mod promises;
mod themes;
mod words;

use crosscounty::{Alignment, Comparison, Plan, Themes};
use jiff::civil::Date;

use book::Book;

/// What the report is made from.
pub(crate) struct Input<'a> {
    /// The plans, in the order of their columns.
    pub(crate) plans: &'a [Plan],
    /// The page of each plan as text, for line numbers and excerpts; may be shorter than `plans`, or empty.
    pub(crate) pages: &'a [String],
    /// One alignment for each pair of plans.
    pub(crate) alignments: &'a [Alignment],
    /// All tasks, grouped.
    pub(crate) themes: &'a Themes,
    /// The targets that count the same thing.
    pub(crate) comparisons: &'a [Comparison],
    /// The day to print on the report; none leaves it out.
    pub(crate) made_on: Option<Date>,
}

/// The whole page as HTML.
pub(crate) fn render(input: &Input<'_>) -> String {
    let book = Book::of(input);
    let cards = promises::cards(&book, input.comparisons);
    let parts = page::Parts {
        glance: glance::part(&book),
        heatmap: heatmap::part(&book, input.alignments),
        themes: themes::part(&book, &cards),
        indicators: indicators::part(&book, &cards),
        offices: offices::part(&book),
        alone: alone::part(&book),
        issues: issues::part(&book, input.pages),
        cite: cite::part(&book, input.made_on),
    };
    page::page(&book, &cards, &parts, input.made_on).into_string()
}
