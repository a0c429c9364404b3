//! The one pipeline: what a plan pays its people for a period, from credits to the amount rounded once.
//!
//! Estimate, statement, simulation and forecast all call `calculate`. It has no clock, no database and no order of
//! its own: equal inputs, however arranged, give an equal run, byte for byte.

mod attribution;
pub(crate) mod balances;
mod facts;
pub(crate) mod inputs;
pub(crate) mod ledger;
mod line;
pub(crate) mod membership;
pub(crate) mod payout;
pub(crate) mod run;
pub(crate) mod scene;
pub(crate) mod source;
pub(crate) mod standings;
mod times;

use std::cell::RefCell;
use std::collections::BTreeSet;

pub use balances::{Attributed, Balance, Balances, Carried, Instalment};
pub use inputs::{Coefficient, CoefficientScope, Credit, Goal, Inputs, Membership, Person, Segment, Span, Timetable};
pub use membership::days_in_version;
pub use payout::{Clawback, Movement, MovementCause, Payout};
pub use run::{Attribution, CalculateError, ExceptionCode, Line, PersonTotal, Reason, Run, RunException};

use crate::day::DayRange;
use crate::plan::Plan;
use ledger::Desk;
use membership::{days_in_plan, versions};
use scene::Scene;
use standings::{Standings, standings};

/// Calculates every component of the run's kind of period for everybody.
pub fn calculate(inputs: &Inputs<'_>) -> Result<Run, CalculateError> {
    let versions = versions(inputs);
    let mut people: Vec<&Person> = inputs.people.iter().collect();
    people.sort_by(|a, b| (&a.code, &a.id).cmp(&(&b.code, &b.id)));
    let mut run = Run {
        plan: inputs.plan.key.clone(),
        period: inputs.timetable.period.name.clone(),
        days: inputs.timetable.period.days,
        currency: inputs.plan.currency,
        lines: Vec::new(),
        people: Vec::new(),
        exceptions: Vec::new(),
        closing: inputs.opening.clone(),
        hash: String::new(),
    };
    let standings = standings(inputs, &versions, &people)?;
    for person in people {
        add_person(person, inputs, &versions, &standings, &mut run)?;
    }
    Ok(run.sealed())
}

fn add_person(
    person: &Person,
    inputs: &Inputs<'_>,
    versions: &[(DayRange, &Plan)],
    standings: &Standings,
    run: &mut Run,
) -> Result<(), CalculateError> {
    let kind = inputs.timetable.kind;
    let desk = Desk::new(person);
    let mut is_in_run = false;
    let mut earned = 0_i64;
    for component in inputs.plan.components.iter().filter(|component| component.period == kind) {
        let membership = days_in_plan(person, versions, Some(&component.key), kind)?;
        let exceptions = RefCell::new(BTreeSet::new());
        let scene = Scene {
            inputs,
            versions,
            plan: inputs.plan,
            component,
            desk: &desk,
            membership: &membership,
            period: &inputs.timetable.period,
            exceptions: &exceptions,
            standing: standings.of(&component.key, &person.id),
        };
        let (line, balance) = payout::pay_out(&scene, line::line(&scene)?)?;
        is_in_run |= line.is_some() || scene.has_credits();
        if let Some(line) = line {
            earned = earned.checked_add(line.earned_minor).ok_or_else(|| scene.too_large())?;
            run.lines.push(line);
        }
        run.closing.set(&person.id, &component.key, balance);
        run.exceptions.extend(exceptions.into_inner().into_iter().map(|(code, subject)| RunException {
            person: person.id.clone(),
            code,
            component: component.key.clone(),
            subject,
        }));
    }
    let all_days = days_in_plan(person, versions, None, kind)?;
    let period = inputs.timetable.period.days;
    let days: Vec<DayRange> =
        all_days.into_iter().map(|range| range.intersect(period)).filter(|range| !range.is_empty()).collect();
    if !days.is_empty() || is_in_run {
        let (id, code) = (person.id.clone(), person.code.clone());
        run.people.push(PersonTotal { person: id, code, days, earned_minor: earned });
    }
    Ok(())
}
