use loggia_core::effort::PersonOf;
use loggia_core::effort::event::*;
use loggia_core::event::Event;
use loggia_core::id::{ContactId, PersonId, StaffUserId};

use super::{id, longest_name, name};

/// Who works on projects.
pub(super) fn persons() -> Vec<Event> {
    let (id, supervisor) = (PersonId(id(13)), Some(PersonId(id(14))));
    let (contact, staff) = (ContactId(self::id(9)), StaffUserId(self::id(1)));
    let created =
        |of| PersonCreated { id, of, supervisor, role: Some(longest_name()), schedulable: true };
    vec![
        created(PersonOf::Contact(contact)).into(),
        created(PersonOf::StaffUser(staff)).into(),
        PersonCreated {
            id,
            of: PersonOf::Name(name("Framing contractor")),
            supervisor: None,
            role: None,
            schedulable: false,
        }
        .into(),
        PersonChanged { id, supervisor, role: Some(name("Lead")), schedulable: false }.into(),
        PersonChanged { id, supervisor: None, role: None, schedulable: true }.into(),
        PersonStaffed { id, of: PersonOf::Contact(contact) }.into(),
    ]
}
