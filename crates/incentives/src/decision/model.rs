//! What no run settles by itself, and what two people may decide about it.
//!
//! Source: incentives.md, step 12 ("a flag that pays nothing until decided") and "A run" ("what remains when somebody
//! leaves or moves, or when the plan ends").

use std::collections::BTreeMap;

use beichen_engine::calendar::{Period, PeriodKind};
use beichen_engine::day::Day;
use beichen_engine::money::Currency;
use beichen_engine::settle::Decided;
use beichen_kernel::{Id, MemberId, Timestamp};
use serde::{Deserialize, Serialize};
use strum::{Display, EnumString, IntoStaticStr};
use uuid::Uuid;

use crate::plan::model::{PlanId, PlanInForce};
use crate::run::model::RunId;
use crate::trial::model::key;

beichen_kernel::id!(
    /// A decision.
    DecisionId, "decision", "incentives.decision"
);

beichen_kernel::errors! {
    /// Why nothing is decided.
    pub enum DecisionError in "incentives.decision" {
        NothingWaits { person: String } = "nothing_waits" => Conflict,
        UnfitOutcome { outcome: String, fitting: String } = "unfit_outcome" => Invalid,
        TargetMissing = "target_missing" => Invalid,
        TargetSurplus { outcome: String } = "target_surplus" => Invalid,
        SamePlan { plan: String } = "same_plan" => Invalid,
        OtherCurrency { plan: String, currency: String, wanted: String } = "other_currency" => Conflict,
    }
}

/// What a decision is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Display, EnumString, IntoStaticStr, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Subject {
    /// The difference of a prize of a locked period.
    Flag,
    /// What somebody owes who has no day of the open period in the plan.
    Balance,
}

/// What becomes of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Display, EnumString, IntoStaticStr, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Outcome {
    /// The difference is paid, or taken, in the open run.
    Pay,
    /// The prize stays as it was.
    Keep,
    /// Nobody pays it.
    WriteOff,
    /// It was paid back outside the runs.
    Settle,
    /// It is owed in another plan.
    Move,
}

impl Subject {
    /// What may become of it.
    pub const fn outcomes(self) -> &'static [Outcome] {
        match self {
            Self::Flag => &[Outcome::Pay, Outcome::Keep],
            Self::Balance => &[Outcome::WriteOff, Outcome::Settle, Outcome::Move],
        }
    }
}

/// A decision, made once and never changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    pub id: DecisionId,
    pub plan: PlanId,
    pub kind: PeriodKind,
    pub member: MemberId,
    pub subject: Subject,
    /// Of a flag: the component's key; else empty.
    pub component: String,
    /// The first day of the prize's period, or of the last locked one that left the balance.
    pub period_from: Day,
    pub outcome: Outcome,
    /// The whole difference, or the whole of what is owed.
    pub amount_minor: i64,
    /// Where a balance is owed from now on.
    pub to: Option<(PlanId, PeriodKind)>,
}

/// A decision as it stands in the chain of records, with the two people who made it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    pub decision: Decision,
    pub reason: String,
    pub asked_by: MemberId,
    pub granted_by: MemberId,
    /// The record's number in the audit chain.
    pub seq: i64,
}

/// A decision about a balance as a statement keeps it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BalanceDecision {
    pub decision: DecisionId,
    pub outcome: Outcome,
    /// What it adds to what is owed here.
    pub owed_minor: i64,
    pub reason: String,
    pub asked_by: MemberId,
    pub granted_by: MemberId,
}

/// Something that waits for a decision.
#[derive(Debug, Clone)]
pub struct Waiting {
    pub plan: PlanId,
    pub plan_key: String,
    pub plan_title: String,
    pub plan_hash: String,
    pub currency: Currency,
    pub member: MemberId,
    pub subject: Subject,
    /// Key and title of a flag's component; else empty.
    pub component: (String, String),
    /// The locked run of the prize, or the last one, which left the balance.
    pub run: RunId,
    pub period: Period,
    /// Never 0; of a balance what is owed.
    pub amount_minor: i64,
    /// When it was first seen.
    pub since: Timestamp,
}

impl Waiting {
    /// Decides the whole of it; `to` is the plan that a balance moves to.
    pub fn decide(
        &self,
        id: DecisionId,
        outcome: Outcome,
        to: Option<&PlanInForce>,
    ) -> Result<Decision, DecisionError> {
        let fitting = self.subject.outcomes();
        if !fitting.contains(&outcome) {
            let fitting = fitting.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
            return Err(DecisionError::UnfitOutcome { outcome: outcome.to_string(), fitting });
        }
        let to = match (outcome, to) {
            (Outcome::Move, Some(to)) => Some(self.target(to)?),
            (Outcome::Move, None) => return Err(DecisionError::TargetMissing),
            (_, Some(_)) => return Err(DecisionError::TargetSurplus { outcome: outcome.to_string() }),
            (_, None) => None,
        };
        Ok(Decision {
            id,
            plan: self.plan,
            kind: self.period.kind,
            member: self.member,
            subject: self.subject,
            component: self.component.0.clone(),
            period_from: self.period.days.from,
            outcome,
            amount_minor: self.amount_minor,
            to,
        })
    }

    /// Another plan in the same currency: its runs of the same kind of period, or of its first one.
    fn target(&self, to: &PlanInForce) -> Result<(PlanId, PeriodKind), DecisionError> {
        let newest = to.versions.last().ok_or(DecisionError::TargetMissing)?;
        let plan = newest.plan.key.clone();
        if to.id == self.plan {
            return Err(DecisionError::SamePlan { plan });
        }
        if newest.plan.currency != self.currency {
            let (currency, wanted) = (newest.plan.currency.to_string(), self.currency.to_string());
            return Err(DecisionError::OtherCurrency { plan, currency, wanted });
        }
        let mut kinds = newest.plan.components.iter().map(|component| component.period);
        let first = kinds.next().ok_or(DecisionError::TargetMissing)?;
        let kind = if kinds.any(|kind| kind == self.period.kind) { self.period.kind } else { first };
        Ok((to.id, kind))
    }
}

impl Decision {
    /// What it adds to what the person owes in the runs of a plan and kind of period.
    pub fn owed_minor(&self, plan: PlanId, kind: PeriodKind) -> i64 {
        match (self.subject, self.to) {
            (Subject::Balance, Some(to)) if to == (plan, kind) => self.amount_minor,
            (Subject::Balance, _) if (self.plan, self.kind) == (plan, kind) => self.amount_minor.saturating_neg(),
            _ => 0,
        }
    }

    /// Whether it is about this prize.
    pub fn is_of(&self, member: MemberId, component: &str, period_from: Day) -> bool {
        self.subject == Subject::Flag
            && self.member == member
            && self.component == component
            && self.period_from == period_from
    }
}

/// What was decided about the prizes of a locked period, by the engine's key of the person, and the component.
pub fn prizes(made: &[Made], period_from: Day) -> BTreeMap<(String, String), Decided> {
    let mut sums: BTreeMap<(String, String), Decided> = BTreeMap::new();
    let of_period = |one: &&Decision| one.subject == Subject::Flag && one.period_from == period_from;
    for one in made.iter().map(|made| &made.decision).filter(of_period) {
        let sum = sums.entry((key(one.member.uuid()), one.component.clone())).or_default();
        let part = if one.outcome == Outcome::Pay { &mut sum.pay_minor } else { &mut sum.kept_minor };
        *part = part.saturating_add(one.amount_minor);
    }
    sums
}

/// The decisions recorded after `seq` that change what somebody owes in the runs of a plan and kind, by person.
pub fn balances(made: &[Made], (plan, kind): (PlanId, PeriodKind), seq: i64) -> BTreeMap<Uuid, Vec<BalanceDecision>> {
    let mut found: BTreeMap<Uuid, Vec<BalanceDecision>> = BTreeMap::new();
    for one in made.iter().filter(|one| one.seq > seq) {
        let owed_minor = one.decision.owed_minor(plan, kind);
        if owed_minor != 0 {
            found.entry(one.decision.member.uuid()).or_default().push(BalanceDecision {
                decision: one.decision.id,
                outcome: one.decision.outcome,
                owed_minor,
                reason: one.reason.clone(),
                asked_by: one.asked_by,
                granted_by: one.granted_by,
            });
        }
    }
    found
}
