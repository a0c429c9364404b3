//! Running tiers: how much a growing amount has earned, by steps that begin at 0.

use crate::calculate::ledger::whole;
use crate::calculate::scene::{Scene, Stop};
use crate::component::Sheet;
use crate::component::goal::attained;
use crate::component::piece::{Piece, place_of};
use crate::exact::Exact;
use crate::explain::{Step, StepCode, fraction};
use crate::plan::model::{Apply, Commission, Edge, Source, TierBounds, TierValues, Tiers};
use crate::rate::Rate;

/// Tiers with their bounds in the measure's units and their values resolved for one person.
pub(crate) struct Ladder {
    pub steps: Vec<Rung>,
    apply: Apply,
    pub edge: Edge,
    pub values: TierValues,
}

/// One tier.
pub(crate) struct Rung {
    pub from: Exact,
    value: Exact,
    /// What a running amount that ends in it has earned.
    pub earned: Piece,
}

impl Ladder {
    /// Step 2 of the pipeline for tiers by share of the goal: without a goal the line is closed.
    pub(super) fn goal(
        kind: &Commission,
        tiers: &Tiers,
        actual: &Exact,
        scene: &Scene<'_, '_>,
        sheet: &mut Sheet<'_>,
    ) -> Result<Exact, Stop> {
        if tiers.bounds == TierBounds::Amount {
            return Ok(Exact::ONE);
        }
        if !scene.is_in_plan(scene.period.days) && !actual.is_positive() {
            return Ok(Exact::ZERO); // refunds of somebody who left lie in the first tier, whatever the goal would be
        }
        let (reached, goal) = attained(&kind.measure, actual, None, scene, sheet)?;
        sheet.attainment = Some(reached);
        Ok(goal)
    }

    /// Bounds times goal, values of the person.
    pub(super) fn new(kind: &Commission, tiers: &Tiers, goal: &Exact, scene: &Scene<'_, '_>) -> Result<Self, Stop> {
        Self::of(kind, tiers, goal, &|source| scene.rate_of(source))
    }

    /// The same with rates from anywhere.
    pub(crate) fn of<E>(
        kind: &Commission,
        tiers: &Tiers,
        goal: &Exact,
        rate_of: &impl Fn(&Source<Rate>) -> Result<Exact, E>,
    ) -> Result<Self, E> {
        let mut steps: Vec<Rung> = Vec::with_capacity(tiers.steps.len());
        for tier in &tiers.steps {
            let from = match tiers.bounds {
                TierBounds::Amount => Exact::whole(tier.from),
                TierBounds::GoalShare => goal * &Exact::of(tier.from, 1_000_000).unwrap_or(Exact::ZERO),
            };
            let value = rate_of(&tier.value)?;
            let shift = match (kind.apply, steps.last()) {
                (Apply::Marginal, Some(below)) => &below.earned.at(&from) - &(&value * &from),
                _ => Exact::ZERO,
            };
            steps.push(Rung { from, earned: Piece { slope: value.clone(), shift }, value });
        }
        if goal.is_zero() {
            steps.truncate(1); // no goal, and nothing but refunds: the first tier
        }
        Ok(Self { steps, apply: kind.apply, edge: kind.edge, values: tiers.values })
    }

    /// What an amount has earned: amount × value, tier by tier or as a whole. Below 0 it lies in the first tier.
    pub(super) fn earned(&self, amount: &Exact) -> Exact {
        self.steps.get(self.place_of(amount)).map_or(Exact::ZERO, |rung| rung.earned.at(amount))
    }

    fn place_of(&self, amount: &Exact) -> usize {
        place_of(self.steps.iter().map(|rung| rung.from.clone()), self.edge, amount)
    }

    /// Of each tier that the amount reaches: its place, and what lies in it.
    fn marginal<'l>(&'l self, amount: &'l Exact) -> impl Iterator<Item = (usize, Exact)> + 'l {
        let reached = self.steps.iter().enumerate().take_while(|(place, rung)| *place == 0 || rung.from < *amount);
        reached.map(|(place, rung)| {
            let end = self.steps.get(place + 1).map_or_else(|| amount.clone(), |next| next.from.min_of(amount));
            (place, &end - &rung.from)
        })
    }

    /// A step for each tier that the amount reaches.
    pub(super) fn explain(&self, amount: &Exact, kind: &Commission, scene: &Scene<'_, '_>, steps: &mut Vec<Step>) {
        if self.apply == Apply::Whole || amount.is_negative() {
            steps.extend(self.explained(self.place_of(amount), amount, kind, scene));
            return;
        }
        for (place, part) in self.marginal(amount) {
            steps.extend(self.explained(place, &part, kind, scene));
        }
    }

    fn explained(&self, place: usize, part: &Exact, kind: &Commission, scene: &Scene<'_, '_>) -> Option<Step> {
        let rung = self.steps.get(place)?;
        let step = Step::inner(StepCode::Tier).with("from", scene.quantity(&rung.from, &kind.measure));
        let step = match self.steps.get(place + 1) {
            Some(next) => step.with("to", scene.quantity(&next.from, &kind.measure)),
            None => step,
        };
        let step = step.with("credited", scene.quantity(part, &kind.measure));
        Some(match self.values {
            TierValues::Rates => {
                let pay = part * &rung.value;
                step.with("rate", fraction(&rung.value)).amount(scene.money(&pay))
            }
            TierValues::Multipliers => {
                let weighted = part * &rung.value;
                step.with("multiplier", fraction(&rung.value)).amount(scene.quantity(&weighted, &kind.measure))
            }
        })
    }
}

/// A sum of amounts, exact.
pub(super) fn exact(amount: i128) -> Exact {
    whole(amount)
}
