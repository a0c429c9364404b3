//! Everything that changes grades, their values and variable pay.

use beichen_engine::day::Day;
use beichen_engine::money::Money;
use beichen_kernel::{Ctx, Error, FieldError, Id, MemberId, Result, Scope, Version};
use beichen_store::{Db, Event, Tx};

use super::model::{Grade, GradeError};
use super::views::{GradeChange, GradeCreate, GradeView, VariablePaySet};
use super::{queries, store};
use crate::fence::commands::pass;
use crate::fence::model::{Touch, until_next};
use crate::field::model::Entity;
use crate::field::views::ValueSet;
use crate::ids::GradeId;
use crate::member::model::Action;
use crate::member::views::MemberView;
use crate::organisation::model::PAY;
use crate::permissions::{PEOPLE_FIELD_EDIT, PEOPLE_PAY_EDIT};
use crate::{field, member};

/// Adds a grade inside the caller's transaction, and records it.
pub async fn add(tx: &mut Tx<'_>, code: &str, name: &str, place: i64) -> Result<Grade> {
    let grade = Grade {
        id: tx.ctx().new_id(),
        version: Version::FIRST,
        code: code.trim().to_owned(),
        name: name.trim().to_owned(),
        place,
    };
    grade.check()?;
    if store::find_by_code(tx, &grade.code).await?.is_some() {
        return Err(GradeError::CodeTaken { code: grade.code }.into());
    }
    store::insert(tx, &grade).await?;
    tx.record(
        grade.id,
        Event::new("people.grade.created").with("code", grade.code.clone()).with("name", grade.name.clone()),
    );
    Ok(grade)
}

/// Makes a grade.
pub async fn create(ctx: &Ctx, db: &Db, new: GradeCreate) -> Result<GradeView> {
    let mut tx = db.begin(ctx).await?;
    ctx.require(PEOPLE_FIELD_EDIT, Scope::Organisation)?;
    let grade = add(&mut tx, &new.code, &new.name, new.place).await?;
    let view = queries::view(&tx, &grade).await?;
    tx.finish(view).await
}

/// Changes name and place.
pub async fn edit(ctx: &Ctx, db: &Db, id: GradeId, seen: Version, change: GradeChange) -> Result<GradeView> {
    let mut tx = db.begin(ctx).await?;
    let mut grade = store::load(&tx, id).await?;
    ctx.require(PEOPLE_FIELD_EDIT, Scope::Organisation)?;
    grade.version.must_be(seen)?;
    change.name.trim().clone_into(&mut grade.name);
    grade.place = change.place;
    grade.check()?;
    store::save(&mut tx, &mut grade).await?;
    tx.record(id, Event::new("people.grade.edited").with("name", grade.name.clone()).with("place", grade.place));
    let view = queries::view(&tx, &grade).await?;
    tx.finish(view).await
}

/// Sets a column's value from a day on.
pub async fn set_value(
    ctx: &Ctx,
    db: &Db,
    id: GradeId,
    seen: Version,
    column: &str,
    set: ValueSet,
) -> Result<GradeView> {
    let mut tx = db.begin(ctx).await?;
    let mut grade = store::load(&tx, id).await?;
    ctx.require(PEOPLE_PAY_EDIT, Scope::Organisation)?;
    grade.version.must_be(seen)?;
    if field::store::find(&tx, Entity::Grade, column).await?.is_none() {
        return Err(GradeError::UnknownColumn { column: column.to_owned() }.into());
    }
    let from = crate::wire::day("from", &set.from)?;
    let values = [(column.to_owned(), set.value.clone())];
    field::commands::set_values(&mut tx, Entity::Grade, id.uuid(), from, &values).await?;
    store::save(&mut tx, &mut grade).await?;
    tx.record(
        id,
        Event::new("people.grade.value_set")
            .with("column", column)
            .with("from", from.to_string())
            .with_personal(PAY, set.value),
    );
    let view = queries::view(&tx, &grade).await?;
    tx.finish(view).await
}

/// Writes variable pay inside the caller's transaction, which records, unless a lock covers one of the days on which it
/// is another than before.
pub async fn put_variable_pay(tx: &mut Tx<'_>, member: MemberId, from: Day, amount_minor: i64) -> Result<()> {
    let standing = store::variable_pay_of(tx, member).await?;
    let held = standing.iter().rev().find(|(since, _)| *since <= from);
    let is_other = held.is_none_or(|&(_, held)| held != amount_minor);
    let days = until_next(from, standing.iter().map(|(since, _)| *since));
    let touches = if is_other { vec![Touch::Member { member, days }] } else { Vec::new() };
    pass(tx, &touches).await?;
    store::put_variable_pay(tx, member, from, amount_minor).await
}

/// Sets a person's variable pay of a year from a day on.
pub async fn set_variable_pay(
    ctx: &Ctx,
    db: &Db,
    id: MemberId,
    seen: Version,
    set: VariablePaySet,
) -> Result<MemberView> {
    let mut tx = db.begin(ctx).await?;
    let mut found = member::commands::begin_change(&tx, id, Action::SetPay, seen).await?;
    let from = crate::wire::day("from", &set.from)?;
    let amount = Money::parse(set.amount.trim(), ctx.currency()).map_err(|_| {
        Error::invalid(vec![FieldError::new("amount", "people.field.bad_money").with("value", set.amount.clone())])
    })?;
    put_variable_pay(&mut tx, id, from, amount.minor).await?;
    member::store::save(&mut tx, &mut found).await?;
    tx.record(
        id,
        Event::new("people.member.variable_pay_set")
            .with("from", from.to_string())
            .with_personal(PAY, amount.decimal()),
    );
    let view = member::queries::view(&tx, &found).await?;
    tx.finish(view).await
}
