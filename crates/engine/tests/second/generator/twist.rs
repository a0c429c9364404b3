//! What an example cannot say: people who move, leave and come back, goals of each period, coefficients of units.

use beichen_engine::calculate::{Coefficient, CoefficientScope, Goal, Inputs, Membership, Person, Segment};
use beichen_engine::day::{Day, DayRange};
use beichen_engine::plan::model::GoalBasis;
use beichen_engine::rate::Rate;

use super::dice::Dice;

/// Own unit and those above it.
const UNITS: [&[&str]; 5] = [&["team1", "east"], &["team2", "east"], &["team3", "west"], &["east"], &[]];

/// Changes the people of a run.
pub fn twist(seed: u64, inputs: &mut Inputs<'_>) {
    let periods: Vec<DayRange> = inputs.timetable.periods.iter().map(|period| period.days).collect();
    let valid = DayRange::including(inputs.plan.valid.from, inputs.plan.valid.to);
    twist_people(seed, &mut inputs.people, &periods, valid);
    inputs.people.reverse();
}

/// Changes the people; each by the seed and the own key alone, so that leaving others out changes nothing.
pub fn twist_people(seed: u64, people: &mut [Person], periods: &[DayRange], valid: DayRange) {
    let ids: Vec<String> = people.iter().map(|person| person.id.clone()).collect();
    for person in people {
        let own: u64 = person.code.bytes().map(u64::from).sum();
        let mut dice = Dice::new(seed.wrapping_mul(1_000_003) ^ own);
        let others: Vec<String> = ids.iter().filter(|id| **id != person.id).cloned().collect();
        let near = |dice: &mut Dice| {
            let days = dice.pick(periods);
            let day = days.from.plus_days(i32::try_from(dice.below(40)).unwrap() - 2);
            day.max(valid.from).min(valid.end)
        };
        let mut cuts: Vec<Day> = (0..dice.below(4)).map(|_| near(&mut dice)).collect();
        cuts.sort_unstable();
        move_about(&mut dice, person, &cuts, valid);
        let leads = |dice: &mut Dice| others.iter().filter(|_| dice.percent(30)).cloned().collect::<Vec<_>>();
        let always = dice.percent(50).then(|| leads(&mut dice));
        for segment in &mut person.segments {
            segment.leads = always.clone().unwrap_or_else(|| leads(&mut dice));
        }
        person.coefficients.extend(coefficients(&mut dice, periods[periods.len() - 1]));
        let goals: Vec<Goal> = periods.iter().flat_map(|days| goals(&mut dice, person, *days)).collect();
        person.goals = goals;
        dice.shuffle(&mut person.goals);
        dice.shuffle(&mut person.credits);
    }
}

/// Facts change on the cuts; somebody of whom `who` is asked may be away between two of them.
fn move_about(dice: &mut Dice, person: &mut Person, cuts: &[Day], valid: DayRange) {
    let pattern = person.segments[0].clone();
    let mut bounds = vec![valid.from];
    bounds.extend(cuts);
    bounds.push(valid.end);
    bounds.dedup();
    let ranges = bounds.windows(2).map(|pair| DayRange::new(pair[0], pair[1]));
    person.segments = ranges.map(|days| segment(dice, &pattern, days)).collect();
    match &mut person.membership {
        Membership::Days(days) if dice.percent(40) => {
            *days = person.segments.iter().step_by(2).map(|segment| segment.days).collect();
        }
        Membership::ByWho if person.segments.len() > 2 && dice.percent(30) => drop(person.segments.remove(1)),
        _ => {}
    }
}

fn segment(dice: &mut Dice, pattern: &Segment, days: DayRange) -> Segment {
    let units = dice.pick(&UNITS).iter().map(|unit| (*unit).to_owned()).collect();
    let joined = days.from.plus_days(-i32::try_from(dice.below(130)).unwrap());
    let position = (*dice.pick(&["sales", "support"])).to_owned();
    let is_reckoned = dice.percent(50);
    Segment {
        days,
        units,
        grade: (*dice.pick(&["P5", "P6", ""])).to_owned(),
        position,
        joined_on: is_reckoned.then_some(joined),
        months_served: if is_reckoned { None } else { pattern.months_served },
        ..pattern.clone()
    }
}

fn coefficients(dice: &mut Dice, period: DayRange) -> Vec<Coefficient> {
    let wider = DayRange::new(period.from.plus_days(-40), period.end.plus_days(60));
    let other = DayRange::new(period.from.plus_days(1), period.end);
    let one = |dice: &mut Dice| Coefficient {
        key: (*dice.pick(&["company", "unit", "person"])).to_owned(),
        scope: match dice.below(4) {
            0 => CoefficientScope::Company,
            1 => CoefficientScope::Person,
            _ => CoefficientScope::Unit((*dice.pick(&["east", "west", "team1", "team2"])).to_owned()),
        },
        days: *dice.pick(&[period, wider, other]),
        value: Rate::from_ppm(dice.between(0, 20) * 100_000),
    };
    let mut found: Vec<Coefficient> = Vec::new();
    for _ in 0..dice.below(6) {
        let next = one(dice);
        if !found.iter().any(|one| (&one.key, &one.scope, one.days) == (&next.key, &next.scope, next.days)) {
            found.push(next);
        }
    }
    found
}

/// The stated goals of the example's period, and as many for those around it; some are missing, some 0.
fn goals(dice: &mut Dice, person: &Person, days: DayRange) -> Vec<Goal> {
    let Some(first) = person.goals.first() else { return Vec::new() };
    let pattern: Vec<&Goal> = person.goals.iter().filter(|goal| goal.days == first.days).collect();
    let changed = |dice: &mut Dice, amount: Option<i64>| match dice.below(8) {
        0 => None,
        1 => Some(0),
        2 => amount.map(|amount| amount / 2 + 1),
        _ => amount,
    };
    let kept = pattern.into_iter().filter(|_| !dice.percent(10)).cloned().collect::<Vec<_>>();
    let goal = |goal: Goal| Goal {
        days,
        basis: if dice.percent(50) { goal.basis } else { GoalBasis::Full },
        goal: changed(dice, goal.goal),
        ..goal
    };
    kept.into_iter().map(goal).collect()
}
