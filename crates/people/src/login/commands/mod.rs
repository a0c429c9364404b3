//! Signing in and everything that changes a login.

pub mod password;
pub mod session;
pub mod setup;
pub mod user;

use std::net::IpAddr;
use std::sync::Arc;

use beichen_kernel::{Clock, Ctx, Error, Id, Locale, LoginId, MemberId, OrgId, Organisation, Result, Scope};
use beichen_store::{Db, Event, Tx};
use sha2::{Digest, Sha256};

use super::model::{
    ADDRESS_PATIENCE, INVITATION_SECONDS, Invitation, LOGIN_PATIENCE, Login, LoginError, Membership, Patience, Purpose,
    check_password, normalise,
};
use super::store;
use crate::member::model::Action;
use crate::permissions::{PEOPLE_INVITATION_CREATE, PEOPLE_LOGIN_RESET};
use crate::{member, organisation};

/// Who asks to come in.
#[derive(Debug, Clone)]
pub struct SignIn<'a> {
    pub login: &'a str,
    pub password: &'a str,
    /// Which organisation, when the login belongs to several.
    pub organisation: Option<OrgId>,
    pub address: Option<IpAddr>,
    pub agent: &'a str,
    pub locale: Locale,
}

/// What becomes of it.
#[derive(Debug)]
pub enum Entrance {
    In {
        token: String,
        ctx: Box<Ctx>,
    },
    /// The password fits, and there are several organisations to choose from.
    Choose(Vec<Arc<Organisation>>),
}

/// Signs in: the attempt is counted before the password is looked at, and taken back when it fits.
pub async fn sign_in(db: &Db, clock: &Clock, asked: SignIn<'_>) -> Result<Entrance> {
    let login = verify(db, clock, asked.login, asked.password, asked.address).await?;
    let memberships = store::memberships(db, login.id).await?;
    let wanted: Vec<Membership> = memberships
        .into_iter()
        .filter(|membership| asked.organisation.is_none_or(|wanted| wanted == membership.org))
        .collect();
    let mut open = Vec::new();
    for membership in wanted {
        let Some(organisation) = organisation::store::find(db, membership.org).await? else { continue };
        match session::context_of(db, organisation, membership.member, asked.locale, clock).await {
            Ok(ctx) => open.push((membership, ctx)),
            Err(error) if error.kind() == beichen_kernel::Kind::Unauthenticated => {}
            Err(error) => return Err(error),
        }
    }
    if open.len() > 1 {
        return Ok(Entrance::Choose(open.into_iter().map(|(_, ctx)| ctx.organisation).collect()));
    }
    let (membership, ctx) = open.pop().ok_or_else(|| Error::from(LoginError::NoMembership))?;
    let token = session::open(&ctx, db, membership.member, Some(login.id), asked.agent).await?;
    Ok(Entrance::In { token, ctx: Box::new(ctx) })
}

/// Looks at a password, and counts guesses. An unknown login takes as long and says the same as a wrong password.
pub async fn verify(db: &Db, clock: &Clock, name: &str, given: &str, address: Option<IpAddr>) -> Result<Login> {
    let name = normalise(name).unwrap_or_else(|_| name.trim().to_lowercase());
    let name_key = attempt_key("login", &name);
    let address_key = address.map(|address| attempt_key("address", &address.to_string()));
    let keys: Vec<(&str, Patience)> = std::iter::once((name_key.as_str(), LOGIN_PATIENCE))
        .chain(address_key.as_deref().map(|key| (key, ADDRESS_PATIENCE)))
        .collect();
    store::count_attempt(db, &keys, clock.now()).await?;
    let login = store::find(db, &name).await?;
    let fits = password::fits(given, login.as_ref().map(|login| login.password_hash.as_str())).await?;
    let login = login.filter(|_| fits).ok_or_else(|| Error::from(LoginError::Wrong))?;
    store::forget_attempts(db, &name_key).await?;
    if let Some(key) = &address_key {
        store::take_attempt_back(db, key).await?;
    }
    Ok(login)
}

/// Names are kept as hashes: a list of attempts tells nobody who tried.
fn attempt_key(kind: &str, value: &str) -> String {
    format!("{kind}:{}", hex::encode(Sha256::digest(value.as_bytes())))
}

/// Ends all sessions of the actor, on all devices.
pub async fn sign_out_everywhere(ctx: &Ctx, db: &Db) -> Result<()> {
    let Some(member) = ctx.member() else { return Ok(()) };
    let mut tx = db.begin(ctx).await?;
    let found = member::store::load(&tx, member).await?;
    let ended = store::end_sessions(&mut tx, member, found.login).await?;
    tx.record(member, Event::new("people.session.ended_everywhere").with("sessions", ended));
    tx.finish(()).await
}

/// Gives a member a login inside the caller's transaction, and records it. Links that still wait are void.
pub async fn attach(tx: &mut Tx<'_>, member: MemberId, name: &str, password_hash: &str) -> Result<LoginId> {
    let mut found = member::store::load(tx, member).await?;
    if found.login.is_some() {
        return Err(LoginError::AlreadyHasLogin.into());
    }
    let login = if let Some(login) = store::find_in(tx, name).await? {
        login.id
    } else {
        let login = Login { id: tx.ctx().new_id(), name: name.to_owned(), password_hash: password_hash.to_owned() };
        store::insert(tx, &login).await.map_err(store::taken)?;
        login.id
    };
    store::insert_membership(tx, login, member).await.map_err(store::taken)?;
    store::end_invitations(tx, member).await?;
    found.login = Some(login);
    member::store::save(tx, &mut found).await?;
    tx.record(member, Event::new("people.login.attached").with("login", login.to_string()).with_personal("name", name));
    Ok(login)
}

/// Changes the own password; all other sessions end, and the caller opens a new one.
pub async fn change_password(ctx: &Ctx, db: &Db, clock: &Clock, old: &str, new: &str) -> Result<LoginId> {
    let member = ctx.member().ok_or_else(Error::unauthenticated)?;
    let login = {
        let tx = db.read(ctx).await?;
        let found = member::store::load(&tx, member).await?;
        let login = found.login.ok_or_else(|| Error::from(LoginError::HasNoLogin))?;
        store::find_by_id(&tx, login).await?.ok_or_else(|| Error::not_found(LoginId::NAME))?
    };
    check_password(new, &login.name)?;
    verify(db, clock, &login.name, old, None).await.map_err(|error| match error.kind() {
        beichen_kernel::Kind::Unauthenticated => LoginError::OldPasswordWrong.into(),
        _ => error,
    })?;
    let hash = password::hash(new).await?;
    let mut tx = db.begin(ctx).await?;
    store::set_password(&mut tx, login.id, &hash).await?;
    store::end_sessions(&mut tx, member, Some(login.id)).await?;
    tx.record(member, Event::new("people.login.password_changed"));
    tx.finish(()).await?;
    Ok(login.id)
}

/// Sets a new password for a login, ends its sessions and opens a door that guessing has shut.
pub async fn reset(ctx: &Ctx, db: &Db, name: &str, new: &str) -> Result<()> {
    ctx.require(PEOPLE_LOGIN_RESET, Scope::Organisation)?;
    let name = normalise(name)?;
    check_password(new, &name)?;
    let login = store::find(db, &name).await?.ok_or_else(|| Error::not_found(LoginId::NAME))?;
    let member = store::memberships(db, login.id)
        .await?
        .into_iter()
        .find(|membership| membership.org == ctx.org)
        .ok_or_else(|| Error::not_found(LoginId::NAME))?
        .member;
    let hash = password::hash(new).await?;
    let mut tx = db.begin(ctx).await?;
    store::set_password(&mut tx, login.id, &hash).await?;
    store::end_sessions(&mut tx, member, Some(login.id)).await?;
    tx.record(member, Event::new("people.login.reset"));
    tx.finish(()).await?;
    store::forget_attempts(db, &attempt_key("login", &name)).await
}

/// A link that lets somebody in once: its token, and when it ends.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Link {
    pub token: String,
    pub expires_at: beichen_kernel::Timestamp,
}

/// Invites a member to sign in under a name. The token is shown once.
pub async fn invite(ctx: &Ctx, db: &Db, id: MemberId, name: &str) -> Result<Link> {
    // The link lets somebody in: no repeated request may find it kept.
    let ctx = &ctx.without_key();
    let mut tx = db.begin(ctx).await?;
    let found = member::store::load(&tx, id).await?;
    member::queries::must_see(&tx, id).await?;
    ctx.require(PEOPLE_INVITATION_CREATE, Scope::Organisation)?;
    if found.login.is_some() {
        return Err(LoginError::AlreadyHasLogin.into());
    }
    if !found.permits(Action::Invite) {
        return Err(LoginError::NoMembership.into());
    }
    let link = link(&mut tx, id, Purpose::Invite, normalise(name)?).await?;
    tx.commit().await?;
    Ok(link)
}

/// Gives a member who cannot sign in a link to set a new password. A login that other organisations use as well
/// is not one organisation's to reset.
pub async fn reset_link(ctx: &Ctx, db: &Db, id: MemberId) -> Result<Link> {
    // The link lets somebody in: no repeated request may find it kept.
    let ctx = &ctx.without_key();
    let mut tx = db.begin(ctx).await?;
    let found = member::store::load(&tx, id).await?;
    member::queries::must_see(&tx, id).await?;
    ctx.require(PEOPLE_LOGIN_RESET, Scope::Organisation)?;
    let login = found.login.ok_or_else(|| Error::from(LoginError::HasNoLogin))?;
    must_be_ours(&tx, login).await?;
    let name = store::find_by_id(&tx, login).await?.ok_or_else(|| Error::not_found(LoginId::NAME))?.name;
    store::end_sessions(&mut tx, id, Some(login)).await?;
    let link = link(&mut tx, id, Purpose::Reset, name).await?;
    tx.commit().await?;
    Ok(link)
}

async fn must_be_ours(tx: &Tx<'_>, login: LoginId) -> Result<()> {
    if store::is_shared(tx, login).await? { Err(LoginError::Shared.into()) } else { Ok(()) }
}

/// Makes a link; those that the person had before are void.
async fn link(tx: &mut Tx<'_>, member: MemberId, purpose: Purpose, login_name: String) -> Result<Link> {
    let event = match purpose {
        Purpose::Invite => "people.invitation.created",
        Purpose::Reset => "people.login.reset_link_created",
    };
    let token = format!("{}.{}", tx.ctx().org, session::new_token()?);
    let expires_at = tx.ctx().now().plus_seconds(INVITATION_SECONDS);
    tx.record(
        member,
        Event::new(event).with("expires_at", expires_at.to_string()).with_personal("login", login_name.clone()),
    );
    let invitation = Invitation { member, purpose, login_name, expires_at };
    store::end_invitations(tx, member).await?;
    store::insert_invitation(tx, &session::token_hash(&token), &invitation).await?;
    Ok(Link { token, expires_at })
}

/// Accepts an invitation or a reset link with a password, and gives the login's name. A name that has a login already
/// keeps its own password, which must be the one given.
pub async fn accept(db: &Db, clock: &Clock, token: &str, given: &str) -> Result<String> {
    let over = || Error::from(LoginError::InvitationOver);
    let org = token.split_once('.').and_then(|(org, _)| org.parse().ok()).map(OrgId).ok_or_else(over)?;
    let organisation = organisation::store::find(db, org).await?.ok_or_else(over)?;
    let ctx = Ctx::system(organisation, "invitation", None, clock.now());
    let hash = session::token_hash(token);
    let Invitation { login_name: name, purpose, .. } = usable(&db.begin(&ctx).await?, &hash).await?;
    check_password(given, &name)?;
    if purpose == Purpose::Invite && store::find(db, &name).await?.is_some() {
        verify(db, clock, &name, given, None).await?;
    }
    let password_hash = password::hash(given).await?;
    let mut tx = db.begin(&ctx).await?;
    let member = usable(&tx, &hash).await?.member;
    match purpose {
        Purpose::Invite => {
            attach(&mut tx, member, &name, &password_hash).await?;
            tx.commit().await?;
        }
        Purpose::Reset => {
            replace_password(&mut tx, member, &password_hash).await?;
            tx.commit().await?;
            store::forget_attempts(db, &attempt_key("login", &name)).await?;
        }
    }
    Ok(name)
}

/// Sets the password that a reset link brought; the link and all sessions end.
async fn replace_password(tx: &mut Tx<'_>, member: MemberId, password_hash: &str) -> Result<()> {
    let login = member::store::load(tx, member).await?.login.ok_or_else(|| Error::from(LoginError::HasNoLogin))?;
    must_be_ours(tx, login).await?;
    store::end_invitations(tx, member).await?;
    store::set_password(tx, login, password_hash).await?;
    store::end_sessions(tx, member, Some(login)).await?;
    tx.record(member, Event::new("people.login.reset"));
    Ok(())
}

/// A link that still opens the door.
async fn usable(tx: &Tx<'_>, hash: &str) -> Result<Invitation> {
    store::find_invitation(tx, hash)
        .await?
        .filter(|invitation| tx.ctx().now() < invitation.expires_at)
        .ok_or_else(|| LoginError::InvitationOver.into())
}
