//! An `[[example]]`: its periods, its people, its credits, and what must come out.

use std::collections::BTreeMap;

use toml::de::DeValue;

use super::component::settled;
use super::expectation::Expected;
use super::reader::{Entry, Reader, Table, Value};
use crate::day::Day;
use crate::plan::model::{
    Example, ExampleCredit, ExamplePerson, ExampleValue, MeasureOf, MeasureUnit, NATURAL_CALENDAR,
};
use crate::plan::near::proposal;

impl Reader<'_> {
    pub(super) fn example(
        &mut self,
        mut table: Table<'_>,
        components: &[String],
        calendar: Option<&str>,
    ) -> Option<Example> {
        let at = self.span(&table.range());
        let title = self.required(&mut table, "title", "\"…\"").and_then(|entry| self.filled_text(&entry));
        let periods = self.example_periods(&mut table, calendar);
        let ask_who = table.take("ask_who").map(|entry| self.boolean(&entry));
        let people = self.required(&mut table, "people", "[{ key = \"a\" }]");
        let keys = people.as_ref().map(person_keys).unwrap_or_default();
        let people = people.and_then(|entry| self.people(&entry, &keys));
        let credits = match table.take("credits") {
            Some(entry) => self.credits(&entry, &keys),
            None => Some(Vec::new()),
        };
        let expect = self.required(&mut table, "expect", "{ a = { total = \"0.00\" } }");
        let is_series = table.has("periods");
        table.finish(self);
        let names = periods.clone().unwrap_or_default();
        let expected = Expected { people: &keys, periods: &names, is_series, components };
        let expect = expect.and_then(|entry| self.expectations(&entry, &expected));
        Some(Example {
            title: title?,
            is_series,
            ask_who: settled(ask_who)?.unwrap_or(false),
            credits: credits?,
            expect: expect?,
            periods: periods?,
            people: people?,
            at,
        })
    }

    fn example_periods(&mut self, table: &mut Table<'_>, calendar: Option<&str>) -> Option<Vec<String>> {
        match (table.take("period"), table.take("periods")) {
            (Some(entry), None) => {
                let name = self.filled_text(&entry)?;
                self.check_period(entry.value, &name, calendar)?;
                Some(vec![name])
            }
            (None, Some(entry)) => {
                let items = self.list(&entry)?;
                let mut names: Vec<String> = Vec::with_capacity(items.len());
                for item in items {
                    let name = self.text_of(item, "periods")?.to_owned();
                    self.check_period(item, &name, calendar)?;
                    if names.contains(&name) {
                        let params = [("key", "periods"), ("value", name.as_str())];
                        self.error("incentives.plan.duplicate_value", item.span(), "\"2026-02\"", &params);
                        return None;
                    }
                    names.push(name);
                }
                if names.is_empty() {
                    let fix = "[\"2026-01\", \"2026-02\"]";
                    self.error("incentives.plan.empty", entry.value.span(), fix, &[("key", "periods")]);
                    return None;
                }
                Some(names)
            }
            (Some(_), Some(entry)) => {
                let params = [("key", "periods"), ("other", "period")];
                self.error("incentives.plan.either", entry.key_range, "period = \"2026-03\"", &params);
                None
            }
            (None, None) => {
                self.missing(table, "period", "\"2026-03\"");
                None
            }
        }
    }

    fn check_period(&mut self, value: Value<'_>, name: &str, calendar: Option<&str>) -> Option<()> {
        if calendar.is_some_and(|calendar| calendar != NATURAL_CALENDAR) || is_natural_period(name) {
            return Some(());
        }
        let fix = "\"2026-03\" | \"2026-Q1\" | \"2026-H1\" | \"2026\"";
        self.error("incentives.plan.period_form", value.span(), fix, &[("value", name)]);
        None
    }

    fn people(&mut self, entry: &Entry<'_>, keys: &[String]) -> Option<Vec<ExamplePerson>> {
        let items = self.list(entry)?;
        let before = self.diagnostics.len();
        let people: Vec<ExamplePerson> = items.iter().filter_map(|item| self.example_person(item)).collect();
        for (place, (item, key)) in items.iter().zip(keys).enumerate() {
            if keys.iter().take(place).any(|other| other == key) {
                let params = [("key", "people"), ("value", key.as_str())];
                let fix = format!("\"{key}2\"");
                self.error("incentives.plan.duplicate_value", item.span(), fix, &params);
            }
        }
        if items.is_empty() {
            let fix = "[{ key = \"a\" }]";
            self.error("incentives.plan.empty", entry.value.span(), fix, &[("key", "people")]);
            return None;
        }
        if people.len() == items.len() {
            self.check_leads(items, &people);
            self.check_awards(&people);
        }
        (self.diagnostics.len() == before).then_some(people)
    }

    pub(super) fn unknown_person(&mut self, value: Value<'_>, key: &str, people: &[String]) {
        let fix = format!("\"{}\"", proposal(key, people.iter().map(String::as_str)));
        self.error("incentives.plan.unknown_person", value.span(), fix, &[("person", key)]);
    }

    fn credits(&mut self, entry: &Entry<'_>, people: &[String]) -> Option<Vec<ExampleCredit>> {
        let items = self.list(entry)?;
        let mut credits = Vec::with_capacity(items.len());
        for item in items {
            let read = match item.get_ref() {
                DeValue::Array(parts) => self.credit_row(item, parts, people),
                DeValue::Table(_) => self.credit_table(item, people),
                _ => {
                    let fix = "[\"a\", \"collected\", \"2026-03-31\", \"79999.99\"]";
                    self.wrong_type(item, "credits", "list", fix);
                    None
                }
            };
            credits.extend(read);
        }
        (credits.len() == items.len()).then_some(credits)
    }

    fn credit_row(
        &mut self,
        row: Value<'_>,
        parts: &[toml::Spanned<DeValue<'_>>],
        people: &[String],
    ) -> Option<ExampleCredit> {
        let [who, measure, day, amount] = parts else {
            let fix = "[\"a\", \"collected\", \"2026-03-31\", \"79999.99\"]";
            let count = parts.len().to_string();
            self.error("incentives.plan.credit_row", row.span(), fix, &[("count", &count)]);
            return None;
        };
        let who = self.credit_person(who, people);
        let measure = self.measure_key(measure, "measure");
        let day = self.day(day, "day");
        let amount = self.credited(amount, measure.as_ref());
        let day = day?;
        Some(ExampleCredit {
            who: who?,
            measure: measure?.0,
            day,
            amount: amount?,
            document: None,
            paid: None,
            recorded: day,
            facts: BTreeMap::new(),
            at: self.span(&row.span()),
        })
    }

    fn credit_table(&mut self, row: Value<'_>, people: &[String]) -> Option<ExampleCredit> {
        let mut table = self.table_of(row, "credits", "credits")?;
        let who = self.required(&mut table, "who", "\"a\"");
        let who = who.and_then(|entry| self.credit_person(entry.value, people));
        let measure = self.required(&mut table, "measure", "\"…\"");
        let measure = measure.and_then(|entry| self.measure_key(entry.value, entry.key));
        let day = self.required(&mut table, "day", "\"2026-03-31\"");
        let day = day.and_then(|entry| self.day(entry.value, entry.key));
        let amount = self.required(&mut table, "amount", "\"79999.99\"");
        let amount = amount.and_then(|entry| self.credited(entry.value, measure.as_ref()));
        let document = table.take("document").map(|entry| self.filled_text(&entry));
        let paid = table.take("paid").map(|entry| self.paid(&entry, day));
        let recorded = table.take("recorded").map(|entry| self.day(entry.value, entry.key));
        let facts = match table.take("facts") {
            Some(entry) => self.facts(&entry, true),
            None => Some(BTreeMap::new()),
        };
        table.finish(self);
        let day: Day = day?;
        Some(ExampleCredit {
            who: who?,
            measure: measure?.0,
            day,
            amount: amount?,
            document: settled(document)?,
            paid: settled(paid)?.flatten(),
            recorded: settled(recorded)?.unwrap_or(day),
            facts: facts?,
            at: self.span(&row.span()),
        })
    }

    /// An amount of the measure; an answer is never below 0, and one to the question of recommendation never above 10.
    fn credited(&mut self, value: Value<'_>, measure: Option<&(String, MeasureUnit)>) -> Option<i64> {
        let unit = measure.map_or(MeasureUnit::Money, |(_, unit)| *unit);
        let of = measure.and_then(|(key, _)| self.measures.get(key)).and_then(|shape| shape.of);
        if !of.is_some_and(MeasureOf::is_answered) {
            return self.amount(value, "amount", unit);
        }
        let answer = self.amount_from_zero(value, "amount", unit)?;
        let most = 10_i64.pow(u32::from(unit.digits(self.currency)) + 1);
        if of == Some(MeasureOf::Nps) && answer > most {
            let params = [("key", "amount"), ("least", "0"), ("most", "10")];
            self.error("incentives.plan.out_of_range", value.span(), "\"10\"", &params);
            return None;
        }
        Some(answer)
    }

    /// The day on which the document is paid in full, or whether it is on the row's own day.
    #[allow(clippy::option_option, reason = "wrong and not paid are two different things")]
    fn paid(&mut self, entry: &Entry<'_>, day: Option<Day>) -> Option<Option<Day>> {
        if entry.value.get_ref().is_bool() {
            return self.boolean(entry).map(|is_paid| day.filter(|_| is_paid));
        }
        self.day(entry.value, entry.key).map(Some)
    }

    fn credit_person(&mut self, value: Value<'_>, people: &[String]) -> Option<String> {
        let key = self.text_of(value, "who")?;
        if !people.iter().any(|person| person == key) {
            self.unknown_person(value, key, people);
            return None;
        }
        Some(key.to_owned())
    }

    /// Facts by their name in the language; an unquoted dotted key is the same name.
    pub(super) fn facts(&mut self, entry: &Entry<'_>, of_document: bool) -> Option<BTreeMap<String, ExampleValue>> {
        let table = self.table(entry, "facts")?;
        let mut facts = BTreeMap::new();
        let before = self.diagnostics.len();
        for inner in table.all() {
            self.fact(&inner, inner.key.to_owned(), of_document, &mut facts);
        }
        (self.diagnostics.len() == before).then_some(facts)
    }

    fn fact(&mut self, entry: &Entry<'_>, name: String, of_document: bool, facts: &mut BTreeMap<String, ExampleValue>) {
        if let DeValue::Table(inner) = entry.value.get_ref() {
            for nested in Table::new(inner, entry.value.span(), "facts").all() {
                let name = format!("{name}.{}", nested.key);
                self.fact(&nested, name, of_document, facts);
            }
            return;
        }
        let (words, roots): (&[&str], &[&str]) =
            if of_document { (&DOCUMENT, &DOCUMENT_ROOTS) } else { (&PERSON, &PERSON_ROOTS) };
        let is_known = words.contains(&name.as_str()) || roots.iter().any(|root| name.starts_with(root));
        if !is_known {
            let fix = format!("\"{}\"", proposal(&name, words.iter().chain(roots).copied()));
            self.error("incentives.plan.unknown_fact", entry.key_range.clone(), fix, &[("name", &name)]);
        } else if let Some(measure) = name.strip_prefix("manual.") {
            let unit = self.measure_unit(measure, entry.key_range.clone(), "");
            let amount = unit.and_then(|unit| self.amount(entry.value, entry.key, unit));
            facts.extend(amount.map(|amount| (name.clone(), ExampleValue::Integer(amount))));
        } else if let Some(value) = self.example_value(entry.value, entry.key) {
            facts.insert(name, value);
        }
    }

    pub(super) fn example_value(&mut self, value: Value<'_>, key: &str) -> Option<ExampleValue> {
        match value.get_ref() {
            DeValue::String(text) => Some(ExampleValue::Text(text.to_string())),
            DeValue::Boolean(truth) => Some(ExampleValue::Boolean(*truth)),
            DeValue::Integer(number) => {
                let read = i64::from_str_radix(number.as_str(), number.radix()).ok();
                if read.is_none() {
                    self.too_large(value.span(), number.as_str());
                }
                read.map(ExampleValue::Integer)
            }
            DeValue::Array(items) => {
                let texts: Option<Vec<String>> =
                    items.iter().map(|item| self.text_of(item, key).map(str::to_owned)).collect();
                texts.map(ExampleValue::List)
            }
            _ => {
                self.wrong_type(value, key, "text", "\"…\"");
                None
            }
        }
    }
}

/// The keys of the people as written, also of those that could not be read.
fn person_keys(entry: &Entry<'_>) -> Vec<String> {
    let DeValue::Array(items) = entry.value.get_ref() else { return Vec::new() };
    let key = |item: &toml::Spanned<DeValue<'_>>| {
        item.get_ref().get("key").and_then(|key| key.get_ref().as_str()).unwrap_or_default().to_owned()
    };
    items.iter().map(key).collect()
}

const PERSON: [&str; 2] = ["months_served", "joined_on"];
const PERSON_ROOTS: [&str; 2] = ["field.", "manual."];
const DOCUMENT: [&str; 7] =
    ["kind", "customer.code", "customer.tier", "customer.is_new", "customer.tags", "product.code", "product.family"];
const DOCUMENT_ROOTS: [&str; 2] = ["customer.field.", "field."];

/// `2026-03`, `2026-Q1`, `2026-H1`, `2026`, or a first day.
fn is_natural_period(name: &str) -> bool {
    if name.parse::<Day>().is_ok() {
        return true;
    }
    let (year, part) = name.split_once('-').unwrap_or((name, ""));
    let is_year = year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit());
    let is_part = matches!(part, "Q1" | "Q2" | "Q3" | "Q4" | "H1" | "H2")
        || (part.is_empty() && !name.contains('-'))
        || (part.len() == 2 && part.parse::<u8>().is_ok_and(|month| (1..=12).contains(&month)));
    is_year && is_part
}
