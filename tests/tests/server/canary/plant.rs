//! What is planted: a value that stands nowhere else in every field, in a story of firms with lenses
//! of all sorts.

use std::collections::BTreeSet;

use loggia_core::access::{
    Column, Field, FieldAccess, FieldScope, ItemField, OrderField, PartnerType, SetFieldAccess,
};
use loggia_core::actor::Actor;
use loggia_core::command::Command;
use loggia_core::id::{PartnerUserId, StaffUserId};
use loggia_core::production::{
    AddProcess, AddWorkStep, CreateOrderItem, CreateProductionOrder, CreateResource, Finality,
    ReportKind, ReportWork, ResourceKind, Rework, ScheduleProcess, ScheduleWorkStep, Subject,
};
use loggia_core::scalar::{Instant, Minutes, Quantity, Slot};
use loggia_core::spec::name;
use loggia_core::visibility::Lens;
use loggia_core::world::World;
use loggia_tests::moves::Move;
use loggia_tests::story::{Ask, Story, Teller};
use uuid::Uuid;

use super::remarks::{PARTIES, RIVAL, To};
use super::{effort, project, remarks};

/// A value that stands nowhere else, and the fields by which a partner may come to read it.
pub(super) struct Canary {
    pub(super) sings: &'static str,
    pub(super) by: Vec<Field>,
}

fn of_step(column: Column) -> Field {
    Field::WorkStep(column)
}

fn of_process(column: Column) -> Field {
    Field::Process(column)
}

pub(super) fn canaries() -> Vec<Canary> {
    use Column as C;
    let order = Field::ProductionOrder;
    let item = Field::OrderItem;
    let canary = |sings, by: &[Field]| Canary { sings, by: by.to_vec() };
    let both = |column| [of_step(column), of_process(column)];
    let with = |column, more: Field| [of_step(column), of_process(column), more];
    let production = vec![
        canary("canary-order-number", &with(C::Order, order(OrderField::Number))),
        canary("canary-order-article", &with(C::Article, order(OrderField::Article))),
        canary("7310001", &with(C::Quantity, order(OrderField::Quantity))),
        canary("7310002", &[of_step(C::Sequence)]),
        canary("7310003", &[of_process(C::Sequence)]),
        canary("canary-step-name", &[of_step(C::Name)]),
        canary("canary-process-name", &[of_process(C::Name)]),
        canary("canary-resource", &both(C::Resource)),
        canary(
            "2031-04-05T06:07:08Z",
            &[of_step(C::PlannedStart), order(OrderField::PlannedStart)],
        ),
        canary("2031-04-06T07:08:09Z", &[of_step(C::PlannedEnd), order(OrderField::PlannedEnd)]),
        canary("2032-05-06T07:08:10Z", &[of_process(C::PlannedStart)]),
        canary("2032-05-07T08:09:11Z", &[of_process(C::PlannedEnd)]),
        canary("2001-02-03T04:05:06Z", &[of_step(C::ActualStart)]),
        canary("2011-02-03T04:05:07Z", &[of_step(C::ActualEnd)]),
        canary("2002-03-04T05:06:07Z", &[of_process(C::ActualStart)]),
        canary("2013-03-04T05:06:08Z", &[of_process(C::ActualEnd)]),
        // The minutes from the one instant to the other.
        canary("5258880", &[of_step(C::ActualMinutes)]),
        canary("5785920", &[of_process(C::ActualMinutes)]),
        canary("7310004", &[of_step(C::SetUpMinutes)]),
        canary("7310005", &[of_step(C::ProcessingMinutes)]),
        canary("7310006", &[of_step(C::DoneQuantity)]),
        canary("7310007", &[of_step(C::ScrapQuantity)]),
        canary("7310008", &[of_step(C::HeldQuantity)]),
        canary("7310009", &[of_process(C::DoneQuantity)]),
        canary("7310010", &[of_process(C::ScrapQuantity)]),
        canary("7310011", &[of_process(C::HeldQuantity)]),
        canary("canary-item-number", &[item(ItemField::Number)]),
        canary("canary-item-article", &[item(ItemField::Article)]),
        canary("7310012", &[item(ItemField::Quantity)]),
        canary("2033-06-07T08:09:10Z", &[item(ItemField::Due)]),
    ];
    production.into_iter().chain(project::canaries()).chain(effort::canaries()).collect()
}

/// Everything that is planted and some partner may come to read.
pub(super) fn songs() -> Vec<&'static str> {
    let of_fields = canaries().into_iter().map(|canary| canary.sings);
    of_fields.chain(remarks::canaries().into_iter().map(|(sings, _)| sings)).collect()
}

pub(super) fn at(text: &str) -> Instant {
    text.parse().unwrap()
}

pub(super) fn tell(story: &mut Story, command: impl Into<Command>) {
    let actor = Actor::Staff(StaffUserId(Uuid::from_u128(1)));
    story.ask(Teller::Own, &Ask { actor, command: command.into() }).unwrap();
}

fn work(subject: Subject, [from, to]: [&str; 2], amounts: [u32; 3]) -> ReportWork {
    let [good, scrap, held] = amounts.map(Quantity::units);
    ReportWork {
        subject,
        kind: ReportKind::Production,
        start: at(from),
        end: at(to),
        good,
        scrap,
        held,
        rework: Rework::No,
        worker: None,
        finality: Finality::Partial,
    }
}

/// One order of canaries on one resource, which is linked to everybody.
fn plant(story: &mut Story) {
    let (machine, parallel) = (ResourceKind::Machine, 1);
    let resource =
        CreateResource { name: name("canary-resource"), kind: machine, group: None, parallel };
    tell(story, resource);
    let resource = *story.own.resources.last().unwrap();
    let at_resource = u8::try_from(story.own.resources.len() - 1).unwrap();
    let item = CreateOrderItem {
        number: name("canary-item-number"),
        customer_project: Some(name("canary-customer")),
        article: name("canary-item-article"),
        quantity: Quantity::units(7_310_012),
        due: Some(at("2033-06-07T08:09:10Z")),
    };
    tell(story, item);
    let order = CreateProductionOrder {
        number: name("canary-order-number"),
        order_item: story.own.items.last().copied(),
        article: name("canary-order-article"),
        quantity: Quantity::units(7_310_001),
    };
    tell(story, order);
    let order = *story.own.orders.last().unwrap();
    let step = AddWorkStep {
        order,
        sequence: 7_310_002,
        name: name("canary-step-name"),
        resource,
        quantity: None,
        set_up: Minutes(7_310_004),
        processing: Minutes(7_310_005),
    };
    tell(story, step);
    let (sequence, called) = (7_310_003, name("canary-process-name"));
    let resource = Some(resource);
    tell(story, AddProcess { order, sequence, name: called, resource, quantity: None });
    let (step, process) = (*story.own.steps.last().unwrap(), *story.own.processes.last().unwrap());
    let slot = |from, to| Slot::new(at(from), at(to)).unwrap();
    let planned = slot("2031-04-05T06:07:08Z", "2031-04-06T07:08:09Z");
    tell(story, ScheduleWorkStep { step, slot: planned, confirmed: vec![] });
    let planned = slot("2032-05-06T07:08:10Z", "2032-05-07T08:09:11Z");
    tell(story, ScheduleProcess { process, slot: planned });
    let times = ["2001-02-03T04:05:06Z", "2011-02-03T04:05:07Z"];
    tell(story, work(step.into(), times, [7_310_006, 7_310_007, 7_310_008]));
    let times = ["2002-03-04T05:06:07Z", "2013-03-04T05:06:08Z"];
    tell(story, work(process.into(), times, [7_310_009, 7_310_010, 7_310_011]));
    story.play(Teller::Own, &Move::External(at_resource));
    for partner in 0..story.own.partners.len() {
        let partner = u8::try_from(partner).unwrap();
        story.play(Teller::Own, &Move::Link(partner, at_resource, None, None));
        story.play(Teller::Own, &Move::Allow(partner));
    }
}

/// Somebody who reads everything, and firms with lenses of all sorts.
pub(super) fn story() -> Story {
    let mut story = Story::begin();
    for firm in ["dan", "eli", "fay", "gus", RIVAL] {
        story.partner_of_firm(Teller::Own, firm, PartnerType::ServiceIntegrator);
    }
    let accounts = story.own.accounts.clone();
    let all = || Field::all();
    let mut set = |account: usize, fields: BTreeSet<Field>, access| {
        let scope = FieldScope::Account(accounts[account]);
        tell(&mut story, SetFieldAccess { scope, fields, access: Some(access) });
    };
    let report_counts = [of_step(Column::ReportCount), of_process(Column::ReportCount)];
    // Everything hidden; everything masked; everything as coarse as it can be, else masked.
    set(0, all().collect(), FieldAccess::Hidden);
    set(1, all().collect(), FieldAccess::Masked);
    set(2, all().collect(), FieldAccess::Masked);
    set(2, all().filter(|f| f.coarse_form().is_some()).collect(), FieldAccess::Coarse);
    // The same, but reports are there.
    set(3, all().collect(), FieldAccess::Masked);
    set(3, all().filter(|f| f.coarse_form().is_some()).collect(), FieldAccess::Coarse);
    set(3, report_counts.into(), FieldAccess::Read);
    // Every other field.
    set(4, all().step_by(2).collect(), FieldAccess::Hidden);
    set(5, all().skip(1).step_by(2).collect(), FieldAccess::Masked);
    set(5, report_counts.into(), FieldAccess::Read);
    // Only what steps show; orders and items follow.
    set(6, Column::ALL.into_iter().map(of_step).collect(), FieldAccess::Hidden);
    plant(&mut story);
    project::plant(&mut story);
    story
}

/// The canaries that a partner must never hear, and those that he may.
pub(super) fn sorted(
    world: &World,
    partner: PartnerUserId,
) -> (Vec<&'static str>, Vec<&'static str>) {
    let user = world.access.partner_user(partner).unwrap();
    let lens = Lens::on(world, user);
    let mut canaries = canaries();
    let never = project::NEVER.into_iter().chain(effort::NEVER);
    canaries.extend(never.map(|sings| Canary { sings, by: vec![] }));
    // Who is no contact is nobody who could take part.
    let reached = |field: &Field| match field {
        Field::WorkStep(_)
        | Field::Process(_)
        | Field::ProductionOrder(_)
        | Field::OrderItem(_) => true,
        Field::Project(_)
        | Field::Phase(_)
        | Field::Milestone(_)
        | Field::Task(_)
        | Field::RaidItem(_)
        | Field::StatusReport(_)
        | Field::Timesheet(_)
        | Field::Expense(_) => user.contact.is_some(),
    };
    let told = |canary: &Canary| canary.by.iter().any(|f| reached(f) && lens.tells(*f));
    let (may, must_not): (Vec<_>, Vec<_>) = canaries.into_iter().partition(told);
    let texts = |of: Vec<Canary>| of.into_iter().map(|canary| canary.sings).collect();
    let (mut must_not, mut may): (Vec<_>, Vec<_>) = (texts(must_not), texts(may));
    let called = user.user_name.reveal();
    for (sings, to) in remarks::canaries() {
        let told = match to {
            To::WhoTakesPart => PARTIES.iter().any(|one| *called == name(one)),
            To::TheRival => *called == name(RIVAL),
            To::Nobody => false,
        };
        if told { &mut may } else { &mut must_not }.push(sings);
    }
    (must_not, may)
}
