//! What a measure counts: its definition with every default filled in, its one canonical text and its hash.

mod reading;

use crate::decimal;
use crate::money::Currency;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// What a measure counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, strum::EnumString, strum::IntoStaticStr)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum MeasureOf {
    /// Net amount of orders on the day of signing.
    Orders,
    /// Payments as received.
    Payments,
    /// Price minus cost.
    Margin,
    /// Pieces sold.
    Quantity,
    /// 1 for a customer's first order or payment.
    NewCustomers,
    /// The amount of that order.
    FirstOrders,
    /// Visits made.
    Visits,
    /// Satisfaction: the mean of the answers.
    Csat,
    /// Net promoter score of the answers.
    Nps,
    /// Values typed or imported.
    Manual,
    /// Events with a value.
    Events,
}

/// Without tax and freight, or with them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, strum::EnumString, strum::IntoStaticStr)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum AmountBasis {
    /// Without.
    Net,
    /// With.
    Gross,
}

/// Which day of a document counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, strum::EnumString, strum::IntoStaticStr)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum MeasureDay {
    /// The order's.
    SignedOn,
    /// The payment's.
    ReceivedOn,
    /// The entry's own day; not writable.
    Own,
}

/// What one unit of a measure's amounts is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MeasureUnit {
    /// Minor units of the reporting currency.
    Money,
    /// Whole pieces.
    Count,
    /// A decimal with so many digits after the dot.
    Score {
        /// Digits, 0..=6.
        scale: u8,
    },
}

/// On which day a refund counts.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, strum::EnumString, strum::IntoStaticStr,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum RefundDay {
    /// Its own.
    #[default]
    Own,
    /// The day of the credit that it takes back.
    Original,
}

/// Whether a document is split among its payees before or after its cap.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, strum::EnumString, strum::IntoStaticStr,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum CapOrder {
    /// Each payee's part is capped.
    #[default]
    SplitThenCap,
    /// The document is capped, then divided.
    CapThenSplit,
}

/// What a text says of a measure; what it does not say is `None` and gets its default.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MeasureSpec {
    /// "orders", "payments", …
    pub of: String,
    /// "net" or "gross".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<String>,
    /// Source text of the condition.
    #[serde(default, rename = "where", skip_serializing_if = "Option::is_none")]
    pub filter: Option<String>,
    /// `signed_on` or `received_on`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub day: Option<String>,
    /// "money", "count" or "score".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// Digits of a score.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scale: Option<i64>,
    /// "own" or "original".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refund_day: Option<String>,
    /// `split_then_cap` or `cap_then_split`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cap_order: Option<String>,
    /// Decimal text in the measure's unit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cap_each: Option<String>,
}

/// A measure's definition, complete. Made by [`Measure::try_new`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Measure {
    /// One key in the organisation.
    pub key: String,
    /// What it counts.
    pub of: MeasureOf,
    /// Meaningful for `orders`, `payments`, `first_orders`; `net` elsewhere.
    pub amount: AmountBasis,
    /// Source text of `where`, without blanks around it.
    pub filter: Option<String>,
    /// Which day counts.
    pub day: MeasureDay,
    /// What its amounts are.
    pub unit: MeasureUnit,
    /// Meaningful where payments are credited; `own` elsewhere.
    pub refund_day: RefundDay,
    /// Meaningful with `cap_each`; `split_then_cap` without it.
    pub cap_order: CapOrder,
    /// At most this much of one document counts, in the measure's smallest unit, above 0.
    pub cap_each: Option<i64>,
}

/// What is wrong with one attribute of a measure.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("measure attribute `{attribute}`: {problem}")]
pub struct MeasureError {
    /// The attribute as the text writes it: `of`, `amount`, `day`, `unit`, `scale`, `refund_day`, `cap_each`, `cap_order`; or `key`.
    pub attribute: &'static str,
    /// What is wrong.
    pub problem: MeasureProblem,
}

/// The kinds of mistake in a measure.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MeasureProblem {
    /// Not one of the values allowed here; the list names those.
    #[error("`{value}` is not one of {allowed:?}")]
    NotOneOf {
        /// What was written.
        value: String,
        /// What may be written.
        allowed: Vec<&'static str>,
    },
    /// The attribute says nothing about what this measure counts.
    #[error("it has no meaning for this measure")]
    NoMeaning,
    /// Not an amount above 0 in the measure's unit.
    #[error("`{0}` is not an amount above 0 in the measure's unit")]
    NotAnAmount(String),
    /// Not 0 to 6 digits.
    #[error("a score has 0 to 6 digits after the dot")]
    Scale,
    /// The key is not lower-case letters, digits and `_`, beginning with a letter.
    #[error("`{0}` is not a key")]
    Key(String),
}

impl MeasureOf {
    /// As texts write it.
    pub fn key(self) -> &'static str {
        self.into()
    }

    /// Whether its credits are answers: a measure of them is their mean or score, never their sum.
    pub const fn is_answered(self) -> bool {
        matches!(self, MeasureOf::Csat | MeasureOf::Nps)
    }

    /// All of them, in the order of the reference.
    pub const ALL: [MeasureOf; 11] = [
        MeasureOf::Orders,
        MeasureOf::Payments,
        MeasureOf::Margin,
        MeasureOf::Quantity,
        MeasureOf::NewCustomers,
        MeasureOf::FirstOrders,
        MeasureOf::Visits,
        MeasureOf::Csat,
        MeasureOf::Nps,
        MeasureOf::Manual,
        MeasureOf::Events,
    ];

    /// The days that may count, the default first; `Own` alone means that the text must not say any.
    pub fn days(self) -> &'static [MeasureDay] {
        match self {
            MeasureOf::Orders | MeasureOf::Quantity => &[MeasureDay::SignedOn],
            MeasureOf::Payments => &[MeasureDay::ReceivedOn],
            MeasureOf::Margin | MeasureOf::NewCustomers | MeasureOf::FirstOrders => {
                &[MeasureDay::SignedOn, MeasureDay::ReceivedOn]
            }
            _ => &[MeasureDay::Own],
        }
    }

    /// Whether net or gross can be said, and which it is by default.
    pub fn amount_basis(self) -> Option<AmountBasis> {
        match self {
            MeasureOf::Orders | MeasureOf::FirstOrders => Some(AmountBasis::Net),
            MeasureOf::Payments => Some(AmountBasis::Gross),
            _ => None,
        }
    }

    /// The unit where the text says none.
    pub fn default_unit(self) -> MeasureUnit {
        match self {
            MeasureOf::Orders | MeasureOf::Payments | MeasureOf::Margin | MeasureOf::FirstOrders => MeasureUnit::Money,
            MeasureOf::Csat | MeasureOf::Nps => MeasureUnit::Score { scale: 2 },
            _ => MeasureUnit::Count,
        }
    }

    /// The units that the text may say.
    pub fn units(self) -> &'static [&'static str] {
        match self {
            MeasureOf::Orders | MeasureOf::Payments | MeasureOf::Margin | MeasureOf::FirstOrders => &["money"],
            MeasureOf::Csat | MeasureOf::Nps => &["score"],
            MeasureOf::Manual | MeasureOf::Events => &["money", "count", "score"],
            _ => &["count"],
        }
    }
}

impl MeasureUnit {
    /// Digits after the dot of an amount in this unit.
    pub fn digits(self, currency: Currency) -> u8 {
        self.digits_beside(currency.minor_digits())
    }

    /// The same where money has so many.
    pub(crate) fn digits_beside(self, minor_digits: u8) -> u8 {
        match self {
            MeasureUnit::Money => minor_digits,
            MeasureUnit::Count => 0,
            MeasureUnit::Score { scale } => scale,
        }
    }

    /// "money", "count" or "score".
    pub fn key(self) -> &'static str {
        match self {
            MeasureUnit::Money => "money",
            MeasureUnit::Count => "count",
            MeasureUnit::Score { .. } => "score",
        }
    }
}

impl Measure {
    /// Fills in the defaults and refuses what has no meaning; all mistakes at once.
    pub fn try_new(key: &str, spec: &MeasureSpec, currency: Currency) -> Result<Measure, Vec<MeasureError>> {
        let mut reading = reading::Reading { errors: Vec::new() };
        reading.key(key);
        let Some(of) = reading.of(&spec.of) else {
            return Err(reading.errors);
        };
        let unit = reading.unit(of, spec);
        let cap_each = reading.cap_each(of, spec, unit.digits(currency));
        let cap_order = reading.named("cap_order", spec.cap_order.as_deref(), &reading::CAP_ORDERS);
        let filter = spec.filter.as_deref().map(str::trim).filter(|text| !text.is_empty());
        let measure = Measure {
            key: key.to_owned(),
            of,
            amount: reading.amount(of, spec),
            filter: filter.map(str::to_owned),
            day: reading.day(of, spec),
            unit,
            refund_day: RefundDay::Own,
            cap_order: cap_order.filter(|_| cap_each.is_some()).unwrap_or_default(),
            cap_each,
        };
        let measure = Measure { refund_day: reading.refund_day(&measure, spec), ..measure };
        if reading.errors.is_empty() { Ok(measure) } else { Err(reading.errors) }
    }

    /// True if its credits are parts of payments, which refunds take back.
    pub fn counts_payments(&self) -> bool {
        self.of == MeasureOf::Payments || (self.of == MeasureOf::Margin && self.day == MeasureDay::ReceivedOn)
    }

    /// Reads an amount of this measure: "1234.50" for money, "12" for a count.
    pub fn parse_amount(&self, text: &str, currency: Currency) -> Result<i64, decimal::DecimalError> {
        decimal::parse_exact(text, self.unit.digits(currency))
    }

    /// Writes an amount of this measure.
    pub fn format_amount(&self, amount: i64, currency: Currency) -> String {
        decimal::format(amount, self.unit.digits(currency))
    }

    /// One line per attribute that has meaning here, in a fixed order, defaults written out: two definitions are the
    /// same measure exactly if these texts are equal.
    pub fn canonical(&self, currency: Currency) -> String {
        let mut lines = vec![format!("key = {}", quoted(&self.key)), named("of", self.of.key())];
        if self.of.amount_basis().is_some() {
            lines.push(named("amount", self.amount.into()));
        }
        if let Some(filter) = &self.filter {
            lines.push(format!("where = {}", quoted(filter)));
        }
        if self.day != MeasureDay::Own {
            lines.push(named("day", self.day.into()));
        }
        lines.push(named("unit", self.unit.key()));
        match self.unit {
            MeasureUnit::Money => lines.push(named("currency", currency.code())),
            MeasureUnit::Score { scale } => lines.push(format!("scale = {scale}")),
            MeasureUnit::Count => {}
        }
        if self.counts_payments() {
            lines.push(named("refund_day", self.refund_day.into()));
        }
        if let Some(cap) = self.cap_each {
            lines.push(named("cap_order", self.cap_order.into()));
            lines.push(named("cap_each", &self.format_amount(cap, currency)));
        }
        lines.push(String::new());
        lines.join("\n")
    }

    /// SHA-256 of the canonical text, 64 hexadecimal digits.
    pub fn hash(&self, currency: Currency) -> String {
        hex::encode(Sha256::digest(self.canonical(currency).as_bytes()))
    }
}

fn named(attribute: &str, value: &str) -> String {
    format!("{attribute} = \"{value}\"")
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
