use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::TimeZone;
use super::event::{StaffUserCreated, WorkspaceOpened};
use crate::actor::Role;
use crate::event::Event;
use crate::id::StaffUserId;
use crate::refusal::Refusal;
use crate::scalar::{Name, Personal};
use crate::world::{Context, Decision, Seq, World};

/// One host company's Loggia.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Workspace {
    /// What partners read at the top of their portal.
    pub name: Name,
    /// The plant's time zone.
    pub zone: TimeZone,
    /// The commit that opened it.
    pub since: Seq,
}

/// Open the workspace, with its first administrator. Only an installation does this, once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct OpenWorkspace {
    /// What partners read at the top of their portal.
    pub name: Name,
    /// The plant's time zone, such as `Europe/Vienna`.
    pub zone: TimeZone,
    /// User name of the first administrator.
    pub administrator: Personal<Name>,
}

pub(crate) fn open_workspace(world: &World, cx: &Context<'_>, command: &OpenWorkspace) -> Decision {
    if world.access.workspace().is_some() {
        return Err(Refusal::WorkspaceIsOpen);
    }
    let OpenWorkspace { name, zone, administrator } = command.clone();
    Ok(vec![
        Event::from(WorkspaceOpened { name, zone }),
        Event::from(StaffUserCreated {
            id: StaffUserId::fresh(cx.ids),
            user_name: administrator.clone(),
            display_name: administrator,
            roles: BTreeSet::from([Role::Administrator]),
        }),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spec::{given, name, nth};

    fn opened() -> OpenWorkspace {
        let administrator = Personal::new(name("ada"));
        OpenWorkspace { name: name("Plant"), zone: TimeZone::utc(), administrator }
    }

    #[test]
    fn a_workspace_opens_with_its_first_administrator() {
        let mut plant = given([]);
        let created = StaffUserCreated {
            id: StaffUserId(nth(1)),
            user_name: Personal::new(name("ada")),
            display_name: Personal::new(name("ada")),
            roles: BTreeSet::from([Role::Administrator]),
        };
        let opening = WorkspaceOpened { name: name("Plant"), zone: TimeZone::utc() };
        assert_eq!(plant.when(opened()), [opening.into(), created.into()]);
        let workspace = plant.world.access.workspace().expect("it is open");
        assert_eq!((workspace.name.as_str(), workspace.since), ("Plant", Seq(1)));
    }

    #[test]
    fn a_workspace_opens_once() {
        given([opened().into()]).refuses(opened(), &Refusal::WorkspaceIsOpen);
    }
}
