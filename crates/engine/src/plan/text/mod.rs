//! Reads a plan's text: everything that is wrong is reported at once, each problem with its line, column and fix.

mod attainment;
mod award;
mod commission;
mod component;
mod example;
mod expectation;
mod header;
mod kind;
mod matrix;
mod measure;
mod overriding;
mod payout;
mod per_event;
mod person;
mod pool;
mod ranking;
mod reader;
mod references;
mod scorecard;
mod source;
mod tiling;
mod value;

use std::collections::BTreeMap;

use toml::de::{DeTable, DeValue};

use super::diagnostic::Diagnostic;
use super::model::{Component, Example, Measure, Plan};
use super::surroundings::Surroundings;
use crate::money::Currency;
use header::Header;
use reader::{Entry, Reader, Table};
use source::Source;

/// What reading a plan gave.
#[derive(Debug, Clone, PartialEq)]
pub struct PlanReading {
    /// Present if and only if no diagnostic is an error.
    pub plan: Option<Plan>,
    /// In the order of the text.
    pub diagnostics: Vec<Diagnostic>,
}

/// What reading the measures of a text gave.
#[derive(Debug, Clone, PartialEq)]
pub struct MeasureReading {
    /// Present if and only if no diagnostic is an error.
    pub measures: Option<Vec<Measure>>,
    /// In the order of the text.
    pub diagnostics: Vec<Diagnostic>,
}

/// Largest text that is read, in bytes.
pub const PLAN_LIMIT: usize = 1 << 20;

/// Reads a whole plan.
pub fn read_plan(text: &str, surroundings: &Surroundings) -> PlanReading {
    if text.len() > PLAN_LIMIT {
        return PlanReading { plan: None, diagnostics: vec![too_long()] };
    }
    let (root, errors) = DeTable::parse_recoverable(text);
    let mut reader = Reader::new(text, surroundings);
    let plan = reader.plan(Table::new(root.get_ref(), root.span(), "plan"));
    let diagnostics = reader.conclude(&errors);
    let plan = plan.filter(|_| !diagnostics.iter().any(Diagnostic::is_error));
    PlanReading { plan, diagnostics }
}

/// Reads only the `[measure.*]` tables of a text; `currency` where the text has no plan of its own.
pub fn read_measures(text: &str, currency: Currency, surroundings: &Surroundings) -> MeasureReading {
    if text.len() > PLAN_LIMIT {
        return MeasureReading { measures: None, diagnostics: vec![too_long()] };
    }
    let (root, errors) = DeTable::parse_recoverable(text);
    let mut reader = Reader::new(text, surroundings);
    reader.currency = currency;
    let mut table = Table::new(root.get_ref(), root.span(), "plan");
    if let Some(plan) = table.take("plan") {
        reader.currency_of(&plan);
    }
    let measures = reader.measure_tables(&mut table);
    if measures.as_ref().is_some_and(Vec::is_empty) {
        reader.missing(&table, "measure", "[measure.…]");
    }
    for rest in ["component", "example"] {
        table.take(rest);
    }
    table.finish(&mut reader);
    let diagnostics = reader.conclude(&errors);
    let measures = measures.filter(|_| !diagnostics.iter().any(Diagnostic::is_error));
    MeasureReading { measures, diagnostics }
}

/// What the TOML parser refuses, in our words.
pub(super) fn syntax_errors(text: &str) -> Vec<Diagnostic> {
    if text.len() > PLAN_LIMIT {
        return vec![too_long()];
    }
    let source = Source::new(text);
    let (_, errors) = DeTable::parse_recoverable(text);
    errors.iter().map(|error| source.syntax(error)).collect()
}

fn too_long() -> Diagnostic {
    let at = super::model::Span { line: 1, column: 1 };
    Diagnostic::error("incentives.plan.too_long", at, PLAN_LIMIT.to_string()).with("limit", PLAN_LIMIT.to_string())
}

impl<'t> Reader<'t> {
    fn new(text: &'t str, surroundings: &'t Surroundings) -> Self {
        Self {
            source: Source::new(text),
            surroundings,
            currency: Currency::CNY,
            measures: BTreeMap::new(),
            draws: Vec::new(),
            takes_base: true,
            diagnostics: Vec::new(),
        }
    }

    fn plan(&mut self, mut root: Table<'_>) -> Option<Plan> {
        let head = self.required(&mut root, "plan", "[plan]");
        if let Some(entry) = &head {
            self.currency_of(entry);
        }
        let measures = self.measure_tables(&mut root);
        let header = head.and_then(|entry| self.header(&entry));
        let rounding = header.as_ref().map(Header::rounding).unwrap_or_default();
        let components = self.components(&mut root, rounding);
        let keys = component_keys(&root, None);
        self.draws = component_keys(&root, Some("draw"));
        self.takes_base = components.as_ref().is_none_or(|read| read.iter().any(|one| one.base_of_person().is_some()));
        let calendar = header.as_ref().map(|header| header.calendar.as_str());
        let examples = self.examples(&mut root, &keys, calendar);
        root.finish(self);
        let header = header?;
        Some(header.into_plan(self.currency, measures?, components?, examples?))
    }

    fn components(&mut self, root: &mut Table<'_>, rounding: header::RoundingStep) -> Option<Vec<Component>> {
        let entry = self.required(root, "component", "[[component]]")?;
        let items = self.list(&entry)?;
        let mut components: Vec<Component> = Vec::new();
        let mut whole = true;
        for item in items {
            let name = format!("component {}", key_of(item.get_ref()).unwrap_or("?"));
            let read = self.table_of(item, "component", &name).and_then(|table| self.component(table, rounding));
            match read {
                Some(component) => components.push(component),
                None => whole = false,
            }
        }
        self.refuse_twins(items);
        self.check_references(items, &components);
        whole.then_some(components)
    }

    fn refuse_twins(&mut self, items: &[toml::Spanned<DeValue<'_>>]) {
        let mut seen: Vec<&str> = Vec::new();
        for item in items {
            let Some(key) = key_of(item.get_ref()) else { continue };
            if seen.contains(&key) {
                let range = key_range(item).unwrap_or_else(|| item.span());
                let fix = format!("\"{key}-2\"");
                self.error("incentives.plan.duplicate_component", range, fix, &[("key", key)]);
            }
            seen.push(key);
        }
    }

    fn examples(
        &mut self,
        root: &mut Table<'_>,
        components: &[String],
        calendar: Option<&str>,
    ) -> Option<Vec<Example>> {
        let Some(entry) = root.take("example") else { return Some(Vec::new()) };
        let items = self.list(&entry)?;
        let mut examples = Vec::new();
        for item in items {
            let read =
                self.table_of(item, "example", "example").and_then(|table| self.example(table, components, calendar));
            examples.extend(read);
        }
        (examples.len() == items.len()).then_some(examples)
    }

    /// Orders what was found by place, and leaves out what only follows from an error of the TOML itself.
    fn conclude(mut self, errors: &[toml::de::Error]) -> Vec<Diagnostic> {
        let mut syntax: Vec<Diagnostic> = errors.iter().map(|error| self.source.syntax(error)).collect();
        let is_broken = syntax.iter().any(|found| found.code != "incentives.plan.duplicate_key");
        if is_broken {
            let is_new = |found: &Diagnostic| {
                found.code != "incentives.plan.missing_key" && !syntax.iter().any(|error| error.line == found.line)
            };
            self.diagnostics.retain(is_new);
        }
        syntax.append(&mut self.diagnostics);
        syntax.sort_by(|a, b| (a.line, a.column, a.code).cmp(&(b.line, b.column, b.code)));
        syntax.dedup();
        syntax
    }
}

/// The keys of the text's components, also of those that could not be read; of those only that have an attribute.
fn component_keys(root: &Table<'_>, having: Option<&str>) -> Vec<String> {
    let Some(entry) = root.all().find(|entry| entry.key == "component") else { return Vec::new() };
    let DeValue::Array(items) = entry.value.get_ref() else { return Vec::new() };
    let has = |value: &DeValue<'_>| having.is_none_or(|attribute| value.get(attribute).is_some());
    let wanted = items.iter().map(toml::Spanned::get_ref).filter(|value| has(value));
    wanted.filter_map(key_of).map(str::to_owned).collect()
}

fn key_of<'v>(value: &'v DeValue<'v>) -> Option<&'v str> {
    value.get("key").and_then(|key| key.get_ref().as_str())
}

fn key_range(item: &toml::Spanned<DeValue<'_>>) -> Option<std::ops::Range<usize>> {
    item.get_ref().get("key").map(toml::Spanned::span)
}

/// What a list of the author's own keys gives, leaving out what could not be read.
fn each_entry<'v>(table: &Table<'v>) -> Vec<Entry<'v>> {
    table.all().collect()
}
