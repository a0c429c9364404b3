//! A second reading of the specification: slow, obvious, one person at a time, without the engine's arithmetic.
//!
//! Sentences in quotes are those of the specification that a function writes out.

pub mod adjusting;
mod attainment;
mod attribution;
mod clawback;
mod commission;
mod condition;
pub mod crediting;
mod number;
mod others;
mod payout;
mod pool;
mod ranking;
mod scope;
mod steps;
mod subject;
mod tables;

use std::collections::BTreeMap;

use beichen_engine::calculate::{Inputs, Span};
use beichen_engine::day::DayRange;
use beichen_engine::plan::Plan;
use beichen_engine::plan::model::{Accumulate, CapExcess, Component, Kind, Overridden, Override, Times};

use attribution::{Part, Weight, Weights, as_pay, with_carried};
pub use number::{Ratio, of_engine};
use number::{nothing, rounded};
pub use payout::{Balance, Balances};
use subject::Subject;

/// Why nothing is paid, by the engine's word for it.
pub type Unpaid = &'static str;
const NO_GOAL: Unpaid = "no_goal";
const NO_VALUE: Unpaid = "no_value";
const WHEN: Unpaid = "when";
const GATE: Unpaid = "gate";

/// What one component pays one person.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Paid {
    pub earned: i64,
    pub why: Option<Unpaid>,
    pub attainment: Option<Ratio>,
    pub place: Option<u32>,
    /// The documents that it comes from, and what they weigh in it; none of a line that is closed.
    pub parts: Vec<Part>,
    pub weights: Option<Weights>,
    /// Of a prize or share of a locked period: what it counts as, as locked and as decided, with its documents.
    pub granted: Option<(i64, Vec<Part>)>,
    /// What refunds take back beside it, by document and measure.
    pub clawed: BTreeMap<(String, String), i64>,
    /// Paid in this period; held and owed after it.
    pub payable: i64,
    pub held: i64,
    pub owed: i64,
}

/// Every line by person and component.
pub type Lines = BTreeMap<(String, String), Paid>;

impl Paid {
    /// What it counts as in what follows it.
    pub fn counted(&self) -> (i64, &[Part]) {
        self.granted.as_ref().map_or((self.earned, &self.parts), |(minor, parts)| (*minor, parts))
    }
}

/// "For each component, person and period, in this order", opening with what the period before closed.
pub fn pay(inputs: &Inputs<'_>, balances: &mut Balances) -> Lines {
    let mut lines = Lines::new();
    let kind = inputs.timetable.kind;
    for component in inputs.plan.components.iter().filter(|component| component.period == kind) {
        let subjects = subjects(inputs, component, balances, &lines);
        let mut own = earned(&subjects);
        for subject in &subjects {
            let key = (subject.person.id.clone(), component.key.clone());
            let mut before = balances.remove(&key).unwrap_or_default();
            before.carried = subject.cut.take().unwrap_or(before.carried);
            let mut paid = own.remove(&key).unwrap_or_default();
            paid.granted = subject.granted(paid.weights.as_ref());
            balances.insert(key.clone(), subject.pay_out(&mut paid, before));
            lines.insert(key, paid);
        }
    }
    for component in dropped(inputs) {
        for subject in subjects(inputs, component, balances, &lines) {
            let key = (subject.person.id.clone(), component.key.clone());
            let Some(before) = balances.remove(&key) else { continue };
            let mut paid = Paid::default();
            balances.insert(key.clone(), subject.pay_out(&mut paid, before));
            lines.insert(key, paid);
        }
    }
    lines
}

/// What the plan has no more: "nothing owed or held is lost", so the last version that had it still pays it out.
fn dropped<'a>(inputs: &Inputs<'a>) -> Vec<&'a Component> {
    let mut earlier = inputs.earlier_versions.clone();
    earlier.sort_by_key(|plan| std::cmp::Reverse(plan.valid.from));
    let of_kind = |plan: &'a Plan| plan.components.iter().filter(|one| one.period == inputs.timetable.kind);
    let mut known: Vec<&str> = of_kind(inputs.plan).map(|component| component.key.as_str()).collect();
    let mut found = Vec::new();
    for component in earlier.into_iter().flat_map(of_kind) {
        if !known.contains(&component.key.as_str()) {
            known.push(&component.key);
            found.push(component);
        }
    }
    found
}

fn subjects<'a>(
    inputs: &'a Inputs<'a>,
    component: &'a Component,
    balances: &Balances,
    lines: &Lines,
) -> Vec<Subject<'a>> {
    let mut subjects: Vec<Subject<'_>> =
        inputs.people.iter().map(|person| Subject::new(inputs, component, person)).collect();
    subjects.sort_by_key(|subject| (subject.person.code.clone(), subject.person.id.clone()));
    for subject in &mut subjects {
        let before = balances.get(&(subject.person.id.clone(), component.key.clone()));
        subject.carried = before.map_or_else(Weights::new, |before| before.carried.clone());
        if let Kind::Override(Override { of: Overridden::Pay(_), .. }) = &component.kind {
            subject.others = lines.clone();
        }
    }
    subjects
}

fn earned(subjects: &[Subject<'_>]) -> Lines {
    let Some(first) = subjects.first() else { return Lines::new() };
    let component = first.component;
    let paid = match &component.kind {
        Kind::Ranking(ranking) => ranking::pay(ranking, subjects),
        Kind::Pool(pool) => pool::pay(pool, subjects),
        _ => subjects.iter().map(|subject| subject.line(&subject.inputs.timetable.period)).collect(),
    };
    let keyed = subjects
        .iter()
        .zip(paid)
        .filter_map(|(subject, paid)| Some(((subject.person.id.clone(), component.key.clone()), paid?)));
    keyed.collect()
}

impl Subject<'_> {
    /// One line. Of a year to date: "− Σ earned of its earlier periods as known now, so that the periods add up to the year".
    fn line(&self, period: &Span) -> Option<Paid> {
        let timetable = &self.inputs.timetable;
        let mut before = Paid::default();
        if self.is_year_to_date() {
            let of_year = timetable.periods.iter().filter(|one| timetable.year.overlaps(one.days));
            for earlier in of_year.take_while(|one| one.days.from < period.days.from) {
                let Some(then) = self.then(earlier.days) else { continue };
                let taken_off = if then.is_year_to_date() { before.clone() } else { Paid::default() };
                if let Some(paid) = then.line_after(earlier, &taken_off) {
                    before.earned += paid.earned;
                    before.parts = sums(before.parts.into_iter().chain(paid.parts));
                }
            }
        }
        self.line_after(period, &before)
    }

    /// Steps 1 to 7; `None` for "who has no day of the period in the plan" and no refund in it.
    fn line_after(&self, period: &Span, before: &Paid) -> Option<Paid> {
        if self.days_within(period.days).is_empty() && !self.has_refund(period.days) {
            return None;
        }
        let window = if self.is_year_to_date() {
            DayRange::new(self.inputs.timetable.year.from, period.days.end)
        } else {
            period.days
        };
        let mut paid = Paid { attainment: self.shown_attainment(period.days, window), ..Paid::default() };
        match self.exact(period.days, window) {
            Ok((exact, weights)) => {
                let earned = self.round(&exact);
                paid.earned = earned - before.earned;
                let taken = before.parts.iter().map(|part| Part { minor: -part.minor, ..part.clone() });
                paid.parts = sums(self.parts(earned, &weights).into_iter().chain(taken));
                paid.weights = Some(weights);
            }
            Err(why) => paid.why = Some(why),
        }
        Some(paid)
    }

    /// Only rates on credits can be taken back.
    fn has_refund(&self, period: DayRange) -> bool {
        match &self.component.kind {
            Kind::Commission(kind) => self.counted(&kind.measure, period).iter().any(|credit| credit.of_day.is_some()),
            Kind::Override(Override { of: Overridden::Credits(measure), depth, .. }) => {
                !self.credits_below(*depth, measure, period).is_empty()
            }
            _ => false,
        }
    }

    pub fn is_year_to_date(&self) -> bool {
        matches!(&self.component.kind, Kind::Commission(kind) if kind.accumulate == Accumulate::YearToDate)
    }

    fn shown_attainment(&self, period: DayRange, window: DayRange) -> Option<Ratio> {
        match &self.component.kind {
            Kind::Attainment(kind) => self.weighted_attainment(kind, window).ok(),
            Kind::Commission(kind) => self.commission_attainment(kind, period, window),
            Kind::Override(kind) => self.override_attainment(kind, period),
            _ => None,
        }
    }

    /// Steps 2 to 6. "Measures and goal … Gates: `when`, then `gate`. Closed → 0 with the reason".
    fn exact(&self, period: DayRange, window: DayRange) -> Result<(Ratio, Weights), Unpaid> {
        self.check_goals(period, window)?;
        self.check_when(window)?;
        let raw = match &self.component.kind {
            Kind::Attainment(kind) => self.attainment_pay(kind, period)?,
            Kind::Commission(kind) => self.commission_pay(kind, period, window)?,
            Kind::Matrix(kind) => self.matrix_pay(kind, period)?,
            Kind::Scorecard(kind) => self.scorecard_pay(kind, period)?,
            Kind::PerEvent(kind) => self.event_pay(kind, period)?,
            Kind::Project => self.award_pay(period),
            Kind::Override(kind) => self.override_pay(kind, period)?,
            Kind::Ranking(_) | Kind::Pool(_) => unreachable!("these are divided among people"),
        };
        self.modified(&raw, period, window)
    }

    fn check_goals(&self, period: DayRange, window: DayRange) -> Result<(), Unpaid> {
        match &self.component.kind {
            Kind::Attainment(kind) => self.weighted_attainment(kind, window).map(|_| ()),
            Kind::Commission(kind) => self.tier_goal(kind, period, window).map(|_| ()),
            Kind::Override(kind) => self.tier_goal(&kind.rates, period, window).map(|_| ()),
            Kind::Matrix(kind) => self.matrix_cell(kind, window).map(|_| ()),
            Kind::Scorecard(kind) => self.score(kind, window).map(|_| ()),
            _ => Ok(()),
        }
    }

    fn check_when(&self, window: DayRange) -> Result<(), Unpaid> {
        match &self.component.when {
            Some(when) if !self.holds(when.text(), window) => Err(WHEN),
            _ => Ok(()),
        }
    }

    /// "`times`, in the order written. `cap`, then `floor` (neither is prorated)." Who has no day has "no floor". What is
    /// cut and carried is cut of each document alike.
    fn modified(&self, raw: &Ratio, period: DayRange, window: DayRange) -> Result<(Ratio, Weights), Unpaid> {
        let mut factor = number::one();
        for times in &self.component.times {
            factor *= match times {
                Times::Coefficient { key } => self.coefficient(key, period),
                Times::Measure { measure, bands, edge } => {
                    let bands = bands.iter().map(|band| (number::whole(band.from), &band.coefficient));
                    let steps = self.worths(bands, period)?;
                    steps::step_of(&self.actual(measure, window), &steps, *edge).clone()
                }
            };
        }
        let mut pay = raw * &factor;
        let mut weights = self.weights(period, window)?;
        // Of who has no day in the plan only refunds are paid: what is carried waits for a decision.
        let is_carried = self.component.cap_excess == CapExcess::Carry && !self.days_within(period).is_empty();
        if is_carried {
            weights = with_carried(&self.carried, as_pay(&pay, weights));
            pay += self.carried.iter().map(|weight| &weight.pay).sum::<Ratio>();
        }
        if let Some(cap) = &self.component.cap {
            let due = pay.clone();
            pay = due.clone().min(self.money(cap, period)?);
            if is_carried {
                let share = if due > pay { (&due - &pay) / &due } else { nothing() };
                let cut = weights.iter().map(|one| (one.source.clone(), &one.pay * &share));
                let cut = cut.filter(|(_, pay)| *pay != nothing());
                let cut = cut.map(|(source, pay)| Weight { source, pay, credited: nothing() });
                *self.cut.borrow_mut() = Some(cut.collect());
            }
        }
        match &self.component.floor {
            Some(floor) if !self.days_within(window).is_empty() => Ok((pay.max(self.money(floor, period)?), weights)),
            _ => Ok((pay, weights)),
        }
    }

    pub fn round(&self, exact: &Ratio) -> i64 {
        rounded(exact, self.component.round, self.component.round_to_minor)
    }

    /// "pay of every other kind is never below 0".
    fn not_below_nothing(raw: Ratio) -> Ratio {
        raw.max(nothing())
    }
}

/// Each document once, in order; what comes to nothing is left out.
fn sums(parts: impl Iterator<Item = Part>) -> Vec<Part> {
    let mut found: Vec<Part> = Vec::new();
    for part in parts {
        match found.iter_mut().find(|other| other.source.is(&part.source)) {
            Some(other) => other.minor += part.minor,
            None => found.push(part),
        }
    }
    found.retain(|part| part.minor != 0);
    found
}
