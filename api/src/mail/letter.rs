//! What is to be told to whom, and the mail that is made of it.
//!
//! Rendering is a pure function: a letter that is sent once more is the same mail, byte for byte.

use std::fmt;

use lettre::Address;
use lettre::message::header::{self, ContentType, HeaderName, HeaderValue};
use lettre::message::{Mailbox, Message};
use loggia_core::access::{Language, TimeZone};
use loggia_core::scalar::{Instant, Name, Personal};
use uuid::Uuid;

use super::Link;
use super::text::{self, Text};

/// A letter to somebody. Its `Debug` shows neither who nor the link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// The id of the mail in the outbox; its `Message-ID` is made of it.
    pub id: Uuid,
    /// When the command was taken that wanted it; the `Date` of the mail.
    pub written: Instant,
    /// Since when it waits: later than `written` where it was given up and queued again.
    pub waits_since: Instant,
    /// The address.
    pub to: Personal<String>,
    /// The name in the greeting.
    pub name: Personal<Name>,
    /// In which language.
    pub language: Language,
    /// In which zone times are told.
    pub time_zone: TimeZone,
    /// Whose Loggia this is.
    pub workspace: Name,
    /// What it says.
    pub kind: LetterKind,
}

/// What a letter says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LetterKind {
    /// Come in.
    Invitation {
        /// For which firm.
        account: Name,
        /// The name to log in with.
        user_name: Personal<Name>,
        /// Where the invitation is accepted.
        link: Link,
        /// Until when.
        expires: Instant,
    },
    /// Choose a new password.
    PasswordReset {
        /// The name to log in with.
        user_name: Personal<Name>,
        /// Where.
        link: Link,
        /// Until when.
        expires: Instant,
    },
    /// The password was changed; whoever did not do it should say so.
    PasswordChanged {
        /// When.
        at: Instant,
    },
}

/// What all mails of one Loggia have in common.
#[derive(Clone, Debug)]
pub struct Letterhead {
    /// From whom mails come.
    pub from: Mailbox,
    /// Where answers go, if not there.
    pub reply_to: Option<Mailbox>,
}

/// The address is none, so that no mail can be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the letter has no valid address")]
pub struct NotAnAddress;

/// A mail that is ready to go. Its `Debug` shows the id alone.
#[derive(Clone)]
pub struct Mail {
    id: Uuid,
    message: Message,
}

impl Mail {
    /// The id of the mail in the outbox.
    pub fn id(&self) -> Uuid {
        self.id
    }

    pub(super) fn message(&self) -> &Message {
        &self.message
    }
}

impl fmt::Debug for Mail {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Mail({})", self.id)
    }
}

impl Letter {
    /// The mail under `head`.
    pub fn render(&self, head: &Letterhead) -> Result<Mail, NotAnAddress> {
        let Text { subject, body } = text::compose(self);
        let name = text::one_line(self.name.reveal().as_str());
        let to = Mailbox::new(Some(name), address(self.to.reveal())?);
        let domain = head.from.email.domain();
        let message = Message::builder()
            .from(head.from.clone())
            .to(to)
            .subject(subject)
            .message_id(Some(format!("<{}@{domain}>", self.id)))
            .date(self.written.timestamp().into())
            .header(header::MIME_VERSION_1_0)
            .header(ContentType::TEXT_PLAIN)
            .raw_header(fixed("Content-Language", text::tag(self.language)))
            // RFC 3834: nobody's absence is to answer this.
            .raw_header(fixed("Auto-Submitted", "auto-generated"))
            .raw_header(fixed("X-Auto-Response-Suppress", "All"));
        let message = match &head.reply_to {
            Some(reply_to) => message.reply_to(reply_to.clone()),
            None => message,
        };
        let message = message.body(body).map_err(|_| NotAnAddress)?;
        Ok(Mail { id: self.id, message })
    }
}

/// The address that a text holds, its domain in ASCII: most servers take no other.
pub(super) fn address(text: &str) -> Result<Address, NotAnAddress> {
    let (user, domain) = text.trim().rsplit_once('@').ok_or(NotAnAddress)?;
    let host = url::Host::parse(domain).map_err(|_| NotAnAddress)?;
    Address::new(user, host.to_string()).map_err(|_| NotAnAddress)
}

fn fixed(name: &'static str, value: &str) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value.to_owned())
}

#[cfg(test)]
pub(super) mod samples;
#[cfg(test)]
mod tests;
