use serde::Serialize;

use super::rights::{self, Rights};
use crate::access::{Allowed, PartnerUser};
use crate::effort::{Booking, BookingBrief, BookingStatus};
use crate::id::{BookingId, PartnerUserId, PhaseId, ProjectId};
use crate::refusal::{RecordKind, Refusal};
use crate::scalar::{Date, Hours, Name, Personal};
use crate::world::World;

/// Hours that are meant for a phase, as a partner sees them: his own, and those that his access level
/// lets him manage.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct BookingRow {
    /// Which.
    pub id: BookingId,
    /// For which project.
    pub project_id: ProjectId,
    /// For which phase of it.
    pub phase_id: PhaseId,
    /// Whether the hours are one's own.
    pub mine: bool,
    /// Whose hours.
    pub person: Option<Personal<Name>>,
    /// The first day.
    pub from: Date,
    /// The last day.
    pub until: Date,
    /// How long in all.
    pub hours: Hours,
    /// How sure it is.
    pub status: BookingStatus,
}

/// The rights by which a partner is shown a booking: its phase is shown, and the hours are his own,
/// or of somebody whose name he is told and whose bookings his level lets him manage.
fn reading<'a>(world: &'a World, user: &'a PartnerUser, booking: &Booking) -> Option<Rights<'a>> {
    let rights = Rights::of(world, user, booking.project)?;
    let phase = booking.phase;
    let manages = || {
        rights.in_phase(phase).booking_manage_others == Allowed::Yes
            && rights.called(booking.person, Some(phase)).is_some()
    };
    let shown = rights.sees_phase(phase) && (booking.person == rights.person() || manages());
    shown.then_some(rights)
}

pub(super) fn render(world: &World, user: &PartnerUser, id: BookingId) -> Option<BookingRow> {
    let booking = world.effort.booking(id).ok()?;
    let rights = reading(world, user, booking)?;
    let Booking {
        id,
        person,
        project,
        phase,
        brief: BookingBrief { from, until, hours, status },
        made: _,
        revision: _,
    } = booking;
    let called = world.effort.person(*person).ok();
    Some(BookingRow {
        id: *id,
        project_id: *project,
        phase_id: *phase,
        mine: *person == rights.person(),
        person: called.and_then(|person| rights::name(world, &person.of)),
        from: *from,
        until: *until,
        hours: *hours,
        status: *status,
    })
}

/// Refuses a booking that a partner is not shown, in the words of a missing one.
pub(crate) fn on_booking(
    world: &World,
    partner: PartnerUserId,
    booking: &Booking,
) -> Result<(), Refusal> {
    let user = world.access.partner_user(partner)?;
    match reading(world, user, booking) {
        Some(_) => Ok(()),
        None => Err(Refusal::Unknown(RecordKind::Booking, booking.id.into())),
    }
}
