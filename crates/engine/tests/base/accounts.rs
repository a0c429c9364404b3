//! Small orders, payments and refunds to test with. Amounts are fen; people are numbers.

use beichen_engine::credit::{Credit, Everything};
use beichen_engine::day::Day;
use beichen_engine::document::{
    CustomerFacts, Fields, Order, OrderLine, Payee, Payment, ProductFacts, Recorded, Refund,
};
use beichen_engine::ids::{CustomerId, DocumentId, LineId, PersonId, UnitId};
use beichen_engine::measure::{Measure, MeasureSpec};
use beichen_engine::money::Currency;
use beichen_engine::rate::Rate;
use beichen_engine::spread::{OrderAccount, Spread};
use beichen_engine::worth::{Crediting, CustomerFirsts};

pub const ORDER: DocumentId = DocumentId(1);
pub const A: PersonId = PersonId(0xa);
pub const B: PersonId = PersonId(0xb);

pub fn day(text: &str) -> Day {
    text.parse().unwrap()
}

pub fn at(seq: i64) -> Recorded {
    Recorded { seq, place: 0 }
}

/// Everybody's unit is 1 before April 2026 and 2 from then on.
pub fn units(_: PersonId, day: Day) -> Option<UnitId> {
    Some(UnitId(if day < "2026-04-01".parse().unwrap() { 1 } else { 2 }))
}

pub fn line(id: u128, net: i64, gross: i64) -> OrderLine {
    let product = ProductFacts {
        code: format!("P{id}"),
        family: if id == 2 { "服务".to_owned() } else { "设备".to_owned() },
        fields: Fields::new(),
    };
    OrderLine { id: LineId(id), net, gross, quantity: 1, cost: None, product }
}

/// Recorded as number 1, signed on 2026-03-10, all of it A's.
pub fn order(lines: Vec<OrderLine>) -> Order {
    Order {
        id: ORDER,
        recorded: at(1),
        customer: Some(CustomerId(1)),
        signed_on: day("2026-03-10"),
        due_on: None,
        cancelled: false,
        lines,
        payees: payees(&[(A, 100)]),
        customer_facts: CustomerFacts::default(),
        fields: Fields::new(),
    }
}

pub fn payees(shares: &[(PersonId, i64)]) -> Vec<Payee> {
    let payee =
        |(person, percent): &(PersonId, i64)| Payee { person: *person, share: Rate::from_ppm(percent * 10_000) };
    shares.iter().map(payee).collect()
}

/// Document 100 + `seq`, received on 2026-03-20.
pub fn payment(seq: i64, amount: i64) -> Payment {
    Payment {
        id: DocumentId(100 + u128::try_from(seq).unwrap()),
        recorded: at(seq),
        order: Some(ORDER),
        received_on: day("2026-03-20"),
        amount,
        cancelled: false,
        customer_facts: CustomerFacts::default(),
        fields: Fields::new(),
    }
}

/// Document 100 + `seq`, on 2026-04-05, of the payment that was recorded as `of`.
pub fn refund(seq: i64, of: u128, amount: i64) -> Refund {
    Refund {
        id: DocumentId(100 + u128::try_from(seq).unwrap()),
        recorded: at(seq),
        payment: DocumentId(100 + of),
        refunded_on: day("2026-04-05"),
        amount,
        cancelled: false,
    }
}

pub struct Account {
    pub versions: Vec<Order>,
    pub payments: Vec<Payment>,
    pub refunds: Vec<Refund>,
}

impl Account {
    pub fn new(order: Order, payments: Vec<Payment>, refunds: Vec<Refund>) -> Account {
        Account { versions: vec![order], payments, refunds }
    }

    pub fn view(&self) -> OrderAccount<'_> {
        OrderAccount { versions: &self.versions, payments: &self.payments, refunds: &self.refunds }
    }

    pub fn spread(&self) -> Spread {
        self.view().spread().unwrap()
    }

    /// Credits under a measure without `where`, nobody being a new customer.
    pub fn credits(&self, measure: &Measure) -> Vec<Credit> {
        let how = Crediting { number: 0, measure, condition: &Everything, units: &units };
        how.account_worth(&self.view(), &self.spread(), CustomerFirsts::default()).unwrap().credits
    }

    /// (document, line, person, amount) of these credits.
    pub fn amounts(&self, measure: &Measure) -> Vec<(u128, u128, PersonId, i64)> {
        short(&self.credits(measure))
    }
}

/// (document, line or 0, person, amount).
pub fn short(credits: &[Credit]) -> Vec<(u128, u128, PersonId, i64)> {
    credits
        .iter()
        .map(|credit| (credit.document.0, credit.line.map_or(0, |line| line.0), credit.person, credit.amount))
        .collect()
}

pub fn measure(spec: MeasureSpec) -> Measure {
    Measure::try_new("m", &spec, Currency::CNY).unwrap()
}

pub fn of(of: &str) -> MeasureSpec {
    MeasureSpec { of: of.to_owned(), ..MeasureSpec::default() }
}

pub fn text(text: &str) -> Option<String> {
    Some(text.to_owned())
}
