//! Why not: the domain says no ([`Refusal`]), or the actor may not ([`Denied`]).

mod code;
mod record_kind;

use crate::access::{Column, Field, LicenceKind, Module, RaidField};
use crate::command::CommandKind;
use crate::delivery::{MediaType, StatusReportState};
use crate::effort::{ExpenseStatus, TimesheetStatus};
use crate::id::{PartnerUserId, RecordId};
use crate::production::{Conflict, Status};
use crate::scalar::{Amount, Currency, Date, Hours, Instant, Name};

pub use record_kind::RecordKind;

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
