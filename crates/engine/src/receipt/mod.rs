//! A receipt: one person's pay of a period with all that it was calculated from, in a file that needs no database.
//!
//! Specification: docs/receipt.md. A receipt is made at the calculation, where everything that it holds is at hand; who
//! gets it decides whether the figures of others stay in it.

mod figures;
mod verdict;
mod verify;

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::calculate::{Balance, Credit, Inputs, Line, Person, Taken};
use crate::calendar::{Calendar, Period};
use crate::day::Day;
use crate::plan::model::Component;
use crate::plan::{Plan, Surroundings, read_plan};
use crate::rate::Rate;
use crate::settle::{self as came_to, Adjustment, Decided, Paid, Settled};
use crate::workdays::Workdays;

pub use figures::{Figures, Held, pseudonym};
pub use verdict::{Finding, Outcome, Subject, Verdict, Word};
pub use verify::{ReceiptError, verify, verify_bytes};

/// The version of the format that this engine writes and reads.
pub const FORMAT: u32 = 1;

/// One person's pay of one period of a plan. All amounts are minor units of the plan's currency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Receipt {
    pub format: u32,
    /// Facts by days, goals, credits with the keys of their documents, coefficients, ratings and awards.
    pub person: Person,
    /// As figures of several people name this person.
    pub known_as: String,
    /// Every version of the plan up to the newest that pays here, oldest first.
    pub plans: Vec<PlanText>,
    pub calendar: Calendar,
    pub workdays: Workdays,
    /// The first day of any credit of the run.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<Day>,
    /// Documents that the customer has paid in full, with the day.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub paid_in_full: BTreeMap<Arc<str>, Day>,
    pub open: OpenPeriod,
    /// Locked periods that are calculated again on what is known now, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub locked: Vec<LockedAgain>,
    /// What they pay or take in the open period.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub adjustments: Vec<Adjustment>,
    /// The total against what is owed.
    pub settled: Settled,
    /// The part of a total that may be taken for what is owed.
    pub taken_share: Rate,
    pub chain: Chain,
    /// SHA-256 (hex) over the canonical bytes with this field empty.
    pub hash: String,
}

/// A version of the plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlanText {
    pub text: String,
    /// As `plan_hash` gives it.
    pub hash: String,
}

/// The period that the receipt is for, and its lines as the run has them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OpenPeriod {
    pub inputs: PeriodInputs,
    pub lines: Vec<Line>,
}

/// A locked period that is calculated again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LockedAgain {
    pub inputs: PeriodInputs,
    /// What was paid for it so far, by component.
    pub before: BTreeMap<String, Before>,
}

/// What a calculation of the period reads beside what all periods share.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PeriodInputs {
    pub period: Period,
    /// The place in `plans` of the version in force; those before it are its earlier versions.
    pub plan: usize,
    /// What the period opens with, by component.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub opening: BTreeMap<String, Balance>,
    /// What the lines take from several people, by component: rankings, pools and overrides.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub others: BTreeMap<String, Held>,
}

/// What was paid for a component of a locked period before the open one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Before {
    pub locked_minor: i64,
    /// By the adjustments of later locked runs.
    pub adjusted_minor: i64,
    /// What two people have decided to pay or take of a prize, and to leave as it was.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub decided_minor: i64,
    #[serde(default, skip_serializing_if = "is_zero")]
    pub kept_minor: i64,
    /// What became of `locked_minor`, where not just that was paid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub locked_paid: Option<Paid>,
    /// What became of `adjusted_minor`, where not just that was paid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub adjusted_paid: Option<Paid>,
}

/// Where the receipt hangs in the company's records; hashes in hex.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Chain {
    /// Of the run whose line this is.
    pub run: String,
    /// Of the run that was locked before it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub previous_run: Option<String>,
    /// The audit chain's head when the run was calculated.
    pub audit_head: String,
}

/// What a receipt is made from.
pub struct Source<'s> {
    pub person: &'s Person,
    /// Of the run, secret: pseudonyms are made with it.
    pub key: &'s [u8],
    pub plans: &'s [PlanText],
    pub calendar: &'s Calendar,
    pub since: Option<Day>,
    pub open: Calculated<'s>,
    /// The person's lines of the open period.
    pub lines: Vec<Line>,
    pub locked: Vec<(Calculated<'s>, BTreeMap<String, Before>)>,
    /// The person's.
    pub adjustments: Vec<Adjustment>,
    pub settled: Settled,
    pub taken_share: Rate,
    pub chain: Chain,
}

/// A period of the run that was calculated, for everybody.
#[derive(Clone, Copy)]
pub struct Calculated<'s> {
    pub period: &'s Period,
    pub inputs: &'s Inputs<'s>,
    /// Made once a run, for all its receipts.
    pub figures: &'s Figures,
}

impl Receipt {
    /// The receipt of one person; sealed. Of the figures of others it has the hashes only.
    pub fn of(source: Source<'_>) -> Self {
        let known_as = pseudonym(source.key, &source.person.id);
        let inputs = |calculated: &Calculated<'_>| calculated.of_person(&source.person.id, &known_as);
        let locked = source.locked.iter();
        Self {
            format: FORMAT,
            person: without_leads(source.person),
            plans: source.plans.to_vec(),
            calendar: source.calendar.clone(),
            workdays: source.open.inputs.workdays.clone(),
            since: source.since,
            paid_in_full: paid_in_full(source.person, &source.open.inputs.paid_in_full),
            open: OpenPeriod { inputs: inputs(&source.open), lines: source.lines },
            locked: locked.map(|(one, before)| LockedAgain { inputs: inputs(one), before: before.clone() }).collect(),
            adjustments: source.adjustments,
            settled: source.settled,
            taken_share: source.taken_share,
            chain: source.chain,
            known_as,
            hash: String::new(),
        }
        .sealed()
    }

    /// For HR and finance: with the figures of others as `find` has them by their hash; sealed anew.
    #[must_use]
    pub fn with_figures(mut self, find: impl Fn(&str) -> Option<Taken>) -> Self {
        let locked = self.locked.iter_mut().map(|one| &mut one.inputs);
        for held in locked.chain([&mut self.open.inputs]).flat_map(|inputs| inputs.others.values_mut()) {
            held.fill(&self.known_as, &find);
        }
        self.sealed()
    }

    /// The receipt with its hash.
    #[must_use]
    pub fn sealed(mut self) -> Self {
        self.hash = self.reckoned_hash();
        self
    }

    /// The hash of what stands in the receipt.
    pub(crate) fn reckoned_hash(&self) -> String {
        sha256(&canonical(&Self { hash: String::new(), ..self.clone() }))
    }

    /// The version of the plan that pays the open period; `None` where its text cannot be read.
    pub fn plan(&self) -> Option<Plan> {
        self.plans.get(self.open.inputs.plan).and_then(PlanText::read)
    }

    /// The file: canonical bytes and a line feed.
    pub fn bytes(&self) -> Vec<u8> {
        let mut bytes = canonical(self);
        bytes.push(b'\n');
        bytes
    }
}

impl Before {
    /// Of what was locked, what was adjusted since, and what was decided.
    pub fn of(locked: came_to::Figures, adjusted: came_to::Figures, decided: Decided) -> Self {
        let paid =
            |figures: came_to::Figures| Some(figures.paid).filter(|paid| *paid != Paid::whole(figures.earned_minor));
        Self {
            locked_minor: locked.earned_minor,
            adjusted_minor: adjusted.earned_minor,
            decided_minor: decided.pay_minor,
            kept_minor: decided.kept_minor,
            locked_paid: paid(locked),
            adjusted_paid: paid(adjusted),
        }
    }
}

impl PlanText {
    /// The plan, as it stands alone.
    pub(crate) fn read(&self) -> Option<Plan> {
        read_plan(&self.text, &Surroundings::default()).plan
    }
}

impl Calculated<'_> {
    /// What the period's calculation reads of one person.
    pub fn of_person(&self, id: &str, known_as: &str) -> PeriodInputs {
        let hanging = hanging(self.inputs.plan, self.period);
        PeriodInputs {
            period: self.period.clone(),
            plan: self.inputs.earlier_versions.len(),
            opening: self.inputs.opening.of_person(id),
            others: hanging.map(|one| (one.key.clone(), self.figures.of(one, known_as))).collect(),
        }
    }
}

/// The components of a period that take from other people.
fn hanging<'p>(plan: &'p Plan, period: &Period) -> impl Iterator<Item = &'p Component> {
    let kind = period.kind;
    plan.components.iter().filter(move |component| component.period == kind && component.kind.hangs_on_others())
}

/// Who leads the person is nothing to the own lines.
pub fn without_leads(person: &Person) -> Person {
    let mut person = person.clone();
    for segment in &mut person.segments {
        segment.leads.clear();
    }
    person
}

/// Of the person's documents only.
pub fn paid_in_full(person: &Person, all: &BTreeMap<Arc<str>, Day>) -> BTreeMap<Arc<str>, Day> {
    let own = person.credits.iter().map(Credit::root);
    own.filter_map(|document| Some((document.clone(), *all.get(document)?))).collect()
}

/// JSON without spaces, fields in the order in which the schema gives them, keys of maps sorted.
fn canonical<T: Serialize>(value: &T) -> Vec<u8> {
    serde_json::to_vec(value).unwrap_or_default()
}

fn sha256(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde asks by reference")]
const fn is_zero(minor: &i64) -> bool {
    *minor == 0
}
