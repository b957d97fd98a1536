use std::ops::Bound;

use imbl::{OrdMap, OrdSet};
use loggia_core::id::RecordId;
use loggia_core::production::Subject;
use loggia_core::visibility::{DocumentId, Place};

use crate::row::Row;

/// The rows of one view, by id and in the order of the list. Cloning takes constant time.
#[derive(Clone, Debug, Default)]
pub(crate) struct Rows {
    /// How often the view has changed.
    pub(crate) revision: u64,
    by_id: OrdMap<DocumentId, Row>,
    in_order: OrdSet<(Place, DocumentId)>,
}

impl Rows {
    /// All rows of a view at once.
    pub(crate) fn of(rows: Vec<(DocumentId, Row)>) -> Self {
        let mut places: Vec<_> = rows.iter().map(|(id, row)| (row.place.clone(), *id)).collect();
        places.sort_unstable();
        Self {
            revision: 0,
            by_id: every_second_first(rows).collect(),
            in_order: every_second_first(places).collect(),
        }
    }

    pub(crate) fn len(&self) -> usize {
        self.by_id.len()
    }

    pub(crate) fn get(&self, id: DocumentId) -> Option<&Row> {
        self.by_id.get(&id)
    }

    /// By id.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (DocumentId, &Row)> {
        self.by_id.iter().map(|(id, row)| (*id, row))
    }

    /// In the order of the list, from its beginning or after a place.
    pub(crate) fn in_order(
        &self,
        after: Bound<(Place, DocumentId)>,
    ) -> impl Iterator<Item = (DocumentId, &Row)> {
        let ids = self.in_order.range((after, Bound::Unbounded)).map(|(_, id)| *id);
        ids.filter_map(|id| self.by_id.get(&id).map(|row| (id, row)))
    }

    pub(crate) fn under(&self, record: RecordId) -> impl Iterator<Item = (DocumentId, &Row)> {
        let from = (Place::first_under(record), DocumentId::Portal);
        let places = self.in_order.range((Bound::Included(from), Bound::Unbounded));
        let ids = places.take_while(move |(place, _)| place.is_under(record)).map(|(_, id)| *id);
        ids.filter_map(|id| self.by_id.get(&id).map(|row| (id, row)))
    }

    pub(crate) fn reports_on(&self, subject: Subject) -> impl Iterator<Item = (DocumentId, &Row)> {
        let range = DocumentId::Report(subject, 0)..=DocumentId::Report(subject, u32::MAX);
        self.by_id.range(range).map(|(id, row)| (*id, row))
    }

    /// Puts a row in the place of the one that is given back.
    pub(crate) fn put(&mut self, id: DocumentId, row: Row) -> Option<Row> {
        let place = row.place.clone();
        let old = self.by_id.insert(id, row);
        match &old {
            Some(held) if held.place == place => {}
            Some(held) => {
                self.in_order.remove(&(held.place.clone(), id));
                self.in_order.insert((place, id));
            }
            None => {
                self.in_order.insert((place, id));
            }
        }
        old
    }

    pub(crate) fn remove(&mut self, id: DocumentId) -> Option<Row> {
        let old = self.by_id.remove(&id)?;
        self.in_order.remove(&(old.place.clone(), id));
        Some(old)
    }

    /// Gives back the rows' bytes.
    pub(crate) fn chill(&mut self) {
        let rows = self.by_id.iter().map(|(id, row)| (*id, Row { json: None, ..row.clone() }));
        self.by_id = every_second_first(rows.collect()).collect();
    }

    /// Whether these are `rows` (by id) and no others, each also where it belongs in the list.
    pub(crate) fn are<'a>(&self, rows: impl Iterator<Item = (DocumentId, &'a Row)>) -> bool {
        let placed = |id, row: &Row| self.in_order.contains(&(row.place.clone(), id));
        let mut left = self.by_id.iter();
        let all = |(id, row): (DocumentId, &Row)| {
            left.next().is_some_and(|held| held == (&id, row)) && placed(id, row)
        };
        let mut rows = rows;
        rows.all(all) && left.next().is_none() && self.in_order.len() == self.by_id.len()
    }
}

/// Sorted items in an order in which a map of nodes fills them: one by one they would leave each
/// node half empty when it is split.
fn every_second_first<T>(sorted: Vec<T>) -> impl Iterator<Item = T> {
    let half = sorted.len().div_ceil(2);
    let (mut first, mut second) = (Vec::with_capacity(half), Vec::with_capacity(half));
    for (at, item) in sorted.into_iter().enumerate() {
        if at % 2 == 0 { first.push(item) } else { second.push(item) }
    }
    first.into_iter().chain(second)
}
