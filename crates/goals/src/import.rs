//! Goals from a sheet: one row is one amount of a person or unit, in a measure and period.

use std::collections::HashMap;
use std::sync::Arc;

use beichen_engine::calendar::{Calendar, PeriodKind};
use beichen_engine::measure::{Measure, MeasureUnit};
use beichen_kernel::{Ctx, Error, Id as _, MemberId, Permission, Result, UnitId, Version};
use beichen_ledger::api as ledger;
use beichen_people::api as people;
use beichen_sheets::undo::{self, Before};
use beichen_sheets::{
    Batch, Blocked, CellError, CellType, Checked, Column, ImportKind, ParsedRow, StagedRow, Undone, Verdict, Written,
};
use beichen_store::{Db, Tx};
use serde::{Deserialize, Serialize};
use tokio::sync::Mutex;

use crate::goal::model::{Basis, Goal, GoalError, GoalId, GoalState, Level, Slot, Subject, find_period};
use crate::goal::store::{self, Filter, Origin};
use crate::permissions::GOALS_GOAL_IMPORT;

const LEVELS: CellType = CellType::Choice(&[
    ("goal", &["目标", "基本目标"]),
    ("sprint", &["冲刺", "冲刺目标"]),
    ("challenge", &["挑战", "挑战目标"]),
]);
const BASES: CellType = CellType::Choice(&[("final", &["最终", "本人天数"]), ("full", &["整期", "全期"])]);
const KINDS: CellType = CellType::Choice(&[
    ("month", &["月", "月度"]),
    ("quarter", &["季", "季度"]),
    ("half_year", &["半年", "半年度"]),
    ("year", &["年", "年度"]),
]);

const COLUMNS: &[Column] = &[
    Column::required("measure", CellType::Code, "goals.columns.measure"),
    Column::required("calendar", CellType::Code, "goals.columns.calendar"),
    Column::required("period", CellType::Text, "goals.columns.period"),
    Column::optional("period_kind", KINDS, "goals.columns.period_kind"),
    Column::optional("person", CellType::Code, "goals.columns.person"),
    Column::optional("unit", CellType::Code, "goals.columns.unit"),
    Column::optional("level", LEVELS, "goals.columns.level"),
    Column::required("amount", CellType::Text, "goals.columns.amount"),
    Column::optional("basis", BASES, "goals.columns.basis"),
];

/// The kind `goals`.
pub struct Goals;

/// A goal that waits to be written.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Staged {
    slot: Slot,
    amount: i64,
    basis: Basis,
    /// The goal that stands there, and its version when it was looked at.
    there: Option<(GoalId, i64)>,
}

/// What all rows are looked up in.
struct Directory {
    measures: HashMap<String, Arc<Measure>>,
    calendars: HashMap<String, Calendar>,
    members: HashMap<String, MemberId>,
    units: HashMap<String, UnitId>,
    there: HashMap<Slot, Goal>,
    /// Slot → the row of this file that fills it.
    seen: Mutex<HashMap<Slot, u32>>,
}

impl Directory {
    async fn load(ctx: &Ctx, db: &Db) -> Result<Self> {
        let tx = db.read(ctx).await?;
        let measures = ledger::measures(&tx).await?;
        let calendars = ledger::calendars(&tx).await?;
        Ok(Self {
            measures: measures.into_iter().map(|measure| (measure.key().to_owned(), measure.measure)).collect(),
            calendars: calendars.into_iter().map(|calendar| (calendar.key().to_owned(), calendar)).collect(),
            members: people::members(&tx).await?.into_iter().map(|member| (member.code, member.id)).collect(),
            units: people::units(&tx).await?.into_iter().map(|unit| (unit.code, unit.id)).collect(),
            there: store::all(&tx, &Filter::default())
                .await?
                .into_iter()
                .map(|goal| (goal.slot.clone(), goal))
                .collect(),
            seen: Mutex::default(),
        })
    }

    fn measure(&self, key: &str) -> Result<&Arc<Measure>, CellError> {
        self.measures.get(key).ok_or_else(|| {
            let mut known: Vec<&str> = self.measures.keys().map(String::as_str).collect();
            known.sort_unstable();
            CellError::new("measure", "goals.goal.unknown_measure").with("measure", key).with("known", known.join(", "))
        })
    }

    fn calendar(&self, key: &str) -> Result<&Calendar, CellError> {
        self.calendars.get(key).ok_or_else(|| {
            let mut known: Vec<&str> = self.calendars.keys().map(String::as_str).collect();
            known.sort_unstable();
            CellError::new("calendar", "goals.goal.unknown_calendar")
                .with("calendar", key)
                .with("known", known.join(", "))
        })
    }

    fn subject(&self, row: &ParsedRow) -> Result<Subject, CellError> {
        let of = |column, error: GoalError| CellError::of(column, &Error::from(error));
        match (row.text("person"), row.text("unit")) {
            (Some(code), None) => self
                .members
                .get(code)
                .map(|member| Subject::Member(*member))
                .ok_or_else(|| of("person", GoalError::UnknownPerson { person: code.to_owned() })),
            (None, Some(code)) => self
                .units
                .get(code)
                .map(|unit| Subject::Unit(*unit))
                .ok_or_else(|| of("unit", GoalError::UnknownUnit { unit: code.to_owned() })),
            _ => Err(of("person", GoalError::PersonOrUnit)),
        }
    }
}

/// What a row says, and whether its amount was rounded.
struct Read {
    slot: Slot,
    amount: i64,
    basis: Basis,
    rounded: bool,
}

fn read(ctx: &Ctx, batch: &Batch, directory: &Directory, row: &ParsedRow) -> Result<Read, Vec<CellError>> {
    let mut errors = Vec::new();
    let measure = kept(directory.measure(row.text("measure").unwrap_or_default()), &mut errors);
    let calendar = kept(directory.calendar(row.text("calendar").unwrap_or_default()), &mut errors);
    let subject = kept(directory.subject(row), &mut errors);
    let period = calendar.and_then(|calendar| kept(period_of(batch, ctx, calendar, row), &mut errors));
    let amount = measure.and_then(|measure| kept(amount_of(ctx, batch, measure, row), &mut errors));
    let level = row.choice("level").and_then(|word| word.parse::<Level>().ok()).unwrap_or_default();
    let (Some(measure), Some(subject), Some(period), Some((amount, rounded))) = (measure, subject, period, amount)
    else {
        return Err(errors);
    };
    let basis = row.choice("basis").and_then(|word| word.parse().ok()).unwrap_or(subject.usual_basis());
    let slot = Slot { measure: measure.key.clone(), period, subject, level };
    Ok(Read { slot, amount, basis, rounded })
}

fn kept<T>(found: Result<T, CellError>, errors: &mut Vec<CellError>) -> Option<T> {
    found.map_err(|error| errors.push(error)).ok()
}

/// By name, or by first day in any form that a day may have.
fn period_of(
    batch: &Batch,
    ctx: &Ctx,
    calendar: &Calendar,
    row: &ParsedRow,
) -> Result<beichen_engine::calendar::Period, CellError> {
    let text = row.text("period").unwrap_or_default();
    let kind = row.choice("period_kind").and_then(|word| word.parse::<PeriodKind>().ok());
    let by_name = find_period(calendar, kind, text);
    let found = match (&by_name, batch.reader(ctx).day(text)) {
        (Err(GoalError::UnknownPeriod { .. }), Ok(day)) => find_period(calendar, kind, &day.to_string()),
        _ => by_name,
    };
    found.map_err(|error| CellError::of("period", &Error::from(error)))
}

fn amount_of(ctx: &Ctx, batch: &Batch, measure: &Measure, row: &ParsedRow) -> Result<(i64, bool), CellError> {
    let text = row.text("amount").unwrap_or_default();
    let read = match measure.unit {
        MeasureUnit::Money => batch.reader(ctx).money(text),
        MeasureUnit::Count | MeasureUnit::Score { .. } => {
            beichen_sheets::cell::number(text, measure.unit.digits(ctx.currency())).map(|amount| (amount, false))
        }
    };
    let (amount, rounded) = read.map_err(|fault| fault.at("amount"))?;
    if amount < 0 {
        let error = GoalError::AmountNegative { text: text.to_owned() };
        return Err(CellError::of("amount", &Error::from(error)));
    }
    Ok((amount, rounded))
}

async fn check_row(ctx: &Ctx, batch: &Batch, directory: &Directory, row: &ParsedRow) -> Result<Checked> {
    let read = match read(ctx, batch, directory, row) {
        Ok(read) => read,
        Err(errors) => return Ok(Checked::failed(row, errors)),
    };
    let first = *directory.seen.lock().await.entry(read.slot.clone()).or_insert(row.number);
    if first != row.number {
        let key = format!("{} {}", read.slot.measure, read.slot.period.name);
        let error = CellError::new("", "sheets.cell.duplicate").with("first", first).with("key", key);
        return Ok(Checked::failed(row, vec![error]));
    }
    let there = directory.there.get(&read.slot);
    let checked = match there {
        None => Checked::new(row),
        Some(goal) if goal.amount == read.amount && goal.basis == read.basis => Checked::skip(row),
        Some(_) => Checked::update(row),
    };
    let there = there.map(|goal| (goal.id, goal.version.0));
    let staged = Staged { slot: read.slot, amount: read.amount, basis: read.basis, there };
    if read.rounded {
        batch.count_rounded();
    }
    if checked.verdict == Verdict::Skip {
        return Ok(checked);
    }
    Ok(checked.staging(serde_json::to_value(staged).map_err(Error::internal)?))
}

#[async_trait::async_trait]
impl ImportKind for Goals {
    fn name(&self) -> &'static str {
        "goals"
    }

    fn columns(&self) -> &'static [Column] {
        COLUMNS
    }

    fn permission(&self) -> Permission {
        GOALS_GOAL_IMPORT
    }

    /// A goal has no code: what it must not share is found out in `check`.
    fn key(&self, _: &ParsedRow) -> Option<String> {
        None
    }

    async fn check(&self, ctx: &Ctx, db: &Db, batch: &Batch, rows: &[ParsedRow]) -> Result<Vec<Checked>> {
        let directory = batch.memory.once(|| Directory::load(ctx, db)).await?;
        let mut checked = Vec::with_capacity(rows.len());
        for row in rows {
            checked.push(check_row(ctx, batch, &directory, row).await?);
        }
        Ok(checked)
    }

    async fn apply_row(&self, tx: &mut Tx<'_>, batch: &Batch, row: &StagedRow) -> Result<Verdict> {
        let staged: Staged = serde_json::from_value(row.value.clone()).map_err(Error::internal)?;
        let origin = Origin { place: i64::from(row.row), row: Some((batch.id, row.row)) };
        let Some((id, version)) = staged.there else {
            let id = tx.ctx().new_id();
            let Staged { slot, amount, basis, .. } = staged;
            let goal = Goal { id, version: Version::FIRST, slot, amount, basis, published: None };
            store::insert(tx, &goal, origin).await?;
            keep(tx, batch, row.row, &goal, None).await?;
            return Ok(Verdict::New);
        };
        let before = store::look_up(tx, id).await?;
        let mut goal = Goal {
            id,
            version: Version(version),
            slot: staged.slot,
            amount: staged.amount,
            basis: staged.basis,
            published: None,
        };
        keep(tx, batch, row.row, &goal, before.as_ref()).await?;
        store::save(tx, &mut goal, origin).await?;
        Ok(Verdict::Update)
    }

    fn can_undo(&self) -> bool {
        true
    }

    async fn undo_check(&self, tx: &mut Tx<'_>, written: &Written) -> Result<Vec<Blocked>> {
        let plan = written.memory.once(|| plan(tx, written)).await?;
        Ok(plan.blocked.clone())
    }

    async fn undo(&self, tx: &mut Tx<'_>, written: &Written) -> Result<Undone> {
        let plan = written.memory.once(|| plan(tx, written)).await?;
        let mut undone = Undone::default();
        for (row, goal, before) in &plan.goals {
            match before {
                None => {
                    store::delete(tx, goal).await?;
                    undone.taken_back = undone.taken_back.saturating_add(1);
                }
                Some(before) => {
                    let mut goal = Goal { amount: before.amount, basis: before.basis, ..goal.clone() };
                    store::save(tx, &mut goal, Origin { place: i64::from(*row), row: None }).await?;
                    undone.restored = undone.restored.saturating_add(1);
                }
            }
        }
        Ok(undone)
    }
}

/// What is written in a goal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
struct Draft {
    amount: i64,
    basis: Basis,
}

impl Draft {
    const fn of(goal: &Goal) -> Self {
        Self { amount: goal.amount, basis: goal.basis }
    }
}

/// What a row of the file did to a goal.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
struct Kept {
    /// What it found; absent where it made the goal.
    before: Option<Draft>,
    after: Draft,
    /// The goal's version afterwards.
    version: i64,
}

/// What undoing an import of goals would do, and what stands in the way.
#[derive(Default)]
struct Plan {
    blocked: Vec<Blocked>,
    goals: Vec<(u32, Goal, Option<Draft>)>,
}

async fn keep(tx: &mut Tx<'_>, batch: &Batch, row: u32, goal: &Goal, before: Option<&Goal>) -> Result<()> {
    let version = before.map_or(goal.version, |before| before.version.next()).0;
    let kept = Kept { before: before.map(Draft::of), after: Draft::of(goal), version };
    let value = serde_json::to_value(kept).map_err(Error::internal)?;
    undo::keep(tx, batch.id, vec![Before { row, thing: goal.id.uuid(), value }]).await
}

/// Drafts that nobody has changed or published since are deleted, or as before; a draft that is gone needs nothing.
async fn plan(tx: &mut Tx<'_>, written: &Written) -> Result<Plan> {
    let kept = undo::kept(tx, written.batch).await?;
    let mut plan = Plan::default();
    let rows = written.counts.new.saturating_add(written.counts.update);
    if u64::try_from(kept.len()).unwrap_or(u64::MAX) < rows {
        plan.blocked.push(Blocked::new(0, String::new(), undo::NOT_KEPT));
    }
    let mut rows: Vec<Before> = kept.into_values().collect();
    rows.sort_by_key(|one| one.row);
    for one in rows {
        let kept: Kept = serde_json::from_value(one.value).map_err(Error::internal)?;
        let Some(goal) = store::find(tx, GoalId::from(one.thing)).await? else { continue };
        let moved_on = goal.version.0 > kept.version && goal.state() == GoalState::Published;
        let counts = goal.published.is_some() && kept.before.is_none();
        let what = format!("{} {}", goal.slot.measure, goal.slot.period.name);
        if moved_on || counts {
            let refusal = Error::from(GoalError::WasPublished);
            plan.blocked.push(Blocked::of(one.row, what, &refusal));
        } else if Draft::of(&goal) != kept.after {
            plan.blocked.push(Blocked::new(one.row, what, undo::CHANGED_SINCE));
        } else {
            plan.goals.push((one.row, goal, kept.before));
        }
    }
    Ok(plan)
}
