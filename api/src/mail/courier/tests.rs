use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard};

use loggia_core::scalar::Personal;

use super::*;
use crate::mail::letter::Mail;
use crate::mail::letter::samples::{at, head, invitation};
use crate::mail::outbox::NotRecorded;

/// An outbox and a carrier that tests can look into. Cheap to clone; clones are the same one.
#[derive(Clone, Default)]
struct Desk(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    letters: Vec<(Uuid, Option<Letter>)>,
    recorded: Vec<(Uuid, Outcome)>,
    /// So many records fail first.
    records_fail: usize,
    /// Recorded mails stay queued: the world that is looked at is an old one.
    world_is_old: bool,
    answers: VecDeque<Result<(), Failure>>,
    carried: Vec<(Instant, String)>,
    /// How long the carrier takes.
    takes: Duration,
    /// How often letters were asked for.
    asked: usize,
}

struct Fixed(WallTime);

impl Clock for Fixed {
    fn now(&self) -> WallTime {
        self.0
    }
}

const A: Uuid = Uuid::from_u128(1);
const B: Uuid = Uuid::from_u128(2);
const BUSY: Result<(), Failure> = Err(Failure::Later(Trouble::Reply(451)));
const NOBODY: Result<(), Failure> = Err(Failure::Never(Trouble::Reply(550)));
const DOWN: Result<(), Failure> = Err(Failure::NoWay(Trouble::Unreachable));

impl Desk {
    fn with(ids: &[Uuid]) -> Self {
        let desk = Self::default();
        ids.iter().for_each(|id| desk.queue(*id));
        desk
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap()
    }

    fn queue(&self, id: Uuid) {
        self.state().letters.push((id, Some(Letter { id, ..invitation() })));
    }

    fn answers(&self, answers: impl IntoIterator<Item = Result<(), Failure>>) {
        self.state().answers.extend(answers);
    }

    fn courier(&self) -> Courier {
        self.courier_at("2026-03-02T06:00:00Z")
    }

    fn courier_at(&self, now: &str) -> Courier {
        Courier::start(self.clone(), self.clone(), head(), Arc::new(Fixed(at(now))))
    }

    fn carried(&self) -> usize {
        self.state().carried.len()
    }

    fn recorded(&self) -> Vec<(Uuid, Outcome)> {
        self.state().recorded.clone()
    }

    fn record(&self, id: Uuid, outcome: Outcome) -> Result<(), NotRecorded> {
        let mut state = self.state();
        if state.records_fail > 0 {
            state.records_fail -= 1;
            return Err(NotRecorded);
        }
        state.recorded.push((id, outcome));
        if !state.world_is_old {
            state.letters.retain(|(queued, _)| *queued != id);
        }
        Ok(())
    }
}

impl Outbox for Desk {
    fn queued(&self, most: usize) -> Vec<Uuid> {
        self.state().letters.iter().map(|(id, _)| *id).take(most).collect()
    }

    async fn letter(&self, id: Uuid) -> Option<Letter> {
        let mut state = self.state();
        state.asked += 1;
        state
            .letters
            .iter()
            .find(|(queued, _)| *queued == id)
            .and_then(|(_, letter)| letter.clone())
    }

    async fn sent(&self, id: Uuid) -> Result<(), NotRecorded> {
        self.record(id, Outcome::Sent)
    }

    async fn dead(&self, id: Uuid, why: Trouble) -> Result<(), NotRecorded> {
        self.record(id, Outcome::Dead(why))
    }
}

impl Carrier for Desk {
    async fn carry(&self, mail: &Mail) -> Result<(), Failure> {
        let takes = self.state().takes;
        tokio::time::sleep(takes).await;
        let mut state = self.state();
        let bytes = String::from_utf8(mail.message().formatted()).unwrap();
        state.carried.push((Instant::now(), bytes));
        state.answers.pop_front().unwrap_or(Ok(()))
    }
}

/// Lets the courier do all it does in `seconds`.
async fn pass(seconds: u64) {
    tokio::time::sleep(Duration::from_secs(seconds)).await;
}

const DAY: u64 = 24 * 60 * 60;

#[tokio::test(start_paused = true)]
async fn what_is_queued_is_sent_once_in_order_and_recorded() {
    let desk = Desk::with(&[A, B]);
    let courier = desk.courier();
    pass(DAY).await;
    assert_eq!(desk.recorded(), [(A, Outcome::Sent), (B, Outcome::Sent)]);
    assert_eq!(desk.carried(), 2);
    courier.stop().await;
}

#[tokio::test(start_paused = true)]
async fn a_wake_is_followed_at_once_and_without_one_within_a_minute() {
    let desk = Desk::default();
    let courier = desk.courier();
    pass(1).await;
    desk.queue(A);
    courier.wake();
    pass(1).await;
    assert_eq!(desk.recorded(), [(A, Outcome::Sent)]);
    desk.queue(B);
    pass(LOOK_SECONDS_MAX).await;
    assert_eq!(desk.recorded().len(), 2);
}

#[tokio::test(start_paused = true)]
async fn a_mail_that_is_put_off_is_tried_eight_times_in_a_day_and_then_given_up() {
    let desk = Desk::with(&[A]);
    desk.answers([BUSY; 20]);
    let _courier = desk.courier();
    pass(2 * DAY).await;
    let times: Vec<Instant> = desk.state().carried.iter().map(|(at, _)| *at).collect();
    assert_eq!(times.len(), usize::try_from(ATTEMPTS_MAX).unwrap());
    let gaps = times.windows(2).map(|pair| (pair[1] - pair[0]).as_secs());
    for (gap, minutes) in gaps.zip([1, 4, 16, 64, 256, 480, 480]) {
        let least = minutes * 60;
        assert!((least..=least * 5 / 4 + 1).contains(&gap), "{minutes} minutes: {gap} s");
    }
    assert_eq!(desk.recorded(), [(A, Outcome::Dead(Trouble::Reply(451)))]);
}

#[tokio::test(start_paused = true)]
async fn a_mail_that_is_put_off_holds_up_no_other() {
    let desk = Desk::with(&[A, B]);
    desk.answers([BUSY]);
    let _courier = desk.courier();
    pass(1).await;
    assert_eq!(desk.recorded(), [(B, Outcome::Sent)]);
    pass(120).await;
    assert_eq!(desk.recorded(), [(B, Outcome::Sent), (A, Outcome::Sent)]);
}

#[tokio::test(start_paused = true)]
async fn a_refusal_for_good_is_the_end_at_once() {
    let desk = Desk::with(&[A]);
    desk.answers([NOBODY]);
    let _courier = desk.courier();
    pass(2 * DAY).await;
    assert_eq!(desk.carried(), 1);
    assert_eq!(desk.recorded(), [(A, Outcome::Dead(Trouble::Reply(550)))]);
}

#[tokio::test(start_paused = true)]
async fn a_letter_without_an_address_is_given_up_unsent() {
    let desk = Desk::default();
    let letter = Letter { id: A, to: Personal::new("nobody".to_owned()), ..invitation() };
    desk.state().letters.push((A, Some(letter)));
    let _courier = desk.courier();
    pass(1).await;
    assert_eq!(desk.carried(), 0);
    assert_eq!(desk.recorded(), [(A, Outcome::Dead(Trouble::BadAddress))]);
}

#[tokio::test(start_paused = true)]
async fn a_server_that_is_down_costs_no_mail_its_tries() {
    let desk = Desk::with(&[A, B]);
    desk.answers([DOWN; 100]);
    let courier = desk.courier();
    // A wake in between does not make it ask sooner.
    for _ in 0..60 {
        pass(1).await;
        courier.wake();
    }
    assert!((3..=4).contains(&desk.carried()), "{}", desk.carried());
    pass(DAY).await;
    assert_eq!(desk.recorded(), [(A, Outcome::Sent), (B, Outcome::Sent)]);
    assert_eq!(desk.carried(), 102);
}

#[tokio::test(start_paused = true)]
async fn a_mail_too_old_is_given_up_when_it_fails_once_more_and_not_before() {
    let later = "2026-03-07T06:00:00Z";
    for answer in [BUSY, DOWN] {
        let desk = Desk::with(&[A]);
        desk.answers([answer]);
        let _courier = desk.courier_at(later);
        pass(1).await;
        assert!(matches!(desk.recorded()[..], [(A, Outcome::Dead(_))]));
    }
    let desk = Desk::with(&[A]);
    let _courier = desk.courier_at(later);
    pass(1).await;
    assert_eq!(desk.recorded(), [(A, Outcome::Sent)]);
}

#[tokio::test(start_paused = true)]
async fn what_was_recorded_is_not_sent_again_even_when_the_world_is_old() {
    let desk = Desk::with(&[A]);
    desk.state().world_is_old = true;
    let courier = desk.courier();
    for _ in 0..100 {
        courier.wake();
        pass(60).await;
    }
    assert_eq!((desk.carried(), desk.recorded().len()), (1, 1));
}

#[tokio::test(start_paused = true)]
async fn what_was_sent_and_could_not_be_recorded_is_recorded_later_and_not_sent_again() {
    let desk = Desk::with(&[A]);
    desk.state().records_fail = 10;
    let courier = desk.courier();
    for _ in 0..100 {
        courier.wake();
        pass(60).await;
    }
    assert_eq!(desk.carried(), 1);
    assert_eq!(desk.recorded(), [(A, Outcome::Sent)]);
}

#[tokio::test(start_paused = true)]
async fn what_is_revoked_while_it_waits_is_never_sent() {
    let desk = Desk::with(&[A, B]);
    desk.answers([BUSY]);
    let _courier = desk.courier();
    pass(1).await;
    assert_eq!(desk.carried(), 2);
    // Still queued in the world that is looked at, but no letter any more.
    desk.state().letters[0].1 = None;
    pass(2 * DAY).await;
    assert_eq!(desk.carried(), 2);
    assert_eq!(desk.recorded(), [(B, Outcome::Sent)]);
    let asked = desk.state().asked;
    let looks = usize::try_from(2 * DAY / LOOK_SECONDS_MAX).unwrap();
    assert!(asked <= looks + 10, "it is asked for at each look, not in a circle: {asked}");
}

#[tokio::test(start_paused = true)]
async fn after_a_crash_the_same_mail_goes_out_under_the_same_id() {
    let desk = Desk::with(&[A]);
    desk.state().records_fail = usize::MAX;
    let courier = desk.courier();
    pass(1).await;
    drop(courier);
    desk.state().records_fail = 0;
    let _courier = desk.courier();
    pass(1).await;
    assert_eq!(desk.recorded(), [(A, Outcome::Sent)]);
    let state = desk.state();
    let [(_, first), (_, second)] = &state.carried[..] else { panic!("{}", state.carried.len()) };
    assert_eq!(first, second);
    assert!(first.contains("Message-ID: <00000000-0000-0000-0000-000000000001@works.example>"));
}

#[tokio::test(start_paused = true)]
async fn a_stop_is_at_once_when_nothing_is_on_its_way() {
    let desk = Desk::with(&[A]);
    desk.answers([DOWN]);
    let courier = desk.courier();
    pass(1).await;
    let asked = Instant::now();
    courier.stop().await;
    assert_eq!(asked.elapsed(), Duration::ZERO);
}

#[tokio::test(start_paused = true)]
async fn a_stop_waits_for_the_mail_on_its_way_and_begins_no_other() {
    let desk = Desk::with(&[A, B]);
    desk.state().takes = Duration::from_secs(3);
    let courier = desk.courier();
    pass(1).await;
    courier.stop().await;
    assert_eq!(desk.recorded(), [(A, Outcome::Sent)]);
    pass(DAY).await;
    assert_eq!(desk.carried(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_stop_does_not_wait_for_a_server_that_does_not_answer() {
    let desk = Desk::with(&[A]);
    desk.state().takes = Duration::from_secs(60);
    let courier = desk.courier();
    pass(1).await;
    let asked = Instant::now();
    courier.stop().await;
    assert_eq!(asked.elapsed(), Duration::from_secs(STOP_SECONDS_MAX));
    pass(DAY).await;
    assert_eq!((desk.carried(), desk.recorded().len()), (0, 0));
}

#[tokio::test(start_paused = true)]
async fn ten_thousand_mails_are_sent_each_once() {
    let ids: Vec<Uuid> = (1..=10_500).map(Uuid::from_u128).collect();
    let desk = Desk::default();
    let mail = invitation();
    desk.state().letters =
        ids.iter().map(|id| (*id, Some(Letter { id: *id, ..mail.clone() }))).collect();
    let _courier = desk.courier();
    pass(120).await;
    let sent: Vec<Uuid> = desk.recorded().into_iter().map(|(id, _)| id).collect();
    assert_eq!(sent, ids);
}

#[tokio::test(start_paused = true)]
async fn a_mail_that_is_queued_again_before_anybody_looks_is_tried_again() {
    let desk = Desk::with(&[A]);
    // The operator is as fast as can be: it is queued again the moment it was given up.
    desk.state().world_is_old = true;
    desk.answers([NOBODY, BUSY]);
    let courier = desk.courier();
    pass(1).await;
    assert_eq!(desk.recorded(), [(A, Outcome::Dead(Trouble::Reply(550)))]);
    courier.wake();
    pass(1).await;
    assert_eq!(desk.carried(), 2);
    pass(120).await;
    assert_eq!(desk.recorded()[1..], [(A, Outcome::Sent)], "its tries are counted anew");
}

#[tokio::test(start_paused = true)]
async fn the_age_of_a_mail_that_was_queued_again_counts_from_then() {
    let desk = Desk::default();
    let waits_since = at("2026-03-09T05:00:00Z");
    let letter = Letter { id: A, waits_since, ..invitation() };
    desk.state().letters.push((A, Some(letter)));
    desk.answers([BUSY]);
    let _courier = desk.courier_at("2026-03-09T06:00:00Z");
    pass(120).await;
    assert_eq!(desk.recorded(), [(A, Outcome::Sent)]);
}
