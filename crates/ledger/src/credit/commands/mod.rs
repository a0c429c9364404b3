//! Everything that appends credits: documents as they are recorded, imports in bulk, and what is reckoned again.

pub mod post;
pub mod rebuild;
pub mod rederive;
pub mod restamp;
pub mod stage;
