//! `user add` and `user reset`: sign-ins.

use beichen_kernel::{Error, Kind, Result, Role, UnitId};
use beichen_people::api::{self as people, Assignment, NewMember};
use beichen_store::{Deps, Tx};

use super::DONE;
use crate::args::{Place, User};
use crate::{actor, place, print};

pub async fn run(place: &Place, command: User) -> Result<u8> {
    let opened = place::open(place).await?;
    match command {
        User::Add { login, member, name, role, unit, password_stdin } => {
            let wanted = Wanted { login, member, name, roles: roles(&role)?, unit };
            add(place, &opened.deps, wanted, password_stdin).await
        }
        User::Reset { login, password_stdin } => {
            let ctx = actor::writer(place, &opened.deps).await?;
            people::reset_password(&ctx, &opened.deps.db, &login, &actor::password(password_stdin)?).await?;
            Ok(DONE)
        }
    }
}

struct Wanted {
    login: String,
    member: Option<String>,
    name: Option<String>,
    roles: Vec<Role>,
    unit: Option<String>,
}

async fn add(place: &Place, deps: &Deps, wanted: Wanted, password_stdin: bool) -> Result<u8> {
    let ctx = actor::writer(place, deps).await?;
    let password = actor::password(password_stdin)?;
    let mut tx = deps.db.begin(&ctx).await?;
    let unit = match &wanted.unit {
        Some(code) => Some(unit_of(&tx, code).await?),
        None => None,
    };
    let member = match (&wanted.member, wanted.name) {
        (Some(code), _) => {
            let found = people::find_member_by_code(&tx, code).await?;
            found.ok_or_else(|| Error::new(Kind::Invalid, "cli.no_such_member").with("code", code.clone()))?.id
        }
        (None, name) => {
            let name = name.unwrap_or_else(|| wanted.login.clone());
            let new = NewMember { code: wanted.login.clone(), name, ..NewMember::default() };
            let member = people::add_member(&mut tx, new).await?.id;
            if let Some(unit) = unit {
                let days = beichen_engine::day::DayRange::new(ctx.today(), beichen_engine::day::Day::MAX);
                people::assign_in(&mut tx, Assignment { member, unit, grade: None, position: None, days }).await?;
            }
            tx.commit().await?;
            tx = deps.db.begin(&ctx).await?;
            member
        }
    };
    drop(tx);
    let roles: Vec<(Role, Option<UnitId>)> =
        wanted.roles.iter().map(|&role| (role, unit.filter(|_| role == Role::Lead))).collect();
    people::create_login(&ctx, &deps.db, member, &wanted.login, &password, &roles).await?;
    print::line(&wanted.login);
    Ok(DONE)
}

async fn unit_of(tx: &Tx<'_>, code: &str) -> Result<UnitId> {
    let found = people::find_unit_by_code(tx, code).await?;
    found.map(|unit| unit.id).ok_or_else(|| Error::new(Kind::Invalid, "cli.no_such_unit").with("code", code))
}

fn roles(names: &[String]) -> Result<Vec<Role>> {
    let read = |name: &String| {
        name.parse().map_err(|_| Error::new(Kind::Invalid, "cli.no_such_role").with("role", name.clone()))
    };
    names.iter().map(read).collect()
}
