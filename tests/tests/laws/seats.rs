//! However many ask at once, a pool is never overdrawn.

use loggia_api::app::{App, AppOptions, Ask, AskError, Password};
use loggia_core::access::{
    AssignModuleLicence, CreatePartnerUser, Language, LicenceBasis, LicenceKind, Module,
    OpenWorkspace, SetLicencePool, TimeZone,
};
use loggia_core::actor::{Actor, Origin};
use loggia_core::command::Command;
use loggia_core::refusal::Refusal;
use loggia_core::scalar::Personal;
use loggia_core::spec::name;
use loggia_store::{Accepted, Rejection};

/// Who ask at once.
const USERS: usize = 1_000;

/// For how many.
const SEATS: u32 = 10;

pub(super) async fn workspace() -> (App, Actor) {
    let opening = OpenWorkspace {
        name: name("Works"),
        zone: TimeZone::utc(),
        administrator: Personal::new(name("root")),
    };
    let password = Password::new("a long enough password").unwrap();
    let app = App::in_memory(AppOptions::default(), opening, password).await.unwrap();
    let root = app.world().access.staff_users().next().unwrap().id;
    (app, Actor::Staff(root))
}

/// All of them at once.
async fn all(
    app: &App,
    actor: Actor,
    commands: impl Iterator<Item = Command>,
) -> Vec<Result<Accepted, AskError>> {
    let asked: Vec<_> = commands
        .map(|command| {
            let app = app.clone();
            tokio::spawn(async move { app.ask(Ask::new(actor, Origin::default(), command)).await })
        })
        .collect();
    let mut answers = Vec::new();
    for answer in asked {
        answers.push(answer.await.unwrap());
    }
    answers
}

#[tokio::test(flavor = "multi_thread")]
async fn a_thousand_parallel_assignments_for_ten_seats_give_exactly_ten() {
    let (app, root) = workspace().await;
    let users = (0..USERS).map(|n| {
        let called = Personal::new(name(&format!("user {n}")));
        CreatePartnerUser {
            user_name: called.clone(),
            display_name: called,
            language: Language::En,
            time_zone: TimeZone::utc(),
        }
        .into()
    });
    let made = all(&app, root, users).await;
    assert!(made.iter().all(Result::is_ok));
    let kind = LicenceKind::Module(Module::Planning);
    let basis = LicenceBasis::PerUser { seats: SEATS };
    let pool = SetLicencePool { kind, name: name("plans"), basis };
    app.ask(Ask::new(root, Origin::default(), pool)).await.unwrap();
    let ids: Vec<_> = app.world().access.partner_users().map(|user| user.id).collect();
    let assigned = ids.into_iter().map(|partner_user| {
        let (module, from, until, sponsor) = (Module::Planning, None, None, None);
        AssignModuleLicence { partner_user, module, from, until, sponsor }.into()
    });
    let answers = all(&app, root, assigned).await;
    let given = answers.iter().filter(|answer| answer.is_ok()).count();
    let refused = answers.iter().filter(|answer| {
        let Err(AskError::Rejected(Rejection::Refused(refusal))) = answer else { return false };
        *refusal == Refusal::NoSeatsLeft(kind, name("plans"))
    });
    assert_eq!((given, refused.count()), (SEATS as usize, USERS - SEATS as usize));
    let world = app.world();
    assert_eq!(world.access.holders(kind).count(), SEATS as usize);
    assert_eq!(world.access.ledger(kind).free, Some(0));
    tokio::task::spawn_blocking(move || app.shutdown()).await.unwrap().unwrap();
}
