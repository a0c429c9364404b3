//! Exact fractions: what pay is reckoned in until it is rounded once, at its end.

mod nearest;

pub(crate) use nearest::{nearest, split};

use crate::rate::Rate;
use num_bigint::{BigInt, Sign};
use num_rational::BigRational;
use num_traits::{Signed, ToPrimitive, Zero};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::cmp::Ordering;
use std::fmt;
use std::ops::{Add, Mul, Neg, Sub};
use std::str::FromStr;

/// An exact fraction in lowest terms.
///
/// Held in two `i128`; a step that would overflow goes on in big integers, and comes back when it fits again,
/// so one value has one form and the result never depends on the way. Amounts of money are in MINOR units.
/// Serde and `Display`: "7/3", or "7" for a whole number.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Exact(Form);

#[derive(Clone, PartialEq, Eq, Hash)]
enum Form {
    /// Lowest terms, `den > 0`, `num > i128::MIN`.
    Small { num: i128, den: i128 },
    /// Lowest terms, and at least one of the two does not fit `Small`.
    Big(Box<BigRational>),
}

/// What happens to the part finer than the rounding step.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rounding {
    /// Half away from zero (the default).
    #[default]
    HalfUp,
    /// Half to the even neighbour.
    HalfEven,
    /// Toward zero.
    Down,
}

impl Default for Exact {
    fn default() -> Exact {
        Exact::ZERO
    }
}

impl Exact {
    /// Nothing.
    pub const ZERO: Exact = Exact(Form::Small { num: 0, den: 1 });
    /// One whole.
    pub const ONE: Exact = Exact(Form::Small { num: 1, den: 1 });

    /// A whole number.
    pub fn whole(value: i64) -> Exact {
        Exact(Form::Small { num: i128::from(value), den: 1 })
    }

    /// `num / den`; `None` if `den` is 0.
    pub fn ratio(num: i128, den: i128) -> Option<Exact> {
        if den == 0 {
            return None;
        }
        if den == 1 && num != i128::MIN {
            return Some(Exact(Form::Small { num, den }));
        }
        Some(reduced(num, den).unwrap_or_else(|| from_big(BigRational::new(num.into(), den.into()))))
    }

    /// `num / den` of whole numbers, exact; `None` if `den` is 0. Attainment is `of(actual, goal)`.
    pub fn of(num: i64, den: i64) -> Option<Exact> {
        Exact::ratio(i128::from(num), i128::from(den))
    }

    /// Below, at or above zero: -1, 0, 1.
    pub fn signum(&self) -> i8 {
        match &self.0 {
            Form::Small { num, .. } => match num.cmp(&0) {
                Ordering::Less => -1,
                Ordering::Equal => 0,
                Ordering::Greater => 1,
            },
            Form::Big(value) if value.is_negative() => -1,
            Form::Big(_) => 1,
        }
    }

    /// True for zero.
    pub fn is_zero(&self) -> bool {
        self.signum() == 0
    }

    /// True below zero.
    pub fn is_negative(&self) -> bool {
        self.signum() < 0
    }

    /// True above zero.
    pub fn is_positive(&self) -> bool {
        self.signum() > 0
    }

    /// `None` if `divisor` is zero.
    pub fn checked_div(&self, divisor: &Exact) -> Option<Exact> {
        if divisor.is_zero() {
            return None;
        }
        if let (Form::Small { num: a, den: b }, Form::Small { num: c, den: d }) = (&self.0, &divisor.0)
            && let Some(result) = small_mul(*a, *b, *d, *c)
        {
            return Some(result);
        }
        Some(from_big(self.big() / divisor.big()))
    }

    /// The smaller of the two.
    #[must_use]
    pub fn min_of(&self, other: &Exact) -> Exact {
        if self <= other { self.clone() } else { other.clone() }
    }

    /// The greater of the two.
    #[must_use]
    pub fn max_of(&self, other: &Exact) -> Exact {
        if self >= other { self.clone() } else { other.clone() }
    }

    /// Without its sign.
    #[must_use]
    pub fn abs(&self) -> Exact {
        if self.is_negative() { -self } else { self.clone() }
    }

    /// The greatest whole number not above it.
    #[must_use]
    pub fn floor(&self) -> Exact {
        match &self.0 {
            Form::Small { num, den } => Exact(Form::Small { num: num.div_euclid(*den), den: 1 }),
            Form::Big(value) => from_big(value.floor()),
        }
    }

    /// The value as `i64`, if it is a whole number that fits.
    pub fn to_i64(&self) -> Option<i64> {
        match &self.0 {
            Form::Small { num, den: 1 } => i64::try_from(*num).ok(),
            _ => None,
        }
    }

    /// The nearest multiple of `step` (in the same unit as the value), as a whole number.
    ///
    /// Money in minor units: `step` 1 rounds to the fen, 100 to the whole yuan. `None` if the result does not
    /// fit `i64` (an error of the run, never a wrap) or `step` is not positive.
    pub fn round(&self, step: i64, rounding: Rounding) -> Option<i64> {
        if step <= 0 {
            return None;
        }
        let step = Exact::whole(step);
        let steps = self.checked_div(&step)?.nearest_whole(rounding);
        (&steps * &step).to_i64()
    }

    /// Numerator and denominator (above 0), where both fit 64 bits.
    pub(crate) fn short(&self) -> Option<(i64, i64)> {
        match &self.0 {
            Form::Small { num, den } => Some((i64::try_from(*num).ok()?, i64::try_from(*den).ok()?)),
            Form::Big(_) => None,
        }
    }

    /// The nearest whole number.
    #[must_use]
    pub fn nearest_whole(&self, rounding: Rounding) -> Exact {
        if let Form::Small { num, den } = &self.0
            && let Some(nearest) = nearest(*num, *den, rounding)
        {
            return Exact(Form::Small { num: nearest, den: 1 });
        }
        let magnitude = self.abs();
        let down = magnitude.floor();
        let twice_rest = &(&magnitude - &down) * &Exact::whole(2);
        let nearest = if nearest::is_up(rounding, twice_rest.cmp(&Exact::ONE), down.is_odd()) {
            &down + &Exact::ONE
        } else {
            down
        };
        if self.is_negative() { -&nearest } else { nearest }
    }

    /// Decimal text with exactly `places` digits, and whether rounding changed the value.
    pub fn decimal(&self, places: u8, rounding: Rounding) -> (String, bool) {
        let power = Exact::power_of_ten(places);
        let scaled = self * &power;
        let whole = scaled.nearest_whole(rounding);
        let was_cut = whole != scaled;
        let digits = whole.abs().numerator_text();
        let places = usize::from(places);
        let padded = format!("{digits:0>width$}", width = places + 1);
        let (front, back) = padded.split_at(padded.len() - places);
        let sign = if whole.is_negative() { "-" } else { "" };
        let dot = if places == 0 { "" } else { "." };
        (format!("{sign}{front}{dot}{back}"), was_cut)
    }

    /// Reads "7/3", "7" or "0.25".
    pub fn parse(text: &str) -> Option<Exact> {
        if let Some((num, den)) = text.split_once('/') {
            let (num, den) = (num.parse::<BigInt>().ok()?, den.parse::<BigInt>().ok()?);
            return (!den.is_zero()).then(|| from_big(BigRational::new(num, den)));
        }
        let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
        if whole.is_empty() || whole == "-" || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let places = u8::try_from(fraction.len()).ok()?;
        let num = format!("{whole}{fraction}").parse::<BigInt>().ok()?;
        from_big(BigRational::from_integer(num)).checked_div(&Exact::power_of_ten(places))
    }

    /// Ten to the power of `places`.
    pub fn power_of_ten(places: u8) -> Exact {
        from_big(BigRational::from_integer(BigInt::from(10).pow(u32::from(places))))
    }

    /// Numerator and denominator (always above 0) in lowest terms.
    pub fn parts(&self) -> (BigInt, BigInt) {
        match &self.0 {
            Form::Small { num, den } => (BigInt::from(*num), BigInt::from(*den)),
            Form::Big(value) => (value.numer().clone(), value.denom().clone()),
        }
    }

    fn numerator_text(&self) -> String {
        match &self.0 {
            Form::Small { num, .. } => num.to_string(),
            Form::Big(value) => value.numer().to_string(),
        }
    }

    fn is_odd(&self) -> bool {
        match &self.0 {
            Form::Small { num, .. } => num % 2 != 0,
            Form::Big(value) => value.numer().bit(0),
        }
    }

    fn big(&self) -> BigRational {
        match &self.0 {
            Form::Small { num, den } => BigRational::new_raw(BigInt::from(*num), BigInt::from(*den)),
            Form::Big(value) => (**value).clone(),
        }
    }
}

fn from_big(value: BigRational) -> Exact {
    match (value.numer().to_i128(), value.denom().to_i128()) {
        (Some(num), Some(den)) if num != i128::MIN => Exact(Form::Small { num, den }),
        _ => Exact(Form::Big(Box::new(value))),
    }
}

/// Lowest terms with a positive denominator; `None` where that does not fit.
fn reduced(num: i128, den: i128) -> Option<Exact> {
    if num == i128::MIN || den == i128::MIN {
        return None;
    }
    let divisor = i128::try_from(gcd(num.unsigned_abs(), den.unsigned_abs())).ok()?;
    if divisor == 0 {
        return None;
    }
    let sign = if den < 0 { -1 } else { 1 };
    Some(Exact(Form::Small { num: sign * (num / divisor), den: sign * (den / divisor) }))
}

fn gcd(mut a: u128, mut b: u128) -> u128 {
    while b != 0 {
        if let (Ok(small_a), Ok(small_b)) = (u64::try_from(a), u64::try_from(b)) {
            return u128::from(gcd_small(small_a, small_b));
        }
        (a, b) = (b, a % b);
    }
    a
}

fn gcd_small(mut a: u64, mut b: u64) -> u64 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

/// `a/b × c/d` of fractions in lowest terms, so that crossing out leaves lowest terms; `None` where it does not fit.
fn small_mul(a: i128, b: i128, c: i128, d: i128) -> Option<Exact> {
    if b == 1 && d == 1 {
        return fitting(a.checked_mul(c)?, 1);
    }
    let left = common(a, d)?;
    let right = common(c, b)?;
    fitting((a / left).checked_mul(c / right)?, (b / right).checked_mul(d / left)?)
}

/// `a/b + c/d` of fractions in lowest terms: the sum has no divisor in common with its denominator but one that both
/// denominators had.
fn small_add(a: i128, b: i128, c: i128, d: i128) -> Option<Exact> {
    if b == 1 && d == 1 {
        return fitting(a.checked_add(c)?, 1);
    }
    let shared = common(b, d)?;
    let left = a.checked_mul(d / shared)?;
    let right = c.checked_mul(b / shared)?;
    let num = left.checked_add(right)?;
    let rest = common(num, shared)?;
    fitting(num / rest, (b / shared).checked_mul(d / rest)?)
}

/// The greatest number that divides both, at least 1.
fn common(a: i128, b: i128) -> Option<i128> {
    if a == 1 || b == 1 {
        return Some(1);
    }
    i128::try_from(gcd(a.unsigned_abs(), b.unsigned_abs())).ok().map(|found| found.max(1))
}

/// Lowest terms with the sign in the numerator; `None` where that does not fit.
fn fitting(num: i128, den: i128) -> Option<Exact> {
    let (num, den) = if den < 0 { (num.checked_neg()?, den.checked_neg()?) } else { (num, den) };
    (num != i128::MIN).then_some(Exact(Form::Small { num, den }))
}

impl Add for &Exact {
    type Output = Exact;

    fn add(self, other: &Exact) -> Exact {
        if let (Form::Small { num: a, den: b }, Form::Small { num: c, den: d }) = (&self.0, &other.0)
            && let Some(result) = small_add(*a, *b, *c, *d)
        {
            return result;
        }
        from_big(self.big() + other.big())
    }
}

impl Sub for &Exact {
    type Output = Exact;

    fn sub(self, other: &Exact) -> Exact {
        self + &-other
    }
}

impl Mul for &Exact {
    type Output = Exact;

    fn mul(self, other: &Exact) -> Exact {
        if let (Form::Small { num: a, den: b }, Form::Small { num: c, den: d }) = (&self.0, &other.0)
            && let Some(result) = small_mul(*a, *b, *c, *d)
        {
            return result;
        }
        from_big(self.big() * other.big())
    }
}

impl Neg for &Exact {
    type Output = Exact;

    fn neg(self) -> Exact {
        match &self.0 {
            Form::Small { num, den } => Exact(Form::Small { num: -num, den: *den }),
            Form::Big(value) => from_big(-(**value).clone()),
        }
    }
}

macro_rules! by_value {
    ($trait:ident, $method:ident) => {
        impl $trait for Exact {
            type Output = Exact;

            fn $method(self, other: Exact) -> Exact {
                (&self).$method(&other)
            }
        }
    };
}
by_value!(Add, add);
by_value!(Sub, sub);
by_value!(Mul, mul);

impl Neg for Exact {
    type Output = Exact;

    fn neg(self) -> Exact {
        -&self
    }
}

impl std::iter::Sum for Exact {
    fn sum<I: Iterator<Item = Exact>>(values: I) -> Exact {
        values.fold(Exact::ZERO, |sum, value| sum + value)
    }
}

impl PartialOrd for Exact {
    fn partial_cmp(&self, other: &Exact) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Exact {
    fn cmp(&self, other: &Exact) -> Ordering {
        if let (Form::Small { num: a, den: b }, Form::Small { num: c, den: d }) = (&self.0, &other.0)
            && let (Some(left), Some(right)) = (a.checked_mul(*d), c.checked_mul(*b))
        {
            return left.cmp(&right);
        }
        let ((a, b), (c, d)) = (self.parts(), other.parts());
        (a * d).cmp(&(c * b))
    }
}

impl From<i64> for Exact {
    fn from(value: i64) -> Exact {
        Exact::whole(value)
    }
}

impl From<Rate> for Exact {
    fn from(rate: Rate) -> Exact {
        Exact::of(rate.ppm(), Rate::PER_ONE).unwrap_or(Exact::ZERO)
    }
}

impl From<BigInt> for Exact {
    fn from(value: BigInt) -> Exact {
        if value.sign() == Sign::NoSign { Exact::ZERO } else { from_big(BigRational::from_integer(value)) }
    }
}

impl fmt::Display for Exact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Form::Small { num, den: 1 } => write!(f, "{num}"),
            Form::Small { num, den } => write!(f, "{num}/{den}"),
            Form::Big(value) => write!(f, "{value}"),
        }
    }
}

impl fmt::Debug for Exact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Exact {
    type Err = String;

    fn from_str(text: &str) -> Result<Exact, String> {
        Exact::parse(text).ok_or_else(|| format!("`{text}` is not a fraction"))
    }
}

impl Serialize for Exact {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Exact {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Exact, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(de::Error::custom)
    }
}
