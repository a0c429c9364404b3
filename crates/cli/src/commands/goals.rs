//! `goals publish`: drafted goals come into force.

use beichen_goals::api::{PublishGoals, publish};
use beichen_kernel::{Ctx, Result};
use beichen_people::api as people;
use beichen_store::Deps;
use serde_json::json;

use super::DONE;
use crate::args::{Goals, Place};
use crate::{actor, place};

pub async fn run(place: &Place, command: Goals) -> Result<u8> {
    let Goals::Publish { measure, calendar, period, reason, password_stdin } = command;
    let opened = place::open(place).await?;
    let ctx = actor::publisher(place, &opened.deps, password_stdin).await?;
    let period = (period != "all").then_some(period);
    let wanted = PublishGoals { measure, calendar, period_kind: None, period, reason };
    let done = match publish(&ctx, &opened.deps.db, wanted.clone()).await {
        Err(error) if error.code() == people::LOCKED && ctx.member().is_some() => {
            return ask(place, &ctx, &opened.deps, wanted).await;
        }
        other => other?,
    };
    let values = json!({ "published": done.published, "unchanged": done.unchanged, "gaps": done.gaps });
    place.tell("goals_published", &values);
    Ok(DONE)
}

/// Goals of locked days wait for a second person.
async fn ask(place: &Place, ctx: &Ctx, deps: &Deps, wanted: PublishGoals) -> Result<u8> {
    let body = json!({
        "measure": wanted.measure, "calendar": wanted.calendar, "period": wanted.period, "reason": wanted.reason,
    });
    let kinds = beichen_server::corrections();
    let payload = json!({ "body": body });
    let asked = people::request_correction(ctx, deps, &kinds, "goals_goal_publish", payload, &wanted.reason).await?;
    let waiting = asked.approval.map(|approval| (approval.id.to_string(), approval.label)).unwrap_or_default();
    place.tell("correction_waits", &json!({ "id": waiting.0, "label": waiting.1 }));
    Ok(DONE)
}
