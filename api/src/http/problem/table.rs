//! Every way in which a request can go wrong, on one page.

use axum::http::StatusCode;
use loggia_core::refusal::Refusal;

macro_rules! problems {
    ($($name:ident $status:ident $code:literal $title:literal $help:literal)+) => {
        /// What went wrong, as programs know it. Codes never change and are never reused.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum ProblemKind {
            $(
                #[doc = concat!("`", $code, "`: ", $title, ".")]
                $name,
            )+
        }

        impl ProblemKind {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$name,)+];

            /// What a program may rely on.
            pub fn code(self) -> &'static str {
                match self {
                    $(Self::$name => $code,)+
                }
            }

            /// The status of the answer.
            pub fn status(self) -> StatusCode {
                match self {
                    $(Self::$name => StatusCode::$status,)+
                }
            }

            /// What it is, in a few words that are always the same.
            pub fn title(self) -> &'static str {
                match self {
                    $(Self::$name => $title,)+
                }
            }

            /// What to do about it.
            pub fn help(self) -> &'static str {
                match self {
                    $(Self::$name => $help,)+
                }
            }
        }
    };
}

problems! {
    // Who asks.
    NoSession UNAUTHORIZED "no_session" "there is no session"
        "log in with POST /v1/session and send the token as `Authorization: Bearer ...`"
    LoginFailed UNAUTHORIZED "login_failed" "user or password is wrong"
        "check both; an administrator can set a new password"
    TooManyLogins TOO_MANY_REQUESTS "too_many_logins" "too many failed logins"
        "wait as long as `Retry-After` says"
    BadOrigin FORBIDDEN "bad_origin" "the request comes from another site"
        "send it from the pages of this server, or use a bearer token instead of the cookie"
    RoleMissing FORBIDDEN "role_missing" "your roles do not allow this"
        "ask an administrator for one of the roles in `roles`"
    NotFound NOT_FOUND "not_found" "there is no such thing"
        "check the address and the ids in it"

    // How it was asked.
    MethodNotAllowed METHOD_NOT_ALLOWED "method_not_allowed" "the address has no such method"
        "see `Allow`, or /docs"
    BadJson BAD_REQUEST "bad_json" "the body is not the JSON that is expected here"
        "compare the body with the schema of the operation in /openapi.json"
    WrongContentType UNSUPPORTED_MEDIA_TYPE "wrong_content_type" "the body has the wrong type"
        "send JSON with `Content-Type: application/json`"
    BodyTooLarge PAYLOAD_TOO_LARGE "body_too_large" "the body is too large"
        "split the request"
    BadId BAD_REQUEST "bad_id" "the address holds something that is no id"
        "ids are UUIDs such as `0190a6c4-7d4e-7aaa-8aaa-0123456789ab`"
    BadQuery BAD_REQUEST "bad_query" "a parameter of the query cannot be used"
        "use `limit`, `cursor`, `sort`, `q`, `format`, or a column of the list, each as /docs says"
    BadIfMatch BAD_REQUEST "bad_if_match" "`If-Match` cannot be used here"
        "send the ETag of the record that the command changes, as it was read"
    BadIdempotencyKey BAD_REQUEST "bad_idempotency_key" "`Idempotency-Key` cannot be used"
        "use 1 to 200 visible ASCII characters, such as a UUID"
    BadReason BAD_REQUEST "bad_reason" "`Loggia-Reason` cannot be used"
        "use 1 to 200 characters of UTF-8 on one line"
    WeakPassword UNPROCESSABLE_ENTITY "weak_password" "the password does not fit"
        "use 12 to 128 characters"
    PasswordTooCommon UNPROCESSABLE_ENTITY "password_too_common"
        "the password is one of those that are tried first"
        "use a few unrelated words, and none of your names"
    PasswordSessionNeeded FORBIDDEN "password_session_needed" "a token cannot do this"
        "log in with the password, and do it in that session"
    BadExpiry UNPROCESSABLE_ENTITY "bad_expiry" "the token's end does not fit"
        "let `expires` lie a minute from now at the earliest, and within `days_max` days"
    WrongPassword FORBIDDEN "wrong_password" "the current password is wrong"
        "send the password that you log in with as `current_password`"

    // What stands in the way for now.
    Stale PRECONDITION_FAILED "stale" "the record has changed since it was read"
        "look at `current`, and ask again with its ETag if you still want to"
    IdempotencyKeyReused CONFLICT "idempotency_key_reused" "the key was used for another request"
        "use a new `Idempotency-Key` for each new command"
    TooManyStreams TOO_MANY_REQUESTS "too_many_streams" "too many streams are open"
        "close one that you do not read"
    TooManyTokens CONFLICT "too_many_tokens" "there are too many tokens"
        "end one that is not used any more"
    Overloaded SERVICE_UNAVAILABLE "overloaded" "too much is waiting"
        "try again as `Retry-After` says; nothing has changed"
    StillWorking SERVICE_UNAVAILABLE "still_working" "the answer takes longer than a request may"
        "ask again with the same `Idempotency-Key` to get the answer"
    Timeout SERVICE_UNAVAILABLE "timeout" "the request took too long"
        "try again; for a command, with the same `Idempotency-Key`"
    Unavailable SERVICE_UNAVAILABLE "unavailable" "the server cannot do this now"
        "tell the operator; try again later"
    Internal INTERNAL_SERVER_ERROR "internal" "something went wrong inside"
        "tell the operator the `x-request-id` of this answer"

    RebuildRunning CONFLICT "rebuild_running" "a rebuild is running"
        "look at it as `job`, or stop it first"
    RebuildEnded CONFLICT "rebuild_ended" "the rebuild has ended"
        "look at how, or start another"
    VerifyRunning CONFLICT "verify_running" "a verification is running"
        "look at it as `job`, or stop it first"
    ImportRunning CONFLICT "import_running" "this import is running"
        "look at it, or stop it first"

    // Audits and imports.
    NotYet UNPROCESSABLE_ENTITY "not_yet" "that moment is yet to come"
        "ask for a commit up to `head`, or for a time that has passed"
    BadUpload BAD_REQUEST "bad_upload" "the upload is not what is expected here"
        "send multipart/form-data with the parts that the operation names"
    BadMapping UNPROCESSABLE_ENTITY "bad_mapping" "the mapping cannot be used"
        "correct the mapping; docs/IMPORT.md describes it, `plant` comes with loggia"
    ImportRefused UNPROCESSABLE_ENTITY "import_refused" "the file cannot be read right"
        "correct what `findings` names, or the mapping, and send it again; nothing was taken"

    // Files.
    FileTypeNotAllowed UNSUPPORTED_MEDIA_TYPE "file_type_not_allowed"
        "files of this type are not taken"
        "send a file whose name ends as one of those in `endings`"
    FileContentDoesNotFit UNPROCESSABLE_ENTITY "file_content_does_not_fit"
        "the file is not of the type that its name tells"
        "send the file as the program saved it, with its own name; texts in an encoding of 8 bits"
    TooManyTransfers TOO_MANY_REQUESTS "too_many_transfers" "too many files are on their way"
        "wait until one of them has come"
    TooManyQuestions TOO_MANY_REQUESTS "too_many_questions"
        "too many of these questions are being answered"
        "wait until one of them has its answer"
    AttachmentDamaged INTERNAL_SERVER_ERROR "attachment_damaged"
        "the file is not what was attached any more"
        "tell the operator, who can bring it back from a backup; what is left of it is not sent"

    // The domain says no.
    WorkspaceIsOpen CONFLICT "workspace_is_open" "the workspace is already open"
        "use it"
    UserNameTaken CONFLICT "user_name_taken" "the user name is taken"
        "choose another"
    NoRole UNPROCESSABLE_ENTITY "no_role" "a staff user needs a role"
        "name at least one role"
    LastAdministrator CONFLICT "last_administrator" "this is the last administrator"
        "make another administrator first"
    TermWithoutTime UNPROCESSABLE_ENTITY "term_without_time" "the term has no time in it"
        "let `until` lie after `from` and after now"
    ColumnTwice UNPROCESSABLE_ENTITY "column_twice" "a column is named twice"
        "name each column once"
    ColumnNotInList UNPROCESSABLE_ENTITY "column_not_in_list" "the list has no such column"
        "name columns of the list"
    ResourceNameTaken CONFLICT "resource_name_taken" "a resource has that name"
        "choose another"
    OrderItemNumberTaken CONFLICT "order_item_number_taken" "an order item has that number"
        "choose another"
    OrderNumberTaken CONFLICT "order_number_taken" "a production order has that number"
        "choose another"
    NoParallelWork UNPROCESSABLE_ENTITY "no_parallel_work" "a resource works on something"
        "let `parallel` be at least 1"
    NotScheduled CONFLICT "not_scheduled" "the work step has no slot yet"
        "use schedule-work-step"
    AlreadyScheduled CONFLICT "already_scheduled" "the work step has a slot already"
        "use reschedule-work-step"
    AlreadyBegun CONFLICT "already_begun" "the work has begun"
        "what was begun keeps its slot; reschedule it instead"
    Conflicts CONFLICT "conflicts" "the plan would conflict"
        "choose another slot, or send the entries of `conflicts` as `confirmed`"
    FeedbackOutOfTurn CONFLICT "feedback_out_of_turn" "the feedback does not fit where the work stands"
        "read the record again, and give feedback that continues it"
    ProcessesDoNotPause UNPROCESSABLE_ENTITY "processes_do_not_pause" "a process cannot be paused"
        "interrupt it with a reason"
    FeedbackOutOfTime UNPROCESSABLE_ENTITY "feedback_out_of_time" "the time of the feedback does not fit"
        "give a time after the feedback that it continues, and not in the future"
    ReportBackwards UNPROCESSABLE_ENTITY "report_backwards" "the report ends before it starts"
        "let `end` not lie before `start`"
    NoQuantity UNPROCESSABLE_ENTITY "no_quantity" "the quantity report has no quantity"
        "give a good or a scrap quantity"
    NoWorkbench FORBIDDEN "no_workbench" "feedback needs a licence for a workbench"
        "ask the host company for it"
    BatchTooLong UNPROCESSABLE_ENTITY "batch_too_long" "the batch has too many rows"
        "split it"
    AccountNameTaken CONFLICT "account_name_taken" "an account has that name"
        "choose another"
    AccountInUse CONFLICT "account_in_use" "the account is named by something that stays"
        "close the account instead"
    AccountHasUsers CONFLICT "account_has_users" "the account has users"
        "close it instead"
    AccountIsClosed CONFLICT "account_is_closed" "the account is closed"
        "reopen it first"
    AccountIsNoPartner CONFLICT "account_is_no_partner" "the account is no partner"
        "enable contacts of partner accounts only"
    AccountOwnerHasNoRole CONFLICT "account_owner_has_no_role" "nobody of the host company answers for the account"
        "name an owner who holds a role, with change-account"
    ContactIsUser CONFLICT "contact_is_user" "the contact is a partner user"
        "look at the partner user instead"
    NoAddress CONFLICT "no_address" "there is no address to write to"
        "invite contacts of accounts; give this user a password instead"
    UserIsDeactivated CONFLICT "user_is_deactivated" "the partner user is deactivated"
        "reactivate first"
    InvitationIsAccepted CONFLICT "invitation_is_accepted" "the invitation was accepted"
        "nothing is left to do; for a forgotten password, the user asks for a reset"
    LinkDoesNotWork GONE "link_does_not_work" "the link does not work, or not any more"
        "ask for a new one"
    MailIsTooLate CONFLICT "mail_is_too_late" "the link in the mail works no more"
        "send a new invitation"
    NoSeatsLeft CONFLICT "no_seats_left" "the licence pool has no seats left"
        "take a licence back, deactivate somebody, or give the pool more seats"
    SeatsInUse CONFLICT "seats_in_use" "more seats than that are in use"
        "look at `holders` and at the accounts' seats, take some back, and try again"
    AccountSeatsFull CONFLICT "account_seats_full" "all seats of the account are taken"
        "deactivate somebody of the account first, or have its seats raised"
    AccountSeatsInUse CONFLICT "account_seats_in_use" "more users of the account are in"
        "deactivate some of them first"
    UserHasNoAccount CONFLICT "user_has_no_account" "the partner user belongs to no account"
        "name a contact of a firm who was enabled"
    TooManyColleagues CONFLICT "too_many_colleagues" "the account has had as many users as its seats allow"
        "ask the host company to invite the next one, or to raise the seats"
    NoColleague UNPROCESSABLE_ENTITY "no_colleague" "this is yourself"
        "ask the host company to deactivate you"
    FieldHasNoCoarseForm UNPROCESSABLE_ENTITY "field_has_no_coarse_form" "the field has no coarse form"
        "hide or mask it; instants, quantities, minutes and counts can be coarse"
    FieldIsNotEditable UNPROCESSABLE_ENTITY "field_is_not_editable" "partners change the field by nothing"
        "let them read it; what partners can edit is `edit` until somebody says otherwise"
    PartnerTypeNeeded UNPROCESSABLE_ENTITY "partner_type_needed" "there is no such account yet"
        "say `partner_type` to create it, or correct the name"
    AccountIsOfOtherType CONFLICT "account_is_of_other_type" "the account is another type of partner"
        "leave `partner_type` out, or change the account first"
    OwnerHasNoRole CONFLICT "owner_has_no_role" "the owner holds no role"
        "name a staff user who holds one"
    UserNameNeeded UNPROCESSABLE_ENTITY "user_name_needed" "the address is too long to be the user name"
        "say `user_name`"
    FieldNotEditable FORBIDDEN "field_not_editable" "this changes what you may not change"
        "ask the host company, or leave out what is not yours to give"
    AccessLevelNameTaken CONFLICT "access_level_name_taken" "an access level has that name"
        "choose another"
    AccessLevelInUse CONFLICT "access_level_in_use" "the access level is in use"
        "give participants and defaults another one first"
    PersonExists CONFLICT "person_exists" "this is a person already"
        "use that person"
    PersonIsSomebody CONFLICT "person_is_somebody" "the person is somebody already"
        "only names in a plan are staffed; make another person"
    SupervisesItself UNPROCESSABLE_ENTITY "supervises_itself" "nobody supervises himself"
        "name somebody else"
    ContactIsPerson CONFLICT "contact_is_person" "work is planned on the contact"
        "keep the contact; make the person not schedulable instead"
    PersonIsNotSchedulable CONFLICT "person_is_not_schedulable" "no work may be planned on the person"
        "make the person schedulable with change-person"
    ProjectNameTaken CONFLICT "project_name_taken" "a project has that name"
        "choose another"
    EndsBeforeItStarts UNPROCESSABLE_ENTITY "ends_before_it_starts" "it would end before it starts"
        "let `end` not lie before `start`"
    BudgetBelowNothing UNPROCESSABLE_ENTITY "budget_below_nothing" "planned hours and budgets are not negative"
        "give 0 or more"
    BudgetWithoutCurrency UNPROCESSABLE_ENTITY "budget_without_currency" "a budget needs a currency"
        "say `currency`"
    TooManyDecimals UNPROCESSABLE_ENTITY "too_many_decimals" "the currency has no parts that small"
        "round the amount"
    HealthWithoutReason UNPROCESSABLE_ENTITY "health_without_reason" "amber and red need a reason"
        "say `reason`"
    OfAnotherProject CONFLICT "of_another_project" "it belongs to another project"
        "name something of the same project"
    OfAnotherPhase CONFLICT "of_another_phase" "it belongs to another phase"
        "name a heading of the same phase"
    AlreadyParticipant CONFLICT "already_participant" "the person takes part already"
        "use change-participant"
    NoParticipant CONFLICT "no_participant" "the person does not take part in the phase"
        "use add-participant first"
    MilestoneIsGoLive CONFLICT "milestone_is_go_live" "the project goes live with the milestone"
        "choose another with set-go-live first"
    NoHeading CONFLICT "no_heading" "tasks stand under headings only"
        "name a task of the kind `heading`"
    NothingIsDoneOnHeadings CONFLICT "nothing_is_done_on_headings" "headings are not done, assigned or linked"
        "use the tasks under it"
    HeadingHasTasks CONFLICT "heading_has_tasks" "tasks stand under the heading"
        "remove them first"
    LinkedTwice UNPROCESSABLE_ENTITY "linked_twice" "a predecessor is named twice"
        "name each once"
    LinksInACircle CONFLICT "links_in_a_circle" "the tasks would wait for each other"
        "leave out the link that closes the circle"
    TooMany UNPROCESSABLE_ENTITY "too_many" "the list is too long"
        "shorten it"
    LevelPermitsNot FORBIDDEN "level_permits_not" "your access level does not permit this"
        "ask the host company"
    NotInPlan CONFLICT "not_in_plan" "a line of the plan is missing"
        "import the whole plan again"
    FieldOfAnotherKind UNPROCESSABLE_ENTITY "field_of_another_kind" "RAID items of this kind have no such field"
        "name only what its kind has"
    NoRisk CONFLICT "no_risk" "the RAID item is no risk"
        "raise an issue with raise-raid-item"
    RiskHasOccurred CONFLICT "risk_has_occurred" "the risk has occurred"
        "go on with the issue that it became"
    RaidItemIsClosed CONFLICT "raid_item_is_closed" "the RAID item is closed"
        "open it again with set-raid-status first"
    LinkedToItself UNPROCESSABLE_ENTITY "linked_to_itself" "nothing is linked with itself"
        "leave it out"
    StatusReportOutOfTurn CONFLICT "status_report_out_of_turn" "the status report stands elsewhere"
        "drafts are changed and submitted; what is submitted is recalled, returned or published"
    NotTheAuthor CONFLICT "not_the_author" "the status report is a partner's"
        "return it with a reason, with return-status-report"
    TimesheetOutOfTurn CONFLICT "timesheet_out_of_turn" "the timesheet stands elsewhere"
        "look at its `status`; a draft is submitted, a submitted one is approved or rejected"
    TimesheetIsEmpty CONFLICT "timesheet_is_empty" "nothing is logged in the timesheet"
        "log time first"
    AlreadyDecided CONFLICT "already_decided" "somebody has decided about it already"
        "have it rejected instead"
    LinesWait CONFLICT "lines_wait" "lines of the timesheet wait to be approved"
        "have them approved by the owners of their phases, with `phase`, first"
    LinesAreNotApproved CONFLICT "lines_are_not_approved" "lines are not approved by themselves"
        "leave `phase` out"
    NoTimeOnPhase CONFLICT "no_time_on_phase" "the timesheet has no time on the phase"
        "name a phase of its lines"
    NoHours UNPROCESSABLE_ENTITY "no_hours" "the entry has no hours"
        "give hours, or take some back with a negative number"
    LineBelowNothing CONFLICT "line_below_nothing" "more would be taken back than was logged"
        "take back at most what stands in the line"
    MoreThanADay CONFLICT "more_than_a_day" "a day has 24 hours"
        "look at what else is logged on that day"
    OutsideTheProject CONFLICT "outside_the_project" "the day lies outside the dates of the phase or the project"
        "choose another day, or have the dates changed"
    PeriodIsLocked CONFLICT "period_is_locked" "the period is locked"
        "ask an administrator"
    PersonNeeded UNPROCESSABLE_ENTITY "person_needed" "no person is named"
        "say `person`, or be made one with create-person"
    NotYoursToDecide FORBIDDEN "not_yours_to_decide" "others write this down or decide about it"
        "ask the supervisor, the owner of the phase, a delivery manager or an administrator"
    TaskHasTime CONFLICT "task_has_time" "time is logged on the task"
        "keep it; set its status instead"
    ExpenseOutOfTurn CONFLICT "expense_out_of_turn" "the expense stands elsewhere"
        "look at its `status`; a draft is submitted, a submitted one is approved or rejected"
    NoMoney UNPROCESSABLE_ENTITY "no_money" "an expense is more than nothing"
        "give a positive amount"
    SkillTwice UNPROCESSABLE_ENTITY "skill_twice" "a skill is named twice"
        "name each skill of a category once"
    PeriodsOverlap UNPROCESSABLE_ENTITY "periods_overlap" "two periods cover the same day"
        "let one end before the next begins"
    MoreThanFits UNPROCESSABLE_ENTITY "more_than_fits" "the hours do not fit into the days"
        "give more than 0 and at most 24 hours a day"
    NameIsAmbiguous UNPROCESSABLE_ENTITY "name_is_ambiguous" "several records have this name"
        "say which one is meant, or rename one"
    WordsOfAnother CONFLICT "words_of_another" "the comment is the other side's"
        "answer with add-comment, or take it away with remove-comment"
    FileNameDoesNotFit UNPROCESSABLE_ENTITY "file_name_does_not_fit"
        "the name does not end as files of the type do"
        "give the file the ending of its type"
}

impl From<&Refusal> for ProblemKind {
    fn from(refusal: &Refusal) -> Self {
        match refusal {
            Refusal::Unknown(..) => Self::NotFound,
            Refusal::WorkspaceIsOpen => Self::WorkspaceIsOpen,
            Refusal::UserNameTaken => Self::UserNameTaken,
            Refusal::NoRole => Self::NoRole,
            Refusal::LastAdministrator => Self::LastAdministrator,
            Refusal::TermWithoutTime => Self::TermWithoutTime,
            Refusal::ColumnTwice(_) => Self::ColumnTwice,
            Refusal::ColumnNotInList(_) => Self::ColumnNotInList,
            Refusal::ResourceNameTaken(_) => Self::ResourceNameTaken,
            Refusal::OrderItemNumberTaken(_) => Self::OrderItemNumberTaken,
            Refusal::OrderNumberTaken(_) => Self::OrderNumberTaken,
            Refusal::NoParallelWork => Self::NoParallelWork,
            Refusal::NotScheduled(_) => Self::NotScheduled,
            Refusal::AlreadyScheduled(_) => Self::AlreadyScheduled,
            Refusal::AlreadyBegun(..) => Self::AlreadyBegun,
            Refusal::Conflicts(_) => Self::Conflicts,
            Refusal::FeedbackOutOfTurn(..) => Self::FeedbackOutOfTurn,
            Refusal::ProcessesDoNotPause => Self::ProcessesDoNotPause,
            Refusal::FeedbackOutOfTime(_) => Self::FeedbackOutOfTime,
            Refusal::ReportBackwards => Self::ReportBackwards,
            Refusal::NoQuantity => Self::NoQuantity,
            Refusal::NoWorkbench(_) => Self::NoWorkbench,
            Refusal::BatchTooLong { .. } => Self::BatchTooLong,
            Refusal::AccountNameTaken(_) => Self::AccountNameTaken,
            Refusal::AccountHasUsers(_) => Self::AccountHasUsers,
            Refusal::AccountInUse(_) => Self::AccountInUse,
            Refusal::AccountIsClosed(_) => Self::AccountIsClosed,
            Refusal::AccountIsNoPartner(_) => Self::AccountIsNoPartner,
            Refusal::AccountOwnerHasNoRole(_) => Self::AccountOwnerHasNoRole,
            Refusal::ContactIsUser(_) => Self::ContactIsUser,
            Refusal::NoAddress(_) => Self::NoAddress,
            Refusal::UserIsDeactivated(_) => Self::UserIsDeactivated,
            Refusal::InvitationIsAccepted(_) => Self::InvitationIsAccepted,
            Refusal::LinkDoesNotWork => Self::LinkDoesNotWork,
            Refusal::MailIsTooLate(_) => Self::MailIsTooLate,
            Refusal::NoSeatsLeft(..) => Self::NoSeatsLeft,
            Refusal::SeatsInUse { .. } => Self::SeatsInUse,
            Refusal::AccountSeatsFull(_) => Self::AccountSeatsFull,
            Refusal::AccountSeatsInUse { .. } => Self::AccountSeatsInUse,
            Refusal::UserHasNoAccount(_) => Self::UserHasNoAccount,
            Refusal::TooManyColleagues(_) => Self::TooManyColleagues,
            Refusal::NoColleague => Self::NoColleague,
            Refusal::FieldHasNoCoarseForm(_) => Self::FieldHasNoCoarseForm,
            Refusal::FieldIsNotEditable(_) => Self::FieldIsNotEditable,
            Refusal::FieldNotEditable => Self::FieldNotEditable,
            Refusal::PartnerTypeNeeded(_) => Self::PartnerTypeNeeded,
            Refusal::AccountIsOfOtherType(_) => Self::AccountIsOfOtherType,
            Refusal::OwnerHasNoRole(_) => Self::OwnerHasNoRole,
            Refusal::UserNameNeeded => Self::UserNameNeeded,
            Refusal::AccessLevelNameTaken(_) => Self::AccessLevelNameTaken,
            Refusal::AccessLevelInUse(_) => Self::AccessLevelInUse,
            Refusal::PersonExists(_) => Self::PersonExists,
            Refusal::PersonIsSomebody(_) => Self::PersonIsSomebody,
            Refusal::SupervisesItself(_) => Self::SupervisesItself,
            Refusal::ContactIsPerson(_) => Self::ContactIsPerson,
            Refusal::PersonIsNotSchedulable(_) => Self::PersonIsNotSchedulable,
            Refusal::ProjectNameTaken(_) => Self::ProjectNameTaken,
            Refusal::EndsBeforeItStarts(..) => Self::EndsBeforeItStarts,
            Refusal::BudgetBelowNothing => Self::BudgetBelowNothing,
            Refusal::BudgetWithoutCurrency => Self::BudgetWithoutCurrency,
            Refusal::TooManyDecimals(..) => Self::TooManyDecimals,
            Refusal::HealthWithoutReason => Self::HealthWithoutReason,
            Refusal::OfAnotherProject(_) => Self::OfAnotherProject,
            Refusal::OfAnotherPhase(_) => Self::OfAnotherPhase,
            Refusal::AlreadyParticipant(_) => Self::AlreadyParticipant,
            Refusal::NoParticipant(_) => Self::NoParticipant,
            Refusal::MilestoneIsGoLive(_) => Self::MilestoneIsGoLive,
            Refusal::NoHeading(_) => Self::NoHeading,
            Refusal::NothingIsDoneOnHeadings(_) => Self::NothingIsDoneOnHeadings,
            Refusal::HeadingHasTasks(_) => Self::HeadingHasTasks,
            Refusal::LinkedTwice(_) => Self::LinkedTwice,
            Refusal::LinksInACircle(_) => Self::LinksInACircle,
            Refusal::TooMany { .. } => Self::TooMany,
            Refusal::LevelPermitsNot => Self::LevelPermitsNot,
            Refusal::NotInPlan(_) => Self::NotInPlan,
            Refusal::FieldOfAnotherKind(_) => Self::FieldOfAnotherKind,
            Refusal::NoRisk(_) => Self::NoRisk,
            Refusal::RiskHasOccurred(_) => Self::RiskHasOccurred,
            Refusal::RaidItemIsClosed(_) => Self::RaidItemIsClosed,
            Refusal::LinkedToItself(_) => Self::LinkedToItself,
            Refusal::StatusReportOutOfTurn(..) => Self::StatusReportOutOfTurn,
            Refusal::NotTheAuthor(_) => Self::NotTheAuthor,
            Refusal::TimesheetOutOfTurn(..) => Self::TimesheetOutOfTurn,
            Refusal::TimesheetIsEmpty(_) => Self::TimesheetIsEmpty,
            Refusal::AlreadyDecided(_) => Self::AlreadyDecided,
            Refusal::LinesWait(_) => Self::LinesWait,
            Refusal::LinesAreNotApproved => Self::LinesAreNotApproved,
            Refusal::NoTimeOnPhase(_) => Self::NoTimeOnPhase,
            Refusal::NoHours => Self::NoHours,
            Refusal::LineBelowNothing(_) => Self::LineBelowNothing,
            Refusal::MoreThanADay(_) => Self::MoreThanADay,
            Refusal::OutsideTheProject(_) => Self::OutsideTheProject,
            Refusal::PeriodIsLocked(_) => Self::PeriodIsLocked,
            Refusal::PersonNeeded => Self::PersonNeeded,
            Refusal::NotYoursToDecide => Self::NotYoursToDecide,
            Refusal::TaskHasTime(_) => Self::TaskHasTime,
            Refusal::ExpenseOutOfTurn(..) => Self::ExpenseOutOfTurn,
            Refusal::NoMoney => Self::NoMoney,
            Refusal::SkillTwice(_) => Self::SkillTwice,
            Refusal::PeriodsOverlap(_) => Self::PeriodsOverlap,
            Refusal::MoreThanFits(_) => Self::MoreThanFits,
            Refusal::NameIsAmbiguous(_) => Self::NameIsAmbiguous,
            Refusal::WordsOfAnother(_) => Self::WordsOfAnother,
            Refusal::FileNameDoesNotFit(_) => Self::FileNameDoesNotFit,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_code_is_used_once_and_every_problem_says_what_to_do() {
        let codes: BTreeSet<_> = ProblemKind::ALL.iter().map(|kind| kind.code()).collect();
        assert_eq!(codes.len(), ProblemKind::ALL.len());
        for kind in ProblemKind::ALL {
            let status = kind.status();
            assert!(status.is_client_error() || status.is_server_error(), "{kind:?}");
            assert!(!kind.title().ends_with('.') && !kind.help().is_empty(), "{kind:?}");
        }
    }
}
