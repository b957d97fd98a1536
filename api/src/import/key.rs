//! What a row is, so that the same file twice adds nothing and two equal rows stay two.

use std::collections::HashMap;

use loggia_core::production::{ImportKey, Report, ReportKind, Rework};
use sha2::{Digest, Sha256};

use super::finding::{Finding, FindingCode, Findings};
use super::mapping::Duplicates;
use super::row::Work;

/// Gives every row its key. Rows with the content of an earlier one are told apart by their
/// number among their equals, or dropped where the mapping says so.
///
/// Only the row's own content and its equals decide: not its place in the file, not other rows,
/// not the form of the file, and not what the mapping makes of it (process, completion).
pub(super) fn identified<T: Content>(
    works: Vec<T>,
    duplicates: Duplicates,
    findings: &mut Findings,
) -> Vec<(ImportKey, T)> {
    let mut seen: HashMap<[u8; 32], Equals> = HashMap::with_capacity(works.len());
    let mut kept = Vec::with_capacity(works.len());
    for work in works {
        let content = work.content();
        let equals = seen.entry(content.clone().finalize().into());
        let equals = equals.or_insert(Equals { first_row: work.row(), count: 0 });
        let occurrence = equals.count;
        equals.count += 1;
        if occurrence > 0 {
            let (row, first) = (work.row(), equals.first_row);
            let fate = match duplicates {
                Duplicates::Keep => "kept as a row of its own",
                Duplicates::Drop => "dropped",
            };
            let message = format!("the row has the content of row `{first}`; it is {fate}");
            findings.note(Finding::new(FindingCode::ExactDuplicate, message).at(row));
            match duplicates {
                Duplicates::Keep => {}
                Duplicates::Drop => continue,
            }
        }
        kept.push((key(content, occurrence), work));
    }
    kept
}

struct Equals {
    first_row: usize,
    count: u64,
}

/// Stored in keys of the log: a change would import every known row again.
const SCHEME: &[u8] = b"loggia import row 1";

/// What says the same thing wherever it stands.
pub(super) trait Content {
    /// Its row in the file.
    fn row(&self) -> usize;

    /// All that it says.
    fn content(&self) -> Sha256;
}

/// Adds a text with its length before it, so that no two contents have the same bytes.
pub(super) fn add(digest: &mut Sha256, text: &str) {
    let length = u64::try_from(text.len()).unwrap_or(u64::MAX);
    digest.update(length.to_le_bytes());
    digest.update(text);
}

impl Content for Work {
    fn row(&self) -> usize {
        self.row
    }

    fn content(&self) -> Sha256 {
        let Work {
            row: _,
            order,
            article,
            order_quantity,
            resource,
            activity,
            target: _,
            report: Report { kind, start, end, good, scrap, held, rework, worker },
        } = self;
        let mut digest = Sha256::new_with_prefix(SCHEME);
        for name in [order, article, resource, activity] {
            add(&mut digest, name.as_str());
        }
        // Shown without trailing zeros, a quantity has one text.
        for quantity in [order_quantity, good, scrap, held] {
            add(&mut digest, &quantity.to_string());
        }
        // A name is never empty, so the empty text is nobody.
        add(&mut digest, worker.as_ref().map_or("", |worker| worker.reveal().as_str()));
        digest.update(start.micros().to_le_bytes());
        digest.update(end.micros().to_le_bytes());
        digest.update([
            match kind {
                ReportKind::SetUp => 1,
                ReportKind::Production => 2,
                ReportKind::Breakdown => 3,
            },
            match rework {
                Rework::No => 1,
                Rework::Yes => 2,
            },
        ]);
        digest
    }
}

fn key(content: Sha256, occurrence: u64) -> ImportKey {
    let digest = content.chain_update(occurrence.to_le_bytes()).finalize();
    let mut key = [0; 16];
    key.iter_mut().zip(digest).for_each(|(to, from)| *to = from);
    ImportKey(key)
}
