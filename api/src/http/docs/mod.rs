//! What the API says of itself: `/openapi.json`, `/docs`, `/problems/{code}`.

mod page;

use std::sync::LazyLock;

use axum::Router;
use axum::body::Bytes;
use axum::extract::Path;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use utoipa::openapi::path::Parameter;
use utoipa::openapi::schema::{AdditionalProperties, ObjectBuilder, Type};
use utoipa::openapi::security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::openapi::{
    ComponentsBuilder, ContentBuilder, InfoBuilder, OpenApi, OpenApiBuilder, RefOr, Schema,
    SecurityRequirement,
};

use super::caller::COOKIE;
use super::{Problem, ProblemKind, openapi};
use crate::app::App;

/// Everything of the OpenAPI document but the routes.
pub(super) fn about() -> OpenApi {
    let info = InfoBuilder::new()
        .title("Loggia")
        .version(env!("CARGO_PKG_VERSION"))
        .description(Some(ABOUT))
        .build();
    let bearer = SecurityScheme::Http(HttpBuilder::new().scheme(HttpAuthScheme::Bearer).build());
    let cookie = SecurityScheme::ApiKey(ApiKey::Cookie(ApiKeyValue::new(COOKIE)));
    let components = ComponentsBuilder::new()
        .security_scheme("bearer", bearer)
        .security_scheme("cookie", cookie)
        .build();
    let scopes = Vec::<String>::new;
    OpenApiBuilder::new()
        .info(info)
        .components(Some(components))
        .security(Some([
            SecurityRequirement::new("bearer", scopes()),
            SecurityRequirement::new("cookie", scopes()),
        ]))
        .build()
}

const ABOUT: &str = "The secure side door of a company: partners see what concerns them, nothing \
more and nothing less. Commands change things, the portal shows partners their view, staff and \
audit routes are for the host company. What goes wrong is told as RFC 9457 problems with stable \
codes.";

/// Adds what routes and schemas do not say by themselves.
pub(super) fn complete(openapi: &mut OpenApi) {
    lists_are_csv_too(openapi);
    variants_are_closed(openapi);
}

/// Every list that takes `format`.
fn lists_are_csv_too(openapi: &mut OpenApi) {
    for operation in openapi.paths.paths.values_mut().filter_map(|item| item.get.as_mut()) {
        let mut parameters = operation.parameters.iter().flatten();
        let is_format =
            |told: &RefOr<Parameter>| matches!(told, RefOr::T(told) if told.name == "format");
        if !parameters.any(is_format) {
            continue;
        }
        if let Some(RefOr::T(page)) = operation.responses.responses.get_mut("200") {
            let text = Schema::Object(ObjectBuilder::new().schema_type(Type::String).build());
            let content = ContentBuilder::new().schema(Some(text)).build();
            page.content.insert("text/csv".to_owned(), RefOr::T(content));
        }
    }
}

/// A variant that is an object with its name as the only key takes no other key beside it.
fn variants_are_closed(openapi: &mut OpenApi) {
    let schemas = openapi.components.iter_mut().flat_map(|all| all.schemas.values_mut());
    for schema in schemas {
        let RefOr::T(Schema::OneOf(variants)) = schema else { continue };
        for variant in &mut variants.items {
            if let RefOr::T(Schema::Object(object)) = variant
                && object.properties.len() == 1
                && object.required.len() == 1
            {
                let closed = AdditionalProperties::FreeForm(false);
                object.additional_properties = Some(Box::new(closed));
            }
        }
    }
}

/// The document as it is served. It depends on nothing but the code, so a process writes it once,
/// when somebody first asks.
struct Written {
    json: Bytes,
    page: Bytes,
}

static WRITTEN: LazyLock<Written> = LazyLock::new(|| {
    let openapi = openapi();
    // Only text keys and plain values: serde_json cannot refuse it.
    let json = Bytes::from(serde_json::to_vec(openapi).unwrap_or_default());
    Written { json, page: Bytes::from(page::of(openapi)) }
});

/// The pages.
pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/openapi.json", get(json))
        .route("/docs", get(page))
        .route("/problems/{code}", get(problem))
}

async fn json() -> Response {
    ([(header::CONTENT_TYPE, "application/json")], WRITTEN.json.clone()).into_response()
}

async fn page() -> Response {
    let headers = [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (header::CONTENT_SECURITY_POLICY, page::POLICY),
    ];
    (headers, WRITTEN.page.clone()).into_response()
}

/// What a problem's `type` leads to.
async fn problem(Path(code): Path<String>) -> Response {
    let Some(kind) = ProblemKind::ALL.iter().find(|kind| kind.code() == code) else {
        return Problem::not_found().into_response();
    };
    let text = format!(
        "{}: {} ({})\n\nWhat to do: {}\n",
        kind.code(),
        kind.title(),
        kind.status(),
        kind.help()
    );
    ([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], text).into_response()
}
