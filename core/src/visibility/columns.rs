use super::{Lens, View};
use crate::access::{Column, ListName};
use crate::production::Subject;
use crate::world::World;

/// The names of the fields that the rows of `view` have for externals, in the order in which to show
/// them. `subject` matters for feedback only: its fields follow those of the list it belongs to.
pub fn columns(world: &World, view: View, subject: Option<Subject>) -> Vec<&'static str> {
    let chosen = |list| {
        let columns = world.access.columns(list).order().iter();
        std::iter::once("id").chain(columns.map(|column| column.field())).collect()
    };
    let steps = Lens::on(world, ListName::WorkSteps);
    let of_steps = |column, field| steps.show(column, field);
    match view {
        View::Portal => Vec::new(),
        View::Colleagues => {
            vec!["id", "user_name", "display_name", "state", "partner_administrator"]
        }
        View::WorkSteps => chosen(ListName::WorkSteps),
        View::Processes => chosen(ListName::Processes),
        View::Orders => [
            Some("id"),
            Some("number"),
            Some("order_item_id"),
            of_steps(Column::Article, "article"),
            of_steps(Column::Quantity, "quantity"),
            of_steps(Column::Status, "status"),
            of_steps(Column::PlannedStart, "planned_start"),
            of_steps(Column::PlannedEnd, "planned_end"),
            Some("work_steps"),
            of_steps(Column::Status, "work_steps_completed"),
            Some("processes"),
        ]
        .into_iter()
        .flatten()
        .collect(),
        View::OrderItems => [
            Some("id"),
            Some("number"),
            of_steps(Column::Article, "article"),
            of_steps(Column::Quantity, "quantity"),
            Some("due"),
            of_steps(Column::Status, "status"),
            Some("orders"),
        ]
        .into_iter()
        .flatten()
        .collect(),
        View::Feedback => {
            let (list, own) = match subject {
                Some(Subject::Process(_)) => (ListName::Processes, "process"),
                Some(Subject::WorkStep(_)) | None => (ListName::WorkSteps, "work_step"),
            };
            let lens = Lens::on(world, list);
            [
                Some(own),
                Some("number"),
                lens.show(Column::Status, "kind"),
                lens.show(Column::ActualStart, "start"),
                lens.show(Column::ActualEnd, "end"),
                lens.show(Column::ActualMinutes, "minutes"),
                lens.show(Column::DoneQuantity, "good"),
                lens.show(Column::ScrapQuantity, "scrap"),
                lens.show(Column::HeldQuantity, "held"),
                Some("rework"),
            ]
            .into_iter()
            .flatten()
            .collect()
        }
    }
}
