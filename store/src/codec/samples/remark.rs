use loggia_core::delivery::event::*;
use loggia_core::delivery::{About, Audience, FileBrief, MediaType};
use loggia_core::event::Event;
use loggia_core::id::{
    AttachmentId, CommentId, ExpenseId, MilestoneId, ProjectId, RaidItemId, StatusReportId, TaskId,
};
use loggia_core::scalar::{ContentHash, FileName, FileSize};

use super::raid::{partner, staff, text};
use super::{id, sure};

fn file(called: &str, media_type: MediaType) -> FileBrief {
    FileBrief {
        name: sure(FileName::new(called)),
        media_type,
        size: sure(FileSize::new(26_214_400)),
        sha256: ContentHash::new([7; 32]),
    }
}

/// Of comments and attachments, about each kind of record and of each type of file.
pub(super) fn events() -> Vec<Event> {
    let (comment, attachment) = (CommentId(id(71)), AttachmentId(id(72)));
    let project = ProjectId(id(40));
    let about = [
        (About::Project(project), Audience::Shared, Some(partner())),
        (About::Task(TaskId(id(44))), Audience::Internal, Some(staff())),
        (About::Milestone(MilestoneId(id(43))), Audience::Shared, None),
        (About::RaidItem(RaidItemId(id(50))), Audience::Shared, Some(partner())),
        (About::StatusReport(StatusReportId(id(52))), Audience::Internal, Some(staff())),
        (About::Expense(ExpenseId(id(61))), Audience::Shared, Some(partner())),
    ];
    let (words, other) = (text("look\nhere"), text("here"));
    let said = about.map(|(about, audience, by)| {
        CommentAdded { id: comment, about, project, text: words.clone(), audience, by }.into()
    });
    let files = MediaType::ALL.iter().zip(about.iter().cycle());
    let attached = files.map(|(of, (about, audience, by))| {
        let called = format!("plan.{}", of.endings().first().copied().unwrap_or_default());
        let (file, about, audience, by) = (file(&called, *of), *about, *audience, *by);
        AttachmentAdded { id: attachment, about, project, file, audience, by }.into()
    });
    let gone: [Event; 4] = [
        CommentChanged { id: comment, text: words.clone(), audience: Audience::Internal }.into(),
        CommentChanged { id: comment, text: other, audience: Audience::Shared }.into(),
        CommentRemoved { id: comment }.into(),
        AttachmentRemoved { id: attachment }.into(),
    ];
    said.into_iter().chain(attached).chain(gone).collect()
}
