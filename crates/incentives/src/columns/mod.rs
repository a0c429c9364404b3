//! Tables of results with the columns that somebody asks for: a row for each person, or for each unit, and period.

mod model;
mod people;
mod units;

use beichen_engine::calendar::{Calendar, Period};
use beichen_engine::day::DayRange;
use beichen_engine::plan::Plan;
use beichen_kernel::{Ctx, Result};
use beichen_ledger::api as ledger;
use beichen_store::{Db, Tx};

pub use model::{ColumnsError, ColumnsFile, Source, Table};

use crate::inputs;

/// What a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    Person,
    Unit,
}

/// Calculates plans for a period, or for `all` of their calendar's periods inside their days, and keeps nothing.
pub async fn calculate(
    ctx: &Ctx,
    db: &Db,
    plans: Vec<Plan>,
    period: &str,
    by: By,
    columns: &ColumnsFile,
) -> Result<Table> {
    let tx = db.read(ctx).await?;
    let first = plans.first().ok_or(ColumnsError::NoPlan)?;
    if let Some(other) = plans.iter().find(|plan| plan.calendar != first.calendar) {
        return Err(ColumnsError::OtherCalendar { plan: other.key.clone(), calendar: first.calendar.clone() }.into());
    }
    columns.check(&plans, by)?;
    let calendar = ledger::calendar(&tx, &first.calendar).await?;
    let mut table = Table { titles: columns.titles(), rows: Vec::new() };
    for period in periods(first, &calendar, period)? {
        table.rows.extend(rows(&tx, &plans, &calendar, &period, by, columns).await?);
    }
    Ok(table)
}

async fn rows(
    tx: &Tx<'_>,
    plans: &[Plan],
    calendar: &Calendar,
    period: &Period,
    by: By,
    columns: &ColumnsFile,
) -> Result<Vec<Vec<String>>> {
    match by {
        By::Unit => units::rows(tx, calendar, period, columns).await,
        By::Person => {
            let mut runs = Vec::with_capacity(plans.len());
            for plan in plans {
                let loaded = inputs::load(tx, plan.clone(), calendar, period.clone()).await?;
                runs.push(loaded.run()?);
            }
            people::rows(tx, &runs, period, columns).await
        }
    }
}

fn periods(plan: &Plan, calendar: &Calendar, text: &str) -> Result<Vec<Period>> {
    if text != "all" {
        return Ok(vec![inputs::find_period(plan, calendar, text)?]);
    }
    let valid = DayRange::including(plan.valid.from, plan.valid.to);
    let kinds: std::collections::BTreeSet<_> = plan.components.iter().map(|component| component.period).collect();
    Ok(kinds.into_iter().flat_map(|kind| calendar.periods_inside(kind, valid)).collect())
}

/// A measure's digits after the dot.
async fn digits(tx: &Tx<'_>, measure: &str) -> Result<u8> {
    let known = ledger::measure(tx, measure).await?;
    Ok(known.measure.unit.digits(tx.ctx().currency()))
}
