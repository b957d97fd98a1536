//! Who may ask for what: one table of commands here, one of reads in [`query`]; each read in one
//! place.

mod query;

pub use query::{MayNotRead, Query, Readers, may_read, readers};

use crate::access::Access;
use crate::actor::{Actor, Role};
use crate::command::CommandKind;
use crate::refusal::Denied;

/// Who may ask for a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Permit {
    /// Staff with any of these roles.
    pub roles: &'static [Role],
    /// Partner users as well; what they may touch is up to the command's own rule.
    pub partners: Partners,
    /// Neither staff nor partners, but this part of the system itself: there is no route to it.
    pub itself: Option<Actor>,
}

/// Whether a command is there for partner users.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Partners {
    /// It is, within what they see.
    MayAsk,
    /// It is for those who administer their own account, within that account.
    Administrators,
    /// To them it does not exist.
    MayNot,
}

/// The table: command x role.
pub fn permit(command: CommandKind) -> Permit {
    use CommandKind as C;
    let staff = |roles| Permit { roles, partners: Partners::MayNot, itself: None };
    let system = |itself| Permit { itself, ..staff(&[]) };
    match command {
        C::OpenWorkspace => system(Some(Actor::Installer)),
        C::Clock => system(Some(Actor::Clock)),
        C::AcceptInvitation
        | C::SendPasswordReset
        | C::UsePasswordReset
        | C::RecordMailSent
        | C::RecordMailGivenUp
        | C::RecordPasswordSet => system(Some(Actor::Server)),
        C::RetryMail => staff(&[Role::Operator]),
        C::ViewAs => staff(&[Role::Administrator, Role::Auditor]),
        C::CreateStaffUser
        | C::SetStaffRoles
        | C::CreatePartnerUser
        | C::DeactivatePartnerUser
        | C::ReactivatePartnerUser
        | C::AllowProcessFeedback
        | C::WithdrawProcessFeedback
        | C::AssignModuleLicence
        | C::RevokeModuleLicence
        | C::LinkResource
        | C::UnlinkResource
        | C::SetColumns
        | C::MarkResourceExternal
        | C::MarkResourceInternal
        | C::CreateAccount
        | C::ChangeAccount
        | C::CloseAccount
        | C::ReopenAccount
        | C::DeleteAccount
        | C::AddContact
        | C::ChangeContact
        | C::RemoveContact
        | C::EnableContact
        | C::InvitePartner
        | C::PublishPortal
        | C::UnpublishPortal
        | C::SetBranding
        | C::SendInvitation
        | C::RevokeInvitation
        | C::SetLicencePool
        | C::RemoveLicencePool
        | C::SetPartnerUserTerm
        | C::SetAccessPolicy
        | C::SetAccountSeats
        | C::NamePartnerAdministrator
        | C::DismissPartnerAdministrator
        | C::SetFieldAccess
        | C::CreateAccessLevel
        | C::ChangeAccessLevel
        | C::RemoveAccessLevel
        | C::SetDefaultAccessLevel
        | C::ReopenTimesheet
        | C::SetApprovalPath
        | C::LockPeriod => staff(&[Role::Administrator]),
        // Everybody has time of his own, and may be somebody's supervisor or own a phase: whose time
        // one writes down and approves is up to the command.
        C::LogTime
        | C::SubmitTimesheet
        | C::RecallTimesheet
        | C::ApproveTimesheet
        | C::RejectTimesheet
        | C::AddExpense
        | C::ChangeExpense
        | C::RemoveExpense
        | C::SubmitExpense
        | C::RecallExpense
        | C::ApproveExpense
        | C::RejectExpense
        | C::SetSkills
        | C::SetAvailability
        // The same of what is said about expenses and attached to them.
        | C::AddComment
        | C::ChangeComment
        | C::RemoveComment
        | C::AttachFile
        | C::RemoveAttachment => Permit { partners: Partners::MayAsk, ..staff(&Role::ALL) },
        C::BookPerson | C::ChangeBooking | C::CancelBooking => Permit {
            partners: Partners::MayAsk,
            ..staff(&[Role::Administrator, Role::DeliveryManager])
        },
        C::CreatePerson
        | C::ChangePerson
        | C::StaffPerson
        | C::ImportPlan
        | C::PayExpense
        | C::ImportTime
        | C::ImportExpenses => staff(&[Role::Administrator, Role::DeliveryManager]),
        C::CreateProject
        | C::SetProjectStatus
        | C::SetGoLive
        | C::AddPhase
        | C::ChangeParticipant
        | C::AddMilestone
        | C::RemoveMilestone
        | C::AssignTask
        | C::LinkTask
        | C::ReturnStatusReport
        | C::PublishStatusReport
        | C::SetStatusReportAudience => staff(&[Role::DeliveryManager]),
        C::ChangeProject
        | C::SetProjectHealth
        | C::ChangePhase
        | C::AddParticipant
        | C::RemoveParticipant
        | C::ChangeMilestone
        | C::AddTask
        | C::ChangeTask
        | C::SetTaskStatus
        | C::RemoveTask
        | C::RaiseRaidItem
        | C::ChangeRaidItem
        | C::SetRaidStatus
        | C::LinkRaidItem
        | C::RaiseIssueFromRisk
        | C::WriteStatusReport
        | C::ChangeStatusReport
        | C::SubmitStatusReport
        | C::RecallStatusReport => {
            Permit { partners: Partners::MayAsk, ..staff(&[Role::DeliveryManager]) }
        }
        C::CreateResource | C::RenameResource | C::SetFrozenZone | C::ImportProduction => {
            staff(&[Role::Administrator, Role::Planner])
        }
        C::CreateOrderItem
        | C::CreateProductionOrder
        | C::AddWorkStep
        | C::AddProcess
        | C::ScheduleWorkStep
        | C::RescheduleWorkStep
        | C::UnscheduleWorkStep
        | C::ScheduleProcess
        | C::ReportWork => staff(&[Role::Planner]),
        C::ReportFeedback => Permit { partners: Partners::MayAsk, ..staff(&[Role::Planner]) },
        C::InviteColleague | C::DeactivateColleague => {
            Permit { partners: Partners::Administrators, ..staff(&[]) }
        }
    }
}

/// Whether `actor` may ask for `command` at all.
pub fn may_ask(access: &Access, actor: Actor, command: CommandKind) -> Result<(), Denied> {
    let Permit { roles, partners, itself } = permit(command);
    match actor {
        // Time appends what it brings about; it never asks.
        Actor::Clock => Err(Denied::NotAsked(command)),
        Actor::Installer | Actor::Server => match itself == Some(actor) {
            true => Ok(()),
            false => Err(Denied::NotAsked(command)),
        },
        Actor::Staff(id) => {
            let user = access.staff_user(id).map_err(|_| Denied::Role(command))?;
            let holds_one = roles.iter().any(|role| user.roles.contains(role));
            if holds_one { Ok(()) } else { Err(Denied::Role(command)) }
        }
        Actor::Partner(id) => match partners {
            Partners::MayAsk => Ok(()),
            Partners::Administrators if access.administered_by(id).is_some() => Ok(()),
            Partners::Administrators | Partners::MayNot => Err(Denied::NotForPartners(command)),
        },
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::access::{CreateStaffUser, SetAccountSeats};
    use crate::id::StaffUserId;
    use crate::scalar::Personal;
    use crate::spec::story::{BO, FIRM, MAX, PARTNER, administers, contact, enabled, firm, owner};
    use crate::spec::{Plant, given, name, nth};

    /// Who may ask for what. A new command does not pass until it stands here.
    const TABLE: &str = "
command                        installer  clock  server  administrator  planner  delivery_manager  auditor  operator  partner  partner_administrator
open-workspace                 yes        -      -       -              -        -                 -        -         -        -
create-staff-user              -          -      -       yes            -        -                 -        -         -        -
set-staff-roles                -          -      -       yes            -        -                 -        -         -        -
create-partner-user            -          -      -       yes            -        -                 -        -         -        -
deactivate-partner-user        -          -      -       yes            -        -                 -        -         -        -
reactivate-partner-user        -          -      -       yes            -        -                 -        -         -        -
allow-process-feedback         -          -      -       yes            -        -                 -        -         -        -
withdraw-process-feedback      -          -      -       yes            -        -                 -        -         -        -
assign-module-licence          -          -      -       yes            -        -                 -        -         -        -
revoke-module-licence          -          -      -       yes            -        -                 -        -         -        -
link-resource                  -          -      -       yes            -        -                 -        -         -        -
unlink-resource                -          -      -       yes            -        -                 -        -         -        -
set-columns                    -          -      -       yes            -        -                 -        -         -        -
create-resource                -          -      -       yes            yes      -                 -        -         -        -
rename-resource                -          -      -       yes            yes      -                 -        -         -        -
mark-resource-external         -          -      -       yes            -        -                 -        -         -        -
mark-resource-internal         -          -      -       yes            -        -                 -        -         -        -
set-frozen-zone                -          -      -       yes            yes      -                 -        -         -        -
create-order-item              -          -      -       -              yes      -                 -        -         -        -
create-production-order        -          -      -       -              yes      -                 -        -         -        -
add-work-step                  -          -      -       -              yes      -                 -        -         -        -
add-process                    -          -      -       -              yes      -                 -        -         -        -
schedule-work-step             -          -      -       -              yes      -                 -        -         -        -
reschedule-work-step           -          -      -       -              yes      -                 -        -         -        -
unschedule-work-step           -          -      -       -              yes      -                 -        -         -        -
schedule-process               -          -      -       -              yes      -                 -        -         -        -
report-feedback                -          -      -       -              yes      -                 -        -         yes      yes
report-work                    -          -      -       -              yes      -                 -        -         -        -
import-production              -          -      -       yes            yes      -                 -        -         -        -
create-account                 -          -      -       yes            -        -                 -        -         -        -
change-account                 -          -      -       yes            -        -                 -        -         -        -
close-account                  -          -      -       yes            -        -                 -        -         -        -
reopen-account                 -          -      -       yes            -        -                 -        -         -        -
delete-account                 -          -      -       yes            -        -                 -        -         -        -
add-contact                    -          -      -       yes            -        -                 -        -         -        -
change-contact                 -          -      -       yes            -        -                 -        -         -        -
remove-contact                 -          -      -       yes            -        -                 -        -         -        -
enable-contact                 -          -      -       yes            -        -                 -        -         -        -
publish-portal                 -          -      -       yes            -        -                 -        -         -        -
unpublish-portal               -          -      -       yes            -        -                 -        -         -        -
send-invitation                -          -      -       yes            -        -                 -        -         -        -
revoke-invitation              -          -      -       yes            -        -                 -        -         -        -
accept-invitation              -          -      yes     -              -        -                 -        -         -        -
send-password-reset            -          -      yes     -              -        -                 -        -         -        -
use-password-reset             -          -      yes     -              -        -                 -        -         -        -
record-mail-sent               -          -      yes     -              -        -                 -        -         -        -
record-mail-given-up           -          -      yes     -              -        -                 -        -         -        -
retry-mail                     -          -      -       -              -        -                 -        yes       -        -
set-licence-pool               -          -      -       yes            -        -                 -        -         -        -
remove-licence-pool            -          -      -       yes            -        -                 -        -         -        -
set-partner-user-term          -          -      -       yes            -        -                 -        -         -        -
set-access-policy              -          -      -       yes            -        -                 -        -         -        -
set-account-seats              -          -      -       yes            -        -                 -        -         -        -
name-partner-administrator     -          -      -       yes            -        -                 -        -         -        -
dismiss-partner-administrator  -          -      -       yes            -        -                 -        -         -        -
invite-colleague               -          -      -       -              -        -                 -        -         -        yes
deactivate-colleague           -          -      -       -              -        -                 -        -         -        yes
set-field-access               -          -      -       yes            -        -                 -        -         -        -
invite-partner                 -          -      -       yes            -        -                 -        -         -        -
record-password-set            -          -      yes     -              -        -                 -        -         -        -
create-access-level            -          -      -       yes            -        -                 -        -         -        -
change-access-level            -          -      -       yes            -        -                 -        -         -        -
remove-access-level            -          -      -       yes            -        -                 -        -         -        -
set-default-access-level       -          -      -       yes            -        -                 -        -         -        -
create-person                  -          -      -       yes            -        yes               -        -         -        -
change-person                  -          -      -       yes            -        yes               -        -         -        -
staff-person                   -          -      -       yes            -        yes               -        -         -        -
create-project                 -          -      -       -              -        yes               -        -         -        -
change-project                 -          -      -       -              -        yes               -        -         yes      yes
set-project-status             -          -      -       -              -        yes               -        -         -        -
set-project-health             -          -      -       -              -        yes               -        -         yes      yes
set-go-live                    -          -      -       -              -        yes               -        -         -        -
add-phase                      -          -      -       -              -        yes               -        -         -        -
change-phase                   -          -      -       -              -        yes               -        -         yes      yes
add-participant                -          -      -       -              -        yes               -        -         yes      yes
change-participant             -          -      -       -              -        yes               -        -         -        -
remove-participant             -          -      -       -              -        yes               -        -         yes      yes
add-milestone                  -          -      -       -              -        yes               -        -         -        -
change-milestone               -          -      -       -              -        yes               -        -         yes      yes
remove-milestone               -          -      -       -              -        yes               -        -         -        -
add-task                       -          -      -       -              -        yes               -        -         yes      yes
change-task                    -          -      -       -              -        yes               -        -         yes      yes
set-task-status                -          -      -       -              -        yes               -        -         yes      yes
assign-task                    -          -      -       -              -        yes               -        -         -        -
link-task                      -          -      -       -              -        yes               -        -         -        -
remove-task                    -          -      -       -              -        yes               -        -         yes      yes
import-plan                    -          -      -       yes            -        yes               -        -         -        -
raise-raid-item                -          -      -       -              -        yes               -        -         yes      yes
change-raid-item               -          -      -       -              -        yes               -        -         yes      yes
set-raid-status                -          -      -       -              -        yes               -        -         yes      yes
link-raid-item                 -          -      -       -              -        yes               -        -         yes      yes
raise-issue-from-risk          -          -      -       -              -        yes               -        -         yes      yes
write-status-report            -          -      -       -              -        yes               -        -         yes      yes
change-status-report           -          -      -       -              -        yes               -        -         yes      yes
submit-status-report           -          -      -       -              -        yes               -        -         yes      yes
recall-status-report           -          -      -       -              -        yes               -        -         yes      yes
return-status-report           -          -      -       -              -        yes               -        -         -        -
publish-status-report          -          -      -       -              -        yes               -        -         -        -
log-time                       -          -      -       yes            yes      yes               yes      yes       yes      yes
submit-timesheet               -          -      -       yes            yes      yes               yes      yes       yes      yes
recall-timesheet               -          -      -       yes            yes      yes               yes      yes       yes      yes
approve-timesheet              -          -      -       yes            yes      yes               yes      yes       yes      yes
reject-timesheet               -          -      -       yes            yes      yes               yes      yes       yes      yes
reopen-timesheet               -          -      -       yes            -        -                 -        -         -        -
set-approval-path              -          -      -       yes            -        -                 -        -         -        -
lock-period                    -          -      -       yes            -        -                 -        -         -        -
add-expense                    -          -      -       yes            yes      yes               yes      yes       yes      yes
change-expense                 -          -      -       yes            yes      yes               yes      yes       yes      yes
remove-expense                 -          -      -       yes            yes      yes               yes      yes       yes      yes
submit-expense                 -          -      -       yes            yes      yes               yes      yes       yes      yes
recall-expense                 -          -      -       yes            yes      yes               yes      yes       yes      yes
approve-expense                -          -      -       yes            yes      yes               yes      yes       yes      yes
reject-expense                 -          -      -       yes            yes      yes               yes      yes       yes      yes
pay-expense                    -          -      -       yes            -        yes               -        -         -        -
set-skills                     -          -      -       yes            yes      yes               yes      yes       yes      yes
set-availability               -          -      -       yes            yes      yes               yes      yes       yes      yes
book-person                    -          -      -       yes            -        yes               -        -         yes      yes
change-booking                 -          -      -       yes            -        yes               -        -         yes      yes
cancel-booking                 -          -      -       yes            -        yes               -        -         yes      yes
import-time                    -          -      -       yes            -        yes               -        -         -        -
import-expenses                -          -      -       yes            -        yes               -        -         -        -
add-comment                    -          -      -       yes            yes      yes               yes      yes       yes      yes
change-comment                 -          -      -       yes            yes      yes               yes      yes       yes      yes
remove-comment                 -          -      -       yes            yes      yes               yes      yes       yes      yes
attach-file                    -          -      -       yes            yes      yes               yes      yes       yes      yes
remove-attachment              -          -      -       yes            yes      yes               yes      yes       yes      yes
set-status-report-audience     -          -      -       -              -        yes               -        -         -        -
set-branding                   -          -      -       yes            -        -                 -        -         -        -
view-as                        -          -      -       yes            -        -                 yes        -         -        -
clock                          -          -      -       -              -        -                 -        -         -        -
";

    fn staff(user_name: &str, roles: &[Role]) -> CreateStaffUser {
        let user_name = Personal::new(name(user_name));
        let display_name = user_name.clone();
        CreateStaffUser { user_name, display_name, roles: roles.iter().copied().collect() }
    }

    /// Five staff users, each with one role, in the order of [`Role::ALL`]; and Bo, who administers
    /// his firm.
    fn one_of_each() -> Plant {
        let mut plant = given(Role::ALL.map(|role| staff(&format!("{role:?}"), &[role]).into()));
        for told in [owner(), firm(FIRM), contact(MAX, FIRM), enabled(MAX, BO), administers(BO)] {
            plant.when(told);
        }
        plant.when(SetAccountSeats { account: FIRM, seats: Some(1) });
        plant
    }

    #[test]
    fn who_may_ask_for_what() {
        let access = one_of_each().world.access;
        let mut actors = vec![Actor::Installer, Actor::Clock, Actor::Server];
        actors.extend((1..=5).map(|n| Actor::Staff(StaffUserId(nth(n)))));
        actors.extend([Actor::Partner(PARTNER), Actor::Partner(BO)]);
        let commands = CommandKind::ASKED.iter().copied().chain([CommandKind::Clock]);
        let mut found = Vec::new();
        for command in commands {
            let mut row = vec![command.kebab()];
            row.extend(actors.iter().map(|actor| match may_ask(&access, *actor, command) {
                Ok(()) => "yes",
                Err(_) => "-",
            }));
            found.push(row);
        }
        let mut golden = TABLE.lines().filter(|line| !line.is_empty());
        let head = golden.next().unwrap_or_default();
        for (line, row) in golden.by_ref().zip(&found) {
            let told: Vec<&str> = line.split_whitespace().collect();
            assert_eq!(&told, row, "{head}");
        }
        assert_eq!(TABLE.lines().filter(|line| !line.is_empty()).count(), found.len() + 1);
    }

    #[test]
    fn a_staff_user_with_several_roles_may_ask_for_what_any_of_them_allows() {
        let both = staff("ada", &[Role::Auditor, Role::Planner]);
        let access = given([both.into()]).world.access;
        let ada = Actor::Staff(StaffUserId(nth(1)));
        assert_eq!(may_ask(&access, ada, CommandKind::AddWorkStep), Ok(()));
        let denied = Denied::Role(CommandKind::LinkResource);
        assert_eq!(may_ask(&access, ada, CommandKind::LinkResource), Err(denied));
    }

    #[test]
    fn somebody_unknown_or_without_roles_may_ask_for_nothing() {
        let mut plant = given([staff("ada", &[Role::Planner]).into()]);
        let ada = StaffUserId(nth(1));
        plant.when(crate::access::SetStaffRoles { staff_user: ada, roles: BTreeSet::new() });
        for somebody in [ada, StaffUserId(nth(99))] {
            for command in CommandKind::ASKED {
                let asked = may_ask(&plant.world.access, Actor::Staff(somebody), *command);
                assert_eq!(asked, Err(Denied::Role(*command)));
            }
        }
    }

    #[test]
    fn to_partners_the_commands_of_staff_do_not_exist() {
        let access = one_of_each().world.access;
        for command in CommandKind::ASKED {
            let denied = may_ask(&access, Actor::Partner(PARTNER), *command).err();
            let expected = match permit(*command).partners {
                Partners::MayAsk => None,
                Partners::Administrators | Partners::MayNot => {
                    Some(Denied::NotForPartners(*command))
                }
            };
            assert_eq!(denied, expected);
            if let Some(denied) = denied {
                assert_eq!(
                    denied.to_string(),
                    format!("there is no command `{}`", command.kebab())
                );
            }
        }
    }

    #[test]
    fn every_command_has_an_address_of_its_own() {
        let addresses: BTreeSet<_> = CommandKind::ASKED.iter().map(|kind| kind.kebab()).collect();
        assert_eq!(addresses.len(), CommandKind::ASKED.len());
        for command in CommandKind::ASKED {
            let stored = serde_json::to_string(command).unwrap_or_default();
            assert_eq!(stored, format!("\"{}\"", command.kebab()));
        }
    }
}
