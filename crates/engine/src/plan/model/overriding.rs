//! `kind = "override"`: rates on what the people below credit or earn.

use super::Commission;

/// A commission of a lead on what the people below bring.
#[derive(Debug, Clone, PartialEq)]
pub struct Override {
    pub of: Overridden,
    pub depth: Depth,
    /// Rate or tiers. Its `measure` is the one overridden, empty for a component; it has no `rates_by` and no `cap_each`.
    pub rates: Commission,
}

/// What the people below bring.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Overridden {
    /// Their credits of this measure of money.
    Credits(String),
    /// What this component of the same period pays them.
    Pay(String),
}

/// How far below somebody counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Depth {
    /// Everybody below.
    #[default]
    All,
    /// Those whose nearest lead it is.
    Nearest,
}
