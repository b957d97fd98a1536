use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

const REDRAW_MS: u64 = 100;

/// A bar with rate and time left, on a terminal; nothing where standard error is a file or a pipe.
pub(super) struct Bar(ProgressBar);

impl Bar {
    /// For work of so many `unit`s; zero where the number is not known yet.
    pub(super) fn new(doing: &'static str, unit: &'static str, total: u64) -> Self {
        let bar = ProgressBar::with_draw_target(Some(total), ProgressDrawTarget::stderr());
        let template = format!(
            "{{msg:<12}} {{wide_bar}} {{human_pos}}/{{human_len}} {unit}  {{per_sec}}  {{eta}} left"
        );
        if let Ok(style) = ProgressStyle::with_template(&template) {
            bar.set_style(style);
        }
        bar.set_message(doing);
        Self(bar)
    }

    /// Draws again now and then, though nothing moves.
    pub(super) fn ticking(self) -> Self {
        self.0.enable_steady_tick(Duration::from_millis(REDRAW_MS));
        self
    }

    /// Something else is being done, from its beginning.
    pub(super) fn now(&self, doing: impl Into<String>) {
        let doing = doing.into();
        if self.0.message() != doing {
            self.0.set_message(doing);
            self.0.reset();
        }
    }

    pub(super) fn at(&self, done: u64, total: u64) {
        self.0.set_length(total.max(done));
        self.0.set_position(done);
    }

    /// Takes it from the screen.
    pub(super) fn clear(&self) {
        self.0.finish_and_clear();
    }
}
