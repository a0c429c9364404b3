//! `statement`: what a person is paid for a period, line by line.

use std::path::Path;

use beichen_incentives::api as incentives;
use beichen_kernel::{Ctx, Error, Kind, Result, words};
use beichen_people::api as people;
use beichen_store::Db;
use serde_json::json;

use super::close::{find_plan, state_words};
use super::{DONE, write};
use crate::args::{Place, Statement};
use crate::{actor, place, print};

pub async fn run(place: &Place, options: Statement) -> Result<u8> {
    let opened = place::open(place).await?;
    let ctx = actor::reader(place, &opened.deps).await?;
    let found = find(&ctx, &opened.deps.db, options).await?;
    if place.json {
        print::json(&found);
        return Ok(DONE);
    }
    let state = state_words(place, &found.trial.state);
    print::line(&place.sentence(
        "statement_head",
        &json!({ "name": found.member.name, "code": found.member.code, "plan": found.plan.title,
            "period": found.period.name, "state": state }),
    ));
    for component in &found.components {
        let paid = component.payout.as_ref();
        let amount = paid.map_or(&component.pay, |paid| &paid.payable);
        print::line(&place.sentence("statement_line", &json!({ "title": component.title, "amount": amount })));
        if let Some(paid) = paid {
            let values =
                json!({ "earned": component.pay, "held": paid.held, "owed": paid.owed, "clawed": paid.clawed });
            print::line(&place.sentence("statement_payout", &values));
        }
    }
    for one in &found.adjustments {
        let values = json!({ "title": one.title, "period": one.period, "locked": one.locked, "now": one.now,
            "amount": one.payout.as_ref().map_or(&one.difference, |paid| &paid.payable) });
        print::line(&place.sentence(if one.is_flag { "statement_flag" } else { "statement_adjustment" }, &values));
    }
    if found.opening != found.owed {
        print::line(&place.sentence("statement_owed", &json!({ "opening": found.opening, "owed": found.owed })));
    }
    let total = json!({ "amount": found.total, "currency": found.currency });
    print::line(&place.sentence("statement_total", &total));
    Ok(DONE)
}

/// `receipt`: a file that needs no database to be verified.
pub async fn receipt(place: &Place, options: Statement, out: &Path) -> Result<u8> {
    let opened = place::open(place).await?;
    let ctx = actor::reader(place, &opened.deps).await?;
    let found = find(&ctx, &opened.deps.db, options).await?;
    let (_, bytes) = incentives::receipt_file(&ctx, &opened.deps.db, found.id).await?;
    write(out, &bytes)?;
    print::line(&place.sentence("receipt_written", &json!({ "file": out.display().to_string() })));
    Ok(DONE)
}

/// `bridge`: from what the run was calculated on to what is known today.
pub async fn bridge(place: &Place, options: Statement) -> Result<u8> {
    let opened = place::open(place).await?;
    let ctx = actor::reader(place, &opened.deps).await?;
    let found = find(&ctx, &opened.deps.db, options).await?;
    let bridge = incentives::bridge_of_statement(&ctx, &opened.deps.db, found.id).await?;
    if place.json {
        print::json(&bridge);
        return Ok(DONE);
    }
    print::line(&place.sentence("bridge_before", &json!({ "amount": bridge.before, "currency": bridge.currency })));
    for part in &bridge.parts {
        let cause = words::text(place.locale(), &format!("incentives.bridge.{}", part.cause), []);
        print::line(&place.sentence("bridge_part", &json!({ "cause": cause, "amount": part.amount })));
    }
    print::line(&place.sentence("bridge_after", &json!({ "amount": bridge.after, "currency": bridge.currency })));
    Ok(DONE)
}

/// The statement that is wished for, or what of the wish is not there.
async fn find(ctx: &Ctx, db: &Db, options: Statement) -> Result<incentives::StatementView> {
    let wanted = incentives::StatementOf {
        person: options.person,
        period: options.period,
        plan: options.plan,
        as_of: options.as_of,
    };
    match incentives::statement_of(ctx, db, wanted.clone()).await {
        Err(error) if error.kind() == Kind::NotFound => Err(missing(ctx, db, wanted).await?),
        other => other,
    }
}

/// What of the wish is not there: the plan, the person, or a statement of both.
async fn missing(ctx: &Ctx, db: &Db, wanted: incentives::StatementOf) -> Result<Error> {
    if let Some(plan) = &wanted.plan {
        find_plan(ctx, db, plan).await?;
    }
    let tx = db.read(ctx).await?;
    let person = people::find_member_by_code(&tx, &wanted.person).await?;
    let code = if person.is_some() { "cli.no_such_statement" } else { "cli.no_such_person" };
    Ok(Error::new(Kind::Invalid, code).with("person", wanted.person).with("period", wanted.period))
}
