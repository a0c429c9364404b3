//! A figure that runs in straight pieces as one measure grows: an attainment, a score, a weighted sum of them.

use crate::component::piece::Piece as Line;
use crate::exact::Exact;
use crate::plan::model::ScorePoint;

/// From here on a straight line.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Piece {
    from: Exact,
    /// The figure there.
    at: Exact,
    /// What one unit more adds.
    slope: Exact,
}

/// Rising by where they begin. Before the first piece the figure is 0.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Pieces(Vec<Piece>);

impl Pieces {
    /// `per_unit` for each unit above 0, at most `limit`.
    pub(super) fn growing(per_unit: &Exact, limit: Option<&Exact>) -> Self {
        let mut pieces = vec![Piece { from: Exact::ZERO, at: Exact::ZERO, slope: per_unit.clone() }];
        let full = limit.and_then(|limit| Some((limit.checked_div(per_unit)?, limit)));
        pieces.extend(full.map(|(from, limit)| Piece { from, at: limit.clone(), slope: Exact::ZERO }));
        Self(pieces)
    }

    /// Straight between points, flat after the last.
    pub(super) fn through(points: &[ScorePoint]) -> Self {
        let exact = |point: &ScorePoint| (Exact::whole(point.at), Exact::whole(point.score));
        let piece = |(place, point): (usize, &ScorePoint)| {
            let (from, at) = exact(point);
            let next = points.get(place + 1).map(exact);
            let slope = next.map_or(Exact::ZERO, |next| Line::through(&(from.clone(), at.clone()), &next).slope);
            Piece { from, at, slope }
        };
        Self(points.iter().enumerate().map(piece).collect())
    }

    /// So many times as much.
    pub(super) fn times(self, weight: &Exact) -> Self {
        let weighted = |piece: Piece| Piece { from: piece.from, at: &piece.at * weight, slope: &piece.slope * weight };
        Self(self.0.into_iter().map(weighted).collect())
    }

    /// Both together: it bends where one of them bends.
    pub(super) fn plus(&self, other: &Self) -> Self {
        let mut bends: Vec<&Exact> = self.bends().chain(other.bends()).collect();
        bends.sort();
        bends.dedup();
        let slope = |of: &Self, at: &Exact| of.piece_at(at).map_or(Exact::ZERO, |piece| piece.slope.clone());
        let piece = |from: &Exact| Piece {
            from: from.clone(),
            at: &self.value(from) + &other.value(from),
            slope: &slope(self, from) + &slope(other, from),
        };
        Self(bends.into_iter().map(piece).collect())
    }

    /// The figure at this actual.
    pub(super) fn value(&self, at: &Exact) -> Exact {
        self.piece_at(at).map_or(Exact::ZERO, |piece| piece.value(at))
    }

    /// Where the pieces begin.
    pub(super) fn bends(&self) -> impl Iterator<Item = &Exact> {
        self.0.iter().map(|piece| &piece.from)
    }

    /// The actuals at which a sloping piece comes to this figure.
    pub(super) fn reaching(&self, figure: &Exact) -> Vec<Exact> {
        let ends = self.bends().skip(1).map(Some).chain([None]);
        let met = |(piece, end): (&Piece, Option<&Exact>)| {
            let way = (figure - &piece.at).checked_div(&piece.slope)?;
            let at = &piece.from + &way;
            (!way.is_negative() && end.is_none_or(|end| at <= *end)).then_some(at)
        };
        self.0.iter().zip(ends).filter_map(met).collect()
    }

    fn piece_at(&self, at: &Exact) -> Option<&Piece> {
        self.0.iter().take_while(|piece| piece.from <= *at).last()
    }
}

impl Piece {
    fn value(&self, at: &Exact) -> Exact {
        &self.at + &(&self.slope * &(at - &self.from))
    }
}
