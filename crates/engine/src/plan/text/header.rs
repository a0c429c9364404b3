//! The `[plan]` table: who, when, in which currency, and the defaults of all components.

use toml::de::DeValue;

use super::reader::{Entry, Reader, Table};
use crate::exact::Rounding;
use crate::money::Currency;
use crate::plan::expression::{PersonCondition, Place};
use crate::plan::model::{Acceptance, Component, Example, Measure, NATURAL_CALENDAR, Plan, Valid};
use crate::plan::near::proposal;

/// Which way, and to which step, pay is rounded.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct RoundingStep {
    pub(super) round: Rounding,
    pub(super) to_minor: i64,
}

/// The `[plan]` table as read.
pub(super) struct Header {
    key: String,
    title: String,
    valid: Valid,
    who: Option<PersonCondition>,
    pub(super) calendar: String,
    rounding: RoundingStep,
    accept: Vec<Acceptance>,
}

impl Header {
    pub(super) const fn rounding(&self) -> RoundingStep {
        self.rounding
    }

    pub(super) fn into_plan(
        self,
        currency: Currency,
        measures: Vec<Measure>,
        components: Vec<Component>,
        examples: Vec<Example>,
    ) -> Plan {
        Plan {
            key: self.key,
            title: self.title,
            currency,
            valid: self.valid,
            who: self.who,
            calendar: self.calendar,
            round: self.rounding.round,
            round_to_minor: self.rounding.to_minor,
            accept: self.accept,
            measures,
            components,
            examples,
        }
    }
}

impl Reader<'_> {
    /// The currency comes first, because every amount of the text is read in it.
    pub(super) fn currency_of(&mut self, plan: &Entry<'_>) {
        let DeValue::Table(entries) = plan.value.get_ref() else { return };
        let mut table = Table::new(entries, plan.value.span(), "plan");
        let read = table.take("currency").map(|entry| entry.value.get_ref().as_str().unwrap_or_default().parse());
        if let Some(Ok(currency)) = read {
            self.currency = currency;
        }
    }

    pub(super) fn header(&mut self, plan: &Entry<'_>) -> Option<Header> {
        let mut table = self.table(plan, "plan")?;
        let key = self.required(&mut table, "key", "\"…\"").and_then(|entry| self.key_text(&entry));
        let title = self.required(&mut table, "title", "\"…\"").and_then(|entry| self.filled_text(&entry));
        let currency = self.required(&mut table, "currency", "\"CNY\"").and_then(|entry| self.currency(&entry));
        let valid = self
            .required(&mut table, "valid", "{ from = \"2026-01-01\", to = \"2026-12-31\" }")
            .and_then(|entry| self.valid(&entry));
        let who = table.take("who").map(|entry| self.person_condition(&entry, Place::Who));
        let calendar = match table.take("calendar") {
            Some(entry) => self.calendar(&entry),
            None => Some(NATURAL_CALENDAR.to_owned()),
        };
        let default = RoundingStep { round: Rounding::HalfUp, to_minor: self.cent() };
        let rounding = self.rounding(&mut table, default);
        let accept = match table.take("accept") {
            Some(entry) => self.acceptances(&entry),
            None => Some(Vec::new()),
        };
        table.finish(self);
        currency?;
        Some(Header {
            key: key?,
            title: title?,
            valid: valid?,
            who: who.map_or(Some(None), |read| read.map(Some))?,
            calendar: calendar?,
            rounding: rounding?,
            accept: accept?,
        })
    }

    fn currency(&mut self, entry: &Entry<'_>) -> Option<Currency> {
        let text = self.text_of(entry.value, entry.key)?;
        let Ok(currency) = text.parse::<Currency>() else {
            let upper = text.trim().to_uppercase();
            let fix = if upper.parse::<Currency>().is_ok() { upper } else { "CNY".to_owned() };
            let params = [("value", text)];
            self.error("incentives.plan.currency_form", entry.value.span(), format!("\"{fix}\""), &params);
            return None;
        };
        match self.surroundings.currency {
            Some(wanted) if wanted != currency => {
                let params = [("value", text), ("wanted", wanted.code())];
                let fix = format!("\"{wanted}\"");
                self.error("incentives.plan.currency_mismatch", entry.value.span(), fix, &params);
                None
            }
            _ => Some(currency),
        }
    }

    fn valid(&mut self, entry: &Entry<'_>) -> Option<Valid> {
        let mut table = self.table(entry, "valid")?;
        let from = self.required(&mut table, "from", "\"2026-01-01\"");
        let to = self.required(&mut table, "to", "\"2026-12-31\"");
        let at = self.span(&from.as_ref().map_or_else(|| entry.value.span(), |entry| entry.value.span()));
        let from = from.and_then(|entry| self.day(entry.value, entry.key));
        let last = to.as_ref().and_then(|entry| self.day(entry.value, entry.key));
        table.finish(self);
        let (from, to_day) = (from?, last?);
        if to_day < from {
            let range = to.map_or_else(|| entry.value.span(), |entry| entry.value.span());
            let fix = format!("{{ from = \"{to_day}\", to = \"{from}\" }}");
            let params = [("from", &*from.to_string()), ("to", &to_day.to_string())];
            self.error("incentives.plan.valid_order", range, fix, &params);
            return None;
        }
        Some(Valid { from, to: to_day, at })
    }

    fn calendar(&mut self, entry: &Entry<'_>) -> Option<String> {
        let key = self.filled_text(entry)?;
        match &self.surroundings.calendars {
            Some(known) if key != NATURAL_CALENDAR && !known.contains(&key) => {
                let names = std::iter::once(NATURAL_CALENDAR).chain(known.iter().map(String::as_str));
                let fix = format!("\"{}\"", proposal(&key, names));
                self.error("incentives.plan.unknown_calendar", entry.value.span(), fix, &[("calendar", &key)]);
                None
            }
            _ => Some(key),
        }
    }

    /// 0.01, or the minor unit where the currency has fewer digits.
    fn cent(&self) -> i64 {
        let digits = u32::from(self.currency.minor_digits());
        10_i64.pow(digits.saturating_sub(2))
    }

    pub(super) fn rounding(&mut self, table: &mut Table<'_>, default: RoundingStep) -> Option<RoundingStep> {
        const WAYS: [(&str, Rounding); 3] =
            [("half_up", Rounding::HalfUp), ("half_even", Rounding::HalfEven), ("down", Rounding::Down)];
        let round = match table.take("round") {
            Some(entry) => self.choice(&entry, &WAYS),
            None => Some(default.round),
        };
        let to_minor = match table.take("round_to") {
            Some(entry) => self.round_to(&entry),
            None => Some(default.to_minor),
        };
        Some(RoundingStep { round: round?, to_minor: to_minor? })
    }

    fn round_to(&mut self, entry: &Entry<'_>) -> Option<i64> {
        let text = self.number_text(entry.value, entry.key, "0.01")?;
        let has_cents = self.currency.minor_digits() >= 2;
        match text.as_str() {
            "1" => Some(self.currency.minor_per_unit()),
            "0.01" if has_cents => Some(self.cent()),
            _ => {
                let words: &[&str] = if has_cents { &["0.01", "1"] } else { &["1"] };
                self.unknown_value(entry.value, entry.key, &text, words);
                None
            }
        }
    }

    fn acceptances(&mut self, entry: &Entry<'_>) -> Option<Vec<Acceptance>> {
        let items = self.list(entry)?;
        let mut accepted = Vec::new();
        for item in items {
            let at = self.span(&item.span());
            let Some(mut table) = self.table_of(item, entry.key, "accept") else { continue };
            let finding = self.required(&mut table, "finding", "\"cliff\"");
            let place = self.required(&mut table, "at", "\"…@80%\"");
            let reason = self.required(&mut table, "reason", "\"…\"");
            let finding = finding.and_then(|entry| self.filled_text(&entry));
            let place = place.and_then(|entry| self.filled_text(&entry));
            let reason = reason.and_then(|entry| self.filled_text(&entry));
            table.finish(self);
            if let (Some(finding), Some(place), Some(reason)) = (finding, place, reason) {
                accepted.push(Acceptance { finding, place, reason, at });
            }
        }
        (accepted.len() == items.len()).then_some(accepted)
    }
}
