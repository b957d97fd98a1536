//! Grants in time: what is given for a term begins and ends by events, at its very instant (law 5).
//!
//! One mechanism for links, licences and partner users as a whole: a [`Grant`] says for how long and
//! where it stands, the agenda of [`Access`] says what time brings about next.

use serde::{Deserialize, Serialize};

use super::event::{
    InvitationExpired, ModuleLicenceBegan, ModuleLicenceEnded, PartnerUserTermBegan,
    PartnerUserTermEnded, PasswordResetEnded, ResourceLinkBegan, ResourceLinkEnded,
};
use super::{Access, Module, PartnerUser};
use crate::event::Event;
use crate::id::{PartnerUserId, ResourceId, StaffUserId};
use crate::refusal::Refusal;
use crate::scalar::Instant;
use crate::world::{Seq, Stamp};

/// For how long something holds; open at either side where none is given. Stored: append only.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Term {
    /// First instant at which it holds.
    pub from: Option<Instant>,
    /// First instant at which it holds no more.
    pub until: Option<Instant>,
}

impl Term {
    /// Without beginning or end.
    pub const OPEN: Self = Self { from: None, until: None };

    /// A term that holds at some time from `now` on; refused otherwise.
    pub(super) fn lasting(
        from: Option<Instant>,
        until: Option<Instant>,
        now: Instant,
    ) -> Result<Self, Refusal> {
        match until.is_some_and(|until| until <= from.unwrap_or(now) || until <= now) {
            true => Err(Refusal::TermWithoutTime),
            false => Ok(Self { from, until }),
        }
    }
}

/// Where a grant stands in its term. Only an event moves it on (law 5).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GrantState {
    /// The term has not begun.
    Pending,
    /// It holds, since this commit.
    Holding(Seq),
    /// The term has ended, by this commit.
    Ended(Seq),
}

/// Something given to a partner user for a term. Source: DOMAIN.md 2.6.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Grant {
    /// From when and until when.
    pub term: Term,
    /// Where it stands.
    pub state: GrantState,
    /// The commit that made it.
    pub made: Seq,
    /// Who of the host company stands for it.
    pub sponsor: Option<StaffUserId>,
}

impl Grant {
    /// Made by the commit of `stamp`: it holds at once unless its term is yet to begin.
    pub(super) fn new(stamp: Stamp, term: Term, sponsor: Option<StaffUserId>) -> Self {
        let pending = term.from.is_some_and(|from| from > stamp.at);
        let state = if pending { GrantState::Pending } else { GrantState::Holding(stamp.seq) };
        Self { term, state, made: stamp.seq, sponsor }
    }

    /// The commit since which it holds; none where it does not.
    pub fn holding(&self) -> Option<Seq> {
        match self.state {
            GrantState::Holding(since) => Some(since),
            GrantState::Pending | GrantState::Ended(_) => None,
        }
    }

    /// Whether its term is over.
    pub fn has_ended(&self) -> bool {
        match self.state {
            GrantState::Ended(_) => true,
            GrantState::Pending | GrantState::Holding(_) => false,
        }
    }

    /// Whether granting `term` under `sponsor` once more would change nothing.
    pub(super) fn says(&self, term: Term, sponsor: Option<StaffUserId>) -> bool {
        self.term == term && self.sponsor == sponsor && !self.has_ended()
    }
}

/// What was granted, and to whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Granted {
    /// The link of a resource.
    Link(PartnerUserId, ResourceId),
    /// The licence for a module.
    Licence(PartnerUserId, Module),
    /// To come in at all.
    User(PartnerUserId),
}

impl Granted {
    fn partner_user(self) -> PartnerUserId {
        match self {
            Self::Link(id, _) | Self::Licence(id, _) | Self::User(id) => id,
        }
    }

    fn of(self, user: &PartnerUser) -> Option<&Grant> {
        match self {
            Self::Link(_, resource) => user.links.get(&resource),
            Self::Licence(_, module) => user.licences.get(&module),
            Self::User(_) => Some(&user.admission),
        }
    }

    fn of_mut(self, user: &mut PartnerUser) -> Option<&mut Grant> {
        match self {
            Self::Link(_, resource) => user.links.get_mut(&resource),
            Self::Licence(_, module) => user.licences.get_mut(&module),
            Self::User(_) => Some(&mut user.admission),
        }
    }
}

/// What time will bring about by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Due {
    /// A term begins.
    Begins(Granted),
    /// A term ends.
    Ends(Granted),
    /// Nobody accepted an invitation in time.
    InvitationExpires(PartnerUserId),
    /// Nobody used the link of a reset in time.
    ResetEnds(PartnerUserId),
}

impl Due {
    /// The event that the writer appends when the time has come.
    pub fn event(self) -> Event {
        match self {
            Self::Begins(Granted::Link(partner_user, resource)) => {
                Event::from(ResourceLinkBegan { partner_user, resource })
            }
            Self::Ends(Granted::Link(partner_user, resource)) => {
                Event::from(ResourceLinkEnded { partner_user, resource })
            }
            Self::Begins(Granted::Licence(partner_user, module)) => {
                Event::from(ModuleLicenceBegan { partner_user, module })
            }
            Self::Ends(Granted::Licence(partner_user, module)) => {
                Event::from(ModuleLicenceEnded { partner_user, module })
            }
            Self::Begins(Granted::User(partner_user)) => {
                Event::from(PartnerUserTermBegan { partner_user })
            }
            Self::Ends(Granted::User(partner_user)) => {
                Event::from(PartnerUserTermEnded { partner_user })
            }
            Self::InvitationExpires(partner_user) => {
                Event::from(InvitationExpired { partner_user })
            }
            Self::ResetEnds(partner_user) => Event::from(PasswordResetEnded { partner_user }),
        }
    }
}

impl Access {
    /// A sponsor is a staff user.
    pub(super) fn sponsor_exists(&self, sponsor: Option<StaffUserId>) -> Result<(), Refusal> {
        sponsor.map_or(Ok(()), |sponsor| self.staff_user(sponsor).map(|_| ()))
    }

    /// Gives it for a term; an earlier grant of the same is replaced, with all that time would have
    /// brought.
    pub(super) fn grant(
        &mut self,
        stamp: Stamp,
        what: Granted,
        (term, sponsor): (Term, Option<StaffUserId>),
    ) {
        let id = what.partner_user();
        if !self.partners.contains_key(&id) {
            return;
        }
        self.forget(what);
        let new = Grant::new(stamp, term, sponsor);
        if let Some(from) = term.from.filter(|_| new.state == GrantState::Pending) {
            self.agenda.insert((from, Due::Begins(what)));
        }
        if let Some(until) = term.until {
            self.agenda.insert((until, Due::Ends(what)));
        }
        match what {
            Granted::Link(_, resource) => {
                self.linked.entry(resource).or_default().insert(id);
            }
            Granted::Licence(..) | Granted::User(_) => {}
        }
        self.change(stamp, id, |user| match what {
            Granted::Link(_, resource) => {
                user.links.insert(resource, new);
            }
            Granted::Licence(_, module) => {
                user.licences.insert(module, new);
            }
            Granted::User(_) => {
                // Who was in and stays in came in when he did: his sessions go on.
                let state = match (user.admission.state, new.state) {
                    (GrantState::Holding(since), GrantState::Holding(_)) => {
                        GrantState::Holding(since)
                    }
                    (_, state) => state,
                };
                user.admission = Grant { state, ..new };
            }
        });
    }

    /// Takes a link or a licence away; whoever may come in at all loses that by its end only.
    pub(super) fn take_back(&mut self, stamp: Stamp, what: Granted) {
        self.forget(what);
        match what {
            Granted::Link(id, resource) => {
                if let Some(set) = self.linked.get_mut(&resource) {
                    set.remove(&id);
                }
                self.change(stamp, id, |user| {
                    user.links.remove(&resource);
                });
            }
            Granted::Licence(id, module) => {
                self.change(stamp, id, |user| {
                    user.licences.remove(&module);
                });
            }
            Granted::User(_) => {}
        }
    }

    pub(super) fn begin(&mut self, stamp: Stamp, what: Granted) {
        self.forget_beginning(what);
        self.set_state(stamp, what, GrantState::Holding(stamp.seq));
    }

    pub(super) fn end(&mut self, stamp: Stamp, what: Granted) {
        self.forget(what);
        self.set_state(stamp, what, GrantState::Ended(stamp.seq));
    }

    fn set_state(&mut self, stamp: Stamp, what: Granted, state: GrantState) {
        self.change(stamp, what.partner_user(), |user| {
            if let Some(grant) = what.of_mut(user) {
                grant.state = state;
            }
        });
    }

    fn term(&self, what: Granted) -> Term {
        let user = self.partners.get(&what.partner_user());
        user.and_then(|user| what.of(user)).map_or(Term::OPEN, |grant| grant.term)
    }

    fn forget_beginning(&mut self, what: Granted) {
        if let Some(from) = self.term(what).from {
            self.agenda.remove(&(from, Due::Begins(what)));
        }
    }

    fn forget(&mut self, what: Granted) {
        self.forget_beginning(what);
        if let Some(until) = self.term(what).until {
            self.agenda.remove(&(until, Due::Ends(what)));
        }
    }
}
