//! The places of a ranking: everybody's figures first, then places within scopes, then tied prizes divided.
//!
//! A person's figures need nobody else, so they may be found in any order; what is compared is ordered by itself.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use crate::calculate::crowd::{Crowd, Other, Others, Who};
use crate::calculate::run::CalculateError;
use crate::calculate::taken::{Rival, Taken};
use crate::component::Sheet;
use crate::component::ranking::{Figures, figures};
use crate::exact::Exact;
use crate::plan::model::{Component, Places, Ranking, Ties};

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
struct Entrant<'r, 'c> {
    who: Who<'c, 'r>,
    /// The place by code, among all of whom something is known.
    order: usize,
    figures: Figures,
}

/// An entrant with the place taken.
struct Placed<'r, 'c> {
    entrant: Entrant<'r, 'c>,
    standing: Standing,
    claim: Option<Exact>,
}

/// Where everybody with a place stands.
pub(crate) fn standings<'r, 'a>(
    crowd: &Crowd<'r, 'a>,
    component: &'a Component,
    kind: &'a Ranking,
) -> Result<Others<'r>, CalculateError> {
    let placed = placed(crowd, component, kind)?.into_values().flatten();
    Ok(placed.filter_map(|one| Some((one.entrant.who.id()?, Other::Standing(one.standing)))).collect())
}

/// By what everybody is compared, scope by scope, with those who take no place.
pub(crate) fn taken<'a>(
    crowd: &Crowd<'_, 'a>,
    component: &'a Component,
    kind: &'a Ranking,
) -> Result<Vec<Taken>, CalculateError> {
    let mut scopes: BTreeMap<String, BTreeMap<usize, Rival>> = BTreeMap::new();
    for (index, attendee) in crowd.people.iter().enumerate() {
        if let Some(scope) =
            crowd.look(attendee, component, None, |scene| scene.scope(kind.among).map(str::to_owned))?
        {
            let person = attendee.person.id.clone();
            let rival = Rival { person, value: None, breaks: Vec::new(), claim: None };
            scopes.entry(scope).or_default().insert(crowd.place(component, index), rival);
        }
    }
    for one in placed(crowd, component, kind)?.into_values().flatten() {
        let Entrant { who, order, figures: Figures { scope, value, breaks } } = one.entrant;
        let person = who.id().unwrap_or_default().to_owned();
        let rival = Rival { person, value: Some(value), breaks, claim: one.claim };
        scopes.entry(scope).or_default().insert(order, rival);
    }
    let table = |(scope, people): (String, BTreeMap<usize, Rival>)| Taken::Ranking {
        scope,
        people: people.into_values().collect(),
    };
    Ok(scopes.into_iter().map(table).collect())
}

/// The entrants of each scope in order, with their places.
fn placed<'r, 'c, 'a>(
    crowd: &'c Crowd<'r, 'a>,
    component: &'a Component,
    kind: &'a Ranking,
) -> Result<BTreeMap<String, Vec<Placed<'r, 'c>>>, CalculateError> {
    let mut found = BTreeMap::new();
    for (scope, mut entrants) in entrants(crowd, component, kind)? {
        entrants.sort_by(Entrant::order);
        let places = places(kind, &entrants);
        let placed = |(entrant, standing)| Placed { entrant, standing, claim: None };
        let mut rows: Vec<Placed<'r, 'c>> = entrants.into_iter().zip(places).map(placed).collect();
        let divides =
            |a: &Placed<'_, '_>, b: &Placed<'_, '_>| a.standing.shared_by > 1 && a.standing.place == b.standing.place;
        for group in rows.chunk_by_mut(divides).filter(|group| group.len() > 1) {
            divide(crowd, component, group)?;
        }
        found.insert(scope, rows);
    }
    Ok(found)
}

/// Everybody who takes a place, by scope.
fn entrants<'r, 'c, 'a>(
    crowd: &'c Crowd<'r, 'a>,
    component: &'a Component,
    kind: &'a Ranking,
) -> Result<BTreeMap<String, Vec<Entrant<'r, 'c>>>, CalculateError> {
    let given = match crowd.given(component) {
        Some(Taken::Ranking { scope, people }) => Some((scope, people)),
        _ => None,
    };
    let mut scopes: BTreeMap<String, Vec<Entrant<'r, 'c>>> = BTreeMap::new();
    for (index, attendee) in crowd.people.iter().enumerate() {
        let figures = crowd.look(attendee, component, None, |scene| figures(kind, scene, &mut Sheet::default()))?;
        if let Some(figures) = figures {
            let order = crowd.place(component, index);
            scopes.entry(figures.scope.clone()).or_default().push(Entrant { who: Who::Here(attendee), order, figures });
        }
    }
    let Some((scope, people)) = given else { return Ok(scopes) };
    for (order, one) in people.iter().enumerate().filter(|(_, one)| !crowd.is_own(&one.person)) {
        if let Some(value) = one.value.clone() {
            let figures = Figures { scope: scope.clone(), value, breaks: one.breaks.clone() };
            let who = Who::Given(one.claim.as_ref());
            scopes.entry(scope.clone()).or_default().push(Entrant { who, order, figures });
        }
    }
    Ok(scopes)
}

/// Divides the prizes of those who share some.
fn divide<'a>(
    crowd: &Crowd<'_, 'a>,
    component: &'a Component,
    group: &mut [Placed<'_, '_>],
) -> Result<(), CalculateError> {
    let sharing: Vec<(Who<'_, '_>, Other)> =
        group.iter().map(|one| (one.entrant.who, Other::Standing(one.standing.clone()))).collect();
    for (one, part) in group.iter_mut().zip(crowd.divided(component, &sharing)?) {
        (one.standing.settled, one.claim) = (part.settled, part.claim);
    }
    Ok(())
}

impl Standing {
    /// The prize, or the equal part of it, in minor units, not rounded.
    pub(crate) fn share(&self) -> Exact {
        let shared_by = i128::try_from(self.shared_by).unwrap_or(1);
        Exact::ratio(self.prize, shared_by).unwrap_or(Exact::ZERO)
    }
}

impl Entrant<'_, '_> {
    /// The better one first; what is equal, by the person's code.
    fn order(&self, other: &Self) -> Ordering {
        self.figures.order(&other.figures).then(self.order.cmp(&other.order))
    }
}

/// The place and prize of each entrant of a scope, who stand in order.
fn places(kind: &Ranking, entrants: &[Entrant<'_, '_>]) -> Vec<Standing> {
    let of = entrants.len();
    let groups = entrants.chunk_by(|a, b| a.figures.value == b.figures.value).map(<[_]>::len);
    let standing =
        |Seat { place, tied, prize, shared_by }| Standing { place, of, tied, prize, shared_by, settled: None };
    seats(kind, groups).map(standing).collect()
}

/// A place with its prize.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Seat {
    pub place: u32,
    /// How many have the same figure.
    pub tied: usize,
    /// The place's prize, or the prizes that the tied divide, in minor units.
    pub prize: i128,
    /// Among how many it is divided.
    pub shared_by: usize,
}

/// The seats of people who stand in order, in groups of these sizes with equal figures.
pub(crate) fn seats(kind: &Ranking, groups: impl Iterator<Item = usize>) -> impl Iterator<Item = Seat> {
    let ahead_of = groups.scan(0, |ahead, tied| {
        *ahead += tied;
        Some((*ahead - tied, tied))
    });
    ahead_of
        .enumerate()
        .flat_map(move |(group, (ahead, tied))| (0..tied).map(move |inner| seat(kind, (group, ahead), inner, tied)))
}

/// Of the group with so many groups and people before it, the seat of one of the tied.
fn seat(kind: &Ranking, (group, ahead): (usize, usize), inner: usize, tied: usize) -> Seat {
    let first = match kind.places {
        Places::Skipping => ahead,
        Places::Following => group,
    };
    let (place, taken, shared_by) = match (&kind.ties, kind.places) {
        (Ties::Next(_), _) => (ahead + inner, 1, 1),
        (Ties::Share, Places::Skipping) => (first, tied, tied),
        (Ties::Share, Places::Following) => (first, 1, tied),
        (Ties::Each, _) => (first, 1, 1),
    };
    let prizes = kind.prizes.iter().skip(place).take(taken);
    let prize: i128 = prizes.map(|prize| i128::from(*prize)).sum();
    let shared_by = if prize == 0 { 1 } else { shared_by };
    Seat { place: u32::try_from(place + 1).unwrap_or(u32::MAX), tied, prize, shared_by }
}
