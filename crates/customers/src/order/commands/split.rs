//! When an edit of an order is a correction: whoever shares it is another, or shares otherwise.

use std::collections::{BTreeMap, BTreeSet};

use beichen_engine::day::{Day, DayRange};
use beichen_kernel::MemberId;
use beichen_people::api::Touch;

use super::super::model::Split;

/// What a changed split reaches: everybody who shared the order or shares it now, on its days and on those of its
/// payments. An amount, a day and a single owner are facts, and reach nothing. Source: incentives.md "Locks".
pub fn split_touches(before: (Day, &[Split]), after: (Day, &[Split]), paid_on: &[Day]) -> Vec<Touch> {
    let shares = |splits: &[Split]| splits.iter().map(|split| (split.member, split.share)).collect::<BTreeMap<_, _>>();
    let is_shared = before.1.len() > 1 || after.1.len() > 1;
    if !is_shared || shares(before.1) == shares(after.1) {
        return Vec::new();
    }
    let members: BTreeSet<MemberId> = before.1.iter().chain(after.1).map(|split| split.member).collect();
    let days: BTreeSet<Day> = paid_on.iter().copied().chain([before.0, after.0]).collect();
    let on = |day: Day| DayRange::including(day, day);
    members
        .into_iter()
        .flat_map(|member| days.iter().map(move |&day| Touch::Member { member, days: on(day) }))
        .collect()
}

#[cfg(test)]
mod tests {
    use beichen_engine::rate::Rate;
    use uuid::Uuid;

    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn split(member: u128, ppm: i64) -> Split {
        Split { member: MemberId::from(Uuid::from_u128(member)), share: Rate::from_ppm(ppm) }
    }

    fn touch(member: u128, on: &str) -> Touch {
        let days = DayRange::new(day(on), day(on).plus_days(1));
        Touch::Member { member: MemberId::from(Uuid::from_u128(member)), days }
    }

    #[test]
    fn a_single_owner_an_amount_and_a_day_are_facts() {
        let (march, april) = (day("2026-03-02"), day("2026-04-02"));
        let alone = [split(1, 1_000_000)];
        assert_eq!(split_touches((march, &alone), (april, &[split(2, 1_000_000)]), &[]), []);
        let shared = [split(1, 400_000), split(2, 600_000)];
        let turned = [split(2, 600_000), split(1, 400_000)];
        assert_eq!(split_touches((march, &shared), (april, &turned), &[march]), [], "the same shares");
    }

    #[test]
    fn another_split_reaches_all_who_shared_on_the_order_s_day_and_on_its_payments() {
        let (march, paid) = (day("2026-03-02"), day("2026-04-05"));
        let touches =
            split_touches((march, &[split(1, 1_000_000)]), (march, &[split(2, 500_000), split(3, 500_000)]), &[paid]);
        let expected = [
            touch(1, "2026-03-02"),
            touch(1, "2026-04-05"),
            touch(2, "2026-03-02"),
            touch(2, "2026-04-05"),
            touch(3, "2026-03-02"),
            touch(3, "2026-04-05"),
        ];
        assert_eq!(touches, expected);
        let (before, after) = ([split(1, 500_000), split(2, 500_000)], [split(1, 400_000), split(2, 600_000)]);
        assert_eq!(split_touches((march, &before), (march, &after), &[]).len(), 2, "other shares of the same people");
    }
}
