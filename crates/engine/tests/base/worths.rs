//! What orders, payments, refunds and entries are worth under each kind of measure, by hand.

use crate::accounts::{A, Account, B, at, day, line, measure, of, order, payees, payment, refund, short, text, units};
use beichen_engine::credit::{CreditError, CreditExceptionReason, Everything};
use beichen_engine::document::{
    CustomerFacts, DocumentView, Entry, EntryKind, Fields, Order, OrderLine, PayeeError, check_payees,
};
use beichen_engine::ids::{DocumentId, UnitId};
use beichen_engine::measure::MeasureSpec;
use beichen_engine::rate::Rate;
use beichen_engine::worth::{Crediting, CustomerFirsts};

fn split(lines: Vec<OrderLine>) -> Order {
    Order { payees: payees(&[(A, 70), (B, 30)]), ..order(lines) }
}

#[test]
fn orders_credit_their_net_amount_on_the_day_of_signing_split_to_the_fen() {
    let account = Account::new(split(vec![line(1, 5, 6), line(2, 1_000, 1_130)]), vec![], vec![]);
    let credits = account.credits(&measure(of("orders")));
    assert_eq!(short(&credits), [(1, 1, A, 4), (1, 1, B, 1), (1, 2, A, 700), (1, 2, B, 300)]);
    assert!(credits.iter().all(|credit| credit.day == day("2026-03-10")));
    assert!(credits.iter().all(|credit| credit.unit == Some(UnitId(1)) && credit.recorded == at(1)));
    let gross = measure(MeasureSpec { amount: text("gross"), ..of("orders") });
    assert_eq!(account.amounts(&gross)[2], (1, 2, A, 791));
}

#[test]
fn a_negative_line_is_split_as_its_opposite() {
    let account = Account::new(split(vec![line(1, -5, -5)]), vec![], vec![]);
    assert_eq!(account.amounts(&measure(of("orders"))), [(1, 1, A, -4), (1, 1, B, -1)]);
}

#[test]
fn a_cancelled_order_is_worth_nothing_but_its_payments_stay() {
    let mut account = Account::new(order(vec![line(1, 100, 113)]), vec![payment(5, 113)], vec![]);
    let cancelled = Order { recorded: at(6), cancelled: true, ..account.versions[0].clone() };
    account.versions.push(cancelled);
    for nothing in ["orders", "quantity", "margin"] {
        assert_eq!(account.amounts(&measure(of(nothing))), [], "{nothing}");
    }
    assert_eq!(account.amounts(&measure(of("payments"))), [(105, 1, A, 113)]);
}

#[test]
fn the_last_version_of_an_order_counts_with_its_first_recording() {
    let mut account = Account::new(order(vec![line(1, 100, 100)]), vec![], vec![]);
    let edited = Order { recorded: at(6), ..split(vec![line(1, 300, 300)]) };
    account.versions.push(edited);
    let credits = account.credits(&measure(of("orders")));
    assert_eq!(short(&credits), [(1, 1, A, 210), (1, 1, B, 90)]);
    assert_eq!(credits[0].recorded, at(1));
}

#[test]
fn payments_credit_gross_or_net_on_the_day_received() {
    let account =
        Account::new(split(vec![line(1, 10_000, 11_300)]), vec![payment(5, 3_333), payment(6, 9_000)], vec![]);
    // 9 000 has room for 7 967; the rest is unmatched and earns nothing.
    assert_eq!(
        account.amounts(&measure(of("payments"))),
        [(105, 1, A, 2_333), (105, 1, B, 1_000), (106, 1, A, 5_577), (106, 1, B, 2_390)]
    );
    let net = measure(MeasureSpec { amount: text("net"), ..of("payments") });
    assert_eq!(account.amounts(&net), [(105, 1, A, 2_065), (105, 1, B, 885), (106, 1, A, 4_935), (106, 1, B, 2_115)]);
    assert!(account.credits(&net).iter().all(|credit| credit.day == day("2026-03-20")));
}

#[test]
fn a_refund_credits_on_its_own_day_or_on_that_of_what_it_takes_back() {
    let account = Account::new(order(vec![line(1, 100, 100)]), vec![payment(5, 100)], vec![refund(6, 5, 40)]);
    let own = account.credits(&measure(of("payments")));
    assert_eq!(short(&own), [(105, 1, A, 100), (106, 1, A, -40)]);
    assert_eq!((own[1].day, own[1].unit), (day("2026-04-05"), Some(UnitId(2))));
    assert_eq!(own[1].of_document, Some(DocumentId(105)));
    assert_eq!(own[1].of_day, Some(day("2026-03-20")));
    assert_eq!((own[0].of_document, own[0].of_day), (None, None));

    let original = measure(MeasureSpec { refund_day: text("original"), ..of("payments") });
    let original = account.credits(&original);
    assert_eq!((original[1].day, original[1].unit), (day("2026-03-20"), Some(UnitId(1))));
    assert_eq!(original[1].amount, -40);
}

#[test]
fn a_condition_counts_lines_also_of_payments_and_refunds() {
    let account =
        Account::new(order(vec![line(1, 600, 600), line(2, 400, 400)]), vec![payment(5, 500)], vec![refund(6, 5, 100)]);
    let goods = |document: &DocumentView<'_>| Ok(document.product.family != "服务");
    for (of_what, expected) in
        [("orders", vec![(1, 1, A, 600)]), ("payments", vec![(105, 1, A, 300), (106, 1, A, -60)])]
    {
        let measure = measure(MeasureSpec { filter: text("goods"), ..of(of_what) });
        let how = Crediting { number: 7, measure: &measure, condition: &goods, units: &units };
        let firsts = CustomerFirsts::default();
        let worth = how.account_worth(&account.view(), &account.spread(), firsts).unwrap();
        assert_eq!(short(&worth.credits), expected);
        assert!(worth.credits.iter().all(|credit| credit.measure == 7));
    }
}

#[test]
fn a_refund_shows_a_condition_what_its_payment_shows() {
    let account = Account::new(order(vec![line(1, 100, 100)]), vec![payment(5, 100)], vec![refund(6, 5, 40)]);
    let large =
        |document: &DocumentView<'_>| Ok(document.kind == "payment" && document.amount >= 100 && document.is_new);
    let measure = measure(MeasureSpec { filter: text("large"), ..of("payments") });
    let how = Crediting { number: 0, measure: &measure, condition: &large, units: &units };
    let firsts = CustomerFirsts { order: Some(DocumentId(1)), payment: None };
    let worth = how.account_worth(&account.view(), &account.spread(), firsts).unwrap();
    assert_eq!(short(&worth.credits), [(105, 1, A, 100), (106, 1, A, -40)]);
}

#[test]
fn a_condition_that_fails_is_an_error_and_never_a_zero() {
    let account = Account::new(order(vec![line(1, 100, 100)]), vec![], vec![]);
    let fails = |_: &DocumentView<'_>| Err("step limit".to_owned());
    let measure = measure(MeasureSpec { filter: text("fails"), ..of("orders") });
    let how = Crediting { number: 0, measure: &measure, condition: &fails, units: &units };
    let worth = how.account_worth(&account.view(), &account.spread(), CustomerFirsts::default());
    assert_eq!(worth, Err(CreditError::Condition("step limit".to_owned())));
}

#[test]
fn quantity_counts_pieces_and_splits_them_whole() {
    let pieces = OrderLine { quantity: 5, ..line(1, 100, 100) };
    let account = Account::new(split(vec![pieces]), vec![], vec![]);
    assert_eq!(account.amounts(&measure(of("quantity"))), [(1, 1, A, 4), (1, 1, B, 1)]);
}

#[test]
fn margin_is_net_minus_cost_and_a_line_without_cost_is_an_exception() {
    let costed = OrderLine { cost: Some(6_000), ..line(1, 10_000, 11_300) };
    let loss = OrderLine { cost: Some(150), ..line(3, 100, 113) };
    let account = Account::new(order(vec![costed, line(2, 50, 50), loss]), vec![], vec![]);
    let measure = measure(of("margin"));
    let how = Crediting { number: 0, measure: &measure, condition: &Everything, units: &units };
    let firsts = CustomerFirsts::default();
    let worth = how.account_worth(&account.view(), &account.spread(), firsts).unwrap();
    assert_eq!(short(&worth.credits), [(1, 1, A, 4_000), (1, 3, A, -50)]);
    let exception = worth.exceptions[0];
    assert_eq!((exception.document.0, exception.line.unwrap().0), (1, 2));
    assert_eq!(exception.reason, CreditExceptionReason::NoCost);
    assert_eq!(worth.exceptions.len(), 1);
}

#[test]
fn margin_by_payment_comes_in_proportion_and_goes_with_refunds() {
    let costed = OrderLine { cost: Some(6_000), ..line(1, 10_000, 11_300) };
    let account =
        Account::new(order(vec![costed]), vec![payment(5, 3_333), payment(6, 7_967)], vec![refund(7, 5, 3_333)]);
    let measure = measure(MeasureSpec { day: text("received_on"), ..of("margin") });
    // 3 333 × 4 000/11 300 = 1 179.8
    assert_eq!(account.amounts(&measure), [(105, 1, A, 1_180), (107, 1, A, -1_180), (106, 1, A, 2_820)]);
}

#[test]
fn without_a_payee_nobody_is_credited_and_the_close_hears_of_it() {
    let nobody = Order { payees: vec![], ..order(vec![line(1, 100, 100)]) };
    let account = Account::new(nobody, vec![payment(5, 100)], vec![]);
    for (of_what, document) in [("orders", 1), ("payments", 105)] {
        let measure = measure(of(of_what));
        let how = Crediting { number: 0, measure: &measure, condition: &Everything, units: &units };
        let firsts = CustomerFirsts::default();
        let worth = how.account_worth(&account.view(), &account.spread(), firsts).unwrap();
        assert_eq!(worth.credits, []);
        assert_eq!(worth.exceptions[0].document, DocumentId(document));
        assert_eq!(worth.exceptions[0].reason, CreditExceptionReason::NoPayee);
    }
    assert_eq!(account.spread().open(), 0);
}

#[test]
fn a_payment_without_cost_is_one_exception_and_its_refund_none() {
    let split = split(vec![line(1, 100, 113)]);
    let account = Account::new(split, vec![payment(5, 113)], vec![refund(6, 5, 50)]);
    let measure = measure(MeasureSpec { day: text("received_on"), ..of("margin") });
    let how = Crediting { number: 0, measure: &measure, condition: &Everything, units: &units };
    let firsts = CustomerFirsts::default();
    let worth = how.account_worth(&account.view(), &account.spread(), firsts).unwrap();
    assert_eq!(worth.credits, []);
    let documents: Vec<u128> = worth.exceptions.iter().map(|one| one.document.0).collect();
    assert_eq!(documents, [105]);
}

#[test]
fn a_split_must_be_whole() {
    assert_eq!(check_payees(&payees(&[(A, 70), (B, 30)])), Ok(()));
    assert_eq!(check_payees(&[]), Ok(()));
    let short = check_payees(&payees(&[(A, 70), (B, 29)]));
    assert_eq!(short, Err(PayeeError::NotWhole(Rate::from_ppm(990_000))));
    assert_eq!(short.unwrap_err().to_string(), "the shares add up to 99% instead of 100%");
    assert_eq!(check_payees(&payees(&[(A, 50), (A, 50)])), Err(PayeeError::Twice(A)));
    assert_eq!(check_payees(&payees(&[(A, 100), (B, 0)])), Err(PayeeError::NotPositive(B)));
    assert_eq!(check_payees(&payees(&[(A, 110), (B, -10)])), Err(PayeeError::NotPositive(B)));
}

fn entry(kind: EntryKind, value: i64) -> Entry {
    Entry {
        id: DocumentId(50),
        recorded: at(3),
        kind,
        measure: None,
        day: day("2026-03-12"),
        value,
        payees: payees(&[(A, 100)]),
        cancelled: false,
        customer_facts: CustomerFacts::default(),
        fields: Fields::new(),
    }
}

#[test]
fn entries_count_in_the_measures_of_their_kind() {
    let worth = |of_what: &str, entry: &Entry| {
        let measure = measure(of(of_what));
        let how = Crediting { number: 0, measure: &measure, condition: &Everything, units: &units };
        short(&how.entry_worth(entry).unwrap().credits)
    };
    assert_eq!(worth("visits", &entry(EntryKind::Visit, 1)), [(50, 0, A, 1)]);
    assert_eq!(worth("manual", &entry(EntryKind::Visit, 1)), []);
    let manual = |measure: &str| Entry { measure: text(measure), ..entry(EntryKind::Manual, -3) };
    assert_eq!(worth("manual", &manual("m")), [(50, 0, A, -3)]);
    assert_eq!(worth("manual", &manual("penalties")), []);
    let cancelled = Entry { cancelled: true, ..entry(EntryKind::Visit, 1) };
    assert_eq!(worth("visits", &cancelled), []);
}
