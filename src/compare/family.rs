//! Which direction of an indicator is the better one.

use std::sync::LazyLock;

use super::Better;
use super::frame::plain;
use crate::cue::Cues;
use crate::lexicon;

static FAMILIES: LazyLock<Cues<Better>> =
    LazyLock::new(|| from_tsv(include_str!("../../data/lexicon/indicator_families.tsv")));

/// Reads the table of families: word, better direction.
fn from_tsv(table: &str) -> Cues<Better> {
    let rows = lexicon::rows(table).filter_map(|row| Some(((*row.first()?).into(), Better::from(*row.get(1)?))));
    Cues::new(rows.filter(|(_, better)| matches!(better, Better::Higher | Better::Lower)))
}

/// The better direction of what two indicators count, where both agree on it.
pub(super) fn better(a: &str, b: &str) -> Option<Better> {
    let better = direction(a)?;
    (direction(b)? == better).then_some(better)
}

/// The better direction by the longest word of the list in an indicator; of equally long ones the last, which is nearer
/// to the head.
fn direction(indicator: &str) -> Option<Better> {
    let text = plain(indicator);
    let found = text.char_indices().filter_map(|(at, _)| FAMILIES.prefix(&text[at..]));
    found.max_by_key(|(word, _)| word.len()).map(|(_, better)| better.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_word_of_a_family_decides() {
        let cases = [
            ("城镇登记失业率", Some(Better::Lower)),
            ("常住人口城镇化率", Some(Better::Higher)),
            ("单位GDP能耗", Some(Better::Lower)),
            ("细颗粒物(PM2.5)平均浓度", Some(Better::Lower)),
            ("高新技术企业", Some(Better::Higher)),
            ("万元工业增加值用水量", Some(Better::Lower)),
            ("城乡低保标准差距", Some(Better::Lower)),
            ("改革", None),
        ];
        for (indicator, expected) in cases {
            assert_eq!(direction(indicator), expected, "{indicator}");
        }
    }

    #[test]
    fn every_row_has_a_direction_and_a_source() {
        for row in lexicon::rows(include_str!("../../data/lexicon/indicator_families.tsv")) {
            assert!(row.len() == 4 && ["higher", "lower"].contains(&row[1]) && !row[3].is_empty(), "{row:?}");
        }
    }
}
