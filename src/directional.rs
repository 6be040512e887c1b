//! Reads directional targets (方向性目标): a direction or a limit without a number.

use crate::target::{Context, ReadDirectional, ReadTarget};

/// The directional targets of a text, in order.
pub(crate) fn read(_context: &Context<'_>, _targets: &[ReadTarget]) -> Vec<ReadDirectional> {
    Vec::new()
}
