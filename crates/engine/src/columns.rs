//! The same pay over columns: every payout of a plan from millions of credits, without explanations.
//!
//! A plan is prepared for its people once (`Book`). From its questions follow marks (`Marks`): days between which nobody
//! ever asks for a part. Then credits become figures and figures become payouts:
//!
//! 1. `Ledger`: one sum by person between marks, made in one pass over rows in any order (`Ledger::sum`). It may also keep
//!    every credit by person and day (`Ledger::prepare`), for other people's days or another plan's periods.
//! 2. `Figures`: what each person credits in each period: a few sums; only where the marks are those of other questions are
//!    credits looked at.
//! 3. `Payouts`: straight pieces over figures in whole numbers, places and pots within scopes.
//!
//! The rules are those of `calculate`: pieces of curves and tiers, seats of a ranking, parts of a pot, membership,
//! goals and scopes come from the same functions. What hangs on single documents, conditions or balances is refused;
//! `calculate` takes it.
#![allow(
    clippy::indexing_slicing,
    reason = "The loops over millions of rows and cells must not branch on what cannot happen. Every index is a person's \
              number, a cell (person × periods + period), or a sum (stretch × spans + span). A person's number is \
              compared with the people where it enters (`Sums::take`, `Ledger::add`, `Book::take_late`), every vector of \
              cells is made with people × periods cells, every sum lies where `Marks` says, of which there are as many \
              as the sums were made with, and where a ledger, figures or payouts meet a book, people and cells are \
              compared first."
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
