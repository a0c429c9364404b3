//! The order in which people, credits and goals are handed in never matters.

use beichen_engine::calendar::PeriodKind;
use proptest::prelude::*;

use crate::world::{EVERYTHING, paid, person, plan, run};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_order_of_people_credits_and_goals_gives_the_same_run(
        first in prop::collection::vec(paid(), 0..25),
        second in prop::collection::vec(paid(), 0..25),
        seed in any::<u64>(),
        month in 1..=10_u32,
    ) {
        let plan = plan(EVERYTHING);
        let people = vec![person("a", 0, 300_000, &first), person("b", 40, 100_000, &second)];
        let mut mixed = people.clone();
        mixed.reverse();
        for person in &mut mixed {
            shuffle(&mut person.credits, seed);
            shuffle(&mut person.goals, seed ^ 7);
        }
        let period = format!("2026-{month:02}");
        let (straight, mixed) =
            (run(&plan, people, PeriodKind::Month, &period), run(&plan, mixed, PeriodKind::Month, &period));
        prop_assert_eq!(straight.hash(), mixed.hash());
        prop_assert_eq!(straight, mixed);
    }
}

pub fn shuffle<T>(list: &mut [T], mut seed: u64) {
    for place in (1..list.len()).rev() {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        list.swap(place, (seed >> 33) as usize % (place + 1));
    }
}
