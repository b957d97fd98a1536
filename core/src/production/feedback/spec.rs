use super::*;
use crate::access::{Column, Field, FieldAccess, FieldScope, ListName};
use crate::id::{PartnerUserId, ProcessId};
use crate::production::{Report, ReportKind, Rework};
use crate::refusal::RecordKind;
use crate::scalar::Minutes;
use crate::spec::story::{
    LASER, O, OVEN, P, PARTNER, RIVAL, S, S_2, column_hidden, deactivated, external, feedback,
    fields_set, licensed, linked, on, order, partner, process, process_scheduled,
    processes_allowed, processes_withdrawn, resource, scheduled, step, unlinked,
};
use crate::spec::{MORNING, Plant, given, hours, nth};

const REASON: InterruptionReason = InterruptionReason::MaterialMissing;
const INTERRUPT: FeedbackAction = FeedbackAction::Interrupt { reason: REASON };

fn quantity(good: u32, scrap: u32) -> FeedbackAction {
    let (good, scrap) = (Quantity::units(good), Quantity::units(scrap));
    FeedbackAction::ReportQuantity { good, scrap }
}

fn at_minute(minutes: i64) -> Instant {
    Instant::from_micros(MORNING).plus_minutes(minutes)
}

fn told(subject: impl Into<Subject>, action: FeedbackAction, minutes: i64) -> ReportFeedback {
    ReportFeedback { subject: subject.into(), action, at: Some(at_minute(minutes)) }
}

/// An external laser with a step, an oven with another, a process, and eight hours gone by.
fn plant() -> Plant {
    let mut plant = given([
        resource(LASER),
        external(LASER),
        resource(OVEN),
        order(O),
        step(S, on(LASER)),
        step(S_2, on(OVEN)),
        process(P),
    ]);
    plant.passes(at_minute(480));
    plant
}

fn progress(plant: &Plant, subject: impl Into<Subject>) -> &Progress {
    plant.world.production.progress(subject.into()).expect("it is known")
}

/// A plant in which `subject` has come to `status` by buttons and slots.
fn come_to(status: Status, subject: Subject) -> Plant {
    use FeedbackAction::{Finish, Pause, Start};
    let mut plant = plant();
    let buttons: &[FeedbackAction] = match status {
        Status::NotScheduled => return plant,
        Status::Scheduled => {
            let slot = hours(1, 2);
            plant.when(match subject {
                Subject::WorkStep(id) => scheduled(id, slot),
                Subject::Process(id) => process_scheduled(id, slot),
            });
            return plant;
        }
        Status::Started => &[Start],
        Status::Paused => &[Start, Pause],
        Status::Interrupted => &[Start, INTERRUPT],
        Status::Completed => &[Start, Finish],
    };
    for button in buttons {
        plant.when(feedback(subject, *button));
    }
    plant
}

/// What each button makes of each status; `-` where the button is not there.
const BUTTONS: &str = "
status          start     pause    resume    interrupt     quantity      finish
not scheduled   started   -        -         -             -             -
scheduled       started   -        -         -             -             -
started         -         paused   -         interrupted   started       completed
paused          -         -        started   interrupted   paused        completed
interrupted     -         -        started   -             interrupted   completed
completed       -         -        -         -             -             -
";

#[test]
fn each_button_is_there_at_its_statuses_only() {
    use FeedbackAction::{Finish, Pause, Resume, Start};
    use Status::{Completed, Interrupted, NotScheduled, Paused, Scheduled, Started};
    let statuses = [NotScheduled, Scheduled, Started, Paused, Interrupted, Completed];
    let rows = BUTTONS.lines().filter(|line| !line.is_empty()).skip(1);
    for (status, row) in statuses.into_iter().zip(rows) {
        let expected = row.strip_prefix(&status.to_string()).unwrap_or_default();
        let buttons = [Start, Pause, Resume, INTERRUPT, quantity(1, 0), Finish];
        for (button, expected) in buttons.into_iter().zip(expected.split_whitespace()) {
            for subject in [Subject::WorkStep(S), Subject::Process(P)] {
                let is_process = matches!(subject, Subject::Process(_));
                if is_process && (status == Paused || button == Pause) {
                    continue;
                }
                let mut plant = come_to(status, subject);
                assert_eq!(progress(&plant, subject).status, status);
                if expected == "-" {
                    let why = Refusal::FeedbackOutOfTurn(subject.into(), status, button.verb());
                    plant.refuses(feedback(subject, button), &why);
                } else {
                    let at = plant.now;
                    let given = FeedbackGiven { subject, at, action: button };
                    assert_eq!(plant.when(feedback(subject, button)), [given.into()]);
                    assert_eq!(progress(&plant, subject).status.to_string(), expected);
                }
            }
        }
    }
}

#[test]
fn processes_do_not_pause() {
    let mut plant = come_to(Status::Started, P.into());
    plant.refuses(feedback(P, FeedbackAction::Pause), &Refusal::ProcessesDoNotPause);
}

#[test]
fn a_quantity_report_says_how_much() {
    let mut plant = come_to(Status::Started, S.into());
    plant.refuses(feedback(S, quantity(0, 0)), &Refusal::NoQuantity);
    plant.when(feedback(S, quantity(0, 1)));
}

#[test]
fn feedback_is_on_what_is_known() {
    let nowhere = crate::id::WorkStepId(nth(99));
    let unknown = Refusal::Unknown(RecordKind::WorkStep, nowhere.into());
    plant().refuses(feedback(nowhere, FeedbackAction::Start), &unknown);
    let nothing = ProcessId(nth(99));
    let unknown = Refusal::Unknown(RecordKind::Process, nothing.into());
    plant().refuses(feedback(nothing, FeedbackAction::Start), &unknown);
}

#[test]
fn feedback_is_neither_in_the_future_nor_before_what_it_continues() {
    let mut plant = plant();
    let early = |minutes| Refusal::FeedbackOutOfTime(at_minute(minutes));
    plant.refuses(told(S, FeedbackAction::Start, 481), &early(481));
    plant.when(told(S, FeedbackAction::Start, 60));
    plant.refuses(told(S, FeedbackAction::Pause, 59), &early(59));
    plant.when(told(S, quantity(1, 0), 90));
    plant.refuses(told(S, FeedbackAction::Pause, 89), &early(89));
    plant.when(told(S, FeedbackAction::Pause, 120));
    plant.refuses(told(S, FeedbackAction::Resume, 119), &early(119));
    plant.when(told(S, FeedbackAction::Resume, 120));
    plant.refuses(told(S, FeedbackAction::Finish, 481), &early(481));
    plant.when(told(S, FeedbackAction::Finish, 480));
}

#[test]
fn work_does_not_go_on_before_an_interruption_that_fell_into_a_pause() {
    let mut plant = plant();
    plant.when(told(S, FeedbackAction::Start, 60));
    plant.when(told(S, FeedbackAction::Pause, 120));
    plant.when(told(S, INTERRUPT, 180));
    let early = Refusal::FeedbackOutOfTime(at_minute(150));
    plant.refuses(told(S, FeedbackAction::Resume, 150), &early);
    plant.when(told(S, FeedbackAction::Resume, 180));
}

#[test]
fn every_stretch_of_work_that_ends_is_a_report_and_every_quantity_too() {
    let mut plant = plant();
    let buttons = [
        (FeedbackAction::Start, 60),
        (quantity(3, 1), 90),
        (FeedbackAction::Pause, 120),
        (FeedbackAction::Resume, 200),
        (INTERRUPT, 210),
        (quantity(2, 0), 220),
        (FeedbackAction::Resume, 230),
        (FeedbackAction::Finish, 260),
    ];
    for (button, minutes) in buttons {
        plant.when(told(S, button, minutes));
    }
    let reports =
        [(60, 90, 3, 1), (90, 120, 0, 0), (200, 210, 0, 0), (220, 220, 2, 0), (230, 260, 0, 0)];
    for (number, (start, end, good, scrap)) in (1..).zip(reports) {
        let report = Report {
            kind: ReportKind::Production,
            start: at_minute(start),
            end: at_minute(end),
            good: Quantity::units(good),
            scrap: Quantity::units(scrap),
            held: Quantity::ZERO,
            rework: Rework::No,
            worker: None,
        };
        assert_eq!(plant.world.production.report(S.into(), number), Some(&report), "{number}");
    }
    assert_eq!(plant.world.production.report(S.into(), 6), None);
    let expected = Progress {
        status: Status::Completed,
        running_since: None,
        last_feedback: Some(at_minute(260)),
        actual_start: Some(at_minute(60)),
        actual_end: Some(at_minute(260)),
        done: Quantity::units(5),
        scrap: Quantity::units(1),
        held: Quantity::ZERO,
        reports: 5,
        minutes: Minutes(100),
    };
    assert_eq!(progress(&plant, S), &expected);
}

#[test]
fn a_pause_that_ends_otherwise_leaves_no_report() {
    let mut plant = come_to(Status::Paused, S.into());
    assert_eq!(progress(&plant, S).reports, 1);
    plant.when(feedback(S, FeedbackAction::Finish));
    assert_eq!(progress(&plant, S).reports, 1);
}

#[test]
fn each_stretch_counts_in_whole_minutes_rounded_down() {
    let mut plant = plant();
    let seconds = |seconds: i64| Instant::from_micros(MORNING + seconds * 1_000_000);
    for (action, second) in [
        (FeedbackAction::Start, 0),
        (FeedbackAction::Pause, 119),
        (FeedbackAction::Resume, 200),
        (FeedbackAction::Finish, 259),
    ] {
        plant.when(ReportFeedback { subject: S.into(), action, at: Some(seconds(second)) });
    }
    assert_eq!(progress(&plant, S).minutes, Minutes(1), "one minute and none");
}

/// A plant in which a partner asks who is linked to the laser and holds `module`.
fn asked_by_partner(module: Module) -> Plant {
    let mut plant = plant();
    for told in [partner(PARTNER), linked(PARTNER, LASER), licensed(PARTNER, module)] {
        plant.when(told);
    }
    plant.when(processes_allowed(PARTNER));
    plant.actor = Actor::Partner(PARTNER);
    plant
}

fn missing(subject: impl Into<Subject>) -> Refusal {
    match subject.into() {
        Subject::WorkStep(id) => Refusal::Unknown(RecordKind::WorkStep, id.into()),
        Subject::Process(id) => Refusal::Unknown(RecordKind::Process, id.into()),
    }
}

#[test]
fn a_partner_with_a_workbench_reports_on_visible_steps() {
    for module in [Module::WorkbenchClassic, Module::WorkbenchTerminal] {
        let mut plant = asked_by_partner(module);
        plant.when(feedback(S, FeedbackAction::Start));
        assert_eq!(progress(&plant, S).status, Status::Started);
    }
}

#[test]
fn to_a_partner_a_hidden_step_reads_as_a_missing_one_whatever_is_wrong_besides() {
    let buttons = [FeedbackAction::Start, FeedbackAction::Pause, quantity(0, 0)];
    for button in buttons {
        let mut plant = asked_by_partner(Module::WorkbenchClassic);
        plant.refuses(feedback(S_2, button), &missing(S_2));
        plant.refuses(told(S_2, button, 999), &missing(S_2));
        plant.actor = Actor::Partner(RIVAL);
        let nobody = Refusal::Unknown(RecordKind::PartnerUser, RIVAL.into());
        plant.refuses(feedback(S, button), &nobody);
    }
}

#[test]
fn a_step_is_missing_to_a_partner_from_the_moment_that_it_is_hidden() {
    for hides in [unlinked(PARTNER, LASER), deactivated(PARTNER)] {
        let mut plant = asked_by_partner(Module::WorkbenchClassic);
        plant.when(feedback(S, FeedbackAction::Start));
        plant.when(hides);
        plant.refuses(feedback(S, FeedbackAction::Finish), &missing(S));
        plant.refuses(feedback(P, FeedbackAction::Start), &missing(P));
    }
}

#[test]
fn a_partner_who_only_looks_on_reports_nothing() {
    let classic = [Module::WorkbenchClassic];
    let either = [Module::WorkbenchClassic, Module::WorkbenchTerminal];
    for module in [Module::PlanningObjects, Module::Planning] {
        let mut plant = asked_by_partner(module);
        let Err(Refusal::NoWorkbench(needed)) = plant.decide(&start(S)) else {
            panic!("{module:?} is no workbench");
        };
        assert_eq!(needed, either);
        let Err(Refusal::NoWorkbench(needed)) = plant.decide(&start(P)) else {
            panic!("{module:?} is no workbench");
        };
        assert_eq!(needed, classic);
    }
}

fn start(subject: impl Into<Subject>) -> crate::command::Command {
    feedback(subject, FeedbackAction::Start).command
}

#[test]
fn without_any_module_nothing_is_there_to_report_on() {
    for module in [Module::Dashboard, Module::Projects] {
        let mut plant = asked_by_partner(module);
        plant.refuses(feedback(S, FeedbackAction::Start), &missing(S));
        plant.refuses(feedback(P, FeedbackAction::Start), &missing(P));
    }
}

#[test]
fn the_classic_workbench_has_processes_when_they_are_allowed() {
    let mut plant = asked_by_partner(Module::WorkbenchClassic);
    plant.when(feedback(P, FeedbackAction::Start));
    plant.when(processes_withdrawn(PARTNER));
    plant.refuses(feedback(P, FeedbackAction::Finish), &missing(P));
}

#[test]
fn the_terminal_has_no_processes() {
    let mut plant = asked_by_partner(Module::WorkbenchTerminal);
    plant.refuses(feedback(P, FeedbackAction::Start), &missing(P));
    plant.when(licensed(PARTNER, Module::Planning));
    let why = Refusal::NoWorkbench(ON_PROCESSES);
    plant.refuses(feedback(P, FeedbackAction::Start), &why);
}

#[test]
fn a_partner_does_not_pause_a_process_either() {
    let mut plant = asked_by_partner(Module::WorkbenchClassic);
    plant.when(feedback(P, FeedbackAction::Start));
    plant.refuses(feedback(P, FeedbackAction::Pause), &Refusal::ProcessesDoNotPause);
}

#[test]
fn staff_reports_on_everything() {
    let mut plant = plant();
    for subject in [Subject::WorkStep(S), Subject::WorkStep(S_2), Subject::Process(P)] {
        plant.when(feedback(subject, FeedbackAction::Start));
    }
}

#[test]
fn hidden_columns_hide_no_step() {
    let mut plant = asked_by_partner(Module::WorkbenchClassic);
    for column in Column::ALL {
        plant.when(column_hidden(ListName::WorkSteps, column));
        let partner: PartnerUserId = PARTNER;
        assert_eq!(visibility::sees(&plant.world, partner, S.into()), Ok(()));
    }
    plant.when(feedback(S, FeedbackAction::Start));
}

/// Nobody but `actor` asks, and what somebody else sets is set by staff.
fn set(plant: &mut Plant, column: Column, access: FieldAccess) {
    let fields = [Field::WorkStep(column), Field::Process(column)];
    plant.when(fields_set(FieldScope::Externals, fields, Some(access)));
}

const BELOW_EDIT: [FieldAccess; 3] = [FieldAccess::Hidden, FieldAccess::Masked, FieldAccess::Read];

#[test]
fn without_edit_on_the_status_no_button_is_taken_and_none_tells_where_the_work_stands() {
    use FeedbackAction::{Finish, Pause, Resume, Start};
    for access in BELOW_EDIT {
        for status in [Status::NotScheduled, Status::Started, Status::Paused, Status::Completed] {
            let mut plant = come_to(status, S.into());
            for told in [
                partner(PARTNER),
                linked(PARTNER, LASER),
                licensed(PARTNER, Module::WorkbenchClassic),
            ] {
                plant.when(told);
            }
            set(&mut plant, Column::Status, access);
            plant.actor = Actor::Partner(PARTNER);
            for button in [Start, Pause, Resume, INTERRUPT, Finish] {
                plant.refuses(feedback(S, button), &Refusal::FieldNotEditable);
                plant.refuses(told(S, button, 999), &Refusal::FieldNotEditable);
            }
            if access < FieldAccess::Read {
                plant.refuses(feedback(S, quantity(1, 0)), &Refusal::FieldNotEditable);
            }
            plant.refuses(feedback(S_2, Start), &missing(S_2));
        }
    }
}

#[test]
fn each_quantity_is_reported_by_who_may_edit_it() {
    for (column, told, other) in [
        (Column::DoneQuantity, quantity(1, 0), quantity(0, 1)),
        (Column::ScrapQuantity, quantity(0, 1), quantity(1, 0)),
    ] {
        for access in BELOW_EDIT {
            let mut plant = asked_by_partner(Module::WorkbenchClassic);
            plant.when(feedback(S, FeedbackAction::Start));
            set(&mut plant, column, access);
            plant.refuses(feedback(S, told), &Refusal::FieldNotEditable);
            plant.refuses(feedback(S, quantity(1, 1)), &Refusal::FieldNotEditable);
            plant.when(feedback(S, other));
            plant.when(feedback(S, FeedbackAction::Finish));
        }
    }
}

/// A time that is refused would tell when the work before it ended.
#[test]
fn who_is_not_told_the_actual_times_tries_none() {
    for column in [Column::ActualStart, Column::ActualEnd] {
        let mut plant = asked_by_partner(Module::WorkbenchClassic);
        set(&mut plant, column, FieldAccess::Coarse);
        plant.refuses(told(S, FeedbackAction::Start, 60), &Refusal::FieldNotEditable);
        plant.when(feedback(S, FeedbackAction::Start));
    }
}

#[test]
fn staff_reports_whatever_partners_may_edit() {
    let mut plant = plant();
    set(&mut plant, Column::Status, FieldAccess::Hidden);
    plant.when(feedback(S, FeedbackAction::Start));
}
