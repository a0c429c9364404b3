//! Manual values from a sheet: one row is one person's value of a day.

use std::collections::HashMap;
use std::sync::Arc;

use beichen_engine::day::{Day, DayRange};
use beichen_engine::document::Entry;
use beichen_engine::measure::{Measure, MeasureUnit};
use beichen_kernel::{Ctx, Error, MemberId, Permission, Result, Version};
use beichen_people::api::{self as people, Touch};
use beichen_sheets::cell::{self, CellFault};
use beichen_sheets::undo::{self, Before};
use beichen_sheets::{
    Batch, Blocked, CellError, CellType, Checked, Column, ImportKind, ParsedRow, StagedRow, Undone, Verdict, Written,
};
use beichen_store::{Db, Tx};
use serde::{Deserialize, Serialize};

use crate::credit::commands::post::post;
use crate::document::model::{Document, Origin};
use crate::document::queries::written_by;
use crate::document::store::find_by_code;
use crate::measure::model::MeasureRefusal;
use crate::measure::queries::measures;
use crate::permissions::LEDGER_VALUE_IMPORT;
use crate::value::commands::{document_of, put, value_of};
use crate::value::model::{Slot, ValueRefusal, must_be_manual};

const COLUMNS: &[Column] = &[
    Column::required("measure", CellType::Code, "ledger.columns.measure"),
    Column::required("person", CellType::Code, "ledger.columns.person"),
    Column::required("day", CellType::Day, "ledger.columns.day"),
    Column::required("value", CellType::Text, "ledger.columns.value"),
];

/// The kind `manual`.
pub struct ManualValues;

/// A value that waits to be set.
#[derive(Serialize, Deserialize)]
struct Staged {
    measure: String,
    member: MemberId,
    day: Day,
    value: i64,
}

/// What all rows are looked up in.
struct Directory {
    measures: HashMap<String, Arc<Measure>>,
    members: HashMap<String, MemberId>,
}

impl Directory {
    async fn load(ctx: &Ctx, db: &Db) -> Result<Self> {
        let tx = db.read(ctx).await?;
        let measures = measures(&tx).await?;
        Ok(Self {
            measures: measures.into_iter().map(|one| (one.key().to_owned(), one.measure)).collect(),
            members: people::members(&tx).await?.into_iter().map(|member| (member.code, member.id)).collect(),
        })
    }

    fn measure(&self, key: &str) -> Result<&Measure, Error> {
        let measure = self.measures.get(key).ok_or_else(|| {
            let mut known: Vec<&str> = self.measures.keys().map(String::as_str).collect();
            known.sort_unstable();
            MeasureRefusal::Unknown { key: key.to_owned(), known: known.join(", ") }
        })?;
        must_be_manual(measure)?;
        Ok(measure)
    }

    fn read(&self, ctx: &Ctx, batch: &Batch, row: &ParsedRow) -> Result<Staged, Vec<CellError>> {
        let mut errors = Vec::new();
        let (key, code) = (row.text("measure").unwrap_or_default(), row.text("person").unwrap_or_default());
        let measure = self.measure(key).map_err(|error| errors.push(CellError::of("measure", &error))).ok();
        let member = self.members.get(code).copied();
        if member.is_none() {
            let refusal = ValueRefusal::UnknownPerson { person: code.to_owned() };
            errors.push(CellError::of("person", &refusal.into()));
        }
        let value = measure.and_then(|measure| {
            let read = value(ctx, batch, measure, row.text("value").unwrap_or_default());
            read.map_err(|fault| errors.push(fault.at("value"))).ok()
        });
        match (member, value, row.day("day")) {
            (Some(member), Some(value), Some(day)) => Ok(Staged { measure: key.to_owned(), member, day, value }),
            _ => Err(errors),
        }
    }
}

/// A value as people write it, in the measure's smallest unit; money finer than that is rounded and counted.
fn value(ctx: &Ctx, batch: &Batch, measure: &Measure, text: &str) -> Result<i64, CellFault> {
    if measure.unit != MeasureUnit::Money {
        return cell::number(text, measure.unit.digits(ctx.currency()));
    }
    let (minor, was_rounded) = batch.reader(ctx).money(text)?;
    if was_rounded {
        batch.count_rounded();
    }
    Ok(minor)
}

#[async_trait::async_trait]
impl ImportKind for ManualValues {
    fn name(&self) -> &'static str {
        "manual"
    }

    fn columns(&self) -> &'static [Column] {
        COLUMNS
    }

    fn permission(&self) -> Permission {
        LEDGER_VALUE_IMPORT
    }

    fn key(&self, row: &ParsedRow) -> Option<String> {
        Some(format!("{}/{}/{}", row.text("measure")?, row.text("person")?, row.day("day")?))
    }

    async fn check(&self, ctx: &Ctx, db: &Db, batch: &Batch, rows: &[ParsedRow]) -> Result<Vec<Checked>> {
        let directory = batch.memory.once(|| Directory::load(ctx, db)).await?;
        let tx = db.read(ctx).await?;
        let mut checked = Vec::with_capacity(rows.len());
        for row in rows {
            checked.push(match directory.read(ctx, batch, row) {
                Err(errors) => Checked::failed(row, errors),
                Ok(staged) => {
                    let there = find_by_code(&tx, "manual", &staged.slot().code()).await?;
                    match there.as_ref().map(value_of) {
                        None => Checked::new(row).staging(serde_json::json!(staged)),
                        Some(value) if value == Some(staged.value) => Checked::skip(row),
                        Some(_) => Checked::update(row).staging(serde_json::json!(staged)),
                    }
                }
            });
        }
        Ok(checked)
    }

    async fn apply_row(&self, tx: &mut Tx<'_>, batch: &Batch, row: &StagedRow) -> Result<Verdict> {
        let staged: Staged = serde_json::from_value(row.value.clone()).map_err(Error::internal)?;
        let place = i64::from(row.row);
        let origin = Origin { batch: batch.id, row: place };
        if let Some(kept) = find_by_code(tx, "manual", &staged.slot().code()).await? {
            let value = serde_json::json!(value_of(&kept));
            undo::keep(tx, batch.id, vec![Before { row: row.row, thing: kept.id, value }]).await?;
        }
        put(tx, &staged.slot(), staged.value, place, Some(origin)).await?;
        Ok(row.verdict)
    }

    fn can_undo(&self) -> bool {
        true
    }

    async fn undo_check(&self, tx: &mut Tx<'_>, written: &Written) -> Result<Vec<Blocked>> {
        people::share_epoch(tx).await?;
        let plan = written.memory.once(|| plan(tx, written)).await?;
        Ok(plan.blocked.clone())
    }

    async fn undo(&self, tx: &mut Tx<'_>, written: &Written) -> Result<Undone> {
        let plan = written.memory.once(|| plan(tx, written)).await?;
        let mut undone = Undone::default();
        let mut documents = Vec::with_capacity(plan.entries.len());
        for (row, version, entry) in &plan.entries {
            let count = if entry.cancelled { &mut undone.taken_back } else { &mut undone.restored };
            *count = count.saturating_add(1);
            documents.push(document_of(tx, entry.clone(), *version, (i64::from(*row), None)));
        }
        post(tx, documents).await?;
        Ok(undone)
    }
}

/// What undoing an import of values would do, and what stands in the way.
#[derive(Default)]
struct Plan {
    blocked: Vec<Blocked>,
    /// Each with its row and its next version: taken back, or as it was before.
    entries: Vec<(u32, Version, Entry)>,
}

/// A value that was not set again since is as before, or taken back, unless a locked run counts its day.
async fn plan(tx: &Tx<'_>, written: &Written) -> Result<Plan> {
    let before = undo::kept(tx, written.batch).await?;
    let mut plan = Plan::default();
    for one in written_by(tx, "manual", written.batch, written.tx).await? {
        let blocked = |code: &str| Blocked::new(one.row, one.code.clone(), code);
        let standing = find_by_code(tx, "manual", &one.code).await?.filter(|_| one.stands);
        let Some((version, Document::Entry(mut entry))) = standing.map(|kept| (kept.version, kept.document)) else {
            plan.blocked.push(blocked(undo::CHANGED_SINCE));
            continue;
        };
        if one.version > 1 && !before.contains_key(&one.id) {
            plan.blocked.push(blocked(undo::NOT_KEPT));
            continue;
        }
        let touch = Slot::of(&entry).map(|Slot { member, day, .. }| {
            let days = DayRange::including(day, day);
            Touch::Member { member, days }
        });
        if let Some(hit) = people::fenced(tx, &touch.into_iter().collect::<Vec<_>>()).await? {
            let (from, to) = (hit.days.from.to_string(), hit.days.end.plus_days(-1).to_string());
            plan.blocked.push(blocked(undo::LOCKED).with("label", hit.label).with("from", from).with("to", to));
            continue;
        }
        match before.get(&one.id).and_then(|kept| kept.value.as_i64()) {
            Some(value) => entry.value = value,
            None => entry.cancelled = true,
        }
        plan.entries.push((one.row, Version(version).next(), entry));
    }
    Ok(plan)
}

impl Staged {
    fn slot(&self) -> Slot {
        Slot { measure: self.measure.clone(), member: self.member, day: self.day }
    }
}
