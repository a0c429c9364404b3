//! `cap_each` and `cap_order` of a measure: they hold for the document's net.

use crate::accounts::{A, Account, B, line, measure, of, order, payees, payment, refund, text};
use beichen_engine::document::{Order, OrderLine};
use beichen_engine::measure::{Measure, MeasureSpec};

fn split(lines: Vec<OrderLine>) -> Order {
    Order { payees: payees(&[(A, 70), (B, 30)]), ..order(lines) }
}

fn capped(of_what: &str, cap: &str, order: &str) -> Measure {
    measure(MeasureSpec { cap_each: text(cap), cap_order: text(order), ..of(of_what) })
}

#[test]
fn the_order_of_splitting_and_capping_decides_who_gets_what() {
    let account = Account::new(split(vec![line(1, 1_000_000, 1_000_000)]), vec![], vec![]);
    // 7 000 and 3 000 yuan under a cap of 5 000
    assert_eq!(
        account.amounts(&capped("orders", "5000.00", "split_then_cap")),
        [(1, 1, A, 500_000), (1, 1, B, 300_000)]
    );
    assert_eq!(
        account.amounts(&capped("orders", "5000.00", "cap_then_split")),
        [(1, 1, A, 350_000), (1, 1, B, 150_000)]
    );
    assert_eq!(
        account.amounts(&capped("orders", "10000.00", "cap_then_split")),
        [(1, 1, A, 700_000), (1, 1, B, 300_000)]
    );
}

#[test]
fn the_cap_is_of_the_document_and_not_of_the_line() {
    let account = Account::new(order(vec![line(1, 600, 600), line(2, 400, 400)]), vec![], vec![]);
    assert_eq!(account.amounts(&capped("orders", "5.00", "split_then_cap")), [(1, 1, A, 300), (1, 2, A, 200)]);
}

#[test]
fn refunds_first_eat_what_the_cap_cut_off() {
    // 600 under a cap of 500; refunds of 50, 150 and 400
    let refunds = vec![refund(6, 5, 50), refund(7, 5, 150), refund(8, 5, 400)];
    let account = Account::new(order(vec![line(1, 600, 600)]), vec![payment(5, 600)], refunds);
    assert_eq!(
        account.amounts(&capped("payments", "5.00", "split_then_cap")),
        [(105, 1, A, 500), (107, 1, A, -100), (108, 1, A, -400)]
    );
}

#[test]
fn a_full_refund_leaves_nothing_for_anyone_on_any_line() {
    for order in ["split_then_cap", "cap_then_split"] {
        let lines = vec![line(1, 333, 333), line(2, 500, 500), line(3, 167, 167)];
        let refunds = vec![refund(6, 5, 411), refund(7, 5, 1), refund(8, 5, 588)];
        let account = Account::new(split(lines), vec![payment(5, 1_000)], refunds);
        let amounts = account.amounts(&capped("payments", "5.01", order));
        let first: i64 = amounts.iter().filter(|row| row.0 == 105).map(|row| row.3).sum();
        assert_eq!(first, if order == "cap_then_split" { 501 } else { 801 });
        for person in [A, B] {
            for line in [1, 2, 3] {
                let left: i64 = amounts.iter().filter(|row| (row.1, row.2) == (line, person)).map(|row| row.3).sum();
                assert_eq!(left, 0, "{order} {person:?} line {line}");
            }
        }
    }
}

#[test]
fn each_payment_has_its_own_cap() {
    let account = Account::new(
        order(vec![line(1, 2_000, 2_000)]),
        vec![payment(5, 600), payment(6, 700), payment(7, 100)],
        vec![],
    );
    assert_eq!(
        account.amounts(&capped("payments", "5.00", "split_then_cap")),
        [(105, 1, A, 500), (106, 1, A, 500), (107, 1, A, 100)]
    );
}

#[test]
fn a_discount_line_lowers_what_the_cap_looks_at() {
    let account = Account::new(order(vec![line(1, 600, 600), line(2, -200, -200)]), vec![], vec![]);
    assert_eq!(account.amounts(&capped("orders", "5.00", "split_then_cap")), [(1, 1, A, 600), (1, 2, A, -200)]);
    assert_eq!(account.amounts(&capped("orders", "3.00", "split_then_cap")), [(1, 1, A, 300)]);
}
