//! What a component pays somebody with these amounts: the check calculates the plan itself.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::sources::{GOAL_UNITS, ratings, segment};
use crate::calculate::{Balances, Credit, Goal, Inputs, Membership, Person, Timetable, calculate};
use crate::calendar::{Calendar, Period};
use crate::day::DayRange;
use crate::example::facts::{StatedFacts, line_facts};
use crate::plan::Plan;
use crate::plan::expression::PersonCondition;
use crate::plan::model::{Component, GoalBasis, Measure};
use crate::workdays::Workdays;

/// A plan of one component with somebody in it for its first period.
pub(super) struct Probe<'p> {
    plan: Plan,
    component: &'p str,
    calendar: &'p Calendar,
    workdays: &'p Workdays,
    period: Period,
}

impl<'p> Probe<'p> {
    /// `None` where the plan has no whole period for the component.
    pub(super) fn new(
        plan: &Plan,
        component: &'p Component,
        calendar: &'p Calendar,
        workdays: &'p Workdays,
    ) -> Option<Self> {
        let valid = DayRange::including(plan.valid.from, plan.valid.to);
        let period = calendar.periods_touching(component.period, valid).into_iter().next()?;
        let mut own = plan.clone();
        own.components = vec![component.clone()];
        own.examples.clear();
        Some(Self { plan: own, component: &component.key, calendar, workdays, period })
    }

    /// The same without what nobody can state for everyone: of `when` only its bounds on measures are kept.
    pub(super) fn with_bounds_only(mut self) -> Self {
        for component in &mut self.plan.components {
            component.when = component.when.as_ref().and_then(PersonCondition::bounds_only);
        }
        self
    }

    /// The pay in minor units for these actuals and one deal more; `None` where it cannot be calculated.
    pub(super) fn pay(&self, amounts: &BTreeMap<&str, i64>, deal: Option<Credit>) -> Option<i64> {
        let credits = amounts.iter().map(|(measure, units)| self.credit(measure, *units, "probe"));
        let always = DayRange::including(self.plan.valid.from, self.plan.valid.to);
        let person = Person {
            id: String::from("probe"),
            code: String::new(),
            membership: Membership::Days(vec![always]),
            segments: vec![segment(&self.plan, always)],
            coefficients: Vec::new(),
            goals: self.plan.measures.iter().map(|measure| self.goal(&measure.definition.key)).collect(),
            credits: credits.chain(deal).collect(),
            ratings: ratings(&self.plan, self.period.days),
            awards: Vec::new(),
        };
        let inputs = Inputs {
            plan: &self.plan,
            earlier_versions: Vec::new(),
            timetable: Timetable::new(&self.plan, self.calendar, &self.period, None),
            workdays: self.workdays,
            people: vec![person],
            opening: Balances::default(),
            paid_in_full: BTreeMap::new(),
            granted: None,
        };
        let run = calculate(&inputs).ok()?;
        Some(run.line("probe", self.component).map_or(0, |line| line.earned_minor))
    }

    /// What a document of these facts and this amount counts: `where` and `cap_each` of the measure act on it.
    pub(super) fn deal(&self, measure: &Measure, facts: &StatedFacts, minor: i64) -> Option<Credit> {
        let facts = line_facts(facts, measure.of, minor);
        let counts = measure.filter.as_ref().map_or(Ok(true), |condition| condition.holds(&facts.view())).ok()?;
        let amount = if counts { measure.cap_each.map_or(minor, |cap| cap.min(minor)) } else { 0 };
        Some(Credit { facts: Some(Arc::new(facts)), ..self.credit(&measure.key, amount, "deal") })
    }

    fn credit(&self, measure: &str, amount: i64, document: &str) -> Credit {
        Credit {
            measure: Arc::from(measure),
            day: self.period.days.from.max(self.plan.valid.from),
            amount,
            document: Arc::from(document),
            line: 0,
            of_document: None,
            of_day: None,
            refunded_on: None,
            recorded: (0, 0),
            facts: None,
        }
    }

    fn goal(&self, measure: &str) -> Goal {
        let units = Some(GOAL_UNITS);
        let (days, basis) = (self.period.days, GoalBasis::Final);
        Goal { measure: measure.to_owned(), days, basis, goal: units, sprint: units, challenge: units }
    }
}
