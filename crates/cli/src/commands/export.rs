//! `export`: a sheet of what is there, page by page through the same queries as the screens.

use beichen_customers::{customer, order, payment, product, refund};
use beichen_kernel::{Ctx, Error, Kind, Page, Result};
use beichen_people::api as people;
use beichen_sheets::export::{Out, Table, csv, xlsx};
use beichen_store::Db;

use super::{DONE, write};
use crate::args::{Export, Place};
use crate::{actor, place, print};

/// Rows of a page.
const PAGE: Option<u64> = Some(200);

pub async fn run(place: &Place, options: Export) -> Result<u8> {
    let opened = place::open(place).await?;
    let ctx = actor::reader(place, &opened.deps).await?;
    let table = table(&ctx, &opened.deps.db, &options.kind).await?;
    match &options.out {
        Some(path) if path.extension().is_some_and(|kind| kind == "xlsx") => write(path, &xlsx(&table)?)?,
        Some(path) => write(path, &csv(&table)?)?,
        None => print::line(String::from_utf8_lossy(&csv(&table)?).trim_start_matches('\u{feff}').trim_end()),
    }
    Ok(DONE)
}

async fn table(ctx: &Ctx, db: &Db, kind: &str) -> Result<Table> {
    let (titles, rows): (&[&str], Vec<Vec<String>>) = match kind {
        "people" => (&["code", "name", "joined_on", "left_on"], members(ctx, db).await?),
        "customers" => (&["code", "name", "owner", "tier"], customers(ctx, db).await?),
        "products" => (&["code", "name", "family"], products(ctx, db).await?),
        "orders" => {
            (&["code", "customer", "owner", "signed_on", "due_on", "net", "gross", "state"], orders(ctx, db).await?)
        }
        "payments" => {
            (&["code", "order", "customer", "received_on", "amount", "account", "state"], payments(ctx, db).await?)
        }
        "refunds" => (&["code", "payment", "refunded_on", "amount", "state"], refunds(ctx, db).await?),
        _ => return Err(Error::new(Kind::Invalid, "cli.no_such_export").with("kind", kind)),
    };
    Ok(Table {
        name: kind.to_owned(),
        titles: titles.iter().map(|&title| title.to_owned()).collect(),
        rows: rows.into_iter().map(|row| row.into_iter().map(Out::Text).collect()).collect(),
    })
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

async fn members(ctx: &Ctx, db: &Db) -> Result<Vec<Vec<String>>> {
    let tx = db.read(ctx).await?;
    let members = people::members(&tx).await?;
    let row = |member: people::Member| {
        let left_on = member.left_on.map(|day| day.to_string()).unwrap_or_default();
        vec![member.code, member.name, member.joined_on.to_string(), left_on]
    };
    Ok(members.into_iter().map(row).collect())
}

async fn customers(ctx: &Ctx, db: &Db) -> Result<Vec<Vec<String>>> {
    let read = |after| {
        let query = customer::views::CustomerListQuery { limit: PAGE, after, ..Default::default() };
        customer::queries::list(ctx, db, query)
    };
    let owner = |owner: Option<customer::views::PersonRef>| owner.map(|owner| owner.code).unwrap_or_default();
    Ok(all(read).await?.into_iter().map(|one| vec![one.code, one.name, owner(one.owner), one.tier]).collect())
}

async fn products(ctx: &Ctx, db: &Db) -> Result<Vec<Vec<String>>> {
    let read = |after| {
        let query = product::views::ProductListQuery { limit: PAGE, after, ..Default::default() };
        product::queries::list(ctx, db, query)
    };
    Ok(all(read).await?.into_iter().map(|one| vec![one.code, one.name, one.family]).collect())
}

async fn orders(ctx: &Ctx, db: &Db) -> Result<Vec<Vec<String>>> {
    let read = |after| {
        let query = order::views::OrderListQuery { limit: PAGE, after, ..Default::default() };
        order::queries::list(ctx, db, query)
    };
    let row = |one: order::views::OrderRow| {
        vec![
            one.code,
            one.customer.map(|customer| customer.code).unwrap_or_default(),
            one.owner.map(|owner| owner.code).unwrap_or_default(),
            one.signed_on.to_string(),
            one.due_on.map(|day| day.to_string()).unwrap_or_default(),
            one.net,
            one.gross,
            one.state,
        ]
    };
    Ok(all(read).await?.into_iter().map(row).collect())
}

async fn payments(ctx: &Ctx, db: &Db) -> Result<Vec<Vec<String>>> {
    let read = |after| {
        let query = payment::views::PaymentListQuery { limit: PAGE, after, ..Default::default() };
        payment::queries::list(ctx, db, query)
    };
    let row = |one: payment::views::PaymentRow| {
        vec![
            one.code,
            one.order.map(|order| order.code).unwrap_or_default(),
            one.customer.map(|customer| customer.code).unwrap_or_default(),
            one.received_on.to_string(),
            one.amount,
            one.account,
            one.state,
        ]
    };
    Ok(all(read).await?.into_iter().map(row).collect())
}

async fn refunds(ctx: &Ctx, db: &Db) -> Result<Vec<Vec<String>>> {
    let read = |after| {
        let query = refund::views::RefundListQuery { limit: PAGE, after, ..Default::default() };
        refund::queries::list(ctx, db, query)
    };
    let row = |one: refund::views::RefundView| {
        vec![one.code, one.payment.code, one.refunded_on.to_string(), one.amount, one.state]
    };
    Ok(all(read).await?.into_iter().map(row).collect())
}
