//! HTTP, to come in this change.
use beichen_store::Deps;
use utoipa_axum::router::OpenApiRouter;
pub fn routes() -> OpenApiRouter<Deps> {
    OpenApiRouter::new()
}
