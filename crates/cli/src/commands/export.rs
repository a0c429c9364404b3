//! `export`: a sheet of what is there, page by page through the same queries as the screens. Columns are named as the
//! kinds that import them name them.

mod changes;

use std::collections::HashMap;

use beichen_customers::{customer, order, payment, product, refund};
use beichen_engine::day::Day;
use beichen_engine::measure::{Measure, MeasureUnit};
use beichen_engine::money::Money;
use beichen_goals::api::Subject;
use beichen_goals::goal::queries as goals;
use beichen_kernel::{Ctx, Error, Id as _, Kind, Page, PageQuery, Result};
use beichen_ledger::api as ledger;
use beichen_people::api::{self as people, Entity, FieldValue};
use beichen_sheets::export::{Out, Table, csv, xlsx};
use beichen_store::{Db, Tx};
use strum::IntoEnumIterator as _;

use super::{DONE, write};
use crate::args::{Export, Place};
use crate::{actor, place, print};

/// Rows of a page.
const PAGE: Option<u64> = Some(200);

/// What can be exported.
pub const KINDS: [&str; 11] = [
    "people",
    "fields",
    "grades",
    "goals",
    "customers",
    "products",
    "orders",
    "payments",
    "refunds",
    "manual",
    "changes",
];

pub async fn run(place: &Place, options: Export) -> Result<u8> {
    let opened = place::open(place).await?;
    let ctx = actor::reader(place, &opened.deps).await?;
    let table = match (options.from.as_deref(), options.to.as_deref()) {
        (Some(from), Some(to)) if options.kind == "changes" => {
            changes::table(&ctx, &opened.deps.db, (from, to)).await?
        }
        (None, None) => table(&ctx, &opened.deps.db, &options.kind).await?,
        _ => return Err(Error::new(Kind::Invalid, "cli.days_of_changes")),
    };
    match &options.out {
        Some(path) if path.extension().is_some_and(|kind| kind == "xlsx") => write(path, &xlsx(&table)?)?,
        Some(path) => write(path, &csv(&table)?)?,
        None => print::line(String::from_utf8_lossy(&csv(&table)?).trim_start_matches('\u{feff}').trim_end()),
    }
    Ok(DONE)
}

type Rows = Vec<Vec<Out>>;

async fn table(ctx: &Ctx, db: &Db, kind: &str) -> Result<Table> {
    let (titles, rows): (&[&str], Rows) = match kind {
        "people" => (&["code", "name", "joined_on", "left_on"], members(ctx, db).await?),
        "fields" => (&["entity", "key", "name", "kind", "choices"], fields(ctx, db).await?),
        "grades" => (&["grade", "name", "column", "kind", "value", "from"], grades(ctx, db).await?),
        "goals" => (
            &["measure", "calendar", "period", "period_kind", "person", "unit", "level", "amount", "basis", "state"],
            goal_rows(ctx, db).await?,
        ),
        "customers" => (&["code", "name", "owner", "tier"], customers(ctx, db).await?),
        "products" => (&["code", "name", "family"], products(ctx, db).await?),
        "orders" => {
            (&["code", "customer", "owner", "signed_on", "due_on", "net", "gross", "state"], orders(ctx, db).await?)
        }
        "payments" => {
            (&["code", "order", "customer", "received_on", "amount", "account", "state"], payments(ctx, db).await?)
        }
        "refunds" => (&["code", "payment", "refunded_on", "amount", "state"], refunds(ctx, db).await?),
        "manual" => (&["measure", "person", "day", "value"], manual(ctx, db).await?),
        _ => {
            let error = Error::new(Kind::Invalid, "cli.no_such_export").with("kind", kind);
            return Err(error.with("kinds", KINDS.join(", ")));
        }
    };
    Ok(Table { name: kind.to_owned(), titles: titles.iter().map(|&title| title.to_owned()).collect(), rows })
}

/// Reads page after page.
async fn all<T, F: Future<Output = Result<Page<T>>>>(mut page: impl FnMut(Option<String>) -> F) -> Result<Vec<T>> {
    let mut items = Vec::new();
    let mut after = None;
    loop {
        let read = page(after).await?;
        items.extend(read.items);
        after = read.next;
        if after.is_none() {
            return Ok(items);
        }
    }
}

fn text(text: impl Into<String>) -> Out {
    Out::Text(text.into())
}

fn day(day: Option<Day>) -> Out {
    day.map_or(Out::Empty, Out::Day)
}

/// An amount as a view writes it.
fn money(ctx: &Ctx, amount: &str) -> Result<Out> {
    Money::parse(amount, ctx.currency()).map(Out::Money).map_err(Error::internal)
}

fn value(ctx: &Ctx, value: FieldValue) -> Out {
    match value {
        FieldValue::Money(minor) => Out::Money(Money::new(minor, ctx.currency())),
        FieldValue::Rate(rate) => Out::Rate(rate),
        FieldValue::Number(number) => Out::Count(number),
        FieldValue::Text(text) | FieldValue::Choice(text) => Out::Text(text),
        FieldValue::Day(day) => Out::Day(day),
    }
}

async fn members(ctx: &Ctx, db: &Db) -> Result<Rows> {
    let tx = db.read(ctx).await?;
    let members = people::members(&tx).await?;
    let row = |one: people::Member| vec![text(one.code), text(one.name), Out::Day(one.joined_on), day(one.left_on)];
    Ok(members.into_iter().map(row).collect())
}

async fn fields(ctx: &Ctx, db: &Db) -> Result<Rows> {
    let tx = db.read(ctx).await?;
    let mut rows = Rows::new();
    for entity in Entity::iter() {
        rows.extend(people::fields(&tx, entity).await?.into_iter().map(|field| {
            let (entity, kind) = (entity.to_string(), field.kind.to_string());
            vec![text(entity), text(field.key), text(field.name), text(kind), text(field.choices.join("|"))]
        }));
    }
    Ok(rows)
}

async fn grades(ctx: &Ctx, db: &Db) -> Result<Rows> {
    let tx = db.read(ctx).await?;
    let columns: HashMap<_, _> =
        people::fields(&tx, Entity::Grade).await?.into_iter().map(|field| (field.id, field)).collect();
    let values = people::grade_values(&tx).await?;
    let mut rows = Rows::new();
    for grade in people::grades(&tx).await? {
        for one in values.iter().filter(|one| one.subject == grade.id.uuid()) {
            let Some(column) = columns.get(&one.field) else { continue };
            let (key, kind) = (column.key.clone(), column.kind.to_string());
            let names = [grade.code.clone(), grade.name.clone(), key, kind];
            let cells = names.into_iter().map(Out::Text);
            rows.push(cells.chain([value(ctx, one.value.clone()), Out::Day(one.from)]).collect());
        }
    }
    Ok(rows)
}

type Measures = HashMap<String, Measure>;

async fn measures(tx: &Tx<'_>) -> Result<Measures> {
    let measures = ledger::measures(tx).await?.into_iter();
    Ok(measures.map(|one| (one.key().to_owned(), Measure::clone(&one.measure))).collect())
}

/// An amount in the smallest unit of a measure.
fn of_measure(ctx: &Ctx, measures: &Measures, key: &str, amount: i64) -> Out {
    match measures.get(key).map(|measure| measure.unit) {
        Some(MeasureUnit::Money) => Out::Money(Money::new(amount, ctx.currency())),
        Some(unit) => Out::Decimal(amount, unit.digits(ctx.currency())),
        None => Out::Count(amount),
    }
}

/// What stands, by measure, person and day.
async fn manual(ctx: &Ctx, db: &Db) -> Result<Rows> {
    let tx = db.read(ctx).await?;
    let measures = measures(&tx).await?;
    let people: HashMap<_, _> = people::members(&tx).await?.into_iter().map(|one| (one.id, one.code)).collect();
    let mut values = ledger::manual_values(&tx).await?;
    let code = |one: &ledger::ManualValue| people.get(&one.member).cloned().unwrap_or_default();
    values.sort_by_cached_key(|one| (one.measure.clone(), code(one), one.day));
    let row = |one: &ledger::ManualValue| {
        let value = of_measure(ctx, &measures, &one.measure, one.value);
        vec![text(one.measure.clone()), text(code(one)), Out::Day(one.day), value]
    };
    Ok(values.iter().map(row).collect())
}

async fn goal_rows(ctx: &Ctx, db: &Db) -> Result<Rows> {
    let tx = db.read(ctx).await?;
    let measures = measures(&tx).await?;
    let filter = goals::GoalFilter::default();
    let read = |after| {
        let page = PageQuery { limit: PAGE, after };
        let filter = &filter;
        async move { goals::list(ctx, db, filter, &page).await }
    };
    let row = |named: goals::Named| {
        let goals::Named { goal, code, .. } = named;
        let state = goal.state().to_string();
        let amount = of_measure(ctx, &measures, &goal.slot.measure, goal.amount);
        let (person, unit) = match goal.slot.subject {
            Subject::Member(_) => (Out::Text(code), Out::Empty),
            Subject::Unit(_) => (Out::Empty, Out::Text(code)),
        };
        let period = goal.slot.period;
        vec![
            text(goal.slot.measure),
            text(period.calendar),
            text(period.name),
            text(period.kind.key()),
            person,
            unit,
            text(goal.slot.level.to_string()),
            amount,
            text(goal.basis.to_string()),
            text(state),
        ]
    };
    Ok(all(read).await?.into_iter().map(row).collect())
}

async fn customers(ctx: &Ctx, db: &Db) -> Result<Rows> {
    let read = |after| {
        let query = customer::views::CustomerListQuery { limit: PAGE, after, ..Default::default() };
        customer::queries::list(ctx, db, query)
    };
    let owner = |owner: Option<customer::views::PersonRef>| owner.map_or(Out::Empty, |owner| text(owner.code));
    let row =
        |one: customer::views::CustomerView| vec![text(one.code), text(one.name), owner(one.owner), text(one.tier)];
    Ok(all(read).await?.into_iter().map(row).collect())
}

async fn products(ctx: &Ctx, db: &Db) -> Result<Rows> {
    let read = |after| {
        let query = product::views::ProductListQuery { limit: PAGE, after, ..Default::default() };
        product::queries::list(ctx, db, query)
    };
    Ok(all(read).await?.into_iter().map(|one| vec![text(one.code), text(one.name), text(one.family)]).collect())
}

async fn orders(ctx: &Ctx, db: &Db) -> Result<Rows> {
    let read = |after| {
        let query = order::views::OrderListQuery { limit: PAGE, after, ..Default::default() };
        order::queries::list(ctx, db, query)
    };
    let row = |one: order::views::OrderRow| {
        Ok(vec![
            text(one.code),
            one.customer.map_or(Out::Empty, |customer| text(customer.code)),
            one.owner.map_or(Out::Empty, |owner| text(owner.code)),
            Out::Day(one.signed_on),
            day(one.due_on),
            money(ctx, &one.net)?,
            money(ctx, &one.gross)?,
            text(one.state),
        ])
    };
    all(read).await?.into_iter().map(row).collect()
}

async fn payments(ctx: &Ctx, db: &Db) -> Result<Rows> {
    let read = |after| {
        let query = payment::views::PaymentListQuery { limit: PAGE, after, ..Default::default() };
        payment::queries::list(ctx, db, query)
    };
    let row = |one: payment::views::PaymentRow| {
        Ok(vec![
            text(one.code),
            one.order.map_or(Out::Empty, |order| text(order.code)),
            one.customer.map_or(Out::Empty, |customer| text(customer.code)),
            Out::Day(one.received_on),
            money(ctx, &one.amount)?,
            text(one.account),
            text(one.state),
        ])
    };
    all(read).await?.into_iter().map(row).collect()
}

async fn refunds(ctx: &Ctx, db: &Db) -> Result<Rows> {
    let read = |after| {
        let query = refund::views::RefundListQuery { limit: PAGE, after, ..Default::default() };
        refund::queries::list(ctx, db, query)
    };
    let row = |one: refund::views::RefundView| {
        Ok(vec![
            text(one.code),
            text(one.payment.code),
            Out::Day(one.refunded_on),
            money(ctx, &one.amount)?,
            text(one.state),
        ])
    };
    all(read).await?.into_iter().map(row).collect()
}
