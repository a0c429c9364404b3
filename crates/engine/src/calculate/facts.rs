//! What a component's `when` and `eligible` may ask: the facts of the person's last day in the plan, with the actuals of the period.

use std::cell::RefCell;
use std::collections::BTreeSet;

use crate::calculate::membership::asked;
use crate::calculate::run::{ExceptionCode, Reason};
use crate::calculate::scene::{Scene, Stop};
use crate::component::Sheet;
use crate::day::Day;
use crate::exact::Exact;
use crate::explain::{Step, StepCode};
use crate::plan::expression::{FactValue, PersonCondition, PersonFacts};
use crate::plan::model::GoalLevel;
use crate::rate::Rate;

/// A person in a scene.
pub(crate) struct WhenFacts<'f, 's, 'a> {
    scene: &'f Scene<'s, 'a>,
    /// Measures that `reached` was asked for, without a goal.
    without_goal: RefCell<BTreeSet<String>>,
}

impl Scene<'_, '_> {
    /// Step 3 of the pipeline: asks the component's own condition and closes the line where it does not hold.
    pub(crate) fn open(&self, sheet: &mut Sheet<'_>) -> Result<(), Stop> {
        self.ask(self.component.when.as_ref(), StepCode::When, Reason::When, sheet)
    }

    /// Asks a condition, shows it as a step, and closes the line for this reason where it does not hold.
    pub(crate) fn ask(
        &self,
        condition: Option<&PersonCondition>,
        code: StepCode,
        reason: Reason,
        sheet: &mut Sheet<'_>,
    ) -> Result<(), Stop> {
        let Some(condition) = condition else {
            return Ok(());
        };
        let facts = WhenFacts { scene: self, without_goal: RefCell::new(BTreeSet::new()) };
        let is_open = asked(Some(condition), &facts)?;
        let step = Step::new(code).with("condition", condition.text());
        sheet.steps.push(step.with("open", is_open.to_string()));
        if is_open {
            return Ok(());
        }
        for measure in facts.without_goal.borrow().iter() {
            self.notice(ExceptionCode::NoGoal, measure);
        }
        Err(Stop::Closed(reason))
    }
}

impl PersonFacts for WhenFacts<'_, '_, '_> {
    fn in_unit(&self, code: &str) -> bool {
        self.scene.segment().is_some_and(|segment| segment.units.iter().any(|unit| unit == code))
    }

    fn unit(&self) -> &str {
        self.scene.segment().and_then(|segment| segment.units.first()).map_or("", String::as_str)
    }

    fn grade(&self) -> &str {
        self.scene.segment().map_or("", |segment| &segment.grade)
    }

    fn position(&self) -> &str {
        self.scene.segment().map_or("", |segment| &segment.position)
    }

    fn joined_on(&self) -> Option<Day> {
        self.scene.segment().and_then(|segment| segment.joined_on)
    }

    fn months_served(&self) -> i64 {
        self.scene.segment().map_or(0, |segment| segment.months_served_on(self.scene.facts_day()))
    }

    fn field(&self, key: &str) -> FactValue {
        let stated = self.scene.segment().and_then(|segment| segment.fields.get(key));
        stated.cloned().unwrap_or(FactValue::Missing)
    }

    fn has_goal(&self, measure: &str) -> bool {
        self.scene.desk.person.has_goal(measure, self.scene.facts_day())
    }

    fn reached(&self, measure: &str, share: Rate) -> bool {
        let Some(goal) = self.scene.goal(measure, GoalLevel::Goal) else {
            self.without_goal.borrow_mut().insert(measure.to_owned());
            return false;
        };
        let actual = self.scene.actual(measure).max_of(&Exact::ZERO); // attainment below 0 counts as 0
        actual >= &goal.counted * &Exact::from(share)
    }

    fn at_least(&self, measure: &str, amount: i64) -> bool {
        self.scene.actual(measure) >= Exact::whole(amount)
    }

    fn manual(&self, measure: &str) -> Option<i64> {
        self.scene.actual(measure).to_i64()
    }

    fn coefficient(&self, key: &str) -> Rate {
        self.scene.coefficient(key)
    }
}
