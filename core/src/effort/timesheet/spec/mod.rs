mod deciding;
mod logging;
mod seeing;

use super::*;
use crate::access::{
    Field, FieldAccess, FieldScope, ParticipantView, Permissions, TaskField, TimesheetApproval,
    TimesheetField, TimesheetView,
};
use crate::actor::Actor;
use crate::delivery::{Audience, ChangePhase, RemoveParticipant, RemoveTask, TaskKind};
use crate::effort::event::{TimeLogged, TimesheetOpened};
use crate::effort::site::{
    KIM_USER, ON_DRAW, PIA, PIA_HERSELF, ROOT, ada, bo, by, kim, site, site_with, supervised,
};
use crate::effort::{Approval, Effort, LineApproval, LockOverride, LockPeriod};
use crate::event::EffortEvent;
use crate::id::PartnerUserId;
use crate::refusal::{RecordKind, Refusal};
use crate::scalar::{Change, Instant};
use crate::spec::story::delivery::{
    ADA_HERSELF, BRIDGE, BUILD, CHECK, DESIGN, DIG, DRAW, JO, JO_BUILDS, JO_DESIGNS, KIM, PIERS,
    PLANS, TOWER, WEEK, approval, approved, lines_approved, logged, logged_on, phase, project,
    recalled, rejected, reopened, submitted, takes_part, task_as,
};
use crate::spec::story::{BO, fields_set};
use crate::spec::{Dice, MORNING, Plant, Told, day, nth};
use crate::visibility::Document;
use crate::world::{Seq, Stamp};

/// A command, and what the table calls it.
type Asked = (&'static str, fn() -> Told);

fn owned(phase: PhaseId, owner: Option<PersonId>) -> Told {
    let owner = Change::To(owner);
    let (name, start, end) = (Change::Keep, Change::Keep, Change::Keep);
    ChangePhase { phase, name, owner, start, end }.into()
}

fn status(plant: &Plant) -> TimesheetStatus {
    plant.world.effort.timesheet(WEEK).expect("opened").status
}

fn out_of_turn(status: TimesheetStatus, doing: &'static str) -> Refusal {
    Refusal::TimesheetOutOfTurn(WEEK.into(), status, doing)
}

fn hidden() -> Refusal {
    Refusal::Unknown(RecordKind::Timesheet, WEEK.into())
}

fn read(plant: &Plant, partner: PartnerUserId) -> serde_json::Value {
    let document = plant.shows(partner, WEEK);
    document.map_or(serde_json::Value::Null, |row| serde_json::to_value(row).expect("JSON"))
}

/// A timesheet that stands so, under an approval path; none where that path has no such state.
fn standing(status: TimesheetStatus, sheet: Approval, line: LineApproval) -> Option<Plant> {
    let mut plant = site();
    plant.when(owned(DESIGN, Some(KIM)));
    plant.when(approval(sheet, line));
    plant.when(logged(JO, ON_DRAW, 800));
    let way: &[fn() -> Told] = match status {
        TimesheetStatus::Draft => &[],
        TimesheetStatus::Submitted => &[submitted],
        TimesheetStatus::Approved => &[submitted, || lines_approved(DESIGN), approved],
        TimesheetStatus::Rejected => &[submitted, rejected],
    };
    for told in way {
        // What the path does not need is refused.
        plant.tries(told()).ok();
    }
    (self::status(&plant) == status).then_some(plant)
}

#[test]
fn each_command_in_each_state_of_each_approval_path() {
    let commands: [Asked; 7] = [
        ("log-time", || logged(JO, ON_DRAW, 100)),
        ("submit", submitted),
        ("recall", recalled),
        ("approve", approved),
        ("approve-lines", || lines_approved(DESIGN)),
        ("reject", rejected),
        ("reopen", reopened),
    ];
    let mut found: Vec<String> = Vec::new();
    for (sheet, line, head) in [
        (Approval::Supervisor, LineApproval::None, "sheet supervisor, line none"),
        (Approval::Supervisor, LineApproval::PhaseOwner, "sheet supervisor, line phase_owner"),
        (Approval::Auto, LineApproval::None, "sheet auto, line none"),
        (Approval::Auto, LineApproval::PhaseOwner, "sheet auto, line phase_owner"),
        (Approval::Supervisor, LineApproval::Auto, "sheet supervisor, line auto"),
        (Approval::Auto, LineApproval::Auto, "sheet auto, line auto"),
    ] {
        found.push(head.to_owned());
        found.push(format!("state {}", commands.map(|(name, _)| name).join(" ")));
        for status in TimesheetStatus::ALL {
            let Some(plant) = standing(status, sheet, line) else { continue };
            let cells = commands.map(|(_, told)| {
                let mut plant = plant.clone();
                match plant.tries(told()) {
                    Ok(_) => self::status(&plant).to_string(),
                    Err(refusal) => refusal.code().to_owned(),
                }
            });
            found.push(format!("{status} {}", cells.join(" ")));
        }
    }
    let golden = include_str!("../states.txt").lines().skip(2).filter(|line| !line.is_empty());
    let golden = golden.map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    assert_eq!(found, golden.collect::<Vec<_>>());
}
