//! Reading people.

use std::collections::HashMap;

use beichen_engine::day::Day;
use beichen_engine::money::Money;
use beichen_kernel::{Ctx, MemberId, Page, PageQuery, Result, Scope, UnitId};
use beichen_store::list::{List, Sort};
use beichen_store::{Db, Tx, raw};
use sea_orm::QueryResult;

use super::model::Member;
use super::views::{AssignmentView, FieldValueView, GrantView, MemberItem, MemberView, PayView, last_day};
use super::{policy, store};
use crate::field::model::Entity;
use crate::permissions::{PEOPLE_MEMBER_EDIT, PEOPLE_MEMBER_READ};
use crate::row::{bind_id, day, get, id, maybe_day, maybe_id};
use crate::unit::model::Unit;
use crate::{api, field, grade, login, unit};

/// What narrows a list of people.
#[derive(Debug, Clone, Default)]
pub struct MemberFilter {
    pub search: Option<String>,
    pub sort: Option<String>,
    /// This unit and all below it, today.
    pub unit: Option<UnitId>,
    /// Also those who have left.
    pub with_left: bool,
}

const SORTS: &[Sort] =
    &[Sort::text("code", "m.code"), Sort::text("name", "m.name"), Sort::day("joined_on", "m.joined_on")];
const COLUMNS: &str = "m.id, m.version, m.code, m.name, m.joined_on, m.left_on, m.login_id, a.unit_id, a.grade, a.position, \
     u.name AS unit_name";

/// The people that the actor sees today.
pub async fn list(ctx: &Ctx, db: &Db, filter: &MemberFilter, page: &PageQuery) -> Result<Page<MemberItem>> {
    let tx = db.read(ctx).await?;
    let visible = api::visible(&tx, PEOPLE_MEMBER_READ).await?;
    let wanted = filter.sort.as_deref().unwrap_or("code");
    let mut list = List::new(("m.org_id", ctx.org), (COLUMNS, from_today(), "m.id"), SORTS, wanted)?;
    let today = list.bind(raw::date(ctx.today()));
    list.filter(latest_only(&today));
    if let Some(members) = visible.members_on(ctx.today()) {
        let places: Vec<String> = members.into_iter().map(|member| list.bind(bind_id(member))).collect();
        list.filter(format!("m.id IN ({})", places.join(", ")));
    }
    if !filter.with_left {
        list.filter(format!("(m.left_on IS NULL OR m.left_on >= {today})"));
    }
    if let Some(unit) = filter.unit {
        let units = api::tree_on(&tx, ctx.today()).await?.with_all_below([unit]);
        let places: Vec<String> = units.into_iter().chain([unit]).map(|unit| list.bind(bind_id(unit))).collect();
        list.filter(format!("a.unit_id IN ({})", places.join(", ")));
    }
    list.search(&["m.code", "m.name"], filter.search.as_deref());
    let can = if ctx.may(PEOPLE_MEMBER_EDIT, Scope::Organisation) { vec!["create".to_owned()] } else { Vec::new() };
    Ok(list.page(&tx, page, item).await?.offering(can))
}

const fn from_today() -> &'static str {
    "people_member m \
     LEFT JOIN people_assignment a ON a.org_id = m.org_id AND a.member_id = m.id \
     LEFT JOIN people_unit u ON u.org_id = a.org_id AND u.id = a.unit_id"
}

/// One row a person: the assignment of today, else the last one before it, else the first one to come.
fn latest_only(today: &str) -> String {
    format!(
        "(a.from_day IS NULL OR a.from_day = COALESCE((SELECT MAX(b.from_day) FROM people_assignment b \
         WHERE b.org_id = m.org_id AND b.member_id = m.id AND b.from_day <= {today}), \
         (SELECT MIN(c.from_day) FROM people_assignment c WHERE c.org_id = m.org_id AND c.member_id = m.id)))"
    )
}

fn item(row: &QueryResult) -> Result<MemberItem> {
    Ok(MemberItem {
        id: id(row, "id")?,
        code: get(row, "code")?,
        name: get(row, "name")?,
        unit_id: maybe_id(row, "unit_id")?,
        unit_name: get(row, "unit_name")?,
        grade: get(row, "grade")?,
        position: get(row, "position")?,
        joined_on: day(row, "joined_on")?.to_string(),
        left_on: maybe_day(row, "left_on")?.map(|day| day.to_string()),
        has_login: maybe_id::<beichen_kernel::LoginId>(row, "login_id")?.is_some(),
        version: get(row, "version")?,
    })
}

/// One person.
pub async fn get_one(ctx: &Ctx, db: &Db, member: MemberId) -> Result<MemberView> {
    let tx = db.read(ctx).await?;
    let found = store::load(&tx, member).await?;
    policy::must_see(&tx, member).await?;
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
    let values = field::store::values_of(tx, Entity::Member, &[bind_id(member)]).await?;
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
