//! What partners would gain and lose.

use std::sync::Arc;

use axum::extract::State;
use axum::{Extension, Json};
use loggia_core::access::{
    AllowProcessFeedback, AssignModuleLicence, ChangeAccount, DeactivatePartnerUser,
    DismissPartnerAdministrator, LinkResource, NamePartnerAdministrator, ReactivatePartnerUser,
    RevokeModuleLicence, SetColumns, SetFieldAccess, SetPartnerUserTerm, UnlinkResource,
    WithdrawProcessFeedback,
};
use loggia_core::actor::Actor;
use loggia_core::command::Command;
use loggia_core::id::FreshIds;
use loggia_core::production::{MarkResourceExternal, MarkResourceInternal};
use loggia_core::world::{Context, Seq, Stamp};
use loggia_projections::{AccessDiff, DocumentDiff, PartnerDiff, what_if as compare};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;

use super::commit::Somebody;
use crate::app::App;
use crate::http::bench::Bench;
use crate::http::problem::ProblemBody;
use crate::http::{Body, Problem, ProblemKind, Side, Staff, settled};

/// Commands that one question may hold.
pub const WHAT_IF_COMMANDS_MAX: usize = 100;

/// Access commands, in the order in which they would be given.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Question {
    /// At most 100.
    commands: Vec<Wish>,
}

/// A command that changes what partners see.
#[derive(Deserialize, ToSchema)]
#[serde(tag = "command", content = "body", rename_all = "kebab-case")]
enum Wish {
    LinkResource(LinkResource),
    UnlinkResource(UnlinkResource),
    MarkResourceExternal(MarkResourceExternal),
    MarkResourceInternal(MarkResourceInternal),
    AllowProcessFeedback(AllowProcessFeedback),
    WithdrawProcessFeedback(WithdrawProcessFeedback),
    AssignModuleLicence(AssignModuleLicence),
    RevokeModuleLicence(RevokeModuleLicence),
    DeactivatePartnerUser(DeactivatePartnerUser),
    ReactivatePartnerUser(ReactivatePartnerUser),
    SetColumns(SetColumns),
    SetPartnerUserTerm(SetPartnerUserTerm),
    NamePartnerAdministrator(NamePartnerAdministrator),
    DismissPartnerAdministrator(DismissPartnerAdministrator),
    SetFieldAccess(SetFieldAccess),
    ChangeAccount(ChangeAccount),
}

impl From<Wish> for Command {
    fn from(wish: Wish) -> Self {
        match wish {
            Wish::LinkResource(command) => command.into(),
            Wish::UnlinkResource(command) => command.into(),
            Wish::MarkResourceExternal(command) => command.into(),
            Wish::MarkResourceInternal(command) => command.into(),
            Wish::AllowProcessFeedback(command) => command.into(),
            Wish::WithdrawProcessFeedback(command) => command.into(),
            Wish::AssignModuleLicence(command) => command.into(),
            Wish::RevokeModuleLicence(command) => command.into(),
            Wish::DeactivatePartnerUser(command) => command.into(),
            Wish::ReactivatePartnerUser(command) => command.into(),
            Wish::SetColumns(command) => command.into(),
            Wish::SetPartnerUserTerm(command) => command.into(),
            Wish::NamePartnerAdministrator(command) => command.into(),
            Wish::DismissPartnerAdministrator(command) => command.into(),
            Wish::SetFieldAccess(command) => command.into(),
            Wish::ChangeAccount(command) => command.into(),
        }
    }
}

/// What would become of the partners' views.
#[derive(Serialize, ToSchema)]
pub(super) struct WhatIfBody {
    /// As of this commit.
    seq: Seq,
    /// Those who would gain or lose something.
    partners: Vec<DiffBody>,
}

/// What one partner would gain and lose; of each at most 200 rows are listed.
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
    let (commands, actor) = (commands.into_iter().map(Command::from).collect(), staff.actor());
    bench.work(move || answer(&app, actor, commands)).await
}

fn answer(app: &App, actor: Actor, commands: Vec<Command>) -> Result<Json<WhatIfBody>, Problem> {
    let published = app.published();
    let now = app.now().max(published.head.at);
    let stamp = Stamp { seq: published.head.seq.next(), at: now };
    let mut supply = Uuid::now_v7;
    let ids = FreshIds::new(&mut supply);
    let cx = Context { now, actor, ids: &ids };
    let diffs = compare(&published.world, &cx, stamp, &commands);
    let diffs = diffs.map_err(|refusal| Problem::refused(&refusal, Side::Staff))?;
    let partners = diffs.into_iter().map(|diff| {
        let PartnerDiff { partner, gained, lost, changed, fields } = diff;
        DiffBody {
            partner: Somebody::partner(&published.world, partner),
            totals: Totals { gained: gained.total, lost: lost.total, changed: changed.total },
            gained: gained.first,
            lost: lost.first,
            changed: changed.first,
            fields,
        }
    });
    Ok(Json(WhatIfBody { seq: published.head.seq, partners: partners.collect() }))
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;

    #[test]
    fn only_access_commands_are_wished_for() {
        let wish = |command: &str| {
            let id = Uuid::nil();
            let body = json!({ "partner_user": id, "resource": id });
            serde_json::from_value::<Wish>(json!({ "command": command, "body": body }))
        };
        assert!(wish("unlink-resource").is_ok());
        let refused = wish("create-staff-user").map(drop).unwrap_err().to_string();
        assert!(refused.contains("unknown variant `create-staff-user`"), "{refused}");
        let missing = serde_json::from_value::<Wish>(Value::from("link-resource"));
        assert!(missing.is_err());
    }
}
