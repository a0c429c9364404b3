//! Everything of the organisation that the rows of a sheet of people are compared with.

use std::collections::HashMap;

use beichen_engine::day::{Day, DayRange};
use beichen_kernel::{Ctx, Id, MemberId, Result, UnitId};
use beichen_sheets::{Batch, CellError};
use beichen_store::Tx;

use super::people::Row;
use super::{tree, value};
use crate::field::model::{DatedValue, Entity, Field, FieldRefusal};
use crate::field::store as fields;
use crate::grade::model::Grade;
use crate::grade::store as grades;
use crate::member::model::{Assignment, Member, MemberError, check_names};
use crate::member::store;
use crate::unit;
use crate::unit::model::{Unit, UnitSpan, UnitTree, life_of};

pub(super) struct Picture {
    today: Day,
    members: HashMap<String, Member>,
    units: Vec<Unit>,
    spans: Vec<UnitSpan>,
    tree: UnitTree,
    grades: Vec<Grade>,
    columns: Vec<Field>,
    values: Vec<DatedValue>,
    pays: Vec<(MemberId, Day, i64)>,
    stays: HashMap<MemberId, Vec<Assignment>>,
}

impl Picture {
    pub async fn load(tx: &Tx<'_>) -> Result<Self> {
        let spans = unit::store::spans(tx).await?;
        let mut stays: HashMap<MemberId, Vec<Assignment>> = HashMap::new();
        for stay in store::assignments(tx, DayRange::new(Day::MIN, Day::MAX)).await? {
            stays.entry(stay.member).or_default().push(stay);
        }
        Ok(Self {
            today: tx.today(),
            members: store::all(tx).await?.into_iter().map(|member| (member.code.clone(), member)).collect(),
            units: unit::store::all(tx).await?,
            tree: UnitTree::on(tx.today(), &spans),
            spans,
            grades: grades::all(tx).await?,
            columns: fields::of_entity(tx, Entity::Member).await?,
            values: fields::values(tx, Entity::Member).await?,
            pays: grades::variable_pay(tx).await?,
            stays,
        })
    }

    pub fn member(&self, code: &str) -> Option<&Member> {
        self.members.get(code)
    }

    /// Whether that is somebody who can lead a unit from that day on: whoever has left cannot.
    pub fn leads(&self, code: &str, from: Day) -> bool {
        self.member(code).is_some_and(|member| !member.is_gone(from))
    }

    fn unit(&self, code: &str) -> Option<&Unit> {
        self.units.iter().find(|unit| unit.code == code)
    }

    fn unit_code(&self, unit: UnitId) -> Option<&str> {
        self.units.iter().find(|known| known.id == unit).map(|known| known.code.as_str())
    }

    fn stays_of(&self, member: &Member) -> &[Assignment] {
        self.stays.get(&member.id).map_or(&[], Vec::as_slice)
    }

    /// Reads the cells of fields, which from here on stand in the row as the fields show them.
    pub fn read_fields(&self, ctx: &Ctx, batch: &Batch, row: &mut Row) -> Vec<CellError> {
        let mut refused = Vec::new();
        for (key, text) in &mut row.fields {
            let column = format!("field.{key}");
            let read = match self.columns.iter().find(|field| field.key == *key) {
                Some(field) => value::read(ctx, batch, field, &column, text),
                None => Err(CellError::of(column, &FieldRefusal::UnknownField { key: key.clone() }.into())),
            };
            match read {
                Ok(value) => *text = value.show(ctx.currency()),
                Err(error) => refused.push(error),
            }
        }
        refused
    }

    /// What cannot be written of a row, cell by cell.
    pub fn refusals(&self, batch: &Batch, row: &Row) -> Result<Vec<CellError>> {
        let mut refused = Vec::new();
        let mut refuse = |column: &str, error: MemberError| refused.push(CellError::of(column, &error.into()));
        if let Err(error) = check_names(&row.code, &row.name) {
            refuse("name", error);
        }
        if row.unit.is_some() && row.manager.is_some() {
            refuse("manager", MemberError::UnitAndManager);
        }
        if let Some(code) = row.unit.as_ref().filter(|_| !batch.creates_missing("units"))
            && self.unit(code).is_none()
        {
            refuse("unit", MemberError::UnknownUnit { unit: code.clone() });
        }
        if let Some(code) = row.grade.as_ref()
            && !self.grades.iter().any(|grade| grade.code == *code)
        {
            refuse("grade", MemberError::UnknownGrade { grade: code.clone() });
        }
        if let Err((column, error)) = self.check_days(row, row.from(self.today, self.member(&row.code))?)? {
            refuse(column, error);
        }
        Ok(refused)
    }

    /// Refuses a day of joining that cannot be, a move of somebody who has left, and a unit that is not open.
    fn check_days(&self, row: &Row, from: Day) -> Result<Result<(), (&'static str, MemberError)>> {
        let joined_on = row.joined_on()?;
        let Some(known) = self.member(&row.code) else {
            let first = DayRange::new(joined_on.map_or(from, |joined_on| from.min(joined_on)), Day::MAX);
            return Ok(self.check_open(row, None, first));
        };
        let mut member = known.clone();
        let mut stays = self.stays_of(known).to_vec();
        if let Some(joined_on) = joined_on.filter(|&joined_on| joined_on != known.joined_on) {
            let first = match member.correct_joining(joined_on, &stays) {
                Ok(first) => first,
                Err(error) => return Ok(Err(("joined_on", error))),
            };
            if let (Some(first), Some(before)) = (first, stays.first_mut()) {
                if !life_of(first.unit, &self.spans).covers(first.days) {
                    return Ok(Err(("joined_on", self.not_open(first.unit))));
                }
                *before = first;
            }
        }
        let now = member.stay_at(from, &stays);
        if !self.moves(row, now) {
            return Ok(Ok(()));
        }
        let unit = now.map_or_else(|| UnitId::from(uuid::Uuid::nil()), |now| now.unit);
        let wanted = row.assignment(member.id, unit, member.first_day(from, &stays), now);
        Ok(match member.transfer(&wanted, &stays) {
            Ok(plan) => self.check_open(row, now.map(|now| now.unit), plan.row.days),
            Err(error) => Err((blamed(row), error)),
        })
    }

    /// A named unit, or the one that the person stays in, is open on all of the days. A manager's unit is made to begin
    /// early enough, and only must not be closed.
    fn check_open(&self, row: &Row, now: Option<UnitId>, days: DayRange) -> Result<(), (&'static str, MemberError)> {
        let code = row.unit.as_deref().or(row.manager.as_deref());
        let unit = match code {
            Some(code) => self.unit(code).map(|unit| unit.id),
            None => now,
        };
        let Some(unit) = unit else { return Ok(()) };
        let life = life_of(unit, &self.spans);
        let is_open = if row.manager.is_some() { days.end <= life.end } else { life.covers(days) };
        if is_open { Ok(()) } else { Err((blamed(row), self.not_open(unit))) }
    }

    fn not_open(&self, unit: UnitId) -> MemberError {
        MemberError::UnitNotOpen { unit: self.unit_code(unit).unwrap_or_default().to_owned() }
    }

    /// Whether the row says another unit, grade or position. Without a unit there is nowhere to keep the others.
    fn moves(&self, row: &Row, now: Option<&Assignment>) -> bool {
        let other =
            |wanted: &Option<String>, is: Option<&String>| wanted.as_ref().is_some_and(|wanted| Some(wanted) != is);
        let Some(now) = now else { return row.unit.is_some() || row.manager.is_some() };
        let stands = tree::stands_as(
            row.unit.as_deref(),
            row.manager.as_deref(),
            &row.code,
            self.unit_code(now.unit),
            self.tree.parent(now.unit).and_then(|parent| self.unit_code(parent)),
        );
        !stands || other(&row.grade, now.grade.as_ref()) || other(&row.position, now.position.as_ref())
    }

    /// Whether the row says anything that is not so already.
    pub fn differs(&self, ctx: &Ctx, row: &Row, known: &Member) -> Result<bool> {
        let from = row.from(self.today, Some(known))?;
        let pay = self.pays.iter().rev().find(|(member, since, _)| *member == known.id && *since <= from);
        let mut differs = row.put_into(&mut known.clone())
            || row.joined_on()?.is_some_and(|joined_on| joined_on != known.joined_on)
            || self.moves(row, known.stay_at(from, self.stays_of(known)))
            || row.variable_pay.is_some_and(|wanted| pay.map(|&(_, _, is)| is) != Some(wanted));
        for (key, text) in &row.fields {
            let Some(column) = self.columns.iter().find(|column| column.key == *key) else { continue };
            let wanted = column.read(text, ctx.currency())?;
            let held = self
                .values
                .iter()
                .rev()
                .find(|held| held.field == column.id && held.subject == known.id.uuid() && held.from <= from);
            differs |= held.map(|held| &held.value) != Some(&wanted);
        }
        Ok(differs)
    }
}

/// The cell that says where the person belongs.
const fn blamed(row: &Row) -> &'static str {
    match (&row.unit, &row.manager, &row.grade) {
        (Some(_), ..) => "unit",
        (None, Some(_), _) => "manager",
        (None, None, Some(_)) => "grade",
        (None, None, None) => "position",
    }
}
