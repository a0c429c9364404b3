//! Totals, credits and the number of documents, as goals, plans and boards read them.

mod locked;

use std::collections::{BTreeMap, HashMap};

use beichen_engine::calendar::NATURAL;
use beichen_engine::day::{Day, DayRange};
use beichen_engine::measure::{MeasureDay, MeasureOf};
use beichen_kernel::{Ctx, MemberId, Reach, Result, Timestamp, UnitId};
use beichen_people::api::{self as people, UnitTree};
use beichen_store::raw;
use beichen_store::{Db, Tx};
use uuid::Uuid;

use super::model::{CreditRow, DayTotal, PersonTotal, UnitTotal};
use super::policy;
use super::store::rows;
use super::store::since::{seq_at, sums_by};
use super::store::totals::{self, Asked};
use super::views::{TotalView, TotalsBy, TotalsQuery, TotalsView};
use crate::calendar::queries::find_period;
use crate::document::model::DocumentError;
use crate::measure::model::MeasureInForce;
use crate::measure::queries::measure;
use crate::permissions::{LEDGER_PERSON_TOTAL_READ, LEDGER_TOTAL_READ};
use crate::store::get;
pub use locked::{AsLocked, as_locked};

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

/// What was reached of a measure. Amounts are in its smallest unit; whoever has no credit is absent.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reached {
    pub people: HashMap<MemberId, i64>,
    /// By unit, with all below it.
    pub units: HashMap<UnitId, i64>,
}

/// What people and units have reached over days, as known today or at a number of the audit chain. Units add up by the
/// tree of the day `on`.
pub async fn reached(tx: &Tx<'_>, measure: &str, days: DayRange, on: Day, at: Option<i64>) -> Result<Reached> {
    let asked = Asked { measures: &[measure], days, people: None };
    let people = sums_by(tx, "member_id", &asked, at).await?;
    let people = people.into_iter().filter_map(|(member, amount)| Some((MemberId::from(member?), amount)));
    let tree = UnitTree::with_closed(on, &people::unit_spans(tx).await?);
    let (units, _) = units_reached(tx, &asked, &tree, at).await?;
    Ok(Reached { people: people.collect(), units })
}

/// Totals of units with all below them, and of everybody together.
async fn units_reached(
    tx: &Tx<'_>,
    asked: &Asked<'_>,
    tree: &UnitTree,
    at: Option<i64>,
) -> Result<(HashMap<UnitId, i64>, i64)> {
    let sums = sums_by(tx, "unit_id", asked, at).await?;
    let sums = sums.into_iter().map(|(unit, amount)| (unit.map(UnitId::from), amount)).collect();
    Ok(rolled_up(tree, sums)?)
}

/// The credits of people over days, as calculations read them: all entries of one (document, line, payee, day, unit)
/// added up, none of them 0, by person, day, recording, document and line. `people` = `None` for everybody.
pub async fn credits(
    tx: &Tx<'_>,
    measures: &[&str],
    days: DayRange,
    people: Option<&[MemberId]>,
) -> Result<Vec<CreditRow>> {
    Ok(in_order(rows::credits(tx, &Asked { measures, days, people }).await?))
}

fn in_order(mut credits: Vec<CreditRow>) -> Vec<CreditRow> {
    credits.sort_by(|a, b| {
        (a.member, a.day, a.recorded, a.document, a.line, &a.measure, a.unit)
            .cmp(&(b.member, b.day, b.recorded, b.document, b.line, &b.measure, b.unit))
    });
    credits
}

/// What stands for one document, all measures, in the same order.
pub async fn credits_of_document(tx: &Tx<'_>, document: Uuid) -> Result<Vec<CreditRow>> {
    Ok(in_order(rows::credits_of(tx, document).await?))
}

/// How many documents in force each person is a payee of whose day for the measure lies in `days`, those worth 0
/// included. Of a measure with `where`, and of first orders, only documents that the version of their day counts.
/// Refunds are part of their payment, not documents of their own.
pub async fn document_counts(tx: &Tx<'_>, measure: &MeasureInForce, days: DayRange) -> Result<BTreeMap<MemberId, i64>> {
    let mut counts = BTreeMap::new();
    for (held, version) in measure.versions() {
        let days = held.intersect(days);
        if days.is_empty() {
            continue;
        }
        for (member, count) in count_under(tx, version, days).await? {
            let sum = counts.entry(member).or_insert(0_i64);
            *sum = sum.saturating_add(count);
        }
    }
    Ok(counts)
}

/// As [`document_counts`], of days on which one version holds.
async fn count_under(tx: &Tx<'_>, measure: &MeasureInForce, days: DayRange) -> Result<BTreeMap<MemberId, i64>> {
    let counts_all = !measure.is_filtered() && !measure.asks_who_is_new();
    let by_payment = measure.measure.day == MeasureDay::ReceivedOn;
    match measure.measure.of {
        MeasureOf::Orders | MeasureOf::Quantity if counts_all => rows::count_orders(tx, days).await,
        MeasureOf::Margin if counts_all && !by_payment => rows::count_orders(tx, days).await,
        MeasureOf::Payments | MeasureOf::Margin if counts_all => rows::count_payments(tx, days).await,
        _ => rows::count_where(tx, measure, days).await,
    }
}

/// Totals of a period, narrowed to what the actor may see on its last day (today, while it is open). Whoever led people
/// before sees the sums of the own days.
pub async fn totals(ctx: &Ctx, db: &Db, query: TotalsQuery) -> Result<TotalsView> {
    ctx.reach(LEDGER_TOTAL_READ)?;
    let tx = db.read(ctx).await?;
    let measure = measure(&tx, &query.measure).await?;
    let period = find_period(&tx, query.calendar.as_deref().unwrap_or(NATURAL), query.kind, &query.period).await?;
    let last = period.days.last_day().unwrap_or(period.days.from);
    let on = last.min(ctx.today());
    let figures = Figures {
        on,
        days: period.days,
        at: match &query.as_of {
            Some(text) => Some(seq_as_of(&tx, text).await?),
            None => None,
        },
        // What was known at an instant knows nothing of what was locked later.
        locked: if query.as_of.is_none() { as_locked(&tx, measure.key(), period.days, on).await? } else { None },
        measure,
    };
    let (items, organisation, organisation_as_locked) = match query.by.unwrap_or_default() {
        TotalsBy::Person => (figures.of_people(&tx).await?, None, None),
        TotalsBy::Unit => figures.of_units(&tx).await?,
    };
    Ok(TotalsView {
        measure: query.measure,
        calendar: period.calendar,
        period: period.name,
        from: period.days.from,
        to: last,
        organisation,
        organisation_as_locked,
        items,
        can: Vec::new(),
    })
}

/// The last number of the audit chain by an instant (RFC 3339), or by the end of a day.
pub async fn seq_as_of(tx: &Tx<'_>, text: &str) -> Result<i64> {
    seq_at(tx, instant(tx.ctx(), text)?).await
}

/// RFC 3339, or a day whose end is meant.
fn instant(ctx: &Ctx, text: &str) -> Result<Timestamp, DocumentError> {
    let bad = || DocumentError::BadInstant { text: text.to_owned() };
    match Timestamp::parse(text) {
        Some(at) => Ok(at),
        None => text.parse().map(|day| ctx.end_of(day)).map_err(|_| bad()),
    }
}

/// One measure on the days of a period: as known today or at a moment, and as it was locked.
struct Figures {
    measure: MeasureInForce,
    days: DayRange,
    /// The day that decides who sees whom.
    on: Day,
    /// The audit chain's number of the moment.
    at: Option<i64>,
    locked: Option<AsLocked>,
}

impl Figures {
    fn amount(&self, tx: &Tx<'_>, amount: i64) -> String {
        self.measure.measure.format_amount(amount, tx.ctx().currency())
    }

    async fn of_people(&self, tx: &Tx<'_>) -> Result<Vec<TotalView>> {
        let visible = people::visible(tx, LEDGER_PERSON_TOTAL_READ).await?;
        let mut sums: BTreeMap<MemberId, (i64, i64)> = BTreeMap::new();
        for (days, people) in policy::days_seen(&visible, self.days, self.on) {
            // Of a moment only amounts are kept.
            let documents = match self.at {
                None => document_counts(tx, &self.measure, days).await?,
                Some(_) => BTreeMap::new(),
            };
            let asked = Asked { measures: &[self.measure.key()], days, people: people.as_deref() };
            for (member, amount) in sums_by(tx, "member_id", &asked, self.at).await? {
                let member: MemberId = member.unwrap_or_default().into();
                let sum = sums.entry(member).or_default();
                let counted = documents.get(&member).copied().unwrap_or(0);
                *sum = (added(sum.0, amount)?, sum.1.saturating_add(counted));
            }
        }
        for member in self.locked.iter().flat_map(|locked| locked.people.keys()) {
            if visible.includes(*member, self.on) {
                sums.entry(*member).or_default();
            }
        }
        let members = people::members_by_id(tx, &sums.keys().copied().collect::<Vec<_>>()).await?;
        let mut items: Vec<TotalView> = sums
            .into_iter()
            .map(|(id, (amount, documents))| {
                let member = members.get(&id);
                let is_whole = visible.includes(id, self.on);
                let locked = self.locked.as_ref().filter(|_| is_whole).and_then(|locked| locked.people.get(&id));
                TotalView {
                    id: id.to_string(),
                    code: member.map(|member| member.code.clone()).unwrap_or_default(),
                    name: member.map(|member| member.name.clone()).unwrap_or_default(),
                    amount: self.amount(tx, amount),
                    as_locked: locked.map(|locked| self.amount(tx, *locked)),
                    not_locked: None,
                    is_whole,
                    documents: self.at.is_none().then_some(documents),
                }
            })
            .collect();
        items.sort_by(|a, b| (&a.code, &a.id).cmp(&(&b.code, &b.id)));
        Ok(items)
    }

    /// The units that the actor sees, and the whole organisation for those who see all of it.
    async fn of_units(&self, tx: &Tx<'_>) -> Result<(Vec<TotalView>, Option<String>, Option<String>)> {
        let ctx = tx.ctx();
        let spans = people::unit_spans(tx).await?;
        let (open, tree) = (UnitTree::on(self.on, &spans), UnitTree::with_closed(self.on, &spans));
        let sees_all = ctx.reach(LEDGER_TOTAL_READ)? == Reach::Organisation;
        let led = people::led_days(tx).await?;
        let is_led = |unit: UnitId| led.get(&unit).is_some_and(|led| led.iter().any(|days| days.contains(self.on)));
        let asked = Asked { measures: &[self.measure.key()], days: self.days, people: None };
        let (sums, whole) = units_reached(tx, &asked, &tree, self.at).await?;
        let then = self.locked.as_ref();
        let shown = people::units(tx).await?.into_iter().filter(|unit| {
            let is_there = open.contains(unit.id) || sums.contains_key(&unit.id);
            is_there && (sees_all || tree.path(unit.id).into_iter().any(is_led))
        });
        let items = shown.map(|unit| TotalView {
            amount: self.amount(tx, sums.get(&unit.id).copied().unwrap_or(0)),
            as_locked: then.map(|then| self.amount(tx, then.units.get(&unit.id).copied().unwrap_or(0))),
            not_locked: then.map(|then| then.not_locked.get(&unit.id).copied().unwrap_or(0)),
            id: unit.id.to_string(),
            code: unit.code,
            name: unit.name,
            is_whole: true,
            documents: None,
        });
        let items = items.collect();
        let whole_then = then.filter(|_| sees_all).map(|then| self.amount(tx, then.whole));
        Ok((items, sees_all.then(|| self.amount(tx, whole)), whole_then))
    }
}

/// Each unit with all below it, and everybody together.
fn rolled_up(tree: &UnitTree, sums: Vec<(Option<UnitId>, i64)>) -> Result<(HashMap<UnitId, i64>, i64), DocumentError> {
    let mut rolled: HashMap<UnitId, i64> = HashMap::new();
    let mut whole = 0;
    for (unit, amount) in sums {
        whole = added(whole, amount)?;
        for unit in unit.map(|unit| tree.path(unit)).unwrap_or_default() {
            let sum = rolled.entry(unit).or_insert(0);
            *sum = added(*sum, amount)?;
        }
    }
    Ok((rolled, whole))
}

fn added(sum: i64, amount: i64) -> Result<i64, DocumentError> {
    sum.checked_add(amount).ok_or(DocumentError::TooLarge)
}
