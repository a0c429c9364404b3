//! What all tables of people share: columns read as the types of the house, and who sees whom as a condition.

pub(crate) mod epoch;
mod reach;
pub(crate) mod row;
