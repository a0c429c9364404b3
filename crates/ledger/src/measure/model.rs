//! A measure as the organisation has published it, and what may not be changed about it.

use std::collections::BTreeMap;
use std::sync::Arc;

use beichen_engine::credit::Condition;
use beichen_engine::day::{Day, DayRange};
use beichen_engine::document::DocumentView;
use beichen_engine::measure::{Measure, MeasureOf, MeasureSpec};
use beichen_engine::money::Currency;
use beichen_engine::plan::Surroundings;
use beichen_engine::plan::expression::{DocumentCondition, Place, Vocabulary, compile_document};
use beichen_kernel::{Error, FieldError, Version};
use beichen_people::api::Field;
use serde::Deserialize;

beichen_kernel::id!(
    /// A measure as the subject of a record; its key stands in the record.
    MeasureId, "measure", "ledger.measure"
);

beichen_kernel::errors! {
    /// Why a measure is refused.
    pub enum MeasureRefusal in "ledger.measure" {
        Differs { key: String, in_force: String, offered: String, difference: String } = "differs" => Conflict,
        Unknown { key: String, known: String } = "unknown" => Invalid,
        NotManual { key: String } = "not_manual" => Invalid,
        NoMeasures = "no_measures" => Invalid,
        NotToml { line: i64, detail: String } = "not_toml" => Invalid,
        Wrong { attribute: String, detail: String } = "wrong" => Invalid,
        Condition { offset: i64, detail: String } = "condition" => Invalid,
        Unchanged { key: String } = "unchanged" => Conflict,
        UnitFixed { key: String, unit: String } = "unit_fixed" => Conflict,
        BeforeLastVersion { key: String, from: String, last: String } = "before_last_version" => Conflict,
        InsideLocked { key: String, from: String, label: String } = "inside_locked" => Conflict,
        OneMeasure { count: i64 } = "one_measure" => Invalid,
        BadDay { day: String } = "bad_day" => Invalid,
    }
}

/// The newest version of a measure, ready to decide what a document is worth, with the versions before it.
#[derive(Debug, Clone)]
pub struct MeasureInForce {
    pub measure: Arc<Measure>,
    /// A credit keeps the number under which its amount was first appended: a later version that changes nothing of it
    /// appends nothing. Which versions a run was calculated with, the run itself keeps, by their hashes.
    pub version: Version,
    /// Its first day.
    pub from: Day,
    /// SHA-256 of the canonical definition.
    pub hash: String,
    condition: Option<Arc<DocumentCondition>>,
    /// Oldest first; each holds on the days until the next one begins.
    earlier: Vec<MeasureInForce>,
}

impl MeasureInForce {
    /// Compiles the condition, which may name the fields of `known`; fails with everything that is wrong with it.
    pub fn try_new(
        measure: Measure,
        version: Version,
        from: Day,
        currency: Currency,
        known: &Surroundings,
    ) -> Result<Self, Vec<FieldError>> {
        let compiled = |text: &str| compile(text, &measure.key, currency, known);
        let condition = measure.filter.as_deref().map(compiled).transpose()?;
        let hash = measure.hash(currency);
        let condition = condition.map(Arc::new);
        Ok(Self { measure: Arc::new(measure), version, from, hash, condition, earlier: Vec::new() })
    }

    /// This version after those before it, oldest first.
    #[must_use]
    pub fn after(self, earlier: Vec<MeasureInForce>) -> Self {
        Self { earlier, ..self }
    }

    /// The version after this one, from a day on: later than the last one's, with amounts of the same unit.
    pub fn follow(self, next: MeasureInForce) -> Result<Self, MeasureRefusal> {
        let key = || self.key().to_owned();
        if next.hash == self.hash {
            return Err(MeasureRefusal::Unchanged { key: key() });
        }
        if next.measure.unit != self.measure.unit {
            return Err(MeasureRefusal::UnitFixed { key: key(), unit: self.measure.unit.key().to_owned() });
        }
        if next.from <= self.from {
            let (from, last) = (next.from.to_string(), self.from.to_string());
            return Err(MeasureRefusal::BeforeLastVersion { key: key(), from, last });
        }
        let (mut earlier, last) = (self.earlier.clone(), Self { earlier: Vec::new(), ..self });
        earlier.push(last);
        Ok(next.after(earlier))
    }

    /// The versions, oldest first, each with the days on which it holds.
    pub fn versions(&self) -> impl Iterator<Item = (DayRange, &MeasureInForce)> {
        let all: Vec<&MeasureInForce> = self.earlier.iter().chain([self]).collect();
        let ends: Vec<Day> = all.iter().skip(1).map(|version| version.from).chain([Day::MAX]).collect();
        all.into_iter().zip(ends).map(|(version, end)| (DayRange::new(version.from, end), version))
    }

    /// The version that holds on a day.
    pub fn on(&self, day: Day) -> &MeasureInForce {
        self.versions().find(|(days, _)| days.contains(day)).map_or(self, |(_, version)| version)
    }

    /// Whether a version has this hash.
    pub fn had(&self, hash: &str) -> bool {
        self.versions().any(|(_, version)| version.hash == hash)
    }

    pub fn key(&self) -> &str {
        &self.measure.key
    }

    /// Whether a document's worth depends on which order is its customer's first.
    pub fn asks_who_is_new(&self) -> bool {
        self.versions().any(|(_, version)| {
            matches!(version.measure.of, MeasureOf::NewCustomers | MeasureOf::FirstOrders)
                || version.measure.filter.as_deref().is_some_and(|text| text.contains("is_new"))
        })
    }

    /// Whether only some documents count.
    pub const fn is_filtered(&self) -> bool {
        self.condition.is_some()
    }
}

impl Condition for MeasureInForce {
    fn holds(&self, document: &DocumentView<'_>) -> Result<bool, String> {
        match &self.condition {
            None => Ok(true),
            Some(condition) => condition.holds(document).map_err(|error| error.to_string()),
        }
    }
}

fn compile(
    text: &str,
    key: &str,
    currency: Currency,
    known: &Surroundings,
) -> Result<DocumentCondition, Vec<FieldError>> {
    let words = Vocabulary {
        place: Place::Document,
        measures: &BTreeMap::new(),
        surroundings: known,
        minor_digits: currency.minor_digits(),
    };
    compile_document(text, &words).map_err(|problems| {
        let path = format!("measure.{key}.where");
        problems
            .into_iter()
            .map(|problem| {
                let offset = i64::try_from(problem.offset).unwrap_or(i64::MAX);
                FieldError::new(&path, "ledger.measure.condition").with("offset", offset).with("detail", problem.fix)
            })
            .collect()
    })
}

/// The fields of customers and orders that conditions may name.
pub fn surroundings(customer: Vec<Field>, order: Vec<Field>) -> Surroundings {
    let types = |fields: Vec<Field>| fields.into_iter().map(|field| (field.key, field.kind.as_fact())).collect();
    Surroundings {
        customer_fields: Some(types(customer)),
        document_fields: Some(types(order)),
        ..Surroundings::default()
    }
}

/// The `[measure.*]` tables of a plan file, complete, in the order of their keys; conditions may name what is `known`.
pub fn read_tables(text: &str, currency: Currency, known: &Surroundings) -> Result<Vec<Measure>, Error> {
    #[derive(Deserialize)]
    struct File {
        #[serde(default)]
        measure: BTreeMap<String, MeasureSpec>,
    }
    let file: File = toml::from_str(text).map_err(|error| {
        let before = error.span().map_or(0, |span| text.bytes().take(span.start).filter(|&byte| byte == b'\n').count());
        MeasureRefusal::NotToml {
            line: i64::try_from(before).unwrap_or_default().saturating_add(1),
            detail: error.message().to_owned(),
        }
    })?;
    if file.measure.is_empty() {
        return Err(MeasureRefusal::NoMeasures.into());
    }
    let mut wrong = Vec::new();
    let mut measures = Vec::new();
    for (key, spec) in &file.measure {
        match complete(key, spec, currency, known) {
            Ok(measure) => measures.push(measure),
            Err(fields) => wrong.extend(fields),
        }
    }
    if wrong.is_empty() { Ok(measures) } else { Err(Error::invalid(wrong)) }
}

/// A definition with its defaults; otherwise everything that is wrong with it.
fn complete(
    key: &str,
    spec: &MeasureSpec,
    currency: Currency,
    known: &Surroundings,
) -> Result<Measure, Vec<FieldError>> {
    let measure = Measure::try_new(key, spec, currency).map_err(|errors| {
        errors
            .into_iter()
            .map(|error| {
                FieldError::new(format!("measure.{key}.{}", error.attribute), "ledger.measure.wrong")
                    .with("attribute", error.attribute)
                    .with("detail", error.problem.to_string())
            })
            .collect::<Vec<_>>()
    })?;
    if let Some(text) = &measure.filter {
        compile(text, key, currency, known)?;
    }
    Ok(measure)
}

/// The lines in which two definitions differ: what is in force, what was offered.
pub fn difference(in_force: &str, offered: &str) -> String {
    let missing = |a: &str, b: &str| -> Vec<String> {
        a.lines().filter(|line| !b.lines().any(|other| other == *line)).map(str::to_owned).collect()
    };
    let mut lines: Vec<String> = missing(in_force, offered).into_iter().map(|line| format!("- {line}")).collect();
    lines.extend(missing(offered, in_force).into_iter().map(|line| format!("+ {line}")));
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    const SALES: &str = "[plan]\nkey = \"a\"\n\n[measure.sales]\nof = \"orders\"\nday = \"signed_on\"\n";

    fn read(text: &str) -> Result<Vec<Measure>, Error> {
        read_tables(text, Currency::CNY, &surroundings(Vec::new(), Vec::new()))
    }

    #[test]
    fn only_the_measure_tables_of_a_plan_file_are_read() {
        let measures = read(SALES).unwrap();
        assert_eq!(measures.len(), 1);
        assert_eq!(measures[0].key, "sales");
        assert_eq!(measures[0].of, MeasureOf::Orders);
    }

    #[test]
    fn a_file_without_measures_and_an_unknown_attribute_are_refused() {
        assert_eq!(read("[plan]\n").unwrap_err().code(), "ledger.measure.no_measures");
        let unknown = read("[measure.a]\nof = \"orders\"\ncolour = \"red\"\n").unwrap_err();
        assert_eq!(unknown.code(), "ledger.measure.not_toml");
        let wrong = read("[measure.a]\nof = \"apples\"\n").unwrap_err();
        assert_eq!(wrong.fields()[0].path, "measure.a.of");
    }

    #[test]
    fn a_difference_shows_both_definitions_line_by_line() {
        let of = |filter: &str| {
            let text = format!("[measure.a]\nof = \"orders\"\nwhere = '{filter}'\n");
            read(&text).unwrap().remove(0).canonical(Currency::CNY)
        };
        let text = difference(&of("customer.tier == \"A\""), &of("customer.tier == \"B\""));
        assert_eq!(text, "- where = \"customer.tier == \\\"A\\\"\"\n+ where = \"customer.tier == \\\"B\\\"\"");
    }
}
