//! Whether what is kept of locked runs is still what their trials said.

use std::collections::BTreeMap;

use beichen_kernel::{Ctx, Error, Reach, Result};
use beichen_store::{Db, Tx, audit};
use serde_json::Value;

use super::super::store;
use super::super::views::{RunListQuery, RunRow};
use crate::permissions::INCENTIVES_RUN_READ;
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
/// trial and the one that the audit chain has of its lock, and the payable amounts its total.
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

/// The hash that the audit chain has of each lock, by the run's id as text.
async fn recorded(tx: &Tx<'_>) -> Result<BTreeMap<String, String>> {
    let locks = audit::records(tx, "incentives.run.locked").await?;
    let hash = |(run, data): (String, Value)| Some((run, data.get("hash")?.as_str()?.to_owned()));
    Ok(locks.into_iter().filter_map(hash).collect())
}

async fn changed(tx: &Tx<'_>, run: RunRow, recorded: &BTreeMap<String, String>) -> Result<Option<ChangedRun>> {
    let bodies = store::bodies(tx, run.trial_id).await?;
    let totals: BTreeMap<_, _> =
        store::pay_rows(tx, run.trial_id).await?.into_iter().map(|row| (row.member, row.total_minor)).collect();
    let (mut sound, mut sum, mut hashes) = (0_i64, 0_i64, String::new());
    for (member, body, hash) in &bodies {
        let pays = serde_json::from_str(body).map(|pays: KeptPay| pays.settled.payable_minor).ok();
        sum = sum.saturating_add(pays.unwrap_or_default());
        let fresh = audit::sha256(body);
        let is_sound = fresh == *hash && pays == Some(totals.get(member).copied().unwrap_or_default());
        sound = sound.saturating_add(i64::from(is_sound));
        hashes.push_str(&fresh);
    }
    let fresh = audit::sha256(&hashes);
    let is_whole = sound == run.people_count
        && amount(sum, &run.currency) == run.total
        && fresh == run_hash(tx, run.trial_id).await?
        && recorded.get(&run.id.to_string()) == Some(&fresh);
    let statements = usize::try_from(run.people_count.saturating_sub(sound)).unwrap_or_default();
    Ok((!is_whole).then_some(ChangedRun { plan: run.plan.key, period: run.period.name, statements }))
}
