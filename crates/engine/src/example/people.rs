//! The people of an example as the calculation sees them.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::facts::fact;
use super::rows;
use crate::calculate::{CalculateError, Coefficient, Credit, Goal, Membership, Person, Segment};
use crate::calendar::Period;
use crate::day::{Day, DayRange};
use crate::plan::Plan;
use crate::plan::model::{Example, ExamplePerson, ExampleValue, GoalLevel};
use crate::rate::Rate;

/// Everybody with goals of the example's periods and the credits known by a day (all of them if there is none).
pub(super) fn people(
    plan: &Plan,
    example: &Example,
    periods: &[(String, Period)],
    known_until: Option<Day>,
) -> Result<Vec<Person>, CalculateError> {
    let mut credits = rows::credits(plan, example, known_until)?;
    let mut people = Vec::with_capacity(example.people.len());
    for stated in &example.people {
        let days = days_of(plan, stated);
        let mut own = credits.remove(&stated.key).unwrap_or_default();
        own.extend(stated_amounts(stated, periods, days));
        people.push(Person {
            id: stated.key.clone(),
            code: stated.key.clone(),
            membership: if example.ask_who { Membership::ByWho } else { Membership::Days(vec![days]) },
            segments: vec![segment(stated, days)],
            coefficients: coefficients(stated),
            goals: goals(stated, periods),
            credits: own,
        });
    }
    Ok(people)
}

fn days_of(plan: &Plan, stated: &ExamplePerson) -> DayRange {
    DayRange::including(stated.from.unwrap_or(plan.valid.from), stated.to.unwrap_or(plan.valid.to))
}

fn segment(stated: &ExamplePerson, days: DayRange) -> Segment {
    let text = |own: &Option<String>, name: &str| match (own, stated.facts.get(name)) {
        (Some(own), _) => own.clone(),
        (None, Some(ExampleValue::Text(text))) => text.clone(),
        _ => String::new(),
    };
    let unit = text(&stated.unit, "unit");
    let mut fields: BTreeMap<String, _> = stated.member.iter().map(|(key, value)| (key.clone(), fact(value))).collect();
    for (name, value) in &stated.facts {
        if let Some(key) = name.strip_prefix("field.") {
            fields.insert(key.to_owned(), fact(value));
        }
    }
    let months_served = match stated.facts.get("months_served") {
        Some(ExampleValue::Integer(months)) => Some(*months),
        _ => None,
    };
    Segment {
        units: if unit.is_empty() { Vec::new() } else { vec![unit] },
        grade: text(&stated.grade, "grade"),
        position: text(&stated.position, "position"),
        joined_on: text(&None, "joined_on").parse().ok(),
        months_served,
        variable_pay: stated.variable_pay,
        fields,
        grade_values: stated.grade_values.iter().map(|(key, value)| (key.clone(), fact(value))).collect(),
        ..Segment::blank(days)
    }
}

fn coefficients(stated: &ExamplePerson) -> Vec<Coefficient> {
    let always = DayRange::new(Day::MIN, Day::MAX);
    let own = stated.coefficients.iter().map(|(key, value)| (key.clone(), *value));
    let facts = stated.facts.iter().filter_map(|(name, value)| {
        let key = name.strip_prefix("coefficient.")?.to_owned();
        match value {
            ExampleValue::Text(text) => text.parse::<Rate>().ok().map(|rate| (key, rate)),
            ExampleValue::Integer(number) => number.checked_mul(Rate::PER_ONE).map(|ppm| (key, Rate::from_ppm(ppm))),
            ExampleValue::Boolean(_) | ExampleValue::List(_) => None,
        }
    });
    own.chain(facts).map(|(key, value)| Coefficient { key, days: always, value }).collect()
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

/// `to_date` stands on the day before the first period; a `manual` fact on the last day in the plan of each period.
fn stated_amounts(stated: &ExamplePerson, periods: &[(String, Period)], days: DayRange) -> Vec<Credit> {
    let mut found = Vec::new();
    if let Some(first) = periods.iter().map(|(_, period)| period.days.from).min() {
        let before = first.plus_days(-1);
        found.extend(stated.to_date.iter().map(|(measure, amount)| lump(measure, before, *amount, "to_date")));
    }
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
        recorded: (i64::from(day.epoch_days()), -1),
        facts: None,
    }
}
