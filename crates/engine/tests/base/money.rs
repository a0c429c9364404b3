//! Amounts and rates as text.

use beichen_engine::decimal::{self, DecimalError};
use beichen_engine::money::{Currency, Money, MoneyError};
use beichen_engine::rate::{Rate, RateForm};
use proptest::prelude::*;

fn currency(code: &str) -> Currency {
    code.parse().unwrap()
}

#[test]
fn amounts_have_the_digits_of_their_currency() {
    for (code, text, minor) in [
        ("CNY", "1234.50", 123_450),
        ("CNY", "-0.01", -1),
        ("CNY", "7", 700),
        ("CNY", "7.5", 750),
        ("CNY", "7.500", 750),
        ("JPY", "1500", 1_500),
        ("KWD", "1.234", 1_234),
        ("CNY", "92233720368547758.07", i64::MAX),
    ] {
        assert_eq!(Money::parse(text, currency(code)).unwrap().minor, minor, "{text} {code}");
    }
    assert_eq!(Money::new(123_450, currency("CNY")).to_string(), "1234.50 CNY");
    assert_eq!(Money::new(-5, currency("CNY")).decimal(), "-0.05");
    assert_eq!(Money::new(1_500, currency("JPY")).decimal(), "1500");
    assert_eq!(Money::new(-1_234, currency("KWD")).decimal(), "-1.234");
    assert_eq!(currency("CNY").minor_per_unit(), 100);
}

#[test]
fn what_is_no_amount_is_refused() {
    for text in ["", "-", ".5", "5.", "1,234.50", "12,3O0", "1e3", "+1", " 1", "1 ", "--1", "1.2.3", "１"] {
        assert_eq!(Money::parse(text, Currency::CNY), Err(MoneyError::Decimal(DecimalError::Form(text.to_owned()))));
    }
    assert!(matches!(
        Money::parse("0.001", Currency::CNY),
        Err(MoneyError::Decimal(DecimalError::TooFine { digits: 2, .. }))
    ));
    for text in ["92233720368547758.08", "99999999999999999999999999999999999999999999"] {
        assert!(matches!(Money::parse(text, Currency::CNY), Err(MoneyError::Decimal(DecimalError::TooLarge(_)))));
    }
    for code in ["cny", "CN", "CNYY", "C1Y", "元"] {
        assert!(code.parse::<Currency>().is_err(), "{code}");
    }
}

#[test]
fn finer_amounts_are_rounded_half_away_from_zero_and_counted() {
    for (text, minor, was_rounded) in [
        ("20565.6206", 2_056_562, true),
        ("0.005", 1, true),
        ("-0.005", -1, true),
        ("0.0049999999999999999999999999999999999999999999", 0, true),
        ("1.2300", 123, false),
        ("-1.234", -123, true),
        ("1.2350000000000000000000000000000000000000000", 124, true),
    ] {
        let (money, rounded) = Money::parse_rounding(text, Currency::CNY).unwrap();
        assert_eq!((money.minor, rounded), (minor, was_rounded), "{text}");
    }
}

#[test]
fn sums_are_checked() {
    let yuan = |minor| Money::new(minor, Currency::CNY);
    assert_eq!(Money::sum([yuan(1), yuan(2), yuan(-5)], Currency::CNY), Ok(yuan(-2)));
    assert_eq!(Money::sum([], Currency::CNY), Ok(yuan(0)));
    assert_eq!(yuan(i64::MAX).checked_add(yuan(1)), Err(MoneyError::TooLarge));
    assert_eq!(yuan(i64::MIN).checked_neg(), Err(MoneyError::TooLarge));
    assert_eq!(yuan(5).checked_sub(yuan(7)), Ok(yuan(-2)));
    let dollar = Money::new(1, currency("USD"));
    assert_eq!(yuan(1).checked_add(dollar), Err(MoneyError::Mixed(Currency::CNY, currency("USD"))));
}

#[test]
fn rates_are_read_in_every_form_of_the_plan_language() {
    for (text, ppm, form) in [
        ("2%", 20_000, RateForm::Percent),
        ("130%", 1_300_000, RateForm::Percent),
        ("0.5%", 5_000, RateForm::Percent),
        ("3‰", 3_000, RateForm::PerMille),
        ("0.02", 20_000, RateForm::Decimal),
        ("1.3", 1_300_000, RateForm::Decimal),
        ("1.5x", 1_500_000, RateForm::Times),
        ("-5%", -50_000, RateForm::Percent),
    ] {
        assert_eq!(Rate::parse(text), Ok((Rate::from_ppm(ppm), form)), "{text}");
    }
    for text in ["0.0000001", "0.00001%", "0.0001‰", "%", "x", "2 %", "two", "1/2"] {
        assert!(Rate::parse(text).is_err(), "{text}");
    }
    assert_eq!(Rate::from_ppm(1_300_000).decimal(), "1.3");
    assert_eq!(Rate::from_ppm(2_000_000).decimal(), "2");
    assert_eq!(Rate::from_ppm(20_000).percent(), "2%");
    assert_eq!(Rate::from_ppm(12_345).percent(), "1.2345%");
    assert_eq!(Rate::from_ppm(100_000_000).percent(), "10000%");
    assert_eq!(serde_json::to_string(&Rate::from_ppm(800_000)).unwrap(), "\"0.8\"");
}

proptest! {
    #[test]
    fn decimal_text_comes_back_as_it_went(value in any::<i64>(), digits in 0_u8..7) {
        let text = decimal::format(value, digits);
        prop_assert_eq!(decimal::parse_exact(&text, digits), Ok(value));
        let short = decimal::format_short(value, digits);
        prop_assert_eq!(decimal::parse_exact(&short, digits), Ok(value));
    }
}
