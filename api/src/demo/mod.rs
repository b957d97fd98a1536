//! A small plant that nobody owns: what `loggia demo` shows.
//!
//! [`inventory`] names its machines, firms and articles, [`Plan`] lays its work out around *now*, the
//! same way for everybody, and [`fill`] makes it come about through the same commands that everybody
//! uses, as if the plant had been run with Loggia for three weeks. [`Tour`] tells what to try.

mod build;
mod dice;
mod fill;
#[cfg(test)]
pub(crate) mod fixture;
mod inventory;
mod logins;
mod plan;
mod route;
mod told;
mod tour;

pub use build::{DemoError, build, is_there};
pub use fill::{FillError, Filled, fill};
pub use inventory::{Firm, HISTORY_DAYS};
pub use logins::{DemoLogin, LOGINS_FILE, Logins, LoginsError};
pub use plan::{Minute, Plan, Span};
pub use tour::Tour;
