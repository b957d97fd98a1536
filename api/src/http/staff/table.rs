use loggia_core::visibility::Place;
use uuid::Uuid;

use crate::http::listing::{Entry, Key, Rows};

/// A list of staff, put together for one request.
pub(super) struct Table {
    columns: &'static [&'static str],
    rows: Vec<(Key, Vec<u8>)>,
}

impl Table {
    pub(super) fn new(
        columns: &'static [&'static str],
        rows: impl Iterator<Item = (Place, Uuid, Vec<u8>)>,
    ) -> Self {
        let keyed = rows.map(|(place, id, json)| (Key { place, id, number: 0 }, json));
        let mut rows: Vec<(Key, Vec<u8>)> = keyed.collect();
        rows.sort_unstable_by(|(one, _), (other, _)| one.cmp(other));
        Self { columns, rows }
    }
}

impl Rows for Table {
    fn columns(&self) -> &[&'static str] {
        self.columns
    }

    fn links(&self) -> &[&'static str] {
        &[]
    }

    fn after(&self, key: Option<&Key>) -> Box<dyn Iterator<Item = Entry<'_>> + '_> {
        let passed = key.map_or(0, |key| self.rows.partition_point(|(held, _)| held <= key));
        let rest = self.rows.iter().skip(passed);
        Box::new(rest.map(|(Key { place, id, number }, json)| Entry {
            place,
            id: *id,
            number: *number,
            json,
        }))
    }
}
