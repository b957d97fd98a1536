use super::*;
use crate::actor::Actor;
use crate::delivery::{AddPhase, ChangePhase};
use crate::effort::site::{ON_DRAW, ROOT, ada, by, site};
use crate::effort::{
    Approval, ApproveTimesheet, Billable, ExpenseStatus, LineApproval, LockOverride, LockPeriod,
    LogTime, PersonOf, Timesheet, TimesheetStatus,
};
use crate::id::PersonId;
use crate::refusal::RecordKind;
use crate::scalar::{Change, Hours, ImportKey, Name, Personal};
use crate::spec::story::BO;
use crate::spec::story::delivery::{
    ADA_HERSELF, BUILD, DESIGN, DRAW, JO, KIM, PLANS, TOWER, WEEK, approval, approved, logged,
    logged_on, person_of, rejected, submitted, text,
};
use crate::spec::{Plant, day, given, name, nth};
use crate::world::World;

const MONDAY: &str = "2026-03-02";

fn key(n: u128) -> ImportKey {
    ImportKey(n.to_be_bytes())
}

/// A row of a file about somebody called Lu, on something that nobody knows yet.
fn row(n: u128, hundredths: i64) -> TimeRow {
    TimeRow {
        key: key(n),
        name: Personal::new(name("Lu")),
        person: None,
        project: name("Mill"),
        phase: name("Roof"),
        task: Some(name("Tiles")),
        description: Some(text("lay them")),
        day: day(MONDAY),
        hours: Hours::hundredths(hundredths),
        note: None,
    }
}

/// The same about Jo, on the drawings of the tower.
fn of_jo(n: u128, hundredths: i64) -> TimeRow {
    let world = site().world;
    let (project, phase) = places(&world);
    let task = world.delivery.task(DRAW).ok().map(|task| task.brief.title.clone());
    TimeRow { person: Some(JO), project, phase, task, ..row(n, hundredths) }
}

fn places(world: &World) -> (Name, Name) {
    let project = world.delivery.project(TOWER).expect("it").brief.name.clone();
    (project, world.delivery.phase(DESIGN).expect("it").brief.name.clone())
}

fn with(
    hours_of: HoursOf,
    sheets: ImportedSheets,
    rows: impl IntoIterator<Item = TimeRow>,
) -> ImportTime {
    ImportTime { hours_of, sheets, rows: rows.into_iter().collect() }
}

fn time(rows: impl IntoIterator<Item = TimeRow>) -> ImportTime {
    with(HoursOf::Day, ImportedSheets::Draft, rows)
}

fn approved_time(rows: impl IntoIterator<Item = TimeRow>) -> ImportTime {
    with(HoursOf::Day, ImportedSheets::Approved, rows)
}

fn names(events: &[Event]) -> Vec<&'static str> {
    events.iter().map(Event::name).collect()
}

fn sheet(plant: &Plant) -> &Timesheet {
    plant.world.effort.timesheets().next().expect("a timesheet")
}

fn out_of_turn(plant: &Plant) -> Refusal {
    let sheet = sheet(plant);
    Refusal::TimesheetOutOfTurn(sheet.id.into(), sheet.status, "importing")
}

#[test]
fn a_row_makes_what_it_names_and_is_an_entry() {
    let mut plant = given([]);
    let events = plant.when(time([row(1, 750)]));
    let first = ["PersonCreated", "ProjectCreated", "PhaseAdded", "TaskAdded"];
    let entry = ["TimesheetOpened", "TimeLogged", "EffortImported"];
    assert_eq!(names(&events), [&first[..], &entry[..]].concat());
    let sheet = sheet(&plant);
    assert_eq!((sheet.status, sheet.hours()), (TimesheetStatus::Draft, Hours::hundredths(750)));
    let task = plant.world.delivery.tasks().next().expect("a task");
    assert_eq!(task.brief.description, Some(text("lay them")));
    // The next row finds all that.
    assert_eq!(names(&plant.when(time([row(2, 25)]))), ["TimeLogged", "EffortImported"]);
    let on_phase = TimeRow { task: None, ..row(3, 100) };
    assert_eq!(names(&plant.when(time([on_phase]))), ["TimeLogged", "EffortImported"]);
    assert_eq!(self::sheet(&plant).lines.len(), 2);
}

#[test]
fn the_same_row_twice_adds_nothing_and_equal_rows_of_one_file_are_two() {
    let mut plant = given([]);
    let file = [row(1, 100), row(2, 100)];
    assert_eq!(plant.when(time(file.clone())).len(), 4 + 1 + 4);
    assert_eq!(plant.when(time(file.clone())), []);
    // Neither does it under other options, or when the timesheet takes nothing any more.
    assert_eq!(plant.when(approved_time(file)), []);
    assert_eq!(sheet(&plant).hours(), Hours::hundredths(200));
}

#[test]
fn names_are_found_without_regard_to_case_and_several_of_one_name_are_refused() {
    let mut plant = site();
    let (project, phase) = places(&plant.world);
    let shout = |name: &Name| Name::new(&name.as_str().to_uppercase()).expect("a name");
    let row = TimeRow { project: shout(&project), phase: shout(&phase), ..of_jo(1, 100) };
    let events = plant.when(time([row.clone()]));
    assert_eq!(names(&events), ["TimesheetOpened", "TimeLogged", "EffortImported"]);
    let (start, end) = (None, None);
    plant.when(AddPhase { project: TOWER, name: phase, owner: None, start, end });
    let again = TimeRow { key: key(2), ..row };
    plant.refuses(time([again]), &Refusal::NameIsAmbiguous(RecordKind::Phase));

    for nth in [24_020, 24_021] {
        let of = PersonOf::Name(Personal::new(name("Lu")));
        plant.when(person_of(PersonId(crate::spec::nth(nth)), of));
    }
    plant.refuses(time([self::row(3, 100)]), &Refusal::NameIsAmbiguous(RecordKind::Person));
    let said = TimeRow { person: Some(PersonId(nth(24_020))), ..self::row(3, 100) };
    plant.when(time([said]));
}

#[test]
fn nobody_takes_part_because_of_an_import() {
    let mut plant = site();
    let before = plant.sees(BO);
    let (project, _) = places(&plant.world);
    let phase = plant.world.delivery.phase(BUILD).expect("it").brief.name.clone();
    // Jo takes part in the design only.
    let row = TimeRow { project, phase, task: None, ..of_jo(1, 100) };
    plant.when(time([row]));
    let mut parts = plant.world.delivery.part_in(JO);
    assert_eq!((parts.next(), parts.next()), (Some((TOWER, DESIGN)), None));
    let own = sheet(&plant).id.into();
    let seen: Vec<_> = plant.sees(BO).into_iter().filter(|id| *id != own).collect();
    assert_eq!(seen, before, "but for the time that is his own");
}

#[test]
fn a_day_has_24_hours_unless_they_are_those_of_tasks() {
    let mut plant = given([]);
    let more = [row(1, 2_000), TimeRow { task: Some(name("Gutter")), ..row(2, 500) }];
    plant.refuses(time(more.clone()), &Refusal::MoreThanADay(day(MONDAY)));
    let taken = plant.world.clone();
    assert_eq!(taken.effort.timesheets().count(), 0, "nothing of it happened");
    plant.when(with(HoursOf::Task, ImportedSheets::Draft, more));
    assert_eq!(sheet(&plant).hours(), Hours::hundredths(2_500));
    // Less is always possible, if not below 24.
    plant.when(time([row(3, -50)]));
    plant.refuses(time([row(4, 10)]), &Refusal::MoreThanADay(day(MONDAY)));
}

#[test]
fn people_take_back_from_a_day_of_more_than_24_hours() {
    let mut plant = site();
    plant.when(with(HoursOf::Task, ImportedSheets::Draft, [of_jo(1, 4_000)]));
    let log = |hundredths| LogTime {
        person: Some(JO),
        on: ON_DRAW,
        day: day(MONDAY),
        hours: Hours::hundredths(hundredths),
        note: None,
    };
    plant.refuses(log(100), &Refusal::MoreThanADay(day(MONDAY)));
    plant.when(log(-100));
    assert_eq!(sheet(&plant).hours(), Hours::hundredths(3_900));
}

#[test]
fn what_is_wrong_is_told_by_row_and_part_and_all_of_it() {
    let mut plant = site();
    let heading = plant.world.delivery.task(PLANS).expect("it").brief.title.clone();
    let nobody = PersonId(nth(9));
    let rows = [
        of_jo(1, 100),
        of_jo(2, 0),
        of_jo(3, -200),
        TimeRow { day: day("2027-01-01"), ..of_jo(4, 100) },
        TimeRow { task: Some(heading), ..of_jo(5, 100) },
        TimeRow { person: Some(nobody), ..of_jo(6, 100) },
        of_jo(7, 2_350),
    ];
    let mut supply = || nth(9_999);
    let ids = crate::id::FreshIds::new(&mut supply);
    let cx = crate::world::Context { now: plant.now, actor: plant.actor, ids: &ids };
    let taken = take_time(&plant.world, &cx, &time(rows.clone())).expect("a batch");
    let found: Vec<_> = taken
        .problems
        .iter()
        .map(|RowProblem { row, part, refusal }| (*row, *part, refusal.code()))
        .collect();
    let expected = [
        (1, RowPart::Hours, "no_hours"),
        (2, RowPart::Hours, "line_below_nothing"),
        (3, RowPart::Day, "outside_the_project"),
        (4, RowPart::Task, "nothing_is_done_on_headings"),
        (5, RowPart::Person, "not_found"),
        (6, RowPart::Hours, "more_than_a_day"),
    ];
    assert_eq!(found, expected);
    // The command refuses with the first of them.
    plant.refuses(time(rows), &Refusal::NoHours);
}

#[test]
fn corrections_stay_signed_entries() {
    let mut plant = site();
    plant.when(time([of_jo(1, 800), of_jo(2, -325)]));
    let line = sheet(&plant).lines.values().next().expect("a line");
    let entries: Vec<_> = line.entries.iter().map(|entry| entry.hours.to_string()).collect();
    assert_eq!(entries, ["8", "-3.25"]);
    assert_eq!(line.hours.to_string(), "4.75");
}

#[test]
fn a_locked_period_takes_no_history_but_from_whom_it_exempts() {
    let mut plant = site();
    let lock = |unless| LockPeriod { until: Some(day("2026-03-31")), grace_days: 0, unless };
    plant.now =
        crate::scalar::Instant::from_micros(crate::spec::MORNING).plus_minutes(60 * 24 * 60);
    by(&mut plant, Actor::Staff(ROOT)).when(lock(LockOverride::Administrators));
    ada(&mut plant).refuses(time([of_jo(1, 100)]), &Refusal::PeriodIsLocked(day(MONDAY)));
    by(&mut plant, Actor::Staff(ROOT)).when(time([of_jo(1, 100)]));
}

#[test]
fn imported_timesheets_stand_as_the_import_says() {
    for (sheets, path, expected) in [
        (ImportedSheets::Draft, Approval::Auto, TimesheetStatus::Draft),
        (ImportedSheets::Submitted, Approval::Supervisor, TimesheetStatus::Submitted),
        (ImportedSheets::Submitted, Approval::Auto, TimesheetStatus::Approved),
        (ImportedSheets::Approved, Approval::Supervisor, TimesheetStatus::Approved),
    ] {
        let mut plant = site();
        plant.when(approval(path, LineApproval::None));
        plant.when(with(HoursOf::Day, sheets, [of_jo(1, 100), of_jo(2, 100)]));
        assert_eq!(sheet(&plant).status, expected, "{sheets:?}");
    }
    // Nothing is left to submit or approve.
    let mut plant = site();
    plant.when(approved_time([of_jo(1, 100), of_jo(2, -100)]));
    assert_eq!(sheet(&plant).status, TimesheetStatus::Draft);
}

#[test]
fn imported_timesheets_grow_with_their_file_and_nothing_joins_over_the_heads_of_people() {
    let grows = |sheets, more| {
        let mut plant = site();
        plant.when(with(HoursOf::Day, sheets, [of_jo(1, 100)]));
        plant.tries(with(HoursOf::Day, more, [of_jo(1, 100), of_jo(2, 100)])).is_ok()
    };
    use ImportedSheets::{Approved, Draft, Submitted};
    for (sheets, more, expected) in [
        (Draft, Draft, true),
        (Draft, Submitted, true),
        (Draft, Approved, true),
        (Submitted, Draft, false),
        (Submitted, Submitted, true),
        (Submitted, Approved, true),
        (Approved, Draft, false),
        (Approved, Submitted, false),
        (Approved, Approved, true),
    ] {
        assert_eq!(grows(sheets, more), expected, "{sheets:?}, then {more:?}");
    }

    // What owners of phases approved of one that waits is not taken back by more of the file.
    for more in [Draft, Submitted, Approved] {
        let mut plant = site();
        let (name, start, end) = (Change::Keep, Change::Keep, Change::Keep);
        let owner = Change::To(Some(KIM));
        plant.when(ChangePhase { phase: DESIGN, name, owner, start, end });
        plant.when(approval(Approval::Supervisor, LineApproval::PhaseOwner));
        plant.when(with(HoursOf::Day, Submitted, [of_jo(1, 100)]));
        plant.when(with(HoursOf::Day, Submitted, [of_jo(2, 100)]));
        let timesheet = sheet(&plant).id;
        plant.when(ApproveTimesheet { timesheet, phase: Some(DESIGN) });
        let decided = Refusal::AlreadyDecided(timesheet.into());
        plant.refuses(with(HoursOf::Day, more, [of_jo(3, 100)]), &decided);
    }

    // What somebody writes himself is not submitted or approved over his head.
    let mut plant = site();
    plant.when(logged(JO, ON_DRAW, 100));
    let refusal = out_of_turn(&plant);
    plant.refuses(approved_time([of_jo(1, 100)]), &refusal);
    plant.refuses(with(HoursOf::Day, Submitted, [of_jo(1, 100)]), &refusal);
    plant.when(time([of_jo(1, 100)]));
    // What was rejected stays rejected.
    plant.when(submitted());
    plant.when(rejected());
    let refusal = out_of_turn(&plant);
    plant.refuses(approved_time([of_jo(2, 100)]), &refusal);
    // What people have approved takes history that was approved as well.
    plant.when(logged_on("2026-03-03", JO, ON_DRAW, 100));
    plant.when(submitted());
    plant.when(approved());
    plant.when(approved_time([of_jo(2, 100)]));
    let sheet = sheet(&plant);
    assert_eq!((sheet.id, sheet.status, sheet.imported), (WEEK, TimesheetStatus::Approved, 2));
}

#[test]
fn a_week_in_two_batches_is_one_week_where_nobody_need_approve() {
    let submitted = |rows: [TimeRow; 1]| with(HoursOf::Day, ImportedSheets::Submitted, rows);
    for line in [LineApproval::None, LineApproval::Auto] {
        let mut plant = site();
        plant.when(approval(Approval::Auto, line));
        plant.when(submitted([of_jo(1, 100)]));
        assert_eq!(sheet(&plant).status, TimesheetStatus::Approved);
        plant.when(submitted([of_jo(2, 100)]));
        let sheet = sheet(&plant);
        assert_eq!(
            (sheet.status, sheet.hours()),
            (TimesheetStatus::Approved, Hours::hundredths(200))
        );
    }

    // What somebody wrote, or decided about, takes nothing more, whatever happened by itself after.
    let mut plant = site();
    plant.when(approval(Approval::Auto, LineApproval::None));
    plant.when(logged(JO, ON_DRAW, 100));
    plant.when(self::submitted());
    let refusal = out_of_turn(&plant);
    plant.refuses(submitted([of_jo(1, 100)]), &refusal);
    let mut plant = site();
    plant.when(submitted([of_jo(1, 100)]));
    let decided = crate::effort::ApproveTimesheet { timesheet: sheet(&plant).id, phase: None };
    plant.when(decided);
    let refusal = out_of_turn(&plant);
    plant.refuses(submitted([of_jo(2, 100)]), &refusal);
    let mut plant = site();
    let owner = Change::To(Some(ADA_HERSELF));
    let (name, start, end) = (Change::Keep, Change::Keep, Change::Keep);
    plant.when(ChangePhase { phase: DESIGN, name, owner, start, end });
    plant.when(approval(Approval::Auto, LineApproval::PhaseOwner));
    plant.when(submitted([of_jo(1, 100)]));
    assert_eq!(sheet(&plant).status, TimesheetStatus::Submitted);
    let timesheet = sheet(&plant).id;
    plant.when(crate::effort::ApproveTimesheet { timesheet, phase: Some(DESIGN) });
    assert_eq!(sheet(&plant).status, TimesheetStatus::Approved);
    let refusal = out_of_turn(&plant);
    plant.refuses(submitted([of_jo(2, 100)]), &refusal);
}

#[test]
fn nobody_imports_his_own_as_approved() {
    let mut plant = site();
    let own = TimeRow { person: Some(ADA_HERSELF), ..of_jo(1, 100) };
    plant.refuses(approved_time([own.clone()]), &Refusal::NotYoursToDecide);
    plant.when(time([own]));
    let own = ExpenseRow { person: Some(ADA_HERSELF), ..expense(2, "1") };
    for status in [ImportedExpenses::Approved, ImportedExpenses::Paid] {
        plant.refuses(expenses(status, [own.clone()]), &Refusal::NotYoursToDecide);
    }
}

#[test]
fn a_batch_is_bounded_and_texts_make_it_longer() {
    let mut plant = given([]);
    let max = EFFORT_BATCH_ROWS_MAX;
    let heavy = TimeRow { note: Some(text(&"x".repeat(401))), ..row(1, 1) };
    assert_eq!(heavy.weight(), 1 + 1 + 3);
    let rows = |n: usize| {
        let rows = (0..u128::try_from(n).unwrap_or(0)).map(|n| row(n, 1));
        time(rows.map(|row| TimeRow { description: None, ..row }))
    };
    plant.refuses(rows(max + 1), &Refusal::BatchTooLong { rows: max + 1, max });
    plant.when(rows(max));
}

fn expense(n: u128, amount: &str) -> ExpenseRow {
    let currency = "KWD".parse().expect("a currency");
    let money = crate::scalar::Money::new(amount.parse().expect("an amount"), currency);
    ExpenseRow {
        key: key(n),
        name: Personal::new(name("Lu")),
        person: None,
        project: name("Mill"),
        phase: Some(name("Roof")),
        category: name("Travel"),
        day: day(MONDAY),
        money: money.expect("money"),
        billable: Billable::Yes,
        notes: Some(text("to the mill")),
    }
}

fn expenses(
    expenses: ImportedExpenses,
    rows: impl IntoIterator<Item = ExpenseRow>,
) -> ImportExpenses {
    ImportExpenses { expenses, zero: ZeroAmounts::Reject, rows: rows.into_iter().collect() }
}

#[test]
fn a_row_is_an_expense_exact_in_its_currency_and_once() {
    let mut plant = given([]);
    let rows = [expense(1, "1234.565"), expense(2, "1234.565")];
    let events = plant.when(expenses(ImportedExpenses::Draft, rows.clone()));
    let made = ["PersonCreated", "ProjectCreated", "PhaseAdded"];
    let rest = ["ExpenseAdded", "EffortImported"].repeat(2);
    assert_eq!(names(&events), [&made[..], &rest[..]].concat());
    let spent: Vec<_> = plant.world.effort.expenses().map(|found| found.brief.money).collect();
    assert_eq!(spent, [rows[0].money; 2]);
    assert_eq!(plant.when(expenses(ImportedExpenses::Paid, rows)), []);
}

#[test]
fn imported_expenses_stand_as_the_import_says() {
    for (status, expected) in [
        (ImportedExpenses::Draft, ExpenseStatus::Draft),
        (ImportedExpenses::Submitted, ExpenseStatus::Submitted),
        (ImportedExpenses::Approved, ExpenseStatus::Approved),
        (ImportedExpenses::Paid, ExpenseStatus::Paid),
    ] {
        let mut plant = site();
        plant.when(expenses(status, [expense(1, "7")]));
        let found = plant.world.effort.expenses().next().expect("an expense");
        assert_eq!(found.status, expected);
    }
}

#[test]
fn an_expense_is_not_less_than_nothing_and_nothing_only_where_the_import_says_so() {
    let mut plant = given([]);
    for amount in ["0", "-1"] {
        let row = expense(1, amount);
        plant.refuses(expenses(ImportedExpenses::Draft, [row]), &Refusal::NoMoney);
    }
    let keep = |amount| ImportExpenses {
        zero: ZeroAmounts::Keep,
        ..expenses(ImportedExpenses::Draft, [expense(1, amount)])
    };
    plant.refuses(keep("-1"), &Refusal::NoMoney);
    plant.when(keep("0"));
    assert_eq!(plant.world.effort.expenses().count(), 1);
}
