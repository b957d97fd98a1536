use super::super::Devices;
use super::*;

fn at(minute: i64) -> Instant {
    Instant::from_micros(0).plus_minutes(minute)
}

fn from(address: u32) -> Option<IpAddr> {
    Some(IpAddr::from(address.to_be_bytes()))
}

fn knock(account: &str, address: Option<IpAddr>) -> Knock<'_> {
    Knock { account, address, device: None }
}

fn tries(throttle: &Throttle, knock: &Knock<'_>, minute: i64) -> u32 {
    (0..1_000).take_while(|_| throttle.attempt(knock, at(minute)).is_ok()).count() as u32
}

#[test]
fn ten_failures_shut_one_account_at_one_address_for_a_while() {
    let throttle = Throttle::new();
    let here = from(1);
    assert_eq!(tries(&throttle, &knock("ada", here), 0), LOGIN_FAILURES_MAX);
    let throttled = throttle.attempt(&knock("ada", here), at(5)).unwrap_err();
    assert!((600..=601).contains(&throttled.seconds), "{throttled:?}");
    assert!(throttle.attempt(&knock("ada", from(2)), at(5)).is_ok());
    assert!(throttle.attempt(&knock("bob", here), at(5)).is_ok());
    assert!(throttle.attempt(&knock("ada", here), at(16)).is_ok());
}

#[test]
fn no_number_of_strangers_keeps_a_user_at_another_address_out() {
    let throttle = Throttle::new();
    for address in 0..2_000 {
        tries(&throttle, &knock("ada", from(address)), 0);
    }
    let here = knock("ada", from(9_999));
    assert_eq!(tries(&throttle, &here, 1), LOGIN_FAILURES_UNDER_ATTACK_MAX);
    // Others are not concerned.
    assert_eq!(tries(&throttle, &knock("bob", from(9_998)), 1), LOGIN_FAILURES_MAX);
    assert_eq!(tries(&throttle, &here, 20), LOGIN_FAILURES_MAX, "the attack is over");
}

#[test]
fn a_known_device_is_let_in_where_its_address_and_its_account_are_worn_out() {
    let (throttle, devices) = (Throttle::new(), Devices::new(&[7; 32]));
    let sealed = devices.remember("ada", at(0)).unwrap();
    let device = devices.known(&sealed, "ada", at(0));
    for account in 0..200 {
        tries(&throttle, &knock(&account.to_string(), from(1)), 0);
    }
    assert!(throttle.attempt(&knock("ada", from(1)), at(0)).is_err());
    let known = Knock { device, ..knock("ada", from(1)) };
    let attempt = throttle.attempt(&known, at(0)).unwrap();
    assert_eq!(attempt.queue(), Queue::Known);
    assert_eq!(tries(&throttle, &known, 0), LOGIN_FAILURES_MAX - 1, "it may not try for ever");
}

#[test]
fn one_address_tries_only_so_many_accounts() {
    let throttle = Throttle::new();
    let tried = (0..1_000_u32)
        .take_while(|n| throttle.attempt(&knock(&n.to_string(), from(1)), at(0)).is_ok());
    assert_eq!(tried.count() as u32, LOGIN_FAILURES_PER_ADDRESS_MAX);
}

#[test]
fn a_network_of_64_bits_counts_as_one_address() {
    let throttle = Throttle::new();
    let of = |text: &str| Some(text.parse::<IpAddr>().unwrap());
    for n in 0..LOGIN_FAILURES_MAX {
        throttle.attempt(&knock("ada", of(&format!("2001:db8::{n:x}"))), at(0)).unwrap();
    }
    assert!(throttle.attempt(&knock("ada", of("2001:db8::ffff:1")), at(0)).is_err());
    assert!(throttle.attempt(&knock("ada", of("2001:db8:0:1::1")), at(0)).is_ok());
    assert_eq!(network("::ffff:10.0.0.1".parse().unwrap()), IpAddr::from([10, 0, 0, 1]));
}

#[test]
fn whoever_gets_in_or_is_not_decided_is_not_counted() {
    let throttle = Throttle::new();
    for _ in 0..10 * LOGIN_FAILURES_PER_ADDRESS_MAX {
        let attempt = throttle.attempt(&knock("ada", None), at(0)).unwrap();
        throttle.succeeded(&attempt);
        let attempt = throttle.attempt(&knock("ada", None), at(0)).unwrap();
        throttle.take_back(&attempt);
    }
}

#[test]
fn a_session_that_is_asked_again_has_its_own_count() {
    let throttle = Throttle::new();
    let id = |n| SessionId(uuid::Uuid::from_u128(n));
    for _ in 0..LOGIN_FAILURES_MAX {
        throttle.attempt_again(id(1), at(0)).unwrap();
    }
    assert!(throttle.attempt_again(id(1), at(0)).is_err());
    assert!(throttle.attempt_again(id(2), at(0)).is_ok());
}

#[test]
fn a_flood_of_names_does_not_make_the_latest_failures_forgotten() {
    let throttle = Throttle::new();
    let mut windows = throttle.windows();
    for key in 0..WINDOWS_MAX as u64 {
        windows.insert(key, Window { failures: 1, until: at(15 + (key % 15) as i64) });
    }
    drop(windows);
    throttle.attempt(&knock("ada", from(1)), at(1)).unwrap();
    let windows = throttle.windows();
    assert!((WINDOWS_MAX / 3..WINDOWS_MAX).contains(&windows.len()), "{}", windows.len());
    assert!(windows.contains_key(&14) && !windows.contains_key(&0));
}

#[test]
fn one_address_is_heard_so_often_and_drowns_nobody_else() {
    let throttle = Throttle::new();
    let heard = (0..100).filter(|_| throttle.wish(from(1), at(0))).count();
    assert_eq!(heard, usize::try_from(RESETS_PER_ADDRESS_MAX).unwrap());
    assert!(throttle.wish(from(2), at(0)));
    assert!(throttle.wish(from(1), at(16)));
    assert!(throttle.attempt(&knock("ada", from(1)), at(0)).is_ok(), "logins are counted apart");
}
