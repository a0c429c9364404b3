//! The append-only ledger: a derivation appends what should stand minus what stands.

use crate::accounts::{A, Account, B, at, day, line, measure, of, order, payees, payment, refund, short};
use beichen_engine::credit::{Credit, derivation};
use beichen_engine::document::Order;

#[test]
fn an_unchanged_document_appends_nothing() {
    let account = Account::new(order(vec![line(1, 100, 100)]), vec![payment(5, 100)], vec![]);
    let should = account.credits(&measure(of("payments")));
    assert_eq!(derivation(&should, &[]).unwrap(), should);
    assert_eq!(derivation(&should, &should).unwrap(), []);
}

#[test]
fn a_changed_split_takes_back_and_gives_anew() {
    let account = Account::new(order(vec![line(1, 100, 100)]), vec![], vec![]);
    let stands = account.credits(&measure(of("orders")));
    let mut edited = account;
    let split = payees(&[(A, 70), (B, 30)]);
    edited.versions.push(Order { recorded: at(8), payees: split, ..order(vec![line(1, 100, 100)]) });
    let should = edited.credits(&measure(of("orders")));
    assert_eq!(short(&derivation(&should, &stands).unwrap()), [(1, 1, A, -30), (1, 1, B, 30)]);
}

#[test]
fn a_changed_day_is_a_reversal_and_a_new_entry() {
    let mut account = Account::new(order(vec![line(1, 100, 100)]), vec![], vec![]);
    let stands = account.credits(&measure(of("orders")));
    account.versions[0].signed_on = day("2026-04-02");
    let should = account.credits(&measure(of("orders")));
    let appended = derivation(&should, &stands).unwrap();
    let rows: Vec<_> = appended.iter().map(|c| (c.day.to_string(), c.unit.unwrap().0, c.amount)).collect();
    assert_eq!(rows, [("2026-03-10".to_owned(), 1, -100), ("2026-04-02".to_owned(), 2, 100)]);
}

#[test]
fn many_entries_of_one_key_count_together() {
    let account = Account::new(order(vec![line(1, 100, 100)]), vec![payment(5, 100)], vec![refund(6, 5, 40)]);
    let measure = measure(of("payments"));
    let whole = account.credits(&measure);
    let half = |amount: i64| Credit { amount, ..whole[0] };
    let stands = [half(70), half(50), half(-40)]; // 80 of the payment, nothing of the refund
    let appended = derivation(&whole, &stands).unwrap();
    assert_eq!(short(&appended), [(106, 1, A, -40), (105, 1, A, 20)]);
    assert_eq!(appended[0].of_document, whole[1].of_document);
}

#[test]
fn what_no_longer_stands_is_taken_back_whole() {
    let account = Account::new(order(vec![line(1, 100, 100)]), vec![], vec![]);
    let stands = account.credits(&measure(of("orders")));
    assert_eq!(short(&derivation(&[], &stands).unwrap()), [(1, 1, A, -100)]);
}
