//! The first set-up: an organisation and its administrator, with the token from the console.

use std::sync::Arc;

use beichen_kernel::{Clock, Ctx, LoginId, MemberId, Organisation, Result, Role};
use beichen_store::{Db, Deps};

use super::{password, session, user};
use crate::login::model::{LoginError, check_password, normalise};
use crate::login::store;
use crate::login::views::SetupRequest;
use crate::organisation::commands as organisations;
use crate::{organisation, role};

/// Whether nobody can administer anything: only then is there a first set-up.
pub async fn is_needed(db: &Db, clock: &Clock) -> Result<bool> {
    for organisation in organisation::store::all(db).await? {
        let ctx = Ctx::system(organisation, "setup", None, clock.now());
        if crate::api::has_administrator(&db.read(&ctx).await?).await? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Whether the first set-up is still to come, and whether the command line has made the organisation for it. Once
/// somebody administers it, nobody who is not signed in hears of an organisation.
pub async fn state(db: &Db, clock: &Clock) -> Result<(bool, bool)> {
    let needed = is_needed(db, clock).await?;
    Ok((needed, needed && !organisation::store::all(db).await?.is_empty()))
}

/// Makes the organisation (unless the command line has) and its first administrator.
pub async fn run(deps: &Deps, asked: SetupRequest) -> Result<(MemberId, LoginId, Ctx)> {
    // Hashes of both are compared, so that the time taken says nothing about the token.
    let expected = deps.setup_token.as_deref().map(session::token_hash);
    if expected.is_none_or(|expected| expected != session::token_hash(&asked.token)) {
        return Err(LoginError::SetupTokenWrong.into());
    }
    must_be_needed(deps).await?;
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
    // Whoever came second has waited here, and looks again.
    store::hold_setup(&mut tx).await?;
    must_be_needed(deps).await?;
    let (member, login) = user::add_person(&mut tx, asked.name, &name, &password_hash).await?;
    role::commands::give(&mut tx, member, Role::Administrator, None, ctx.today()).await?;
    tx.commit().await?;
    Ok((member, login, ctx))
}

/// Makes an organisation with its first administrator, both or neither: what the command line does with `init --admin`.
pub async fn create_administered(
    db: &Db,
    clock: &Clock,
    (name, currency, time_zone): (&str, &str, &str),
    (login, password): (&str, &str),
) -> Result<Arc<Organisation>> {
    let login = normalise(login)?;
    check_password(password, &login)?;
    let hash = password::hash(password).await?;
    let organisation = organisations::prepare(name, currency, time_zone)?;
    let ctx = Ctx::system(Arc::clone(&organisation), "setup", None, clock.now());
    let mut tx = db.begin(&ctx).await?;
    organisations::create_in(&mut tx, time_zone).await?;
    let (member, _) = user::add_person(&mut tx, login.clone(), &login, &hash).await?;
    role::commands::give(&mut tx, member, Role::Administrator, None, ctx.today()).await?;
    tx.commit().await?;
    Ok(organisation)
}

async fn must_be_needed(deps: &Deps) -> Result<()> {
    if is_needed(&deps.db, &deps.clock).await? { Ok(()) } else { Err(LoginError::SetupDone.into()) }
}
