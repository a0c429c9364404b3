//! Changing workdays of locked days, once a second person grants it.

use beichen_kernel::{Ctx, Result, Version};
use beichen_people::api::{CorrectionKind, answer, read_payload};
use beichen_store::Deps;
use serde::Deserialize;
use serde_json::Value;

use crate::workdays::commands;
use crate::workdays::views::WorkdaysWrite;

/// The operation `ledger_workdays_save`.
pub struct SaveWorkdays;

/// `{"year", "version", "body"}`
#[derive(Deserialize)]
struct Wish {
    year: i32,
    version: i64,
    body: WorkdaysWrite,
}

#[async_trait::async_trait]
impl CorrectionKind for SaveWorkdays {
    fn operation(&self) -> &'static str {
        "ledger_workdays_save"
    }

    async fn summary(&self, _: &Ctx, _: &Deps, payload: &Value) -> Result<String> {
        let wish: Wish = read_payload(payload)?;
        Ok(format!("{} · {}", wish.year, wish.body.exceptions.len()))
    }

    async fn run(&self, ctx: &Ctx, deps: &Deps, payload: &Value) -> Result<Value> {
        let wish: Wish = read_payload(payload)?;
        answer(&commands::save(ctx, &deps.db, wish.year, Version(wish.version), wish.body).await?)
    }
}
