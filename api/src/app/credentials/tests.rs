use loggia_core::id::StaffUserId;

use super::*;

fn password(text: &str) -> Password {
    Password::new(text).unwrap()
}

#[tokio::test]
async fn a_password_survives_a_restart_and_its_text_is_nowhere() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("credentials.json");
    let ada = UserId::Staff(StaffUserId(Uuid::from_u128(1)));
    let first = Credentials::open(path.clone()).unwrap();
    first.set(ada, password("correct horse battery"), vec![], None, || ()).await.unwrap().unwrap();
    let again = Credentials::open(path.clone()).unwrap();
    let right =
        again.check(Some(ada), password("correct horse battery"), Queue::Known).await.unwrap();
    assert!(right.is_ok());
    let wrong =
        again.check(Some(ada), password("correct horse batterY"), Queue::Known).await.unwrap();
    assert!(wrong.is_err());
    let nobody = again.check(None, password("correct horse battery"), Queue::Stranger).await;
    assert!(nobody.unwrap().is_err());
    assert!(!std::fs::read_to_string(&path).unwrap().contains("horse"));
}

#[test]
fn a_damaged_file_is_refused_and_not_overwritten() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("credentials.json");
    let key = "7".repeat(63);
    let short = format!("{{\"version\":2,\"users\":{{}},\"tokens\":{{\"{key}\":7}}}}");
    for bad in ["{", "{\"version\":4,\"users\":{}}", &short] {
        std::fs::write(&path, bad).unwrap();
        assert!(Credentials::open(path.clone()).is_err(), "{bad}");
        assert_eq!(std::fs::read_to_string(&path).unwrap(), bad);
    }
}

#[test]
fn a_file_from_before_there_were_tokens_is_read() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("credentials.json");
    let user = Uuid::from_u128(7);
    std::fs::write(&path, format!("{{\"version\":1,\"users\":{{\"{user}\":\"x\"}}}}")).unwrap();
    let credentials = Credentials::open(path).unwrap();
    assert_eq!(credentials.kept().users[&user], "x");
    assert_eq!(credentials.kept().version, VERSION);
    assert!(credentials.tokens().is_empty());
}

#[tokio::test]
async fn who_was_here_when_survives_a_restart() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("credentials.json");
    let ada = UserId::Staff(StaffUserId(Uuid::from_u128(1)));
    let first = Credentials::open(path.clone()).unwrap();
    assert_eq!(first.last_visit(ada), None);
    let visit = Instant::from_micros(1_772_431_200_000_000);
    first.visited(ada, visit).await.unwrap();
    let again = Credentials::open(path).unwrap();
    assert_eq!(again.last_visit(ada), Some(visit));
}

#[tokio::test]
async fn a_password_that_was_replaced_meanwhile_opens_and_replaces_nothing() {
    let credentials = Credentials::in_memory().unwrap();
    let ada = UserId::Partner(loggia_core::id::PartnerUserId(Uuid::from_u128(7)));
    let set = |text: &str| credentials.set(ada, password(text), vec![], None, || ());
    set("correct horse battery").await.unwrap().unwrap();
    let old = credentials.check(Some(ada), password("correct horse battery"), Queue::Known).await;
    let old = old.unwrap().unwrap();
    set("another long password").await.unwrap().unwrap();
    assert!(credentials.while_current(&old, || ()).is_err());
    let intruder = password("the intruder's own");
    let late = credentials.set(ada, intruder, vec![], Some(old), || ()).await;
    assert!(late.unwrap().is_err());
    let new = password("another long password");
    let new = credentials.check(Some(ada), new, Queue::Known).await;
    assert!(new.unwrap().is_ok(), "the administrator's password holds");
}

#[tokio::test]
async fn nobody_waits_for_a_write_but_the_next_who_writes_and_these_go_in_order() {
    let dir = tempfile::tempdir().unwrap();
    let credentials = Credentials::open(dir.path().join("credentials.json")).unwrap();
    let ada = UserId::Staff(StaffUserId(Uuid::from_u128(1)));
    let first = credentials.set(ada, password("correct horse battery"), vec![], None, || ());
    first.await.unwrap().unwrap();
    // Somebody's write does not come to its end.
    let slow = credentials.turn.clone().lock_owned().await;
    let done = Arc::new(Mutex::new(Vec::new()));
    let mut writes = Vec::new();
    for at in 0..5 {
        let text = format!("another long password {at}");
        let hashed = credentials.hash(password(&text), vec![], Queue::Known).await.unwrap();
        let (credentials, done) = (credentials.clone(), done.clone());
        writes.push(tokio::spawn(async move {
            credentials.put(ada, hashed, None, move || done.lock().unwrap().push(at)).await
        }));
        tokio::task::yield_now().await;
    }
    let old = credentials.check(Some(ada), password("correct horse battery"), Queue::Known).await;
    let old = old.unwrap().expect("the password that is on disk holds");
    assert!(credentials.while_current(&old, || ()).is_ok());
    assert!(done.lock().unwrap().is_empty());
    drop(slow);
    for write in writes {
        write.await.unwrap().unwrap().unwrap();
    }
    assert_eq!(*done.lock().unwrap(), [0, 1, 2, 3, 4]);
    let last = password("another long password 4");
    assert!(credentials.check(Some(ada), last, Queue::Known).await.unwrap().is_ok());
}

#[tokio::test]
async fn a_write_whose_turn_has_come_ends_even_if_nobody_waits_for_it() {
    let credentials = Credentials::in_memory().unwrap();
    let ada = UserId::Staff(StaffUserId(Uuid::from_u128(1)));
    let hashed = credentials.hash(password("correct horse battery"), vec![], Queue::Known).await;
    let (begun, has_begun) = tokio::sync::oneshot::channel();
    let (go_on, may_go_on) = std::sync::mpsc::channel::<()>();
    let asking = credentials.clone();
    let asked = tokio::spawn(async move {
        let then = move || {
            let _ = begun.send(());
            may_go_on.recv().unwrap();
        };
        asking.put(ada, hashed.unwrap(), None, then).await
    });
    has_begun.await.unwrap();
    asked.abort();
    assert!(asked.await.unwrap_err().is_cancelled());
    go_on.send(()).unwrap();
    let right = credentials.check(Some(ada), password("correct horse battery"), Queue::Known);
    assert!(right.await.unwrap().is_ok());
}
