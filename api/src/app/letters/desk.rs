use loggia_core::access::SendPasswordReset;
use loggia_core::actor::{Actor, Origin};
use loggia_core::id::PartnerUserId;
use loggia_core::scalar::Name;
use loggia_core::world::World;
use tokio::sync::mpsc;

use super::super::{App, Ask};

/// Wishes for a reset that wait; one more is forgotten. Nobody is told which.
pub const RESETS_WAITING_MAX: usize = 64;

/// What somebody typed who forgot his password.
struct Wish {
    user: String,
    origin: Origin,
}

/// Where wishes for a reset are handed in. Whoever asks hears nothing but "handed in", at once and
/// whatever was typed: whether there is such a user is looked up behind his back.
pub struct ResetDesk {
    waiting: mpsc::Sender<Wish>,
    taken: std::sync::Mutex<Option<mpsc::Receiver<Wish>>>,
}

impl ResetDesk {
    pub(in crate::app) fn new() -> Self {
        let (waiting, taken) = mpsc::channel(RESETS_WAITING_MAX);
        Self { waiting, taken: std::sync::Mutex::new(Some(taken)) }
    }

    /// Hands in what somebody typed: a user name or an e-mail address.
    pub fn hand_in(&self, user: String, origin: Origin) {
        if self.waiting.try_send(Wish { user, origin }).is_err() {
            tracing::warn!("too many wish to reset a password at once; one was forgotten");
        }
    }

    fn take(&self) -> Option<mpsc::Receiver<Wish>> {
        self.taken.lock().unwrap_or_else(std::sync::PoisonError::into_inner).take()
    }
}

impl App {
    /// Where wishes for a reset are handed in.
    pub fn reset_desk(&self) -> &ResetDesk {
        &self.0.reset_desk
    }

    /// Looks up what was handed in, one after the other, for as long as the server runs. A second
    /// call finds nothing to do.
    pub async fn keep_reset_desk(self) {
        let Some(mut taken) = self.0.reset_desk.take() else { return };
        while let Some(Wish { user, origin }) = taken.recv().await {
            for partner_user in meant(&self.world(), &user) {
                let ask =
                    Ask::new(Actor::Server, origin.clone(), SendPasswordReset { partner_user });
                if let Err(error) = self.ask(ask).await {
                    tracing::warn!(%error, "a reset was not taken");
                }
            }
            self.0.mail_waits.notify_one();
        }
    }
}

/// The partner users of that name or address.
fn meant(world: &World, typed: &str) -> Vec<PartnerUserId> {
    use loggia_core::access::UserId;
    let named = Name::new(typed).ok().and_then(|name| world.access.user_by_name(&name));
    match named {
        Some(UserId::Partner(id)) => return vec![id],
        Some(UserId::Staff(_)) | None => {}
    }
    let address = typed.trim();
    let same = |email: &str| email.eq_ignore_ascii_case(address);
    let contacts = world.access.contacts().filter(|c| same(c.email.reveal().as_str()));
    contacts.filter_map(|contact| contact.user).collect()
}
