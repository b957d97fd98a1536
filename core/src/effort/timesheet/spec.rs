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
    let golden = include_str!("states.txt").lines().skip(2).filter(|line| !line.is_empty());
    let golden = golden.map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    assert_eq!(found, golden.collect::<Vec<_>>());
}

#[test]
fn the_first_entry_of_a_week_opens_its_timesheet_and_later_ones_of_the_week_join_it() {
    let mut plant = site();
    let events = bo(&mut plant).when(logged(JO, ON_DRAW, 800));
    let opened = TimesheetOpened { id: WEEK, person: JO, week: day("2026-03-02") };
    assert_eq!(events.first(), Some(&opened.into()));
    let events = plant.when(logged_on("2026-03-08", JO, ON_DRAW, 150));
    assert_eq!(events.len(), 1);
    plant.when(Told { makes: Some(nth(27_002)), ..logged_on("2026-03-09", JO, ON_DRAW, 100) });
    let weeks: Vec<_> = plant.world.effort.timesheets_of(JO).collect();
    assert_eq!(weeks, [WEEK, TimesheetId(nth(27_002))]);
    assert_eq!(plant.world.effort.timesheet(WEEK).map(Timesheet::hours), Ok(hours(950)));
}

fn hours(hundredths: i64) -> Hours {
    Hours::hundredths(hundredths)
}

#[test]
fn time_on_a_task_and_in_the_timesheet_are_one_fact() {
    let mut plant = site();
    plant.when(logged(JO, ON_DRAW, 800));
    plant.when(Told { makes: Some(nth(27_002)), ..logged(KIM, ON_DRAW, 150) });
    plant.when(logged(JO, ON_DRAW, -25));
    plant.when(logged(JO, WorkedOn::Phase(DESIGN), 100));
    assert_eq!(plant.world.effort.logged(DRAW), hours(925));
    let field = |document: Option<Document>| {
        let value = document.and_then(|row| serde_json::to_value(row).ok());
        value.and_then(|row| row.get("logged_hours").cloned())
    };
    for row in [plant.shows(BO, DRAW), plant.shows(BO, DESIGN), plant.shows(BO, TOWER)] {
        // Kim is of another firm, and her time is told to nobody else.
        assert_eq!(field(row), Some(serde_json::json!(7.75)));
    }
    assert_eq!(field(plant.shows(BO, CHECK)), Some(serde_json::json!(0)));
}

#[test]
fn the_hours_of_phase_and_project_are_those_of_visible_tasks_and_never_show_more_than_these() {
    let mut plant = site();
    plant.when(task_as(TaskId(nth(22_009)), DESIGN, None, TaskKind::Work, Audience::Internal));
    plant.when(takes_part(crate::id::ParticipantId(nth(25_009)), DESIGN, ADA_HERSELF));
    plant.when(Told {
        makes: Some(nth(27_003)),
        ..logged(ADA_HERSELF, WorkedOn::Task(TaskId(nth(22_009))), 300)
    });
    plant.when(logged(JO, ON_DRAW, 200));
    let told = |plant: &Plant, id: crate::visibility::DocumentId| {
        let row = plant.shows(BO, id).and_then(|row| serde_json::to_value(row).ok());
        row.and_then(|row| row.get("logged_hours").cloned())
    };
    assert_eq!(told(&plant, TOWER.into()), Some(serde_json::json!(2)));
    assert_eq!(told(&plant, DESIGN.into()), Some(serde_json::json!(2)));
    let field = Field::Task(TaskField::LoggedHours);
    plant.when(fields_set(FieldScope::Externals, [field], Some(FieldAccess::Hidden)));
    for id in [TOWER.into(), DESIGN.into(), DRAW.into()] {
        assert_eq!(told(&plant, id), None);
    }
}

#[test]
fn without_the_module_there_is_nobody_to_log_time_for() {
    let mut plant = site();
    let (partner_user, module) = (BO, crate::access::Module::Projects);
    plant.when(crate::access::RevokeModuleLicence { partner_user, module });
    let unknown = Refusal::Unknown(RecordKind::Person, JO.into());
    bo(&mut plant).refuses(logged(JO, ON_DRAW, 100), &unknown);
}

#[test]
fn partners_log_for_themselves_and_to_them_nobody_else_is_there() {
    let mut plant = site();
    let unknown = |person: PersonId| Refusal::Unknown(RecordKind::Person, person.into());
    for other in [KIM, ADA_HERSELF, PersonId(nth(24_999))] {
        bo(&mut plant).refuses(logged(other, ON_DRAW, 100), &unknown(other));
    }
    plant.when(logged(JO, ON_DRAW, 100));
}

#[test]
fn staff_logs_for_itself_and_those_who_answer_for_all_for_anybody() {
    let mut plant = site();
    by(&mut plant, Actor::Staff(PIA)).refuses(logged(JO, ON_DRAW, 1), &Refusal::NotYoursToDecide);
    let nobody =
        LogTime { person: None, on: ON_DRAW, day: day("2026-03-02"), hours: hours(1), note: None };
    plant.refuses(nobody.clone(), &Refusal::NoParticipant(PIA_HERSELF.into()));
    by(&mut plant, Actor::Staff(ROOT)).refuses(nobody, &Refusal::PersonNeeded);
    plant.when(logged(JO, ON_DRAW, 1));
    ada(&mut plant).when(logged(JO, ON_DRAW, 1));
}

#[test]
fn what_a_partner_is_not_shown_he_cannot_log_time_on() {
    let mut plant = site();
    let secret = TaskId(nth(22_009));
    plant.when(task_as(secret, DESIGN, None, TaskKind::Work, Audience::Internal));
    let unknown = |task: TaskId| Refusal::Unknown(RecordKind::Task, task.into());
    bo(&mut plant);
    for task in [secret, DIG, TaskId(nth(22_999))] {
        plant.refuses(logged(JO, WorkedOn::Task(task), 100), &unknown(task));
    }
    let unknown = Refusal::Unknown(RecordKind::Phase, BUILD.into());
    plant.refuses(logged(JO, WorkedOn::Phase(BUILD), 100), &unknown);
}

#[test]
fn time_is_logged_by_who_takes_part_within_the_dates_of_phase_and_project() {
    let mut plant = site();
    plant.refuses(logged(JO, WorkedOn::Task(DIG), 100), &Refusal::NoParticipant(JO.into()));
    plant.refuses(
        logged(JO, WorkedOn::Task(PLANS), 100),
        &Refusal::NothingIsDoneOnHeadings(PLANS.into()),
    );
    for outside in ["2026-03-01", "2026-04-01"] {
        let refusal = Refusal::OutsideTheProject(day(outside));
        plant.refuses(logged_on(outside, JO, ON_DRAW, 100), &refusal);
    }
    plant.when(logged_on("2026-03-31", JO, ON_DRAW, 100));
}

#[test]
fn dates_that_a_partner_is_not_told_he_cannot_find_by_trying() {
    use crate::access::{PhaseField, ProjectField};
    let mut plant = site();
    let early = || logged_on("2026-02-23", JO, ON_DRAW, 100);
    let late = || logged_on("2026-04-06", JO, ON_DRAW, 100);
    let outside = |on: &str| Refusal::OutsideTheProject(day(on));
    // One bound is hidden after the other; the phase ends before its project does.
    let ends = [Field::Phase(PhaseField::End), Field::Project(ProjectField::End)];
    plant.when(fields_set(FieldScope::Externals, ends, Some(FieldAccess::Coarse)));
    bo(&mut plant).refuses(early(), &outside("2026-02-23"));
    plant.when(late());
    ada(&mut plant).refuses(logged_on("2026-04-07", JO, ON_DRAW, 1), &outside("2026-04-07"));
    let start = [Field::Phase(PhaseField::Start)];
    plant.when(fields_set(FieldScope::Externals, start, Some(FieldAccess::Hidden)));
    bo(&mut plant).refuses(early(), &outside("2026-02-23"));
    ada(&mut plant);
    let start = [Field::Project(ProjectField::Start)];
    plant.when(fields_set(FieldScope::Externals, start, Some(FieldAccess::Hidden)));
    bo(&mut plant).when(Told { makes: Some(nth(27_002)), ..early() });
    // Whoever approves sees it.
    ada(&mut plant);
    let sheet = plant.world.effort.timesheet(TimesheetId(nth(27_002))).expect("it");
    assert_eq!(sheet.week, day("2026-02-23"));
}

#[test]
fn what_was_logged_can_be_taken_back_after_somebody_left_and_never_more_than_it() {
    let mut plant = site();
    plant.when(logged(JO, ON_DRAW, 800));
    plant.when(RemoveParticipant { participant: JO_DESIGNS });
    plant.refuses(logged(JO, ON_DRAW, 100), &Refusal::NoParticipant(JO.into()));
    plant.when(logged(JO, ON_DRAW, -300));
    let below = Refusal::LineBelowNothing(day("2026-03-02"));
    plant.refuses(logged(JO, ON_DRAW, -501), &below);
    plant.refuses(
        logged_on("2026-03-03", JO, ON_DRAW, -1),
        &Refusal::LineBelowNothing(day("2026-03-03")),
    );
    plant.when(logged(JO, ON_DRAW, -500));
    assert_eq!(plant.world.effort.logged(DRAW), Hours::ZERO);
}

#[test]
fn a_day_has_24_hours_over_all_that_somebody_works_on() {
    let mut plant = site();
    plant.when(logged(JO, ON_DRAW, 2_000));
    let on_check = WorkedOn::Task(CHECK);
    let more = Refusal::MoreThanADay(day("2026-03-02"));
    plant.refuses(logged(JO, on_check, 401), &more);
    plant.when(logged(JO, on_check, 400));
    plant.refuses(logged(JO, WorkedOn::Phase(DESIGN), 1), &more);
    plant.when(logged_on("2026-03-03", JO, on_check, 2_400));
    plant.refuses(
        logged_on("2026-03-04", JO, ON_DRAW, 2_401),
        &Refusal::MoreThanADay(day("2026-03-04")),
    );
}

#[test]
fn an_entry_gives_or_takes_and_an_empty_timesheet_is_not_submitted() {
    let mut plant = site();
    plant.refuses(logged(JO, ON_DRAW, 0), &Refusal::NoHours);
    plant.when(logged(JO, ON_DRAW, 100));
    plant.when(logged(JO, ON_DRAW, -100));
    plant.refuses(submitted(), &Refusal::TimesheetIsEmpty(WEEK.into()));
}

#[test]
fn a_locked_period_stays_open_for_its_grace_and_to_administrators_if_so_said() {
    let mut plant = site();
    let lock =
        |grace_days, unless| LockPeriod { until: Some(day("2026-03-08")), grace_days, unless };
    plant.when(lock(2, LockOverride::Nobody));
    plant.when(logged(JO, ON_DRAW, 100));
    let at = |plant: &mut Plant, days: i64| {
        plant.passes(Instant::from_micros(MORNING).plus_minutes(days * 24 * 60));
    };
    at(&mut plant, 8);
    plant.when(logged(JO, ON_DRAW, 100));
    at(&mut plant, 9);
    let locked = Refusal::PeriodIsLocked(day("2026-03-02"));
    plant.refuses(logged(JO, ON_DRAW, 100), &locked);
    plant.refuses(logged(JO, ON_DRAW, -100), &locked);
    bo(&mut plant).refuses(logged(JO, ON_DRAW, 100), &locked);
    by(&mut plant, Actor::Staff(ROOT)).refuses(logged(JO, ON_DRAW, 100), &locked);
    plant.when(lock(2, LockOverride::Administrators));
    plant.when(logged(JO, ON_DRAW, 100));
    ada(&mut plant).refuses(logged(JO, ON_DRAW, 100), &locked);
    plant.when(Told { makes: Some(nth(27_002)), ..logged_on("2026-03-09", JO, ON_DRAW, 100) });
    plant.when(LockPeriod { until: None, grace_days: 0, unless: LockOverride::Nobody });
    plant.when(logged(JO, ON_DRAW, 100));
    let max = crate::effort::GRACE_DAYS_MAX;
    let long = Refusal::TooMany { given: usize::from(max) + 1, max: max.into() };
    plant.refuses(lock(max + 1, LockOverride::Nobody), &long);
    plant.when(lock(max, LockOverride::Nobody));
}

#[test]
fn the_owner_takes_back_what_nobody_has_decided_about() {
    let mut plant = site();
    for told in [
        owned(DESIGN, Some(KIM)),
        approval(Approval::Supervisor, LineApproval::PhaseOwner),
        logged(JO, ON_DRAW, 100),
        submitted(),
    ] {
        plant.when(told);
    }
    bo(&mut plant).when(recalled());
    plant.when(submitted());
    ada(&mut plant).when(lines_approved(DESIGN));
    bo(&mut plant).refuses(recalled(), &Refusal::AlreadyDecided(WEEK.into()));
    plant.refuses(submitted(), &out_of_turn(TimesheetStatus::Submitted, "submitting"));
}

#[test]
fn lines_that_nobody_need_approve_do_not_keep_the_owner_from_taking_back() {
    let mut plant = site();
    plant.when(approval(Approval::Supervisor, LineApproval::Auto));
    plant.when(logged(JO, ON_DRAW, 100));
    plant.when(submitted());
    let sheet = plant.world.effort.timesheet(WEEK).expect("opened");
    assert_eq!(sheet.approved.get(&DESIGN), Some(&None));
    plant.when(recalled());
    assert!(plant.world.effort.timesheet(WEEK).expect("opened").approved.is_empty());
}

#[test]
fn nobody_decides_about_his_own_not_even_who_answers_for_all() {
    let mut plant = site();
    plant.when(takes_part(crate::id::ParticipantId(nth(25_009)), DESIGN, ADA_HERSELF));
    plant.when(logged(ADA_HERSELF, ON_DRAW, 100));
    plant.when(submitted());
    plant.refuses(approved(), &Refusal::NotYoursToDecide);
    plant.refuses(rejected(), &Refusal::NotYoursToDecide);
    plant.refuses(lines_approved(DESIGN), &Refusal::NotYoursToDecide);
    by(&mut plant, Actor::Staff(ROOT)).when(approved());
}

#[test]
fn a_supervisor_of_the_staff_needs_no_role_for_it() {
    let mut plant = site();
    plant.when(logged(JO, ON_DRAW, 100));
    plant.when(submitted());
    by(&mut plant, Actor::Staff(PIA)).refuses(approved(), &Refusal::NotYoursToDecide);
    ada(&mut plant).when(supervised(Some(PIA_HERSELF)));
    by(&mut plant, Actor::Staff(PIA)).when(rejected());
    bo(&mut plant).when(recalled());
    plant.when(submitted());
    by(&mut plant, Actor::Staff(PIA)).when(approved());
}

fn supervises() -> Permissions {
    Permissions { timesheet_approve: TimesheetApproval::Supervised, ..Permissions::usual(None) }
}

#[test]
fn a_partner_approves_for_whom_he_supervises_if_his_level_says_so() {
    let mut plant = site_with(supervises());
    plant.when(logged(JO, ON_DRAW, 100));
    plant.when(submitted());
    kim(&mut plant).refuses(approved(), &hidden());
    ada(&mut plant).when(supervised(Some(KIM)));
    kim(&mut plant).when(approved());

    let seeing = TimesheetView::Supervised;
    let mut plant = site_with(Permissions { timesheet_view: seeing, ..Permissions::usual(None) });
    plant.when(supervised(Some(KIM)));
    plant.when(logged(JO, ON_DRAW, 100));
    plant.when(submitted());
    assert_ne!(read(&plant, KIM_USER), serde_json::Value::Null);
    kim(&mut plant).refuses(approved(), &Refusal::LevelPermitsNot);
    plant.refuses(rejected(), &Refusal::LevelPermitsNot);
    plant.refuses(recalled(), &Refusal::LevelPermitsNot);
    plant.refuses(submitted(), &Refusal::LevelPermitsNot);
}

#[test]
fn a_partner_does_not_approve_a_timesheet_of_which_he_sees_only_a_part() {
    let mut plant = site_with(supervises());
    for told in [
        supervised(Some(KIM)),
        takes_part(JO_BUILDS, BUILD, JO),
        logged(JO, ON_DRAW, 100),
        logged(JO, WorkedOn::Task(DIG), 200),
        submitted(),
    ] {
        plant.when(told);
    }
    assert_eq!(read(&plant, KIM_USER).get("hours"), Some(&serde_json::json!(1)));
    kim(&mut plant).refuses(approved(), &Refusal::LevelPermitsNot);
    ada(&mut plant).when(approved());
}

#[test]
fn the_owner_of_a_phase_approves_its_lines_and_no_others() {
    let all = Permissions {
        timesheet_approve: TimesheetApproval::PhaseOwned,
        participant_view: ParticipantView::All,
        ..Permissions::usual(None)
    };
    let mut plant = site_with(all);
    for told in [
        owned(DESIGN, Some(KIM)),
        owned(BUILD, Some(PIA_HERSELF)),
        takes_part(JO_BUILDS, BUILD, JO),
        approval(Approval::Auto, LineApproval::PhaseOwner),
        logged(JO, ON_DRAW, 100),
        logged(JO, WorkedOn::Task(DIG), 200),
        submitted(),
    ] {
        plant.when(told);
    }
    assert_eq!(read(&plant, KIM_USER).get("hours"), Some(&serde_json::json!(1)));
    assert_eq!(read(&plant, KIM_USER).get("reason"), None);
    kim(&mut plant).refuses(approved(), &Refusal::LevelPermitsNot);
    let unknown = Refusal::Unknown(RecordKind::Phase, BUILD.into());
    plant.refuses(lines_approved(BUILD), &unknown);
    plant.when(lines_approved(DESIGN));
    assert_eq!(plant.tries(lines_approved(DESIGN)), Ok(Vec::new()));
    assert_eq!(status(&plant), TimesheetStatus::Submitted);
    by(&mut plant, Actor::Staff(PIA)).refuses(lines_approved(DESIGN), &Refusal::NotYoursToDecide);
    plant.when(lines_approved(BUILD));
    assert_eq!(status(&plant), TimesheetStatus::Approved);
}

#[test]
fn the_owner_of_a_phase_sends_the_whole_back() {
    let mut plant = site();
    for told in [
        owned(DESIGN, Some(PIA_HERSELF)),
        approval(Approval::Supervisor, LineApproval::PhaseOwner),
        logged(JO, ON_DRAW, 100),
        submitted(),
    ] {
        plant.when(told);
    }
    by(&mut plant, Actor::Staff(PIA)).refuses(approved(), &Refusal::NotYoursToDecide);
    plant.when(rejected());
    assert_eq!(status(&plant), TimesheetStatus::Rejected);
    assert_eq!(read(&plant, BO).get("reason"), Some(&serde_json::json!("too long")));
}

#[test]
fn lines_on_a_phase_that_nobody_owns_are_approved_with_the_submission() {
    let mut plant = site();
    plant.when(approval(Approval::Auto, LineApproval::PhaseOwner));
    plant.when(logged(JO, ON_DRAW, 100));
    plant.when(submitted());
    assert_eq!(status(&plant), TimesheetStatus::Approved);
}

#[test]
fn a_phase_without_time_has_no_lines_to_approve() {
    let mut plant = site();
    plant.when(approval(Approval::Supervisor, LineApproval::PhaseOwner));
    plant.when(owned(DESIGN, Some(KIM)));
    plant.when(logged(JO, ON_DRAW, 100));
    plant.when(submitted());
    plant.refuses(lines_approved(BUILD), &Refusal::NoTimeOnPhase(BUILD.into()));
}

#[test]
fn a_partner_sees_his_own_timesheets_and_no_others_unless_his_level_opens_them() {
    let mut plant = site();
    plant.when(logged(JO, ON_DRAW, 250));
    assert_eq!(read(&plant, KIM_USER), serde_json::Value::Null);
    let expected = serde_json::json!({
        "id": WEEK,
        "mine": true,
        "person": "contact 1",
        "week": "2026-03-02",
        "status": "draft",
        "reason": null,
        "hours": 2.5,
        "lines": [{
            "day": "2026-03-02",
            "project_id": TOWER,
            "phase_id": DESIGN,
            "task_id": DRAW,
            "hours": 2.5,
            "entries": [{ "hours": 2.5, "note": "worked" }],
            "approved": false,
        }],
    });
    assert_eq!(read(&plant, BO), expected);
    assert!(plant.sees(BO).contains(&WEEK.into()));

    let all = Permissions { timesheet_view: TimesheetView::All, ..Permissions::usual(None) };
    let mut plant = site_with(all);
    plant.when(logged(JO, ON_DRAW, 250));
    // Whose name is not told, his time is not either.
    assert_eq!(read(&plant, KIM_USER), serde_json::Value::Null);
    let all = Permissions { participant_view: ParticipantView::All, ..all };
    let mut plant = site_with(all);
    plant.when(logged(JO, ON_DRAW, 250));
    assert_eq!(read(&plant, KIM_USER).get("hours"), Some(&serde_json::json!(2.5)));
    assert!(plant.sees(KIM_USER).contains(&WEEK.into()));
}

#[test]
fn ones_own_time_stays_ones_own_without_telling_what_became_hidden() {
    let mut plant = site();
    plant.when(logged(JO, ON_DRAW, 250));
    plant.when(RemoveParticipant { participant: JO_DESIGNS });
    let row = read(&plant, BO);
    let line = row.get("lines").and_then(|lines| lines.get(0)).cloned().unwrap_or_default();
    for id in ["project_id", "phase_id", "task_id"] {
        assert_eq!(line.get(id), Some(&serde_json::Value::Null), "{id}");
    }
    assert_eq!(line.get("hours"), Some(&serde_json::json!(2.5)));
}

#[test]
fn who_may_not_edit_the_fields_of_timesheets_logs_and_submits_nothing() {
    let mut plant = site();
    plant.when(logged(JO, ON_DRAW, 250));
    let lines = Field::Timesheet(TimesheetField::Lines);
    plant.when(fields_set(FieldScope::Externals, [lines], Some(FieldAccess::Read)));
    bo(&mut plant).refuses(logged(JO, ON_DRAW, 100), &Refusal::FieldNotEditable);
    ada(&mut plant);
    let status = Field::Timesheet(TimesheetField::Status);
    plant.when(fields_set(FieldScope::Externals, [status], Some(FieldAccess::Masked)));
    bo(&mut plant).refuses(submitted(), &Refusal::FieldNotEditable);
}

/// The reason may be about a line that is hidden.
#[test]
fn a_supervisor_is_told_why_a_timesheet_came_back_where_he_sees_all_its_lines() {
    let supervised_only =
        Permissions { timesheet_view: TimesheetView::Supervised, ..Permissions::usual(None) };
    let mut plant = site_with(supervised_only);
    for told in [
        supervised(Some(KIM)),
        project(BRIDGE),
        phase(PIERS, BRIDGE),
        takes_part(crate::id::ParticipantId(nth(25_009)), PIERS, JO),
        logged(JO, ON_DRAW, 100),
        submitted(),
        rejected(),
    ] {
        plant.when(told);
    }
    assert_eq!(read(&plant, KIM_USER)["reason"], "too long");
    for told in [recalled(), logged(JO, WorkedOn::Phase(PIERS), 200), submitted(), rejected()] {
        plant.when(told);
    }
    assert_eq!(read(&plant, KIM_USER)["hours"], 1);
    assert_eq!(read(&plant, KIM_USER).get("reason"), None);
    assert_eq!(read(&plant, BO)["reason"], "too long");
}

#[test]
fn lines_tell_no_day_and_no_approval_that_the_timesheet_hides() {
    let mut plant = site();
    plant.when(logged(JO, ON_DRAW, 100));
    let line = |plant: &Plant| read(plant, BO)["lines"][0].clone();
    let mut set = |field, access| {
        let fields = [Field::Timesheet(field)];
        plant.when(fields_set(FieldScope::Externals, fields, Some(access)));
        line(&plant)
    };
    assert_eq!(set(TimesheetField::Status, FieldAccess::Hidden).get("approved"), None);
    assert_eq!(set(TimesheetField::Week, FieldAccess::Coarse)["day"], "2026-W10");
    assert_eq!(set(TimesheetField::Week, FieldAccess::Hidden).get("day"), None);
}

#[test]
fn what_was_logged_on_a_task_shows_no_more_than_the_hours_of_timesheets() {
    for field in [TimesheetField::Hours, TimesheetField::Lines] {
        let mut plant = site();
        plant.when(logged(JO, ON_DRAW, 100));
        let fields = [Field::Timesheet(field)];
        plant.when(fields_set(FieldScope::Externals, fields, Some(FieldAccess::Hidden)));
        for id in [TOWER.into(), DESIGN.into(), DRAW.into()] {
            let id: crate::visibility::DocumentId = id;
            let row = serde_json::to_value(plant.shows(BO, id)).expect("JSON");
            assert_eq!(row.get("logged_hours"), None, "{id:?}");
        }
    }
}

#[test]
fn a_hidden_timesheet_answers_as_a_missing_one() {
    let mut plant = site();
    plant.when(logged(JO, ON_DRAW, 250));
    kim(&mut plant);
    for told in [submitted(), recalled(), approved(), rejected(), lines_approved(DESIGN)] {
        plant.refuses(told, &hidden());
    }
}

#[test]
fn a_task_with_time_stays() {
    let mut plant = site();
    plant.when(logged(JO, ON_DRAW, 100));
    plant.refuses(RemoveTask { task: DRAW }, &Refusal::TaskHasTime(DRAW.into()));
    plant.when(logged(JO, ON_DRAW, -100));
    plant.when(RemoveTask { task: DRAW });
    assert!(plant.shows(BO, WEEK).is_some());
}

#[test]
fn the_ledger_of_a_week_is_bounded() {
    let mut plant = site();
    for nth in 0..ENTRIES_MAX {
        plant.when(logged(JO, ON_DRAW, if nth % 2 == 0 { 100 } else { -100 }));
    }
    let many = Refusal::TooMany { given: ENTRIES_MAX + 1, max: ENTRIES_MAX };
    plant.refuses(logged(JO, ON_DRAW, 100), &many);
}

/// 100,000 entries and corrections, folded in the order in which they came and in another: weeks and
/// tasks come to the same, to the hundredth, as adding up whole hundredths.
#[test]
fn sums_of_entries_and_corrections_agree_in_any_order() {
    const ENTRIES: usize = 100_000;
    const SHEETS: usize = 40;
    const TASKS: usize = 25;
    let id = |kind: u128, n: usize| nth(kind * 1_000_000 + u128::try_from(n).unwrap_or(0));
    let mut dice = Dice::new(7);
    let mut entries: Vec<(usize, usize, i64)> = (0..ENTRIES)
        .map(|_| {
            let hundredths = i64::try_from(dice.below(4_800)).unwrap_or(0) - 2_400;
            (dice.below(SHEETS), dice.below(TASKS), hundredths)
        })
        .collect();
    let fold = |entries: &[(usize, usize, i64)]| {
        let mut effort = Effort::default();
        let stamp = Stamp { seq: Seq(1), at: Instant::from_micros(MORNING) };
        for sheet in 0..SHEETS {
            let opened = TimesheetOpened {
                id: TimesheetId(id(1, sheet)),
                person: PersonId(id(2, sheet)),
                week: day("2026-03-02"),
            };
            effort.apply(stamp, &EffortEvent::TimesheetOpened(opened));
        }
        for (sheet, task, hundredths) in entries {
            let logged = TimeLogged {
                timesheet: TimesheetId(id(1, *sheet)),
                project: TOWER,
                phase: DESIGN,
                on: WorkedOn::Task(TaskId(id(3, *task))),
                day: day("2026-03-02"),
                hours: hours(*hundredths),
                note: None,
                by: None,
            };
            effort.apply(stamp, &EffortEvent::TimeLogged(logged));
        }
        let sheets = effort.timesheets().map(Timesheet::hours).collect::<Vec<_>>();
        let tasks = (0..TASKS).map(|task| effort.logged(TaskId(id(3, task)))).collect::<Vec<_>>();
        (sheets, tasks)
    };
    let (sheets, tasks) = fold(&entries);
    for last in (1..entries.len()).rev() {
        entries.swap(last, dice.below(last + 1));
    }
    assert_eq!(fold(&entries), (sheets.clone(), tasks.clone()));
    let exact = |of: &dyn Fn(&(usize, usize, i64)) -> bool| {
        hours(entries.iter().filter(|entry| of(entry)).map(|(_, _, hundredths)| hundredths).sum())
    };
    for (nth, sum) in sheets.iter().enumerate() {
        assert_eq!(*sum, exact(&|(sheet, _, _)| *sheet == nth));
    }
    for (nth, sum) in tasks.iter().enumerate() {
        assert_eq!(*sum, exact(&|(_, task, _)| *task == nth));
    }
    assert_eq!(sheets.into_iter().sum::<Hours>(), tasks.into_iter().sum::<Hours>());
}

#[test]
fn the_hours_of_a_task_are_those_of_people_whose_time_one_is_told() {
    let hours = |permissions: Permissions| {
        let mut plant = site_with(permissions);
        plant.when(logged(JO, ON_DRAW, 250));
        plant.when(Told { makes: Some(nth(27_009)), ..logged(KIM, ON_DRAW, 400) });
        let of = |partner| {
            let row = plant.shows(partner, DRAW).expect("the task");
            serde_json::to_value(row).expect("JSON")["logged_hours"].clone()
        };
        [of(BO), of(KIM_USER)]
    };
    let usual = Permissions::usual(None);
    assert_eq!(hours(usual), [serde_json::json!(2.5), serde_json::json!(4)]);
    let (timesheet_view, participant_view) = (TimesheetView::All, ParticipantView::All);
    let all = Permissions { timesheet_view, participant_view, ..usual };
    assert_eq!(hours(all), [serde_json::json!(2.5), serde_json::json!(6.5)]);
}
