//! Measures: defaults, refusals, one canonical text.

use beichen_engine::measure::{
    AmountBasis, CapOrder, Measure, MeasureDay, MeasureError, MeasureOf, MeasureProblem, MeasureSpec, MeasureUnit,
    RefundDay,
};
use beichen_engine::money::Currency;

fn spec(of: &str) -> MeasureSpec {
    MeasureSpec { of: of.to_owned(), ..MeasureSpec::default() }
}

fn read(spec: &MeasureSpec) -> Result<Measure, Vec<MeasureError>> {
    Measure::try_new("collected", spec, Currency::CNY)
}

fn text(text: &str) -> Option<String> {
    Some(text.to_owned())
}

#[test]
fn defaults_follow_what_is_counted() {
    use AmountBasis::{Gross, Net};
    use MeasureDay::{Own, ReceivedOn, SignedOn};
    use MeasureUnit::{Count, Money, Score};
    for (of, amount, day, unit) in [
        ("orders", Net, SignedOn, Money),
        ("payments", Gross, ReceivedOn, Money),
        ("margin", Net, SignedOn, Money),
        ("quantity", Net, SignedOn, Count),
        ("new_customers", Net, SignedOn, Count),
        ("first_orders", Net, SignedOn, Money),
        ("visits", Net, Own, Count),
        ("csat", Net, Own, Score { scale: 2 }),
        ("manual", Net, Own, Count),
        ("events", Net, Own, Count),
    ] {
        let measure = read(&spec(of)).unwrap();
        assert_eq!((measure.amount, measure.day, measure.unit), (amount, day, unit), "{of}");
        assert_eq!((measure.refund_day, measure.cap_each), (RefundDay::Own, None));
    }
}

#[test]
fn what_has_no_meaning_is_refused_with_its_attribute() {
    let attributes = |spec: &MeasureSpec| -> Vec<&'static str> {
        read(spec).unwrap_err().into_iter().map(|error| error.attribute).collect()
    };
    assert_eq!(attributes(&spec("sales")), ["of"]);
    assert_eq!(attributes(&MeasureSpec { day: text("received_on"), ..spec("orders") }), ["day"]);
    assert_eq!(attributes(&MeasureSpec { day: text("signed_on"), ..spec("payments") }), ["day"]);
    assert_eq!(attributes(&MeasureSpec { day: text("signed_on"), ..spec("manual") }), ["day"]);
    assert_eq!(attributes(&MeasureSpec { amount: text("net"), ..spec("quantity") }), ["amount"]);
    assert_eq!(attributes(&MeasureSpec { amount: text("brutto"), ..spec("orders") }), ["amount"]);
    assert_eq!(attributes(&MeasureSpec { unit: text("count"), ..spec("orders") }), ["unit"]);
    assert_eq!(attributes(&MeasureSpec { scale: Some(2), ..spec("orders") }), ["scale"]);
    let score = MeasureSpec { unit: text("score"), scale: Some(7), ..spec("manual") };
    assert_eq!(attributes(&score), ["scale"]);
    assert_eq!(attributes(&MeasureSpec { refund_day: text("original"), ..spec("orders") }), ["refund_day"]);
    for cap in ["0", "-1.00", "1.001", "much"] {
        assert_eq!(attributes(&MeasureSpec { cap_each: text(cap), ..spec("orders") }), ["cap_each"]);
    }
    let many = MeasureSpec { day: text("received_on"), cap_order: text("x"), ..spec("orders") };
    assert_eq!(attributes(&many), ["cap_order", "day"]);
    let key = Measure::try_new("Sales", &spec("orders"), Currency::CNY).unwrap_err();
    assert_eq!(key[0].problem, MeasureProblem::Key("Sales".to_owned()));
}

#[test]
fn margin_by_payment_may_choose_the_day_of_its_refunds() {
    let margin = MeasureSpec { day: text("received_on"), refund_day: text("original"), ..spec("margin") };
    assert_eq!(read(&margin).unwrap().refund_day, RefundDay::Original);
    assert!(read(&margin).unwrap().counts_payments());
    assert!(read(&MeasureSpec { refund_day: text("own"), ..spec("margin") }).is_err());
}

#[test]
fn a_definition_that_states_its_defaults_is_the_same_measure() {
    let short = read(&spec("payments")).unwrap();
    let long = read(&MeasureSpec {
        amount: text("gross"),
        day: text("received_on"),
        unit: text("money"),
        refund_day: text("own"),
        cap_order: text("cap_then_split"), // without cap_each it says nothing
        ..spec("payments")
    })
    .unwrap();
    assert_eq!(short, long);
    assert_eq!(short.hash(Currency::CNY), long.hash(Currency::CNY));
    assert_eq!(
        short.canonical(Currency::CNY),
        "key = \"collected\"\nof = \"payments\"\namount = \"gross\"\nday = \"received_on\"\n\
         unit = \"money\"\ncurrency = \"CNY\"\nrefund_day = \"own\"\n"
    );
}

#[test]
fn the_hash_changes_with_every_attribute() {
    let base = MeasureSpec { cap_each: text("500000.00"), ..spec("payments") };
    let hash = |spec: &MeasureSpec| read(spec).unwrap().hash(Currency::CNY);
    assert_eq!(hash(&base).len(), 64);
    for other in [
        spec("payments"),
        MeasureSpec { amount: text("net"), ..base.clone() },
        MeasureSpec { filter: text("kind == \"payment\""), ..base.clone() },
        MeasureSpec { refund_day: text("original"), ..base.clone() },
        MeasureSpec { cap_order: text("cap_then_split"), ..base.clone() },
        MeasureSpec { cap_each: text("500000.01"), ..base.clone() },
        MeasureSpec { cap_each: text("500000.00"), ..spec("orders") },
    ] {
        assert_ne!(hash(&other), hash(&base), "{other:?}");
    }
    let usd = "USD".parse().unwrap();
    assert_ne!(read(&base).unwrap().hash(usd), hash(&base));
    let spaced = MeasureSpec { filter: text("  is_new  "), ..base.clone() };
    assert_eq!(hash(&spaced), hash(&MeasureSpec { filter: text("is_new"), ..base }));
}

#[test]
fn amounts_have_the_digits_of_the_unit() {
    let score = MeasureSpec { unit: text("score"), scale: Some(1), ..spec("manual") };
    let score = read(&score).unwrap();
    assert_eq!(score.parse_amount("4.5", Currency::CNY), Ok(45));
    assert_eq!(score.format_amount(45, Currency::CNY), "4.5");
    let capped = MeasureSpec { cap_each: text("3"), ..spec("quantity") };
    assert_eq!(read(&capped).unwrap().cap_each, Some(3));
    let order = MeasureSpec { cap_each: text("9"), cap_order: text("cap_then_split"), ..spec("quantity") };
    assert_eq!(read(&order).unwrap().cap_order, CapOrder::CapThenSplit);
    assert_eq!(read(&spec("nps")).unwrap().of, MeasureOf::Nps);
}
