//! What becomes of pay after it is earned: advanced by a draw, kept back, held, paid in parts, taken back.

use super::Source;
use crate::rate::Rate;

/// Steps 8 to 11 of the pipeline, and the ladder that refunds take pay back by. By default everything earned is paid at
/// once.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PayoutRules {
    pub draw: Option<Draw>,
    pub holdback: Option<Holdback>,
    pub hold: Hold,
    /// Shares of this period and the next ones, which add to 100 %; none at all pays at once.
    pub pay: Vec<Rate>,
    /// From the shortest to the longest; none at all lets refunds lower the actual instead.
    pub clawback: Vec<Rung>,
}

/// An amount that is paid before it is earned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draw {
    /// Per period, in minor units; never prorated.
    pub amount: Source<i64>,
    pub kind: DrawKind,
    /// Whether what is drawn is owed.
    pub recoverable: bool,
    /// Number of the plan year's period from which on it is recovered; the first is 1.
    pub recover_from: i64,
    /// Of what is earned above the floor, at most 100 %.
    pub recover: Source<Rate>,
}

/// How a draw stands to what is earned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum DrawKind {
    /// Pay is filled up to the amount.
    #[default]
    Floor,
    /// The amount is paid beside what is earned.
    OnTop,
}

/// A part of the pay that is held until the plan year's last period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holdback {
    /// At most 100 %.
    pub rate: Source<Rate>,
    /// The measure of money whose total of the plan year is taken from the balance before it is released.
    pub less: Option<String>,
}

/// Whether pay waits for the customer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Hold {
    #[default]
    No,
    /// The part of a document waits until the document is paid in full.
    UntilCollected,
}

/// A refund so soon after its payment takes back this share of the pay.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rung {
    /// Holds up to the same day so many months later, the month's last day if there is none.
    pub months: i32,
    /// At most 100 %.
    pub share: Rate,
}
