//! Conditions are asked about made-up people and documents; every answer is by hand.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

use std::collections::BTreeMap;

use super::*;
use crate::day::Day;
use crate::document::{CustomerFacts, Fields, LineFacts, ProductFacts};
use crate::rate::Rate;

struct Seller;

impl PersonFacts for Seller {
    fn in_unit(&self, code: &str) -> bool {
        code == "east" || code == "team-1"
    }
    fn unit(&self) -> &'static str {
        "team-1"
    }
    fn grade(&self) -> &'static str {
        "P5"
    }
    fn position(&self) -> &'static str {
        "销售"
    }
    fn joined_on(&self) -> Option<Day> {
        Day::from_ymd(2025, 6, 15)
    }
    fn months_served(&self) -> i64 {
        9
    }
    fn field(&self, key: &str) -> FactValue {
        match key {
            "region" => FactValue::Text("north".to_owned()),
            "rate" => FactValue::Rate(Rate::from_ppm(12_000)),
            "bonus" => FactValue::Money(410_000),
            "size" => FactValue::Integer(i64::MAX),
            "skills" => FactValue::List(vec!["golf".to_owned()]),
            _ => FactValue::Missing,
        }
    }
    fn has_goal(&self, measure: &str) -> bool {
        measure == "collected"
    }
    fn reached(&self, measure: &str, share: Rate) -> bool {
        measure == "collected" && share <= Rate::from_ppm(800_000)
    }
    fn at_least(&self, measure: &str, amount: i64) -> bool {
        measure == "collected" && amount <= 8_000_000
    }
    fn manual(&self, measure: &str) -> Option<i64> {
        (measure == "penalties").then_some(2)
    }
    fn coefficient(&self, key: &str) -> Rate {
        if key == "company" { Rate::from_ppm(1_100_000) } else { Rate::ONE }
    }
}

fn payment() -> LineFacts {
    LineFacts {
        kind: "payment".to_owned(),
        amount: 50_000,
        customer: CustomerFacts {
            code: "K-1".to_owned(),
            tier: "A".to_owned(),
            tags: vec!["vip".to_owned()],
            ..CustomerFacts::default()
        },
        is_new: true,
        product: ProductFacts { code: "X-9".to_owned(), family: "新品".to_owned(), ..ProductFacts::default() },
        fields: Fields::from([("urgent".to_owned(), FactValue::Boolean(true))]),
    }
}

fn compiled(text: &str, place: Place) -> Result<bool, String> {
    let measures = BTreeMap::from([
        ("collected".to_owned(), MeasureShape { unit: MeasureUnit::Money, of: Some(MeasureOf::Payments) }),
        ("penalties".to_owned(), MeasureShape { unit: MeasureUnit::Count, of: Some(MeasureOf::Manual) }),
        ("visits".to_owned(), MeasureShape { unit: MeasureUnit::Count, of: Some(MeasureOf::Manual) }),
        ("budget".to_owned(), MeasureShape { unit: MeasureUnit::Money, of: Some(MeasureOf::Manual) }),
        ("quality".to_owned(), MeasureShape { unit: MeasureUnit::Score { scale: 1 }, of: Some(MeasureOf::Manual) }),
    ]);
    let surroundings = Surroundings::default();
    let words = Vocabulary { place, measures: &measures, surroundings: &surroundings, minor_digits: 2 };
    let first = |problems: Vec<Problem>| problems[0].code.replace("incentives.plan.", "");
    if place == Place::Document {
        let condition = compile_document(text, &words).map_err(first)?;
        return condition.holds(&payment().view()).map_err(|error| error.code().replace("incentives.plan.", ""));
    }
    let condition = compile_person(text, &words).map_err(first)?;
    condition.holds(&Seller).map_err(|error| error.code().replace("incentives.plan.", ""))
}

#[test]
fn a_person_is_asked_exactly() {
    for (text, wanted) in [
        ("in_unit('east') && position == '销售'", true),
        ("in_unit('west') || grade in ['P5', 'P6']", true),
        ("!(unit == 'team-1')", false),
        ("reached('collected', '80%')", true),
        ("reached('collected', '80.0001%')", false),
        ("at_least('collected', '80000.00') && !at_least('collected', '80000.01')", true),
        ("at_least('collected', 80000)", true),
        ("months_served >= 9 && months_served < 10", true),
        ("months_served + 3 * 2 - 1 == 14 && -months_served < 0", true),
        ("joined_on <= '2025-06-15' && joined_on > '2025-06-14'", true),
        ("manual.penalties == 2", true),
        ("coefficient.company == '1.1' && coefficient.company == '110%'", true),
        ("field.region == 'north' && field.region.startsWith('no') && size(field.region) == 5", true),
        ("field.rate == '1.2%' && field.bonus == '4100.00' && field.bonus != '4100.01'", true),
        ("field.nobody == '' && field.nobody == 0 && !field.nobody && !has(field.nobody)", true),
        ("has(field.region) && 'golf' in field.skills && !('chess' in field.skills)", true),
        ("field['region'] == 'north'", true),
        ("has_goal('collected') ? grade == 'P5' : false", true),
    ] {
        assert_eq!(compiled(text, Place::When), Ok(wanted), "{text}");
    }
}

#[test]
fn a_document_is_asked_exactly() {
    for (text, wanted) in [
        ("product.family == '新品' && customer.is_new", true),
        ("amount_at_least('500.00')", true),
        ("amount_at_least('500.01')", false),
        ("'vip' in customer.tags && !('old' in customer.tags)", true),
        ("kind == 'payment' && customer.tier in ['A', 'B'] && field.urgent", true),
        ("customer.field.region != '' || customer.code.contains('-') && product.code.endsWith('9')", true),
    ] {
        assert_eq!(compiled(text, Place::Document), Ok(wanted), "{text}");
    }
}

#[test]
fn what_would_be_inexact_or_unknown_does_not_compile() {
    for (text, code) in [
        ("coefficient.company > 1", "expression_inexact"),
        ("coefficient.company == 1", "expression_inexact"),
        ("months_served > 1.5", "expression_float"),
        ("'x' in 'text'", "expression_in_text"),
        ("'x' in position", "expression_in_text"),
        ("grade >= 'P5'", "expression_no_order"),
        ("role == 'boss'", "unknown_fact"),
        ("matches(grade, 'P.')", "unknown_fact"),
        ("manual.collected > 1", "expression_not_manual"),
        ("manual.budget >= 10000", "expression_not_count"),
        ("manual.quality >= 4", "expression_not_count"),
        ("reached('sold', '80%')", "unknown_measure"),
        ("reached('collected', 0.8)", "expression_arguments"),
        ("reached('collected', '1.5x')", "rate_form"),
        ("months_served", "expression_not_boolean"),
        ("['a'].all(x, x == unit)", "expression_unsupported"),
        ("joined_on > 'yesterday'", "expression_type"),
        ("grade == 5", "expression_type"),
        ("", "expression_empty"),
        ("grade ==", "expression_syntax"),
    ] {
        assert_eq!(compiled(text, Place::When), Err(code.to_owned()), "{text}");
    }
}

#[test]
fn actuals_are_not_known_while_who_is_asked() {
    assert_eq!(compiled("reached('collected', '80%')", Place::Who), Err("expression_not_in_who".to_owned()));
    assert_eq!(compiled("manual.penalties == 0", Place::Who), Err("expression_not_in_who".to_owned()));
    assert_eq!(compiled("has_goal('collected') && in_unit('east')", Place::Who), Ok(true));
}

#[test]
fn a_field_of_unknown_type_is_compared_exactly_or_not_at_all() {
    assert_eq!(compiled("field.rate > 0", Place::When), Err("expression_inexact".to_owned()));
    assert_eq!(compiled("field.bonus == 4100", Place::When), Err("expression_inexact".to_owned()));
    assert_eq!(compiled("field.region", Place::When), Err("expression_value_type".to_owned()));
    assert_eq!(compiled("field.size + 1 > 0", Place::When), Err("expression_overflow".to_owned()));
    assert_eq!(compiled("field.size + 1 > 0 || true", Place::When), Ok(true));
    assert_eq!(compiled("manual.visits == 0", Place::When), Err("expression_overflow".to_owned()), "beyond 64 bits");
}

#[test]
fn a_condition_has_a_step_limit() {
    let long = vec!["true"; STEP_LIMIT].join(" && ");
    assert_eq!(compiled(&long, Place::When), Err("expression_too_long".to_owned()));
    let deep = format!("{}true{}", "(".repeat(300), ")".repeat(300));
    assert!(compiled(&deep, Place::When).is_err());
    assert!(compiled(&vec!["true"; 100].join(" && "), Place::When).unwrap());
}
