//! What each value of each permission of an access level shows and permits.

use super::delivery::{
    ADA_DESIGNS, COLLEAGUE, COLLEAGUE_DESIGNS, END, GATE, SECRET, WALLS, built, usual,
};
use super::*;
use crate::access::Permissions;
use crate::actor::Actor;
use crate::command::Command;
use crate::delivery::{
    About, AddTask, Audience, ChangeMilestone, ChangePhase, ChangeProject, ChangeTask, Health,
    RaidStatus, RemoveAttachment, RemoveComment, RemoveParticipant, RemoveTask, SetProjectHealth,
    SetTaskStatus, TaskKind, TaskStatus,
};
use crate::effort::{
    AddExpense, Approval, ApproveExpense, ApproveTimesheet, Billable, BookPerson, BookingStatus,
    ChangePerson, LineApproval, LogTime, SubmitExpense, SubmitTimesheet, WorkedOn,
};
use crate::id::{BookingId, ExpenseId, PersonId, StatusReportId, TimesheetId};
use crate::refusal::Refusal;
use crate::scalar::{Change, Hours, Money, Text};
use crate::spec::story::delivery::{
    ADA_HERSELF, BRIDGE, BUILD, CHECK, DESIGN, DIG, DRAW, JO, JO_DESIGNS, KIM, KIM_DESIGNS, PLANS,
    ROOF, TOWER, approval,
};
use crate::spec::story::raid::{GROUND, STORM, assumed, raid_status, raised, storm};
use crate::spec::story::remark::{
    NEW_COMMENT, NEW_FILE, PLAN, SAID, SECRET_PLAN, WHISPERED, attached, said,
};
use crate::spec::story::status_report::{MARCH, published, reported, submitted};
use crate::spec::story::{ADA, BO};
use crate::spec::{Told, day, name, nth};

const DRAW_ITSELF: About = About::Task(DRAW);
const APRIL: StatusReportId = StatusReportId(nth(30_002));
const MAY: StatusReportId = StatusReportId(nth(30_003));
const JO_SHEET: TimesheetId = TimesheetId(nth(31_001));
const COLLEAGUE_SHEET: TimesheetId = TimesheetId(nth(31_002));
const ADA_SHEET: TimesheetId = TimesheetId(nth(31_003));
const KIM_SHEET: TimesheetId = TimesheetId(nth(31_004));
const JO_TAXI: ExpenseId = ExpenseId(nth(32_001));
const COLLEAGUE_TAXI: ExpenseId = ExpenseId(nth(32_002));
const ADA_TAXI: ExpenseId = ExpenseId(nth(32_003));
const KIM_TAXI: ExpenseId = ExpenseId(nth(32_004));
const JO_BOOKING: BookingId = BookingId(nth(33_001));
const COLLEAGUE_BOOKING: BookingId = BookingId(nth(33_002));

fn makes(id: uuid::Uuid, command: impl Into<Command>) -> Told {
    Told { command: command.into(), makes: Some(id) }
}

fn log(person: PersonId) -> LogTime {
    let (person, on, note) = (Some(person), WorkedOn::Phase(DESIGN), None);
    LogTime { person, on, day: day("2026-03-03"), hours: Hours::hundredths(200), note }
}

fn taxi(person: PersonId) -> AddExpense {
    let money = Money {
        amount: "12.5".parse().expect("an amount"),
        currency: "EUR".parse().expect("a currency"),
    };
    AddExpense {
        person: Some(person),
        project: TOWER,
        phase: Some(DESIGN),
        category: name("Travel"),
        day: day("2026-03-02"),
        money,
        billable: Billable::No,
        notes: None,
    }
}

fn booking(person: PersonId, status: BookingStatus) -> BookPerson {
    let (from, until) = (day("2026-03-02"), day("2026-03-06"));
    let hours = Hours::hundredths(2_000);
    BookPerson { person: Some(person), phase: DESIGN, from, until, hours, status }
}

/// The tower as [`built`], with RAID items, reports, and what people worked, spent and are booked
/// for. Jo supervises his colleague, and owns the design; lines are approved by owners of phases.
fn busy(permissions: Permissions) -> Plant {
    let mut plant = built(permissions);
    plant.actor = Actor::Staff(ADA);
    let (supervisor, role, schedulable) = (Change::To(Some(JO)), Change::Keep, Change::Keep);
    let mut told: Vec<Told> = vec![
        storm(),
        raised(GROUND, assumed(), Audience::Internal),
        reported(MARCH, Audience::Shared),
        submitted(MARCH),
        published(MARCH),
        reported(APRIL, Audience::Internal),
        submitted(APRIL),
        published(APRIL),
        ChangePerson { person: COLLEAGUE, supervisor, role, schedulable }.into(),
        approval(Approval::Supervisor, LineApproval::PhaseOwner),
        makes(JO_SHEET.0, log(JO)),
    ];
    let others = [
        (COLLEAGUE, COLLEAGUE_SHEET, COLLEAGUE_TAXI),
        (ADA_HERSELF, ADA_SHEET, ADA_TAXI),
        (KIM, KIM_SHEET, KIM_TAXI),
    ];
    for (person, timesheet, expense) in others {
        told.extend([makes(timesheet.0, log(person)), SubmitTimesheet { timesheet }.into()]);
        told.extend([makes(expense.0, taxi(person)), SubmitExpense { expense }.into()]);
    }
    told.extend([
        makes(JO_TAXI.0, taxi(JO)),
        makes(JO_BOOKING.0, booking(JO, BookingStatus::Planned)),
        makes(COLLEAGUE_BOOKING.0, booking(COLLEAGUE, BookingStatus::Planned)),
    ]);
    for (comment, file, audience) in
        [(SAID, PLAN, Audience::Shared), (WHISPERED, SECRET_PLAN, Audience::Internal)]
    {
        told.push(said(comment, DRAW_ITSELF, audience));
        told.push(attached(file, DRAW_ITSELF, audience));
    }
    for told in told {
        plant.when(told);
    }
    plant
}

/// What the documents and commands of the matrix are called.
fn called(id: DocumentId) -> &'static str {
    let all: [(DocumentId, &str); 40] = [
        (TOWER.into(), "project"),
        (DocumentId::Health(TOWER, 1), "judgement"),
        (DESIGN.into(), "phase"),
        (BUILD.into(), "other phase"),
        (ROOF.into(), "milestone"),
        (GATE.into(), "other phase's milestone"),
        (END.into(), "project's milestone"),
        (DRAW.into(), "own task"),
        (CHECK.into(), "another's task"),
        (PLANS.into(), "heading"),
        (SECRET.into(), "internal task"),
        (DIG.into(), "other phase's task"),
        (WALLS.into(), "other phase's heading"),
        (JO_DESIGNS.into(), "himself"),
        (KIM_DESIGNS.into(), "rival"),
        (ADA_DESIGNS.into(), "staff"),
        (COLLEAGUE_DESIGNS.into(), "colleague"),
        (BRIDGE.into(), "other project"),
        (STORM.into(), "RAID item"),
        (GROUND.into(), "internal RAID item"),
        (MARCH.into(), "report"),
        (APRIL.into(), "internal report"),
        (JO_SHEET.into(), "own time"),
        (COLLEAGUE_SHEET.into(), "supervised time"),
        (ADA_SHEET.into(), "staff's time"),
        (KIM_SHEET.into(), "rival's time"),
        (DocumentId::TimesheetApproval(COLLEAGUE_SHEET), "supervised time to approve"),
        (DocumentId::TimesheetApproval(ADA_SHEET), "staff's lines to approve"),
        (JO_TAXI.into(), "own expense"),
        (COLLEAGUE_TAXI.into(), "supervised expense"),
        (ADA_TAXI.into(), "staff's expense"),
        (KIM_TAXI.into(), "rival's expense"),
        (DocumentId::ExpenseApproval(COLLEAGUE_TAXI), "supervised expense to approve"),
        (JO.into(), "profile"),
        (SAID.into(), "shared comment"),
        (WHISPERED.into(), "internal comment"),
        (PLAN.into(), "shared file"),
        (SECRET_PLAN.into(), "internal file"),
        (JO_BOOKING.into(), "own booking"),
        (COLLEAGUE_BOOKING.into(), "colleague's booking"),
    ];
    all.into_iter().find(|(named, _)| *named == id).map_or("?", |(_, called)| called)
}

/// What a partner may try: each with what it is called, and the record that he has to see for it.
pub(super) fn tries() -> Vec<(&'static str, DocumentId, Command)> {
    let title = |task| ChangeTask {
        task,
        title: Change::To(name("other")),
        description: Change::Keep,
        audience: Change::Keep,
        slot: Change::Keep,
        planned: Change::Keep,
        checklist: Change::Keep,
    };
    let done = |task| SetTaskStatus { task, status: TaskStatus::Done };
    let new = |phase| AddTask {
        phase,
        parent: None,
        title: name("new"),
        description: None,
        kind: TaskKind::Work,
        audience: Audience::Shared,
        slot: None,
        planned: Hours::ZERO,
        checklist: Vec::new(),
    };
    let phase_called = |phase| ChangePhase {
        phase,
        name: Change::To(name("other")),
        owner: Change::Keep,
        start: Change::Keep,
        end: Change::Keep,
    };
    let milestone_called = |milestone| ChangeMilestone {
        milestone,
        name: Change::To(name("other")),
        target: Change::Keep,
        forecast: Change::Keep,
        actual: Change::Keep,
        is_value: Change::Keep,
        owner: Change::Keep,
    };
    let project_starts = ChangeProject {
        project: TOWER,
        name: Change::Keep,
        customer: Change::Keep,
        manager: Change::Keep,
        start: Change::To(Some(crate::spec::day("2026-03-03"))),
        end: Change::Keep,
        delivery: Change::Keep,
        currency: Change::Keep,
        budget_hours: Change::Keep,
        budget: Change::Keep,
    };
    let reason = Text::new("rain").ok();
    let raid = |details, audience| raised(STORM, details, audience).command;
    let spends = |phase| AddExpense {
        person: None,
        project: TOWER,
        phase: Some(phase),
        category: name("Travel"),
        day: day("2026-03-02"),
        money: taxi(JO).money,
        billable: Billable::No,
        notes: None,
    };
    let books = |person, status| BookPerson { person: Some(person), ..booking(person, status) };
    let sheet = |timesheet, phase| ApproveTimesheet { timesheet, phase };
    vec![
        ("change project", TOWER.into(), project_starts.into()),
        (
            "judge",
            TOWER.into(),
            SetProjectHealth { project: TOWER, health: Health::Red, reason }.into(),
        ),
        ("change phase", DESIGN.into(), phase_called(DESIGN).into()),
        ("change other phase", BUILD.into(), phase_called(BUILD).into()),
        ("change milestone", ROOF.into(), milestone_called(ROOF).into()),
        ("add task", DESIGN.into(), new(DESIGN).into()),
        ("add task to other phase", BUILD.into(), new(BUILD).into()),
        ("change own task", DRAW.into(), title(DRAW).into()),
        ("change another's task", CHECK.into(), title(CHECK).into()),
        ("change internal task", SECRET.into(), title(SECRET).into()),
        ("do own task", DRAW.into(), done(DRAW).into()),
        ("do another's task", CHECK.into(), done(CHECK).into()),
        ("remove own task", DRAW.into(), RemoveTask { task: DRAW }.into()),
        ("remove another's task", CHECK.into(), RemoveTask { task: CHECK }.into()),
        (
            "send colleague away",
            COLLEAGUE_DESIGNS.into(),
            RemoveParticipant { participant: COLLEAGUE_DESIGNS }.into(),
        ),
        (
            "send rival away",
            KIM_DESIGNS.into(),
            RemoveParticipant { participant: KIM_DESIGNS }.into(),
        ),
        ("comment", DRAW.into(), said(NEW_COMMENT, DRAW_ITSELF, Audience::Shared).command),
        (
            "comment internally",
            DRAW.into(),
            said(NEW_COMMENT, DRAW_ITSELF, Audience::Internal).command,
        ),
        (
            "comment on internal task",
            SECRET.into(),
            said(NEW_COMMENT, About::Task(SECRET), Audience::Shared).command,
        ),
        ("attach file", DRAW.into(), attached(NEW_FILE, DRAW_ITSELF, Audience::Shared).command),
        (
            "attach file internally",
            DRAW.into(),
            attached(NEW_FILE, DRAW_ITSELF, Audience::Internal).command,
        ),
        ("remove staff's comment", SAID.into(), RemoveComment { comment: SAID }.into()),
        ("remove staff's file", PLAN.into(), RemoveAttachment { attachment: PLAN }.into()),
        ("raise RAID item", TOWER.into(), raid(assumed(), Audience::Shared)),
        ("close RAID item", STORM.into(), raid_status(STORM, RaidStatus::Closed).command),
        ("write report", TOWER.into(), reported(MAY, Audience::Shared).command),
        ("log time", DESIGN.into(), log(JO).into()),
        ("approve own time", JO_SHEET.into(), sheet(JO_SHEET, None).into()),
        ("approve supervised time", COLLEAGUE_SHEET.into(), sheet(COLLEAGUE_SHEET, None).into()),
        ("approve staff's lines", ADA_SHEET.into(), sheet(ADA_SHEET, Some(DESIGN)).into()),
        ("approve rival's lines", KIM_SHEET.into(), sheet(KIM_SHEET, Some(DESIGN)).into()),
        ("spend", DESIGN.into(), spends(DESIGN).into()),
        ("spend on other phase", BUILD.into(), spends(BUILD).into()),
        (
            "approve supervised expense",
            COLLEAGUE_TAXI.into(),
            ApproveExpense { expense: COLLEAGUE_TAXI }.into(),
        ),
        ("approve rival's expense", KIM_TAXI.into(), ApproveExpense { expense: KIM_TAXI }.into()),
        ("book himself", DESIGN.into(), books(JO, BookingStatus::Planned).into()),
        ("book himself for certain", DESIGN.into(), books(JO, BookingStatus::Confirmed).into()),
        ("book colleague", DESIGN.into(), books(COLLEAGUE, BookingStatus::Confirmed).into()),
        ("book rival", DESIGN.into(), books(KIM, BookingStatus::Planned).into()),
    ]
}

/// Every value that some permission has.
const VALUES: [&str; 17] = [
    "no",
    "none",
    "yes",
    "read",
    "edit",
    "assigned",
    "own",
    "phase",
    "project",
    "names",
    "all",
    "shared",
    "internal",
    "supervised",
    "phase_owned",
    "assigned_projects",
    "all_projects",
];

/// What each value of each permission shows and permits, beside the usual level. What concerns no
/// document that there is yet changes nothing.
const MATRIX: &str = include_str!("matrix.txt");

#[test]
fn what_each_value_of_each_permission_shows_and_permits() {
    let (shown, permitted) = level_row(usual());
    let mut found = format!("the usual level\n  shows {shown}\n  permits {permitted}\n");
    for permission in Permissions::NAMES {
        for value in VALUES {
            let mut asked = serde_json::to_value(usual()).expect("is JSON");
            asked[*permission] = value.into();
            let Ok(permissions) = serde_json::from_value::<Permissions>(asked) else { continue };
            let (shows, permits) = level_row(permissions);
            let mark = if permissions == usual() { " (usual)" } else { "" };
            found.push_str(&format!("\n{permission} = {value}{mark}\n"));
            found.push_str(&difference("shows", &shown, &shows));
            found.push_str(&difference("permits", &permitted, &permits));
        }
    }
    assert!(found == MATRIX, "matrix.txt should be:\n{found}");
}

fn level_row(permissions: Permissions) -> (String, String) {
    let plant = busy(permissions);
    let shown = plant.sees(BO).into_iter().map(|id| {
        let row = read(&plant, BO, id);
        let mut told = called(id).to_owned();
        for field in ["health", "budget_hours", "owner", "firm"] {
            if row.get(field).is_some() {
                told = format!("{told} +{field}");
            }
        }
        match row.get("heading_only") == Some(&Value::Bool(true)) {
            true => format!("{told} (heading)"),
            false => told,
        }
    });
    let mut permitted = Vec::new();
    let seen = plant.sees(BO);
    for (called, record, command) in tries() {
        let mut plant = plant.clone();
        plant.actor = Actor::Partner(BO);
        match plant.decide(&command) {
            // Whoever may approve the whole may do so once the lines are.
            Ok(_) | Err(Refusal::LinesWait(_)) => permitted.push(called),
            // What he does not see is refused in the words of a missing record.
            Err(Refusal::LevelPermitsNot) => {
                assert!(seen.contains(&record), "{called}: {permissions:?}");
            }
            Err(Refusal::Unknown(..)) => {}
            Err(other) => unreachable!("{called}: {other}"),
        }
    }
    let mut shown: Vec<String> = shown.collect();
    shown.sort_unstable();
    (shown.join(", "), permitted.join(", "))
}

/// What is there in one list and not in the other.
fn difference(of: &str, usual: &str, now: &str) -> String {
    let list = |text: &str| -> Vec<String> { text.split(", ").map(str::to_owned).collect() };
    let (usual, now) = (list(usual), list(now));
    let only = |one: &[String], other: &[String]| {
        let only = one.iter().filter(|told| !other.contains(told) && !told.is_empty());
        only.cloned().collect::<Vec<_>>().join(", ")
    };
    let (more, less) = (only(&now, &usual), only(&usual, &now));
    let line = |sign: &str, told: &str| match told {
        "" => String::new(),
        told => format!("  {of} {sign} {told}\n"),
    };
    line("also", &more) + &line("not", &less)
}
