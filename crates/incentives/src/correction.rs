//! A decision as a correction: it always waits for a second person, and only the amount that was found when it was asked
//! is decided when it is granted.

use beichen_kernel::{Ctx, Result};
use beichen_people::api::{self as people, ApprovalId, CorrectionKind, answer, read_payload};
use beichen_store::{Deps, Tx};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::decision::commands::{create, decide};
use crate::decision::views::DecisionCreate;
use crate::plan::store as plans;

/// The operation that decides.
pub const DECIDE: &str = "incentives_decision_create";

/// The operation `incentives_decision_create`.
pub struct Decide;

/// `{"body"}`; the amount is added when the wish is kept.
#[derive(Serialize, Deserialize)]
pub struct Wish {
    pub body: DecisionCreate,
}

/// The wishes that wait for their second person.
pub async fn pending(tx: &Tx<'_>) -> Result<Vec<(ApprovalId, Wish)>> {
    let wishes = people::pending_corrections(tx, DECIDE).await?.into_iter();
    wishes.map(|(id, payload)| Ok((id, read_payload(&payload)?))).collect()
}

#[async_trait::async_trait]
impl CorrectionKind for Decide {
    fn operation(&self) -> &'static str {
        DECIDE
    }

    async fn summary(&self, ctx: &Ctx, deps: &Deps, payload: &Value) -> Result<String> {
        let tx = deps.db.read(ctx).await?;
        let wish = read_payload::<Wish>(payload)?.body;
        let (waiting, decision) = decide(&tx, &wish).await?;
        let person = people::member(&tx, decision.member).await?.code;
        let what = if waiting.component.1.is_empty() { String::new() } else { format!(" · {}", waiting.component.1) };
        let to = match decision.to {
            Some((plan, _)) => format!(" → {}", plans::load(&tx, plan).await?.plan.key),
            None => String::new(),
        };
        Ok(format!("{} · {}{what} · {person} · {}{to}", waiting.plan_key, waiting.period.name, waiting.amount()))
    }

    async fn pin(&self, ctx: &Ctx, deps: &Deps, payload: &Value) -> Result<Value> {
        let mut wish: Wish = read_payload(payload)?;
        let (waiting, _) = decide(&deps.db.read(ctx).await?, &wish.body).await?;
        wish.body.amount = Some(waiting.amount());
        answer(&wish)
    }

    async fn run(&self, ctx: &Ctx, deps: &Deps, payload: &Value) -> Result<Value> {
        answer(&create(ctx, &deps.db, read_payload::<Wish>(payload)?.body).await?)
    }
}
