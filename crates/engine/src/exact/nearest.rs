//! The whole number nearest to a fraction of whole numbers, in 64 bits where both fit.

use std::cmp::Ordering;

use crate::exact::Rounding;

/// Quotient toward zero and remainder; `None` where the denominator is not above 0.
#[inline]
pub(crate) fn split(num: i128, den: i128) -> Option<(i128, i128)> {
    if let (Ok(num), Ok(den)) = (i64::try_from(num), i64::try_from(den)) {
        return (den > 0).then(|| (i128::from(num / den), i128::from(num % den)));
    }
    (den > 0).then(|| (num / den, num % den))
}

/// The whole number nearest to `num / den`, which need not be in lowest terms; `None` where the denominator is not
/// above 0.
#[inline]
pub(crate) fn nearest(num: i128, den: i128, rounding: Rounding) -> Option<i128> {
    if let (Ok(num), Ok(den)) = (i64::try_from(num), i64::try_from(den)) {
        return nearest_short(num, den, rounding).map(i128::from);
    }
    let (down, rest) = split(num, den)?;
    let rest = rest.abs();
    let is_up = is_up(rounding, rest.cmp(&(den - rest)), down % 2 != 0);
    Some(if is_up { down + num.signum() } else { down })
}

/// The same in 64 bits. A quotient that is rounded up is never the greatest number: its denominator is 2 at least.
#[inline]
fn nearest_short(num: i64, den: i64, rounding: Rounding) -> Option<i64> {
    if den <= 0 {
        return None;
    }
    let (down, rest) = (num / den, (num % den).abs());
    let is_up = is_up(rounding, rest.cmp(&(den - rest)), down % 2 != 0);
    Some(if is_up { down + num.signum() } else { down })
}

/// Whether a rest, compared with what is missing to a whole, goes up.
#[inline]
pub(super) fn is_up(rounding: Rounding, rest: Ordering, is_odd: bool) -> bool {
    match (rounding, rest) {
        (Rounding::Down, _) | (_, Ordering::Less) => false,
        (_, Ordering::Greater) | (Rounding::HalfUp, Ordering::Equal) => true,
        (Rounding::HalfEven, Ordering::Equal) => is_odd,
    }
}
