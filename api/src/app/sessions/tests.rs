use loggia_core::id::StaffUserId;

use super::*;

const EPOCH: i64 = 0;

fn begin(sessions: &Sessions, user: UserId) -> (Token, Session) {
    let now = Instant::from_micros(EPOCH);
    let visit = Visit { at: now, from: Origin::default(), before: None };
    sessions.begin(user, None, visit).unwrap()
}

#[test]
fn one_session_too_many_ends_the_oldest_and_never_a_token() {
    let sessions = Sessions::new();
    let user = UserId::Staff(StaffUserId(Uuid::nil()));
    let (_, first) = begin(&sessions, user);
    let token = sessions.add(Beginning {
        before: None,
        id: SessionId::random().unwrap(),
        user,
        kind: SessionKind::Token,
        key: Key::of("some token"),
        admitted: None,
        name: None,
        from: Origin::default(),
        made: Instant::from_micros(EPOCH),
        expires: Instant::from_micros(1),
    });
    let all: Vec<_> = (0..SESSIONS_PER_USER_MAX).map(|_| begin(&sessions, user).1).collect();
    assert!(!sessions.is_open(&first));
    assert!(all.iter().all(|session| sessions.is_open(session)));
    assert!(sessions.is_open(&token));
    assert_eq!(sessions.of(user).len(), SESSIONS_PER_USER_MAX + 1);
}

#[test]
fn what_has_expired_leaves_nothing_behind_when_its_owner_gets_another() {
    let sessions = Sessions::new();
    let user = UserId::Staff(StaffUserId(Uuid::nil()));
    for at in 0..5 {
        sessions.add(Beginning {
            before: None,
            id: SessionId::random().unwrap(),
            user,
            kind: SessionKind::Token,
            key: Key::of(&format!("token {at}")),
            admitted: None,
            name: None,
            from: Origin::default(),
            made: Instant::from_micros(at),
            expires: Instant::from_micros(at + 1),
        });
        assert_eq!(sessions.of(user).len(), 1);
    }
}

#[test]
fn what_is_ended_is_gone_and_leaves_nothing_behind() {
    let sessions = Sessions::new();
    let user = UserId::Staff(StaffUserId(Uuid::nil()));
    let (token, session) = begin(&sessions, user);
    assert_eq!(token.as_str().len(), 43);
    sessions.end(&session);
    assert!(sessions.read().by_key.is_empty() && sessions.read().by_user.is_empty());
    begin(&sessions, user);
    let (_, spared) = begin(&sessions, user);
    sessions.end_all(user, Some(&spared));
    assert_eq!(sessions.of(user).len(), 1);
    sessions.end_all(user, None);
    assert!(sessions.read().by_key.is_empty() && sessions.read().by_user.is_empty());
}

#[test]
fn use_is_remembered_by_the_hour() {
    let sessions = Sessions::new();
    let user = UserId::Staff(StaffUserId(Uuid::nil()));
    let (token, _) = begin(&sessions, user);
    assert_eq!(sessions.of(user)[0].used(), None);
    sessions.find(Key::of(token.as_str()), Instant::from_micros(EPOCH).plus_minutes(119));
    let used = sessions.of(user)[0].used();
    assert_eq!(used, Some(Instant::from_micros(EPOCH).plus_minutes(60)));
}

#[test]
fn a_key_is_written_as_64_hexadecimal_digits_and_never_printed() {
    let key = Key::of("x");
    assert_eq!(Key::from_hex(&key.hex()), Some(key));
    for bad in ["", "00", &"g".repeat(64), &"0".repeat(65), &"ä".repeat(32)] {
        assert_eq!(Key::from_hex(bad), None, "{bad}");
    }
    assert_eq!(format!("{key:?}"), "(key)");
}
