//! Progress of long runs, on a terminal.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

/// From this many plans on a run is long: the work grows with the pairs.
const MANY: usize = 12;

/// A bar with a line that says what is going on; nothing is shown for short runs and where there is no terminal.
pub(crate) struct Progress(ProgressBar);

impl Progress {
    /// Progress over reading `files` files and `stages` further stages.
    pub(crate) fn new(files: usize, stages: u64) -> Self {
        let bar = if files < MANY { ProgressBar::hidden() } else { ProgressBar::new(files as u64 + stages) };
        if let Ok(style) = ProgressStyle::with_template("{spinner} [{wide_bar}] {pos}/{len} {msg} {elapsed}") {
            bar.set_style(style);
        }
        bar.enable_steady_tick(Duration::from_millis(100));
        Self(bar)
    }

    /// Says what is going on.
    pub(crate) fn say(&self, what: String) {
        self.0.set_message(what);
    }

    /// One file or stage is done.
    pub(crate) fn step(&self) {
        self.0.inc(1);
    }

    /// Does a stage, saying what it is.
    pub(crate) fn stage<T>(&self, what: impl Into<String>, work: impl FnOnce() -> T) -> T {
        self.say(what.into());
        let done = work();
        self.step();
        done
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
