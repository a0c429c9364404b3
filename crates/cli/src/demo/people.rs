//! The sample company's people: the tree, the roster, who moves, joins and leaves, and who can sign in.

use std::collections::HashMap;

use beichen_engine::day::{Day, DayRange};
use beichen_kernel::{Ctx, Error, LoginId, MemberId, Result, Role, Timestamp, UnitId};
use beichen_people::api::{self as people, Assignment, NewMember};
use beichen_store::db::DemoSignIn;

use super::roster::{GRADES, JOINS, LEAVES, MOVES, MOVES_TO, SELLERS, SIGN_INS, STAFF, UNITS};
use super::sheets::Sheet;
use super::{Company, PASSWORD};

/// Months before the oldest one since when the tree stands.
const TREE_MONTHS: i32 = 36;

/// The people as the rest needs them.
pub struct People {
    pub sign_ins: Vec<DemoSignIn>,
    pub logins: HashMap<Role, LoginId>,
}

impl People {
    /// The login of the one who has the role.
    pub fn login(&self, role: Role) -> Result<LoginId> {
        self.logins.get(&role).copied().ok_or_else(|| Error::internal(format!("nobody has the role {role}")))
    }
}

/// Makes units and people, with their changes over the three months.
pub async fn build(company: &Company<'_>) -> Result<People> {
    let since = company.months.start().plus_months(-TREE_MONTHS);
    let leaders = leaders(company, since).await?;
    let units = units(company, &leaders, since).await?;
    company.import(grades(since)).await?;
    company.import(roster(company, since)).await?;
    let members = members(company).await?;
    changes(company, &members, &units).await?;
    sign_ins(company, &members, since).await
}

/// Leaders come before the units that they lead.
async fn leaders(company: &Company<'_>, since: Day) -> Result<HashMap<&'static str, MemberId>> {
    let mut tx = company.deps.db.begin(company.ctx).await?;
    let mut leaders = HashMap::new();
    for one in STAFF.iter().filter(|one| UNITS.iter().any(|unit| unit.leader == Some(one.code))) {
        let new = NewMember {
            code: one.code.to_owned(),
            name: one.name.to_owned(),
            joined_on: Some(since),
            ..NewMember::default()
        };
        leaders.insert(one.code, people::add_member(&mut tx, new).await?.id);
    }
    tx.commit().await?;
    Ok(leaders)
}

async fn units(
    company: &Company<'_>,
    leaders: &HashMap<&'static str, MemberId>,
    since: Day,
) -> Result<HashMap<&'static str, UnitId>> {
    let mut tx = company.deps.db.begin(company.ctx).await?;
    let mut units: HashMap<&'static str, UnitId> = HashMap::new();
    for unit in UNITS {
        let parent = unit.parent.and_then(|parent| units.get(parent).copied());
        let leader = unit.leader.and_then(|leader| leaders.get(leader).copied());
        units.insert(unit.code, people::add_unit(&mut tx, (unit.code, unit.name), parent, leader, since).await?);
    }
    tx.commit().await?;
    Ok(units)
}

fn grades(since: Day) -> Sheet {
    let mut sheet = Sheet::new("grades", "职级与奖金基数.csv", &["grade", "name", "column", "kind", "value", "from"]);
    for (code, name, base) in GRADES {
        sheet.row([code, name, "bonus_base", "money", base, &since.to_string()]);
    }
    sheet
}

fn roster(company: &Company<'_>, since: Day) -> Sheet {
    let titles = ["code", "name", "unit", "grade", "position", "joined_on", "from"];
    let mut sheet = Sheet::new("people", "花名册.csv", &titles);
    for one in STAFF {
        let since = since.to_string();
        sheet.row([one.code, one.name, one.unit, "", one.position, &since, &since]);
    }
    for one in SELLERS {
        let joined_on = if one.code == JOINS {
            company.months.joining_day()
        } else {
            company.months.start().plus_months(-one.months_served)
        };
        let joined_on = joined_on.to_string();
        sheet.row([one.code, one.name, one.unit, one.grade, "销售", &joined_on, &joined_on]);
    }
    sheet
}

async fn members(company: &Company<'_>) -> Result<HashMap<String, MemberId>> {
    let tx = company.deps.db.read(company.ctx).await?;
    Ok(people::members(&tx).await?.into_iter().map(|member| (member.code, member.id)).collect())
}

fn member(members: &HashMap<String, MemberId>, code: &str) -> Result<MemberId> {
    members.get(code).copied().ok_or_else(|| Error::internal(format!("{code} is not on the roster")))
}

/// One person moves to another team, one leaves.
async fn changes(
    company: &Company<'_>,
    members: &HashMap<String, MemberId>,
    units: &HashMap<&'static str, UnitId>,
) -> Result<()> {
    let (moves, leaves) = (member(members, MOVES)?, member(members, LEAVES)?);
    let to = units.get(MOVES_TO).copied().ok_or_else(|| Error::internal("a unit is missing"))?;
    let mut tx = company.deps.db.begin(company.ctx).await?;
    let row = Assignment {
        member: moves,
        unit: to,
        grade: SELLERS.iter().find(|one| one.code == MOVES).map(|one| one.grade.to_owned()),
        position: Some("销售".to_owned()),
        days: DayRange::new(company.months.transfer_day(), Day::MAX),
    };
    people::assign_in(&mut tx, row).await?;
    tx.commit().await?;
    people::leave(company.ctx, &company.deps.db, leaves, company.months.leaving_day()).await
}

/// One sign-in a role. Roles hold since the tree does, so that what went before can be seen.
async fn sign_ins(company: &Company<'_>, members: &HashMap<String, MemberId>, since: Day) -> Result<People> {
    let then = Ctx::system(company.ctx.organisation.clone(), "demo", None, at_noon(since, company.ctx)?);
    let mut found = People { sign_ins: Vec::new(), logins: HashMap::new() };
    for (code, role, name) in SIGN_INS {
        let login = format!("{name}@chengyuan.example");
        let member = member(members, code)?;
        let id = people::create_login(&then, &company.deps.db, member, &login, PASSWORD, &[(*role, None)]).await?;
        found.logins.insert(*role, id);
        let (name, unit) = named(code);
        let unit_name = UNITS.iter().find(|one| one.code == unit).map(|one| one.name).unwrap_or_default();
        found.sign_ins.push(DemoSignIn {
            role: role.to_string(),
            name: name.to_owned(),
            unit_name: unit_name.to_owned(),
            login,
            password: PASSWORD.to_owned(),
        });
    }
    Ok(found)
}

fn named(code: &str) -> (&'static str, &'static str) {
    let staff = STAFF.iter().map(|one| (one.code, one.name, one.unit));
    let sellers = SELLERS.iter().map(|one| (one.code, one.name, one.unit));
    let found = staff.chain(sellers).find(|(known, _, _)| *known == code);
    found.map(|(_, name, unit)| (name, unit)).unwrap_or_default()
}

fn at_noon(day: Day, ctx: &Ctx) -> Result<Timestamp> {
    let date: jiff::civil::Date = day.to_string().parse().map_err(Error::internal)?;
    let noon = ctx.organisation.zone.to_timestamp(date.at(12, 0, 0, 0)).map_err(Error::internal)?;
    Ok(noon.into())
}
