//! A refund and what may become of it.

use beichen_engine::day::Day;
use beichen_kernel::{Error, FieldError, Version};
use serde::{Deserialize, Serialize};
use strum::{EnumIter, IntoStaticStr};

use crate::customer::model::Origin;
use crate::order::store::amount;
use crate::payment::model::{Payment, PaymentId};

beichen_kernel::id!(
    /// A refund.
    RefundId, "refund", "customers.refund"
);

beichen_kernel::errors! {
    /// Why a refund refuses a change.
    pub enum RefundError in "customers.refund" {
        AlreadyCancelled = "already_cancelled" => Conflict,
        CodeTaken { value: String } = "code_taken" => Conflict,
        NotPositive { value: String } = "not_positive" => Invalid,
        AbovePayment { left: String } = "above_payment" => Invalid,
        BeforePayment { received_on: String } = "before_payment" => Invalid,
        PaymentCancelled { payment: String } = "payment_cancelled" => Conflict,
        PaymentUnknown { value: String } = "payment_unknown" => Invalid,
    }
}

/// Money given back from one payment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refund {
    pub id: RefundId,
    pub version: Version,
    pub code: String,
    pub payment: PaymentId,
    pub refunded_on: Day,
    /// Gross, above 0.
    pub amount_minor: i64,
    pub cancelled: bool,
    /// The place in the transaction that recorded it first.
    pub place: i64,
    pub origin: Option<Origin>,
}

/// What can happen to a refund.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumIter, IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Action {
    Edit,
    Cancel,
}

impl Refund {
    /// Sets day and amount. `others_minor` is what other refunds of the payment have given back.
    pub fn edit(
        &mut self,
        refunded_on: Day,
        amount_minor: i64,
        payment: &Payment,
        others_minor: i64,
    ) -> Result<(), Error> {
        self.must_stand()?;
        if payment.cancelled {
            return Err(RefundError::PaymentCancelled { payment: payment.code.clone() }.into());
        }
        let currency = payment.terms.currency;
        let left = payment.terms.amount_minor.saturating_sub(others_minor);
        let error = if amount_minor <= 0 {
            Some(
                FieldError::new("amount", "customers.refund.not_positive")
                    .with("value", amount(amount_minor, currency)),
            )
        } else if amount_minor > left {
            Some(FieldError::new("amount", "customers.refund.above_payment").with("left", amount(left, currency)))
        } else if refunded_on < payment.terms.received_on {
            Some(
                FieldError::new("refunded_on", "customers.refund.before_payment")
                    .with("received_on", payment.terms.received_on.to_string()),
            )
        } else {
            None
        };
        if let Some(error) = error {
            return Err(Error::invalid(vec![error]));
        }
        self.refunded_on = refunded_on;
        self.amount_minor = amount_minor;
        Ok(())
    }

    /// Cancels a refund that was entered by mistake: it counts as if it had never been.
    pub fn cancel(&mut self) -> Result<(), RefundError> {
        self.must_stand()?;
        self.cancelled = true;
        Ok(())
    }

    const fn must_stand(&self) -> Result<(), RefundError> {
        if self.cancelled { Err(RefundError::AlreadyCancelled) } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
    use beichen_engine::money::Currency;
    use uuid::Uuid;

    use super::*;
    use crate::payment::model::Terms;

    fn payment() -> Payment {
        Payment {
            id: Uuid::from_u128(1).into(),
            version: Version::FIRST,
            code: "P-1".to_owned(),
            terms: Terms {
                order: None,
                customer: None,
                received_on: "2026-03-10".parse().unwrap(),
                currency: Currency::CNY,
                amount_minor: 100_00,
                account: String::new(),
            },
            cancelled: false,
            place: 0,
            origin: None,
        }
    }

    fn refund() -> Refund {
        Refund {
            id: Uuid::from_u128(2).into(),
            version: Version::FIRST,
            code: "R-1".to_owned(),
            payment: Uuid::from_u128(1).into(),
            refunded_on: "2026-03-12".parse().unwrap(),
            amount_minor: 1,
            cancelled: false,
            place: 0,
            origin: None,
        }
    }

    fn refused(day: &str, amount_minor: i64, others_minor: i64) -> String {
        let error = refund().edit(day.parse().unwrap(), amount_minor, &payment(), others_minor).unwrap_err();
        error.fields()[0].code.clone()
    }

    #[test]
    fn no_more_is_given_back_than_was_paid() {
        assert!(refund().edit("2026-03-12".parse().unwrap(), 60_00, &payment(), 40_00).is_ok());
        assert_eq!(refused("2026-03-12", 60_01, 40_00), "customers.refund.above_payment");
        assert_eq!(refused("2026-03-12", 0, 0), "customers.refund.not_positive");
    }

    #[test]
    fn nothing_is_given_back_before_it_was_paid() {
        assert_eq!(refused("2026-03-09", 1, 0), "customers.refund.before_payment");
    }

    #[test]
    fn a_cancelled_payment_gives_nothing_back_and_a_cancelled_refund_is_done() {
        let mut cancelled = payment();
        cancelled.cancelled = true;
        let error = refund().edit("2026-03-12".parse().unwrap(), 1, &cancelled, 0).unwrap_err();
        assert_eq!(error.code(), "customers.refund.payment_cancelled");
        let mut refund = refund();
        refund.cancel().unwrap();
        assert_eq!(refund.cancel(), Err(RefundError::AlreadyCancelled));
    }
}
