//! What Loggia decides.
//!
//! Commands come in, [`World::decide`](world::World::decide) turns them into events or refuses them,
//! [`World::apply`](world::World::apply) says what an event means, and [`visibility`] says who may
//! see which part of the result. Everything here is a pure function: no IO, no clock, no randomness.

pub mod access;
pub mod actor;
pub mod command;
pub mod commit;
pub mod delivery;
mod draft;
pub mod effort;
pub mod event;
pub mod id;
pub mod permit;
pub mod production;
pub mod refusal;
pub mod reports;
pub mod scalar;
pub mod spec;
pub mod visibility;
pub mod world;
