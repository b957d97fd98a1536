use crate::access::{Column, Columns, ListName};
use crate::world::World;

/// What the administrator lets externals see of the fields of a row.
#[derive(Clone, Copy)]
pub struct Lens<'a> {
    columns: &'a Columns,
}

impl<'a> Lens<'a> {
    /// The lens on the rows of `list`.
    pub fn on(world: &'a World, list: ListName) -> Self {
        Self { columns: world.access.columns(list) }
    }

    /// The value, if its column is shown. A shown value that is not there (`null`) and a hidden one
    /// (absent) are two things: the first is `Some(None)`.
    pub fn show<T>(&self, column: Column, value: T) -> Option<T> {
        self.columns.show(column).then_some(value)
    }

    /// Whether the column is shown.
    pub fn shows(&self, column: Column) -> bool {
        self.columns.show(column)
    }
}
