//! The sheet of people: names, units or managers, grades, fields and variable pay.

use beichen_engine::day::{Day, DayRange};
use beichen_kernel::{Ctx, Error, Id, MemberId, Permission, Result, Version};
use beichen_sheets::{
    Batch, CellError, CellType, Checked, Column, Counts, ImportKind, OpenColumns, ParsedRow, StagedRow, Verdict,
};
use beichen_store::{Db, Tx};
use serde::{Deserialize, Serialize};
use tokio::sync::Mutex;

use super::tree::{self, Placed, Seen};
use super::{staged, unstaged};
use crate::field::model::{Entity, FieldRefusal};
use crate::field::store as fields;
use crate::grade::store as grades;
use crate::member::model::{Assignment, Member, MemberError, check_names};
use crate::member::{commands, store};
use crate::permissions::PEOPLE_IMPORT;
use crate::{unit, wire};

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
    name: String,
    email: Option<String>,
    phone: Option<String>,
    pub unit: Option<String>,
    pub manager: Option<String>,
    grade: Option<String>,
    position: Option<String>,
    joined_on: Option<String>,
    from: Option<String>,
    variable_pay: Option<i64>,
    fields: Vec<(String, String)>,
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

    fn joined_on(&self) -> Result<Option<Day>> {
        wire::maybe_day("joined_on", self.joined_on.as_deref())
    }

    /// The day from which the row holds: as it says; for somebody new since joining; for others from today.
    fn from(&self, today: Day, known: Option<&Member>) -> Result<Day> {
        if let Some(from) = wire::maybe_day("from", self.from.as_deref())? {
            return Ok(from);
        }
        match known {
            Some(known) => Ok(today.max(known.joined_on)),
            None => Ok(self.joined_on()?.unwrap_or(today)),
        }
    }

    /// Puts the plain columns into the person; says whether anything is different.
    fn put_into(&self, member: &mut Member) -> bool {
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
    fn assignment(
        &self,
        member: MemberId,
        unit: beichen_kernel::UnitId,
        from: Day,
        now: Option<&Assignment>,
    ) -> Assignment {
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

/// Everything of the organisation that rows are compared with.
struct Picture {
    today: Day,
    members: Vec<Member>,
    units: Vec<unit::model::Unit>,
    tree: unit::model::UnitTree,
    grades: Vec<crate::grade::model::Grade>,
    columns: Vec<crate::field::model::Field>,
    values: Vec<crate::field::model::DatedValue>,
    pays: Vec<(MemberId, Day, i64)>,
    stays: Vec<Assignment>,
}

impl Picture {
    async fn load(tx: &Tx<'_>) -> Result<Self> {
        Ok(Self {
            today: tx.today(),
            members: store::all(tx).await?,
            units: unit::store::all(tx).await?,
            tree: crate::api::tree_on(tx, tx.today()).await?,
            grades: grades::all(tx).await?,
            columns: fields::of_entity(tx, Entity::Member).await?,
            values: fields::values(tx, Entity::Member).await?,
            pays: grades::variable_pay(tx).await?,
            stays: store::assignments(tx, DayRange::new(Day::MIN, Day::MAX)).await?,
        })
    }

    fn member(&self, code: &str) -> Option<&Member> {
        self.members.iter().find(|member| member.code == code)
    }

    fn unit_code(&self, unit: beichen_kernel::UnitId) -> Option<&str> {
        self.units.iter().find(|known| known.id == unit).map(|known| known.code.as_str())
    }

    fn stay(&self, member: MemberId, day: Day) -> Option<&Assignment> {
        self.stays.iter().find(|stay| stay.member == member && stay.days.contains(day))
    }

    fn refusals(&self, ctx: &Ctx, batch: &Batch, row: &Row) -> Vec<CellError> {
        let mut refused = Vec::new();
        let mut refuse = |column: String, error: Error| refused.push(CellError::of(column, &error));
        if let Err(error) = check_names(&row.code, &row.name) {
            refuse("name".to_owned(), error.into());
        }
        if row.unit.is_some() && row.manager.is_some() {
            refuse("manager".to_owned(), MemberError::UnitAndManager.into());
        }
        if let Some(code) = row.unit.as_ref().filter(|_| !batch.creates_missing("units"))
            && !self.units.iter().any(|unit| unit.code == *code)
        {
            refuse("unit".to_owned(), MemberError::UnknownUnit { unit: code.clone() }.into());
        }
        if let Some(code) = row.grade.as_ref()
            && !self.grades.iter().any(|grade| grade.code == *code)
        {
            refuse("grade".to_owned(), MemberError::UnknownGrade { grade: code.clone() }.into());
        }
        for (key, value) in &row.fields {
            let read = match self.columns.iter().find(|column| column.key == *key) {
                Some(column) => column.read(value, ctx.currency()).map(|_| ()),
                None => Err(FieldRefusal::UnknownField { key: key.clone() }),
            };
            if let Err(refusal) = read {
                refuse(format!("field.{key}"), refusal.into());
            }
        }
        refused
    }

    /// Whether the row says anything that is not so already.
    fn differs(&self, ctx: &Ctx, row: &Row, known: &Member) -> Result<bool> {
        let from = row.from(self.today, Some(known))?;
        let stay = self.stay(known.id, from);
        let other =
            |wanted: &Option<String>, is: Option<&String>| wanted.as_ref().is_some_and(|wanted| Some(wanted) != is);
        let place = tree::stands_as(
            row.unit.as_deref(),
            row.manager.as_deref(),
            &row.code,
            stay.and_then(|stay| self.unit_code(stay.unit)),
            stay.and_then(|stay| self.tree.parent(stay.unit)).and_then(|parent| self.unit_code(parent)),
        );
        let pay = self.pays.iter().rev().find(|(member, since, _)| *member == known.id && *since <= from);
        let pay_differs = row.variable_pay.is_some_and(|wanted| pay.map(|&(_, _, is)| is) != Some(wanted));
        let mut field_differs = false;
        for (key, text) in &row.fields {
            let Some(column) = self.columns.iter().find(|column| column.key == *key) else { continue };
            let wanted = column.read(text, ctx.currency())?;
            let held = self
                .values
                .iter()
                .rev()
                .find(|held| held.field == column.id && held.subject == known.id.uuid() && held.from <= from);
            field_differs |= held.map(|held| &held.value) != Some(&wanted);
        }
        Ok(row.put_into(&mut known.clone())
            || !place
            || other(&row.grade, stay.and_then(|stay| stay.grade.as_ref()))
            || other(&row.position, stay.and_then(|stay| stay.position.as_ref()))
            || pay_differs
            || field_differs)
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

    fn permission(&self) -> Permission {
        PEOPLE_IMPORT
    }

    async fn check(&self, ctx: &Ctx, db: &Db, batch: &Batch, rows: &[ParsedRow]) -> Result<Vec<Checked>> {
        let tx = db.read(ctx).await?;
        let picture = Picture::load(&tx).await?;
        let seen = batch.memory.once(|| async { Ok(Mutex::new(Seen::default())) }).await?;
        let mut seen = seen.lock().await;
        let mut checked = Vec::with_capacity(rows.len());
        let read: Vec<(&ParsedRow, Row)> = rows.iter().map(|parsed| (parsed, Row::of(parsed))).collect();
        for (parsed, row) in &read {
            seen.add(parsed.number, &row.code, row.manager.as_deref());
        }
        for (parsed, row) in read {
            let refused = picture.refusals(ctx, batch, &row);
            if !refused.is_empty() {
                checked.push(Checked::failed(parsed, refused));
                continue;
            }
            let verdict = match picture.member(&row.code) {
                None => Checked::new(parsed).staging(staged(&row)?),
                Some(known) if picture.differs(ctx, &row, known)? => Checked::update(parsed).staging(staged(&row)?),
                Some(_) => Checked::skip(parsed),
            };
            let nobody = row.manager.filter(|code| picture.member(code).is_none() && !seen.names(code));
            checked.push(match nobody {
                Some(manager) => {
                    verdict.noting(CellError::of("manager", &MemberError::ManagerIsNobody { manager }.into()))
                }
                None => verdict,
            });
        }
        Ok(checked)
    }

    async fn check_end(&self, _ctx: &Ctx, _db: &Db, batch: &Batch) -> Result<Vec<Checked>> {
        let seen = batch.memory.once(|| async { Ok(Mutex::new(Seen::default())) }).await?;
        let seen = seen.lock().await;
        Ok(seen
            .circles()
            .into_iter()
            .map(|(row, refusal)| Checked::failed_at(row, vec![CellError::of("manager", &refusal.into())]))
            .collect())
    }

    async fn apply(&self, tx: &mut Tx<'_>, batch: &Batch) -> Result<Counts> {
        let counts = beichen_sheets::run::apply_staged_rows(self, tx, batch).await?;
        let placed = batch.memory.once(|| async { Ok(Mutex::new(Vec::<Placed>::new())) }).await?;
        let placed = std::mem::take(&mut *placed.lock().await);
        tree::build(tx, placed).await?;
        unit::commands::must_be_sound(tx).await?;
        Ok(counts)
    }

    async fn apply_row(&self, tx: &mut Tx<'_>, batch: &Batch, staged: &StagedRow) -> Result<Verdict> {
        let row: Row = unstaged(&staged.value)?;
        let found = store::find_by_code(tx, &row.code).await?;
        let from = row.from(tx.today(), found.as_ref())?;
        let mut member = match found {
            Some(known) => known,
            None => insert(tx, &row, from).await?,
        };
        row.put_into(&mut member);
        write_values(tx, &row, &member, from).await?;
        let rows = store::assignments_of(tx, member.id).await?;
        let now = rows.iter().find(|stay| stay.days.contains(from));
        if let Some(code) = row.unit.as_deref() {
            let unit = tree::unit_for(tx, code, code, from).await?;
            let wanted = row.assignment(member.id, unit.id, from, now);
            if now.is_none_or(|now| Assignment { days: now.days, ..wanted.clone() } != *now) {
                commands::write_assignment(tx, &mut member, wanted).await?;
            }
        } else if row.manager.is_some() || now.is_some() || row.position.is_some() || row.grade.is_some() {
            let wanted = row.assignment(member.id, beichen_kernel::UnitId::from(uuid::Uuid::nil()), from, now);
            let placed = batch.memory.once(|| async { Ok(Mutex::new(Vec::<Placed>::new())) }).await?;
            placed.lock().await.push(Placed { row: row.clone(), member: member.id, from, wanted });
        }
        store::save(tx, &mut member).await?;
        Ok(staged.verdict)
    }
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
        grades::put_variable_pay(tx, member.id, from, amount).await?;
    }
    Ok(())
}
