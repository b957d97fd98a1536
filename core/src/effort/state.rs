use std::sync::Arc;

use imbl::OrdMap;

use super::event::{PersonChanged, PersonCreated, PersonStaffed};
use super::{Person, PersonOf};
use crate::event::EffortEvent;
use crate::id::{ContactId, PersonId, StaffUserId};
use crate::refusal::{RecordKind, Refusal};
use crate::world::{Revision, Stamp};

/// Who works on projects, and what of it.
#[derive(Clone, Debug, Default)]
pub struct Effort {
    persons: OrdMap<PersonId, Arc<Person>>,
    by_contact: OrdMap<ContactId, PersonId>,
    by_staff: OrdMap<StaffUserId, PersonId>,
}

impl Effort {
    /// A person.
    pub fn person(&self, id: PersonId) -> Result<&Person, Refusal> {
        let found = self.persons.get(&id).map(Arc::as_ref);
        found.ok_or(Refusal::Unknown(RecordKind::Person, id.into()))
    }

    /// All persons, in the order of their ids.
    pub fn persons(&self) -> impl Iterator<Item = &Person> {
        self.persons.values().map(Arc::as_ref)
    }

    /// The person that a contact is.
    pub fn person_of_contact(&self, contact: ContactId) -> Option<PersonId> {
        self.by_contact.get(&contact).copied()
    }

    /// The person that a staff user is.
    pub fn person_of_staff(&self, staff_user: StaffUserId) -> Option<PersonId> {
        self.by_staff.get(&staff_user).copied()
    }

    /// The part of [`crate::world::World::apply`] that concerns effort.
    pub(crate) fn apply(&mut self, _: Stamp, event: &EffortEvent) {
        match event {
            EffortEvent::PersonCreated(created) => self.create(created),
            EffortEvent::PersonChanged(changed) => {
                let PersonChanged { id, supervisor, role, schedulable } = changed.clone();
                self.change(id, |person| {
                    person.supervisor = supervisor;
                    person.role = role;
                    person.schedulable = schedulable;
                });
            }
            EffortEvent::PersonStaffed(PersonStaffed { id, of }) => {
                self.is(*id, of);
                self.change(*id, |person| person.of = of.clone());
            }
        }
    }

    fn create(&mut self, created: &PersonCreated) {
        let PersonCreated { id, of, supervisor, role, schedulable } = created.clone();
        self.is(id, &of);
        let revision = Revision::FIRST;
        let person = Person { id, of, supervisor, role, schedulable, revision };
        self.persons.insert(id, Arc::new(person));
    }

    fn is(&mut self, id: PersonId, of: &PersonOf) {
        match of {
            PersonOf::Contact(contact) => {
                self.by_contact.insert(*contact, id);
            }
            PersonOf::StaffUser(staff_user) => {
                self.by_staff.insert(*staff_user, id);
            }
            PersonOf::Name(_) => {}
        }
    }

    fn change(&mut self, id: PersonId, change: impl FnOnce(&mut Person)) {
        if let Some(person) = self.persons.get_mut(&id).map(Arc::make_mut) {
            change(person);
            person.revision.raise();
        }
    }
}
