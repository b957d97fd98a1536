use std::time::UNIX_EPOCH;

use loggia_core::access::{Due, Granted};
use loggia_core::scalar::Instant;
use loggia_core::world::Seq;
use serde::Serialize;
use utoipa::ToSchema;

use super::job::{JobBody, Jobs};
use crate::app::App;

/// Where the server stands.
#[derive(Serialize, ToSchema)]
pub(super) struct StatusBody {
    /// The version of the program.
    version: &'static str,
    /// Whether reads and writes are answered.
    ready: bool,
    /// The server's clock.
    now: Instant,
    /// The log.
    log: LogStatus,
    /// The views.
    views: ViewsStatus,
    /// What time brings about next.
    next_due: Option<NextDue>,
    /// Long work, the newest first.
    jobs: Vec<JobBody>,
}

/// Where the log stands.
#[derive(Serialize, ToSchema)]
struct LogStatus {
    /// The last durable commit.
    seq: Seq,
    /// When it was.
    at: Instant,
    /// The Merkle root over all commits (RFC 6962), in hexadecimal.
    root: String,
}

/// Where the views stand.
#[derive(Serialize, ToSchema)]
struct ViewsStatus {
    /// The version of the code that makes them.
    version: u32,
    /// The last commit that they show.
    seq: Seq,
    /// Commits that are durable but not shown yet.
    lag: u64,
    /// Bytes of rows in memory.
    bytes: usize,
    /// Partner users that have a portal.
    partners: usize,
    /// When their checkpoint was kept last; `null` where there is none yet.
    kept: Option<Instant>,
}

/// What time brings about.
#[derive(Serialize, ToSchema)]
struct NextDue {
    /// When.
    at: Instant,
    /// What: `link_begins`, `link_ends`, `licence_begins`, `licence_ends`, `user_begins`,
    /// `user_ends`, `invitation_expires` or `reset_ends`.
    what: &'static str,
}

pub(super) fn read(app: &App, jobs: &Jobs) -> StatusBody {
    let head = app.log().head();
    let position = app.projections().position();
    let next_due = app.world().access.next_due().map(|(at, due)| NextDue {
        at,
        what: match due {
            Due::Begins(Granted::Link(..)) => "link_begins",
            Due::Ends(Granted::Link(..)) => "link_ends",
            Due::Begins(Granted::Licence(..)) => "licence_begins",
            Due::Ends(Granted::Licence(..)) => "licence_ends",
            Due::Begins(Granted::User(_)) => "user_begins",
            Due::Ends(Granted::User(_)) => "user_ends",
            Due::InvitationExpires(_) => "invitation_expires",
            Due::ResetEnds(_) => "reset_ends",
        },
    });
    StatusBody {
        version: env!("CARGO_PKG_VERSION"),
        ready: app.is_ready(),
        now: app.now(),
        log: LogStatus { seq: head.seq, at: head.at, root: head.root.to_string() },
        views: ViewsStatus {
            version: loggia_projections::VERSION,
            seq: position,
            lag: head.seq.0.saturating_sub(position.0),
            bytes: app.projections().bytes(),
            partners: app.projections().partners().len(),
            kept: app.views_path().and_then(|path| modified(&path)),
        },
        next_due,
        jobs: jobs.bodies(),
    }
}

fn modified(path: &std::path::Path) -> Option<Instant> {
    let at = std::fs::metadata(path).and_then(|found| found.modified()).ok()?;
    let since = at.duration_since(UNIX_EPOCH).ok()?;
    Some(Instant::from_micros(i64::try_from(since.as_micros()).ok()?))
}
