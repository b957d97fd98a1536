use std::fmt;

use serde::{Deserialize, Serialize};

use super::Report;
use crate::scalar::{Instant, Minutes, Quantity};

/// Where a work step, a process, an order or an item stands. Stored: append only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Has no slot.
    NotScheduled,
    /// Has a slot; nothing was done yet.
    Scheduled,
    /// Is being worked on.
    Started,
    /// Rests for a moment (work steps only).
    Paused,
    /// Cannot go on, for a reason.
    Interrupted,
    /// Done.
    Completed,
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotScheduled => "not scheduled",
            Self::Scheduled => "scheduled",
            Self::Started => "started",
            Self::Paused => "paused",
            Self::Interrupted => "interrupted",
            Self::Completed => "completed",
        })
    }
}

impl Status {
    /// The status of a parent with these children (DOMAIN, "Production: the plan"): any interrupted
    /// one interrupts it; else all completed complete it; else any begun one starts it; else all
    /// scheduled schedule it. Pausing alone never changes the parent. Without children: not
    /// scheduled.
    pub fn roll_up(children: impl IntoIterator<Item = Self>) -> Self {
        let (mut some, mut all_completed, mut all_scheduled, mut begun) =
            (false, true, true, false);
        for child in children {
            some = true;
            all_completed &= child == Self::Completed;
            all_scheduled &= child == Self::Scheduled;
            match child {
                Self::Interrupted => return Self::Interrupted,
                Self::Started | Self::Paused | Self::Completed => begun = true,
                Self::NotScheduled | Self::Scheduled => {}
            }
        }
        match (some, all_completed, begun, all_scheduled) {
            (false, ..) => Self::NotScheduled,
            (true, true, ..) => Self::Completed,
            (true, false, true, _) => Self::Started,
            (true, false, false, true) => Self::Scheduled,
            (true, false, false, false) => Self::NotScheduled,
        }
    }
}

/// What was really done on a work step or process: the sum of its reports.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Where it stands.
    pub status: Status,
    /// Since when somebody is working on it; none while nobody is.
    pub running_since: Option<Instant>,
    /// The time that the last button told; the next one tells none before it.
    pub last_feedback: Option<Instant>,
    /// When the first reported work began.
    pub actual_start: Option<Instant>,
    /// When the last reported work ended.
    pub actual_end: Option<Instant>,
    /// Good quantity.
    pub done: Quantity,
    /// Scrapped quantity.
    pub scrap: Quantity,
    /// Quantity put aside until a material review.
    pub held: Quantity,
    /// Number of reports; the next one bears this number plus one.
    pub reports: u32,
    /// Sum of the reports' minutes, each rounded down.
    pub minutes: Minutes,
}

impl Progress {
    /// Nothing done yet.
    pub const NONE: Self = Self {
        status: Status::NotScheduled,
        running_since: None,
        last_feedback: None,
        actual_start: None,
        actual_end: None,
        done: Quantity::ZERO,
        scrap: Quantity::ZERO,
        held: Quantity::ZERO,
        reports: 0,
        minutes: Minutes(0),
    };

    /// Counts a report in. What it means for the status is up to the caller.
    pub(super) fn count(&mut self, report: &Report) {
        let Report { kind: _, start, end, good, scrap, held, rework: _, worker: _ } = report;
        self.actual_start = Some(self.actual_start.map_or(*start, |first| first.min(*start)));
        self.actual_end = Some(self.actual_end.map_or(*end, |last| last.max(*end)));
        self.done = self.done.plus(*good);
        self.scrap = self.scrap.plus(*scrap);
        self.held = self.held.plus(*held);
        self.reports = self.reports.saturating_add(1);
        self.minutes = self.minutes.plus(report.minutes());
    }
}

#[cfg(test)]
mod tests {
    use super::Status::{self, *};

    fn rolled<const N: usize>(children: [Status; N]) -> Status {
        Status::roll_up(children)
    }

    #[test]
    fn one_interrupted_child_interrupts_the_parent() {
        assert_eq!(rolled([Completed, Started, Interrupted]), Interrupted);
    }

    #[test]
    fn all_completed_children_complete_the_parent() {
        assert_eq!(rolled([Completed, Completed]), Completed);
    }

    #[test]
    fn any_begun_child_starts_the_parent() {
        for begun in [Started, Paused, Completed] {
            assert_eq!(rolled([Scheduled, begun, NotScheduled]), Started, "{begun}");
        }
    }

    #[test]
    fn pausing_alone_never_changes_the_parent() {
        assert_eq!(rolled([Started, Scheduled]), rolled([Paused, Scheduled]));
        assert_eq!(rolled([Started]), rolled([Paused]));
    }

    #[test]
    fn the_parent_is_scheduled_only_when_every_child_is() {
        assert_eq!(rolled([Scheduled, Scheduled]), Scheduled);
        assert_eq!(rolled([Scheduled, NotScheduled]), NotScheduled);
        assert_eq!(rolled([]), NotScheduled);
    }
}
