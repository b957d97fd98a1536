//! Who sees what.
use crate::{id::PartnerUserId, production::Subject, refusal::Refusal, world::World};
/// Stub
pub fn sees(_: &World, _: PartnerUserId, _: Subject) -> Result<(), Refusal> { Ok(()) }
