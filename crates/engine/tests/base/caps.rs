//! `cap_each` and `cap_order` of a measure: they hold for the document's net.

use crate::accounts::{A, Account, B, at, day, line, measure, of, order, payees, payment, refund, short, text, units};
use beichen_engine::credit::Everything;
use beichen_engine::document::{CustomerFacts, DocumentView, Fields, Order, OrderLine, ProductFacts};
use beichen_engine::ids::{DocumentId, PersonId};
use beichen_engine::measure::{Measure, MeasureSpec};
use beichen_engine::worth::{Crediting, Part};

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

/// Rows as an example of a plan has them: (document, what it takes back from, payee, amount).
fn rows(measure: &Measure, rows: &[(u128, Option<u128>, PersonId, i64)]) -> Vec<(u128, u128, PersonId, i64)> {
    let (customer, product, fields) = (CustomerFacts::default(), ProductFacts::default(), Fields::new());
    let facts = DocumentView {
        kind: "payment",
        amount: 0,
        customer: &customer,
        is_new: false,
        product: &product,
        fields: &fields,
    };
    let part = |(document, of, person, amount): &(u128, Option<u128>, PersonId, i64)| Part {
        document: DocumentId(*document),
        takes_back: of.map(|of| (DocumentId(of), day("2026-03-01"))),
        line: None,
        person: *person,
        day: day("2026-03-31"),
        amount: *amount,
        recorded: at(i64::try_from(*document).unwrap()),
        facts,
    };
    let parts: Vec<Part<'_>> = rows.iter().map(part).collect();
    let how = Crediting { number: 0, measure, condition: &Everything, units: &units };
    short(&how.credits_of(&parts).unwrap())
}

#[test]
fn a_refund_of_one_payee_moves_the_other_ones_part_of_a_cap() {
    // 600 and 400 under a cap of 500 are 300 and 200. A's refund of 400 leaves 200 and 400: 167 and 333.
    let measure = capped("payments", "5.00", "cap_then_split");
    assert_eq!(
        rows(&measure, &[(1, None, A, 600), (1, None, B, 400), (2, Some(1), A, -400)]),
        [(1, 0, A, 300), (1, 0, B, 200), (2, 0, A, -133), (2, 0, B, 133)]
    );
}

#[test]
fn rows_of_several_documents_may_stand_anywhere() {
    let measure = capped("payments", "5.00", "split_then_cap");
    assert_eq!(
        rows(&measure, &[(3, Some(1), A, -200), (2, None, A, 700), (1, None, A, 600)]),
        [(1, 0, A, 500), (3, 0, A, -100), (2, 0, A, 500)]
    );
}
