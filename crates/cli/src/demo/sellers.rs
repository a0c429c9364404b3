//! Everybody else's months: goals and attainments from the roster, customers and days by chance with a seed.

use std::collections::BTreeSet;

use beichen_engine::day::Day;

use super::books::{Books, Terms};
use super::dice::Dice;
use super::months::{Month, Months};
use super::roster::{CHEN, GU, JOINS, LIN, LU, SELLERS, Seller};
use super::{names, story};

/// Money that goes back: whose, in which of the three months, how much in fen.
const REFUNDS: &[(&str, usize, i64)] = &[
    ("CY102", 0, 860_000),
    ("CY113", 1, 1_450_000),
    ("CY119", 1, 520_000),
    ("CY123", 1, 2_000_000),
    (GU, 2, 1_280_000),
    ("CY116", 2, 640_000),
];
/// Somebody pays this much more than was asked for, in fen.
const TOO_MUCH: i64 = 200_000;

/// The whole company's books.
pub fn books(months: &Months, seed: u64) -> Books {
    let mut books = Books::default();
    story::write(&mut books, months, seed);
    let mut taken: BTreeSet<String> = story::names().collect();
    for seller in SELLERS.iter().filter(|seller| seller.code != LIN) {
        let dice = Dice::of(seed, seller.code);
        Desk { months, seller, dice, taken: &mut taken, clients: Vec::new(), books: &mut books }.write();
    }
    books.number();
    books
}

/// One person's desk.
struct Desk<'a> {
    months: &'a Months,
    seller: &'a Seller,
    dice: Dice,
    taken: &'a mut BTreeSet<String>,
    clients: Vec<usize>,
    books: &'a mut Books,
}

impl Desk<'_> {
    fn write(mut self) {
        if self.seller.code != JOINS {
            self.old_customers();
        }
        for (place, month) in self.months.all().into_iter().enumerate() {
            if self.seller.goal(place).is_some() {
                self.month(place, month);
            }
        }
        if self.seller.code == LU {
            self.cancelled_order();
        }
    }

    /// Customers whose first order lies before the three months.
    fn old_customers(&mut self) {
        for _ in 0..self.dice.between(5, 7) {
            let client = self.new_client();
            let signed_on = self.months.start().plus_days(-i32::try_from(self.dice.between(60, 120)).unwrap_or(90));
            let gross = self.dice.between(30, 90) * 100_000;
            self.order(client, self.months.workday_until(signed_on), gross);
        }
    }

    fn new_client(&mut self) -> usize {
        let name = names::customer(&mut self.dice, self.taken);
        let tier = if self.dice.chance(30) { "A" } else { "B" };
        let client = self.books.client(self.seller.code, name, tier);
        self.clients.push(client);
        client
    }

    fn order(&mut self, client: usize, signed_on: Day, gross: i64) -> usize {
        let terms = Terms { owner: self.seller.code, client, signed_on, gross, split: "" };
        self.books.deal(&terms, &mut self.dice)
    }

    /// What comes in over a month, so that its sum is the one wanted, with what goes back.
    fn month(&mut self, place: usize, month: &Month) {
        let days: Vec<Day> = month.workdays.iter().copied().filter(|day| self.is_here(*day)).collect();
        let refund = REFUNDS.iter().find(|(who, when, _)| *who == self.seller.code && *when == place);
        let back = refund.map_or(0, |(_, _, fen)| *fen);
        let elsewhere = if self.seller.code == CHEN && place == 1 { story::CHENS_SHARE } else { 0 };
        let total = self.wanted(place) + back - elsewhere;
        let count = usize::try_from(self.dice.between(5, 8)).unwrap_or(5).min(days.len());
        let chosen = self.dice.sample(&days, count);
        let amounts = self.dice.cut(total, chosen.len(), 10_000);
        let mut first = None;
        for (index, (day, amount)) in chosen.iter().zip(amounts).enumerate() {
            let too_much = if self.seller.code == GU && place == 1 && index == 2 { TOO_MUCH } else { 0 };
            let receipt = if too_much > 0 {
                let deal = self.fresh_deal(*day, month, amount, false);
                self.books.receipt(deal, *day, amount + too_much, &mut self.dice)
            } else {
                let deal = self.deal_for(*day, month, amount);
                self.books.receipt(deal, *day, amount, &mut self.dice)
            };
            first.get_or_insert((receipt, *day));
        }
        if let (Some((receipt, day)), true) = (first, back > 0) {
            let later: Vec<Day> = days.into_iter().filter(|one| *one > day).collect();
            let half = later.get(later.len() / 2).copied().unwrap_or(day);
            self.books.refund(receipt, half, back);
        }
    }

    fn is_here(&self, day: Day) -> bool {
        self.seller.code != JOINS || day >= self.months.joining_day()
    }

    fn wanted(&mut self, place: usize) -> i64 {
        let written = self.seller.collected(place);
        if self.seller.is_exact(place) { written } else { written + self.dice.between(-49_999, 49_999) }
    }

    /// An order that is still open for this much, or a new one.
    fn deal_for(&mut self, day: Day, month: &Month, amount: i64) -> usize {
        let of_seller = |deal: &super::books::Deal| {
            deal.owner == self.seller.code && deal.open >= amount && deal.signed_on < day && !deal.is_cancelled
        };
        let open = self.books.deals.iter().position(of_seller);
        match open.filter(|_| self.dice.chance(55)) {
            Some(deal) => deal,
            None => {
                let share = self.dice.pick(&[100, 100, 125, 150, 200]).copied().unwrap_or(100);
                let gross = if share == 100 { amount } else { amount * share / 1_000_000 * 10_000 };
                let is_new = self.clients.is_empty() || self.dice.chance(20);
                self.fresh_deal(day, month, gross.max(amount), is_new)
            }
        }
    }

    /// An order signed before the day; a new customer's first one in the same month.
    fn fresh_deal(&mut self, day: Day, month: &Month, gross: i64, of_new_client: bool) -> usize {
        let days = if of_new_client { self.dice.between(2, 8) } else { self.dice.between(6, 34) };
        let earliest = if of_new_client { month.first } else { Day::MIN };
        let signed_on = self.months.workday_until(day.plus_days(-i32::try_from(days).unwrap_or(7)));
        let signed_on = if signed_on < earliest || !self.is_here(signed_on) { day } else { signed_on };
        let client = if of_new_client { self.new_client() } else { self.known_client() };
        self.order(client, signed_on, gross)
    }

    fn known_client(&mut self) -> usize {
        match self.dice.pick(&self.clients).copied() {
            Some(client) => client,
            None => self.new_client(),
        }
    }

    fn cancelled_order(&mut self) {
        let client = self.known_client();
        let deal = self.order(client, self.months.middle.at(8), 8_640_000);
        if let Some(deal) = self.books.deals.get_mut(deal) {
            deal.is_cancelled = true;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    /// What everybody collects in each of the three months, by the books alone.
    fn sums(months: &Months, books: &Books) -> BTreeMap<(&'static str, usize), i64> {
        let mut sums: BTreeMap<(&'static str, usize), i64> = BTreeMap::new();
        let place = |day| months.all().iter().position(|month| month.days().contains(day)).unwrap();
        let mut paid: BTreeMap<usize, i64> = BTreeMap::new();
        for receipt in &books.receipts {
            let deal = books.deal_of(receipt).unwrap();
            let gross: i64 = deal.lines.iter().map(|line| line.gross).sum();
            let before = paid.entry(receipt.deal).or_default();
            let counted = (*before + receipt.amount).min(gross) - *before;
            *before += counted;
            let month = place(receipt.received_on);
            if deal.split.is_empty() {
                *sums.entry((deal.owner, month)).or_default() += counted;
            } else {
                *sums.entry((LIN, month)).or_default() += counted * 70 / 100;
                *sums.entry((CHEN, month)).or_default() += counted * 30 / 100;
            }
        }
        for refund in &books.returns {
            let deal = books.deal_of(&books.receipts[refund.receipt]).unwrap();
            *sums.entry((deal.owner, place(refund.refunded_on))).or_default() -= refund.amount;
        }
        sums
    }

    #[test]
    fn everybody_collects_what_the_roster_says() {
        let months = Months::of("2026-11-23".parse().unwrap());
        let books = books(&months, 7);
        let sums = sums(&months, &books);
        for seller in SELLERS.iter().filter(|seller| seller.code != LIN) {
            for month in 0..3 {
                let (is, wanted) = (sums.get(&(seller.code, month)).copied().unwrap_or(0), seller.collected(month));
                let most = if seller.is_exact(month) { 0 } else { 49_999 };
                assert!((is - wanted).abs() <= most, "{} {month}: {is} for {wanted}", seller.name);
            }
        }
        // 陆行舟 reaches 80 % exactly, 何书妍 ends one fen below it.
        assert_eq!(sums[&(LU, 1)], 28_800_000);
        assert_eq!(sums[&("CY112", 1)], 27_199_999);
    }

    #[test]
    fn the_books_are_the_same_for_the_same_seed_whatever_day_of_the_month_it_is() {
        let codes = |today: &str, seed| {
            let books = books(&Months::of(today.parse().unwrap()), seed);
            books.receipts.iter().map(|one| (one.code.clone(), one.amount)).collect::<Vec<_>>()
        };
        assert_eq!(codes("2026-11-02", 7), codes("2026-11-23", 7));
        assert_ne!(codes("2026-11-02", 7), codes("2026-11-02", 8));
        assert_ne!(codes("2026-10-31", 7), codes("2026-11-01", 7));
    }

    #[test]
    fn money_comes_on_workdays_and_after_its_order() {
        for today in ["2026-02-28", "2026-05-11", "2026-10-31", "2026-12-01", "2027-01-05"] {
            let months = Months::of(today.parse().unwrap());
            let books = books(&months, 7);
            assert!(books.receipts.len() > 300, "{today}: {}", books.receipts.len());
            for receipt in &books.receipts {
                assert!(months.all().iter().any(|month| month.workdays.contains(&receipt.received_on)), "{today}");
                assert!(books.deal_of(receipt).unwrap().signed_on <= receipt.received_on, "{today}");
            }
            let names: BTreeSet<&str> = books.clients.iter().map(|client| client.name.as_str()).collect();
            assert_eq!(names.len(), books.clients.len());
        }
    }
}
