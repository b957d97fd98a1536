//! What earlier commands of a question would make, by the names that later ones call it.

use loggia_core::id::{AccessLevelId, AccountId, ContactId, PartnerUserId, PersonId};
use loggia_core::world::World;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::http::{Problem, ProblemKind};

/// The ids that each command drew, in the order of the commands.
#[derive(Default)]
pub(super) struct Made(Vec<Vec<Uuid>>);

impl Made {
    pub(super) fn add(&mut self, drawn: Vec<Uuid>) {
        self.0.push(drawn);
    }

    /// Puts the ids where a command names what was made before it.
    pub(super) fn put_into(&self, told: &mut Value, world: &World) -> Result<(), Problem> {
        match told {
            Value::String(text) => {
                if let Some((place, kind)) = name(text) {
                    let found = self.found(place, kind, world).ok_or_else(|| nothing(text))?;
                    *text = found.to_string();
                }
                Ok(())
            }
            Value::Array(items) => items.iter_mut().try_for_each(|item| self.put_into(item, world)),
            Value::Object(fields) => {
                fields.values_mut().try_for_each(|field| self.put_into(field, world))
            }
            Value::Null | Value::Bool(_) | Value::Number(_) => Ok(()),
        }
    }

    fn found(&self, place: usize, kind: Kind, world: &World) -> Option<Uuid> {
        self.0.get(place)?.iter().copied().find(|id| kind.is(world, *id))
    }
}

fn nothing(text: &str) -> Problem {
    let told = "no command before this one makes it; if it is there already, give its id";
    Problem::new(ProblemKind::BadJson).told(told).with("made", json!(text))
}

/// What may be named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Account,
    Contact,
    PartnerUser,
    Person,
    AccessLevel,
}

impl Kind {
    fn is(self, world: &World, id: Uuid) -> bool {
        match self {
            Self::Account => world.access.account(AccountId(id)).is_ok(),
            Self::Contact => world.access.contact(ContactId(id)).is_ok(),
            Self::PartnerUser => world.access.partner_user(PartnerUserId(id)).is_ok(),
            Self::Person => world.effort.person(PersonId(id)).is_ok(),
            Self::AccessLevel => world.access.levels().get(AccessLevelId(id)).is_ok(),
        }
    }
}

/// `made:N:KIND` taken apart; any other text is itself.
fn name(text: &str) -> Option<(usize, Kind)> {
    let (place, kind) = text.strip_prefix("made:")?.split_once(':')?;
    let kind = match kind {
        "account" => Kind::Account,
        "contact" => Kind::Contact,
        "partner_user" => Kind::PartnerUser,
        "person" => Kind::Person,
        "access_level" => Kind::AccessLevel,
        _ => return None,
    };
    Some((place.parse().ok()?, kind))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_texts_are_themselves() {
        assert_eq!(name("made:3:partner_user"), Some((3, Kind::PartnerUser)));
        for text in ["made", "made:3", "made:x:person", "made:3:project", "homemade:3:person"] {
            assert_eq!(name(text), None, "{text}");
        }
    }

    #[test]
    fn what_nothing_makes_is_told_by_its_name() {
        let mut command = json!({ "body": { "partner_user": "made:0:partner_user" } });
        let problem = Made::default().put_into(&mut command, &World::default()).unwrap_err().json();
        assert_eq!(problem["made"], "made:0:partner_user");
    }
}
