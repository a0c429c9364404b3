//! What an example's people have besides credits: their lead, their ratings, their shares of special-project awards.

use std::collections::BTreeMap;

use toml::Spanned;
use toml::de::DeValue;

use super::reader::{Entry, Reader, Value};
use crate::plan::model::{ExampleAward, ExamplePerson, MeasureUnit, SCORE};
use crate::rate::Rate;

impl Reader<'_> {
    /// Ratings by their name, in hundredths of a point.
    pub(super) fn ratings(&mut self, entry: &Entry<'_>) -> BTreeMap<String, i64> {
        let Some(table) = self.table(entry, entry.key) else { return BTreeMap::new() };
        let read = |inner: Entry<'_>| {
            self.amount_from_zero(inner.value, inner.key, SCORE).map(|score| (inner.key.to_owned(), score))
        };
        table.all().filter_map(read).collect()
    }

    pub(super) fn awards(&mut self, entry: &Entry<'_>) -> Vec<ExampleAward> {
        let items = self.list(entry).unwrap_or_default();
        items.iter().filter_map(|item| self.award(item)).collect()
    }

    fn award(&mut self, item: Value<'_>) -> Option<ExampleAward> {
        let mut table = self.table_of(item, "awards", "awards")?;
        let project = self.required(&mut table, "project", "\"…\"").and_then(|entry| self.filled_text(&entry));
        let day = self.required(&mut table, "day", "\"2026-03-31\"");
        let day = day.and_then(|entry| self.day(entry.value, entry.key));
        let amount = self.required(&mut table, "amount", "\"10000.00\"");
        let amount = amount.and_then(|entry| self.amount_from_zero(entry.value, entry.key, MeasureUnit::Money));
        let share = match table.take("share") {
            Some(entry) => self.rate(entry.value, entry.key),
            None => Some(Rate::ONE),
        };
        table.finish(self);
        Some(ExampleAward { project: project?, day: day?, amount: amount?, share: share?, at: self.span(&item.span()) })
    }

    /// An award is one of one amount and day, and nobody shares more than there is.
    pub(super) fn check_awards(&mut self, people: &[ExamplePerson]) {
        let mut seen: BTreeMap<&str, (&ExampleAward, Rate)> = BTreeMap::new();
        for award in people.iter().flat_map(|person| &person.awards) {
            let (first, shared) = seen.entry(&award.project).or_insert((award, Rate::ZERO));
            if (first.day, first.amount) != (award.day, award.amount) {
                let amount = crate::decimal::format(first.amount, self.currency.minor_digits());
                let fix = format!("day = \"{}\", amount = \"{amount}\"", first.day);
                self.error_at("incentives.plan.award_differs", award.at, fix, &[("project", &award.project)]);
            }
            let sum = Rate::sum([*shared, award.share]).unwrap_or(Rate::ONE);
            if sum > Rate::ONE {
                let rest = Rate::from_ppm(Rate::ONE.ppm().saturating_sub(shared.ppm()));
                let fix = format!("share = \"{}\"", rest.percent());
                let params = [("project", award.project.as_str()), ("sum", &sum.percent())];
                self.error_at("incentives.plan.award_shares", award.at, fix, &params);
            }
            *shared = sum.min(Rate::ONE);
        }
    }

    /// A lead is somebody of the example, and nobody stands above themselves.
    pub(super) fn check_leads(&mut self, items: &[Spanned<DeValue<'_>>], people: &[ExamplePerson]) {
        let keys: Vec<String> = people.iter().map(|person| person.key.clone()).collect();
        for (item, person) in items.iter().zip(people) {
            let Some((lead, place)) = person.lead.as_ref().zip(item.get_ref().get("lead")) else { continue };
            if !keys.contains(lead) {
                self.unknown_person(place, lead, &keys);
            } else if person.leads(people).contains(&person.key.as_str()) {
                let params = [("key", "lead"), ("value", person.key.as_str())];
                self.error("incentives.plan.circle", place.span(), format!("# lead = \"{lead}\""), &params);
            }
        }
    }
}
