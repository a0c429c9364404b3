//! Steps 8 to 11 of the pipeline: from what is earned to what is payable, and what refunds take back beside it.
//!
//! Draw, holdback, hold and schedule follow each other: each takes what the one before leaves payable, releases
//! included, and leaves the rest in the balance that the next period opens with.

mod carry;
mod clawback;
mod draw;
mod facts;
mod hold;
mod holdback;
mod schedule;

use serde::{Deserialize, Serialize};

use crate::calculate::balances::Balance;
use crate::calculate::line::Earned;
use crate::calculate::run::{CalculateError, Line, Reason};
use crate::calculate::scene::{Scene, Stop};
use crate::exact::Exact;
use crate::explain::Step;
use crate::plan::model::PayoutRules;

/// What a line pays in its period, with its balances after it. `earned = payable + movement of held − movement of owed`,
/// less draws that are not owed, and beside what a release leaves out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Payout {
    /// May be below 0 in a line; a person's total then is owed. Clawbacks stand beside it.
    pub payable_minor: i64,
    /// After the period.
    pub held_minor: i64,
    /// Of draws, after the period.
    pub owed_minor: i64,
    /// By how much what is held has moved in the period.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub held_moved_minor: i64,
    /// By how much what is owed has moved in the period.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub owed_moved_minor: i64,
    /// In order; together they lead from what is earned to what is payable.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub movements: Vec<Movement>,
    /// By document, then by measure.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub clawbacks: Vec<Clawback>,
}

/// One thing that makes payable differ from earned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Movement {
    pub cause: MovementCause,
    /// What it adds to what is payable, in minor units.
    pub amount_minor: i64,
    /// The document that is held or released.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<String>,
    /// The period that an instalment is pay of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period: Option<String>,
}

/// Why payable differs from earned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, strum::EnumIter, strum::IntoStaticStr)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum MovementCause {
    /// Paid before it is earned.
    Drawn,
    /// Taken towards what earlier draws owe.
    Recovered,
    /// Held until the plan year's last period.
    HeldBack,
    /// The holdback's balance comes out.
    HoldbackReleased,
    /// Of it, what a measure takes.
    HoldbackLess,
    /// Held until the customer has paid the document.
    Held,
    /// The customer has paid the document.
    Released,
    /// Not yet due.
    PutOff,
    /// A part of an earlier period's pay is due.
    Instalment,
}

/// What refunds take back of a document's pay, beside what is earned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clawback {
    pub document: String,
    /// Key of the measure that credited it.
    pub measure: String,
    /// The refunds so far, by day, then by recording.
    pub refunds: Vec<String>,
    /// The period whose pay it takes from.
    pub period: String,
    /// In minor units; below 0 where it gives back what was taken before.
    pub taken_minor: i64,
}

/// A component's pay on its way from earned to payable.
struct Account<'c, 's, 'a> {
    scene: &'c Scene<'s, 'a>,
    rules: &'c PayoutRules,
    /// The component's own line, where the person has one in the period.
    line: Option<Line>,
    payable: i64,
    /// As the period begins; the steps change it into what the next one opens with.
    balance: Balance,
    movements: Vec<Movement>,
    steps: Vec<Step>,
}

/// Pays a line out: the line with its payout where the component has such rules or the person a balance, and the
/// balance after the period.
pub(crate) fn pay_out(
    scene: &Scene<'_, '_>,
    earned: Option<Earned>,
) -> Result<(Option<Line>, Balance), CalculateError> {
    let opening = scene.opening().cloned().unwrap_or_default();
    let was_open = opening.is_open();
    let before = (opening.held_minor().ok_or_else(|| scene.too_large())?, opening.owed_minor);
    let (line, carried) = earned.map_or((None, None), |earned| (Some(earned.line), earned.carried));
    let line = granted(scene, line);
    let mut account = Account {
        scene,
        rules: &scene.component.payout,
        payable: line.as_ref().map_or(0, Line::counted_minor),
        line,
        balance: Balance { carried: scene.carried_on(opening.carried, carried), ..opening },
        movements: Vec::new(),
        steps: Vec::new(),
    };
    let has_rules = account.line.is_some() && *account.rules != PayoutRules::default();
    if has_rules {
        account.payable = account.sum(account.payable, 0)?;
    }
    account.draw()?;
    let own_minor = account.hold_back()?;
    account.release_holdback()?;
    account.hold(own_minor)?;
    account.release_paid()?;
    account.put_off()?;
    let clawbacks = account.claw_back()?;
    if !has_rules && !was_open && clawbacks.is_empty() {
        return Ok((account.line, account.balance));
    }
    account.into_line(before, clawbacks)
}

/// The line; of who has none and has a prize or share of a locked period, one for what that counts as.
fn granted(scene: &Scene<'_, '_>, line: Option<Line>) -> Option<Line> {
    let counted = || scene.granted().filter(|granted| *granted != 0);
    line.or_else(|| counted().map(|granted| Line { granted_minor: Some(granted), ..bare(scene) }))
}

impl Account<'_, '_, '_> {
    fn into_line(
        self,
        (held_before, owed_before): (i64, i64),
        clawbacks: Vec<Clawback>,
    ) -> Result<(Option<Line>, Balance), CalculateError> {
        let (held_minor, owed_minor) =
            (self.balance.held_minor().ok_or_else(|| self.scene.too_large())?, self.balance.owed_minor);
        let payout = Payout {
            payable_minor: self.payable,
            held_minor,
            owed_minor,
            held_moved_minor: self.sum(held_minor, self.sum(0, held_before)?.saturating_neg())?,
            owed_moved_minor: self.sum(owed_minor, self.sum(0, owed_before)?.saturating_neg())?,
            movements: self.movements,
            clawbacks,
        };
        let mut line = self.line.unwrap_or_else(|| bare(self.scene));
        line.steps.extend(self.steps);
        line.payout = Some(payout);
        Ok((Some(line), self.balance))
    }

    /// Moves an amount into or out of what is payable, and shows it.
    fn add(&mut self, movement: Movement, step: Step) -> Result<(), CalculateError> {
        self.payable = self.sum(self.payable, movement.amount_minor)?;
        self.steps.push(step.amount(self.money(self.payable)));
        self.movements.push(movement);
        Ok(())
    }

    /// A sum whose opposite fits too.
    fn sum(&self, one: i64, other: i64) -> Result<i64, CalculateError> {
        one.checked_add(other).filter(|sum| *sum != i64::MIN).ok_or_else(|| self.scene.too_large())
    }

    fn money(&self, minor: i64) -> String {
        self.scene.money(&Exact::whole(minor))
    }
}

impl Movement {
    fn new(cause: MovementCause, amount_minor: i64) -> Self {
        Self { cause, amount_minor, document: None, period: None }
    }
}

impl Payout {
    /// What its clawbacks take.
    pub fn clawed_minor(&self) -> i64 {
        self.clawbacks.iter().fold(0, |sum: i64, clawback| sum.saturating_add(clawback.taken_minor))
    }
}

impl MovementCause {
    /// The stable word, as stored and as in the catalogue.
    pub fn word(self) -> &'static str {
        self.into()
    }
}

/// A line of somebody who has nothing but balances in the period.
fn bare(scene: &Scene<'_, '_>) -> Line {
    Line {
        person: scene.desk.person.id.clone(),
        component: scene.component.key.clone(),
        earned_minor: 0,
        exact: Exact::ZERO,
        reason: Some(Reason::NotInPlan),
        attainment: None,
        place: None,
        steps: Vec::new(),
        documents: Vec::new(),
        unattributed_minor: 0,
        granted_minor: None,
        payout: None,
    }
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference")]
const fn is_zero(minor: &i64) -> bool {
    *minor == 0
}

/// A value of the plan or the person; `None` where the person has none, which is listed.
fn stated<T>(read: Result<T, Stop>) -> Result<Option<T>, CalculateError> {
    match read {
        Ok(value) => Ok(Some(value)),
        Err(Stop::Closed(_)) => Ok(None),
        Err(Stop::Failed(error)) => Err(error),
    }
}
