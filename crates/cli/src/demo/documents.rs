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
use super::books::{Books, Deal, Return};
use super::people::People;
use super::roster::LIN;
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
