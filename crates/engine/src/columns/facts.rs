//! What the rules of a plan ask about each person in each period, as columns.
#![deny(clippy::indexing_slicing)]

use crate::calculate::scene::{Scene, Stop};
use crate::columns::Refusal;
use crate::columns::outline::{Short, short};
use crate::columns::roster::{Roster, Setting, answer};
use crate::columns::rule::Rule;
use crate::component::base::amount;
use crate::day::DayRange;
use crate::exact::Exact;
use crate::plan::model::{Base, Component, GoalLevel, Prorate, Times};

/// The answers to one question, by cell: in order of person, then of period.
#[derive(Debug)]
pub(super) struct Facts<'a> {
    pub question: Question<'a>,
    weights: Column,
    goals: Column,
    standings: Vec<Standing>,
}

/// What a component asks about people. Who asks the same about the same days shares the answers.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Question<'a> {
    base: Option<&'a Base>,
    coefficients: Vec<&'a str>,
    prorate: Prorate,
    goal: Option<(&'a str, GoalLevel)>,
    is_year_to_date: bool,
}

/// What is known of one person in one period.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fact {
    /// The base, if the kind has one, times the coefficients.
    pub weight: Short,
    /// What counts of the goal; (0, 1) without one.
    pub goal: Short,
    pub standing: Standing,
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Standing {
    /// Whether the person has a day of the period, or of the year so far, in the component.
    pub is_in_plan: bool,
    pub is_in_window: bool,
    /// Whether a value is missing that the pay needs.
    pub is_closed: bool,
}

#[derive(Debug)]
enum Column {
    /// The same value in every cell.
    Same(Short),
    Each(Vec<Short>),
}

/// The answers about some people.
#[derive(Default)]
struct Answers {
    weights: Vec<Short>,
    goals: Vec<Short>,
    standings: Vec<Standing>,
}

impl<'a> Question<'a> {
    pub(super) fn of(component: &'a Component, rule: &Rule<'a>) -> Self {
        let coefficients = component.times.iter().filter_map(|times| match times {
            Times::Coefficient { key } => Some(key.as_str()),
            Times::Measure { .. } => None,
        });
        Self {
            base: component.kind.base(),
            coefficients: coefficients.collect(),
            prorate: component.prorate,
            goal: rule.goal(),
            is_year_to_date: rule.is_year_to_date(),
        }
    }

    /// Whether everybody has the same weight in every period.
    fn is_weighed_alike(&self) -> bool {
        let has_same_base = match self.base {
            None => true,
            Some(Base::Amount(source)) => source.fixed().is_some() && self.prorate == Prorate::None,
            Some(Base::VariablePay { .. }) => false,
        };
        has_same_base && self.coefficients.is_empty()
    }

    /// The base, where the kind has one, times the coefficients in the order written.
    fn weight(&self, scene: &Scene<'_, '_>) -> Result<Exact, Stop> {
        let own = self.base.map_or(Ok(Exact::ONE), |base| amount(base, scene))?;
        let coefficients = self.coefficients.iter().map(|key| Exact::from(scene.coefficient(key)));
        Ok(coefficients.fold(own, |product, value| &product * &value))
    }

    fn look(&self, scene: &Scene<'_, '_>, seen: &mut Answers) -> Result<(), Refusal> {
        let mut is_closed = false;
        if seen.weights.is_empty() || !self.is_weighed_alike() {
            let weight = answer(self.weight(scene))?;
            is_closed = weight.is_none();
            seen.weights.push(weight.as_ref().map_or(Some((0, 1)), short).ok_or(Refusal::TooLarge)?);
        }
        if let Some((measure, level)) = self.goal {
            let goal = scene.goal(measure, level);
            seen.goals.push(goal.map_or(Some((0, 1)), |goal| short(&goal.counted)).ok_or(Refusal::TooLarge)?);
        }
        let is_in_plan = scene.is_in_plan(scene.period.days);
        let is_in_window = if self.is_year_to_date { scene.is_in_plan(scene.window()) } else { is_in_plan };
        seen.standings.push(Standing { is_in_plan, is_in_window, is_closed });
        Ok(())
    }
}

impl<'a> Facts<'a> {
    /// The answers about everybody, who are in the component on these days.
    pub(super) fn of(
        question: Question<'a>,
        component: &'a Component,
        membership: &[Vec<DayRange>],
        settings: &[Setting<'a>],
        roster: &Roster<'_, 'a>,
    ) -> Result<Self, Refusal> {
        let parts = roster.look(component, membership, settings, |scene, seen| question.look(scene, seen))?;
        let cells = membership.len() * settings.len();
        let mut all = Answers { standings: Vec::with_capacity(cells), ..Answers::default() };
        for part in parts {
            all.weights.extend(part.weights);
            all.goals.extend(part.goals);
            all.standings.extend(part.standings);
        }
        let weights = if question.is_weighed_alike() {
            Column::Same(all.weights.first().copied().unwrap_or((1, 1)))
        } else {
            Column::Each(all.weights)
        };
        let goals = if question.goal.is_some() { Column::Each(all.goals) } else { Column::Same((0, 1)) };
        Ok(Self { question, weights, goals, standings: all.standings })
    }

    pub(super) fn len(&self) -> usize {
        self.standings.len()
    }

    pub(super) fn bytes(&self) -> usize {
        self.weights.bytes() + self.goals.bytes() + self.standings.capacity() * size_of::<Standing>()
    }

    #[inline]
    pub(super) fn at(&self, cell: usize) -> Fact {
        Fact { weight: self.weights.at(cell), goal: self.goals.at(cell), standing: self.standing(cell) }
    }

    #[inline]
    pub(super) fn standing(&self, cell: usize) -> Standing {
        self.standings.get(cell).copied().unwrap_or(Standing::NONE)
    }
}

impl Standing {
    const NONE: Self = Self { is_in_plan: false, is_in_window: false, is_closed: true };
}

impl Column {
    #[inline]
    fn at(&self, cell: usize) -> Short {
        match self {
            Self::Same(value) => *value,
            Self::Each(values) => values.get(cell).copied().unwrap_or((0, 1)),
        }
    }

    fn bytes(&self) -> usize {
        match self {
            Self::Same(_) => 0,
            Self::Each(values) => values.capacity() * size_of::<Short>(),
        }
    }
}
