//! What waits for a decision: the newest flags, and what is owed by people who are in the plan no more, less what was
//! decided since.

use std::collections::{BTreeMap, BTreeSet};

use beichen_engine::calculate::days_in_version;
use beichen_engine::calendar::{Period, PeriodKind};
use beichen_kernel::{Error, MemberId, Result, Timestamp};
use beichen_ledger::api as ledger;
use beichen_people::api as people;
use beichen_store::Tx;
use uuid::Uuid;

use super::super::model::{DecisionError, Made, Subject, Waiting, balances};
use super::super::store;
use super::super::views::DecisionCreate;
use crate::inputs;
use crate::plan::model::{PlanId, PlanInForce, PlanVersion};
use crate::plan::store as plans;
use crate::run::model::Run;
use crate::run::store as runs;
use crate::trial::model::{TrialId, key_uuid};

/// What a wish is about, if it still waits.
pub async fn find_waiting(tx: &Tx<'_>, wish: &DecisionCreate) -> Result<Waiting> {
    let person = people::member(tx, wish.member_id).await?.code;
    let mut found = waiting(tx, Some(wish.plan_id)).await?.into_iter();
    found.find(|one| one.is_meant(wish)).ok_or_else(|| DecisionError::NothingWaits { person }.into())
}

/// How much waits in the runs of a plan and kind of period.
pub async fn count_waiting(tx: &Tx<'_>, plan: PlanId, kind: PeriodKind) -> Result<i64> {
    let found = waiting(tx, Some(plan)).await?.into_iter().filter(|one| one.period.kind == kind);
    Ok(i64::try_from(found.count()).unwrap_or(i64::MAX))
}

/// Everything that waits, of all plans in force or of one.
pub async fn waiting(tx: &Tx<'_>, of: Option<PlanId>) -> Result<Vec<Waiting>> {
    let plans = match of {
        Some(plan) => vec![plans::in_force(tx, plan).await?],
        None => plans::all_in_force(tx).await?,
    };
    let mut found = Vec::new();
    for plan in &plans {
        let mut by_kind: BTreeMap<PeriodKind, Vec<Run>> = BTreeMap::new();
        for run in runs::of_plan(tx, plan.id).await? {
            by_kind.entry(run.period.kind).or_default().push(run);
        }
        for (kind, runs) in by_kind {
            if let Some(close) = Close::load(tx, plan, kind, runs).await? {
                found.extend(close.flags(tx).await?);
                found.extend(close.balances(tx).await?);
            }
        }
    }
    Ok(found)
}

/// The locked runs of a plan and kind, and what follows them.
struct Close<'p> {
    plan: &'p PlanInForce,
    /// Oldest first, at least one.
    locked: Vec<Run>,
    last: Run,
    /// The newest trial that knows every locked run, with the chain's head that it read: of the open period, or the last
    /// locked one's.
    newest: (TrialId, i64),
    /// The first period that is not locked, where the calendar has one.
    open: Option<Period>,
    made: Vec<Made>,
}

impl<'p> Close<'p> {
    async fn load(tx: &Tx<'_>, plan: &'p PlanInForce, kind: PeriodKind, runs: Vec<Run>) -> Result<Option<Self>> {
        let (locked, others): (Vec<Run>, Vec<Run>) = runs.into_iter().partition(|run| run.state.is_locked());
        let Some(last) = locked.last().cloned() else { return Ok(None) };
        let calendar = ledger::calendar(tx, &last.period.calendar).await?;
        let periods: Vec<Period> = locked.iter().map(|run| run.period.clone()).collect();
        let open = plan.first_open(&calendar, &periods, &last.period);
        let locked_seq = last.locked.as_ref().map_or(0, |locked| locked.seq);
        let tried = others.iter().find(|run| open.as_ref().is_some_and(|open| open.days == run.period.days));
        let newest = tried.filter(|run| run.trial_seq > locked_seq).unwrap_or(&last);
        let newest = (newest.trial, newest.trial_seq);
        let made = store::of_plan(tx, plan.id, kind).await?;
        Ok(Some(Self { plan, locked, last, newest, open, made }))
    }

    /// The flags of the newest trial, less what was decided since.
    async fn flags(&self, tx: &Tx<'_>) -> Result<Vec<Waiting>> {
        let (trial, seq) = self.newest;
        let mut found = Vec::new();
        for flag in store::flags(tx, self.plan.id, trial).await? {
            let since = self.made.iter().filter(|made| made.seq > seq).map(|made| &made.decision);
            let decided = since.filter(|one| one.is_of(flag.member, &flag.component, flag.period_from));
            let decided_minor = decided.fold(0_i64, |sum, one| sum.saturating_add(one.amount_minor));
            let left_minor = flag.difference_minor.saturating_sub(decided_minor);
            let run = self.locked.iter().find(|run| run.period.days.from == flag.period_from);
            if let Some(run) = run.filter(|_| left_minor != 0) {
                let component = (flag.component, flag.title);
                found.push(self.waits(run, flag.member, (Subject::Flag, component), (left_minor, flag.since))?);
            }
        }
        Ok(found)
    }

    /// What is owed by people without a day of the open period in the plan.
    async fn balances(&self, tx: &Tx<'_>) -> Result<Vec<Waiting>> {
        let of = (self.plan.id, self.last.period.kind);
        let mut owed = runs::owed(tx, self.last.trial).await?;
        for (member, decisions) in balances(&self.made, of, self.last.trial_seq) {
            let sum = owed.entry(member).or_default();
            *sum = decisions.iter().fold(*sum, |sum, one| sum.saturating_add(one.owed_minor));
        }
        owed.retain(|_, owed_minor| *owed_minor > 0);
        if owed.is_empty() {
            return Ok(Vec::new());
        }
        let here = self.people_of_open(tx).await?;
        owed.retain(|member, _| !here.contains(member));
        let owing = store::owing(tx, of.0, of.1).await?;
        let first_owed = |member: MemberId| {
            let runs = self.locked.iter().rev();
            let owed = runs.take_while(|run| owing.contains(&(member, run.period.days.from))).last();
            owed.unwrap_or(&self.last).locked.as_ref().map_or(tx.ctx().now(), |locked| locked.at)
        };
        let waits = |(member, owed_minor): (Uuid, i64)| {
            let member = MemberId::from(member);
            self.waits(&self.last, member, (Subject::Balance, Default::default()), (owed_minor, first_owed(member)))
        };
        owed.into_iter().map(waits).collect()
    }

    /// Who has a day of the open period in the plan.
    async fn people_of_open(&self, tx: &Tx<'_>) -> Result<BTreeSet<Uuid>> {
        let mut here = BTreeSet::new();
        let Some(open) = &self.open else { return Ok(here) };
        let version = self.version_on(open)?;
        let components = version.plan.components.iter().filter(|component| component.period == open.kind);
        let keys: Vec<&str> = components.map(|component| component.key.as_str()).collect();
        for person in inputs::people_without_credits(tx, &version.plan).await? {
            for key in &keys {
                let days = days_in_version(&person, &version.plan, Some(key)).map_err(Error::internal)?;
                if days.iter().any(|days| days.overlaps(open.days)) {
                    here.extend(key_uuid(&person.id));
                    break;
                }
            }
        }
        Ok(here)
    }

    fn version_on(&self, period: &Period) -> Result<&PlanVersion> {
        let version = self.plan.on(period.days).map(|(version, _)| version);
        version.ok_or_else(|| Error::internal("a plan has versions"))
    }

    fn waits(
        &self,
        run: &Run,
        member: MemberId,
        (subject, component): (Subject, (String, String)),
        (amount_minor, since): (i64, Timestamp),
    ) -> Result<Waiting> {
        let version = self.version_on(&run.period)?;
        Ok(Waiting {
            plan: self.plan.id,
            plan_key: version.plan.key.clone(),
            plan_title: version.plan.title.clone(),
            plan_hash: version.hash.clone(),
            currency: version.plan.currency,
            member,
            subject,
            component,
            run: run.id,
            period: run.period.clone(),
            amount_minor,
            since,
        })
    }
}
