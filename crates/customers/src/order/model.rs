//! An order and what may become of it.

use std::collections::BTreeMap;

use beichen_engine::day::Day;
use beichen_engine::document::{Payee, PayeeError, check_payees};
use beichen_engine::money::Currency;
use beichen_engine::rate::Rate;
use beichen_kernel::{Error, FieldError, Id, MemberId, Version};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use strum::{EnumIter, IntoStaticStr};

use crate::customer::model::{CustomerId, Origin};
use crate::product::model::ProductId;

beichen_kernel::id!(
    /// An order.
    OrderId, "order", "customers.order"
);
beichen_kernel::id!(
    /// A line of an order; it keeps its id over edits.
    LineId, "line", "customers.order_line"
);

beichen_kernel::errors! {
    /// Why an order refuses a change.
    pub enum OrderError in "customers.order" {
        AlreadyCancelled = "already_cancelled" => Conflict,
        CodeTaken { value: String } = "code_taken" => Conflict,
        ForeignCurrency { currency: String, reporting: String } = "foreign_currency" => Invalid,
        CustomerStays = "customer_stays" => Invalid,
        NoLines = "no_lines" => Invalid,
        SplitNotWhole { total: String, missing: String } = "split_not_whole" => Invalid,
        SplitTwice = "split_twice" => Invalid,
        SplitNotPositive = "split_not_positive" => Invalid,
        DueBeforeSigned { signed_on: String } = "due_before_signed" => Invalid,
        GrossBelowNet { net: String } = "gross_below_net" => Invalid,
        NotAnAmount { value: String } = "not_an_amount" => Invalid,
        NegativeAmount { value: String } = "negative_amount" => Invalid,
        NegativeQuantity { value: String } = "negative_quantity" => Invalid,
        NotAShare { value: String } = "not_a_share" => Invalid,
        TooLarge = "too_large" => Invalid,
        UnknownLine { value: String } = "unknown_line" => Invalid,
        Unknown { value: String } = "unknown" => Invalid,
        NegativeNet { value: String } = "negative_net" => Invalid,
    }
}

/// What was sold.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Order {
    pub id: OrderId,
    pub version: Version,
    pub code: String,
    pub customer: CustomerId,
    pub cancelled: bool,
    pub terms: Terms,
    /// The place in the transaction that recorded it first.
    pub place: i64,
    pub origin: Option<Origin>,
}

/// What an edit may change.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Terms {
    /// The sales person whose order it is, unless it is split.
    pub owner: Option<MemberId>,
    pub signed_on: Day,
    pub due_on: Option<Day>,
    pub currency: Currency,
    pub lines: Vec<Line>,
    /// Who shares it; empty: the owner's alone.
    pub splits: Vec<Split>,
    pub fields: BTreeMap<String, Value>,
}

/// One line. Amounts in minor units.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    pub id: LineId,
    pub product: Option<ProductId>,
    pub quantity: i64,
    /// Without tax and freight.
    pub net_minor: i64,
    /// With tax and freight; equal to net where none was given.
    pub gross_minor: i64,
    pub unit_cost_minor: Option<i64>,
}

/// One person's share of an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Split {
    pub member: MemberId,
    pub share: Rate,
}

/// What can happen to an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumIter, IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Action {
    Edit,
    Cancel,
}

impl Action {
    /// Whether the order's state permits it.
    pub const fn fits(self, is_cancelled: bool) -> bool {
        match self {
            Self::Edit | Self::Cancel => !is_cancelled,
        }
    }
}

impl Terms {
    /// Everything that is wrong with them, each at its place in the request.
    pub fn check(&self, reporting: Currency) -> Vec<FieldError> {
        let mut wrong = Vec::new();
        if self.currency != reporting {
            let error = OrderError::ForeignCurrency {
                currency: self.currency.code().to_owned(),
                reporting: reporting.code().to_owned(),
            };
            wrong.push(at("currency", &error));
        }
        if self.lines.is_empty() {
            wrong.push(at("lines", &OrderError::NoLines));
        }
        if self.net_minor().is_none() || self.gross_minor().is_none() {
            wrong.push(at("lines", &OrderError::TooLarge));
        }
        if self.due_on.is_some_and(|due| due < self.signed_on) {
            wrong.push(at("due_on", &OrderError::DueBeforeSigned { signed_on: self.signed_on.to_string() }));
        }
        for (place, line) in self.lines.iter().enumerate() {
            wrong.extend(line.check(place));
        }
        wrong.extend(self.check_split());
        wrong
    }

    fn check_split(&self) -> Option<FieldError> {
        let payees: Vec<Payee> = self
            .splits
            .iter()
            .map(|split| Payee { person: split.member.uuid().as_u128().into(), share: split.share })
            .collect();
        let error = match check_payees(&payees).err()? {
            PayeeError::NotWhole(total) => OrderError::SplitNotWhole {
                total: total.percent(),
                missing: Rate::from_ppm(Rate::ONE.ppm().saturating_sub(total.ppm())).percent(),
            },
            PayeeError::NotPositive(_) => OrderError::SplitNotPositive,
            PayeeError::Twice(_) => OrderError::SplitTwice,
        };
        Some(at("splits", &error))
    }

    /// Sum of the lines without tax; `None` beyond 64 bits.
    pub fn net_minor(&self) -> Option<i64> {
        self.lines.iter().try_fold(0_i64, |sum, line| sum.checked_add(line.net_minor))
    }

    /// Sum of the lines with tax; `None` beyond 64 bits.
    pub fn gross_minor(&self) -> Option<i64> {
        self.lines.iter().try_fold(0_i64, |sum, line| sum.checked_add(line.gross_minor))
    }
}

impl Line {
    fn check(&self, place: usize) -> Vec<FieldError> {
        let mut wrong = Vec::new();
        if self.quantity < 0 {
            let error = OrderError::NegativeQuantity { value: self.quantity.to_string() };
            wrong.push(at(&format!("lines.{place}.quantity"), &error));
        }
        if self.net_minor < 0 {
            let error = OrderError::NegativeNet { value: self.net_minor.to_string() };
            wrong.push(at(&format!("lines.{place}.net"), &error));
        }
        if self.gross_minor < self.net_minor {
            let error = OrderError::GrossBelowNet { net: self.net_minor.to_string() };
            wrong.push(at(&format!("lines.{place}.gross"), &error));
        }
        let cost = self.unit_cost_minor.unwrap_or_default();
        if cost < 0 {
            let error = OrderError::NegativeAmount { value: cost.to_string() };
            wrong.push(at(&format!("lines.{place}.unit_cost"), &error));
        }
        if cost.checked_mul(self.quantity).is_none() {
            wrong.push(at(&format!("lines.{place}.unit_cost"), &OrderError::TooLarge));
        }
        wrong
    }

    /// What the whole line costs; `None` without a cost.
    pub fn cost_minor(&self) -> Option<i64> {
        self.unit_cost_minor?.checked_mul(self.quantity)
    }
}

impl Order {
    /// Changes what was agreed. Money already received stays where it was counted until the ledger spreads it anew.
    pub fn edit(&mut self, terms: Terms, reporting: Currency) -> Result<(), Error> {
        self.must_stand()?;
        let wrong = terms.check(reporting);
        if !wrong.is_empty() {
            return Err(Error::invalid(wrong));
        }
        self.terms = terms;
        Ok(())
    }

    /// Cancels the order: it counts no more and takes no further payment. What was paid stays until it is refunded.
    pub fn cancel(&mut self) -> Result<(), OrderError> {
        self.must_stand()?;
        self.cancelled = true;
        Ok(())
    }

    const fn must_stand(&self) -> Result<(), OrderError> {
        if self.cancelled { Err(OrderError::AlreadyCancelled) } else { Ok(()) }
    }
}

/// An error at a place of the request, with its values.
pub fn at(path: &str, error: &OrderError) -> FieldError {
    let whole = Error::from(error.clone());
    let mut field = FieldError::new(path, error.code());
    for (name, value) in whole.params() {
        field = field.with(name, value.clone());
    }
    field
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
    use beichen_kernel::Kind;
    use uuid::Uuid;

    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn member(n: u128) -> MemberId {
        Uuid::from_u128(n).into()
    }

    fn order() -> Order {
        Order {
            id: Uuid::from_u128(1).into(),
            version: Version::FIRST,
            code: "SO-1".to_owned(),
            customer: Uuid::from_u128(2).into(),
            cancelled: false,
            terms: terms(),
            place: 0,
            origin: None,
        }
    }

    fn terms() -> Terms {
        Terms {
            owner: Some(member(7)),
            signed_on: day("2026-03-02"),
            due_on: None,
            currency: Currency::CNY,
            lines: vec![Line {
                id: Uuid::from_u128(3).into(),
                product: None,
                quantity: 1,
                net_minor: 100_00,
                gross_minor: 113_00,
                unit_cost_minor: None,
            }],
            splits: Vec::new(),
            fields: BTreeMap::new(),
        }
    }

    fn refused(terms: Terms) -> Vec<(String, String)> {
        let error = order().edit(terms, Currency::CNY).unwrap_err();
        assert_eq!(error.kind(), Kind::Invalid);
        error.fields().iter().map(|field| (field.path.clone(), field.code.clone())).collect()
    }

    #[test]
    fn a_split_of_99_percent_is_refused_with_what_is_missing() {
        let mut terms = terms();
        let share = |percent: i64| Rate::from_ppm(percent * 10_000);
        terms.splits =
            vec![Split { member: member(7), share: share(70) }, Split { member: member(8), share: share(29) }];
        let error = order().edit(terms, Currency::CNY).unwrap_err();
        let field = &error.fields()[0];
        assert_eq!(field.code, "customers.order.split_not_whole");
        assert_eq!(field.params["missing"], "1%");
    }

    #[test]
    fn every_refusal_names_its_place() {
        let case = |change: fn(&mut Terms)| {
            let mut terms = terms();
            change(&mut terms);
            refused(terms)
        };
        let one = |path: &str, code: &str| vec![(path.to_owned(), format!("customers.order.{code}"))];
        assert_eq!(case(|t| t.lines.clear()), one("lines", "no_lines"));
        assert_eq!(case(|t| t.currency = "USD".parse().unwrap()), one("currency", "foreign_currency"));
        assert_eq!(case(|t| t.due_on = Some(day("2026-03-01"))), one("due_on", "due_before_signed"));
        assert_eq!(case(|t| t.lines[0].quantity = -1), one("lines.0.quantity", "negative_quantity"));
        assert_eq!(case(|t| t.lines[0].gross_minor = 99_99), one("lines.0.gross", "gross_below_net"));
        assert_eq!(case(|t| t.lines[0].unit_cost_minor = Some(-1)), one("lines.0.unit_cost", "negative_amount"));
        let whole = Split { member: member(7), share: Rate::from_ppm(500_000) };
        let mut twice = terms();
        twice.splits = vec![whole, whole];
        assert_eq!(refused(twice), one("splits", "split_twice"));
        let mut negative = terms();
        negative.splits = vec![Split { share: Rate::ZERO, ..whole }];
        assert_eq!(refused(negative), one("splits", "split_not_positive"));
    }

    #[test]
    fn a_cancelled_order_is_neither_edited_nor_cancelled_again() {
        let mut order = order();
        order.cancel().unwrap();
        assert_eq!(order.cancel(), Err(OrderError::AlreadyCancelled));
        assert_eq!(order.edit(terms(), Currency::CNY).unwrap_err().code(), "customers.order.already_cancelled");
        assert!(!Action::Edit.fits(order.cancelled) && !Action::Cancel.fits(order.cancelled));
    }
}
