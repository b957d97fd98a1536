//! How a command is told: as it is, or twisted.

use loggia_core::command::Command;
use loggia_core::delivery::{
    Assumption, DeliveryKind, Dependency, Health, Issue, Priority, ProjectStatus, RaidDetails,
    RaidStatus, Risk, Sentiment, TaskStatus, Validation,
};
use loggia_core::effort::Billable;
use loggia_core::scalar::{Change, Grade, Text};

use super::{Secret, Twist};

const VALIDATIONS: [Validation; 3] = [Validation::NotYet, Validation::Yes, Validation::No];
const PRIORITIES: [Priority; 4] =
    [Priority::Low, Priority::Medium, Priority::High, Priority::Urgent];
const HEALTH: [Health; 3] = [Health::Green, Health::Amber, Health::Red];

impl Twist {
    /// Tells a command about projects.
    pub(super) fn tell_of_projects(self, command: &mut Command) {
        use ProjectStatus::{Active, Cancelled, Completed, OnHold};
        match command {
            Command::CreateProject(c) => {
                self.name(Secret::ProjectName, &mut c.name);
                for day in [&mut c.start, &mut c.end].into_iter().flatten() {
                    self.day(Secret::ProjectDates, day);
                }
                let kinds = [DeliveryKind::Joint, DeliveryKind::PartnerLed, DeliveryKind::Direct];
                self.turned(Secret::Delivery, &mut c.delivery, &kinds);
                if let Some(hours) = &mut c.budget_hours {
                    self.hours(Secret::BudgetHours, hours);
                }
                if let Some(budget) = &mut c.budget {
                    self.amount(Secret::Budget, budget);
                }
            }
            Command::ChangeProject(c) => {
                if let Change::To(called) = &mut c.name {
                    self.name(Secret::ProjectName, called);
                }
                self.changed_day(Secret::ProjectDates, &mut c.start);
                self.changed_day(Secret::ProjectDates, &mut c.end);
                if let Change::To(Some(hours)) = &mut c.budget_hours {
                    self.hours(Secret::BudgetHours, hours);
                }
            }
            // Where all begin stays where it is.
            Command::SetProjectStatus(c) => {
                let all = [Active, OnHold, Completed, Cancelled];
                self.turned(Secret::ProjectStatus, &mut c.status, &all);
            }
            Command::SetProjectHealth(c) => {
                let all = [Health::Green, Health::Amber, Health::Red];
                self.turned(Secret::Health, &mut c.health, &all);
                if let Some(reason) = &mut c.reason {
                    self.text(Secret::HealthReason, reason);
                }
            }
            Command::AddPhase(c) => {
                self.name(Secret::PhaseName, &mut c.name);
                for day in [&mut c.start, &mut c.end].into_iter().flatten() {
                    self.day(Secret::PhaseDates, day);
                }
            }
            Command::ChangePhase(c) => {
                if let Change::To(called) = &mut c.name {
                    self.name(Secret::PhaseName, called);
                }
                self.changed_day(Secret::PhaseDates, &mut c.start);
                self.changed_day(Secret::PhaseDates, &mut c.end);
            }
            Command::AddMilestone(c) => {
                self.name(Secret::MilestoneName, &mut c.name);
                for day in [&mut c.target, &mut c.forecast, &mut c.actual].into_iter().flatten() {
                    self.day(Secret::MilestoneDates, day);
                }
                c.is_value ^= self.twists(Secret::MilestoneValue);
            }
            Command::ChangeMilestone(c) => {
                if let Change::To(called) = &mut c.name {
                    self.name(Secret::MilestoneName, called);
                }
                for day in [&mut c.target, &mut c.forecast, &mut c.actual] {
                    self.changed_day(Secret::MilestoneDates, day);
                }
            }
            _ => self.tell_of_tasks(command),
        }
    }

    fn tell_of_tasks(self, command: &mut Command) {
        use TaskStatus::{Blocked, Done, InProgress};
        match command {
            Command::AddTask(c) => {
                self.name(Secret::TaskTitle, &mut c.title);
                if let Some(description) = &mut c.description {
                    self.text(Secret::TaskDescription, description);
                }
                if let Some(slot) = &mut c.slot {
                    self.instant(Secret::TaskPlanned, &mut slot.start);
                    self.instant(Secret::TaskPlanned, &mut slot.end);
                }
                self.hours(Secret::TaskHours, &mut c.planned);
            }
            Command::ChangeTask(c) => {
                if let Change::To(title) = &mut c.title {
                    self.name(Secret::TaskTitle, title);
                }
                if let Change::To(Some(description)) = &mut c.description {
                    self.text(Secret::TaskDescription, description);
                }
                if let Change::To(Some(slot)) = &mut c.slot {
                    self.instant(Secret::TaskPlanned, &mut slot.start);
                    self.instant(Secret::TaskPlanned, &mut slot.end);
                }
                if let Change::To(hours) = &mut c.planned {
                    self.hours(Secret::TaskHours, hours);
                }
                if let Change::To(items) = &mut c.checklist {
                    for item in items {
                        self.name(Secret::TaskChecklist, &mut item.text);
                        item.done ^= self.twists(Secret::TaskChecklist);
                    }
                }
            }
            Command::SetTaskStatus(c) => {
                self.turned(Secret::TaskStatus, &mut c.status, &[InProgress, Blocked, Done]);
            }
            Command::LinkTask(c) => {
                for link in &mut c.predecessors {
                    link.lag_minutes += i32::from(self.twists(Secret::TaskPredecessors));
                }
            }
            _ => self.tell_of_raid(command),
        }
    }

    /// Tells a command about RAID items.
    fn tell_of_raid(self, command: &mut Command) {
        match command {
            Command::RaiseRaidItem(c) => {
                self.name(Secret::RaidTitle, &mut c.title);
                self.note(Secret::RaidDescription, &mut c.description);
                if let Some(due) = &mut c.due {
                    self.day(Secret::RaidDue, due);
                }
                self.details(&mut c.details);
            }
            Command::ChangeRaidItem(c) => {
                if let Change::To(title) = &mut c.title {
                    self.name(Secret::RaidTitle, title);
                }
                self.changed_note(Secret::RaidDescription, &mut c.description);
                self.changed_day(Secret::RaidDue, &mut c.due);
                if let Change::To(impact) = &mut c.impact {
                    self.grade(Secret::RaidImpact, impact);
                }
                if let Change::To(likelihood) = &mut c.likelihood {
                    self.grade(Secret::RaidLikelihood, likelihood);
                }
                self.changed_note(Secret::RaidMitigation, &mut c.mitigation);
                self.changed_note(Secret::RaidMitigation, &mut c.contingency);
                if let Change::To(validated) = &mut c.validated {
                    self.turned(Secret::RaidValidated, validated, &VALIDATIONS);
                }
                if let Change::To(priority) = &mut c.priority {
                    self.turned(Secret::RaidPriority, priority, &PRIORITIES);
                }
                self.changed_note(Secret::RaidActionPlan, &mut c.action_plan);
                if let Change::To(whom) = &mut c.depends_on {
                    self.name(Secret::RaidDependsOn, whom);
                }
                self.changed_day(Secret::RaidNeededBy, &mut c.needed_by);
            }
            Command::RaiseIssueFromRisk(c) => {
                self.note(Secret::RaidDescription, &mut c.description);
                self.turned(Secret::RaidPriority, &mut c.priority, &PRIORITIES);
                self.note(Secret::RaidActionPlan, &mut c.action_plan);
            }
            // What is closed cannot occur: only who deals with it is another.
            Command::SetRaidStatus(c) => {
                let all = [RaidStatus::Open, RaidStatus::InProgress];
                self.turned(Secret::RaidStatus, &mut c.status, &all);
            }
            _ => self.tell_of_reports(command),
        }
    }

    fn details(self, details: &mut RaidDetails) {
        match details {
            RaidDetails::Risk(Risk { impact, likelihood, mitigation, contingency }) => {
                self.grade(Secret::RaidImpact, impact);
                self.grade(Secret::RaidLikelihood, likelihood);
                self.note(Secret::RaidMitigation, mitigation);
                self.note(Secret::RaidMitigation, contingency);
            }
            RaidDetails::Assumption(Assumption { validated }) => {
                self.turned(Secret::RaidValidated, validated, &VALIDATIONS);
            }
            RaidDetails::Issue(Issue { impact, priority, action_plan }) => {
                self.grade(Secret::RaidImpact, impact);
                self.turned(Secret::RaidPriority, priority, &PRIORITIES);
                self.note(Secret::RaidActionPlan, action_plan);
            }
            RaidDetails::Dependency(Dependency { depends_on, needed_by }) => {
                self.name(Secret::RaidDependsOn, depends_on);
                if let Some(by) = needed_by {
                    self.day(Secret::RaidNeededBy, by);
                }
            }
        }
    }

    fn tell_of_reports(self, command: &mut Command) {
        match command {
            Command::WriteStatusReport(c) => {
                self.day(Secret::ReportPeriod, &mut c.from);
                self.day(Secret::ReportPeriod, &mut c.to);
                for health in [&mut c.scope, &mut c.schedule, &mut c.budget, &mut c.resources] {
                    self.turned(Secret::ReportHealth, health, &HEALTH);
                }
                self.text(Secret::ReportSummary, &mut c.summary);
                self.note(Secret::ReportAchievements, &mut c.achievements);
                self.note(Secret::ReportAchievements, &mut c.next_steps);
                if let Some(sentiment) = &mut c.sentiment {
                    self.sentiment(sentiment);
                }
            }
            Command::ChangeStatusReport(c) => {
                for day in [&mut c.from, &mut c.to] {
                    if let Change::To(day) = day {
                        self.day(Secret::ReportPeriod, day);
                    }
                }
                for health in [&mut c.scope, &mut c.schedule, &mut c.budget, &mut c.resources] {
                    if let Change::To(health) = health {
                        self.turned(Secret::ReportHealth, health, &HEALTH);
                    }
                }
                if let Change::To(summary) = &mut c.summary {
                    self.text(Secret::ReportSummary, summary);
                }
                self.changed_note(Secret::ReportAchievements, &mut c.achievements);
                self.changed_note(Secret::ReportAchievements, &mut c.next_steps);
                if let Change::To(Some(sentiment)) = &mut c.sentiment {
                    self.sentiment(sentiment);
                }
            }
            Command::ReturnStatusReport(c) => {
                self.text(Secret::ReportReturnReason, &mut c.reason);
            }
            _ => self.tell_of_effort(command),
        }
    }

    fn sentiment(self, sentiment: &mut Sentiment) {
        self.grade(Secret::ReportSentiment, &mut sentiment.grade);
        self.note(Secret::ReportSentimentComment, &mut sentiment.comment);
    }

    fn tell_of_effort(self, command: &mut Command) {
        match command {
            // Twice as much; what is taken back is taken from that.
            Command::LogTime(c) => {
                if self.twists(Secret::WorkedHours) && !c.hours.is_negative() {
                    c.hours = c.hours.plus(c.hours);
                }
                self.note(Secret::WorkedNotes, &mut c.note);
            }
            Command::RejectTimesheet(c) => self.text(Secret::TimesheetReason, &mut c.reason),
            Command::ReopenTimesheet(c) => self.text(Secret::TimesheetReason, &mut c.reason),
            Command::AddExpense(c) => {
                self.name(Secret::ExpenseCategory, &mut c.category);
                self.day(Secret::ExpenseDay, &mut c.day);
                self.amount(Secret::ExpenseMoney, &mut c.money.amount);
                // Of staff: a partner who may not edit it does not say so.
                if self.twists(Secret::ExpenseBillable) {
                    c.billable = Billable::No;
                }
                self.note(Secret::ExpenseNotes, &mut c.notes);
            }
            Command::ChangeExpense(c) => {
                if let Change::To(category) = &mut c.category {
                    self.name(Secret::ExpenseCategory, category);
                }
                if let Change::To(day) = &mut c.day {
                    self.day(Secret::ExpenseDay, day);
                }
                if let Change::To(money) = &mut c.money {
                    self.amount(Secret::ExpenseMoney, &mut money.amount);
                }
                self.changed_note(Secret::ExpenseNotes, &mut c.notes);
            }
            Command::RejectExpense(c) => self.text(Secret::ExpenseReason, &mut c.reason),
            _ => {}
        }
    }

    fn note(self, secret: Secret, told: &mut Option<Text>) {
        if let Some(told) = told {
            self.text(secret, told);
        }
    }

    fn changed_note(self, secret: Secret, told: &mut Change<Option<Text>>) {
        if let Change::To(told) = told {
            self.note(secret, told);
        }
    }

    /// The next one; the first after the last.
    fn grade(self, secret: Secret, told: &mut Grade) {
        if self.twists(secret) {
            *told = Grade::new(told.number() % 5 + 1).unwrap_or(*told);
        }
    }
}
