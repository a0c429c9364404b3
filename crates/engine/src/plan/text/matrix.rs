//! The keys of `kind = "matrix"`: base, two axes, and the table of coefficients.

use std::ops::Range;

use toml::de::DeValue;

use super::reader::{Entry, Reader, Table, Value};
use super::tiling::Start;
use crate::plan::model::{Axis, Edge, Figure, Matrix, Source};
use crate::rate::Rate;

const AXIS: &str = "{ attainment = \"…\", from = [\"0%\", \"80%\"] }";
/// Stands where a coefficient is to be written.
const CELL: &str = "\"…\"";

impl Reader<'_> {
    pub(super) fn matrix(&mut self, table: &mut Table<'_>, edge: Edge) -> Option<Matrix> {
        let base = self.required_base(table);
        let rows = self.required(table, "rows", AXIS).and_then(|entry| self.axis(&entry));
        let columns = self.required(table, "columns", AXIS).and_then(|entry| self.axis(&entry));
        let size = rows.as_ref().zip(columns.as_ref()).map(|(rows, columns)| (rows.from.len(), columns.from.len()));
        let values = self.required(table, "values", "[[\"0\", \"1.0\"]]");
        let values = values.and_then(|entry| self.cells(&entry, size));
        Some(Matrix { base: base?, rows: rows?, columns: columns?, values: values?, edge })
    }

    fn axis(&mut self, entry: &Entry<'_>) -> Option<Axis> {
        let mut table = self.table(entry, entry.key)?;
        let attainment = table.take("attainment");
        let ratio = table.take("ratio");
        let figure = match (attainment, ratio) {
            (Some(measure), None) => {
                self.measure_key(measure.value, measure.key).map(|(measure, _)| Figure::Attainment(measure))
            }
            (None, Some(pair)) => self.ratio(&pair),
            (Some(_), Some(other)) => {
                let params = [("key", "ratio"), ("other", "attainment")];
                self.error("incentives.plan.either", other.key_range, "attainment = \"…\"", &params);
                None
            }
            (None, None) => {
                self.missing(&table, "attainment", "\"…\"");
                None
            }
        };
        let from = self.required(&mut table, "from", "[\"0%\", \"80%\"]").and_then(|entry| self.axis_steps(&entry));
        table.finish(self);
        Some(Axis { figure: figure?, from: from? })
    }

    /// Two measures of one unit: the first is divided by the second.
    fn ratio(&mut self, entry: &Entry<'_>) -> Option<Figure> {
        let items = self.list(entry)?;
        let [of, to] = items else {
            self.wrong_type(entry.value, entry.key, "pair", "[\"collected\", \"orders\"]");
            return None;
        };
        let first = self.measure_key(of, entry.key);
        let second = self.measure_key(to, entry.key);
        let ((of, unit), (name, other)) = (first?, second?);
        if unit != other {
            let same = self.measures.iter().find(|(key, shape)| shape.unit == unit && **key != of);
            let fix = same.map_or_else(|| format!("\"{of}\""), |(key, _)| format!("\"{key}\""));
            let params = [("key", entry.key), ("value", name.as_str()), ("wanted", unit.key())];
            self.error("incentives.plan.wrong_unit", to.span(), fix, &params);
            return None;
        }
        Some(Figure::Ratio { of, to: name })
    }

    fn axis_steps(&mut self, entry: &Entry<'_>) -> Option<Vec<Rate>> {
        let items = self.filled_list(entry, "[\"0%\", \"80%\"]")?;
        let mut bounds: Vec<(i64, Range<usize>)> = Vec::with_capacity(items.len());
        for item in items {
            let bound = self.rate(item, entry.key);
            bounds.extend(bound.map(|bound| (bound.ppm(), item.span())));
        }
        let tiles = self.check_tiling(entry, &bounds, Start::AtZero, "0%") && bounds.len() == items.len();
        tiles.then(|| bounds.into_iter().map(|(ppm, _)| Rate::from_ppm(ppm)).collect())
    }

    /// As many rows and columns as the axes have steps; where an axis is not known, only the cells are read.
    fn cells(&mut self, entry: &Entry<'_>, size: Option<(usize, usize)>) -> Option<Vec<Vec<Source<Rate>>>> {
        let rows = self.list(entry)?;
        if let Some((height, width)) = size.filter(|(height, _)| *height != rows.len()) {
            let row = row_form(width);
            let fix = format!("[{}]", vec![row; height].join(", "));
            self.matrix_size(entry, entry.value.span(), (height, rows.len()), fix);
        }
        let read: Vec<Vec<Source<Rate>>> =
            rows.iter().filter_map(|row| self.row(entry, row, size.map(|(_, width)| width))).collect();
        let fits = size.is_some_and(|(height, _)| read.len() == height && rows.len() == height);
        fits.then_some(read)
    }

    fn row(&mut self, entry: &Entry<'_>, row: Value<'_>, width: Option<usize>) -> Option<Vec<Source<Rate>>> {
        let DeValue::Array(items) = row.get_ref() else {
            self.wrong_type(row, entry.key, "list", &row_form(width.unwrap_or(1)));
            return None;
        };
        if let Some(width) = width.filter(|width| *width != items.len()) {
            self.matrix_size(entry, row.span(), (width, items.len()), row_form(width));
        }
        let read: Vec<Source<Rate>> = items.iter().filter_map(|item| self.rate_source(item, entry.key)).collect();
        (read.len() == items.len() && width.is_none_or(|width| width == read.len())).then_some(read)
    }

    fn matrix_size(&mut self, entry: &Entry<'_>, at: Range<usize>, (wanted, found): (usize, usize), fix: String) {
        let (wanted, found) = (wanted.to_string(), found.to_string());
        let params = [("key", entry.key), ("wanted", wanted.as_str()), ("found", &found)];
        self.error("incentives.plan.matrix_size", at, fix, &params);
    }
}

fn row_form(width: usize) -> String {
    format!("[{}]", vec![CELL; width].join(", "))
}
