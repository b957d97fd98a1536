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
        | C::MarkResourceInternal => staff(&[Role::Administrator]),
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
