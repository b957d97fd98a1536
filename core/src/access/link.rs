use serde::{Deserialize, Serialize};

use super::Term;
use super::event::{ResourceLinkGranted, ResourceUnlinked};
use crate::id::{PartnerUserId, ResourceId, StaffUserId};
use crate::scalar::Instant;
use crate::world::{Context, Decision, World, happened, unchanged};

/// Link a resource to a partner user, who then sees the work steps on it as long as the resource is
/// external and the term lasts. A link the two already have is replaced.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct LinkResource {
    /// To whom.
    pub partner_user: PartnerUserId,
    /// What.
    pub resource: ResourceId,
    /// First instant of the link; at once where none is given.
    #[serde(default)]
    pub from: Option<Instant>,
    /// First instant without the link; no end where none is given.
    #[serde(default)]
    pub until: Option<Instant>,
    /// Who of the host company stands for it.
    #[serde(default)]
    pub sponsor: Option<StaffUserId>,
}

/// Take the link of a resource from a partner user.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct UnlinkResource {
    /// From whom.
    pub partner_user: PartnerUserId,
    /// What.
    pub resource: ResourceId,
}

/// Source: external-partner.txt, "Linking external resources to an external partner". Whether the
/// resource is external does not matter here: both are needed to see something, in either order.
pub(crate) fn link_resource(world: &World, cx: &Context<'_>, command: &LinkResource) -> Decision {
    let LinkResource { partner_user, resource, from, until, sponsor } = *command;
    let held = world.access.partner_user(partner_user)?.link(resource);
    world.production.resource(resource)?;
    world.access.sponsor_exists(sponsor)?;
    let term = Term::lasting(from, until, cx.now)?;
    if held.is_some_and(|link| link.says(term, sponsor)) {
        return unchanged();
    }
    let granted = ResourceLinkGranted { partner_user, resource, term, sponsor };
    happened(granted)
}

pub(crate) fn unlink_resource(
    world: &World,
    _: &Context<'_>,
    command: &UnlinkResource,
) -> Decision {
    let UnlinkResource { partner_user, resource } = *command;
    world.production.resource(resource)?;
    if world.access.partner_user(partner_user)?.link(resource).is_none() {
        return unchanged();
    }
    happened(ResourceUnlinked { partner_user, resource })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::{Due, Grant, GrantState, Granted};
    use crate::refusal::{RecordKind, Refusal};
    use crate::spec::story::{
        LASER, OVEN, PARTNER, RIVAL, linked, linked_for, partner, resource, unlinked,
    };
    use crate::spec::{MORNING, Plant, given};
    use crate::world::Seq;

    const BEGINS: Due = Due::Begins(Granted::Link(PARTNER, LASER));
    const ENDS: Due = Due::Ends(Granted::Link(PARTNER, LASER));

    fn hour(hour: i64) -> Instant {
        Instant::from_micros(MORNING).plus_minutes(hour * 60)
    }

    fn term(from: i64, until: i64) -> Term {
        Term { from: Some(hour(from)), until: Some(hour(until)) }
    }

    fn until(until: i64) -> Term {
        Term { from: None, until: Some(hour(until)) }
    }

    fn plant() -> Plant {
        given([resource(LASER), resource(OVEN), partner(PARTNER), partner(RIVAL)])
    }

    fn state(plant: &Plant) -> Option<GrantState> {
        let user = plant.world.access.partner_user(PARTNER).ok()?;
        user.link(LASER).map(|link| link.state)
    }

    /// What time will bring about, told by letting all of it pass.
    fn agenda(plant: &Plant) -> Vec<(Instant, Due)> {
        let mut world = plant.world.clone();
        let mut due = Vec::new();
        while let Some((at, next)) = world.access.next_due() {
            assert_ne!(due.last(), Some(&(at, next)), "it happened, and is due again");
            due.push((at, next));
            let stamp = crate::world::Stamp { seq: Seq(1_000), at };
            world.apply(stamp, &next.event());
        }
        due
    }

    #[test]
    fn a_link_without_term_holds_at_once_and_for_good() {
        let mut plant = plant();
        let (term, sponsor) = (Term::OPEN, None);
        let event = ResourceLinkGranted { partner_user: PARTNER, resource: LASER, term, sponsor };
        assert_eq!(plant.when(linked(PARTNER, LASER)), [event.into()]);
        assert_eq!(state(&plant), Some(GrantState::Holding(Seq(5))));
        assert_eq!(agenda(&plant), []);
    }

    #[test]
    fn a_link_waits_for_its_beginning_and_ends_at_the_very_instant() {
        let mut plant = plant();
        plant.when(linked_for(PARTNER, LASER, term(2, 5)));
        plant.passes(Instant::from_micros(hour(2).micros() - 1));
        assert_eq!(state(&plant), Some(GrantState::Pending));
        plant.passes(hour(2));
        assert_eq!(state(&plant), Some(GrantState::Holding(Seq(6))));
        plant.passes(Instant::from_micros(hour(5).micros() - 1));
        assert_eq!(state(&plant), Some(GrantState::Holding(Seq(6))));
        plant.passes(hour(5));
        assert_eq!(state(&plant), Some(GrantState::Ended(Seq(7))));
        assert_eq!(agenda(&plant), []);
    }

    #[test]
    fn what_time_brings_about_happens_at_its_instant_however_late_it_is_seen() {
        let mut plant = plant();
        plant.when(linked_for(PARTNER, LASER, term(2, 5)));
        plant.when(linked_for(RIVAL, LASER, term(3, 4)));
        let expected = [
            (hour(2), BEGINS),
            (hour(3), Due::Begins(Granted::Link(RIVAL, LASER))),
            (hour(4), Due::Ends(Granted::Link(RIVAL, LASER))),
            (hour(5), ENDS),
        ];
        assert_eq!(agenda(&plant), expected);
        assert_eq!(plant.world.due(Instant::from_micros(hour(2).micros() - 1)), None);
        let begins = BEGINS.event();
        assert_eq!(plant.world.due(hour(100)), Some((hour(2), begins)));
    }

    #[test]
    fn a_term_that_has_begun_holds_at_once() {
        for begun in [term(-3, 5), term(0, 5), until(5)] {
            let mut plant = plant();
            plant.when(linked_for(PARTNER, LASER, begun));
            assert_eq!(state(&plant), Some(GrantState::Holding(Seq(5))), "{begun:?}");
            assert_eq!(agenda(&plant), [(hour(5), ENDS)]);
        }
    }

    #[test]
    fn a_term_lasts_at_some_time_from_now_on() {
        let without = [term(2, 2), term(3, 2), until(0), until(-1), term(-2, -1), term(-1, 0)];
        for without in without {
            plant().refuses(linked_for(PARTNER, LASER, without), &Refusal::TermWithoutTime);
        }
    }

    #[test]
    fn linking_again_for_the_same_term_changes_nothing() {
        for term in [Term::OPEN, term(1, 3), until(3)] {
            let mut plant = plant();
            plant.when(linked_for(PARTNER, LASER, term));
            assert_eq!(plant.when(linked_for(PARTNER, LASER, term)), []);
            plant.passes(hour(2));
            assert_eq!(plant.when(linked_for(PARTNER, LASER, term)), [], "{term:?}");
        }
    }

    #[test]
    fn another_term_replaces_the_link_with_all_that_time_would_have_brought() {
        let mut plant = plant();
        plant.when(linked_for(PARTNER, LASER, term(2, 5)));
        plant.when(linked_for(PARTNER, LASER, term(3, 9)));
        plant.passes(hour(2));
        assert_eq!(state(&plant), Some(GrantState::Pending));
        plant.passes(hour(5));
        assert_eq!(state(&plant), Some(GrantState::Holding(Seq(7))), "the old end is forgotten");
        plant.when(linked(PARTNER, LASER));
        plant.passes(hour(10));
        assert_eq!(state(&plant), Some(GrantState::Holding(Seq(8))), "without an end");
    }

    #[test]
    fn a_holding_link_that_gets_a_later_beginning_waits_again() {
        let mut plant = plant();
        plant.when(linked(PARTNER, LASER));
        plant.when(linked_for(PARTNER, LASER, term(2, 5)));
        assert_eq!(state(&plant), Some(GrantState::Pending));
    }

    #[test]
    fn an_ended_link_may_be_made_again() {
        let mut plant = plant();
        plant.when(linked_for(PARTNER, LASER, until(1)));
        plant.passes(hour(1));
        plant.refuses(linked_for(PARTNER, LASER, until(1)), &Refusal::TermWithoutTime);
        plant.when(linked_for(PARTNER, LASER, until(2)));
        assert_eq!(state(&plant), Some(GrantState::Holding(Seq(7))));
    }

    #[test]
    fn an_unlinked_resource_leaves_nothing_behind() {
        let mut plant = plant();
        plant.when(linked_for(PARTNER, LASER, term(2, 5)));
        plant.when(linked(RIVAL, LASER));
        let event = ResourceUnlinked { partner_user: PARTNER, resource: LASER };
        assert_eq!(plant.when(unlinked(PARTNER, LASER)), [event.into()]);
        assert_eq!(state(&plant), None);
        assert_eq!(agenda(&plant), []);
        assert_eq!(plant.world.access.linked_to(LASER).collect::<Vec<_>>(), [RIVAL]);
        plant.passes(hour(9));
        assert_eq!(state(&plant), None);
        assert_eq!(plant.when(unlinked(PARTNER, LASER)), []);
    }

    #[test]
    fn only_known_resources_are_linked_and_only_to_known_partner_users() {
        let mut plant = given([resource(LASER), partner(PARTNER)]);
        let no_partner = Refusal::Unknown(RecordKind::PartnerUser, RIVAL.into());
        let no_resource = Refusal::Unknown(RecordKind::Resource, OVEN.into());
        plant.refuses(linked(RIVAL, LASER), &no_partner);
        plant.refuses(unlinked(RIVAL, LASER), &no_partner);
        plant.refuses(linked(PARTNER, OVEN), &no_resource);
        plant.refuses(unlinked(PARTNER, OVEN), &no_resource);
    }

    /// Every history of four acts on two links: what time will bring about is what the links say.
    #[test]
    fn the_agenda_never_keeps_a_stale_entry() {
        let acts: [fn(&mut Plant, i64); 6] = [
            |plant, _| drop(plant.when(linked(PARTNER, LASER))),
            |plant, now| drop(plant.when(linked_for(PARTNER, LASER, term(now + 1, now + 2)))),
            |plant, now| drop(plant.when(linked_for(PARTNER, LASER, until(now + 2)))),
            |plant, now| drop(plant.when(linked_for(RIVAL, LASER, term(now + 1, now + 3)))),
            |plant, _| drop(plant.when(unlinked(PARTNER, LASER))),
            |_, _| {},
        ];
        for history in 0..acts.len().pow(4) {
            let mut plant = plant();
            for turn in 0_u32..4 {
                let now = i64::from(turn);
                plant.passes(hour(now));
                acts[history / acts.len().pow(turn) % acts.len()](&mut plant, now);
                assert_eq!(agenda(&plant), due_by_links(&plant), "history {history}, {turn}");
            }
        }
    }

    fn due_by_links(plant: &Plant) -> Vec<(Instant, Due)> {
        let mut due = Vec::new();
        for user in plant.world.access.partner_users() {
            for (resource, grant) in &user.links {
                let Grant { term: Term { from, until }, state, made: _, sponsor: _ } = grant;
                let begins =
                    || from.map(|from| (from, Due::Begins(Granted::Link(user.id, *resource))));
                let ends =
                    || until.map(|until| (until, Due::Ends(Granted::Link(user.id, *resource))));
                match state {
                    GrantState::Pending => due.extend(begins().into_iter().chain(ends())),
                    GrantState::Holding(_) => due.extend(ends()),
                    GrantState::Ended(_) => {}
                }
            }
        }
        due.sort_unstable();
        due
    }
}
