//! What `decide` is told.

use clap::{Args, Subcommand};

#[derive(Debug, Subcommand)]
pub enum Decide {
    /// List flagged prizes of locked periods, and what is owed by people who are in the plan no more.
    List,
    /// Ask to pay or to keep the flagged difference of a prize; `correct approve` grants it.
    Flag {
        #[command(flatten)]
        wish: Wish,
        /// The component's key.
        #[arg(long, value_name = "C")]
        component: String,
        /// The locked period's name or first day.
        #[arg(long, value_name = "P")]
        period: String,
        /// `pay` or `keep`.
        #[arg(long, value_name = "O")]
        outcome: String,
    },
    /// Ask to write off, to settle or to move what somebody owes; `correct approve` grants it.
    Balance {
        #[command(flatten)]
        wish: Wish,
        /// The kind of the plan's periods, where it is owed in several: `month`, `quarter`, …
        #[arg(long, value_name = "KIND")]
        kind: Option<String>,
        /// `write_off`, `settle` or `move`.
        #[arg(long, value_name = "O")]
        outcome: String,
        /// Of a move: the key of the plan in which it is owed from now on.
        #[arg(long, value_name = "K")]
        to: Option<String>,
    },
}

/// Whose matter is to be decided in which plan, and why.
#[derive(Debug, Args)]
pub struct Wish {
    /// The plan's key.
    #[arg(long, value_name = "K")]
    pub plan: String,
    /// The person's code.
    #[arg(long, value_name = "P")]
    pub person: String,
    /// What the second person reads, and the statement says.
    #[arg(long, value_name = "TEXT")]
    pub reason: String,
    /// Read the password of --as from standard input.
    #[arg(long)]
    pub password_stdin: bool,
}
