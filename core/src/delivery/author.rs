use serde::{Deserialize, Serialize};

use crate::access::UserId;
use crate::actor::Actor;
use crate::id::PersonId;
use crate::visibility::person_of;
use crate::world::World;

/// Who wrote or raised something: the user, and the person that the user was. Stored: append only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Author {
    /// The user.
    pub user: UserId,
    /// The person, where work is planned on the user.
    pub person: Option<PersonId>,
}

impl Author {
    /// The author that `actor` is; none where nobody acts.
    pub(super) fn of(world: &World, actor: Actor) -> Option<Self> {
        let user = UserId::of(actor)?;
        let person = match user {
            UserId::Staff(id) => world.effort.person_of_staff(id),
            UserId::Partner(id) => {
                world.access.partner_user(id).ok().and_then(|user| person_of(world, user))
            }
        };
        Some(Self { user, person })
    }
}
