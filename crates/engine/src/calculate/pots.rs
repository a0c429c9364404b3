//! The pots of a run's pools: how much there is in each scope, and who has which share of it.

use std::collections::BTreeMap;

use crate::calculate::crowd::{Attendee, Crowd, Other, Others};
use crate::calculate::run::{CalculateError, Reason};
use crate::calculate::scene::Scene;
use crate::component::Sheet;
use crate::component::scorecard::score;
use crate::exact::Exact;
use crate::explain::StepCode;
use crate::plan::model::{Component, GoalLevel, Kind, MeasuredPot, Pool, Pot, PotScope, ShareBy};

/// Somebody's share of a pot.
#[derive(Debug, Clone)]
pub(crate) struct PotShare {
    /// What the scope divides, in minor units.
    pub pot: Exact,
    /// What the people who fill it have credited together, and the goals that are taken off; 0 of a fixed pot.
    pub credited: Exact,
    pub goals: Exact,
    /// How many divide it.
    pub people: usize,
    /// What the person's share goes by, and what all shares go by together.
    pub own: Exact,
    pub all: Exact,
    /// The person's part in whole steps of the rounding, so that all parts add up.
    pub settled: Option<i64>,
}

/// What one person of the component brings to a pot.
struct Stake<'r, 'c> {
    attendee: &'c Attendee<'r>,
    /// `None` for who has no unit or grade: nothing is divided there.
    scope: Option<String>,
    credited: Exact,
    goal: Exact,
    /// What the share goes by; `None` for who is not eligible.
    own: Option<Exact>,
}

/// The content of a pot.
#[derive(Clone)]
struct Content {
    credited: Exact,
    goals: Exact,
}

/// The shares of everybody who has one. Where nobody has contributed, there is none and the pot stays unpaid.
pub(crate) fn pot_shares<'r, 'a>(
    crowd: &Crowd<'r, 'a>,
    component: &'a Component,
    kind: &'a Pool,
) -> Result<Others<'r>, CalculateError> {
    let mut stakes: Vec<Stake<'r, '_>> = Vec::with_capacity(crowd.people.len());
    for attendee in &crowd.people {
        stakes.extend(stake(kind, crowd, attendee, component)?);
    }
    let mut scopes: BTreeMap<&str, Vec<&Stake<'r, '_>>> = BTreeMap::new();
    for stake in &stakes {
        if let Some(scope) = &stake.scope {
            scopes.entry(scope).or_default().push(stake);
        }
    }
    let everybody = content(&stakes.iter().collect::<Vec<_>>());
    let mut found = Others::new();
    for own in scopes.into_values() {
        let content = match &kind.pot {
            Pot::Measured(MeasuredPot { scope: PotScope::Everybody, .. }) => everybody.clone(),
            _ => content(&own),
        };
        let shares = shares(kind, &content, &own);
        let parts = crowd.divided(component, &shares)?;
        for ((attendee, other), settled) in shares.into_iter().zip(parts) {
            if let Other::Share(share) = other {
                found.insert(&attendee.person.id, Other::Share(Box::new(PotShare { settled, ..*share })));
            }
        }
    }
    Ok(found)
}

impl PotShare {
    /// The person's part of the pot in minor units, not rounded.
    pub(crate) fn pay(&self) -> Exact {
        (&self.pot * &self.own).checked_div(&self.all).unwrap_or(Exact::ZERO)
    }
}

/// The person's stake; `None` for who has no day of the period in the component.
fn stake<'r, 'c, 'a>(
    kind: &'a Pool,
    crowd: &Crowd<'r, 'a>,
    attendee: &'c Attendee<'r>,
    component: &'a Component,
) -> Result<Option<Stake<'r, 'c>>, CalculateError> {
    let Some((credited, goal)) = crowd.look(attendee, component, None, |scene| Ok(filled(kind, scene)))? else {
        return Ok(None);
    };
    let scope = crowd.look(attendee, component, None, |scene| scene.scope(kind.among))?;
    let is_eligible = crowd.look(attendee, component, None, |scene| {
        scene.ask(kind.eligible.as_ref(), StepCode::Eligible, Reason::NotEligible, &mut Sheet::default())
    })?;
    let own = is_eligible.map(|()| weight(kind, crowd, attendee, component)).transpose()?;
    Ok(Some(Stake { attendee, scope, credited, goal, own }))
}

/// What the person credits to a measured pot, and the goal that is taken off.
fn filled(kind: &Pool, scene: &Scene<'_, '_>) -> (Exact, Exact) {
    let Pot::Measured(pot) = &kind.pot else { return (Exact::ZERO, Exact::ZERO) };
    let goal = scene.goal(&pot.of, GoalLevel::Goal).filter(|_| pot.above_goal);
    (scene.actual(&pot.of), goal.map_or(Exact::ZERO, |goal| goal.counted))
}

/// What the person's share goes by, not below 0.
fn weight<'r, 'a>(
    kind: &'a Pool,
    crowd: &Crowd<'r, 'a>,
    attendee: &Attendee<'r>,
    component: &'a Component,
) -> Result<Exact, CalculateError> {
    let found = match &kind.share {
        ShareBy::Equal => Some(Exact::ONE),
        ShareBy::Contribution(measure) => crowd.look(attendee, component, None, |scene| Ok(scene.actual(measure)))?,
        ShareBy::Coefficient(key) => {
            crowd.look(attendee, component, None, |scene| Ok(Exact::from(scene.coefficient(key))))?
        }
        ShareBy::Score(key) => match crowd.inputs.plan.component(key).map(|named| (named, &named.kind)) {
            Some((named, Kind::Scorecard(card))) => {
                crowd.look(attendee, named, None, |scene| score(card, scene, &mut Sheet::default()))?
            }
            _ => None,
        },
    };
    Ok(found.unwrap_or(Exact::ZERO).max_of(&Exact::ZERO))
}

fn content(stakes: &[&Stake<'_, '_>]) -> Content {
    let nothing = Content { credited: Exact::ZERO, goals: Exact::ZERO };
    stakes.iter().fold(nothing, |sum, stake| Content {
        credited: &sum.credited + &stake.credited,
        goals: &sum.goals + &stake.goal,
    })
}

/// The shares of a scope's eligible people; none where all of them go by 0.
fn shares<'r, 'c>(kind: &Pool, content: &Content, stakes: &[&Stake<'r, 'c>]) -> Vec<(&'c Attendee<'r>, Other<'r>)> {
    let eligible: Vec<(&'c Attendee<'r>, &Exact)> =
        stakes.iter().filter_map(|stake| Some((stake.attendee, stake.own.as_ref()?))).collect();
    let all: Exact = eligible.iter().map(|(_, own)| (*own).clone()).sum();
    if !all.is_positive() {
        return Vec::new();
    }
    let pot = match &kind.pot {
        Pot::Fixed(minor) => Exact::whole(*minor),
        Pot::Measured(pot) => {
            let above = (&content.credited - &content.goals).max_of(&Exact::ZERO);
            &above * &Exact::from(pot.rate)
        }
    };
    let share = |own: &Exact| PotShare {
        pot: pot.clone(),
        credited: content.credited.clone(),
        goals: content.goals.clone(),
        people: eligible.len(),
        own: own.clone(),
        all: all.clone(),
        settled: None,
    };
    eligible.iter().map(|(attendee, own)| (*attendee, Other::Share(Box::new(share(own))))).collect()
}
