//! To come.

use utoipa_axum::router::OpenApiRouter;

use crate::app::App;

/// The routes of this module.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
}
