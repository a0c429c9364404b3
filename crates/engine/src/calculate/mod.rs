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
pub(crate) mod taken;
pub(crate) mod tally;
mod times;

pub use balances::{Attributed, Balance, Balances, Carried, Instalment};
pub use inputs::{
    Award, Coefficient, CoefficientScope, Credit, Goal, Inputs, Membership, Person, Rating, Segment, Span, Timetable,
};
pub use membership::{days_in_version, in_force};
pub use payout::{Clawback, Movement, MovementCause, Payout};
pub use run::{Attribution, CalculateError, ExceptionCode, Line, PersonTotal, Reason, Run, RunException};
pub use taken::{Break, Brought, Filled, Given, Rival, Sharer, Taken, TakenByComponent};

use crate::day::DayRange;
use crate::plan::Plan;
use crate::plan::model::Component;
use crowd::{Attendee, Crowd, Notices, Others, Outcome, Outcomes};
use membership::{days_in_plan, versions};
use rayon::prelude::*;
use scene::Scene;

/// Calculates every component of the run's kind of period for everybody.
pub fn calculate(inputs: &Inputs<'_>) -> Result<Run, CalculateError> {
    let versions = versions(inputs);
    let crowd = Crowd::new(inputs, &versions, None)?;
    run(&crowd, reckoned(&crowd)?, &versions)
}

/// The same, with what its lines take from several people, which `calculate_alone` takes back.
pub fn calculate_with_taken(inputs: &Inputs<'_>) -> Result<(Run, TakenByComponent), CalculateError> {
    let versions = versions(inputs);
    run_with_taken(&Crowd::new(inputs, &versions, None)?, &versions)
}

/// Calculates the one person that is handed in, with what is known of the others. The lines are those of the whole run;
/// of a component that takes from others and has nothing given, the line is that of somebody without others. Beside
/// them stands what the person brings to the others' lines.
pub fn calculate_alone(inputs: &Inputs<'_>, given: &Given) -> Result<(Run, TakenByComponent), CalculateError> {
    let versions = versions(inputs);
    run_with_taken(&Crowd::new(inputs, &versions, Some(given))?, &versions)
}

fn run_with_taken(
    crowd: &Crowd<'_, '_>,
    versions: &[(DayRange, &Plan)],
) -> Result<(Run, TakenByComponent), CalculateError> {
    let outcomes = reckoned(crowd)?;
    let mut taken = TakenByComponent::new();
    for component in of_kind(crowd.inputs).filter(|component| component.kind.hangs_on_others()) {
        taken.insert(component.key.clone(), crowd.taken(component, &outcomes)?);
    }
    Ok((run(crowd, outcomes, versions)?, taken))
}

/// The components of the run's kind of period, as the plan orders them.
fn of_kind<'a>(inputs: &Inputs<'a>) -> impl Iterator<Item = &'a Component> + use<'a> {
    let (plan, kind) = (inputs.plan, inputs.timetable.kind);
    plan.components.iter().filter(move |component| component.period == kind)
}

/// The components of the run's kind of period that a version before had and this one has no more, each with the last
/// version that had it: nobody earns by them, and what is held and owed of them is paid out by their rules.
fn dropped<'a>(inputs: &Inputs<'a>) -> Vec<(&'a Plan, &'a Component)> {
    let mut earlier = inputs.earlier_versions.clone();
    earlier.sort_by_key(|plan| std::cmp::Reverse(plan.valid.from));
    let is_kept = |key: &str| of_kind(inputs).any(|component| component.key == key);
    let mut found: Vec<(&Plan, &Component)> = Vec::new();
    for plan in earlier {
        for component in plan.components.iter().filter(|component| component.period == inputs.timetable.kind) {
            if !is_kept(&component.key) && !found.iter().any(|(_, other)| other.key == component.key) {
                found.push((plan, component));
            }
        }
    }
    found
}

/// What comes of every component for everybody.
fn reckoned<'a>(crowd: &Crowd<'_, 'a>) -> Result<Outcomes<'a>, CalculateError> {
    let mut in_order: Vec<&Component> = of_kind(crowd.inputs).collect();
    in_order.sort_by_key(|component| names_behind(component, crowd.inputs.plan));
    let mut outcomes = Outcomes::new();
    for component in in_order {
        let others = crowd.others(component, &outcomes)?;
        let own = of_everybody(crowd, |attendee| outcome(crowd, attendee, component, &others))?;
        outcomes.insert(&component.key, own);
    }
    for (plan, component) in dropped(crowd.inputs) {
        let own = of_everybody(crowd, |attendee| outcome_of_dropped(crowd, attendee, plan, component))?;
        outcomes.insert(&component.key, own);
    }
    Ok(outcomes)
}

/// What comes of one component, in the order of the crowd.
fn of_everybody<'r>(
    crowd: &Crowd<'r, '_>,
    outcome: impl Fn(&Attendee<'r>) -> Result<Outcome, CalculateError> + Sync + Send,
) -> Result<Vec<Outcome>, CalculateError> {
    // Collected before it is looked at: of several people who cannot be reckoned, the first is named.
    let reckoned: Vec<Result<Outcome, CalculateError>> = crowd.people.par_iter().map(outcome).collect();
    reckoned.into_iter().collect()
}

/// Everything that came out, person by person.
fn run(
    crowd: &Crowd<'_, '_>,
    mut outcomes: Outcomes<'_>,
    versions: &[(DayRange, &Plan)],
) -> Result<Run, CalculateError> {
    let inputs = crowd.inputs;
    let mut run = Run {
        plan: inputs.plan.key.clone(),
        period: inputs.timetable.period.name.clone(),
        days: inputs.timetable.period.days,
        currency: inputs.plan.currency,
        lines: Vec::new(),
        people: Vec::new(),
        exceptions: Vec::new(),
        closing: inputs.opening.clone(),
    };
    let dropped = dropped(inputs).into_iter().map(|(_, component)| component);
    let mut rows: Vec<_> = of_kind(inputs)
        .chain(dropped)
        .filter_map(|component| Some((component, outcomes.remove(component.key.as_str())?.into_iter())))
        .collect();
    for attendee in &crowd.people {
        let own = rows.iter_mut().filter_map(|(component, row)| Some((*component, row.next()?)));
        add_person(attendee.person, own.collect(), inputs, versions, &mut run)?;
    }
    Ok(run)
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

/// What is paid out of a component that the plan has no more.
fn outcome_of_dropped<'a>(
    crowd: &Crowd<'_, 'a>,
    attendee: &Attendee<'_>,
    plan: &'a Plan,
    component: &'a Component,
) -> Result<Outcome, CalculateError> {
    let notices = Notices::default();
    let scene = Scene { plan, ..crowd.scene(attendee, component, None, &notices) };
    let (line, balance) = match scene.opening() {
        Some(_) => payout::pay_out(&scene, None)?,
        None => (None, Balance::default()),
    };
    Ok(Outcome { line, balance, has_credits: false, notices: notices.into_inner() })
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
