//! Calendars from a sheet: one row is one period by its first day.

use std::collections::BTreeMap;

use beichen_engine::calendar::PeriodKind;
use beichen_engine::day::Day;
use beichen_kernel::{Ctx, Error, Permission, Result};
use beichen_sheets::{Batch, CellError, CellType, Checked, Column, Counts, ImportKind, ParsedRow, StagedRow, Verdict};
use beichen_store::{Db, Tx};
use tokio::sync::Mutex;

use crate::calendar::commands::keep;
use crate::calendar::model::{Boundary, of_boundaries};
use crate::calendar::store;
use crate::permissions::LEDGER_CALENDAR_EDIT;

const KINDS: CellType = CellType::Choice(&[
    ("month", &["月", "月度"]),
    ("quarter", &["季", "季度"]),
    ("half_year", &["半年", "半年度"]),
    ("year", &["年", "年度"]),
    ("end", &["结束"]),
]);

const COLUMNS: &[Column] = &[
    Column::required("calendar", CellType::Code, "ledger.columns.calendar"),
    Column::required("kind", KINDS, "ledger.columns.period_kind"),
    Column::required("from", CellType::Day, "ledger.columns.from"),
    Column::optional("name", CellType::Text, "ledger.columns.period_name"),
    Column::optional("to", CellType::Day, "ledger.columns.to"),
];

/// The kind `calendar`. The file holds the whole of each calendar that it names.
pub struct Calendars;

/// The rows of the file so far, by calendar; kept between the chunks and until it is applied.
#[derive(Default)]
struct Seen(Mutex<BTreeMap<String, Vec<(u32, Boundary)>>>);

fn boundary(row: &ParsedRow) -> Boundary {
    Boundary {
        kind: row.choice("kind").and_then(|word| word.parse::<PeriodKind>().ok()),
        name: row.text("name").map(str::to_owned),
        from: row.day("from").unwrap_or(Day::MIN),
        to: row.day("to"),
    }
}

#[async_trait::async_trait]
impl ImportKind for Calendars {
    fn name(&self) -> &'static str {
        "calendar"
    }

    fn columns(&self) -> &'static [Column] {
        COLUMNS
    }

    fn permission(&self) -> Permission {
        LEDGER_CALENDAR_EDIT
    }

    fn key(&self, row: &ParsedRow) -> Option<String> {
        let (calendar, kind) = (row.text("calendar")?, row.choice("kind")?);
        Some(format!("{calendar}/{kind}/{}", row.day("from")?))
    }

    async fn check(&self, ctx: &Ctx, db: &Db, batch: &Batch, rows: &[ParsedRow]) -> Result<Vec<Checked>> {
        let seen = batch.memory.once(|| async { Ok(Seen::default()) }).await?;
        let mut seen = seen.0.lock().await;
        let tx = db.read(ctx).await?;
        let mut checked = Vec::with_capacity(rows.len());
        for row in rows {
            let key = row.text("calendar").unwrap_or_default();
            let there = store::find(&tx, key).await?.is_some();
            let one = boundary(row);
            let staged = serde_json::json!({
                "calendar": key, "kind": one.kind, "name": one.name, "from": one.from, "to": one.to,
            });
            seen.entry(key.to_owned()).or_default().push((row.number, one));
            checked.push(if there { Checked::update(row) } else { Checked::new(row) }.staging(staged));
        }
        Ok(checked)
    }

    async fn check_end(&self, ctx: &Ctx, db: &Db, batch: &Batch) -> Result<Vec<Checked>> {
        let _ = (ctx, db);
        let seen = batch.memory.once(|| async { Ok(Seen::default()) }).await?;
        let seen = seen.0.lock().await;
        let mut failed = Vec::new();
        for (key, rows) in seen.iter() {
            let boundaries: Vec<Boundary> = rows.iter().map(|(_, one)| one.clone()).collect();
            if let Err(refusal) = of_boundaries(key, &boundaries) {
                let error = CellError::of("calendar", &Error::from(refusal));
                failed.extend(rows.iter().map(|(row, _)| Checked::failed_at(*row, vec![error.clone()])));
            }
        }
        Ok(failed)
    }

    async fn apply(&self, tx: &mut Tx<'_>, batch: &Batch) -> Result<Counts> {
        let mut calendars: BTreeMap<String, Vec<Boundary>> = BTreeMap::new();
        let mut counts = Counts::default();
        for (verdict, value) in staged(tx, batch).await? {
            counts.add(verdict);
            let key = value.get("calendar").and_then(serde_json::Value::as_str).unwrap_or_default().to_owned();
            calendars.entry(key).or_default().push(read(&value)?);
        }
        for (key, boundaries) in calendars {
            keep(tx, of_boundaries(&key, &boundaries)?).await?;
        }
        Ok(counts)
    }
}

#[derive(serde::Deserialize)]
struct Staged {
    kind: Option<PeriodKind>,
    name: Option<String>,
    from: Day,
    to: Option<Day>,
}

fn read(value: &serde_json::Value) -> Result<Boundary> {
    let staged: Staged = serde_json::from_value(value.clone()).map_err(Error::internal)?;
    Ok(Boundary { kind: staged.kind, name: staged.name, from: staged.from, to: staged.to })
}

async fn staged(tx: &mut Tx<'_>, batch: &Batch) -> Result<Vec<(Verdict, serde_json::Value)>> {
    let collector = Collector::default();
    beichen_sheets::run::apply_staged_rows(&collector, tx, batch).await?;
    Ok(collector.0.into_inner())
}

/// Collects the staged rows of a file: a calendar is written as a whole.
#[derive(Default)]
struct Collector(Mutex<Vec<(Verdict, serde_json::Value)>>);

#[async_trait::async_trait]
impl ImportKind for Collector {
    fn name(&self) -> &'static str {
        Calendars.name()
    }

    fn columns(&self) -> &'static [Column] {
        COLUMNS
    }

    fn permission(&self) -> Permission {
        LEDGER_CALENDAR_EDIT
    }

    async fn check(&self, ctx: &Ctx, db: &Db, batch: &Batch, rows: &[ParsedRow]) -> Result<Vec<Checked>> {
        Calendars.check(ctx, db, batch, rows).await
    }

    async fn apply_row(&self, _: &mut Tx<'_>, _: &Batch, row: &StagedRow) -> Result<Verdict> {
        self.0.lock().await.push((row.verdict, row.value.clone()));
        Ok(row.verdict)
    }
}
