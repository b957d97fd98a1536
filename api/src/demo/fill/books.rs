//! What people worked and spent on the projects, what may go wrong, and how it went: something in
//! every state.

use loggia_core::actor::Actor;
use loggia_core::delivery::{
    About, AddComment, Assumption, Audience, Dependency, Health, Issue, Priority,
    PublishStatusReport, RaidDetails, RaiseRaidItem, Risk, Sentiment, SubmitStatusReport,
    Validation, WriteStatusReport,
};
use loggia_core::effort::{
    AddExpense, ApproveExpense, ApproveTimesheet, Availability, AvailabilityPeriod, Billable,
    BookPerson, BookingStatus, LogTime, PayExpense, RejectExpense, RejectTimesheet,
    SetAvailability, SetSkills, Skill, SubmitExpense, SubmitTimesheet, WorkedOn,
};
use loggia_core::id::{
    ExpenseId, PartnerUserId, PersonId, ProjectId, RaidItemId, StatusReportId, TaskId, TimesheetId,
};
use loggia_core::scalar::{Grade, Hours, Money, Text};

use super::FillError;
use super::people::name;
use super::projects::{Delivery, Shared};

/// How far a timesheet or an expense has come.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    Draft,
    Submitted,
    Rejected,
    Approved,
    Paid,
}

use Stage::{Approved, Draft, Paid, Rejected, Submitted};

/// Who worked on what, on which day of the plan, how many hours, and what became of it.
struct Worked(usize, usize, &'static str, i64, i64, Stage);

/// Each day lies in a week of its own.
const WORKED: [Worked; 5] = [
    Worked(0, 0, "Survey the hall", -19, 7, Approved),
    Worked(0, 0, "Draw the layout", -12, 9, Rejected),
    Worked(0, 0, "Draw the layout", -5, 6, Submitted),
    Worked(1, 1, "Read the old program", -18, 8, Approved),
    Worked(1, 1, "Read the old program", -11, 5, Draft),
];

/// Who spent how much on what, on which day, and what became of it.
struct Spent(usize, usize, &'static str, &'static str, i64, Stage);

const SPENT: [Spent; 6] = [
    Spent(0, 0, "Travel", "184.20", -19, Paid),
    Spent(0, 0, "Hotel", "238.00", -18, Approved),
    Spent(0, 0, "Meals", "41.55", -12, Rejected),
    Spent(0, 0, "Travel", "184.20", -5, Submitted),
    Spent(0, 0, "Tools", "79.90", -5, Draft),
    Spent(1, 1, "Tools", "312.00", -9, Submitted),
];

/// Writes them down, each by whoever would do so.
pub(super) struct Books<'a> {
    pub(super) delivery: &'a Delivery<'a>,
    pub(super) shared: &'a Shared,
}

impl Books<'_> {
    pub(super) async fn fill(&self) -> Result<(), FillError> {
        for worked in &WORKED {
            self.worked(worked).await?;
        }
        for spent in &SPENT {
            self.spent(spent).await?;
        }
        self.planned().await?;
        let risk = self.raid().await?;
        self.reported().await?;
        self.said(risk).await
    }

    async fn worked(
        &self,
        Worked(guest, project, title, day, hours, stage): &Worked,
    ) -> Result<(), FillError> {
        let (by, manager) = (self.guest(*guest)?, self.delivery.by());
        let log = LogTime {
            person: None,
            on: WorkedOn::Task(self.task(*project, title)?),
            day: self.delivery.day(*day),
            hours: Hours::hundredths(hours * 100),
            note: None,
        };
        let timesheet = TimesheetId(self.delivery.make(by, log).await?);
        if *stage == Draft {
            return Ok(());
        }
        self.delivery.ask(by, SubmitTimesheet { timesheet }).await?;
        match stage {
            Draft | Submitted => {}
            Rejected => {
                let reason = text("the day had eight hours")?;
                self.delivery.ask(manager, RejectTimesheet { timesheet, reason }).await?;
            }
            Approved | Paid => {
                let approve = ApproveTimesheet { timesheet, phase: None };
                self.delivery.ask(manager, approve).await?;
            }
        }
        Ok(())
    }

    async fn spent(
        &self,
        Spent(guest, project, category, amount, day, stage): &Spent,
    ) -> Result<(), FillError> {
        let (by, manager) = (self.guest(*guest)?, self.delivery.by());
        let money = amount.parse().ok().zip("EUR".parse().ok());
        let money = money.and_then(|(amount, currency)| Money::new(amount, currency).ok());
        let add = AddExpense {
            person: None,
            project: self.project(*project)?,
            phase: None,
            category: name(category)?,
            day: self.delivery.day(*day),
            money: money.ok_or(FillError::Unknown("an amount of money"))?,
            billable: Billable::No,
            notes: None,
        };
        let expense = ExpenseId(self.delivery.make(by, add).await?);
        if *stage == Draft {
            return Ok(());
        }
        self.delivery.ask(by, SubmitExpense { expense }).await?;
        match stage {
            Draft | Submitted => {}
            Rejected => {
                let reason = text("the receipt is missing")?;
                self.delivery.ask(manager, RejectExpense { expense, reason }).await?;
            }
            Approved => {
                self.delivery.ask(manager, ApproveExpense { expense }).await?;
            }
            Paid => {
                self.delivery.ask(manager, ApproveExpense { expense }).await?;
                self.delivery.ask(manager, PayExpense { expense }).await?;
            }
        }
        Ok(())
    }

    /// What the contractor can do, when he is away, and for what he is booked.
    async fn planned(&self) -> Result<(), FillError> {
        let kemal = self.guest(1)?;
        let skill = |called, level| {
            let level = Grade::new(level).map_err(|_| FillError::Unknown("a grade"))?;
            let (category, name) = (name("Programming")?, name(called)?);
            Ok::<_, FillError>(Skill { category, name, level, valid_until: None })
        };
        let skills = vec![skill("IEC 61131", 5)?, skill("Safety controllers", 3)?];
        self.delivery.ask(kemal, SetSkills { person: None, skills }).await?;
        let away = AvailabilityPeriod {
            from: self.delivery.day(20),
            until: self.delivery.day(24),
            availability: Availability::TimeOff,
        };
        let away = SetAvailability { person: None, periods: vec![away] };
        self.delivery.ask(kemal, away).await?;
        let project = self.project(1)?;
        let world = self.delivery.world();
        let phases = world.delivery.project(project).map(|project| project.phases.clone());
        let phase = phases.ok().and_then(|phases| phases.get(1).copied());
        let book = BookPerson {
            person: Some(self.person(1)?),
            phase: phase.ok_or(FillError::Unknown("a second phase"))?,
            from: self.delivery.day(-2),
            until: self.delivery.day(6),
            hours: Hours::hundredths(4_800),
            status: BookingStatus::Confirmed,
        };
        self.delivery.ask(self.delivery.by(), book).await?;
        Ok(())
    }

    /// Something of each kind; the risk is the first.
    async fn raid(&self) -> Result<RaidItemId, FillError> {
        let grade = |n| Grade::new(n).map_err(|_| FillError::Unknown("a grade"));
        let (manager, iris) = (self.delivery.by(), self.guest(0)?);
        let risk = RaidDetails::Risk(Risk {
            impact: grade(4)?,
            likelihood: grade(3)?,
            mitigation: Some(text("a spare controller is ordered")?),
            contingency: None,
        });
        let assumption = RaidDetails::Assumption(Assumption { validated: Validation::NotYet });
        let issue = RaidDetails::Issue(Issue {
            impact: grade(3)?,
            priority: Priority::High,
            action_plan: Some(text("measure again with the doors closed")?),
        });
        let depends_on = name("the fire inspector")?;
        let needed_by = Some(self.delivery.day(15));
        let dependency = RaidDetails::Dependency(Dependency { depends_on, needed_by });
        let items = [
            (manager, "The robot's controller comes late", risk, Audience::Shared),
            (manager, "The old line runs until the new one does", assumption, Audience::Internal),
            (iris, "The hall is too cold for the gripper", issue, Audience::Shared),
            (manager, "The hall must be released", dependency, Audience::Shared),
        ];
        let mut first = None;
        for (by, title, details, audience) in items {
            let raise = RaiseRaidItem {
                project: self.project(0)?,
                title: name(title)?,
                description: None,
                details,
                owner: None,
                due: Some(self.delivery.day(10)),
                audience,
            };
            let item = RaidItemId(self.delivery.make(by, raise).await?);
            first = first.or(Some(item));
        }
        first.ok_or(FillError::Unknown("a risk"))
    }

    /// The integrator's report on last week, which is published, and one that he writes.
    async fn reported(&self) -> Result<(), FillError> {
        let iris = self.guest(0)?;
        let grade = Grade::new(4).map_err(|_| FillError::Unknown("a grade"))?;
        let write = |from, to, summary| {
            Ok::<_, FillError>(WriteStatusReport {
                project: self.project(0)?,
                from: self.delivery.day(from),
                to: self.delivery.day(to),
                scope: Health::Green,
                schedule: Health::Amber,
                budget: Health::Green,
                resources: Health::Green,
                summary: text(summary)?,
                achievements: Some(text("the layout is drawn")?),
                next_steps: Some(text("the cables")?),
                sentiment: Some(Sentiment { grade, comment: None }),
                audience: Audience::Shared,
            })
        };
        let past = write(-14, -8, "the controller is late, the rest is in time")?;
        let report = StatusReportId(self.delivery.make(iris, past).await?);
        self.delivery.ask(iris, SubmitStatusReport { report }).await?;
        self.delivery.ask(self.delivery.by(), PublishStatusReport { report }).await?;
        let draft = write(-7, -1, "the gripper freezes")?;
        self.delivery.ask(iris, draft).await?;
        Ok(())
    }

    async fn said(&self, risk: RaidItemId) -> Result<(), FillError> {
        let about = About::RaidItem(risk);
        let words = [
            (self.delivery.by(), "The maker promises the twelfth.", Audience::Shared),
            (self.guest(0)?, "We can test with a borrowed one until then.", Audience::Shared),
            (self.delivery.by(), "Do not tell them of the penalty yet.", Audience::Internal),
        ];
        for (by, words, audience) in words {
            self.delivery.ask(by, AddComment { about, text: text(words)?, audience }).await?;
        }
        Ok(())
    }

    fn guest(&self, nth: usize) -> Result<Actor, FillError> {
        let user: Option<&PartnerUserId> = self.shared.users.get(nth);
        user.map(|user| Actor::Partner(*user)).ok_or(FillError::Unknown("a guest"))
    }

    fn person(&self, nth: usize) -> Result<PersonId, FillError> {
        self.shared.persons.get(nth).copied().ok_or(FillError::Unknown("a person"))
    }

    fn project(&self, nth: usize) -> Result<ProjectId, FillError> {
        self.shared.projects.get(nth).copied().ok_or(FillError::Unknown("a project"))
    }

    fn task(&self, project: usize, title: &str) -> Result<TaskId, FillError> {
        let world = self.delivery.world();
        let project = self.project(project)?;
        let mut tasks = world.delivery.phases_of(project).flat_map(|p| world.delivery.tasks_of(p));
        let found = tasks.find(|task| task.brief.title.as_str() == title);
        found.map(|task| task.id).ok_or(FillError::Unknown("a task"))
    }
}

fn text(words: &str) -> Result<Text, FillError> {
    Text::new(words).map_err(|_| FillError::Unknown("a text"))
}
