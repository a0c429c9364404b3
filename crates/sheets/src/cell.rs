//! Reads what people type into cells: days, amounts, rates, numbers; and refuses what could mean two things.

use std::borrow::Cow;

use beichen_engine::day::{Day, days_in_month};
use beichen_engine::decimal::{self, DecimalError};
use beichen_engine::money::Currency;
use beichen_engine::rate::Rate;
use serde_json::Value;

use crate::kind::{CellError, CellType};
use crate::profile::model::DateFormat;
use crate::row::Cell;

/// Characters that one cell may hold.
const LONGEST_TEXT: usize = 4_000;
/// Serials of Excel that are taken for days when they stand as text: 1954 to 2119.
const SERIALS: std::ops::RangeInclusive<i32> = 20_000..=80_000;
/// Excel's serial of 1970-01-01.
const SERIAL_OF_EPOCH: i32 = 25_569;

/// Letters that are taken for digits.
const LIKE_DIGITS: [char; 7] = ['O', 'o', '〇', '零', 'l', 'I', '|'];

/// Error codes of single cells.
pub const CODES: &[&str] = &[
    "sheets.cell.required",
    "sheets.cell.too_long",
    "sheets.cell.not_a_day",
    "sheets.cell.no_such_day",
    "sheets.cell.ambiguous_day",
    "sheets.cell.not_an_amount",
    "sheets.cell.mistyped_amount",
    "sheets.cell.not_a_rate",
    "sheets.cell.rate_too_fine",
    "sheets.cell.not_a_number",
    "sheets.cell.number_too_fine",
    "sheets.cell.too_large",
    "sheets.cell.not_a_truth",
    "sheets.cell.not_a_choice",
    "sheets.cell.duplicate",
    "sheets.cell.spreadsheet_error",
];

/// Why a text is not what its column needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellFault {
    pub code: &'static str,
    pub params: Vec<(&'static str, Value)>,
}

impl CellFault {
    fn new(code: &'static str, text: &str) -> Self {
        Self { code, params: vec![("text", text.into())] }
    }

    fn with(mut self, name: &'static str, value: impl Into<Value>) -> Self {
        self.params.push((name, value.into()));
        self
    }

    /// The same, said about a column.
    pub fn at(self, column: &str) -> CellError {
        self.params.into_iter().fold(CellError::new(column, self.code), |error, (name, value)| error.with(name, value))
    }
}

type Read<T> = Result<T, CellFault>;

/// Reads cells as one organisation and one profile write them.
#[derive(Debug, Clone, Copy)]
pub struct CellReader {
    currency: Currency,
    date_format: Option<DateFormat>,
}

impl CellReader {
    pub const fn new(currency: Currency, date_format: Option<DateFormat>) -> Self {
        Self { currency, date_format }
    }

    /// Reads a cell of a column; the flag says that an amount was rounded.
    pub fn cell(self, text: &str, cell: CellType) -> Read<(Cell, bool)> {
        let text = trim(text);
        if text.is_empty() {
            return Ok((Cell::Empty, false));
        }
        if text.chars().count() > LONGEST_TEXT {
            let start: String = text.chars().take(20).collect();
            return Err(CellFault::new("sheets.cell.too_long", &start).with("limit", LONGEST_TEXT));
        }
        if is_spreadsheet_error(text) {
            return Err(CellFault::new("sheets.cell.spreadsheet_error", text));
        }
        let exact = |cell| (cell, false);
        match cell {
            CellType::Text | CellType::Code => Ok(exact(Cell::Text(text.to_owned()))),
            CellType::Day => self.day(text).map(Cell::Day).map(exact),
            CellType::Money => self.money(text).map(|(minor, rounded)| (Cell::Money(minor), rounded)),
            CellType::Rate => rate(text).map(Cell::Rate).map(exact),
            CellType::Number { digits } => number(text, digits).map(Cell::Number).map(exact),
            CellType::Truth => truth(text).map(Cell::Truth).map(exact),
            CellType::Choice(words) => choice(text, words).map(Cell::Choice).map(exact),
        }
    }

    /// A civil day: 2026-01-05, 2026/1/5, 2026.1.5, 2026年1月5日, 20260105, serial 45866, a time of day after it is
    /// left out. With the year at the end only when the profile says in which order.
    pub fn day(self, text: &str) -> Read<Day> {
        let plain = half_width(text);
        let plain = without_time(trim(&plain));
        let not_a_day = || CellFault::new("sheets.cell.not_a_day", text);
        if plain.bytes().all(|byte| byte.is_ascii_digit()) {
            return compact_day(plain).ok_or_else(not_a_day);
        }
        let chinese = plain.replace(['年', '月'], "-").replace(['日', '号'], "");
        let parts: Vec<&str> = chinese.split(['-', '/', '.']).collect();
        let &[first, second, third] = parts.as_slice() else { return Err(not_a_day()) };
        let numbers = (small(first), small(second), small(third));
        let (Some(first_number), Some(second_number), Some(third_number)) = numbers else { return Err(not_a_day()) };
        if first.len() == 4 {
            return civil(text, first_number, second_number, third_number);
        }
        if third.len() != 4 {
            return Err(not_a_day());
        }
        match self.date_format {
            Some(DateFormat::DayMonthYear) => civil(text, third_number, second_number, first_number),
            Some(DateFormat::MonthDayYear) => civil(text, third_number, first_number, second_number),
            None => Err(CellFault::new("sheets.cell.ambiguous_day", text)),
        }
    }

    /// An amount in minor units, and whether it was finer than they are.
    pub fn money(self, text: &str) -> Read<(i64, bool)> {
        let refused = || match mended(text).filter(|mended| self.amount(mended).is_ok()) {
            Some(suggestion) => CellFault::new("sheets.cell.mistyped_amount", text).with("suggestion", suggestion),
            None => CellFault::new("sheets.cell.not_an_amount", text),
        };
        self.amount(text).map_err(|error| match error {
            DecimalError::TooLarge(_) => CellFault::new("sheets.cell.too_large", text),
            _ => refused(),
        })
    }

    fn amount(self, text: &str) -> Result<(i64, bool), DecimalError> {
        let form = || DecimalError::Form(text.to_owned());
        let plain = half_width(text).replace('−', "-");
        let plain = trim(&plain);
        let in_brackets = plain.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
        let before = in_brackets.unwrap_or(plain);
        let after = before.strip_prefix('-').map(trim);
        let currency_cut = self.without_currency(after.unwrap_or(before));
        let inner = currency_cut.strip_prefix('-');
        let signs = [in_brackets.is_some(), after.is_some(), inner.is_some()].iter().filter(|sign| **sign).count();
        if signs > 1 {
            return Err(form());
        }
        let plain = inner.unwrap_or(currency_cut);
        let (plain, places) = without_unit(plain);
        let digits = ungrouped(plain.strip_prefix('+').unwrap_or(plain)).ok_or_else(form)?;
        let shifted = shifted(&digits, places).ok_or_else(form)?;
        // Half-up is away from zero, so the sign may wait.
        let (minor, was_rounded) = decimal::parse_rounding(&shifted, self.currency.minor_digits())?;
        Ok((if signs == 1 { -minor } else { minor }, was_rounded))
    }

    /// Cuts the sign of the organisation's own currency; another's stays and is refused.
    fn without_currency(self, text: &str) -> &str {
        let signs: &[&str] = match self.currency.code() {
            "CNY" => &["¥", "￥", "元", "CNY", "RMB"],
            "USD" => &["$", "USD"],
            "EUR" => &["€", "EUR"],
            "GBP" => &["£", "GBP"],
            "JPY" => &["¥", "￥", "円", "JPY"],
            _ => &[],
        };
        let mut rest = trim(text);
        for sign in signs {
            rest = trim(rest.strip_prefix(sign).unwrap_or(rest));
            rest = trim(rest.strip_suffix(sign).unwrap_or(rest));
        }
        rest
    }
}

/// A rate in parts per million: `1.2%`, `12‰`, `0.012`. Finer than a millionth is refused.
pub fn rate(text: &str) -> Read<Rate> {
    let plain = half_width(text);
    let compact: String = plain.chars().filter(|letter| !letter.is_whitespace()).collect();
    if compact.ends_with('x') {
        return Err(CellFault::new("sheets.cell.not_a_rate", text));
    }
    Rate::parse(&compact).map(|(rate, _)| rate).map_err(|error| match error {
        DecimalError::TooFine { .. } => CellFault::new("sheets.cell.rate_too_fine", text),
        DecimalError::TooLarge(_) => CellFault::new("sheets.cell.too_large", text),
        DecimalError::Form(_) => CellFault::new("sheets.cell.not_a_rate", text),
    })
}

/// A decimal number scaled by `digits`; finer is refused.
pub fn number(text: &str, digits: u8) -> Read<i64> {
    let plain = half_width(text);
    let plain = trim(&plain);
    let (sign, unsigned) = plain.strip_prefix('-').map_or(("", plain), |rest| ("-", rest));
    let not_a_number = || CellFault::new("sheets.cell.not_a_number", text);
    let unsigned = ungrouped(unsigned).ok_or_else(not_a_number)?;
    decimal::parse_exact(&format!("{sign}{unsigned}"), digits).map_err(|error| match error {
        DecimalError::TooFine { .. } => CellFault::new("sheets.cell.number_too_fine", text).with("digits", digits),
        DecimalError::TooLarge(_) => CellFault::new("sheets.cell.too_large", text),
        DecimalError::Form(_) => not_a_number(),
    })
}

/// Yes or no, in either language.
pub fn truth(text: &str) -> Read<bool> {
    match half_width(text).to_lowercase().as_str() {
        "yes" | "y" | "true" | "1" | "是" | "对" | "有" => Ok(true),
        "no" | "n" | "false" | "0" | "否" | "不" | "无" => Ok(false),
        _ => Err(CellFault::new("sheets.cell.not_a_truth", text)),
    }
}

/// One of a few words, whatever the case.
pub fn choice(text: &str, words: &'static [(&'static str, &'static [&'static str])]) -> Read<&'static str> {
    let lower = half_width(text).to_lowercase();
    let means =
        |(word, others): &&(&str, &[&str])| *word == lower || others.iter().any(|other| other.to_lowercase() == lower);
    words.iter().find(means).map(|(word, _)| *word).ok_or_else(|| {
        let all: Vec<&str> = words.iter().map(|(word, others)| *others.first().unwrap_or(word)).collect();
        CellFault::new("sheets.cell.not_a_choice", text).with("choices", all.join(", "))
    })
}

/// Cuts spaces of every width, and the marks that programs leave at the start of files.
pub fn trim(text: &str) -> &str {
    text.trim_matches(|letter: char| letter.is_whitespace() || matches!(letter, '\u{feff}' | '\u{200b}'))
}

/// Full-width digits, letters and signs as the half-width ones.
fn half_width(text: &str) -> Cow<'_, str> {
    let wide = |letter: char| matches!(letter, '\u{ff01}'..='\u{ff5e}' | '\u{3000}' | '\u{a0}');
    if !text.contains(wide) {
        return Cow::Borrowed(text);
    }
    let narrow = |letter: char| match letter {
        '\u{3000}' | '\u{a0}' => ' ',
        '\u{ff01}'..='\u{ff5e}' => u32::from(letter).checked_sub(0xfee0).and_then(char::from_u32).unwrap_or(letter),
        other => other,
    };
    Cow::Owned(text.chars().map(narrow).collect())
}

/// Cuts `10:30`, `T10:30:00` or `10:30:00.000` from the end.
fn without_time(text: &str) -> &str {
    let Some((day, time)) = text.split_once([' ', 'T']) else { return text };
    let time = trim(time);
    let is_time = time.contains(':') && time.bytes().all(|byte| byte.is_ascii_digit() || byte == b':' || byte == b'.');
    if is_time { day } else { text }
}

/// Digits only: 20260105 or a serial.
fn compact_day(digits: &str) -> Option<Day> {
    let number = digits.parse::<i32>().ok()?;
    if digits.len() == 8 {
        let part = |value: i32| u8::try_from(value).unwrap_or_default();
        return Day::from_ymd(number / 10_000, part(number / 100 % 100), part(number % 100));
    }
    let is_serial = digits.len() == 5 && SERIALS.contains(&number);
    is_serial.then(|| Day::from_epoch_days(number.saturating_sub(SERIAL_OF_EPOCH)))
}

fn small(text: &str) -> Option<i32> {
    let sound = (1..=4).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| sound)
}

fn civil(text: &str, year: i32, month: i32, day: i32) -> Read<Day> {
    let month = u8::try_from(month).unwrap_or_default();
    let found = u8::try_from(day).ok().and_then(|day| Day::from_ymd(year, month, day));
    found.ok_or_else(|| no_such_day(text, year, month))
}

fn no_such_day(text: &str, year: i32, month: u8) -> CellFault {
    if !(1..=12).contains(&month) {
        return CellFault::new("sheets.cell.not_a_day", text);
    }
    CellFault::new("sheets.cell.no_such_day", text)
        .with("month", format!("{year:04}-{month:02}"))
        .with("days", days_in_month(year, month))
}

/// 万 and 亿, with or without 元: how many places the dot moves.
fn without_unit(text: &str) -> (&str, usize) {
    let text = trim(text.strip_suffix('元').unwrap_or(text));
    for (unit, places) in [("万", 4), ("亿", 8)] {
        if let Some(rest) = text.strip_suffix(unit) {
            return (trim(rest), places);
        }
    }
    (text, 0)
}

/// Takes out commas that stand where thousands are, and nowhere else.
fn ungrouped(text: &str) -> Option<String> {
    if !text.contains(',') {
        return Some(text.to_owned());
    }
    let (whole, fraction) = text.split_once('.').map_or((text, None), |(whole, fraction)| (whole, Some(fraction)));
    let mut groups = whole.split(',');
    let first = groups.next()?;
    let sound = (1..=3).contains(&first.len())
        && groups.all(|group| group.len() == 3)
        && fraction.is_none_or(|fraction| !fraction.contains(','));
    sound.then(|| text.replace(',', ""))
}

/// Moves the dot to the right.
fn shifted(text: &str, places: usize) -> Option<String> {
    if places == 0 {
        return Some(text.to_owned());
    }
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    if whole.is_empty() || text.ends_with('.') || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let padded = format!("{fraction:0<places$}");
    let (moved, rest) = padded.split_at_checked(places)?;
    Some(if rest.is_empty() { format!("{whole}{moved}") } else { format!("{whole}{moved}.{rest}") })
}

/// What was probably meant, when letters stand for digits: `12,3O0` → `12300`.
fn mended(text: &str) -> Option<String> {
    let plain = half_width(text);
    if !plain.contains(LIKE_DIGITS) {
        return None;
    }
    let digits: String = plain
        .chars()
        .map(|letter| match letter {
            'O' | 'o' | '〇' | '零' => '0',
            'l' | 'I' | '|' => '1',
            other => other,
        })
        .filter(|letter| *letter != ',' && !letter.is_whitespace())
        .collect();
    digits.bytes().any(|byte| byte.is_ascii_digit()).then_some(digits)
}

/// `#N/A` and its kin: a formula that failed.
fn is_spreadsheet_error(text: &str) -> bool {
    matches!(text, "#N/A" | "#REF!" | "#VALUE!" | "#DIV/0!" | "#NAME?" | "#NUM!" | "#NULL!")
}

#[cfg(test)]
#[path = "cell_tests.rs"]
mod tests;
