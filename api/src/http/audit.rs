//! For auditors: who could see what, when, and why.
//!
//! The past is folded from the log by the code of today and rendered by the code that serves
//! partners; nothing is answered from a copy made for audits. Reading the past is heavy, so few
//! audits run at a time ([`bench`](super::bench)).

mod commit;
mod find;
mod history;
mod looks;
mod moment;
mod views;
mod what_if;
mod why;

use std::sync::Arc;

use axum::Extension;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub use history::{COMMITS_PAGE_MAX, HISTORY_PAGE_MAX};
pub use loggia_projections::{WHAT_IF_ROWS_ALL_MAX, WHAT_IF_ROWS_MAX};
pub use looks::{LOOK_MINUTES, LOOKS_MAX};
pub use what_if::WHAT_IF_COMMANDS_MAX;

use crate::app::App;
use crate::http::bench::{Bench, Places};
use looks::Looks;

/// Audits at the same time: each may read the whole log and hold a world of its own.
pub const AUDITS_PARALLEL_MAX: usize = 2;

/// Audits that wait for a place; one more is told to try again.
pub const AUDITS_WAITING_MAX: usize = 16;

const PLACES: Places = Places { parallel: AUDITS_PARALLEL_MAX, waiting: AUDITS_WAITING_MAX };

/// The routes of this module.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(views::list))
        .routes(routes!(views::item))
        .routes(routes!(views::feedback))
        .routes(routes!(views::comments))
        .routes(routes!(views::attachments))
        .routes(routes!(views::in_project))
        .routes(routes!(views::past_dashboard))
        .routes(routes!(why::why))
        .routes(routes!(why::who))
        .routes(routes!(what_if::what_if))
        .routes(routes!(history::history))
        .routes(routes!(history::commits))
        .layer(Extension(Arc::new(Bench::new(PLACES))))
        .layer(Extension(Arc::new(Looks::default())))
}

#[cfg(test)]
mod tests;
