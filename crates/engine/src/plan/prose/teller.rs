//! Puts the plan's values into sentences: which unit an amount has, and where a value comes from.

use super::SentenceCode as Code;
use super::{Phrase, Spoken};
use crate::day::Day;
use crate::decimal;
use crate::plan::model::{Edge, MeasureUnit, Plan, Source};
use crate::rate::Rate;

/// Who tells a plan.
pub(super) struct Teller<'p> {
    pub(super) plan: &'p Plan,
}

impl<'p> Teller<'p> {
    pub(super) const fn new(plan: &'p Plan) -> Self {
        Self { plan }
    }

    pub(super) fn money(&self, minor: i64) -> Spoken {
        self.amount(minor, MeasureUnit::Money)
    }

    pub(super) fn unit_of(&self, measure: &str) -> MeasureUnit {
        self.plan.measure(measure).map_or(MeasureUnit::Money, |measure| measure.unit)
    }

    /// An amount in the units of that measure.
    pub(super) fn amount_of(&self, amount: i64, measure: &str) -> Spoken {
        self.amount(amount, self.unit_of(measure))
    }

    pub(super) fn amount(&self, amount: i64, unit: MeasureUnit) -> Spoken {
        let text = decimal::format(amount, unit.digits(self.plan.currency));
        if unit == MeasureUnit::Money { Spoken::Money(text) } else { Spoken::Number(text) }
    }

    pub(super) fn money_source(&self, source: &Source<i64>) -> Spoken {
        of_source(source, |minor| self.money(minor))
    }

    /// The component's title, which stands for it wherever another one names it.
    pub(super) fn title_of(&self, component: &str) -> Spoken {
        Spoken::text(self.plan.component(component).map_or(component, |found| found.title.as_str()))
    }
}

/// A value of the plan, or where the person has it.
pub(super) fn of_source<T: Copy>(source: &Source<T>, fixed: impl Fn(T) -> Spoken) -> Spoken {
    match source {
        Source::Fixed(value) => fixed(*value),
        Source::Grade(column) => Phrase::new(Code::OfGrade).with("column", Spoken::text(column)).spoken(),
        Source::Member(field) => Phrase::new(Code::OfMember).with("field", Spoken::text(field)).spoken(),
    }
}

pub(super) fn rate(rate: Rate) -> Spoken {
    Spoken::Rate(rate.percent())
}

pub(super) fn rate_source(source: &Source<Rate>) -> Spoken {
    of_source(source, rate)
}

pub(super) fn factor(rate: Rate) -> Spoken {
    Spoken::Factor(rate.decimal())
}

pub(super) fn factor_source(source: &Source<Rate>) -> Spoken {
    of_source(source, factor)
}

/// Points of a score, held in hundredths.
pub(super) fn points(hundredths: i64) -> Spoken {
    Spoken::Number(decimal::format_short(hundredths, 2))
}

pub(super) fn day(day: Day) -> Spoken {
    Spoken::Day(day.to_string())
}

/// To which tier a bound belongs.
pub(super) fn edge(edge: Edge) -> Spoken {
    Spoken::word("edge", if edge == Edge::Up { "up" } else { "down" })
}

/// As the place of a sentence: the bound itself.
pub(super) fn place_of(bound: &Spoken) -> String {
    match bound {
        Spoken::Money(text) | Spoken::Number(text) | Spoken::Rate(text) => text.clone(),
        _ => String::new(),
    }
}
