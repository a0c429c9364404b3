//! What other capabilities may read of goals.
//!
//! Amounts are in the measure's smallest unit (minor units for money); ranges are half-open.

use std::collections::HashMap;

use beichen_engine::calendar::Period;
use beichen_engine::day::DayRange;
use beichen_kernel::{Error, MemberId, Result};
use beichen_store::Tx;

pub use crate::goal::commands::{PublishGoals, publish};
pub use crate::goal::model::{Basis, GoalId, Level, Subject};
use crate::goal::queries::figures;
use crate::goal::store;
pub use crate::goal::store::{GoalChange, changes as goal_changes};
pub use crate::goal::views::GoalPublished;

/// A goal as it was last published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublishedGoal {
    pub id: GoalId,
    pub measure: String,
    pub period: Period,
    pub subject: Subject,
    pub level: Level,
    pub basis: Basis,
    pub amount: i64,
    /// The publication's number in its measure and calendar.
    pub number: i64,
}

/// The published goals of measures in a calendar, of every period that shares a day with `days`, in order of period,
/// subject and level: in one statement, for the engine. Drafts are not in it.
pub async fn published(tx: &Tx<'_>, measures: &[&str], calendar: &str, days: DayRange) -> Result<Vec<PublishedGoal>> {
    store::published(tx, measures, calendar, days)
        .await?
        .into_iter()
        .map(|goal| {
            let published = goal.published.ok_or_else(|| Error::internal("a published goal without a version"))?;
            Ok(PublishedGoal {
                id: goal.id,
                measure: goal.slot.measure,
                period: goal.slot.period,
                subject: goal.slot.subject,
                level: goal.slot.level,
                basis: published.basis,
                amount: published.amount,
                number: published.number,
            })
        })
        .collect()
}

/// What people and units are measured by in a period, each its own goal of the level `goal`: people who are in a locked
/// run as the audit chain's number of it knew them (`seqs`, of the ledger's `AsLocked`), everybody else as known today.
pub async fn as_locked(
    tx: &Tx<'_>,
    measure: &str,
    period: &Period,
    seqs: &HashMap<MemberId, i64>,
) -> Result<HashMap<Subject, i64>> {
    let seqs = seqs.iter().map(|(&member, &seq)| (Subject::Member(member), seq)).collect();
    figures::own_then(tx, measure, period, &seqs).await
}
