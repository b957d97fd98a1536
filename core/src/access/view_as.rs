//! That somebody of the host company looks at the portal of a partner (DOMAIN: *view as*).

use serde::{Deserialize, Serialize};

use super::event::PortalViewed;
use crate::id::PartnerUserId;
use crate::world::{Context, Decision, World, happened};

/// Keep in the log who looks at the portal of a partner user, when, from where and why. The server asks
/// for it, in the name of whoever looks, before it shows anything.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ViewAs {
    /// Whose portal.
    pub partner_user: PartnerUserId,
}

pub(crate) fn view_as(world: &World, _: &Context<'_>, command: &ViewAs) -> Decision {
    let user = world.access.partner_user(command.partner_user)?;
    happened(PortalViewed { partner_user: user.id })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::refusal::{RecordKind, Refusal};
    use crate::spec::story::{PARTNER, partner};
    use crate::spec::{given, nth};

    #[test]
    fn each_look_is_kept_and_changes_nothing() {
        let mut plant = given([partner(PARTNER)]);
        let before = format!("{:?}", plant.world.access);
        for _ in 0..2 {
            let happened = plant.when(ViewAs { partner_user: PARTNER });
            assert_eq!(happened, [PortalViewed { partner_user: PARTNER }.into()]);
        }
        assert_eq!(format!("{:?}", plant.world.access), before);
    }

    #[test]
    fn nobody_looks_as_somebody_who_is_not_there() {
        let stranger = PartnerUserId(nth(99));
        let unknown = Refusal::Unknown(RecordKind::PartnerUser, stranger.into());
        given([]).refuses(ViewAs { partner_user: stranger }, &unknown);
    }
}
