use std::sync::Arc;

use loggia_projections::Limits;
use loggia_store::{Clock, OpenOptions, SystemClock, WriterOptions};

use crate::mail::Post;

/// How a Loggia is opened.
#[derive(Clone)]
pub struct AppOptions {
    /// Tells the time; tests drive it.
    pub clock: Arc<dyn Clock>,
    /// How much the projections may hold.
    pub limits: Limits,
    /// The bounds of the writer.
    pub writer: WriterOptions,
    /// How the log is opened.
    pub log: OpenOptions,
    /// How mails leave, if this Loggia is to send any.
    pub mail: Option<Post>,
}

impl Default for AppOptions {
    fn default() -> Self {
        Self {
            clock: Arc::new(SystemClock),
            limits: Limits::default(),
            writer: WriterOptions::default(),
            log: OpenOptions::default(),
            mail: None,
        }
    }
}
