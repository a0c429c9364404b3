//! An example's `expect`: pay by component, total, reasons, attainment, place.

use super::reader::{Entry, Reader};
use strum::IntoEnumIterator;

use crate::plan::model::{Expectation, ExpectedAttainment, ExpectedBalance, MeasureUnit};
use crate::plan::near::proposal;

/// What an expectation may name.
pub(super) struct Expected<'e> {
    pub(super) people: &'e [String],
    pub(super) periods: &'e [String],
    pub(super) is_series: bool,
    pub(super) components: &'e [String],
}

const WORDS: [&str; 8] = ["total", "payable", "held", "owed", "exceptions", "why", "attainment", "place"];
/// More people than any run has.
const LAST_PLACE: i64 = 1_000_000_000;

impl Reader<'_> {
    pub(super) fn expectations(&mut self, entry: &Entry<'_>, expected: &Expected<'_>) -> Option<Vec<Expectation>> {
        let table = self.table(entry, "expect")?;
        let before = self.diagnostics.len();
        let mut read = Vec::new();
        for person in table.all() {
            if !expected.people.iter().any(|known| known == person.key) {
                let keys = expected.people.iter().map(String::as_str);
                let fix = proposal(person.key, keys);
                let params = [("person", person.key)];
                self.error("incentives.plan.unknown_person", person.key_range, fix, &params);
                continue;
            }
            if expected.is_series {
                self.expectation_series(&person, expected, &mut read);
            } else {
                let period = expected.periods.first().cloned().unwrap_or_default();
                read.extend(self.expectation(&person, person.key, period, expected));
            }
        }
        (self.diagnostics.len() == before).then_some(read)
    }

    fn expectation_series(&mut self, person: &Entry<'_>, expected: &Expected<'_>, read: &mut Vec<Expectation>) {
        let Some(table) = self.table(person, person.key) else { return };
        for period in table.all() {
            let is_known = expected.periods.iter().any(|known| known == period.key);
            if is_known || expected.periods.is_empty() {
                read.extend(self.expectation(&period, person.key, period.key.to_owned(), expected));
                continue;
            }
            let near = proposal(period.key, expected.periods.iter().map(String::as_str));
            let params = [("value", period.key)];
            self.error("incentives.plan.unknown_period", period.key_range, format!("\"{near}\""), &params);
        }
    }

    fn expectation(
        &mut self,
        entry: &Entry<'_>,
        person: &str,
        period: String,
        expected: &Expected<'_>,
    ) -> Option<Expectation> {
        let table = self.table(entry, "expect")?;
        let at = self.span(&entry.key_range);
        let person = person.to_owned();
        let mut read = Expectation { person, period, at, ..Expectation::default() };
        for inner in table.all() {
            self.expected_entry(&inner, expected, &mut read);
        }
        Some(read)
    }

    fn expected_entry(&mut self, entry: &Entry<'_>, expected: &Expected<'_>, read: &mut Expectation) {
        let (component, word) = entry.key.rsplit_once('.').unwrap_or(("", entry.key));
        let balance = ExpectedBalance::iter().find(|balance| balance.word() == word);
        match word {
            _ if expected.components.iter().any(|known| known == entry.key) => {
                let amount = self.amount(entry.value, entry.key, MeasureUnit::Money);
                read.earned.extend(amount.map(|amount| (entry.key.to_owned(), amount)));
            }
            "total" if component.is_empty() => {
                read.total = self.amount(entry.value, entry.key, MeasureUnit::Money);
            }
            _ if balance.is_some() => {
                let is_known = component.is_empty() || self.known_component(entry, component, expected);
                let amount = self.amount(entry.value, entry.key, MeasureUnit::Money).filter(|_| is_known);
                read.balances
                    .extend(balance.zip(amount).map(|(balance, amount)| ((balance, component.to_owned()), amount)));
            }
            "exceptions" if component.is_empty() => {
                let items = self.list(entry).unwrap_or_default();
                let texts = items.iter().filter_map(|item| self.text_of(item, entry.key).map(str::to_owned));
                read.exceptions = Some(texts.collect());
            }
            "why" if component.is_empty() => self.reasons(entry, expected, read),
            "attainment" => {
                let Some(component) = self.component_of(entry, component, expected) else { return };
                if let Some(rate) = self.rate(entry.value, entry.key) {
                    let text = self.source.slice(entry.value.span()).trim_matches(['"', '\'']).to_owned();
                    read.attainment.insert(component, ExpectedAttainment { rate, text });
                }
            }
            "place" => {
                let Some(component) = self.component_of(entry, component, expected) else { return };
                let place = self.integer(entry, 1, LAST_PLACE).and_then(|place| u32::try_from(place).ok());
                read.place.extend(place.map(|place| (component, place)));
            }
            _ => {
                let words = expected.components.iter().map(String::as_str).chain(WORDS);
                let fix = proposal(entry.key, words);
                let params = [("component", entry.key)];
                self.error("incentives.plan.unknown_component", entry.key_range.clone(), fix, &params);
            }
        }
    }

    fn reasons(&mut self, entry: &Entry<'_>, expected: &Expected<'_>, read: &mut Expectation) {
        let Some(table) = self.table(entry, "why") else { return };
        for reason in table.all() {
            if self.known_component(&reason, reason.key, expected)
                && let Some(text) = self.filled_text(&reason)
            {
                read.why.insert(reason.key.to_owned(), text);
            }
        }
    }

    /// `attainment` and `place` are the only component's; of several they say whose: `"monthly.attainment"`.
    fn component_of(&mut self, entry: &Entry<'_>, named: &str, expected: &Expected<'_>) -> Option<String> {
        if !named.is_empty() {
            return self.known_component(entry, named, expected).then(|| named.to_owned());
        }
        match expected.components {
            [only] => Some(only.clone()),
            several => {
                let first = several.first().map_or("…", String::as_str);
                let fix = format!("\"{first}.{}\"", entry.key);
                self.error("incentives.plan.which_component", entry.key_range.clone(), fix, &[("key", entry.key)]);
                None
            }
        }
    }

    fn known_component(&mut self, entry: &Entry<'_>, key: &str, expected: &Expected<'_>) -> bool {
        let is_known = expected.components.iter().any(|known| known == key);
        if !is_known {
            let fix = proposal(key, expected.components.iter().map(String::as_str));
            let params = [("component", key)];
            self.error("incentives.plan.unknown_component", entry.key_range.clone(), fix, &params);
        }
        is_known
    }
}
