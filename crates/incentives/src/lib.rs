//! incentives
