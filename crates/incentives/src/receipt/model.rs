//! What a trial keeps so that receipts can be made of it, and the receipt put together.

use std::collections::BTreeMap;
use std::sync::Arc;

use beichen_engine::calculate::{Line, Person};
use beichen_engine::calendar::Calendar;
use beichen_engine::day::Day;
use beichen_engine::rate::Rate;
use beichen_engine::receipt::{Chain, FORMAT, LockedAgain, OpenPeriod, PeriodInputs, PlanText, Receipt, without_leads};
use beichen_engine::settle::{Adjustment, Settled};
use beichen_engine::workdays::Workdays;
use beichen_kernel::{Error, Result};
use serde::{Deserialize, Serialize};

beichen_kernel::errors! {
    /// Why there is no receipt.
    pub enum ReceiptError in "incentives.receipt" {
        NotKept { period: String } = "not_kept" => Conflict,
    }
}

/// What all statements of a trial share.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptTrial {
    /// Hexadecimal and secret: pseudonyms are made with it.
    pub key: String,
    /// The versions of the plan up to the one that pays, oldest first.
    pub plans: Vec<PlanText>,
    pub calendar: Calendar,
    pub workdays: Workdays,
    /// The first day of any credit.
    pub since: Option<Day>,
    /// The part of a total that may be taken for what is owed.
    pub taken_share: Rate,
    /// Hash of the audit chain's head that the trial saw.
    pub audit_head: String,
    /// Hash of the run that was locked before.
    pub previous_run: Option<String>,
    /// People without a statement, whose credits others are paid for.
    pub outside: Vec<Person>,
    /// SHA-256 over the hashes of what each statement was calculated from, in the order of the people's ids.
    pub inputs_hash: String,
}

/// What one statement was calculated from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptInputs {
    pub person: Person,
    pub known_as: String,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub paid_in_full: BTreeMap<Arc<str>, Day>,
    pub open: PeriodInputs,
    /// The locked periods of its adjustments.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub locked: Vec<LockedAgain>,
}

/// What a kept statement says.
#[derive(Debug, Clone, Deserialize)]
pub struct KeptBody {
    pub lines: Vec<Line>,
    pub adjustments: Vec<Adjustment>,
    pub settled: Settled,
}

/// A receipt without the figures of others, sealed. `run` is the hash of the trial.
pub fn receipt(trial: KeptTrial, inputs: KeptInputs, body: KeptBody, run: String) -> Receipt {
    Receipt {
        format: FORMAT,
        person: without_leads(&inputs.person),
        known_as: inputs.known_as,
        plans: trial.plans,
        calendar: trial.calendar,
        workdays: trial.workdays,
        since: trial.since,
        paid_in_full: inputs.paid_in_full,
        open: OpenPeriod { inputs: inputs.open, lines: body.lines },
        locked: inputs.locked,
        adjustments: body.adjustments,
        settled: body.settled,
        taken_share: trial.taken_share,
        chain: Chain { run, previous_run: trial.previous_run, audit_head: trial.audit_head },
        hash: String::new(),
    }
    .sealed()
}

/// A new secret.
pub fn new_key() -> Result<[u8; 32]> {
    let mut key = [0_u8; 32];
    getrandom::fill(&mut key).map_err(|error| Error::internal(error.to_string()))?;
    Ok(key)
}
