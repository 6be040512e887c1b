//! The words we know. Word lists are data (`data/lexicon/*.tsv`); this room reads them and lets a caller add rows.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use crate::error::Error;
use crate::office::Offices;
use crate::page_words::{self, PageWords};
use crate::{department, directional, quantity, target};

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
    /// Words of a sentence that tells of what was done.
    pub(crate) past: Vec<&'static str>,
    /// Labels that open a task's text behind its title.
    pub(crate) content_labels: Vec<&'static str>,
    /// Headings over a text that tells how things are.
    pub(crate) status_heads: Vec<&'static str>,
    /// Endings of such headings.
    pub(crate) status_ends: Vec<&'static str>,
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
        past: part("past"),
        content_labels: part("content_label"),
        status_heads: part("status_head"),
        status_ends: part("status_end"),
    }
});

/// Writes [`WordList`] from the names of the files.
macro_rules! word_lists {
    ($($(#[$doc:meta])* $list:ident = $name:literal,)*) => {
        /// A word list that a caller can add rows to, called after its file in `data/lexicon`, whose first lines tell
        /// its columns.
        ///
        /// ```
        /// assert_eq!(crosscounty::WordList::Units.name(), "units");
        /// ```
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum WordList {
            $($(#[$doc])* $list,)*
        }

        impl WordList {
            /// All lists.
            pub const ALL: &'static [Self] = &[$(Self::$list),*];

            /// The name of its file, without folder and ending.
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$list => $name,)*
                }
            }

            /// The table that the crate ships: comment lines that open with `#` tell its columns and source.
            ///
            /// ```
            /// assert!(crosscounty::WordList::Units.builtin().contains("公顷\tarea\t10000"));
            /// ```
            pub fn builtin(self) -> &'static str {
                match self {
                    $(Self::$list => include_str!(concat!("../data/lexicon/", $name, ".tsv")),)*
                }
            }
        }
    };
}

word_lists! {
    /// `units.tsv`: units after a number, what they measure and how they convert (家, 亩, 微克).
    Units = "units",
    /// `bounds.tsv`: words that bound a number (不少于, 以上).
    Bounds = "bounds",
    /// `actions.tsv`: verbs that a target is the object of (新增, 改造).
    Actions = "actions",
    /// `links.tsv`: words between an indicator and its number (达到, 增长).
    Links = "links",
    /// `openers.tsv`: words before an indicator that are no part of it (全县, 力争).
    Openers = "openers",
    /// `marks.tsv`: words that reach over the numbers of a sentence (力争, 每年, 去年).
    Marks = "marks",
    /// `tails.tsv`: what the end of an indicator says of its measure (率, 产值).
    Tails = "tails",
    /// `nouns.tsv`: words with a part to play around a number (项目, 总投资).
    Nouns = "nouns",
    /// `directional.tsv`: words of a directional target (全覆盖, 清零).
    Directional = "directional",
    /// `roles.tsv`: labels and verbs of responsibility clauses (牵头单位, 负责).
    Roles = "roles",
    /// `bodies.tsv`: how the names of bodies look (局, 办公室).
    Bodies = "bodies",
    /// `collectives.tsv`: groups named instead of a body (各镇街).
    Collectives = "collectives",
    /// `genres.tsv`: what a plan's title ends with (重点工作任务, 三年行动计划).
    Genres = "genres",
    /// `chrome.tsv`: words of a page's furniture (分享, 打印本页).
    Chrome = "chrome",
    /// `labels.tsv`: labels of a page's header (索引号, 成文日期).
    Labels = "labels",
    /// `columns.tsv`: headings of the columns of a table of tasks (目标任务, 完成时限).
    Columns = "columns",
    /// `offices.tsv`: offices and the names by which plans call them.
    Offices = "offices",
}

impl WordList {
    /// Whether a row says something.
    fn fits(self, row: &[&str]) -> bool {
        let named = row.first().is_some_and(|word| !word.is_empty());
        named
            && match self {
                Self::Units => quantity::is_unit(row),
                Self::Bounds => quantity::is_bound(row),
                Self::Directional => directional::fits(row),
                Self::Roles | Self::Bodies | Self::Collectives => department::fits(self, row),
                Self::Genres | Self::Chrome | Self::Labels | Self::Columns => page_words::fits(self, row),
                Self::Offices => true,
                _ => target::fits(self, row),
            }
    }
}

/// The library's tables with the rows that a caller added.
#[derive(Debug, Clone, Default)]
pub(crate) struct Tables {
    added: BTreeMap<WordList, String>,
}

impl Tables {
    /// All rows of a table, those of the library first.
    pub(crate) fn rows(&self, list: WordList) -> impl Iterator<Item = Vec<&str>> {
        rows(list.builtin()).chain(self.added(list))
    }

    /// The rows that were added to a table.
    pub(crate) fn added(&self, list: WordList) -> impl Iterator<Item = Vec<&str>> {
        rows(self.added.get(&list).map_or("", String::as_str))
    }
}

/// The word lists that a plan is read with. The built-in ones can be extended by the caller.
///
/// ```
/// use crosscounty::{Lexicon, Plan, WordList};
///
/// let mut lexicon = Lexicon::default();
/// lexicon.extend(WordList::Units, "摞\tcount\t1").unwrap();
/// lexicon.extend(WordList::Actions, "落成\tmake").unwrap();
/// let plan = Plan::parse_with("某县2023年重点工作任务\n一、文旅\n1.办好图书馆。落成分馆3所,添置图书300摞。", &lexicon);
/// let read: Vec<_> = plan.tasks[0].body.targets.iter().map(|t| (t.indicator.as_str(), t.unit.as_str())).collect();
/// assert_eq!(read, [("分馆", "所"), ("图书", "摞")]);
/// ```
#[derive(Debug, Clone)]
pub struct Lexicon {
    tables: Tables,
    pub(crate) offices: Offices,
    pub(crate) numbers: Arc<quantity::Words>,
    pub(crate) targets: Arc<target::Words>,
    pub(crate) directional: Arc<directional::Words>,
    pub(crate) departments: Arc<department::Words>,
    pub(crate) page: Arc<PageWords>,
    /// What characters are to the readers of targets and directional targets.
    pub(crate) classes: Arc<target::Classes>,
}

impl Lexicon {
    /// The word lists that the crate ships, read once.
    pub fn builtin() -> &'static Self {
        static BUILTIN: LazyLock<Lexicon> = LazyLock::new(|| {
            let tables = Tables::default();
            let numbers = Arc::new(quantity::Words::read(&tables));
            let targets = target::Words::read(&tables, Arc::clone(&numbers));
            let directional = directional::Words::read(&tables);
            Lexicon {
                offices: Offices::builtin().clone(),
                classes: Arc::new(target::Classes::new(&directional.triggers, &targets.marks)),
                targets: Arc::new(targets),
                directional: Arc::new(directional),
                departments: Arc::new(department::Words::read(&tables)),
                page: Arc::new(PageWords::read(&tables)),
                numbers,
                tables,
            }
        });
        &BUILTIN
    }

    /// Adds rows to a word list: cells between tabs, as the file of that list has them. A later row wins over an
    /// earlier one. Lines that are blank or start with `#` say nothing.
    ///
    /// # Errors
    /// [`Error::Row`] names the first row that the list can't take; then none is added.
    ///
    /// ```
    /// # use crosscounty::{Lexicon, WordList};
    /// let mut lexicon = Lexicon::default();
    /// let error = lexicon.extend(WordList::Units, "摞\tcount").unwrap_err();
    /// assert!(error.to_string().starts_with("row 1 for the word list `units`"));
    /// ```
    pub fn extend(&mut self, list: WordList, added: &str) -> Result<(), Error> {
        for (at, line) in added.lines().enumerate() {
            if rows(line).any(|row| !list.fits(&row)) {
                return Err(Error::Row { list: list.name(), line: at + 1, row: line.to_owned() });
            }
        }
        let own = self.tables.added.entry(list).or_default();
        own.push_str(added);
        own.push('\n');
        match list {
            WordList::Offices => self.offices.extend(added),
            WordList::Directional => self.directional = Arc::new(directional::Words::read(&self.tables)),
            WordList::Genres | WordList::Chrome | WordList::Labels | WordList::Columns => {
                self.page = Arc::new(PageWords::read(&self.tables));
            }
            WordList::Roles | WordList::Bodies | WordList::Collectives => {
                self.departments = Arc::new(department::Words::read(&self.tables));
            }
            _ => {
                self.numbers = Arc::new(quantity::Words::read(&self.tables));
                self.targets = Arc::new(target::Words::read(&self.tables, Arc::clone(&self.numbers)));
            }
        }
        if matches!(list, WordList::Directional | WordList::Marks) {
            self.classes = Arc::new(target::Classes::new(&self.directional.triggers, &self.targets.marks));
        }
        Ok(())
    }
}

impl Default for Lexicon {
    /// A copy of the built-in word lists, to extend.
    fn default() -> Self {
        Self::builtin().clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shipped_row_fits_its_list() {
        for list in WordList::ALL {
            for row in rows(list.builtin()) {
                assert!(list.fits(&row), "{}: {row:?}", list.name());
            }
        }
    }

    #[test]
    fn a_row_that_fits_no_column_is_refused_whole() {
        let mut lexicon = Lexicon::default();
        let error = lexicon.extend(WordList::Units, "羽\tcount\t1\n只只\tcount\tmany").expect_err("no factor");
        assert_eq!(
            error.to_string().split(':').next(),
            Some("row 2 for the word list `units` does not fit its columns, which data/lexicon/units.tsv tells")
        );
        assert!(lexicon.numbers.units.get("羽毛").is_none() && lexicon.tables.added(WordList::Units).next().is_none());
        assert!(lexicon.extend(WordList::Marks, "力争\tmaybe").is_err());
    }
}
