//! 林晓燕's months, written by hand to the fen, so that her statements are known in advance.
//!
//! Oldest month: 384,000.00 come in and 12,000.00 go back, 372,000.00 of 380,000.00. Middle month: eleven payments,
//! 428,633.40 of 400,000.00, with a shared order and three first orders. Open month: 343,400.00 until its end, of which
//! 6,000.00 go back.

use super::books::{Books, Terms};
use super::dice::Dice;
use super::months::{Month, Months};
use super::roster::LIN;

const SHARED: &str = "CY106 70%, CY107 30%";
/// What 陈嘉树 gets of the shared order in the middle month, in fen: 30 % of 96,000.00 and of 24,000.00.
pub const CHENS_SHARE: i64 = 3_600_000;

/// Customers: name and tier. The first five are old ones.
const CLIENTS: &[(&str, &str)] = &[
    ("宁波恒屿精密机械有限公司", "A"),
    ("苏州工业园区锐泽自动化设备有限公司", "A"),
    ("杭州湾新区启昇新能源材料股份有限公司", "A"),
    ("常州立衡电机有限公司", "B"),
    ("无锡同澍泵业有限公司", "B"),
    ("南通瀚海船舶配件有限公司", "B"),
    ("合肥翊辰光电科技有限公司", "B"),
    ("上海沐川电子科技有限公司", "B"),
];

#[derive(Clone, Copy)]
enum At {
    /// So many days before the first month.
    Past(i32),
    Before(usize),
    Middle(usize),
    Open(usize),
}

/// Orders: customer, day, gross in yuan, split. The first five come before all others of their customers.
const DEALS: &[(usize, At, i64, &str)] = &[
    (0, At::Past(72), 158_000, ""),
    (1, At::Past(66), 186_000, ""),
    (2, At::Past(61), 96_000, ""),
    (3, At::Past(58), 118_000, ""),
    (4, At::Past(54), 113_000, ""),
    (2, At::Before(11), 200_000, SHARED),
    (3, At::Before(16), 102_233, ""),
    (5, At::Middle(3), 70_000, ""),
    (6, At::Middle(7), 64_000, ""),
    (7, At::Middle(15), 84_000, ""),
    (0, At::Middle(12), 120_000, ""),
    (1, At::Middle(17), 150_000, ""),
    (4, At::Middle(18), 96_000, ""),
];

/// Payments: order, day, fen.
const RECEIPTS: &[(usize, At, i64)] = &[
    (0, At::Before(1), 6_200_000),
    (1, At::Before(4), 8_500_000),
    (2, At::Before(7), 4_800_000),
    (3, At::Before(10), 7_600_000),
    (4, At::Before(14), 8_300_000),
    (4, At::Before(19), 3_000_000),
    (0, At::Middle(2), 4_800_000),
    (1, At::Middle(4), 6_250_000),
    (7, At::Middle(6), 3_500_000),
    (5, At::Middle(9), 9_600_000),
    (3, At::Middle(10), 4_180_000),
    (8, At::Middle(11), 3_200_000),
    (1, At::Middle(13), 3_850_000),
    (0, At::Middle(15), 2_620_000),
    (5, At::Middle(18), 2_400_000),
    (9, At::Middle(19), 4_200_000),
    (6, At::Middle(20), 1_863_340),
    (10, At::Open(1), 4_300_000),
    (11, At::Open(3), 5_860_000),
    (7, At::Open(5), 2_750_000),
    (6, At::Open(8), 3_680_000),
    (11, At::Open(11), 6_400_000),
    (8, At::Open(13), 3_120_000),
    (10, At::Open(16), 5_240_000),
    (9, At::Open(18), 2_990_000),
];

/// Refunds: payment, day, fen.
const RETURNS: &[(usize, At, i64)] = &[(3, At::Before(17), 1_200_000), (18, At::Open(4), 600_000)];

fn day(months: &Months, at: At) -> beichen_engine::day::Day {
    let of = |month: &Month, place| month.at(place);
    match at {
        At::Past(days) => months.workday_until(months.start().plus_days(-days)),
        At::Before(place) => of(&months.before, place),
        At::Middle(place) => of(&months.middle, place),
        At::Open(place) => of(&months.open, place),
    }
}

/// Writes her documents into the books; gives the names of her customers.
pub fn write(books: &mut Books, months: &Months, seed: u64) {
    let mut dice = Dice::of(seed, LIN);
    let clients: Vec<usize> = CLIENTS.iter().map(|(name, tier)| books.client(LIN, (*name).to_owned(), tier)).collect();
    let mut deals = Vec::with_capacity(DEALS.len());
    for (client, signed, yuan, split) in DEALS {
        let client = clients.get(*client).copied().unwrap_or(0);
        let terms = Terms { owner: LIN, client, signed_on: day(months, *signed), gross: yuan * 100, split };
        deals.push(books.deal(&terms, &mut dice));
    }
    let mut receipts = Vec::with_capacity(RECEIPTS.len());
    for (deal, received, amount) in RECEIPTS {
        let deal = deals.get(*deal).copied().unwrap_or(0);
        receipts.push(books.receipt(deal, day(months, *received), *amount, &mut dice));
    }
    for (receipt, refunded, amount) in RETURNS {
        let receipt = receipts.get(*receipt).copied().unwrap_or(0);
        books.refund(receipt, day(months, *refunded), *amount);
    }
}

/// The names that nobody else's customer may bear.
pub fn names() -> impl Iterator<Item = String> {
    CLIENTS.iter().map(|(name, _)| (*name).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn her_months_add_up_as_written() {
        let months = Months::of("2026-07-31".parse().unwrap());
        let mut books = Books::default();
        write(&mut books, &months, 1);
        let mut sums = [0, 0, 0];
        for (sum, month) in sums.iter_mut().zip(months.all()) {
            for receipt in books.receipts.iter().filter(|one| month.days().contains(one.received_on)) {
                let share = if books.deal_of(receipt).unwrap().split.is_empty() { 100 } else { 70 };
                *sum += receipt.amount * share / 100;
            }
            let back = books.returns.iter().filter(|one| month.days().contains(one.refunded_on));
            *sum -= back.map(|one| one.amount).sum::<i64>();
        }
        assert_eq!(sums, [37_200_000, 42_863_340, 33_740_000]);
    }

    #[test]
    fn no_order_of_hers_is_overpaid_and_no_payment_comes_before_its_order() {
        for today in ["2026-03-31", "2026-07-31", "2026-10-31", "2026-11-30"] {
            let months = Months::of(today.parse().unwrap());
            let mut books = Books::default();
            write(&mut books, &months, 1);
            assert!(books.deals.iter().all(|deal| deal.open >= 0), "{today}");
            for receipt in &books.receipts {
                assert!(books.deal_of(receipt).unwrap().signed_on <= receipt.received_on, "{today}");
            }
        }
    }

    #[test]
    fn the_shared_order_leaves_chen_what_is_said() {
        let shared: i64 = RECEIPTS.iter().filter(|(deal, _, _)| *deal == 5).map(|(_, _, fen)| fen).sum();
        assert_eq!(shared * 30 / 100, CHENS_SHARE);
        assert_eq!(SHARED, format!("{LIN} 70%, {} 30%", crate::demo::roster::CHEN));
    }
}
