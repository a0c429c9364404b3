//! The same pay over columns: every payout of a plan from millions of credits, without explanations.
//!
//! Credits are prepared once (`Ledger`), a plan is prepared for its people once (`Book`); then credits become figures
//! and figures become payouts:
//!
//! 1. `Figures`: what each person credits in each period. A ledger keeps running sums by person and day, so a figure
//!    is one subtraction; only of somebody who was in a component on some of the days are credits looked at.
//! 2. `Payouts`: straight pieces over figures in whole numbers, places and pots within scopes.
//!
//! The rules are those of `calculate`: pieces of curves and tiers, seats of a ranking, parts of a pot, membership,
//! goals and scopes come from the same functions. What hangs on single documents, conditions or balances is refused;
//! `calculate` takes it.
#![allow(
    clippy::indexing_slicing,
    reason = "The loops over millions of cells must not branch on what cannot happen. Every index is a person's number \
              or a cell (person × periods + period). A person's number is compared with the people where it enters \
              (`Ledger::prepare`, `Book::take_late`), every vector of cells is made with people × periods cells, and \
              where a ledger, figures or payouts meet a book, people and cells are compared first."
)]

mod account;
mod book;
mod facts;
mod figures;
mod ledger;
mod marks;
mod outline;
mod pay;
mod refusal;
mod roster;
mod rule;
mod sums;

pub use book::Book;
pub use figures::Figures;
pub use ledger::{Late, Ledger, Rows};
pub use marks::Marks;
pub use pay::Payouts;
pub use refusal::Refusal;
