//! Random histories: on each of their steps the rules are asked once more, in other words.

use std::collections::{BTreeMap, BTreeSet};

use super::*;
use crate::access::{Column, Field, FieldAccess, FieldScope, ListName, Standing, Term};
use crate::event::Event;
use crate::id::{OrderItemId, ProcessId, ProductionOrderId, RecordId, ResourceId, WorkStepId};
use crate::production::{
    AddProcess, External, FeedbackAction, Finality, InterruptionReason, Status, Subject,
};
use crate::spec::story::{
    ITEM_2, O_2, P_2, RIVAL, S_3, S_4, SAW, admitted_for, columns_set, deactivated, feedback,
    fields_set, internal, licence_revoked, licensed_for, linked_for, moved, order, process_of,
    process_scheduled, processes_withdrawn, reactivated, resource_for, unlinked, unscheduled,
    worked,
};
use crate::spec::{Dice, Told, name, nth};
use crate::visibility::{Rule, document, explain, scope};
use crate::world::{Seq, World};

const PARTNERS: [PartnerUserId; 2] = [PARTNER, RIVAL];
const RESOURCES: [ResourceId; 3] = [LASER, OVEN, SAW];
const STEPS: [WorkStepId; 4] = [S, S_2, S_3, S_4];
const PROCESSES: [ProcessId; 2] = [P, P_2];
const ORDERS: [ProductionOrderId; 2] = [O, O_2];
const ITEMS: [OrderItemId; 2] = [ITEM, ITEM_2];

/// A history and what happened in each of its commits.
struct History {
    plant: Plant,
    dice: Dice,
    log: BTreeMap<Seq, Vec<Event>>,
}

impl History {
    fn begin(seed: u64) -> Self {
        let (plant, dice) = (given([]), Dice::new(seed));
        let mut history = Self { plant, dice, log: BTreeMap::new() };
        let at_the_saw = AddProcess {
            order: O_2,
            sequence: 20,
            name: name("packing"),
            resource: Some(SAW),
            quantity: None,
        };
        let at_the_saw = Told { makes: Some(P_2.0), command: at_the_saw.into() };
        for told in [
            resource_for(LASER, 9),
            resource_for(OVEN, 9),
            resource_for(SAW, 9),
            item(ITEM),
            item(ITEM_2),
            order_for(O, ITEM),
            order(O_2),
            step(S, on(LASER)),
            step(S_2, on(OVEN).at(20)),
            step(S_3, on(OVEN).of(O_2)),
            step(S_4, on(SAW).of(O_2).at(20)),
            process(P),
            at_the_saw,
            partner(PARTNER),
            partner(RIVAL),
        ] {
            history.ask(told);
        }
        history
    }

    fn ask(&mut self, told: Told) {
        if let Ok(events) = self.plant.tries(told)
            && !events.is_empty()
        {
            self.log.insert(self.plant.seq(), events);
        }
    }

    fn wait(&mut self) {
        let until = self.plant.now.plus_minutes(60);
        let (mut ahead, mut seq) = (self.plant.world.clone(), self.plant.seq());
        while let Some((at, event)) = ahead.due(until) {
            let again = self.log.get(&seq).is_some_and(|last| last.contains(&event));
            assert!(!again, "it happened, and is due again: {event:?}");
            seq = seq.next();
            ahead.apply(crate::world::Stamp { seq, at }, &event);
            self.log.insert(seq, vec![event]);
        }
        self.plant.passes(until);
        assert_eq!(self.plant.seq(), seq);
    }

    fn one<T: Copy>(&mut self, choices: &[T]) -> T {
        self.dice.pick(choices).expect("there is a choice")
    }

    fn subject(&mut self) -> Subject {
        let subjects: Vec<Subject> = STEPS
            .into_iter()
            .map(Subject::WorkStep)
            .chain(PROCESSES.into_iter().map(Subject::Process))
            .collect();
        self.one(&subjects)
    }

    fn slot(&mut self) -> Slot {
        let from = i64::try_from(self.dice.below(20)).unwrap_or(0);
        hours(from, from + 2)
    }

    /// A term around now, with or without its ends.
    fn term(&mut self) -> Term {
        let mut end = |after: usize| {
            let hours = i64::try_from(self.dice.below(4) + after).unwrap_or(0);
            (self.dice.below(3) > 0).then(|| self.plant.now.plus_minutes(hours * 60))
        };
        Term { from: end(0), until: end(1) }
    }

    fn columns(&mut self) -> Told {
        let list = self.one(&[ListName::WorkSteps, ListName::Processes]);
        let chosen: Vec<Column> =
            Column::of(list).iter().copied().filter(|_| self.dice.below(4) > 0).collect();
        columns_set(list, chosen)
    }

    fn fields(&mut self) -> Told {
        let all: Vec<Field> = Field::all().collect();
        let some: Vec<Field> = (0..4).map(|_| self.one(&all)).collect();
        let access = self.dice.pick(&FieldAccess::ALL).filter(|_| self.dice.below(3) > 0);
        fields_set(FieldScope::Externals, some, access)
    }

    fn next(&mut self) {
        let user = self.one(&PARTNERS);
        let resource = self.one(&RESOURCES);
        let (a_step, a_process) = (self.one(&STEPS), self.one(&PROCESSES));
        let module = self.one(&Module::ALL);
        let subject = self.subject();
        let slot = self.slot();
        let reason = InterruptionReason::Other;
        let told = match self.dice.below(23) {
            0 | 1 => external(resource),
            2 => internal(resource),
            3 | 4 => linked(user, resource),
            5 => linked_for(user, resource, self.term()),
            6 => unlinked(user, resource),
            7 => licensed(user, module),
            8 => licensed(user, Module::Planning),
            9 => licence_revoked(user, module),
            10 => processes_allowed(user),
            11 => processes_withdrawn(user),
            12 if self.dice.below(3) == 0 => deactivated(user),
            12 => reactivated(user),
            13 if self.dice.below(2) == 0 => self.columns(),
            13 => self.fields(),
            14 => scheduled(a_step, slot),
            15 => moved(a_step, resource, slot),
            16 => process_scheduled(a_process, slot),
            17 => unscheduled(a_step),
            18 => {
                let buttons = [
                    FeedbackAction::Start,
                    FeedbackAction::Pause,
                    FeedbackAction::Interrupt { reason },
                    FeedbackAction::Resume,
                    FeedbackAction::Finish,
                ];
                feedback(subject, self.one(&buttons))
            }
            20 => licensed_for(user, module, self.term()),
            21 => licensed_for(user, Module::Planning, self.term()),
            22 if self.dice.below(3) == 0 => admitted_for(user, self.term()),
            22 => admitted_for(user, Term::OPEN),
            19 if self.dice.below(2) == 0 => worked(subject, hours(-2, -1), 1, Finality::Partial),
            _ => return self.wait(),
        };
        self.ask(told);
    }
}

/// Every id that there is, and some that there are not.
fn ids(world: &World) -> BTreeSet<DocumentId> {
    let mut all = BTreeSet::from([DocumentId::Portal]);
    all.extend(STEPS.map(DocumentId::from));
    all.extend(PROCESSES.map(DocumentId::from));
    all.extend(ORDERS.map(DocumentId::from));
    all.extend(ITEMS.map(DocumentId::from));
    all.insert(WorkStepId(nth(99)).into());
    let subjects = STEPS.into_iter().map(Subject::WorkStep);
    for subject in subjects.chain(PROCESSES.into_iter().map(Subject::Process)) {
        let made = world.production.progress(subject).map_or(0, |progress| progress.reports);
        all.extend((0..=made + 1).map(|number| DocumentId::Report(subject, number)));
    }
    all
}

/// The rules of DOMAIN.md, "Production", told from the facts at hand instead of the clauses.
struct Rules<'a> {
    plant: &'a Plant,
    partner: PartnerUserId,
}

impl Rules<'_> {
    fn world(&self) -> &World {
        &self.plant.world
    }

    fn holds_one_of(&self, modules: &[Module]) -> bool {
        let user = self.world().access.partner_user(self.partner).expect("created");
        let licensed = |module| user.licences.get(module).is_some_and(|g| self.lasts(g.term));
        self.is_in() && modules.iter().any(licensed)
    }

    fn looks_at_the_plan(&self) -> bool {
        self.holds_one_of(&[Module::PlanningObjects, Module::Planning, Module::WorkbenchClassic])
    }

    /// By the term and the clock, not by the state of the link.
    fn linked(&self, resource: ResourceId) -> bool {
        let user = self.world().access.partner_user(self.partner).expect("created");
        user.links.get(&resource).is_some_and(|link| self.lasts(link.term))
    }

    fn lasts(&self, Term { from, until }: Term) -> bool {
        let now = self.plant.now;
        from.is_none_or(|from| from <= now) && until.is_none_or(|until| now < until)
    }

    fn is_in(&self) -> bool {
        let user = self.world().access.partner_user(self.partner).expect("created");
        matches!(user.standing, Standing::Active(_)) && self.lasts(user.admission.term)
    }

    fn concerns(&self, id: WorkStepId) -> bool {
        let step = self.world().production.step(id).expect("added");
        let resource = self.world().production.resource(step.resource).expect("created");
        matches!(resource.external, External::Yes(_)) && self.linked(step.resource)
    }

    fn steps_of(&self, order: ProductionOrderId) -> Vec<WorkStepId> {
        let of = |id: &WorkStepId| self.world().production.step(*id).expect("added").order == order;
        STEPS.into_iter().filter(of).filter(|id| self.concerns(*id)).collect()
    }

    fn processes_of(&self, order: ProductionOrderId) -> Vec<ProcessId> {
        let of =
            |id: &ProcessId| self.world().production.process(*id).expect("added").order == order;
        PROCESSES.into_iter().filter(of).filter(|id| self.see((*id).into())).collect()
    }

    fn granted(&self, list: ListName, column: Column) -> FieldAccess {
        let user = self.world().access.partner_user(self.partner).expect("created");
        self.world().access.field_security().sight(user.account).granted(Field::of(list, column))
    }

    fn see(&self, id: DocumentId) -> bool {
        let world = self.world();
        let user = world.access.partner_user(self.partner).expect("created");
        match id {
            DocumentId::Portal => self.is_in(),
            DocumentId::Colleague(id) => {
                let colleague = world.access.partner_user(id).expect("created");
                self.is_in()
                    && user.administrator.is_some()
                    && user.account.is_some()
                    && user.account == colleague.account
            }
            DocumentId::WorkStep(id) => {
                world.production.step(id).is_ok()
                    && (self.looks_at_the_plan() || self.holds_one_of(&[Module::WorkbenchTerminal]))
                    && self.concerns(id)
            }
            DocumentId::Process(id) => {
                let order = world.production.process(id).expect("added").order;
                user.process_feedback.is_some() && self.see(order.into())
            }
            DocumentId::Order(id) => self.looks_at_the_plan() && !self.steps_of(id).is_empty(),
            DocumentId::OrderItem(id) => {
                let orders = &world.production.order_item(id).expect("created").orders;
                orders.iter().any(|order| self.see((*order).into()))
            }
            // No history here has projects; `specs::delivery` asks about them.
            DocumentId::Project(_)
            | DocumentId::Phase(_)
            | DocumentId::Milestone(_)
            | DocumentId::Task(_)
            | DocumentId::Participant(_)
            | DocumentId::Health(..)
            | DocumentId::RaidItem(_)
            | DocumentId::Timesheet(_)
            | DocumentId::StatusReport(_)
            | DocumentId::Expense(_)
            | DocumentId::TimesheetApproval(_)
            | DocumentId::ExpenseApproval(_)
            | DocumentId::Profile(_)
            | DocumentId::Booking(_)
            | DocumentId::Comment(_)
            | DocumentId::Attachment(_) => false,
            DocumentId::Report(subject, number) => {
                let (list, about) = match subject {
                    Subject::WorkStep(id) => (ListName::WorkSteps, id.into()),
                    Subject::Process(id) => (ListName::Processes, id.into()),
                };
                let made = world.production.progress(subject).map_or(0, |p| p.reports);
                self.granted(list, Column::ReportCount) >= FieldAccess::Read
                    && (1..=made).contains(&number)
                    && self.see(about)
            }
        }
    }
}

type Read = BTreeMap<DocumentId, Value>;

/// Every document of a partner user; checked to be those that the rules show, no more and no less,
/// to be within the scope, and to be explained.
fn read_all(history: &History, partner: PartnerUserId) -> Read {
    let world = &history.plant.world;
    let rules = Rules { plant: &history.plant, partner };
    let scope = scope(world, partner);
    let mut read = Read::new();
    for id in ids(world) {
        let document = document(world, partner, id);
        let explanation = explain(world, partner, id);
        assert_eq!(document.is_some(), rules.see(id), "{partner:?} {id:?}: {explanation:?}");
        assert_eq!(document.is_some(), explanation.visible, "{id:?}: {explanation:?}");
        for condition in &explanation.because {
            named_commit_fits(history, condition.rule, condition.holds, condition.seq);
        }
        let Some(document) = document else { continue };
        assert!(scope.contains(&id), "{id:?} is rendered, but out of scope");
        let value = serde_json::to_value(document).expect("documents are JSON");
        if !matches!(id, DocumentId::Report(..)) {
            for field in &explanation.fields {
                let there = value.get(field.field.name());
                assert_eq!(field.access > FieldAccess::Hidden, there.is_some(), "{field:?}");
                let masked = there.is_some_and(|there| there == crate::visibility::MASK);
                assert_eq!(field.access == FieldAccess::Masked, masked, "{field:?}");
            }
        }
        read.insert(id, value);
    }
    for id in ORDERS {
        rolls_up(&rules, id, read.get(&id.into()));
    }
    read
}

/// The commit that a condition names is one that can have made it so.
fn named_commit_fits(history: &History, rule: Rule, holds: bool, seq: Option<Seq>) {
    let fitting: &[&str] = match (rule, holds) {
        (Rule::PartnerActive, true) => &[
            "PartnerUserCreated",
            "PartnerUserReactivated",
            "PartnerUserTermBegan",
            "PartnerUserTermSet",
        ],
        (Rule::PartnerActive, false) => {
            &["PartnerUserDeactivated", "PartnerUserTermEnded", "PartnerUserTermSet"]
        }
        (Rule::ModuleLicensed, true) => &["ModuleLicenceGranted", "ModuleLicenceBegan"],
        (Rule::ModuleLicensed, false) => &["ModuleLicenceGranted", "ModuleLicenceEnded"],
        (Rule::ResourceExternal, true) => &["ResourceMarkedExternal"],
        (Rule::ResourceExternal, false) => &["ResourceCreated", "ResourceMarkedInternal"],
        (Rule::ResourceLinked, true) => &["ResourceLinkGranted", "ResourceLinkBegan"],
        (Rule::ResourceLinked, false) => &["ResourceLinkGranted", "ResourceLinkEnded"],
        (Rule::ProcessFeedbackAllowed, _) => &["ProcessFeedbackAllowed"],
        (Rule::StepOnResource | Rule::OrderHasVisibleStep | Rule::ItemHasVisibleOrder, _) => {
            &["WorkStepAdded", "WorkStepRescheduled"]
        }
        (Rule::ColumnShown, _) => &["ColumnsSet", "FieldAccessSet"],
        (Rule::PartnerAdministrator, _) => &["PartnerAdministratorNamed"],
        (Rule::SameAccount, _) => &["PartnerUserCreated"],
        (
            Rule::RecordExists
            | Rule::TakesPart
            | Rule::AccessLevelOpens
            | Rule::TaskShared
            | Rule::TaskReached
            | Rule::TimeReached
            | Rule::ExpenseReached
            | Rule::Oneself
            | Rule::WaitsForDecision
            | Rule::Shared
            | Rule::Published,
            _,
        ) => &[],
    };
    let Some(seq) = seq else {
        // Nothing that holds does so by itself, but the columns until somebody chooses.
        assert!(!holds || rule == Rule::ColumnShown, "{rule:?} holds by no commit");
        return;
    };
    let events = history.log.get(&seq).expect("the commit is in the log");
    let named = events.iter().any(|event| fitting.contains(&event.name()));
    assert!(named, "{rule:?} names commit {seq}: {events:?}");
}

/// What an order row says about its children is what the visible ones say.
fn rolls_up(rules: &Rules<'_>, id: ProductionOrderId, row: Option<&Value>) {
    let Some(row) = row else { return };
    let production = &rules.world().production;
    let status = |list| rules.granted(list, Column::Status);
    let (steps, processes) = (rules.steps_of(id), rules.processes_of(id));
    let told = |field: &str, count: usize| {
        if let Some(Value::Number(told)) = row.get(field) {
            assert_eq!(told.as_u64(), u64::try_from(count).ok());
        }
    };
    told("work_steps", steps.len());
    told("processes", processes.len());
    let of_steps: Vec<Status> = steps
        .iter()
        .filter_map(|id| production.step(*id).ok())
        .map(|s| s.progress.status)
        .collect();
    let of_processes = processes
        .iter()
        .filter_map(|id| production.process(*id).ok())
        .map(|process| process.progress.status)
        .filter(|_| status(ListName::Processes) >= FieldAccess::Read);
    for field in ["status", "work_steps_completed"] {
        let shown = row.get(field);
        match status(ListName::WorkSteps) {
            FieldAccess::Hidden => assert_eq!(shown, None),
            FieldAccess::Masked => {
                assert!(shown.is_none_or(|shown| shown == crate::visibility::MASK));
            }
            FieldAccess::Coarse | FieldAccess::Read | FieldAccess::Edit => {}
        }
    }
    let completed = of_steps.iter().filter(|status| **status == Status::Completed).count();
    told("work_steps_completed", completed);
    let rolled = Status::roll_up(of_steps.into_iter().chain(of_processes));
    let rolled = serde_json::to_value(rolled).expect("a word");
    let shown = row.get("status");
    assert!(shown.is_none_or(|shown| *shown == rolled || shown == crate::visibility::MASK));
}

/// Whether everything that happened lies outside what `partner` saw before and sees now.
fn outside(events: &[Event], before: &Read, after: &Read, partner: PartnerUserId) -> bool {
    let seen =
        |record: RecordId| before.keys().chain(after.keys()).any(|id| id.record() == Some(record));
    let of_another = |record: RecordId| {
        PARTNERS.into_iter().any(|user| user != partner && RecordId::from(user) == record)
    };
    let of_the_plan = |record: RecordId| {
        STEPS.iter().any(|id| RecordId::from(*id) == record)
            || PROCESSES.iter().any(|id| RecordId::from(*id) == record)
    };
    events.iter().all(|event| {
        let [first, ..] = event.records();
        first.is_some_and(|record| of_another(record) || of_the_plan(record) && !seen(record))
    })
}

#[test]
fn on_random_histories_each_partner_reads_what_the_rules_show_and_why() {
    let (mut shown, mut apart) = (0, 0);
    for seed in 0..60 {
        let mut history = History::begin(seed);
        let mut before = PARTNERS.map(|partner| read_all(&history, partner));
        for _ in 0..120 {
            let last = history.plant.seq();
            history.next();
            let after = PARTNERS.map(|partner| read_all(&history, partner));
            let events: Vec<Event> =
                history.log.range(last.next()..).flat_map(|(_, events)| events.clone()).collect();
            for ((before, after), partner) in before.iter().zip(&after).zip(PARTNERS) {
                shown += after.len();
                if outside(&events, before, after, partner) {
                    apart += usize::from(!events.is_empty());
                    assert_eq!(before, after, "{partner:?} noticed {events:?}");
                }
            }
            before = after;
        }
    }
    assert!(shown > 10_000, "the histories show something: {shown}");
    assert!(apart > 1_000, "and keep something apart: {apart}");
}

#[test]
fn a_process_of_an_order_without_item_is_seen_without_one() {
    let mut plant = coating();
    for told in [order(O_2), step(S_3, on(LASER).of(O_2)), process_of(P_2, O_2)] {
        plant.when(told);
    }
    let row = read(&plant, PARTNER, O_2);
    assert_eq!(row.get("order_item_id"), Some(&Value::Null));
    assert!(plant.shows(PARTNER, P_2).is_some());
}
