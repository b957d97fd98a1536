use super::*;

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
