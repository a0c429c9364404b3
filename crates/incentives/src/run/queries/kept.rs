//! Whether what is kept of locked runs is still what their trials said.

use std::collections::BTreeMap;

use beichen_kernel::{Ctx, Error, Reach, Result};
use beichen_store::{Db, Tx, audit};
use serde_json::Value;

use super::super::store;
use super::super::views::{RunListQuery, RunRow};
use crate::permissions::INCENTIVES_RUN_READ;
use crate::receipt::store as receipts;
use crate::statement::store::KeptPay;
use crate::trial::queries::seen;
use crate::trial::store::{amount, run_hash};

/// The states of a run in which nothing changes any more.
const LOCKED: [&str; 3] = ["locked", "exported", "paid"];

/// What is kept of the locked runs of an organisation.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct KeptRuns {
    pub runs: usize,
    pub statements: usize,
    /// Locked runs of which something differs, by plan and period, the latest period first.
    pub changed: Vec<ChangedRun>,
}

/// A locked run of which something differs from what was locked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangedRun {
    /// The plan's key.
    pub plan: String,
    /// The period's name.
    pub period: String,
    /// Statements whose kept text is missing, has another hash, or pays another amount than the statement.
    pub statements: usize,
}

/// Reads every locked run: each kept text has its hash and pays what its statement says, the hashes make up that of the
/// trial and the one that the audit chain has of its lock, and the payable amounts its total. What the statements were
/// calculated from has the hash of the lock as well, and figures of several people have theirs.
pub async fn kept(ctx: &Ctx, db: &Db) -> Result<KeptRuns> {
    if ctx.reach(INCENTIVES_RUN_READ)? != Reach::Organisation {
        return Err(Error::forbidden(INCENTIVES_RUN_READ));
    }
    let tx = db.read(ctx).await?;
    let visible = seen(&tx).await?;
    let recorded = recorded(&tx).await?;
    let mut kept = KeptRuns::default();
    for state in LOCKED {
        let state = Some(state.to_owned());
        let mut query = RunListQuery { limit: Some(200), state, ..RunListQuery::default() };
        loop {
            let page = store::page(&tx, &query, None, (&visible, &visible)).await?;
            for run in page.items {
                kept.runs = kept.runs.saturating_add(1);
                kept.statements = kept.statements.saturating_add(usize::try_from(run.people_count).unwrap_or_default());
                kept.changed.extend(changed(&tx, run, &recorded).await?);
            }
            if page.next.is_none() {
                break;
            }
            query.after = page.next;
        }
    }
    Ok(kept)
}

/// The hashes that the audit chain has of a lock.
#[derive(Default)]
struct Recorded {
    hash: String,
    /// Of what the statements were calculated from; older locks have none.
    inputs_hash: Option<String>,
}

/// By the run's id as text.
async fn recorded(tx: &Tx<'_>) -> Result<BTreeMap<String, Recorded>> {
    let locks = audit::records(tx, "incentives.run.locked").await?;
    let read = |(run, data): (String, Value)| {
        let text = |name: &str| data.get(name).and_then(Value::as_str).map(str::to_owned);
        (run, Recorded { hash: text("hash").unwrap_or_default(), inputs_hash: text("inputs_hash") })
    };
    Ok(locks.into_iter().map(read).collect())
}

async fn changed(tx: &Tx<'_>, run: RunRow, recorded: &BTreeMap<String, Recorded>) -> Result<Option<ChangedRun>> {
    let kept = store::kept_statements(tx, run.trial_id).await?;
    let totals: BTreeMap<_, _> =
        store::pay_rows(tx, run.trial_id).await?.into_iter().map(|row| (row.member, row.total_minor)).collect();
    let (mut sound, mut sum, mut hashes, mut inputs) = (0_i64, 0_i64, String::new(), String::new());
    for statement in &kept {
        let pays = serde_json::from_str(&statement.body).map(|pays: KeptPay| pays.settled.payable_minor).ok();
        sum = sum.saturating_add(pays.unwrap_or_default());
        let fresh = audit::sha256(&statement.body);
        let paid = totals.get(&statement.member).copied().unwrap_or_default();
        let is_sound = fresh == statement.hash && pays == Some(paid);
        sound = sound.saturating_add(i64::from(is_sound));
        hashes.push_str(&fresh);
        inputs.push_str(&audit::sha256(&statement.inputs));
    }
    let locked = recorded.get(&run.id.to_string());
    let has_inputs =
        locked.and_then(|locked| locked.inputs_hash.as_ref()).is_none_or(|hash| *hash == audit::sha256(&inputs));
    let fresh = audit::sha256(&hashes);
    let is_whole = sound == run.people_count
        && amount(sum, &run.currency) == run.total
        && fresh == run_hash(tx, run.trial_id).await?
        && locked.is_some_and(|locked| locked.hash == fresh)
        && has_inputs
        && receipts::figures_are_kept(tx, run.trial_id).await?;
    let statements = usize::try_from(run.people_count.saturating_sub(sound)).unwrap_or_default();
    Ok((!is_whole).then_some(ChangedRun { plan: run.plan.key, period: run.period.name, statements }))
}
