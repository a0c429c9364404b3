//! The `[measure.*]` tables: what of the documents counts, on which day, in which unit.

use toml::de::DeValue;

use super::component::settled;
use super::each_entry;
use super::reader::{Entry, Reader, Table};
use crate::measure::{self, MeasureError, MeasureOf, MeasureProblem, MeasureSpec, MeasureUnit};
use crate::plan::expression::MeasureShape;
use crate::plan::model::Measure;

const ATTRIBUTES: [&str; 6] = ["amount", "where", "day", "unit", "refund_day", "cap_order"];

impl Reader<'_> {
    /// Reads every measure; their shapes are known before the first condition names one.
    pub(super) fn measure_tables(&mut self, root: &mut Table<'_>) -> Option<Vec<Measure>> {
        let Some(entry) = root.take("measure") else { return Some(Vec::new()) };
        let mut entries = each_entry(&self.table(&entry, "measure")?);
        entries.sort_by_key(|entry| entry.key_range.start);
        for entry in &entries {
            let shape = shape(entry);
            self.measures.insert(entry.key.to_owned(), shape);
        }
        let measures: Vec<Measure> = entries.iter().filter_map(|entry| self.measure(entry)).collect();
        (measures.len() == entries.len()).then_some(measures)
    }

    fn measure(&mut self, entry: &Entry<'_>) -> Option<Measure> {
        let mut table = self.table(entry, &format!("measure {}", entry.key))?;
        let at = self.span(&table.range());
        let before = self.diagnostics.len();
        let of = self.required(&mut table, "of", "\"orders\"").and_then(|of| self.text(&of));
        let texts = ATTRIBUTES.map(|key| table.take(key).and_then(|found| self.text(&found)));
        let [amount, filter, day, unit, refund_day, cap_order] = texts;
        let scale = table.take("scale").and_then(|scale| self.integer(&scale, 0, 6));
        let cap_each = table.take("cap_each").and_then(|cap| self.number_text(cap.value, cap.key, "500000.00"));
        let condition = table.all().find(|found| found.key == "where");
        let condition = condition.map(|found| self.document_condition(found.value, found.key));
        let spec = MeasureSpec { of: of?, amount, filter, day, unit, scale, refund_day, cap_order, cap_each };
        let read = measure::Measure::try_new(entry.key, &spec, self.currency);
        let definition = read.map_err(|errors| self.measure_errors(entry, &table, &errors)).ok();
        table.finish(self);
        let filter = settled(condition)?;
        let definition = definition.filter(|_| self.diagnostics.len() == before)?;
        Some(Measure { definition, filter, at })
    }

    fn measure_errors(&mut self, measure: &Entry<'_>, table: &Table<'_>, errors: &[MeasureError]) {
        for error in errors {
            let Some(found) = table.all().find(|found| found.key == error.attribute) else {
                self.measure_key_form(measure);
                continue;
            };
            match &error.problem {
                MeasureProblem::NotOneOf { value, allowed } => {
                    self.unknown_value(found.value, found.key, value, allowed);
                }
                MeasureProblem::NoMeaning => self.meaningless(&found, "of", &format!("# {}", found.key)),
                MeasureProblem::NotAnAmount(value) => {
                    let params = [("key", found.key), ("value", value.as_str())];
                    let fix = "\"500000.00\"";
                    self.error("incentives.plan.amount_form", found.value.span(), fix, &params);
                }
                MeasureProblem::Scale => {
                    let params = [("key", found.key), ("least", "0"), ("most", "6")];
                    self.error("incentives.plan.out_of_range", found.value.span(), "2", &params);
                }
                MeasureProblem::Key(_) => self.measure_key_form(measure),
            }
        }
    }

    fn measure_key_form(&mut self, measure: &Entry<'_>) {
        let fits = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '_' };
        let plain: String = measure.key.chars().map(fits).collect();
        let fix = if plain.starts_with(|c: char| c.is_ascii_lowercase()) { plain } else { format!("m{plain}") };
        let params = [("value", measure.key)];
        self.error("incentives.plan.measure_key_form", measure.key_range.clone(), fix, &params);
    }

    /// A key that is known but says nothing beside what another key says.
    pub(super) fn meaningless(&mut self, entry: &Entry<'_>, beside: &str, fix: &str) {
        let params = [("key", entry.key), ("other", beside)];
        self.error("incentives.plan.meaningless", entry.key_range.clone(), fix, &params);
    }
}

/// The unit of a measure as far as it can be told, so that one mistake is not reported again by all who name it.
fn shape(entry: &Entry<'_>) -> MeasureShape {
    let found = |key: &str| entry.value.get_ref().get(key).map(toml::Spanned::get_ref);
    let text = |key: &str| found(key).and_then(DeValue::as_str);
    let of = text("of").and_then(|word| MeasureOf::ALL.into_iter().find(|of| of.key() == word));
    let scale = match found("scale") {
        Some(DeValue::Integer(number)) => number.as_str().parse().unwrap_or(2),
        Some(DeValue::String(number)) => number.parse().unwrap_or(2),
        _ => 2,
    };
    let unit = match text("unit") {
        Some("money") => MeasureUnit::Money,
        Some("count") => MeasureUnit::Count,
        Some("score") => MeasureUnit::Score { scale: scale.min(6) },
        _ => match of.map_or(MeasureUnit::Money, MeasureOf::default_unit) {
            MeasureUnit::Score { .. } => MeasureUnit::Score { scale: scale.min(6) },
            plain => plain,
        },
    };
    MeasureShape { unit, of }
}
