//! Logins, memberships, sessions and attempts in the database: tables that belong to no organisation.

use beichen_kernel::{Error, LoginId, MemberId, OrgId, Result, Timestamp};
use beichen_store::error::from_db;
use beichen_store::{Db, Tx, raw};
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbBackend, QueryResult, Value};

use super::model::{ATTEMPTS_KEPT_SECONDS, Attempts, Invitation, Login, Membership, Patience, Session};
use crate::store::row::{bind_id, bind_maybe, get, id, maybe_id, word};

async fn one(
    tx: &DatabaseTransaction,
    backend: DbBackend,
    sql: &str,
    values: Vec<Value>,
) -> Result<Option<QueryResult>> {
    tx.query_one_raw(raw::statement(backend, sql, values)).await.map_err(from_db)
}

async fn run(tx: &DatabaseTransaction, backend: DbBackend, sql: &str, values: Vec<Value>) -> Result<u64> {
    let done = tx.execute_raw(raw::statement(backend, sql, values)).await.map_err(from_db)?;
    Ok(done.rows_affected())
}

fn read_login(row: &QueryResult) -> Result<Login> {
    Ok(Login { id: id(row, "id")?, name: get(row, "name")?, password_hash: get(row, "password_hash")? })
}

pub async fn find(db: &Db, name: &str) -> Result<Option<Login>> {
    let tx = db.begin_reading().await?;
    let sql = "SELECT id, name, password_hash FROM people_login WHERE name = $1";
    one(&tx, db.backend(), sql, vec![name.into()]).await?.as_ref().map(read_login).transpose()
}

pub async fn find_by_id(tx: &Tx<'_>, login: LoginId) -> Result<Option<Login>> {
    let row = tx.row("SELECT id, name, password_hash FROM people_login WHERE id = $1", vec![bind_id(login)]).await?;
    row.as_ref().map(read_login).transpose()
}

pub async fn find_in(tx: &Tx<'_>, name: &str) -> Result<Option<Login>> {
    let row = tx.row("SELECT id, name, password_hash FROM people_login WHERE name = $1", vec![name.into()]).await?;
    row.as_ref().map(read_login).transpose()
}

pub async fn insert(tx: &mut Tx<'_>, login: &Login) -> Result<()> {
    let at = tx.ctx().now().micros();
    tx.execute(
        "INSERT INTO people_login (id, name, password_hash, created_at, password_at) VALUES ($1, $2, $3, $4, $4)",
        vec![bind_id(login.id), login.name.clone().into(), login.password_hash.clone().into(), at.into()],
    )
    .await?;
    Ok(())
}

pub async fn set_password(tx: &mut Tx<'_>, login: LoginId, hash: &str) -> Result<()> {
    let at = tx.ctx().now().micros();
    tx.execute(
        "UPDATE people_login SET password_hash = $2, password_at = $3 WHERE id = $1",
        vec![bind_id(login), hash.into(), at.into()],
    )
    .await?;
    Ok(())
}

pub async fn insert_membership(tx: &mut Tx<'_>, login: LoginId, member: MemberId) -> Result<()> {
    let org = tx.ctx().org.0;
    tx.execute(
        "INSERT INTO people_membership (login_id, org_id, member_id) VALUES ($1, $2, $3)",
        vec![bind_id(login), org.into(), bind_id(member)],
    )
    .await?;
    Ok(())
}

/// Everybody of the organisation who has a login.
pub async fn members(tx: &Tx<'_>) -> Result<std::collections::BTreeSet<MemberId>> {
    let sql = "SELECT id FROM people_member WHERE org_id = $1 AND login_id IS NOT NULL";
    tx.rows(sql, vec![tx.ctx().org.0.into()]).await?.iter().map(|row| id(row, "id")).collect()
}

/// The organisations that a login may enter.
pub async fn memberships(db: &Db, login: LoginId) -> Result<Vec<Membership>> {
    let tx = db.begin_reading().await?;
    let sql = "SELECT org_id, member_id FROM people_membership WHERE login_id = $1 ORDER BY org_id";
    let statement = raw::statement(db.backend(), sql, vec![bind_id(login)]);
    let rows = tx.query_all_raw(statement).await.map_err(from_db)?;
    rows.iter().map(|row| Ok(Membership { org: OrgId(get(row, "org_id")?), member: id(row, "member_id")? })).collect()
}

pub async fn find_session(db: &Db, token_hash: &str) -> Result<Option<Session>> {
    let tx = db.begin_reading().await?;
    let sql = "SELECT org_id, member_id, login_id, created_at, seen_at FROM people_session WHERE token_hash = $1";
    let row = one(&tx, db.backend(), sql, vec![token_hash.into()]).await?;
    row.as_ref()
        .map(|row| {
            Ok(Session {
                org: OrgId(get(row, "org_id")?),
                member: id(row, "member_id")?,
                login: maybe_id(row, "login_id")?,
                created_at: Timestamp::from_micros(get(row, "created_at")?),
                seen_at: Timestamp::from_micros(get(row, "seen_at")?),
            })
        })
        .transpose()
}

pub async fn insert_session(db: &Db, token_hash: &str, session: &Session, agent: &str) -> Result<()> {
    let tx = db.begin_writing().await?;
    // What nobody can use any more goes when somebody signs in.
    let over = session.created_at.plus_seconds(-super::model::ABSOLUTE_SECONDS).micros();
    let idle = session.created_at.plus_seconds(-super::model::IDLE_SECONDS).micros();
    run(
        &tx,
        db.backend(),
        "DELETE FROM people_session WHERE created_at <= $1 OR seen_at <= $2",
        vec![over.into(), idle.into()],
    )
    .await?;
    run(
        &tx,
        db.backend(),
        "INSERT INTO people_session (token_hash, org_id, member_id, login_id, created_at, seen_at, agent) \
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        vec![
            token_hash.into(),
            session.org.0.into(),
            bind_id(session.member),
            bind_maybe(session.login),
            session.created_at.micros().into(),
            session.seen_at.micros().into(),
            agent.chars().take(200).collect::<String>().into(),
        ],
    )
    .await?;
    tx.commit().await.map_err(from_db)
}

pub async fn note_seen(db: &Db, token_hash: &str, now: Timestamp) -> Result<()> {
    let tx = db.begin_writing().await?;
    let sql = "UPDATE people_session SET seen_at = $2 WHERE token_hash = $1";
    run(&tx, db.backend(), sql, vec![token_hash.into(), now.micros().into()]).await?;
    tx.commit().await.map_err(from_db)
}

pub async fn end_session(db: &Db, token_hash: &str) -> Result<()> {
    let tx = db.begin_writing().await?;
    run(&tx, db.backend(), "DELETE FROM people_session WHERE token_hash = $1", vec![token_hash.into()]).await?;
    tx.commit().await.map_err(from_db)
}

/// Ends all sessions of a person in this organisation, and all of the login, wherever they are.
pub async fn end_sessions(tx: &mut Tx<'_>, member: MemberId, login: Option<LoginId>) -> Result<u64> {
    let org = tx.ctx().org.0;
    let here = tx
        .execute("DELETE FROM people_session WHERE org_id = $1 AND member_id = $2", vec![org.into(), bind_id(member)])
        .await?;
    let Some(login) = login else { return Ok(here) };
    let elsewhere = tx.execute("DELETE FROM people_session WHERE login_id = $1", vec![bind_id(login)]).await?;
    Ok(here.saturating_add(elsewhere))
}

/// Counts an attempt under each key, in one transaction; nothing is kept when one is refused. What is too old to
/// count goes, so that made-up names do not pile up.
pub async fn count_attempt(db: &Db, keys: &[(&str, Patience)], now: Timestamp) -> Result<()> {
    let tx = db.begin_writing().await?;
    let forgotten = now.plus_seconds(-ATTEMPTS_KEPT_SECONDS);
    let skip = if db.backend() == DbBackend::Postgres { " FOR UPDATE SKIP LOCKED" } else { "" };
    let sql = format!(
        "DELETE FROM people_sign_in_attempt WHERE key IN (SELECT key FROM people_sign_in_attempt \
         WHERE since < $1 AND locked_until < $2{skip})"
    );
    run(&tx, db.backend(), &sql, vec![forgotten.micros().into(), now.micros().into()]).await?;
    for &(key, patience) in keys {
        // The row is there before it is locked, so that two first attempts at once wait for each other.
        run(
            &tx,
            db.backend(),
            "INSERT INTO people_sign_in_attempt (key, failures, since, locked_until) VALUES ($1, 0, 0, 0) ON CONFLICT DO NOTHING",
            vec![key.into()],
        )
        .await?;
        let known = attempts(&tx, db.backend(), key).await?;
        save_attempts(&tx, db.backend(), key, known.one_more(now, patience)?).await?;
    }
    tx.commit().await.map_err(from_db)
}

/// Takes one attempt back from what is known under a key.
pub async fn take_attempt_back(db: &Db, key: &str) -> Result<()> {
    let tx = db.begin_writing().await?;
    let known = attempts(&tx, db.backend(), key).await?;
    save_attempts(&tx, db.backend(), key, known.one_less()).await?;
    tx.commit().await.map_err(from_db)
}

/// What is known under a key, locked until the commit.
async fn attempts(tx: &DatabaseTransaction, backend: DbBackend, key: &str) -> Result<Attempts> {
    let lock = if backend == DbBackend::Postgres { " FOR UPDATE" } else { "" };
    let sql = format!("SELECT failures, since, locked_until FROM people_sign_in_attempt WHERE key = $1{lock}");
    one(tx, backend, &sql, vec![key.into()]).await?.as_ref().map_or(Ok(Attempts::NONE), read_attempts)
}

async fn save_attempts(tx: &DatabaseTransaction, backend: DbBackend, key: &str, known: Attempts) -> Result<()> {
    let sql = "UPDATE people_sign_in_attempt SET failures = $2, since = $3, locked_until = $4 WHERE key = $1";
    let (since, until) = (known.since.micros(), known.locked_until.micros());
    run(tx, backend, sql, vec![key.into(), known.failures.into(), since.into(), until.into()]).await?;
    Ok(())
}

fn read_attempts(row: &QueryResult) -> Result<Attempts> {
    Ok(Attempts {
        failures: get(row, "failures")?,
        since: Timestamp::from_micros(get(row, "since")?),
        locked_until: Timestamp::from_micros(get(row, "locked_until")?),
    })
}

pub async fn forget_attempts(db: &Db, key: &str) -> Result<()> {
    let tx = db.begin_writing().await?;
    run(&tx, db.backend(), "DELETE FROM people_sign_in_attempt WHERE key = $1", vec![key.into()]).await?;
    tx.commit().await.map_err(from_db)
}

/// Lets one set-up run at a time: the next one waits until this one is done.
pub async fn hold_setup(tx: &mut Tx<'_>) -> Result<()> {
    let (org, at) = (tx.ctx().org.0, tx.ctx().now().micros());
    tx.execute(
        "INSERT INTO people_setup (id, org_id, at) VALUES ($1, $2, $3) \
         ON CONFLICT (id) DO UPDATE SET org_id = excluded.org_id, at = excluded.at",
        vec![1_i64.into(), org.into(), at.into()],
    )
    .await?;
    Ok(())
}

pub async fn insert_invitation(tx: &mut Tx<'_>, token_hash: &str, invitation: &Invitation) -> Result<()> {
    let (org, at) = (tx.ctx().org.0, tx.ctx().now().micros());
    tx.execute(
        "INSERT INTO people_invitation (org_id, token_hash, member_id, purpose, login_name, created_at, expires_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        vec![
            org.into(),
            token_hash.into(),
            bind_id(invitation.member),
            invitation.purpose.to_string().into(),
            invitation.login_name.clone().into(),
            at.into(),
            invitation.expires_at.micros().into(),
        ],
    )
    .await?;
    Ok(())
}

/// A link that is not used or made void yet.
pub async fn find_invitation(tx: &Tx<'_>, token_hash: &str) -> Result<Option<Invitation>> {
    let sql = format!(
        "SELECT member_id, purpose, login_name, expires_at FROM people_invitation \
         WHERE org_id = $1 AND token_hash = $2 AND ended_at IS NULL{}",
        tx.for_update()
    );
    let row = tx.row(&sql, vec![tx.ctx().org.0.into(), token_hash.into()]).await?;
    row.as_ref()
        .map(|row| {
            Ok(Invitation {
                member: id(row, "member_id")?,
                purpose: word(row, "purpose")?,
                login_name: get(row, "login_name")?,
                expires_at: Timestamp::from_micros(get(row, "expires_at")?),
            })
        })
        .transpose()
}

/// Ends every link of a person: one was used, or a new one takes their place.
pub async fn end_invitations(tx: &mut Tx<'_>, member: MemberId) -> Result<()> {
    let (org, at) = (tx.ctx().org.0, tx.ctx().now().micros());
    tx.execute(
        "UPDATE people_invitation SET ended_at = $3 WHERE org_id = $1 AND member_id = $2 AND ended_at IS NULL",
        vec![org.into(), bind_id(member), at.into()],
    )
    .await?;
    Ok(())
}

/// A database error that says the name is taken.
pub fn taken(error: Error) -> Error {
    if beichen_store::error::is_unique(&error) { super::model::LoginError::Taken.into() } else { error }
}

/// Whether more than one organisation uses the login.
pub async fn is_shared(tx: &Tx<'_>, login: LoginId) -> Result<bool> {
    let row =
        tx.row("SELECT COUNT(*) AS uses FROM people_membership WHERE login_id = $1", vec![bind_id(login)]).await?;
    row.map_or(Ok(false), |row| Ok(get::<i64>(&row, "uses")? > 1))
}
