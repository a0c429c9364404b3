//! Fractions without limit, the one rounding, and what is divided so that it adds up.

use beichen_engine::exact::{Exact, Rounding};
use beichen_engine::rate::Rate;
use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Signed, ToPrimitive, Zero};

/// An exact fraction.
pub type Ratio = BigRational;

pub fn whole(value: i64) -> Ratio {
    Ratio::from_integer(BigInt::from(value))
}

pub fn nothing() -> Ratio {
    Ratio::zero()
}

pub fn one() -> Ratio {
    Ratio::one()
}

/// "decimals held as i64 parts per million".
pub fn rate(value: Rate) -> Ratio {
    Ratio::new(BigInt::from(value.ppm()), BigInt::from(1_000_000))
}

pub fn fraction(num: i64, den: i64) -> Ratio {
    Ratio::new(BigInt::from(num), BigInt::from(den))
}

/// What the engine says, as a fraction of ours.
pub fn of_engine(value: &Exact) -> Ratio {
    let (num, den) = value.parts();
    Ratio::new(num, den)
}

/// "rounded ONCE at its end (`half_up`: half away from zero …)", "`down` (toward zero); unit 0.01 or 1".
pub fn rounded(value: &Ratio, way: Rounding, step: i64) -> i64 {
    let steps = value.abs() / whole(step);
    let below = steps.floor();
    let rest = &steps - &below;
    let half = fraction(1, 2);
    let is_odd = (below.to_integer() % BigInt::from(2)).is_one();
    let goes_up = match way {
        Rounding::HalfUp => rest >= half,
        Rounding::HalfEven => rest > half || (rest == half && is_odd),
        Rounding::Down => false,
    };
    let size = if goes_up { below + one() } else { below };
    let signed = if value.is_negative() { -size } else { size };
    (signed * whole(step)).to_integer().to_i64().unwrap()
}

/// "goes by largest remainder and adds up exactly; equal remainders go to the earlier": `total` in whole steps over
/// these exact parts, none below 0.
pub fn largest_remainder(total: i64, parts: &[Ratio], step: i64) -> Vec<i64> {
    let in_steps: Vec<Ratio> = parts.iter().map(|part| part / whole(step)).collect();
    let mut given: Vec<i64> = in_steps.iter().map(|part| part.floor().to_integer().to_i64().unwrap()).collect();
    let left = total / step - given.iter().sum::<i64>();
    let mut order: Vec<usize> = (0..parts.len()).collect();
    order.sort_by_key(|place| {
        let part = &in_steps[*place];
        (part.floor() - part, *place)
    });
    for place in order.into_iter().take(usize::try_from(left).unwrap()) {
        given[place] += 1;
    }
    given.into_iter().map(|steps| steps * step).collect()
}

/// Parts of either sign that come to `total`, in whole minor units: each toward 0, and what is left goes to the largest
/// rests, "equal remainders to the earlier".
pub fn settled(total: i64, parts: &[Ratio]) -> Vec<i64> {
    let mut given: Vec<i64> = parts.iter().map(|part| part.trunc().to_integer().to_i64().unwrap()).collect();
    let left = total - given.iter().sum::<i64>();
    let mut order: Vec<usize> = (0..parts.len()).collect();
    order.sort_by_key(|place| (-parts[*place].fract() * whole(left.signum()), *place));
    for place in order.into_iter().take(usize::try_from(left.abs()).unwrap()) {
        given[place] += left.signum();
    }
    given
}

/// An amount divided by weights; "dividing is symmetric: allocate(-x) = -allocate(x)".
pub fn divided(total: i64, weights: &[i64]) -> Vec<i64> {
    let sum: i64 = weights.iter().sum();
    let parts: Vec<Ratio> = weights.iter().map(|weight| whole(total.abs()) * fraction(*weight, sum)).collect();
    largest_remainder(total.abs(), &parts, 1).into_iter().map(|part| part * total.signum()).collect()
}
