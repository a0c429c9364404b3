//! What columns do not take, so that `calculate` must.
#![deny(clippy::indexing_slicing)]

use crate::calculate::CalculateError;

/// Why a plan, its people or their credits cannot be paid by columns.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The component needs what columns do not hold: single documents, conditions, balances, values of a person.
    #[error("{component}: columns do not hold what {what} needs")]
    NotHeld { component: String, what: &'static str },
    /// A value needs more than 64 bits; `calculate` goes on in big integers.
    #[error("an amount is too large for columns")]
    TooLarge,
    /// Rows of different lengths, or of somebody whom the book does not know.
    #[error("the rows do not fit the people")]
    Rows,
    /// Only sums are kept (`Ledger::sum`), and they are of other questions.
    #[error("the sums are those of another book")]
    NotSummed,
    /// The pipeline itself refuses.
    #[error(transparent)]
    Calculate(#[from] CalculateError),
}
