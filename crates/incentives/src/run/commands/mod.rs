//! Everything that changes a run. Load, decide, save, record, commit.

mod keeping;
mod lock;
pub mod reckoning;
mod review;
mod trial;

pub use lock::{export, lock, pay};
pub use review::{notice, reject, review_finance, review_lead};
pub use trial::try_period;

use beichen_store::{Event, Tx};

use super::model::Run;

/// What every step of a run records.
fn event(name: &'static str, tx: &Tx<'_>, run: &Run) -> Event {
    let by = tx.ctx().member().map(|member| member.to_string());
    Event::new(name)
        .with("plan_id", run.plan_id.to_string())
        .with("period", run.period.name.clone())
        .with("state", run.state.to_string())
        .with("round", run.round)
        .with("by", by)
}
