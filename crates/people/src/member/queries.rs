//! Reading people.

use std::collections::HashMap;

use beichen_engine::day::{Day, DayRange};
use beichen_engine::money::Money;
use beichen_kernel::{Ctx, Error, Id, MemberId, Page, PageQuery, Result, Scope, UnitId};
use beichen_store::{Db, Tx};

use super::model::{Member, MemberFilter};
use super::views::{AssignmentView, FieldValueView, GrantView, MemberItem, MemberView, PayView, last_day};
use super::{policy, store};
use crate::field::model::Entity;
use crate::permissions::{PEOPLE_MEMBER_EDIT, PEOPLE_MEMBER_READ};
use crate::unit::model::Unit;
use crate::{api, field, grade, login, unit};

/// The people that the actor sees today.
pub async fn list(ctx: &Ctx, db: &Db, filter: &MemberFilter, page: &PageQuery) -> Result<Page<MemberItem>> {
    let tx = db.read(ctx).await?;
    let visible = api::visible(&tx, PEOPLE_MEMBER_READ).await?;
    let units = match filter.unit {
        Some(unit) => {
            let below = api::tree_on(&tx, ctx.today()).await?.with_all_below([unit]);
            Some(below.into_iter().chain([unit]).collect())
        }
        None => None,
    };
    let found = store::page(&tx, filter, page, visible.members_on(ctx.today()), units).await?;
    let can = if ctx.may(PEOPLE_MEMBER_EDIT, Scope::Organisation) { vec!["create".to_owned()] } else { Vec::new() };
    Ok(found.offering(can))
}

/// The days on which the actor sees somebody. Whom the actor sees on no day does not exist; whoever may not read people
/// at all sees nobody else.
pub async fn must_see(tx: &Tx<'_>, member: MemberId) -> Result<Vec<DayRange>> {
    let ever = DayRange::new(Day::MIN, Day::MAX);
    if tx.ctx().member() == Some(member) {
        return Ok(vec![ever]);
    }
    let seen = api::visible_or_nothing(tx, PEOPLE_MEMBER_READ).await?.days_of(member, ever);
    if seen.is_empty() { Err(Error::not_found(MemberId::NAME)) } else { Ok(seen) }
}

/// One person.
pub async fn get_one(ctx: &Ctx, db: &Db, member: MemberId) -> Result<MemberView> {
    let tx = db.read(ctx).await?;
    let found = store::load(&tx, member).await?;
    view(&tx, &found).await
}

/// The person as the actor may see it: whatever has days is cut to those on which the actor sees the person.
pub async fn view(tx: &Tx<'_>, member: &Member) -> Result<MemberView> {
    let ctx = tx.ctx();
    let seen = must_see(tx, member.id).await?;
    let is_seen = |day: Day| seen.iter().any(|days| days.contains(day));
    let units: HashMap<UnitId, Unit> = unit::store::all(tx).await?.into_iter().map(|unit| (unit.id, unit)).collect();
    let rows = store::assignments_of(tx, member.id).await?;
    let now = rows.iter().find(|row| row.days.contains(ctx.today())).filter(|_| is_seen(ctx.today()));
    let own = ctx.member() == Some(member.id);
    let personal = own || ctx.may(PEOPLE_MEMBER_EDIT, Scope::Organisation);
    let pay = policy::shows_pay(ctx, member.id, now.map(|row| row.unit));
    let login = match member.login.filter(|_| personal) {
        Some(login) => login::store::find_by_id(tx, login).await?.map(|login| login.name),
        None => None,
    };
    let name = |unit: UnitId| units.get(&unit).map(|unit| unit.name.clone());
    Ok(MemberView {
        id: member.id,
        version: member.version.0,
        code: member.code.clone(),
        name: member.name.clone(),
        email: member.email.clone().filter(|_| personal),
        phone: member.phone.clone().filter(|_| personal),
        notes: member.notes.clone().filter(|_| personal && !own),
        login,
        joined_on: member.joined_on.to_string(),
        left_on: member.left_on.filter(|&left_on| is_seen(left_on)).map(|day| day.to_string()),
        unit_id: now.map(|row| row.unit),
        unit_name: now.and_then(|row| name(row.unit)),
        position: now.and_then(|row| row.position.clone()),
        grade: now.and_then(|row| row.grade.clone()),
        assignments: rows
            .iter()
            .flat_map(|row| cut(row.days, &seen).map(move |days| (row, days)))
            .map(|(row, days)| AssignmentView {
                unit_id: row.unit,
                unit_code: units.get(&row.unit).map(|unit| unit.code.clone()).unwrap_or_default(),
                unit_name: name(row.unit).unwrap_or_default(),
                grade: row.grade.clone(),
                position: row.position.clone(),
                from: days.from.to_string(),
                to: last_day(days.end),
            })
            .collect(),
        roles: grants(tx, member.id, &seen).await?,
        fields: fields(tx, member.id, pay, &seen).await?,
        variable_pay: variable_pay(tx, member.id, pay).await?,
        can: policy::offered(ctx, member),
    })
}

/// The parts of `days` that are seen.
fn cut(days: DayRange, seen: &[DayRange]) -> impl Iterator<Item = DayRange> {
    seen.iter().map(move |seen| seen.intersect(days)).filter(|part| !part.is_empty())
}

/// The roles of a person, oldest first.
async fn grants(tx: &Tx<'_>, member: MemberId, seen: &[DayRange]) -> Result<Vec<GrantView>> {
    let today = tx.today();
    let rows = store::grants_of(tx, member).await?;
    Ok(rows
        .into_iter()
        .flat_map(|grant| cut(grant.days, seen).map(move |days| (grant.clone(), days)))
        .map(|(grant, days)| GrantView {
            id: grant.id,
            role: grant.role,
            unit_id: grant.unit,
            from: days.from.to_string(),
            to: last_day(days.end),
            is_held: days.contains(today),
        })
        .collect())
}

/// Each value holds until the next one of its field.
async fn fields(tx: &Tx<'_>, member: MemberId, pay: bool, seen: &[DayRange]) -> Result<Vec<FieldValueView>> {
    let currency = tx.ctx().currency();
    let fields = field::store::of_entity(tx, Entity::Member).await?;
    let values = field::store::values_of(tx, Entity::Member, &[member.uuid()]).await?;
    let ends = values.iter().skip(1).map(Some).chain([None]);
    Ok(values
        .iter()
        .zip(ends)
        .filter_map(|(value, next)| {
            let field = fields.iter().find(|field| field.id == value.field)?;
            let end = next.filter(|next| next.field == value.field).map_or(Day::MAX, |next| next.from);
            Some((field, value, DayRange::new(value.from, end)))
        })
        .filter(|(field, ..)| pay || !field.kind.is_pay())
        .flat_map(|(field, value, days)| cut(days, seen).map(move |days| (field, value, days.from)))
        .map(|(field, value, from)| FieldValueView {
            key: field.key.clone(),
            name: field.name.clone(),
            kind: field.kind.to_string(),
            value: value.value.show(currency),
            from: from.to_string(),
        })
        .collect())
}

/// Whoever sees pay sees it of all days.
async fn variable_pay(tx: &Tx<'_>, member: MemberId, pay: bool) -> Result<Vec<PayView>> {
    if !pay {
        return Ok(Vec::new());
    }
    let currency = tx.ctx().currency();
    let rows = grade::store::variable_pay_of(tx, member).await?;
    Ok(rows
        .into_iter()
        .map(|(from, minor)| PayView { amount: Money::new(minor, currency).decimal(), from: from.to_string() })
        .collect())
}
