//! Comments and attachments, as staff reads them.

use loggia_core::delivery::{
    AboutKind, Attachment, Audience, Author, Comment, FileBrief, MediaType,
};
use loggia_core::id::{AttachmentId, CommentId, ProjectId, RecordId};
use loggia_core::scalar::{ContentHash, FileName, FileSize, Instant, Text};
use loggia_core::world::Revision;
use serde::Serialize;
use utoipa::ToSchema;

use super::delivery_rows::entry;

entry! {
    /// What somebody said about a record.
    CommentEntry 10 {
        id: CommentId,
        project: ProjectId,
        about: AboutKind,
        about_id: RecordId,
        text: Text,
        audience: Audience,
        author: Option<Author>,
        at: Instant,
        /// When its words were changed last.
        changed_at: Option<Instant>,
        revision: Revision,
    }
}

entry! {
    /// A file about a record; its bytes are at `/content`.
    AttachmentEntry 12 {
        id: AttachmentId,
        project: ProjectId,
        about: AboutKind,
        about_id: RecordId,
        name: FileName,
        media_type: MediaType,
        size: FileSize,
        /// The SHA-256 of its bytes.
        sha256: ContentHash,
        audience: Audience,
        author: Option<Author>,
        at: Instant,
        revision: Revision,
    }
}

impl CommentEntry {
    pub(super) fn of(comment: &Comment) -> Self {
        let Comment { id, about, project, text, audience, by, at, changed, told: _, revision } =
            comment.clone();
        Self {
            id,
            project,
            about: about.kind(),
            about_id: about.into(),
            text,
            audience,
            author: by,
            at,
            changed_at: changed,
            revision,
        }
    }
}

impl AttachmentEntry {
    pub(super) fn of(attachment: &Attachment) -> Self {
        let Attachment { id, about, project, file, audience, by, at, told: _, revision } =
            attachment.clone();
        let FileBrief { name, media_type, size, sha256 } = file;
        Self {
            id,
            project,
            about: about.kind(),
            about_id: about.into(),
            name,
            media_type,
            size,
            sha256,
            audience,
            author: by,
            at,
            revision,
        }
    }
}
