//! Totals, credits and the number of documents, as goals, plans and boards read them.

use std::collections::BTreeMap;

use beichen_engine::day::DayRange;
use beichen_engine::measure::{MeasureDay, MeasureOf};
use beichen_kernel::{MemberId, Result, UnitId};
use beichen_store::Tx;
use beichen_store::raw;
use uuid::Uuid;

use super::model::{CreditRow, DayTotal, PersonTotal, UnitTotal};
use super::store::rows;
use super::store::totals::{self, Asked};
use crate::measure::model::MeasureInForce;
use crate::sql::get;

/// Totals of people over days (half-open), by measure and person; people without credits are absent.
/// `people` = `None` for everybody.
pub async fn totals_by_person(
    tx: &Tx<'_>,
    measures: &[&str],
    days: DayRange,
    people: Option<&[MemberId]>,
) -> Result<Vec<PersonTotal>> {
    let asked = Asked { measures, days, people };
    let rows = totals::sums(tx, "measure, member_id", &asked).await?;
    rows.iter()
        .map(|row| {
            Ok(PersonTotal {
                measure: get(row, "measure")?,
                member: get::<Uuid>(row, "member_id")?.into(),
                amount: get(row, "amount")?,
            })
        })
        .collect()
}

/// As [`totals_by_person`], day by day.
pub async fn totals_by_person_and_day(
    tx: &Tx<'_>,
    measures: &[&str],
    days: DayRange,
    people: Option<&[MemberId]>,
) -> Result<Vec<DayTotal>> {
    let asked = Asked { measures, days, people };
    let rows = totals::sums(tx, "measure, member_id, day", &asked).await?;
    rows.iter()
        .map(|row| {
            Ok(DayTotal {
                measure: get(row, "measure")?,
                member: get::<Uuid>(row, "member_id")?.into(),
                day: raw::day(get(row, "day")?),
                amount: get(row, "amount")?,
            })
        })
        .collect()
}

/// Totals by the unit that each credit is stamped with; a unit's whole figure is the sum over its tree.
pub async fn totals_by_unit(tx: &Tx<'_>, measures: &[&str], days: DayRange) -> Result<Vec<UnitTotal>> {
    let asked = Asked { measures, days, people: None };
    let rows = totals::sums(tx, "measure, unit_id", &asked).await?;
    rows.iter()
        .map(|row| {
            Ok(UnitTotal {
                measure: get(row, "measure")?,
                unit: totals::optional_id(row, "unit_id")?.map(UnitId::from),
                amount: get(row, "amount")?,
            })
        })
        .collect()
}

/// The credits of people over days, as calculations read them: all entries of one (document, line, payee, day, unit)
/// added up, none of them 0, by person, day, recording, document and line. `people` = `None` for everybody.
pub async fn credits(
    tx: &Tx<'_>,
    measures: &[&str],
    days: DayRange,
    people: Option<&[MemberId]>,
) -> Result<Vec<CreditRow>> {
    let mut credits = rows::credits(tx, &Asked { measures, days, people }).await?;
    credits.sort_by(|a, b| {
        (a.member, a.day, a.recorded, a.document, a.line, &a.measure, a.unit)
            .cmp(&(b.member, b.day, b.recorded, b.document, b.line, &b.measure, b.unit))
    });
    Ok(credits)
}

/// What stands for one document, all measures.
pub async fn credits_of_document(tx: &Tx<'_>, document: Uuid) -> Result<Vec<CreditRow>> {
    rows::credits_of(tx, document).await
}

/// How many documents in force each person is a payee of whose day for the measure lies in `days`, those worth 0
/// included. Of a measure with `where`, and of first orders, only documents that it counts.
/// Refunds are part of their payment, not documents of their own.
pub async fn document_counts(
    tx: &Tx<'_>,
    measure: &MeasureInForce,
    days: DayRange,
) -> Result<BTreeMap<MemberId, i64>> {
    let definition = &measure.measure;
    let by_payment = definition.day == MeasureDay::ReceivedOn;
    if measure.asks_who_is_new() {
        return rows::count_credited(tx, measure.key(), days).await;
    }
    if measure.is_filtered() {
        return rows::count_where(tx, measure, days).await;
    }
    match definition.of {
        MeasureOf::Orders | MeasureOf::Quantity => rows::count_orders(tx, days).await,
        MeasureOf::Margin if !by_payment => rows::count_orders(tx, days).await,
        MeasureOf::Payments | MeasureOf::Margin => rows::count_payments(tx, days).await,
        _ => rows::count_where(tx, measure, days).await,
    }
}
