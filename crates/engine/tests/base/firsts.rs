//! New customers and first orders: which document counts, and what follows when it is cancelled.

use crate::accounts::{A, Account, B, ORDER, at, day, line, measure, of, order, payees, payment, short, text, units};
use beichen_engine::credit::{Credit, Everything};
use beichen_engine::document::{DocumentView, Order, Recorded};
use beichen_engine::ids::DocumentId;
use beichen_engine::measure::{Measure, MeasureSpec};
use beichen_engine::worth::{Crediting, CustomerFirsts, CustomerOrder};

fn customer_order(id: u128, signed_on: &str, payments: &[(u128, &str)]) -> CustomerOrder {
    let recorded = |id: u128| Recorded { seq: i64::try_from(id).unwrap(), place: 0 };
    CustomerOrder {
        order: DocumentId(id),
        recorded: recorded(id),
        signed_on: day(signed_on),
        cancelled: false,
        payments: payments.iter().map(|(id, received_on)| (DocumentId(*id), day(received_on), recorded(*id))).collect(),
    }
}

fn firsts(orders: &[CustomerOrder]) -> (Option<u128>, Option<(u128, u128)>) {
    let firsts = CustomerFirsts::of(orders);
    (firsts.order.map(|id| id.0), firsts.payment.map(|(order, payment)| (order.0, payment.0)))
}

#[test]
fn the_first_is_by_day_then_recording_and_a_cancelled_one_passes_it_on() {
    let mut orders = vec![
        customer_order(3, "2026-03-01", &[(31, "2026-05-01")]),
        customer_order(2, "2026-03-01", &[(32, "2026-04-01"), (33, "2026-04-01")]),
        customer_order(1, "2026-03-02", &[(34, "2026-03-31")]),
    ];
    assert_eq!(firsts(&orders), (Some(2), Some((1, 34))));
    orders[2].cancelled = true;
    assert_eq!(firsts(&orders), (Some(2), Some((2, 32))));
    orders[1].cancelled = true;
    assert_eq!(firsts(&orders), (Some(3), Some((3, 31))));
    assert_eq!(firsts(&[]), (None, None));
}

fn credits(account: &Account, measure: &Measure, firsts: CustomerFirsts) -> Vec<Credit> {
    let how = Crediting { number: 0, measure, condition: &Everything, units: &units };
    how.account_worth(&account.view(), &account.spread(), firsts).unwrap().credits
}

#[test]
fn the_first_order_counts_one_customer_and_its_net_amount() {
    let split = Order { payees: payees(&[(A, 60), (B, 40)]), ..order(vec![line(1, 100, 113), line(2, 50, 50)]) };
    let account = Account::new(split, vec![payment(5, 113)], vec![]);
    let first = CustomerFirsts { order: Some(ORDER), payment: Some((ORDER, DocumentId(105))) };
    let customers = credits(&account, &measure(of("new_customers")), first);
    assert_eq!(short(&customers), [(1, 0, A, 1)]); // one customer is not cut in two
    assert_eq!(customers[0].day, day("2026-03-10"));
    let amounts = credits(&account, &measure(of("first_orders")), first);
    assert_eq!(short(&amounts), [(1, 1, A, 60), (1, 1, B, 40), (1, 2, A, 30), (1, 2, B, 20)]);

    let later = CustomerFirsts { order: Some(DocumentId(9)), payment: None };
    for of_what in ["new_customers", "first_orders"] {
        assert_eq!(credits(&account, &measure(of(of_what)), later), []);
    }
}

#[test]
fn by_payment_the_customer_is_new_on_the_day_of_the_first_one() {
    let account = Account::new(order(vec![line(1, 100, 113)]), vec![payment(5, 13), payment(6, 100)], vec![]);
    let first = CustomerFirsts { order: None, payment: Some((ORDER, DocumentId(105))) };
    for (of_what, expected) in [("new_customers", (105, 0, A, 1)), ("first_orders", (105, 1, A, 100))] {
        let measure = measure(MeasureSpec { day: text("received_on"), ..of(of_what) });
        let credits = credits(&account, &measure, first);
        assert_eq!(short(&credits), [expected]);
        assert_eq!((credits[0].day, credits[0].recorded), (day("2026-03-20"), at(5)));
    }
}

#[test]
fn a_cancelled_order_makes_no_new_customer() {
    let cancelled = Order { cancelled: true, ..order(vec![line(1, 100, 100)]) };
    let account = Account::new(cancelled, vec![], vec![]);
    let first = CustomerFirsts { order: Some(ORDER), payment: None };
    assert_eq!(credits(&account, &measure(of("new_customers")), first), []);
}

#[test]
fn a_condition_on_products_asks_whether_a_line_fulfils_it() {
    let account = Account::new(order(vec![line(1, 100, 100), line(2, 50, 50)]), vec![], vec![]);
    let first = CustomerFirsts { order: Some(ORDER), payment: None };
    for (family, customers, amounts) in [("服务", vec![(1, 0, A, 1)], vec![(1, 2, A, 50)]), ("新品", vec![], vec![])]
    {
        let condition = |document: &DocumentView<'_>| Ok(document.is_new && document.product.family == family);
        for (of_what, expected) in [("new_customers", customers), ("first_orders", amounts)] {
            let measure = measure(MeasureSpec { filter: text("family"), ..of(of_what) });
            let how = Crediting { number: 0, measure: &measure, condition: &condition, units: &units };
            let worth = how.account_worth(&account.view(), &account.spread(), first).unwrap();
            assert_eq!(short(&worth.credits), expected, "{family} {of_what}");
        }
    }
}
