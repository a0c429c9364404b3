//! `statement`: what a person is paid for a period, line by line.

use beichen_incentives::api as incentives;
use beichen_kernel::Result;
use serde_json::json;

use super::DONE;
use super::close::state_words;
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
    let found = incentives::statement_of(&ctx, &opened.deps.db, wanted).await?;
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
        print::line(&place.sentence("statement_line", &json!({ "title": component.title, "amount": component.pay })));
    }
    for one in &found.adjustments {
        let values = json!({ "title": one.title, "period": one.period, "locked": one.locked, "now": one.now,
            "amount": one.difference });
        print::line(&place.sentence(if one.is_flag { "statement_flag" } else { "statement_adjustment" }, &values));
    }
    if found.opening != found.owed {
        print::line(&place.sentence("statement_owed", &json!({ "opening": found.opening, "owed": found.owed })));
    }
    let total = json!({ "amount": found.total, "currency": found.currency });
    print::line(&place.sentence("statement_total", &total));
    Ok(DONE)
}
