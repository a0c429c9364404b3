//! The parts of a difference add up to it, and what has not changed is no part of it.

use beichen_engine::allocate::allocate;
use beichen_engine::bridge::{Bridge, Cause, bridge};
use beichen_engine::calculate::{Coefficient, CoefficientScope, Credit, Inputs, Person, calculate};
use beichen_engine::calendar::PeriodKind;
use beichen_engine::day::{Day, DayRange};
use beichen_engine::exact::Exact;
use beichen_engine::plan::Plan;
use beichen_engine::rate::Rate;
use beichen_engine::workdays::Workdays;
use proptest::prelude::*;

use crate::order::shuffle;
use crate::world::{EVERYTHING, Paid, credits, inputs, paid, person, plan};

const TOGETHER: &str = r#"
[[component]]
key = "champion"
kind = "ranking"
period = "month"
by = "collected"
among = "organisation"
prizes = ["100.01", "50.00"]
ties = "share"

[[component]]
key = "pool"
kind = "pool"
period = "month"
pot = { rate = "0.7%", of = "collected" }
among = "plan"
share = "contribution"
measure = "collected"
"#;

/// What one side of a bridge is made of, a field for each cause.
#[derive(Debug, Clone)]
struct World {
    data: Vec<Paid>,
    /// The first person's percent of each document in turn; the rest is the second one's.
    splits: Vec<i128>,
    goals: [i64; 2],
    /// Tenths of a percent.
    rate: u8,
    /// The second person's coefficient, in hundredths.
    coefficient: i64,
}

fn world() -> impl Strategy<Value = World> {
    let data = prop::collection::vec(paid(), 1..12);
    let splits = prop::collection::vec(0..=100_i128, 1..4);
    (data, splits, [1..900_000_i64, 1..900_000], 1..99_u8, 50..200_i64)
        .prop_map(|(data, splits, goals, rate, coefficient)| World { data, splits, goals, rate, coefficient })
}

impl World {
    fn plan(&self) -> Plan {
        plan(&format!(
            "{EVERYTHING}{TOGETHER}\n[[component]]\nkey = \"plain\"\nkind = \"commission\"\nperiod = \"month\"\n\
             measure = \"collected\"\nrate = \"{}.{}%\"\n",
            self.rate / 10,
            self.rate % 10
        ))
    }

    fn people(&self) -> Vec<Person> {
        let [first, second] = self.goals;
        let mut people = vec![person("a", 0, first, &[]), person("b", 0, second, &[])];
        let days = DayRange::new(Day::from_ymd(2026, 1, 1).unwrap(), Day::from_ymd(2027, 1, 1).unwrap());
        let value = Rate::from_ppm(self.coefficient * 10_000);
        let key = String::from("person");
        people[1].coefficients.push(Coefficient { key, scope: CoefficientScope::Person, days, value });
        for (place, paid) in self.data.iter().enumerate() {
            let share = self.splits[place % self.splits.len()];
            let (mut running, mut before) = (0, vec![0, 0]);
            let mut rows = named(credits(std::slice::from_ref(paid)), place);
            rows.sort_by_key(|credit| (credit.day, credit.recorded));
            for credit in rows {
                running += credit.amount;
                let now = allocate(running, &[share, 100 - share]).unwrap();
                for ((person, now), before) in people.iter_mut().zip(&now).zip(&before) {
                    let amount = now - before;
                    person.credits.extend((amount != 0).then(|| Credit { amount, ..credit.clone() }));
                }
                before = now;
            }
        }
        people
    }
}

/// The credits of one payment, under a name of their own.
fn named(mut credits: Vec<Credit>, place: usize) -> Vec<Credit> {
    for credit in &mut credits {
        credit.document = format!("{}/{place}", credit.document).into();
        credit.of_document = credit.of_document.take().map(|of| format!("{of}/{place}").into());
    }
    credits
}

fn month<'a>(plan: &'a Plan, workdays: &'a Workdays, people: Vec<Person>) -> Inputs<'a> {
    inputs(plan, workdays, people, PeriodKind::Month, "2026-04")
}

fn bridged(a: &World, b: &World) -> Bridge {
    let (plans, workdays) = ((a.plan(), b.plan()), Workdays::mainland_china());
    bridge(&month(&plans.0, &workdays, a.people()), &month(&plans.1, &workdays, b.people())).unwrap()
}

/// The causes that change something.
fn causes(bridge: &Bridge) -> Vec<Cause> {
    let moves = |cause: &Cause| bridge.lines.iter().any(|line| !line.of(*cause).is_zero());
    Cause::ORDER.into_iter().filter(moves).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn the_parts_add_up_to_the_difference_of_the_two_runs(a in world(), b in world()) {
        let workdays = Workdays::mainland_china();
        let runs = [&a, &b].map(|one| calculate(&month(&one.plan(), &workdays, one.people())).unwrap());
        let bridge = bridged(&a, &b);
        for line in &bridge.lines {
            let earned = |place: usize| runs[place].line(&line.person, &line.component).map_or(0, |line| line.earned_minor);
            prop_assert_eq!((line.before_minor, line.after_minor), (earned(0), earned(1)));
            let all: Exact = line.changes.iter().map(|change| change.minor.clone()).sum();
            prop_assert_eq!(all, Exact::whole(line.after_minor - line.before_minor));
            prop_assert_eq!(line.changes.clone().map(|change| change.cause), Cause::ORDER);
            prop_assert!(line.of(Cause::Rounding).abs() <= Exact::whole(2), "{:?}", line);
        }
        let of_all = |bridge: &Bridge| -> i64 { bridge.lines.iter().map(|line| line.after_minor - line.before_minor).sum() };
        let of_runs = |place: usize| -> i64 { runs[place].lines.iter().map(|line| line.earned_minor).sum() };
        prop_assert_eq!(of_all(&bridge), of_runs(1) - of_runs(0));
    }

    #[test]
    fn equal_inputs_in_any_order_have_no_difference(a in world(), seed in any::<u64>()) {
        let (plan, workdays) = (a.plan(), Workdays::mainland_china());
        let mut mixed = a.people();
        mixed.reverse();
        for person in &mut mixed {
            shuffle(&mut person.credits, seed);
        }
        let bridge = bridge(&month(&plan, &workdays, a.people()), &month(&plan, &workdays, mixed)).unwrap();
        prop_assert!(!bridge.lines.is_empty());
        prop_assert_eq!(causes(&bridge), []);
    }

    #[test]
    fn what_has_not_changed_is_no_part_of_the_difference(a in world(), b in world()) {
        let only = |cause: Cause, changed: World| {
            let mut found = causes(&bridged(&a, &changed));
            found.retain(|one| ![cause, Cause::Rounding].contains(one));
            found
        };
        prop_assert_eq!(only(Cause::Splits, World { splits: b.splits, ..a.clone() }), []);
        prop_assert_eq!(only(Cause::Goals, World { goals: b.goals, ..a.clone() }), []);
        prop_assert_eq!(only(Cause::Plan, World { rate: b.rate, ..a.clone() }), []);
        prop_assert_eq!(only(Cause::Roster, World { coefficient: b.coefficient, ..a.clone() }), []);
        let fewer = a.data.iter().map(|one| Paid { amount: one.amount / 2 + 1, refund: None, ..*one }).collect();
        prop_assert_eq!(only(Cause::Data, World { data: fewer, ..a.clone() }), []);
    }
}
