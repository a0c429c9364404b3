//! Dividing to the last unit: worked examples and the laws of dividing.

use beichen_engine::allocate::{AllocateError, allocate};
use beichen_engine::exact::Exact;
use proptest::prelude::*;

#[test]
fn worked_examples() {
    let cases: [(i64, &[i128], &[i64]); 10] = [
        (5, &[70, 30], &[4, 1]),    // 3.5 and 1.5 tie: the earlier
        (-5, &[70, 30], &[-4, -1]), // -5 is shared out as 5 is
        (5, &[30, 70], &[2, 3]),
        (100, &[1, 1, 1], &[34, 33, 33]),
        (-100, &[1, 1, 1], &[-34, -33, -33]),
        (10_000, &[50, 25, 25], &[5_000, 2_500, 2_500]),
        (1, &[0, 0, 7], &[0, 0, 1]),
        (0, &[1, 2], &[0, 0]),
        (2, &[1, 1, 1], &[1, 1, 0]),
        (150_000, &[1, 1], &[75_000, 75_000]), // two tied second share 1 500
    ];
    for (total, weights, parts) in cases {
        assert_eq!(allocate(total, weights).unwrap(), parts, "{total} by {weights:?}");
    }
    assert_eq!(allocate(5, &[0, 0]), Err(AllocateError::NothingToShareBy));
    assert_eq!(allocate(5, &[]), Err(AllocateError::NothingToShareBy));
    assert_eq!(allocate(5, &[2, -1]), Err(AllocateError::NegativeWeight));
}

fn weights() -> impl Strategy<Value = Vec<i128>> {
    let weight = prop_oneof![Just(0_i128), 1_i128..1_000, 0..i128::from(i64::MAX), 0..i128::MAX / 8];
    prop::collection::vec(weight, 1..8)
        .prop_filter("something to share by", |weights| weights.iter().any(|weight| *weight > 0))
}

/// Never `i64::MIN`, which has no opposite.
fn total() -> impl Strategy<Value = i64> {
    prop_oneof![-1_000_i64..1_000, -i64::MAX..=i64::MAX]
}

proptest! {
    #[test]
    fn nothing_is_lost_and_nobody_is_off_by_a_whole_unit(total in total(), weights in weights()) {
        let parts = allocate(total, &weights).unwrap();
        prop_assert_eq!(parts.iter().map(|part| i128::from(*part)).sum::<i128>(), i128::from(total));
        let whole: Exact = weights.iter().map(|weight| Exact::ratio(*weight, 1).unwrap()).sum();
        for (part, weight) in parts.iter().zip(&weights) {
            let share = Exact::ratio(*weight, 1).unwrap().checked_div(&whole).unwrap();
            let off = (&Exact::whole(*part) - &(&share * &Exact::whole(total))).abs();
            prop_assert!(off < Exact::ONE);
            prop_assert!(*weight != 0 || *part == 0);
        }
    }

    #[test]
    fn dividing_is_symmetric(total in total(), weights in weights()) {
        let parts = allocate(total, &weights).unwrap();
        let opposite: Vec<i64> = parts.iter().map(|part| -part).collect();
        prop_assert_eq!(allocate(-total, &weights).unwrap(), opposite);
    }

    /// The same weights, a quintillion times as heavy, no longer fit 128 bits with the amount.
    #[test]
    fn the_big_way_and_the_small_way_agree(total in 1_000_000_i64..=i64::MAX, weights in prop::collection::vec(0_i128..1_000_000, 1..8)) {
        prop_assume!(weights.iter().any(|weight| *weight > 0));
        let heavy: Vec<i128> = weights.iter().map(|weight| weight * (i128::MAX / 8_000_000)).collect();
        prop_assert_eq!(allocate(total, &weights).unwrap(), allocate(total, &heavy).unwrap());
    }
}
