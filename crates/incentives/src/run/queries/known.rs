//! A period of a plan in force on what is known now, opening with what the locked ones before it close with.

use beichen_engine::calculate::{Balances, CalculateError, Inputs};
use beichen_engine::calendar::{Calendar, Period};
use beichen_engine::plan::Plan;
use beichen_kernel::Result;
use beichen_store::Tx;

use super::super::commands::reckoning::{self, anew, opening_of};
use super::super::store;
use crate::decision::store as decisions;
use crate::inputs::{Opening, Snapshot};
use crate::plan::model::{PlanInForce, PlanVersion};

/// Everything that a calculation of the period reads.
pub struct Known {
    pub plan: PlanInForce,
    pub period: Period,
    snapshot: Snapshot,
    opening: Balances,
}

impl Known {
    pub async fn load(tx: &Tx<'_>, plan: PlanInForce, calendar: Calendar, period: Period) -> Result<Self> {
        // Only balances make an earlier period matter beyond its credits.
        let locked = if plan.keeps_balances() { store::locked(tx, plan.id, period.kind).await? } else { Vec::new() };
        let is_before = |one: &Period| one.days.from < period.days.from;
        let before = locked.iter().map(|run| &run.period).filter(|one| is_before(one));
        let periods: Vec<&Period> = before.chain([&period]).collect();
        let versions: Vec<&Plan> = plan.versions.iter().map(|version| &version.plan).collect();
        let mut snapshot = Snapshot::load(tx, calendar, &versions, &periods).await?;
        let made = decisions::of_plan(tx, plan.id, period.kind).await?;
        let run = |snapshot: &mut Snapshot, period: &Period, opening| reckoning::run(snapshot, &plan, period, opening);
        let opening = opening_of(&anew(&mut snapshot, (&plan, &locked), &made, is_before, run)?, &locked);
        Ok(Self { plan, period, snapshot, opening })
    }

    /// The version that pays the period.
    pub fn version(&self) -> Result<&PlanVersion> {
        self.plan.on(self.period.days).map(|(version, _)| version).ok_or_else(reckoning::missing_version)
    }

    /// Answers a question about the period's inputs.
    pub fn ask<T>(
        &mut self,
        question: impl FnOnce(&mut Inputs<'_>) -> std::result::Result<T, CalculateError>,
    ) -> Result<T> {
        let (version, earlier) = self.plan.on(self.period.days).ok_or_else(reckoning::missing_version)?;
        let opening = Opening { balances: self.opening.clone(), granted: None };
        Ok(self.snapshot.ask((&version.plan, earlier), &self.period, opening, question)?)
    }
}
