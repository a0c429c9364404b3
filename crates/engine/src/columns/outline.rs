//! Straight pieces in whole numbers: slopes and bounds as integers over one denominator.
#![deny(clippy::indexing_slicing)]

use num_integer::Integer;

use crate::columns::Refusal;
use crate::component::piece::Piece;
use crate::exact::Exact;
use crate::plan::model::Edge;

/// A fraction of 64-bit numbers, the denominator above 0.
pub(super) type Short = (i64, i64);

/// Rising pieces over a value `x / unit`.
#[derive(Debug, Clone)]
pub(super) struct Outline {
    /// Where all but the first line begin, rising.
    bounds: Vec<Short>,
    lines: Vec<Line>,
    edge: Edge,
}

/// (slope × x + shift × unit) ÷ per.
#[derive(Debug, Clone, Copy)]
struct Line {
    slope: i64,
    shift: i64,
    per: i64,
}

impl Outline {
    /// Of pieces by the bound from which each holds; the first holds below its bound too.
    pub(super) fn of(pieces: impl IntoIterator<Item = (Exact, Piece)>, edge: Edge) -> Result<Self, Refusal> {
        let (bounds, lines): (Vec<Exact>, Vec<Piece>) = pieces.into_iter().unzip();
        let bounds = bounds.iter().skip(1).map(short).collect::<Option<_>>().ok_or(Refusal::TooLarge)?;
        let lines = lines.iter().map(Line::of).collect::<Option<_>>().ok_or(Refusal::TooLarge)?;
        Ok(Self { bounds, lines, edge })
    }

    /// The height at `x / unit` as numerator over denominator, both times `unit`.
    ///
    /// All factors have at most 63 bits (`short`), so that neither product nor their sum leaves 128.
    #[inline]
    pub(super) fn at(&self, x: i64, unit: i64) -> (i128, i64) {
        // Counted to the end, for a break would often be foretold wrongly.
        let up = i128::from(matches!(self.edge, Edge::Up));
        let is_reached = |(num, den): &Short| usize::from(wide(x, *den) + up > wide(*num, unit));
        let place = self.bounds.iter().map(is_reached).sum::<usize>();
        self.lines.get(place).copied().unwrap_or(Line::NOTHING).at(x, unit)
    }

    /// The same on the first piece, wherever the value lies.
    pub(super) fn at_first(&self, x: i64, unit: i64) -> (i128, i64) {
        self.lines.first().copied().unwrap_or(Line::NOTHING).at(x, unit)
    }
}

impl Line {
    const NOTHING: Self = Self { slope: 0, shift: 0, per: 1 };

    fn of(piece: &Piece) -> Option<Self> {
        let ((slope, down), (shift, across)) = (short(&piece.slope)?, short(&piece.shift)?);
        let common = down.gcd(&across);
        let per = down.checked_mul(across / common)?;
        let (slope, shift) = (slope.checked_mul(across / common)?, shift.checked_mul(down / common)?);
        Some(Self { slope: fits(slope)?, shift: fits(shift)?, per })
    }

    #[inline]
    fn at(self, x: i64, unit: i64) -> (i128, i64) {
        (wide(self.slope, x) + wide(self.shift, unit), self.per)
    }
}

/// Where numerator and denominator leave room for one sum.
pub(super) fn short(value: &Exact) -> Option<Short> {
    let (num, den) = value.short()?;
    Some((fits(num)?, den))
}

fn fits(value: i64) -> Option<i64> {
    (value.unsigned_abs() <= i64::MAX.unsigned_abs() / 2).then_some(value)
}

#[inline]
pub(super) fn wide(one: i64, other: i64) -> i128 {
    i128::from(one) * i128::from(other)
}
