//! Curves, bands and tiers: from a value to what it is worth.

use super::number::{Ratio, nothing, whole};
use beichen_engine::plan::model::{Apply, Beyond, Edge};

/// "a value exactly on a bound": `up` belongs to the upper step, `down` to the lower; what is below all is in the first.
pub fn place_of(value: &Ratio, bounds: &[Ratio], edge: Edge) -> usize {
    let mut found = 0;
    for (place, from) in bounds.iter().enumerate() {
        let is_reached = match edge {
            Edge::Up => value >= from,
            Edge::Down => value > from,
        };
        if is_reached {
            found = place;
        }
    }
    found
}

/// What the step is worth in which the value lies.
pub fn step_of<'s>(value: &Ratio, steps: &'s [(Ratio, Ratio)], edge: Edge) -> &'s Ratio {
    let bounds: Vec<Ratio> = steps.iter().map(|(from, _)| from.clone()).collect();
    &steps[place_of(value, &bounds, edge)].1
}

/// "`linear` (between points)"; "below the first point of a `linear` curve pays 0"; beyond the last flat, or along the last segment.
pub fn linear(value: &Ratio, points: &[(Ratio, Ratio)], beyond: Beyond) -> Ratio {
    let between = |low: &(Ratio, Ratio), high: &(Ratio, Ratio)| {
        &low.1 + (&high.1 - &low.1) * (value - &low.0) / (&high.0 - &low.0)
    };
    let last = points.len() - 1;
    if *value < points[0].0 {
        return nothing();
    }
    if *value >= points[last].0 {
        return match beyond {
            Beyond::Flat => points[last].1.clone(),
            Beyond::Extend => between(&points[last - 1], &points[last]),
        };
    }
    let high = points.iter().position(|(at, _)| value < at).unwrap();
    between(&points[high - 1], &points[high])
}

/// What an amount earns under tiers of (bound, rate): "`marginal` 超额累进 or `whole` 全额累进"; "a negative net amount lies in the first tier".
pub fn tiered(amount: &Ratio, tiers: &[(Ratio, Ratio)], apply: Apply, edge: Edge) -> Ratio {
    if *amount <= nothing() {
        return amount * &tiers[0].1;
    }
    if apply == Apply::Whole {
        return amount * step_of(amount, tiers, edge);
    }
    let mut sum = whole(0);
    for (place, (from, rate)) in tiers.iter().enumerate() {
        let end = tiers.get(place + 1).map_or(amount, |(next, _)| next.min(amount));
        if end > from {
            sum += (end - from) * rate;
        }
    }
    sum
}
