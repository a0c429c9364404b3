//! HTTP for customers. A handler unwraps the request, makes one call, wraps the answer.

use axum::extract::State;
use beichen_kernel::http::{IfMatch, Json, Path, Problem, Query};
use beichen_kernel::{Ctx, Page, Result};
use beichen_store::Deps;
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::model::CustomerId;
use super::views::{CustomerListQuery, CustomerView, CustomerWrite};
use super::{commands, queries};

pub fn routes() -> OpenApiRouter<Deps> {
    OpenApiRouter::new().routes(routes!(list, create)).routes(routes!(get, edit))
}

/// Which customer.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub struct CustomerPath {
    pub customer_id: CustomerId,
}

/// List customers
#[utoipa::path(get, path = "/customers/customers", operation_id = "customers_customer_list", tag = "customers",
    params(CustomerListQuery), responses((status = 200, body = Page<CustomerView>), Problem))]
async fn list(
    ctx: Ctx,
    State(deps): State<Deps>,
    Query(query): Query<CustomerListQuery>,
) -> Result<Json<Page<CustomerView>>> {
    queries::list(&ctx, &deps.db, query).await.map(Json)
}

/// Create a customer
#[utoipa::path(post, path = "/customers/customers", operation_id = "customers_customer_create", tag = "customers",
    request_body = CustomerWrite, responses((status = 200, body = CustomerView), Problem))]
async fn create(ctx: Ctx, State(deps): State<Deps>, Json(body): Json<CustomerWrite>) -> Result<Json<CustomerView>> {
    commands::create(&ctx, &deps.db, body).await.map(Json)
}

/// Get a customer
#[utoipa::path(get, path = "/customers/customers/{customer_id}", operation_id = "customers_customer_get", tag = "customers",
    params(CustomerPath), responses((status = 200, body = CustomerView), Problem))]
async fn get(ctx: Ctx, State(deps): State<Deps>, Path(path): Path<CustomerPath>) -> Result<Json<CustomerView>> {
    queries::get(&ctx, &deps.db, path.customer_id).await.map(Json)
}

/// Change a customer
#[utoipa::path(put, path = "/customers/customers/{customer_id}", operation_id = "customers_customer_edit", tag = "customers",
    params(CustomerPath, IfMatch), request_body = CustomerWrite, responses((status = 200, body = CustomerView), Problem))]
async fn edit(
    ctx: Ctx,
    State(deps): State<Deps>,
    Path(path): Path<CustomerPath>,
    seen: IfMatch,
    Json(body): Json<CustomerWrite>,
) -> Result<Json<CustomerView>> {
    commands::edit(&ctx, &deps.db, path.customer_id, seen.version(), body).await.map(Json)
}
