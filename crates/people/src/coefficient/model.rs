//! Coefficients set for a period: of the company, of a unit, of a person. Without one, 1 holds.

use beichen_engine::day::{Day, DayRange};
use beichen_engine::rate::Rate;
use strum::{Display, EnumString};
use uuid::Uuid;

beichen_kernel::errors! {
    /// Why a coefficient is refused.
    pub enum CoefficientError in "people.coefficient" {
        UnknownPeriod { period: String } = "unknown_period" => Invalid,
        DaysMissing = "days_missing" => Invalid,
        EndsBeforeItBegins = "ends_before_it_begins" => Invalid,
        SubjectMissing = "subject_missing" => Invalid,
        Negative = "negative" => Invalid,
    }
}

/// Whose coefficient it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Display, EnumString)]
#[strum(serialize_all = "snake_case")]
pub enum CoefficientScope {
    Company,
    Unit,
    Person,
}

/// A coefficient of these days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coefficient {
    pub key: String,
    pub scope: CoefficientScope,
    /// The unit's or the person's id; all zero for the company.
    pub subject: Uuid,
    pub days: DayRange,
    pub value: Rate,
}

/// The days of a natural period: `2026-03`, `2026-Q1`, `2026-H1`, `2026`.
pub fn natural_period(text: &str) -> Result<DayRange, CoefficientError> {
    let unknown = || CoefficientError::UnknownPeriod { period: text.to_owned() };
    let (year, rest) = text.trim().split_once('-').unwrap_or((text.trim(), ""));
    let year: i32 = Some(year).filter(|year| year.len() == 4).and_then(|year| year.parse().ok()).ok_or_else(unknown)?;
    let (first_month, months) = match rest {
        "" => (1, 12),
        "H1" => (1, 6),
        "H2" => (7, 6),
        "Q1" => (1, 3),
        "Q2" => (4, 3),
        "Q3" => (7, 3),
        "Q4" => (10, 3),
        month => (month.parse::<u8>().ok().filter(|_| month.len() == 2).ok_or_else(unknown)?, 1),
    };
    let from = Day::from_ymd(year, first_month, 1).ok_or_else(unknown)?;
    Ok(DayRange::new(from, from.plus_months(months)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_natural_period_is_read_and_another_refused() {
        let days = |from: &str, end: &str| DayRange::new(from.parse().unwrap(), end.parse().unwrap());
        assert_eq!(natural_period("2026-02"), Ok(days("2026-02-01", "2026-03-01")));
        assert_eq!(natural_period("2026-Q4"), Ok(days("2026-10-01", "2027-01-01")));
        assert_eq!(natural_period("2026-H2"), Ok(days("2026-07-01", "2027-01-01")));
        assert_eq!(natural_period("2026"), Ok(days("2026-01-01", "2027-01-01")));
        for text in ["2026-13", "2026-2", "26-02", "2026-Q5", "spring", ""] {
            assert!(natural_period(text).is_err(), "{text}");
        }
    }
}
