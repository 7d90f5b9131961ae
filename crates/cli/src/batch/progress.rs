//! How far a batch has come: a bar on a terminal, a line every so often elsewhere.

use super::results::Counts;
use super::source::Position;
use crate::output;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::{self, IsTerminal};
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

/// How often a line is written where there is no terminal.
const LINE: Duration = Duration::from_secs(10);

/// How often the bar is drawn.
const DRAW: Duration = Duration::from_millis(100);

/// Tells progress, unless it is to be quiet.
pub struct Progress {
    bar: Option<ProgressBar>,
    quiet: bool,
    position: Position,
    begun: Instant,
    told: Instant,
    /// What was there when this run began.
    before: usize,
    counts: Counts,
}

impl Progress {
    /// Begins to tell, after what an earlier run did; with a bar if it may be drawn.
    pub fn new(position: Position, quiet: bool, bar: bool, counts: Counts) -> Self {
        let bar = (bar && !quiet && io::stderr().is_terminal()).then(|| {
            let bar = ProgressBar::with_draw_target(position.of, ProgressDrawTarget::stderr());
            let form = if position.of.is_some() { "{bar:30} {percent}%  {msg}, {eta} left" } else { "{spinner} {msg}" };
            // The form is fixed, so it can't be wrong; if it were, the bar would look otherwise.
            bar.set_style(ProgressStyle::with_template(form).unwrap_or_else(|_| ProgressStyle::default_bar()));
            bar.set_position(position.at.load(Ordering::Relaxed));
            bar.reset_eta();
            bar
        });
        let now = Instant::now();
        Progress { bar, quiet, position, begun: now, told: now, before: counts.ok + counts.failed, counts }
    }

    /// Counts a record.
    pub fn step(&mut self, ok: bool) {
        self.counts.add(ok);
        if self.quiet || self.told.elapsed() < if self.bar.is_some() { DRAW } else { LINE } {
            return;
        }
        self.told = Instant::now();
        let done = self.counts.ok + self.counts.failed;
        let rate = (done - self.before) as f64 / self.begun.elapsed().as_secs_f64().max(0.001);
        let message = format!("{done} records, {} failed, {rate:.0} a second", self.counts.failed);
        let at = self.position.at.load(Ordering::Relaxed);
        match (&self.bar, self.position.of) {
            (Some(bar), _) => {
                bar.set_position(at);
                bar.set_message(message);
            }
            (None, Some(of)) if of > 0 => output::complain(&format!("{message}, {}% read", at.min(of) * 100 / of)),
            (None, _) => output::complain(&message),
        }
    }

    /// Whether it takes long enough for lines about it.
    pub fn is_long(&self) -> bool {
        self.begun.elapsed() >= LINE
    }

    /// What has been counted.
    pub fn counts(&self) -> Counts {
        self.counts
    }

    /// The bar, where there is one.
    pub fn bar(&self) -> Option<ProgressBar> {
        self.bar.clone()
    }

    /// Says something beside the bar, unless it is to be quiet.
    pub fn say(&self, message: &str) {
        if !self.quiet {
            self.insist(message);
        }
    }

    /// Says something beside the bar in any case.
    pub fn insist(&self, message: &str) {
        match &self.bar {
            Some(bar) => bar.suspend(|| output::complain(message)),
            None => output::complain(message),
        }
    }

    /// Takes the bar away.
    pub fn end(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}
