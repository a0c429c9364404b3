//! Cliffs and falling pay: where one unit more changes the pay by a step, or lowers it.

use super::breakpoints::{Breakpoint, breakpoints, deals};
use super::double_credit::measures_of;
use super::positions::{Position, positions};
use super::probe::Probe;
use super::sources::{amount_label, hundred_points, lowest, standing, step_of};
use super::{Finding, Stand, retroactive, unbounded};
use crate::calendar::Calendar;
use crate::decimal;
use crate::example::facts::{StatedFacts, kind_of};
use crate::plan::expression::Deal;
use crate::plan::model::{Component, ExampleValue, Kind, Measure};
use crate::plan::{Plan, Severity};
use crate::workdays::Workdays;

/// One unit more may change the pay by this many whole units of the currency beyond its slope; more is a cliff.
const CLIFF_STEP: i64 = 1;

/// What the pay is around one breakpoint: from two steps below to two above, and which of these are breakpoints too.
struct Around {
    units: i64,
    pays: [i64; 5],
    is_other: [bool; 5],
}

/// One measure of one component, tried out: as a sum, or as one deal beside the rest.
pub(super) struct Trial<'t> {
    pub plan: &'t Plan,
    pub component: &'t Component,
    pub measure: &'t str,
    pub probe: &'t Probe<'t>,
    /// What stands beside it.
    pub others: Position<'t>,
    /// The measure and the facts of the deal.
    pub deal: Option<(&'t Measure, &'t StatedFacts)>,
}

/// The findings of all components of a plan that asks about nobody else, in the plan's order.
pub(super) fn findings(plan: &Plan, calendar: &Calendar, workdays: &Workdays) -> Vec<Finding> {
    let mut found = Vec::new();
    for component in &plan.components {
        let measures = measures_of(component);
        let Some(probe) = working_probe(plan, component, &measures, calendar, workdays) else {
            continue;
        };
        let Some(segment) = probe.segment() else { continue };
        for measure in &measures {
            findings_in(
                &Stand { plan, component, segment, measure, others: &Position::new() },
                &measures,
                &probe,
                &mut found,
            );
        }
        found.extend(retroactive::findings(plan, component, &probe));
    }
    found
}

/// The findings as one measure grows.
fn findings_in(stand: &Stand<'_>, measures: &[String], probe: &Probe<'_>, found: &mut Vec<Finding>) {
    let Stand { plan, component, measure, .. } = *stand;
    for others in positions(stand, measures) {
        let points = breakpoints(&Stand { others: &others, ..*stand });
        let sum = Trial { plan, component, measure, probe, others, deal: None };
        sum.add_findings(&points, found);
        for deal in deals(plan, component, measure) {
            sum.add_findings_of_deal(&deal, found);
        }
        add(unbounded::finding(&sum, &points), found);
    }
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
    let is_asked = component.when.is_some() || component.kind.eligible().is_some();
    let at_goals = |times: i64| -> Position<'_> {
        measures.iter().map(|measure| (measure.as_str(), standing(plan, measure).saturating_mul(times))).collect()
    };
    // A condition may want one measure to be short.
    let short = measures.iter().map(|measure| {
        let mut position = at_goals(1);
        position.insert(measure, lowest(plan, measure));
        position
    });
    let mut tried = [at_goals(10), at_goals(1)].into_iter().chain(short);
    let is_working = !is_asked || tried.any(|position| probe.pay(&position, None).is_some_and(|pay| pay != 0));
    Some(if is_working { probe } else { probe.with_bounds_only() })
}

impl Trial<'_> {
    pub(super) fn pay(&self, units: i64) -> Option<i64> {
        if let Some((measure, facts)) = self.deal {
            return self.probe.pay(&self.others, Some(self.probe.deal(measure, facts, units)?));
        }
        self.probe.pay(&self.amounts(units), None)
    }

    /// What all measures come to where the own one comes to this.
    pub(super) fn amounts(&self, units: i64) -> Position<'_> {
        let mut amounts: Position<'_> = self.others.clone();
        amounts.insert(self.measure, units);
        amounts
    }

    fn add_findings(&self, points: &[Breakpoint], found: &mut Vec<Finding>) {
        for point in points {
            self.add_findings_at(point, points, found);
        }
        for (from, to) in self.stretches(points) {
            add(self.fall_between(&from, to), found);
        }
    }

    /// The deal alone, and beside others that reach the goal: a gate may be closed without them.
    fn add_findings_of_deal(&self, deal: &Deal, found: &mut Vec<Finding>) {
        let Some(measure) = self.plan.measure(self.measure) else {
            return;
        };
        let point = Breakpoint { units: deal.amount, label: self.units(deal.amount) };
        for rest in [0, standing(self.plan, self.measure)] {
            let mut others = self.others.clone();
            others.insert(self.measure, rest);
            Trial { others, deal: Some((measure, &deal.facts)), ..*self }.add_findings_at(&point, &[], found);
        }
    }

    fn add_findings_at(&self, point: &Breakpoint, points: &[Breakpoint], found: &mut Vec<Finding>) {
        if let Some(around) = self.around(point.units, points) {
            add(self.cliff(&around, point), found);
            add(self.fall_at(&around, point), found);
        }
    }

    fn around(&self, units: i64, points: &[Breakpoint]) -> Option<Around> {
        let place = |steps: i64| units.saturating_add(steps.saturating_mul(self.step()));
        let at = |steps: i64| self.pay(place(steps).max(lowest(self.plan, self.measure)));
        let is_other = |steps: i64| steps != 0 && points.iter().any(|point| point.units == place(steps));
        let pays = [at(-2)?, at(-1)?, at(0)?, at(1)?, at(2)?];
        Some(Around { units, pays, is_other: [-2, -1, 0, 1, 2].map(is_other) })
    }

    /// One step more changes the pay by more than the slopes on both sides explain. Beside another breakpoint there is no
    /// slope to see.
    fn cliff(&self, around: &Around, point: &Breakpoint) -> Option<Finding> {
        let [first, second, third, fourth, fifth] = around.pays;
        let [is_first, is_second, _, is_fourth, is_fifth] = around.is_other;
        let slope = |is_other: bool, from: i64, to: i64| if is_other { 0 } else { (to - from).abs() };
        let below = slope(is_first || is_second, first, second).max(slope(is_fourth, third, fourth));
        let above = slope(is_second, second, third).max(slope(is_fourth || is_fifth, fourth, fifth));
        let allowed = CLIFF_STEP.saturating_mul(self.plan.currency.minor_per_unit()).max(self.component.round_to_minor);
        let jumps = [(second, third, below, -1), (third, fourth, above, 0)];
        let is_cliff = |(before, after, slope, _): &(i64, i64, i64, i64)| (after - before).abs() - slope > allowed;
        let (before, after, _, steps) = jumps.into_iter().find(is_cliff)?;
        let (low, high) = self.beside(around, steps);
        let finding = self.finding("incentives.plan.cliff", point, (low, before), (high, after));
        Some(finding.with("step", self.money(allowed)))
    }

    /// One step more lowers the pay.
    fn fall_at(&self, around: &Around, point: &Breakpoint) -> Option<Finding> {
        let [_, second, third, fourth, _] = around.pays;
        let pairs = [(second, third, -1), (third, fourth, 0)];
        let (before, after, steps) = pairs.into_iter().find(|(before, after, _)| after < before)?;
        let (low, high) = self.beside(around, steps);
        Some(self.finding("incentives.plan.falling_pay", point, (low, before), (high, after)))
    }

    /// The actual so many steps from a breakpoint, and the next one.
    fn beside(&self, around: &Around, steps: i64) -> (i64, i64) {
        let low = around.units.saturating_add(steps.saturating_mul(self.step()));
        (low, low.saturating_add(self.step()))
    }

    /// The stretches between breakpoints, each with the breakpoint at its beginning and its last actual.
    fn stretches(&self, points: &[Breakpoint]) -> Vec<(Breakpoint, i64)> {
        let lowest = lowest(self.plan, self.measure);
        let mut starts = vec![Breakpoint { units: lowest, label: self.units(lowest) }];
        starts.extend(points.iter().cloned());
        let ends = points.iter().map(|point| point.units.saturating_sub(self.step()));
        let ends: Vec<i64> = ends.chain([self.beyond(points)]).collect();
        starts.into_iter().zip(ends).collect()
    }

    /// An actual beyond every breakpoint and the goal; a promoter score ends at 100.
    pub(super) fn beyond(&self, points: &[Breakpoint]) -> i64 {
        let last = points.last().map_or(0, |point| point.units);
        let beyond = last.max(standing(self.plan, self.measure)).saturating_mul(2);
        hundred_points(self.plan, self.measure).map_or(beyond, |full| beyond.min(full))
    }

    /// The pay slopes down between two breakpoints: it is straight there, so its ends tell.
    fn fall_between(&self, from: &Breakpoint, to: i64) -> Option<Finding> {
        let start = from.units.saturating_add(self.step());
        if start >= to {
            return None;
        }
        let (before, after) = (self.pay(start)?, self.pay(to)?);
        (after < before).then(|| self.finding("incentives.plan.falling_pay", from, (start, before), (to, after)))
    }

    fn finding(&self, code: &'static str, point: &Breakpoint, low: (i64, i64), high: (i64, i64)) -> Finding {
        self.finding_at(code, &point.label, low, high)
    }

    /// A finding with the actuals and the pay before and after.
    pub(super) fn finding_at(&self, code: &'static str, at: &str, low: (i64, i64), high: (i64, i64)) -> Finding {
        let place = format!("{}@{at}", self.component.key);
        let finding = Finding::new(code, Severity::Warning, place, self.component.at)
            .with("component", &self.component.key)
            .with("measure", self.measure)
            .with("facts", self.deal.map_or_else(String::new, |(measure, facts)| shown(measure, facts)))
            .with("others", self.shown_others())
            .with("from", self.units(low.0))
            .with("to", self.units(high.0))
            .with("pay_from", self.money(low.1))
            .with("pay_to", self.money(high.1));
        match self.component.kind {
            Kind::Attainment(_) | Kind::Matrix(_) | Kind::Scorecard(_) => {
                finding.with("goal", self.units(standing(self.plan, self.measure)))
            }
            _ => finding,
        }
    }

    fn step(&self) -> i64 {
        step_of(self.plan, self.measure)
    }

    /// What the other measures come to, as an example would state it.
    fn shown_others(&self) -> String {
        let others = self.others.iter().filter(|(measure, _)| **measure != self.measure);
        let shown =
            |(measure, units): (&&str, &i64)| format!("{measure} = \"{}\"", amount_label(self.plan, measure, *units));
        let shown: Vec<String> = others.map(shown).collect();
        if shown.is_empty() { String::new() } else { format!(" {{ {} }}", shown.join(", ")) }
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
pub(super) fn shown(measure: &Measure, facts: &StatedFacts) -> String {
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
