//! Mails that wait to be sent, or were given up.

use axum::Json;
use axum::extract::State;
use loggia_core::access::{Mail, MailFailure, MailKind, MailState};
use loggia_core::id::{MailId, PartnerUserId};
use loggia_core::scalar::Instant;
use serde::Serialize;
use utoipa::ToSchema;

use crate::app::App;
use crate::http::Problem;
use crate::http::problem::ProblemBody;

/// Mails that are told at once, the oldest first.
const MAILS_TOLD_MAX: usize = 1_000;

/// What is in the outbox.
#[derive(Serialize, ToSchema)]
pub(super) struct OutboxBody {
    /// How many wait.
    queued: usize,
    /// How many were given up; `retry-mail` queues one again.
    dead: usize,
    /// The oldest of them, 1,000 at most.
    mails: Vec<MailEntry>,
}

/// A mail that waits, or was given up. To whom it goes is told by id, not by address.
#[derive(Serialize, ToSchema)]
struct MailEntry {
    id: MailId,
    partner_user: PartnerUserId,
    kind: MailKind,
    state: MailStateName,
    /// Why it was given up.
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<MailFailure>,
    queued: Instant,
    /// When its link ends; not there where it has none.
    #[serde(skip_serializing_if = "Option::is_none")]
    expires: Option<Instant>,
}

/// Where a mail stands.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum MailStateName {
    /// It waits to be sent.
    Queued,
    /// It was given up.
    Dead,
}

impl MailEntry {
    fn of(mail: &Mail) -> Self {
        let Mail { id, to, kind, expires, queued, waits_since: _, state } = *mail;
        let (state, why) = match state {
            MailState::Queued => (MailStateName::Queued, None),
            MailState::Dead(why, _) => (MailStateName::Dead, Some(why)),
        };
        Self { id, partner_user: to, kind, state, why, queued, expires }
    }
}

/// Mails that wait to be sent or were given up. What was sent is in the log.
#[utoipa::path(get, path = "/v1/ops/mails", tag = "operations", responses(
    (status = 200, description = "as of now", body = OutboxBody),
    (status = 403, description = "`role_missing`", body = ProblemBody,
        content_type = "application/problem+json"),
))]
pub(super) async fn mails(State(app): State<App>) -> Result<Json<OutboxBody>, Problem> {
    let world = app.world();
    let mut mails: Vec<&Mail> = world.access.mails().collect();
    mails.sort_unstable_by_key(|mail| (mail.queued, mail.id));
    let waits = |mail: &&&Mail| match mail.state {
        MailState::Queued => true,
        MailState::Dead(..) => false,
    };
    let queued = mails.iter().filter(waits).count();
    let dead = mails.len().saturating_sub(queued);
    let mails = mails.into_iter().take(MAILS_TOLD_MAX).map(MailEntry::of).collect();
    Ok(Json(OutboxBody { queued, dead, mails }))
}
