//! Decimal text to whole smallest units and back, without ever passing through a binary float.

/// Why a text is not a decimal number of so many digits.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DecimalError {
    /// Not of the form "-1234.50": digits, at most one dot, digits on both sides of it.
    #[error("`{0}` is not a decimal number like 1234.50")]
    Form(String),
    /// More digits after the dot than the unit has.
    #[error("`{text}` is finer than {digits} digits after the dot")]
    TooFine {
        /// What was read.
        text: String,
        /// How many digits the unit has.
        digits: u8,
    },
    /// Beyond the range of a 64-bit number of smallest units.
    #[error("`{0}` is too large")]
    TooLarge(String),
}

/// Reads "1234.50" as 123450 at 2 digits; a text finer than `digits` is refused (zeros do no harm).
pub fn parse_exact(text: &str, digits: u8) -> Result<i64, DecimalError> {
    let (value, was_rounded) = parse_rounding(text, digits)?;
    if was_rounded {
        return Err(DecimalError::TooFine { text: text.to_owned(), digits });
    }
    Ok(value)
}

/// Reads a text of any fineness, rounding half away from zero to `digits`; says whether that changed the value.
pub fn parse_rounding(text: &str, digits: u8) -> Result<(i64, bool), DecimalError> {
    let form = || DecimalError::Form(text.to_owned());
    let too_large = || DecimalError::TooLarge(text.to_owned());
    let (negative, unsigned) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let (whole, fraction) = match unsigned.split_once('.') {
        Some((_, "")) => return Err(form()),
        Some(parts) => parts,
        None => (unsigned, ""),
    };
    if whole.is_empty() || !whole.bytes().chain(fraction.bytes()).all(|byte| byte.is_ascii_digit()) {
        return Err(form());
    }
    let kept = usize::from(digits);
    let taken = whole.bytes().chain(fraction.bytes().chain(std::iter::repeat(b'0')).take(kept));
    let mut value: i128 = 0;
    for byte in taken {
        value = value
            .checked_mul(10)
            .and_then(|shifted| shifted.checked_add(i128::from(byte - b'0')))
            .ok_or_else(too_large)?;
    }
    let mut cut = fraction.bytes().skip(kept).peekable();
    let rounds_up = cut.peek().is_some_and(|byte| *byte >= b'5');
    let was_rounded = cut.any(|byte| byte != b'0');
    let value = value + i128::from(rounds_up);
    let value = if negative { -value } else { value };
    i64::try_from(value).map(|value| (value, was_rounded)).map_err(|_| too_large())
}

/// Writes 123450 at 2 digits as "1234.50"; always exactly `digits` digits after the dot.
pub fn format(value: i64, digits: u8) -> String {
    let sign = if value < 0 { "-" } else { "" };
    let magnitude = value.unsigned_abs().to_string();
    let digits = usize::from(digits);
    if digits == 0 {
        return format!("{sign}{magnitude}");
    }
    let padded = format!("{magnitude:0>width$}", width = digits + 1);
    let (whole, fraction) = padded.split_at(padded.len() - digits);
    format!("{sign}{whole}.{fraction}")
}

/// As `format`, without zeros at the end ("0.8", "1.5", "2").
pub fn format_short(value: i64, digits: u8) -> String {
    let text = format(value, digits);
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}
