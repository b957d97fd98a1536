use crate::actor::{Actor, Role};
use crate::id::{PartnerUserId, PersonId, RecordId};
use crate::refusal::{RecordKind, Refusal};
use crate::visibility;
use crate::world::World;

/// Who asks, as far as the time and money of people go.
pub(crate) struct Asker<'a> {
    world: &'a World,
    actor: Actor,
    person: Option<PersonId>,
}

impl<'a> Asker<'a> {
    pub(crate) fn of(world: &'a World, actor: Actor) -> Self {
        let person = match actor {
            Actor::Staff(id) => world.effort.person_of_staff(id),
            Actor::Partner(id) => {
                let user = world.access.partner_user(id).ok();
                let user = user.filter(|user| visibility::opens_projects(user));
                user.and_then(|user| visibility::person_of(world, user))
            }
            Actor::Installer | Actor::Clock | Actor::Server => None,
        };
        Self { world, actor, person }
    }

    /// The person who asks, if work is planned on him; a partner only where projects are there for
    /// him.
    pub(crate) fn person(&self) -> Option<PersonId> {
        self.person
    }

    /// The partner user, where it is one.
    pub(crate) fn partner(&self) -> Option<PartnerUserId> {
        match self.actor {
            Actor::Partner(id) => Some(id),
            Actor::Staff(_) | Actor::Installer | Actor::Clock | Actor::Server => None,
        }
    }

    /// Whether it is an administrator.
    pub(crate) fn administers(&self) -> bool {
        self.holds(&[Role::Administrator])
    }

    /// Whether it is one who answers for everybody's time and money.
    pub(crate) fn answers_for_all(&self) -> bool {
        self.holds(&[Role::Administrator, Role::DeliveryManager])
    }

    fn holds(&self, roles: &[Role]) -> bool {
        match self.actor {
            Actor::Staff(id) => {
                let user = self.world.access.staff_user(id);
                user.is_ok_and(|user| roles.iter().any(|role| user.roles.contains(role)))
            }
            Actor::Partner(_) | Actor::Installer | Actor::Clock | Actor::Server => false,
        }
    }

    /// Whether the time or money of `person` is the asker's own.
    pub(crate) fn is(&self, person: PersonId) -> bool {
        self.person == Some(person)
    }

    /// For whom something is written down: oneself where nobody is named; others by those who answer
    /// for all. To a partner nobody else is there, and to one who is no person nobody at all.
    pub(crate) fn writes_for(&self, person: Option<PersonId>) -> Result<PersonId, Refusal> {
        let Some(named) = person.or(self.person) else {
            return Err(match self.partner() {
                Some(_) => Refusal::Unknown(RecordKind::Person, RecordId(uuid::Uuid::nil())),
                None => Refusal::PersonNeeded,
            });
        };
        match self.partner() {
            Some(_) if !self.is(named) => Err(Refusal::Unknown(RecordKind::Person, named.into())),
            Some(_) => Ok(named),
            None => {
                self.world.effort.person(named)?;
                self.answers_for(named).map(|()| named)
            }
        }
    }

    /// Refuses whoever neither is `person` nor answers for all.
    pub(crate) fn answers_for(&self, person: PersonId) -> Result<(), Refusal> {
        match self.is(person) || self.answers_for_all() {
            true => Ok(()),
            false => Err(self.may_not()),
        }
    }

    /// Whether `person` is somebody whom the asker supervises.
    pub(crate) fn supervises(&self, person: PersonId) -> bool {
        let supervisor = self.world.effort.person(person).ok().and_then(|found| found.supervisor);
        supervisor.is_some() && supervisor == self.person
    }

    /// What somebody is told who may not.
    pub(crate) fn may_not(&self) -> Refusal {
        match self.partner() {
            Some(_) => Refusal::LevelPermitsNot,
            None => Refusal::NotYoursToDecide,
        }
    }
}
