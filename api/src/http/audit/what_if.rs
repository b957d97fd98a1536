//! What partners would gain and lose.

mod made;
mod wish;

use std::sync::Arc;

use axum::extract::State;
use axum::{Extension, Json};
use loggia_core::actor::Actor;
use loggia_core::command::Command;
use loggia_core::id::FreshIds;
use loggia_core::permit::{Query, may_ask, may_read};
use loggia_core::world::{Context, Seq, Stamp};
use loggia_projections::{AccessDiff, DocumentDiff, PartnerDiff, WhatIf};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;
use uuid::Uuid;

use super::commit::Somebody;
use crate::app::App;
use crate::http::bench::Bench;
use crate::http::problem::ProblemBody;
use crate::http::{Body, Problem, ProblemKind, Side, Staff, settled};
use made::Made;
use wish::Wish;

/// Commands that one question may hold.
pub const WHAT_IF_COMMANDS_MAX: usize = 100;

/// Access commands, in the order in which they would be given. Where one needs the id of what another
/// before it would make, it says `made:N:KIND`: what kind of record (`account`, `contact`,
/// `partner_user`, `person` or `access_level`), of the N-th command, counted from 0.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Question {
    /// At most 100.
    #[schema(value_type = Vec<Wish>)]
    commands: Vec<Value>,
}

/// What would become of the partners' views.
#[derive(Serialize, ToSchema)]
pub(super) struct WhatIfBody {
    /// As of this commit.
    seq: Seq,
    /// Those who would gain or lose something.
    partners: Vec<DiffBody>,
}

/// What one partner would gain and lose; of each at most 200 rows are listed, and 5,000 in all.
#[derive(Serialize, ToSchema)]
struct DiffBody {
    /// Who.
    partner: Somebody,
    /// How many rows there are of each, listed or not.
    totals: Totals,
    /// Rows that would appear: `view`, `row`.
    #[schema(value_type = Vec<Object>)]
    gained: Vec<DocumentDiff>,
    /// Rows that would vanish: `view`, `row`.
    #[schema(value_type = Vec<Object>)]
    lost: Vec<DocumentDiff>,
    /// Rows that would stay with other fields: `view`, `row`, `fields`.
    #[schema(value_type = Vec<Object>)]
    changed: Vec<DocumentDiff>,
    /// Fields of which more or less would be shown: `field`, how much `before` and `after`, and on how
    /// many `rows` that stay. The fields of reports follow their columns.
    #[schema(value_type = Vec<Object>)]
    fields: Vec<AccessDiff>,
}

/// How many rows.
#[derive(Serialize, ToSchema)]
struct Totals {
    /// Would appear.
    gained: usize,
    /// Would vanish.
    lost: usize,
    /// Would be other.
    changed: usize,
}

/// What partners would gain and lose by access commands. Nothing happens.
#[utoipa::path(post, path = "/v1/audit/what-if", tag = "audit",
    request_body = Question,
    responses(
        (status = 200, description = "gained, lost and changed rows by partner", body = WhatIfBody),
        (status = "4XX", description = "`role_missing`, `bad_json`, or the code of a refusal",
            body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub(super) async fn what_if(
    State(app): State<App>,
    Extension(bench): Extension<Arc<Bench>>,
    staff: Staff,
    Body(Question { commands }): Body<Question>,
) -> Result<Json<WhatIfBody>, Problem> {
    if commands.len() > WHAT_IF_COMMANDS_MAX {
        let told =
            format!("`commands` has {} entries, more than may be asked at once", commands.len());
        let problem = Problem::new(ProblemKind::BadJson).told(told);
        return Err(problem.with("commands_max", json!(WHAT_IF_COMMANDS_MAX)));
    }
    settled(&app, Side::Staff).await?;
    let actor = staff.actor();
    bench.work(move || answer(&app, actor, commands)).await
}

fn answer(app: &App, actor: Actor, commands: Vec<Value>) -> Result<Json<WhatIfBody>, Problem> {
    let published = app.published();
    let now = app.now().max(published.head.at);
    let stamp = Stamp { seq: published.head.seq.next(), at: now };
    let mut question = WhatIf::on(&published.world, stamp);
    let mut made = Made::default();
    let access = &published.world.access;
    let reads_all = may_read(access, actor, Query::AuditViews).is_ok();
    for (place, mut command) in commands.into_iter().enumerate() {
        made.put_into(&mut command, question.world()).map_err(|problem| at(problem, place))?;
        let command = Command::from(Wish::read(command, place)?);
        // Foretold is what portals show: it is for those who read them all, or give the command.
        if !reads_all {
            let may = may_ask(access, actor, command.kind());
            may.map_err(|denied| at(Problem::denied(denied, Side::Staff), place))?;
        }
        let mut drawn = Vec::new();
        let mut supply = || {
            let id = Uuid::now_v7();
            drawn.push(id);
            id
        };
        let ids = FreshIds::new(&mut supply);
        let tried = question.try_out(&Context { now, actor, ids: &ids }, &command);
        tried.map_err(|refusal| at(Problem::refused(&refusal, Side::Staff), place))?;
        made.add(drawn);
    }
    // Whoever would be made has a name only there.
    let foreseen = question.world().clone();
    let diffs = question.told();
    let partners = diffs.into_iter().map(|diff| {
        let PartnerDiff { partner, gained, lost, changed, fields } = diff;
        DiffBody {
            partner: Somebody::partner(&foreseen, partner),
            totals: Totals { gained: gained.total, lost: lost.total, changed: changed.total },
            gained: gained.first,
            lost: lost.first,
            changed: changed.first,
            fields,
        }
    });
    Ok(Json(WhatIfBody { seq: published.head.seq, partners: partners.collect() }))
}

/// Says which command it was.
fn at(problem: Problem, place: usize) -> Problem {
    problem.with("command", json!(place))
}
