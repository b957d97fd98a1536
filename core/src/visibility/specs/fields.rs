use super::*;
use crate::access::{
    Allowed, Field, FieldAccess, FieldScope, OrderField, PartnerType, Permissions, RaidField,
    StatusReportField,
};
use crate::actor::Actor;
use crate::delivery::{
    Audience, ChangeMilestone, ChangePhase, ChangeProject, ChangeRaidItem, ChangeTask,
    ChecklistItem, Health, LinkRaidItem, RaidStatus, SetGoLive, SetProjectHealth, SetTaskStatus,
    TaskStatus,
};
use crate::effort::WorkedOn;
use crate::production::{CreateOrderItem, Finality};
use crate::scalar::{Change, Hours, Quantity, Text};
use crate::spec::story::delivery::{
    CHECK, CLIENT, DESIGN, DRAW, JO, JO_DESIGNS, LEAD, ROOF, TAXI, TOWER, WEEK, assigned, client,
    expense_rejected, expense_submitted, follows, level, logged, milestone, rejected, spent,
    submitted as sheet_submitted, takes_part_as, task, tower,
};
use crate::spec::story::raid::{
    CRACK, CRANE, GROUND, STORM, assumed, by_bo, depends, pressing, raid_status, raised, storm,
};
use crate::spec::story::status_report::{MARCH, published, reported, returned, submitted};
use crate::spec::story::{
    ADA, BO, FIRM, MAX, account_columns_set, contact, enabled, fields_set, firm, kind_changed,
    owner, worked,
};
use crate::spec::{day, name};
use crate::visibility::{Form, Lens, MASK, columns};

/// A plant in which everything has a value: worked on, and due.
fn whole() -> Plant {
    let due = CreateOrderItem {
        number: name("item 1"),
        customer_project: None,
        article: name("bracket"),
        quantity: Quantity::units(10),
        due: Some(hours(40, 41).end),
    };
    let mut plant = given([resource(LASER), resource(OVEN)]);
    plant.when(crate::spec::Told { makes: Some(ITEM.0), ..due.into() });
    for told in [
        order_for(O, ITEM),
        step(S, on(LASER)),
        step(S_2, on(OVEN).at(20)),
        process(P),
        partner(PARTNER),
        licensed(PARTNER, Module::PlanningObjects),
        scheduled(S, first()),
        scheduled(S_2, second()),
        crate::spec::story::process_scheduled(P, second()),
        external(LASER),
        linked(PARTNER, LASER),
        processes_allowed(PARTNER),
    ] {
        plant.when(told);
    }
    plant.passes(hours(9, 9).start);
    plant.when(worked(S, hours(1, 3), 4, Finality::Partial));
    plant.when(worked(P, hours(1, 3), 4, Finality::Partial));
    plant
}

/// The same with a project.
fn whole_with_tower() -> Plant {
    let mut plant = whole();
    plant.actor = Actor::Staff(ADA);
    for told in whole_tower().into_iter().chain(whole_raid()) {
        plant.when(told);
    }
    report_whole(&mut plant);
    plant
}

/// A project in which everything has a value, shown to Bo by a level that opens its money.
fn whole_tower() -> Vec<crate::spec::Told> {
    let permissions = Permissions {
        project_financials: Allowed::Yes,
        status_report_submit: Allowed::Yes,
        ..Permissions::usual(None)
    };
    let health = SetProjectHealth {
        project: TOWER,
        health: Health::Amber,
        reason: Some(Text::new("late").expect("a text")),
    };
    let money = ChangeProject {
        project: TOWER,
        name: Change::Keep,
        customer: Change::To(Some(CLIENT)),
        manager: Change::To(Some(ADA)),
        start: Change::Keep,
        end: Change::Keep,
        delivery: Change::Keep,
        currency: Change::To("EUR".parse().ok()),
        budget_hours: Change::To(Some(Hours::hundredths(12_050))),
        budget: Change::To("99.5".parse().ok()),
    };
    let owner = ChangePhase {
        phase: DESIGN,
        name: Change::Keep,
        owner: Change::To(Some(JO)),
        start: Change::Keep,
        end: Change::Keep,
    };
    let reached = ChangeMilestone {
        milestone: ROOF,
        name: Change::Keep,
        target: Change::Keep,
        forecast: Change::Keep,
        actual: Change::To(Some(day("2026-05-12"))),
        is_value: Change::Keep,
        owner: Change::To(Some(JO)),
    };
    let described = ChangeTask {
        task: DRAW,
        title: Change::Keep,
        description: Change::To(Text::new("to scale").ok()),
        audience: Change::Keep,
        slot: Change::Keep,
        planned: Change::Keep,
        checklist: Change::To(vec![ChecklistItem { text: name("north"), done: true }]),
    };
    let mut told = tower().to_vec();
    told.extend([
        client(),
        level(LEAD, permissions),
        takes_part_as(JO_DESIGNS, DESIGN, JO, LEAD),
        milestone(ROOF, TOWER, Some(DESIGN)),
        SetGoLive { project: TOWER, milestone: Some(ROOF) }.into(),
        task(DRAW, DESIGN),
        task(CHECK, DESIGN),
        follows(DRAW, [CHECK]),
        assigned(DRAW, [JO]),
        SetTaskStatus { task: DRAW, status: TaskStatus::Done }.into(),
        health.into(),
        money.into(),
        owner.into(),
        reached.into(),
        described.into(),
        logged(JO, WorkedOn::Task(DRAW), 250),
        sheet_submitted(),
        rejected(),
        spent(JO, "12.5"),
        expense_submitted(),
        expense_rejected(),
    ]);
    told
}

/// A RAID item of each kind, with everything that its kind has.
fn whole_raid() -> Vec<crate::spec::Told> {
    let owned = ChangeRaidItem { owner: Change::To(Some(JO)), ..ChangeRaidItem::of(STORM) };
    let linked = LinkRaidItem {
        item: STORM,
        tasks: [DRAW].into(),
        milestones: [ROOF].into(),
        items: [CRANE].into(),
    };
    vec![
        storm(),
        raised(GROUND, assumed(), Audience::Shared),
        raised(CRANE, depends(), Audience::Shared),
        raised(CRACK, pressing(), Audience::Shared),
        linked.into(),
        owned.into(),
        raid_status(STORM, RaidStatus::Closed),
    ]
}

/// A report that came back to Bo, who wrote it.
const APRIL: crate::id::StatusReportId = crate::id::StatusReportId(crate::spec::nth(28_002));

/// A published report, and one that came back.
fn report_whole(plant: &mut Plant) {
    for told in [reported(MARCH, Audience::Shared), submitted(MARCH), published(MARCH)] {
        plant.when(told);
    }
    by_bo(plant, |plant| {
        // Bo reports as an integrator does.
        plant.when(reported(APRIL, Audience::Shared));
        plant.when(submitted(APRIL));
    });
    plant.when(returned(APRIL));
}

fn row_of(field: Field) -> DocumentId {
    match field {
        Field::WorkStep(_) => S.into(),
        Field::Process(_) => P.into(),
        Field::ProductionOrder(_) => O.into(),
        Field::OrderItem(_) => ITEM.into(),
        Field::Project(_) => TOWER.into(),
        Field::Phase(_) => DESIGN.into(),
        Field::Milestone(_) => ROOF.into(),
        Field::Task(_) => DRAW.into(),
        Field::RaidItem(field) => match field {
            RaidField::Validated => GROUND.into(),
            RaidField::Priority | RaidField::ActionPlan => CRACK.into(),
            RaidField::DependsOn | RaidField::NeededBy => CRANE.into(),
            RaidField::Title
            | RaidField::Description
            | RaidField::Status
            | RaidField::Owner
            | RaidField::RaisedBy
            | RaidField::RaisedAt
            | RaidField::Due
            | RaidField::ClosedAt
            | RaidField::Impact
            | RaidField::Likelihood
            | RaidField::Severity
            | RaidField::Mitigation
            | RaidField::Contingency
            | RaidField::Occurred
            | RaidField::Tasks
            | RaidField::Milestones
            | RaidField::Items => STORM.into(),
        },
        Field::StatusReport(field) => match field {
            StatusReportField::ReturnReason => APRIL.into(),
            StatusReportField::PeriodStart
            | StatusReportField::PeriodEnd
            | StatusReportField::Scope
            | StatusReportField::Schedule
            | StatusReportField::Budget
            | StatusReportField::Resources
            | StatusReportField::Summary
            | StatusReportField::Achievements
            | StatusReportField::NextSteps
            | StatusReportField::Sentiment
            | StatusReportField::SentimentComment
            | StatusReportField::Author
            | StatusReportField::SubmittedAt
            | StatusReportField::PublishedAt => MARCH.into(),
        },
        Field::Timesheet(_) => WEEK.into(),
        Field::Expense(_) => TAXI.into(),
    }
}

fn kind_of(field: Field) -> &'static str {
    match field {
        Field::WorkStep(_) => "work step",
        Field::Process(_) => "process",
        Field::Timesheet(_) => "timesheet",
        Field::Expense(_) => "expense",
        Field::ProductionOrder(_) => "production order",
        Field::OrderItem(_) => "order item",
        Field::Project(_) => "project",
        Field::Phase(_) => "phase",
        Field::Milestone(_) => "milestone",
        Field::Task(_) => "task",
        Field::RaidItem(_) => "RAID item",
        Field::StatusReport(_) => "status report",
    }
}

/// Who reads a row of that kind.
fn reader_of(field: Field) -> PartnerUserId {
    match field {
        Field::WorkStep(_)
        | Field::Process(_)
        | Field::ProductionOrder(_)
        | Field::OrderItem(_) => PARTNER,
        Field::Project(_)
        | Field::Phase(_)
        | Field::Milestone(_)
        | Field::Task(_)
        | Field::RaidItem(_)
        | Field::Timesheet(_)
        | Field::StatusReport(_)
        | Field::Expense(_) => BO,
    }
}

fn shown(plant: &Plant, field: Field) -> String {
    match read(plant, reader_of(field), row_of(field)).get(field.name()) {
        None => "-".to_owned(),
        // Ids of the story are long and always the same.
        Some(Value::String(text)) => {
            text.replace(&ITEM.to_string(), "the item").replace(&ROOF.to_string(), "the roof")
        }
        Some(value) => {
            let named = [
                (CHECK.to_string(), "the check"),
                (DRAW.to_string(), "the drawing"),
                (ROOF.to_string(), "the roof"),
                (CRANE.to_string(), "the crane"),
                (CRACK.to_string(), "the crack"),
            ];
            let told = value.to_string();
            named.iter().fold(told, |told, (id, name)| told.replace(id, name))
        }
    }
}

/// What each field looks like at each access; `x` where it cannot be set so.
const GOLDEN: &str = include_str!("fields.txt");

#[test]
fn what_each_field_looks_like_at_each_access() {
    let mut found = String::from(
        "row              | field                | hidden | masked | coarse   | read                 | edit\n",
    );
    for field in Field::all() {
        let cells = FieldAccess::ALL.map(|access| {
            let mut plant = whole_with_tower();
            match plant.tries(fields_set(FieldScope::Externals, [field], Some(access))) {
                Ok(_) => shown(&plant, field),
                Err(_) => "x".to_owned(),
            }
        });
        let [hidden, masked, coarse, as_it_is, edit] = cells;
        let line = format!(
            "{:16} | {:20} | {hidden:6} | {masked:6} | {coarse:8} | {as_it_is:20} | {edit}",
            kind_of(field),
            field.name(),
        );
        found.push_str(line.trim_end());
        found.push('\n');
    }
    assert!(found == GOLDEN, "fields.txt should be:\n{found}");
}

#[test]
fn a_masked_field_has_the_same_bytes_whatever_its_value_null_included() {
    let mut before = coating();
    let planned = [Field::WorkStep(crate::access::Column::PlannedStart)];
    before.when(fields_set(FieldScope::Externals, planned, Some(FieldAccess::Masked)));
    let mut after = before.clone();
    after.when(crate::spec::story::unscheduled(S));
    let start = |plant: &Plant| read(plant, PARTNER, S)["planned_start"].clone();
    assert_eq!((start(&before), start(&after)), (MASK.into(), MASK.into()));
    // The order's start is made of it.
    assert_eq!(read(&after, PARTNER, O)["planned_start"], MASK);
}

/// A field of an order or item never shows more than the column from which it is made, whatever was
/// set for it.
#[test]
fn what_is_made_of_a_column_shows_at_most_what_the_column_shows() {
    use crate::access::{Column, ItemField};
    let made = [
        (Column::Article, vec!["order article", "item article"]),
        (Column::Quantity, vec!["order quantity", "item quantity"]),
        (Column::Status, vec!["order status", "order work_steps_completed", "item status"]),
        (Column::PlannedStart, vec!["order planned_start"]),
        (Column::PlannedEnd, vec!["order planned_end"]),
    ];
    for (column, expected) in made {
        for access in [FieldAccess::Hidden, FieldAccess::Masked, FieldAccess::Coarse] {
            let mut plant = whole();
            let fields = [Field::WorkStep(column)];
            if plant.tries(fields_set(FieldScope::Externals, fields, Some(access))).is_err() {
                continue;
            }
            let user = plant.world.access.partner_user(PARTNER).expect("created");
            let lens = Lens::on(&plant.world, user);
            let orders = OrderField::ALL.iter().map(|f| (Field::ProductionOrder(*f), "order"));
            let items = ItemField::ALL.iter().map(|f| (Field::OrderItem(*f), "item"));
            let follow = orders.chain(items).filter(|(field, _)| lens.access(*field) == access);
            let follow: Vec<String> =
                follow.map(|(field, kind)| format!("{kind} {}", field.name())).collect();
            assert_eq!(follow, expected, "{column:?} {access:?}");
        }
    }
}

#[test]
fn the_order_of_a_step_is_linked_only_where_its_number_is_told() {
    use crate::access::Column;
    for (access, there) in
        [(FieldAccess::Read, true), (FieldAccess::Masked, false), (FieldAccess::Hidden, false)]
    {
        let mut plant = whole();
        let fields = [Field::WorkStep(Column::Order), Field::Process(Column::Order)];
        plant.when(fields_set(FieldScope::Externals, fields, Some(access)));
        for id in [DocumentId::from(S), P.into()] {
            assert_eq!(read(&plant, PARTNER, id).get("order_id").is_some(), there, "{access:?}");
        }
    }
}

#[test]
fn rows_stand_by_nothing_that_is_masked() {
    use crate::access::Column;
    let mut plant = whole();
    plant.when(external(OVEN));
    plant.when(linked(PARTNER, OVEN));
    let place =
        |plant: &Plant, id: DocumentId| plant.shows(PARTNER, id).map(|document| document.place());
    assert_ne!(place(&plant, S.into()), place(&plant, S_2.into()));
    let fields = [Field::WorkStep(Column::Order), Field::WorkStep(Column::Sequence)];
    plant.when(fields_set(FieldScope::Externals, fields, Some(FieldAccess::Masked)));
    assert_eq!(place(&plant, S.into()), place(&plant, S_2.into()));
    let number = [Field::ProductionOrder(OrderField::Number)];
    plant.when(fields_set(FieldScope::Externals, number, Some(FieldAccess::Masked)));
    assert_eq!(place(&plant, O.into()), Some(crate::visibility::Place::default()));
}

#[test]
fn the_head_of_a_list_says_in_which_form_each_field_is_told() {
    use crate::access::Column;
    let mut plant = whole();
    let set =
        |column, access| fields_set(FieldScope::Externals, [Field::WorkStep(column)], Some(access));
    plant.when(set(Column::PlannedStart, FieldAccess::Coarse));
    plant.when(set(Column::Name, FieldAccess::Masked));
    plant.when(set(Column::Quantity, FieldAccess::Hidden));
    let user = plant.world.access.partner_user(PARTNER).expect("created");
    let of = |view, field: &str| {
        let heads = columns(&plant.world, user, view, None);
        heads.into_iter().find(|head| head.field == field).map(|head| head.form)
    };
    use crate::visibility::View::{OrderItems, Orders, WorkSteps};
    assert_eq!(of(WorkSteps, "planned_start"), Some(Form::Coarse));
    assert_eq!(of(WorkSteps, "name"), Some(Form::Masked));
    assert_eq!(of(WorkSteps, "quantity"), None);
    assert_eq!(of(WorkSteps, "status"), Some(Form::Plain));
    assert_eq!(of(Orders, "planned_start"), Some(Form::Coarse));
    assert_eq!((of(Orders, "quantity"), of(OrderItems, "quantity")), (None, None));
}

#[test]
fn a_firm_has_its_own_lens_and_others_keep_theirs() {
    use crate::access::{Column, ListName};
    let mut plant = whole();
    for told in [
        owner(),
        firm(FIRM),
        contact(MAX, FIRM),
        enabled(MAX, BO),
        licensed(BO, Module::Planning),
        linked(BO, LASER),
    ] {
        plant.when(told);
    }
    let before = read(&plant, PARTNER, S);
    assert_eq!(read(&plant, BO, S), before);
    let quantity = [Field::WorkStep(Column::Quantity)];
    plant.when(fields_set(FieldScope::Account(FIRM), quantity, Some(FieldAccess::Coarse)));
    plant.when(account_columns_set(
        FIRM,
        ListName::WorkSteps,
        Some(vec![Column::Quantity, Column::Status]),
    ));
    let expected = serde_json::json!({ "id": S, "status": "started", "quantity": "10-99" });
    assert_eq!(read(&plant, BO, S), expected);
    assert_eq!(read(&plant, PARTNER, S), before);
    let contractors = FieldScope::PartnerType(PartnerType::Contractor);
    let status = [Field::WorkStep(Column::Status)];
    plant.when(fields_set(contractors, status, Some(FieldAccess::Masked)));
    assert_eq!(read(&plant, BO, S), expected);
    plant.when(kind_changed(FIRM, PartnerType::Contractor));
    assert_eq!(read(&plant, BO, S)["status"], MASK);
    assert_eq!(read(&plant, PARTNER, S), before);
}
