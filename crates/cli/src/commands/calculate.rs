//! `calculate`: plans for periods, as a table, without keeping anything.

use std::path::Path;

use beichen_engine::plan::Plan;
use beichen_incentives::api::{self as incentives, By, ColumnsFile, Table};
use beichen_kernel::{Ctx, Error, Kind, Result};
use beichen_sheets::export::harmless;
use beichen_store::Deps;
use serde_json::{Map, Value};

use super::{DONE, read, write};
use crate::args::{self, Calculate, Place};
use crate::{actor, place, print};

pub async fn run(place: &Place, options: Calculate) -> Result<u8> {
    let opened = place::open(place).await?;
    let deps = &opened.deps;
    let ctx = actor::reader(place, deps).await?;
    let plans = plans(&ctx, deps, &options.plan).await?;
    let by = match options.by {
        args::By::Person => By::Person,
        args::By::Unit => By::Unit,
    };
    let columns = match &options.columns {
        Some(file) => ColumnsFile::parse(&read(file)?)?,
        None => ColumnsFile::usual(&plans, by),
    };
    let table = incentives::calculate(&ctx, &deps.db, plans, &options.period, by, &columns).await?;
    match (&options.out, place.json) {
        (Some(path), _) => write(path, &csv(&table)?)?,
        (None, true) => print::json(&rows(&table)),
        (None, false) => print::line(String::from_utf8_lossy(&csv(&table)?).trim_end()),
    }
    Ok(DONE)
}

/// Plans by file, else by the key of a kept draft.
async fn plans(ctx: &Ctx, deps: &Deps, named: &[String]) -> Result<Vec<Plan>> {
    let tx = deps.db.read(ctx).await?;
    let surroundings = incentives::surroundings(&tx).await?;
    let mut plans = Vec::with_capacity(named.len());
    for name in named {
        let path = Path::new(name);
        if path.is_file() {
            plans.push(incentives::read(&read(path)?, &surroundings)?);
            continue;
        }
        let draft = incentives::find_by_key(&tx, name).await?;
        let draft = draft.ok_or_else(|| Error::new(Kind::Invalid, "cli.no_such_plan").with("plan", name.clone()))?;
        plans.push(draft.plan);
    }
    Ok(plans)
}

/// Unlike an export it bears no mark of UTF-8: whoever names the columns feeds programs, to which the mark would be
/// part of the first name.
fn csv(table: &Table) -> Result<Vec<u8>> {
    plain(&table.titles, &table.rows)
}

/// Rows for programs.
pub fn plain(titles: &[String], rows: &[Vec<String>]) -> Result<Vec<u8>> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    for row in std::iter::once(titles).chain(rows.iter().map(Vec::as_slice)) {
        writer.write_record(row.iter().map(|cell| harmless(cell).into_owned())).map_err(Error::internal)?;
    }
    writer.into_inner().map_err(|error| Error::internal(error.to_string()))
}

fn rows(table: &Table) -> Vec<Map<String, Value>> {
    let object = |row: &Vec<String>| table.titles.iter().cloned().zip(row.iter().cloned().map(Value::from)).collect();
    table.rows.iter().map(object).collect()
}
