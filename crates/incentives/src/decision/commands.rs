//! Deciding what waits. Load, check, decide, ask for the second person, save, record, commit.

use beichen_engine::money::Money;
use beichen_kernel::{Ctx, Result};
use beichen_people::api as people;
use beichen_store::{Db, Event, Tx};

use super::model::{Decision, Waiting};
use super::views::{DecisionCreate, DecisionView};
use super::{policy, queries, store};
use crate::plan::store as plans;

/// Decides what waits, once a second person grants it; without one it is refused as locked, so that it can be asked for.
pub async fn create(ctx: &Ctx, db: &Db, wish: DecisionCreate) -> Result<DecisionView> {
    let mut tx = db.begin(ctx).await?;
    // Locks and other decisions are waited for, and whatever waits afterwards is what is decided.
    people::hold_epoch(&mut tx).await?;
    let (waiting, decision) = decide(&tx, &wish).await?;
    let granted = people::need_second_person(&mut tx, waiting.lock()).await?;

    store::insert(&mut tx, &decision, granted.approval).await?;
    tx.record(decision.id, event(&decision, &waiting));
    let view = queries::view(&tx, decision.id).await?;
    tx.finish(view).await
}

/// What would be decided now; refused where it does not wait, where the outcome does not fit, or where it comes to
/// another amount than the wish says.
pub async fn decide(tx: &Tx<'_>, wish: &DecisionCreate) -> Result<(Waiting, Decision)> {
    policy::check(tx.ctx())?;
    let to = match wish.to_plan_id {
        Some(to) => Some(plans::in_force(tx, to).await?),
        None => None,
    };
    let waiting = queries::find_waiting(tx, wish).await?;
    let decision = waiting.decide(tx.ctx().new_id(), wish.outcome, to.as_ref())?;
    if wish.amount.as_ref().is_some_and(|seen| *seen != waiting.amount()) {
        return Err(people::outdated());
    }
    Ok((waiting, decision))
}

fn event(decision: &Decision, waiting: &Waiting) -> Event {
    Event::new("incentives.decision.made")
        .with("plan_id", decision.plan.to_string())
        .with("member_id", decision.member.to_string())
        .with("period", waiting.period.name.clone())
        .with("subject", decision.subject.to_string())
        .with("component", decision.component.clone())
        .with("outcome", decision.outcome.to_string())
        .with("amount", Money::new(decision.amount_minor, waiting.currency).decimal())
        .with("to_plan_id", decision.to.map(|(plan, _)| plan.to_string()))
}
