//! Publishing goals of locked days, once a second person grants it: exactly the drafts that were there when it was asked.

use beichen_kernel::{Ctx, Result};
use beichen_people::api::{CorrectionKind, answer, read_payload};
use beichen_store::Deps;
use serde::Deserialize;
use serde_json::Value;

use crate::goal::commands::{Pinned, PublishGoals, pinned, publish_pinned};
use crate::goal::views::GoalPublish;

/// The operation `goals_goal_publish`.
pub struct Publish;

/// `{"body"}`; the drafts are added when the wish is kept.
#[derive(Deserialize)]
struct Wish {
    body: GoalPublish,
    #[serde(default)]
    drafts: Option<Vec<Pinned>>,
}

#[async_trait::async_trait]
impl CorrectionKind for Publish {
    fn operation(&self) -> &'static str {
        "goals_goal_publish"
    }

    async fn summary(&self, ctx: &Ctx, deps: &Deps, payload: &Value) -> Result<String> {
        let wanted = PublishGoals::from(read_payload::<Wish>(payload)?.body);
        let count = pinned(ctx, &deps.db, &wanted).await?.len();
        let period = wanted.period.unwrap_or_else(|| "*".to_owned());
        Ok(format!("{} · {} · {period} · {count}", wanted.measure, wanted.calendar))
    }

    async fn pin(&self, ctx: &Ctx, deps: &Deps, payload: &Value) -> Result<Value> {
        let drafts = pinned(ctx, &deps.db, &read_payload::<Wish>(payload)?.body.into()).await?;
        let mut kept = payload.clone();
        if let Value::Object(fields) = &mut kept {
            fields.insert("drafts".to_owned(), answer(&drafts)?);
        }
        Ok(kept)
    }

    async fn run(&self, ctx: &Ctx, deps: &Deps, payload: &Value) -> Result<Value> {
        let wish: Wish = read_payload(payload)?;
        answer(&publish_pinned(ctx, &deps.db, wish.body.into(), wish.drafts.as_deref()).await?)
    }
}
