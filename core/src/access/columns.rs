use serde::{Deserialize, Serialize};

use super::event::{AccountColumnsSet, ColumnsSet};
use crate::id::AccountId;
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

    pub(super) fn chosen(stamp: Stamp, columns: &[Column]) -> Self {
        Self::new(columns.to_vec(), Some(stamp.seq))
    }
}

/// Choose which columns of a list externals see, and their order; or those of one account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SetColumns {
    /// Which list.
    pub list: ListName,
    /// Its columns, each at most once; `id` is always there besides. `null` for the usual ones: all,
    /// or for an account those of everybody.
    pub columns: Option<Vec<Column>>,
    /// For the users of this account only; for all externals where none is named.
    #[serde(default)]
    pub account: Option<AccountId>,
}

/// Source: external-partner.txt, "Configuring views for external partners"; DOMAIN.md 3, "Production"
/// 4: an account may have its own list.
pub(crate) fn set_columns(world: &World, _: &Context<'_>, command: &SetColumns) -> Decision {
    let SetColumns { list, columns, account } = command.clone();
    each_once(list, columns.as_deref().unwrap_or_default())?;
    let security = world.access.field_security();
    let Some(account) = account else {
        let columns = columns.unwrap_or_else(|| Column::of(list).to_vec());
        return match security.columns(list).order() == columns {
            true => unchanged(),
            false => happened(ColumnsSet { list, columns }),
        };
    };
    let id = world.access.account(account)?.id;
    match security.own_columns(id, list).map(Columns::order) == columns.as_deref() {
        true => unchanged(),
        false => happened(AccountColumnsSet { account, list, columns }),
    }
}

fn each_once(list: ListName, columns: &[Column]) -> Result<(), Refusal> {
    for (at, column) in columns.iter().enumerate() {
        if columns.iter().take(at).any(|earlier| earlier == column) {
            return Err(Refusal::ColumnTwice(*column));
        }
        if !Column::of(list).contains(column) {
            return Err(Refusal::ColumnNotInList(*column));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::refusal::RecordKind;
    use crate::spec::story::{FIRM, account_columns_set, columns_set, firm, owner};
    use crate::spec::{Plant, given};

    #[test]
    fn a_column_is_chosen_once() {
        let mut plant = given([]);
        let columns = vec![Column::Name, Column::Order, Column::Name];
        plant.refuses(
            columns_set(ListName::WorkSteps, columns),
            &Refusal::ColumnTwice(Column::Name),
        );
    }

    #[test]
    fn processes_have_no_set_up() {
        let columns = vec![Column::SetUpMinutes];
        given([]).refuses(
            columns_set(ListName::Processes, columns),
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
        assert_eq!(
            plant.world.access.field_security().columns(list),
            &Columns::new(Column::ALL.to_vec(), None)
        );
        let chosen = vec![Column::Status, Column::Name];
        let event = ColumnsSet { list, columns: chosen.clone() };
        assert_eq!(plant.when(columns_set(list, chosen.clone())), [event.into()]);
        assert_eq!(
            plant.world.access.field_security().columns(list),
            &Columns::new(chosen, Some(Seq(1)))
        );
        let other = plant.world.access.field_security().columns(ListName::Processes);
        assert_eq!(other, &Columns::of(ListName::Processes), "the other list stays as it was");
    }

    #[test]
    fn another_order_of_the_same_columns_is_another_choice() {
        let set = |columns: [Column; 2]| columns_set(ListName::WorkSteps, columns);
        let mut plant = given([set([Column::Name, Column::Order])]);
        assert_eq!(plant.when(set([Column::Order, Column::Name])).len(), 1);
    }

    #[test]
    fn no_column_at_all_may_be_chosen() {
        let mut plant = given([]);
        assert_eq!(plant.when(columns_set(ListName::WorkSteps, [])).len(), 1);
        let columns = plant.world.access.field_security().columns(ListName::WorkSteps);
        assert!(Column::ALL.iter().all(|column| !columns.show(*column)));
    }

    #[test]
    fn choosing_the_same_columns_again_changes_nothing() {
        let mut plant: Plant = given([]);
        let chosen = columns_set(ListName::Processes, [Column::Name]);
        assert_eq!(plant.when(chosen.clone()).len(), 1);
        assert_eq!(plant.when(chosen), []);
    }

    #[test]
    fn an_account_has_columns_of_its_own_until_it_returns_to_those_of_everybody() {
        let list = ListName::WorkSteps;
        let mut plant = given([owner(), firm(FIRM)]);
        let own = |columns: Option<Vec<Column>>| account_columns_set(FIRM, list, columns);
        let of = |plant: &Plant, account| {
            plant.world.access.field_security().sight(account).columns(list).order().to_vec()
        };
        assert_eq!(plant.when(own(None)), [], "it has none");
        let columns = Some(vec![Column::Status, Column::Name]);
        let event = AccountColumnsSet { account: FIRM, list, columns: columns.clone() };
        assert_eq!(plant.when(own(columns.clone())), [event.into()]);
        assert_eq!(plant.when(own(columns.clone())), []);
        plant.when(columns_set(list, [Column::Order]));
        assert_eq!(of(&plant, Some(FIRM)), [Column::Status, Column::Name]);
        assert_eq!(of(&plant, None), [Column::Order]);
        assert_eq!(plant.when(own(None)).len(), 1);
        assert_eq!(of(&plant, Some(FIRM)), [Column::Order]);
    }

    #[test]
    fn only_known_accounts_have_columns() {
        let unknown = Refusal::Unknown(RecordKind::Account, FIRM.into());
        given([]).refuses(account_columns_set(FIRM, ListName::Processes, None), &unknown);
    }

    #[test]
    fn without_columns_everybody_returns_to_all_of_them() {
        let list = ListName::Processes;
        let mut plant = given([columns_set(list, [Column::Name])]);
        let all = SetColumns { list, columns: None, account: None };
        let event = ColumnsSet { list, columns: Column::of(list).to_vec() };
        assert_eq!(plant.when(all.clone()), [event.into()]);
        assert_eq!(plant.when(all), []);
    }
}
