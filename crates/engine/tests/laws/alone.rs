//! One person alone, with the figures of the others given, has the lines of the whole run.

use std::collections::BTreeMap;

use beichen_engine::calculate::{
    Coefficient, CoefficientScope, Given, Person, Run, Taken, TakenByComponent, calculate, calculate_alone,
    calculate_with_taken,
};
use beichen_engine::calendar::PeriodKind;
use beichen_engine::day::{Day, DayRange};
use beichen_engine::plan::Plan;
use beichen_engine::rate::Rate;
use beichen_engine::workdays::Workdays;
use proptest::prelude::*;

use crate::pool::{self, COMPONENTS, Seed};
use crate::world::{EVERYTHING, inputs, plan};

/// Every way in which a line takes from others.
pub const TOGETHER: &str = r#"
[[component]]
key = "tied"
kind = "ranking"
period = "month"
by = "collected"
among = "unit"
eligible = 'at_least("collected", "5.00")'
prizes = ["100.01", "50.00", "20.02"]
ties = "share"
times = [{ coefficient = "person" }]

[[component]]
key = "next"
kind = "ranking"
period = "month"
attainment = "collected"
among = "organisation"
prizes = ["33.33", "22.22"]
ties = "next"
next = ["reached_first"]

[[component]]
key = "above"
kind = "pool"
period = "month"
pot = { rate = "1.9%", of = "collected", scope = "organisation" }
above = "goal"
among = "unit"
share = "contribution"
measure = "collected"
eligible = 'reached("collected", "10%")'
times = [{ coefficient = "person" }]
cap = "40.00"

[[component]]
key = "weighted"
kind = "pool"
period = "month"
pot = "77.77"
among = "plan"
share = { coefficient = "person" }
"#;

pub fn whole_plan() -> Plan {
    plan(&format!("{EVERYTHING}{TOGETHER}{COMPONENTS}"))
}

/// A company in which amounts are often equal, with coefficients in tenths.
pub fn people(seeds: &[Seed]) -> Vec<Person> {
    let mut people = pool::people(seeds);
    let days = DayRange::new(Day::from_ymd(2026, 1, 1).unwrap(), Day::from_ymd(2027, 1, 1).unwrap());
    for (place, person) in people.iter_mut().enumerate() {
        for credit in &mut person.credits {
            credit.amount = credit.amount / 100_000 * 100_000;
        }
        let value = Rate::from_ppm(700_000 + 100_000 * (place as i64 % 5));
        person.coefficients.push(Coefficient { key: "person".into(), scope: CoefficientScope::Person, days, value });
        for goal in &mut person.goals {
            goal.goal = Some(50_000);
        }
    }
    people
}

/// What is given of a run to one of its people, under other names.
pub fn given(taken: &TakenByComponent, person: &Person) -> Given {
    let name = |id: &str| format!("x{id}");
    let own = |(component, tables): (&String, &Vec<Taken>)| {
        let table = tables.iter().find(|table| table.people().contains(&person.id.as_str()))?;
        Some((component.clone(), table.clone().named(name)))
    };
    Given { own: name(&person.id), taken: taken.iter().filter_map(own).collect::<BTreeMap<_, _>>() }
}

fn of(run: &Run, person: &str) -> Vec<beichen_engine::calculate::Line> {
    run.lines.iter().filter(|line| line.person == person).cloned().collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn somebody_alone_has_the_lines_of_the_whole_run(seeds in pool::company(), month in 1..=10_u32) {
        let (plan, workdays) = (whole_plan(), Workdays::mainland_china());
        let of_all = inputs(&plan, &workdays, people(&seeds), PeriodKind::Month, &format!("2026-{month:02}"));
        let (run, taken) = calculate_with_taken(&of_all).unwrap();
        prop_assert_eq!(&run, &calculate(&of_all).unwrap());
        for person in &of_all.people {
            let alone = beichen_engine::calculate::Inputs { people: vec![person.clone()], ..of_all.clone() };
            let given = given(&taken, person);
            let (found, brings) = calculate_alone(&alone, &given).unwrap();
            prop_assert_eq!(of(&found, &person.id), of(&run, &person.id));
            prop_assert_eq!(brings.keys().collect::<Vec<_>>(), taken.keys().collect::<Vec<_>>());
        }
    }

    #[test]
    fn what_is_taken_from_others_is_written_and_read_back(seeds in pool::company()) {
        let (plan, workdays) = (whole_plan(), Workdays::mainland_china());
        let of_all = inputs(&plan, &workdays, people(&seeds), PeriodKind::Month, "2026-03");
        let (_, taken) = calculate_with_taken(&of_all).unwrap();
        let written = serde_json::to_string(&taken).unwrap();
        prop_assert_eq!(serde_json::from_str::<TakenByComponent>(&written).unwrap(), taken);
    }
}
