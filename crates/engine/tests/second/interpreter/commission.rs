//! `commission`: rates on credited amounts, document by document.

use std::collections::BTreeMap;

use beichen_engine::calculate::Credit;
use beichen_engine::day::DayRange;
use beichen_engine::document::LineFacts;
use beichen_engine::money::{Currency, Money};
use beichen_engine::plan::model::{Accumulate, Commission, GoalLevel, Kind, TierBounds};

use super::Unpaid;
use super::attribution::{Source, Weight, Weights};
use super::condition::{Value, holds};
use super::number::{Ratio, nothing, one, whole};
use super::steps::tiered;
use super::subject::Subject;

/// A document's net of a window; "it stands at its first credit".
pub struct Document<'a> {
    pub name: &'a str,
    pub net: i64,
    pub first: &'a Credit,
}

impl Subject<'_> {
    /// Step 4: "rates over amounts (`cap_each` per document)".
    pub fn commission_pay(&self, kind: &Commission, period: DayRange, window: DayRange) -> Result<Ratio, Unpaid> {
        Ok(self.commission_weights(kind, period, window)?.into_iter().map(|weight| weight.pay).sum())
    }

    /// What each document adds to it.
    pub fn commission_weights(&self, kind: &Commission, period: DayRange, window: DayRange) -> Result<Weights, Unpaid> {
        let mut steps = self.document_steps(kind, period, window)?;
        if let Some(cap) = &kind.cap_each {
            // "a period's part is min(cap, Σ its steps so far) − min(cap, Σ its steps of earlier periods), as known now"
            let cap = self.money(cap, period)?;
            let earlier = self.earlier_steps(window);
            for (document, step) in &mut steps {
                let before = earlier.get(document).cloned().unwrap_or_else(nothing);
                *step = cap.clone().min(&before + &*step) - cap.clone().min(before);
            }
        }
        let weight = |document: Document<'_>| {
            let (source, pay) = (Source::of(document.first), steps[document.name].clone());
            Weight { source: Some(source), pay, credited: whole(document.net) }
        };
        Ok(self.documents(&kind.measure, window).into_iter().map(weight).collect())
    }

    /// "`cap_each` nets over the year so far"; "`year_to_date` … begin[s] anew".
    fn earlier_steps(&self, window: DayRange) -> BTreeMap<String, Ratio> {
        let mut sums = BTreeMap::new();
        if self.is_year_to_date() {
            return sums;
        }
        for earlier in self.inputs.timetable.periods.iter().filter(|one| one.days.end <= window.from) {
            let Some(then) = self.then(earlier.days) else { continue };
            let Kind::Commission(kind) = &then.component.kind else { continue };
            if then.check_when(earlier.days).is_err() {
                continue;
            }
            for (document, step) in then.document_steps(kind, earlier.days, earlier.days).unwrap_or_default() {
                *sums.entry(document).or_insert_with(nothing) += step;
            }
        }
        sums
    }

    /// What each document adds: "in order of day, then of recording".
    fn document_steps(
        &self,
        kind: &Commission,
        period: DayRange,
        window: DayRange,
    ) -> Result<BTreeMap<String, Ratio>, Unpaid> {
        let tiers = self.tiers(kind, period, window)?;
        let mut running = nothing();
        let mut steps = BTreeMap::new();
        for document in self.stepping(kind, window) {
            let net = whole(document.net);
            let step = match &tiers {
                None => net.clone(),
                Some(tiers) if kind.accumulate == Accumulate::Transaction => tiered(&net, tiers, kind.apply, kind.edge),
                Some(tiers) => {
                    let upto = |amount: &Ratio| tiered(amount, tiers, kind.apply, kind.edge);
                    upto(&(&running + &net)) - upto(&running)
                }
            };
            running += net;
            let step = step * self.document_rate(kind, document.first, period)?;
            *steps.entry(document.name.to_owned()).or_insert_with(nothing) += step;
        }
        Ok(steps)
    }

    /// "`transaction`, `cap_each`, and `rates_by` under multiplier tiers first net a document's credits"; else each credit
    /// adds its own step, "in order of day, then of recording".
    fn stepping(&self, kind: &Commission, window: DayRange) -> Vec<Document<'_>> {
        let is_netted =
            kind.accumulate == Accumulate::Transaction || kind.cap_each.is_some() || !kind.rates_by.is_empty();
        if is_netted {
            return self.documents(&kind.measure, window);
        }
        let credits = self.counted(&kind.measure, window).into_iter();
        credits.map(|credit| Document { name: credit.root(), net: credit.amount, first: credit }).collect()
    }

    /// "first net a document's credits of the period (under `year_to_date`, of the year so far)".
    pub fn documents(&self, measure: &str, window: DayRange) -> Vec<Document<'_>> {
        let mut documents: Vec<Document<'_>> = Vec::new();
        for credit in self.counted(measure, window) {
            let name: &str = credit.root();
            match documents.iter_mut().find(|document| document.name == name) {
                Some(document) => document.net += credit.amount,
                None => documents.push(Document { name, net: credit.amount, first: credit }),
            }
        }
        documents
    }

    /// The plain rate of a document: 1 where the tiers hold rates; "first match, else `rate`".
    fn document_rate(&self, kind: &Commission, credit: &Credit, period: DayRange) -> Result<Ratio, Unpaid> {
        let facts = credit.facts.as_deref().cloned().unwrap_or_default();
        let matching = kind.rates_by.iter().find(|by| document_holds(by.condition.text(), &facts, self.plan.currency));
        match (matching, &kind.rate) {
            (Some(by), _) => self.rate(&by.rate, period),
            (None, Some(rate)) => self.rate(rate, period),
            (None, None) => Ok(one()),
        }
    }

    /// Bounds in the measure's units: "tiers bounded by amount or by % of goal".
    pub fn tiers(
        &self,
        kind: &Commission,
        period: DayRange,
        window: DayRange,
    ) -> Result<Option<Vec<(Ratio, Ratio)>>, Unpaid> {
        let Some(tiers) = &kind.tiers else { return Ok(None) };
        let goal = self.tier_goal(kind, period, window)?;
        let scale = if tiers.bounds == TierBounds::Amount { one() } else { whole(1_000_000) };
        let steps = tiers.steps.iter().map(|step| (whole(step.from) * &goal / &scale, &step.value));
        self.worths(steps, period).map(Some)
    }

    /// What bounds in shares are shares of; 1 where they are amounts.
    pub fn tier_goal(&self, kind: &Commission, period: DayRange, window: DayRange) -> Result<Ratio, Unpaid> {
        if self.is_of_goal(kind, period, window) {
            self.goal(&kind.measure, GoalLevel::Goal, window)
        } else {
            Ok(one())
        }
    }

    /// The refunds of somebody who left lie in the first tier, whatever the goal would be.
    pub fn is_of_goal(&self, kind: &Commission, period: DayRange, window: DayRange) -> bool {
        let is_of_goal = kind.tiers.as_ref().is_some_and(|tiers| tiers.bounds == TierBounds::GoalShare);
        let is_present = !self.days_within(period).is_empty();
        is_of_goal && (is_present || self.actual(&kind.measure, window) > nothing())
    }

    pub fn commission_attainment(&self, kind: &Commission, period: DayRange, window: DayRange) -> Option<Ratio> {
        let is_of_goal = self.is_of_goal(kind, period, window);
        is_of_goal.then(|| self.attainment(&kind.measure, GoalLevel::Goal, window).ok())?
    }
}

/// Whether a condition on a document holds.
pub fn document_holds(text: &str, facts: &LineFacts, currency: Currency) -> bool {
    holds(text, &|name, words| match (name, words) {
        ("amount_at_least", [amount]) => Value::Truth(facts.amount >= Money::parse(amount, currency).unwrap().minor),
        ("customer.is_new", _) => Value::Truth(facts.is_new),
        ("customer.tier", _) => Value::Text(facts.customer.tier.clone()),
        ("product.family", _) => Value::Text(facts.product.family.clone()),
        ("kind", _) => Value::Text(facts.kind.clone()),
        _ => panic!("the generator does not write {name}"),
    })
}
