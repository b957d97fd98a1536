use serde::{Deserialize, Serialize};

use super::Subject;
use super::event::WorkReported;
use crate::refusal::Refusal;
use crate::scalar::{Instant, Minutes, Name, Personal, Quantity};
use crate::world::{Context, Decision, World, happened};

/// What sort of work a report is about. Stored: append only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ReportKind {
    /// Preparing the resource.
    SetUp,
    /// The work itself.
    Production,
    /// The resource broke down: interrupts.
    Breakdown,
}

/// Whether work was done again because it was not good. Stored: append only.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Rework {
    /// Done for the first time.
    #[default]
    No,
    /// Done again.
    Yes,
}

/// Whether more is to come. Stored: append only.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Finality {
    /// More may come.
    #[default]
    Partial,
    /// The step or process is completed with it.
    Final,
}

/// A piece of work that was done. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Report {
    /// What sort of work.
    pub kind: ReportKind,
    /// When it began.
    pub start: Instant,
    /// When it ended; not before the start.
    pub end: Instant,
    /// How much came out well.
    pub good: Quantity,
    /// How much was scrapped.
    pub scrap: Quantity,
    /// How much was put aside until a material review.
    pub held: Quantity,
    /// Whether it was done again.
    pub rework: Rework,
    /// Who did it; never shown outside.
    pub worker: Option<Personal<Name>>,
}

impl Report {
    /// How long it took, rounded down.
    pub fn minutes(&self) -> Minutes {
        Minutes::between(self.start, self.end)
    }
}

/// Report work after it was done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ReportWork {
    /// On what.
    pub subject: Subject,
    /// What sort of work.
    pub kind: ReportKind,
    /// When it began.
    pub start: Instant,
    /// When it ended; not before the start, not in the future.
    pub end: Instant,
    /// How much came out well.
    #[serde(default)]
    pub good: Quantity,
    /// How much was scrapped.
    #[serde(default)]
    pub scrap: Quantity,
    /// How much was put aside until a material review.
    #[serde(default)]
    pub held: Quantity,
    /// Whether it was done again.
    #[serde(default)]
    pub rework: Rework,
    /// Who did it; never shown outside.
    #[serde(default)]
    pub worker: Option<Personal<Name>>,
    /// Whether the work is finished with it.
    #[serde(default)]
    pub finality: Finality,
}

pub(crate) fn report_work(world: &World, cx: &Context<'_>, command: &ReportWork) -> Decision {
    let ReportWork { subject, kind, start, end, good, scrap, held, rework, worker, finality } =
        command.clone();
    world.production.progress(subject)?;
    if end < start {
        return Err(Refusal::ReportBackwards);
    }
    if end > cx.now {
        return Err(Refusal::FeedbackOutOfTime(end));
    }
    let report = Report { kind, start, end, good, scrap, held, rework, worker };
    happened(WorkReported { subject, report, finality, key: None })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::WorkStepId;
    use crate::production::{FeedbackAction, Progress, Status};
    use crate::refusal::RecordKind;
    use crate::scalar::Slot;
    use crate::spec::story::{
        LASER, O, P, S, feedback, on, order, process, resource, step, worked,
    };
    use crate::spec::{MORNING, Plant, given, hours, name, nth};

    fn plant() -> Plant {
        let mut plant = given([resource(LASER), order(O), step(S, on(LASER)), process(P)]);
        plant.passes(hours(9, 9).start);
        plant
    }

    fn report(kind: ReportKind, slot: Slot, finality: Finality) -> ReportWork {
        ReportWork {
            subject: S.into(),
            kind,
            start: slot.start,
            end: slot.end,
            good: Quantity::ZERO,
            scrap: Quantity::ZERO,
            held: Quantity::ZERO,
            rework: Rework::No,
            worker: None,
            finality,
        }
    }

    fn progress(plant: &Plant) -> &Progress {
        plant.world.production.progress(S.into()).expect("it is known")
    }

    #[test]
    fn a_report_says_what_was_done_and_counts_in() {
        let mut plant = plant();
        let command = ReportWork {
            good: Quantity::units(3),
            scrap: Quantity::units(2),
            held: Quantity::units(1),
            rework: Rework::Yes,
            worker: Some(Personal::new(name("ID4932"))),
            ..report(ReportKind::Production, hours(2, 4), Finality::Partial)
        };
        let report = Report {
            kind: ReportKind::Production,
            start: hours(2, 4).start,
            end: hours(2, 4).end,
            good: Quantity::units(3),
            scrap: Quantity::units(2),
            held: Quantity::units(1),
            rework: Rework::Yes,
            worker: Some(Personal::new(name("ID4932"))),
        };
        let (subject, finality) = (S.into(), Finality::Partial);
        let event = WorkReported { subject, report: report.clone(), finality, key: None };
        assert_eq!(plant.when(command), [event.into()]);
        assert_eq!(plant.world.production.report(S.into(), 1), Some(&report));
        plant.when(worked(S, hours(1, 2), 4, Finality::Partial));
        plant.when(worked(S, hours(3, 5), 5, Finality::Final));
        let expected = Progress {
            status: Status::Completed,
            running_since: None,
            last_feedback: None,
            actual_start: Some(hours(1, 2).start),
            actual_end: Some(hours(3, 5).end),
            done: Quantity::units(12),
            scrap: Quantity::units(2),
            held: Quantity::units(1),
            reports: 3,
            minutes: Minutes(300),
        };
        assert_eq!(progress(&plant), &expected);
    }

    #[test]
    fn what_a_report_means_for_the_status() {
        use Finality::{Final, Partial};
        use ReportKind::{Breakdown, Production, SetUp};
        use Status::{Completed, Interrupted, Started};
        for (kind, finality, status) in [
            (SetUp, Partial, Started),
            (Production, Partial, Started),
            (Breakdown, Partial, Interrupted),
            (SetUp, Final, Completed),
            (Production, Final, Completed),
            (Breakdown, Final, Completed),
        ] {
            let mut plant = plant();
            plant.when(report(kind, hours(1, 2), finality));
            assert_eq!(progress(&plant).status, status, "{kind:?} {finality:?}");
        }
    }

    #[test]
    fn completed_work_stays_completed_and_still_counts() {
        for kind in [ReportKind::SetUp, ReportKind::Production, ReportKind::Breakdown] {
            let mut plant = plant();
            plant.when(report(ReportKind::Production, hours(1, 2), Finality::Final));
            plant.when(report(kind, hours(2, 3), Finality::Partial));
            assert_eq!((progress(&plant).status, progress(&plant).reports), (Status::Completed, 2));
        }
    }

    #[test]
    fn a_breakdown_interrupts_what_is_running_until_it_goes_on() {
        let mut plant = plant();
        plant.when(feedback(S, FeedbackAction::Start));
        plant.when(report(ReportKind::Breakdown, hours(8, 9), Finality::Partial));
        assert_eq!(progress(&plant).status, Status::Interrupted);
        assert_eq!(progress(&plant).running_since, None);
        plant.when(feedback(S, FeedbackAction::Resume));
        assert_eq!(progress(&plant).status, Status::Started);
    }

    #[test]
    fn minutes_of_reports_are_rounded_down_one_by_one() {
        let mut plant = plant();
        let at = |second: i64| Instant::from_micros(MORNING + second * 1_000_000);
        for start in [0, 200, 400] {
            let slot = Slot { start: at(start), end: at(start + 119) };
            plant.when(report(ReportKind::Production, slot, Finality::Partial));
        }
        assert_eq!(progress(&plant).minutes, Minutes(3), "not the five of the sum");
    }

    #[test]
    fn a_report_neither_ends_before_it_starts_nor_in_the_future() {
        let mut plant = plant();
        let ask = |slot| report(ReportKind::Production, slot, Finality::Partial);
        plant.refuses(ask(hours(2, 1)), &Refusal::ReportBackwards);
        let late = Refusal::FeedbackOutOfTime(hours(8, 10).end);
        plant.refuses(ask(hours(8, 10)), &late);
        plant.when(ask(hours(9, 9)));
    }

    #[test]
    fn a_report_is_on_what_is_known() {
        let nowhere = WorkStepId(nth(99));
        let unknown = Refusal::Unknown(RecordKind::WorkStep, nowhere.into());
        plant().refuses(worked(nowhere, hours(1, 2), 1, Finality::Final), &unknown);
        plant().when(worked(P, hours(1, 2), 1, Finality::Final));
    }
}
