//! The keys of `kind = "pool"`: the pot, among whom, and how it is divided.

use super::component::settled;
use super::reader::{Entry, Reader, Table};
use crate::plan::expression::Place;
use crate::plan::model::{Among, MeasureUnit, MeasuredPot, Pool, Pot, PotScope, ShareBy};

const POT: &str = "{ rate = \"10%\", of = \"…\" }";

impl Reader<'_> {
    pub(super) fn pool(&mut self, table: &mut Table<'_>) -> Option<Pool> {
        let among = self.required(table, "among", "\"unit\"").and_then(|entry| self.among(&entry));
        let pot = self.required(table, "pot", "\"10000.00\"").and_then(|entry| self.pot(&entry, among));
        let above = table.take("above");
        let above_goal = above.as_ref().map(|entry| self.choice(entry, &[("goal", true)]));
        let pot = match (pot, above) {
            (Some(Pot::Fixed(_)), Some(entry)) => {
                self.meaningless(&entry, "pot", &format!("pot = {POT}"));
                None
            }
            (Some(Pot::Measured(pot)), Some(_)) => {
                above_goal?.map(|above_goal| Pot::Measured(MeasuredPot { above_goal, ..pot }))
            }
            (pot, _) => pot,
        };
        let eligible = table.take("eligible").map(|entry| self.person_condition(&entry, Place::When));
        let share = self.share_by(table);
        Some(Pool { pot: pot?, among: among?, eligible: settled(eligible)?, share: share? })
    }

    fn pot(&mut self, entry: &Entry<'_>, among: Option<Among>) -> Option<Pot> {
        if !entry.value.get_ref().is_table() {
            return self.amount_from_zero(entry.value, entry.key, MeasureUnit::Money).map(Pot::Fixed);
        }
        let mut table = self.table(entry, entry.key)?;
        let rate = self.required(&mut table, "rate", "\"10%\"").and_then(|entry| self.rate(entry.value, entry.key));
        let of = self.required(&mut table, "of", "\"…\"").and_then(|entry| self.money_measure(&entry));
        let scope = match table.take("scope") {
            Some(entry) => self.pot_scope(&entry, among),
            None => Some(PotScope::Same),
        };
        table.finish(self);
        Some(Pot::Measured(MeasuredPot { rate: rate?, of: of?.0, scope: scope?, above_goal: false }))
    }

    /// The scope that divides the pot, or everybody.
    fn pot_scope(&mut self, entry: &Entry<'_>, among: Option<Among>) -> Option<PotScope> {
        let scope = self.among(entry)?;
        let among = among?;
        match scope {
            scope if scope == among => Some(PotScope::Same),
            Among::Organisation | Among::Plan => Some(PotScope::Everybody),
            _ => {
                let text = self.source.slice(entry.value.span()).trim_matches(['"', '\'']).to_owned();
                let own = among.text();
                self.unknown_value(entry.value, entry.key, &text, &[&own, "organisation", "plan"]);
                None
            }
        }
    }

    /// `measure` is what people contribute, and only beside `share = "contribution"`.
    fn share_by(&mut self, table: &mut Table<'_>) -> Option<ShareBy> {
        let entry = table.take("share");
        let measure = table.take("measure");
        let is_contribution = match &entry {
            Some(entry) if entry.value.get_ref().is_table() => {
                let share = self.share_table(entry);
                return self.alone(share, measure.as_ref());
            }
            Some(entry) => self.choice(entry, &[("equal", false), ("contribution", true)])?,
            None => false,
        };
        if !is_contribution {
            return self.alone(Some(ShareBy::Equal), measure.as_ref());
        }
        let Some(measure) = measure else {
            self.missing(table, "measure", "\"…\"");
            return None;
        };
        self.measure_key(measure.value, measure.key).map(|(measure, _)| ShareBy::Contribution(measure))
    }

    fn alone(&mut self, share: Option<ShareBy>, measure: Option<&Entry<'_>>) -> Option<ShareBy> {
        if let Some(entry) = measure {
            self.meaningless(entry, "share", "share = \"contribution\"");
            return None;
        }
        share
    }

    fn share_table(&mut self, entry: &Entry<'_>) -> Option<ShareBy> {
        let mut table = self.table(entry, entry.key)?;
        let share = match (table.take("score"), table.take("coefficient")) {
            (Some(score), None) => self.filled_text(&score).map(ShareBy::Score),
            (None, Some(key)) => self.coefficient_key(&key).map(ShareBy::Coefficient),
            (Some(_), Some(other)) => {
                let params = [("key", "coefficient"), ("other", "score")];
                self.error("incentives.plan.either", other.key_range, "{ score = \"…\" }", &params);
                None
            }
            (None, None) => {
                self.missing(&table, "score", "\"…\"");
                None
            }
        };
        table.finish(self);
        share
    }
}
