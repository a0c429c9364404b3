//! On which days a person is in the plan and in a component: `who` is asked for each day.

use crate::calculate::inputs::{CoefficientScope, Goal, Inputs, Membership, Person, Segment};
use crate::calculate::run::CalculateError;
use crate::calendar::PeriodKind;
use crate::day::{Day, DayRange};
use crate::plan::Plan;
use crate::plan::expression::{ExpressionError, FactValue, PersonCondition, PersonFacts};
use crate::plan::model::GoalLevel;
use crate::rate::Rate;

/// The plan's versions, each with the days on which it is in force, oldest first.
pub(crate) fn versions<'a>(inputs: &Inputs<'a>) -> Vec<(DayRange, &'a Plan)> {
    in_force(inputs.earlier_versions.iter().copied().chain([inputs.plan]).collect())
}

/// Versions of one plan, each with the days on which it is in force, until the next one begins; oldest first.
pub fn in_force<'p>(mut plans: Vec<&'p Plan>) -> Vec<(DayRange, &'p Plan)> {
    plans.sort_by_key(|plan| plan.valid.from);
    let starts: Vec<Day> = plans.iter().map(|plan| plan.valid.from).collect();
    let in_force = |(place, plan): (usize, &'p Plan)| {
        let valid = DayRange::including(plan.valid.from, plan.valid.to);
        let end = starts.get(place + 1).map_or(valid.end, |next| valid.end.min(*next));
        (DayRange::new(valid.from, end), plan)
    };
    plans.iter().copied().enumerate().map(in_force).collect()
}

/// The days on which the person is in the component of that key, or in any component of that kind of period if there
/// is no key; in order, touching ranges joined.
pub(crate) fn days_in_plan(
    person: &Person,
    versions: &[(DayRange, &Plan)],
    component: Option<&str>,
    kind: PeriodKind,
) -> Result<Vec<DayRange>, CalculateError> {
    let mut found = Vec::new();
    for (valid, plan) in versions {
        let conditions = conditions_of(plan, component, kind);
        if conditions.is_empty() {
            continue;
        }
        match &person.membership {
            Membership::Days(days) => found.extend(days.iter().map(|range| range.intersect(*valid))),
            Membership::ByWho => found.extend(by_who(person, plan, *valid, &conditions)?),
        }
    }
    Ok(joined(found))
}

/// The days on which the person is in a component of this one version of a plan, or in any of its components.
pub fn days_in_version(person: &Person, plan: &Plan, component: Option<&str>) -> Result<Vec<DayRange>, CalculateError> {
    let valid = DayRange::including(plan.valid.from, plan.valid.to);
    let mut found = Vec::new();
    let kinds: std::collections::BTreeSet<PeriodKind> = plan.components.iter().map(|one| one.period).collect();
    for kind in kinds {
        found.extend(days_in_plan(person, &[(valid, plan)], component, kind)?);
    }
    Ok(joined(found))
}

/// `who` of each component concerned; a person must satisfy one of them beside the plan's.
fn conditions_of<'p>(plan: &'p Plan, component: Option<&str>, kind: PeriodKind) -> Vec<Option<&'p PersonCondition>> {
    plan.components
        .iter()
        .filter(|candidate| candidate.period == kind && component.is_none_or(|key| candidate.key == key))
        .map(|candidate| candidate.who.as_ref())
        .collect()
}

fn by_who(
    person: &Person,
    plan: &Plan,
    valid: DayRange,
    conditions: &[Option<&PersonCondition>],
) -> Result<Vec<DayRange>, CalculateError> {
    let mut found = Vec::new();
    let goes_by_days = |condition: &PersonCondition| condition.goes_by_days();
    let is_cut = plan.who.iter().chain(conditions.iter().copied().flatten()).any(goes_by_days);
    for segment in &person.segments {
        let days = segment.days.intersect(valid);
        let stretches = if is_cut { even_stretches(person, days) } else { vec![days] };
        for stretch in stretches.into_iter().filter(|days| !days.is_empty()) {
            let facts = WhoFacts { person, segment, day: stretch.from };
            let is_in_plan = asked(plan.who.as_ref(), &facts)?;
            if !is_in_plan {
                continue;
            }
            for condition in conditions {
                if asked(*condition, &facts)? {
                    found.push(stretch);
                    break;
                }
            }
        }
    }
    Ok(found)
}

/// Cuts the days where a goal or coefficient begins or ends or another month of service is full: inside a stretch no
/// fact changes.
fn even_stretches(person: &Person, days: DayRange) -> Vec<DayRange> {
    if days.is_empty() {
        return Vec::new();
    }
    let mut cuts: Vec<Day> = vec![days.from, days.end];
    let goals = person.goals.iter().map(|goal| goal.days);
    let coefficients = person.coefficients.iter().map(|coefficient| coefficient.days);
    cuts.extend(goals.chain(coefficients).flat_map(|days| [days.from, days.end]));
    if let Some(joined_on) =
        person.segments.iter().find(|one| one.days.contains(days.from)).and_then(|one| one.joined_on)
    {
        let mut months = months_between(joined_on, days.from).max(0);
        loop {
            let full = joined_on.plus_months(i32::try_from(months).unwrap_or(i32::MAX));
            if full >= days.end || full == Day::MAX {
                break;
            }
            cuts.push(full);
            months += 1;
        }
    }
    cuts.retain(|cut| days.from <= *cut && *cut <= days.end);
    cuts.sort_unstable();
    cuts.dedup();
    cuts.iter().zip(cuts.iter().skip(1)).map(|(from, end)| DayRange::new(*from, *end)).collect()
}

/// Whether the condition holds; nobody is kept out where there is none.
pub(crate) fn asked(condition: Option<&PersonCondition>, facts: &dyn PersonFacts) -> Result<bool, CalculateError> {
    condition
        .map_or(Ok(true), |condition| condition.holds(facts).map_err(|error| condition_failed(condition.text(), error)))
}

/// The run's error for a condition that has no answer.
pub(crate) fn condition_failed(condition: &str, error: ExpressionError) -> CalculateError {
    CalculateError::Condition { condition: condition.to_owned(), problem: error.to_string() }
}

/// Full months from one day to another; negative if the other lies before.
pub(crate) fn months_between(from: Day, to: Day) -> i64 {
    let ((year, month, _), (from_year, from_month, _)) = (to.ymd(), from.ymd());
    let months = (year - from_year) * 12 + i32::from(month) - i32::from(from_month);
    let is_full = from.plus_months(months) <= to;
    i64::from(if is_full { months } else { months - 1 })
}

fn joined(mut ranges: Vec<DayRange>) -> Vec<DayRange> {
    ranges.retain(|range| !range.is_empty());
    ranges.sort_unstable();
    let mut result: Vec<DayRange> = Vec::with_capacity(ranges.len());
    for range in ranges {
        match result.last_mut() {
            Some(last) if range.from <= last.end => last.end = last.end.max(range.end),
            _ => result.push(range),
        }
    }
    result
}

/// A person on one day, before any result.
struct WhoFacts<'f> {
    person: &'f Person,
    segment: &'f Segment,
    day: Day,
}

impl PersonFacts for WhoFacts<'_> {
    fn in_unit(&self, code: &str) -> bool {
        self.segment.units.iter().any(|unit| unit == code)
    }

    fn unit(&self) -> &str {
        self.segment.units.first().map_or("", String::as_str)
    }

    fn grade(&self) -> &str {
        &self.segment.grade
    }

    fn position(&self) -> &str {
        &self.segment.position
    }

    fn joined_on(&self) -> Option<Day> {
        self.segment.joined_on
    }

    fn months_served(&self) -> i64 {
        self.segment.months_served_on(self.day)
    }

    fn field(&self, key: &str) -> FactValue {
        self.segment.fields.get(key).cloned().unwrap_or(FactValue::Missing)
    }

    fn has_goal(&self, measure: &str) -> bool {
        self.person.has_goal(measure, self.day)
    }

    fn reached(&self, _measure: &str, _share: Rate) -> bool {
        false
    }

    fn at_least(&self, _measure: &str, _amount: i64) -> bool {
        false
    }

    fn manual(&self, _measure: &str) -> Option<i64> {
        Some(0)
    }

    fn coefficient(&self, key: &str) -> Rate {
        let day = DayRange::new(self.day, self.day.plus_days(1));
        self.person.coefficient(key, day, Some(self.segment))
    }
}

impl Segment {
    /// Full months of service on that day, never negative.
    pub(crate) fn months_served_on(&self, day: Day) -> i64 {
        self.months_served
            .unwrap_or_else(|| self.joined_on.map_or(0, |joined_on| months_between(joined_on, day).max(0)))
    }
}

impl Person {
    /// Whether a goal of the measure is published for any period that covers that day.
    pub(crate) fn has_goal(&self, measure: &str, day: Day) -> bool {
        self.goals.iter().any(|goal| goal.measure == measure && goal.goal.is_some() && goal.days.contains(day))
    }

    /// The goal's amount of one level for exactly these days.
    pub(crate) fn goal(&self, measure: &str, days: DayRange) -> Option<&Goal> {
        self.goals.iter().find(|goal| goal.days == days && goal.measure == measure)
    }

    /// The coefficient of a period for somebody with these facts; 1 where nobody set one for it or for one around it.
    pub(crate) fn coefficient(&self, key: &str, period: DayRange, facts: Option<&Segment>) -> Rate {
        let units = facts.map_or(&[][..], |segment| &segment.units);
        self.coefficients
            .iter()
            .filter(|coefficient| coefficient.key == key && coefficient.days.covers(period))
            .filter_map(|coefficient| Some((coefficient.scope.distance(units)?, coefficient)))
            .min_by_key(|(distance, coefficient)| (coefficient.days.count(), *distance, coefficient.value))
            .map_or(Rate::ONE, |(_, coefficient)| coefficient.value)
    }
}

impl CoefficientScope {
    /// How far it is from somebody in these units, the own one first; `None` where it is set for others.
    fn distance(&self, units: &[String]) -> Option<usize> {
        match self {
            Self::Person => Some(0),
            Self::Unit(code) => units.iter().position(|unit| unit == code).map(|place| place + 1),
            Self::Company => Some(usize::MAX),
        }
    }
}

impl Goal {
    /// The amount of one level.
    pub(crate) fn level(&self, level: GoalLevel) -> Option<i64> {
        match level {
            GoalLevel::Goal => self.goal,
            GoalLevel::Sprint => self.sprint,
            GoalLevel::Challenge => self.challenge,
        }
    }
}
