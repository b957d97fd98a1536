//! What happened, commit by commit.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::{Uri, header};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use loggia_core::id::RecordId;
use loggia_core::world::Seq;
use serde::Serialize;
use serde_json::json;
use utoipa::ToSchema;

use super::commit::{CommitBody, read, shown};
use super::find;
use super::moment::number;
use crate::app::App;
use crate::http::bench::Bench;
use crate::http::listing::Asked;
use crate::http::problem::ProblemBody;
use crate::http::{Problem, ProblemKind, Side, settled};

/// Commits on one page of a history.
pub const HISTORY_PAGE_MAX: usize = 200;

/// Commits on a page unless something else is asked for.
const HISTORY_PAGE: usize = 50;

/// Commits in one part of the log as JSON Lines.
pub const COMMITS_PAGE_MAX: usize = 1_000;

/// What happened to a record.
#[derive(Serialize, ToSchema)]
pub(super) struct HistoryBody {
    /// What.
    record: RecordId,
    /// The newest first; of each, the events that concern the record.
    commits: Vec<CommitBody>,
    /// `before` of the next page; `null` at the end.
    next: Option<Seq>,
}

/// What happened to a record: who, when, by which command, and why.
#[utoipa::path(get, path = "/v1/audit/history/{record}", tag = "audit",
    params(
        ("record" = String, Path,
            description = "id of a record, number of an order or item, name of a resource or user"),
        ("limit" = Option<usize>, Query, minimum = 1, maximum = 200,
            description = "commits on a page"),
        ("before" = Option<u64>, Query, description = "only before this commit"),
    ),
    responses(
        (status = 200, description = "the newest first", body = HistoryBody),
        (status = "4XX", description = "`role_missing`, `not_found`, `bad_query`",
            body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub(super) async fn history(
    State(app): State<App>,
    Extension(bench): Extension<Arc<Bench>>,
    Path(record): Path<String>,
    uri: Uri,
) -> Result<Json<HistoryBody>, Problem> {
    let mut query = Asked::from_uri(&uri)?;
    let limit = limit(&mut query, HISTORY_PAGE, HISTORY_PAGE_MAX)?;
    let before = number(&mut query, "before")?.map_or(Seq(u64::MAX), Seq);
    query.nothing_else()?;
    settled(&app, Side::Staff).await?;
    bench.work(move || page(&app, &record, limit, before).map(Json)).await
}

fn page(app: &App, record: &str, limit: usize, before: Seq) -> Result<HistoryBody, Problem> {
    let world = app.world();
    let record = find::record(&world, record)?;
    let seqs = app.projections().history(record);
    if seqs.is_empty() {
        return Err(Problem::not_found());
    }
    let earlier = seqs.into_iter().rev().filter(|seq| *seq < before);
    let wanted: Vec<Seq> = earlier.take(limit.saturating_add(1)).collect();
    let commits = wanted.iter().take(limit).map(|seq| {
        let commit = read(app.log().as_ref(), *seq)?;
        let concerns = |event: &loggia_core::event::Event| event.records().contains(&Some(record));
        Ok(CommitBody::new(&world, &commit, concerns))
    });
    let commits = commits.collect::<Result<Vec<_>, Problem>>()?;
    let next = commits.last().map(CommitBody::seq).filter(|_| wanted.len() > limit);
    Ok(HistoryBody { record, commits, next })
}

fn limit(query: &mut Asked, usual: usize, max: usize) -> Result<usize, Problem> {
    let Some(asked) = number(query, "limit")? else { return Ok(usual) };
    let fits = usize::try_from(asked).ok().filter(|asked| (1..=max).contains(asked));
    fits.ok_or_else(|| Problem::bad_query("limit").with("limit_max", json!(max)))
}

/// The log as JSON Lines: one commit to a line, everything in it.
#[utoipa::path(get, path = "/v1/audit/commits", tag = "audit",
    params(
        ("after" = Option<u64>, Query, description = "only after this commit"),
        ("limit" = Option<usize>, Query, minimum = 1, maximum = 1000, description = "lines"),
    ),
    responses(
        (status = 200, description = "oldest first; ask again with `after` of the last line",
            content_type = "application/jsonl", body = String),
        (status = "4XX", description = "`role_missing`, `bad_query`",
            body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub(super) async fn commits(
    State(app): State<App>,
    Extension(bench): Extension<Arc<Bench>>,
    uri: Uri,
) -> Result<Response, Problem> {
    let mut query = Asked::from_uri(&uri)?;
    let limit = limit(&mut query, COMMITS_PAGE_MAX, COMMITS_PAGE_MAX)?;
    let after = Seq(number(&mut query, "after")?.unwrap_or(0));
    query.nothing_else()?;
    let lines = bench.work(move || lines(&app, after, limit)).await?;
    Ok(([(header::CONTENT_TYPE, "application/jsonl")], lines).into_response())
}

fn lines(app: &App, after: Seq, limit: usize) -> Result<String, Problem> {
    let (mut text, mut count) = (String::new(), 0);
    for batch in app.log().read(after) {
        let batch = batch.map_err(|error| {
            tracing::error!(%error, "the log cannot be read");
            Problem::new(ProblemKind::Unavailable)
        })?;
        for commit in batch {
            if count == limit {
                return Ok(text);
            }
            let line = json!({
                "seq": commit.stamp.seq,
                "at": commit.stamp.at,
                "actor": commit.actor,
                "on_behalf_of": commit.on_behalf_of,
                "origin": commit.origin,
                "command": commit.command,
                "reason": commit.reason,
                "events": commit.events.iter().map(shown).collect::<Vec<_>>(),
            });
            text.push_str(&line.to_string());
            text.push('\n');
            count += 1;
        }
    }
    Ok(text)
}
