//! Planned and confirmed hours of people on phases.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::asker::Asker;
use super::event::{BookingCancelled, BookingChanged, PersonBooked};
use crate::access::{Allowed, UserId};
use crate::delivery::Phase;
use crate::id::{BookingId, PersonId, PhaseId, ProjectId};
use crate::refusal::{RecordKind, Refusal};
use crate::scalar::{Change, Date, Hours};
use crate::visibility::{self, Rights};
use crate::world::{Context, Decision, Revision, Seq, World, happened, unchanged};

/// How sure a booking is. Stored: append only.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum BookingStatus {
    /// Perhaps.
    #[default]
    Planned,
    /// For certain.
    Confirmed,
}

impl fmt::Display for BookingStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Planned => "planned",
            Self::Confirmed => "confirmed",
        })
    }
}

/// What is said about a booking. Stored: append only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BookingBrief {
    /// The first day.
    pub from: Date,
    /// The last day.
    pub until: Date,
    /// How long in all.
    pub hours: Hours,
    /// How sure it is.
    pub status: BookingStatus,
}

/// Hours of somebody that are meant for a phase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Booking {
    /// Which.
    pub id: BookingId,
    /// Whose hours.
    pub person: PersonId,
    /// For which project.
    pub project: ProjectId,
    /// For which phase of it.
    pub phase: PhaseId,
    /// What is said about it.
    pub brief: BookingBrief,
    /// The commit that made it.
    pub made: Seq,
    /// Raised by every change.
    pub revision: Revision,
}

/// Book hours of somebody for a phase in which he takes part. A partner books himself as planned; to
/// book others and for certain is up to his access level.
///
/// Source: DOMAIN.md 4, "Bookings".
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct BookPerson {
    /// Whose hours; one's own where nobody is named.
    #[serde(default)]
    pub person: Option<PersonId>,
    /// For which phase.
    pub phase: PhaseId,
    /// The first day.
    pub from: Date,
    /// The last day.
    pub until: Date,
    /// How long in all: more than nothing, at most 24 hours a day.
    pub hours: Hours,
    /// How sure it is; planned where nothing is said.
    #[serde(default)]
    pub status: BookingStatus,
}

/// Change what is said about a booking; what is not named stays.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ChangeBooking {
    /// Which.
    pub booking: BookingId,
    /// The first day.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    #[cfg_attr(feature = "schema", schema(value_type = Date))]
    pub from: Change<Date>,
    /// The last day.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    #[cfg_attr(feature = "schema", schema(value_type = Date))]
    pub until: Change<Date>,
    /// How long in all.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    #[cfg_attr(feature = "schema", schema(value_type = Hours))]
    pub hours: Change<Hours>,
    /// How sure it is.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    #[cfg_attr(feature = "schema", schema(value_type = BookingStatus))]
    pub status: Change<BookingStatus>,
}

/// Take a booking back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CancelBooking {
    /// Which.
    pub booking: BookingId,
}

pub(crate) fn book_person(world: &World, cx: &Context<'_>, command: &BookPerson) -> Decision {
    let BookPerson { person, phase, from, until, hours, status } = *command;
    let asker = Asker::of(world, cx.actor);
    let person = match asker.partner() {
        Some(partner) => {
            let (rights, _) = Rights::on_phase(world, partner, phase)?;
            let person = person.unwrap_or(rights.person());
            manages(&rights, phase, person, [status])?;
            person
        }
        None => asker.writes_for(person)?,
    };
    let phase = world.delivery.phase(phase)?;
    let brief = BookingBrief { from, until, hours, status };
    fits(world, &asker, phase, person, brief)?;
    let (id, by) = (BookingId::fresh(cx.ids), UserId::of(cx.actor));
    happened(PersonBooked { id, person, project: phase.project, phase: phase.id, brief, by })
}

pub(crate) fn change_booking(world: &World, cx: &Context<'_>, command: &ChangeBooking) -> Decision {
    let ChangeBooking { booking: id, from, until, hours, status } = command.clone();
    let booking = reached(world, cx, id)?;
    let held = booking.brief;
    let brief = BookingBrief {
        from: from.over(held.from),
        until: until.over(held.until),
        hours: hours.over(held.hours),
        status: status.over(held.status),
    };
    let asker = Asker::of(world, cx.actor);
    if let Some(partner) = asker.partner() {
        let rights = Rights::on(world, partner, booking.project)?;
        manages(&rights, booking.phase, booking.person, [held.status, brief.status])?;
    }
    if brief == held {
        return unchanged();
    }
    fits(world, &asker, world.delivery.phase(booking.phase)?, booking.person, brief)?;
    happened(BookingChanged { id, brief, by: UserId::of(cx.actor) })
}

pub(crate) fn cancel_booking(world: &World, cx: &Context<'_>, command: &CancelBooking) -> Decision {
    let booking = reached(world, cx, command.booking)?;
    if let Some(partner) = Asker::of(world, cx.actor).partner() {
        let rights = Rights::on(world, partner, booking.project)?;
        manages(&rights, booking.phase, booking.person, [booking.brief.status])?;
    }
    happened(BookingCancelled { id: booking.id, by: UserId::of(cx.actor) })
}

/// The booking; to a partner only what he is shown is there.
fn reached<'a>(world: &'a World, cx: &Context<'_>, id: BookingId) -> Result<&'a Booking, Refusal> {
    let booking = world.effort.booking(id)?;
    if let Some(partner) = Asker::of(world, cx.actor).partner() {
        visibility::on_booking(world, partner, booking)?;
    }
    Ok(booking)
}

/// Whose bookings a partner makes, changes and takes back: with the level for it those of everybody
/// whom he may book there, else his own, as long as they are planned. Nobody else is there to him.
fn manages(
    rights: &Rights<'_>,
    phase: PhaseId,
    person: PersonId,
    standing: impl IntoIterator<Item = BookingStatus>,
) -> Result<(), Refusal> {
    let all = rights.in_phase(phase).booking_manage_others == Allowed::Yes;
    let there = rights.may_book(person, phase);
    if person != rights.person() && !(all && there) {
        return Err(match there {
            true => Refusal::LevelPermitsNot,
            false => Refusal::Unknown(RecordKind::Person, person.into()),
        });
    }
    let planned = standing.into_iter().all(|status| status == BookingStatus::Planned);
    visibility::permits(all || planned)
}

/// A booking is of somebody who takes part and can be planned, within the dates of the phase and its
/// project, and of no more hours than its days have.
fn fits(
    world: &World,
    asker: &Asker<'_>,
    phase: &Phase,
    person: PersonId,
    brief: BookingBrief,
) -> Result<(), Refusal> {
    let BookingBrief { from, until, hours, status: _ } = brief;
    if until < from {
        return Err(Refusal::EndsBeforeItStarts(from, until));
    }
    if !phase.participants.contains_key(&person) {
        return Err(Refusal::NoParticipant(person.into()));
    }
    if !world.effort.person(person)?.schedulable {
        return Err(Refusal::PersonIsNotSchedulable(person.into()));
    }
    for day in [from, until] {
        phase.lasts_on(world, asker.partner(), day)?;
    }
    let days = i64::from(from.days_until(until)).saturating_add(1);
    let most = Hours::hundredths(days.saturating_mul(DAY_HUNDREDTHS));
    match hours > Hours::ZERO && hours <= most {
        true => Ok(()),
        false => Err(Refusal::MoreThanFits(most)),
    }
}

const DAY_HUNDREDTHS: i64 = 2_400;

#[cfg(test)]
mod spec;
