//! Loggia over HTTP: handlers translate, call, and translate back.
//!
//! [`router`] has all routes on one page. [`caller`] is the side door: it says who asks before any
//! handler runs, and which part of the API is there for whom. [`permits`] says what of it each role of staff
//! may ask for. Problems are told by [`problem`].

mod attachments;
pub mod audit;
mod bench;
mod body;
mod caller;
mod commands;
mod docs;
mod headers;
mod health;
pub mod imports;
mod layers;
mod links;
pub mod listing;
mod news;
pub mod ops;
mod own;
mod pages;
mod passwords;
mod path;
mod permits;
pub mod portal;
pub mod problem;
mod proxies;
mod router;
mod serve;
mod session;
mod staff;
mod stream;
#[cfg(test)]
mod tests;

pub use body::{BODY_BYTES_MAX, Body};
pub use caller::{Caller, Client, Staff, Viewer};
pub use problem::{PROBLEM_JSON, Problem, ProblemKind, Side};
pub use proxies::{NotAProxy, TrustedProxies};
pub use router::{openapi, router};
pub use serve::{
    CONNECTIONS_MAX, HEADER_READ_SECONDS_MAX, SHUTDOWN_SECONDS_MAX, ServeOptions, serve, serve_with,
};

use crate::app::App;

/// Everything that is due by now is in the log and in the views before anything is read (law 5).
async fn settled(app: &App, side: Side) -> Result<(), Problem> {
    let settled = app.settle().await;
    settled.map(drop).map_err(|rejection| Problem::rejected(&rejection, side))
}
