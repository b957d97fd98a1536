use std::sync::Arc;
use std::time::Duration;

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
    /// What is told of changes is held back until so much time, or a multiple of it, has passed:
    /// reading the past takes the longer the more happened in the workspace, which is nobody's
    /// business. Tests need not wait.
    pub news_round: Duration,
}

/// The least time that an answer about changes takes, in milliseconds.
pub const NEWS_ROUND_MILLIS: u64 = 250;

impl Default for AppOptions {
    fn default() -> Self {
        Self {
            clock: Arc::new(SystemClock),
            limits: Limits::default(),
            writer: WriterOptions::default(),
            log: OpenOptions::default(),
            mail: None,
            news_round: Duration::from_millis(NEWS_ROUND_MILLIS),
        }
    }
}
