//! `decide`: what waits for two people (flagged prizes, balances of those who are in the plan no more), and asking for it.

use beichen_incentives::api::{
    self as incentives, DECIDE, DecisionCreate, Outcome, Subject, WaitingListQuery, WaitingRow,
};
use beichen_kernel::{Ctx, Error, Kind, Result};
use beichen_people::api as people;
use beichen_store::Db;
use serde_json::json;

use super::DONE;
use super::close::find_plan;
use crate::args::{Decide, Place, Wish};
use crate::{actor, place, print};

pub async fn run(place: &Place, command: Decide) -> Result<u8> {
    match command {
        Decide::List => list(place).await,
        Decide::Flag { wish, component, period, outcome } => {
            let is_meant = move |row: &WaitingRow| {
                let is_period = row.period.name == period || row.period.from.to_string() == period;
                row.component.as_ref() == Some(&component) && is_period
            };
            ask(place, wish, (Subject::Flag, is_meant), (&outcome, None)).await
        }
        Decide::Balance { wish, kind, outcome, to } => {
            let is_meant = move |row: &WaitingRow| kind.as_ref().is_none_or(|kind| *kind == row.period.kind);
            ask(place, wish, (Subject::Balance, is_meant), (&outcome, to.as_deref())).await
        }
    }
}

async fn list(place: &Place) -> Result<u8> {
    let opened = place::open(place).await?;
    let ctx = actor::reader(place, &opened.deps).await?;
    for row in waiting(&ctx, &opened.deps.db).await? {
        if place.json {
            print::json(&row);
            continue;
        }
        let values = json!({
            "plan": row.plan.key, "period": row.period.name, "person": row.member.code, "name": row.member.name,
            "component": row.component, "amount": row.amount, "currency": row.currency,
        });
        let line = if row.subject == Subject::Flag { "waiting.flag" } else { "waiting.balance" };
        print::line(&place.sentence(line, &values));
    }
    Ok(DONE)
}

/// Everything that waits.
async fn waiting(ctx: &Ctx, db: &Db) -> Result<Vec<WaitingRow>> {
    let mut query = WaitingListQuery { limit: Some(200), ..WaitingListQuery::default() };
    let mut found = Vec::new();
    loop {
        let page = incentives::waiting(ctx, db, query.clone()).await?;
        found.extend(page.items);
        if page.next.is_none() {
            return Ok(found);
        }
        query.after = page.next;
    }
}

/// Puts the wish down for a second person.
async fn ask(
    place: &Place,
    wish: Wish,
    (subject, is_meant): (Subject, impl Fn(&WaitingRow) -> bool),
    (outcome, to): (&str, Option<&str>),
) -> Result<u8> {
    let opened = place::open(place).await?;
    let ctx = actor::publisher(place, &opened.deps, wish.password_stdin).await?;
    let db = &opened.deps.db;
    let known = || subject.outcomes().iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
    let outcome: Outcome = outcome.replace('-', "_").parse().map_err(|_| {
        Error::new(Kind::Invalid, "cli.no_such_outcome").with("outcome", outcome).with("known", known())
    })?;
    let to_plan_id = match to {
        Some(key) => Some(find_plan(&ctx, db, key).await?.id),
        None => None,
    };
    let mut rows = waiting(&ctx, db).await?;
    rows.retain(|row| row.subject == subject && row.plan.key == wish.plan && row.member.code == wish.person);
    rows.retain(is_meant);
    let row = match rows.as_slice() {
        [row] => row,
        [] => return Err(Error::new(Kind::Conflict, "incentives.decision.nothing_waits").with("person", wish.person)),
        several => {
            let kinds = several.iter().map(|row| row.period.kind.clone()).collect::<Vec<_>>().join(", ");
            return Err(Error::new(Kind::Invalid, "cli.which_kind").with("kinds", kinds));
        }
    };
    let body = DecisionCreate {
        plan_id: row.plan.id.ok_or_else(|| Error::internal("what waits is of a plan"))?,
        period_kind: row.period.kind.parse().map_err(Error::internal)?,
        member_id: row.member.id,
        subject,
        component: row.component.clone(),
        period: Some(row.period.name.clone()),
        outcome,
        to_plan_id,
        amount: Some(row.amount.clone()),
    };
    let kinds = beichen_server::corrections();
    let asked =
        people::request_correction(&ctx, &opened.deps, &kinds, DECIDE, json!({ "body": body }), &wish.reason).await?;
    if let Some(approval) = &asked.approval {
        place.tell("decision_asked", &json!({ "id": approval.id, "summary": approval.summary }));
    }
    Ok(DONE)
}
