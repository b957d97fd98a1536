//! The bytes of an attachment, for whom its row is there.

use axum::extract::State;
use loggia_core::access::UserId;
use loggia_core::delivery::MediaType;
use loggia_core::id::{AttachmentId, RecordId};
use loggia_core::scalar::FileName;
use loggia_core::visibility::DocumentId;
use serde::Deserialize;

use super::means::{At, Portal};
use super::routes::Answer;
use crate::app::{App, Session};
use crate::http::attachments::{Asked, content};
use crate::http::path::PathId;
use crate::http::problem::ProblemBody;
use crate::http::{Problem, Side};

/// What the row tells.
#[derive(Deserialize)]
struct Shown {
    name: FileName,
    media_type: MediaType,
}

/// The bytes of one attachment. They are whole and the right ones: what is damaged is not sent, or
/// breaks off before its end.
#[utoipa::path(get, path = "/v1/portal/attachments/{id}/content", tag = "portal",
    params(("id" = RecordId, Path, description = "which")),
    responses(
        (status = 200, description = "the file, to be saved", body = Vec<u8>,
            content_type = "application/octet-stream"),
        (status = 500, description = "`attachment_damaged`",
            body = ProblemBody, content_type = "application/problem+json"),
        (status = "4XX", description = "`no_session`, `not_found`, `too_many_transfers`",
            body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub(super) async fn attachment_content(
    portal: Portal,
    session: Session,
    State(app): State<App>,
    PathId(id): PathId,
) -> Answer {
    let id = AttachmentId(id);
    let (row, revision) = portal.look(|state| {
        let row = state.row(DocumentId::Attachment(id)).and_then(|row| row.json.clone());
        (row, state.revision())
    })?;
    let row = row.ok_or_else(Problem::not_found)?;
    let Shown { name, media_type } = serde_json::from_slice(&row).map_err(|error| {
        tracing::error!(%error, "a row is not what was rendered");
        Problem::not_found()
    })?;
    let by = UserId::Partner(portal.partner());
    let asked = Asked { id, name, media_type, by, side: Side::Partner, session };
    Ok(At(revision, content(&app, asked).await?))
}
