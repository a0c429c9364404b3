//! A `[[component]]`: what every kind has in common, and the way to the kind's own keys.

use std::ops::Range;

use super::header::RoundingStep;
use super::reader::{Entry, Reader, Table, Value};
use super::tiling::Start;
use crate::plan::expression::Place;
use crate::plan::model::{AmountBand, CapExcess, Component, Edge, PeriodKind, Prorate, Source, Times};

/// Names that an example's `expect` gives a meaning of its own.
const RESERVED: [&str; 8] = ["total", "payable", "held", "owed", "exceptions", "why", "place", "attainment"];

/// What was read of an optional key: absent, wrong (and reported), or a value.
pub(super) type Optional<T> = Option<Option<T>>;

impl Reader<'_> {
    pub(super) fn component(&mut self, mut table: Table<'_>, rounding: RoundingStep) -> Option<Component> {
        let at = self.span(&table.range());
        let key = self.required(&mut table, "key", "\"…\"").and_then(|entry| self.component_key(&entry));
        let title = table.take("title").map(|entry| self.filled_text(&entry));
        let kind = self.required(&mut table, "kind", "\"commission\"");
        let period = self.required(&mut table, "period", "\"month\"").and_then(|entry| self.period_kind(&entry));
        let who = table.take("who").map(|entry| self.person_condition(&entry, Place::Who));
        let when = table.take("when").map(|entry| self.person_condition(&entry, Place::When));
        let edge = self.edge(&mut table);
        let times = self.times(&mut table, edge.unwrap_or_default());
        let cap = table.take("cap").map(|entry| self.money_source(&entry));
        let floor = table.take("floor").map(|entry| self.money_source(&entry));
        let cap_excess = self.cap_excess(&mut table);
        let prorate = self.prorate(&mut table);
        let rounding = self.rounding(&mut table, rounding);
        let payout = self.payout(&mut table);
        let kind = kind.and_then(|entry| self.kind(&entry, &mut table, edge.unwrap_or_default()));
        if let Some(kind) = &kind {
            self.check_payout(&table, kind, cap_excess);
        }
        self.check_floor(&table, fixed_of(cap.as_ref()), fixed_of(floor.as_ref()));
        table.finish(self);
        edge?;
        let (key, rounding) = (key?, rounding?);
        Some(Component {
            title: title.unwrap_or_else(|| Some(key.clone()))?,
            key,
            kind: kind?,
            period: period?,
            who: settled(who)?,
            when: settled(when)?,
            times: times?,
            cap: settled(cap)?,
            cap_excess: cap_excess?,
            floor: settled(floor)?,
            prorate: prorate?,
            payout: payout?,
            round: rounding.round,
            round_to_minor: rounding.to_minor,
            at,
        })
    }

    fn component_key(&mut self, entry: &Entry<'_>) -> Option<String> {
        let key = self.key_text(entry)?;
        if RESERVED.contains(&key.as_str()) {
            let fix = format!("\"{key}-pay\"");
            self.error("incentives.plan.key_reserved", entry.value.span(), fix, &[("key", &key)]);
            return None;
        }
        Some(key)
    }

    fn period_kind(&mut self, entry: &Entry<'_>) -> Option<PeriodKind> {
        let words = [
            ("month", PeriodKind::Month),
            ("quarter", PeriodKind::Quarter),
            ("half_year", PeriodKind::HalfYear),
            ("year", PeriodKind::Year),
        ];
        self.choice(entry, &words)
    }

    pub(super) fn edge(&mut self, table: &mut Table<'_>) -> Option<Edge> {
        self.edge_or(table, Edge::Up)
    }

    pub(super) fn edge_or(&mut self, table: &mut Table<'_>, default: Edge) -> Option<Edge> {
        let Some(entry) = table.take("edge") else { return Some(default) };
        self.choice(&entry, &[("up", Edge::Up), ("down", Edge::Down)])
    }

    fn cap_excess(&mut self, table: &mut Table<'_>) -> Option<CapExcess> {
        let Some(entry) = table.take("cap_excess") else { return Some(CapExcess::Forfeit) };
        self.choice(&entry, &[("forfeit", CapExcess::Forfeit), ("carry", CapExcess::Carry)])
    }

    fn prorate(&mut self, table: &mut Table<'_>) -> Option<Prorate> {
        let Some(entry) = table.take("prorate") else { return Some(Prorate::None) };
        let words = [("none", Prorate::None), ("workdays", Prorate::Workdays), ("calendar", Prorate::Calendar)];
        self.choice(&entry, &words)
    }

    fn check_floor(&mut self, table: &Table<'_>, cap: Option<i64>, floor: Option<i64>) {
        let (Some(cap), Some(floor)) = (cap, floor) else { return };
        if floor <= cap {
            return;
        }
        if let Some(entry) = table.all().find(|entry| entry.key == "floor") {
            let digits = self.currency.minor_digits();
            let cap = crate::decimal::format(cap, digits);
            let fix = format!("\"{cap}\"");
            self.error("incentives.plan.floor_above_cap", entry.value.span(), fix, &[("cap", &cap)]);
        }
    }

    fn times(&mut self, table: &mut Table<'_>, edge: Edge) -> Option<Vec<Times>> {
        let Some(entry) = table.take("times") else { return Some(Vec::new()) };
        let items = self.list(&entry)?;
        let mut times = Vec::with_capacity(items.len());
        for item in items {
            times.extend(self.multiplier(item, edge));
        }
        (times.len() == items.len()).then_some(times)
    }

    fn multiplier(&mut self, item: Value<'_>, edge: Edge) -> Option<Times> {
        let mut table = self.table_of(item, "times", "times")?;
        let coefficient = table.take("coefficient");
        let measure = table.take("measure");
        let bands = table.take("bands");
        let edge = self.edge_or(&mut table, edge);
        let read = match (coefficient, measure, bands) {
            (Some(entry), None, None) => self.coefficient_key(&entry).map(|key| Times::Coefficient { key }),
            (None, Some(measure), Some(bands)) => self.banded(&measure, &bands, edge),
            (Some(_), Some(other), _) | (Some(_), None, Some(other)) => {
                let params = [("key", other.key), ("other", "coefficient")];
                self.error("incentives.plan.either", other.key_range, "{ coefficient = \"…\" }", &params);
                None
            }
            (None, Some(_), None) => {
                self.missing(&table, "bands", "[[\"0\", \"0.8\"], [\"100\", \"1.0\"]]");
                None
            }
            (None, None, Some(_)) => {
                self.missing(&table, "measure", "\"…\"");
                None
            }
            (None, None, None) => {
                self.missing(&table, "coefficient", "\"company\"");
                None
            }
        };
        table.finish(self);
        read
    }

    pub(super) fn coefficient_key(&mut self, entry: &Entry<'_>) -> Option<String> {
        let key = self.key_text(entry)?;
        match &self.surroundings.coefficients {
            Some(known) if !known.contains(&key) => {
                let near = crate::plan::near::proposal(&key, known.iter().map(String::as_str));
                let params = [("name", key.as_str())];
                let fix = format!("\"{near}\"");
                self.error("incentives.plan.unknown_coefficient", entry.value.span(), fix, &params);
                None
            }
            _ => Some(key),
        }
    }

    fn banded(&mut self, measure: &Entry<'_>, bands: &Entry<'_>, edge: Option<Edge>) -> Option<Times> {
        let key = self.measure_key(measure.value, measure.key);
        let pairs = self.pairs(bands, "[\"0\", \"0.8\"]");
        let (key, unit) = key?;
        let mut read = Vec::new();
        let mut bounds: Vec<(i64, Range<usize>)> = Vec::new();
        let mut whole = true;
        for (from, coefficient) in pairs? {
            let bound = self.amount_from_zero(from, bands.key, unit);
            let coefficient = self.rate_source(coefficient, bands.key);
            bounds.extend(bound.map(|bound| (bound, from.span())));
            match (bound, coefficient) {
                (Some(bound), Some(coefficient)) => read.push(AmountBand { from: bound, coefficient }),
                _ => whole = false,
            }
        }
        let tiles = self.check_tiling(bands, &bounds, Start::AtZero, "0") && whole;
        tiles.then_some(Times::Measure { measure: key, bands: read, edge: edge? })
    }
}

fn fixed_of(read: Option<&Option<Source<i64>>>) -> Option<i64> {
    read?.as_ref()?.fixed()
}

/// Absent stays absent; wrong makes the whole wrong.
#[allow(clippy::option_option, reason = "absent, wrong and read are three different things")]
pub(super) fn settled<T>(read: Optional<T>) -> Option<Option<T>> {
    match read {
        None => Some(None),
        Some(None) => None,
        Some(Some(value)) => Some(Some(value)),
    }
}
