//! The sample company's documents: most come in sheets, month by month; some are typed in one by one.

use beichen_customers::order::commands as order_commands;
use beichen_customers::order::store as orders;
use beichen_customers::payment::commands as payment_commands;
use beichen_customers::payment::store as payments;
use beichen_customers::payment::views::PaymentWrite;
use beichen_customers::refund::commands as refund_commands;
use beichen_customers::refund::views::RefundWrite;
use beichen_engine::day::Day;
use beichen_engine::money::Money;
use beichen_kernel::{Ctx, Error, Result, Role};

use super::Company;
use super::books::{Books, Deal, Receipt, Return};
use super::people::People;
use super::roster::{CHEN, JOINS, LEAVES, LIN, MOVES};
use super::sheets::Sheet;
use super::{names, sellers};

/// Payments that nobody has matched with an order yet: fen, and what the bank says.
const UNMATCHED: &[(i64, &str)] = &[
    (1_860_000, "工商银行尾号 3321 · 货款"),
    (4_215_050, "招商银行尾号 8806 · 合同款"),
    (930_000, "工商银行尾号 3321 · 备件"),
    (2_764_000, "中国银行尾号 1275 · 往来款"),
    (5_500_000, "工商银行尾号 3321 · 预付款"),
];

/// What is booked after the locks, in fen.
const LATE_PAYMENT: i64 = 1_860_000;
const LATE_REFUND: i64 = 600_000;

/// People with a story of their own.
const STORIES: [&str; 7] = [LIN, CHEN, "CY105", "CY112", MOVES, JOINS, LEAVES];

/// Writes everything until today.
pub async fn build(company: &Company<'_>, people: &People) -> Result<()> {
    let books = sellers::books(&company.months, company.seed);
    let desk = Desk { company, books: &books };
    company.import(products()).await?;
    company.import(desk.customers()).await?;
    for (from, until, file) in desk.stretches() {
        company.import(desk.orders(from, until, &format!("{file} 订单.csv"))).await?;
        company.import(desk.payments(from, until, &format!("{file} 回款.csv"))).await?;
        company.import(desk.refunds(from, until, &format!("{file} 退款.csv"))).await?;
    }
    desk.cancel_orders().await?;
    let finance = company.acting(people.login(Role::Finance)?).await?;
    desk.lins_refunds(&finance).await?;
    desk.unmatched(&finance).await
}

/// What comes to be known after the months were locked: a payment of the middle one, a refund of the oldest one.
pub async fn late(company: &Company<'_>, people: &People) -> Result<()> {
    let books = sellers::books(&company.months, company.seed);
    let desk = Desk { company, books: &books };
    let finance = company.acting(people.login(Role::Finance)?).await?;
    desk.late_payment(&finance).await?;
    desk.late_refund(&finance).await
}

fn products() -> Sheet {
    let mut sheet = Sheet::new("products", "产品目录.csv", &["code", "name", "family"]);
    for (code, name, family) in names::PRODUCTS {
        sheet.row([code, name, family]);
    }
    sheet
}

struct Desk<'a> {
    company: &'a Company<'a>,
    books: &'a Books,
}

impl Desk<'_> {
    fn amount(&self, minor: i64) -> String {
        Money::new(minor, self.company.ctx.currency()).decimal()
    }

    /// The time before the three months, then each of them: first day, the day after the last, name of the files.
    fn stretches(&self) -> Vec<(Day, Day, String)> {
        let months = &self.company.months;
        let mut stretches = vec![(Day::MIN, months.start(), format!("{} 以前", months.before.name))];
        let end = months.today.plus_days(1);
        stretches.extend(months.all().map(|month| (month.first, month.days().end.min(end), month.name.clone())));
        stretches
    }

    fn customers(&self) -> Sheet {
        let mut sheet = Sheet::new("customers", "客户.csv", &["code", "name", "owner", "tier"]);
        for one in &self.books.clients {
            sheet.row([&one.code, &one.name, one.owner, one.tier]);
        }
        sheet
    }

    fn orders(&self, from: Day, until: Day, file: &str) -> Sheet {
        let titles = [
            "code",
            "line",
            "customer",
            "owner",
            "split",
            "signed_on",
            "due_on",
            "product",
            "quantity",
            "net",
            "gross",
            "unit_cost",
        ];
        let mut sheet = Sheet::new("orders", file, &titles);
        let mut deals: Vec<&Deal> =
            self.books.deals.iter().filter(|deal| deal.signed_on >= from && deal.signed_on < until).collect();
        deals.sort_by_key(|deal| &deal.code);
        for deal in deals {
            let customer = self.books.clients.get(deal.client).map(|client| client.code.as_str()).unwrap_or_default();
            for (place, line) in deal.lines.iter().enumerate() {
                sheet.row([
                    &deal.code,
                    &(place + 1).to_string(),
                    customer,
                    deal.owner,
                    deal.split,
                    &deal.signed_on.to_string(),
                    &deal.due_on.to_string(),
                    line.product,
                    &line.quantity.to_string(),
                    &self.amount(line.net),
                    &self.amount(line.gross),
                    &self.amount(line.unit_cost),
                ]);
            }
        }
        sheet
    }

    fn payments(&self, from: Day, until: Day, file: &str) -> Sheet {
        let mut sheet = Sheet::new("payments", file, &["code", "order", "received_on", "amount", "account"]);
        let mut receipts: Vec<_> =
            self.books.receipts.iter().filter(|one| one.received_on >= from && one.received_on < until).collect();
        receipts.sort_by_key(|one| &one.code);
        for one in receipts {
            let order = self.books.deal_of(one).map(|deal| deal.code.as_str()).unwrap_or_default();
            sheet.row([&one.code, order, &one.received_on.to_string(), &self.amount(one.amount), one.account]);
        }
        sheet
    }

    /// Refunds but for 林晓燕's: those are typed in.
    fn refunds(&self, from: Day, until: Day, file: &str) -> Sheet {
        let mut sheet = Sheet::new("refunds", file, &["code", "payment", "refunded_on", "amount"]);
        let mut returns: Vec<&Return> =
            self.books.returns.iter().filter(|one| one.refunded_on >= from && one.refunded_on < until).collect();
        returns.sort_by_key(|one| &one.code);
        for one in returns.into_iter().filter(|one| !self.is_lins(one)) {
            let payment = self.payment_code(one);
            sheet.row([&one.code, payment, &one.refunded_on.to_string(), &self.amount(one.amount)]);
        }
        sheet
    }

    fn payment_code(&self, refund: &Return) -> &str {
        self.books.receipts.get(refund.receipt).map(|receipt| receipt.code.as_str()).unwrap_or_default()
    }

    fn is_lins(&self, refund: &Return) -> bool {
        let receipt = self.books.receipts.get(refund.receipt);
        receipt.and_then(|receipt| self.books.deal_of(receipt)).is_some_and(|deal| deal.owner == LIN)
    }

    async fn cancel_orders(&self) -> Result<()> {
        let today = self.company.months.today;
        let (ctx, db) = (self.company.ctx, &self.company.deps.db);
        for deal in self.books.deals.iter().filter(|deal| deal.is_cancelled && deal.signed_on <= today) {
            let tx = db.read(ctx).await?;
            let order = orders::find_by_code(&tx, &deal.code).await?;
            drop(tx);
            let order = order.ok_or_else(|| missing(&deal.code))?;
            order_commands::cancel(ctx, db, order.id, order.version).await?;
        }
        Ok(())
    }

    async fn lins_refunds(&self, finance: &Ctx) -> Result<()> {
        let (today, db) = (self.company.months.today, &self.company.deps.db);
        for one in self.books.returns.iter().filter(|one| one.refunded_on <= today && self.is_lins(one)) {
            let code = self.payment_code(one);
            let tx = db.read(finance).await?;
            let payment = payments::find_by_code(&tx, code).await?;
            drop(tx);
            let write = RefundWrite {
                code: Some(one.code.clone()),
                payment_id: payment.ok_or_else(|| missing(code))?.id,
                refunded_on: one.refunded_on,
                amount: self.amount(one.amount),
            };
            refund_commands::create(finance, db, write).await?;
        }
        Ok(())
    }

    /// Of people about whom no other story is told.
    fn is_quiet(deal: &Deal) -> bool {
        !STORIES.contains(&deal.owner) && deal.split.is_empty() && !deal.is_cancelled
    }

    /// 18,600.00 of an order that is not paid in full: received in the middle month, booked after its lock.
    async fn late_payment(&self, finance: &Ctx) -> Result<()> {
        let db = &self.company.deps.db;
        let received_on = self.company.months.middle.at(17);
        let fits = |deal: &&Deal| Self::is_quiet(deal) && deal.open >= LATE_PAYMENT && deal.signed_on <= received_on;
        let deal = self.books.deals.iter().find(fits).ok_or_else(|| missing("an order that is still open"))?;
        let tx = db.read(finance).await?;
        let order = orders::find_by_code(&tx, &deal.code).await?.ok_or_else(|| missing(&deal.code))?;
        drop(tx);
        let (_, month, day) = received_on.ymd();
        let write = PaymentWrite {
            code: Some(format!("HK-{:02}{month:02}{day:02}-91", received_on.year() % 100)),
            order_id: Some(order.id),
            customer_id: None,
            received_on,
            amount: self.amount(LATE_PAYMENT),
            account: "工商银行尾号 3321".to_owned(),
        };
        payment_commands::create(finance, db, write).await.map(|_| ())
    }

    /// 6,000.00 of a payment of the oldest month, given back in it, booked after its lock.
    async fn late_refund(&self, finance: &Ctx) -> Result<()> {
        let db = &self.company.deps.db;
        let (before, refunded_on) = (&self.company.months.before, self.company.months.before.at(20));
        let untouched = |place: &usize| !self.books.returns.iter().any(|one| one.receipt == *place);
        let fits = |(place, receipt): &(usize, &Receipt)| {
            before.days().contains(receipt.received_on)
                && receipt.amount >= LATE_REFUND * 2
                && untouched(place)
                && self.books.deal_of(receipt).is_some_and(Self::is_quiet)
        };
        let found = self.books.receipts.iter().enumerate().rev().find(fits);
        let (_, receipt) = found.ok_or_else(|| missing("a payment of the oldest month"))?;
        let tx = db.read(finance).await?;
        let payment = payments::find_by_code(&tx, &receipt.code).await?.ok_or_else(|| missing(&receipt.code))?;
        drop(tx);
        let write = RefundWrite { code: None, payment_id: payment.id, refunded_on, amount: self.amount(LATE_REFUND) };
        refund_commands::create(finance, db, write).await.map(|_| ())
    }

    /// One on each of the last workdays.
    async fn unmatched(&self, finance: &Ctx) -> Result<()> {
        let days = self.company.months.last_workdays(UNMATCHED.len());
        for (received_on, (amount, account)) in days.into_iter().zip(UNMATCHED) {
            let (_, month, day) = received_on.ymd();
            let write = PaymentWrite {
                code: Some(format!("HK-{:02}{month:02}{day:02}-90", received_on.year() % 100)),
                order_id: None,
                customer_id: None,
                received_on,
                amount: self.amount(*amount),
                account: (*account).to_owned(),
            };
            payment_commands::create(finance, &self.company.deps.db, write).await?;
        }
        Ok(())
    }
}

fn missing(code: &str) -> Error {
    Error::internal(format!("{code} was not imported"))
}
