//! The portal: what a partner reads. Rows that were computed ahead of time, and nothing else: no
//! handler here can reach a world.

mod changes;
mod content;
mod dashboard;
mod export;
mod list;
mod means;
mod ready;
mod remarks;
mod routes;

pub use dashboard::Figures;
pub use export::Export;
pub use list::{about, item_body, list_body, only_body, portal_body, shows};
pub(super) use means::Means;
pub(super) use routes::routes;
