//! Records and partner users as auditors name them: by id, or by the name that people use.

use loggia_core::access::UserId;
use loggia_core::id::{PartnerUserId, RecordId};
use loggia_core::scalar::Name;
use loggia_core::world::World;
use uuid::Uuid;

use crate::http::Problem;

/// A partner user, by id or user name.
pub(super) fn partner(world: &World, text: &str) -> Result<PartnerUserId, Problem> {
    if let Ok(id) = Uuid::try_parse(text) {
        let found = world.access.partner_user(PartnerUserId(id));
        return found.map(|user| user.id).map_err(|_| Problem::not_found());
    }
    let name = Name::new(text).map_err(|_| Problem::not_found())?;
    match world.access.user_by_name(&name) {
        Some(UserId::Partner(id)) => Ok(id),
        Some(UserId::Staff(_)) | None => Err(Problem::not_found()),
    }
}

/// A record, by id, number of a production order or order item, or name of a resource or user.
pub(super) fn record(world: &World, text: &str) -> Result<RecordId, Problem> {
    if let Ok(id) = Uuid::try_parse(text) {
        return Ok(RecordId(id));
    }
    let name = Name::new(text).map_err(|_| Problem::not_found())?;
    let production = &world.production;
    let user = || {
        world.access.user_by_name(&name).map(|user| match user {
            UserId::Staff(id) => id.into(),
            UserId::Partner(id) => id.into(),
        })
    };
    let found = production.order_by_number(&name).map(RecordId::from);
    let found = found.or_else(|| production.order_item_by_number(&name).map(RecordId::from));
    let found = found.or_else(|| production.resource_by_name(&name).map(RecordId::from));
    found.or_else(user).ok_or_else(Problem::not_found)
}
