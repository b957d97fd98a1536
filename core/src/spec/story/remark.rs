//! Comments and attachments about the tower.

use super::delivery::text;
use super::makes;
use crate::delivery::{
    About, AddComment, AttachFile, Audience, ChangeComment, FileBrief, MediaType, RemoveAttachment,
    RemoveComment,
};
use crate::id::{AttachmentId, CommentId};
use crate::scalar::{Change, ContentHash, FileName, FileSize, NotAFileName, NotAFileSize};
use crate::spec::{Told, nth};

/// A comment.
pub const SAID: CommentId = CommentId(nth(29_001));
/// An internal one.
pub const WHISPERED: CommentId = CommentId(nth(29_002));
/// One that is yet to be made.
pub const NEW_COMMENT: CommentId = CommentId(nth(29_003));
/// An attachment.
pub const PLAN: AttachmentId = AttachmentId(nth(30_001));
/// An internal one.
pub const SECRET_PLAN: AttachmentId = AttachmentId(nth(30_002));
/// One that is yet to be made.
pub const NEW_FILE: AttachmentId = AttachmentId(nth(30_003));

/// Something is said about a record.
pub fn said(id: CommentId, about: About, audience: Audience) -> Told {
    makes(id.0, AddComment { about, text: text("look"), audience })
}

/// It is said in other words.
pub fn reworded(comment: CommentId) -> Told {
    ChangeComment { comment, text: Change::To(text("look again")), audience: Change::Keep }.into()
}

/// It is meant for others.
pub fn turned(comment: CommentId, audience: Audience) -> Told {
    ChangeComment { comment, text: Change::Keep, audience: Change::To(audience) }.into()
}

/// It is taken away.
pub fn unsaid(comment: CommentId) -> Told {
    RemoveComment { comment }.into()
}

/// A file of a type and name, the content of which is all `content`.
pub fn file(called: &str, media_type: MediaType, content: u8) -> FileBrief {
    let name = match FileName::new(called) {
        Ok(name) => name,
        Err(NotAFileName) => unreachable!("the story uses names of files"),
    };
    let size = match FileSize::new(1_000) {
        Ok(size) => size,
        Err(NotAFileSize { .. }) => unreachable!("a thousand bytes are no small file"),
    };
    FileBrief { name, media_type, size, sha256: ContentHash::new([content; 32]) }
}

/// A drawing is attached to a record.
pub fn attached(id: AttachmentId, about: About, audience: Audience) -> Told {
    makes(id.0, AttachFile { about, file: file("plan.pdf", MediaType::Pdf, 7), audience })
}

/// It is taken away.
pub fn detached(attachment: AttachmentId) -> Told {
    RemoveAttachment { attachment }.into()
}
