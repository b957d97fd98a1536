use std::sync::LazyLock;

use axum::Router;
use axum::response::{IntoResponse, Response};
use utoipa::openapi::OpenApi;
use utoipa_axum::router::OpenApiRouter;

use super::{
    Problem, ProblemKind, attachments, audit, commands, docs, health, imports, layers, links, news,
    ops, own, pages, passwords, permits, portal, session, staff,
};
use crate::app::App;

/// All routes that the OpenAPI document knows.
fn api() -> OpenApiRouter<App> {
    OpenApiRouter::with_openapi(docs::about())
        .merge(session::routes())
        .merge(own::routes())
        .merge(passwords::routes())
        .merge(links::routes())
        .merge(commands::routes())
        .merge(attachments::routes())
        .merge(imports::routes())
        .merge(portal::routes())
        .merge(news::routes())
        .merge(staff::routes())
        .merge(audit::routes())
        .merge(ops::routes())
        .merge(health::routes())
}

/// The routes and what they say of themselves. Both depend on nothing but the code: a process puts
/// them together once, however many Loggias it serves.
static ROUTES: LazyLock<(Router<App>, OpenApi)> = LazyLock::new(|| {
    let (routes, mut openapi) = api().split_for_parts();
    permits::tell(&mut openapi);
    docs::complete(&mut openapi);
    (routes, openapi)
});

/// The OpenAPI document of all routes.
pub fn openapi() -> &'static OpenApi {
    &ROUTES.1
}

/// Everything that is served.
pub fn router(app: App) -> Router {
    let routes = ROUTES
        .0
        .clone()
        .merge(docs::routes())
        .fallback(pages::portal)
        .method_not_allowed_fallback(no_such_method);
    layers::around(routes, &app)
}

async fn no_such_method() -> Response {
    Problem::new(ProblemKind::MethodNotAllowed).into_response()
}
