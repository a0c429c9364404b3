//! Sessions: from a token to the one who asks, and which roles and units they hold today.

use std::collections::HashSet;
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use beichen_engine::day::Day;
use beichen_kernel::ctx::CtxParts;
use beichen_kernel::{
    Actor, Clock, Ctx, Error, Grants, IdSource, Locale, LoginId, MemberId, Organisation, Result, Role, UnitId,
};
use beichen_store::{Db, Tx};
use sha2::{Digest, Sha256};

use crate::login::model::{LoginError, Session};
use crate::login::store;
use crate::member::model::MemberError;
use crate::reach::Tenure;
use crate::{member, organisation, unit};

/// A random token of 256 bits, as text.
pub fn new_token() -> Result<String> {
    let mut bytes = [0_u8; 32];
    getrandom::fill(&mut bytes).map_err(|error| Error::internal(error.to_string()))?;
    Ok(URL_SAFE_NO_PAD.encode(bytes))
}

/// What the database keeps of a token.
pub fn token_hash(token: &str) -> String {
    hex::encode(Sha256::digest(token.as_bytes()))
}

/// Opens a session of a member; gives its token, which is kept nowhere.
pub async fn open(ctx: &Ctx, db: &Db, member: MemberId, login: Option<LoginId>, agent: &str) -> Result<String> {
    let token = new_token()?;
    let now = ctx.now();
    let session = Session { org: ctx.org, member, login, created_at: now, seen_at: now };
    store::insert_session(db, &token_hash(&token), &session, agent).await?;
    Ok(token)
}

/// The context of a valid session; otherwise nobody is signed in.
pub async fn authenticate(db: &Db, clock: &Clock, token: &str, locale: Locale) -> Result<Ctx> {
    let hash = token_hash(token);
    let now = clock.now();
    let session = store::find_session(db, &hash)
        .await?
        .filter(|session| session.is_open(now))
        .ok_or_else(Error::unauthenticated)?;
    let organisation = organisation::store::find(db, session.org).await?.ok_or_else(Error::unauthenticated)?;
    let ctx = context_of(db, organisation, session.member, locale, clock).await?;
    if session.is_worth_noting(now) {
        store::note_seen(db, &hash, now).await?;
    }
    Ok(ctx)
}

/// The context of the member that a login is in the organisation of `ctx`; says why there is none.
pub async fn context_of_login(ctx: &Ctx, db: &Db, clock: &Clock, login: LoginId) -> Result<Ctx> {
    let memberships = store::memberships(db, login).await?;
    let here = memberships.into_iter().find(|membership| membership.org == ctx.org);
    let member = here.ok_or_else(|| Error::from(LoginError::NoMembership))?.member;
    context_of_member(ctx, db, clock, member).await
}

/// The context of a member of the organisation of `ctx`, with the rights of now; says why there is none.
pub async fn context_of_member(ctx: &Ctx, db: &Db, clock: &Clock, member: MemberId) -> Result<Ctx> {
    let left_on = member::store::load(&db.read(ctx).await?, member).await?.left_on;
    if let Some(left_on) = left_on.filter(|&left_on| left_on < ctx.today()) {
        return Err(MemberError::HasLeft { left_on: left_on.to_string() }.into());
    }
    context_of(db, Arc::clone(&ctx.organisation), member, ctx.locale, clock).await
}

/// The context of a member with the roles of today. Whoever has left is nobody.
pub async fn context_of(
    db: &Db,
    organisation: Arc<Organisation>,
    member: MemberId,
    locale: Locale,
    clock: &Clock,
) -> Result<Ctx> {
    let asking = Ctx::system(Arc::clone(&organisation), "session", None, clock.now());
    let tx = db.read(&asking).await?;
    let today = asking.today();
    let found = member::store::find(&tx, member).await?.ok_or_else(Error::unauthenticated)?;
    if found.is_gone(today) {
        return Err(Error::unauthenticated());
    }
    let grants = grants(&tx, member, today).await?;
    Ok(Ctx::new(CtxParts {
        organisation,
        actor: Actor::Member(member),
        grants,
        locale,
        now: asking.now(),
        ids: IdSource::default(),
    }))
}

/// The roles of today, and the units led today with all below them. Whoever leads or led a unit is a lead,
/// so that a former lead still reaches the days of the own time.
async fn grants(tx: &Tx<'_>, member: MemberId, today: Day) -> Result<Grants> {
    let held = member::store::grants_of(tx, member).await?;
    let mut roles: Vec<Role> = Vec::new();
    for grant in held.iter().filter(|grant| grant.days.contains(today)) {
        if !roles.contains(&grant.role) {
            roles.push(grant.role);
        }
    }
    let led = tenures(tx, member).await?;
    if !roles.contains(&Role::Lead) && led.iter().any(|tenure| tenure.days.from <= today) {
        roles.push(Role::Lead);
    }
    let now: Vec<UnitId> = led.iter().filter(|tenure| tenure.days.contains(today)).map(|tenure| tenure.unit).collect();
    let led_units: HashSet<UnitId> = if now.is_empty() {
        HashSet::new()
    } else {
        unit::model::UnitTree::on(today, &unit::store::spans(tx).await?).with_all_below(now)
    };
    Ok(Grants::of_member(member, roles, led_units))
}

/// Which units a person leads or led: as the unit's leader, or by the role of a lead: over the role's unit, else over
/// the one that the person belongs to on the day.
pub async fn tenures(tx: &Tx<'_>, member: MemberId) -> Result<Vec<Tenure>> {
    let led = member::store::led_by(tx, member).await?;
    let mut tenures: Vec<Tenure> = led.into_iter().map(|(unit, days)| Tenure { unit, days }).collect();
    let stays = member::store::assignments_of(tx, member).await?;
    for grant in member::store::grants_of(tx, member).await?.into_iter().filter(|grant| grant.role == Role::Lead) {
        match grant.unit {
            Some(unit) => tenures.push(Tenure { unit, days: grant.days }),
            None => tenures.extend(
                stays
                    .iter()
                    .map(|stay| Tenure { unit: stay.unit, days: stay.days.intersect(grant.days) })
                    .filter(|tenure| !tenure.days.is_empty()),
            ),
        }
    }
    Ok(tenures)
}
