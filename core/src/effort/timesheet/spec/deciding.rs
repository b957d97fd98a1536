use super::*;

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
