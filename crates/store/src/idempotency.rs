//! The same request twice is carried out once: the key goes in first, the answer before the chain's head is touched.

use beichen_kernel::{Actor, Ctx, Error, Kind, Result};
use serde::Serialize;

use crate::tx::Tx;

/// Days for which an answer is kept.
pub const KEPT_DAYS: i64 = 7;

/// Puts the request's key down, or gives the answer that the same request got before.
pub(crate) async fn enter(tx: &mut Tx<'_>) -> Result<()> {
    let ctx = tx.ctx();
    let Some(idempotency) = ctx.idempotency.clone() else { return Ok(()) };
    let key = key_values(ctx, &idempotency.operation, &idempotency.key);
    let mut values = key.clone();
    values.push(idempotency.request_hash.clone().into());
    values.push(ctx.now().micros().into());
    let inserted = tx
        .execute(
            "INSERT INTO store_idempotency (org_id, actor, operation, key, request_hash, at) \
             VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING",
            values,
        )
        .await?;
    if inserted == 1 {
        return Ok(());
    }
    let row = tx
        .row(
            "SELECT request_hash, answer FROM store_idempotency \
             WHERE org_id = $1 AND actor = $2 AND operation = $3 AND key = $4",
            key,
        )
        .await?
        .ok_or_else(crate::error::busy)?;
    let hash: String = row.try_get_by_index(0).map_err(crate::error::from_db)?;
    let answer: Option<String> = row.try_get_by_index(1).map_err(crate::error::from_db)?;
    if hash != idempotency.request_hash {
        return Err(Error::new(Kind::Invalid, "store.idempotency_other_body"));
    }
    let answer = answer.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or(serde_json::Value::Null);
    Err(Error::replay(answer))
}

/// Keeps the answer beside the key.
pub(crate) async fn keep<T: Serialize>(tx: &mut Tx<'_>, answer: &T) -> Result<()> {
    let ctx = tx.ctx();
    let Some(idempotency) = ctx.idempotency.clone() else { return Ok(()) };
    let mut values = key_values(ctx, &idempotency.operation, &idempotency.key);
    values.push(serde_json::to_string(answer).map_err(Error::internal)?.into());
    tx.execute(
        "UPDATE store_idempotency SET answer = $5 \
         WHERE org_id = $1 AND actor = $2 AND operation = $3 AND key = $4",
        values,
    )
    .await?;
    Ok(())
}

/// Forgets the answers that are older than [`KEPT_DAYS`], in the caller's transaction; says how many.
pub async fn forget_old(tx: &mut Tx<'_>) -> Result<u64> {
    let before = tx.ctx().now().plus_seconds(-KEPT_DAYS * 24 * 3_600);
    let sql = "DELETE FROM store_idempotency WHERE org_id = $1 AND at < $2";
    tx.execute(sql, vec![tx.ctx().org.0.into(), before.micros().into()]).await
}

fn key_values(ctx: &Ctx, operation: &str, key: &str) -> Vec<sea_orm::Value> {
    vec![ctx.org.0.into(), actor_text(&ctx.actor).into(), operation.into(), key.into()]
}

/// The actor as the chain names it.
pub fn actor_text(actor: &Actor) -> String {
    match actor {
        Actor::Member(member) => member.to_string(),
        Actor::System { job, login: None } => format!("system via {job}"),
        Actor::System { job, login: Some(login) } => format!("system for {login} via {job}"),
        Actor::Job { kind, asked_by } => format!("{asked_by} via {kind}"),
    }
}
