//! What the rows of a partner come to.
//!
//! A dashboard is made of nothing but rows that the partner sees, as they stand in his lists: what they
//! do not tell it cannot tell. A figure of which a field is hidden, masked or coarse for him is absent,
//! so that no sum says more than its parts.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{BEHIND_MAX, RaidCounts, RaidGroup, Spent, percent, slipped};
use crate::delivery::{RaidKind, RaidStatus, TaskStatus};
use crate::effort::ExpenseStatus;
use crate::id::{MilestoneId, ProjectId, RaidItemId, TimesheetId};
use crate::scalar::{Date, Hours, Money};

/// Most weeks of one's own time, the newest: a quarter of a year.
pub const MY_WEEKS_MAX: usize = 13;

/// What the rows of a partner tell as it is; none for what is made of a field that is not told as it
/// is.
#[derive(Clone, Debug, Default)]
pub struct Seen {
    /// How much work each task is.
    pub planned: Option<Vec<Hours>>,
    /// How much was worked on each task.
    pub logged: Option<Vec<Hours>>,
    /// Where the tasks stand that are his to do.
    pub my_tasks: Option<Vec<TaskStatus>>,
    /// His own time.
    pub my_weeks: Option<Vec<MyWeek>>,
    /// Where his own expenses stand, and how much each is.
    pub my_expenses: Option<Vec<(ExpenseStatus, Option<Money>)>>,
    /// The RAID items.
    pub raid: Option<Vec<SeenRaidItem>>,
    /// The milestones.
    pub milestones: Option<Vec<SeenMilestone>>,
}

/// A RAID item, as far as it counts.
#[derive(Clone, Copy, Debug)]
pub struct SeenRaidItem {
    /// Which.
    pub id: RaidItemId,
    /// Which of the four it is.
    pub kind: RaidKind,
    /// Where it stands.
    pub status: RaidStatus,
    /// How severe it is, if it has a severity.
    pub severity: Option<u32>,
}

/// A milestone, as far as it counts.
#[derive(Clone, Copy, Debug)]
pub struct SeenMilestone {
    /// Which.
    pub id: MilestoneId,
    /// Of which project.
    pub project: ProjectId,
    /// When it was promised for.
    pub target: Option<Date>,
    /// When it is expected.
    pub forecast: Option<Date>,
    /// When it was reached.
    pub actual: Option<Date>,
}

/// What I see of projects, in figures. A figure that is made of something that I am not shown as it
/// is, is absent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Dashboard {
    /// How much work the tasks are that I see: `planned_hours` of `/v1/portal/tasks`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub planned_hours: Option<Hours>,
    /// How much was worked on them: `logged_hours` of `/v1/portal/tasks`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub logged_hours: Option<Hours>,
    /// How much of what is planned is logged, in percent, rounded down; absent as well where nothing is
    /// planned.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub logged_percent: Option<u32>,
    /// The tasks that I am to do: `/v1/portal/tasks?mine=true&status=...`, without headings.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub my_tasks: Option<Vec<MyTasks>>,
    /// What I worked, the newest week first.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false, max_items = 13))]
    pub my_weeks: Option<Vec<MyWeek>>,
    /// What I spent: `/v1/portal/expenses?mine=true&status=...`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub my_expenses: Option<Vec<MyExpenses>>,
    /// Risks, assumptions, issues and dependencies that I see.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub raid: Option<Vec<RaidFigure>>,
    /// Milestones that were reached after their target, or are expected after it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub late_milestones: Option<LateMilestones>,
}

/// How many of my tasks stand so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct MyTasks {
    /// Where they stand.
    pub status: TaskStatus,
    /// How many.
    pub tasks: u32,
}

/// What I worked in a week.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct MyWeek {
    /// Its Monday.
    pub week: Date,
    /// How long.
    pub hours: Hours,
    /// The timesheet.
    pub timesheet_id: TimesheetId,
}

/// My expenses that stand so.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct MyExpenses {
    /// Where they stand.
    pub status: ExpenseStatus,
    /// How many.
    pub expenses: u32,
    /// What they come to in each currency.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub sums: Option<Vec<Money>>,
}

/// How many RAID items there are of one sort.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct RaidFigure {
    /// What they have in common.
    #[serde(flatten)]
    pub group: RaidGroup,
    /// How many.
    pub items: u32,
    /// Which, up to a hundred.
    #[cfg_attr(feature = "schema", schema(max_items = 100))]
    pub item_ids: Vec<RaidItemId>,
}

/// Milestones that are late.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct LateMilestones {
    /// How many.
    pub milestones: u32,
    /// The latest ones, up to a hundred, the latest first.
    #[cfg_attr(feature = "schema", schema(max_items = 100))]
    pub latest: Vec<LateMilestone>,
}

/// A milestone that is late.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct LateMilestone {
    /// Which.
    pub milestone_id: MilestoneId,
    /// Of which project.
    pub project_id: ProjectId,
    /// How many days after its target.
    pub days: i32,
}

impl Dashboard {
    /// The figures of what is seen.
    pub fn of(seen: Seen) -> Self {
        let Seen { planned, logged, my_tasks, my_weeks, my_expenses, raid, milestones } = seen;
        let planned_hours = planned.map(|hours| hours.into_iter().sum());
        let logged_hours = logged.map(|hours| hours.into_iter().sum());
        Self {
            planned_hours,
            logged_hours,
            logged_percent: planned_hours
                .zip(logged_hours)
                .and_then(|(planned, logged)| percent(logged, planned)),
            my_tasks: my_tasks.map(by_status),
            my_weeks: my_weeks.map(newest),
            my_expenses: my_expenses.map(summed),
            raid: raid.map(counted),
            late_milestones: milestones.map(late),
        }
    }
}

fn by_status(tasks: Vec<TaskStatus>) -> Vec<MyTasks> {
    let mut counts: BTreeMap<TaskStatus, u32> = BTreeMap::new();
    for status in tasks {
        *counts.entry(status).or_default() += 1;
    }
    counts.into_iter().map(|(status, tasks)| MyTasks { status, tasks }).collect()
}

fn newest(mut weeks: Vec<MyWeek>) -> Vec<MyWeek> {
    weeks.sort_by_key(|week| std::cmp::Reverse((week.week, week.timesheet_id)));
    weeks.truncate(MY_WEEKS_MAX);
    weeks
}

fn summed(expenses: Vec<(ExpenseStatus, Option<Money>)>) -> Vec<MyExpenses> {
    let mut by_status: BTreeMap<ExpenseStatus, (u32, Option<Spent>)> = BTreeMap::new();
    for (status, money) in expenses {
        let held = by_status.entry(status).or_insert((0, Some(Spent::default())));
        held.0 += 1;
        // Of amounts of which one is not told there is no sum.
        held.1 = held.1.take().zip(money).map(|(mut spent, money)| {
            spent.add(money);
            spent
        });
    }
    let rows = by_status.into_iter();
    rows.map(|(status, (expenses, spent))| MyExpenses {
        status,
        expenses,
        sums: spent.map(|spent| spent.sums()),
    })
    .collect()
}

fn counted(items: Vec<SeenRaidItem>) -> Vec<RaidFigure> {
    let mut counts = RaidCounts::default();
    for SeenRaidItem { id, kind, status, severity } in items {
        counts.add(id, kind, status, severity);
    }
    let figure = |(group, mut item_ids): (RaidGroup, Vec<RaidItemId>)| {
        let items = u32::try_from(item_ids.len()).unwrap_or(u32::MAX);
        item_ids.sort_unstable();
        item_ids.truncate(BEHIND_MAX);
        RaidFigure { group, items, item_ids }
    };
    counts.groups().map(figure).collect()
}

fn late(milestones: Vec<SeenMilestone>) -> LateMilestones {
    let slipped = milestones.into_iter().filter_map(|seen| {
        let days = slipped(seen.target, seen.forecast, seen.actual).filter(|days| *days > 0)?;
        Some(LateMilestone { milestone_id: seen.id, project_id: seen.project, days })
    });
    let mut latest: Vec<_> = slipped.collect();
    latest.sort_by_key(|late| (std::cmp::Reverse(late.days), late.milestone_id));
    let milestones = u32::try_from(latest.len()).unwrap_or(u32::MAX);
    latest.truncate(BEHIND_MAX);
    LateMilestones { milestones, latest }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spec::{day, nth};

    fn money(amount: &str, currency: &str) -> Money {
        let amount = amount.parse().expect("an amount");
        Money { amount, currency: currency.parse().expect("a currency") }
    }

    fn json(seen: Seen) -> serde_json::Value {
        serde_json::to_value(Dashboard::of(seen)).expect("JSON")
    }

    #[test]
    fn of_what_is_not_told_there_is_no_figure() {
        assert_eq!(json(Seen::default()), serde_json::json!({}));
        let planned = Seen { planned: Some(vec![Hours::hundredths(800)]), ..Seen::default() };
        assert_eq!(json(planned), serde_json::json!({ "planned_hours": 8 }));
        let statuses = vec![(ExpenseStatus::Draft, None), (ExpenseStatus::Draft, None)];
        let untold = Seen { my_expenses: Some(statuses), ..Seen::default() };
        let expected = serde_json::json!({ "my_expenses": [{ "status": "draft", "expenses": 2 }] });
        assert_eq!(json(untold), expected);
    }

    #[test]
    fn of_nothing_there_is_nothing_and_that_is_told() {
        let seen = Seen {
            planned: Some(Vec::new()),
            logged: Some(Vec::new()),
            my_tasks: Some(Vec::new()),
            my_weeks: Some(Vec::new()),
            my_expenses: Some(Vec::new()),
            raid: Some(Vec::new()),
            milestones: Some(Vec::new()),
        };
        let expected = serde_json::json!({
            "planned_hours": 0,
            "logged_hours": 0,
            "my_tasks": [],
            "my_weeks": [],
            "my_expenses": [],
            "raid": [],
            "late_milestones": { "milestones": 0, "latest": [] },
        });
        assert_eq!(json(seen), expected);
    }

    #[test]
    fn money_is_summed_by_status_and_currency() {
        let expenses = vec![
            (ExpenseStatus::Paid, Some(money("0.1", "EUR"))),
            (ExpenseStatus::Draft, Some(money("3", "JPY"))),
            (ExpenseStatus::Paid, Some(money("0.2", "EUR"))),
            (ExpenseStatus::Paid, Some(money("1", "CHF"))),
        ];
        let paid = vec![money("1", "CHF"), money("0.3", "EUR")];
        let draft = vec![money("3", "JPY")];
        let expected = [
            MyExpenses { status: ExpenseStatus::Draft, expenses: 1, sums: Some(draft) },
            MyExpenses { status: ExpenseStatus::Paid, expenses: 3, sums: Some(paid) },
        ];
        assert_eq!(summed(expenses), expected);
    }

    #[test]
    fn late_is_what_is_reached_or_expected_after_its_target_the_latest_first() {
        let seen = |n, target: Option<&str>, forecast: Option<&str>, actual: Option<&str>| {
            let (id, project) = (MilestoneId(nth(n)), ProjectId(nth(1)));
            let [target, forecast, actual] = [target, forecast, actual].map(|text| text.map(day));
            SeenMilestone { id, project, target, forecast, actual }
        };
        let told = late(vec![
            seen(1, Some("2026-03-02"), Some("2026-03-04"), None),
            seen(2, Some("2026-03-02"), Some("2026-03-04"), Some("2026-03-02")),
            seen(3, Some("2026-03-02"), None, Some("2026-03-12")),
            seen(4, None, Some("2026-03-04"), None),
            seen(5, Some("2026-03-02"), None, None),
        ]);
        let days: Vec<_> =
            told.latest.iter().map(|late| (late.milestone_id.0, late.days)).collect();
        assert_eq!((told.milestones, days), (2, vec![(nth(3), 10), (nth(1), 2)]));
    }

    #[test]
    fn what_is_named_one_by_one_is_bounded_and_what_is_counted_is_not() {
        let item = |n| SeenRaidItem {
            id: RaidItemId(nth(n)),
            kind: RaidKind::Risk,
            status: RaidStatus::Open,
            severity: Some(25),
        };
        let [figure] = counted((1..=150).map(item).collect()).try_into().expect("one group");
        assert_eq!((figure.items, figure.item_ids.len()), (150, BEHIND_MAX));
        let week = |n: i32| MyWeek {
            week: crate::reports::days::plus_days(day("2026-03-02"), n * 7),
            hours: Hours::hundredths(100),
            timesheet_id: TimesheetId(nth(1)),
        };
        let weeks = newest((0..20).map(week).collect());
        assert_eq!((weeks.len(), weeks[0].week), (MY_WEEKS_MAX, week(19).week));
    }

    #[test]
    fn tasks_are_counted_by_status() {
        let told = by_status(vec![TaskStatus::Done, TaskStatus::Open, TaskStatus::Done]);
        let counts: Vec<_> = told.iter().map(|row| (row.status, row.tasks)).collect();
        assert_eq!(counts, [(TaskStatus::Open, 1), (TaskStatus::Done, 2)]);
    }
}
