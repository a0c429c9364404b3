//! Dividing to the last minor unit: splits, pools, goals, tied prizes, instalments, refunds.

use num_bigint::BigInt;
use num_traits::{Signed, ToPrimitive, Zero};
use std::cmp::Reverse;

/// Why something could not be divided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AllocateError {
    /// No weight is above zero.
    #[error("there is nothing to share by")]
    NothingToShareBy,
    /// A weight is below zero.
    #[error("a share cannot be negative")]
    NegativeWeight,
    /// A result does not fit 64 bits.
    #[error("the amount is too large")]
    TooLarge,
}

/// Splits `total` (minor units) in proportion to `weights`, to the last minor unit.
///
/// The parts always add up to `total`. Units that rounding leaves over go to the largest remainders, and to the
/// earlier weight when two remainders are equal, so the same input gives the same answer for ever. A zero weight
/// gets zero, and `allocate(-x) = -allocate(x)`.
pub fn allocate(total: i64, weights: &[i128]) -> Result<Vec<i64>, AllocateError> {
    if weights.iter().any(|weight| *weight < 0) {
        return Err(AllocateError::NegativeWeight);
    }
    let fits = || {
        let whole = weights.iter().try_fold(0_i128, |sum, weight| sum.checked_add(*weight))?;
        i128::from(total).abs().checked_mul(whole)?;
        Some(whole)
    };
    match fits() {
        Some(0) => Err(AllocateError::NothingToShareBy),
        Some(whole) => allocate_small(total, weights, whole),
        None => allocate_big(total, &weights.iter().map(|weight| BigInt::from(*weight)).collect::<Vec<_>>()),
    }
}

struct Share<T> {
    place: usize,
    minor: T,
    rest: T,
}

fn allocate_small(total: i64, weights: &[i128], whole: i128) -> Result<Vec<i64>, AllocateError> {
    let sign = i128::from(total.signum());
    let magnitude = i128::from(total).abs(); // -5 is shared out as 5 is
    let mut shares: Vec<Share<i128>> = Vec::with_capacity(weights.len());
    for (place, weight) in weights.iter().enumerate() {
        let exact = magnitude * weight;
        shares.push(Share { place, minor: exact / whole, rest: exact % whole });
    }
    let given: i128 = shares.iter().map(|share| share.minor).sum();
    let left_over = usize::try_from(magnitude - given).map_err(|_| AllocateError::TooLarge)?;
    shares.sort_by_key(|share| (Reverse(share.rest), share.place));
    for share in shares.iter_mut().take(left_over) {
        share.minor += 1;
    }
    shares.sort_by_key(|share| share.place);
    shares.into_iter().map(|share| i64::try_from(sign * share.minor).map_err(|_| AllocateError::TooLarge)).collect()
}

fn allocate_big(total: i64, weights: &[BigInt]) -> Result<Vec<i64>, AllocateError> {
    let whole: BigInt = weights.iter().sum();
    if whole.is_zero() {
        return Err(AllocateError::NothingToShareBy);
    }
    let magnitude = BigInt::from(total).abs();
    let mut shares: Vec<Share<BigInt>> = Vec::with_capacity(weights.len());
    for (place, weight) in weights.iter().enumerate() {
        let exact = &magnitude * weight;
        shares.push(Share { place, minor: &exact / &whole, rest: &exact % &whole });
    }
    let given: BigInt = shares.iter().map(|share| &share.minor).sum();
    let left_over = (magnitude - given).to_usize().ok_or(AllocateError::TooLarge)?;
    shares.sort_by(|a, b| b.rest.cmp(&a.rest).then(a.place.cmp(&b.place)));
    for share in shares.iter_mut().take(left_over) {
        share.minor += 1;
    }
    shares.sort_by_key(|share| share.place);
    shares.into_iter().map(|share| (share.minor * total.signum()).to_i64().ok_or(AllocateError::TooLarge)).collect()
}
