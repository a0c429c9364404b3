//! The pots of a run's pools: how much there is in each scope, and who has which share of it.

use std::collections::BTreeMap;

use crate::calculate::crowd::{Attendee, Crowd, Other, Others, Who};
use crate::calculate::run::{CalculateError, Reason};
use crate::calculate::scene::Scene;
use crate::calculate::taken::{Filled, Sharer, Taken};
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
    who: Who<'c, 'r>,
    /// The place by code, among all of whom something is known.
    order: usize,
    /// `None` for who has no unit or grade: nothing is divided there.
    scope: Option<String>,
    filled: Filled,
    /// What the share goes by; `None` for who is not eligible.
    own: Option<Exact>,
}

/// The shares of everybody who has one. Where nobody has contributed, there is none and the pot stays unpaid.
pub(crate) fn pot_shares<'r, 'a>(
    crowd: &Crowd<'r, 'a>,
    component: &'a Component,
    kind: &'a Pool,
) -> Result<Others<'r>, CalculateError> {
    let stakes = stakes(crowd, component, kind)?;
    let everybody = everybody(crowd, component, &stakes);
    let mut found = Others::new();
    for own in by_scope(&stakes).into_values() {
        let shares = shares(kind, &content(kind, &everybody, &own), &own);
        let parts = crowd.divided(component, &shares)?;
        for ((who, other), part) in shares.into_iter().zip(parts) {
            if let (Some(id), Other::Share(share)) = (who.id(), other) {
                found.insert(id, Other::Share(Box::new(PotShare { settled: part.settled, ..*share })));
            }
        }
    }
    Ok(found)
}

/// What everybody brings to a pot, scope by scope.
pub(crate) fn taken<'a>(
    crowd: &Crowd<'_, 'a>,
    component: &'a Component,
    kind: &'a Pool,
) -> Result<Vec<Taken>, CalculateError> {
    let stakes = stakes(crowd, component, kind)?;
    let everybody = everybody(crowd, component, &stakes);
    let mut found = Vec::new();
    for (scope, own) in by_scope(&stakes) {
        let content = content(kind, &everybody, &own);
        let shares = shares(kind, &content, &own);
        let claims = shares.iter().map(|(who, _)| who.id()).zip(crowd.divided(component, &shares)?);
        let claims: BTreeMap<Option<&str>, Option<Exact>> = claims.map(|(id, part)| (id, part.claim)).collect();
        let sharer = |stake: &&Stake<'_, '_>| Sharer {
            person: stake.who.id().unwrap_or_default().to_owned(),
            filled: stake.filled.clone(),
            share: stake.own.clone(),
            claim: claims.get(&stake.who.id()).cloned().flatten(),
        };
        let inside = together(own.iter().copied());
        let outside = Filled { credited: &content.credited - &inside.credited, goals: &content.goals - &inside.goals };
        let people = own.iter().map(sharer).collect();
        found.push(Taken::Pool { scope: scope.to_owned(), outside, people });
    }
    Ok(found)
}

/// Everybody who has a day of the period in the component, by code.
fn stakes<'r, 'c, 'a>(
    crowd: &'c Crowd<'r, 'a>,
    component: &'a Component,
    kind: &'a Pool,
) -> Result<Vec<Stake<'r, 'c>>, CalculateError> {
    let given = match crowd.given(component) {
        Some(Taken::Pool { scope, people, .. }) => Some((scope, people)),
        _ => None,
    };
    let mut stakes: Vec<Stake<'r, '_>> = Vec::with_capacity(crowd.people.len());
    for (index, attendee) in crowd.people.iter().enumerate() {
        let order = crowd.place(component, index);
        stakes.extend(stake(kind, crowd, attendee, component)?.map(|stake| Stake { order, ..stake }));
    }
    if let Some((scope, people)) = given {
        let others = people.iter().enumerate().filter(|(_, one)| !crowd.is_own(&one.person));
        stakes.extend(others.map(|(order, one)| Stake {
            who: Who::Given(one.claim.as_ref()),
            order,
            scope: Some(scope.clone()),
            filled: one.filled.clone(),
            own: one.share.clone(),
        }));
    }
    stakes.sort_by_key(|stake| stake.order);
    Ok(stakes)
}

fn by_scope<'s, 'r, 'c>(stakes: &'s [Stake<'r, 'c>]) -> BTreeMap<&'s str, Vec<&'s Stake<'r, 'c>>> {
    let mut scopes: BTreeMap<&str, Vec<&Stake<'r, 'c>>> = BTreeMap::new();
    for stake in stakes {
        if let Some(scope) = &stake.scope {
            scopes.entry(scope).or_default().push(stake);
        }
    }
    scopes
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
    crowd: &'c Crowd<'r, 'a>,
    attendee: &'c Attendee<'r>,
    component: &'a Component,
) -> Result<Option<Stake<'r, 'c>>, CalculateError> {
    let Some(filled) = crowd.look(attendee, component, None, |scene| Ok(filled(kind, scene)))? else {
        return Ok(None);
    };
    let scope = crowd.look(attendee, component, None, |scene| scene.scope(kind.among).map(str::to_owned))?;
    let is_eligible = crowd.look(attendee, component, None, |scene| {
        scene.ask(kind.eligible.as_ref(), StepCode::Eligible, Reason::NotEligible, &mut Sheet::default())
    })?;
    let own = is_eligible.map(|()| weight(kind, crowd, attendee, component)).transpose()?;
    Ok(Some(Stake { who: Who::Here(attendee), order: 0, scope, filled, own }))
}

/// What the person credits to a measured pot, and the goal that is taken off.
fn filled(kind: &Pool, scene: &Scene<'_, '_>) -> Filled {
    let Pot::Measured(pot) = &kind.pot else { return Filled::default() };
    let goal = scene.goal(&pot.of, GoalLevel::Goal).filter(|_| pot.above_goal);
    Filled { credited: scene.actual(&pot.of), goals: goal.map_or(Exact::ZERO, |goal| goal.counted) }
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

/// What fills the pot of these people: they themselves, or everybody.
fn content(kind: &Pool, everybody: &Filled, own: &[&Stake<'_, '_>]) -> Filled {
    match &kind.pot {
        Pot::Measured(MeasuredPot { scope: PotScope::Everybody, .. }) => everybody.clone(),
        _ => together(own.iter().copied()),
    }
}

/// What all people of the component fill in, with what is given of those outside the scope.
fn everybody(crowd: &Crowd<'_, '_>, component: &Component, stakes: &[Stake<'_, '_>]) -> Filled {
    let here = together(stakes);
    match crowd.given(component) {
        Some(Taken::Pool { outside, .. }) => {
            Filled { credited: &here.credited + &outside.credited, goals: &here.goals + &outside.goals }
        }
        _ => here,
    }
}

fn together<'s>(stakes: impl IntoIterator<Item = &'s Stake<'s, 's>>) -> Filled {
    stakes.into_iter().fold(Filled::default(), |sum, stake| Filled {
        credited: &sum.credited + &stake.filled.credited,
        goals: &sum.goals + &stake.filled.goals,
    })
}

/// The shares of a scope's eligible people; none where all of them go by 0.
fn shares<'r, 'c>(kind: &Pool, content: &Filled, stakes: &[&Stake<'r, 'c>]) -> Vec<(Who<'c, 'r>, Other)> {
    let eligible: Vec<(Who<'c, 'r>, &Exact)> =
        stakes.iter().filter_map(|stake| Some((stake.who, stake.own.as_ref()?))).collect();
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
    eligible.iter().map(|(who, own)| (*who, Other::Share(Box::new(share(own))))).collect()
}
