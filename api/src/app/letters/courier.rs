use loggia_core::access::{
    Mail as QueuedMail, MailFailure, MailKind, MailState, RecordMailGivenUp, RecordMailSent,
};
use loggia_core::actor::{Actor, Origin};
use loggia_core::command::Command;
use loggia_core::id::MailId;
use loggia_core::scalar::Personal;
use tokio::task::JoinHandle;
use uuid::Uuid;

use super::super::{App, Ask};
use crate::mail::{self, Courier, Letter, LetterKind, NotRecorded, Outbox, PublicUrl, Trouble};

/// The outbox of a running Loggia: what the published world holds as queued.
pub struct Letters {
    app: App,
    public_url: PublicUrl,
}

impl Letters {
    /// Of this Loggia; links lead to `public_url`.
    pub fn new(app: App, public_url: PublicUrl) -> Self {
        Self { app, public_url }
    }

    async fn record(&self, command: impl Into<Command>) -> Result<(), NotRecorded> {
        let ask = Ask::new(Actor::Server, Origin::default(), command);
        self.app.ask(ask).await.map(drop).map_err(|error| {
            tracing::warn!(%error, "what became of a mail is not recorded yet");
            NotRecorded
        })
    }

    fn write(&self, mail: &QueuedMail) -> Option<Letter> {
        let world = self.app.world();
        let access = &world.access;
        let user = access.partner_user(mail.to).ok()?;
        let contact = user.contact.and_then(|id| access.contact(id).ok())?;
        let account = access.account(contact.account).ok()?;
        let token = || self.app.link_token(mail.kind, mail.id);
        let user_name = user.user_name.clone();
        let kind = match mail.kind {
            MailKind::Invitation => LetterKind::Invitation {
                account: account.name.clone(),
                user_name,
                link: self.public_url.invitation(&token()?),
                expires: mail.expires?,
            },
            MailKind::PasswordReset => LetterKind::PasswordReset {
                user_name,
                link: self.public_url.password_reset(&token()?),
                expires: mail.expires?,
            },
            MailKind::PasswordChanged => LetterKind::PasswordChanged { at: mail.queued },
        };
        Some(Letter {
            id: mail.id.0,
            written: mail.queued,
            waits_since: mail.waits_since,
            to: Personal::new(contact.email.reveal().as_str().to_owned()),
            name: contact.name.clone(),
            language: user.language,
            time_zone: user.time_zone.clone(),
            workspace: access.workspace()?.name.clone(),
            kind,
        })
    }
}

/// What sends mails for as long as the server runs.
#[derive(Debug)]
pub struct Sending {
    courier: Option<Courier>,
    tasks: [JoinHandle<()>; 2],
}

impl App {
    /// Starts to send what is queued and to look up who forgot his password. Call it once, inside the
    /// runtime, when the server starts to serve. Without a way out for mails they stay queued.
    pub fn send_letters(&self) -> Sending {
        let post = self.mail();
        let courier = post.map(|post| {
            let letters = Letters::new(self.clone(), post.public_url().clone());
            mail::start(letters, post, self.0.clock.clone())
        });
        let waker = courier.as_ref().map(Courier::waker);
        let app = self.clone();
        let wake = tokio::spawn(async move {
            loop {
                app.0.mail_waits.notified().await;
                if let Some(waker) = &waker {
                    waker.notify_one();
                }
            }
        });
        let desk = tokio::spawn(self.clone().keep_reset_desk());
        Sending { courier, tasks: [wake, desk] }
    }
}

impl Sending {
    /// Ends it; a mail that is on its way arrives first, within a bound.
    pub async fn stop(self) {
        let Self { courier, tasks } = self;
        tasks.iter().for_each(JoinHandle::abort);
        for task in tasks {
            // Cancelled, as was asked.
            let _ = task.await;
        }
        if let Some(courier) = courier {
            courier.stop().await;
        }
    }
}

fn is_queued(mail: &QueuedMail) -> bool {
    match mail.state {
        MailState::Queued => true,
        MailState::Dead(..) => false,
    }
}

impl Outbox for Letters {
    fn queued(&self, most: usize) -> Vec<Uuid> {
        let (world, now) = (self.app.world(), self.app.now());
        let waits = |mail: &&QueuedMail| is_queued(mail) && !mail.is_too_late(now);
        let mut waiting: Vec<_> = world.access.mails().filter(waits).collect();
        waiting.sort_unstable_by_key(|mail| (mail.queued, mail.id));
        waiting.into_iter().take(most).map(|mail| mail.id.0).collect()
    }

    async fn letter(&self, id: Uuid) -> Option<Letter> {
        // What time has brought about since counts: who is out gets no mail.
        self.app.settle().await.ok()?;
        let mail = self.app.world().access.mail(MailId(id)).copied().ok()?;
        let waits = is_queued(&mail) && !mail.is_too_late(self.app.now());
        if waits { self.write(&mail) } else { None }
    }

    async fn sent(&self, id: Uuid) -> Result<(), NotRecorded> {
        self.record(RecordMailSent { mail: MailId(id) }).await
    }

    async fn dead(&self, id: Uuid, why: Trouble) -> Result<(), NotRecorded> {
        self.record(RecordMailGivenUp { mail: MailId(id), why: failure(why) }).await
    }
}

fn failure(why: Trouble) -> MailFailure {
    match why {
        Trouble::Unreachable => MailFailure::Unreachable,
        Trouble::TimedOut => MailFailure::TimedOut,
        Trouble::Tls => MailFailure::Tls,
        Trouble::NoStarttls => MailFailure::NoStarttls,
        Trouble::Authentication => MailFailure::Authentication,
        Trouble::Protocol => MailFailure::Protocol,
        Trouble::Reply(code) => MailFailure::Reply(code),
        Trouble::BadAddress => MailFailure::BadAddress,
        Trouble::AddressNotAscii => MailFailure::AddressNotAscii,
        Trouble::Folder => MailFailure::Folder,
    }
}
