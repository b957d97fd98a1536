//! Why a partner sees a record, and who sees it.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::Uri;
use axum::{Extension, Json};
use loggia_core::id::RecordId;
use loggia_core::scalar::Instant;
use loggia_core::visibility::{DocumentId, Explanation, View, explain};
use loggia_core::world::{Seq, World};
use loggia_projections::{document_of, who as seeing};
use serde::Serialize;
use utoipa::ToSchema;

use super::commit::{CommitBody, Somebody, named};
use super::find;
use super::moment::{as_of, moment};
use crate::app::App;
use crate::http::bench::Bench;
use crate::http::listing::Asked;
use crate::http::problem::ProblemBody;
use crate::http::{Problem, Side, settled};

/// Why a partner sees a record, or does not.
#[derive(Serialize, ToSchema)]
pub(super) struct WhyBody {
    /// Who.
    partner: Somebody,
    /// What.
    record: RecordId,
    /// In which list the record stands.
    view: View,
    /// As of this commit.
    seq: Seq,
    /// When that commit was made.
    at: Instant,
    /// Every condition, and how it stands.
    why: Explanation,
    /// The commits that made it so.
    commits: Vec<CommitBody>,
}

/// Why a partner sees a record, or does not: every condition, and the commit that made it so.
#[utoipa::path(get, path = "/v1/audit/why/{partner}/{record}", tag = "audit",
    params(
        ("partner" = String, Path, description = "id or user name of a partner user"),
        ("record" = String, Path, description = "id of a record, or number of an order or item"),
        ("at" = Option<Instant>, Query, description = "at this time; now where nothing is said"),
        ("seq" = Option<u64>, Query, description = "after this commit"),
    ),
    responses(
        (status = 200, description = "the conditions", body = WhyBody),
        (status = "4XX", description = "`role_missing`, `not_found`, `not_yet`, `bad_query`",
            body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub(super) async fn why(
    State(app): State<App>,
    Extension(bench): Extension<Arc<Bench>>,
    Path((partner, record)): Path<(String, String)>,
    uri: Uri,
) -> Result<Json<WhyBody>, Problem> {
    let mut query = Asked::from_uri(&uri)?;
    let moment = moment(&mut query, app.now())?;
    query.nothing_else()?;
    settled(&app, Side::Staff).await?;
    let work = move || {
        let today = app.world();
        let partner = find::partner(&today, &partner)?;
        let record = find::record(&today, &record)?;
        let past = as_of(&app, moment)?;
        // What did not exist then has no list of its own then; it is told in the words of today.
        let document = document(&past.world, &today, record)?;
        let why = explain(&past.world, partner, document);
        let commits = named(&today, app.log().as_ref(), [&why])?;
        let (partner, view) = (Somebody::partner(&today, partner), document.view());
        Ok(Json(WhyBody { partner, record, view, seq: past.seq, at: past.at, why, commits }))
    };
    bench.work(work).await
}

fn document(past: &World, today: &World, record: RecordId) -> Result<DocumentId, Problem> {
    let found = document_of(past, record).or_else(|| document_of(today, record));
    found.ok_or_else(Problem::not_found)
}

/// Who sees a record.
#[derive(Serialize, ToSchema)]
pub(super) struct WhoBody {
    /// What.
    record: RecordId,
    /// In which list the record stands.
    view: View,
    /// As of this commit.
    seq: Seq,
    /// When that commit was made.
    at: Instant,
    /// Those who see it, and why.
    partners: Vec<SeeingBody>,
    /// The commits that made it so.
    commits: Vec<CommitBody>,
}

/// A partner user who sees a record.
#[derive(Serialize, ToSchema)]
struct SeeingBody {
    /// Who.
    partner: Somebody,
    /// Why.
    why: Explanation,
}

/// Who sees a record, each with the reason.
#[utoipa::path(get, path = "/v1/audit/who/{record}", tag = "audit",
    params(
        ("record" = String, Path, description = "id of a record, or number of an order or item"),
        ("at" = Option<Instant>, Query, description = "at this time; now where nothing is said"),
        ("seq" = Option<u64>, Query, description = "after this commit"),
    ),
    responses(
        (status = 200, description = "those who see it", body = WhoBody),
        (status = "4XX", description = "`role_missing`, `not_found`, `not_yet`, `bad_query`",
            body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub(super) async fn who(
    State(app): State<App>,
    Extension(bench): Extension<Arc<Bench>>,
    Path(record): Path<String>,
    uri: Uri,
) -> Result<Json<WhoBody>, Problem> {
    let mut query = Asked::from_uri(&uri)?;
    let moment = moment(&mut query, app.now())?;
    query.nothing_else()?;
    settled(&app, Side::Staff).await?;
    let work = move || {
        let today = app.world();
        let record = find::record(&today, &record)?;
        let past = as_of(&app, moment)?;
        let document = document(&past.world, &today, record)?;
        let visible = seeing(&past.world, document);
        let commits = named(&today, app.log().as_ref(), visible.iter().map(|one| &one.why))?;
        let partners = visible.into_iter().map(|one| SeeingBody {
            partner: Somebody::partner(&today, one.partner),
            why: one.why,
        });
        let (partners, view) = (partners.collect(), document.view());
        Ok(Json(WhoBody { record, view, seq: past.seq, at: past.at, partners, commits }))
    };
    bench.work(work).await
}
