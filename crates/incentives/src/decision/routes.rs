//! HTTP for decisions. A handler unwraps the request, makes one call, wraps the answer.

use axum::extract::State;
use beichen_kernel::http::{Json, Problem, Query};
use beichen_kernel::{Ctx, Page, Result};
use beichen_store::Deps;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::views::{DecisionCreate, DecisionListQuery, DecisionView, WaitingListQuery, WaitingRow};
use super::{commands, queries};

pub fn routes() -> OpenApiRouter<Deps> {
    OpenApiRouter::new().routes(routes!(list, create)).routes(routes!(waiting))
}

/// List decisions
///
/// What two people have decided about flagged prizes and balances.
#[utoipa::path(get, path = "/incentives/decisions", operation_id = "incentives_decision_list", tag = "incentives",
    params(DecisionListQuery), responses((status = 200, body = Page<DecisionView>), Problem))]
async fn list(
    ctx: Ctx,
    State(deps): State<Deps>,
    Query(query): Query<DecisionListQuery>,
) -> Result<Json<Page<DecisionView>>> {
    queries::list(&ctx, &deps.db, query).await.map(Json)
}

/// Decide what waits
///
/// Always by two people: without the second one it is refused as locked; ask for it as a correction of this operation.
#[utoipa::path(post, path = "/incentives/decisions", operation_id = "incentives_decision_create", tag = "incentives",
    request_body = DecisionCreate, responses((status = 200, body = DecisionView), Problem))]
async fn create(ctx: Ctx, State(deps): State<Deps>, Json(body): Json<DecisionCreate>) -> Result<Json<DecisionView>> {
    commands::create(&ctx, &deps.db, body).await.map(Json)
}

/// List what waits for a decision
///
/// Flagged prizes of locked periods, and what is owed by people who have no day of the open period in the plan.
#[utoipa::path(get, path = "/incentives/decisions/open", operation_id = "incentives_decision_open",
    tag = "incentives", params(WaitingListQuery), responses((status = 200, body = Page<WaitingRow>), Problem))]
async fn waiting(
    ctx: Ctx,
    State(deps): State<Deps>,
    Query(query): Query<WaitingListQuery>,
) -> Result<Json<Page<WaitingRow>>> {
    queries::waiting_page(&ctx, &deps.db, query).await.map(Json)
}
