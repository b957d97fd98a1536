//! What can have happened to effort.

use serde::{Deserialize, Serialize};

use super::PersonOf;
use crate::id::PersonId;
use crate::scalar::Name;

/// There is a person to work on projects. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonCreated {
    /// The new person.
    pub id: PersonId,
    /// Who it is.
    pub of: PersonOf,
    /// Who approves this person's timesheets.
    pub supervisor: Option<PersonId>,
    /// What this person usually does in projects.
    pub role: Option<Name>,
    /// Whether work may be planned on this person.
    pub schedulable: bool,
}

/// A person is supervised, works and is planned so from now on. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonChanged {
    /// Who.
    pub id: PersonId,
    /// Who approves this person's timesheets.
    pub supervisor: Option<PersonId>,
    /// What this person usually does in projects.
    pub role: Option<Name>,
    /// Whether work may be planned on this person.
    pub schedulable: bool,
}

/// Somebody was found for a name in a plan. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonStaffed {
    /// The name.
    pub id: PersonId,
    /// Who was found.
    pub of: PersonOf,
}
