//! What the core and the writer say, told to whoever asked.

use loggia_core::permit::permit;
use loggia_core::refusal::{Denied, Refusal};
use loggia_store::Rejection;
use serde_json::json;

use super::{Problem, ProblemKind};
use crate::app::AskError;

/// To whom an answer goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Somebody of the host company: names, ids and values may be told.
    Staff,
    /// Somebody outside: only what is always the same.
    Partner,
}

/// Seconds after which a full queue is likely to have room.
const OVERLOADED_RETRY_SECONDS: u32 = 1;

impl Problem {
    /// The domain says no.
    pub fn refused(refusal: &Refusal, side: Side) -> Self {
        let problem = Self::new(ProblemKind::from(refusal));
        match side {
            // A status or a name in the message may be hidden from this partner.
            Side::Partner => problem,
            Side::Staff => problem.told(refusal.to_string()).with_values(refusal),
        }
    }

    fn with_values(self, refusal: &Refusal) -> Self {
        match refusal {
            Refusal::Conflicts(conflicts) => self.with("conflicts", json!(conflicts)),
            Refusal::BatchTooLong { max, .. } => self.with("rows_max", json!(max)),
            Refusal::Unknown(kind, id) => {
                self.with("record_kind", json!(kind)).with("record", json!(id))
            }
            Refusal::NoSeatsLeft(kind, name) => {
                self.with("kind", json!(kind)).with("pool", json!(name))
            }
            Refusal::SeatsInUse { kind, taken, holders } => self
                .with("kind", json!(kind))
                .with("taken", json!(taken))
                .with("holders", json!(holders)),
            Refusal::AccountSeatsInUse { held, .. } => self.with("held", json!(held)),
            Refusal::WorkspaceIsOpen
            | Refusal::UserNameTaken
            | Refusal::AccountSeatsFull(_)
            | Refusal::UserHasNoAccount(_)
            | Refusal::NoColleague
            | Refusal::TooManyColleagues(_)
            | Refusal::PartnerTypeNeeded(_)
            | Refusal::AccountIsOfOtherType(_)
            | Refusal::OwnerHasNoRole(_)
            | Refusal::UserNameNeeded
            | Refusal::NoRole
            | Refusal::LastAdministrator
            | Refusal::TermWithoutTime
            | Refusal::ColumnTwice(_)
            | Refusal::ColumnNotInList(_)
            | Refusal::ResourceNameTaken(_)
            | Refusal::OrderItemNumberTaken(_)
            | Refusal::OrderNumberTaken(_)
            | Refusal::NoParallelWork
            | Refusal::NotScheduled(_)
            | Refusal::AlreadyScheduled(_)
            | Refusal::AlreadyBegun(..)
            | Refusal::FeedbackOutOfTurn(..)
            | Refusal::ProcessesDoNotPause
            | Refusal::FeedbackOutOfTime(_)
            | Refusal::ReportBackwards
            | Refusal::NoQuantity
            | Refusal::NoWorkbench(_)
            | Refusal::AccountNameTaken(_)
            | Refusal::AccountHasUsers(_)
            | Refusal::AccountInUse(_)
            | Refusal::AccountIsClosed(_)
            | Refusal::AccountIsNoPartner(_)
            | Refusal::AccountOwnerHasNoRole(_)
            | Refusal::ContactIsUser(_)
            | Refusal::NoAddress(_)
            | Refusal::UserIsDeactivated(_)
            | Refusal::InvitationIsAccepted(_)
            | Refusal::LinkDoesNotWork
            | Refusal::MailIsTooLate(_)
            | Refusal::FieldNotEditable
            | Refusal::AccessLevelNameTaken(_)
            | Refusal::AccessLevelInUse(_)
            | Refusal::PersonExists(_)
            | Refusal::PersonIsSomebody(_)
            | Refusal::SupervisesItself(_)
            | Refusal::ContactIsPerson(_)
            | Refusal::PersonIsNotSchedulable(_)
            | Refusal::ProjectNameTaken(_)
            | Refusal::EndsBeforeItStarts(..)
            | Refusal::BudgetBelowNothing
            | Refusal::BudgetWithoutCurrency
            | Refusal::TooManyDecimals(..)
            | Refusal::HealthWithoutReason
            | Refusal::OfAnotherProject(_)
            | Refusal::OfAnotherPhase(_)
            | Refusal::AlreadyParticipant(_)
            | Refusal::NoParticipant(_)
            | Refusal::MilestoneIsGoLive(_)
            | Refusal::NoHeading(_)
            | Refusal::NothingIsDoneOnHeadings(_)
            | Refusal::HeadingHasTasks(_)
            | Refusal::LinkedTwice(_)
            | Refusal::LinksInACircle(_)
            | Refusal::NotInPlan(_)
            | Refusal::LevelPermitsNot
            | Refusal::TimesheetOutOfTurn(..)
            | Refusal::TimesheetIsEmpty(_)
            | Refusal::AlreadyDecided(_)
            | Refusal::LinesWait(_)
            | Refusal::LinesAreNotApproved
            | Refusal::NoTimeOnPhase(_)
            | Refusal::NoHours
            | Refusal::LineBelowNothing(_)
            | Refusal::MoreThanADay(_)
            | Refusal::OutsideTheProject(_)
            | Refusal::NoRisk(_)
            | Refusal::PeriodIsLocked(_)
            | Refusal::RiskHasOccurred(_)
            | Refusal::PersonNeeded
            | Refusal::RaidItemIsClosed(_)
            | Refusal::NotYoursToDecide
            | Refusal::LinkedToItself(_)
            | Refusal::TaskHasTime(_)
            | Refusal::StatusReportOutOfTurn(..)
            | Refusal::ExpenseOutOfTurn(..)
            | Refusal::NotTheAuthor(_)
            | Refusal::NoMoney
            | Refusal::SkillTwice(_)
            | Refusal::PeriodsOverlap(_)
            | Refusal::MoreThanFits(_)
            | Refusal::NameIsAmbiguous(_)
            | Refusal::WordsOfAnother(_) => self,
            Refusal::FileNameDoesNotFit(of) => self.with("endings", json!(of.endings())),
            Refusal::FieldOfAnotherKind(field) => self.with("field", json!(field)),
            Refusal::TooMany { max, .. } => self.with("max", json!(max)),
            Refusal::FieldHasNoCoarseForm(field) | Refusal::FieldIsNotEditable(field) => {
                self.with("field", json!(field))
            }
        }
    }

    /// The actor may not ask for it. To a partner, what he may not ask for does not exist.
    pub fn denied(denied: Denied, side: Side) -> Self {
        match (denied, side) {
            (Denied::Role(command), Side::Staff) => {
                Self::new(ProblemKind::RoleMissing).with("roles", json!(permit(command).roles))
            }
            (Denied::NotForPartners(_) | Denied::NotAsked(_) | Denied::Role(_), _) => {
                Self::not_found()
            }
        }
    }

    /// The writer did not take a command. [`Rejection::Stale`] is told without the current document:
    /// whoever knows which it is adds it.
    pub fn rejected(rejection: &Rejection, side: Side) -> Self {
        match rejection {
            Rejection::Denied(denied) => Self::denied(*denied, side),
            Rejection::Refused(refusal) => Self::refused(refusal, side),
            Rejection::Stale => Self::new(ProblemKind::Stale),
            Rejection::KeyReused => Self::new(ProblemKind::IdempotencyKeyReused),
            Rejection::Overloaded => {
                Self::new(ProblemKind::Overloaded).retry_after(OVERLOADED_RETRY_SECONDS)
            }
            Rejection::Unavailable(why) => {
                tracing::error!(why, "a command could not be taken");
                Self::new(ProblemKind::Unavailable)
            }
            Rejection::Stopped => Self::new(ProblemKind::Unavailable),
        }
    }

    /// A command got no answer, or not the one that was wished for.
    pub fn asked(error: &AskError, side: Side) -> Self {
        match error {
            AskError::Rejected(rejection) => Self::rejected(rejection, side),
            AskError::StillWorking => {
                Self::new(ProblemKind::StillWorking).retry_after(OVERLOADED_RETRY_SECONDS)
            }
            AskError::NoRandomness(why) => {
                tracing::error!(why, "no randomness");
                Self::new(ProblemKind::Unavailable)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use loggia_core::command::CommandKind;
    use loggia_core::id::{RecordId, WorkStepId};
    use loggia_core::production::{Conflict, Status};
    use loggia_core::refusal::RecordKind;

    use super::*;

    fn some_id() -> RecordId {
        RecordId(uuid::Uuid::from_u128(7))
    }

    #[test]
    fn a_problem_keeps_the_code_of_its_refusal() {
        for refusal in [
            Refusal::UserNameTaken,
            Refusal::Unknown(RecordKind::WorkStep, some_id()),
            Refusal::Conflicts(vec![Conflict::Overlap { with: WorkStepId(some_id().0) }]),
            Refusal::NoWorkbench(&[]),
            Refusal::BatchTooLong { rows: 2, max: 1 },
        ] {
            assert_eq!(ProblemKind::from(&refusal).code(), refusal.code());
        }
    }

    #[test]
    fn partners_read_neither_ids_nor_statuses_nor_conflicts() {
        let refusal = Refusal::FeedbackOutOfTurn(some_id(), Status::Paused, "starting");
        let problem = Problem::refused(&refusal, Side::Partner);
        assert_eq!(problem.detail, ProblemKind::FeedbackOutOfTurn.title());
        let conflicts = Refusal::Conflicts(vec![]);
        assert!(Problem::refused(&conflicts, Side::Partner).members.is_empty());
        let kind = loggia_core::access::LicenceKind::Partner;
        let name = loggia_core::spec::name("Secret");
        for refusal in [
            Refusal::NoSeatsLeft(kind, name),
            Refusal::SeatsInUse { kind, taken: 7, holders: vec![] },
            Refusal::AccountSeatsFull(some_id()),
            Refusal::AccountSeatsInUse { account: some_id(), held: 7 },
        ] {
            let problem = Problem::refused(&refusal, Side::Partner);
            assert!(problem.members.is_empty());
            assert_eq!(problem.detail, ProblemKind::from(&refusal).title());
        }
        assert!(Problem::refused(&conflicts, Side::Staff).members.contains_key("conflicts"));
    }

    #[test]
    fn what_stands_in_the_way_for_now_says_when_to_try_again() {
        for (error, kind) in [
            (AskError::Rejected(Rejection::Overloaded), ProblemKind::Overloaded),
            (AskError::StillWorking, ProblemKind::StillWorking),
        ] {
            let problem = Problem::asked(&error, Side::Partner);
            assert_eq!((problem.kind(), problem.status().as_u16()), (kind, 503));
            assert_eq!(problem.headers.len(), 1, "Retry-After");
        }
        let why = AskError::Rejected(Rejection::Unavailable("disk `/secret` is full".into()));
        let problem = Problem::asked(&why, Side::Staff);
        assert_eq!(problem.kind(), ProblemKind::Unavailable);
        assert!(!problem.detail.contains("secret"));
    }

    #[test]
    fn staff_learns_which_roles_are_missing_and_partners_that_nothing_is_there() {
        let staff = Problem::denied(Denied::Role(CommandKind::LinkResource), Side::Staff);
        assert_eq!(staff.kind(), ProblemKind::RoleMissing);
        assert_eq!(staff.members.get("roles"), Some(&json!(["administrator"])));
        let command = Denied::NotForPartners(CommandKind::LinkResource);
        assert_eq!(Problem::denied(command, Side::Partner).kind(), ProblemKind::NotFound);
    }
}
