//! What a component pays somebody with these amounts: the check calculates the plan itself.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::sources::{hundred_points, ratings, segment, standing};
use crate::calculate::{
    Award, Balances, Coefficient, CoefficientScope, Credit, Goal, Inputs, Membership, Person, Segment, Timetable,
    calculate,
};
use crate::calendar::{Calendar, Period};
use crate::day::DayRange;
use crate::example::facts::{StatedFacts, line_facts};
use crate::plan::Plan;
use crate::plan::expression::{FactValue, PersonCondition};
use crate::plan::model::{Component, GoalBasis, Kind, Measure, Pool, Ranking};
use crate::rate::Rate;
use crate::workdays::Workdays;

/// A plan of one component with somebody in it for its first period.
#[derive(Clone)]
pub(super) struct Probe<'p> {
    plan: Plan,
    component: &'p str,
    calendar: &'p Calendar,
    workdays: &'p Workdays,
    period: Period,
    person: Person,
}

/// Who has been awarded something, where a component pays awards: 10,000.00.
const AWARD_MINOR: i64 = 1_000_000;

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
        let person = somebody(&own, component, valid, &period);
        Some(Self { plan: own, component: &component.key, calendar, workdays, period, person })
    }

    /// The person's facts.
    pub(super) fn segment(&self) -> Option<&Segment> {
        self.person.segments.first()
    }

    /// The same for somebody with another value of that name, or another coefficient of that key.
    pub(super) fn with_rate(&self, name: &str, rate: Rate) -> Self {
        let mut raised = self.clone();
        for segment in &mut raised.person.segments {
            for values in [&mut segment.fields, &mut segment.grade_values] {
                if let Some(value) = values.get_mut(name) {
                    *value = FactValue::Rate(rate);
                }
            }
        }
        let (key, scope) = (name.to_owned(), CoefficientScope::Person);
        raised.person.coefficients.push(Coefficient { key, scope, days: self.period.days, value: rate });
        raised
    }

    /// The same without what nobody can state for everyone: of its conditions only the bounds on measures are kept.
    pub(super) fn with_bounds_only(mut self) -> Self {
        for component in &mut self.plan.components {
            component.when = component.when.as_ref().and_then(PersonCondition::bounds_only);
            if let Kind::Ranking(Ranking { eligible, .. }) | Kind::Pool(Pool { eligible, .. }) = &mut component.kind {
                *eligible = eligible.as_ref().and_then(PersonCondition::bounds_only);
            }
        }
        self
    }

    /// The pay in minor units for these actuals and one deal more; `None` where it cannot be calculated.
    pub(super) fn pay(&self, amounts: &BTreeMap<&str, i64>, deal: Option<Credit>) -> Option<i64> {
        let credits = amounts.iter().flat_map(|(measure, units)| self.credits(measure, *units));
        let person = Person { credits: credits.chain(deal).collect(), ..self.person.clone() };
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

    /// Credits that come to these units: one, or of a promoter score as many answers as it takes.
    fn credits(&self, measure: &str, units: i64) -> Vec<Credit> {
        let Some(full) = hundred_points(&self.plan, measure) else {
            return vec![self.credit(measure, units, "probe")];
        };
        let shared = greatest_common_divisor(full, units.abs()).max(1);
        let (answers, decided) = (full / shared, units.abs() / shared);
        let (ten, eight) = (full / 10, full / 100 * 8);
        let answer = |place: i64| match () {
            () if place >= decided => eight,
            () if units < 0 => 0,
            () => ten,
        };
        (0..answers).map(|place| self.credit(measure, answer(place), &format!("probe {place}"))).collect()
    }

    /// What a document of these facts and this amount counts: `where` and `cap_each` of the measure act on it.
    pub(super) fn deal(&self, measure: &Measure, facts: &StatedFacts, minor: i64) -> Option<Credit> {
        let facts = line_facts(facts, measure.of, minor);
        let counts = measure.filter.as_ref().map_or(Ok(true), |condition| condition.holds(&facts.view())).ok()?;
        let amount = if counts { measure.cap_each.map_or(minor, |cap| cap.min(minor)) } else { 0 };
        Some(Credit { facts: Some(Arc::new(facts)), ..self.credit(&measure.key, amount, "deal") })
    }

    /// One more document that comes to these units of a measure, as much of them as one document can count.
    pub(super) fn another(&self, measure: &Measure, units: i64) -> Credit {
        self.credit(&measure.key, measure.cap_each.map_or(units, |cap| cap.min(units)), "another")
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
}

/// Somebody who is in the plan throughout, has every goal and full ratings, and no credits.
fn somebody(plan: &Plan, component: &Component, valid: DayRange, period: &Period) -> Person {
    let goal = |measure: &Measure| {
        let units = Some(standing(plan, &measure.key));
        let (days, basis) = (period.days, GoalBasis::Final);
        Goal { measure: measure.key.clone(), days, basis, goal: units, sprint: units, challenge: units }
    };
    let award = Award {
        project: String::from("probe"),
        day: period.days.from.max(valid.from),
        of_minor: AWARD_MINOR,
        share: Rate::ONE,
        part_minor: AWARD_MINOR,
    };
    Person {
        id: String::from("probe"),
        code: String::new(),
        membership: Membership::Days(vec![valid]),
        segments: vec![segment(plan, valid)],
        coefficients: Vec::new(),
        goals: plan.measures.iter().map(goal).collect(),
        credits: Vec::new(),
        ratings: ratings(plan, period.days),
        awards: if component.kind == Kind::Project { vec![award] } else { Vec::new() },
    }
}

const fn greatest_common_divisor(one: i64, other: i64) -> i64 {
    if other == 0 { one } else { greatest_common_divisor(other, one % other) }
}
