//! Places and prizes: nothing is lost between equals, nobody gets another's place, and no order of input matters.

use std::collections::BTreeMap;

use beichen_engine::calculate::{Coefficient, CoefficientScope, Person, Run};
use beichen_engine::calendar::PeriodKind;
use beichen_engine::day::{Day, DayRange};
use beichen_engine::exact::Exact;
use beichen_engine::plan::Plan;
use beichen_engine::rate::Rate;
use proptest::prelude::*;

use crate::order::shuffle;
use crate::world::{Paid, person, plan, run};

#[derive(Debug, Clone)]
struct Rules {
    ties: &'static str,
    places: &'static str,
    prizes: Vec<i64>,
}

fn rules() -> impl Strategy<Value = Rules> {
    (
        prop::sample::select(vec!["each", "share", "next"]),
        prop::sample::select(vec!["1,1,3", "1,1,2"]),
        prop::collection::vec(0..1_000_i64, 0..6),
    )
        .prop_map(|(ties, places, prizes)| Rules { ties, places, prizes })
}

fn ranking(rules: &Rules, more: &str) -> Plan {
    let prizes: Vec<String> =
        rules.prizes.iter().map(|minor| format!("\"{}.{:02}\"", minor / 100, minor % 100)).collect();
    let next = if rules.ties == "next" { "next = [\"reached_first\"]" } else { "" };
    plan(&format!(
        "[[component]]\nkey = \"c\"\nkind = \"ranking\"\nperiod = \"month\"\nby = \"collected\"\namong = \"unit\"\nprizes = [{}]\nties = \"{}\"\nplaces = \"{}\"\n{next}\n{more}\n",
        prizes.join(", "),
        rules.ties,
        rules.places
    ))
}

/// Few different amounts, so that many are equal: in steps of a fen, on some day of January, some taken back.
fn entrants() -> impl Strategy<Value = Vec<(bool, Vec<Paid>)>> {
    let paid = (0..31_i32, 1..4_i64, proptest::option::weighted(0.2, 1..5_i64))
        .prop_map(|(day, amount, refund)| Paid { day, amount, refund: refund.map(|taken| (0, taken)) });
    prop::collection::vec((any::<bool>(), prop::collection::vec(paid, 0..3)), 1..12)
}

fn people(entrants: &[(bool, Vec<Paid>)]) -> Vec<Person> {
    let one = |(place, (east, paid)): (usize, &(bool, Vec<Paid>))| {
        let mut person = person(&format!("{place:02}"), 0, 1, paid);
        person.segments[0].units = vec![if *east { "east".to_owned() } else { "west".to_owned() }];
        person
    };
    entrants.iter().enumerate().map(one).collect()
}

/// The figures above 0 of each unit, by person.
fn figures(people: &[Person]) -> BTreeMap<String, BTreeMap<String, i64>> {
    let january = DayRange::including(Day::from_ymd(2026, 1, 1).unwrap(), Day::from_ymd(2026, 1, 31).unwrap());
    let mut found: BTreeMap<String, BTreeMap<String, i64>> = BTreeMap::new();
    for person in people {
        let counting = person.credits.iter().filter(|credit| january.contains(credit.day));
        let total: i64 = counting.map(|credit| credit.amount).sum();
        if total > 0 {
            found.entry(person.segments[0].units[0].clone()).or_default().insert(person.id.clone(), total);
        }
    }
    found
}

fn january(plan: &Plan, people: Vec<Person>) -> Run {
    run(plan, people, PeriodKind::Month, "2026-01")
}

fn prize(rules: &Rules, place: usize) -> i64 {
    rules.prizes.get(place - 1).copied().unwrap_or(0)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn places_and_prizes_are_those_of_the_definition(rules in rules(), entrants in entrants()) {
        let people = people(&entrants);
        let run = january(&ranking(&rules, ""), people.clone());
        let units = figures(&people);
        let placed = run.lines.iter().filter(|line| line.place.is_some()).count();
        prop_assert_eq!(placed, units.values().map(BTreeMap::len).sum::<usize>());
        for values in units.values() {
            let earned = |id: &str| run.line(id, "c").unwrap().earned_minor;
            let place = |id: &str| run.line(id, "c").unwrap().place.unwrap() as usize;
            let mut distinct: Vec<i64> = values.values().copied().collect();
            distinct.sort_unstable();
            distinct.dedup();
            for value in distinct.iter().copied() {
                let group: Vec<&str> = values.iter().filter(|(_, own)| **own == value).map(|(id, _)| id.as_str()).collect();
                let ahead = values.values().filter(|other| **other > value).count();
                let better = distinct.iter().filter(|other| **other > value).count();
                let first = if rules.places == "1,1,3" || rules.ties == "next" { ahead + 1 } else { better + 1 };
                let mut places: Vec<usize> = group.iter().map(|id| place(id)).collect();
                let sum: i64 = group.iter().map(|id| earned(id)).sum();
                let of_places: i64 = (first..first + group.len()).map(|place| prize(&rules, place)).sum();
                match rules.ties {
                    "next" => {
                        places.sort_unstable();
                        prop_assert_eq!(places, (first..first + group.len()).collect::<Vec<_>>());
                        prop_assert_eq!(sum, of_places);
                        prop_assert!(group.iter().all(|id| earned(id) == prize(&rules, place(id))));
                    }
                    "each" => {
                        prop_assert!(places.iter().all(|place| *place == first));
                        prop_assert!(group.iter().all(|id| earned(id) == prize(&rules, first)));
                    }
                    _ => {
                        prop_assert!(places.iter().all(|place| *place == first));
                        let together = if rules.places == "1,1,3" { of_places } else { prize(&rules, first) };
                        prop_assert_eq!(sum, together, "{:?}", group);
                        let parts: Vec<i64> = group.iter().map(|id| earned(id)).collect();
                        prop_assert!(parts.windows(2).all(|pair| pair[0] >= pair[1]), "by code: {:?}", parts);
                        prop_assert!(parts[0] - parts[parts.len() - 1] <= 1);
                    }
                }
            }
        }
        for line in &run.lines {
            let documents: i64 = line.documents.iter().map(|document| document.part_minor).sum();
            prop_assert_eq!(documents + line.unattributed_minor, line.earned_minor);
        }
    }

    #[test]
    fn any_order_of_people_and_credits_gives_the_same_places(rules in rules(), entrants in entrants(), seed in any::<u64>()) {
        let plan = ranking(&rules, "");
        let straight = people(&entrants);
        let mut mixed = straight.clone();
        shuffle(&mut mixed, seed);
        for person in &mut mixed {
            shuffle(&mut person.credits, seed ^ 3);
        }
        prop_assert_eq!(january(&plan, straight), january(&plan, mixed));
    }

    /// Whatever coefficients multiply the shares, a tied group earns what its exact shares come to, rounded once.
    #[test]
    fn shares_add_up_after_multipliers(
        tied in prop::collection::vec(0..2_000_i64, 2..8),
        prize in 1..100_000_i64,
        whole in any::<bool>(),
    ) {
        let rules = Rules { ties: "share", places: "1,1,3", prizes: vec![prize] };
        let round_to = if whole { "round_to = \"1\"" } else { "" };
        let plan = ranking(&rules, &format!("times = [{{ coefficient = \"person\" }}]\n{round_to}"));
        let mut people = people(&vec![(true, vec![Paid { day: 3, amount: 5, refund: None }]); tied.len()]);
        for (person, per_mille) in people.iter_mut().zip(&tied) {
            let days = DayRange::new(Day::MIN, Day::MAX);
            let value = Rate::from_ppm(per_mille * 1_000);
            person.coefficients.push(Coefficient { key: "person".to_owned(), scope: CoefficientScope::Person, days, value });
        }
        let run = january(&plan, people);
        let step = if whole { 100 } else { 1 };
        let exact: Exact = run.lines.iter().map(|line| line.exact.clone()).sum();
        let earned: i64 = run.lines.iter().map(|line| line.earned_minor).sum();
        let mut wanted = Exact::ZERO;
        for per_mille in &tied {
            wanted = &wanted + &Exact::ratio(i128::from(prize) * i128::from(*per_mille), 1_000 * tied.len() as i128).unwrap();
        }
        prop_assert_eq!(&exact, &wanted);
        prop_assert_eq!(Some(earned), wanted.round(step, beichen_engine::exact::Rounding::HalfUp));
        for line in &run.lines {
            prop_assert_eq!(line.earned_minor % step, 0);
            let difference = &Exact::whole(line.earned_minor) - &line.exact;
            prop_assert!(difference.abs() < Exact::whole(step), "{:?}", line);
        }
    }
}
