use super::*;
use crate::access::{ParticipantView, Permissions, PhaseView};
use crate::effort::ChangePerson;
use crate::effort::site::{ada, bo, kim, site, site_with};
use crate::id::{AccessLevelId, ParticipantId};
use crate::spec::story::BO;
use crate::spec::story::delivery::{
    ADA_HERSELF, BUILD, DESIGN, JO, JO_DESIGNS, KIM, level, takes_part, takes_part_as,
};
use crate::spec::{Plant, Told, day, nth};

const WEEK: BookingId = BookingId(nth(29_001));

fn brief(hours: i64, status: BookingStatus) -> BookingBrief {
    let hours = Hours::hundredths(hours * 100);
    BookingBrief { from: day("2026-03-02"), until: day("2026-03-06"), hours, status }
}

fn booked(person: PersonId, phase: PhaseId, brief: BookingBrief) -> Told {
    let BookingBrief { from, until, hours, status } = brief;
    let command = BookPerson { person: Some(person), phase, from, until, hours, status };
    Told { command: command.into(), makes: Some(WEEK.0) }
}

fn planned(person: PersonId) -> Told {
    booked(person, DESIGN, brief(20, BookingStatus::Planned))
}

fn confirmed() -> Told {
    let status = Change::To(BookingStatus::Confirmed);
    changed(Change::Keep, status)
}

fn changed(hours: Change<Hours>, status: Change<BookingStatus>) -> Told {
    let (from, until) = (Change::Keep, Change::Keep);
    ChangeBooking { booking: WEEK, from, until, hours, status }.into()
}

fn hidden() -> Refusal {
    Refusal::Unknown(RecordKind::Booking, WEEK.into())
}

/// Kim leads, with this level.
fn leading(permissions: Permissions) -> Plant {
    site_with(permissions)
}

fn managing() -> Permissions {
    Permissions {
        booking_manage_others: Allowed::Yes,
        participant_view: ParticipantView::All,
        ..Permissions::usual(None)
    }
}

#[test]
fn a_booking_is_of_who_takes_part_within_the_dates_and_of_hours_that_fit() {
    let mut plant = site();
    plant.refuses(
        booked(JO, BUILD, brief(8, BookingStatus::Planned)),
        &Refusal::NoParticipant(JO.into()),
    );
    let most = Refusal::MoreThanFits(Hours::hundredths(12_000));
    for hours in [0, -1, 121] {
        plant.refuses(booked(JO, DESIGN, brief(hours, BookingStatus::Planned)), &most);
    }
    let early = BookingBrief { from: day("2026-03-01"), ..brief(8, BookingStatus::Planned) };
    plant.refuses(booked(JO, DESIGN, early), &Refusal::OutsideTheProject(day("2026-03-01")));
    let backwards = BookingBrief { until: day("2026-03-01"), ..brief(8, BookingStatus::Planned) };
    plant.refuses(
        booked(JO, DESIGN, backwards),
        &Refusal::EndsBeforeItStarts(day("2026-03-02"), day("2026-03-01")),
    );
    plant.when(booked(JO, DESIGN, brief(120, BookingStatus::Planned)));
}

#[test]
fn who_cannot_be_planned_is_not_booked() {
    let mut plant = site();
    let schedulable = Change::To(false);
    let (supervisor, role) = (Change::Keep, Change::Keep);
    plant.when(ChangePerson { person: JO, supervisor, role, schedulable });
    plant.refuses(planned(JO), &Refusal::PersonIsNotSchedulable(JO.into()));
}

#[test]
fn a_partner_books_himself_as_planned_and_what_is_confirmed_is_the_host_companys() {
    let mut plant = site();
    bo(&mut plant);
    let sure = booked(JO, DESIGN, brief(8, BookingStatus::Confirmed));
    plant.refuses(sure, &Refusal::LevelPermitsNot);
    plant.when(planned(JO));
    plant.when(changed(Change::To(Hours::hundredths(1_000)), Change::Keep));
    plant.refuses(confirmed(), &Refusal::LevelPermitsNot);
    ada(&mut plant).when(confirmed());
    bo(&mut plant);
    plant.refuses(CancelBooking { booking: WEEK }, &Refusal::LevelPermitsNot);
    plant.refuses(
        changed(Change::Keep, Change::To(BookingStatus::Planned)),
        &Refusal::LevelPermitsNot,
    );
}

#[test]
fn others_are_booked_with_the_level_for_it_and_hidden_people_are_not_there() {
    let mut plant = leading(Permissions::usual(None));
    kim(&mut plant);
    plant.refuses(planned(JO), &Refusal::Unknown(RecordKind::Person, JO.into()));
    ada(&mut plant).when(planned(JO));
    kim(&mut plant);
    plant.refuses(confirmed(), &hidden());
}

#[test]
fn the_level_shows_and_changes_bookings_of_whom_one_may_name() {
    let mut plant = leading(managing());
    plant.when(planned(JO));
    assert!(plant.shows(crate::effort::site::KIM_USER, WEEK).is_some());
    kim(&mut plant);
    // Jo is of another firm: seen, and not Kim's to book.
    plant.refuses(confirmed(), &Refusal::Unknown(RecordKind::Person, JO.into()));
}

#[test]
fn whom_a_level_does_not_name_in_a_phase_is_not_booked_there_whatever_other_levels_name() {
    // In the design Kim books others and is told no names, in the building he is told them.
    let blind = Permissions { participant_view: ParticipantView::No, ..managing() };
    let mut plant = leading(blind);
    let (names, builds) = (AccessLevelId(nth(26_009)), ParticipantId(nth(25_009)));
    plant.when(level(names, Permissions::usual(None)));
    plant.when(takes_part_as(builds, BUILD, KIM, names));
    plant.when(takes_part(ParticipantId(nth(25_010)), DESIGN, ADA_HERSELF));
    let unknown = Refusal::Unknown(RecordKind::Person, ADA_HERSELF.into());
    kim(&mut plant).refuses(planned(ADA_HERSELF), &unknown);
    // Nor is what others booked there to be changed.
    ada(&mut plant).when(planned(ADA_HERSELF));
    kim(&mut plant).refuses(confirmed(), &hidden());
    // Where he is told who takes part he books them, and is shown what he booked.
    let mut plant = leading(managing());
    plant.when(takes_part(ParticipantId(nth(25_010)), DESIGN, ADA_HERSELF));
    kim(&mut plant).when(planned(ADA_HERSELF));
    assert!(plant.shows(crate::effort::site::KIM_USER, WEEK).is_some());
}

#[test]
fn a_booking_is_shown_to_whose_it_is_and_goes_with_the_phase() {
    let mut plant = site();
    plant.when(planned(JO));
    let row = plant.shows(BO, WEEK).map(|row| serde_json::to_value(row).expect("JSON"));
    let row = row.expect("a booking");
    assert_eq!((&row["mine"], &row["hours"]), (&true.into(), &20.into()));
    assert!(plant.shows(crate::effort::site::KIM_USER, WEEK).is_none());
    plant.when(crate::delivery::RemoveParticipant { participant: JO_DESIGNS });
    assert!(plant.shows(BO, WEEK).is_none());
}

#[test]
fn a_level_that_shows_all_phases_shows_no_bookings_of_others() {
    let permissions = Permissions { phase_view: PhaseView::All, ..Permissions::usual(None) };
    let mut plant = leading(permissions);
    plant.when(planned(JO));
    assert!(plant.shows(crate::effort::site::KIM_USER, WEEK).is_none());
    plant.when(planned(KIM));
}

#[test]
fn what_is_taken_back_is_gone_and_nothing_is_changed_twice() {
    let mut plant = site();
    plant.when(planned(JO));
    assert_eq!(plant.when(changed(Change::Keep, Change::Keep)), []);
    plant.when(CancelBooking { booking: WEEK });
    plant.refuses(CancelBooking { booking: WEEK }, &hidden());
    let project = plant.world.delivery.phase(DESIGN).expect("the design").project;
    assert_eq!(plant.world.effort.bookings_in(project).next(), None);
}
