//! Pools and scorecards beyond what examples can say: units by days, ratings of other periods, who has no day left.

use beichen_engine::calculate::{Membership, Person, Rating, Reason, Run, Segment};
use beichen_engine::day::DayRange;

use crate::{credit, days, person, plan, run_all as run};

const POT: &str = r#"
[[component]]
key = "c"
kind = "pool"
period = "month"
pot = { rate = "10%", of = "collected" }
among = "unit"
"#;

const CARD: &str = r#"
[[component]]
key = "c"
kind = "scorecard"
period = "month"
base = "100.00"
indicators = [{ key = "attitude", weight = "100%", rated = "attitude" }]
"#;

/// Somebody in a unit on these days, who collects so much on the 10th of March.
fn mate(id: &str, stays: &[(&str, &str, &str)], amount: i64) -> Person {
    let segment = |(unit, from, last): &(&str, &str, &str)| Segment {
        units: vec![(*unit).to_owned()],
        ..Segment::blank(days(from, last))
    };
    Person {
        id: id.to_owned(),
        code: id.to_owned(),
        membership: Membership::ByWho,
        segments: stays.iter().map(segment).collect(),
        ..person(Vec::new(), vec![credit("2026-03-10", amount, &format!("P-{id}"))])
    }
}

fn pay(run: &Run, person: &str) -> Option<i64> {
    run.line(person, "c").map(|line| line.earned_minor)
}

#[test]
fn who_moves_fills_and_divides_the_pot_of_the_unit_with_most_days() {
    let moved =
        |last: &str, first: &str| mate("m", &[("east", "2026-01-01", last), ("west", first, "2026-12-31")], 200_00);
    let others = || {
        [
            mate("e", &[("east", "2026-01-01", "2026-12-31")], 400_00),
            mate("w", &[("west", "2026-01-01", "2026-12-31")], 600_00),
        ]
    };
    let plan = plan("2026-01-01", "", POT);
    // 16 days in the east: its pot is 10 % of 600.00 for two, the west's 60.00 for one.
    let east = run(&plan, others().into_iter().chain([moved("2026-03-16", "2026-03-17")]).collect());
    assert_eq!(["e", "m", "w"].map(|id| pay(&east, id)), [Some(30_00), Some(30_00), Some(60_00)]);
    // 15 days: 40.00 for one, and 10 % of 800.00 for two.
    let west = run(&plan, others().into_iter().chain([moved("2026-03-15", "2026-03-16")]).collect());
    assert_eq!(["e", "m", "w"].map(|id| pay(&west, id)), [Some(40_00), Some(40_00), Some(40_00)]);
}

#[test]
fn who_has_no_day_of_the_period_has_no_share_and_fills_no_pot() {
    let left = mate("l", &[("east", "2026-01-01", "2026-02-28")], 900_00);
    let run = run(&plan("2026-01-01", "", POT), vec![left, mate("e", &[("east", "2026-01-01", "2026-12-31")], 400_00)]);
    assert_eq!((pay(&run, "l"), pay(&run, "e")), (None, Some(40_00)));
    let parts: Vec<(&str, i64)> =
        run.line("e", "c").unwrap().documents.iter().map(|part| (&*part.document, part.part_minor)).collect();
    assert_eq!(parts, [("P-e", 40_00)], "what the person put in stands behind the share");
}

#[test]
fn a_rating_counts_for_exactly_its_period() {
    let rating = |days: DayRange, score| Rating { name: "attitude".to_owned(), days, score };
    let rated = |ratings| Person { ratings, ..mate("a", &[("east", "2026-01-01", "2026-12-31")], 0) };
    let plan = plan("2026-01-01", "", CARD);
    let others = vec![
        rating(days("2026-02-01", "2026-02-28"), 50_00),
        rating(days("2026-01-01", "2026-03-31"), 60_00),
        rating(days("2026-03-01", "2026-03-31"), 70_00),
    ];
    assert_eq!(pay(&run(&plan, vec![rated(others.clone())]), "a"), Some(70_00));
    let without = run(&plan, vec![rated(others[..2].to_vec())]);
    assert_eq!(without.line("a", "c").unwrap().reason, Some(Reason::NoValue));
}
