//! The name of a statement. What it says is decided in the trial that it belongs to.

beichen_kernel::id!(
    /// One person's statement of one trial.
    StatementId, "statement", "incentives.statement"
);
