//! Moves about what people can do and when, and about what their hours are meant for.

use loggia_core::command::Command;
use loggia_core::effort::{
    Availability, AvailabilityPeriod, BookPerson, BookingStatus, CancelBooking, ChangeBooking,
    SetAvailability, SetSkills, Skill,
};
use loggia_core::scalar::{Change, Grade, Percent};
use proptest::prelude::*;

use super::{Who, any_who, day, work};
use crate::moves::Pick;
use crate::story::{Story, Teller, pick};

/// What happens next with profiles and bookings.
#[derive(Clone, Debug)]
pub enum ProfileMove {
    /// For whom, how many skills.
    Skills(Who, Option<Pick>, u8),
    /// For whom, from which day on he is away.
    Away(Who, Option<Pick>, u8),
    /// For whom, phase, how long.
    Book(Who, Option<Pick>, Pick, u8),
    /// Booking, what of it.
    ChangeBooking(Who, Pick, u8),
    /// Booking.
    Cancel(Who, Pick),
}

impl ProfileMove {
    pub(super) fn who(&self) -> Who {
        match self {
            Self::Skills(who, ..)
            | Self::Away(who, ..)
            | Self::Book(who, ..)
            | Self::ChangeBooking(who, ..)
            | Self::Cancel(who, _) => *who,
        }
    }
}

pub(super) fn any_profile_move() -> impl Strategy<Value = ProfileMove> {
    use ProfileMove as M;
    let pick = || any::<Pick>();
    let whose = || proptest::option::weighted(0.5, any::<Pick>());
    let what = || any::<u8>();
    prop_oneof![
        2 => (any_who(), whose(), 0..4_u8).prop_map(|(w, p, n)| M::Skills(w, p, n)),
        2 => (any_who(), whose(), 0..60_u8).prop_map(|(w, p, d)| M::Away(w, p, d)),
        4 => (any_who(), whose(), pick(), what()).prop_map(|(w, p, f, n)| M::Book(w, p, f, n)),
        2 => (any_who(), pick(), what()).prop_map(|(w, b, n)| M::ChangeBooking(w, b, n)),
        1 => (any_who(), pick()).prop_map(|(w, b)| M::Cancel(w, b)),
    ]
}

impl Story {
    pub(super) fn profile_command(&self, teller: Teller, next: &ProfileMove) -> Option<Command> {
        use ProfileMove as M;
        let cast = self.cast(teller);
        let label = |what: &str| self.label(teller, what);
        Some(match next {
            M::Skills(who, p, count) => {
                let skill = |nth: u8| {
                    Some(Skill {
                        category: label("category"),
                        name: label(&format!("skill {nth}")),
                        level: Grade::new(nth + 1).ok()?,
                        valid_until: nth.is_multiple_of(2).then(|| day(60)),
                    })
                };
                let skills = (0..*count).filter_map(skill).collect();
                SetSkills { person: self.written_for(teller, *who, *p)?, skills }.into()
            }
            M::Away(who, p, from) => {
                let half = Availability::Percent(Percent::new(50).ok()?);
                let period = |from: u8, days: u8, availability| AvailabilityPeriod {
                    from: day(from),
                    until: day(from + days),
                    availability,
                };
                let periods =
                    vec![period(*from, 9, half), period(from + 2, 1, Availability::TimeOff)];
                SetAvailability { person: self.written_for(teller, *who, *p)?, periods }.into()
            }
            M::Book(who, p, phase, what) => BookPerson {
                person: self.written_for(teller, *who, *p)?,
                phase: pick(&cast.phases, *phase)?,
                from: day(46 + what % 20),
                until: day(46 + what % 20 + 4),
                hours: work(what % 40 + 1),
                // Partners book for certain where their levels let them.
                status: if what % 3 == 0 {
                    BookingStatus::Confirmed
                } else {
                    BookingStatus::Planned
                },
            }
            .into(),
            M::ChangeBooking(_, b, what) => {
                let mut change = ChangeBooking {
                    booking: pick(&cast.bookings, *b)?,
                    from: Change::Keep,
                    until: Change::Keep,
                    hours: Change::Keep,
                    status: Change::Keep,
                };
                match what % 3 {
                    0 => change.hours = Change::To(work(what % 40 + 1)),
                    1 => change.until = Change::To(day(46 + what % 30)),
                    _ => change.status = Change::To(BookingStatus::Confirmed),
                }
                change.into()
            }
            M::Cancel(_, b) => CancelBooking { booking: pick(&cast.bookings, *b)? }.into(),
        })
    }
}
