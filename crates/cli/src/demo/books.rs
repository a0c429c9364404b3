//! The sample company's books: customers, orders, payments and refunds, before they are written down anywhere.

use std::collections::BTreeMap;

use beichen_engine::day::Day;

use super::dice::Dice;
use super::names;

/// Tax on top of net, in percent.
const VAT: i64 = 13;

pub struct Client {
    pub code: String,
    pub name: String,
    pub owner: &'static str,
    pub tier: &'static str,
}

pub struct Line {
    pub product: &'static str,
    pub quantity: i64,
    pub net: i64,
    pub gross: i64,
    pub unit_cost: i64,
}

/// An order.
pub struct Deal {
    pub code: String,
    pub client: usize,
    pub owner: &'static str,
    /// As a sheet says it: `CY106 70%, CY107 30%`; empty when it is the owner's alone.
    pub split: &'static str,
    pub signed_on: Day,
    pub due_on: Day,
    pub lines: Vec<Line>,
    pub is_cancelled: bool,
    /// Gross that no payment has taken yet.
    pub open: i64,
}

/// A payment.
pub struct Receipt {
    pub code: String,
    pub deal: usize,
    pub received_on: Day,
    pub amount: i64,
    pub account: &'static str,
}

/// A refund.
pub struct Return {
    pub code: String,
    pub receipt: usize,
    pub refunded_on: Day,
    pub amount: i64,
}

/// Everything, in the order in which it was thought of; [`Books::number`] gives the codes.
#[derive(Default)]
pub struct Books {
    pub clients: Vec<Client>,
    pub deals: Vec<Deal>,
    pub receipts: Vec<Receipt>,
    pub returns: Vec<Return>,
}

/// What an order is about.
pub struct Terms {
    pub owner: &'static str,
    pub client: usize,
    pub signed_on: Day,
    pub gross: i64,
    pub split: &'static str,
}

impl Books {
    pub fn client(&mut self, owner: &'static str, name: String, tier: &'static str) -> usize {
        let place = self.clients.len();
        self.clients.push(Client { code: format!("KH-{:04}", place + 1001), name, owner, tier });
        place
    }

    /// An order with one to three lines that add up to its gross amount.
    pub fn deal(&mut self, terms: &Terms, dice: &mut Dice) -> usize {
        let parts = usize::try_from(dice.between(1, 3)).unwrap_or(1);
        let amounts = dice.cut(terms.gross, parts, 100_00);
        let lines = amounts.into_iter().map(|gross| line(gross, dice)).collect();
        let place = self.deals.len();
        let days = if dice.chance(60) { 30 } else { 60 };
        self.deals.push(Deal {
            code: String::new(),
            client: terms.client,
            owner: terms.owner,
            split: terms.split,
            signed_on: terms.signed_on,
            due_on: terms.signed_on.plus_days(days),
            lines,
            is_cancelled: false,
            open: terms.gross,
        });
        place
    }

    pub fn receipt(&mut self, deal: usize, received_on: Day, amount: i64, dice: &mut Dice) -> usize {
        if let Some(deal) = self.deals.get_mut(deal) {
            deal.open -= amount;
        }
        let account = dice.pick(names::ACCOUNTS).copied().unwrap_or_default();
        self.receipts.push(Receipt { code: String::new(), deal, received_on, amount, account });
        self.receipts.len() - 1
    }

    pub fn refund(&mut self, receipt: usize, refunded_on: Day, amount: i64) {
        self.returns.push(Return { code: String::new(), receipt, refunded_on, amount });
    }

    /// Numbers the documents by day, in the order in which they were thought of: tomorrow's do not move today's.
    pub fn number(&mut self) {
        number("SO", self.deals.iter_mut().map(|one| (one.signed_on, &mut one.code)));
        number("HK", self.receipts.iter_mut().map(|one| (one.received_on, &mut one.code)));
        number("TK", self.returns.iter_mut().map(|one| (one.refunded_on, &mut one.code)));
    }

    pub fn deal_of(&self, receipt: &Receipt) -> Option<&Deal> {
        self.deals.get(receipt.deal)
    }
}

fn number<'a>(prefix: &str, documents: impl Iterator<Item = (Day, &'a mut String)>) {
    let mut counts: BTreeMap<Day, u32> = BTreeMap::new();
    for (day, code) in documents {
        let count = counts.entry(day).or_default();
        *count += 1;
        let (year, month, of_month) = day.ymd();
        *code = format!("{prefix}-{:02}{month:02}{of_month:02}-{count:02}", year % 100);
    }
}

fn line(gross: i64, dice: &mut Dice) -> Line {
    let (product, _, family) = dice.pick(names::PRODUCTS).copied().unwrap_or(("", "", ""));
    let quantity = if family == "运维服务" { 1 } else { dice.between(2, 24) };
    let net = net_of(gross);
    let unit_cost = net * dice.between(52, 74) / 100 / quantity;
    Line { product, quantity, net, gross, unit_cost }
}

/// Gross without its tax, half up.
pub fn net_of(gross: i64) -> i64 {
    (gross * 200 + 100 + VAT) / (2 * (100 + VAT))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn net_and_tax_are_the_gross() {
        assert_eq!(net_of(11_300), 10_000);
        // 700.00 ÷ 1.13 = 619.469…
        assert_eq!(net_of(70_000), 61_947);
        // 84,000.00 ÷ 1.13 = 74,336.283…
        assert_eq!(net_of(8_400_000), 7_433_628);
    }

    #[test]
    fn documents_of_a_day_are_numbered_as_they_came() {
        let mut books = Books::default();
        let mut dice = Dice::of(1, "x");
        let client = books.client("CY101", "甲".to_owned(), "A");
        for signed_on in ["2026-06-03", "2026-06-05", "2026-06-03"] {
            let terms =
                Terms { owner: "CY101", client, signed_on: signed_on.parse().unwrap(), gross: 5_000_000, split: "" };
            books.deal(&terms, &mut dice);
        }
        books.number();
        let codes: Vec<&str> = books.deals.iter().map(|deal| deal.code.as_str()).collect();
        assert_eq!(codes, ["SO-260603-01", "SO-260605-01", "SO-260603-02"]);
        assert!(books.deals.iter().all(|deal| deal.lines.iter().map(|line| line.gross).sum::<i64>() == 5_000_000));
    }
}
