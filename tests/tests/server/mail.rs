//! Mails over a real SMTP server.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use loggia_api::mail::{
    Carrier, Courier, Failure, Letter, LetterKind, Letterhead, MailOptions, MailTransport,
    NotRecorded, Outbox, Post, PublicUrl, Secret, Smtp, SmtpLogin, SmtpOptions, SmtpTls, Trouble,
};
use loggia_core::access::{Language, TimeZone};
use loggia_core::scalar::{Name, Personal};
use loggia_store::{Clock as _, SystemClock};
use loggia_tests::binary;
use loggia_tests::mail_server::{Certificate, MailServer, PASSWORD, USER, python};
use serde_json::Value;
use uuid::Uuid;

const A: Uuid = Uuid::from_u128(1);
const B: Uuid = Uuid::from_u128(2);

/// What no log may hold.
const SECRETS: [&str; 4] = ["nora@partner.example", "Nora Süd", "tok3n-of-nora", PASSWORD];

fn name(text: &str) -> Name {
    Name::new(text).expect("a name")
}

fn public_url() -> PublicUrl {
    "https://partners.works.example".parse().expect("an address")
}

fn head() -> Letterhead {
    let from = "Loggia <loggia@works.example>".parse().expect("a mailbox");
    Letterhead { from, reply_to: None }
}

fn letter(id: Uuid, language: Language) -> Letter {
    Letter {
        id,
        written: "2026-03-02T06:00:00Z".parse().expect("a time"),
        waits_since: "2026-03-02T06:00:00Z".parse().expect("a time"),
        to: Personal::new("nora@partner.example".to_owned()),
        name: Personal::new(name("Nora Süd")),
        language,
        time_zone: TimeZone::new("Europe/Vienna").expect("a zone"),
        workspace: name("Works"),
        kind: LetterKind::Invitation {
            account: name("Süd GmbH"),
            user_name: Personal::new(name("nora")),
            link: public_url().invitation("tok3n-of-nora"),
            expires: "2026-04-01T21:30:00Z".parse().expect("a time"),
        },
    }
}

/// A letter of now: an old one would be given up where these tests want it to wait.
fn fresh(id: Uuid, language: Language) -> Letter {
    let now = SystemClock.now();
    Letter { written: now, waits_since: now, ..letter(id, language) }
}

/// The place of a test: a folder, a certificate, the Python that serves.
struct Place {
    dir: tempfile::TempDir,
    python: PathBuf,
    cert: Certificate,
}

impl Place {
    /// None where the Python is missing.
    fn new() -> Option<Self> {
        let python = python()?;
        let dir = tempfile::tempdir().expect("a folder");
        let cert = Certificate::make(dir.path(), "server", &["localhost", "127.0.0.1"]);
        Some(Self { dir, python, cert })
    }

    fn server(&self, arguments: &[&str]) -> MailServer {
        MailServer::start(&self.python, self.dir.path(), &self.cert, arguments)
    }

    fn options(&self, port: u16, tls: SmtpTls) -> SmtpOptions {
        let login = SmtpLogin { user: USER.to_owned(), password: Secret::new(PASSWORD) };
        let ca = Some(self.cert.ca.clone());
        SmtpOptions { host: "localhost".to_owned(), port, tls, login: Some(login), ca }
    }

    fn post(&self, smtp: SmtpOptions) -> Post {
        let Letterhead { from, reply_to } = head();
        let options = MailOptions { public_url: public_url(), from, reply_to, smtp: Some(smtp) };
        options.open(self.dir.path()).expect("options that fit")
    }
}

/// One try of one mail.
async fn carried(options: SmtpOptions) -> Result<(), Failure> {
    let smtp = Smtp::new(options, "works.example").expect("options that fit");
    let mail = letter(A, Language::En).render(&head()).expect("a mail");
    MailTransport::Smtp(Arc::new(smtp)).carry(&mail).await
}

/// An outbox that tests can look into.
#[derive(Clone, Default)]
struct Desk(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    queued: Vec<Letter>,
    told: Vec<(Uuid, Option<Trouble>)>,
}

impl Desk {
    fn with(letters: impl IntoIterator<Item = Letter>) -> Self {
        let desk = Self::default();
        desk.0.lock().expect("the desk").queued.extend(letters);
        desk
    }

    fn told(&self) -> Vec<(Uuid, Option<Trouble>)> {
        self.0.lock().expect("the desk").told.clone()
    }

    fn tell(&self, id: Uuid, trouble: Option<Trouble>) -> Result<(), NotRecorded> {
        let mut state = self.0.lock().expect("the desk");
        state.queued.retain(|letter| letter.id != id);
        state.told.push((id, trouble));
        Ok(())
    }

    fn courier(&self, post: &Post) -> Courier {
        loggia_api::mail::start(self.clone(), post, Arc::new(SystemClock))
    }

    async fn told_of(&self, count: usize) -> Vec<(Uuid, Option<Trouble>)> {
        for _ in 0..1_500 {
            if self.told().len() >= count {
                break;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        self.told()
    }
}

impl Outbox for Desk {
    fn queued(&self, most: usize) -> Vec<Uuid> {
        self.0.lock().expect("the desk").queued.iter().map(|letter| letter.id).take(most).collect()
    }

    async fn letter(&self, id: Uuid) -> Option<Letter> {
        self.0.lock().expect("the desk").queued.iter().find(|letter| letter.id == id).cloned()
    }

    async fn sent(&self, id: Uuid) -> Result<(), NotRecorded> {
        self.tell(id, None)
    }

    async fn dead(&self, id: Uuid, why: Trouble) -> Result<(), NotRecorded> {
        self.tell(id, Some(why))
    }
}

#[tokio::test]
async fn letters_arrive_in_both_languages_over_each_kind_of_connection() {
    let Some(place) = Place::new() else { return };
    for (tls, told) in
        [(SmtpTls::Starttls, "starttls"), (SmtpTls::Implicit, "implicit"), (SmtpTls::None, "none")]
    {
        let _ = std::fs::remove_file(place.dir.path().join("mails.jsonl"));
        let server = place.server(&["--tls", told]);
        let desk = Desk::with([letter(A, Language::En), letter(B, Language::De)]);
        let courier = desk.courier(&place.post(place.options(server.port, tls)));
        let mails = server.taken(2).await;
        assert_eq!(desk.told_of(2).await, [(A, None), (B, None)], "{told}");
        courier.stop().await;
        let [english, german] = &mails[..] else { panic!("{mails:?}") };
        for mail in &mails {
            assert_eq!(mail["encrypted"], tls != SmtpTls::None, "{told}");
            // What servers on the way write into `Received`: not the name of this machine.
            assert_eq!(mail["hello"], "works.example", "{told}");
            assert_eq!(mail["user"], USER);
            assert_eq!(mail["sender"], "loggia@works.example");
            assert_eq!(mail["to"], serde_json::json!(["nora@partner.example"]));
            let headers = &mail["headers"];
            assert_eq!(headers["from"], "Loggia <loggia@works.example>");
            assert_eq!(headers["to"], "Nora Süd <nora@partner.example>");
            assert_eq!(headers["auto-submitted"], "auto-generated");
            assert_eq!(headers["date"], "Mon, 02 Mar 2026 06:00:00 +0000");
            assert_eq!(headers["content-type"], "text/plain; charset=\"utf-8\"");
            let link = "https://partners.works.example/invitation#tok3n-of-nora";
            assert!(text(mail).contains(link), "{}", text(mail));
        }
        let id = "<00000000-0000-0000-0000-000000000001@works.example>";
        assert_eq!(english["headers"]["message-id"], id);
        assert_eq!(english["headers"]["subject"], "Your access to the partner portal of Works");
        assert_eq!(german["headers"]["subject"], "Ihr Zugang zum Partnerportal von Works");
        assert!(text(english).contains("ends on Wednesday, 1 April 2026 at 23:30 (Europe/Vienna)"));
        assert!(text(german).contains("lädt Sie in das Partnerportal ein"), "{}", text(german));
        assert!(text(german).contains("endet am Mittwoch, 1. April 2026 um 23:30 Uhr"));
    }
}

fn text(mail: &Value) -> &str {
    mail["text"].as_str().unwrap_or_default()
}

#[tokio::test]
async fn a_wrong_password_stops_all_mails_and_kills_none() {
    let Some(place) = Place::new() else { return };
    let server = place.server(&["--tls", "starttls"]);
    let login = SmtpLogin { user: USER.to_owned(), password: Secret::new("another") };
    let options = place.options(server.port, SmtpTls::Starttls);
    let wrong = SmtpOptions { login: Some(login), ..options.clone() };
    assert_eq!(carried(wrong).await, Err(Failure::NoWay(Trouble::Authentication)));
    let nobody = SmtpOptions { login: None, ..options };
    assert_eq!(carried(nobody).await, Err(Failure::NoWay(Trouble::Reply(530))));
    assert!(server.mails().is_empty());
}

#[tokio::test]
async fn a_server_that_offers_no_login_is_told_no_mail() {
    let Some(place) = Place::new() else { return };
    let server = place.server(&["--tls", "none", "--no-auth"]);
    let options = place.options(server.port, SmtpTls::None);
    let told = carried(options.clone()).await;
    assert_eq!(told, Err(Failure::NoWay(Trouble::Authentication)));
    assert!(server.notes().is_empty());
    assert_eq!(carried(SmtpOptions { login: None, ..options }).await, Ok(()));
}

#[tokio::test]
async fn without_starttls_neither_mail_nor_password_is_sent_in_clear() {
    let Some(place) = Place::new() else { return };
    let server = place.server(&["--tls", "none"]);
    let told = carried(place.options(server.port, SmtpTls::Starttls)).await;
    assert_eq!(told, Err(Failure::NoWay(Trouble::NoStarttls)));
    let told = carried(place.options(server.port, SmtpTls::Implicit)).await;
    assert_eq!(told, Err(Failure::NoWay(Trouble::Tls)));
    assert!(server.notes().is_empty(), "{:?}", server.notes());
}

#[tokio::test]
async fn a_certificate_that_is_not_trusted_or_not_the_servers_ends_it() {
    let Some(place) = Place::new() else { return };
    let stranger = Certificate::make(place.dir.path(), "stranger", &["localhost"]);
    for (tls, told) in [(SmtpTls::Starttls, "starttls"), (SmtpTls::Implicit, "implicit")] {
        let server = place.server(&["--tls", told]);
        let options = place.options(server.port, tls);
        let trusts =
            |ca: Option<&Path>| SmtpOptions { ca: ca.map(Path::to_owned), ..options.clone() };
        for ca in [None, Some(stranger.ca.as_path())] {
            let refused = carried(trusts(ca)).await;
            assert_eq!(refused, Err(Failure::NoWay(Trouble::Tls)), "{told}");
        }
        assert!(server.notes().is_empty(), "{:?}", server.notes());
        drop(server);

        // Trusted, but it is somebody else's.
        let elsewhere = Certificate::make(place.dir.path(), "elsewhere", &["mail.example"]);
        let server =
            MailServer::start(&place.python, place.dir.path(), &elsewhere, &["--tls", told]);
        let options = SmtpOptions { port: server.port, ..trusts(Some(&elsewhere.ca)) };
        assert_eq!(carried(options).await, Err(Failure::NoWay(Trouble::Tls)), "{told}");
        assert!(server.notes().is_empty(), "{:?}", server.notes());
    }
}

#[tokio::test]
async fn a_mail_is_put_off_or_given_up_as_the_server_says() {
    let Some(place) = Place::new() else { return };
    let server = place.server(&["--tls", "implicit", "--answers", "451,550,421"]);
    let options = place.options(server.port, SmtpTls::Implicit);
    for told in [
        Err(Failure::Later(Trouble::Reply(451))),
        Err(Failure::Never(Trouble::Reply(550))),
        Err(Failure::Later(Trouble::Reply(421))),
        Ok(()),
    ] {
        assert_eq!(carried(options.clone()).await, told);
    }
    assert_eq!(server.mails().len(), 1);
}

#[tokio::test]
async fn a_mail_waits_for_a_server_that_is_down_and_arrives_once() {
    let Some(place) = Place::new() else { return };
    // A port that was free a moment ago.
    let free = std::net::TcpListener::bind("127.0.0.1:0").expect("a port").local_addr();
    let port = free.expect("its address").port();
    let options = place.options(port, SmtpTls::Starttls);
    assert_eq!(carried(options.clone()).await, Err(Failure::NoWay(Trouble::Unreachable)));
    let desk = Desk::with([fresh(A, Language::En)]);
    let courier = desk.courier(&place.post(options));
    tokio::time::sleep(Duration::from_millis(500)).await;
    assert_eq!(desk.told(), []);
    let server = place.server(&["--tls", "starttls", "--port", &port.to_string()]);
    server.taken(1).await;
    assert_eq!(desk.told_of(1).await, [(A, None)]);
    courier.stop().await;
    assert_eq!(server.mails().len(), 1);
}

/// What was logged.
#[derive(Clone, Default)]
struct Kept(Arc<Mutex<Vec<u8>>>);

impl std::io::Write for Kept {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().expect("the log").extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn no_log_says_to_whom_or_with_what_password() {
    let Some(place) = Place::new() else { return };
    let kept = Kept::default();
    let writer = kept.clone();
    // Everything that anybody logs, libraries as well.
    let _ = tracing_subscriber::fmt()
        .with_max_level(tracing_subscriber::filter::LevelFilter::TRACE)
        .with_writer(move || writer.clone())
        .try_init();
    let server = place.server(&["--tls", "starttls", "--answers", "451,550"]);
    let desk = Desk::with([fresh(A, Language::En), fresh(B, Language::De)]);
    let post = place.post(place.options(server.port, SmtpTls::Starttls));
    let courier = desk.courier(&post);
    assert_eq!(desk.told_of(1).await, [(B, Some(Trouble::Reply(550)))]);
    courier.stop().await;
    // The same again, all the way.
    let desk = Desk::with([fresh(A, Language::En)]);
    let courier = desk.courier(&post);
    assert_eq!(desk.told_of(1).await, [(A, None)]);
    courier.stop().await;
    let log = String::from_utf8(kept.0.lock().expect("the log").clone()).expect("text");
    assert!(log.contains("a mail was given up") && log.contains("a mail was put off"), "{log}");
    for secret in SECRETS {
        assert!(!log.contains(secret), "{secret}: {log}");
    }
}

#[test]
fn settings_that_cannot_work_end_the_server_before_it_serves() {
    let dir = tempfile::tempdir().expect("a folder");
    let serve = |arguments: &[&str]| {
        let told = Command::new(binary::path())
            .args(["serve", "--listen", "127.0.0.1:0", "--public-url", "https://x.example"])
            .args(["--mail-from", "loggia@x.example", "--data"])
            .arg(dir.path().join("data"))
            .args(arguments)
            .env_remove("LOGGIA_SMTP_PASSWORD")
            .stdin(Stdio::null())
            .output()
            .expect("the binary starts");
        assert!(!told.status.success());
        String::from_utf8_lossy(&told.stderr).into_owned()
    };
    let told = serve(&["--smtp-host", "mail.example", "--smtp-tls", "none"]);
    assert!(told.contains("in clear"), "{told}");
    let told = serve(&["--smtp-host", "mail.example", "--smtp-user", "loggia"]);
    assert!(told.contains("LOGGIA_SMTP_PASSWORD"), "{told}");
    let told = serve(&["--smtp-host", "mail.example", "--smtp-ca", "/nowhere/ca.pem"]);
    assert!(told.contains("/nowhere/ca.pem"), "{told}");
    assert!(!dir.path().join("data").exists(), "nothing was made");
}
