use std::io;
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use loggia_core::access::UserId;
use loggia_core::delivery::MediaType;
use loggia_core::id::{AttachmentId, RecordId};
use loggia_core::scalar::{ContentHash, FileName};
use tokio::sync::mpsc;
use tokio_stream::wrappers::ReceiverStream;

use super::unavailable;
use crate::app::{App, Damage, Download, Session};
use crate::http::path::PathId;
use crate::http::problem::ProblemBody;
use crate::http::{Problem, ProblemKind, Side, Staff, settled};
use crate::turns::Turn;

/// Pieces of a file that wait for a slow reader.
const PIECES_WAITING_MAX: usize = 2;

/// How long a reader may take for a piece: whoever stops reading gives his turn back.
pub(in crate::http) const PIECE_SECONDS_MAX: u64 = 30;

/// Nothing in it runs, whatever it is, should a browser show it after all.
const SANDBOX: &str = "default-src 'none'; sandbox";

/// Whose bytes are asked for, as whoever asks was shown it.
pub(in crate::http) struct Asked {
    pub(in crate::http) id: AttachmentId,
    pub(in crate::http) name: FileName,
    pub(in crate::http) media_type: MediaType,
    pub(in crate::http) by: UserId,
    pub(in crate::http) side: Side,
    /// As long as it holds, he is sent more.
    pub(in crate::http) session: Session,
}

/// The bytes of an attachment, to be saved under its name. There are no ranges and no tag: the one
/// would send bytes that were not compared with the hash, the other would tell it.
pub(in crate::http) async fn content(app: &App, asked: Asked) -> Result<Response, Problem> {
    let Asked { id, name, media_type, by, side, session } = asked;
    // Removed since it was shown.
    let (content, size) = app.content(id).ok_or_else(Problem::not_found)?;
    let files = app.files().ok_or_else(unavailable)?;
    let busy = || Problem::new(ProblemKind::TooManyTransfers).retry_after(1);
    let turn = files.to_read(by).ok_or_else(busy)?;
    let download = files.download(content, size).await;
    let download = download.map_err(|damage| damaged(id, content, &damage, side))?;
    // One place more than pieces may wait: for the word that it breaks off.
    let (to, pieces) = mpsc::channel(PIECES_WAITING_MAX + 1);
    let gate = Gate { app: app.clone(), session };
    tokio::spawn(send(download, (id, content), gate, to, turn));
    let mut response = Body::from_stream(ReceiverStream::new(pieces)).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type.mime()));
    headers.insert(header::CONTENT_LENGTH, size.bytes().into());
    headers.insert(header::CONTENT_DISPOSITION, disposition(&name));
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(SANDBOX));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::ACCEPT_RANGES, HeaderValue::from_static("none"));
    Ok(response)
}

/// Whether the reader may still be sent anything.
struct Gate {
    app: App,
    session: Session,
}

/// Sends piece by piece. What must not or cannot go on breaks the answer off before its end, so that
/// nobody takes the part for the whole.
async fn send(
    mut download: Download,
    (id, content): (AttachmentId, ContentHash),
    Gate { app, session }: Gate,
    to: mpsc::Sender<io::Result<Bytes>>,
    turn: Turn,
) {
    let Ok(last) = to.clone().reserve_owned().await else { return };
    let piece_max = Duration::from_secs(PIECE_SECONDS_MAX);
    let why = loop {
        let piece = match download.next().await {
            Ok(Some(piece)) => piece.into(),
            Ok(None) => return,
            Err(damage) => {
                tracing::error!(attachment = %id, file = %content, %damage, "an attached file is damaged");
                break "the file is damaged";
            }
        };
        if !app.holds(&session) {
            break "the session has ended";
        }
        match tokio::time::timeout(piece_max, to.send(Ok(piece))).await {
            Ok(Ok(())) => {}
            // Nobody reads any more.
            Ok(Err(_)) => return,
            Err(_) => break "it is not read on",
        }
    };
    last.send(Err(io::Error::other(why)));
    drop(turn);
}

/// Operators are told which file it is, and so is staff.
fn damaged(id: AttachmentId, content: ContentHash, damage: &Damage, side: Side) -> Problem {
    tracing::error!(attachment = %id, file = %content, %damage, "an attached file is damaged");
    let problem = Problem::new(ProblemKind::AttachmentDamaged);
    match side {
        Side::Partner => problem,
        Side::Staff => problem
            .told(format!("the file `attachments/{content}` is damaged: {damage}"))
            .with("file", content.to_string().into()),
    }
}

/// The name in ASCII for old programs, and as it is for all others (RFC 6266, RFC 8187).
fn disposition(name: &FileName) -> HeaderValue {
    let plain = |c: char| match c {
        '"' | '\\' | '%' => '_',
        c if c.is_ascii_graphic() || c == ' ' => c,
        _ => '_',
    };
    let ascii: String = name.as_str().chars().map(plain).collect();
    let mut encoded = String::new();
    for byte in name.as_str().bytes() {
        match byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_') {
            true => encoded.push(char::from(byte)),
            false => encoded.push_str(&format!("%{byte:02X}")),
        }
    }
    let value = format!("attachment; filename=\"{ascii}\"; filename*=UTF-8''{encoded}");
    HeaderValue::try_from(value).unwrap_or(HeaderValue::from_static("attachment"))
}

/// The bytes of one attachment. They are whole and the right ones: what is damaged is not sent, or
/// breaks off before its end.
#[utoipa::path(get, path = "/v1/staff/attachments/{id}/content", tag = "staff",
    params(("id" = RecordId, Path, description = "which")),
    responses(
        (status = 200, description = "the file, to be saved", body = Vec<u8>,
            content_type = "application/octet-stream"),
        (status = 500, description = "`attachment_damaged`, with the name of the file",
            body = ProblemBody, content_type = "application/problem+json"),
        (status = "4XX", description = "`no_session`, `role_missing`, `not_found`, `bad_id`, `too_many_transfers`",
            body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub(super) async fn staff_attachment_content(
    State(app): State<App>,
    staff: Staff,
    session: Session,
    PathId(id): PathId,
) -> Result<Response, Problem> {
    let side = Side::Staff;
    settled(&app, side).await?;
    let (id, by) = (AttachmentId(id), UserId::Staff(staff.id()));
    let found = app.world().delivery.attachment(id).map(|found| found.file.clone());
    let file = found.map_err(|_| Problem::not_found())?;
    let (name, media_type) = (file.name, file.media_type);
    content(&app, Asked { id, name, media_type, by, side, session }).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_told_in_both_ways_and_breaks_out_of_neither() {
        let told = |name: &str| {
            let name = FileName::new(name).unwrap();
            disposition(&name).to_str().unwrap().to_owned()
        };
        assert_eq!(
            told("Plan für \"B\".pdf"),
            "attachment; filename=\"Plan f_r _B_.pdf\"; filename*=UTF-8''Plan%20f%C3%BCr%20%22B%22.pdf"
        );
    }
}
