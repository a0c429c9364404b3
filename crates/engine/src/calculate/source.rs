//! Values that a plan states or takes from the person: money, rates and amounts of a measure.

use crate::calculate::run::{ExceptionCode, Reason};
use crate::calculate::scene::{Scene, Stop};
use crate::decimal;
use crate::exact::Exact;
use crate::plan::expression::FactValue;
use crate::plan::model::{MeasureUnit, Source};
use crate::rate::Rate;

impl Scene<'_, '_> {
    /// Money in minor units. The line is closed where the person has no such value.
    pub(crate) fn money_of(&self, source: &Source<i64>) -> Result<Exact, Stop> {
        self.amount_of(source, self.plan.currency.minor_digits())
    }

    /// An amount in the units of a measure.
    pub(crate) fn quantity_of(&self, source: &Source<i64>, unit: MeasureUnit) -> Result<Exact, Stop> {
        self.amount_of(source, unit.digits(self.plan.currency))
    }

    /// A rate, share or coefficient.
    pub(crate) fn rate_of(&self, source: &Source<Rate>) -> Result<Exact, Stop> {
        let (key, value) = match source {
            Source::Fixed(rate) => return Ok(Exact::from(*rate)),
            Source::Grade(key) | Source::Member(key) => (key, self.stated(source)),
        };
        let rate = match value {
            Some(FactValue::Rate(rate)) => Some(*rate),
            Some(FactValue::Text(text)) => text.parse().ok(),
            Some(FactValue::Integer(number)) => number.checked_mul(Rate::PER_ONE).map(Rate::from_ppm),
            _ => None,
        };
        rate.map(Exact::from).ok_or_else(|| self.no_value(key))
    }

    fn amount_of(&self, source: &Source<i64>, digits: u8) -> Result<Exact, Stop> {
        let (key, value) = match source {
            Source::Fixed(amount) => return Ok(Exact::whole(*amount)),
            Source::Grade(key) | Source::Member(key) => (key, self.stated(source)),
        };
        let amount = match value {
            Some(FactValue::Money(minor)) => Some(Exact::whole(*minor)),
            Some(FactValue::Text(text)) => decimal::parse_exact(text, digits).ok().map(Exact::whole),
            Some(FactValue::Integer(number)) => Some(&Exact::whole(*number) * &Exact::power_of_ten(digits)),
            _ => None,
        };
        amount.ok_or_else(|| self.no_value(key))
    }

    /// What the person's facts say; `None` where nobody stated it.
    fn stated<T>(&self, source: &Source<T>) -> Option<&FactValue> {
        let segment = self.segment()?;
        match source {
            Source::Fixed(_) => None,
            Source::Grade(column) => segment.grade_values.get(column),
            Source::Member(field) => segment.fields.get(field),
        }
    }

    /// Closes the line for want of a value of the person.
    pub(crate) fn no_value(&self, subject: &str) -> Stop {
        self.notice(ExceptionCode::NoValue, subject);
        Stop::Closed(Reason::NoValue)
    }
}

/// Where a value comes from, as the explanation names it.
pub(crate) fn origin<T>(source: &Source<T>) -> (&'static str, &str) {
    match source {
        Source::Fixed(_) => ("plan", ""),
        Source::Grade(column) => ("grade", column),
        Source::Member(field) => ("member", field),
    }
}
