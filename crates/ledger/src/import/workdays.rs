//! Workdays from a sheet: one row is a day that differs from Monday to Friday.

use beichen_engine::day::Day;
use beichen_engine::workdays::WorkdayException;
use beichen_kernel::{Ctx, Error, Kind, Permission, Result};
use beichen_people::api::blame_row;
use beichen_sheets::{Batch, CellType, Checked, Column, ImportKind, ParsedRow, StagedRow, Verdict};
use beichen_store::{Db, Tx};

use crate::permissions::LEDGER_WORKDAYS_EDIT;
use crate::workdays::commands::keep;
use crate::workdays::model::put;
use crate::workdays::queries::workdays;

const COLUMNS: &[Column] = &[
    Column::required("day", CellType::Day, "ledger.columns.day"),
    Column::required("is_off", CellType::Truth, "ledger.columns.is_off"),
    Column::optional("name", CellType::Text, "ledger.columns.holiday"),
];

/// The kind `workdays`. Days that the file does not name stay as they are.
pub struct WorkdayTables;

#[async_trait::async_trait]
impl ImportKind for WorkdayTables {
    fn name(&self) -> &'static str {
        "workdays"
    }

    fn columns(&self) -> &'static [Column] {
        COLUMNS
    }

    fn permission(&self) -> Permission {
        LEDGER_WORKDAYS_EDIT
    }

    fn key(&self, row: &ParsedRow) -> Option<String> {
        row.day("day").map(|day| day.to_string())
    }

    async fn check(&self, ctx: &Ctx, db: &Db, batch: &Batch, rows: &[ParsedRow]) -> Result<Vec<Checked>> {
        let _ = batch;
        let tx = db.read(ctx).await?;
        let tables = workdays(&tx).await?;
        Ok(rows
            .iter()
            .map(|row| {
                let day = row.day("day").unwrap_or(Day::MIN);
                let exception = WorkdayException {
                    day,
                    name: row.text("name").unwrap_or_default().to_owned(),
                    is_off_day: row.truth("is_off").unwrap_or_default(),
                };
                let known = tables.exceptions(day.year()).into_iter().find(|known| known.day == day);
                match known {
                    Some(known) if known == exception => Checked::skip(row),
                    Some(_) => Checked::update(row).staging(serde_json::json!(exception)),
                    None => Checked::new(row).staging(serde_json::json!(exception)),
                }
            })
            .collect())
    }

    async fn apply_row(&self, tx: &mut Tx<'_>, batch: &Batch, row: &StagedRow) -> Result<Verdict> {
        let _ = batch;
        let exception: WorkdayException = serde_json::from_value(row.value.clone())
            .map_err(|error| Error::new(Kind::Internal, "kernel.internal").caused_by(error))?;
        let (exception_day, year) = (exception.day, exception.day.year());
        let mut table = workdays(tx).await?.exceptions(year);
        put(&mut table, exception);
        let day = exception_day.to_string();
        keep(tx, year, &table).await.map_err(|error| blame_row(error, row.row, &day))?;
        Ok(row.verdict)
    }
}
