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
pub(super) fn identified(
    works: Vec<Work>,
    duplicates: Duplicates,
    findings: &mut Findings,
) -> Vec<(ImportKey, Work)> {
    let mut seen: HashMap<[u8; 32], Equals> = HashMap::with_capacity(works.len());
    let mut kept = Vec::with_capacity(works.len());
    for work in works {
        let content = content(&work);
        let equals = seen.entry(content.clone().finalize().into());
        let equals = equals.or_insert(Equals { first_row: work.row, count: 0 });
        let occurrence = equals.count;
        equals.count += 1;
        if occurrence > 0 {
            let (row, first) = (work.row, equals.first_row);
            let fate = match duplicates {
                Duplicates::Keep => "kept as a report of its own",
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

/// Every text goes with its length before it, so that no two contents have the same bytes.
fn content(work: &Work) -> Sha256 {
    let Work {
        row: _,
        order,
        article,
        order_quantity,
        resource,
        activity,
        target: _,
        report: Report { kind, start, end, good, scrap, held, rework, worker },
    } = work;
    let mut digest = Sha256::new_with_prefix(SCHEME);
    let mut text = |text: &str| {
        let length = u64::try_from(text.len()).unwrap_or(u64::MAX);
        digest.update(length.to_le_bytes());
        digest.update(text);
    };
    for name in [order, article, resource, activity] {
        text(name.as_str());
    }
    // Shown without trailing zeros, a quantity has one text.
    for quantity in [order_quantity, good, scrap, held] {
        text(&quantity.to_string());
    }
    // A name is never empty, so the empty text is nobody.
    text(worker.as_ref().map_or("", |worker| worker.reveal().as_str()));
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

fn key(content: Sha256, occurrence: u64) -> ImportKey {
    let digest = content.chain_update(occurrence.to_le_bytes()).finalize();
    let mut key = [0; 16];
    key.iter_mut().zip(digest).for_each(|(to, from)| *to = from);
    ImportKey(key)
}
