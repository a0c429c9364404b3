//! Splits of a file against locked days: a sheet is no correction, so the order is corrected by itself.

use std::collections::{BTreeSet, HashMap};

use beichen_engine::day::{Day, DayRange};
use beichen_kernel::{BatchId, Id, Result};
use beichen_people::api::{self as people, Fence, FenceHit, fence_hit};
use beichen_sheets::CellError;
use beichen_store::Tx;
use uuid::Uuid;

use super::model::{ImportError, SPLIT_LOCKED};
use super::store;
use crate::order::commands::split_touches;
use crate::order::model::{Order, Split};

/// What known orders stand for, as long as anything is locked.
#[derive(Default)]
pub struct Locked {
    fences: Vec<Fence>,
    payees: HashMap<Uuid, Vec<Split>>,
    paid_on: HashMap<Uuid, Vec<Day>>,
}

impl Locked {
    pub async fn load(tx: &Tx<'_>, ids: &BTreeSet<Uuid>) -> Result<Self> {
        if ids.is_empty() {
            return Ok(Self::default());
        }
        let fences = people::fences(tx, DayRange::new(Day::MIN, Day::MAX)).await?;
        if fences.is_empty() {
            return Ok(Self::default());
        }
        Ok(Self { fences, payees: store::payees_now(tx, ids).await?, paid_on: store::paid_on(tx, ids).await? })
    }

    /// The refusal of a row that shares a known order otherwise on a locked day.
    pub fn check(&self, before: &Order, after: &Order, payees: &[Split]) -> std::result::Result<(), Vec<CellError>> {
        let days = (before.terms.signed_on, after.terms.signed_on);
        let Some(hit) = self.hit(before.id.uuid(), days, payees) else { return Ok(()) };
        let (from, to) = (hit.days.from.to_string(), hit.days.end.plus_days(-1).to_string());
        let error = CellError::new("split", SPLIT_LOCKED).with("value", before.code.clone());
        Err(vec![error.with("label", hit.label).with("from", from).with("to", to)])
    }

    fn hit(&self, id: Uuid, signed_on: (Day, Day), payees: &[Split]) -> Option<FenceHit> {
        if self.fences.is_empty() {
            return None;
        }
        let before = self.payees.get(&id).map(Vec::as_slice).unwrap_or_default();
        let paid_on = self.paid_on.get(&id).map(Vec::as_slice).unwrap_or_default();
        fence_hit(&self.fences, &split_touches((signed_on.0, before), (signed_on.1, payees), paid_on))
    }
}

/// Refuses a file whose splits reach days that were locked after it was checked.
pub async fn refuse_locked(tx: &mut Tx<'_>, batch: BatchId) -> Result<()> {
    people::share_epoch(tx).await?;
    let becoming = store::becoming(tx, batch).await?;
    let locked = Locked::load(tx, &becoming.iter().map(|one| one.id).collect()).await?;
    if locked.fences.is_empty() {
        return Ok(());
    }
    let payees = store::payees_staged(tx, batch).await?;
    for one in becoming {
        let payees = payees.get(&one.id).map(Vec::as_slice).unwrap_or_default();
        if let Some(hit) = locked.hit(one.id, one.signed_on, payees) {
            let (from, to) = (hit.days.from.to_string(), hit.days.end.plus_days(-1).to_string());
            return Err(ImportError::SplitLockedSince { value: one.code, label: hit.label, from, to }.into());
        }
    }
    Ok(())
}
