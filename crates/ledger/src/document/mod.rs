//! Source documents: what other capabilities hand down, with every version that it had.

pub mod model;

pub mod queries;

pub mod store;

