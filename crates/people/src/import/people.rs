//! The sheet of people: names, units or managers, grades, fields and variable pay.

use beichen_engine::day::{Day, DayRange};
use beichen_kernel::{Ctx, Id, MemberId, Permission, Result, UnitId, Version};
use beichen_sheets::{
    Batch, CellError, CellType, Checked, Column, Counts, ImportKind, OpenColumns, ParsedRow, StagedRow, Verdict,
};
use beichen_store::{Db, Tx};
use serde::{Deserialize, Serialize};
use tokio::sync::Mutex;

use super::picture::Picture;
use super::tree::{self, Placed, Seen};
use super::{blame, staged, unstaged};
use crate::field::model::Entity;
use crate::member::model::{Assignment, Member, MemberError};
use crate::member::{commands, store};
use crate::permissions::{PEOPLE_MEMBER_EDIT, PEOPLE_PAY_EDIT};
use crate::store::epoch;
use crate::{grade, unit, wire};

const COLUMNS: &[Column] = &[
    Column::required("code", CellType::Code, "people.columns.code"),
    Column::required("name", CellType::Text, "people.columns.name"),
    Column::optional("email", CellType::Text, "people.columns.email"),
    Column::optional("phone", CellType::Text, "people.columns.phone"),
    Column::optional("unit", CellType::Code, "people.columns.unit"),
    Column::optional("manager", CellType::Code, "people.columns.manager"),
    Column::optional("grade", CellType::Code, "people.columns.grade"),
    Column::optional("position", CellType::Text, "people.columns.position"),
    Column::optional("joined_on", CellType::Day, "people.columns.joined_on"),
    Column::optional("from", CellType::Day, "people.columns.from"),
    Column::optional("variable_pay", CellType::Money, "people.columns.variable_pay"),
];

pub(super) struct People;

/// A row as it is staged. An empty cell leaves what there is.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Row {
    pub code: String,
    pub name: String,
    email: Option<String>,
    phone: Option<String>,
    pub unit: Option<String>,
    pub manager: Option<String>,
    pub grade: Option<String>,
    pub position: Option<String>,
    joined_on: Option<String>,
    from: Option<String>,
    pub variable_pay: Option<i64>,
    /// By the field's key, as the field shows them once they are read.
    pub fields: Vec<(String, String)>,
}

impl Row {
    fn of(row: &ParsedRow) -> Self {
        let text = |key| row.text(key).map(str::to_owned);
        let day = |key| row.day(key).map(|day| day.to_string());
        Self {
            code: text("code").unwrap_or_default(),
            name: text("name").unwrap_or_default(),
            email: text("email"),
            phone: text("phone"),
            unit: text("unit"),
            manager: text("manager"),
            grade: text("grade"),
            position: text("position"),
            joined_on: day("joined_on"),
            from: day("from"),
            variable_pay: row.minor("variable_pay"),
            fields: row.open("field.").map(|(key, value)| (key.to_owned(), value.to_owned())).collect(),
        }
    }

    pub fn joined_on(&self) -> Result<Option<Day>> {
        wire::maybe_day("joined_on", self.joined_on.as_deref())
    }

    /// The day from which the row holds: as it says, though not before the day of joining beside it; for somebody new
    /// since joining; for others from today.
    pub fn from(&self, today: Day, known: Option<&Member>) -> Result<Day> {
        let joined_on = self.joined_on()?;
        if let Some(from) = wire::maybe_day("from", self.from.as_deref())? {
            return Ok(joined_on.map_or(from, |joined_on| from.max(joined_on)));
        }
        match known {
            Some(known) => Ok(today.max(joined_on.unwrap_or(known.joined_on))),
            None => Ok(joined_on.unwrap_or(today)),
        }
    }

    /// Puts the plain columns into the person; says whether anything is different.
    pub fn put_into(&self, member: &mut Member) -> bool {
        let before = member.clone();
        self.name.trim().clone_into(&mut member.name);
        if self.email.is_some() {
            member.email.clone_from(&self.email);
        }
        if self.phone.is_some() {
            member.phone.clone_from(&self.phone);
        }
        before != *member
    }

    /// Where the person belongs by this row, on top of where they belong.
    pub fn assignment(&self, member: MemberId, unit: UnitId, from: Day, now: Option<&Assignment>) -> Assignment {
        let kept = |new: &Option<String>, old: Option<&String>| new.clone().or_else(|| old.cloned());
        Assignment {
            member,
            unit,
            grade: kept(&self.grade, now.and_then(|now| now.grade.as_ref())),
            position: kept(&self.position, now.and_then(|now| now.position.as_ref())),
            days: DayRange::new(from, Day::MAX),
        }
    }
}

#[async_trait::async_trait]
impl ImportKind for People {
    fn name(&self) -> &'static str {
        "people"
    }

    fn columns(&self) -> &'static [Column] {
        COLUMNS
    }

    fn open_columns(&self) -> Option<OpenColumns> {
        Some(OpenColumns { prefix: "field.", title: "people.columns.field" })
    }

    fn can_create(&self) -> &'static [&'static str] {
        &["units"]
    }

    fn permission(&self) -> Permission {
        PEOPLE_MEMBER_EDIT
    }

    /// The organisation's own columns may be money or rates: they count as pay.
    fn permission_for(&self, columns: &[String]) -> Permission {
        let is_pay = |column: &String| column == "variable_pay" || column.starts_with("field.");
        if columns.iter().any(is_pay) { PEOPLE_PAY_EDIT } else { self.permission() }
    }

    async fn check(&self, ctx: &Ctx, db: &Db, batch: &Batch, rows: &[ParsedRow]) -> Result<Vec<Checked>> {
        let tx = db.read(ctx).await?;
        let picture = Picture::load(&tx).await?;
        let seen = batch.memory.once(|| async { Ok(Mutex::new(Seen::default())) }).await?;
        let mut seen = seen.lock().await;
        let mut checked = Vec::with_capacity(rows.len());
        let read: Vec<(&ParsedRow, Row)> = rows.iter().map(|parsed| (parsed, Row::of(parsed))).collect();
        for (parsed, row) in &read {
            let from = row.from(ctx.today(), picture.member(&row.code))?;
            seen.add(parsed.number, &row.code, row.manager.as_deref(), from);
        }
        for (parsed, mut row) in read {
            let mut refused = picture.read_fields(ctx, batch, &mut row);
            refused.extend(picture.refusals(batch, &row)?);
            if !refused.is_empty() {
                checked.push(Checked::failed(parsed, refused));
                continue;
            }
            let verdict = match picture.member(&row.code) {
                None => Checked::new(parsed).staging(staged(&row)?),
                Some(known) if picture.differs(ctx, &row, known)? => Checked::update(parsed).staging(staged(&row)?),
                Some(_) => Checked::skip(parsed),
            };
            let from = row.from(ctx.today(), picture.member(&row.code))?;
            let nobody = row.manager.filter(|code| !picture.leads(code, from) && !seen.names(code));
            checked.push(match nobody {
                Some(manager) => {
                    verdict.noting(CellError::of("manager", &MemberError::ManagerIsNobody { manager }.into()))
                }
                None => verdict,
            });
        }
        Ok(checked)
    }

    async fn check_end(&self, ctx: &Ctx, db: &Db, batch: &Batch) -> Result<Vec<Checked>> {
        let seen = batch.memory.once(|| async { Ok(Mutex::new(Seen::default())) }).await?;
        let seen = seen.lock().await;
        let Some(since) = seen.since() else { return Ok(Vec::new()) };
        let above = tree::above(&db.read(ctx).await?, since).await?;
        Ok(seen
            .circles(&above)
            .into_iter()
            .map(|(row, refusal)| Checked::failed_at(row, vec![CellError::of("manager", &refusal.into())]))
            .collect())
    }

    async fn apply(&self, tx: &mut Tx<'_>, batch: &Batch) -> Result<Counts> {
        // Before any person is written: whoever moves somebody takes them in this order too.
        epoch::hold(tx).await?;
        let counts = beichen_sheets::run::apply_staged_rows(self, tx, batch).await?;
        let placed = batch.memory.once(|| async { Ok(Mutex::new(Vec::<Placed>::new())) }).await?;
        let placed = std::mem::take(&mut *placed.lock().await);
        tree::build(tx, placed).await?;
        unit::commands::must_be_sound(tx).await?;
        Ok(counts)
    }

    async fn apply_row(&self, tx: &mut Tx<'_>, batch: &Batch, staged: &StagedRow) -> Result<Verdict> {
        let row: Row = unstaged(&staged.value)?;
        write(tx, batch, staged.row, &row).await.map_err(|error| blame(error, staged.row, &row.code))?;
        Ok(staged.verdict)
    }
}

async fn write(tx: &mut Tx<'_>, batch: &Batch, number: u32, row: &Row) -> Result<()> {
    let found = store::find_by_code(tx, &row.code).await?;
    let from = row.from(tx.today(), found.as_ref())?;
    let mut member = match found {
        Some(known) => known,
        None => insert(tx, row, from).await?,
    };
    row.put_into(&mut member);
    if let Some(joined_on) = row.joined_on()?.filter(|&joined_on| joined_on != member.joined_on) {
        commands::correct_joining(tx, &mut member, joined_on).await?;
    }
    write_values(tx, row, &member, from).await?;
    place(tx, batch, (number, row), &mut member, from).await?;
    store::save(tx, &mut member).await
}

/// Puts a person into the named unit; by a manager, once the whole file is read.
async fn place(
    tx: &mut Tx<'_>,
    batch: &Batch,
    (number, row): (u32, &Row),
    member: &mut Member,
    from: Day,
) -> Result<()> {
    let rows = store::assignments_of(tx, member.id).await?;
    let now = member.stay_at(from, &rows);
    let since = member.first_day(from, &rows);
    if let Some(code) = row.unit.as_deref() {
        let unit = tree::unit_on(tx, batch, code, since).await?;
        let wanted = row.assignment(member.id, unit.id, since, now);
        if now.is_none_or(|now| Assignment { days: now.days, ..wanted.clone() } != *now) {
            commands::write_assignment(tx, member, wanted).await?;
        }
    } else if row.manager.is_some() || now.is_some() || row.position.is_some() || row.grade.is_some() {
        let wanted = row.assignment(member.id, UnitId::from(uuid::Uuid::nil()), since, now);
        let placed = batch.memory.once(|| async { Ok(Mutex::new(Vec::<Placed>::new())) }).await?;
        placed.lock().await.push(Placed { number, row: row.clone(), member: member.id, wanted });
    }
    Ok(())
}

async fn insert(tx: &mut Tx<'_>, row: &Row, from: Day) -> Result<Member> {
    let member = Member {
        id: tx.ctx().new_id(),
        version: Version::FIRST,
        code: row.code.clone(),
        name: row.name.trim().to_owned(),
        email: row.email.clone(),
        phone: row.phone.clone(),
        notes: None,
        login: None,
        joined_on: row.joined_on()?.unwrap_or(from),
        left_on: None,
    };
    store::insert(tx, &member).await?;
    Ok(member)
}

async fn write_values(tx: &mut Tx<'_>, row: &Row, member: &Member, from: Day) -> Result<()> {
    crate::field::commands::set_values(tx, Entity::Member, member.id.uuid(), from, &row.fields).await?;
    if let Some(amount) = row.variable_pay {
        grade::commands::put_variable_pay(tx, member.id, from, amount).await?;
    }
    Ok(())
}
