//! Receipts of statements: put together from what was kept at the trial; nothing is calculated.

use std::collections::BTreeSet;

use beichen_engine::receipt::Receipt;
use beichen_kernel::{Ctx, Error, Reach, Result, Scope};
use beichen_store::{Db, Tx};

use super::model::{KeptBody, KeptInputs, ReceiptError, receipt};
use super::store;
use crate::permissions::{INCENTIVES_RECEIPT_FIGURES, INCENTIVES_STATEMENT_READ};
use crate::statement::model::StatementId;
use crate::statement::queries::find;
use crate::trial::store::run_hash;

/// The receipt of a statement that the actor may see: the file's name and bytes. HR and finance get the figures of others
/// under pseudonyms; anyone else their hashes only.
pub async fn file(ctx: &Ctx, db: &Db, id: StatementId) -> Result<(String, Vec<u8>)> {
    ctx.require(INCENTIVES_STATEMENT_READ, Scope::Anywhere)?;
    let tx = db.read(ctx).await?;
    let (row, _) = find(&tx, id).await?;
    let not_kept = || ReceiptError::NotKept { period: row.period.name.clone() };
    let shared = store::shared(&tx, row.trial_id).await?.ok_or_else(not_kept)?;
    let (body, inputs) = store::of_statement(&tx, id).await?.ok_or_else(not_kept)?;
    let body: KeptBody = serde_json::from_str(&body).map_err(Error::internal)?;
    let inputs: KeptInputs = serde_json::from_str(&inputs).map_err(|_| not_kept())?;
    let mut made = receipt(shared, inputs, body, run_hash(&tx, row.trial_id).await?);
    if ctx.reach(INCENTIVES_RECEIPT_FIGURES).is_ok_and(|reach| reach == Reach::Organisation) {
        made = with_figures(&tx, row.trial_id, made).await?;
    }
    Ok((format!("{}-{}-{}.receipt.json", row.plan.key, row.period.name, row.member.code), made.bytes()))
}

async fn with_figures(tx: &Tx<'_>, trial: crate::trial::model::TrialId, made: Receipt) -> Result<Receipt> {
    let periods = made.locked.iter().map(|one| &one.inputs).chain([&made.open.inputs]);
    let hashes: BTreeSet<String> = periods.flat_map(|one| one.others.values()).map(|held| held.hash.clone()).collect();
    let found = store::figures(tx, trial, &hashes).await?;
    Ok(made.with_figures(|hash| found.get(hash).cloned()))
}
