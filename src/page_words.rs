//! Words by which the parts of a page are told: what titles end with, page chrome, labels of a header, headings of columns.

use crate::cue::Cues;
use crate::lexicon::{Tables, WordList};
use crate::rows::Column;

/// Longest paragraph that a word of page chrome tells wherever it stands, in bytes.
const CHROME: usize = 300;

/// The tables `genres.tsv`, `chrome.tsv`, `labels.tsv` and `columns.tsv`.
#[derive(Debug)]
pub(crate) struct PageWords {
    /// What a plan's title ends with.
    genres: Cues<()>,
    /// Words of page chrome that open a paragraph.
    opening: Cues<()>,
    /// Labels of who runs the site; behind them a plan's own bodies are named without their place.
    imprint: Cues<()>,
    /// Words of page chrome that may stand anywhere in a short one.
    anywhere: Cues<()>,
    /// Labels of a page's header with the field that each stands for.
    pub(crate) labels: Cues<Box<str>>,
    /// The endings of headings in a table of tasks, with what their columns hold.
    pub(crate) columns: Cues<Column>,
}

impl PageWords {
    /// The words of the tables.
    pub(crate) fn read(tables: &Tables) -> Self {
        let chrome = |place: &str| {
            let rows = tables.rows(WordList::Chrome).filter(|row| row.get(1) == Some(&place));
            Cues::new(rows.map(|row| (row[0].into(), ())))
        };
        let labels = tables.rows(WordList::Labels).filter_map(|row| Some((row[0].into(), (*row.get(1)?).into())));
        let columns =
            tables.rows(WordList::Columns).filter_map(|row| Some((row[0].into(), Column::named(row.get(1)?)?)));
        Self {
            genres: Cues::new(tables.rows(WordList::Genres).map(|row| (row[0].into(), ()))),
            opening: chrome("start"),
            imprint: chrome("imprint"),
            anywhere: chrome("anywhere"),
            labels: Cues::new(labels),
            columns: Cues::new(columns),
        }
    }

    /// Whether a paragraph is page chrome by its words.
    pub(crate) fn is_chrome(&self, text: &str) -> bool {
        // 主办单位:县教育局 belongs to a task
        let of_plan = |value: &str| value.starts_with(['县', '区', '市', '旗', '州', '各']);
        let imprint = || self.imprint.prefix(text).is_some_and(|(label, ())| !of_plan(&text[label.len()..]));
        self.opening.prefix(text).is_some() || imprint() || text.len() < CHROME && holds(text, &self.anywhere)
    }

    /// Whether a line ends as the title of a plan does; a bracket behind it tells years or 试行.
    pub(crate) fn ends_in_genre(&self, text: &str) -> bool {
        let core = match text.rfind('(') {
            Some(open) if text.ends_with(')') && open > 0 => &text[..open],
            _ => text,
        };
        let core = core.trim_end_matches(['》', '”', '"']);
        self.genres.suffix(core).is_some_and(|(genre, ())| core.len() > genre.len())
    }
}

/// Whether a row of one of the tables means something.
pub(crate) fn fits(list: WordList, row: &[&str]) -> bool {
    const FIELDS: &[&str] = &[
        "index_number",
        "document_number",
        "issuer",
        "signed_on",
        "published_on",
        "issued_on",
        "validity",
        "title",
        "source",
        "other",
    ];
    let means = row.get(1).copied().unwrap_or_default();
    match list {
        WordList::Chrome => matches!(means, "start" | "imprint" | "anywhere"),
        WordList::Labels => FIELDS.contains(&means),
        WordList::Columns => Column::named(means).is_some(),
        _ => true,
    }
}

/// Whether one of the words stands in `text`.
fn holds(text: &str, words: &Cues<()>) -> bool {
    let mut starts = text.char_indices().filter(|(_, c)| words.starts().has_char(*c));
    starts.any(|(at, _)| words.prefix(&text[at..]).is_some())
}
