use std::sync::Arc;

use crate::delivery::event::{AttachmentAdded, CommentAdded, CommentChanged};
use crate::delivery::{Attachment, Comment, Delivery};
use crate::id::{AttachmentId, CommentId};
use crate::world::{Revision, Stamp};

/// What an event means for comments and attachments.
impl Delivery {
    pub(super) fn add_comment(&mut self, stamp: Stamp, added: &CommentAdded) {
        let CommentAdded { id, about, project, text, audience, by } = added.clone();
        self.comment_places.put(about, project, id);
        self.names(Some(project), by.and_then(|by| by.person));
        let comment = Comment {
            id,
            about,
            project,
            text,
            audience,
            by,
            at: stamp.at,
            changed: None,
            told: stamp.seq,
            revision: Revision::FIRST,
        };
        self.comments.insert(id, Arc::new(comment));
    }

    pub(super) fn change_comment(&mut self, stamp: Stamp, changed: &CommentChanged) {
        let CommentChanged { id, text, audience } = changed.clone();
        let Some(comment) = self.comments.get_mut(&id).map(Arc::make_mut) else { return };
        if comment.audience != audience {
            (comment.audience, comment.told) = (audience, stamp.seq);
        }
        if comment.text != text {
            (comment.text, comment.changed) = (text, Some(stamp.at));
        }
        comment.revision.raise();
    }

    pub(super) fn remove_comment(&mut self, id: CommentId) {
        let Some(comment) = self.comments.remove(&id) else { return };
        self.comment_places.take(comment.about, comment.project, id);
    }

    pub(super) fn add_attachment(&mut self, stamp: Stamp, added: &AttachmentAdded) {
        let AttachmentAdded { id, about, project, file, audience, by } = added.clone();
        self.attachment_places.put(about, project, id);
        self.names(Some(project), by.and_then(|by| by.person));
        let (size, attached) = self.contents.entry(file.sha256).or_insert((file.size, 0));
        (*size, *attached) = (file.size, attached.saturating_add(1));
        let (at, told, revision) = (stamp.at, stamp.seq, Revision::FIRST);
        let attachment = Attachment { id, about, project, file, audience, by, at, told, revision };
        self.attachments.insert(id, Arc::new(attachment));
    }

    pub(super) fn remove_attachment(&mut self, id: AttachmentId) {
        let Some(attachment) = self.attachments.remove(&id) else { return };
        self.attachment_places.take(attachment.about, attachment.project, id);
        if let Some((_, attached)) = self.contents.get_mut(&attachment.file.sha256) {
            *attached = attached.saturating_sub(1);
        }
    }
}
