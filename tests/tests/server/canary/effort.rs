//! RAID items, reports, time and money of canaries: of people of the host company, whom the level of
//! the story tells, and what of the same kinds is kept from everybody.

use loggia_core::access::{
    ExpenseField, Field, PhaseField, ProjectField, RaidField, StatusReportField, TaskField,
    TimesheetField, UserId,
};
use loggia_core::actor::Actor;
use loggia_core::command::Command;
use loggia_core::delivery::{
    Assumption, Audience, Dependency, Health, Issue, PublishStatusReport, RaidDetails,
    RaiseRaidItem, ReturnStatusReport, Risk, Sentiment, SubmitStatusReport, WriteStatusReport,
};
use loggia_core::effort::{
    AddExpense, Billable, LogTime, RejectExpense, RejectTimesheet, SubmitExpense, SubmitTimesheet,
    WorkedOn,
};
use loggia_core::id::{PersonId, PhaseId, ProjectId, StaffUserId, TaskId};
use loggia_core::scalar::{Grade, Money, Text};
use loggia_core::spec::name;
use loggia_tests::story::{Ask, Story, Teller};

use super::plant::Canary;
use super::project::day;

pub(super) fn canaries() -> Vec<Canary> {
    use Field::{Expense as E, RaidItem as R, StatusReport as S, Timesheet as W};
    let canary = |sings, by: &[Field]| Canary { sings, by: by.to_vec() };
    vec![
        canary("canary-risk", &[R(RaidField::Title)]),
        canary("canary-assumption", &[R(RaidField::Title)]),
        canary("canary-issue", &[R(RaidField::Title)]),
        canary("canary-dependency", &[R(RaidField::Title)]),
        canary("canary-about", &[R(RaidField::Description)]),
        canary("canary-raid-owner", &[R(RaidField::Owner)]),
        canary("canary-raiser", &[R(RaidField::RaisedBy)]),
        canary("2041-07-08", &[R(RaidField::Due)]),
        canary("canary-mitigation", &[R(RaidField::Mitigation)]),
        canary("canary-contingency", &[R(RaidField::Contingency)]),
        canary("canary-action", &[R(RaidField::ActionPlan)]),
        canary("canary-city", &[R(RaidField::DependsOn)]),
        canary("2041-07-09", &[R(RaidField::NeededBy)]),
        canary("2041-08-01", &[S(StatusReportField::PeriodStart)]),
        canary("2041-08-22", &[S(StatusReportField::PeriodEnd)]),
        canary("canary-summary", &[S(StatusReportField::Summary)]),
        canary("canary-achieved", &[S(StatusReportField::Achievements)]),
        canary("canary-next", &[S(StatusReportField::NextSteps)]),
        canary("canary-sentiment", &[S(StatusReportField::SentimentComment)]),
        canary("canary-author", &[S(StatusReportField::Author)]),
        canary("canary-worker", &[W(TimesheetField::Person)]),
        canary("2041-03-11", &[W(TimesheetField::Week)]),
        canary("canary-worked", &[W(TimesheetField::Lines)]),
        canary(
            "7.23",
            &[
                W(TimesheetField::Lines),
                W(TimesheetField::Hours),
                Field::Task(TaskField::LoggedHours),
                Field::Phase(PhaseField::LoggedHours),
                Field::Project(ProjectField::LoggedHours),
            ],
        ),
        canary("canary-spender", &[E(ExpenseField::Person)]),
        canary("canary-travel", &[E(ExpenseField::Category)]),
        canary("2041-09-10", &[E(ExpenseField::Day)]),
        canary("7310031", &[E(ExpenseField::Money)]),
        canary("canary-notes", &[E(ExpenseField::Notes)]),
        canary("canary-receipt", &[E(ExpenseField::Reason)]),
    ]
}

/// What no partner of the story may hear of: internal items and reports, drafts of staff and why they
/// came back, time and money of people of whom nobody is told, and why the time of others came back.
pub(super) const NEVER: [&str; 9] = [
    "canary-internal-item",
    "canary-internal-report",
    "canary-draft",
    "canary-return",
    "canary-other-item",
    "canary-other-worked",
    "canary-other-travel",
    "canary-other-notes",
    "canary-sheet-reason",
];

/// Where they are planted, and who is there.
pub(super) struct Ground {
    pub(super) project: ProjectId,
    pub(super) phase: PhaseId,
    pub(super) task: TaskId,
    pub(super) other_project: ProjectId,
    pub(super) owner: PersonId,
    pub(super) raiser: StaffUserId,
    pub(super) author: StaffUserId,
    pub(super) worker: PersonId,
    pub(super) spender: PersonId,
    /// A name in a plan, of whom nobody is told.
    pub(super) somebody: PersonId,
    pub(super) speaker: StaffUserId,
    /// A task of the phase, for the host company alone.
    pub(super) internal: TaskId,
    /// A task of a phase that nobody outside is shown.
    pub(super) elsewhere: TaskId,
}

fn text(of: &str) -> Option<Text> {
    Text::new(of).ok()
}

fn by(story: &mut Story, actor: StaffUserId, command: impl Into<Command>) {
    let actor = Actor::Staff(actor);
    story.ask(Teller::Own, &Ask { actor, command: command.into() }).unwrap();
}

pub(super) fn root(story: &Story) -> StaffUserId {
    match story.world.access.user_by_name(&name("root")) {
        Some(UserId::Staff(id)) => id,
        Some(UserId::Partner(_)) | None => panic!("root is of the house"),
    }
}

pub(super) fn plant(story: &mut Story, ground: &Ground) {
    raid(story, ground);
    reports(story, ground);
    time(story, ground);
    money(story, ground);
}

fn raid(story: &mut Story, ground: &Ground) {
    let grade = Grade::new(4).unwrap();
    let item = |title: &str, details| RaiseRaidItem {
        project: ground.project,
        title: name(title),
        description: None,
        details,
        owner: None,
        due: None,
        audience: Audience::Shared,
    };
    let risk = RaidDetails::Risk(Risk {
        impact: grade,
        likelihood: grade,
        mitigation: text("canary-mitigation"),
        contingency: text("canary-contingency"),
    });
    let told = RaiseRaidItem {
        description: text("canary-about"),
        owner: Some(ground.owner),
        due: day("2041-07-08"),
        ..item("canary-risk", risk.clone())
    };
    by(story, ground.raiser, told);
    let assumption = RaidDetails::Assumption(Assumption { validated: Default::default() });
    by(story, ground.raiser, item("canary-assumption", assumption));
    let action_plan = text("canary-action");
    let issue = Issue { impact: grade, priority: Default::default(), action_plan };
    by(story, ground.raiser, item("canary-issue", RaidDetails::Issue(issue)));
    let dependency = Dependency { depends_on: name("canary-city"), needed_by: day("2041-07-09") };
    by(story, ground.raiser, item("canary-dependency", RaidDetails::Dependency(dependency)));
    let audience = Audience::Internal;
    let internal = RaiseRaidItem { audience, ..item("canary-internal-item", risk.clone()) };
    let description = text("canary-internal-item");
    by(story, ground.raiser, RaiseRaidItem { description, ..internal });
    let project = ground.other_project;
    by(story, ground.raiser, RaiseRaidItem { project, ..item("canary-other-item", risk) });
}

fn reports(story: &mut Story, ground: &Ground) {
    let written = |summary: &str| WriteStatusReport {
        project: ground.project,
        from: day("2041-08-01").unwrap(),
        to: day("2041-08-22").unwrap(),
        scope: Health::Green,
        schedule: Health::Amber,
        budget: Health::Red,
        resources: Health::Green,
        summary: text(summary).unwrap(),
        achievements: None,
        next_steps: None,
        sentiment: None,
        audience: Audience::Shared,
    };
    let comment = text("canary-sentiment");
    let told = WriteStatusReport {
        achievements: text("canary-achieved"),
        next_steps: text("canary-next"),
        sentiment: Some(Sentiment { grade: Grade::new(2).unwrap(), comment }),
        ..written("canary-summary")
    };
    let internal =
        WriteStatusReport { audience: Audience::Internal, ..written("canary-internal-report") };
    for published in [told, internal] {
        by(story, ground.author, published);
        let report = *story.own.reports.last().unwrap();
        by(story, ground.author, SubmitStatusReport { report });
        by(story, ground.author, PublishStatusReport { report });
    }
    by(story, ground.author, written("canary-draft"));
    let report = *story.own.reports.last().unwrap();
    by(story, ground.author, SubmitStatusReport { report });
    let reason = text("canary-return").unwrap();
    by(story, ground.author, ReturnStatusReport { report, reason });
}

fn time(story: &mut Story, ground: &Ground) {
    let log = |person, on, note: &str, hours: &str| LogTime {
        person: Some(person),
        on,
        day: day("2041-03-13").unwrap(),
        hours: hours.parse().unwrap(),
        note: text(note),
    };
    let root = root(story);
    let on = WorkedOn::Task(ground.task);
    by(story, root, log(ground.worker, on, "canary-worked", "7.23"));
    let timesheet = *story.own.timesheets.last().unwrap();
    by(story, root, SubmitTimesheet { timesheet });
    let reason = text("canary-sheet-reason").unwrap();
    by(story, root, RejectTimesheet { timesheet, reason });
    // On the phase as such: what is worked on a task is told with the task.
    let on = WorkedOn::Phase(ground.phase);
    by(story, root, log(ground.somebody, on, "canary-other-worked", "3.17"));
}

fn money(story: &mut Story, ground: &Ground) {
    let spent = |person, category: &str, amount: &str, notes: &str| AddExpense {
        person: Some(person),
        project: ground.project,
        phase: Some(ground.phase),
        category: name(category),
        day: day("2041-09-10").unwrap(),
        money: Money::new(amount.parse().unwrap(), "EUR".parse().unwrap()).unwrap(),
        billable: Billable::Yes,
        notes: text(notes),
    };
    let root = root(story);
    by(story, root, spent(ground.spender, "canary-travel", "7310031", "canary-notes"));
    let expense = *story.own.expenses.last().unwrap();
    by(story, root, SubmitExpense { expense });
    by(story, root, RejectExpense { expense, reason: text("canary-receipt").unwrap() });
    by(story, root, spent(ground.somebody, "canary-other-travel", "17", "canary-other-notes"));
}
