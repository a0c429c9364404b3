//! Changing workdays and calendars of locked days, once a second person grants it.

use beichen_kernel::{Ctx, Result, Version};
use beichen_people::api::{CorrectionKind, answer, read_payload};
use beichen_store::Deps;
use serde::Deserialize;
use serde_json::Value;

use crate::calendar::views::CalendarWrite;
use crate::workdays::views::WorkdaysWrite;
use crate::{calendar, workdays};

/// The operation `ledger_workdays_save`.
pub struct SaveWorkdays;

/// `{"year", "version", "body"}`
#[derive(Deserialize)]
struct OfYear {
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
        let wish: OfYear = read_payload(payload)?;
        Ok(format!("{} · {}", wish.year, wish.body.exceptions.len()))
    }

    async fn run(&self, ctx: &Ctx, deps: &Deps, payload: &Value) -> Result<Value> {
        let wish: OfYear = read_payload(payload)?;
        answer(&workdays::commands::save(ctx, &deps.db, wish.year, Version(wish.version), wish.body).await?)
    }
}

/// The operation `ledger_calendar_save`.
pub struct SaveCalendar;

/// `{"version", "body"}`
#[derive(Deserialize)]
struct OfCalendar {
    version: i64,
    body: CalendarWrite,
}

#[async_trait::async_trait]
impl CorrectionKind for SaveCalendar {
    fn operation(&self) -> &'static str {
        "ledger_calendar_save"
    }

    async fn summary(&self, _: &Ctx, _: &Deps, payload: &Value) -> Result<String> {
        let wish: OfCalendar = read_payload(payload)?;
        Ok(format!("{} · {}", wish.body.key, wish.body.periods.len()))
    }

    async fn run(&self, ctx: &Ctx, deps: &Deps, payload: &Value) -> Result<Value> {
        let wish: OfCalendar = read_payload(payload)?;
        answer(&calendar::commands::save(ctx, &deps.db, Version(wish.version), wish.body).await?)
    }
}
