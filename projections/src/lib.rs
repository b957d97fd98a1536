//! What Loggia serves: each partner's view, computed ahead of time from the log.
//!
//! A [`Generation`] is the fold of the log with a [`Portal`] for each partner user. Each commit tells
//! which documents it may have [touched](affected); those are rendered again by
//! `core::visibility`, compared, and put, dropped or left. The same code runs live, in a rebuild, for
//! the past and for what-if. A view is a pure function of the log's prefix and of [`VERSION`].

mod affected;
mod asof;
mod brake;
mod build;
mod checkpoint;
mod feed;
mod fields;
mod generation;
mod news;
mod past;
mod portal;
mod projections;
mod query;
mod rebuild;
mod row;
mod rows;
mod state;
mod threads;
mod timeline;
mod what_if;

pub use affected::affected;
pub use asof::{AsOf, AsOfError, Moment};
pub use brake::PAUSE_MAX;
pub use checkpoint::{Boot, Checkpoint, Checkpoints};
pub use feed::{
    CHANGE_ROWS_MAX, Change, Feed, RING_CHANGES_MAX, RING_DOCUMENTS_MAX, Subscription, Told,
};
pub use generation::{Generation, Update};
pub use news::{ChangedRow, NEWS_ROWS_MAX, NewRow, News, WithdrawnRow};
pub use portal::Portal;
pub use projections::{Limits, Projections, VIEW_BYTES_MAX};
pub use query::{Visible, document_of, subject_of, who};
pub use rebuild::{Commits, Rebuild, RebuildState};
pub use row::{Digest, Row};
pub use state::{PortalState, ViewSnapshot};
pub use what_if::{
    AccessDiff, Counted, DocumentDiff, FieldDiff, PartnerDiff, WHAT_IF_ROWS_ALL_MAX,
    WHAT_IF_ROWS_MAX, WhatIf,
};

/// The version of the code that makes the views. A generation of another version is not served.
/// Raise it with every change of a document, of a rule of visibility or of what a digest is.
pub const VERSION: u32 = 5;
