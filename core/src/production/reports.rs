use std::sync::Arc;

use imbl::Vector;

use super::Report;

/// Reports of a chunk that is full: large enough that few lie apart, small enough that copying the
/// last, open one costs little.
const CHUNK_REPORTS: usize = 8;

/// The reports on one work step or process, numbered from 1.
///
/// They are only ever added. Full chunks are shared with every copy of the world that was taken
/// since, so that a copy's next report copies the open chunk alone.
#[derive(Clone, Debug, Default)]
pub(super) struct Reports {
    full: Vector<Arc<[Report]>>,
    open: Vec<Report>,
}

impl Reports {
    pub(super) fn get(&self, number: u32) -> Option<&Report> {
        let at = usize::try_from(number).ok()?.checked_sub(1)?;
        let (chunk, within) = (at / CHUNK_REPORTS, at % CHUNK_REPORTS);
        match self.full.get(chunk) {
            Some(full) => full.get(within),
            None if chunk == self.full.len() => self.open.get(within),
            None => None,
        }
    }
}

impl Extend<Report> for Reports {
    fn extend<T: IntoIterator<Item = Report>>(&mut self, reports: T) {
        for report in reports {
            self.open.push(report);
            if self.open.len() == CHUNK_REPORTS {
                self.full.push_back(std::mem::take(&mut self.open).into());
            }
        }
    }
}

/// What work is done on, with the reports of it: one search finds both.
#[derive(Clone, Debug)]
pub(super) struct Worked<T> {
    pub(super) of: T,
    pub(super) reports: Reports,
}

impl<T> From<T> for Worked<T> {
    fn from(of: T) -> Self {
        Self { of, reports: Reports::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::production::{ReportKind, Rework};
    use crate::scalar::{Instant, Quantity};

    fn nth(number: u32) -> Report {
        Report {
            kind: ReportKind::Production,
            start: Instant::from_micros(0),
            end: Instant::from_micros(i64::from(number)),
            good: Quantity::units(number),
            scrap: Quantity::ZERO,
            held: Quantity::ZERO,
            rework: Rework::No,
            worker: None,
        }
    }

    #[test]
    fn reports_are_found_by_their_number_from_one() {
        let mut reports = Reports::default();
        assert_eq!(reports.get(1), None);
        for count in 1..100 {
            reports.extend([nth(count)]);
            assert_eq!((reports.get(0), reports.get(count + 1)), (None, None));
            assert!((1..=count).all(|number| reports.get(number) == Some(&nth(number))));
            assert_eq!(reports.get(count + 8), None);
        }
        assert_eq!(reports.get(u32::MAX), None);
    }

    #[test]
    fn a_copy_keeps_what_it_was_made_of() {
        for count in 0..20 {
            let mut reports = Reports::default();
            reports.extend((1..=count).map(nth));
            let before = reports.clone();
            reports.extend((1..=9).map(|more| nth(count + more)));
            assert_eq!(before.get(count + 1), None);
            assert_eq!(reports.get(count + 9), Some(&nth(count + 9)));
        }
    }
}
