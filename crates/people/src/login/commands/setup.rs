//! The first set-up: an organisation and its administrator, with the token from the console.

use std::sync::Arc;

use beichen_kernel::{Ctx, Error, LoginId, MemberId, Result, Role};
use beichen_store::{Deps, Tx};

use super::{attach, password, session};
use crate::login::model::{LoginError, check_password, normalise};
use crate::login::store;
use crate::login::views::SetupRequest;
use crate::member::commands::NewMember;
use crate::organisation::commands as organisations;
use crate::{member, organisation, role};

/// Whether nobody can sign in yet.
pub async fn is_needed(deps: &Deps) -> Result<bool> {
    Ok(!store::any(&deps.db).await?)
}

/// Makes the organisation (unless the command line has) and its first administrator.
pub async fn run(deps: &Deps, asked: SetupRequest) -> Result<(MemberId, LoginId, Ctx)> {
    // Hashes of both are compared, so that the time taken says nothing about the token.
    let expected = deps.setup_token.as_deref().map(session::token_hash);
    if expected.is_none_or(|expected| expected != session::token_hash(&asked.token)) {
        return Err(LoginError::SetupTokenWrong.into());
    }
    if !is_needed(deps).await? {
        return Err(LoginError::SetupDone.into());
    }
    let name = normalise(&asked.login)?;
    check_password(&asked.password, &name)?;
    let password_hash = password::hash(&asked.password).await?;
    let existing = organisation::store::all(&deps.db).await?.into_iter().next();
    let is_new = existing.is_none();
    let organisation = match existing {
        Some(organisation) => organisation,
        None => organisations::prepare(&asked.organisation, &asked.currency, &asked.time_zone)?,
    };
    let ctx = Ctx::system(Arc::clone(&organisation), "setup", None, deps.clock.now());
    let mut tx = deps.db.begin(&ctx).await?;
    if is_new {
        organisations::create_in(&mut tx, &asked.time_zone).await?;
    }
    store::mark_setup(&mut tx).await?;
    let new = NewMember { code: "admin".to_owned(), name: asked.name, ..NewMember::default() };
    let (member, login) = add_user(&mut tx, new, &name, &password_hash, &[(Role::Administrator, None)]).await?;
    tx.commit().await?;
    Ok((member, login, ctx))
}

/// Adds a person with a login and roles inside the caller's transaction.
pub async fn add_user(
    tx: &mut Tx<'_>,
    new: NewMember,
    login_name: &str,
    password_hash: &str,
    roles: &[(Role, Option<beichen_kernel::UnitId>)],
) -> Result<(MemberId, LoginId)> {
    if store::find_in(tx, login_name).await?.is_some() {
        return Err(Error::from(LoginError::Taken));
    }
    let member = member::commands::add(tx, new).await?.id;
    let login = attach(tx, member, login_name, password_hash).await?;
    let today = tx.today();
    for &(role, unit) in roles {
        role::commands::give(tx, member, role, unit, today).await?;
    }
    Ok((member, login))
}
