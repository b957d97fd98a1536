//! The portal: what a partner reads. Rows that were computed ahead of time, and nothing else: no
//! handler here can reach a world.

mod changes;
mod dashboard;
mod list;
mod means;
mod ready;
mod routes;
mod streams;

pub use dashboard::Figures;
pub use list::{item_body, list_body, portal_body, shows};
pub(super) use means::Means;
pub(super) use routes::routes;
