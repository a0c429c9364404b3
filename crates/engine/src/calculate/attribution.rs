//! Dividing a line's pay among its documents, to the last minor unit.

use crate::exact::{Exact, Rounding};

/// Divides `total` in proportion to `weights`, which may be below 0: parts in order, and what no document is behind.
///
/// By largest remainder, an equal one to the earlier; symmetric, and everything adds up to `total`. Where the weights
/// cancel out, `amounts` divide instead; where they do too, nobody is behind the pay.
pub(crate) fn divide(total: i64, weights: &[Exact], amounts: &[Exact]) -> (Vec<i64>, i64) {
    for basis in [weights, amounts] {
        let parts = claims(&Exact::whole(total), basis).and_then(|claims| settle(total, &claims));
        if let Some(parts) = parts {
            return (parts, 0);
        }
    }
    (vec![0; weights.len()], total)
}

/// Exact parts of a total in proportion to these weights; `None` where they cancel out.
pub(crate) fn claims(total: &Exact, weights: &[Exact]) -> Option<Vec<Exact>> {
    let whole: Exact = weights.iter().cloned().sum();
    let unit = total.checked_div(&whole)?;
    Some(weights.iter().map(|weight| weight * &unit).collect())
}

/// Parts of exactly these amounts, whose sum is `total`, rounded so that they add up to it.
pub(crate) fn settle(total: i64, claims: &[Exact]) -> Option<Vec<i64>> {
    let mut parts: Vec<i64> = claims.iter().map(|claim| claim.round(1, Rounding::Down)).collect::<Option<_>>()?;
    let given = parts.iter().try_fold(0_i64, |sum, part| sum.checked_add(*part))?;
    let left = total.checked_sub(given)?;
    let sign = Exact::whole(left.signum());
    let mut rests: Vec<(Exact, usize)> =
        claims.iter().zip(&parts).map(|(claim, part)| &(claim - &Exact::whole(*part)) * &sign).zip(0..).collect();
    rests.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    let left_over = usize::try_from(left.unsigned_abs()).ok()?;
    if left_over > rests.len() {
        return None;
    }
    for (_, place) in rests.into_iter().take(left_over) {
        if let Some(part) = parts.get_mut(place) {
            *part += left.signum();
        }
    }
    Some(parts)
}
