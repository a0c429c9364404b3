//! `statement`: what a person is paid for a period, line by line.

use beichen_incentives::api as incentives;
use beichen_kernel::{Ctx, Error, Kind, Result};
use beichen_people::api as people;
use beichen_store::Db;
use serde_json::json;

use super::DONE;
use super::close::{find_plan, state_words};
use crate::args::{Place, Statement};
use crate::{actor, place, print};

pub async fn run(place: &Place, options: Statement) -> Result<u8> {
    let opened = place::open(place).await?;
    let ctx = actor::reader(place, &opened.deps).await?;
    let wanted = incentives::StatementOf {
        person: options.person,
        period: options.period,
        plan: options.plan,
        as_of: options.as_of,
    };
    let found = match incentives::statement_of(&ctx, &opened.deps.db, wanted.clone()).await {
        Err(error) if error.kind() == Kind::NotFound => return Err(missing(&ctx, &opened.deps.db, wanted).await?),
        other => other?,
    };
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
