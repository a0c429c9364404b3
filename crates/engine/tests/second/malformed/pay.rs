//! Pays a plan to people at the limits: amounts that overflow, goals of 0 and below, empty teams, periods of a day, nobody's
//! assignment.

use std::collections::BTreeMap;
use std::sync::Arc;

use beichen_engine::calculate::{
    Award, Balances, Coefficient, CoefficientScope, Credit, Goal, Inputs, Membership, Person, Rating, Segment,
    Timetable, calculate,
};
use beichen_engine::calendar::{Calendar, PeriodKind};
use beichen_engine::day::{Day, DayRange};
use beichen_engine::plan::Plan;
use beichen_engine::plan::expression::FactValue;
use beichen_engine::plan::model::{GoalBasis, NATURAL_CALENDAR};
use beichen_engine::rate::Rate;
use beichen_engine::workdays::Workdays;

use crate::generator::dice::Dice;

const AMOUNTS: [i64; 12] = [
    0,
    1,
    -1,
    99,
    100_000,
    7_999_999,
    -8_000_000,
    1_000_000_000_000_000,
    100_000_000_000_000_000,
    -1_000_000_000_000_000,
    i64::MAX,
    i64::MIN,
];

/// How many lines two periods give, one after the other; a refusal gives none.
pub fn lines(plan: &Plan, dice: &mut Dice) -> usize {
    let component = dice.pick(&plan.components);
    let valid = DayRange::including(plan.valid.from, plan.valid.to);
    let calendar = calendar(plan, component.period, valid);
    let Some(period) = calendar.period_of(component.period, day_in(valid, dice)) else { return 0 };
    let people: Vec<Person> = (0..dice.below(4)).map(|place| person(plan, place, period.days, dice)).collect();
    let paid_in_full = BTreeMap::from([(Arc::from("d0"), period.days.from), (Arc::from("d1"), period.days.end)]);
    let workdays = if dice.percent(50) { Workdays::mainland_china() } else { Workdays::empty() };
    let (mut opening, mut count) = (Balances::default(), 0);
    for period in [Some(period.clone()), calendar.after(&period)].into_iter().flatten() {
        let inputs = Inputs {
            plan,
            earlier_versions: Vec::new(),
            timetable: Timetable::new(plan, &calendar, &period, Some(period.days.from.plus_days(-40))),
            workdays: &workdays,
            people: people.clone(),
            opening,
            paid_in_full: paid_in_full.clone(),
            granted: None,
        };
        let Ok(run) = calculate(&inputs) else { return count };
        drop(run.hash());
        count += run.lines.len();
        opening = run.closing;
    }
    count
}

/// The natural one, or one of single days.
fn calendar(plan: &Plan, kind: PeriodKind, valid: DayRange) -> Calendar {
    let bounds: Vec<Day> = (0..5).map(|days| valid.from.plus_days(days)).collect();
    match Calendar::boundaries(&plan.calendar, kind, &bounds) {
        Ok(short) if plan.calendar != NATURAL_CALENDAR => short,
        _ => Calendar::natural(),
    }
}

fn day_in(days: DayRange, dice: &mut Dice) -> Day {
    days.from.plus_days(i32::try_from(dice.below(usize::try_from(days.count().clamp(1, 1_000)).unwrap())).unwrap())
}

fn person(plan: &Plan, place: usize, days: DayRange, dice: &mut Dice) -> Person {
    let within = match dice.below(4) {
        0 => DayRange::new(days.from, days.from.plus_days(1)),
        1 => DayRange::new(days.end, days.end.plus_days(1)),
        _ => DayRange::new(Day::MIN, Day::MAX),
    };
    let values: BTreeMap<String, FactValue> = ["pct", "bonus_base", "cap", "bonus", "commission_pct"]
        .iter()
        .map(|key| ((*key).to_owned(), value(dice)))
        .collect();
    let segment = Segment {
        units: if dice.percent(50) { vec!["east".to_owned(), "all".to_owned()] } else { Vec::new() },
        leads: if place > 0 { vec!["p0".to_owned()] } else { Vec::new() },
        grade: "P5".to_owned(),
        position: "销售".to_owned(),
        joined_on: dice.percent(50).then_some(Day::MIN),
        variable_pay: dice.percent(50).then(|| *dice.pick(&AMOUNTS)),
        fields: values.clone(),
        grade_values: values,
        ..Segment::blank(within)
    };
    Person {
        id: format!("p{place}"),
        code: format!("p{place}"),
        membership: match dice.below(3) {
            0 => Membership::ByWho,
            1 => Membership::Days(Vec::new()),
            _ => Membership::Days(vec![within]),
        },
        segments: if dice.percent(80) { vec![segment] } else { Vec::new() },
        coefficients: vec![Coefficient {
            key: "company".to_owned(),
            scope: CoefficientScope::Company,
            days: within,
            value: rate(dice),
        }],
        goals: plan.measures.iter().map(|measure| goal(&measure.key, days, dice)).collect(),
        credits: plan.measures.iter().flat_map(|measure| credits(&measure.key, days, dice)).collect(),
        ratings: vec![Rating { name: "appraisal.attitude".to_owned(), days, score: *dice.pick(&AMOUNTS) }],
        awards: vec![Award {
            project: "bridge".to_owned(),
            day: days.from,
            of_minor: i64::MAX,
            share: rate(dice),
            part_minor: *dice.pick(&AMOUNTS),
        }],
    }
}

fn rate(dice: &mut Dice) -> Rate {
    Rate::from_ppm(*dice.pick(&[0, 1, 333_333, 1_000_000, i64::MAX]))
}

fn value(dice: &mut Dice) -> FactValue {
    match dice.below(5) {
        0 => FactValue::Money(*dice.pick(&AMOUNTS)),
        1 => FactValue::Rate(rate(dice)),
        2 => FactValue::Text(dice.word(&["", "5%", "销", "-1.00", "99999999999999999999"]).to_owned()),
        3 => FactValue::Integer(*dice.pick(&AMOUNTS)),
        _ => FactValue::Boolean(true),
    }
}

fn goal(measure: &str, days: DayRange, dice: &mut Dice) -> Goal {
    let amount = |dice: &mut Dice| dice.percent(80).then(|| *dice.pick(&AMOUNTS));
    Goal {
        measure: measure.to_owned(),
        days,
        basis: if dice.percent(50) { GoalBasis::Full } else { GoalBasis::Final },
        goal: amount(dice),
        sprint: amount(dice),
        challenge: amount(dice),
    }
}

/// Payments and what is taken back of them, in the period and around it.
fn credits(measure: &str, days: DayRange, dice: &mut Dice) -> Vec<Credit> {
    let one = |place: usize, dice: &mut Dice| {
        let day = *dice.pick(&[days.from, days.end, days.from.plus_days(-1), days.end.plus_days(-1), days.from]);
        let taken_back = dice.percent(30).then_some(day.plus_days(-3));
        Credit {
            measure: Arc::from(measure),
            day,
            amount: *dice.pick(&AMOUNTS),
            document: Arc::from(format!("d{place}")),
            line: 0,
            of_document: taken_back.map(|_| Arc::from("d0")),
            of_day: taken_back,
            refunded_on: taken_back.map(|_| day.plus_days(40)),
            recorded: (0, i64::try_from(place).unwrap()),
            facts: None,
        }
    };
    (0..dice.below(5)).map(|place| one(place, dice)).collect()
}
