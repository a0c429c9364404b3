//! Rates, shares and coefficients: decimals held in parts per million.

use crate::decimal::{self, DecimalError};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::fmt;
use std::str::FromStr;

/// A rate in parts per million: 2 % is 20 000, a coefficient of 1.3 is 1 300 000.
///
/// Serde and `Display` use the decimal fraction, as on the wire: "0.02", "1.3".
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Rate(i64);

/// How a rate was written; a plan says "1.5x" where a multiplier of a base rate is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RateForm {
    /// "2%"
    Percent,
    /// "3‰"
    PerMille,
    /// "0.02"
    Decimal,
    /// "1.5x"
    Times,
}

impl Rate {
    /// Nothing.
    pub const ZERO: Rate = Rate(0);
    /// 100 %.
    pub const ONE: Rate = Rate(1_000_000);
    /// Parts of one whole.
    pub const PER_ONE: i64 = 1_000_000;

    /// So many parts per million.
    pub const fn from_ppm(ppm: i64) -> Rate {
        Rate(ppm)
    }

    /// Parts per million.
    pub const fn ppm(self) -> i64 {
        self.0
    }

    /// Reads "2%", "3‰", "0.02", "130%" or "1.5x", and says which form it was. Finer than a millionth is refused.
    pub fn parse(text: &str) -> Result<(Rate, RateForm), DecimalError> {
        let (number, digits, form) = if let Some(number) = text.strip_suffix('%') {
            (number, 4, RateForm::Percent)
        } else if let Some(number) = text.strip_suffix('‰') {
            (number, 3, RateForm::PerMille)
        } else if let Some(number) = text.strip_suffix('x') {
            (number, 6, RateForm::Times)
        } else {
            (text, 6, RateForm::Decimal)
        };
        decimal::parse_exact(number, digits).map(|ppm| (Rate(ppm), form))
    }

    /// "0.02": the shortest exact decimal fraction.
    pub fn decimal(self) -> String {
        decimal::format_short(self.0, 6)
    }

    /// "2%": the shortest exact percentage.
    pub fn percent(self) -> String {
        format!("{}%", decimal::format_short(self.0, 4))
    }

    /// The sum of all, `None` beyond 64 bits.
    pub fn sum(rates: impl IntoIterator<Item = Rate>) -> Option<Rate> {
        rates.into_iter().try_fold(0_i64, |sum, rate| sum.checked_add(rate.0)).map(Rate)
    }
}

impl FromStr for Rate {
    type Err = DecimalError;

    fn from_str(text: &str) -> Result<Rate, DecimalError> {
        Rate::parse(text).map(|(rate, _)| rate)
    }
}

impl fmt::Display for Rate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.decimal())
    }
}

impl Serialize for Rate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Rate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Rate, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(de::Error::custom)
    }
}
