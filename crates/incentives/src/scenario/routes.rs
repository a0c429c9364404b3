//! HTTP for scenarios. A handler unwraps the request, makes one call, wraps the answer. Nothing is kept.

use axum::extract::State;
use beichen_kernel::http::{Json, Problem};
use beichen_kernel::{Ctx, Result};
use beichen_store::Deps;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::queries;
use super::views::{EstimateAsk, EstimateView, ForecastAsk, ForecastView, SimulationAsk, SimulationView};

pub fn routes() -> OpenApiRouter<Deps> {
    OpenApiRouter::new().routes(routes!(estimate)).routes(routes!(forecast)).routes(routes!(simulate))
}

/// Estimate what further payments would pay
///
/// Keeps nothing. The period is calculated as it stands, and once more with the further amounts.
#[utoipa::path(post, path = "/incentives/scenarios/estimate", operation_id = "incentives_scenario_estimate",
    tag = "incentives", request_body = EstimateAsk, responses((status = 200, body = EstimateView), Problem))]
async fn estimate(ctx: Ctx, State(deps): State<Deps>, Json(body): Json<EstimateAsk>) -> Result<Json<EstimateView>> {
    queries::estimate(&ctx, &deps.db, body).await.map(Json)
}

/// Forecast pay at the period's end
///
/// Keeps nothing. One calculation for each of the low, expected and high totals.
#[utoipa::path(post, path = "/incentives/scenarios/forecast", operation_id = "incentives_scenario_forecast",
    tag = "incentives", request_body = ForecastAsk, responses((status = 200, body = ForecastView), Problem))]
async fn forecast(ctx: Ctx, State(deps): State<Deps>, Json(body): Json<ForecastAsk>) -> Result<Json<ForecastView>> {
    queries::forecast(&ctx, &deps.db, body).await.map(Json)
}

/// Simulate a plan's text over periods, beside the plan in force
///
/// Keeps nothing: what it would cost, who would win and lose, and what its check finds.
#[utoipa::path(post, path = "/incentives/scenarios/simulate", operation_id = "incentives_scenario_simulate",
    tag = "incentives", request_body = SimulationAsk, responses((status = 200, body = SimulationView), Problem))]
async fn simulate(ctx: Ctx, State(deps): State<Deps>, Json(body): Json<SimulationAsk>) -> Result<Json<SimulationView>> {
    queries::simulate(&ctx, &deps.db, body).await.map(Json)
}
