//! A payment and what may become of it.

use beichen_engine::day::Day;
use beichen_engine::money::Currency;
use beichen_kernel::{Error, FieldError, Version};
use serde::{Deserialize, Serialize};
use strum::{EnumIter, IntoStaticStr};

use crate::customer::model::{CustomerId, Origin};
use crate::order::model::{Order, OrderId};

beichen_kernel::id!(
    /// A payment.
    PaymentId, "payment", "customers.payment"
);

beichen_kernel::errors! {
    /// Why a payment refuses a change.
    pub enum PaymentError in "customers.payment" {
        AlreadyCancelled = "already_cancelled" => Conflict,
        CodeTaken { value: String } = "code_taken" => Conflict,
        OrderCancelled { order: String } = "order_cancelled" => Conflict,
        OrderKeeps { order: String } = "order_keeps" => Conflict,
        OtherCustomer { order: String } = "other_customer" => Invalid,
        NotPositive { value: String } = "not_positive" => Invalid,
        BelowRefunds { refunded: String } = "below_refunds" => Conflict,
        AfterRefund { refunded_on: String } = "after_refund" => Conflict,
        Refunded { refunded: String } = "refunded" => Conflict,
        OrderUnknown { value: String } = "order_unknown" => Invalid,
        Unknown { value: String } = "unknown" => Invalid,
    }
}

/// Money received. It names an order, or is unmatched.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Payment {
    pub id: PaymentId,
    pub version: Version,
    pub code: String,
    pub terms: Terms,
    pub cancelled: bool,
    /// The place in the transaction that recorded it first.
    pub place: i64,
    pub origin: Option<Origin>,
}

/// What an edit may change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Terms {
    /// Absent: unmatched; it counts for nobody.
    pub order: Option<OrderId>,
    /// Who paid; known also while the order is not.
    pub customer: Option<CustomerId>,
    pub received_on: Day,
    pub currency: Currency,
    /// Gross, above 0.
    pub amount_minor: i64,
    /// The account or slip that it came in on.
    pub account: String,
}

/// What has been given back of a payment.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Refunded {
    /// In minor units.
    pub minor: i64,
    /// The day of the first refund.
    pub first_on: Option<Day>,
}

/// What rests on a payment already.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Resting {
    pub refunded: Refunded,
    /// The order that keeps what is matched of it, because it was cancelled, or reduced below what is paid.
    pub kept_by: Option<String>,
}

/// What can happen to a payment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumIter, IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Action {
    Edit,
    Match,
    Cancel,
    Refund,
}

impl Action {
    /// Whether the payment's state permits it.
    pub const fn fits(self, is_cancelled: bool, has_order: bool) -> bool {
        match self {
            Self::Edit | Self::Cancel | Self::Refund => !is_cancelled,
            Self::Match => !is_cancelled && !has_order,
        }
    }
}

impl Payment {
    /// Changes what was received. `order` is the order that the new terms name.
    pub fn edit(&mut self, terms: Terms, order: Option<&Order>, resting: &Resting) -> Result<(), Error> {
        self.must_stand()?;
        if terms.amount_minor <= 0 {
            return Err(Error::invalid(vec![
                FieldError::new("amount", PaymentError::NotPositive { value: String::new() }.code())
                    .with("value", crate::order::store::amount(terms.amount_minor, terms.currency)),
            ]));
        }
        if terms.amount_minor < resting.refunded.minor {
            let refunded = crate::order::store::amount(resting.refunded.minor, terms.currency);
            return Err(PaymentError::BelowRefunds { refunded }.into());
        }
        if let Some(first) = resting.refunded.first_on.filter(|first| terms.received_on > *first) {
            return Err(PaymentError::AfterRefund { refunded_on: first.to_string() }.into());
        }
        if terms.order != self.terms.order {
            if let Some(order) = &resting.kept_by {
                return Err(PaymentError::OrderKeeps { order: order.clone() }.into());
            }
            order.map_or(Ok(()), |order| accepts(order, &terms))?;
        }
        let customer = order.map(|order| order.customer).or(terms.customer);
        self.terms = Terms { customer, ..terms };
        Ok(())
    }

    /// Cancels a payment that was entered by mistake: it counts as if it had never been.
    pub fn cancel(&mut self, refunded_minor: i64) -> Result<(), PaymentError> {
        self.must_stand()?;
        if refunded_minor > 0 {
            let refunded = crate::order::store::amount(refunded_minor, self.terms.currency);
            return Err(PaymentError::Refunded { refunded });
        }
        self.cancelled = true;
        Ok(())
    }

    const fn must_stand(&self) -> Result<(), PaymentError> {
        if self.cancelled { Err(PaymentError::AlreadyCancelled) } else { Ok(()) }
    }
}

/// A cancelled order accepts no further payment, and no order one of another customer.
fn accepts(order: &Order, terms: &Terms) -> Result<(), Error> {
    if order.cancelled {
        return Err(PaymentError::OrderCancelled { order: order.code.clone() }.into());
    }
    if terms.customer.is_some_and(|customer| customer != order.customer) {
        return Err(PaymentError::OtherCustomer { order: order.code.clone() }.into());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
    use std::collections::BTreeMap;

    use uuid::Uuid;

    use super::*;

    fn terms(amount_minor: i64) -> Terms {
        Terms {
            order: Some(Uuid::from_u128(5).into()),
            customer: None,
            received_on: "2026-03-10".parse().unwrap(),
            currency: Currency::CNY,
            amount_minor,
            account: String::new(),
        }
    }

    /// Of no order yet.
    fn payment() -> Payment {
        Payment {
            id: Uuid::from_u128(1).into(),
            version: Version::FIRST,
            code: "P-1".to_owned(),
            terms: Terms { order: None, ..terms(100) },
            cancelled: false,
            place: 0,
            origin: None,
        }
    }

    fn order(cancelled: bool) -> Order {
        Order {
            id: Uuid::from_u128(5).into(),
            version: Version::FIRST,
            code: "SO-1".to_owned(),
            customer: Uuid::from_u128(2).into(),
            cancelled,
            terms: crate::order::model::Terms {
                owner: None,
                signed_on: "2026-03-01".parse().unwrap(),
                due_on: None,
                currency: Currency::CNY,
                lines: Vec::new(),
                splits: Vec::new(),
                fields: BTreeMap::new(),
            },
            place: 0,
            origin: None,
        }
    }

    #[test]
    fn a_cancelled_order_accepts_no_further_payment() {
        let error = payment().edit(terms(100), Some(&order(true)), &Resting::default()).unwrap_err();
        assert_eq!(error.code(), "customers.payment.order_cancelled");
    }

    #[test]
    fn a_payment_of_an_order_that_was_cancelled_later_can_still_be_corrected() {
        let mut payment = Payment { terms: terms(100), ..payment() };
        assert!(payment.edit(terms(90), Some(&order(true)), &Resting::default()).is_ok());
    }

    #[test]
    fn an_order_that_was_cancelled_or_reduced_keeps_what_was_paid_for_it() {
        let kept = Resting { kept_by: Some("SO-1".to_owned()), ..Resting::default() };
        for elsewhere in [None, Some(Uuid::from_u128(6).into())] {
            let mut payment = Payment { terms: terms(100), ..payment() };
            let error = payment.edit(Terms { order: elsewhere, ..terms(100) }, None, &kept).unwrap_err();
            assert_eq!(error.code(), "customers.payment.order_keeps");
            payment.edit(terms(90), None, &kept).unwrap();
        }
    }

    #[test]
    fn an_order_takes_no_payment_of_another_customer() {
        let mut other = terms(100);
        other.customer = Some(Uuid::from_u128(3).into());
        let error = payment().edit(other, Some(&order(false)), &Resting::default()).unwrap_err();
        assert_eq!(error.code(), "customers.payment.other_customer");
    }

    #[test]
    fn an_amount_is_above_nothing_and_not_below_what_was_given_back() {
        let refused = |amount, refunded_minor| {
            let refunded = Refunded { minor: refunded_minor, first_on: None };
            let resting = Resting { refunded, kept_by: None };
            payment().edit(terms(amount), None, &resting).unwrap_err()
        };
        assert_eq!(refused(0, 0).fields()[0].code, "customers.payment.not_positive");
        assert_eq!(refused(40, 50).code(), "customers.payment.below_refunds");
    }

    #[test]
    fn nothing_comes_in_after_some_of_it_was_given_back() {
        let edited = |first: &str| {
            let refunded = Refunded { minor: 10, first_on: Some(first.parse().unwrap()) };
            payment().edit(terms(100), None, &Resting { refunded, kept_by: None })
        };
        assert_eq!(edited("2026-03-09").unwrap_err().code(), "customers.payment.after_refund");
        edited("2026-03-10").unwrap();
    }

    #[test]
    fn a_refunded_payment_is_not_cancelled_and_a_cancelled_one_not_again() {
        let mut payment = payment();
        assert_eq!(payment.cancel(5).unwrap_err().code(), "customers.payment.refunded");
        payment.cancel(0).unwrap();
        assert_eq!(payment.cancel(0).unwrap_err(), PaymentError::AlreadyCancelled);
        assert!(!Action::Refund.fits(payment.cancelled, false));
    }

    #[test]
    fn a_matched_payment_takes_over_the_customer_of_its_order() {
        let mut payment = payment();
        payment.edit(terms(100), Some(&order(false)), &Resting::default()).unwrap();
        assert_eq!(payment.terms.customer, Some(Uuid::from_u128(2).into()));
    }
}
