//! The places of a ranking: everybody's figures first, then places within scopes, then tied prizes divided.
//!
//! A person's figures need nobody else, so they may be found in any order; what is compared is ordered by itself.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use crate::calculate::crowd::{Attendee, Crowd, Other, Others};
use crate::calculate::run::CalculateError;
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
    attendee: &'c Attendee<'r>,
    figures: Figures,
}

/// Where everybody with a place stands.
pub(crate) fn standings<'r, 'a>(
    crowd: &Crowd<'r, 'a>,
    component: &'a Component,
    kind: &'a Ranking,
) -> Result<Others<'r>, CalculateError> {
    let mut scopes: BTreeMap<String, Vec<Entrant<'r, '_>>> = BTreeMap::new();
    for attendee in &crowd.people {
        let figures = crowd.look(attendee, component, None, |scene| figures(kind, scene, &mut Sheet::default()))?;
        if let Some(figures) = figures {
            scopes.entry(figures.scope.clone()).or_default().push(Entrant { attendee, figures });
        }
    }
    let mut found = Others::new();
    for mut entrants in scopes.into_values() {
        entrants.sort_by(Entrant::order);
        let places = places(kind, &entrants);
        let placed: Vec<(&Attendee<'r>, Standing)> =
            entrants.iter().map(|entrant| entrant.attendee).zip(places).collect();
        for group in placed.chunk_by(|(_, a), (_, b)| a.shared_by > 1 && a.place == b.place) {
            for ((attendee, standing), settled) in group.iter().zip(settled(crowd, component, group)?) {
                found.insert(&attendee.person.id, Other::Standing(Standing { settled, ..standing.clone() }));
            }
        }
    }
    Ok(found)
}

/// Divides the prizes of those who share some; nothing where somebody stands alone.
fn settled<'r, 'a>(
    crowd: &Crowd<'r, 'a>,
    component: &'a Component,
    group: &[(&Attendee<'r>, Standing)],
) -> Result<Vec<Option<i64>>, CalculateError> {
    if group.len() < 2 {
        return Ok(vec![None]);
    }
    let sharing: Vec<(&Attendee<'r>, Other<'r>)> =
        group.iter().map(|(attendee, standing)| (*attendee, Other::Standing(standing.clone()))).collect();
    crowd.divided(component, &sharing)
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
        let (own, others) = (self.attendee.person, other.attendee.person);
        self.figures.order(&other.figures).then_with(|| (&own.code, &own.id).cmp(&(&others.code, &others.id)))
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
