//! Why not: the domain says no ([`Refusal`]), or the actor may not ([`Denied`]).

use std::fmt;

use serde::Serialize;

use crate::access::{Column, Field, LicenceKind, Module, RaidField};
use crate::command::CommandKind;
use crate::delivery::{MediaType, StatusReportState};
use crate::effort::{ExpenseStatus, TimesheetStatus};
use crate::id::{PartnerUserId, RecordId};
use crate::production::{Conflict, Status};
use crate::scalar::{Amount, Currency, Date, Hours, Instant, Name};

/// A kind of record, for messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RecordKind {
    /// A staff user.
    StaffUser,
    /// A partner user.
    PartnerUser,
    /// A resource.
    Resource,
    /// An order item.
    OrderItem,
    /// A production order.
    ProductionOrder,
    /// A work step.
    WorkStep,
    /// A process.
    Process,
    /// An account.
    Account,
    /// A contact.
    Contact,
    /// A mail.
    Mail,
    /// An access level.
    AccessLevel,
    /// A person.
    Person,
    /// A project.
    Project,
    /// A phase.
    Phase,
    /// A participant.
    Participant,
    /// A milestone.
    Milestone,
    /// A task.
    Task,
    /// A RAID item.
    RaidItem,
    /// A status report.
    StatusReport,
    /// A timesheet.
    Timesheet,
    /// An expense.
    Expense,
    /// A booking.
    Booking,
    /// A comment.
    Comment,
    /// An attachment.
    Attachment,
}

impl fmt::Display for RecordKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::StaffUser => "staff user",
            Self::PartnerUser => "partner user",
            Self::Resource => "resource",
            Self::OrderItem => "order item",
            Self::ProductionOrder => "production order",
            Self::WorkStep => "work step",
            Self::Process => "process",
            Self::Account => "account",
            Self::Contact => "contact",
            Self::Mail => "mail",
            Self::AccessLevel => "access level",
            Self::Person => "person",
            Self::Project => "project",
            Self::Phase => "phase",
            Self::Participant => "participant",
            Self::Milestone => "milestone",
            Self::Task => "task",
            Self::RaidItem => "RAID item",
            Self::StatusReport => "status report",
            Self::Timesheet => "timesheet",
            Self::Expense => "expense",
            Self::Booking => "booking",
            Self::Comment => "comment",
            Self::Attachment => "attachment",
        })
    }
}

/// The domain says no. Nothing has changed. Each has a stable [`code`](Refusal::code).
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The record does not exist, or not for whoever asks: both read the same (law 7).
    #[error("there is no {0} `{1}`")]
    Unknown(RecordKind, RecordId),
    /// Only an installation opens a workspace, once.
    #[error("the workspace is already open")]
    WorkspaceIsOpen,
    /// User names are unique in the workspace, without regard to case.
    #[error("the user name is taken; choose another")]
    UserNameTaken,
    /// A staff user starts with a role.
    #[error("a staff user needs at least one role")]
    NoRole,
    /// Nobody could make another.
    #[error("this is the last administrator; make another one first")]
    LastAdministrator,
    /// A term must hold at some time from now on.
    #[error("`until` must lie after `from` and after now")]
    TermWithoutTime,
    /// A list shows a column once.
    #[error("the column `{}` is named twice", .0.field())]
    ColumnTwice(Column),
    /// The list has no such column.
    #[error("the list has no column `{}`", .0.field())]
    ColumnNotInList(Column),
    /// Names of resources are unique.
    #[error("there is already a resource named `{0}`")]
    ResourceNameTaken(Name),
    /// Numbers of order items are unique.
    #[error("there is already an order item numbered `{0}`")]
    OrderItemNumberTaken(Name),
    /// Numbers of production orders are unique.
    #[error("there is already a production order numbered `{0}`")]
    OrderNumberTaken(Name),
    /// A resource works on at least one step at a time.
    #[error("`parallel` is the number of steps worked on at once: at least 1")]
    NoParallelWork,
    /// Schedule it first.
    #[error("the work step `{0}` has no slot yet; use `schedule-work-step`")]
    NotScheduled(RecordId),
    /// It has a slot: reschedule.
    #[error("the work step `{0}` has a slot already; use `reschedule-work-step`")]
    AlreadyScheduled(RecordId),
    /// What was begun keeps its slot; what is completed stays where it was done.
    #[error("`{0}` is {1} and cannot be moved in or taken out of the plan")]
    AlreadyBegun(RecordId, Status),
    /// The plan would conflict; it is saved only when every conflict is confirmed.
    #[error("the slot has {} conflict(s) that `confirmed` does not name", .0.len())]
    Conflicts(Vec<Conflict>),
    /// The feedback does not fit the status.
    #[error("`{0}` is {1}: {2} is not possible")]
    FeedbackOutOfTurn(RecordId, Status, &'static str),
    /// Only the terminal pauses, and it shows work steps only.
    #[error("a process cannot be paused; interrupt it with a reason")]
    ProcessesDoNotPause,
    /// The report lies in the future or before what it continues.
    #[error("`{0}` lies before the feedback that it continues, or in the future")]
    FeedbackOutOfTime(Instant),
    /// The report ends before it starts.
    #[error("the report ends before it starts")]
    ReportBackwards,
    /// A quantity report says how much.
    #[error("a quantity report needs a good or a scrap quantity")]
    NoQuantity,
    /// The partner has no licence for a workbench.
    #[error("feedback needs a licence for {}", .0.iter().map(|module| format!("`{}`", module.snake())).collect::<Vec<_>>().join(" or "))]
    NoWorkbench(&'static [Module]),
    /// An import is bounded.
    #[error("an import batch has at most {max} rows, this one has {rows}")]
    BatchTooLong {
        /// Rows given.
        rows: usize,
        /// Rows allowed.
        max: usize,
    },
    /// Names of accounts are unique, without regard to case.
    #[error("there is already an account named `{0}`")]
    AccountNameTaken(Name),
    /// Who was ever let in stays in the books.
    #[error("the account `{0}` has users; close it instead")]
    AccountHasUsers(RecordId),
    /// What names an account goes on naming it.
    #[error("the account `{0}` is named by a project, a person or a default; close it instead")]
    AccountInUse(RecordId),
    /// Nobody of it comes in.
    #[error("the account `{0}` is closed; reopen it first")]
    AccountIsClosed(RecordId),
    /// Only contacts of partners are enabled.
    #[error("the account `{0}` is no partner; only contacts of partners are enabled")]
    AccountIsNoPartner(RecordId),
    /// Somebody of the host company answers for every partner.
    #[error("the account `{0}` needs an owner: a staff user with a role")]
    AccountOwnerHasNoRole(RecordId),
    /// One person, one user.
    #[error("the contact `{0}` is a partner user")]
    ContactIsUser(RecordId),
    /// An invitation needs a mailbox.
    #[error(
        "the partner user `{0}` is no contact of an account, so there is no address to write to"
    )]
    NoAddress(RecordId),
    /// Who is shut out is not invited.
    #[error("the partner user `{0}` is deactivated; reactivate first")]
    UserIsDeactivated(RecordId),
    /// Who came in needs no invitation.
    #[error("the partner user `{0}` has accepted the invitation already")]
    InvitationIsAccepted(RecordId),
    /// Whatever the reason: it tells nothing about anybody.
    #[error("the link does not work, or not any more")]
    LinkDoesNotWork,
    /// Nobody could follow its link.
    #[error("the link in the mail `{0}` works no more; send a new invitation instead")]
    MailIsTooLate(RecordId),
    /// All licences of the pool are held, or reserved for accounts.
    #[error("the licence pool `{}` (`{}`) has no seats left", .1, .0.word())]
    NoSeatsLeft(LicenceKind, Name),
    /// A pool has at least the seats that are held or reserved.
    #[error("{taken} seat(s) of `{}` are held or reserved; take some back first", .kind.word())]
    SeatsInUse {
        /// Of which kind.
        kind: LicenceKind,
        /// How many.
        taken: u32,
        /// Who holds one; the first of them.
        holders: Vec<PartnerUserId>,
    },
    /// So many users of the account are in.
    #[error("all seats of the account `{0}` are taken")]
    AccountSeatsFull(RecordId),
    /// An account has at least the seats that its users hold.
    #[error("{held} user(s) of the account `{account}` are in; deactivate some first")]
    AccountSeatsInUse {
        /// Of which.
        account: RecordId,
        /// How many.
        held: u32,
    },
    /// Only users of accounts administer one.
    #[error("the partner user `{0}` belongs to no account")]
    UserHasNoAccount(RecordId),
    /// Partner administrators send away colleagues, not themselves.
    #[error("this is yourself; ask the host company instead")]
    NoColleague,
    /// The seats were handed on too often.
    #[error("the account `{0}` has had as many users as its seats allow; only staff adds more")]
    TooManyColleagues(RecordId),
    /// Only instants, quantities, minutes and counts are told coarsely.
    #[error("`{}` has no coarse form; hide or mask it", .0.name())]
    FieldHasNoCoarseForm(Field),
    /// Partners change some fields by feedback, and no others.
    #[error("partners change `{}` by nothing; let them read it", .0.name())]
    FieldIsNotEditable(Field),
    /// A firm that is not there yet is made as some kind of partner.
    #[error("there is no account named `{0}`; say `partner_type` to create it")]
    PartnerTypeNeeded(Name),
    /// A list of people changes no firm.
    #[error("the account `{0}` is a partner of another type; leave `partner_type` out")]
    AccountIsOfOtherType(RecordId),
    /// Who answers for a partner holds a role.
    #[error("the staff user `{0}` has no role, and so answers for no partner")]
    OwnerHasNoRole(RecordId),
    /// An address may be longer than a name.
    #[error("the address is too long to be the user name; say `user_name`")]
    UserNameNeeded,
    /// Whoever asks may not change, or for that may not know, what this changes.
    #[error("this changes or tells what may not be changed or read by you")]
    FieldNotEditable,
    /// Names of access levels are unique, without regard to case.
    #[error("there is already an access level named `{0}`")]
    AccessLevelNameTaken(Name),
    /// Somebody holds it, or it is a default.
    #[error("the access level `{0}` is held by a participant or is a default")]
    AccessLevelInUse(RecordId),
    /// A contact or staff user is one person.
    #[error("this is the person `{0}` already")]
    PersonExists(RecordId),
    /// Only a name in a plan is staffed.
    #[error("the person `{0}` is somebody already; only a name in a plan is staffed")]
    PersonIsSomebody(RecordId),
    /// A supervisor is somebody else.
    #[error("the person `{0}` cannot be supervised by itself")]
    SupervisesItself(RecordId),
    /// Who works on projects stays in the books.
    #[error("the contact `{0}` is a person on whom work is planned")]
    ContactIsPerson(RecordId),
    /// Work is planned on whom it may be planned.
    #[error("no work may be planned on the person `{0}`; make it schedulable first")]
    PersonIsNotSchedulable(RecordId),
    /// Names of projects are unique, without regard to case.
    #[error("there is already a project named `{0}`")]
    ProjectNameTaken(Name),
    /// What ends does not end before it starts.
    #[error("it would start on {0} and end on {1}")]
    EndsBeforeItStarts(Date, Date),
    /// Planned hours and budgets are not negative.
    #[error("planned hours and budgets are not negative")]
    BudgetBelowNothing,
    /// Money is told in a currency.
    #[error("a budget needs a `currency`")]
    BudgetWithoutCurrency,
    /// The currency has no parts that small.
    #[error("`{0}` has more decimals than {1} has")]
    TooManyDecimals(Amount, Currency),
    /// Whoever worries says why.
    #[error("amber and red need a `reason`")]
    HealthWithoutReason,
    /// Parts of a project belong together.
    #[error("`{0}` belongs to another project")]
    OfAnotherProject(RecordId),
    /// A heading stands above tasks of its phase.
    #[error("`{0}` belongs to another phase")]
    OfAnotherPhase(RecordId),
    /// Nobody takes part twice.
    #[error("the person `{0}` takes part in the phase already")]
    AlreadyParticipant(RecordId),
    /// Only who takes part in the phase.
    #[error("the person `{0}` does not take part in the phase")]
    NoParticipant(RecordId),
    /// The project goes live with it.
    #[error("the project goes live with the milestone `{0}`; choose another first")]
    MilestoneIsGoLive(RecordId),
    /// Tasks stand under headings only.
    #[error("the task `{0}` is no heading")]
    NoHeading(RecordId),
    /// Headings are not done, assigned or linked.
    #[error("headings are not done, assigned or linked (`{0}`)")]
    NothingIsDoneOnHeadings(RecordId),
    /// What stands under it goes first.
    #[error("tasks stand under the heading `{0}`; remove them first")]
    HeadingHasTasks(RecordId),
    /// A task follows another once.
    #[error("the task `{0}` is named twice")]
    LinkedTwice(RecordId),
    /// Nothing waits for itself.
    #[error("the task `{0}` waits for this one already")]
    LinksInACircle(RecordId),
    /// A list is bounded.
    #[error("at most {max} are possible, these are {given}")]
    TooMany {
        /// How many were given.
        given: usize,
        /// How many are possible.
        max: usize,
    },
    /// The rows of a plan come in an order: what they name comes first.
    #[error("no line of the plan is what the task `{0}` stands under, or follows")]
    NotInPlan(u32),
    /// What the access level of whoever asks does not permit. It tells nothing about anybody else.
    #[error("your access level does not permit this")]
    LevelPermitsNot,
    /// What only another kind has.
    #[error("RAID items of this kind have no `{}`", .0.field())]
    FieldOfAnotherKind(RaidField),
    /// Only risks occur.
    #[error("the RAID item `{0}` is no risk")]
    NoRisk(RecordId),
    /// It is an issue now.
    #[error("the risk `{0}` has occurred; go on with its issue")]
    RiskHasOccurred(RecordId),
    /// What is dealt with does not occur.
    #[error("the RAID item `{0}` is closed; open it again first")]
    RaidItemIsClosed(RecordId),
    /// Nothing belongs together with itself.
    #[error("`{0}` cannot be linked with itself")]
    LinkedToItself(RecordId),
    /// Draft, submitted, published: one after the other, and back only before it is published.
    #[error("the status report `{0}` is {1}: {2} is not possible")]
    StatusReportOutOfTurn(RecordId, StatusReportState, &'static str),
    /// A partner stands for his own words.
    #[error("the status report `{0}` is a partner's, who alone changes and submits it")]
    NotTheAuthor(RecordId),
    /// The timesheet stands elsewhere.
    #[error("the timesheet `{0}` is {1}: {2} is not possible")]
    TimesheetOutOfTurn(RecordId, TimesheetStatus, &'static str),
    /// There is nothing to approve.
    #[error("nothing is logged in the timesheet `{0}`")]
    TimesheetIsEmpty(RecordId),
    /// What somebody decided about is not taken back.
    #[error("somebody has approved lines of `{0}` already")]
    AlreadyDecided(RecordId),
    /// Lines are approved before the whole.
    #[error("the lines on the phase `{0}` wait to be approved")]
    LinesWait(RecordId),
    /// The approval path knows no lines.
    #[error("lines are not approved by themselves; approve the timesheet")]
    LinesAreNotApproved,
    /// There is nothing to approve.
    #[error("the timesheet has no time on the phase `{0}`")]
    NoTimeOnPhase(RecordId),
    /// An entry gives or takes back.
    #[error("`hours` is 0: an entry gives time or takes it back")]
    NoHours,
    /// Nobody takes back more than was given.
    #[error("less than nothing would be logged there on {0}")]
    LineBelowNothing(Date),
    /// A day has 24 hours.
    #[error("more than 24 hours would be logged on {0}")]
    MoreThanADay(Date),
    /// Work is done while there is something to do.
    #[error("{0} lies outside the dates of the phase or the project")]
    OutsideTheProject(Date),
    /// What is long past is closed.
    #[error("{0} lies in a locked period")]
    PeriodIsLocked(Date),
    /// Not every staff user is a person on whom work is planned.
    #[error("you are no person on whom work is planned; say `person`")]
    PersonNeeded,
    /// Others' time and money are for supervisors, owners of phases and those who answer for all.
    #[error(
        "this is for the supervisor, the owner of the phase, a delivery manager or an administrator, and nobody decides about his own"
    )]
    NotYoursToDecide,
    /// What was worked stays in the books.
    #[error("time is logged on the task `{0}`; it stays")]
    TaskHasTime(RecordId),
    /// The expense stands elsewhere.
    #[error("the expense `{0}` is {1}: {2} is not possible")]
    ExpenseOutOfTurn(RecordId, ExpenseStatus, &'static str),
    /// An expense is money that was spent.
    #[error("an expense is more than nothing")]
    NoMoney,
    /// Each skill of a category once.
    #[error("`skills[{0}]` was named before")]
    SkillTwice(usize),
    /// Two periods say different things about the same day.
    #[error("two periods of the same sort cover {0}")]
    PeriodsOverlap(Date),
    /// A day has 24 hours.
    #[error("a booking of these days is of more than 0 hours and of at most {0}")]
    MoreThanFits(Hours),
    /// A file names one record, not several.
    #[error(
        "there are several records of the kind {0} with this name; say which one is meant, or rename one"
    )]
    NameIsAmbiguous(RecordKind),
    /// Everybody stands for his own words, and a partner for his.
    #[error("the comment `{0}` is the other side's, which alone changes its words")]
    WordsOfAnother(RecordId),
    /// A file is what its name says.
    #[error("the names of files of the type {} end on {}", .0.mime(), .0.endings().join(" or "))]
    FileNameDoesNotFit(MediaType),
}

impl Refusal {
    /// What a program may rely on; never changes, never reused.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unknown(..) => "not_found",
            Self::WorkspaceIsOpen => "workspace_is_open",
            Self::UserNameTaken => "user_name_taken",
            Self::NoRole => "no_role",
            Self::LastAdministrator => "last_administrator",
            Self::TermWithoutTime => "term_without_time",
            Self::ColumnTwice(_) => "column_twice",
            Self::ColumnNotInList(_) => "column_not_in_list",
            Self::ResourceNameTaken(_) => "resource_name_taken",
            Self::OrderItemNumberTaken(_) => "order_item_number_taken",
            Self::OrderNumberTaken(_) => "order_number_taken",
            Self::NoParallelWork => "no_parallel_work",
            Self::NotScheduled(_) => "not_scheduled",
            Self::AlreadyScheduled(_) => "already_scheduled",
            Self::AlreadyBegun(..) => "already_begun",
            Self::Conflicts(_) => "conflicts",
            Self::FeedbackOutOfTurn(..) => "feedback_out_of_turn",
            Self::ProcessesDoNotPause => "processes_do_not_pause",
            Self::FeedbackOutOfTime(_) => "feedback_out_of_time",
            Self::ReportBackwards => "report_backwards",
            Self::NoQuantity => "no_quantity",
            Self::NoWorkbench(_) => "no_workbench",
            Self::BatchTooLong { .. } => "batch_too_long",
            Self::AccountNameTaken(_) => "account_name_taken",
            Self::AccountHasUsers(_) => "account_has_users",
            Self::AccountInUse(_) => "account_in_use",
            Self::AccountIsClosed(_) => "account_is_closed",
            Self::AccountIsNoPartner(_) => "account_is_no_partner",
            Self::AccountOwnerHasNoRole(_) => "account_owner_has_no_role",
            Self::ContactIsUser(_) => "contact_is_user",
            Self::NoAddress(_) => "no_address",
            Self::UserIsDeactivated(_) => "user_is_deactivated",
            Self::InvitationIsAccepted(_) => "invitation_is_accepted",
            Self::LinkDoesNotWork => "link_does_not_work",
            Self::MailIsTooLate(_) => "mail_is_too_late",
            Self::NoSeatsLeft(..) => "no_seats_left",
            Self::SeatsInUse { .. } => "seats_in_use",
            Self::AccountSeatsFull(_) => "account_seats_full",
            Self::AccountSeatsInUse { .. } => "account_seats_in_use",
            Self::UserHasNoAccount(_) => "user_has_no_account",
            Self::NoColleague => "no_colleague",
            Self::TooManyColleagues(_) => "too_many_colleagues",
            Self::FieldHasNoCoarseForm(_) => "field_has_no_coarse_form",
            Self::FieldIsNotEditable(_) => "field_is_not_editable",
            Self::FieldNotEditable => "field_not_editable",
            Self::PartnerTypeNeeded(_) => "partner_type_needed",
            Self::AccountIsOfOtherType(_) => "account_is_of_other_type",
            Self::OwnerHasNoRole(_) => "owner_has_no_role",
            Self::UserNameNeeded => "user_name_needed",
            Self::AccessLevelNameTaken(_) => "access_level_name_taken",
            Self::AccessLevelInUse(_) => "access_level_in_use",
            Self::PersonExists(_) => "person_exists",
            Self::PersonIsSomebody(_) => "person_is_somebody",
            Self::SupervisesItself(_) => "supervises_itself",
            Self::ContactIsPerson(_) => "contact_is_person",
            Self::PersonIsNotSchedulable(_) => "person_is_not_schedulable",
            Self::ProjectNameTaken(_) => "project_name_taken",
            Self::EndsBeforeItStarts(..) => "ends_before_it_starts",
            Self::BudgetBelowNothing => "budget_below_nothing",
            Self::BudgetWithoutCurrency => "budget_without_currency",
            Self::TooManyDecimals(..) => "too_many_decimals",
            Self::HealthWithoutReason => "health_without_reason",
            Self::OfAnotherProject(_) => "of_another_project",
            Self::OfAnotherPhase(_) => "of_another_phase",
            Self::AlreadyParticipant(_) => "already_participant",
            Self::NoParticipant(_) => "no_participant",
            Self::MilestoneIsGoLive(_) => "milestone_is_go_live",
            Self::NoHeading(_) => "no_heading",
            Self::NothingIsDoneOnHeadings(_) => "nothing_is_done_on_headings",
            Self::HeadingHasTasks(_) => "heading_has_tasks",
            Self::LinkedTwice(_) => "linked_twice",
            Self::LinksInACircle(_) => "links_in_a_circle",
            Self::TooMany { .. } => "too_many",
            Self::LevelPermitsNot => "level_permits_not",
            Self::NotInPlan(_) => "not_in_plan",
            Self::FieldOfAnotherKind(_) => "field_of_another_kind",
            Self::NoRisk(_) => "no_risk",
            Self::RiskHasOccurred(_) => "risk_has_occurred",
            Self::RaidItemIsClosed(_) => "raid_item_is_closed",
            Self::LinkedToItself(_) => "linked_to_itself",
            Self::StatusReportOutOfTurn(..) => "status_report_out_of_turn",
            Self::NotTheAuthor(_) => "not_the_author",
            Self::TimesheetOutOfTurn(..) => "timesheet_out_of_turn",
            Self::TimesheetIsEmpty(_) => "timesheet_is_empty",
            Self::AlreadyDecided(_) => "already_decided",
            Self::LinesWait(_) => "lines_wait",
            Self::LinesAreNotApproved => "lines_are_not_approved",
            Self::NoTimeOnPhase(_) => "no_time_on_phase",
            Self::NoHours => "no_hours",
            Self::LineBelowNothing(_) => "line_below_nothing",
            Self::MoreThanADay(_) => "more_than_a_day",
            Self::OutsideTheProject(_) => "outside_the_project",
            Self::PeriodIsLocked(_) => "period_is_locked",
            Self::PersonNeeded => "person_needed",
            Self::NotYoursToDecide => "not_yours_to_decide",
            Self::TaskHasTime(_) => "task_has_time",
            Self::ExpenseOutOfTurn(..) => "expense_out_of_turn",
            Self::NoMoney => "no_money",
            Self::SkillTwice(_) => "skill_twice",
            Self::PeriodsOverlap(_) => "periods_overlap",
            Self::MoreThanFits(_) => "more_than_fits",
            Self::NameIsAmbiguous(_) => "name_is_ambiguous",
            Self::WordsOfAnother(_) => "words_of_another",
            Self::FileNameDoesNotFit(_) => "file_name_does_not_fit",
        }
    }
}

/// The actor may not ask for this.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Denied {
    /// A staff user whose roles do not allow the command.
    #[error("`{}` needs another role", .0.kebab())]
    Role(CommandKind),
    /// The command is not there for partners: to them it does not exist.
    #[error("there is no command `{}`", .0.kebab())]
    NotForPartners(CommandKind),
    /// Only the system itself does this.
    #[error("there is no command `{}`", .0.kebab())]
    NotAsked(CommandKind),
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::WorkStepId;
    use crate::spec::{MORNING, day, name, nth};

    /// Every refusal with its code and its words. Programs rely on the codes.
    #[test]
    fn what_a_refusal_is_called_and_says() {
        let step: RecordId = WorkStepId(nth(1)).into();
        let id = "00000000-0000-0000-0000-000000000001";
        let classic: &[Module] = &[Module::WorkbenchClassic, Module::WorkbenchTerminal];
        let golden = [
            (Refusal::Unknown(RecordKind::WorkStep, step), "not_found", format!("there is no work step `{id}`")),
            (Refusal::WorkspaceIsOpen, "workspace_is_open", "the workspace is already open".into()),
            (Refusal::UserNameTaken, "user_name_taken", "the user name is taken; choose another".into()),
            (Refusal::NoRole, "no_role", "a staff user needs at least one role".into()),
            (Refusal::LastAdministrator, "last_administrator", "this is the last administrator; make another one first".into()),
            (Refusal::TermWithoutTime, "term_without_time", "`until` must lie after `from` and after now".into()),
            (Refusal::ColumnTwice(Column::Name), "column_twice", "the column `name` is named twice".into()),
            (Refusal::ColumnNotInList(Column::SetUpMinutes), "column_not_in_list", "the list has no column `set_up_minutes`".into()),
            (Refusal::ResourceNameTaken(name("Oven")), "resource_name_taken", "there is already a resource named `Oven`".into()),
            (Refusal::OrderItemNumberTaken(name("7")), "order_item_number_taken", "there is already an order item numbered `7`".into()),
            (Refusal::OrderNumberTaken(name("7")), "order_number_taken", "there is already a production order numbered `7`".into()),
            (Refusal::NoParallelWork, "no_parallel_work", "`parallel` is the number of steps worked on at once: at least 1".into()),
            (Refusal::NotScheduled(step), "not_scheduled", format!("the work step `{id}` has no slot yet; use `schedule-work-step`")),
            (Refusal::AlreadyScheduled(step), "already_scheduled", format!("the work step `{id}` has a slot already; use `reschedule-work-step`")),
            (Refusal::AlreadyBegun(step, Status::Started), "already_begun", format!("`{id}` is started and cannot be moved in or taken out of the plan")),
            (Refusal::Conflicts(vec![Conflict::Overlap { with: WorkStepId(nth(1)) }]), "conflicts", "the slot has 1 conflict(s) that `confirmed` does not name".into()),
            (Refusal::FeedbackOutOfTurn(step, Status::Completed, "pausing"), "feedback_out_of_turn", format!("`{id}` is completed: pausing is not possible")),
            (Refusal::ProcessesDoNotPause, "processes_do_not_pause", "a process cannot be paused; interrupt it with a reason".into()),
            (Refusal::FeedbackOutOfTime(Instant::from_micros(MORNING)), "feedback_out_of_time", "`2026-03-02T06:00:00Z` lies before the feedback that it continues, or in the future".into()),
            (Refusal::ReportBackwards, "report_backwards", "the report ends before it starts".into()),
            (Refusal::NoQuantity, "no_quantity", "a quantity report needs a good or a scrap quantity".into()),
            (Refusal::NoWorkbench(classic), "no_workbench", "feedback needs a licence for `workbench_classic` or `workbench_terminal`".into()),
            (Refusal::BatchTooLong { rows: 251, max: 250 }, "batch_too_long", "an import batch has at most 250 rows, this one has 251".into()),
            (Refusal::AccountNameTaken(name("Firm")), "account_name_taken", "there is already an account named `Firm`".into()),
            (Refusal::AccountHasUsers(step), "account_has_users", format!("the account `{id}` has users; close it instead")),
            (Refusal::AccountInUse(step), "account_in_use", format!("the account `{id}` is named by a project, a person or a default; close it instead")),
            (Refusal::AccountIsClosed(step), "account_is_closed", format!("the account `{id}` is closed; reopen it first")),
            (Refusal::AccountIsNoPartner(step), "account_is_no_partner", format!("the account `{id}` is no partner; only contacts of partners are enabled")),
            (Refusal::AccountOwnerHasNoRole(step), "account_owner_has_no_role", format!("the account `{id}` needs an owner: a staff user with a role")),
            (Refusal::ContactIsUser(step), "contact_is_user", format!("the contact `{id}` is a partner user")),
            (Refusal::NoAddress(step), "no_address", format!("the partner user `{id}` is no contact of an account, so there is no address to write to")),
            (Refusal::UserIsDeactivated(step), "user_is_deactivated", format!("the partner user `{id}` is deactivated; reactivate first")),
            (Refusal::InvitationIsAccepted(step), "invitation_is_accepted", format!("the partner user `{id}` has accepted the invitation already")),
            (Refusal::LinkDoesNotWork, "link_does_not_work", "the link does not work, or not any more".into()),
            (Refusal::MailIsTooLate(step), "mail_is_too_late", format!("the link in the mail `{id}` works no more; send a new invitation instead")),
            (Refusal::NoSeatsLeft(LicenceKind::Module(Module::Planning), name("Plans")), "no_seats_left", "the licence pool `Plans` (`planning`) has no seats left".into()),
            (Refusal::SeatsInUse { kind: LicenceKind::Partner, taken: 2, holders: vec![] }, "seats_in_use", "2 seat(s) of `partner` are held or reserved; take some back first".into()),
            (Refusal::AccountSeatsFull(step), "account_seats_full", format!("all seats of the account `{id}` are taken")),
            (Refusal::AccountSeatsInUse { account: step, held: 2 }, "account_seats_in_use", format!("2 user(s) of the account `{id}` are in; deactivate some first")),
            (Refusal::UserHasNoAccount(step), "user_has_no_account", format!("the partner user `{id}` belongs to no account")),
            (Refusal::TooManyColleagues(step), "too_many_colleagues", format!("the account `{id}` has had as many users as its seats allow; only staff adds more")),
            (Refusal::NoColleague, "no_colleague", "this is yourself; ask the host company instead".into()),
            (Refusal::FieldHasNoCoarseForm(Field::WorkStep(Column::Name)), "field_has_no_coarse_form", "`name` has no coarse form; hide or mask it".into()),
            (Refusal::FieldIsNotEditable(Field::Process(Column::Name)), "field_is_not_editable", "partners change `name` by nothing; let them read it".into()),
            (Refusal::PartnerTypeNeeded(name("Firm")), "partner_type_needed", "there is no account named `Firm`; say `partner_type` to create it".into()),
            (Refusal::AccountIsOfOtherType(step), "account_is_of_other_type", format!("the account `{id}` is a partner of another type; leave `partner_type` out")),
            (Refusal::OwnerHasNoRole(step), "owner_has_no_role", format!("the staff user `{id}` has no role, and so answers for no partner")),
            (Refusal::UserNameNeeded, "user_name_needed", "the address is too long to be the user name; say `user_name`".into()),
            (Refusal::FieldNotEditable, "field_not_editable", "this changes or tells what may not be changed or read by you".into()),
            (Refusal::AccessLevelNameTaken(name("Guest")), "access_level_name_taken", "there is already an access level named `Guest`".into()),
            (Refusal::AccessLevelInUse(step), "access_level_in_use", format!("the access level `{id}` is held by a participant or is a default")),
            (Refusal::PersonExists(step), "person_exists", format!("this is the person `{id}` already")),
            (Refusal::PersonIsSomebody(step), "person_is_somebody", format!("the person `{id}` is somebody already; only a name in a plan is staffed")),
            (Refusal::SupervisesItself(step), "supervises_itself", format!("the person `{id}` cannot be supervised by itself")),
            (Refusal::ContactIsPerson(step), "contact_is_person", format!("the contact `{id}` is a person on whom work is planned")),
            (Refusal::PersonIsNotSchedulable(step), "person_is_not_schedulable", format!("no work may be planned on the person `{id}`; make it schedulable first")),
            (Refusal::ProjectNameTaken(name("Tower")), "project_name_taken", "there is already a project named `Tower`".into()),
            (Refusal::EndsBeforeItStarts(day("2026-03-02"), day("2026-03-01")), "ends_before_it_starts", "it would start on 2026-03-02 and end on 2026-03-01".into()),
            (Refusal::BudgetBelowNothing, "budget_below_nothing", "planned hours and budgets are not negative".into()),
            (Refusal::BudgetWithoutCurrency, "budget_without_currency", "a budget needs a `currency`".into()),
            (Refusal::TooManyDecimals("0.001".parse().expect("an amount"), "EUR".parse().expect("a currency")), "too_many_decimals", "`0.001` has more decimals than EUR has".into()),
            (Refusal::HealthWithoutReason, "health_without_reason", "amber and red need a `reason`".into()),
            (Refusal::OfAnotherProject(step), "of_another_project", format!("`{id}` belongs to another project")),
            (Refusal::OfAnotherPhase(step), "of_another_phase", format!("`{id}` belongs to another phase")),
            (Refusal::AlreadyParticipant(step), "already_participant", format!("the person `{id}` takes part in the phase already")),
            (Refusal::NoParticipant(step), "no_participant", format!("the person `{id}` does not take part in the phase")),
            (Refusal::MilestoneIsGoLive(step), "milestone_is_go_live", format!("the project goes live with the milestone `{id}`; choose another first")),
            (Refusal::NoHeading(step), "no_heading", format!("the task `{id}` is no heading")),
            (Refusal::NothingIsDoneOnHeadings(step), "nothing_is_done_on_headings", format!("headings are not done, assigned or linked (`{id}`)")),
            (Refusal::HeadingHasTasks(step), "heading_has_tasks", format!("tasks stand under the heading `{id}`; remove them first")),
            (Refusal::LinkedTwice(step), "linked_twice", format!("the task `{id}` is named twice")),
            (Refusal::LinksInACircle(step), "links_in_a_circle", format!("the task `{id}` waits for this one already")),
            (Refusal::TooMany { given: 51, max: 50 }, "too_many", "at most 50 are possible, these are 51".into()),
            (Refusal::LevelPermitsNot, "level_permits_not", "your access level does not permit this".into()),
            (Refusal::NotInPlan(7), "not_in_plan", "no line of the plan is what the task `7` stands under, or follows".into()),
            (Refusal::FieldOfAnotherKind(RaidField::Likelihood), "field_of_another_kind", "RAID items of this kind have no `likelihood`".into()),
            (Refusal::NoRisk(step), "no_risk", format!("the RAID item `{id}` is no risk")),
            (Refusal::RiskHasOccurred(step), "risk_has_occurred", format!("the risk `{id}` has occurred; go on with its issue")),
            (Refusal::RaidItemIsClosed(step), "raid_item_is_closed", format!("the RAID item `{id}` is closed; open it again first")),
            (Refusal::LinkedToItself(step), "linked_to_itself", format!("`{id}` cannot be linked with itself")),
            (Refusal::StatusReportOutOfTurn(step, StatusReportState::Published, "recalling"), "status_report_out_of_turn", format!("the status report `{id}` is published: recalling is not possible")),
            (Refusal::NotTheAuthor(step), "not_the_author", format!("the status report `{id}` is a partner's, who alone changes and submits it")),
            (Refusal::TimesheetOutOfTurn(step, TimesheetStatus::Approved, "submitting"), "timesheet_out_of_turn", format!("the timesheet `{id}` is approved: submitting is not possible")),
            (Refusal::TimesheetIsEmpty(step), "timesheet_is_empty", format!("nothing is logged in the timesheet `{id}`")),
            (Refusal::AlreadyDecided(step), "already_decided", format!("somebody has approved lines of `{id}` already")),
            (Refusal::LinesWait(step), "lines_wait", format!("the lines on the phase `{id}` wait to be approved")),
            (Refusal::LinesAreNotApproved, "lines_are_not_approved", "lines are not approved by themselves; approve the timesheet".into()),
            (Refusal::NoTimeOnPhase(step), "no_time_on_phase", format!("the timesheet has no time on the phase `{id}`")),
            (Refusal::NoHours, "no_hours", "`hours` is 0: an entry gives time or takes it back".into()),
            (Refusal::LineBelowNothing(day("2026-03-02")), "line_below_nothing", "less than nothing would be logged there on 2026-03-02".into()),
            (Refusal::MoreThanADay(day("2026-03-02")), "more_than_a_day", "more than 24 hours would be logged on 2026-03-02".into()),
            (Refusal::OutsideTheProject(day("2026-03-02")), "outside_the_project", "2026-03-02 lies outside the dates of the phase or the project".into()),
            (Refusal::PeriodIsLocked(day("2026-03-02")), "period_is_locked", "2026-03-02 lies in a locked period".into()),
            (Refusal::PersonNeeded, "person_needed", "you are no person on whom work is planned; say `person`".into()),
            (Refusal::NotYoursToDecide, "not_yours_to_decide", "this is for the supervisor, the owner of the phase, a delivery manager or an administrator, and nobody decides about his own".into()),
            (Refusal::TaskHasTime(step), "task_has_time", format!("time is logged on the task `{id}`; it stays")),
            (Refusal::ExpenseOutOfTurn(step, ExpenseStatus::Paid, "changing"), "expense_out_of_turn", format!("the expense `{id}` is paid: changing is not possible")),
            (Refusal::NoMoney, "no_money", "an expense is more than nothing".into()),
            (Refusal::SkillTwice(3), "skill_twice", "`skills[3]` was named before".into()),
            (Refusal::PeriodsOverlap(day("2026-03-02")), "periods_overlap", "two periods of the same sort cover 2026-03-02".into()),
            (Refusal::MoreThanFits(Hours::hundredths(4_800)), "more_than_fits", "a booking of these days is of more than 0 hours and of at most 48".into()),
            (Refusal::NameIsAmbiguous(RecordKind::Phase), "name_is_ambiguous", "there are several records of the kind phase with this name; say which one is meant, or rename one".into()),
            (Refusal::WordsOfAnother(step), "words_of_another", format!("the comment `{id}` is the other side's, which alone changes its words")),
            (Refusal::FileNameDoesNotFit(MediaType::Jpeg), "file_name_does_not_fit", "the names of files of the type image/jpeg end on jpg or jpeg".into()),
        ];
        let mut codes = std::collections::BTreeSet::new();
        for (refusal, code, words) in golden {
            assert_eq!(refusal.code(), code);
            assert_eq!(refusal.to_string(), words);
            assert!(codes.insert(code), "{code} is used twice");
        }
    }
}
