//! The keys of `kind = "override"`: what of the people below, how far below, and the rates.

use super::component::settled;
use super::reader::{Entry, Reader, Table};
use crate::plan::model::{Accumulate, Commission, Depth, Edge, MeasureUnit, Overridden, Override, TierBounds, Tiers};

impl Reader<'_> {
    pub(super) fn overriding(&mut self, table: &mut Table<'_>, edge: Edge) -> Option<Override> {
        let of = self.overridden(table);
        let depth = match table.take("depth") {
            Some(entry) => self.depth(&entry),
            None => Some(Depth::All),
        };
        let rate = table.take("rate").map(|entry| self.rate_source(entry.value, entry.key));
        let tiers = table.take("tiers").map(|entry| self.tiers(&entry, MeasureUnit::Money));
        let apply = self.apply(table);
        let known = tiers.as_ref().and_then(Option::as_ref);
        let fits = self.check_rates(table, known) & self.check_goal_tiers(table, of.as_ref(), known);
        let of = of?;
        let measure = match &of {
            Overridden::Credits(measure) => measure.clone(),
            Overridden::Pay(_) => String::new(),
        };
        let rates = Commission {
            measure,
            rate: settled(rate)?,
            tiers: settled(tiers)?,
            apply: apply.unwrap_or_default(),
            accumulate: Accumulate::Period,
            edge,
            rates_by: Vec::new(),
            cap_each: None,
        };
        apply?;
        Some(Override { of, depth: depth?, rates }).filter(|_| fits)
    }

    /// Either their credits or their pay.
    fn overridden(&mut self, table: &mut Table<'_>) -> Option<Overridden> {
        match (table.take("of"), table.take("component")) {
            (Some(measure), None) => self.money_measure(&measure).map(|(measure, _)| Overridden::Credits(measure)),
            (None, Some(component)) => self.filled_text(&component).map(Overridden::Pay),
            (Some(_), Some(other)) => {
                let params = [("key", "component"), ("other", "of")];
                self.error("incentives.plan.either", other.key_range, "of = \"…\"", &params);
                None
            }
            (None, None) => {
                self.missing(table, "of", "\"…\"");
                None
            }
        }
    }

    fn depth(&mut self, entry: &Entry<'_>) -> Option<Depth> {
        let text = self.number_text(entry.value, entry.key, "all")?;
        match text.as_str() {
            "all" => Some(Depth::All),
            "1" => Some(Depth::Nearest),
            other => {
                self.unknown_value(entry.value, entry.key, other, &["all", "1"]);
                None
            }
        }
    }

    /// Pay has no goal that tiers could be shares of.
    fn check_goal_tiers(&mut self, table: &Table<'_>, of: Option<&Overridden>, tiers: Option<&Tiers>) -> bool {
        let is_share = tiers.is_some_and(|tiers| tiers.bounds == TierBounds::GoalShare);
        let entry = table.all().find(|entry| entry.key == "tiers");
        match (of, entry) {
            (Some(Overridden::Pay(_)), Some(entry)) if is_share => {
                self.meaningless(&entry, "component", "tiers = [[\"0\", \"2%\"], [\"10000\", \"3%\"]]");
                false
            }
            _ => true,
        }
    }
}
