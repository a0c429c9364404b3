//! Straight pieces: what curves, tiers and bands are made of, and in which of them a value lies.

use crate::exact::Exact;
use crate::plan::model::Edge;

/// The straight line slope × value + shift, on the stretch for which it holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Piece {
    pub slope: Exact,
    pub shift: Exact,
}

impl Piece {
    /// The same everywhere.
    pub(crate) const fn flat(value: Exact) -> Self {
        Self { slope: Exact::ZERO, shift: value }
    }

    /// The line through two points; flat where they stand above each other.
    pub(crate) fn through((x, y): &(Exact, Exact), (other_x, other_y): &(Exact, Exact)) -> Self {
        let slope = (other_y - y).checked_div(&(other_x - x)).unwrap_or(Exact::ZERO);
        let shift = y - &(&slope * x);
        Self { slope, shift }
    }

    /// Its height at this value.
    pub(crate) fn at(&self, value: &Exact) -> Exact {
        &(&self.slope * value) + &self.shift
    }

    /// So many times as high.
    pub(crate) fn times(&self, factor: &Exact) -> Self {
        Self { slope: &self.slope * factor, shift: &self.shift * factor }
    }
}

/// In which of the rising, half-open steps a value lies: `up` puts a value on a bound into the upper one. What lies
/// below the first bound is in the first.
pub(crate) fn place_of(bounds: impl Iterator<Item = Exact>, edge: Edge, value: &Exact) -> usize {
    let passed = bounds.take_while(|bound| match edge {
        Edge::Up => *bound <= *value,
        Edge::Down => *bound < *value,
    });
    passed.count().saturating_sub(1)
}
