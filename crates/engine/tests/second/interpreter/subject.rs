//! One person under one component: days in the plan, credits that count, goals, facts and values.

use std::cell::RefCell;
use std::collections::BTreeSet;

use beichen_engine::calculate::{CoefficientScope, Credit, Inputs, Membership, Person, Segment};
use beichen_engine::day::{Day, DayRange};
use beichen_engine::money::Money;
use beichen_engine::plan::Plan;
use beichen_engine::plan::expression::FactValue;
use beichen_engine::plan::model::{Component, GoalBasis, GoalLevel, MeasureOf, Prorate, Source};
use beichen_engine::rate::Rate;

use num_traits::ToPrimitive;

use super::attribution::Weights;
use super::condition::{Value, holds, said, words};
use super::number::{Ratio, fraction, nothing, one, rate, whole};
use super::{Lines, NO_GOAL, NO_VALUE, Unpaid};

pub struct Subject<'a> {
    pub inputs: &'a Inputs<'a>,
    /// The version in force.
    pub plan: &'a Plan,
    pub component: &'a Component,
    pub person: &'a Person,
    /// "`who` is asked for each day: a person is in the plan on the days it holds."
    pub days: BTreeSet<Day>,
    /// What earlier caps have cut: "added to the pay of the next period whose gate is open, before its cap".
    pub carried: Weights,
    /// What this period's cap cuts, and with it what is still carried.
    pub cut: RefCell<Option<Weights>>,
    /// The lines of the components before this one, for overrides of pay.
    pub others: Lines,
}

impl<'a> Subject<'a> {
    pub fn new(inputs: &'a Inputs<'a>, component: &'a Component, person: &'a Person) -> Self {
        let mut subject = Self::of(inputs, component, person);
        for (days, plan) in versions(inputs) {
            let Some(component) = plan.component(&component.key).filter(|one| one.period == component.period) else {
                continue;
            };
            let who = [&plan.who, &component.who].into_iter().flatten();
            let who: Vec<Vec<String>> = who.map(|condition| words(condition.text())).collect();
            let found: Vec<Day> = days.days().filter(|day| subject.is_in_plan(*day, &who)).collect();
            subject.days.extend(found);
        }
        subject
    }

    /// Of whom only the facts are asked.
    pub fn of(inputs: &'a Inputs<'a>, component: &'a Component, person: &'a Person) -> Self {
        Self {
            inputs,
            plan: inputs.plan,
            component,
            person,
            days: BTreeSet::new(),
            carried: Weights::new(),
            cut: RefCell::new(None),
            others: Lines::new(),
        }
    }

    /// The same in an earlier period, under the version then in force; `None` where it had no such component.
    pub fn then(&self, period: DayRange) -> Option<Self> {
        let (_, plan) = versions(self.inputs).into_iter().rfind(|(days, _)| days.overlaps(period))?;
        let component = plan.component(&self.component.key)?;
        let is_same = component.period == self.component.period && component.kind.name() == self.component.kind.name();
        is_same.then(|| Self { plan, days: self.days.clone(), ..Self::of(self.inputs, component, self.person) })
    }

    fn is_in_plan(&self, day: Day, who: &[Vec<String>]) -> bool {
        match &self.person.membership {
            Membership::Days(ranges) => ranges.iter().any(|range| range.contains(day)),
            Membership::ByWho => self.segment(day).is_some_and(|segment| {
                who.iter().all(|words| said(words, &|name, words| self.fact(segment, day, name, words)))
            }),
        }
    }

    pub fn segment(&self, day: Day) -> Option<&'a Segment> {
        self.person.segments.iter().find(|segment| segment.days.contains(day))
    }

    pub fn days_within(&self, range: DayRange) -> Vec<Day> {
        self.days.iter().copied().filter(|day| range.contains(*day)).collect()
    }

    /// "those of the person's last day in the plan within the period"; of somebody who has none, the last one before.
    pub fn last_day(&self, period: DayRange) -> Option<Day> {
        self.days.iter().copied().rfind(|day| *day < period.end)
    }

    /// "credits whose `day` lies in the period and in the person's days in the plan; a refund's credit counts for a
    /// person exactly if the day of the credit that it takes back lay in them, whatever its own day".
    pub fn counted(&self, measure: &str, window: DayRange) -> Vec<&'a Credit> {
        let credits = self.person.credits.iter().filter(|credit| &*credit.measure == measure);
        let mut counted: Vec<&Credit> = credits
            .filter(|credit| window.contains(credit.day) && self.days.contains(&credit.of_day.unwrap_or(credit.day)))
            .filter(|credit| !self.is_clawed_back(credit))
            .collect();
        counted.sort_by_key(|credit| (credit.day, credit.recorded));
        counted
    }

    /// "sums of credits"; "a `csat` or `nps` measure is the exact mean (or score) of its answers, never their sum".
    pub fn actual(&self, measure: &str, window: DayRange) -> Ratio {
        self.counted(measure, window).iter().map(|credit| self.added(measure, credit.amount, window)).sum()
    }

    /// What this amount adds to the actual: of answers its part of the mean.
    pub fn added(&self, measure: &str, amount: i64, window: DayRange) -> Ratio {
        let definition = self.plan.measure(measure).unwrap();
        let count = || whole(i64::try_from(self.counted(measure, window).len()).unwrap());
        let one = 10_i64.pow(u32::from(definition.unit.digits(self.plan.currency)));
        match definition.of {
            MeasureOf::Csat => whole(amount) / count(),
            // Promoters answer 9 or 10, detractors 0 to 6 (Reichheld 2003); the score runs from −100 to 100.
            MeasureOf::Nps if amount >= 9 * one => whole(100 * one) / count(),
            MeasureOf::Nps if amount <= 6 * one => whole(-100 * one) / count(),
            MeasureOf::Nps => nothing(),
            _ => whole(amount),
        }
    }

    /// "base × days in plan ÷ days of the period, first and last day both count"; calendar days where no day is worked.
    pub fn share_of(&self, period: DayRange) -> Ratio {
        let is_worked = |day: &Day| self.inputs.workdays.is_workday(*day);
        let count = |days: Vec<Day>| i64::try_from(days.len()).unwrap();
        let (own, all) = (self.days_within(period), period.days().collect::<Vec<_>>());
        match self.component.prorate {
            Prorate::None => one(),
            Prorate::Workdays if all.iter().any(is_worked) => fraction(
                count(own.into_iter().filter(is_worked).collect()),
                count(all.into_iter().filter(is_worked).collect()),
            ),
            Prorate::Workdays | Prorate::Calendar => fraction(count(own), count(all)),
        }
    }

    /// "the goal prorated by the person's days where it may be, as an exact fraction"; "only a goal published for the
    /// `full` period, never a `final` one"; "the goal of the year so far is Σ of its periods' goals"; "No goal, or a
    /// goal of 0 → no goal".
    pub fn goal(&self, measure: &str, level: GoalLevel, window: DayRange) -> Result<Ratio, Unpaid> {
        let mut sum = nothing();
        for period in self.inputs.timetable.periods.iter().filter(|period| window.overlaps(period.days)) {
            let goals = self.person.goals.iter();
            for goal in goals.filter(|goal| goal.measure == measure && goal.days == period.days) {
                let amount = match level {
                    GoalLevel::Goal => goal.goal,
                    GoalLevel::Sprint => goal.sprint,
                    GoalLevel::Challenge => goal.challenge,
                };
                let share = if goal.basis == GoalBasis::Full { self.share_of(period.days) } else { one() };
                sum += whole(amount.unwrap_or(0)) * share;
            }
        }
        if sum > nothing() { Ok(sum) } else { Err(NO_GOAL) }
    }

    /// "a fraction actual / goal"; "Attainment below 0 counts as 0."
    pub fn attainment(&self, measure: &str, level: GoalLevel, window: DayRange) -> Result<Ratio, Unpaid> {
        let goal = self.goal(measure, level, window)?;
        Ok((self.actual(measure, window) / goal).max(nothing()))
    }

    /// Whether a gate by facts is open: facts of the last day, actuals of the whole window.
    pub fn holds(&self, text: &str, window: DayRange) -> bool {
        let Some(day) = self.last_day(window) else { return true };
        let segment = self.segment(day).unwrap();
        holds(text, &|name, words| match (name, words) {
            ("reached", [measure, share]) => {
                let reached = self.attainment(measure, GoalLevel::Goal, window);
                Value::Truth(reached.is_ok_and(|reached| reached >= rate(share.parse().unwrap())))
            }
            ("at_least", [measure, amount]) => {
                Value::Truth(self.actual(measure, window) >= whole(self.amount(measure, amount)))
            }
            _ => match name.strip_prefix("manual.") {
                Some(measure) => Value::Number(self.actual(measure, window).to_integer().to_i64().unwrap()),
                None => self.fact(segment, day, name, words),
            },
        })
    }

    fn fact(&self, segment: &Segment, day: Day, name: &str, words: &[String]) -> Value {
        match (name, words) {
            ("in_unit", [code]) => Value::Truth(segment.units.contains(code)),
            ("has_goal", [measure]) => {
                Value::Truth(self.person.goals.iter().any(|goal| goal.measure == *measure && goal.days.contains(day)))
            }
            ("unit", _) => Value::Text(segment.units.first().cloned().unwrap_or_default()),
            ("grade", _) => Value::Text(segment.grade.clone()),
            ("position", _) => Value::Text(segment.position.clone()),
            ("months_served", _) => Value::Number(months_served(segment, day)),
            _ => panic!("the generator does not write {name}"),
        }
    }

    fn amount(&self, measure: &str, text: &str) -> i64 {
        let digits = self.plan.measure(measure).unwrap().unit.digits(self.plan.currency);
        let (whole, rest) = text.split_once('.').unwrap_or((text, ""));
        format!("{whole}{rest:0<width$}", width = usize::from(digits)).parse().unwrap()
    }

    fn value(&self, column: &str, day: Option<Day>, is_grade: bool) -> Option<&'a FactValue> {
        let segment = self.segment(day?)?;
        if is_grade { segment.grade_values.get(column) } else { segment.fields.get(column) }
    }

    /// "Wherever a money, rate or coefficient stands it may also come from the person".
    pub fn rate(&self, source: &Source<Rate>, period: DayRange) -> Result<Ratio, Unpaid> {
        let (key, is_grade) = match source {
            Source::Fixed(fixed) => return Ok(rate(*fixed)),
            Source::Grade(key) => (key, true),
            Source::Member(key) => (key, false),
        };
        match self.value(key, self.last_day(period), is_grade) {
            Some(FactValue::Rate(value)) => Ok(rate(*value)),
            Some(FactValue::Text(text)) => Ok(rate(text.parse().unwrap())),
            _ => Err(NO_VALUE),
        }
    }

    /// Bounds with what they are worth.
    pub fn worths<'s>(
        &self,
        steps: impl Iterator<Item = (Ratio, &'s Source<Rate>)>,
        period: DayRange,
    ) -> Result<Vec<(Ratio, Ratio)>, Unpaid> {
        steps.map(|(from, worth)| Ok((from, self.rate(worth, period)?))).collect()
    }

    /// As `rate`, in minor units.
    pub fn money(&self, source: &Source<i64>, period: DayRange) -> Result<Ratio, Unpaid> {
        let (key, is_grade) = match source {
            Source::Fixed(fixed) => return Ok(whole(*fixed)),
            Source::Grade(key) => (key, true),
            Source::Member(key) => (key, false),
        };
        match self.value(key, self.last_day(period), is_grade) {
            Some(FactValue::Money(minor)) => Ok(whole(*minor)),
            Some(FactValue::Text(text)) => Ok(whole(Money::parse(text, self.plan.currency).unwrap().minor)),
            _ => Err(NO_VALUE),
        }
    }

    /// "set per period, default 1": the smallest period that covers this one, then the person's, the nearest unit's,
    /// the company's. Of somebody who left: of the period of the last day.
    pub fn coefficient(&self, key: &str, period: DayRange) -> Ratio {
        let last_day = self.last_day(period);
        let of_last_day = self.inputs.timetable.periods.iter().map(|one| one.days);
        let period =
            of_last_day.into_iter().find(|days| last_day.is_some_and(|day| days.contains(day))).unwrap_or(period);
        let units = last_day.and_then(|day| self.segment(day)).map_or(&[][..], |segment| &segment.units);
        let nearness = |scope: &CoefficientScope| match scope {
            CoefficientScope::Person => Some(0),
            CoefficientScope::Unit(code) => units.iter().position(|unit| unit == code).map(|place| place + 1),
            CoefficientScope::Company => Some(usize::MAX),
        };
        let fitting = self.person.coefficients.iter().filter(|one| one.key == key && one.days.covers(period));
        let ordered = fitting.filter_map(|one| Some((one.days.count(), nearness(&one.scope)?, one.value)));
        ordered.min_by_key(|(days, near, _)| (*days, *near)).map_or_else(one, |(_, _, value)| rate(value))
    }
}

/// "full months at the person's last day in the plan within the period".
fn months_served(segment: &Segment, day: Day) -> i64 {
    let Some(joined) = segment.joined_on else { return segment.months_served.unwrap_or(0) };
    let count = (1..1_200).take_while(|months| joined.plus_months(*months) <= day).count();
    segment.months_served.unwrap_or_else(|| i64::try_from(count).unwrap())
}

/// Each version with its days: "earlier versions … hold on their own `valid` days, as far as no later one does".
pub fn versions<'a>(inputs: &Inputs<'a>) -> Vec<(DayRange, &'a Plan)> {
    let mut plans: Vec<&Plan> = inputs.earlier_versions.iter().copied().chain([inputs.plan]).collect();
    plans.sort_by_key(|plan| plan.valid.from);
    let mut found: Vec<(DayRange, &Plan)> = Vec::new();
    for plan in plans {
        if let Some((days, _)) = found.last_mut() {
            days.end = days.end.min(plan.valid.from);
        }
        found.push((DayRange::including(plan.valid.from, plan.valid.to), plan));
    }
    found
}
