//! The units of the language: money, amounts of a measure, rates, days, and values that come from the person.

use std::collections::BTreeMap;
use std::ops::Range;

use toml::de::DeValue;

use super::reader::{Entry, Reader, Value};
use crate::day::Day;
use crate::decimal::{self, DecimalError};
use crate::plan::model::{MeasureUnit, Source};
use crate::plan::near::{nearest, proposal};
use crate::plan::surroundings::FieldType;
use crate::rate::{Rate, RateForm};

impl Reader<'_> {
    /// The text of a number: a string, or an integer as digits.
    pub(super) fn number_text(&mut self, value: Value<'_>, key: &str, example: &str) -> Option<String> {
        match value.get_ref() {
            DeValue::String(text) => Some(text.trim().to_owned()),
            DeValue::Integer(number) => {
                let read = i64::from_str_radix(number.as_str(), number.radix()).ok();
                if read.is_none() {
                    self.too_large(value.span(), number.as_str());
                }
                read.map(|number| number.to_string())
            }
            _ => {
                self.wrong_type(value, key, "number", &format!("\"{example}\""));
                None
            }
        }
    }

    pub(super) fn integer(&mut self, entry: &Entry<'_>, least: i64, most: i64) -> Option<i64> {
        let text = self.number_text(entry.value, entry.key, &least.to_string())?;
        match text.parse::<i64>() {
            Ok(number) if (least..=most).contains(&number) => Some(number),
            _ => {
                let (low, high) = (least.to_string(), most.to_string());
                let params = [("key", entry.key), ("value", &text), ("least", &low), ("most", &high)];
                self.error("incentives.plan.out_of_range", entry.value.span(), low.clone(), &params);
                None
            }
        }
    }

    /// An amount in a measure's units, of any sign.
    pub(super) fn amount(&mut self, value: Value<'_>, key: &str, unit: MeasureUnit) -> Option<i64> {
        let digits = unit.digits(self.currency);
        let example = decimal::format(10_i64.pow(u32::from(digits) + 3), digits);
        let text = self.number_text(value, key, &example)?;
        match decimal::parse_exact(&text, digits) {
            Ok(amount) => Some(amount),
            Err(DecimalError::TooLarge(_)) => {
                self.too_large(value.span(), &text);
                None
            }
            Err(DecimalError::TooFine { .. }) => {
                let rounded = decimal::parse_rounding(&text, digits).map_or(0, |(amount, _)| amount);
                let fix = format!("\"{}\"", decimal::format(rounded, digits));
                let params = [("key", key), ("value", text.as_str()), ("digits", &digits.to_string())];
                self.error("incentives.plan.too_fine", value.span(), fix, &params);
                None
            }
            Err(DecimalError::Form(_)) => {
                self.amount_form(value.span(), key, &text, &example, digits);
                None
            }
        }
    }

    fn amount_form(&mut self, range: Range<usize>, key: &str, text: &str, example: &str, digits: u8) {
        let is_rate = text.ends_with(['%', '‰', 'x']);
        let plain: String = text.chars().filter(|c| c.is_ascii_digit() || matches!(c, '.' | '-')).collect();
        let read = decimal::parse_exact(&plain, digits).ok().filter(|_| !is_rate);
        let fix = read.map_or_else(|| example.to_owned(), |amount| decimal::format(amount, digits));
        let code = if is_rate { "incentives.plan.wrong_unit" } else { "incentives.plan.amount_form" };
        let params = [("key", key), ("value", text), ("wanted", "amount")];
        self.error(code, range, format!("\"{fix}\""), &params);
    }

    /// An amount that is not below zero.
    pub(super) fn amount_from_zero(&mut self, value: Value<'_>, key: &str, unit: MeasureUnit) -> Option<i64> {
        let amount = self.amount(value, key, unit)?;
        if amount < 0 {
            let fix = format!("\"{}\"", decimal::format(amount.saturating_neg(), unit.digits(self.currency)));
            self.error("incentives.plan.negative", value.span(), fix, &[("key", key)]);
            return None;
        }
        Some(amount)
    }

    /// A rate, share or coefficient, with the form in which it was written.
    pub(super) fn rate_form(&mut self, value: Value<'_>, key: &str) -> Option<(Rate, RateForm)> {
        let text = self.number_text(value, key, "80%")?;
        match Rate::parse(&text) {
            Ok((rate, _)) if rate < Rate::ZERO => {
                let fix = format!("\"{}\"", text.trim_start_matches('-'));
                self.error("incentives.plan.negative", value.span(), fix, &[("key", key)]);
                None
            }
            Ok(read) => Some(read),
            Err(DecimalError::TooLarge(_)) => {
                self.too_large(value.span(), &text);
                None
            }
            Err(DecimalError::TooFine { .. }) => {
                let params = [("key", key), ("value", text.as_str()), ("digits", "6")];
                self.error("incentives.plan.too_fine", value.span(), rounded_rate(&text), &params);
                None
            }
            Err(DecimalError::Form(_)) => {
                let params = [("key", key), ("value", text.as_str())];
                let fix = text.replace('％', "%").replace([' ', ',', '，'], "");
                let fix = if Rate::parse(&fix).is_ok() { fix } else { "80%".to_owned() };
                self.error("incentives.plan.rate_form", value.span(), format!("\"{fix}\""), &params);
                None
            }
        }
    }

    /// A rate, share or coefficient; `1.5x` is none.
    pub(super) fn rate(&mut self, value: Value<'_>, key: &str) -> Option<Rate> {
        let (rate, form) = self.rate_form(value, key)?;
        if form == RateForm::Times {
            let text = self.source.slice(value.span()).to_owned();
            let params = [("key", key), ("value", text.as_str()), ("wanted", "rate")];
            let fix = format!("\"{}\"", rate.percent());
            self.error("incentives.plan.wrong_unit", value.span(), fix, &params);
            return None;
        }
        Some(rate)
    }

    pub(super) fn day(&mut self, value: Value<'_>, key: &str) -> Option<Day> {
        let text = self.text_of(value, key)?;
        if let Ok(day) = text.parse::<Day>() {
            return Some(day);
        }
        let fix = format!("\"{}\"", nearest_day(text));
        let params = [("key", key), ("value", text)];
        self.error("incentives.plan.day_form", value.span(), fix, &params);
        None
    }

    /// Money, or where the person has it.
    pub(super) fn money_source(&mut self, entry: &Entry<'_>) -> Option<Source<i64>> {
        self.amount_source(entry.value, entry.key, MeasureUnit::Money)
    }

    /// An amount in a measure's units, or where the person has it.
    pub(super) fn amount_source(&mut self, value: Value<'_>, key: &str, unit: MeasureUnit) -> Option<Source<i64>> {
        if matches!(value.get_ref(), DeValue::Table(_)) {
            let wanted = if unit == MeasureUnit::Money { FieldType::Money } else { FieldType::Integer };
            return self.person_source(value, key, wanted);
        }
        self.amount_from_zero(value, key, unit).map(Source::Fixed)
    }

    /// A rate or coefficient, or where the person has it.
    pub(super) fn rate_source(&mut self, value: Value<'_>, key: &str) -> Option<Source<Rate>> {
        if matches!(value.get_ref(), DeValue::Table(_)) {
            return self.person_source(value, key, FieldType::Rate);
        }
        self.rate(value, key).map(Source::Fixed)
    }

    fn person_source<T>(&mut self, value: Value<'_>, key: &str, wanted: FieldType) -> Option<Source<T>> {
        let mut table = self.table_of(value, key, key)?;
        let (grade, member) = (table.take("grade"), table.take("member"));
        let surroundings = self.surroundings;
        let source = match (grade, member) {
            (Some(grade), None) => {
                let name = self.filled_text(&grade)?;
                self.check_source(&grade, &name, surroundings.grade_columns.as_ref(), wanted)?;
                Some(Source::Grade(name))
            }
            (None, Some(member)) => {
                let name = self.filled_text(&member)?;
                self.check_source(&member, &name, surroundings.member_fields.as_ref(), wanted)?;
                Some(Source::Member(name))
            }
            (Some(_), Some(member)) => {
                let params = [("key", "member"), ("other", "grade")];
                self.error("incentives.plan.either", member.key_range, "{ grade = \"…\" }", &params);
                None
            }
            (None, None) => {
                self.missing(&table, "grade", "\"…\"");
                None
            }
        };
        table.finish(self);
        source
    }

    fn check_source(
        &mut self,
        entry: &Entry<'_>,
        name: &str,
        known: Option<&BTreeMap<String, FieldType>>,
        wanted: FieldType,
    ) -> Option<()> {
        let Some(known) = known else { return Some(()) };
        let fits = |found: FieldType| found == wanted || (wanted == FieldType::Rate && found == FieldType::Integer);
        match known.get(name) {
            Some(found) if fits(*found) => Some(()),
            Some(_) => {
                let fitting = known.iter().filter(|(_, kind)| fits(**kind)).map(|(key, _)| key.as_str());
                let fix = format!("\"{}\"", proposal(name, fitting));
                self.error("incentives.plan.field_type", entry.value.span(), fix, &[("name", name)]);
                None
            }
            None => {
                let fix = format!("\"{}\"", proposal(name, known.keys().map(String::as_str)));
                self.error("incentives.plan.unknown_field", entry.value.span(), fix, &[("name", name)]);
                None
            }
        }
    }

    /// The key of one of the plan's measures, with its unit.
    pub(super) fn measure_key(&mut self, value: Value<'_>, key: &str) -> Option<(String, MeasureUnit)> {
        let text = self.text_of(value, key)?.to_owned();
        let unit = self.measure_unit(&text, value.span(), "\"")?;
        Some((text, unit))
    }

    /// The unit of a measure that is named in the text.
    pub(super) fn measure_unit(&mut self, name: &str, range: Range<usize>, quote: &str) -> Option<MeasureUnit> {
        if let Some(shape) = self.measures.get(name) {
            return Some(shape.unit);
        }
        let near = nearest(name, self.measures.keys().map(String::as_str)).first().copied();
        let fix = near.map_or_else(|| format!("[measure.{name}]"), |near| format!("{quote}{near}{quote}"));
        self.error("incentives.plan.unknown_measure", range, fix, &[("measure", name)]);
        None
    }

    pub(super) fn too_large(&mut self, range: Range<usize>, text: &str) {
        let fix = format!("\"{}\"", decimal::format(i64::MAX, self.currency.minor_digits()));
        self.error("incentives.plan.too_large", range, fix, &[("value", text)]);
    }
}

/// The nearest rate that is not finer than a millionth.
fn rounded_rate(text: &str) -> String {
    let (number, digits, sign) = match (text.strip_suffix('%'), text.strip_suffix('‰')) {
        (Some(number), _) => (number, 4, "%"),
        (_, Some(number)) => (number, 3, "‰"),
        _ => (text.trim_end_matches('x'), 6, ""),
    };
    let rounded = decimal::parse_rounding(number, digits).map_or(0, |(value, _)| value);
    format!("\"{}{sign}\"", decimal::format_short(rounded, digits))
}

/// What a mistyped day probably was: other separators, missing zeros, a day beyond the month's end.
fn nearest_day(text: &str) -> String {
    let parts: Vec<i32> = text
        .split(|c: char| !c.is_ascii_digit())
        .filter(|part| !part.is_empty())
        .filter_map(|part| part.parse().ok())
        .collect();
    let [year, month, day] = parts.as_slice() else { return "2026-03-31".to_owned() };
    let month = u8::try_from(*month).unwrap_or(1).clamp(1, 12);
    let last = crate::day::days_in_month(*year, month);
    let day = u8::try_from(*day).unwrap_or(last).clamp(1, last);
    Day::from_ymd(*year, month, day).map_or_else(|| "2026-03-31".to_owned(), |day| day.to_string())
}
