//! Cliffs and falling pay: where one unit more changes the pay by a step, or lowers it.

use std::collections::BTreeMap;

use super::Finding;
use super::breakpoints::{Breakpoint, amount_label, breakpoints, deals};
use super::double_credit::measures_of;
use super::probe::Probe;
use super::sources::GOAL_UNITS;
use crate::calendar::Calendar;
use crate::decimal;
use crate::example::facts::{StatedFacts, kind_of};
use crate::plan::expression::Deal;
use crate::plan::model::{Component, ExampleValue, Kind, Measure, MeasureOf};
use crate::plan::{Plan, Severity};
use crate::workdays::Workdays;

/// One unit more may change the pay by this many whole units of the currency beyond its slope; more is a cliff.
const CLIFF_STEP: i64 = 1;

/// What the pay is around one breakpoint: from two units below to two above.
struct Around {
    units: i64,
    pays: [i64; 5],
}

/// One measure of one component, tried out: as a sum, or as one deal beside the rest.
struct Trial<'t> {
    plan: &'t Plan,
    component: &'t Component,
    measure: &'t str,
    probe: &'t Probe<'t>,
    /// What stands beside it.
    others: BTreeMap<&'t str, i64>,
    /// The measure and the facts of the deal.
    deal: Option<(&'t Measure, &'t StatedFacts)>,
}

/// The findings of all components, in the plan's order.
pub(super) fn findings(plan: &Plan, calendar: &Calendar, workdays: &Workdays) -> Vec<Finding> {
    let mut found = Vec::new();
    // One unit more can always win or lose a place: what hangs on the others is not tried out.
    let own = plan.components.iter().filter(|component| !component.kind.hangs_on_others());
    for component in own {
        let measures = measures_of(component);
        let Some(probe) = working_probe(plan, component, &measures, calendar, workdays) else {
            continue;
        };
        // A single answer cannot bring a promoter score to every value.
        let is_sum = |measure: &&String| plan.measure(measure).is_none_or(|found| found.of != MeasureOf::Nps);
        for measure in measures.iter().filter(is_sum) {
            let others = measures.iter().filter(|other| *other != measure);
            let others: BTreeMap<&str, i64> = others.map(|other| (other.as_str(), GOAL_UNITS)).collect();
            let sum = Trial { plan, component, measure, probe: &probe, others, deal: None };
            sum.add_findings(&breakpoints(plan, component, measure), &mut found);
            for deal in deals(plan, component, measure) {
                sum.add_findings_of_deal(&deal, &mut found);
            }
        }
    }
    found
}

/// Somebody whom the component pays something: if the condition asks what nobody can be given, only its bounds stay.
fn working_probe<'p>(
    plan: &Plan,
    component: &'p Component,
    measures: &[String],
    calendar: &'p Calendar,
    workdays: &'p Workdays,
) -> Option<Probe<'p>> {
    let probe = Probe::new(plan, component, calendar, workdays)?;
    let plenty: BTreeMap<&str, i64> = measures.iter().map(|measure| (measure.as_str(), GOAL_UNITS * 10)).collect();
    let at_goal: BTreeMap<&str, i64> = measures.iter().map(|measure| (measure.as_str(), GOAL_UNITS)).collect();
    let pays = |amounts| probe.pay(amounts, None).is_some_and(|pay| pay != 0);
    let is_working = component.when.is_none() || pays(&plenty) || pays(&at_goal);
    Some(if is_working { probe } else { probe.with_bounds_only() })
}

impl Trial<'_> {
    fn pay(&self, units: i64) -> Option<i64> {
        if let Some((measure, facts)) = self.deal {
            return self.probe.pay(&self.others, Some(self.probe.deal(measure, facts, units)?));
        }
        let mut amounts = self.others.clone();
        amounts.insert(self.measure, units);
        self.probe.pay(&amounts, None)
    }

    fn add_findings(&self, points: &[Breakpoint], found: &mut Vec<Finding>) {
        for point in points {
            self.add_findings_at(point, found);
        }
        for (from, to) in stretches(points) {
            add(self.fall_between(&from, to), found);
        }
    }

    /// The deal alone, and beside others that reach the goal: a gate may be closed without them.
    fn add_findings_of_deal(&self, deal: &Deal, found: &mut Vec<Finding>) {
        let Some(measure) = self.plan.measure(self.measure) else {
            return;
        };
        let point = Breakpoint { units: deal.amount, label: self.units(deal.amount) };
        for rest in [0, GOAL_UNITS] {
            let mut others = self.others.clone();
            others.insert(self.measure, rest);
            Trial { others, deal: Some((measure, &deal.facts)), ..*self }.add_findings_at(&point, found);
        }
    }

    fn add_findings_at(&self, point: &Breakpoint, found: &mut Vec<Finding>) {
        if let Some(around) = self.around(point.units) {
            add(self.cliff(&around, point), found);
            add(self.fall_at(&around, point), found);
        }
    }

    fn around(&self, units: i64) -> Option<Around> {
        let at = |shift: i64| self.pay(units.checked_add(shift)?.max(0));
        Some(Around { units, pays: [at(-2)?, at(-1)?, at(0)?, at(1)?, at(2)?] })
    }

    /// One unit more changes the pay by more than the slopes on both sides explain.
    fn cliff(&self, around: &Around, point: &Breakpoint) -> Option<Finding> {
        let [first, second, third, fourth, fifth] = around.pays;
        let jumps = [(third, second, first, fourth, -1), (fourth, third, second, fifth, 0)];
        let allowed = CLIFF_STEP.saturating_mul(self.plan.currency.minor_per_unit()).max(self.component.round_to_minor);
        let is_cliff = |(after, before, earlier, later, _): &(i64, i64, i64, i64, i64)| {
            let slope = (before - earlier).abs().max((later - after).abs());
            (after - before).abs() - slope > allowed
        };
        let (after, before, _, _, shift) = jumps.into_iter().find(is_cliff)?;
        let below = around.units + shift;
        Some(
            self.finding("incentives.plan.cliff", point, (below, before), (below + 1, after))
                .with("step", self.money(allowed)),
        )
    }

    /// One unit more lowers the pay.
    fn fall_at(&self, around: &Around, point: &Breakpoint) -> Option<Finding> {
        let [_, second, third, fourth, _] = around.pays;
        let pairs = [(second, third, -1), (third, fourth, 0)];
        let (before, after, shift) = pairs.into_iter().find(|(before, after, _)| after < before)?;
        let below = around.units + shift;
        Some(self.finding("incentives.plan.falling_pay", point, (below, before), (below + 1, after)))
    }

    /// The pay slopes down between two breakpoints: it is straight there, so its ends tell.
    fn fall_between(&self, from: &Breakpoint, to: i64) -> Option<Finding> {
        let start = from.units.saturating_add(1);
        if start >= to {
            return None;
        }
        let (before, after) = (self.pay(start)?, self.pay(to)?);
        (after < before).then(|| self.finding("incentives.plan.falling_pay", from, (start, before), (to, after)))
    }

    fn finding(&self, code: &'static str, point: &Breakpoint, low: (i64, i64), high: (i64, i64)) -> Finding {
        let place = format!("{}@{}", self.component.key, point.label);
        let finding = Finding::new(code, Severity::Warning, place, self.component.at)
            .with("component", &self.component.key)
            .with("measure", self.measure)
            .with("facts", self.deal.map_or_else(String::new, |(measure, facts)| shown(measure, facts)))
            .with("from", self.units(low.0))
            .with("to", self.units(high.0))
            .with("pay_from", self.money(low.1))
            .with("pay_to", self.money(high.1));
        match self.component.kind {
            Kind::Attainment(_) | Kind::Matrix(_) | Kind::Scorecard(_) => finding.with("goal", self.units(GOAL_UNITS)),
            _ => finding,
        }
    }

    fn units(&self, units: i64) -> String {
        amount_label(self.plan, self.measure, units)
    }

    fn money(&self, minor: i64) -> String {
        decimal::format(minor, self.plan.currency.minor_digits())
    }
}

/// Adds a finding, once for each place and measure.
fn add(finding: Option<Finding>, found: &mut Vec<Finding>) {
    let same = |a: &Finding, b: &Finding| {
        (a.code, &a.place, a.params.get("measure")) == (b.code, &b.place, b.params.get("measure"))
    };
    let is_new = |new: &Finding| !found.iter().any(|old| same(old, new));
    found.extend(finding.filter(is_new));
}

/// The deal's facts as an example would state them.
fn shown(measure: &Measure, facts: &StatedFacts) -> String {
    let kind = ExampleValue::Text(kind_of(measure.of).to_owned());
    let mut all = StatedFacts::from([("kind".to_owned(), kind)]);
    all.extend(facts.clone());
    let fact = |(name, value): (&String, &ExampleValue)| match value {
        ExampleValue::Text(text) => format!("{name} = \"{text}\""),
        ExampleValue::Integer(number) => format!("{name} = {number}"),
        ExampleValue::Boolean(truth) => format!("{name} = {truth}"),
        ExampleValue::List(list) => format!("{name} = {list:?}"),
    };
    format!(" {{ {} }}", all.iter().map(fact).collect::<Vec<_>>().join(", "))
}

/// The stretches between breakpoints, each with the breakpoint at its beginning and its last unit.
fn stretches(points: &[Breakpoint]) -> Vec<(Breakpoint, i64)> {
    let mut starts = vec![Breakpoint { units: 0, label: String::from("0") }];
    starts.extend(points.iter().cloned());
    let last = starts.last().map_or(0, |point| point.units);
    let ends = points.iter().map(|point| point.units - 1).chain([last.saturating_mul(2).max(GOAL_UNITS * 2)]);
    starts.into_iter().zip(ends).collect()
}
