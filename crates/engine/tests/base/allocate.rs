//! Dividing to the last unit: worked examples and the laws of dividing.

use beichen_engine::allocate::{AllocateError, allocate, allocate_exact, cumulative_part, cumulative_parts};
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

#[test]
fn weights_may_be_fractions() {
    let weights = ["1/3", "1/6", "1/2"].map(|text| text.parse::<Exact>().unwrap());
    assert_eq!(allocate_exact(100, &weights).unwrap(), [33, 17, 50]);
}

#[test]
fn partial_refunds_divide_the_running_total() {
    // 1.00 of two equal payees, taken back as 33, 33 and 34 fen
    assert_eq!(cumulative_parts(0, 33, &[50, 50]).unwrap(), [17, 16]);
    assert_eq!(cumulative_parts(33, 33, &[50, 50]).unwrap(), [16, 17]);
    assert_eq!(cumulative_parts(66, 34, &[50, 50]).unwrap(), [17, 17]);
    // net of a line of 113.00 gross and 100.00 net, paid as 33.33 and 79.67
    assert_eq!(cumulative_part(0, 3_333, 10_000, 11_300), Some(2_950));
    assert_eq!(cumulative_part(3_333, 7_967, 10_000, 11_300), Some(7_050));
    assert_eq!(cumulative_part(0, 5, 1, 0), None);
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

    #[test]
    fn the_big_way_and_the_small_way_agree(total in total(), weights in prop::collection::vec(0_i128..1_000_000, 1..8)) {
        prop_assume!(weights.iter().any(|weight| *weight > 0));
        let exact: Vec<Exact> = weights.iter().map(|weight| Exact::ratio(*weight, 7).unwrap()).collect();
        prop_assert_eq!(allocate(total, &weights).unwrap(), allocate_exact(total, &exact).unwrap());
    }

    #[test]
    fn a_full_refund_in_any_steps_leaves_nothing(parts in prop::collection::vec(0_i64..10_000, 1..6), cuts in prop::collection::vec(0_i64..60_000, 0..5)) {
        let whole: i64 = parts.iter().sum();
        prop_assume!(whole > 0);
        let weights: Vec<i128> = parts.iter().map(|part| i128::from(*part)).collect();
        let mut stops: Vec<i64> = cuts.into_iter().map(|cut| cut % (whole + 1)).collect();
        stops.push(whole);
        stops.sort_unstable();
        let mut left = parts.clone();
        let mut before = 0;
        for stop in stops {
            for (left, taken) in left.iter_mut().zip(cumulative_parts(before, stop - before, &weights).unwrap()) {
                *left -= taken;
            }
            before = stop;
        }
        prop_assert!(left.iter().all(|left| *left == 0));
    }
}
