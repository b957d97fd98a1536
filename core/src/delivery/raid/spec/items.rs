use super::*;

#[test]
fn a_risk_that_occurred_goes_on_as_an_issue_for_the_same_people() {
    for audience in [Audience::Shared, Audience::Internal] {
        let mut plant = tower_with(usual());
        plant.when(raised(STORM, risky(), audience));
        plant.when(task(DRAW, DESIGN));
        plant.when(raid_linked(STORM, [DRAW], []));
        let names = plant.when(occurred(STORM, CRACK));
        let names: Vec<&str> = names.iter().map(Event::name).collect();
        assert_eq!(names, ["RaidItemRaised", "RaidItemLinked", "RiskOccurred"]);
        let risk = plant.world.delivery.raid_item(STORM).expect("raised");
        let issue = plant.world.delivery.raid_item(CRACK).expect("raised");
        assert_eq!((risk.status, risk.occurred), (RaidStatus::Closed, Some(CRACK)));
        assert_eq!(risk.closed, Some(plant.now));
        assert_eq!((&risk.items, &issue.items), (&[CRACK].into(), &[STORM].into()));
        assert_eq!((issue.brief.audience, &issue.tasks), (audience, &[DRAW].into()));
        assert_eq!(issue.brief.title, risk.brief.title);
        let told = RaidDetails::Issue(Issue {
            impact: grade(4),
            priority: Priority::High,
            action_plan: None,
        });
        assert_eq!(issue.brief.details, told);
        let seen = plant.sees(BO);
        let both = [STORM, CRACK].map(DocumentId::from);
        let shared = audience == Audience::Shared;
        assert_eq!(both.map(|item| seen.contains(&item)), [shared, shared]);
    }
}

#[test]
fn a_partner_tells_of_a_risk_that_occurred_where_he_may_raise_and_close() {
    let mut plant = tower_with(usual());
    plant.when(storm());
    by_bo(&mut plant, |plant| {
        plant.refuses(occurred(STORM, CRACK), &Refusal::LevelPermitsNot);
    });
    plant.when(owned_by(STORM, JO));
    let mut hidden = plant.clone();
    let status = [Field::RaidItem(RaidField::Status)];
    hidden.when(fields_set(FieldScope::Externals, status, Some(FieldAccess::Read)));
    by_bo(&mut hidden, |plant| {
        plant.refuses(occurred(STORM, CRACK), &Refusal::FieldNotEditable);
    });
    by_bo(&mut plant, |plant| plant.when(occurred(STORM, CRACK)));
    assert_eq!(row(&plant, STORM)["occurred"], true);
    // Raised by him and his to deal with, as the risk was.
    assert_eq!(row(&plant, CRACK)["mine"], true);
}

#[test]
fn a_closed_item_says_when_and_an_open_one_does_not() {
    let mut plant = tower_with(usual());
    plant.when(storm());
    plant.when(raid_status(STORM, RaidStatus::Closed));
    assert_eq!(row(&plant, STORM)["closed_at"], plant.now.to_string());
    plant.when(raid_status(STORM, RaidStatus::Open));
    assert_eq!(row(&plant, STORM)["closed_at"], serde_json::Value::Null);
}

#[test]
fn each_kind_is_changed_in_what_it_has() {
    type Set = fn(&mut ChangeRaidItem);
    let fields: [(RaidField, Set); 9] = [
        (RaidField::Impact, |c| c.impact = Change::To(grade(5))),
        (RaidField::Likelihood, |c| c.likelihood = Change::To(grade(5))),
        (RaidField::Mitigation, |c| c.mitigation = Change::To(None)),
        (RaidField::Contingency, |c| c.contingency = Change::To(None)),
        (RaidField::Validated, |c| c.validated = Change::To(Validation::No)),
        (RaidField::Priority, |c| c.priority = Change::To(Priority::Low)),
        (RaidField::ActionPlan, |c| c.action_plan = Change::To(None)),
        (RaidField::DependsOn, |c| c.depends_on = Change::To(name("the state"))),
        (RaidField::NeededBy, |c| c.needed_by = Change::To(Some(day("2026-05-01")))),
    ];
    for details in [risky(), assumed(), pressing(), depends()] {
        for (field, set) in fields {
            let mut plant = tower_with(usual());
            plant.when(raised(STORM, details.clone(), Audience::Shared));
            let before = row(&plant, STORM)[field.field()].clone();
            let mut change = ChangeRaidItem::of(STORM);
            set(&mut change);
            if details.kind().has(field) {
                plant.when(change);
                assert_ne!(row(&plant, STORM)[field.field()], before, "{field:?}");
            } else {
                plant.refuses(change, &Refusal::FieldOfAnotherKind(field));
                assert_eq!(before, serde_json::Value::Null, "{field:?}");
            }
        }
    }
}

#[test]
fn the_severity_of_a_risk_is_impact_times_likelihood_and_never_more_told_than_they_are() {
    let mut plant = tower_with(usual());
    plant.when(storm());
    assert_eq!(row(&plant, STORM)["severity"], 12);
    let set = |plant: &mut Plant, field, access| {
        let fields = [Field::RaidItem(field)];
        plant.when(fields_set(FieldScope::Externals, fields, Some(access)));
    };
    set(&mut plant, RaidField::Severity, FieldAccess::Coarse);
    set(&mut plant, RaidField::Due, FieldAccess::Coarse);
    assert_eq!(row(&plant, STORM)["severity"], "10-99");
    assert_eq!(row(&plant, STORM)["due"], "2026-W16");
    set(&mut plant, RaidField::Likelihood, FieldAccess::Hidden);
    assert_eq!(row(&plant, STORM).get("severity"), None);
    set(&mut plant, RaidField::Status, FieldAccess::Hidden);
    assert_eq!(row(&plant, STORM).get("occurred"), None);
    assert_eq!(row(&plant, STORM).get("closed_at"), None);
}

#[test]
fn a_partner_changes_no_field_that_he_may_only_read() {
    let mut plant = tower_with(usual());
    plant.when(storm());
    plant.when(owned_by(STORM, JO));
    let fields = [RaidField::Title, RaidField::Status, RaidField::Items].map(Field::RaidItem);
    plant.when(raised(GROUND, assumed(), Audience::Shared));
    let asked: [Command; 3] = [
        renamed(STORM).into(),
        SetRaidStatus { item: STORM, status: RaidStatus::Closed }.into(),
        raid_linked(STORM, [], [GROUND]).command,
    ];
    by_bo(&mut plant.clone(), |plant| {
        for command in asked.clone() {
            assert_ne!(plant.when(command), []);
        }
    });
    plant.when(fields_set(FieldScope::Externals, fields, Some(FieldAccess::Read)));
    by_bo(&mut plant, |plant| {
        for command in asked {
            plant.refuses(command, &Refusal::FieldNotEditable);
        }
    });
}

#[test]
fn a_partner_gives_items_to_his_own_firm_and_the_host_company_only() {
    let mut plant = tower_with(Permissions { raid_edit: Extent::All, ..usual() });
    plant.when(person_of(ADA_HERSELF, crate::effort::PersonOf::StaffUser(ADA)));
    plant.when(storm());
    let stranger = |person: PersonId| Refusal::Unknown(RecordKind::Person, person.into());
    by_bo(&mut plant, |plant| {
        plant.when(owned_by(STORM, JO));
        plant.when(owned_by(STORM, ADA_HERSELF));
        for person in [KIM, PersonId(nth(99))] {
            plant.refuses(owned_by(STORM, person), &stranger(person));
            let Command::RaiseRaidItem(raise) = storm().command else { unreachable!("raises") };
            plant.refuses(RaiseRaidItem { owner: Some(person), ..raise }, &stranger(person));
        }
    });
}

#[test]
fn who_raised_and_who_deals_with_it_are_called_as_participants_are() {
    for (view, staff, rival) in [
        (ParticipantView::No, None, None),
        (ParticipantView::Names, Some("ada"), None),
        (ParticipantView::All, Some("ada"), Some("contact 2")),
    ] {
        let mut plant = tower_with(Permissions { participant_view: view, ..usual() });
        plant.actor = crate::actor::Actor::Staff(ADA);
        plant.when(storm());
        plant.when(owned_by(STORM, KIM));
        let told = row(&plant, STORM);
        assert_eq!(told.get("raised_by").and_then(|name| name.as_str()), staff, "{view:?}");
        assert_eq!(told.get("owner").and_then(|name| name.as_str()), rival, "{view:?}");
    }
}

#[test]
fn an_item_is_raised_once_and_remembers_by_whom() {
    let mut plant = tower_with(usual());
    let raised = by_bo(&mut plant, |plant| plant.when(storm()));
    let Some(Event::Delivery(DeliveryEvent::RaidItemRaised(raised))) = raised.first() else {
        unreachable!("it was raised: {raised:?}")
    };
    let bo = crate::access::UserId::Partner(BO);
    assert_eq!(raised.by, Some(Author { user: bo, person: Some(JO) }));
    assert_eq!(raised.brief.description, Some(text("look out")));
    assert_eq!(plant.when(ChangeRaidItem::of(STORM)), []);
}
