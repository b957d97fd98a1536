use serde::Serialize;

use super::remark::{Reading, wrote};
use crate::access::PartnerUser;
use crate::delivery::{AboutKind, Attachment, Audience, FileBrief, MediaType};
use crate::id::{AttachmentId, ProjectId, RecordId};
use crate::scalar::{FileName, FileSize, Instant, Name, Personal};
use crate::world::World;

/// A file about a record, as a partner sees it. Its hash is not told: who knows another's file by
/// its hash would learn that it is here.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct AttachmentRow {
    /// Which.
    pub id: AttachmentId,
    /// In which project; `null` where that is not visible.
    pub project_id: Option<ProjectId>,
    /// About what kind of record.
    pub about: AboutKind,
    /// About which one.
    pub about_id: RecordId,
    /// What the file is called.
    pub name: FileName,
    /// What it is.
    pub media_type: MediaType,
    /// How many bytes it has.
    pub size: FileSize,
    /// For whom it is meant.
    pub audience: Audience,
    /// Who attached it; `null` where that name is not told.
    pub author: Option<Personal<Name>>,
    /// Whether it is oneself who attached it.
    pub mine: bool,
    /// When.
    pub at: Instant,
}

pub(super) fn render(world: &World, user: &PartnerUser, id: AttachmentId) -> Option<AttachmentRow> {
    let attachment = world.delivery.attachment(id).ok()?;
    let reading = Reading::of(world, user, attachment.about)?;
    if !reading.shows(attachment.audience) {
        return None;
    }
    let Attachment { id, about, project, file, audience, by, at, told: _, revision: _ } =
        attachment;
    let FileBrief { name, media_type, size, sha256: _ } = file;
    Some(AttachmentRow {
        id: *id,
        project_id: reading.project(*project),
        about: about.kind(),
        about_id: (*about).into(),
        name: name.clone(),
        media_type: *media_type,
        size: *size,
        audience: *audience,
        author: reading.author(world, user, *by),
        mine: wrote(world, user, *by),
        at: *at,
    })
}
