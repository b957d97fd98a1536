//! Loggia over HTTP and on the command line.
//!
//! [`app`] is a running Loggia; [`http`] translates between it and the network; [`import`] reads
//! production logs; [`mail`] writes to people; [`cli`] is the command line, [`demo`] the invented plant that it can show.
//! Nothing here decides who may see or do what: that is the core's.

pub mod app;
pub mod cli;
pub mod demo;
pub mod http;
pub mod import;
pub mod mail;
mod turns;
