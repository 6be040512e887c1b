//! Reads tables of indicators (指标表).

use super::Reading;
use crate::model::Period;

/// Reads a table in pipe form: a header row, then one indicator per row.
pub(crate) fn read_table(_text: &str, _period: Option<Period>) -> Reading {
    Reading::default()
}
