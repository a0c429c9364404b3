//! What would be paid: for further payments, at the measures expected by the period's end, or by another plan.

pub mod model;
pub mod policy;
pub mod queries;
pub mod routes;
pub mod views;
