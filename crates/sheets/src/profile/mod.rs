//! How the columns of a company's own file become the columns that the product knows.

pub mod model;
