//! The keys of `kind = "scorecard"`: base, weighted indicators, and levels of the score.

use std::ops::Range;

use super::component::settled;
use super::reader::{Entry, Reader, Table, Value};
use super::tiling::Start;
use crate::plan::model::{Edge, Indicator, Level, MeasureUnit, SCORE, ScorePoint, Scorecard, Scored};
use crate::rate::Rate;

const WAYS: [&str; 3] = ["attainment", "measure", "rated"];
const INDICATOR: &str = "[{ key = \"…\", weight = \"100%\", attainment = \"…\" }]";
const POINTS: &str = "[\"4.0\", \"80\"]";
const LEVEL: &str = "[\"0\", \"C\", \"0.6\"]";

impl Reader<'_> {
    pub(super) fn scorecard(&mut self, table: &mut Table<'_>, edge: Edge) -> Option<Scorecard> {
        let base = self.required_base(table);
        let indicators = self.required(table, "indicators", INDICATOR).and_then(|entry| self.indicators(&entry));
        let levels = match table.take("levels") {
            Some(entry) => self.levels(&entry),
            None => Some(Vec::new()),
        };
        Some(Scorecard { base: base?, indicators: indicators?, levels: levels?, edge })
    }

    fn indicators(&mut self, entry: &Entry<'_>) -> Option<Vec<Indicator>> {
        let items = self.filled_list(entry, INDICATOR)?;
        let mut read: Vec<Indicator> = Vec::with_capacity(items.len());
        for item in items {
            let Some(indicator) = self.indicator(item) else { continue };
            if read.iter().any(|other| other.key == indicator.key) {
                let params = [("key", entry.key), ("value", indicator.key.as_str())];
                let fix = format!("key = \"{}-2\"", indicator.key);
                self.error("incentives.plan.duplicate_value", item.span(), fix, &params);
            }
            read.push(indicator);
        }
        if read.len() < items.len() {
            return None;
        }
        let weights: Vec<Rate> = read.iter().map(|indicator| indicator.weight).collect();
        self.check_weights(entry, &weights).then_some(read)
    }

    fn indicator(&mut self, item: Value<'_>) -> Option<Indicator> {
        let mut table = self.table_of(item, "indicators", "indicators")?;
        let key = self.required(&mut table, "key", "\"…\"").and_then(|entry| self.key_text(&entry));
        let weight = self.required(&mut table, "weight", "\"50%\"");
        let weight = weight.and_then(|entry| self.rate(entry.value, entry.key));
        let scored = self.scored(&mut table);
        table.finish(self);
        Some(Indicator { key: key?, weight: weight?, scored: scored? })
    }

    /// One of the three ways to a score; `cap` goes with an attainment, `points` with a measure.
    fn scored(&mut self, table: &mut Table<'_>) -> Option<Scored> {
        let written: Vec<Entry<'_>> = WAYS.into_iter().filter_map(|key| table.take(key)).collect();
        let (cap, points) = (table.take("cap"), table.take("points"));
        let Some((way, others)) = written.split_first() else {
            self.missing(table, "attainment", "\"…\"");
            return None;
        };
        for other in others {
            let params = [("key", other.key), ("other", way.key)];
            self.error("incentives.plan.either", other.key_range.clone(), format!("{} = \"…\"", way.key), &params);
        }
        for (entry, beside) in [(&cap, "attainment"), (&points, "measure")] {
            if let Some(entry) = entry.as_ref().filter(|_| way.key != beside) {
                self.meaningless(entry, way.key, &format!("# {}", entry.key));
            }
        }
        let before = self.diagnostics.len();
        let scored = match way.key {
            "attainment" => self.scored_attainment(way, cap.as_ref()),
            "measure" => self.scored_points(table, way, points.as_ref()),
            _ => self.filled_text(way).map(Scored::Rated),
        };
        scored.filter(|_| others.is_empty() && self.diagnostics.len() == before)
    }

    fn scored_attainment(&mut self, way: &Entry<'_>, cap: Option<&Entry<'_>>) -> Option<Scored> {
        let measure = self.measure_key(way.value, way.key);
        let cap = cap.map(|entry| self.rate_source(entry.value, entry.key));
        Some(Scored::Attainment { measure: measure?.0, cap: settled(cap)? })
    }

    fn scored_points(&mut self, table: &Table<'_>, way: &Entry<'_>, points: Option<&Entry<'_>>) -> Option<Scored> {
        let measure = self.measure_key(way.value, way.key);
        let Some(points) = points else {
            self.missing(table, "points", &format!("[{POINTS}]"));
            return None;
        };
        let unit = measure.as_ref().map_or(SCORE, |(_, unit)| *unit);
        let points = self.score_points(points, unit);
        Some(Scored::Points { measure: measure?.0, points: points? })
    }

    fn score_points(&mut self, entry: &Entry<'_>, unit: MeasureUnit) -> Option<Vec<ScorePoint>> {
        let pairs = self.pairs(entry, POINTS)?;
        let count = pairs.len();
        let mut points = Vec::with_capacity(count);
        let mut bounds: Vec<(i64, Range<usize>)> = Vec::with_capacity(count);
        for (at, score) in pairs {
            let bound = self.amount(at, entry.key, unit);
            let score = self.amount_from_zero(score, entry.key, SCORE);
            bounds.extend(bound.map(|bound| (bound, at.span())));
            points.extend(bound.zip(score).map(|(at, score)| ScorePoint { at, score }));
        }
        let rises = self.check_tiling(entry, &bounds, Start::Anywhere, "0");
        (rises && points.len() == count).then_some(points)
    }

    fn levels(&mut self, entry: &Entry<'_>) -> Option<Vec<Level>> {
        let rows = self.rows(entry, "triple", LEVEL)?;
        let count = rows.len();
        let mut levels = Vec::with_capacity(count);
        let mut bounds: Vec<(i64, Range<usize>)> = Vec::with_capacity(count);
        for [from, name, coefficient] in rows {
            let bound = self.amount_from_zero(from, entry.key, SCORE);
            let name = self.text_of(name, entry.key).map(str::to_owned);
            let coefficient = self.rate_source(coefficient, entry.key);
            bounds.extend(bound.map(|bound| (bound, from.span())));
            if let (Some(from), Some(name), Some(coefficient)) = (bound, name, coefficient) {
                levels.push(Level { from, name, coefficient });
            }
        }
        let tiles = self.check_tiling(entry, &bounds, Start::AtZero, "0");
        (tiles && levels.len() == count).then_some(levels)
    }
}
