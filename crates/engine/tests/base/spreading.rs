//! Where payments and refunds go, by hand ("What a document is worth").

use crate::accounts::{A, Account, B, at, line, order, payees, payment, refund};
use beichen_engine::credit::CreditError;
use beichen_engine::document::Order;
use beichen_engine::ids::{DocumentId, PersonId};
use beichen_engine::spread::{PaymentSpread, Spread, SpreadPart};

fn gross(parts: &[SpreadPart]) -> Vec<i64> {
    parts.iter().map(|part| part.gross).collect()
}

fn matched(spread: &Spread) -> Vec<(Vec<i64>, i64)> {
    let one = |payment: &PaymentSpread| (gross(&payment.parts), payment.unmatched);
    spread.payments.iter().map(one).collect()
}

fn two_lines() -> Order {
    order(vec![line(1, 600, 600), line(2, 400, 400)])
}

#[test]
fn payments_go_over_the_lines_by_what_is_open_and_the_excess_stays_unmatched() {
    let account = Account::new(two_lines(), vec![payment(5, 500), payment(6, 700), payment(7, 10)], vec![]);
    let spread = account.spread();
    assert_eq!(matched(&spread), [(vec![300, 200], 0), (vec![300, 200], 200), (vec![], 10)]);
    assert_eq!(spread.open(), 0);
    assert_eq!((spread.open(), spread.overpaid()), (0, 0));
}

#[test]
fn the_order_of_recording_counts_and_not_the_order_of_the_list() {
    let account = Account::new(two_lines(), vec![payment(6, 700), payment(5, 500)], vec![]);
    let spread = account.spread();
    assert_eq!(spread.payments[0].payment, DocumentId(105));
    assert_eq!(matched(&spread), [(vec![300, 200], 0), (vec![300, 200], 200)]);
}

#[test]
fn a_refund_takes_what_is_unmatched_first_and_then_the_parts() {
    let payments = vec![payment(5, 500), payment(6, 700)];
    let account = Account::new(two_lines(), payments, vec![refund(7, 6, 300)]);
    let spread = account.spread();
    let taken = &spread.payments[1].refunds[0];
    assert_eq!((taken.from_unmatched, gross(&taken.parts)), (200, vec![60, 40]));
    assert_eq!(spread.matched, 900);
    assert_eq!(spread.payments[1].still_unmatched(), 0);
    assert_eq!(spread.payments[1].refundable(), 400);
}

#[test]
fn what_a_refund_opened_a_later_payment_fills() {
    let account = Account::new(two_lines(), vec![payment(5, 1_000), payment(7, 150)], vec![refund(6, 5, 100)]);
    assert_eq!(matched(&account.spread()), [(vec![600, 400], 0), (vec![60, 40], 50)]);
}

#[test]
fn partial_refunds_leave_nothing_once_they_are_full() {
    let split = Order { payees: payees(&[(A, 50), (B, 50)]), ..order(vec![line(1, 100, 100)]) };
    let refunds = vec![refund(6, 5, 33), refund(7, 5, 33), refund(8, 5, 34)];
    let account = Account::new(split, vec![payment(5, 100)], refunds);
    let spread = account.spread();
    let taken: Vec<Vec<i64>> = spread.payments[0].refunds.iter().map(|refund| gross(&refund.parts)).collect();
    assert_eq!(taken, [[17, 16], [16, 17], [17, 17]]);
    assert_eq!(spread.matched, 0);
}

#[test]
fn a_full_refund_takes_back_the_net_even_where_a_payee_has_no_gross() {
    // 4 fen at 42/42/16 are 2, 2, 0; their net of 3 fen is 1, 1, 1: more can be less by largest remainder.
    let split = payees(&[(A, 42), (B, 42), (PersonId(0xc), 16)]);
    let account =
        Account::new(Order { payees: split, ..order(vec![line(1, 3, 4)]) }, vec![payment(5, 4)], vec![refund(6, 5, 4)]);
    let spread = account.spread();
    let net = |parts: &[SpreadPart]| parts.iter().map(|part| part.net).collect::<Vec<i64>>();
    assert_eq!(gross(&spread.payments[0].parts), [2, 2, 0]);
    assert_eq!(net(&spread.payments[0].parts), [1, 1, 1]);
    assert_eq!(net(&spread.payments[0].refunds[0].parts), [1, 1, 1]);
}

#[test]
fn a_refund_of_more_than_the_payment_has_no_effect_beyond_it() {
    let account = Account::new(two_lines(), vec![payment(5, 500)], vec![refund(6, 5, 600)]);
    let spread = account.spread();
    let taken = &spread.payments[0].refunds[0];
    assert_eq!((gross(&taken.parts), taken.excess), (vec![300, 200], 100));
    assert_eq!(spread.matched, 0);
}

#[test]
fn net_follows_gross_by_cumulative_difference() {
    // 113.00 gross, 100.00 net: 3333 × 100/113 = 2949.56
    let account =
        Account::new(order(vec![line(1, 10_000, 11_300)]), vec![payment(5, 3_333), payment(7, 7_967)], vec![]);
    let net: Vec<i64> = account.spread().payments.iter().map(|p| p.parts[0].net).collect();
    assert_eq!(net, [2_950, 7_050]);
}

#[test]
fn a_cancelled_order_keeps_its_matched_parts_and_matches_no_more() {
    let mut account = Account::new(two_lines(), vec![payment(5, 600), payment(9, 100)], vec![refund(10, 5, 100)]);
    account.versions.push(Order { recorded: at(8), cancelled: true, ..two_lines() });
    let spread = account.spread();
    assert_eq!(matched(&spread), [(vec![360, 240], 0), (vec![], 100)]);
    assert_eq!((spread.overpaid(), spread.gross), (500, 0)); // 600 less the refund
}

#[test]
fn an_order_reduced_below_what_is_paid_keeps_the_parts_and_is_overpaid() {
    let mut account = Account::new(two_lines(), vec![payment(5, 800)], vec![]);
    let reduced = order(vec![line(1, 300, 300), line(2, 200, 200)]);
    account.versions.push(Order { recorded: at(8), ..reduced });
    let spread = account.spread();
    assert_eq!(matched(&spread), [(vec![480, 320], 0)]);
    assert_eq!((spread.overpaid(), spread.open()), (300, 0));

    // After a refund of 400 there is room for 100 again.
    account.refunds.push(refund(9, 5, 400));
    account.payments.push(payment(10, 250));
    let spread = account.spread();
    assert_eq!(gross(&spread.payments[0].refunds[0].parts), [240, 160]);
    assert_eq!(spread.payments[1].unmatched, 150);
    assert_eq!(matched(&spread)[1].0, [60, 40]);
    assert_eq!(spread.open(), 0);
}

#[test]
fn a_removed_line_that_was_paid_stays_paid_when_its_payment_fits_nowhere_else() {
    let mut account = Account::new(two_lines(), vec![payment(5, 1_000)], vec![]);
    account.versions.push(Order { recorded: at(8), ..order(vec![line(1, 600, 600)]) });
    let spread = account.spread();
    assert_eq!(matched(&spread), [(vec![600, 400], 0)]);
    let removed = spread.lines[1];
    assert_eq!((removed.line.0, removed.gross, removed.matched), (2, 0, 400));
    assert_eq!(spread.overpaid(), 400);
}

#[test]
fn an_enlarged_order_takes_in_what_was_unmatched() {
    let mut account = Account::new(order(vec![line(1, 800, 800)]), vec![payment(5, 1_000)], vec![]);
    assert_eq!(matched(&account.spread()), [(vec![800], 200)]);
    let enlarged = order(vec![line(1, 800, 800), line(3, 200, 200)]);
    account.versions.push(Order { recorded: at(8), ..enlarged });
    assert_eq!(matched(&account.spread()), [(vec![800, 200], 0)]);
}

#[test]
fn lines_that_change_places_take_their_payments_along() {
    let mut account = Account::new(two_lines(), vec![payment(5, 500)], vec![]);
    let swapped = order(vec![line(2, 400, 400), line(3, 600, 600)]);
    account.versions.push(Order { recorded: at(8), ..swapped });
    assert_eq!(matched(&account.spread()), [(vec![200, 300], 0)]);
}

#[test]
fn an_edited_payment_spreads_those_recorded_after_it_anew() {
    let mut account = Account::new(two_lines(), vec![payment(5, 1_000), payment(6, 500)], vec![]);
    assert_eq!(matched(&account.spread()), [(vec![600, 400], 0), (vec![], 500)]);
    account.payments[0].amount = 600;
    assert_eq!(matched(&account.spread()), [(vec![360, 240], 0), (vec![240, 160], 100)]);
    account.payments[0].cancelled = true;
    assert_eq!(matched(&account.spread()), [(vec![300, 200], 0)]);
}

#[test]
fn a_discount_line_limits_the_order_and_takes_no_part() {
    let account = Account::new(order(vec![line(1, 1_000, 1_000), line(2, -100, -100)]), vec![payment(5, 950)], vec![]);
    let spread = account.spread();
    assert_eq!(matched(&spread), [(vec![900], 50)]);
    assert_eq!(spread.open(), 0);
}

#[test]
fn a_payment_without_order_or_of_another_order_stays_unmatched() {
    let mut account = Account::new(two_lines(), vec![payment(5, 500), payment(6, 500)], vec![]);
    account.payments[0].order = None;
    account.payments[1].order = Some(DocumentId(2));
    assert_eq!(matched(&account.spread()), [(vec![], 500), (vec![], 500)]);
    account.versions.clear();
    assert_eq!(matched(&account.spread()), [(vec![], 500), (vec![], 500)]);
}

#[test]
fn a_refund_of_an_unknown_payment_is_an_error_and_of_a_cancelled_one_nothing() {
    let mut account = Account::new(two_lines(), vec![payment(5, 500)], vec![refund(6, 9, 1)]);
    assert_eq!(account.view().spread(), Err(CreditError::RefundWithoutPayment(DocumentId(106))));
    account.refunds = vec![refund(6, 5, 100)];
    account.payments[0].cancelled = true;
    assert_eq!(matched(&account.spread()), []);
}
