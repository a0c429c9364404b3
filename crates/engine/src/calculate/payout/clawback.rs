//! What refunds of earlier periods' payments take back: a share of the pay of the document, by a ladder of months.

use std::collections::BTreeMap;

use super::{Account, Clawback};
use crate::calculate::balances::Attributed;
use crate::calculate::inputs::Credit;
use crate::calculate::run::CalculateError;
use crate::day::Day;
use crate::exact::Exact;
use crate::explain::{Step, StepCode, fraction};
use crate::plan::model::CapExcess;
use crate::rate::Rate;

impl<'s> Account<'_, 's, '_> {
    /// Reckons anew what all refunds up to the period's last day take, and takes what was not taken before.
    pub(super) fn claw_back(&mut self) -> Result<Vec<Clawback>, CalculateError> {
        if self.rules.clawback.is_empty() {
            return self.catch_up();
        }
        self.attribute()?;
        let mut refunds: BTreeMap<(&str, &str), Vec<&'s Credit>> = BTreeMap::new();
        for measure in self.scene.component.kind.measures() {
            for refund in self.scene.clawed(measure) {
                refunds.entry((refund.root(), measure)).or_default().push(refund);
            }
        }
        let mut found = Vec::new();
        let mut attributed = std::mem::take(&mut self.balance.attributed);
        for entry in &mut attributed {
            entry.due_minor = None;
            let own = refunds.get(&entry.key()).map_or(&[][..], Vec::as_slice);
            if let Some(clawback) = self.taken(entry, own)? {
                entry.taken_minor = self.sum(entry.taken_minor, clawback.taken_minor)?;
                found.push(clawback);
            }
        }
        self.balance.attributed = attributed;
        Ok(found)
    }

    /// Of a component that has a ladder no more: what refunds in locked periods take as known now, less what was taken.
    fn catch_up(&mut self) -> Result<Vec<Clawback>, CalculateError> {
        let mut found = Vec::new();
        let mut attributed = std::mem::take(&mut self.balance.attributed);
        for entry in &mut attributed {
            let Some(due_minor) = entry.due_minor.take().filter(|due| *due != entry.taken_minor) else { continue };
            let taken_minor = self.sum(due_minor, self.sum(0, entry.taken_minor)?.saturating_neg())?;
            self.steps.push(self.headed(entry, taken_minor));
            entry.taken_minor = due_minor;
            let Attributed { document, measure, period, .. } = entry.clone();
            found.push(Clawback { document, measure, refunds: Vec::new(), period, taken_minor });
        }
        self.balance.attributed = attributed;
        Ok(found)
    }

    /// What is taken back of one document's pay.
    fn headed(&self, entry: &Attributed, taken_minor: i64) -> Step {
        let step = Step::new(StepCode::Clawback).with("document", &entry.document).with("period", &entry.period);
        let step = step.with("attributed", self.money(entry.part_minor)).with("before", self.money(entry.taken_minor));
        step.amount(self.money(-taken_minor)).documents(vec![entry.document.clone()])
    }

    /// Keeps the pay of the period's documents, as later refunds take it back.
    fn attribute(&mut self) -> Result<(), CalculateError> {
        let too_large = || self.scene.too_large();
        let is_carried = self.scene.component.cap_excess == CapExcess::Carry; // paid in a later period
        for part in self.line.iter().flat_map(|line| &line.documents) {
            let wanted = (part.document.as_str(), part.measure.as_str());
            match self.balance.attributed.binary_search_by(|entry| entry.key().cmp(&wanted)) {
                Ok(place) => {
                    let Some(entry) = self.balance.attributed.get_mut(place) else { continue };
                    entry.part_minor = entry.part_minor.checked_add(part.counted_minor()).ok_or_else(too_large)?;
                    let before = if self.scene.is_year_to_date() { 0 } else { entry.credited };
                    entry.credited = before.checked_add(part.credited).ok_or_else(too_large)?;
                }
                Err(place) if part.counted_minor() != 0 || is_carried => {
                    let entry = Attributed {
                        document: part.document.clone(),
                        measure: part.measure.clone(),
                        period: self.scene.period.name.clone(),
                        credited: part.credited,
                        part_minor: part.counted_minor(),
                        taken_minor: 0,
                        due_minor: None,
                    };
                    self.balance.attributed.insert(place, entry);
                }
                Err(_) => {}
            }
        }
        Ok(())
    }

    /// By cumulative difference, rounded once, and never more than was attributed.
    fn taken(&mut self, entry: &Attributed, refunds: &[&Credit]) -> Result<Option<Clawback>, CalculateError> {
        let part = Exact::whole(entry.part_minor);
        let per_unit = part.checked_div(&Exact::whole(entry.credited)).filter(|_| entry.credited > 0);
        let per_unit = per_unit.unwrap_or(Exact::ZERO);
        let (mut steps, mut all) = (Vec::with_capacity(refunds.len()), Exact::ZERO);
        for refund in refunds {
            let refunded = -Exact::whole(refund.amount);
            let share = self.share(refund.entitling_day(), refund.own_day());
            let taken = &(&refunded * &Exact::from(share)) * &per_unit;
            steps.push(self.explained(entry, refund, (&refunded, share), &taken));
            all = &all + &taken;
        }
        let capped = all.min_of(&part.max_of(&Exact::ZERO)).max_of(&part.min_of(&Exact::ZERO));
        let rounded = capped.round(1, self.scene.component.round).ok_or_else(|| self.scene.too_large())?;
        let taken_minor = self.sum(rounded, -entry.taken_minor)?;
        if taken_minor == 0 {
            return Ok(None);
        }
        self.steps.push(self.headed(entry, taken_minor));
        self.steps.extend(steps);
        let mut names: Vec<String> = refunds.iter().map(|refund| refund.document.to_string()).collect();
        names.dedup();
        let Attributed { document, measure, period, .. } = entry.clone();
        Ok(Some(Clawback { document, measure, refunds: names, period, taken_minor }))
    }

    /// The share of the first rung that still holds on the refund's day.
    fn share(&self, paid_on: Day, refunded_on: Day) -> Rate {
        let rung = self.rules.clawback.iter().find(|rung| refunded_on <= paid_on.plus_months(rung.months));
        rung.map_or(Rate::ZERO, |rung| rung.share)
    }

    fn explained(&self, entry: &Attributed, refund: &Credit, (refunded, share): (&Exact, Rate), taken: &Exact) -> Step {
        let quantity = |amount: &Exact| self.scene.quantity(amount, &entry.measure);
        Step::inner(StepCode::ClawbackRefund)
            .with("day", refund.own_day().to_string())
            .with("refunded", quantity(refunded))
            .with("credited", quantity(&Exact::whole(entry.credited)))
            .with("share", fraction(&Exact::from(share)))
            .amount(self.scene.money(taken))
            .documents(vec![refund.document.to_string()])
    }
}
