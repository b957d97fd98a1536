use serde::{Deserialize, Serialize};

use super::event::ColumnsSet;
use crate::event::Event;
use crate::refusal::Refusal;
use crate::world::{Context, Decision, Seq, Stamp, World, happened, unchanged};

/// A list whose columns the administrator chooses. Stored: append only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ListName {
    /// The list of work steps.
    WorkSteps,
    /// The list of processes.
    Processes,
}

/// A column of the work-step and of the process list. Stored: append only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Column {
    /// Number of the production order.
    Order,
    /// What is made.
    Article,
    /// Place in the order's sequence.
    Sequence,
    /// What is done.
    Name,
    /// On what it is done.
    Resource,
    /// Where it stands.
    Status,
    /// Planned start.
    PlannedStart,
    /// Planned end.
    PlannedEnd,
    /// When the first reported work began.
    ActualStart,
    /// When the last reported work ended.
    ActualEnd,
    /// Planned set-up, in minutes.
    SetUpMinutes,
    /// Planned processing, in minutes.
    ProcessingMinutes,
    /// Planned quantity.
    Quantity,
    /// Good quantity reported.
    DoneQuantity,
    /// Scrapped quantity reported.
    ScrapQuantity,
    /// Quantity put aside until a material review.
    HeldQuantity,
    /// Number of reports. Without it the reports themselves are hidden too.
    ReportCount,
    /// Sum of the reported times, in minutes.
    ActualMinutes,
}

impl Column {
    /// All columns, in the order in which they are shown until somebody chooses another.
    pub const ALL: [Self; 18] = [
        Self::Order,
        Self::Article,
        Self::Sequence,
        Self::Name,
        Self::Resource,
        Self::Status,
        Self::PlannedStart,
        Self::PlannedEnd,
        Self::ActualStart,
        Self::ActualEnd,
        Self::SetUpMinutes,
        Self::ProcessingMinutes,
        Self::Quantity,
        Self::DoneQuantity,
        Self::ScrapQuantity,
        Self::HeldQuantity,
        Self::ReportCount,
        Self::ActualMinutes,
    ];

    /// The columns that `list` has, in the order in which they are shown until somebody chooses.
    pub fn of(list: ListName) -> &'static [Self] {
        match list {
            ListName::WorkSteps => &Self::ALL,
            ListName::Processes => &OF_PROCESSES,
        }
    }

    /// The name of the field in a row, such as `planned_start`.
    pub fn field(self) -> &'static str {
        match self {
            Self::Order => "order",
            Self::Article => "article",
            Self::Sequence => "sequence",
            Self::Name => "name",
            Self::Resource => "resource",
            Self::Status => "status",
            Self::PlannedStart => "planned_start",
            Self::PlannedEnd => "planned_end",
            Self::ActualStart => "actual_start",
            Self::ActualEnd => "actual_end",
            Self::SetUpMinutes => "set_up_minutes",
            Self::ProcessingMinutes => "processing_minutes",
            Self::Quantity => "quantity",
            Self::DoneQuantity => "done_quantity",
            Self::ScrapQuantity => "scrap_quantity",
            Self::HeldQuantity => "held_quantity",
            Self::ReportCount => "report_count",
            Self::ActualMinutes => "actual_minutes",
        }
    }

    const fn bit(self) -> u32 {
        1 << self as u32
    }
}

/// A process is not set up or machined.
const OF_PROCESSES: [Column; 16] = [
    Column::Order,
    Column::Article,
    Column::Sequence,
    Column::Name,
    Column::Resource,
    Column::Status,
    Column::PlannedStart,
    Column::PlannedEnd,
    Column::ActualStart,
    Column::ActualEnd,
    Column::Quantity,
    Column::DoneQuantity,
    Column::ScrapQuantity,
    Column::HeldQuantity,
    Column::ReportCount,
    Column::ActualMinutes,
];

/// The columns of one list that externals see, and since when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Columns {
    order: Vec<Column>,
    mask: u32,
    since: Option<Seq>,
}

impl Columns {
    fn new(order: Vec<Column>, since: Option<Seq>) -> Self {
        let mask = order.iter().fold(0, |mask, column| mask | column.bit());
        Self { order, mask, since }
    }

    /// The columns in their order.
    pub fn order(&self) -> &[Column] {
        &self.order
    }

    /// Whether externals see `column`.
    pub fn show(&self, column: Column) -> bool {
        self.mask & column.bit() != 0
    }

    /// The commit that chose them; none while the defaults hold.
    pub fn since(&self) -> Option<Seq> {
        self.since
    }

    /// All columns of `list`, until somebody chooses.
    pub(super) fn of(list: ListName) -> Self {
        Self::new(Column::of(list).to_vec(), None)
    }

    pub(super) fn chosen(stamp: Stamp, event: &ColumnsSet) -> Self {
        Self::new(event.columns.clone(), Some(stamp.seq))
    }
}

/// Choose which columns of a list externals see, and their order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SetColumns {
    /// Which list.
    pub list: ListName,
    /// Its columns, each at most once; `id` is always there besides.
    pub columns: Vec<Column>,
}

/// Source: external-partner.txt, "Configuring views for external partners".
pub(crate) fn set_columns(world: &World, _: &Context<'_>, command: &SetColumns) -> Decision {
    let SetColumns { list, columns } = command;
    for (at, column) in columns.iter().enumerate() {
        if columns.iter().take(at).any(|earlier| earlier == column) {
            return Err(Refusal::ColumnTwice(*column));
        }
        if !Column::of(*list).contains(column) {
            return Err(Refusal::ColumnNotInList(*column));
        }
    }
    if world.access.columns(*list).order() == columns {
        return unchanged();
    }
    happened(Event::ColumnsSet(ColumnsSet { list: *list, columns: columns.clone() }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spec::{Plant, given};

    #[test]
    fn a_column_is_chosen_once() {
        let mut plant = given([]);
        let columns = vec![Column::Name, Column::Order, Column::Name];
        plant.refuses(
            SetColumns { list: ListName::WorkSteps, columns },
            &Refusal::ColumnTwice(Column::Name),
        );
    }

    #[test]
    fn processes_have_no_set_up() {
        let columns = vec![Column::SetUpMinutes];
        given([]).refuses(
            SetColumns { list: ListName::Processes, columns },
            &Refusal::ColumnNotInList(Column::SetUpMinutes),
        );
    }

    #[test]
    fn a_column_has_one_name_and_it_is_that_of_its_field() {
        for column in Column::ALL {
            let named = serde_json::to_string(&column).unwrap_or_default();
            assert_eq!(named, format!("\"{}\"", column.field()));
        }
    }

    #[test]
    fn all_columns_are_shown_until_somebody_chooses_and_then_the_chosen_in_their_order() {
        let mut plant = given([]);
        let list = ListName::WorkSteps;
        assert_eq!(plant.world.access.columns(list), &Columns::new(Column::ALL.to_vec(), None));
        let chosen = vec![Column::Status, Column::Name];
        let event = ColumnsSet { list, columns: chosen.clone() };
        assert_eq!(plant.when(SetColumns { list, columns: chosen.clone() }), [event.into()]);
        assert_eq!(plant.world.access.columns(list), &Columns::new(chosen, Some(Seq(1))));
        let other = plant.world.access.columns(ListName::Processes);
        assert_eq!(other, &Columns::of(ListName::Processes), "the other list stays as it was");
    }

    #[test]
    fn another_order_of_the_same_columns_is_another_choice() {
        let set = |columns: [Column; 2]| SetColumns {
            list: ListName::WorkSteps,
            columns: columns.to_vec(),
        };
        let mut plant = given([set([Column::Name, Column::Order]).into()]);
        assert_eq!(plant.when(set([Column::Order, Column::Name])).len(), 1);
    }

    #[test]
    fn no_column_at_all_may_be_chosen() {
        let mut plant = given([]);
        let nothing = SetColumns { list: ListName::WorkSteps, columns: Vec::new() };
        assert_eq!(plant.when(nothing).len(), 1);
        let columns = plant.world.access.columns(ListName::WorkSteps);
        assert!(Column::ALL.iter().all(|column| !columns.show(*column)));
    }

    #[test]
    fn choosing_the_same_columns_again_changes_nothing() {
        let mut plant: Plant = given([]);
        let chosen = SetColumns { list: ListName::Processes, columns: vec![Column::Name] };
        assert_eq!(plant.when(chosen.clone()).len(), 1);
        assert_eq!(plant.when(chosen), []);
    }
}
