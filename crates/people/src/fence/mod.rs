//! Days that locked runs cover: what is changed inside them needs a second person.

pub mod commands;
pub mod model;
pub mod store;
