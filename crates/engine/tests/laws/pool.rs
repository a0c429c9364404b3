//! Laws of pools and overrides over random companies: nothing is lost, no order of input matters.

use beichen_engine::calculate::{Person, Run, Segment};
use beichen_engine::calendar::PeriodKind;
use beichen_engine::day::{Day, DayRange};
use proptest::prelude::*;

use crate::world::{Paid, credits, paid, person, plan, run};

pub const COMPONENTS: &str = r#"
[[component]]
key = "own"
kind = "commission"
period = "month"
measure = "collected"
rate = "3.7%"

[[component]]
key = "all"
kind = "override"
period = "month"
of = "collected"
rate = "1.3%"

[[component]]
key = "direct"
kind = "override"
period = "month"
component = "own"
rate = "10%"
depth = 1

[[component]]
key = "even"
kind = "pool"
period = "month"
pot = "100.01"
among = "unit"

[[component]]
key = "earned"
kind = "pool"
period = "month"
pot = { rate = "0.7%", of = "collected" }
among = "unit"
share = "contribution"
measure = "collected"
"#;

/// The unit, the lead's place among those before, and payments.
pub type Seed = (u8, usize, Vec<Paid>);

pub fn company() -> impl Strategy<Value = Vec<Seed>> {
    proptest::collection::vec((0..3_u8, 0..8_usize, proptest::collection::vec(paid(), 0..6)), 1..9)
}

/// Everybody is led by somebody named before, and by those above them.
pub fn people(seeds: &[Seed]) -> Vec<Person> {
    let year = DayRange::new(Day::from_ymd(2026, 1, 1).unwrap(), Day::from_ymd(2027, 1, 1).unwrap());
    let mut people: Vec<Person> = Vec::new();
    for (place, (unit, lead, paid)) in seeds.iter().enumerate() {
        let above =
            people.get(lead % (place + 1)).map(|lead: &Person| (lead.id.clone(), lead.segments[0].leads.clone()));
        let leads = above.map(|(id, above)| [vec![id], above].concat()).unwrap_or_default();
        let segment = Segment { units: vec![format!("u{unit}")], leads, ..Segment::blank(year) };
        let key = format!("p{place}");
        let own = credits(paid).into_iter().map(|mut credit| {
            credit.document = format!("{key}/{}", credit.document).into();
            credit.of_document = credit.of_document.map(|of| format!("{key}/{of}").into());
            credit
        });
        people.push(Person { segments: vec![segment], credits: own.collect(), ..person(&key, 0, 1, &[]) });
    }
    people
}

fn sum(run: &Run, component: &str, of: impl Fn(&str) -> bool) -> i64 {
    run.lines.iter().filter(|line| line.component == component && of(&line.person)).map(|line| line.earned_minor).sum()
}

/// A quotient rounded half away from zero, reckoned in whole numbers.
fn rounded(num: i128, den: i128) -> i64 {
    let (quotient, rest) = (num.abs() / den, num.abs() % den);
    i64::try_from((quotient + i128::from(rest * 2 >= den)) * num.signum()).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_pot_is_paid_to_the_last_fen_or_not_at_all(seeds in company()) {
        let run = run(&plan(COMPONENTS), people(&seeds), PeriodKind::Month, "2026-03");
        for unit in 0..3_u8 {
            let mates: Vec<String> = seeds.iter().enumerate().filter(|(_, seed)| seed.0 == unit).map(|(place, _)| format!("p{place}")).collect();
            let is_mate = |person: &str| mates.iter().any(|mate| mate == person);
            prop_assert_eq!(sum(&run, "even", is_mate), if mates.is_empty() { 0 } else { 10_001 });
            let nets: Vec<i128> = mates.iter().map(|mate| net(&run, mate)).collect();
            let has_share = nets.iter().any(|net| *net > 0);
            let pot = rounded(nets.iter().sum::<i128>().max(0) * 7, 1_000);
            prop_assert_eq!(sum(&run, "earned", is_mate), if has_share { pot } else { 0 });
        }
        for line in &run.lines {
            let parts: i64 = line.documents.iter().map(|part| part.part_minor).sum();
            prop_assert_eq!(parts + line.unattributed_minor, line.earned_minor);
        }
    }

    #[test]
    fn an_override_is_its_rate_of_everybody_below(seeds in company()) {
        let people = people(&seeds);
        let run = run(&plan(COMPONENTS), people.clone(), PeriodKind::Month, "2026-03");
        for lead in &people {
            let below: Vec<&Person> = people.iter().filter(|one| one.segments[0].leads.contains(&lead.id)).collect();
            let credited: i128 = below.iter().map(|one| net(&run, &one.id)).sum();
            prop_assert_eq!(run.line(&lead.id, "all").unwrap().earned_minor, rounded(credited * 13, 1_000));
            let nearest = people.iter().filter(|one| one.segments[0].leads.first() == Some(&lead.id));
            let pay: i128 = nearest.map(|one| i128::from(run.line(&one.id, "own").unwrap().earned_minor)).sum();
            prop_assert_eq!(run.line(&lead.id, "direct").unwrap().earned_minor, rounded(pay.max(0), 10));
        }
    }

    #[test]
    fn the_order_of_people_and_credits_does_not_matter(seeds in company()) {
        let people = people(&seeds);
        let mut turned: Vec<Person> = people.iter().rev().cloned().collect();
        for person in &mut turned {
            person.credits.reverse();
        }
        let plan = plan(COMPONENTS);
        let (one, other) = (run(&plan, people, PeriodKind::Month, "2026-03"), run(&plan, turned, PeriodKind::Month, "2026-03"));
        prop_assert_eq!(one, other);
    }
}

/// What somebody's commission says was credited.
fn net(run: &Run, person: &str) -> i128 {
    let line = run.line(person, "own").unwrap();
    line.documents.iter().map(|part| i128::from(part.credited)).sum()
}
