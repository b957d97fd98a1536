//! The books of the licences, as staff reads them.

use axum::extract::{Path, State};
use axum::http::{HeaderMap, Uri};
use axum::response::Response;
use loggia_core::access::{Ledger, LicenceBasis, LicenceKind};
use loggia_core::id::{AccountId, PartnerUserId};
use loggia_core::scalar::{Instant, Name, Personal};
use loggia_core::visibility::Place;
use loggia_core::world::{Seq, Stamp, World};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::record::json;
use super::routes::list;
use super::table::Table;
use crate::app::App;
use crate::http::Problem;
use crate::http::listing::{ListParams, Page};
use crate::http::problem::ProblemBody;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(licences)).routes(routes!(holders))
}

/// The books of one kind of licence.
#[derive(Serialize, ToSchema)]
struct LicenceEntry {
    kind: LicenceKind,
    /// What its pool is called; `null` where the kind is not counted.
    pool: Option<Name>,
    basis: Option<LicenceBasis>,
    /// How many there are; `null` where there is no end.
    entitled: Option<u32>,
    /// How many users hold one.
    used: u32,
    /// How many are kept for accounts whose users do not hold them yet.
    reserved: u32,
    /// How many are left; `null` where there is no end.
    free: Option<u32>,
}

impl LicenceEntry {
    const COLUMNS: [&'static str; 7] =
        ["kind", "pool", "basis", "entitled", "used", "reserved", "free"];

    fn of(ledger: Ledger<'_>) -> Self {
        let Ledger { kind, pool, entitled, used, reserved, free } = ledger;
        let basis = pool.map(|pool| pool.basis);
        let pool = pool.map(|pool| pool.name.clone());
        Self { kind, pool, basis, entitled, used, reserved, free }
    }
}

/// Who holds a licence.
#[derive(Serialize, ToSchema)]
struct HolderEntry {
    partner_user: PartnerUserId,
    user_name: Option<Personal<Name>>,
    account: Option<AccountId>,
    /// The commit since which it is held.
    seq: Seq,
    /// When that commit was made.
    since: Instant,
}

impl HolderEntry {
    const COLUMNS: [&'static str; 5] = ["partner_user", "user_name", "account", "seq", "since"];

    fn of(world: &World, partner_user: PartnerUserId, stamp: Stamp) -> Self {
        let user = world.access.partner_user(partner_user).ok();
        let user_name = user.map(|user| user.user_name.clone());
        let account = user.and_then(|user| user.account);
        Self { partner_user, user_name, account, seq: stamp.seq, since: stamp.at }
    }
}

/// A kind has no id of its own: its place in the list serves.
fn ledgers(world: &World) -> Table {
    let kinds = (1_u32..).zip(LicenceKind::all());
    let rows = kinds.map(|(at, kind)| {
        let entry = LicenceEntry::of(world.access.ledger(kind));
        (Place::by("", at), Uuid::from_u128(u128::from(at)), json(&entry))
    });
    Table::new(&LicenceEntry::COLUMNS, rows)
}

/// The licences by kind: how many there are, are held, are reserved, are left.
#[utoipa::path(get, path = "/v1/staff/licences", tag = "staff", params(ListParams), responses(
    (status = 200, description = "a page", body = Page<LicenceEntry>),
    (status = "4XX", description = "`no_session`, `role_missing`, `bad_query`",
        body = ProblemBody, content_type = "application/problem+json"),
))]
async fn licences(
    State(app): State<App>,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    list(&app, &uri, &headers, ledgers).await
}

/// Who holds a licence of a kind, and since when.
#[utoipa::path(get, path = "/v1/staff/licences/{kind}/holders", tag = "staff",
    params(("kind" = LicenceKind, Path, description = "`partner` or a module"), ListParams),
    responses(
        (status = 200, description = "a page", body = Page<HolderEntry>),
        (status = "4XX", description = "`no_session`, `role_missing`, `not_found`, `bad_query`",
            body = ProblemBody, content_type = "application/problem+json"),
    ))]
async fn holders(
    State(app): State<App>,
    Path(kind): Path<String>,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let kind = LicenceKind::of_word(&kind).ok_or_else(Problem::not_found)?;
    let table = move |world: &World| {
        let rows = world.access.holders(kind).map(|(id, stamp)| {
            let entry = HolderEntry::of(world, id, stamp);
            let name = entry.user_name.as_ref().map_or("", |name| name.reveal().as_str());
            (Place::by(name, 0), id.0, json(&entry))
        });
        Table::new(&HolderEntry::COLUMNS, rows)
    };
    list(&app, &uri, &headers, table).await
}
