//! People who sign in, added by the command line and by tests: the person, the login and the roles at once.

use beichen_engine::day::{Day, DayRange};
use beichen_kernel::{Ctx, Error, LoginId, MemberId, Result, Role, UnitId};
use beichen_store::{Db, Tx};

use super::{attach, password};
use crate::login::model::{LoginError, check_password, normalise};
use crate::login::store;
use crate::member::commands::NewMember;
use crate::member::model::{Assignment, MemberError};
use crate::{member, role, unit};

/// Somebody who is to sign in.
#[derive(Debug, Clone, Default)]
pub struct NewUser {
    pub login: String,
    pub password: String,
    /// The code of a person who is there; without one, somebody new is added.
    pub member: Option<String>,
    /// What somebody new is called; the login, when absent.
    pub name: Option<String>,
    pub roles: Vec<Role>,
    /// The code of the unit that a lead leads, and that somebody new belongs to.
    pub unit: Option<String>,
}

/// Adds or finds the person, and gives the login and the roles: all of it or nothing.
pub async fn add(ctx: &Ctx, db: &Db, new: NewUser) -> Result<MemberId> {
    let name = normalise(&new.login)?;
    check_password(&new.password, &name)?;
    let hash = password::hash(&new.password).await?;
    let mut tx = db.begin(ctx).await?;
    let unit = match &new.unit {
        Some(code) => Some(unit_of(&tx, code).await?),
        None => None,
    };
    let member = match &new.member {
        Some(code) => {
            let found = member_of(&tx, code).await?;
            must_be_free(&tx, &name).await?;
            attach(&mut tx, found, &name, &hash).await?;
            found
        }
        None => {
            let called = new.name.unwrap_or(new.login);
            let (member, _) = add_person(&mut tx, called, &name, &hash).await?;
            if let Some(unit) = unit {
                let days = DayRange::new(ctx.today(), Day::MAX);
                crate::api::assign_in(&mut tx, Assignment { member, unit, grade: None, position: None, days }).await?;
            }
            member
        }
    };
    for role in new.roles {
        role::commands::give(&mut tx, member, role, unit.filter(|_| role == Role::Lead), ctx.today()).await?;
    }
    tx.commit().await?;
    Ok(member)
}

/// Adds a person with a login inside the caller's transaction. The code says nothing about the person: it enters the
/// chain, where nothing is ever erased.
pub async fn add_person(
    tx: &mut Tx<'_>,
    name: String,
    login_name: &str,
    password_hash: &str,
) -> Result<(MemberId, LoginId)> {
    must_be_free(tx, login_name).await?;
    let code = member::store::free_code(tx).await?;
    let member = member::commands::add(tx, NewMember { code, name, ..NewMember::default() }).await?.id;
    Ok((member, attach(tx, member, login_name, password_hash).await?))
}

/// A login is there once in the installation: who has it already is invited and proves the password.
pub async fn must_be_free(tx: &Tx<'_>, login_name: &str) -> Result<()> {
    match store::find_in(tx, login_name).await? {
        Some(_) => Err(LoginError::Taken.into()),
        None => Ok(()),
    }
}

async fn unit_of(tx: &Tx<'_>, code: &str) -> Result<UnitId> {
    let found = unit::store::find_by_code(tx, code).await?;
    found.map(|unit| unit.id).ok_or_else(|| Error::from(MemberError::UnknownUnit { unit: code.to_owned() }))
}

async fn member_of(tx: &Tx<'_>, code: &str) -> Result<MemberId> {
    let found = member::store::find_by_code(tx, code).await?;
    found.map(|member| member.id).ok_or_else(|| Error::from(MemberError::UnknownMember { code: code.to_owned() }))
}
