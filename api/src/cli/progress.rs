use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};

const REDRAW_MS: u64 = 100;

/// A bar with rate and time left, on a terminal; nothing where standard error is a file or a pipe.
/// As long as nobody knows how much there is to do, it only tells what is being done.
pub(super) struct Bar {
    bar: ProgressBar,
    unit: &'static str,
}

impl Bar {
    /// For work of so many `unit`s; zero where the number is not known yet.
    pub(super) fn new(doing: &'static str, unit: &'static str, total: u64) -> Self {
        let bar = ProgressBar::with_draw_target(Some(total), ProgressDrawTarget::stderr());
        let bar = Self { bar, unit };
        bar.dress(total);
        bar.bar.set_message(doing);
        bar
    }

    /// Draws again now and then, though nothing moves.
    pub(super) fn ticking(self) -> Self {
        self.bar.enable_steady_tick(Duration::from_millis(REDRAW_MS));
        self
    }

    /// Something else is being done, from its beginning.
    pub(super) fn now(&self, doing: impl Into<String>) {
        let doing = doing.into();
        if self.bar.message() != doing {
            self.bar.set_message(doing);
            self.bar.set_length(0);
            self.bar.reset();
            self.dress(0);
        }
    }

    pub(super) fn at(&self, done: u64, total: u64) {
        let total = total.max(done);
        if (self.bar.length().unwrap_or(0) == 0) != (total == 0) {
            self.dress(total);
        }
        self.bar.set_length(total);
        self.bar.set_position(done);
    }

    /// Takes it from the screen.
    pub(super) fn clear(&self) {
        self.bar.finish_and_clear();
    }

    fn dress(&self, total: u64) {
        let template = match total {
            0 => "{msg} {spinner}".to_owned(),
            _ => format!(
                "{{msg:<12}} {{wide_bar}} {{human_pos}}/{{human_len}} {}  {{rate}}/s  {{eta}} left",
                self.unit
            ),
        };
        let Ok(style) = ProgressStyle::with_template(&template) else { return };
        let rate = |state: &ProgressState, to: &mut dyn std::fmt::Write| {
            // A bar that cannot be drawn is no reason to stop.
            let _ = write!(to, "{:.0}", state.per_sec());
        };
        self.bar.set_style(style.with_key("rate", rate));
    }
}
