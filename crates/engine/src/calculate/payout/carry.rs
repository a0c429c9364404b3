//! What a cap cuts off and a later period of the same plan year pays, for the same documents.

use std::collections::BTreeMap;

use crate::calculate::attribution::claims;
use crate::calculate::balances::Carried;
use crate::calculate::ledger::whole;
use crate::calculate::scene::Scene;
use crate::component::{Share, Sheet};
use crate::exact::Exact;
use crate::explain::{Step, StepCode};
use crate::plan::model::CapExcess;

impl<'s> Scene<'s, '_> {
    /// The pay with what earlier caps have cut, for who is in the plan, before the period's own cap.
    pub(crate) fn with_carried(&self, pay: Exact, sheet: &mut Sheet<'s>) -> Exact {
        let carried = self.opening().map_or(&[][..], |opening| &opening.carried);
        let is_carried = !carried.is_empty() || self.component.cap_excess == CapExcess::Carry;
        if !is_carried || !self.is_in_plan(self.period.days) {
            return pay;
        }
        weigh_as_pay(&pay, sheet);
        add_shares(carried, sheet);
        let before: Exact = carried.iter().map(|one| one.amount.clone()).sum();
        let sum = &pay + &before;
        if !before.is_zero() {
            let step =
                Step::new(StepCode::Carried).with("before", self.money(&pay)).with("carried", self.money(&before));
            sheet.steps.push(step.amount(self.money(&sum)));
        }
        sum
    }

    /// Keeps what the cap has cut of each document's pay. Of who is not in the plan nothing is touched.
    pub(crate) fn keep_cut(&self, due: &Exact, capped: &Exact, sheet: &mut Sheet<'_>) {
        if !self.is_in_plan(self.period.days) {
            return;
        }
        let cut = match self.component.cap_excess {
            CapExcess::Carry => due - capped,
            CapExcess::Forfeit => Exact::ZERO,
        };
        let weights = sheet.weights();
        let parts = claims(&cut, &weights).unwrap_or_default().into_iter();
        let documents = sheet.shares.iter().map(|share| (share.document, share.measure)).chain([("", "")]);
        let kept = documents.zip(parts).filter(|(_, part)| !part.is_zero()).map(|((document, measure), amount)| {
            Carried { document: document.to_owned(), measure: measure.to_owned(), amount }
        });
        sheet.carried = Some(kept.collect());
    }

    /// What passes on: what the period's cap has cut, or what it has not touched; nothing passes the plan year's end.
    pub(super) fn carried_on(&self, opening: Vec<Carried>, cut: Option<Vec<Carried>>) -> Vec<Carried> {
        if self.is_last_of_year() { Vec::new() } else { cut.unwrap_or(opening) }
    }
}

/// Brings the documents' weights to what each has of the pay, so that what is carried can stand beside them.
fn weigh_as_pay(pay: &Exact, sheet: &mut Sheet<'_>) {
    let weights: Vec<Exact> = sheet.shares.iter().map(|share| share.weight.clone()).collect();
    let amounts = || sheet.shares.iter().map(|share| whole(share.credited)).collect::<Vec<_>>();
    let parts = claims(pay, &weights).or_else(|| claims(pay, &amounts()));
    let parts = match parts {
        Some(parts) => parts,
        None if pay.is_zero() => weights,
        None => {
            sheet.unbacked = pay.clone();
            vec![Exact::ZERO; weights.len()]
        }
    };
    for (share, part) in sheet.shares.iter_mut().zip(parts) {
        share.weight = part;
    }
}

/// Adds what is carried to its documents; one without a credit in the period stands before the period's own.
fn add_shares<'s>(carried: &'s [Carried], sheet: &mut Sheet<'s>) {
    let own = sheet.shares.iter().map(|share| (share.document, share.measure));
    let places: BTreeMap<(&str, &str), usize> = own.zip(0..).collect();
    let mut older = Vec::new();
    for one in carried {
        let (document, measure) = (one.document.as_str(), one.measure.as_str());
        let place = places.get(&(document, measure)).copied();
        if let Some(share) = place.and_then(|place| sheet.shares.get_mut(place)) {
            share.weight = &share.weight + &one.amount;
        } else if document.is_empty() {
            sheet.unbacked = &sheet.unbacked + &one.amount;
        } else {
            older.push(Share { document, refunds: Vec::new(), measure, credited: 0, weight: one.amount.clone() });
        }
    }
    older.append(&mut sheet.shares);
    sheet.shares = older;
}
