//! The name of a statement. What it says is decided in the trial that it belongs to.

beichen_kernel::id!(
    /// One person's statement of one trial.
    StatementId, "statement", "incentives.statement"
);

beichen_kernel::errors! {
    /// Why no one statement is found.
    pub enum StatementError in "incentives.statement" {
        WhichPlan { plans: String } = "which_plan" => Invalid,
        BadInstant { text: String } = "bad_instant" => Invalid,
    }
}
