//! `goals publish`: drafted goals come into force.

use beichen_goals::api::{PublishGoals, publish};
use beichen_kernel::Result;
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
    let done = publish(&ctx, &opened.deps.db, wanted).await?;
    let values = json!({ "published": done.published, "unchanged": done.unchanged, "gaps": done.gaps });
    place.tell("goals_published", &values);
    Ok(DONE)
}
