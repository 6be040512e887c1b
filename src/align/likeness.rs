//! A measure of likeness that the caller supplies.

use std::fmt;
use std::sync::Arc;

use crate::model::{Plan, Task};
use crate::similarity::SuppliedCells;

/// A task with the plan that it belongs to.
#[derive(Debug, Clone, Copy)]
pub struct TaskOf<'a> {
    /// The plan.
    pub plan: &'a Plan,
    /// The task.
    pub task: &'a Task,
}

/// A measure of how alike two tasks of different plans are, on any scale that grows with likeness.
///
/// Any `Fn(TaskOf, TaskOf) -> f64` is one. It is asked both ways round and the mean taken, so it need not be symmetric;
/// a value that is no finite number counts as the least of the pair of plans.
pub trait Likeness {
    /// How alike two tasks are.
    fn likeness(&self, a: TaskOf<'_>, b: TaskOf<'_>) -> f64;
}

impl<F: Fn(TaskOf<'_>, TaskOf<'_>) -> f64> Likeness for F {
    fn likeness(&self, a: TaskOf<'_>, b: TaskOf<'_>) -> f64 {
        self(a, b)
    }
}

/// How a supplied measure takes part.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub enum Use {
    /// Instead of the built-in measure.
    Instead,
    /// Beside it, counting so much while the built-in measure counts 1. Only how far a value lies above or below the
    /// mean of the pair of plans counts, so a measure that is silent on most pairs leaves these as they are.
    Beside(f64),
}

/// A supplied measure with its use.
#[derive(Clone)]
pub(crate) struct Supplied {
    pub(crate) likeness: Arc<dyn Likeness + Send + Sync>,
    pub(crate) how: Use,
}

impl fmt::Debug for Supplied {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Supplied").field("how", &self.how).finish_non_exhaustive()
    }
}

impl Supplied {
    /// The measure for all pairs of tasks of two plans.
    pub(crate) fn matrix(&self, a: &Plan, b: &Plan) -> SuppliedCells {
        let mut values = Vec::with_capacity(a.tasks.len() * b.tasks.len());
        for x in &a.tasks {
            for y in &b.tasks {
                let (x, y) = (TaskOf { plan: a, task: x }, TaskOf { plan: b, task: y });
                values.push((self.likeness.likeness(x, y) + self.likeness.likeness(y, x)) / 2.0);
            }
        }
        let (own, share) = match self.how {
            Use::Instead => (0.0, 1.0),
            Use::Beside(weight) => (1.0, weight.max(0.0)),
        };
        SuppliedCells { values, own, share }
    }
}
