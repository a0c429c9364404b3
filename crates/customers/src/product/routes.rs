//! HTTP for products. A handler unwraps the request, makes one call, wraps the answer.

use axum::extract::State;
use beichen_kernel::http::{IfMatch, Json, Path, Problem, Query};
use beichen_kernel::{Ctx, Page, Result};
use beichen_store::Deps;
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::model::ProductId;
use super::views::{ProductListQuery, ProductView, ProductWrite};
use super::{commands, queries};

pub fn routes() -> OpenApiRouter<Deps> {
    OpenApiRouter::new().routes(routes!(list, create)).routes(routes!(get, edit))
}

/// Which product.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub struct ProductPath {
    pub product_id: ProductId,
}

/// List products
#[utoipa::path(get, path = "/customers/products", operation_id = "customers_product_list", tag = "customers",
    params(ProductListQuery), responses((status = 200, body = Page<ProductView>), Problem))]
async fn list(
    ctx: Ctx,
    State(deps): State<Deps>,
    Query(query): Query<ProductListQuery>,
) -> Result<Json<Page<ProductView>>> {
    queries::list(&ctx, &deps.db, query).await.map(Json)
}

/// Create a product
#[utoipa::path(post, path = "/customers/products", operation_id = "customers_product_create", tag = "customers",
    request_body = ProductWrite, responses((status = 200, body = ProductView), Problem))]
async fn create(ctx: Ctx, State(deps): State<Deps>, Json(body): Json<ProductWrite>) -> Result<Json<ProductView>> {
    commands::create(&ctx, &deps.db, body).await.map(Json)
}

/// Get a product
#[utoipa::path(get, path = "/customers/products/{product_id}", operation_id = "customers_product_get", tag = "customers",
    params(ProductPath), responses((status = 200, body = ProductView), Problem))]
async fn get(ctx: Ctx, State(deps): State<Deps>, Path(path): Path<ProductPath>) -> Result<Json<ProductView>> {
    queries::get(&ctx, &deps.db, path.product_id).await.map(Json)
}

/// Change a product
#[utoipa::path(put, path = "/customers/products/{product_id}", operation_id = "customers_product_edit", tag = "customers",
    params(ProductPath, IfMatch), request_body = ProductWrite, responses((status = 200, body = ProductView), Problem))]
async fn edit(
    ctx: Ctx,
    State(deps): State<Deps>,
    Path(path): Path<ProductPath>,
    seen: IfMatch,
    Json(body): Json<ProductWrite>,
) -> Result<Json<ProductView>> {
    commands::edit(&ctx, &deps.db, path.product_id, seen.version(), body).await.map(Json)
}
