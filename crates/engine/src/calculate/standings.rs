//! The places of a run's rankings: everybody's figures first, then places within scopes, then tied prizes divided.
//!
//! A person's figures need nobody else, so they may be found in any order; what is compared is ordered by itself.

use std::cell::RefCell;
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use crate::calculate::attribution::settle;
use crate::calculate::inputs::{Inputs, Person};
use crate::calculate::ledger::{Desk, whole};
use crate::calculate::line::paid;
use crate::calculate::membership::days_in_plan;
use crate::calculate::run::CalculateError;
use crate::calculate::scene::{Scene, Stop};
use crate::component::Sheet;
use crate::component::ranking::{Figures, figures};
use crate::day::DayRange;
use crate::exact::Exact;
use crate::plan::Plan;
use crate::plan::model::{Component, Kind, Places, Ranking, Ties};

/// Where everybody with a place stands, by component and person.
#[derive(Default)]
pub(crate) struct Standings(BTreeMap<String, BTreeMap<String, Standing>>);

/// Somebody's place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Standing {
    pub place: u32,
    /// How many have a place in the scope.
    pub of: usize,
    /// How many have the same figure, the person among them.
    pub tied: usize,
    /// The place's prize, or the prizes that the tied divide, in minor units.
    pub prize: i128,
    /// Among how many it is divided.
    pub shared_by: usize,
    /// The person's part of what is divided, in minor units, so that all parts add up.
    pub settled: Option<i64>,
}

/// Somebody who takes a place.
struct Entrant<'a> {
    person: &'a Person,
    figures: Figures,
}

/// The entrants of each scope, by its code.
type Scopes<'a> = BTreeMap<String, Vec<Entrant<'a>>>;

/// What all people of a run have in common.
struct Race<'r, 'a> {
    inputs: &'r Inputs<'a>,
    versions: &'r [(DayRange, &'a Plan)],
}

/// The standings of all rankings of the run's kind of period. `people` by code.
pub(crate) fn standings<'a>(
    inputs: &Inputs<'a>,
    versions: &[(DayRange, &'a Plan)],
    people: &[&Person],
) -> Result<Standings, CalculateError> {
    let race = Race { inputs, versions };
    let components = inputs.plan.components.iter().filter(|component| component.period == inputs.timetable.kind);
    let mut rankings: Vec<(&Component, &Ranking, Scopes<'_>)> = components
        .filter_map(|component| match &component.kind {
            Kind::Ranking(kind) => Some((component, kind, Scopes::new())),
            _ => None,
        })
        .collect();
    if rankings.is_empty() {
        return Ok(Standings::default());
    }
    for person in people {
        let desk = Desk::new(person);
        for (component, kind, scopes) in &mut rankings {
            if let Some(figures) = race.figures(component, kind, &desk)? {
                scopes.entry(figures.scope.clone()).or_default().push(Entrant { person, figures });
            }
        }
    }
    let mut found = Standings::default();
    for (component, kind, scopes) in rankings {
        found.0.insert(component.key.clone(), race.standings(component, kind, scopes)?);
    }
    Ok(found)
}

impl Standings {
    /// Where the person stands; `None` without a place.
    pub(crate) fn of(&self, component: &str, person: &str) -> Option<&Standing> {
        self.0.get(component)?.get(person)
    }
}

impl Standing {
    /// The prize, or the equal part of it, in minor units, not rounded.
    pub(crate) fn share(&self) -> Exact {
        let shared_by = i128::try_from(self.shared_by).unwrap_or(1);
        Exact::ratio(self.prize, shared_by).unwrap_or(Exact::ZERO)
    }
}

impl Scene<'_, '_> {
    /// The person's part of divided prizes, in minor units.
    pub(crate) fn settled(&self) -> Option<i64> {
        self.standing.and_then(|standing| standing.settled)
    }
}

impl<'a> Race<'_, 'a> {
    fn standings(
        &self,
        component: &'a Component,
        kind: &'a Ranking,
        scopes: Scopes<'_>,
    ) -> Result<BTreeMap<String, Standing>, CalculateError> {
        let mut found = BTreeMap::new();
        for mut entrants in scopes.into_values() {
            entrants.sort_by(Entrant::order);
            let mut places = places(kind, &entrants);
            self.settle_ties(component, &entrants, &mut places)?;
            found.extend(entrants.iter().map(|entrant| entrant.person.id.clone()).zip(places));
        }
        Ok(found)
    }

    /// What the person is compared by; `None` for who takes no place.
    fn figures(
        &self,
        component: &'a Component,
        kind: &'a Ranking,
        desk: &Desk<'_>,
    ) -> Result<Option<Figures>, CalculateError> {
        self.look(component, desk, None, |scene| {
            if !scene.is_in_plan(scene.period.days) {
                return Ok(None);
            }
            unless_closed(figures(kind, scene, &mut Sheet::default()))
        })
    }

    /// Divides the prizes of each group that shares some, as they are paid after multipliers and limits: the parts add up
    /// to the group's pay rounded once, an equal remainder goes to the person's code.
    fn settle_ties(
        &self,
        component: &'a Component,
        entrants: &[Entrant<'_>],
        places: &mut [Standing],
    ) -> Result<(), CalculateError> {
        let groups = places.chunk_by_mut(|a, b| a.shared_by > 1 && a.place == b.place);
        let mut first = 0;
        for group in groups {
            let members = entrants.iter().skip(first).take(group.len());
            first += group.len();
            if group.len() < 2 {
                continue;
            }
            let mut claims = Vec::with_capacity(group.len());
            for (entrant, standing) in members.zip(group.iter()) {
                claims.push(self.paid(component, entrant.person, standing)?);
            }
            let open: Vec<Exact> = claims.iter().flatten().cloned().collect();
            let parts = divided(component, &open).ok_or_else(|| CalculateError::TooLarge {
                person: entrants.first().map_or_else(String::new, |entrant| entrant.person.id.clone()),
                component: component.key.clone(),
            })?;
            let mut parts = parts.into_iter();
            for (standing, claim) in group.iter_mut().zip(&claims) {
                standing.settled = claim.as_ref().and_then(|_| parts.next());
            }
        }
        Ok(())
    }

    /// What the standing pays before rounding; `None` where a gate is closed.
    fn paid(
        &self,
        component: &'a Component,
        person: &Person,
        standing: &Standing,
    ) -> Result<Option<Exact>, CalculateError> {
        self.look(component, &Desk::new(person), Some(standing), |scene| {
            unless_closed(paid(scene, &mut Sheet::default()))
        })
    }

    /// Looks at a person's component without noting exceptions: the person's own line notes them.
    fn look<T>(
        &self,
        component: &'a Component,
        desk: &Desk<'_>,
        standing: Option<&Standing>,
        look: impl FnOnce(&Scene<'_, 'a>) -> Result<T, CalculateError>,
    ) -> Result<T, CalculateError> {
        let timetable = &self.inputs.timetable;
        let membership = days_in_plan(desk.person, self.versions, Some(&component.key), timetable.kind)?;
        let exceptions = RefCell::new(BTreeSet::new());
        look(&Scene {
            inputs: self.inputs,
            versions: self.versions,
            plan: self.inputs.plan,
            component,
            desk,
            membership: &membership,
            period: &timetable.period,
            exceptions: &exceptions,
            standing,
        })
    }
}

impl Entrant<'_> {
    /// The better one first; what is equal, by the person's code.
    fn order(&self, other: &Self) -> Ordering {
        let (own, others) = (self.person, other.person);
        self.figures.order(&other.figures).then_with(|| (&own.code, &own.id).cmp(&(&others.code, &others.id)))
    }
}

/// A closed line is none; only a failure stops the run.
fn unless_closed<T>(read: Result<T, Stop>) -> Result<Option<T>, CalculateError> {
    match read {
        Ok(value) => Ok(Some(value)),
        Err(Stop::Closed(_)) => Ok(None),
        Err(Stop::Failed(error)) => Err(error),
    }
}

/// The place and prize of each entrant of a scope, who stand in order.
fn places(kind: &Ranking, entrants: &[Entrant<'_>]) -> Vec<Standing> {
    let of = entrants.len();
    let mut found: Vec<Standing> = Vec::with_capacity(of);
    for (group, equal) in entrants.chunk_by(|a, b| a.figures.value == b.figures.value).enumerate() {
        let ahead = found.len();
        let first = match kind.places {
            Places::Skipping => ahead,
            Places::Following => group,
        };
        for inner in 0..equal.len() {
            let (place, taken, shared_by) = match (&kind.ties, kind.places) {
                (Ties::Next(_), _) => (ahead + inner, 1, 1),
                (Ties::Share, Places::Skipping) => (first, equal.len(), equal.len()),
                (Ties::Share, Places::Following) => (first, 1, equal.len()),
                (Ties::Each, _) => (first, 1, 1),
            };
            let prizes = kind.prizes.iter().skip(place).take(taken);
            let prize: i128 = prizes.map(|prize| i128::from(*prize)).sum();
            let place = u32::try_from(place + 1).unwrap_or(u32::MAX);
            let shared_by = if prize == 0 { 1 } else { shared_by };
            found.push(Standing { place, of, tied: equal.len(), prize, shared_by, settled: None });
        }
    }
    found
}

/// Whole steps of the component's rounding that add up to the claims rounded once.
fn divided(component: &Component, claims: &[Exact]) -> Option<Vec<i64>> {
    let step = component.round_to_minor;
    let sum: Exact = claims.iter().cloned().sum();
    let total = sum.round(step, component.round)?.checked_div(step)?;
    let unit = whole(i128::from(step));
    let in_steps: Option<Vec<Exact>> = claims.iter().map(|claim| claim.checked_div(&unit)).collect();
    settle(total, &in_steps?)?.into_iter().map(|part| part.checked_mul(step)).collect()
}
