//! Editing an order whose split reaches locked days, once a second person grants it.

use beichen_kernel::{Ctx, Result, Version};
use beichen_people::api::{CorrectionKind, answer, read_payload};
use beichen_store::Deps;
use serde::Deserialize;
use serde_json::Value;

use crate::order::commands;
use crate::order::model::OrderId;
use crate::order::views::OrderWrite;

/// The operation `customers_order_edit`.
pub struct EditOrder;

/// `{"order_id", "version", "body"}`
#[derive(Deserialize)]
struct Wish {
    order_id: OrderId,
    version: i64,
    body: OrderWrite,
}

#[async_trait::async_trait]
impl CorrectionKind for EditOrder {
    fn operation(&self) -> &'static str {
        "customers_order_edit"
    }

    async fn summary(&self, _: &Ctx, _: &Deps, payload: &Value) -> Result<String> {
        let body = read_payload::<Wish>(payload)?.body;
        Ok(format!("{} · {}", body.code, body.signed_on))
    }

    async fn run(&self, ctx: &Ctx, deps: &Deps, payload: &Value) -> Result<Value> {
        let wish: Wish = read_payload(payload)?;
        answer(&commands::edit(ctx, &deps.db, wish.order_id, Version(wish.version), wish.body).await?)
    }
}
