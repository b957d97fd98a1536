use serde::{Deserialize, Serialize};

use super::event::FeedbackGiven;
use super::{Progress, Status, Subject};
use crate::access::Module;
use crate::actor::Actor;
use crate::id::PartnerUserId;
use crate::refusal::Refusal;
use crate::scalar::{Instant, Quantity};
use crate::visibility;
use crate::world::{Context, Decision, World, happened};

/// Why work cannot go on. Stored: append only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum InterruptionReason {
    /// The resource broke down.
    Breakdown,
    /// Material is missing.
    MaterialMissing,
    /// A tool is missing.
    ToolMissing,
    /// Nobody is there to do it.
    StaffMissing,
    /// The quality is not right.
    Quality,
    /// Another reason.
    Other,
}

/// A button of the workbench. Stored: append only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum FeedbackAction {
    /// Work begins.
    Start,
    /// Work rests for a moment (work steps only).
    Pause,
    /// Work goes on after a pause or an interruption.
    Resume,
    /// Work cannot go on.
    Interrupt {
        /// Why.
        reason: InterruptionReason,
    },
    /// So much was made since the last report.
    ReportQuantity {
        /// How much came out well.
        good: Quantity,
        /// How much was scrapped.
        scrap: Quantity,
    },
    /// Work is done.
    Finish,
}

impl FeedbackAction {
    fn verb(self) -> &'static str {
        match self {
            Self::Start => "starting",
            Self::Pause => "pausing",
            Self::Resume => "resuming",
            Self::Interrupt { .. } => "interrupting",
            Self::ReportQuantity { .. } => "reporting a quantity",
            Self::Finish => "finishing",
        }
    }

    /// Whether the button is there at this status (DOMAIN, "Production: the plan").
    fn fits(self, status: Status) -> Fits {
        use Status::{Completed, Interrupted, NotScheduled, Paused, Scheduled, Started};
        let at = |fitting: &[Status]| match fitting.contains(&status) {
            true => Fits::Yes,
            false => Fits::No,
        };
        match self {
            Self::Start => at(&[NotScheduled, Scheduled]),
            Self::Pause => at(&[Started]),
            Self::Resume => at(&[Paused, Interrupted]),
            Self::Interrupt { .. } => at(&[Started, Paused]),
            Self::ReportQuantity { .. } | Self::Finish => match status {
                Started | Paused | Interrupted => Fits::Yes,
                NotScheduled | Scheduled | Completed => Fits::No,
            },
        }
    }
}

#[derive(PartialEq, Eq)]
enum Fits {
    Yes,
    No,
}

/// Tell what is being done on a work step or process, now or at a time that has passed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ReportFeedback {
    /// On what.
    pub subject: Subject,
    /// What.
    pub action: FeedbackAction,
    /// When it was so; now where no time is given. Not in the future, and not before what it
    /// continues.
    #[serde(default)]
    pub at: Option<Instant>,
}

/// Source: external-partner.txt, "Workbench (classic or terminal)" and "Allow process feedback". To
/// a partner a step that is not visible does not exist (law 7).
pub(crate) fn report_feedback(
    world: &World,
    cx: &Context<'_>,
    command: &ReportFeedback,
) -> Decision {
    let ReportFeedback { subject, action, at } = *command;
    match cx.actor {
        Actor::Partner(partner) => {
            partner_may(world, partner, subject)?;
            edit::may_edit(world, partner, command)?;
        }
        Actor::Installer | Actor::Clock | Actor::Server | Actor::Staff(_) => {}
    }
    let progress = world.production.progress(subject)?;
    match (subject, action) {
        (Subject::Process(_), FeedbackAction::Pause) => return Err(Refusal::ProcessesDoNotPause),
        (_, FeedbackAction::ReportQuantity { good, scrap })
            if good.is_zero() && scrap.is_zero() =>
        {
            return Err(Refusal::NoQuantity);
        }
        (Subject::Process(_) | Subject::WorkStep(_), _) => {}
    }
    // Asked before the status is looked at: a time that cannot be must not serve to try statuses.
    let at = at.unwrap_or(cx.now);
    if at > cx.now {
        return Err(Refusal::FeedbackOutOfTime(at));
    }
    if action.fits(progress.status) == Fits::No {
        return Err(Refusal::FeedbackOutOfTurn(subject.into(), progress.status, action.verb()));
    }
    if continues_from(progress).is_some_and(|from| at < from) {
        return Err(Refusal::FeedbackOutOfTime(at));
    }
    happened(FeedbackGiven { subject, at, action })
}

fn continues_from(progress: &Progress) -> Option<Instant> {
    match progress.status {
        Status::NotScheduled | Status::Scheduled => None,
        Status::Started | Status::Paused | Status::Interrupted | Status::Completed => {
            // An interruption or an end during a pause leaves no report, but a time.
            progress.running_since.or(progress.actual_end.max(progress.last_feedback))
        }
    }
}

const ON_STEPS: &[Module] = &[Module::WorkbenchClassic, Module::WorkbenchTerminal];
const ON_PROCESSES: &[Module] = &[Module::WorkbenchClassic];

fn partner_may(world: &World, partner: PartnerUserId, subject: Subject) -> Result<(), Refusal> {
    visibility::sees(world, partner, subject)?;
    let user = world.access.partner_user(partner)?;
    let workbenches = match subject {
        Subject::WorkStep(_) => ON_STEPS,
        Subject::Process(_) => ON_PROCESSES,
    };
    match workbenches.iter().any(|module| user.licence(*module).is_some()) {
        true => Ok(()),
        false => Err(Refusal::NoWorkbench(workbenches)),
    }
}

mod edit;

#[cfg(test)]
mod spec;
