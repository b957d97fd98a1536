use super::{FeedbackAction, ReportFeedback};
use crate::access::{Column, Field, FieldAccess, ListName};
use crate::id::PartnerUserId;
use crate::production::Subject;
use crate::refusal::Refusal;
use crate::visibility::Lens;
use crate::world::World;

/// Whether a partner may change the fields that the feedback changes, and may know what its answer
/// would tell. Asked before anything about the work itself, and of the lens alone: the refusal is the
/// same whatever the work has come to.
///
/// Source: DOMAIN.md 3, "Field-level security". Which buttons there are follows from the status, and
/// which times fit follows from the actual times, so either must be read before it can be tried.
pub(super) fn may_edit(
    world: &World,
    partner: PartnerUserId,
    command: &ReportFeedback,
) -> Result<(), Refusal> {
    let ReportFeedback { subject, action, at } = *command;
    let lens = Lens::on(world, world.access.partner_user(partner)?);
    let list = match subject {
        Subject::WorkStep(_) => ListName::WorkSteps,
        Subject::Process(_) => ListName::Processes,
    };
    let access = |column| lens.access(Field::of(list, column));
    let edits = |column| access(column) == FieldAccess::Edit;
    let reads = |column| access(column) >= FieldAccess::Read;
    let changes = match action {
        FeedbackAction::Start
        | FeedbackAction::Pause
        | FeedbackAction::Resume
        | FeedbackAction::Interrupt { reason: _ }
        | FeedbackAction::Finish => edits(Column::Status),
        FeedbackAction::ReportQuantity { good, scrap } => {
            reads(Column::Status)
                && (good.is_zero() || edits(Column::DoneQuantity))
                && (scrap.is_zero() || edits(Column::ScrapQuantity))
        }
    };
    let times = at.is_none() || reads(Column::ActualStart) && reads(Column::ActualEnd);
    if changes && times { Ok(()) } else { Err(Refusal::FieldNotEditable) }
}
