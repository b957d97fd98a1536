//! A partner's dashboard: what his rows come to.
//!
//! It is made of the bytes of his rows and of nothing else, at the moment at which he asks: what the
//! rows do not tell cannot be in it, it is always of the same revision as the lists, and the audit
//! makes the one of the past from the rows of the past. It is no document of its own, because every
//! commit that touches one row would have to walk all rows of each partner again.

use axum::body::Bytes;
use loggia_core::delivery::{RaidKind, RaidStatus, TaskKind, TaskStatus};
use loggia_core::effort::ExpenseStatus;
use loggia_core::id::{MilestoneId, ProjectId, RaidItemId, TimesheetId};
use loggia_core::reports::dashboard::{Dashboard, MyWeek, Seen, SeenMilestone, SeenRaidItem};
use loggia_core::scalar::{Date, Hours, Money};
use loggia_core::visibility::{Form, View};
use loggia_projections::{PortalState, ViewSnapshot};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::list::shows;
use crate::http::Problem;
use crate::http::listing::ListBody;

/// The lists of which a dashboard is made, as they stood at one moment.
pub struct Figures {
    portal: ViewSnapshot,
    tasks: ViewSnapshot,
    timesheets: ViewSnapshot,
    expenses: ViewSnapshot,
    raid: ViewSnapshot,
    milestones: ViewSnapshot,
}

impl Figures {
    /// Those of a portal; cheap to take.
    pub fn of(state: &PortalState) -> Self {
        let view = |view| state.view(view, None);
        Self {
            portal: view(View::Portal),
            tasks: view(View::Tasks),
            timesheets: view(View::Timesheets),
            expenses: view(View::Expenses),
            raid: view(View::Raid),
            milestones: view(View::Milestones),
        }
    }

    /// The dashboard; not there for whom projects are not there.
    pub fn body(&self) -> Result<ListBody, Problem> {
        if !shows(&self.portal, View::Projects, None) {
            return Err(Problem::not_found());
        }
        let bytes = serde_json::to_vec(&Dashboard::of(self.seen())).unwrap_or_default();
        Ok(ListBody::item(Bytes::from(bytes)))
    }

    fn seen(&self) -> Seen {
        let tasks: Vec<Task> = rows(&self.tasks);
        // Nothing is done on headings.
        let tasks: Vec<Task> =
            tasks.into_iter().filter(|task| task.kind != TaskKind::Heading).collect();
        let hours = |field, value: fn(&Task) -> &Option<Value>| {
            let told = tells(&self.tasks, [field]);
            told.then(|| tasks.iter().filter_map(|task| plain(value(task))).collect())
        };
        let mine = tasks.iter().filter(|task| task.mine);
        Seen {
            planned: hours("planned_hours", |task| &task.planned_hours),
            logged: hours("logged_hours", |task| &task.logged_hours),
            my_tasks: tells(&self.tasks, ["status"])
                .then(|| mine.filter_map(|task| plain::<TaskStatus>(&task.status)).collect()),
            my_weeks: self.my_weeks(),
            my_expenses: self.my_expenses(),
            raid: self.raid(),
            milestones: self.milestones(),
        }
    }

    fn my_weeks(&self) -> Option<Vec<MyWeek>> {
        let week = |sheet: &Sheet| {
            let (week, hours): (Date, Hours) = (plain(&sheet.week)?, plain(&sheet.hours)?);
            Some(MyWeek { week, hours, timesheet_id: sheet.id })
        };
        tells(&self.timesheets, ["week", "hours"]).then(|| {
            let sheets: Vec<Sheet> = rows(&self.timesheets);
            sheets.iter().filter(|sheet| sheet.mine).filter_map(week).collect()
        })
    }

    fn my_expenses(&self) -> Option<Vec<(ExpenseStatus, Option<Money>)>> {
        let money_told = tells(&self.expenses, ["money"]);
        let expense = |expense: &Expense| {
            let money = plain(&expense.money).filter(|_| money_told);
            Some((plain(&expense.status)?, money))
        };
        tells(&self.expenses, ["status"]).then(|| {
            let expenses: Vec<Expense> = rows(&self.expenses);
            expenses.iter().filter(|expense| expense.mine).filter_map(expense).collect()
        })
    }

    fn raid(&self) -> Option<Vec<SeenRaidItem>> {
        let item = |item: &RaidItem| {
            let (id, kind) = (item.id, item.kind);
            let status: RaidStatus = plain(&item.status)?;
            Some(SeenRaidItem { id, kind, status, severity: plain(&item.severity) })
        };
        tells(&self.raid, ["status", "severity"]).then(|| {
            let items: Vec<RaidItem> = rows(&self.raid);
            items.iter().filter_map(item).collect()
        })
    }

    fn milestones(&self) -> Option<Vec<SeenMilestone>> {
        let milestone = |milestone: &Milestone| SeenMilestone {
            id: milestone.id,
            project: milestone.project_id,
            target: plain(&milestone.target),
            forecast: plain(&milestone.forecast),
            actual: plain(&milestone.actual),
        };
        tells(&self.milestones, ["target", "forecast", "actual"]).then(|| {
            let milestones: Vec<Milestone> = rows(&self.milestones);
            milestones.iter().map(milestone).collect()
        })
    }
}

/// Of each row what counts. What field security decides about is looked at only where the list tells
/// it as it is: a band such as `0` would read as a number.
#[derive(Deserialize)]
struct Task {
    kind: TaskKind,
    mine: bool,
    status: Option<Value>,
    planned_hours: Option<Value>,
    logged_hours: Option<Value>,
}

#[derive(Deserialize)]
struct Sheet {
    id: TimesheetId,
    mine: bool,
    week: Option<Value>,
    hours: Option<Value>,
}

#[derive(Deserialize)]
struct Expense {
    mine: bool,
    status: Option<Value>,
    money: Option<Value>,
}

#[derive(Deserialize)]
struct RaidItem {
    id: RaidItemId,
    kind: RaidKind,
    status: Option<Value>,
    severity: Option<Value>,
}

#[derive(Deserialize)]
struct Milestone {
    id: MilestoneId,
    project_id: ProjectId,
    target: Option<Value>,
    forecast: Option<Value>,
    actual: Option<Value>,
}

/// Whether a list tells all these fields as they are.
fn tells<const N: usize>(snapshot: &ViewSnapshot, fields: [&str; N]) -> bool {
    fields.into_iter().all(|field| snapshot.form(field) == Some(Form::Plain))
}

fn rows<T: DeserializeOwned>(snapshot: &ViewSnapshot) -> Vec<T> {
    let bytes = snapshot.rows().filter_map(|(_, row)| row.json.as_deref());
    let read = |json| match serde_json::from_slice(json) {
        Ok(row) => Some(row),
        Err(error) => {
            tracing::error!(%error, "a row is not what was rendered");
            None
        }
    };
    bytes.filter_map(read).collect()
}

/// The value of a field that is told; none for `null`, and where one row does not have it.
fn plain<T: DeserializeOwned>(value: &Option<Value>) -> Option<T> {
    value.as_ref().and_then(|value| T::deserialize(value).ok())
}
