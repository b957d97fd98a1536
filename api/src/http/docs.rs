//! What the API says of itself: `/openapi.json`, `/docs`, `/problems/{code}`.

use axum::Router;
use utoipa::openapi::security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::openapi::{
    ComponentsBuilder, InfoBuilder, OpenApi, OpenApiBuilder, SecurityRequirement,
};

use super::caller::COOKIE;
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

/// The pages.
pub(super) fn routes(_: &OpenApi) -> Router<App> {
    Router::new()
}
