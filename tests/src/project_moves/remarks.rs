//! Moves about comments and attachments.

use loggia_core::command::Command;
use loggia_core::delivery::{
    About, AddComment, AttachFile, Audience, ChangeComment, FileBrief, MediaType, RemoveAttachment,
    RemoveComment,
};
use loggia_core::scalar::{Change, ContentHash, FileName, FileSize};
use proptest::prelude::*;

use super::{Who, any_audience, any_who, text};
use crate::moves::Pick;
use crate::story::{Cast, Story, Teller, pick};

/// What happens next about what is said and attached.
#[derive(Clone, Debug)]
pub enum RemarkMove {
    /// About what, for whom.
    Say(Who, Topic, Audience),
    /// Comment, for whom from now on, or with other words.
    Change(Who, Pick, Option<Audience>),
    /// Comment.
    Unsay(Who, Pick),
    /// About what, for whom.
    Attach(Who, Topic, Audience),
    /// Attachment.
    Detach(Who, Pick),
}

/// What a remark is about.
#[derive(Clone, Copy, Debug)]
pub enum Topic {
    /// A project.
    Project(Pick),
    /// A task.
    Task(Pick),
    /// A milestone.
    Milestone(Pick),
    /// A RAID item.
    Raid(Pick),
    /// A status report.
    Report(Pick),
    /// An expense.
    Expense(Pick),
}

impl Topic {
    fn about(self, cast: &Cast) -> Option<About> {
        match self {
            Self::Project(at) => pick(&cast.projects, at).map(About::Project),
            Self::Task(at) => pick(&cast.tasks, at).map(About::Task),
            Self::Milestone(at) => pick(&cast.milestones, at).map(About::Milestone),
            Self::Raid(at) => pick(&cast.raid, at).map(About::RaidItem),
            Self::Report(at) => pick(&cast.reports, at).map(About::StatusReport),
            Self::Expense(at) => pick(&cast.expenses, at).map(About::Expense),
        }
    }
}

impl RemarkMove {
    pub(super) fn who(&self) -> Who {
        match self {
            Self::Say(who, ..)
            | Self::Change(who, ..)
            | Self::Unsay(who, _)
            | Self::Attach(who, ..)
            | Self::Detach(who, _) => *who,
        }
    }
}

pub(super) fn any_remark_move() -> impl Strategy<Value = RemarkMove> {
    use RemarkMove as M;
    let pick = || any::<Pick>();
    let topic = || {
        prop_oneof![
            any::<Pick>().prop_map(Topic::Project),
            any::<Pick>().prop_map(Topic::Task),
            any::<Pick>().prop_map(Topic::Milestone),
            any::<Pick>().prop_map(Topic::Raid),
            any::<Pick>().prop_map(Topic::Report),
            any::<Pick>().prop_map(Topic::Expense),
        ]
    };
    prop_oneof![
        5 => (any_who(), topic(), any_audience()).prop_map(|(w, t, a)| M::Say(w, t, a)),
        3 => (any_who(), pick(), proptest::option::of(any_audience()))
            .prop_map(|(w, c, a)| M::Change(w, c, a)),
        1 => (any_who(), pick()).prop_map(|(w, c)| M::Unsay(w, c)),
        4 => (any_who(), topic(), any_audience()).prop_map(|(w, t, a)| M::Attach(w, t, a)),
        1 => (any_who(), pick()).prop_map(|(w, f)| M::Detach(w, f)),
    ]
}

impl Story {
    pub(super) fn remark_command(&self, teller: Teller, next: &RemarkMove) -> Option<Command> {
        use RemarkMove as M;
        let cast = self.cast(teller);
        let label = |what: &str| self.label(teller, what);
        Some(match next {
            M::Say(_, topic, audience) => {
                let (about, audience) = (topic.about(cast)?, *audience);
                AddComment { about, text: text(label("said"))?, audience }.into()
            }
            M::Change(_, c, audience) => ChangeComment {
                comment: pick(&cast.comments, *c)?,
                text: match audience {
                    Some(_) => Change::Keep,
                    None => Change::To(text(label("said otherwise"))?),
                },
                audience: audience.map_or(Change::Keep, Change::To),
            }
            .into(),
            M::Unsay(_, c) => RemoveComment { comment: pick(&cast.comments, *c)? }.into(),
            M::Attach(_, topic, audience) => {
                let file = FileBrief {
                    name: FileName::new(&format!("{}.pdf", label("plan"))).ok()?,
                    media_type: MediaType::Pdf,
                    size: FileSize::new(1_000).ok()?,
                    sha256: ContentHash::new([7; 32]),
                };
                AttachFile { about: topic.about(cast)?, file, audience: *audience }.into()
            }
            M::Detach(_, f) => RemoveAttachment { attachment: pick(&cast.attachments, *f)? }.into(),
        })
    }
}
