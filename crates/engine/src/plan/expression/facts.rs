//! What conditions may ask about a person: a closed list.

use crate::day::Day;
use crate::rate::Rate;

/// What a field holds; `Missing` compares as false, 0 or empty.
pub use crate::document::FieldValue as FactValue;

/// A person on one day (`who`), or on the last day in the plan within a period with the actuals of the whole period (`when`).
pub trait PersonFacts {
    /// Whether the own unit, or one above it, has this code.
    fn in_unit(&self, code: &str) -> bool;
    /// Code of the own unit; empty without one.
    fn unit(&self) -> &str;
    /// Code of the grade; empty without one.
    fn grade(&self) -> &str;
    /// The job; empty without one.
    fn position(&self) -> &str;
    fn joined_on(&self) -> Option<Day>;
    /// Full months.
    fn months_served(&self) -> i64;
    fn field(&self, key: &str) -> FactValue;
    fn has_goal(&self, measure: &str) -> bool;
    /// `actual ÷ goal ≥ share`, compared exactly; false without a goal or at a goal of 0.
    fn reached(&self, measure: &str, share: Rate) -> bool;
    /// `actual ≥ amount`, in the measure's units.
    fn at_least(&self, measure: &str, amount: i64) -> bool;
    /// Actual of a manual measure, 0 where nothing was entered; `None` beyond 64 bits.
    fn manual(&self, measure: &str) -> Option<i64>;
    /// Set for the period; 1 where nobody set it.
    fn coefficient(&self, key: &str) -> Rate;
}
