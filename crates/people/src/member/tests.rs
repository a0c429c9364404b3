//! Joining, moving and leaving: every refusal.

use beichen_engine::day::{Day, DayRange};
use beichen_kernel::{MemberId, UnitId, Version};
use uuid::Uuid;

use super::model::{Action, Assignment, Member, MemberError, check_names};

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn member(left_on: Option<&str>) -> Member {
    Member {
        id: MemberId::from(Uuid::from_u128(1)),
        version: Version::FIRST,
        code: "a".into(),
        name: "A".into(),
        email: None,
        phone: None,
        notes: None,
        login: None,
        joined_on: day("2026-01-01"),
        left_on: left_on.map(day),
    }
}

fn stay(unit: u128, from: &str, end: &str) -> Assignment {
    Assignment {
        member: MemberId::from(Uuid::from_u128(1)),
        unit: UnitId::from(Uuid::from_u128(unit)),
        grade: None,
        position: None,
        days: DayRange::new(day(from), day(end)),
    }
}

#[test]
fn a_transfer_cuts_the_present_unit_on_its_day() {
    let transfer =
        member(None).transfer(&stay(2, "2026-03-01", "2026-03-01"), &[stay(1, "2026-01-01", "9999-12-31")]).unwrap();
    assert_eq!(transfer.cut, Some(day("2026-01-01")));
    assert_eq!(transfer.row, stay(2, "2026-03-01", "9999-12-31"));
}

#[test]
fn a_transfer_between_two_others_ends_where_the_later_one_begins() {
    let rows = [stay(1, "2026-01-01", "2026-06-01"), stay(3, "2026-06-01", "9999-12-31")];
    let transfer = member(None).transfer(&stay(2, "2026-03-01", "2026-03-01"), &rows).unwrap();
    assert_eq!(transfer.row.days, DayRange::new(day("2026-03-01"), day("2026-06-01")));
}

#[test]
fn nobody_is_transferred_after_leaving() {
    let rows = [stay(1, "2026-01-01", "2026-02-01")];
    let refused = member(Some("2026-01-31")).transfer(&stay(2, "2026-02-01", "2026-02-01"), &rows);
    assert_eq!(refused, Err(MemberError::HasLeft { left_on: "2026-01-31".into() }));
}

#[test]
fn nobody_leaves_twice_before_joining_or_before_a_planned_transfer() {
    let rows = [stay(1, "2026-01-01", "2026-06-01"), stay(3, "2026-06-01", "9999-12-31")];
    assert_eq!(
        member(Some("2026-01-31")).leave(day("2026-03-01"), &[]),
        Err(MemberError::HasLeft { left_on: "2026-01-31".into() })
    );
    assert_eq!(
        member(None).leave(day("2025-12-31"), &rows),
        Err(MemberError::LeavesBeforeJoining { joined_on: "2026-01-01".into() })
    );
    assert_eq!(
        member(None).leave(day("2026-05-31"), &rows),
        Err(MemberError::AssignedLater { from: "2026-06-01".into() })
    );
    let mut leaver = member(None);
    leaver.leave(day("2026-06-01"), &rows).unwrap();
    assert!(leaver.is_here(day("2026-06-01")) && !leaver.is_here(day("2026-06-02")));
}

#[test]
fn only_what_fits_the_state_is_offered() {
    assert!(member(None).permits(Action::Leave) && !member(None).permits(Action::Rejoin));
    assert!(!member(Some("2026-01-31")).permits(Action::Transfer));
    assert!(!member(None).permits(Action::ResetLogin) && member(None).permits(Action::Invite));
}

#[test]
fn code_and_name_are_needed() {
    assert_eq!(check_names(" ", "A"), Err(MemberError::CodeMissing));
    assert_eq!(check_names("a", ""), Err(MemberError::NameMissing));
}
