//! Moves about time: what is written down, taken back, submitted and decided.

use loggia_core::command::Command;
use loggia_core::effort::{
    Approval, ApproveTimesheet, LineApproval, LockOverride, LockPeriod, LogTime, RecallTimesheet,
    RejectTimesheet, ReopenTimesheet, SetApprovalPath, SubmitTimesheet, WorkedOn,
};
use loggia_core::scalar::Hours;
use proptest::prelude::*;

use super::{At, Reach, Who, any_at, any_who, day, text};
use crate::moves::Pick;
use crate::story::{Story, Teller, pick};

/// The first day of a story on which somebody works, by its number in [`day`]. Some days before are
/// closed by a lock, some after are not.
const FIRST_DAY: u8 = 46;

/// On so many days after it.
const DAYS: u8 = 30;

/// What happens next with time.
#[derive(Clone, Debug)]
pub enum TimeMove {
    /// For whom, on what, on which day, how many quarters of an hour.
    Log(At, Who, Option<Pick>, Work, u8, u8),
    /// Timesheet, line, how much of it is taken back.
    Correct(Who, Pick, Pick, HowMuch),
    /// It is submitted.
    Submit(Who, Pick),
    /// It is taken back.
    Recall(Who, Pick),
    /// Timesheet, one of its phases, or all of it.
    Approve(Who, Pick, Option<Pick>),
    /// It is sent back.
    Reject(Who, Pick),
    /// It is worked on again.
    Reopen(Pick),
    /// Who approves from now on.
    Path(u8),
    /// Until which day nothing is written down, for how long it stays open, and who may all the same.
    Lock(Option<u8>, u8, u8),
}

/// On what somebody works.
#[derive(Clone, Copy, Debug)]
pub enum Work {
    /// On a task.
    Task(Pick),
    /// On a phase as such.
    Phase(Pick),
}

/// How much of a line is taken back.
#[derive(Clone, Copy, Debug)]
pub enum HowMuch {
    /// All of it.
    All,
    /// The newest entry.
    Newest,
}

impl TimeMove {
    pub(super) fn who(&self) -> Who {
        match self {
            Self::Log(_, who, ..)
            | Self::Correct(who, ..)
            | Self::Submit(who, _)
            | Self::Recall(who, _)
            | Self::Approve(who, ..)
            | Self::Reject(who, _) => *who,
            Self::Reopen(_) | Self::Path(_) | Self::Lock(..) => Who::Root,
        }
    }

    /// The way of approvals and the lock are those of the whole workspace.
    pub(super) fn is_everybodys(&self) -> bool {
        matches!(self, Self::Path(_) | Self::Lock(..))
    }

    /// The time of strangers in the same phase is told to those whose levels show all timesheets and
    /// everybody's names.
    pub(super) fn is_a_strangers(&self, reach: Reach) -> bool {
        !matches!(self, Self::Log(At::Anywhere, ..)) || reach == Reach::Assigned
    }
}

pub(super) fn any_time_move() -> impl Strategy<Value = TimeMove> {
    use TimeMove as M;
    let pick = || any::<Pick>();
    let some = || proptest::option::of(any::<Pick>());
    let work = || {
        prop_oneof![
            3 => any::<Pick>().prop_map(Work::Task),
            2 => any::<Pick>().prop_map(Work::Phase),
        ]
    };
    let how_much = || prop_oneof![Just(HowMuch::All), Just(HowMuch::Newest)];
    prop_oneof![
        8 => (any_at(), any_who(), proptest::option::weighted(0.4, pick()), work(), 0..DAYS, 1..9_u8)
            .prop_map(|(a, w, p, on, d, n)| M::Log(a, w, p, on, d, n)),
        3 => (any_who(), pick(), pick(), how_much())
            .prop_map(|(w, t, l, n)| M::Correct(w, t, l, n)),
        4 => (any_who(), pick()).prop_map(|(w, t)| M::Submit(w, t)),
        1 => (any_who(), pick()).prop_map(|(w, t)| M::Recall(w, t)),
        4 => (any_who(), pick(), some()).prop_map(|(w, t, f)| M::Approve(w, t, f)),
        2 => (any_who(), pick()).prop_map(|(w, t)| M::Reject(w, t)),
        2 => pick().prop_map(M::Reopen),
        1 => any::<u8>().prop_map(M::Path),
        1 => (proptest::option::of(FIRST_DAY - 6..FIRST_DAY + DAYS), 0..9_u8, any::<u8>())
            .prop_map(|(u, g, n)| M::Lock(u, g, n)),
    ]
}

impl Story {
    pub(super) fn time_command(&self, teller: Teller, next: &TimeMove) -> Option<Command> {
        use TimeMove as M;
        let cast = self.cast(teller);
        let timesheet = |at: &Pick| pick(&cast.timesheets, *at);
        let label = |what: &str| self.label(teller, what);
        Some(match next {
            M::Log(at, who, p, on, on_day, quarters) => {
                let on = match on {
                    Work::Task(t) => {
                        WorkedOn::Task(pick(&self.among(teller, *at, |cast| &cast.tasks), *t)?)
                    }
                    Work::Phase(f) => WorkedOn::Phase(self.any_phase(teller, *at, *f)?),
                };
                LogTime {
                    person: self.written_for(teller, *who, *p)?,
                    on,
                    day: day(FIRST_DAY + on_day % DAYS),
                    hours: Hours::hundredths(i64::from(*quarters) * 25),
                    note: text(label("worked")).filter(|_| quarters % 4 != 0),
                }
                .into()
            }
            M::Correct(_, t, line, how_much) => {
                let sheet = self.world.effort.timesheet(timesheet(t)?).ok()?;
                let lines: Vec<_> = sheet.lines.iter().collect();
                let ((day, on, _), line) =
                    lines.get(usize::from(*line) % lines.len().max(1)).copied()?;
                let back = match how_much {
                    HowMuch::All => line.hours,
                    HowMuch::Newest => line.entries.last()?.hours,
                };
                let hours = format!("-{back}").parse().ok()?;
                let note = text(label("took back"));
                LogTime { person: Some(sheet.person), on: *on, day: *day, hours, note }.into()
            }
            M::Submit(_, t) => SubmitTimesheet { timesheet: timesheet(t)? }.into(),
            M::Recall(_, t) => RecallTimesheet { timesheet: timesheet(t)? }.into(),
            M::Approve(_, t, phase) => {
                let timesheet = timesheet(t)?;
                let phases = self.world.effort.timesheet(timesheet).ok()?.phases();
                let phase = phase.and_then(|at| pick(&phases, at));
                ApproveTimesheet { timesheet, phase }.into()
            }
            M::Reject(_, t) => {
                let reason = text(label("rejected"))?;
                RejectTimesheet { timesheet: timesheet(t)?, reason }.into()
            }
            M::Reopen(t) => {
                let reason = text(label("re-opened"))?;
                ReopenTimesheet { timesheet: timesheet(t)?, reason }.into()
            }
            M::Path(what) => {
                let approval =
                    |bit: u8| [Approval::Supervisor, Approval::Auto][usize::from(what >> bit & 1)];
                use LineApproval::{Auto, None, PhaseOwner};
                SetApprovalPath {
                    sheet: approval(0),
                    line: [PhaseOwner, None, PhaseOwner, Auto][usize::from(what >> 2 & 3)],
                    expense: approval(1),
                }
                .into()
            }
            M::Lock(until, grace, unless) => LockPeriod {
                until: until.map(day),
                grace_days: u16::from(*grace),
                unless: [LockOverride::Nobody, LockOverride::Administrators]
                    [usize::from(unless % 2)],
            }
            .into(),
        })
    }
}
