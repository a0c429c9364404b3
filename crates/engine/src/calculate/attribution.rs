//! Dividing a line's pay among its documents, to the last minor unit.

use std::ops::Neg;

use crate::exact::{Exact, Rounding, split};

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
    let parts: Vec<i64> = claims.iter().map(|claim| claim.round(1, Rounding::Down)).collect::<Option<_>>()?;
    let rests = claims.iter().zip(&parts).map(|(claim, part)| claim - &Exact::whole(*part)).collect();
    give_out(total, parts, rests)
}

/// As `settle`, of claims with one denominator, which is above 0.
pub(crate) fn settle_over(total: i64, claims: &[i128], denominator: i128) -> Option<Vec<i64>> {
    let mut parts = Vec::with_capacity(claims.len());
    let mut rests = Vec::with_capacity(claims.len());
    for claim in claims {
        let (part, rest) = split(*claim, denominator)?;
        parts.push(i64::try_from(part).ok()?);
        rests.push(rest);
    }
    give_out(total, parts, rests)
}

/// Gives what whole parts leave of the total to the largest rests, an equal one to the earlier.
fn give_out<R: Ord + Neg<Output = R>>(total: i64, mut parts: Vec<i64>, rests: Vec<R>) -> Option<Vec<i64>> {
    let given = parts.iter().try_fold(0_i64, |sum, part| sum.checked_add(*part))?;
    let left = total.checked_sub(given)?;
    let turned = rests.into_iter().map(|rest| if left < 0 { -rest } else { rest });
    let mut rests: Vec<(R, usize)> = turned.zip(0..).collect();
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
