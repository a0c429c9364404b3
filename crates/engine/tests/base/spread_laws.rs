//! Laws of spreading and crediting over any history of an order, its payments and refunds.

use crate::accounts::{A, Account, B, at, line, measure, of, order, payees, payment, refund, text};
use beichen_engine::credit::{Credit, derivation};
use beichen_engine::document::Order;
use beichen_engine::measure::{Measure, MeasureSpec};
use proptest::prelude::*;
use std::collections::BTreeMap;

#[derive(Clone, Debug)]
enum Fact {
    Pay(i64),
    /// Of which payment, and so many per mille of what can still be refunded.
    Refund(usize, i64),
    /// New gross amounts of the two lines.
    Edit(i64, i64),
    /// A payment's new amount.
    Correct(usize, i64),
    Cancel,
}

fn fact() -> impl Strategy<Value = Fact> {
    prop_oneof![
        5 => (1_i64..5_000).prop_map(Fact::Pay),
        4 => (any::<usize>(), 1_i64..=1_000).prop_map(|(of, part)| Fact::Refund(of, part)),
        1 => (0_i64..5_000, 1_i64..5_000).prop_map(|(a, b)| Fact::Edit(a, b)),
        1 => (any::<usize>(), 1_i64..5_000).prop_map(|(of, amount)| Fact::Correct(of, amount)),
        1 => Just(Fact::Cancel),
    ]
}

fn version(seq: i64, a: i64, b: i64) -> Order {
    let net = |gross: i64| gross * 100 / 113;
    Order {
        recorded: at(seq),
        payees: payees(&[(A, 67), (B, 33)]),
        ..order(vec![line(1, net(a), a), line(2, net(b), b)])
    }
}

fn record(account: &mut Account, seq: i64, fact: &Fact) {
    match fact {
        Fact::Pay(amount) => account.payments.push(payment(seq, *amount)),
        Fact::Refund(of, part) if !account.payments.is_empty() => {
            let of = of % account.payments.len();
            let of = account.payments[of].recorded.seq;
            let payment = account.spread();
            let of = u128::try_from(of).unwrap();
            let left = payment.of_payment(beichen_engine::ids::DocumentId(100 + of)).unwrap();
            let amount = left.refundable() * part / 1_000;
            if amount > 0 {
                account.refunds.push(refund(seq, of, amount));
            }
        }
        Fact::Edit(a, b) => account.versions.push(version(seq, *a, *b)),
        Fact::Correct(of, amount) if !account.payments.is_empty() => {
            let of = of % account.payments.len();
            let id = account.payments[of].id;
            // The capability refuses to make a payment smaller than its refunds.
            let refunded: i64 = account.refunds.iter().filter(|r| r.payment == id).map(|r| r.amount).sum();
            account.payments[of].amount = (*amount).max(refunded);
        }
        Fact::Cancel => {
            let last = account.versions.last().unwrap().clone();
            account.versions.push(Order { recorded: at(seq), cancelled: true, ..last });
        }
        _ => {}
    }
}

fn measures() -> Vec<Measure> {
    vec![
        measure(of("orders")),
        measure(of("payments")),
        measure(MeasureSpec { amount: text("net"), ..of("payments") }),
        measure(MeasureSpec { cap_each: text("7.00"), ..of("payments") }),
        measure(MeasureSpec {
            cap_each: text("7.00"),
            cap_order: text("cap_then_split"),
            amount: text("net"),
            refund_day: text("original"),
            ..of("payments")
        }),
    ]
}

fn totals(credits: &[Credit]) -> BTreeMap<beichen_engine::credit::CreditKey, i64> {
    let mut totals = BTreeMap::new();
    for credit in credits {
        *totals.entry(credit.key()).or_insert(0) += credit.amount;
    }
    totals.retain(|_, amount| *amount != 0);
    totals
}

proptest! {
    #[test]
    fn nothing_of_a_payment_or_refund_is_lost(facts in prop::collection::vec(fact(), 1..14)) {
        let mut account = Account::new(version(1, 3_000, 2_000), vec![], vec![]);
        for (seq, fact) in (2..).zip(&facts) {
            record(&mut account, seq, fact);
            let spread = account.spread();
            for (payment, spread) in account.payments.iter().zip(&spread.payments) {
                prop_assert_eq!(spread.matched() + spread.unmatched, payment.amount);
                for refund in &spread.refunds {
                    let own = account.refunds.iter().find(|own| own.id == refund.refund).unwrap();
                    let parts: i64 = refund.parts.iter().map(|part| part.gross).sum();
                    prop_assert_eq!(refund.from_unmatched + parts, own.amount);
                    prop_assert_eq!(refund.excess, 0);
                }
                prop_assert!(spread.refundable() >= 0);
            }
            let lines: i64 = spread.lines.iter().map(|line| line.matched).sum();
            prop_assert_eq!(lines, spread.matched);
        }
    }

    #[test]
    fn an_order_that_was_never_edited_is_never_overpaid(facts in prop::collection::vec(fact(), 1..14)) {
        let mut account = Account::new(version(1, 3_000, 2_000), vec![], vec![]);
        for (seq, fact) in (2..).zip(&facts) {
            if !matches!(fact, Fact::Edit(..) | Fact::Cancel) {
                record(&mut account, seq, fact);
            }
        }
        let spread = account.spread();
        prop_assert_eq!(spread.overpaid(), 0);
        for line in &spread.lines {
            prop_assert!(line.matched <= line.gross + 1);
        }
    }

    #[test]
    fn what_is_appended_step_by_step_equals_a_fresh_derivation(facts in prop::collection::vec(fact(), 1..12)) {
        for measure in measures() {
            let mut account = Account::new(version(1, 3_000, 2_000), vec![], vec![]);
            let mut ledger = derivation(&account.credits(&measure), &[]).unwrap();
            for (seq, fact) in (2..).zip(&facts) {
                record(&mut account, seq, fact);
                let appended = derivation(&account.credits(&measure), &ledger).unwrap();
                ledger.extend(appended);
            }
            prop_assert_eq!(totals(&ledger), totals(&account.credits(&measure)));
        }
    }

    #[test]
    fn the_order_of_the_lists_never_matters(facts in prop::collection::vec(fact(), 1..12)) {
        let mut account = Account::new(version(1, 3_000, 2_000), vec![], vec![]);
        for (seq, fact) in (2..).zip(&facts) {
            record(&mut account, seq, fact);
        }
        for measure in measures() {
            let before = account.credits(&measure);
            account.versions.reverse();
            account.payments.reverse();
            account.refunds.reverse();
            prop_assert_eq!(account.credits(&measure), before);
        }
    }

    #[test]
    fn refunding_everything_leaves_nobody_anything(facts in prop::collection::vec(fact(), 1..12)) {
        let mut account = Account::new(version(1, 3_000, 2_000), vec![], vec![]);
        for (seq, fact) in (2..).zip(&facts) {
            record(&mut account, seq, fact);
        }
        for (seq, place) in (100..).zip(0..account.payments.len()) {
            record(&mut account, seq, &Fact::Refund(place, 1_000));
        }
        prop_assert_eq!(account.spread().matched, 0);
        for measure in measures().into_iter().skip(1) {
            let mut left: BTreeMap<_, i64> = BTreeMap::new();
            for credit in account.credits(&measure) {
                let root = credit.of_document.unwrap_or(credit.document);
                *left.entry((root, credit.line, credit.person)).or_default() += credit.amount;
            }
            prop_assert!(left.values().all(|amount| *amount == 0), "{:?}", left);
        }
    }

    #[test]
    fn a_line_paid_in_full_has_given_exactly_its_net(amounts in prop::collection::vec(1_i64..2_000, 1..12)) {
        let mut account = Account::new(version(1, 3_000, 2_000), vec![], vec![]);
        for (seq, amount) in (2..).zip(amounts.into_iter().chain([5_000])) {
            account.payments.push(payment(seq, amount));
        }
        let spread = account.spread();
        prop_assert_eq!(spread.open(), 0);
        for (line, net) in [(1, 2_654), (2, 1_769)] {
            let parts = spread.payments.iter().flat_map(|payment| &payment.parts);
            let given: i64 = parts.filter(|part| part.line.0 == line).map(|part| part.net).sum();
            prop_assert_eq!(given, net);
        }
    }
}
