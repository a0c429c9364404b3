//! Reading people.

use std::collections::HashMap;

use beichen_engine::day::Day;
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

/// Somebody whom the actor sees on no day does not exist. Whoever may not read people at all sees nobody.
pub async fn must_see(tx: &Tx<'_>, member: MemberId) -> Result<()> {
    if tx.ctx().member() == Some(member) {
        return Ok(());
    }
    let hidden = || Error::not_found(MemberId::NAME);
    let visible = api::visible(tx, PEOPLE_MEMBER_READ).await.map_err(|_| hidden())?;
    match visible.members() {
        Some(members) if !members.contains(&member) => Err(hidden()),
        _ => Ok(()),
    }
}

/// One person.
pub async fn get_one(ctx: &Ctx, db: &Db, member: MemberId) -> Result<MemberView> {
    let tx = db.read(ctx).await?;
    let found = store::load(&tx, member).await?;
    must_see(&tx, member).await?;
    view(&tx, &found).await
}

/// The person as the actor may see it.
pub async fn view(tx: &Tx<'_>, member: &Member) -> Result<MemberView> {
    let ctx = tx.ctx();
    let today = ctx.today();
    let units: HashMap<UnitId, Unit> = unit::store::all(tx).await?.into_iter().map(|unit| (unit.id, unit)).collect();
    let rows = store::assignments_of(tx, member.id).await?;
    let now = rows.iter().find(|row| row.days.contains(today));
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
        left_on: member.left_on.map(|day| day.to_string()),
        unit_id: now.map(|row| row.unit),
        unit_name: now.and_then(|row| name(row.unit)),
        position: now.and_then(|row| row.position.clone()),
        grade: now.and_then(|row| row.grade.clone()),
        assignments: rows
            .iter()
            .map(|row| AssignmentView {
                unit_id: row.unit,
                unit_code: units.get(&row.unit).map(|unit| unit.code.clone()).unwrap_or_default(),
                unit_name: name(row.unit).unwrap_or_default(),
                grade: row.grade.clone(),
                position: row.position.clone(),
                from: row.days.from.to_string(),
                to: last_day(row.days.end),
            })
            .collect(),
        roles: grants(tx, member.id, today).await?,
        fields: fields(tx, member.id, pay).await?,
        variable_pay: variable_pay(tx, member.id, pay).await?,
        can: policy::offered(ctx, member),
    })
}

/// The roles of a person, oldest first.
pub async fn grants(tx: &Tx<'_>, member: MemberId, today: Day) -> Result<Vec<GrantView>> {
    let rows = store::grants_of(tx, member).await?;
    Ok(rows
        .into_iter()
        .map(|grant| GrantView {
            id: grant.id,
            role: grant.role,
            unit_id: grant.unit,
            from: grant.days.from.to_string(),
            to: last_day(grant.days.end),
            is_held: grant.days.contains(today),
        })
        .collect())
}

async fn fields(tx: &Tx<'_>, member: MemberId, pay: bool) -> Result<Vec<FieldValueView>> {
    let currency = tx.ctx().currency();
    let fields = field::store::of_entity(tx, Entity::Member).await?;
    let values = field::store::values_of(tx, Entity::Member, &[member.uuid()]).await?;
    Ok(values
        .iter()
        .filter_map(|value| {
            let field = fields.iter().find(|field| field.id == value.field)?;
            (pay || !field.kind.is_pay()).then(|| FieldValueView {
                key: field.key.clone(),
                name: field.name.clone(),
                kind: field.kind.to_string(),
                value: value.value.show(currency),
                from: value.from.to_string(),
            })
        })
        .collect())
}

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
