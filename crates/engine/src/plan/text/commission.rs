//! The keys of `kind = "commission"`: rate, tiers, and rates by document.

use std::ops::Range;

use super::component::settled;
use super::reader::{Entry, Reader, Table, Value};
use super::tiling::Start;
use crate::plan::model::{
    Accumulate, Apply, Commission, Edge, MeasureUnit, RateBy, Source, Tier, TierBounds, TierValues, Tiers,
};
use crate::rate::{Rate, RateForm};

impl Reader<'_> {
    pub(super) fn commission(&mut self, table: &mut Table<'_>, edge: Edge) -> Option<Commission> {
        let measure = self.required(table, "measure", "\"…\"").and_then(|entry| self.money_measure(&entry));
        let rate = table.take("rate").map(|entry| self.rate_source(entry.value, entry.key));
        let unit = measure.as_ref().map_or(MeasureUnit::Money, |(_, unit)| *unit);
        let tiers = table.take("tiers").map(|entry| self.tiers(&entry, unit));
        let apply = self.apply(table);
        let accumulate = self.accumulate(table);
        let rates_by = match table.take("rates_by") {
            Some(entry) => self.rates_by(&entry),
            None => Some(Vec::new()),
        };
        let cap_each = table.take("cap_each").map(|entry| self.money_source(&entry));
        let known = tiers.as_ref().and_then(Option::as_ref);
        let fits = self.check_rates(table, known) & self.check_rates_by(table, known);
        Some(Commission {
            measure: measure?.0,
            rate: settled(rate)?,
            tiers: settled(tiers)?,
            apply: apply?,
            accumulate: accumulate?,
            edge,
            rates_by: rates_by?,
            cap_each: settled(cap_each)?,
        })
        .filter(|_| fits)
    }

    /// The key of a measure of money.
    pub(super) fn money_measure(&mut self, entry: &Entry<'_>) -> Option<(String, MeasureUnit)> {
        let (key, unit) = self.measure_key(entry.value, entry.key)?;
        if unit == MeasureUnit::Money {
            return Some((key, unit));
        }
        let money = |(name, shape): (&String, &crate::plan::expression::MeasureShape)| {
            (shape.unit == MeasureUnit::Money).then(|| format!("\"{name}\""))
        };
        let fix = self.measures.iter().find_map(money).unwrap_or_else(|| "unit = \"money\"".to_owned());
        self.error("incentives.plan.measure_not_money", entry.value.span(), fix, &[("measure", &key)]);
        None
    }

    pub(super) fn apply(&mut self, table: &mut Table<'_>) -> Option<Apply> {
        let Some(entry) = table.take("apply") else { return Some(Apply::Marginal) };
        self.choice(&entry, &[("marginal", Apply::Marginal), ("whole", Apply::Whole)])
    }

    fn accumulate(&mut self, table: &mut Table<'_>) -> Option<Accumulate> {
        let Some(entry) = table.take("accumulate") else { return Some(Accumulate::Period) };
        let words = [
            ("period", Accumulate::Period),
            ("transaction", Accumulate::Transaction),
            ("year_to_date", Accumulate::YearToDate),
        ];
        self.choice(&entry, &words)
    }

    /// Plain tiers replace `rate`; multipliers need it.
    pub(super) fn check_rates(&mut self, table: &Table<'_>, tiers: Option<&Tiers>) -> bool {
        let before = self.diagnostics.len();
        let entry = |key: &str| table.all().find(|entry| entry.key == key);
        let is_plain = tiers.is_some_and(|tiers| tiers.values == TierValues::Rates);
        let is_multiplied = tiers.is_some_and(|tiers| tiers.values == TierValues::Multipliers);
        match (entry("rate"), is_plain) {
            (Some(rate), true) => {
                let fix = "tiers = [[\"0\", \"1x\"], [\"10000\", \"1.5x\"]]";
                self.error("incentives.plan.rate_beside_tiers", rate.key_range, fix, &[]);
            }
            (None, false) if is_multiplied || !table.has("tiers") => self.missing(table, "rate", "\"5%\""),
            _ => {}
        }
        if let (Some(apply), false) = (entry("apply"), table.has("tiers")) {
            self.meaningless(&apply, "tiers", "tiers = [[\"0\", \"5%\"], [\"10000\", \"8%\"]]");
        }
        self.diagnostics.len() == before
    }

    fn check_rates_by(&mut self, table: &Table<'_>, tiers: Option<&Tiers>) -> bool {
        let is_plain = tiers.is_some_and(|tiers| tiers.values == TierValues::Rates);
        match table.all().find(|entry| entry.key == "rates_by") {
            Some(rates_by) if is_plain => {
                let fix = "rate = \"5%\"";
                self.error("incentives.plan.rates_by_beside_tiers", rates_by.key_range, fix, &[]);
                false
            }
            _ => true,
        }
    }

    pub(super) fn tiers(&mut self, entry: &Entry<'_>, unit: MeasureUnit) -> Option<Tiers> {
        let pairs = self.pairs(entry, "[\"0\", \"5%\"]")?;
        let bounds_kind = self.bounds_kind(entry, &pairs)?;
        let count = pairs.len();
        let mut read: Vec<(Tier, Option<TierValues>)> = Vec::with_capacity(count);
        let mut bounds: Vec<(i64, Range<usize>)> = Vec::with_capacity(count);
        for (from, value) in &pairs {
            let bound = match bounds_kind {
                TierBounds::Amount => self.amount_from_zero(from, entry.key, unit),
                TierBounds::GoalShare => self.rate(from, entry.key).map(Rate::ppm),
            };
            let value = self.tier_value(value, entry.key);
            bounds.extend(bound.map(|bound| (bound, from.span())));
            if let (Some(bound), Some((value, kind))) = (bound, value) {
                read.push((Tier { from: bound, value }, kind));
            }
        }
        let values = self.values_kind(entry, &pairs, &read);
        let zero = if bounds_kind == TierBounds::Amount { "0" } else { "0%" };
        let tiles = self.check_tiling(entry, &bounds, Start::AtZero, zero) && read.len() == count;
        let steps = read.into_iter().map(|(tier, _)| tier).collect();
        tiles.then_some(Tiers { bounds: bounds_kind, values: values?, steps })
    }

    /// Bounds are amounts or shares of the goal, all of them; a 0 is either.
    fn bounds_kind(&mut self, entry: &Entry<'_>, pairs: &[(Value<'_>, Value<'_>)]) -> Option<TierBounds> {
        let mut kind = None;
        for (from, _) in pairs {
            let Some(text) = from.get_ref().as_str() else {
                if from.get_ref().is_integer() && self.source.slice(from.span()) != "0" {
                    kind = kind.or(Some(TierBounds::Amount));
                }
                continue;
            };
            if text == "0" {
                continue;
            }
            let found = if text.ends_with(['%', '‰']) { TierBounds::GoalShare } else { TierBounds::Amount };
            if kind.is_some_and(|kind| kind != found) {
                let fix = if found == TierBounds::Amount { "\"80%\"" } else { "\"10000\"" };
                let params = [("key", entry.key), ("value", text)];
                self.error("incentives.plan.tier_mixed", from.span(), fix, &params);
                return None;
            }
            kind = Some(found);
        }
        Some(kind.unwrap_or(TierBounds::Amount))
    }

    /// A rate or a multiplier; what comes from the person takes the form of the others.
    fn tier_value(&mut self, value: Value<'_>, key: &str) -> Option<(Source<Rate>, Option<TierValues>)> {
        if value.get_ref().is_table() {
            return self.rate_source(value, key).map(|source| (source, None));
        }
        let (rate, form) = self.rate_form(value, key)?;
        let kind = if form == RateForm::Times { TierValues::Multipliers } else { TierValues::Rates };
        Some((Source::Fixed(rate), Some(kind)))
    }

    fn values_kind(
        &mut self,
        entry: &Entry<'_>,
        pairs: &[(Value<'_>, Value<'_>)],
        read: &[(Tier, Option<TierValues>)],
    ) -> Option<TierValues> {
        let first = read.iter().find_map(|(_, kind)| *kind).unwrap_or(TierValues::Rates);
        let odd = read.iter().position(|(_, kind)| kind.is_some_and(|kind| kind != first));
        if let Some((_, value)) = odd.and_then(|place| pairs.get(place)) {
            let fix = if first == TierValues::Rates { "\"8%\"" } else { "\"1.5x\"" };
            let text = self.source.slice(value.span()).trim_matches('"').to_owned();
            let params = [("key", entry.key), ("value", text.as_str())];
            self.error("incentives.plan.tier_mixed", value.span(), fix, &params);
            return None;
        }
        Some(first)
    }

    fn rates_by(&mut self, entry: &Entry<'_>) -> Option<Vec<RateBy>> {
        let pairs = self.pairs(entry, "['product.family == \"…\"', \"8%\"]")?;
        let count = pairs.len();
        let mut rates = Vec::with_capacity(count);
        for (condition, rate) in pairs {
            let condition = self.document_condition(condition, entry.key);
            let rate = self.rate_source(rate, entry.key);
            if let (Some(condition), Some(rate)) = (condition, rate) {
                rates.push(RateBy { condition, rate });
            }
        }
        (rates.len() == count).then_some(rates)
    }
}
