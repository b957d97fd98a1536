//! Mails: from a letter in the outbox to a mail that was taken.
//!
//! The outbox lies in the world and is filled by commands alone. A [`Courier`] looks at what the
//! published world holds as queued, makes a mail of each letter, hands it to the [`MailTransport`],
//! and has the outcome recorded as an event: sent, or dead. So a replay or a rebuild, which only
//! folds events, never sends; what was recorded as sent is never sent again; and a crash between the
//! server's word and the record sends the same bytes once more under the same `Message-ID`, by which
//! mail systems know it.
//!
//! | file | what |
//! | --- | --- |
//! | `letter`, `text`, `letters/` | what is told to whom, in words of each language |
//! | `link` | the addresses in them, with their tokens |
//! | `transport`, `smtp` | the way out, and what each refusal means |
//! | `outbox`, `courier`, `pace` | what waits, who carries it, how often it is tried |
//! | `options` | how all that is configured |
//!
//! Addresses, names and links never print: not in logs, not in errors, not by `Debug`.

mod courier;
mod letter;
mod link;
mod options;
mod outbox;
mod pace;
mod smtp;
mod text;
mod transport;

use std::net::IpAddr;
use std::sync::Arc;

use loggia_store::Clock;

pub use courier::{Courier, LOOK_SECONDS_MAX, QUEUED_MAX, STOP_SECONDS_MAX};
pub use letter::{Letter, LetterKind, Letterhead, Mail, NotAnAddress};
pub use lettre::message::Mailbox;
pub use link::{Link, NotAPublicUrl, PublicUrl};
pub use options::{
    MAIL_FOLDER, MailError, MailOptions, PASSWORD_FILE_BYTES_MAX, Secret, SmtpLogin, SmtpOptions,
    SmtpTls,
};
pub use outbox::{NotRecorded, Outbox};
pub use pace::{ATTEMPTS_MAX, MAIL_HOURS_MAX, PAUSE_SECONDS_MAX, RETRY_MINUTES_MAX};
pub use smtp::{
    ANSWER_MINUTES_MAX, CA_BYTES_MAX, CONNECT_SECONDS_MAX, ENVELOPE_SECONDS_MAX, LOGIN_SECONDS_MAX,
    QUIT_SECONDS_MAX, Smtp,
};
pub use transport::{Carrier, Failure, MailFolder, MailTransport, Trouble};

/// The way out and what all mails have in common: what the options come to. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Post {
    transport: MailTransport,
    head: Letterhead,
    public_url: PublicUrl,
}

impl Post {
    pub(in crate::mail) fn new(
        transport: MailTransport,
        head: Letterhead,
        public_url: PublicUrl,
    ) -> Self {
        Self { transport, head, public_url }
    }

    /// Where the links in mails lead.
    pub fn public_url(&self) -> &PublicUrl {
        &self.public_url
    }
}

/// Starts to send what `outbox` holds. Call it once for a workspace, inside the runtime, when the
/// server starts to serve; [`Courier::wake`] whenever a mail may have been queued; and
/// [`Courier::stop`] before the writer ends, since outcomes are recorded through it.
pub fn start<O: Outbox>(outbox: O, post: &Post, clock: Arc<dyn Clock>) -> Courier {
    Courier::start(outbox, post.transport.clone(), post.head.clone(), clock)
}

/// Whether what is sent to `host` stays on this machine.
fn is_loopback(host: &str) -> bool {
    let address = host.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>();
    address.map_or(host.eq_ignore_ascii_case("localhost"), |address| address.is_loopback())
}
