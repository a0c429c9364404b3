//! The keys of `kind = "attainment"`: measures, goal, base, gate and curve.

use std::ops::Range;

use toml::de::DeValue;

use super::component::settled;
use super::reader::{Entry, Reader, Table, Value};
use super::tiling::Start;
use crate::plan::model::{
    Against, Attainment, Base, Beyond, Curve, Edge, GateStart, GoalLevel, MeasureUnit, Point, RateBand, Source,
    WeightedMeasure,
};
use crate::rate::Rate;

#[derive(Clone, Copy)]
enum Shape {
    Proportional,
    Linear,
    Bands,
}

impl Reader<'_> {
    pub(super) fn attainment(&mut self, table: &mut Table<'_>, edge: Edge) -> Option<Attainment> {
        let measures = self.weighted_measures(table);
        let against = match table.take("against") {
            Some(entry) => self.against(&entry, measures.as_deref()),
            None => Some(Against::Goal(GoalLevel::Goal)),
        };
        let base = self.required_base(table);
        let gate = table.take("gate").map(|entry| self.rate_source(entry.value, entry.key));
        let gate_start = self.gate_start(table, gate.as_ref().and_then(Option::as_ref));
        let cap_attainment = table.take("cap_attainment").map(|entry| self.rate_source(entry.value, entry.key));
        let curve = match table.take("curve") {
            Some(entry) => self.curve(&entry, edge),
            None => Some(Curve::Proportional),
        };
        Some(Attainment {
            measures: measures?,
            against: against?,
            base: base?,
            gate: settled(gate)?,
            gate_start: gate_start?,
            cap_attainment: settled(cap_attainment)?,
            curve: curve?,
        })
    }

    fn weighted_measures(&mut self, table: &mut Table<'_>) -> Option<Vec<WeightedMeasure>> {
        match (table.take("measure"), table.take("measures")) {
            (Some(entry), None) => {
                let (measure, _) = self.measure_key(entry.value, entry.key)?;
                Some(vec![WeightedMeasure { measure, weight: Rate::ONE, cap: None }])
            }
            (None, Some(entry)) => self.measure_list(&entry),
            (Some(_), Some(entry)) => {
                let params = [("key", "measures"), ("other", "measure")];
                self.error("incentives.plan.either", entry.key_range, "measure = \"…\"", &params);
                None
            }
            (None, None) => {
                self.missing(table, "measure", "\"…\"");
                None
            }
        }
    }

    fn measure_list(&mut self, entry: &Entry<'_>) -> Option<Vec<WeightedMeasure>> {
        let items = self.list(entry)?;
        let mut parts: Vec<WeightedMeasure> = Vec::new();
        for item in items {
            let Some(part) = self.weighted_measure(item) else { continue };
            if parts.iter().any(|other| other.measure == part.measure) {
                let params = [("measure", part.measure.as_str())];
                let fix = format!("# {}", part.measure);
                self.error("incentives.plan.duplicate_measure", item.span(), fix, &params);
            }
            parts.push(part);
        }
        if parts.len() < items.len() {
            return None;
        }
        let weights: Vec<Rate> = parts.iter().map(|part| part.weight).collect();
        self.check_weights(entry, &weights).then_some(parts)
    }

    /// Whether the weights of a list add to 100 %.
    pub(super) fn check_weights(&mut self, entry: &Entry<'_>, weights: &[Rate]) -> bool {
        let sum = Rate::sum(weights.iter().copied()).unwrap_or(Rate::ZERO);
        if sum == Rate::ONE {
            return true;
        }
        let others = weights.iter().rev().skip(1).copied();
        let rest = Rate::sum(others).and_then(|sum| Rate::ONE.ppm().checked_sub(sum.ppm())).unwrap_or(0);
        let fix = format!("weight = \"{}\"", Rate::from_ppm(rest.max(0)).percent());
        self.error("incentives.plan.weights_sum", entry.value.span(), fix, &[("sum", &sum.percent())]);
        false
    }

    fn weighted_measure(&mut self, item: Value<'_>) -> Option<WeightedMeasure> {
        let mut table = self.table_of(item, "measures", "measures")?;
        let measure = self.required(&mut table, "measure", "\"…\"");
        let measure = measure.and_then(|entry| self.measure_key(entry.value, entry.key));
        let weight = self.required(&mut table, "weight", "\"50%\"");
        let weight = weight.and_then(|entry| self.rate(entry.value, entry.key));
        let cap = table.take("cap").map(|entry| self.rate_source(entry.value, entry.key));
        table.finish(self);
        Some(WeightedMeasure { measure: measure?.0, weight: weight?, cap: settled(cap)? })
    }

    fn against(&mut self, entry: &Entry<'_>, measures: Option<&[WeightedMeasure]>) -> Option<Against> {
        let words =
            [("goal", GoalLevel::Goal), ("goal.sprint", GoalLevel::Sprint), ("goal.challenge", GoalLevel::Challenge)];
        if let DeValue::String(text) = entry.value.get_ref() {
            if let Some((_, level)) = words.iter().find(|(word, _)| *word == text) {
                return Some(Against::Goal(*level));
            }
            if !text.starts_with(|c: char| c.is_ascii_digit() || c == '-') {
                let known = words.map(|(word, _)| word);
                self.unknown_value(entry.value, entry.key, text, &known);
                return None;
            }
        }
        let [only] = measures? else {
            let params = [("key", "against"), ("other", "measures")];
            self.error("incentives.plan.meaningless", entry.value.span(), "\"goal\"", &params);
            return None;
        };
        let unit = self.measures.get(&only.measure).map_or(MeasureUnit::Money, |shape| shape.unit);
        let amount = self.amount_source(entry.value, entry.key, unit)?;
        if amount == Source::Fixed(0) {
            let fix = "\"100000.00\"";
            self.error("incentives.plan.against_zero", entry.value.span(), fix, &[("key", entry.key)]);
            return None;
        }
        Some(Against::Amount(amount))
    }

    pub(super) fn required_base(&mut self, table: &mut Table<'_>) -> Option<Base> {
        self.required(table, "base", "\"4000.00\"").and_then(|entry| self.base(&entry))
    }

    fn base(&mut self, entry: &Entry<'_>) -> Option<Base> {
        let is_share = entry.value.get_ref().get("share").is_some() || entry.value.get_ref().get("of").is_some();
        if !is_share {
            return self.money_source(entry).map(Base::Amount);
        }
        let mut table = self.table(entry, "base")?;
        let share = self.required(&mut table, "share", "\"30%\"");
        let share = share.and_then(|entry| self.rate_source(entry.value, entry.key));
        let of = self.required(&mut table, "of", "\"variable_pay\"");
        let of = of.and_then(|entry| self.choice(&entry, &[("variable_pay", ())]));
        table.finish(self);
        of?;
        Some(Base::VariablePay { share: share? })
    }

    fn gate_start(&mut self, table: &mut Table<'_>, gate: Option<&Source<Rate>>) -> Option<GateStart> {
        let Some(entry) = table.take("gate_start") else { return Some(GateStart::Jump) };
        let words = [("jump", GateStart::Jump), ("from_zero", GateStart::FromZero)];
        let start = self.choice(&entry, &words)?;
        if !table.has("gate") {
            self.missing(table, "gate", "\"80%\"");
            return None;
        }
        let is_late = gate.and_then(Source::fixed).is_some_and(|gate| gate >= Rate::ONE);
        if start == GateStart::FromZero && is_late {
            let params = [("key", "gate_start"), ("other", "gate")];
            self.error("incentives.plan.meaningless", entry.value.span(), "\"jump\"", &params);
            return None;
        }
        Some(start)
    }

    fn curve(&mut self, entry: &Entry<'_>, edge: Edge) -> Option<Curve> {
        let mut table = self.table(entry, "curve")?;
        let words = [("proportional", Shape::Proportional), ("linear", Shape::Linear), ("bands", Shape::Bands)];
        let shape = self.required(&mut table, "shape", "\"proportional\"");
        let curve = match shape.and_then(|entry| self.choice(&entry, &words)) {
            Some(Shape::Proportional) => Some(Curve::Proportional),
            Some(Shape::Linear) => self.linear(&mut table),
            Some(Shape::Bands) => self.bands(&mut table, edge),
            None => {
                for key in ["points", "beyond", "bands", "edge"] {
                    table.take(key);
                }
                None
            }
        };
        table.finish(self);
        curve
    }

    fn linear(&mut self, table: &mut Table<'_>) -> Option<Curve> {
        let example = "[[\"80%\", \"80%\"], [\"100%\", \"100%\"]]";
        let points = self.required(table, "points", example);
        let beyond = match table.take("beyond") {
            Some(entry) => self.choice(&entry, &[("flat", Beyond::Flat), ("extend", Beyond::Extend)]),
            None => Some(Beyond::Flat),
        };
        let entry = points?;
        let steps = self.rate_steps(&entry, Start::Anywhere)?;
        if beyond == Some(Beyond::Extend) && steps.len() < 2 {
            let fix = format!("points = {example}");
            self.error("incentives.plan.too_few_points", entry.value.span(), fix, &[("key", entry.key)]);
            return None;
        }
        let points = steps.into_iter().map(|(attainment, value)| Point { attainment, value }).collect();
        Some(Curve::Linear { points, beyond: beyond? })
    }

    fn bands(&mut self, table: &mut Table<'_>, edge: Edge) -> Option<Curve> {
        let example = "[[\"0%\", \"0\"], [\"100%\", \"1.0\"]]";
        let bands = self.required(table, "bands", example);
        let edge = self.edge_or(table, edge);
        let steps = self.rate_steps(&bands?, Start::AtZero)?;
        let bands = steps.into_iter().map(|(from, coefficient)| RateBand { from, coefficient }).collect();
        Some(Curve::Bands { bands, edge: edge? })
    }

    fn rate_steps(&mut self, entry: &Entry<'_>, start: Start) -> Option<Vec<(Rate, Source<Rate>)>> {
        let pairs = self.pairs(entry, "[\"100%\", \"100%\"]")?;
        let mut steps = Vec::with_capacity(pairs.len());
        let mut bounds: Vec<(i64, Range<usize>)> = Vec::with_capacity(pairs.len());
        let count = pairs.len();
        for (from, value) in pairs {
            let bound = self.rate(from, entry.key);
            let value = self.rate_source(value, entry.key);
            bounds.extend(bound.map(|bound| (bound.ppm(), from.span())));
            steps.extend(bound.zip(value));
        }
        let tiles = self.check_tiling(entry, &bounds, start, "0%");
        (tiles && steps.len() == count).then_some(steps)
    }
}
