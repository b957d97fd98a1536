use super::*;

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
