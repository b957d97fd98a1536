use std::collections::BTreeMap;

use loggia_core::effort::event::{ExpenseAdded, TimeLogged};
use loggia_core::event::{DeliveryEvent as D, EffortEvent as E, Event};
use loggia_core::scalar::{Amount, Hours};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::super::upload::Run;
use crate::import::{Finding, FindingCode, ReadEffort};

/// What an import of timesheets or expenses made, or would make.
#[derive(Serialize, ToSchema)]
pub(in crate::http::imports) struct EffortReport {
    /// The import.
    import: Uuid,
    /// Whether nothing was made.
    dry_run: bool,
    /// Whether it was stopped before its end; importing the file again goes on.
    stopped: bool,
    /// Rows of the file, those dropped and the blank ones aside.
    rows: usize,
    /// Rows that were taken, or would be.
    added: usize,
    /// Rows that an earlier import has taken.
    already_there: usize,
    /// Rows that the mapping told to drop, as they repeat others.
    dropped: usize,
    /// Rows in which nothing stands.
    blank: usize,
    /// What was made of them, or would be.
    made: EffortMade,
    /// What the added entries of timesheets come to.
    hours: Hours,
    /// What the added expenses come to, in each currency.
    amounts: BTreeMap<&'static str, Amount>,
    /// What a person should look at.
    warnings: Vec<Finding>,
    /// How many there are of each code, listed or not.
    #[schema(value_type = BTreeMap<String, usize>)]
    warnings_total: BTreeMap<FindingCode, usize>,
}

/// What rows of timesheets or expenses make.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
pub(in crate::http::imports) struct EffortMade {
    /// Persons.
    persons: usize,
    /// Projects.
    projects: usize,
    /// Phases.
    phases: usize,
    /// Tasks.
    tasks: usize,
    /// Timesheets.
    timesheets: usize,
    /// Entries of timesheets.
    entries: usize,
    /// Expenses.
    expenses: usize,
}

impl EffortReport {
    pub(super) fn new<R>(import: Uuid, run: Run, read: &ReadEffort<R>) -> Self {
        Self {
            import,
            dry_run: run == Run::Dry,
            stopped: false,
            rows: read.rows.len(),
            added: 0,
            already_there: 0,
            dropped: read.rows_dropped,
            blank: read.rows_blank,
            made: EffortMade::default(),
            hours: Hours::ZERO,
            amounts: BTreeMap::new(),
            warnings: read.warnings.clone(),
            warnings_total: read.warnings_total.clone(),
        }
    }

    /// Counts a batch in.
    pub(super) fn count(&mut self, rows: usize, events: &[Event]) {
        let is = |of: fn(&Event) -> bool| events.iter().filter(|event| of(event)).count();
        let added = is(|event| matches!(event, Event::Effort(E::EffortImported(_))));
        self.added = self.added.saturating_add(added);
        self.already_there = self.already_there.saturating_add(rows.saturating_sub(added));
        let EffortMade { persons, projects, phases, tasks, timesheets, entries, expenses } =
            &mut self.made;
        for (count, more) in [
            (persons, is(|event| matches!(event, Event::Effort(E::PersonCreated(_))))),
            (projects, is(|event| matches!(event, Event::Delivery(D::ProjectCreated(_))))),
            (phases, is(|event| matches!(event, Event::Delivery(D::PhaseAdded(_))))),
            (tasks, is(|event| matches!(event, Event::Delivery(D::TaskAdded(_))))),
            (timesheets, is(|event| matches!(event, Event::Effort(E::TimesheetOpened(_))))),
            (entries, is(|event| matches!(event, Event::Effort(E::TimeLogged(_))))),
            (expenses, is(|event| matches!(event, Event::Effort(E::ExpenseAdded(_))))),
        ] {
            *count = count.saturating_add(more);
        }
        for event in events {
            if let Event::Effort(E::TimeLogged(TimeLogged { hours, .. })) = event {
                self.hours = self.hours.plus(*hours);
            }
            if let Event::Effort(E::ExpenseAdded(ExpenseAdded { brief, .. })) = event {
                let amount = self.amounts.entry(brief.money.currency.code()).or_default();
                *amount = amount.plus(brief.money.amount);
            }
        }
    }

    pub(super) fn stopped(self) -> Self {
        Self { stopped: true, ..self }
    }

    pub(in crate::http::imports) fn is_stopped(&self) -> bool {
        self.stopped
    }
}
