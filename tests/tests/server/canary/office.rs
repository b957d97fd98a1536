//! A Loggia that sends its mails into a folder, and who asks it for some.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::http::{Method, Request};
use loggia_api::mail::{MAIL_FOLDER, MailOptions};
use loggia_core::access::{MailKind, UserId};
use loggia_core::event::{AccessEvent, Event};
use loggia_core::id::{MailId, PartnerUserId};
use loggia_core::scalar::Instant;
use loggia_core::spec::name;
use loggia_core::world::{Seq, World};
use loggia_tests::story::Story;
use serde_json::{Value, json};
use tempfile::TempDir;
use tower::ServiceExt;

use super::super::noninterference::Served;
use super::eml::Eml;

const PASSWORD: &str = "nine purple kites over Graz";

/// Longest time until all mails have left.
const MAILS_SECONDS_MAX: u64 = 60;

pub(super) struct Office {
    pub(super) served: Served,
    /// The world before the first mail.
    pub(super) before: Arc<World>,
    dir: TempDir,
    root: String,
}

/// A mail that the log knows of.
pub(super) struct Written {
    pub(super) mail: MailId,
    pub(super) reader: PartnerUserId,
    pub(super) kind: MailKind,
    pub(super) at: Instant,
    /// The end of its link; `at` where it has none.
    pub(super) expires: Instant,
}

impl Office {
    pub(super) fn open(story: &Story) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let public_url = "https://partners.works.example".parse().unwrap();
        let from = "Loggia <loggia@works.example>".parse().unwrap();
        let options = MailOptions { public_url, from, reply_to: None, smtp: None };
        let served = Served::sending(story, Some(options.open(dir.path()).unwrap()));
        let before = served.app.world();
        let root = before.access.user_by_name(&name("root")).unwrap();
        let root = served.app.mint_local_session(root).unwrap().unwrap().as_str().to_owned();
        Self { served, before, dir, root }
    }

    async fn ask(&self, token: Option<&str>, method: Method, path: &str, body: Value) {
        let mut request = Request::builder().method(method).uri(path);
        if let Some(token) = token {
            request = request.header("authorization", format!("Bearer {token}"));
        }
        let request = request.header("content-type", "application/json");
        let request = request.body(Body::from(body.to_string())).unwrap();
        let status = self.served.router.clone().oneshot(request).await.unwrap().status();
        assert!(status.is_success(), "{path} {body}: {status}");
    }

    /// Staff does something.
    pub(super) async fn does(&self, kebab: &str, body: Value) {
        let path = format!("/v1/commands/{kebab}");
        self.ask(Some(&self.root), Method::POST, &path, body).await;
    }

    /// A partner does something.
    pub(super) async fn partner_does(&self, partner: PartnerUserId, kebab: &str, body: Value) {
        let token = self.served.app.mint_local_session(UserId::Partner(partner)).unwrap().unwrap();
        let path = format!("/v1/commands/{kebab}");
        self.ask(Some(token.as_str()), Method::POST, &path, body).await;
    }

    /// Staff sets a password.
    pub(super) async fn sets_password_of(&self, partner: PartnerUserId) {
        let path = format!("/v1/users/{partner}/password");
        self.ask(Some(&self.root), Method::PUT, &path, json!({ "password": PASSWORD })).await;
    }

    /// Somebody follows the link of a mail.
    pub(super) async fn follow(&self, page: &str, mail: &Eml) {
        let body = json!({ "token": mail.token(), "password": PASSWORD });
        self.ask(None, Method::POST, page, body).await;
    }

    /// Somebody says that he forgot his password.
    pub(super) async fn forgot(&self, user: &str) {
        self.ask(None, Method::POST, "/v1/password-resets", json!({ "user": user })).await;
    }

    /// Everything that was written, once there are so many and all of it has left.
    pub(super) async fn sent(&self, at_least: usize) -> Vec<(Written, Eml)> {
        let until = std::time::Instant::now() + Duration::from_secs(MAILS_SECONDS_MAX);
        loop {
            let waits = self.served.app.world().access.mails().count();
            let written = self.written();
            if waits == 0 && written.len() >= at_least {
                let mut mails = self.mails();
                assert_eq!(mails.len(), written.len(), "what left is what was written");
                let of = |written: Written| {
                    let mail = mails.remove(&written.mail.to_string()).expect("its mail");
                    (written, mail)
                };
                return written.into_iter().map(of).collect();
            }
            let late = std::time::Instant::now() > until;
            assert!(!late, "{waits} wait, {} of {at_least} were written", written.len());
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    fn mails(&self) -> BTreeMap<String, Eml> {
        let files = std::fs::read_dir(self.dir.path().join(MAIL_FOLDER)).unwrap();
        let mails = files.map(|file| Eml::read(&file.unwrap().path()));
        mails.map(|mail| (mail.id().to_owned(), mail)).collect()
    }

    /// What the log says was written to whom.
    fn written(&self) -> Vec<Written> {
        let commits = self.served.app.commits();
        let mut all = Vec::new();
        for commit in commits.after(Seq(0)).flat_map(Result::unwrap) {
            let at = commit.stamp.at;
            for event in &commit.events {
                use AccessEvent as E;
                let told = match event {
                    Event::Access(E::InvitationSent(e)) => {
                        Some((e.mail, e.partner_user, MailKind::Invitation, e.expires))
                    }
                    Event::Access(E::PasswordResetSent(e)) => {
                        Some((e.mail, e.partner_user, MailKind::PasswordReset, e.expires))
                    }
                    Event::Access(E::PasswordSet(e)) => {
                        e.mail.map(|mail| (mail, e.partner_user, MailKind::PasswordChanged, at))
                    }
                    _ => None,
                };
                let written =
                    |(mail, reader, kind, expires)| Written { mail, reader, kind, at, expires };
                all.extend(told.map(written));
            }
        }
        all
    }
}
