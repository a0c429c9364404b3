//! Exact fractions: by hand, and against big rationals over the whole range of both forms.

use beichen_engine::exact::{Exact, Rounding};
use beichen_engine::rate::Rate;
use num_bigint::BigInt;
use num_rational::BigRational;
use proptest::prelude::*;

fn exact(text: &str) -> Exact {
    text.parse().unwrap()
}

#[test]
fn fractions_are_kept_in_lowest_terms() {
    assert_eq!(Exact::ratio(6, -4).unwrap().to_string(), "-3/2");
    assert_eq!(Exact::ratio(0, -4).unwrap().to_string(), "0");
    assert_eq!(Exact::ratio(1, 0), None);
    assert_eq!(Exact::of(8_000_000, 10_000_000), Exact::of(4, 5));
    assert_eq!(Exact::from(Rate::parse("2%").unwrap().0).to_string(), "1/50");
    assert_eq!(exact("0.25"), exact("1/4"));
    assert_eq!(exact("-0.5"), exact("-1/2"));
    for text in ["", "-", ".5", "1/0", "a", "1/2/3", "0.5x"] {
        assert!(text.parse::<Exact>().is_err(), "{text}");
    }
    assert_eq!(exact("1/3").checked_div(&Exact::ZERO), None);
}

#[test]
fn a_fen_below_the_gate_is_below_the_gate() {
    let attainment = Exact::of(7_999_999, 10_000_000).unwrap();
    assert!(attainment < exact("0.8"));
    assert!(Exact::of(8_000_000, 10_000_000).unwrap() >= exact("0.8"));
    // Screens show it rounded down, so that nothing reads 80.0 % and pays nothing.
    let percent = &attainment * &Exact::whole(100);
    assert_eq!(percent.decimal(1, Rounding::Down), ("79.9".to_owned(), true));
}

#[test]
fn rounding_has_three_modes_and_any_step() {
    let cases = [
        // value, half up, half even, down
        ("5/2", 3, 2, 2),
        ("7/2", 4, 4, 3),
        ("-5/2", -3, -2, -2),
        ("-7/2", -4, -4, -3),
        ("249/100", 2, 2, 2),
        ("251/100", 3, 3, 2),
        ("-251/100", -3, -3, -2),
        ("3", 3, 3, 3),
        ("1/2", 1, 0, 0),
        ("-1/2", -1, 0, 0),
    ];
    for (value, half_up, half_even, down) in cases {
        let value = exact(value);
        assert_eq!(value.round(1, Rounding::HalfUp), Some(half_up), "{value}");
        assert_eq!(value.round(1, Rounding::HalfEven), Some(half_even), "{value}");
        assert_eq!(value.round(1, Rounding::Down), Some(down), "{value}");
    }
    // 1 234.50 yuan to the whole yuan, in fen
    assert_eq!(Exact::whole(123_450).round(100, Rounding::HalfUp), Some(123_500));
    assert_eq!(Exact::whole(123_450).round(100, Rounding::HalfEven), Some(123_400));
    assert_eq!(Exact::whole(-123_450).round(100, Rounding::HalfUp), Some(-123_500));
    assert_eq!(Exact::whole(123_499).round(100, Rounding::Down), Some(123_400));
    assert_eq!(Exact::whole(5).round(0, Rounding::HalfUp), None);
    let beyond = &Exact::whole(i64::MAX) + &Exact::ONE;
    assert_eq!(beyond.round(1, Rounding::HalfUp), None);
}

#[test]
fn a_rate_that_binary_floats_get_wrong_is_right() {
    // 300 001 at 1.5 %: 4 500.015 yuan, half up to 4 500.02 (binary floats give .01)
    let pay = &Exact::whole(30_000_100) * &exact("0.015");
    assert_eq!(pay.round(1, Rounding::HalfUp), Some(450_002));
    // Joiner on the 15th of a 31-day month: 10 000 × 17/31 = 5 483.87
    let goal = &Exact::whole(1_000_000) * &exact("17/31");
    assert_eq!(goal.round(1, Rounding::HalfUp), Some(548_387));
}

#[test]
fn decimals_say_when_they_are_cut() {
    assert_eq!(exact("2/3").decimal(4, Rounding::Down), ("0.6666".to_owned(), true));
    assert_eq!(exact("2/3").decimal(4, Rounding::HalfUp), ("0.6667".to_owned(), true));
    assert_eq!(exact("-2/3").decimal(4, Rounding::HalfUp), ("-0.6667".to_owned(), true));
    assert_eq!(exact("1/4").decimal(4, Rounding::Down), ("0.2500".to_owned(), false));
    assert_eq!(exact("5/2").decimal(0, Rounding::HalfUp), ("3".to_owned(), true));
    assert_eq!(exact("-1/1000").decimal(2, Rounding::Down), ("0.00".to_owned(), true));
}

#[test]
fn floor_goes_down_also_below_zero() {
    assert_eq!(exact("-1/2").floor(), exact("-1"));
    assert_eq!(exact("7/2").floor(), exact("3"));
    assert_eq!(exact("-4").floor(), exact("-4"));
}

/// Both small values and ones whose products overflow `i128`.
fn number() -> impl Strategy<Value = i128> {
    prop_oneof![
        (-1_000_i128..1_000),
        any::<i64>().prop_map(i128::from),
        any::<i128>(),
        Just(i128::MIN),
        Just(i128::MAX),
    ]
}

fn fraction() -> impl Strategy<Value = (i128, i128)> {
    (number(), number().prop_filter("a denominator", |den| *den != 0))
}

fn big((num, den): (i128, i128)) -> BigRational {
    BigRational::new(BigInt::from(num), BigInt::from(den))
}

fn ours((num, den): (i128, i128)) -> Exact {
    Exact::ratio(num, den).unwrap()
}

proptest! {
    #[test]
    fn every_step_equals_the_same_step_in_big_rationals(a in fraction(), b in fraction()) {
        let (x, y) = (ours(a), ours(b));
        prop_assert_eq!((&x + &y).to_string(), (big(a) + big(b)).to_string());
        prop_assert_eq!((&x - &y).to_string(), (big(a) - big(b)).to_string());
        prop_assert_eq!((&x * &y).to_string(), (big(a) * big(b)).to_string());
        prop_assert_eq!(x.cmp(&y), big(a).cmp(&big(b)));
        prop_assert_eq!(x.floor().to_string(), big(a).floor().to_string());
        prop_assert_eq!((-&x).to_string(), (-big(a)).to_string());
        if b.0 != 0 {
            prop_assert_eq!(x.checked_div(&y).unwrap().to_string(), (big(a) / big(b)).to_string());
        }
    }

    #[test]
    fn one_value_has_one_form(a in fraction(), b in fraction()) {
        let (x, y) = (ours(a), ours(b));
        let there_and_back = &(&x + &y) - &y;
        prop_assert_eq!(&there_and_back, &x); // equality is of forms
        prop_assert_eq!(x.to_string().parse::<Exact>().unwrap(), x);
    }

    #[test]
    fn rounding_is_symmetric_and_never_a_unit_off(num in any::<i64>(), den in 1_i64..1_000_000) {
        let value = Exact::of(num, den).unwrap();
        for rounding in [Rounding::HalfUp, Rounding::HalfEven, Rounding::Down] {
            let rounded = value.nearest_whole(rounding);
            prop_assert_eq!((-&value).nearest_whole(rounding), -&rounded);
            prop_assert!((&rounded - &value).abs() < Exact::ONE);
        }
        let off = (&value.nearest_whole(Rounding::HalfUp) - &value).abs();
        prop_assert!(off <= Exact::of(1, 2).unwrap());
    }
}
