use serde::Serialize;

use super::remark::{Reading, wrote};
use crate::access::PartnerUser;
use crate::delivery::{AboutKind, Audience, Comment};
use crate::id::{CommentId, ProjectId, RecordId};
use crate::scalar::{Instant, Name, Personal, Text};
use crate::world::World;

/// What somebody said about a record, as a partner sees it.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct CommentRow {
    /// Which.
    pub id: CommentId,
    /// In which project; `null` where that is not visible.
    pub project_id: Option<ProjectId>,
    /// About what kind of record.
    pub about: AboutKind,
    /// About which one.
    pub about_id: RecordId,
    /// What was said.
    pub text: Text,
    /// For whom it is meant.
    pub audience: Audience,
    /// Who said it; `null` where that name is not told.
    pub author: Option<Personal<Name>>,
    /// Whether it is oneself who said it.
    pub mine: bool,
    /// When it was said.
    pub at: Instant,
    /// When its words were changed last; `null` where they never were.
    pub changed_at: Option<Instant>,
}

pub(super) fn render(world: &World, user: &PartnerUser, id: CommentId) -> Option<CommentRow> {
    let comment = world.delivery.comment(id).ok()?;
    let reading = Reading::of(world, user, comment.about)?;
    if !reading.shows(comment.audience) {
        return None;
    }
    let Comment { id, about, project, text, audience, by, at, changed, told: _, revision: _ } =
        comment;
    Some(CommentRow {
        id: *id,
        project_id: reading.project(*project),
        about: about.kind(),
        about_id: (*about).into(),
        text: text.clone(),
        audience: *audience,
        author: reading.author(world, user, *by),
        mine: wrote(world, user, *by),
        at: *at,
        changed_at: *changed,
    })
}
