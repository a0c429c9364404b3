//! Who sees whom: a lead the days in the own tree, everybody their own.

use beichen_engine::day::{Day, DayRange};
use beichen_kernel::{MemberId, UnitId};
use uuid::Uuid;

use super::{MemberSpan, Stay, Tenure, Visible};
use crate::unit::model::UnitSpan;

const EVER: &str = "9999-12-31";

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn days(from: &str, end: &str) -> DayRange {
    DayRange::new(day(from), day(end))
}

fn member(number: u128) -> MemberId {
    MemberId::from(Uuid::from_u128(number))
}

fn unit(number: u128) -> UnitId {
    UnitId::from(Uuid::from_u128(number))
}

fn span(number: u128, parent: Option<u128>, from: &str, end: &str) -> UnitSpan {
    UnitSpan { unit: unit(number), parent: parent.map(unit), leader: None, days: days(from, end) }
}

fn stay(number: u128, in_unit: u128, from: &str, end: &str) -> Stay {
    Stay { member: member(number), unit: unit(in_unit), days: days(from, end) }
}

/// Region 1 with team 2; person 10 leads the region, 20 and 21 sell in the team.
fn region() -> Vec<UnitSpan> {
    vec![span(1, None, "2026-01-01", EVER), span(2, Some(1), "2026-01-01", EVER), span(3, None, "2026-01-01", EVER)]
}

#[test]
fn a_lead_sees_the_whole_tree_below_on_the_days_of_leading() {
    let led = [Tenure { unit: unit(1), days: days("2026-01-01", EVER) }];
    let stays = [stay(20, 2, "2026-01-01", EVER), stay(30, 3, "2026-01-01", EVER)];
    let visible = Visible::of_lead(member(10), &led, &region(), &stays);
    assert!(visible.includes(member(20), day("2026-02-01")));
    assert!(!visible.includes(member(20), day("2025-12-31")));
    assert!(!visible.includes(member(30), day("2026-02-01")));
    assert_eq!(visible.members_on(day("2026-02-01")), Some(vec![member(10), member(20)]));
}

#[test]
fn a_former_lead_sees_only_the_own_days() {
    let led = [Tenure { unit: unit(2), days: days("2026-02-01", "2026-03-01") }];
    let visible = Visible::of_lead(member(10), &led, &region(), &[stay(20, 2, "2026-01-01", EVER)]);
    assert!(!visible.includes(member(20), day("2026-01-31")));
    assert!(visible.includes(member(20), day("2026-02-28")));
    assert!(!visible.includes(member(20), day("2026-03-01")));
    assert!(visible.includes(member(10), day("2020-01-01")));
}

#[test]
fn whoever_is_transferred_out_is_seen_up_to_that_day() {
    let led = [Tenure { unit: unit(2), days: days("2026-01-01", EVER) }];
    let stays = [stay(20, 2, "2026-01-01", "2026-02-15"), stay(20, 3, "2026-02-15", EVER)];
    let visible = Visible::of_lead(member(10), &led, &region(), &stays);
    assert_eq!(visible.days_of(member(20), days("2026-01-01", "2026-04-01")), [days("2026-01-01", "2026-02-15")]);
    assert!(!visible.includes_all(member(20), days("2026-02-01", "2026-03-01")));
}

#[test]
fn a_unit_moved_under_the_lead_is_seen_from_that_day_on() {
    let tree = [
        span(1, None, "2026-01-01", EVER),
        span(2, None, "2026-01-01", "2026-03-01"),
        span(2, Some(1), "2026-03-01", EVER),
    ];
    let led = [Tenure { unit: unit(1), days: days("2026-01-01", EVER) }];
    let visible = Visible::of_lead(member(10), &led, &tree, &[stay(20, 2, "2026-01-01", EVER)]);
    assert!(!visible.includes(member(20), day("2026-02-28")));
    assert!(visible.includes(member(20), day("2026-03-01")));
}

#[test]
fn people_with_equal_days_share_a_part_of_the_condition() {
    let spans = [20_u128, 21].map(|number| MemberSpan {
        member: member(number),
        from: day("2026-01-01"),
        end: day("2026-02-01"),
    });
    let own = MemberSpan { member: member(10), from: Day::MIN, end: Day::MAX };
    let visible = Visible::Spans([vec![own], spans.to_vec()].concat());
    let (condition, values) = visible.sql("c.payee_id", "c.day", 4).unwrap();
    assert_eq!(condition, "((c.payee_id IN ($4)) OR (c.payee_id IN ($5, $6) AND c.day >= $7 AND c.day < $8))");
    assert_eq!(values.len(), 5);
}

#[test]
fn two_thousand_different_spans_stay_a_shallow_condition() {
    let spans: Vec<MemberSpan> = (0..2_000_i32)
        .map(|number| MemberSpan {
            member: member(number.unsigned_abs().into()),
            from: day("2020-01-01").plus_days(number),
            end: Day::MAX,
        })
        .collect();
    let (condition, values) = Visible::Spans(spans).sql("m", "d", 1).unwrap();
    let mut depth = 0_usize;
    let deepest = condition.chars().fold(0, |deepest: usize, letter| {
        match letter {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        deepest.max(depth)
    });
    assert!(deepest <= 14, "{deepest}");
    assert_eq!(values.len(), 4_000);
}

#[test]
fn nobody_is_a_condition_that_no_row_fulfils_and_everybody_none_at_all() {
    assert_eq!(Visible::Everything.sql("m", "d", 1), None);
    let (condition, values) = Visible::Spans(Vec::new()).sql("m", "d", 1).unwrap();
    assert_eq!((condition.as_str(), values.len()), ("m = $1", 1));
}
