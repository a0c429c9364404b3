//! A person of an example: goals, pay bases, days in the plan, and facts.

use std::collections::BTreeMap;

use super::reader::{Entry, Reader, Table, Value};
use crate::plan::model::{ExamplePerson, ExampleValue, GoalBasis, GoalLevel, MeasureUnit};
use crate::plan::near::proposal;
use crate::rate::Rate;

impl Reader<'_> {
    pub(super) fn example_person(&mut self, item: Value<'_>) -> Option<ExamplePerson> {
        let mut table = self.table_of(item, "people", "people")?;
        let before = self.diagnostics.len();
        let key = self.required(&mut table, "key", "\"a\"").and_then(|entry| self.filled_text(&entry));
        let mut person = ExamplePerson { at: self.span(&item.span()), ..ExamplePerson::default() };
        for (name, level) in
            [("goal", GoalLevel::Goal), ("goal_sprint", GoalLevel::Sprint), ("goal_challenge", GoalLevel::Challenge)]
        {
            if let Some(entry) = table.take(name) {
                let amounts = self.by_measure(&entry, true).unwrap_or_default();
                let goals = amounts.into_iter().map(|(measure, amount)| ((measure, level), amount));
                person.goals.extend(goals);
            }
        }
        if let Some(entry) = table.take("goal_basis") {
            let words = [("full", GoalBasis::Full), ("final", GoalBasis::Final)];
            person.goal_basis = self.choice(&entry, &words).unwrap_or_default();
        }
        self.person_texts(&mut table, &mut person);
        self.person_amounts(&mut table, &mut person);
        self.person_facts(&mut table, &mut person);
        table.finish(self);
        person.key = key?;
        (self.diagnostics.len() == before).then_some(person)
    }

    fn person_texts(&mut self, table: &mut Table<'_>, person: &mut ExamplePerson) {
        let mut text = |reader: &mut Self, key| table.take(key).and_then(|entry| reader.filled_text(&entry));
        person.unit = text(self, "unit");
        person.grade = text(self, "grade");
        person.position = text(self, "position");
        person.lead = text(self, "lead");
    }

    fn person_amounts(&mut self, table: &mut Table<'_>, person: &mut ExamplePerson) {
        let money = MeasureUnit::Money;
        let pay = table.take("variable_pay");
        person.variable_pay = pay.and_then(|entry| self.amount_from_zero(entry.value, entry.key, money));
        person.base = table.take("base").and_then(|entry| self.base_of_person(&entry));
        person.from = table.take("from").and_then(|entry| self.day(entry.value, entry.key));
        person.owed = table.take("owed").map(|entry| self.owed(&entry)).unwrap_or_default();
        let to = table.take("to");
        person.to = to.as_ref().and_then(|entry| self.day(entry.value, entry.key));
        if let (Some(from), Some(last), Some(entry)) = (person.from, person.to, to)
            && last < from
        {
            let params = [("from", &*from.to_string()), ("to", &last.to_string())];
            self.error("incentives.plan.valid_order", entry.value.span(), format!("\"{from}\""), &params);
        }
    }

    /// Meaningless where no component takes its base from the person.
    fn base_of_person(&mut self, entry: &Entry<'_>) -> Option<i64> {
        let amount = self.amount_from_zero(entry.value, entry.key, MeasureUnit::Money);
        if !self.takes_base {
            self.meaningless(entry, "plan", "# base");
        }
        amount
    }

    /// By component, or of the only one with a draw.
    fn owed(&mut self, entry: &Entry<'_>) -> BTreeMap<String, i64> {
        let money = MeasureUnit::Money;
        if entry.value.get_ref().is_table() {
            let Some(table) = self.table(entry, entry.key) else { return BTreeMap::new() };
            let mut owed = BTreeMap::new();
            for inner in table.all() {
                if !self.draws.iter().any(|known| known == inner.key) {
                    let fix = proposal(inner.key, self.draws.iter().map(String::as_str));
                    let params = [("component", inner.key)];
                    self.error("incentives.plan.unknown_component", inner.key_range, fix, &params);
                } else if let Some(amount) = self.amount_from_zero(inner.value, inner.key, money) {
                    owed.insert(inner.key.to_owned(), amount);
                }
            }
            return owed;
        }
        let amount = self.amount_from_zero(entry.value, entry.key, money);
        match self.draws.as_slice() {
            [only] => amount.map(|amount| (only.clone(), amount)).into_iter().collect(),
            [] => {
                self.meaningless(entry, "plan", "# owed");
                BTreeMap::new()
            }
            [first, ..] => {
                let fix = format!("{{ {first} = \"400.00\" }}");
                self.error("incentives.plan.which_component", entry.value.span(), fix, &[("key", entry.key)]);
                BTreeMap::new()
            }
        }
    }

    fn person_facts(&mut self, table: &mut Table<'_>, person: &mut ExamplePerson) {
        if let Some(entry) = table.take("coefficient") {
            person.coefficients = self.coefficients(&entry);
        }
        if let Some(entry) = table.take("facts") {
            person.facts = self.facts(&entry, false).unwrap_or_default();
        }
        if let Some(entry) = table.take("member") {
            person.member = self.example_values(&entry);
        }
        if let Some(entry) = table.take("grade_values") {
            person.grade_values = self.example_values(&entry);
        }
        if let Some(entry) = table.take("rated") {
            person.ratings = self.ratings(&entry);
        }
        if let Some(entry) = table.take("awards") {
            person.awards = self.awards(&entry);
        }
        if let Some(entry) = table.take("to_date") {
            person.to_date = self.by_measure(&entry, false).unwrap_or_default();
        }
    }

    fn by_measure(&mut self, entry: &Entry<'_>, from_zero: bool) -> Option<BTreeMap<String, i64>> {
        let table = self.table(entry, entry.key)?;
        let mut amounts = BTreeMap::new();
        for inner in table.all() {
            let Some(unit) = self.measure_unit(inner.key, inner.key_range.clone(), "") else { continue };
            let amount = if from_zero {
                self.amount_from_zero(inner.value, inner.key, unit)
            } else {
                self.amount(inner.value, inner.key, unit)
            };
            amounts.extend(amount.map(|amount| (inner.key.to_owned(), amount)));
        }
        Some(amounts)
    }

    fn coefficients(&mut self, entry: &Entry<'_>) -> BTreeMap<String, Rate> {
        let Some(table) = self.table(entry, entry.key) else { return BTreeMap::new() };
        let read = |inner: Entry<'_>| self.rate(inner.value, inner.key).map(|rate| (inner.key.to_owned(), rate));
        table.all().filter_map(read).collect()
    }

    fn example_values(&mut self, entry: &Entry<'_>) -> BTreeMap<String, ExampleValue> {
        let Some(table) = self.table(entry, entry.key) else { return BTreeMap::new() };
        let read =
            |inner: Entry<'_>| self.example_value(inner.value, inner.key).map(|value| (inner.key.to_owned(), value));
        table.all().filter_map(read).collect()
    }
}
