//! The one pipeline: what a plan pays its people for a period, from credits to the amount rounded once.
//!
//! Estimate, statement, simulation and forecast all call `calculate`. It has no clock, no database and no order of
//! its own: equal inputs, however arranged, give an equal run, byte for byte.

pub(crate) mod attribution;
pub(crate) mod balances;
pub(crate) mod below;
pub(crate) mod crowd;
mod facts;
pub(crate) mod inputs;
pub(crate) mod ledger;
mod line;
pub(crate) mod membership;
pub(crate) mod payout;
pub(crate) mod pots;
pub(crate) mod run;
pub(crate) mod scene;
pub(crate) mod source;
pub(crate) mod standings;
pub(crate) mod tally;
mod times;

pub use balances::{Attributed, Balance, Balances, Carried, Instalment};
pub use inputs::{
    Award, Coefficient, CoefficientScope, Credit, Goal, Inputs, Membership, Person, Rating, Segment, Span, Timetable,
};
pub use membership::days_in_version;
pub use payout::{Clawback, Movement, MovementCause, Payout};
pub use run::{Attribution, CalculateError, ExceptionCode, Line, PersonTotal, Reason, Run, RunException};

use crate::day::DayRange;
use crate::plan::Plan;
use crate::plan::model::Component;
use crowd::{Attendee, Crowd, Notices, Others, Outcome, Outcomes};
use membership::{days_in_plan, versions};

/// Calculates every component of the run's kind of period for everybody.
pub fn calculate(inputs: &Inputs<'_>) -> Result<Run, CalculateError> {
    let versions = versions(inputs);
    let crowd = Crowd::new(inputs, &versions)?;
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
    let of_kind = || inputs.plan.components.iter().filter(|component| component.period == inputs.timetable.kind);
    let mut in_order: Vec<&Component> = of_kind().collect();
    in_order.sort_by_key(|component| names_behind(component, inputs.plan));
    let mut outcomes = Outcomes::new();
    for component in in_order {
        let others = crowd.others(component, &outcomes)?;
        let outcome = |attendee| outcome(&crowd, attendee, component, &others);
        outcomes.insert(&component.key, crowd.people.iter().map(outcome).collect::<Result<_, _>>()?);
    }
    let mut rows: Vec<_> = of_kind()
        .filter_map(|component| Some((component, outcomes.remove(component.key.as_str())?.into_iter())))
        .collect();
    for attendee in &crowd.people {
        let own = rows.iter_mut().filter_map(|(component, row)| Some((*component, row.next()?)));
        add_person(attendee.person, own.collect(), inputs, &versions, &mut run)?;
    }
    Ok(run.sealed())
}

/// How many components must be reckoned before this one: an override of pay comes after what it names.
fn names_behind(component: &Component, plan: &Plan) -> usize {
    let (mut behind, mut at) = (0, component);
    while behind < plan.components.len()
        && let Some(named) = at.kind.names().and_then(|key| plan.component(key))
    {
        (behind, at) = (behind + 1, named);
    }
    behind
}

fn outcome<'r, 'a>(
    crowd: &Crowd<'r, 'a>,
    attendee: &Attendee<'r>,
    component: &'a Component,
    others: &Others<'r>,
) -> Result<Outcome, CalculateError> {
    let notices = Notices::default();
    let scene = crowd.scene(attendee, component, others.get(attendee.person.id.as_str()), &notices);
    let has_credits = scene.has_credits();
    let (line, balance) = payout::pay_out(&scene, line::line(&scene)?)?;
    Ok(Outcome { line, balance, has_credits, notices: notices.into_inner() })
}

fn add_person(
    person: &Person,
    outcomes: Vec<(&Component, Outcome)>,
    inputs: &Inputs<'_>,
    versions: &[(DayRange, &Plan)],
    run: &mut Run,
) -> Result<(), CalculateError> {
    let mut is_in_run = false;
    let mut earned = 0_i64;
    for (component, outcome) in outcomes {
        is_in_run |= outcome.line.is_some() || outcome.has_credits;
        if let Some(line) = outcome.line {
            let too_large = || CalculateError::TooLarge { person: person.id.clone(), component: component.key.clone() };
            earned = earned.checked_add(line.earned_minor).ok_or_else(too_large)?;
            run.lines.push(line);
        }
        run.closing.set(&person.id, &component.key, outcome.balance);
        run.exceptions.extend(outcome.notices.into_iter().map(|(code, subject)| RunException {
            person: person.id.clone(),
            code,
            component: component.key.clone(),
            subject,
        }));
    }
    let all_days = days_in_plan(person, versions, None, inputs.timetable.kind)?;
    let period = inputs.timetable.period.days;
    let days: Vec<DayRange> =
        all_days.into_iter().map(|range| range.intersect(period)).filter(|range| !range.is_empty()).collect();
    if !days.is_empty() || is_in_run {
        let (id, code) = (person.id.clone(), person.code.clone());
        run.people.push(PersonTotal { person: id, code, days, earned_minor: earned });
    }
    Ok(())
}
