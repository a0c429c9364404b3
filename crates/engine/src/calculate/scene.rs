//! One component of one person in one period: what the kinds of components may look at.

use std::collections::BTreeMap;

use crate::calculate::crowd::{Notices, Other};
use crate::calculate::inputs::{Credit, Inputs, Segment, Span};
use crate::calculate::ledger::{Desk, whole};
use crate::calculate::run::{CalculateError, ExceptionCode, Reason};
use crate::calculate::tally::Tally;
use crate::day::{Day, DayRange};
use crate::exact::Exact;
use crate::explain::{self, Step, StepCode};
use crate::plan::Plan;
use crate::plan::model::{Accumulate, Among, Component, GoalBasis, GoalLevel, Kind, Measure, MeasureUnit, Prorate};
use crate::rate::Rate;

/// Everything about one component, person and period.
pub(crate) struct Scene<'s, 'a> {
    pub inputs: &'s Inputs<'a>,
    /// All versions of the plan with the days on which each is in force.
    pub versions: &'s [(DayRange, &'a Plan)],
    /// The version in force in the period.
    pub plan: &'a Plan,
    pub component: &'a Component,
    pub desk: &'s Desk<'s>,
    /// All days on which the person is in the component, over all versions.
    pub membership: &'s [DayRange],
    pub period: &'s Span,
    /// What was noticed on the way: code and subject.
    pub exceptions: &'s Notices,
    /// What the line takes from other people, where the kind does and it is known.
    pub other: Option<&'s Other>,
}

/// Why a kind stopped before it came to an amount.
pub(crate) enum Stop {
    /// A rule closes the line: it pays nothing, for this reason.
    Closed(Reason),
    /// The run cannot be made.
    Failed(CalculateError),
}

/// A person's goal for one measure in the scene's window.
pub(crate) struct SceneGoal {
    /// As published, summed over the periods of the window.
    pub published: Exact,
    /// After proration.
    pub counted: Exact,
    pub basis: GoalBasis,
}

impl From<CalculateError> for Stop {
    fn from(error: CalculateError) -> Self {
        Self::Failed(error)
    }
}

impl<'s, 'a> Scene<'s, 'a> {
    /// The same component as it stood in another period; `None` where no version had it.
    pub(crate) fn then(&self, period: &'s Span) -> Option<Scene<'s, 'a>> {
        let plan = self.version_on(period.days)?;
        let component = plan.component(&self.component.key)?;
        let is_same_kind =
            component.kind.name() == self.component.kind.name() && component.period == self.component.period;
        is_same_kind.then_some(Scene { plan, component, period, ..*self })
    }

    /// The version in force on these days.
    pub(crate) fn version_on(&self, days: DayRange) -> Option<&'a Plan> {
        let (_, plan) = self.versions.iter().rev().find(|(in_force, _)| in_force.overlaps(days))?;
        Some(plan)
    }

    /// Whether the component looks at the year so far.
    pub(crate) fn is_year_to_date(&self) -> bool {
        matches!(&self.component.kind, Kind::Commission(kind) if kind.accumulate == Accumulate::YearToDate)
    }

    /// The days whose credits count: the period's, or those of the year so far.
    pub(crate) fn window(&self) -> DayRange {
        if self.is_year_to_date() { self.year_so_far() } else { self.period.days }
    }

    /// The plan year up to the period's last day.
    pub(crate) fn year_so_far(&self) -> DayRange {
        DayRange::new(self.inputs.timetable.year.from, self.period.days.end)
    }

    /// The periods whose goals count, oldest first.
    fn window_periods(&self) -> impl Iterator<Item = &'s Span> {
        let (window, kept) = (self.window(), self.period);
        let periods = self.inputs.timetable.periods.iter();
        periods.filter(move |span| span.days.overlaps(window) && span.days.from <= kept.days.from)
    }

    /// Whether the person is in the component on any of these days.
    pub(crate) fn is_in_plan(&self, days: DayRange) -> bool {
        self.membership.iter().any(|range| range.overlaps(days))
    }

    /// Whether the period has credits that count, also of somebody who is no longer in the plan: refunds.
    pub(crate) fn has_credits(&self) -> bool {
        if self.component.kind.takes_back() && !self.brought().is_empty() {
            return true;
        }
        let counting = |measure| self.counting(measure, self.period.days);
        self.component.kind.measures().into_iter().any(|measure| !counting(measure).is_empty())
    }

    /// The last day in the plan within the period; for who has none, the last one before it.
    pub(crate) fn facts_day(&self) -> Day {
        let end = self.period.days.end;
        let before = self.membership.iter().filter(|range| range.from < end);
        let last = before.filter_map(|range| DayRange::new(range.from, range.end.min(end)).last_day()).max();
        last.unwrap_or_else(|| end.plus_days(-1))
    }

    /// The person's facts on that day, if anybody stated them.
    pub(crate) fn segment(&self) -> Option<&'s Segment> {
        let day = self.facts_day();
        self.desk.person.segments.iter().find(|segment| segment.days.contains(day))
    }

    /// The unit with most days in the component within the period, the later one if equal: the own one, or the one at
    /// this depth from the root (1). Days without such a unit do not count.
    fn main_unit(&self, depth: Option<usize>) -> Option<&'s str> {
        let own = |segment: &'s Segment| match depth {
            None => segment.units.first(),
            Some(depth) => segment.units.len().checked_sub(depth).and_then(|place| segment.units.get(place)),
        };
        if let [segment] = self.desk.person.segments.as_slice() {
            let unit = own(segment).filter(|_| self.is_in_plan(segment.days.intersect(self.period.days)));
            return unit.map(String::as_str);
        }
        let mut days: BTreeMap<&str, (i32, Day)> = BTreeMap::new();
        for segment in &self.desk.person.segments {
            let here = segment.days.intersect(self.period.days);
            let pieces = self.membership.iter().map(|range| range.intersect(here));
            for (unit, piece) in pieces.filter_map(|piece| Some((own(segment)?.as_str(), piece))) {
                if let Some(last_day) = piece.last_day() {
                    let (count, last) = days.entry(unit).or_insert((0, last_day));
                    *count += piece.count();
                    *last = last_day.max(*last);
                }
            }
        }
        days.into_iter().max_by_key(|(_, most)| *most).map(|(unit, _)| unit)
    }

    /// With whom the person is compared or divides: the unit with most days, the grade of the last day, or everybody.
    pub(crate) fn scope(&self, among: Among) -> Result<&'s str, Stop> {
        let found = match among {
            Among::Organisation | Among::Plan => return Ok(""),
            Among::Unit => self.main_unit(None),
            Among::UnitAt(depth) => self.main_unit(Some(depth)),
            Among::Grade => self.segment().map(|segment| segment.grade.as_str()).filter(|grade| !grade.is_empty()),
        };
        found.ok_or_else(|| self.no_value(among.word()))
    }

    /// The person's coefficient for the period in which that day lies.
    pub(crate) fn coefficient(&self, key: &str) -> Rate {
        let day = self.facts_day();
        let around = self.inputs.timetable.periods.iter().map(|span| span.days).find(|days| days.contains(day));
        self.desk.person.coefficient(key, around.unwrap_or(DayRange::new(day, day.plus_days(1))), self.segment())
    }

    /// The plan's measure of that key.
    pub(crate) fn measure(&self, key: &str) -> Result<&'a Measure, CalculateError> {
        let unknown = || CalculateError::UnknownMeasure { measure: key.to_owned() };
        self.plan.measure(key).ok_or_else(unknown)
    }

    /// The unit of a measure; money where the plan does not know it.
    pub(crate) fn unit(&self, measure: &str) -> MeasureUnit {
        self.plan.measure(measure).map_or(MeasureUnit::Money, |measure| measure.definition.unit)
    }

    /// The credits of the measure that count, in order.
    pub(crate) fn credits(&self, measure: &str) -> Vec<&'s Credit> {
        self.counting(measure, self.window())
    }

    /// The credits of the measure that count in a window, in order; refunds that a ladder takes pay back by do not.
    pub(crate) fn counting(&self, measure: &str, window: DayRange) -> Vec<&'s Credit> {
        let mut credits = self.desk.counting(measure, window, self.membership);
        credits.retain(|credit| !self.is_clawed(credit));
        credits
    }

    /// What those credits come to.
    pub(crate) fn actual(&self, measure: &str) -> Exact {
        self.tally(measure, &self.credits(measure)).value()
    }

    /// What these credits of the measure come to: their sum, or the mean or score of answers, of which none is noticed.
    pub(crate) fn tally(&self, measure: &str, credits: &[&Credit]) -> Tally {
        let tally = Tally::new(self.plan.measure(measure)).add_all(credits);
        if tally.answers() == Some(0) {
            self.notice(ExceptionCode::NoAnswer, measure);
        }
        tally
    }

    /// The person's goal in the window; `None` without one, or where it is 0 or below.
    pub(crate) fn goal(&self, measure: &str, level: GoalLevel) -> Option<SceneGoal> {
        let is_answered = self.plan.measure(measure).is_some_and(|measure| measure.of.is_answered());
        let mut found: Option<SceneGoal> = None;
        for span in self.window_periods() {
            let Some(goal) = self.desk.person.goal(measure, span.days) else {
                continue;
            };
            let Some(amount) = goal.level(level) else {
                continue;
            };
            let published = whole(i128::from(amount));
            let counted = match goal.basis {
                GoalBasis::Full if !is_answered => &published * &self.share_of_days(span.days),
                GoalBasis::Full | GoalBasis::Final => published.clone(),
            };
            found = Some(match found {
                None => SceneGoal { published, counted, basis: goal.basis },
                Some(so_far) => SceneGoal {
                    published: &so_far.published + &published,
                    counted: &so_far.counted + &counted,
                    basis: so_far.basis,
                },
            });
        }
        found.filter(|goal| goal.counted.is_positive())
    }

    /// The part of these days on which the person is in the component; 1 unless the component is prorated.
    pub(crate) fn share_of_days(&self, period: DayRange) -> Exact {
        let (in_plan, of_period) = self.day_counts(period);
        Exact::of(in_plan, of_period).unwrap_or(Exact::ONE)
    }

    /// Days in the plan and days of the period, as the component counts them; 1 of 1 where it is not prorated.
    fn day_counts(&self, period: DayRange) -> (i64, i64) {
        let calendar = |days: DayRange| i64::from(days.count());
        let workdays = |days: DayRange| self.workdays(days);
        let within = |count: &dyn Fn(DayRange) -> i64| {
            (self.membership.iter().map(|range| count(range.intersect(period))).sum(), count(period))
        };
        match self.component.prorate {
            Prorate::None => (1, 1),
            Prorate::Calendar => within(&calendar),
            Prorate::Workdays => {
                let counts = within(&workdays);
                if counts.1 > 0 {
                    return counts;
                }
                self.notice(ExceptionCode::NoWorkdays, &self.period.name);
                within(&calendar)
            }
        }
    }

    fn workdays(&self, days: DayRange) -> i64 {
        let count = self.inputs.workdays.count(days);
        for year in &count.years_without_table {
            self.notice(ExceptionCode::AssumedWorkdays, &year.to_string());
        }
        i64::from(count.days)
    }

    /// Shows the days in the plan where they change the pay.
    pub(crate) fn explain_days(&self, steps: &mut Vec<Step>) {
        let by = match self.component.prorate {
            Prorate::None => return,
            Prorate::Workdays => "workdays",
            Prorate::Calendar => "calendar",
        };
        let (in_plan, of_period) = self.day_counts(self.period.days);
        let step =
            Step::new(StepCode::Days).with("in_plan", in_plan.to_string()).with("of_period", of_period.to_string());
        steps.push(step.with("by", by).amount(explain::fraction(&self.share_of_days(self.period.days))));
    }

    /// Notes something for the run's exceptions, once.
    pub(crate) fn notice(&self, code: ExceptionCode, subject: &str) {
        self.exceptions.borrow_mut().insert((code, subject.to_owned()));
    }

    /// Closes the line for want of a goal.
    pub(crate) fn no_goal(&self, measure: &str) -> Stop {
        self.notice(ExceptionCode::NoGoal, measure);
        Stop::Closed(Reason::NoGoal)
    }

    /// The run cannot be made: an amount does not fit.
    pub(crate) fn too_large(&self) -> CalculateError {
        CalculateError::TooLarge { person: self.desk.person.id.clone(), component: self.component.key.clone() }
    }

    /// Money as text.
    pub(crate) fn money(&self, minor: &Exact) -> String {
        explain::money(minor, self.plan.currency)
    }

    /// An amount of a measure as text.
    pub(crate) fn quantity(&self, amount: &Exact, measure: &str) -> String {
        explain::quantity(amount, self.unit(measure), self.plan.currency)
    }
}
