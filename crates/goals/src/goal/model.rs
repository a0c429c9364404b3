//! A goal, its drafts and its published versions; spreading; and what a tree of goals adds up to.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use beichen_engine::allocate::{AllocateError, allocate};
use beichen_engine::calendar::{Calendar, Period, PeriodKind};
use beichen_engine::exact::Exact;
use beichen_engine::explain::shown_attainment;
use beichen_kernel::{MemberId, UnitId, Version};
use serde::{Deserialize, Serialize};
use strum::{Display, EnumString};

beichen_kernel::id!(
    /// A goal of a person or unit.
    GoalId, "goal", "goals.goal"
);
beichen_kernel::id!(
    /// One publishing of goals.
    PublicationId, "publication", "goals.publication"
);

/// Which of a goal's amounts. Source: incentives.md.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Display, EnumString, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Level {
    #[default]
    Goal,
    Sprint,
    Challenge,
}

/// What a goal is for. Source: decisions.md "Goals".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Display, EnumString, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Basis {
    /// For the whole period: the engine may prorate it.
    Full,
    /// Already for this person's days.
    Final,
}

/// Whose goal it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind", content = "id")]
pub enum Subject {
    Member(MemberId),
    Unit(UnitId),
}

impl Subject {
    /// A typed or imported personal goal is for this person's days; a unit's for the whole period.
    pub const fn usual_basis(self) -> Basis {
        match self {
            Self::Member(_) => Basis::Final,
            Self::Unit(_) => Basis::Full,
        }
    }
}

/// What two goals never share.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Slot {
    pub measure: String,
    pub period: Period,
    pub subject: Subject,
    pub level: Level,
}

/// The version that counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Published {
    /// The publication's number in its measure and calendar.
    pub number: i64,
    pub amount: i64,
    pub basis: Basis,
}

/// A goal: what is written now, and what is published. Amounts are in the measure's smallest unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Goal {
    pub id: GoalId,
    pub version: Version,
    pub slot: Slot,
    pub amount: i64,
    pub basis: Basis,
    pub published: Option<Published>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Display)]
#[strum(serialize_all = "snake_case")]
pub enum GoalState {
    /// What is written differs from what is published, or nothing is.
    Draft,
    Published,
}

/// What can happen to goals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Display, strum::EnumIter)]
#[strum(serialize_all = "snake_case")]
pub enum Action {
    Create,
    Set,
    Spread,
    Publish,
    /// Only a goal that was never published.
    Delete,
}

beichen_kernel::errors! {
    /// Why goals refuse.
    pub enum GoalError in "goals.goal" {
        BadAmount { text: String } = "bad_amount" => Invalid,
        AmountTooFine { text: String, digits: u8 } = "amount_too_fine" => Invalid,
        AmountNegative { text: String } = "amount_negative" => Invalid,
        AlreadyThere = "already_there" => Conflict,
        WasPublished = "was_published" => Conflict,
        UnknownPeriod { period: String, calendar: String } = "unknown_period" => Invalid,
        AmbiguousPeriod { period: String, calendar: String, kinds: String } = "ambiguous_period" => Invalid,
        UnknownPerson { person: String } = "unknown_person" => Invalid,
        UnknownUnit { unit: String } = "unknown_unit" => Invalid,
        PersonOrUnit = "person_or_unit" => Invalid,
        NoGoals { measure: String, calendar: String } = "no_goals" => NotFound,
        GapNeedsReason { units: i64, first: String, gap: String } = "gap_needs_reason" => Conflict,
        ReasonTooLong { limit: usize } = "reason_too_long" => Invalid,
        NothingBelow = "nothing_below" => Conflict,
        NothingToShareBy = "nothing_to_share_by" => Conflict,
    }
}

/// Letters of a reason.
pub const LONGEST_REASON: usize = 500;

impl Goal {
    pub fn state(&self) -> GoalState {
        let same = |published: &Published| published.amount == self.amount && published.basis == self.basis;
        if self.published.as_ref().is_some_and(same) { GoalState::Published } else { GoalState::Draft }
    }

    /// Writes another amount; what is published stays until it is published again.
    pub const fn set(&mut self, amount: i64, basis: Basis) {
        self.amount = amount;
        self.basis = basis;
    }

    /// Only a goal that nobody was ever measured by may go.
    pub fn may_delete(&self) -> Result<(), GoalError> {
        if self.published.is_none() { Ok(()) } else { Err(GoalError::WasPublished) }
    }

    pub fn permits(&self, action: Action) -> bool {
        match action {
            Action::Create | Action::Spread | Action::Set => true,
            Action::Publish => self.state() == GoalState::Draft,
            Action::Delete => self.may_delete().is_ok(),
        }
    }
}

/// The period that a text means: a name or a first day; `kind` where a text could mean two.
pub fn find_period(calendar: &Calendar, kind: Option<PeriodKind>, text: &str) -> Result<Period, GoalError> {
    let text = text.trim();
    let unknown = || GoalError::UnknownPeriod { period: text.to_owned(), calendar: calendar.key().to_owned() };
    if let Some(kind) = kind {
        return calendar.find(kind, text).ok_or_else(unknown);
    }
    if let Some(period) = calendar.find_any(text) {
        return Ok(period);
    }
    let kinds: Vec<&str> =
        PeriodKind::ALL.iter().filter(|kind| calendar.find(**kind, text).is_some()).map(|kind| kind.key()).collect();
    if kinds.is_empty() {
        return Err(unknown());
    }
    let (period, calendar) = (text.to_owned(), calendar.key().to_owned());
    Err(GoalError::AmbiguousPeriod { period, calendar, kinds: kinds.join(", ") })
}

/// Shares an amount by weights, to the last smallest unit: largest remainder; equal remainders go to the earlier one
/// in the order given, which is that of the codes (or of the periods).
pub fn spread(amount: i64, weights: &[i128]) -> Result<Vec<i64>, GoalError> {
    if weights.is_empty() {
        return Err(GoalError::NothingBelow);
    }
    // Somebody who lost money last year has no share of it.
    let weights: Vec<i128> = weights.iter().map(|weight| (*weight).max(0)).collect();
    allocate(amount, &weights).map_err(|error| match error {
        AllocateError::NothingToShareBy => GoalError::NothingToShareBy,
        _ => GoalError::NothingBelow,
    })
}

/// What one unit's goals add up to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Node {
    /// The unit's own amount, if it has one.
    pub own: Option<i64>,
    /// What its people and the units directly below add up to.
    pub below: i64,
    /// Whether anything stands below at all.
    pub has_below: bool,
}

impl Node {
    /// What the unit counts as for the one above.
    pub const fn amount(&self) -> i64 {
        match self.own {
            Some(own) => own,
            None => self.below,
        }
    }

    /// Own amount minus the sum below: above 0 a gap, below 0 more is given out than asked for. `None` where there is
    /// nothing to compare.
    pub fn gap(&self) -> Option<i64> {
        self.own.filter(|_| self.has_below).map(|own| own.saturating_sub(self.below))
    }
}

/// A tree of units on a day, with who belongs where.
#[derive(Debug, Clone, Default)]
pub struct Tree {
    /// Unit → the unit above; every unit of the day is a key.
    pub above: BTreeMap<UnitId, Option<UnitId>>,
    pub unit_of: HashMap<MemberId, UnitId>,
}

/// Adds the goals of one measure, period and level up through the tree.
pub fn roll_up(tree: &Tree, amounts: &HashMap<Subject, i64>) -> BTreeMap<UnitId, Node> {
    let mut nodes: BTreeMap<UnitId, Node> = tree
        .above
        .keys()
        .map(|&unit| (unit, Node { own: amounts.get(&Subject::Unit(unit)).copied(), ..Node::default() }))
        .collect();
    for (subject, amount) in amounts {
        let Subject::Member(member) = subject else { continue };
        let node = tree.unit_of.get(member).and_then(|unit| nodes.get_mut(unit));
        if let Some(node) = node {
            node.below = node.below.saturating_add(*amount);
            node.has_below = true;
        }
    }
    // Leaves first: a unit is added to the one above once all below it are in.
    let mut open: BTreeMap<UnitId, usize> = tree.above.keys().map(|&unit| (unit, 0)).collect();
    for above in tree.above.values().flatten() {
        if let Some(count) = open.get_mut(above) {
            *count = count.saturating_add(1);
        }
    }
    let mut ready: BTreeSet<UnitId> = open.iter().filter(|(_, count)| **count == 0).map(|(unit, _)| *unit).collect();
    while let Some(unit) = ready.pop_first() {
        let node = nodes.get(&unit).copied().unwrap_or_default();
        let Some(above) = tree.above.get(&unit).copied().flatten() else { continue };
        if let Some(parent) = nodes.get_mut(&above) {
            parent.below = parent.below.saturating_add(node.amount());
            parent.has_below = parent.has_below || node.own.is_some() || node.has_below;
        }
        if let Some(count) = open.get_mut(&above) {
            *count = count.saturating_sub(1);
            if *count == 0 {
                ready.insert(above);
            }
        }
    }
    nodes
}

/// What each person and unit is measured by: the own amount, and of a unit without one the sum of what stands below it.
pub fn counted(tree: &Tree, mut own: HashMap<Subject, i64>) -> HashMap<Subject, i64> {
    let nodes = roll_up(tree, &own);
    let with_goal = nodes.iter().filter(|(_, node)| node.own.is_some() || node.has_below);
    own.extend(with_goal.map(|(&unit, node)| (Subject::Unit(unit), node.amount())));
    own
}

/// What counts as the goal, and what was reached, in the measure's smallest unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Figure {
    pub goal: Option<i64>,
    pub actual: i64,
}

impl Figure {
    /// `actual ÷ goal` in percent, rounded down to 0.1 %; nothing without a goal, or where it is 0.
    pub fn attainment(self) -> Option<String> {
        let reached = Exact::of(self.actual, self.goal?)?;
        Some(shown_attainment(&reached))
    }
}

/// The figures of a person or unit. Source: decisions.md "Order of recording".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// Digits after the dot of the measure's amounts.
    pub digits: u8,
    /// As known today, or at the moment that is asked for.
    pub known: Figure,
    /// As the first locked run knew it; nothing of a person in no locked run.
    pub as_locked: Option<Figure>,
    /// Of a unit that has a figure as locked: how many of its people are in no locked run and count as known today.
    pub not_locked: Option<usize>,
}

/// The reason of a publishing: needed where a unit's own amount is not what stands below it.
pub fn check_reason(reason: &str, gaps: &[(String, String)]) -> Result<(), GoalError> {
    if reason.chars().count() > LONGEST_REASON {
        return Err(GoalError::ReasonTooLong { limit: LONGEST_REASON });
    }
    match gaps.first() {
        Some((first, gap)) if reason.trim().is_empty() => Err(GoalError::GapNeedsReason {
            units: i64::try_from(gaps.len()).unwrap_or(i64::MAX),
            first: first.clone(),
            gap: gap.clone(),
        }),
        _ => Ok(()),
    }
}

#[cfg(test)]
#[path = "model_tests.rs"]
mod tests;
