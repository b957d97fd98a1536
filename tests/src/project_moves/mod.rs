//! Moves about projects, made by staff and by partners: access levels and persons, phases and who
//! takes part, milestones, tasks, plans, RAID items, status reports, time and money, profiles and
//! bookings, comments and attachments.

mod expenses;
mod headers;
mod history;
mod levels;
mod plans;
mod profiles;
mod raid;
mod remarks;
mod reports;
mod tasks;
mod time;

use loggia_core::access::UserId;
use loggia_core::actor::Actor;
use loggia_core::command::Command;
use loggia_core::delivery::Audience;
use loggia_core::event::{AccessEvent, DeliveryEvent, EffortEvent, Event};
use loggia_core::id::{PersonId, PhaseId, ProjectId};
use loggia_core::scalar::{Date, Hours, Name, Text};
use loggia_core::spec::name;
use proptest::prelude::*;

use crate::moves::{Move, Pick};
use crate::story::{Cast, STAFF, Story, Teller, pick};

pub use expenses::ExpenseMove;
pub use headers::HeaderMove;
pub use history::HistoryMove;
pub use levels::{DefaultOf, Grants, LevelMove};
pub use plans::PlanMove;
pub use profiles::ProfileMove;
pub use raid::RaidMove;
pub use remarks::{RemarkMove, Topic};
pub use reports::ReportMove;
pub use tasks::TaskMove;
pub use time::{HowMuch, TimeMove, Work};

/// What happens next in projects.
#[derive(Clone, Debug)]
pub enum ProjectMove {
    /// Who may see and do what.
    Level(LevelMove),
    /// The project, its phases, who takes part, its milestones.
    Header(HeaderMove),
    /// Its tasks.
    Task(TaskMove),
    /// A plan that is imported.
    Plan(PlanMove),
    /// Its risks, assumptions, issues and dependencies.
    Raid(RaidMove),
    /// How it went.
    Report(ReportMove),
    /// What was worked.
    Time(TimeMove),
    /// What was spent.
    Expense(ExpenseMove),
    /// Who can do what, and is booked for what.
    Profile(ProfileMove),
    /// What is said about it, and attached.
    Remark(RemarkMove),
    /// What was worked before.
    History(HistoryMove),
}

macro_rules! moves {
    ($($variant:ident($of:ident))+) => {$(
        impl From<$of> for Move {
            fn from(next: $of) -> Self {
                Self::Project(ProjectMove::$variant(next))
            }
        }
    )+};
}

moves! {
    Level(LevelMove)
    Header(HeaderMove)
    Task(TaskMove)
    Plan(PlanMove)
    Raid(RaidMove)
    Report(ReportMove)
    Time(TimeMove)
    Expense(ExpenseMove)
    Profile(ProfileMove)
    Remark(RemarkMove)
    History(HistoryMove)
}

/// Who asks: a partner, or staff.
pub type By = Option<Pick>;

/// Who asks, where it counts whether somebody of staff is a person as well.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    /// The administrator who opened the workspace.
    Root,
    /// Somebody of the host company, who delivers.
    Staff(Pick),
    /// A partner.
    Partner(Pick),
}

impl Who {
    fn is_partner(self) -> bool {
        matches!(self, Self::Partner(_))
    }
}

/// In whose projects something happens when a stranger makes it happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum At {
    /// In the teller's own.
    Home,
    /// In those of the own story as well.
    Anywhere,
}

/// How far the levels of a story may open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// As far as there is.
    All,
    /// Not to what strangers put into the same project.
    Assigned,
}

impl ProjectMove {
    /// Whether it is about everybody outside, whoever makes it.
    pub fn is_everybodys(&self) -> bool {
        match self {
            Self::Level(next) => next.is_everybodys(),
            Self::Time(next) => next.is_everybodys(),
            Self::Header(_)
            | Self::Task(_)
            | Self::Plan(_)
            | Self::Raid(_)
            | Self::Report(_)
            | Self::Expense(_)
            | Self::Profile(_)
            | Self::Remark(_)
            | Self::History(_) => false,
        }
    }

    /// Whether those do not notice it whose levels reach so far, if a stranger makes it.
    pub fn is_a_strangers(&self, reach: Reach) -> bool {
        match self {
            Self::Level(next) => next.is_a_strangers(),
            Self::Header(next) => next.is_a_strangers(reach),
            // Those in the projects of others are internal, which no level shows.
            Self::Task(_) => true,
            Self::Plan(_) => true,
            Self::Raid(next) => next.is_a_strangers(reach),
            Self::Report(next) => next.is_a_strangers(reach),
            Self::Time(next) => next.is_a_strangers(reach),
            Self::Expense(next) => next.is_a_strangers(reach),
            // About what is the stranger's own.
            Self::Profile(_) | Self::Remark(_) | Self::History(_) => true,
        }
    }

    /// The same with levels that reach so far; none where it would depend on what strangers do.
    pub fn reaching(self, reach: Reach) -> Option<Self> {
        match self {
            Self::Level(next) => Some(Self::Level(next.reaching(reach))),
            Self::Task(next) if next.depends_on_strangers(reach) => None,
            other => Some(other),
        }
    }
}

/// Any of them.
pub fn any_project_move() -> impl Strategy<Value = ProjectMove> {
    use ProjectMove as M;
    prop_oneof![
        6 => levels::any_level_move().prop_map(M::Level),
        9 => headers::any_header_move().prop_map(M::Header),
        7 => tasks::any_task_move().prop_map(M::Task),
        1 => plans::any_plan_move().prop_map(M::Plan),
        5 => raid::any_raid_move().prop_map(M::Raid),
        4 => reports::any_report_move().prop_map(M::Report),
        9 => time::any_time_move().prop_map(M::Time),
        6 => expenses::any_expense_move().prop_map(M::Expense),
        4 => profiles::any_profile_move().prop_map(M::Profile),
        5 => remarks::any_remark_move().prop_map(M::Remark),
        1 => history::any_history_move().prop_map(M::History),
    ]
}

fn any_at() -> impl Strategy<Value = At> {
    prop_oneof![3 => Just(At::Home), 2 => Just(At::Anywhere)]
}

fn any_audience() -> impl Strategy<Value = Audience> {
    prop_oneof![3 => Just(Audience::Shared), 2 => Just(Audience::Internal)]
}

fn any_who() -> impl Strategy<Value = Who> {
    prop_oneof![
        2 => Just(Who::Root),
        1 => any::<Pick>().prop_map(Who::Staff),
        3 => any::<Pick>().prop_map(Who::Partner),
    ]
}

impl Story {
    /// A project of two phases, in which the first two contacts, somebody of the host company and a
    /// name in a plan take part, with something of everything in it, and things of everything that
    /// are internal; and a plan that came twice.
    pub fn project(&mut self, teller: Teller) {
        self.project_and_tasks(teller);
        self.raid_and_reports(teller);
        self.time_and_money(teller);
        self.profiles_and_remarks(teller);
    }

    fn project_and_tasks(&mut self, teller: Teller) {
        use {HeaderMove as H, LevelMove as L, TaskMove as T};
        let (home, shared) = (At::Home, Audience::Shared);
        let (work, heading) = (0, 1);
        let moves: [Move; 28] = [
            L::StaffUser.into(),
            L::PersonOfContact(0).into(),
            L::PersonOfContact(1).into(),
            L::PersonOfStaff(0).into(),
            L::PersonOfName.into(),
            L::StaffUser.into(),
            L::Level(Grants(0x5555_5555_5555_5555, Reach::Assigned)).into(),
            L::Level(Grants(u64::MAX, Reach::Assigned)).into(),
            H::Project(Some(1), Some(0)).into(),
            H::Phase(home, 0, Some(2)).into(),
            H::Phase(home, 0, Some(0)).into(),
            H::Join(home, None, 0, 0, Some(0), None).into(),
            H::Join(home, None, 0, 1, None, Some(0)).into(),
            H::Join(home, None, 1, 1, None, Some(1)).into(),
            H::Join(home, None, 1, 2, None, None).into(),
            H::Join(home, None, 0, 3, Some(1), None).into(),
            H::Milestone(0, None, Some(2)).into(),
            H::Milestone(0, Some(1), None).into(),
            H::GoLive(0, Some(1)).into(),
            H::Judge(None, 0, 1).into(),
            T::Task(home, None, 0, None, heading, shared).into(),
            T::Task(home, None, 0, Some(0), heading, shared).into(),
            T::Task(home, None, 0, Some(1), work, shared).into(),
            T::Task(home, None, 0, Some(1), work, Audience::Internal).into(),
            T::Task(home, None, 1, None, work, shared).into(),
            T::Assign(2, vec![0]).into(),
            T::Assign(3, vec![0, 3]).into(),
            T::Follow(4, vec![2, 3], 0, 1).into(),
        ];
        for next in &moves {
            self.play(teller, next);
        }
    }

    /// The four kinds, by staff and by partners, linked; a risk that occurred; reports in every state.
    fn raid_and_reports(&mut self, teller: Teller) {
        use {RaidMove as R, ReportMove as S};
        let (home, root, ada, ben) = (At::Home, Who::Root, Who::Partner(0), Who::Partner(1));
        let (shared, internal) = (Audience::Shared, Audience::Internal);
        let links = |tasks, milestones, items| [tasks, milestones, items];
        let moves: [Move; 19] = [
            R::Raise(home, root, 0, 0, Some(1), shared).into(),
            R::Raise(home, ada, 0, 17, Some(0), shared).into(),
            R::Raise(home, Who::Staff(0), 0, 6, Some(2), shared).into(),
            R::Raise(home, ben, 0, 11, None, shared).into(),
            R::Raise(home, root, 0, 4, None, internal).into(),
            R::Link(root, 0, links(vec![2, 3], vec![0], vec![1, 3])).into(),
            R::Status(root, 3, 1).into(),
            R::Occur(root, 0).into(),
            S::Write(home, ben, 0, 13, shared).into(),
            S::Write(home, Who::Staff(0), 0, 31, shared).into(),
            S::Write(home, root, 0, 22, internal).into(),
            S::Write(home, root, 0, 39, shared).into(),
            S::Write(home, ben, 0, 50, shared).into(),
            S::Submit(root, 1).into(),
            S::Publish(1).into(),
            S::Submit(root, 2).into(),
            S::Publish(2).into(),
            S::Submit(ben, 4).into(),
            S::Return(4).into(),
        ];
        for next in &moves {
            self.play(teller, next);
        }
    }

    /// Time of two partners and of somebody of the host company, one of whom supervises another; what
    /// they spent; each in every state. Of the own story also the way in which all of it is approved.
    fn time_and_money(&mut self, teller: Teller) {
        use {ExpenseMove as E, LevelMove as L, TimeMove as T};
        let (home, root, ada, ben) = (At::Home, Who::Root, Who::Partner(0), Who::Partner(1));
        let (task, phase) = (Work::Task, Work::Phase);
        // Nobody decides about his own time.
        let other = Who::Staff(1);
        if teller == Teller::Own {
            let lines_by_owners = 0;
            self.play(teller, &T::Path(lines_by_owners).into());
        }
        let moves: [Move; 30] = [
            L::Supervise(0, Some(1)).into(),
            L::Supervise(1, Some(2)).into(),
            T::Log(home, ada, None, task(2), 14, 7).into(),
            T::Log(home, root, Some(0), phase(0), 14, 5).into(),
            T::Log(home, ben, None, task(2), 15, 6).into(),
            T::Log(home, root, Some(1), task(3), 15, 3).into(),
            T::Log(home, Who::Staff(0), None, phase(1), 16, 8).into(),
            T::Correct(ada, 0, 0, HowMuch::Newest).into(),
            T::Log(home, ada, None, task(2), 14, 3).into(),
            T::Submit(ada, 0).into(),
            T::Submit(ben, 1).into(),
            T::Reject(root, 1).into(),
            T::Submit(Who::Staff(0), 2).into(),
            T::Approve(other, 2, Some(0)).into(),
            T::Approve(other, 2, None).into(),
            T::Log(home, ada, None, task(2), 24, 2).into(),
            E::Add(home, ada, None, 0, Some(0), 13).into(),
            E::Add(home, ben, None, 0, Some(0), 37).into(),
            E::Add(home, root, Some(0), 0, None, 99).into(),
            E::Add(home, root, Some(1), 0, Some(1), 43).into(),
            E::Add(home, Who::Staff(0), None, 0, Some(1), 57).into(),
            E::Submit(ada, 0).into(),
            E::Submit(ben, 1).into(),
            E::Reject(root, 1).into(),
            E::Submit(root, 2).into(),
            E::Approve(root, 2).into(),
            E::Submit(root, 3).into(),
            E::Approve(root, 3).into(),
            E::Pay(3).into(),
            PlanMove { headings: 0, tasks: vec![(0, 0b0100_0001), (1, 0)], person: 0 }.into(),
        ];
        for next in &moves {
            self.play(teller, next);
        }
        let moved = PlanMove { headings: 0b111, tasks: vec![(1, 0b100)], person: 0 };
        self.play(teller, &moved.into());
    }

    /// Skills and time off of a partner, bookings of two, and remarks on everything, some of which are
    /// internal.
    fn profiles_and_remarks(&mut self, teller: Teller) {
        use {ProfileMove as P, RemarkMove as R};
        let (root, ada, ben) = (Who::Root, Who::Partner(0), Who::Partner(1));
        let (shared, internal) = (Audience::Shared, Audience::Internal);
        let moves: [Move; 17] = [
            P::Skills(ada, None, 2).into(),
            P::Away(ada, None, 50).into(),
            P::Book(root, Some(0), 0, 7).into(),
            P::Book(ben, None, 1, 13).into(),
            P::Book(root, Some(1), 0, 3).into(),
            P::ChangeBooking(root, 0, 2).into(),
            R::Say(root, Topic::Task(2), shared).into(),
            R::Say(ada, Topic::Task(2), shared).into(),
            R::Say(root, Topic::Project(0), internal).into(),
            R::Say(ben, Topic::Raid(3), shared).into(),
            R::Say(root, Topic::Expense(0), shared).into(),
            R::Change(root, 0, Some(internal)).into(),
            R::Attach(root, Topic::Milestone(0), shared).into(),
            R::Attach(ada, Topic::Expense(0), shared).into(),
            R::Attach(root, Topic::Report(1), internal).into(),
            R::Attach(ben, Topic::Task(4), shared).into(),
            HistoryMove(Some(0), Some(0), 35).into(),
        ];
        for next in &moves {
            self.play(teller, next);
        }
    }

    pub(crate) fn remember_projects(&mut self, teller: Teller, events: &[Event]) {
        let cast = match teller {
            Teller::Own => &mut self.own,
            Teller::Foreign => &mut self.foreign,
        };
        for event in events {
            match event {
                Event::Access(AccessEvent::StaffUserCreated(e)) => cast.staff.push(e.id),
                Event::Access(AccessEvent::AccessLevelCreated(e)) => cast.levels.push(e.id),
                Event::Effort(EffortEvent::PersonCreated(e)) => cast.persons.push(e.id),
                Event::Delivery(DeliveryEvent::ProjectCreated(e)) => cast.projects.push(e.id),
                Event::Delivery(DeliveryEvent::PhaseAdded(e)) => cast.phases.push(e.id),
                Event::Delivery(DeliveryEvent::ParticipantAdded(e)) => cast.parts.push(e.id),
                Event::Delivery(DeliveryEvent::MilestoneAdded(e)) => cast.milestones.push(e.id),
                Event::Delivery(DeliveryEvent::TaskAdded(e)) => cast.tasks.push(e.id),
                Event::Delivery(DeliveryEvent::RaidItemRaised(e)) => cast.raid.push(e.id),
                Event::Delivery(DeliveryEvent::StatusReportWritten(e)) => cast.reports.push(e.id),
                Event::Effort(EffortEvent::TimesheetOpened(e)) => cast.timesheets.push(e.id),
                Event::Effort(EffortEvent::ExpenseAdded(e)) => cast.expenses.push(e.id),
                Event::Effort(EffortEvent::PersonBooked(e)) => cast.bookings.push(e.id),
                Event::Delivery(DeliveryEvent::CommentAdded(e)) => cast.comments.push(e.id),
                Event::Delivery(DeliveryEvent::AttachmentAdded(e)) => cast.attachments.push(e.id),
                _ => {}
            }
        }
    }

    pub(crate) fn project_command(&self, teller: Teller, next: &ProjectMove) -> Option<Command> {
        match next {
            ProjectMove::Level(next) => self.level_command(teller, next),
            ProjectMove::Header(next) => self.header_command(teller, next),
            ProjectMove::Task(next) => self.task_command(teller, next),
            ProjectMove::Plan(next) => self.plan_command(teller, next),
            ProjectMove::Raid(next) => self.raid_command(teller, next),
            ProjectMove::Report(next) => self.report_command(teller, next),
            ProjectMove::Time(next) => self.time_command(teller, next),
            ProjectMove::Expense(next) => self.expense_command(teller, next),
            ProjectMove::Profile(next) => self.profile_command(teller, next),
            ProjectMove::Remark(next) => self.remark_command(teller, next),
            ProjectMove::History(next) => self.history_command(teller, next),
        }
    }

    /// Who asks for it, if there is somebody like that.
    pub(crate) fn project_actor(&self, teller: Teller, next: &ProjectMove) -> Option<Actor> {
        let by =
            |by: By| by.map_or(Some(Actor::Staff(STAFF)), |at| self.who(teller, Who::Partner(at)));
        match next {
            ProjectMove::Level(_) | ProjectMove::Plan(_) | ProjectMove::History(_) => by(None),
            ProjectMove::Header(next) => by(next.by()),
            ProjectMove::Task(next) => by(next.by()),
            ProjectMove::Raid(next) => self.who(teller, next.who()),
            ProjectMove::Report(next) => self.who(teller, next.who()),
            ProjectMove::Time(next) => self.who(teller, next.who()),
            ProjectMove::Expense(next) => self.who(teller, next.who()),
            ProjectMove::Profile(next) => self.who(teller, next.who()),
            ProjectMove::Remark(next) => self.who(teller, next.who()),
        }
    }

    fn who(&self, teller: Teller, who: Who) -> Option<Actor> {
        let cast = self.cast(teller);
        match who {
            Who::Root => match self.world.access.user_by_name(&name("root"))? {
                UserId::Staff(id) => Some(Actor::Staff(id)),
                UserId::Partner(_) => None,
            },
            Who::Staff(at) => pick(&cast.staff, at).map(Actor::Staff),
            Who::Partner(at) => pick(&cast.partners, at).map(Actor::Partner),
        }
    }

    /// For whom something is meant: what partners write is shared, what a stranger puts into the
    /// project of others internal.
    fn audience_in(
        &self,
        teller: Teller,
        who: Who,
        project: ProjectId,
        told: Audience,
    ) -> Audience {
        let strange = !self.cast(teller).projects.contains(&project);
        match (who, strange) {
            (Who::Partner(_), _) => Audience::Shared,
            (Who::Root | Who::Staff(_), true) => Audience::Internal,
            (Who::Root | Who::Staff(_), false) => told,
        }
    }

    /// For whom something is written down: somebody named, or whoever asks. None at all where a stranger
    /// would be the administrator of both stories, who is a person of the own one.
    fn written_for(
        &self,
        teller: Teller,
        who: Who,
        named: Option<Pick>,
    ) -> Option<Option<PersonId>> {
        let named = named.and_then(|at| pick(&self.cast(teller).persons, at));
        match (teller, who, named) {
            (Teller::Foreign, Who::Root, None) => None,
            (_, _, named) => Some(named),
        }
    }

    /// What a teller knows of: a stranger's things may hang on those of the own story, never the other
    /// way.
    fn known_to<T: Copy>(&self, teller: Teller, of: fn(&Cast) -> &Vec<T>) -> Vec<T> {
        self.among(teller, At::Anywhere, of)
    }

    fn label(&self, teller: Teller, what: &str) -> Name {
        name(&format!("{what} {teller:?} {}", self.told(teller)))
    }

    fn any_project(&self, teller: Teller, at: At, nth: Pick) -> Option<ProjectId> {
        pick(&self.among(teller, at, |cast| &cast.projects), nth)
    }

    fn any_phase(&self, teller: Teller, at: At, nth: Pick) -> Option<PhaseId> {
        pick(&self.among(teller, at, |cast| &cast.phases), nth)
    }

    fn among<T: Copy>(&self, teller: Teller, at: At, of: fn(&Cast) -> &Vec<T>) -> Vec<T> {
        match (teller, at) {
            (Teller::Own, _) => of(&self.own).clone(),
            (Teller::Foreign, At::Home) => of(&self.foreign).clone(),
            (Teller::Foreign, At::Anywhere) => {
                of(&self.own).iter().chain(of(&self.foreign)).copied().collect()
            }
        }
    }
}

/// A name that projects of both tellers may get.
fn twin(by: By) -> Option<Name> {
    by.map(|by| name(&format!("twin {}", by % 2)))
}

fn role(teller: Teller, nth: u8) -> Name {
    name(&format!("role {teller:?} {nth}"))
}

fn text(of: Name) -> Option<Text> {
    Text::new(of.as_str()).ok()
}

/// The hours that something takes.
fn work(of: u8) -> Hours {
    Hours::hundredths(i64::from(of) * 25)
}

/// The nth day of a year whose months have 28 days.
#[expect(clippy::expect_used, reason = "a bad constant must stop the tests")]
fn day(nth: u8) -> Date {
    let (month, day) = (nth / 28 + 1, nth % 28 + 1);
    format!("2026-{month:02}-{day:02}").parse().expect("a day")
}
