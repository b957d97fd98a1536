use serde::{Deserialize, Serialize};

use super::{Timesheet, TimesheetStatus};
use crate::access::{Field, TimesheetApproval, TimesheetField, UserId};
use crate::actor::Actor;
use crate::effort::asker::Asker;
use crate::effort::event::{
    TimesheetApproved, TimesheetLinesApproved, TimesheetRecalled, TimesheetRejected,
    TimesheetReopened, TimesheetSubmitted,
};
use crate::effort::{Approval, LineApproval};
use crate::event::Event;
use crate::id::{PartnerUserId, PhaseId, TimesheetId};
use crate::refusal::Refusal;
use crate::scalar::Text;
use crate::visibility::{self, Rights};
use crate::world::{Context, Decision, World, happened, unchanged};

/// Give a timesheet to whoever approves it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SubmitTimesheet {
    /// Which.
    pub timesheet: TimesheetId,
}

/// Take back a timesheet about which nobody has decided yet, or one that was rejected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct RecallTimesheet {
    /// Which.
    pub timesheet: TimesheetId,
}

/// Approve a timesheet, or its lines on a phase. Nobody approves his own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ApproveTimesheet {
    /// Which.
    pub timesheet: TimesheetId,
    /// The lines on this phase only; all of it where nothing is said.
    #[serde(default)]
    pub phase: Option<PhaseId>,
}

/// Send a timesheet back, as whoever approves it or some of its lines.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct RejectTimesheet {
    /// Which.
    pub timesheet: TimesheetId,
    /// Why.
    pub reason: Text,
}

/// Let an approved timesheet be worked on again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ReopenTimesheet {
    /// Which.
    pub timesheet: TimesheetId,
    /// Why.
    pub reason: Text,
}

pub(crate) fn submit_timesheet(
    world: &World,
    cx: &Context<'_>,
    command: &SubmitTimesheet,
) -> Decision {
    let asker = Asker::of(world, cx.actor);
    let sheet = reached(world, &asker, command.timesheet)?;
    asker.answers_for(sheet.person)?;
    in_turn(sheet, &[TimesheetStatus::Draft], "submitting")?;
    if sheet.hours().is_zero() {
        return Err(Refusal::TimesheetIsEmpty(sheet.id.into()));
    }
    let path = world.effort.approval_path();
    let by_itself = |phase: &PhaseId| match path.line {
        LineApproval::None => false,
        LineApproval::Auto => true,
        LineApproval::PhaseOwner => owner(world, *phase).is_none(),
    };
    let id = sheet.id;
    let (approved, waiting): (Vec<_>, Vec<_>) = sheet.phases().into_iter().partition(by_itself);
    let submitted = TimesheetSubmitted { id, by: UserId::of(cx.actor) };
    let mut events = vec![Event::from(submitted)];
    let lines = approved.into_iter().map(|phase| TimesheetLinesApproved { id, phase, by: None });
    events.extend(lines.map(Event::from));
    let waits = path.line == LineApproval::PhaseOwner && !waiting.is_empty();
    events.extend(approved_by_itself(world, id, waits));
    Ok(events)
}

/// Where nobody need approve the whole, it is approved with the last of its lines.
fn approved_by_itself(world: &World, id: TimesheetId, waits: bool) -> Option<Event> {
    match (world.effort.approval_path().sheet, waits) {
        (Approval::Auto, false) => Some(TimesheetApproved { id, by: None }.into()),
        (Approval::Auto, true) | (Approval::Supervisor, _) => None,
    }
}

pub(crate) fn recall_timesheet(
    world: &World,
    cx: &Context<'_>,
    command: &RecallTimesheet,
) -> Decision {
    let asker = Asker::of(world, cx.actor);
    let sheet = reached(world, &asker, command.timesheet)?;
    asker.answers_for(sheet.person)?;
    in_turn(sheet, &[TimesheetStatus::Submitted, TimesheetStatus::Rejected], "recalling")?;
    if sheet.is_decided_in_part() {
        return Err(Refusal::AlreadyDecided(sheet.id.into()));
    }
    happened(TimesheetRecalled { id: sheet.id, by: UserId::of(cx.actor) })
}

pub(crate) fn approve_timesheet(
    world: &World,
    cx: &Context<'_>,
    command: &ApproveTimesheet,
) -> Decision {
    let ApproveTimesheet { timesheet, phase } = *command;
    let asker = Asker::of(world, cx.actor);
    let sheet = reached(world, &asker, timesheet)?;
    let by = UserId::of(cx.actor);
    let id = sheet.id;
    let Some(phase) = phase else {
        decides(world, &asker, sheet)?;
        in_turn(sheet, &[TimesheetStatus::Submitted], "approving")?;
        return match waiting(world, sheet).first() {
            Some(phase) => Err(Refusal::LinesWait((*phase).into())),
            None => happened(TimesheetApproved { id, by }),
        };
    };
    if let Some(partner) = asker.partner() {
        Rights::on_phase(world, partner, phase)?;
    }
    world.delivery.phase(phase)?;
    decides_lines(world, &asker, sheet, phase)?;
    in_turn(sheet, &[TimesheetStatus::Submitted], "approving")?;
    if !sheet.phases().contains(&phase) {
        return Err(Refusal::NoTimeOnPhase(phase.into()));
    }
    if world.effort.approval_path().line != LineApproval::PhaseOwner {
        return Err(Refusal::LinesAreNotApproved);
    }
    if sheet.approved.contains_key(&phase) {
        return unchanged();
    }
    let waits = waiting(world, sheet).iter().any(|waiting| *waiting != phase);
    let lines = Event::from(TimesheetLinesApproved { id, phase, by });
    Ok([lines].into_iter().chain(approved_by_itself(world, id, waits)).collect())
}

pub(crate) fn reject_timesheet(
    world: &World,
    cx: &Context<'_>,
    command: &RejectTimesheet,
) -> Decision {
    let RejectTimesheet { timesheet, reason } = command.clone();
    let asker = Asker::of(world, cx.actor);
    let sheet = reached(world, &asker, timesheet)?;
    decides(world, &asker, sheet).or_else(|may_not| {
        let lines = world.effort.approval_path().line == LineApproval::PhaseOwner;
        let mut phases = sheet.phases().into_iter().filter(|_| lines);
        let some = phases.any(|phase| decides_lines(world, &asker, sheet, phase).is_ok());
        if some { Ok(()) } else { Err(may_not) }
    })?;
    in_turn(sheet, &[TimesheetStatus::Submitted], "rejecting")?;
    happened(TimesheetRejected { id: sheet.id, reason, by: UserId::of(cx.actor) })
}

pub(crate) fn reopen_timesheet(
    world: &World,
    cx: &Context<'_>,
    command: &ReopenTimesheet,
) -> Decision {
    let ReopenTimesheet { timesheet, reason } = command.clone();
    let sheet = world.effort.timesheet(timesheet)?;
    in_turn(sheet, &[TimesheetStatus::Approved], "re-opening")?;
    happened(TimesheetReopened { id: sheet.id, reason, by: UserId::of(cx.actor) })
}

/// What of a timesheet waits for somebody.
pub(crate) struct Waits {
    /// Whether he decides about all of it now.
    pub(crate) whole: bool,
    /// The phases of which he approves the lines.
    pub(crate) phases: Vec<PhaseId>,
}

/// What of a timesheet waits for a partner; none where nothing does.
pub(crate) fn timesheet_waits(
    world: &World,
    partner: PartnerUserId,
    sheet: &Timesheet,
) -> Option<Waits> {
    let asker = Asker::of(world, Actor::Partner(partner));
    in_turn(sheet, &[TimesheetStatus::Submitted], "approving").ok()?;
    reached(world, &asker, sheet.id).ok()?;
    let waiting = waiting(world, sheet);
    let whole = waiting.is_empty() && decides(world, &asker, sheet).is_ok();
    let his = |phase: &PhaseId| decides_lines(world, &asker, sheet, *phase).is_ok();
    let phases: Vec<_> = waiting.into_iter().filter(his).collect();
    (whole || !phases.is_empty()).then_some(Waits { whole, phases })
}

/// The timesheet; to a partner only what he is shown is there.
fn reached<'a>(
    world: &'a World,
    asker: &Asker<'_>,
    id: TimesheetId,
) -> Result<&'a Timesheet, Refusal> {
    let sheet = world.effort.timesheet(id)?;
    if let Some(partner) = asker.partner() {
        visibility::on_timesheet(world, partner, sheet)?;
        visibility::may_edit(world, partner, [Field::Timesheet(TimesheetField::Status)])?;
    }
    Ok(sheet)
}

fn in_turn(
    sheet: &Timesheet,
    expected: &[TimesheetStatus],
    doing: &'static str,
) -> Result<(), Refusal> {
    match expected.contains(&sheet.status) {
        true => Ok(()),
        false => Err(Refusal::TimesheetOutOfTurn(sheet.id.into(), sheet.status, doing)),
    }
}

/// The phases of which the owner has not approved the lines yet.
fn waiting(world: &World, sheet: &Timesheet) -> Vec<PhaseId> {
    match world.effort.approval_path().line {
        LineApproval::None | LineApproval::Auto => Vec::new(),
        LineApproval::PhaseOwner => {
            let phases = sheet.phases().into_iter();
            phases.filter(|phase| !sheet.approved.contains_key(phase)).collect()
        }
    }
}

fn owner(world: &World, phase: PhaseId) -> Option<crate::id::PersonId> {
    world.delivery.phase(phase).ok()?.brief.owner
}

/// Refuses whoever does not decide about the whole: that is the supervisor and those who answer for
/// all, nobody about his own. A partner sees every line of it, and his level in each phase lets him.
fn decides(world: &World, asker: &Asker<'_>, sheet: &Timesheet) -> Result<(), Refusal> {
    let may = !asker.is(sheet.person)
        && match asker.partner() {
            None => asker.answers_for_all() || asker.supervises(sheet.person),
            Some(partner) => {
                asker.supervises(sheet.person)
                    && visibility::sees_lines(world, partner, sheet, None)
                    && sheet.lines.values().all(|line| {
                        Rights::on(world, partner, line.project).is_ok_and(|rights| {
                            let level = rights.in_phase(line.phase);
                            level.timesheet_approve >= TimesheetApproval::Supervised
                        })
                    })
            }
        };
    if may { Ok(()) } else { Err(asker.may_not()) }
}

/// The same for the lines on a phase: its owner and those who answer for all.
fn decides_lines(
    world: &World,
    asker: &Asker<'_>,
    sheet: &Timesheet,
    phase: PhaseId,
) -> Result<(), Refusal> {
    let owns = || asker.person().is_some() && asker.person() == owner(world, phase);
    let may = !asker.is(sheet.person)
        && match asker.partner() {
            None => asker.answers_for_all() || owns(),
            Some(partner) => {
                owns()
                    && visibility::sees_lines(world, partner, sheet, Some(phase))
                    && Rights::on_phase(world, partner, phase).is_ok_and(|(rights, phase)| {
                        let level = rights.in_phase(phase.id);
                        level.timesheet_approve >= TimesheetApproval::PhaseOwned
                    })
            }
        };
    if may { Ok(()) } else { Err(asker.may_not()) }
}
