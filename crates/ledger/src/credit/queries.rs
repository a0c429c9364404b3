//! Totals, credits and the number of documents, as goals, plans and boards read them.

use std::collections::{BTreeMap, HashMap};

use beichen_engine::calendar::NATURAL;
use beichen_engine::day::{Day, DayRange};
use beichen_engine::measure::{MeasureDay, MeasureOf};
use beichen_kernel::{Ctx, MemberId, Result, UnitId};
use beichen_people::api as people;
use beichen_store::raw;
use beichen_store::{Db, Tx};
use uuid::Uuid;

use super::model::{CreditRow, DayTotal, PersonTotal, UnitTotal};
use super::policy;
use super::store::rows;
use super::store::totals::{self, Asked};
use super::views::{TotalView, TotalsBy, TotalsQuery, TotalsView};
use crate::calendar::queries::find_period;
use crate::measure::model::MeasureInForce;
use crate::measure::queries::measure;
use crate::permissions::{LEDGER_PERSON_TOTAL_READ, LEDGER_TOTAL_READ};
use crate::store::get;

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
pub async fn document_counts(tx: &Tx<'_>, measure: &MeasureInForce, days: DayRange) -> Result<BTreeMap<MemberId, i64>> {
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

/// Totals of a period, narrowed to what the actor may see on its last day (today, while it is open).
pub async fn totals(ctx: &Ctx, db: &Db, query: TotalsQuery) -> Result<TotalsView> {
    ctx.reach(LEDGER_TOTAL_READ)?;
    let tx = db.read(ctx).await?;
    let measure = measure(&tx, &query.measure).await?;
    let period = find_period(&tx, query.calendar.as_deref().unwrap_or(NATURAL), query.kind, &query.period).await?;
    let last = period.days.last_day().unwrap_or(period.days.from);
    let items = match query.by.unwrap_or_default() {
        TotalsBy::Person => people_totals(&tx, &measure, period.days, last.min(ctx.today())).await?,
        TotalsBy::Unit => unit_totals(&tx, &measure, period.days, last.min(ctx.today())).await?,
    };
    Ok(TotalsView {
        measure: query.measure,
        calendar: period.calendar,
        period: period.name,
        from: period.days.from,
        to: last,
        items,
        can: Vec::new(),
    })
}

async fn people_totals(tx: &Tx<'_>, measure: &MeasureInForce, days: DayRange, on: Day) -> Result<Vec<TotalView>> {
    let seen = people::visible(tx, LEDGER_PERSON_TOTAL_READ).await?.members_on(on);
    let totals = totals_by_person(tx, &[measure.key()], days, seen.as_deref()).await?;
    let documents = document_counts(tx, measure, days).await?;
    let ids: Vec<MemberId> = totals.iter().map(|total| total.member).collect();
    let members = people::members_by_id(tx, &ids).await?;
    let mut items: Vec<TotalView> = totals
        .into_iter()
        .map(|total| {
            let member = members.get(&total.member);
            TotalView {
                id: total.member.to_string(),
                code: member.map(|member| member.code.clone()).unwrap_or_default(),
                name: member.map(|member| member.name.clone()).unwrap_or_default(),
                amount: measure.measure.format_amount(total.amount, tx.ctx().currency()),
                documents: Some(documents.get(&total.member).copied().unwrap_or(0)),
            }
        })
        .collect();
    items.sort_by(|a, b| (&a.code, &a.id).cmp(&(&b.code, &b.id)));
    Ok(items)
}

async fn unit_totals(tx: &Tx<'_>, measure: &MeasureInForce, days: DayRange, on: Day) -> Result<Vec<TotalView>> {
    let ctx = tx.ctx();
    let tree = people::tree_on(tx, on).await?;
    let seen = policy::units_seen(ctx.reach(LEDGER_TOTAL_READ)?, ctx.member(), &tree);
    let mut sums: HashMap<UnitId, i64> = HashMap::new();
    for total in totals_by_unit(tx, &[measure.key()], days).await? {
        for unit in total.unit.map(|unit| tree.path(unit)).unwrap_or_default() {
            let sum = sums.entry(unit).or_insert(0);
            *sum = sum.checked_add(total.amount).ok_or(crate::document::model::DocumentError::TooLarge)?;
        }
    }
    let units = people::units(tx).await?;
    let shown = units
        .into_iter()
        .filter(|unit| tree.contains(unit.id) && seen.as_ref().is_none_or(|seen| seen.contains(&unit.id)));
    Ok(shown
        .map(|unit| TotalView {
            id: unit.id.to_string(),
            code: unit.code,
            name: unit.name,
            amount: measure.measure.format_amount(sums.get(&unit.id).copied().unwrap_or(0), ctx.currency()),
            documents: None,
        })
        .collect())
}
