//! Who may ask for what: one table, read in one place.

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
}

/// Whether a command is there for partner users.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Partners {
    /// It is, within what they see.
    MayAsk,
    /// To them it does not exist.
    MayNot,
}

/// The table: command x role.
pub fn permit(command: CommandKind) -> Permit {
    use CommandKind as C;
    let staff = |roles| Permit { roles, partners: Partners::MayNot };
    match command {
        C::OpenWorkspace | C::Clock => staff(&[]),
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
        | C::SetFieldAccess => staff(&[Role::Administrator]),
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
        C::ReportFeedback => Permit { roles: &[Role::Planner], partners: Partners::MayAsk },
    }
}

/// Whether `actor` may ask for `command` at all.
pub fn may_ask(access: &Access, actor: Actor, command: CommandKind) -> Result<(), Denied> {
    let Permit { roles, partners } = permit(command);
    match actor {
        Actor::Installer => match command == CommandKind::OpenWorkspace {
            true => Ok(()),
            false => Err(Denied::NotAsked(command)),
        },
        Actor::Clock => Err(Denied::NotAsked(command)),
        Actor::Staff(id) => {
            let user = access.staff_user(id).map_err(|_| Denied::Role(command))?;
            let holds_one = roles.iter().any(|role| user.roles.contains(role));
            if holds_one { Ok(()) } else { Err(Denied::Role(command)) }
        }
        Actor::Partner(_) => match partners {
            Partners::MayAsk => Ok(()),
            Partners::MayNot => Err(Denied::NotForPartners(command)),
        },
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::access::CreateStaffUser;
    use crate::id::StaffUserId;
    use crate::scalar::Personal;
    use crate::spec::story::PARTNER;
    use crate::spec::{Plant, given, name, nth};

    /// Who may ask for what. A new command does not pass until it stands here.
    const TABLE: &str = "
command                    installer clock administrator planner delivery_manager auditor operator partner
open-workspace             yes       -     -             -       -                -       -        -
create-staff-user          -         -     yes           -       -                -       -        -
set-staff-roles            -         -     yes           -       -                -       -        -
create-partner-user        -         -     yes           -       -                -       -        -
deactivate-partner-user    -         -     yes           -       -                -       -        -
reactivate-partner-user    -         -     yes           -       -                -       -        -
allow-process-feedback     -         -     yes           -       -                -       -        -
withdraw-process-feedback  -         -     yes           -       -                -       -        -
assign-module-licence      -         -     yes           -       -                -       -        -
revoke-module-licence      -         -     yes           -       -                -       -        -
link-resource              -         -     yes           -       -                -       -        -
unlink-resource            -         -     yes           -       -                -       -        -
set-columns                -         -     yes           -       -                -       -        -
create-resource            -         -     yes           yes     -                -       -        -
rename-resource            -         -     yes           yes     -                -       -        -
mark-resource-external     -         -     yes           -       -                -       -        -
mark-resource-internal     -         -     yes           -       -                -       -        -
set-frozen-zone            -         -     yes           yes     -                -       -        -
create-order-item          -         -     -             yes     -                -       -        -
create-production-order    -         -     -             yes     -                -       -        -
add-work-step              -         -     -             yes     -                -       -        -
add-process                -         -     -             yes     -                -       -        -
schedule-work-step         -         -     -             yes     -                -       -        -
reschedule-work-step       -         -     -             yes     -                -       -        -
unschedule-work-step       -         -     -             yes     -                -       -        -
schedule-process           -         -     -             yes     -                -       -        -
report-feedback            -         -     -             yes     -                -       -        yes
report-work                -         -     -             yes     -                -       -        -
import-production          -         -     yes           yes     -                -       -        -
create-account             -         -     yes           -       -                -       -        -
change-account             -         -     yes           -       -                -       -        -
close-account              -         -     yes           -       -                -       -        -
reopen-account             -         -     yes           -       -                -       -        -
delete-account             -         -     yes           -       -                -       -        -
add-contact                -         -     yes           -       -                -       -        -
change-contact             -         -     yes           -       -                -       -        -
remove-contact             -         -     yes           -       -                -       -        -
enable-contact             -         -     yes           -       -                -       -        -
set-field-access           -         -     yes           -       -                -       -        -
clock                      -         -     -             -       -                -       -        -
";

    fn staff(user_name: &str, roles: &[Role]) -> CreateStaffUser {
        let user_name = Personal::new(name(user_name));
        let display_name = user_name.clone();
        CreateStaffUser { user_name, display_name, roles: roles.iter().copied().collect() }
    }

    /// Five staff users, each with one role, in the order of [`Role::ALL`].
    fn one_of_each() -> Plant {
        given(Role::ALL.map(|role| staff(&format!("{role:?}"), &[role]).into()))
    }

    #[test]
    fn who_may_ask_for_what() {
        let access = one_of_each().world.access;
        let mut actors = vec![Actor::Installer, Actor::Clock];
        actors.extend((1..=5).map(|n| Actor::Staff(StaffUserId(nth(n)))));
        actors.push(Actor::Partner(PARTNER));
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
            let expected = (*command != CommandKind::ReportFeedback)
                .then_some(Denied::NotForPartners(*command));
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
