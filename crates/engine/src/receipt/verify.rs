//! Calculating a receipt again, from nothing but itself, with the pipeline that pays.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use super::verdict::{Outcome, Subject, Verdict};
use super::{Before, FORMAT, LockedAgain, PeriodInputs, PlanText, Receipt, hanging};
use crate::calculate::{
    Balances, CalculateError, Given, Inputs, Line, Run, Span, Taken, TakenByComponent, Timetable, calculate_alone,
};
use crate::plan::{Plan, plan_hash};
use crate::settle::{Adjustment, Amounts, Decided, Figures, LockedPeriod, Paid, adjustments, granted, settle};

/// Why a file is no receipt that can be looked at.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReceiptError {
    /// Not JSON of a receipt; line and column count from 1.
    #[error("line {line}, column {column}: {problem}")]
    Unreadable { line: usize, column: usize, problem: String },
    /// Written in a version of the format that this engine does not know.
    #[error("the format {0} is not known")]
    Format(u32),
}

/// The part of every version of the format that says which one it is.
#[derive(Deserialize)]
struct Head {
    format: u32,
}

/// Reads a file and verifies it. The bytes count: spaces that are no part of the canonical form are a change.
pub fn verify_bytes(bytes: &[u8]) -> Result<(Receipt, Verdict), ReceiptError> {
    let head: Head = read(bytes)?;
    if head.format != FORMAT {
        return Err(ReceiptError::Format(head.format));
    }
    let receipt: Receipt = read(bytes)?;
    let mut verdict = verify(&receipt);
    if receipt.bytes() != bytes {
        verdict.findings.iter_mut().filter(|one| one.subject == Subject::File).for_each(|one| {
            one.outcome = Outcome::Changed;
        });
    }
    Ok((receipt, verdict))
}

fn read<'b, T: Deserialize<'b>>(bytes: &'b [u8]) -> Result<T, ReceiptError> {
    serde_json::from_slice(bytes).map_err(|error| ReceiptError::Unreadable {
        line: error.line(),
        column: error.column(),
        problem: error.to_string(),
    })
}

/// Calculates everything again that the receipt states. What hangs on figures of others that are not in it is said to,
/// and never called true.
pub fn verify(receipt: &Receipt) -> Verdict {
    let mut verdict = Verdict { findings: Vec::new() };
    verdict.add(Subject::File, Outcome::kept(receipt.hash == receipt.reckoned_hash()));
    for (number, plan) in (1..).zip(&receipt.plans) {
        verdict.add(Subject::Plan { number }, Outcome::kept(plan_hash(&plan.text).is_ok_and(|hash| hash == plan.hash)));
    }
    let plans: Vec<Option<Plan>> = receipt.plans.iter().map(PlanText::read).collect();
    let again = Again { receipt, plans: &plans };
    let locked = receipt.locked.iter().map(|one| (one, again.calculation(&one.inputs, Some(one))));
    let locked: Vec<(&LockedAgain, Result<Calculation<'_>, Problem>)> = locked.collect();
    let open = again.calculation(&receipt.open.inputs, None);
    for (one, calculation) in &locked {
        again.figures(&one.inputs, calculation, &mut verdict);
    }
    again.figures(&receipt.open.inputs, &open, &mut verdict);
    again.lines(&open, &mut verdict);
    again.adjustments(locked, &mut verdict);
    again.total(&mut verdict);
    verdict
}

/// A receipt with its plans.
struct Again<'r> {
    receipt: &'r Receipt,
    plans: &'r [Option<Plan>],
}

/// Why something cannot be calculated.
type Problem = String;

/// A period, calculated for the one person.
struct Calculation<'p> {
    plan: &'p Plan,
    run: Run,
    /// What the person brings to the lines of others.
    brings: TakenByComponent,
    /// The components that take from others whose figures are not in the receipt.
    unknown: BTreeSet<&'p str>,
}

impl<'r> Again<'r> {
    /// The version in force in a period, and those before it.
    fn versions(&self, inputs: &PeriodInputs) -> Result<(&'r Plan, Vec<&'r Plan>), Problem> {
        let until = self.plans.iter().take(inputs.plan.saturating_add(1));
        let mut read: Vec<&Plan> = until.flatten().collect();
        let is_whole = read.len() > inputs.plan;
        read.pop().filter(|_| is_whole).map(|plan| (plan, read)).ok_or_else(|| "a plan cannot be read".to_owned())
    }

    /// A period, calculated alone; a locked one with its prizes as they count.
    fn calculation(&self, inputs: &PeriodInputs, locked: Option<&LockedAgain>) -> Result<Calculation<'r>, Problem> {
        let (plan, earlier_versions) = self.versions(inputs)?;
        let Receipt { person, known_as, calendar, since, .. } = self.receipt;
        let versions: Vec<&Plan> = earlier_versions.iter().copied().chain([plan]).collect();
        let mut opening = Balances::default();
        for (component, balance) in &inputs.opening {
            opening.set(&person.id, component, balance.clone());
        }
        let taken = inputs.others.iter();
        let taken: BTreeMap<String, Taken> =
            taken.filter_map(|(component, held)| Some((component.clone(), held.figures.clone()?))).collect();
        let unknown = hanging(plan, &inputs.period).map(|component| component.key.as_str());
        let unknown = unknown.filter(|key| !taken.contains_key(*key)).collect();
        let alone = Inputs {
            plan,
            earlier_versions,
            timetable: Timetable::of_versions(&versions, calendar, &inputs.period, *since),
            workdays: &self.receipt.workdays,
            people: vec![person.clone()],
            opening,
            paid_in_full: self.receipt.paid_in_full.clone(),
            granted: locked.map(|locked| granted(plan, &self.paid(locked), &self.decided(locked))),
        };
        let (run, brings) = calculate_alone(&alone, &Given { own: known_as.clone(), taken })
            .map_err(|error: CalculateError| error.to_string())?;
        Ok(Calculation { plan, run, brings, unknown })
    }

    /// The figures of others against their hash, and their row of the person against the own inputs.
    fn figures(&self, inputs: &PeriodInputs, again: &Result<Calculation<'_>, Problem>, verdict: &mut Verdict) {
        let Receipt { person, known_as, .. } = self.receipt;
        for (component, held) in &inputs.others {
            let Some(figures) = &held.figures else { continue };
            let mut brings = again.iter().flat_map(|again| again.brings.get(component).into_iter().flatten());
            let own = brings.find_map(|one| one.row(&person.id));
            let outcome = match again {
                _ if figures.hash() != held.hash => Outcome::Changed,
                Ok(_) if figures.row(known_as) != own => Outcome::OwnRowDiffers,
                _ => Outcome::True,
            };
            let period = inputs.period.name.clone();
            verdict.add(Subject::Figures { period, component: component.clone() }, outcome);
        }
    }

    fn lines(&self, open: &Result<Calculation<'_>, Problem>, verdict: &mut Verdict) {
        let lines = &self.receipt.open.lines;
        let stated: BTreeMap<&str, &Line> = lines.iter().map(|line| (line.component.as_str(), line)).collect();
        let is_listed_once = stated.len() == lines.len();
        let again = open.iter().flat_map(|open| &open.run.lines);
        let again: BTreeMap<&str, &Line> = again.map(|line| (line.component.as_str(), line)).collect();
        for component in stated.keys().chain(again.keys()).copied().collect::<BTreeSet<_>>() {
            let (stated, again) = (stated.get(component).copied(), again.get(component).copied());
            let outcome = match open {
                Err(problem) => Outcome::NotCalculable { problem: problem.clone() },
                Ok(open) if open.unknown.contains(component) => Outcome::InputsNotIncluded,
                Ok(_) if stated == again && is_listed_once => Outcome::True,
                Ok(_) => differs(stated, again),
            };
            verdict.add(Subject::Line { component: component.to_owned() }, outcome);
        }
    }

    fn adjustments(&self, locked: Vec<(&LockedAgain, Result<Calculation<'_>, Problem>)>, verdict: &mut Verdict) {
        for (one, again) in locked {
            self.adjustments_of(one, again, verdict);
        }
        let locked = || self.receipt.locked.iter().map(|one| one.inputs.period.name.as_str());
        for one in &self.receipt.adjustments {
            if !locked().any(|period| period == one.period) {
                verdict.add(adjustment(&one.period, (&one.component, one.is_flag)), Outcome::InputsNotIncluded);
            }
        }
    }

    fn adjustments_of(&self, locked: &LockedAgain, again: Result<Calculation<'_>, Problem>, verdict: &mut Verdict) {
        let period = locked.inputs.period.name.as_str();
        let stated = by_key(self.receipt.adjustments.iter().filter(|one| one.period == period));
        let (unknown, again) = match again.and_then(|again| self.differences(locked, again)) {
            Ok(found) => found,
            Err(problem) => {
                for key in stated.into_keys() {
                    verdict.add(adjustment(period, key), Outcome::NotCalculable { problem: problem.clone() });
                }
                return;
            }
        };
        let again = by_key(again.iter().filter(|one| !unknown.contains(one.component.as_str())));
        let unstated = |component: &&&str| {
            locked.before.contains_key(**component) && !stated.keys().any(|(stated, _)| stated == *component)
        };
        let silent = unknown.iter().filter(unstated).map(|component| (*component, false));
        for key in stated.keys().chain(again.keys()).copied().chain(silent).collect::<BTreeSet<_>>() {
            let (stated, again) = (stated.get(&key).copied(), again.get(&key).copied());
            let minor = |one: Option<&Adjustment>| one.map(|one| one.difference_minor);
            let outcome = match (stated, again) {
                _ if unknown.contains(key.0) => Outcome::InputsNotIncluded,
                (stated, again) if stated == again => Outcome::True,
                _ => Outcome::Differs { stated_minor: minor(stated), calculated_minor: minor(again) },
            };
            verdict.add(adjustment(period, key), outcome);
        }
    }

    /// What was said of each component of a locked period before, by the person's key and the component.
    fn by_component<T>(&self, locked: &LockedAgain, of: impl Fn(&Before) -> T) -> BTreeMap<(String, String), T> {
        let key = |component: &String| (self.receipt.person.id.clone(), component.clone());
        locked.before.iter().map(|(component, one)| (key(component), of(one))).collect()
    }

    fn paid(&self, locked: &LockedAgain) -> Amounts {
        self.by_component(locked, |one| figures(one.locked_minor, one.locked_paid))
    }

    fn decided(&self, locked: &LockedAgain) -> BTreeMap<(String, String), Decided> {
        let decided = |one: &Before| Decided { pay_minor: one.decided_minor, kept_minor: one.kept_minor };
        self.by_component(locked, decided)
    }

    /// The components whose inputs are not included, and what the locked period pays or takes now.
    fn differences<'p>(
        &self,
        locked: &LockedAgain,
        Calculation { plan, run: now, unknown, .. }: Calculation<'p>,
    ) -> Result<(BTreeSet<&'p str>, Vec<Adjustment>), Problem> {
        let adjusted = |one: &Before| figures(one.adjusted_minor, one.adjusted_paid);
        let period = LockedPeriod {
            period: Span::from(&locked.inputs.period),
            plan,
            locked: self.paid(locked),
            adjusted: self.by_component(locked, adjusted),
            decided: self.decided(locked),
            now,
        };
        let found = adjustments(&[period]).map_err(|error| error.to_string())?;
        Ok((unknown, found))
    }

    /// What the stated lines and adjustments come to together, against what is owed.
    fn total(&self, verdict: &mut Verdict) {
        let Receipt { settled, open, adjustments, taken_share, .. } = self.receipt;
        let lines = open.lines.iter().map(|line| line.payable_minor().checked_sub(line.clawed_minor()));
        let mut parts = lines.chain(adjustments.iter().map(|one| Some(one.amount_minor())));
        let total = parts.try_fold(0_i64, |sum, part| sum.checked_add(part?));
        let again = total.and_then(|total| settle(total, (settled.opening_minor, settled.decided_minor), *taken_share));
        let outcome = match again {
            Some(again) if again == *settled => Outcome::True,
            again => Outcome::Differs {
                stated_minor: Some(settled.payable_minor),
                calculated_minor: again.map(|again| again.payable_minor),
            },
        };
        verdict.add(Subject::Total, outcome);
    }
}

fn figures(earned_minor: i64, paid: Option<Paid>) -> Figures {
    Figures { earned_minor, paid: paid.unwrap_or(Paid::whole(earned_minor)) }
}

/// By component, and whether it is a flag.
fn by_key<'d>(adjustments: impl Iterator<Item = &'d Adjustment>) -> BTreeMap<(&'d str, bool), &'d Adjustment> {
    adjustments.map(|one| ((one.component.as_str(), one.is_flag), one)).collect()
}

fn adjustment(period: &str, (component, is_flag): (&str, bool)) -> Subject {
    Subject::Adjustment { period: period.to_owned(), component: component.to_owned(), is_flag }
}

/// Shown by what is earned; where that is equal, by what is paid of it.
fn differs(stated: Option<&Line>, again: Option<&Line>) -> Outcome {
    let earned = |line: &Line| line.earned_minor;
    let is_earned_otherwise = stated.map(earned) != again.map(earned);
    let minor = |line: &Line| if is_earned_otherwise { line.earned_minor } else { line.payable_minor() };
    Outcome::Differs { stated_minor: stated.map(minor), calculated_minor: again.map(minor) }
}
