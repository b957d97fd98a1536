//! Loggia over HTTP and on the command line.
//!
//! [`app`] is a running Loggia; [`http`] translates between it and the network; [`import`] reads
//! production logs. Nothing here decides who may see or do what: that is the core's.

pub mod app;
pub mod http;
pub mod import;
