//! Attachments: files about a record of a project. The log knows what a file is called, of which
//! type and size it is, and the SHA-256 of its bytes; the bytes lie beside the log.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::event::{AttachmentAdded, AttachmentRemoved};
use super::remark::{of_own_side, takes_away, writes};
use super::{About, Audience, Author};
use crate::access::{ExpenseField, Field};
use crate::actor::Actor;
use crate::effort::{Asker, ExpenseStatus};
use crate::id::{AttachmentId, ProjectId};
use crate::refusal::Refusal;
use crate::scalar::{ContentHash, FileName, FileSize, Instant};
use crate::visibility;
use crate::world::{Context, Decision, Revision, Seq, World, happened};

/// Most attachments of one record for one audience; see [`super::COMMENTS_MAX`].
pub const ATTACHMENTS_MAX: usize = 50;

macro_rules! media_types {
    // `tt`, not `literal`: the derive of the schema cannot look into a literal that a macro has parsed.
    ($($(#[$doc:meta])* $name:ident $mime:tt [$($ending:literal)+])+) => {
        /// What files may be: nothing that a browser would run. Stored: append only.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
        pub enum MediaType {
            $(
                $(#[$doc])*
                #[serde(rename = $mime)]
                $name,
            )+
        }

        impl MediaType {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$name,)+];

            /// Its name in the register of IANA.
            pub fn mime(self) -> &'static str {
                match self {
                    $(Self::$name => $mime,)+
                }
            }

            /// How the names of such files end.
            pub fn endings(self) -> &'static [&'static str] {
                match self {
                    $(Self::$name => &[$($ending,)+],)+
                }
            }
        }
    };
}

media_types! {
    /// Portable Document Format.
    Pdf "application/pdf" ["pdf"]
    /// Portable Network Graphics.
    Png "image/png" ["png"]
    /// JPEG.
    Jpeg "image/jpeg" ["jpg" "jpeg"]
    /// Plain text.
    Text "text/plain" ["txt"]
    /// Comma-separated values.
    Csv "text/csv" ["csv"]
    /// A workbook of Office Open XML.
    Xlsx "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" ["xlsx"]
    /// A document of Office Open XML.
    Docx "application/vnd.openxmlformats-officedocument.wordprocessingml.document" ["docx"]
}

impl MediaType {
    /// The type of files that are called so.
    pub fn of(name: &FileName) -> Option<Self> {
        let ending = name.ending();
        Self::ALL.iter().copied().find(|of| of.endings().contains(&ending.as_str()))
    }
}

impl fmt::Display for MediaType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.mime())
    }
}

/// What is known about a file. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct FileBrief {
    /// What it is called; it ends as files of its type do.
    pub name: FileName,
    /// What it is.
    pub media_type: MediaType,
    /// How many bytes it has.
    pub size: FileSize,
    /// The SHA-256 of its bytes. No partner is told it.
    pub sha256: ContentHash,
}

/// A file about a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    /// Which.
    pub id: AttachmentId,
    /// About what.
    pub about: About,
    /// In which project.
    pub project: ProjectId,
    /// What is known about the file.
    pub file: FileBrief,
    /// For whom it is meant.
    pub audience: Audience,
    /// Who attached it.
    pub by: Option<Author>,
    /// When.
    pub at: Instant,
    /// The commit that attached it.
    pub told: Seq,
    /// Attachments do not change.
    pub revision: Revision,
}

/// Attach a file to a record of a project. It is asked for with the file itself, whose bytes are
/// durable before this is decided: who only knows a hash gets nothing by it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AttachFile {
    /// To what.
    pub about: About,
    /// What is known about the file.
    pub file: FileBrief,
    /// For whom it is meant; partners as well where nothing is said.
    #[serde(default)]
    pub audience: Audience,
}

/// Take an attachment away: one's own, or any as staff. Receipts stay while somebody decides about
/// their expense, and when it is approved; only an administrator takes them away then, such as a file
/// that was attached by mistake.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct RemoveAttachment {
    /// Which.
    pub attachment: AttachmentId,
}

/// Whether `actor` may attach something to `about` for `audience`. Asked before any byte is taken,
/// and once more when the file is there.
pub fn may_attach(
    world: &World,
    actor: Actor,
    about: About,
    audience: Audience,
) -> Result<ProjectId, Refusal> {
    let project = writes(world, actor, about, audience)?;
    let attachments = world.delivery.attachments_about(about);
    let attachments = attachments.filter_map(|id| world.delivery.attachment(id).ok());
    let given = attachments.filter(|held| held.audience == audience).count() + 1;
    match given > ATTACHMENTS_MAX {
        true => Err(Refusal::TooMany { given, max: ATTACHMENTS_MAX }),
        false => Ok(project),
    }
}

pub(crate) fn attach_file(world: &World, cx: &Context<'_>, command: &AttachFile) -> Decision {
    let AttachFile { about, file, audience } = command.clone();
    let project = may_attach(world, cx.actor, about, audience)?;
    if MediaType::of(&file.name) != Some(file.media_type) {
        return Err(Refusal::FileNameDoesNotFit(file.media_type));
    }
    let (id, by) = (AttachmentId::fresh(cx.ids), Author::of(world, cx.actor));
    happened(AttachmentAdded { id, about, project, file, audience, by })
}

pub(crate) fn remove_attachment(
    world: &World,
    cx: &Context<'_>,
    command: &RemoveAttachment,
) -> Decision {
    let id = command.attachment;
    if let Actor::Partner(partner) = cx.actor {
        let attachment = visibility::on_attachment(world, partner, id)?;
        visibility::permits(of_own_side(world, cx.actor, attachment.by))?;
    }
    let attachment = world.delivery.attachment(id)?;
    takes_away(world, cx.actor, attachment.about, attachment.by)?;
    is_undecided(world, cx.actor, attachment.about)?;
    happened(AttachmentRemoved { id })
}

/// What was decided by is not taken away afterwards, but by an administrator. A partner who is not told
/// where an expense stands takes no receipt away: else he would find it out.
fn is_undecided(world: &World, actor: Actor, about: About) -> Result<(), Refusal> {
    let expense = match about {
        About::Expense(id) => world.effort.expense(id)?,
        About::Project(_)
        | About::Task(_)
        | About::Milestone(_)
        | About::RaidItem(_)
        | About::StatusReport(_) => return Ok(()),
    };
    let asker = Asker::of(world, actor);
    if asker.administers() {
        return Ok(());
    }
    if let Some(partner) = asker.partner() {
        visibility::is_told(world, partner, Field::Expense(ExpenseField::Status))?;
    }
    match expense.status {
        ExpenseStatus::Draft | ExpenseStatus::Rejected => Ok(()),
        status @ (ExpenseStatus::Submitted | ExpenseStatus::Approved | ExpenseStatus::Paid) => {
            Err(Refusal::ExpenseOutOfTurn(expense.id.into(), status, "removing a receipt"))
        }
    }
}
