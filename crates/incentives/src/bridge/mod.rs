//! Why a run's period would pay otherwise today: the difference by its causes, adding up exactly.

pub mod queries;
pub mod routes;
pub mod views;
