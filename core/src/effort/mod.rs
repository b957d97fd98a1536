//! Who works on projects, and what of it: persons, their time and money.
//!
//! A *person* is a resource that thinks: a contact of a partner, a staff user, or a name in a plan
//! for somebody who is not found yet. Participants of phases and assignees of tasks are persons.

pub mod event;
mod person;
mod state;

pub use person::{ChangePerson, CreatePerson, Person, PersonOf, StaffPerson};
pub use state::Effort;

pub(crate) use person::{change_person, create_person, staff_person};
