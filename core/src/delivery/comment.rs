//! Comments: what people say to each other about a record of a project.

use serde::{Deserialize, Serialize};

use super::event::{CommentAdded, CommentChanged, CommentRemoved};
use super::remark::{of_own_side, takes_away, writes};
use super::{About, Audience, Author};
use crate::actor::Actor;
use crate::id::{CommentId, ProjectId};
use crate::refusal::Refusal;
use crate::scalar::{Change, Instant, Text};
use crate::visibility;
use crate::world::{Context, Decision, Revision, Seq, World, happened, unchanged};

/// Most comments about one record for one audience. What is internal does not count for what is
/// shared: else a full record would tell of internal comments.
pub const COMMENTS_MAX: usize = 500;

/// What somebody said about a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment {
    /// Which.
    pub id: CommentId,
    /// About what.
    pub about: About,
    /// In which project.
    pub project: ProjectId,
    /// What was said.
    pub text: Text,
    /// For whom it is meant.
    pub audience: Audience,
    /// Who said it.
    pub by: Option<Author>,
    /// When.
    pub at: Instant,
    /// When it was changed last, if ever.
    pub changed: Option<Instant>,
    /// The commit that said for whom it is meant.
    pub told: Seq,
    /// Raised by every change.
    pub revision: Revision,
}

/// Say something about a record of a project.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AddComment {
    /// About what.
    pub about: About,
    /// What.
    pub text: Text,
    /// For whom it is meant; partners as well where nothing is said.
    #[serde(default)]
    pub audience: Audience,
}

/// Change a comment; what is not named stays. Its words are changed by the side that wrote them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ChangeComment {
    /// Which.
    pub comment: CommentId,
    /// What is said from now on.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    #[cfg_attr(feature = "schema", schema(value_type = Text))]
    pub text: Change<Text>,
    /// For whom it is meant from now on.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    #[cfg_attr(feature = "schema", schema(value_type = Audience))]
    pub audience: Change<Audience>,
}

/// Take a comment away: one's own, or any as staff.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct RemoveComment {
    /// Which.
    pub comment: CommentId,
}

pub(crate) fn add_comment(world: &World, cx: &Context<'_>, command: &AddComment) -> Decision {
    let AddComment { about, text, audience } = command.clone();
    let project = writes(world, cx.actor, about, audience)?;
    has_room(world, about, audience)?;
    let (id, by) = (CommentId::fresh(cx.ids), Author::of(world, cx.actor));
    happened(CommentAdded { id, about, project, text, audience, by })
}

pub(crate) fn change_comment(world: &World, cx: &Context<'_>, command: &ChangeComment) -> Decision {
    let ChangeComment { comment: id, text, audience } = command.clone();
    let comment = reached(world, cx.actor, id)?;
    let (words_stay, text) = (text.is_keep(), text.over(comment.text.clone()));
    let audience = audience.over(comment.audience);
    if !words_stay && !of_own_side(world, cx.actor, comment.by) {
        return Err(Refusal::WordsOfAnother(id.into()));
    }
    writes(world, cx.actor, comment.about, audience)?;
    if text == comment.text && audience == comment.audience {
        return unchanged();
    }
    if audience != comment.audience {
        has_room(world, comment.about, audience)?;
    }
    happened(CommentChanged { id, text, audience })
}

pub(crate) fn remove_comment(world: &World, cx: &Context<'_>, command: &RemoveComment) -> Decision {
    let comment = reached(world, cx.actor, command.comment)?;
    happened(CommentRemoved { id: comment.id })
}

/// The comment, for whoever may change it in some way: its author, and staff who answer for all. To a partner only what
/// he is shown is there.
fn reached(world: &World, actor: Actor, id: CommentId) -> Result<&Comment, Refusal> {
    if let Actor::Partner(partner) = actor {
        let comment = visibility::on_comment(world, partner, id)?;
        visibility::permits(of_own_side(world, actor, comment.by))?;
        return Ok(comment);
    }
    let comment = world.delivery.comment(id)?;
    takes_away(world, actor, comment.about, comment.by)?;
    Ok(comment)
}

fn has_room(world: &World, about: About, audience: Audience) -> Result<(), Refusal> {
    let comments = world.delivery.comments_about(about);
    let comments = comments.filter_map(|id| world.delivery.comment(id).ok());
    audience.has_room(comments.map(|comment| comment.audience), COMMENTS_MAX)
}
