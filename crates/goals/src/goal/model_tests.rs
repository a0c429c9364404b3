//! Goals: drafts and versions, spreading to the last fen, and sums of a tree.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may stop at the first surprise")]

use super::*;
use uuid::Uuid;

fn unit(n: u128) -> UnitId {
    UnitId::from(Uuid::from_u128(n))
}

fn member(n: u128) -> MemberId {
    MemberId::from(Uuid::from_u128(n))
}

fn goal() -> Goal {
    let period = Calendar::natural().find(PeriodKind::Month, "2026-03").unwrap();
    let slot = Slot { measure: "sales".to_owned(), period, subject: Subject::Member(member(1)), level: Level::Goal };
    Goal {
        id: GoalId::from(Uuid::nil()),
        version: Version::FIRST,
        slot,
        amount: 100,
        basis: Basis::Final,
        published: None,
    }
}

#[test]
fn a_changed_goal_is_a_draft_while_the_published_amount_still_counts() {
    let mut goal = goal();
    assert_eq!(goal.state(), GoalState::Draft);
    goal.published = Some(Published { number: 1, amount: 100, basis: Basis::Final });
    assert_eq!(goal.state(), GoalState::Published);
    goal.set(120, Basis::Final);
    assert_eq!(goal.state(), GoalState::Draft);
    assert_eq!(goal.published.unwrap().amount, 100);
    assert_eq!(goal.may_delete(), Err(GoalError::WasPublished));
}

#[test]
fn spreading_evenly_gives_the_left_over_fen_to_the_earlier() {
    assert_eq!(spread(10_000, &[1, 1, 1]).unwrap(), [3_334, 3_333, 3_333]);
}

#[test]
fn spreading_by_last_year_follows_its_shares_and_loses_nothing() {
    // 1,000.00 by 60 : 30 : 10 of 90 in all, one of them below 0 and without a share.
    let parts = spread(100_000, &[600, 300, -100]).unwrap();
    assert_eq!(parts, [66_667, 33_333, 0]);
    assert_eq!(parts.iter().sum::<i64>(), 100_000);
}

#[test]
fn without_people_or_without_a_year_before_there_is_nothing_to_share_by() {
    assert_eq!(spread(100, &[]), Err(GoalError::NothingBelow));
    assert_eq!(spread(100, &[0, 0]), Err(GoalError::NothingToShareBy));
}

#[test]
fn a_unit_is_its_own_amount_or_the_sum_of_what_stands_below() {
    // company 1 ← region 2 (own 500) ← teams 3 and 4; people: 10 in team 3, 11 in team 4, 12 in region 2.
    let tree = Tree {
        above: [(unit(1), None), (unit(2), Some(unit(1))), (unit(3), Some(unit(2))), (unit(4), Some(unit(2)))].into(),
        unit_of: [(member(10), unit(3)), (member(11), unit(4)), (member(12), unit(2))].into(),
    };
    let amounts = [
        (Subject::Unit(unit(2)), 500),
        (Subject::Member(member(10)), 200),
        (Subject::Member(member(11)), 150),
        (Subject::Member(member(12)), 50),
    ]
    .into();
    let nodes = roll_up(&tree, &amounts);
    assert_eq!(nodes[&unit(3)], Node { own: None, below: 200, has_below: true });
    assert_eq!(nodes[&unit(2)], Node { own: Some(500), below: 400, has_below: true });
    assert_eq!(nodes[&unit(2)].gap(), Some(100));
    assert_eq!(nodes[&unit(1)].amount(), 500);
    assert_eq!(nodes[&unit(1)].gap(), None);
}

#[test]
fn an_own_amount_with_nothing_below_it_has_no_gap() {
    let tree = Tree { above: [(unit(1), None)].into(), unit_of: HashMap::new() };
    let nodes = roll_up(&tree, &[(Subject::Unit(unit(1)), 500)].into());
    assert_eq!(nodes[&unit(1)].gap(), None);
}

#[test]
fn publishing_with_a_gap_needs_a_reason() {
    let gaps = [("north".to_owned(), "100.00".to_owned())];
    let refused = check_reason("  ", &gaps).unwrap_err();
    assert_eq!(refused, GoalError::GapNeedsReason { units: 1, first: "north".to_owned(), gap: "100.00".to_owned() });
    assert!(check_reason("the region keeps a reserve", &gaps).is_ok());
    assert!(check_reason("", &[]).is_ok());
}

#[test]
fn a_period_is_known_by_name_or_first_day_and_refused_where_two_begin_that_day() {
    let calendar = Calendar::natural();
    assert_eq!(find_period(&calendar, None, "2026-Q1").unwrap().kind, PeriodKind::Quarter);
    assert_eq!(find_period(&calendar, None, "2026-02-01").unwrap().name, "2026-02");
    let refused = find_period(&calendar, None, "2026-01-01").unwrap_err();
    assert_eq!(refused.code(), "goals.goal.ambiguous_period");
    assert_eq!(find_period(&calendar, Some(PeriodKind::Quarter), "2026-01-01").unwrap().name, "2026-Q1");
    assert_eq!(find_period(&calendar, None, "2026-13").unwrap_err().code(), "goals.goal.unknown_period");
}
