use super::report::list_of;
use super::{Lens, Under, View};
use crate::access::{
    Column, ExpenseField, Field, FieldAccess, ItemField, ListName, MilestoneField, OrderField,
    PartnerUser, PhaseField, ProjectField, RaidField, StatusReportField, TaskField, TimesheetField,
};
use crate::production::Subject;
use crate::world::World;

/// In which form a list tells a field: in the same one in all of its rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Form {
    /// As it is.
    Plain,
    /// As the text of its week or band.
    Coarse,
    /// As a constant, about which there is nothing to ask.
    Masked,
}

/// A field that the rows of a list have, and in which form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Head {
    /// Its name.
    pub field: &'static str,
    /// In which form.
    pub form: Form,
}

impl Head {
    const fn plain(field: &'static str) -> Self {
        Self { field, form: Form::Plain }
    }
}

/// The fields that the rows of `view` have for `user`, in the order in which to show them. `under`
/// matters for feedback only: its fields follow those of the list it belongs to.
pub fn columns(world: &World, user: &PartnerUser, view: View, under: Option<Under>) -> Vec<Head> {
    let lens = Lens::on(world, user);
    let head = |field: Field, name: &'static str| {
        let form = match lens.access(field) {
            FieldAccess::Hidden => return None,
            FieldAccess::Masked => Form::Masked,
            FieldAccess::Coarse => Form::Coarse,
            FieldAccess::Read | FieldAccess::Edit => Form::Plain,
        };
        Some(Head { field: name, form })
    };
    let after = |plain: &[&'static str], fields: &mut dyn Iterator<Item = Field>| {
        let shown = fields.filter_map(|field| head(field, field.name()));
        plain.iter().copied().map(Head::plain).chain(shown).collect()
    };
    let led = |fields: &mut dyn Iterator<Item = Field>| after(&["id"], fields);
    let chosen = |list| {
        let columns = lens.sight().columns(list).order().iter();
        led(&mut columns.map(|column| Field::of(list, *column)))
    };
    match view {
        View::Portal => Vec::new(),
        View::Colleagues => {
            let fields = ["id", "user_name", "display_name", "state", "partner_administrator"];
            fields.map(Head::plain).to_vec()
        }
        View::Projects => {
            let fields = &mut ProjectField::ALL.iter().copied().map(Field::Project);
            after(&["id", "export"], fields)
        }
        View::Phases => {
            let plain = ["id", "project_id", "heading_only"];
            after(&plain, &mut PhaseField::ALL.iter().copied().map(Field::Phase))
        }
        View::Milestones => {
            let plain = ["id", "project_id", "phase_id"];
            after(&plain, &mut MilestoneField::ALL.iter().copied().map(Field::Milestone))
        }
        View::Tasks => {
            let plain =
                ["id", "project_id", "phase_id", "parent_id", "kind", "heading_only", "mine"];
            after(&plain, &mut TaskField::ALL.iter().copied().map(Field::Task))
        }
        View::Participants => {
            let fields = ["id", "project_id", "phase_id", "name", "role", "firm", "myself"];
            fields.map(Head::plain).to_vec()
        }
        View::Health => {
            let plain = ["project_id", "number", "at"];
            let fields = [ProjectField::Health, ProjectField::HealthReason];
            after(&plain, &mut fields.map(Field::Project).into_iter())
        }
        View::Raid => {
            let plain = ["id", "project_id", "kind", "audience", "mine"];
            after(&plain, &mut RaidField::ALL.iter().copied().map(Field::RaidItem))
        }
        View::StatusReports => {
            let plain = ["id", "project_id", "state", "audience", "mine"];
            after(&plain, &mut StatusReportField::ALL.iter().copied().map(Field::StatusReport))
        }
        View::Approvals => ["id", "kind", "whole", "phases"].map(Head::plain).to_vec(),
        View::Profile => {
            let fields =
                ["id", "name", "role", "supervisor", "schedulable", "skills", "availability"];
            fields.map(Head::plain).to_vec()
        }
        View::Bookings => {
            let fields = [
                "id",
                "project_id",
                "phase_id",
                "mine",
                "person",
                "from",
                "until",
                "hours",
                "status",
            ];
            fields.map(Head::plain).to_vec()
        }
        View::Timesheets => {
            after(&["id", "mine"], &mut TimesheetField::ALL.iter().copied().map(Field::Timesheet))
        }
        View::Expenses => {
            let plain = ["id", "project_id", "phase_id", "mine"];
            after(&plain, &mut ExpenseField::ALL.iter().copied().map(Field::Expense))
        }
        View::Comments => {
            let fields = [
                "id",
                "project_id",
                "about",
                "about_id",
                "text",
                "audience",
                "author",
                "mine",
                "at",
                "changed_at",
            ];
            fields.map(Head::plain).to_vec()
        }
        View::Attachments => {
            let fields = [
                "id",
                "project_id",
                "about",
                "about_id",
                "name",
                "media_type",
                "size",
                "audience",
                "author",
                "mine",
                "at",
            ];
            fields.map(Head::plain).to_vec()
        }
        View::WorkSteps => chosen(ListName::WorkSteps),
        View::Processes => chosen(ListName::Processes),
        View::Orders => led(&mut OrderField::ALL.iter().copied().map(Field::ProductionOrder)),
        View::OrderItems => led(&mut ItemField::ALL.iter().copied().map(Field::OrderItem)),
        View::Feedback => {
            let (list, own) = match under {
                Some(Under::Subject(subject @ Subject::Process(_))) => {
                    (list_of(subject), "process")
                }
                Some(
                    Under::Subject(Subject::WorkStep(_)) | Under::Project(_) | Under::About(_),
                )
                | None => (ListName::WorkSteps, "work_step"),
            };
            let of = |column, name| head(Field::of(list, column), name);
            [
                Some(Head::plain(own)),
                Some(Head::plain("number")),
                of(Column::Status, "kind"),
                of(Column::ActualStart, "start"),
                of(Column::ActualEnd, "end"),
                of(Column::ActualMinutes, "minutes"),
                of(Column::DoneQuantity, "good"),
                of(Column::ScrapQuantity, "scrap"),
                of(Column::HeldQuantity, "held"),
                Some(Head::plain("rework")),
            ]
            .into_iter()
            .flatten()
            .collect()
        }
    }
}
