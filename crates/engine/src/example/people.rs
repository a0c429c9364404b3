//! The people of an example as the calculation sees them.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::facts::fact;
use super::{awards, rows};
use crate::calculate::{
    CalculateError, Coefficient, CoefficientScope, Credit, Goal, Membership, Person, Rating, Segment,
};
use crate::calendar::Period;
use crate::day::{Day, DayRange};
use crate::plan::Plan;
use crate::plan::expression::{Bound, FactValue, PersonCondition, Threshold};
use crate::plan::model::{
    Accumulate, Among, Component, Example, ExamplePerson, ExampleValue, GoalLevel, Kind, Pool, Ranking, Source,
    TierBounds,
};
use crate::rate::Rate;

/// Everybody with goals of the example's periods and the credits known by a day (all of them if there is none).
/// `before`: the plan year before the first period, in which `to_date` lies.
pub(super) fn people(
    plan: &Plan,
    example: &Example,
    periods: &[(String, Period)],
    before: DayRange,
    known_until: Option<Day>,
) -> Result<Vec<Person>, CalculateError> {
    let mut credits = rows::credits(plan, example, known_until)?;
    let mut awards = awards::parts(&example.people);
    let mut people = Vec::with_capacity(example.people.len());
    for stated in &example.people {
        let days = days_of(plan, stated);
        let mut own = credits.remove(&stated.key).unwrap_or_default();
        own.extend(to_date(plan, stated, before.intersect(days))?);
        own.extend(manual_amounts(stated, periods, days));
        people.push(Person {
            id: stated.key.clone(),
            code: stated.key.clone(),
            membership: if example.ask_who { Membership::ByWho } else { Membership::Days(vec![days]) },
            segments: vec![segment(plan, example, stated, days)],
            coefficients: coefficients(stated),
            goals: goals(stated, periods),
            credits: own,
            ratings: ratings(stated, periods),
            awards: awards.remove(&stated.key).unwrap_or_default(),
        });
    }
    Ok(people)
}

fn days_of(plan: &Plan, stated: &ExamplePerson) -> DayRange {
    DayRange::including(stated.from.unwrap_or(plan.valid.from), stated.to.unwrap_or(plan.valid.to))
}

/// An example states one unit: it is the person's own and the one above at every depth that a ranking or pool asks for.
fn units(plan: &Plan, stated: &ExamplePerson) -> Vec<String> {
    let depth = |component: &Component| match &component.kind {
        Kind::Ranking(Ranking { among: Among::UnitAt(depth), .. })
        | Kind::Pool(Pool { among: Among::UnitAt(depth), .. }) => *depth,
        _ => 1,
    };
    let deepest = plan.components.iter().map(depth).max().unwrap_or(1);
    stated.unit.iter().flat_map(|unit| std::iter::repeat_n(unit.clone(), deepest)).collect()
}

fn segment(plan: &Plan, example: &Example, stated: &ExamplePerson, days: DayRange) -> Segment {
    let mut fields: BTreeMap<String, _> = stated.member.iter().map(|(key, value)| (key.clone(), fact(value))).collect();
    for (name, value) in &stated.facts {
        if let Some(key) = name.strip_prefix("field.") {
            fields.insert(key.to_owned(), fact(value));
        }
    }
    let mut grade_values: BTreeMap<String, _> =
        stated.grade_values.iter().map(|(key, value)| (key.clone(), fact(value))).collect();
    if let Some(base) = stated.base {
        for source in plan.components.iter().filter_map(Component::base_of_person) {
            let (values, key) = match source {
                Source::Grade(key) => (&mut grade_values, key),
                Source::Member(key) => (&mut fields, key),
                Source::Fixed(_) => continue,
            };
            values.entry(key.clone()).or_insert(FactValue::Money(base));
        }
    }
    let joined_on = match stated.facts.get("joined_on") {
        Some(ExampleValue::Text(text)) => text.parse().ok(),
        _ => None,
    };
    let months_served = match stated.facts.get("months_served") {
        Some(ExampleValue::Integer(months)) => Some(*months),
        _ => None,
    };
    Segment {
        units: units(plan, stated),
        leads: stated.leads(&example.people).into_iter().map(str::to_owned).collect(),
        grade: stated.grade.clone().unwrap_or_default(),
        position: stated.position.clone().unwrap_or_default(),
        joined_on,
        months_served,
        variable_pay: stated.variable_pay,
        fields,
        grade_values,
        ..Segment::blank(days)
    }
}

fn coefficients(stated: &ExamplePerson) -> Vec<Coefficient> {
    let (scope, days) = (CoefficientScope::Person, DayRange::new(Day::MIN, Day::MAX));
    let personal =
        |(key, value): (&String, &Rate)| Coefficient { key: key.clone(), scope: scope.clone(), days, value: *value };
    stated.coefficients.iter().map(personal).collect()
}

fn goals(stated: &ExamplePerson, periods: &[(String, Period)]) -> Vec<Goal> {
    let mut by_measure: BTreeMap<&str, [Option<i64>; 3]> = BTreeMap::new();
    for ((measure, level), amount) in &stated.goals {
        let [goal, sprint, challenge] = by_measure.entry(measure).or_default();
        match level {
            GoalLevel::Goal => *goal = Some(*amount),
            GoalLevel::Sprint => *sprint = Some(*amount),
            GoalLevel::Challenge => *challenge = Some(*amount),
        }
    }
    let of_period = |period: &Period| {
        let goal = |(measure, [goal, sprint, challenge]): (&&str, &[Option<i64>; 3])| Goal {
            measure: (*measure).to_owned(),
            days: period.days,
            basis: stated.goal_basis,
            goal: *goal,
            sprint: *sprint,
            challenge: *challenge,
        };
        by_measure.iter().map(goal).collect::<Vec<_>>()
    };
    periods.iter().flat_map(|(_, period)| of_period(period)).collect()
}

/// What `to_date` states stands on the person's last day in the plan year before the first period. The goals of that
/// time are not stated: where they decide, `to_date` cannot.
fn to_date(plan: &Plan, stated: &ExamplePerson, before: DayRange) -> Result<Vec<Credit>, CalculateError> {
    let person = || stated.key.clone();
    for measure in stated.to_date.keys() {
        if plan.components.iter().any(|component| goals_so_far_decide(component, measure)) {
            return Err(CalculateError::ToDateWithoutGoal { person: person(), measure: measure.clone() });
        }
    }
    match before.last_day() {
        Some(day) => Ok(stated.to_date.iter().map(|(key, amount)| lump(key, day, *amount, "to_date")).collect()),
        None if stated.to_date.is_empty() => Ok(Vec::new()),
        None => Err(CalculateError::ToDateOutside { person: person() }),
    }
}

/// The same in each period, as goals are.
fn ratings(stated: &ExamplePerson, periods: &[(String, Period)]) -> Vec<Rating> {
    let of_period = |period: &Period| {
        let rating = |(name, score): (&String, &i64)| Rating { name: name.clone(), days: period.days, score: *score };
        stated.ratings.iter().map(rating).collect::<Vec<_>>()
    };
    periods.iter().flat_map(|(_, period)| of_period(period)).collect()
}

/// Whether the component's pay of the year so far hangs on the measure and on goals.
fn goals_so_far_decide(component: &Component, measure: &str) -> bool {
    let Kind::Commission(kind) = &component.kind else {
        return false;
    };
    let asked: Vec<Threshold> = component.when.iter().flat_map(PersonCondition::thresholds).collect();
    let has_goal_tiers = kind.tiers.as_ref().is_some_and(|tiers| tiers.bounds == TierBounds::GoalShare);
    let needs_goals = has_goal_tiers || asked.iter().any(|one| matches!(one.bound, Bound::Share(_)));
    let is_measured = kind.measure == measure || asked.iter().any(|one| one.measure == measure);
    kind.accumulate == Accumulate::YearToDate && needs_goals && is_measured
}

/// A `manual` fact stands on the last day in the plan of each period.
fn manual_amounts(stated: &ExamplePerson, periods: &[(String, Period)], days: DayRange) -> Vec<Credit> {
    let mut found = Vec::new();
    for (name, value) in &stated.facts {
        let (Some(measure), ExampleValue::Integer(amount)) = (name.strip_prefix("manual."), value) else {
            continue;
        };
        let last_days = periods.iter().filter_map(|(_, period)| period.days.intersect(days).last_day());
        found.extend(last_days.map(|day| lump(measure, day, *amount, "manual")));
    }
    found
}

fn lump(measure: &str, day: Day, amount: i64, name: &str) -> Credit {
    Credit {
        measure: Arc::from(measure),
        day,
        amount,
        document: Arc::from(format!("{name}/{measure}/{day}")),
        line: 0,
        of_document: None,
        of_day: None,
        refunded_on: None,
        recorded: (i64::from(day.epoch_days()), -1),
        facts: None,
    }
}
