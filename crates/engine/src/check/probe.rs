//! What a component pays somebody with these amounts: the check calculates the plan itself.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::breakpoints::amount_label;
use super::sources::{GOAL_UNITS, segment};
use crate::calculate::{Credit, Goal, Inputs, Membership, Person, Timetable, calculate};
use crate::calendar::{Calendar, Period};
use crate::day::DayRange;
use crate::plan::Plan;
use crate::plan::expression::{Bound, MeasureShape, Place, Threshold, Vocabulary, compile_person};
use crate::plan::model::{Component, GoalBasis, Measure, MeasureOf, MeasureUnit};
use crate::plan::surroundings::Surroundings;
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
        let shape = |measure: &Measure| {
            let definition = &measure.definition;
            let is_manual = definition.of == MeasureOf::Manual;
            (definition.key.clone(), MeasureShape { unit: definition.unit, is_manual })
        };
        let measures: BTreeMap<String, MeasureShape> = self.plan.measures.iter().map(shape).collect();
        let surroundings = Surroundings::default();
        let minor_digits = self.plan.currency.minor_digits();
        let words = Vocabulary { place: Place::When, measures: &measures, surroundings: &surroundings, minor_digits };
        for component in &mut self.plan.components {
            let Some(condition) = &component.when else {
                continue;
            };
            let texts: Vec<String> =
                condition.thresholds().iter().map(|one| bound_text(one, &measures, minor_digits)).collect();
            component.when = compile_person(&texts.join(" && "), &words).ok();
        }
        self
    }

    /// The pay in minor units; `None` where it cannot be calculated.
    pub(super) fn pay(&self, amounts: &BTreeMap<&str, i64>) -> Option<i64> {
        let day = self.period.days.from.max(self.plan.valid.from);
        let credits = amounts.iter().map(|(measure, units)| Credit {
            measure: Arc::from(*measure),
            day,
            amount: *units,
            document: Arc::from("probe"),
            line: 0,
            of_document: None,
            of_day: None,
            recorded: (0, 0),
            facts: None,
        });
        let always = DayRange::including(self.plan.valid.from, self.plan.valid.to);
        let person = Person {
            id: String::from("probe"),
            code: String::new(),
            membership: Membership::Days(vec![always]),
            segments: vec![segment(&self.plan, always)],
            coefficients: Vec::new(),
            goals: self.plan.measures.iter().map(|measure| self.goal(&measure.definition.key)).collect(),
            credits: credits.collect(),
        };
        let inputs = Inputs {
            plan: &self.plan,
            earlier_versions: Vec::new(),
            timetable: Timetable::new(&self.plan, self.calendar, &self.period, None),
            workdays: self.workdays,
            people: vec![person],
        };
        let run = calculate(&inputs).ok()?;
        Some(run.line("probe", self.component).map_or(0, |line| line.earned_minor))
    }

    fn goal(&self, measure: &str) -> Goal {
        let units = Some(GOAL_UNITS);
        let (days, basis) = (self.period.days, GoalBasis::Final);
        Goal { measure: measure.to_owned(), days, basis, goal: units, sprint: units, challenge: units }
    }
}

fn bound_text(threshold: &Threshold, measures: &BTreeMap<String, MeasureShape>, minor_digits: u8) -> String {
    let measure = &threshold.measure;
    match threshold.bound {
        Bound::Share(share) => format!("reached(\"{measure}\", \"{}\")", share.percent()),
        Bound::Amount(units) => {
            let unit = measures.get(measure).map_or(MeasureUnit::Money, |shape| shape.unit);
            format!("at_least(\"{measure}\", \"{}\")", amount_label(units, unit, minor_digits))
        }
    }
}
