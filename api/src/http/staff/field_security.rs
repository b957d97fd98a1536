//! How much of each field partners are shown: everything that was set, and what follows for one
//! account or partner user.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::State;
use axum::http::Uri;
use loggia_core::access::{
    CoarseForm, Column, Columns, Field, FieldAccess, FieldScope, FieldSecurity, ListName,
};
use loggia_core::id::{AccountId, PartnerUserId};
use loggia_core::visibility::{FieldExplanation, explain_for};
use loggia_core::world::{Seq, World};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::app::App;
use crate::http::listing::Asked;
use crate::http::problem::ProblemBody;
use crate::http::{Problem, Side, settled};

/// Settings that one answer lists; ask for one account to see those of the others.
const FIELD_SETTINGS_MAX: usize = 10_000;

/// Lists of columns that one answer holds.
const COLUMN_LISTS_MAX: usize = 1_000;

/// How much of each field partners are shown.
#[derive(Serialize, ToSchema)]
pub(super) struct FieldSecurityBody {
    /// Every field of every kind of row.
    fields: Vec<FieldEntry>,
    /// The columns of the two lists: those of everybody, and of accounts with their own.
    columns: Vec<ColumnsEntry>,
    /// Whether more was set than is listed; ask for one account then.
    more: bool,
}

/// A field and what was set about it.
#[derive(Serialize, ToSchema)]
struct FieldEntry {
    field: Field,
    /// In what it is told where it is coarse; `null` where it has no coarse form.
    coarse: Option<CoarseName>,
    /// Whether partners can change it at all.
    editable: bool,
    /// What holds while nothing is set.
    usual: FieldAccess,
    /// What was set, the widest scope first.
    settings: Vec<SettingEntry>,
    /// What follows for the account or partner user that was asked for; `null` if none was.
    effective: Option<FieldExplanation>,
}

/// In what a field is told where it is coarse.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum CoarseName {
    Week,
    Band,
}

/// What was set for one scope.
#[derive(Serialize, ToSchema)]
struct SettingEntry {
    scope: FieldScope,
    access: FieldAccess,
    /// The commit that set it.
    seq: Seq,
}

/// The columns of a list.
#[derive(Serialize, ToSchema)]
struct ColumnsEntry {
    list: ListName,
    /// Whose; `null` for those of everybody.
    account: Option<AccountId>,
    columns: Vec<Column>,
    /// The commit that chose them; `null` while nobody has.
    seq: Option<Seq>,
}

/// How much of each field partners are shown: everything that was set for all externals, types of
/// partner and accounts, and what follows for one account or partner user.
#[utoipa::path(get, path = "/v1/staff/field-security", tag = "staff",
    params(
        ("account" = Option<AccountId>, Query, description = "what follows for its users"),
        ("partner_user" = Option<PartnerUserId>, Query, description = "what follows for this one"),
    ),
    responses(
        (status = 200, description = "every field", body = FieldSecurityBody),
        (status = "4XX", description = "`no_session`, `role_missing`, `not_found`, `bad_query`",
            body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub(super) async fn field_security(
    State(app): State<App>,
    uri: Uri,
) -> Result<Json<FieldSecurityBody>, Problem> {
    let mut asked = Asked::from_uri(&uri)?;
    let (account, user) = (taken(&mut asked, "account")?, taken(&mut asked, "partner_user")?);
    asked.nothing_else()?;
    settled(&app, Side::Staff).await?;
    let world = app.world();
    let whose = Whose::of(&world, account.map(AccountId), user.map(PartnerUserId))?;
    Ok(Json(body(world.access.field_security(), whose)))
}

fn taken(asked: &mut Asked, name: &str) -> Result<Option<Uuid>, Problem> {
    let text = asked.take(name)?;
    text.map(|text| Uuid::try_parse(&text).map_err(|_| Problem::bad_query(name))).transpose()
}

/// For whom it is asked what follows.
#[derive(Clone, Copy)]
enum Whose {
    /// For nobody in particular.
    Nobody,
    /// For the users of an account, or those of none.
    Users(Option<AccountId>),
}

impl Whose {
    fn of(
        world: &World,
        account: Option<AccountId>,
        user: Option<PartnerUserId>,
    ) -> Result<Self, Problem> {
        match (account, user) {
            (None, None) => Ok(Self::Nobody),
            (Some(account), None) => {
                let found = world.access.account(account).map_err(|_| Problem::not_found())?;
                Ok(Self::Users(Some(found.id)))
            }
            (None, Some(user)) => {
                let found = world.access.partner_user(user).map_err(|_| Problem::not_found())?;
                Ok(Self::Users(found.account))
            }
            (Some(_), Some(_)) => Err(Problem::bad_query("partner_user")),
        }
    }

    /// Whether what was set for `account` is to be listed.
    fn wants(self, account: AccountId) -> bool {
        match self {
            Self::Nobody => true,
            Self::Users(asked) => asked == Some(account),
        }
    }
}

fn body(security: &FieldSecurity, whose: Whose) -> FieldSecurityBody {
    let wanted = |scope: &FieldScope| match scope {
        FieldScope::Externals | FieldScope::PartnerType(_) => true,
        FieldScope::Account(account) => whose.wants(*account),
    };
    let mut set: BTreeMap<Field, Vec<SettingEntry>> = BTreeMap::new();
    let mut settings = security.settings().filter(|(scope, _, _)| wanted(scope));
    for (scope, field, setting) in settings.by_ref().take(FIELD_SETTINGS_MAX) {
        let entry = SettingEntry { scope, access: setting.access, seq: setting.since };
        set.entry(field).or_default().push(entry);
    }
    let more_settings = settings.next().is_some();
    let fields = Field::all().map(|field| FieldEntry {
        field,
        coarse: field.coarse_form().map(|form| match form {
            CoarseForm::Week => CoarseName::Week,
            CoarseForm::Band => CoarseName::Band,
        }),
        editable: field.is_editable(),
        usual: field.usual_access(),
        settings: set.remove(&field).unwrap_or_default(),
        effective: match whose {
            Whose::Nobody => None,
            Whose::Users(account) => Some(explain_for(security, security.audience(account), field)),
        },
    });
    let fields = fields.collect();
    let entry = |list, account, columns: &Columns| ColumnsEntry {
        list,
        account,
        columns: columns.order().to_vec(),
        seq: columns.since(),
    };
    let lists = [ListName::WorkSteps, ListName::Processes];
    let mut columns: Vec<ColumnsEntry> =
        lists.map(|list| entry(list, None, security.columns(list))).into();
    let mut own = security.own_lists().filter(|(account, _, _)| whose.wants(*account));
    let listed = own.by_ref().take(COLUMN_LISTS_MAX);
    columns.extend(listed.map(|(account, list, own)| entry(list, Some(account), own)));
    let more = more_settings || own.next().is_some();
    FieldSecurityBody { fields, columns, more }
}
