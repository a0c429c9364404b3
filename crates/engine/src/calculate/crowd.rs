//! Everybody of a run with the days in each component, and what of the others a line depends on.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use crate::calculate::attribution::{settle, settle_over};
use crate::calculate::balances::Balance;
use crate::calculate::below::{self, brought};
use crate::calculate::inputs::{Inputs, Person};
use crate::calculate::ledger::{Desk, whole};
use crate::calculate::line::paid;
use crate::calculate::membership::days_in_plan;
use crate::calculate::pots::{self, PotShare, pot_shares};
use crate::calculate::run::{CalculateError, ExceptionCode, Line};
use crate::calculate::scene::{Scene, Stop};
use crate::calculate::standings::{self, Standing, standings};
use crate::calculate::taken::{Brought, Given, Taken};
use crate::component::Sheet;
use crate::day::{Day, DayRange};
use crate::exact::{Exact, nearest};
use crate::plan::Plan;
use crate::plan::model::{Component, Kind};

/// What was noticed on the way: code and subject.
pub(crate) type Notices = RefCell<BTreeSet<(ExceptionCode, String)>>;

/// What a person's line takes from the others, by the person's id.
pub(crate) type Others<'r> = BTreeMap<&'r str, Other>;

/// What has been reckoned so far, by component, then in the order of the crowd.
pub(crate) type Outcomes<'r> = BTreeMap<&'r str, Vec<Outcome>>;

/// What came of one component of one person.
pub(crate) struct Outcome {
    pub line: Option<Line>,
    /// What the next period opens with.
    pub balance: Balance,
    /// Whether credits of the period count in it.
    pub has_credits: bool,
    pub notices: BTreeSet<(ExceptionCode, String)>,
}

/// What a line takes from other people.
pub(crate) enum Other {
    /// A place among them.
    Standing(Standing),
    /// A part of what is divided with them.
    Share(Box<PotShare>),
    /// What those below bring, in order of day, then of recording.
    Below(Vec<Brought>),
}

/// All people of a run, by code.
pub(crate) struct Crowd<'r, 'a> {
    pub inputs: &'r Inputs<'a>,
    versions: &'r [(DayRange, &'a Plan)],
    /// Where one person is calculated alone: what is known of the others.
    given: Option<&'r Given>,
    pub people: Vec<Attendee<'r>>,
}

/// One of those who are compared or divide something.
#[derive(Clone, Copy)]
pub(crate) enum Who<'c, 'r> {
    Here(&'c Attendee<'r>),
    /// Not handed in: what is known of the own part, in minor units.
    Given(Option<&'c Exact>),
}

/// The part of somebody who divides something.
pub(crate) struct Part {
    /// After multipliers and limits, in minor units, not rounded; `None` where a gate is closed.
    pub claim: Option<Exact>,
    /// In whole steps of the rounding, so that all parts add up.
    pub settled: Option<i64>,
}

/// A person with the days in each component of the run's kind of period.
pub(crate) struct Attendee<'r> {
    pub person: &'r Person,
    pub desk: Desk<'r>,
    days: BTreeMap<&'r str, Vec<DayRange>>,
}

impl<'r, 'a> Crowd<'r, 'a> {
    pub(crate) fn new(
        inputs: &'r Inputs<'a>,
        versions: &'r [(DayRange, &'a Plan)],
        given: Option<&'r Given>,
    ) -> Result<Self, CalculateError> {
        let kind = inputs.timetable.kind;
        let mut people: Vec<&Person> = inputs.people.iter().collect();
        people.sort_by(|a, b| (&a.code, &a.id).cmp(&(&b.code, &b.id)));
        let attendee = |person: &&'r Person| {
            let person = *person;
            let mut days = BTreeMap::new();
            for component in versions.iter().flat_map(|(_, plan)| &plan.components) {
                if component.period == kind && !days.contains_key(component.key.as_str()) {
                    let own = days_in_plan(person, versions, Some(&component.key), kind)?;
                    days.insert(component.key.as_str(), own);
                }
            }
            Ok(Attendee { person, desk: Desk::new(person), days })
        };
        let attendees: Vec<Result<Attendee<'r>, CalculateError>> = people.par_iter().map(attendee).collect();
        Ok(Self { inputs, versions, given, people: attendees.into_iter().collect::<Result<_, _>>()? })
    }

    /// What the lines of a component take from others; nothing for most kinds. What it names is reckoned already.
    pub(crate) fn others(
        &self,
        component: &'a Component,
        reckoned: &Outcomes<'_>,
    ) -> Result<Others<'r>, CalculateError> {
        match &component.kind {
            Kind::Ranking(kind) => standings(self, component, kind),
            Kind::Pool(kind) => pot_shares(self, component, kind),
            Kind::Override(kind) => Ok(brought(self, component, kind, reckoned)),
            _ => Ok(Others::new()),
        }
    }

    /// The same as values, for everybody of the run.
    pub(crate) fn taken(
        &self,
        component: &'a Component,
        reckoned: &Outcomes<'_>,
    ) -> Result<Vec<Taken>, CalculateError> {
        match &component.kind {
            Kind::Ranking(kind) => standings::taken(self, component, kind),
            Kind::Pool(kind) => pots::taken(self, component, kind),
            Kind::Override(kind) => Ok(below::taken(brought(self, component, kind, reckoned))),
            _ => Ok(Vec::new()),
        }
    }

    /// What is known of people who are not handed in, for a component.
    pub(crate) fn given(&self, component: &Component) -> Option<&'r Taken> {
        self.given?.taken.get(&component.key)
    }

    /// The place by code of somebody of this index; among given people that of the own row.
    pub(crate) fn place(&self, component: &Component, index: usize) -> usize {
        let given = self.given.zip(self.given(component));
        given.map_or(index, |(given, taken)| given.own_place(taken))
    }

    /// Whether a given row is that of the person who is calculated.
    pub(crate) fn is_own(&self, person: &str) -> bool {
        self.given.is_some_and(|given| given.own == person)
    }

    /// One person's component in the run's period.
    pub(crate) fn scene<'s>(
        &'s self,
        attendee: &'s Attendee<'r>,
        component: &'a Component,
        other: Option<&'s Other>,
        exceptions: &'s Notices,
    ) -> Scene<'s, 'a> {
        Scene {
            inputs: self.inputs,
            versions: self.versions,
            plan: self.inputs.plan,
            component,
            desk: &attendee.desk,
            membership: attendee.days(&component.key),
            period: &self.inputs.timetable.period,
            exceptions,
            other,
        }
    }

    /// Looks at somebody's component without noting exceptions, which their own line notes; `None` where a rule closes
    /// it, and for who has no day of the period in it.
    pub(crate) fn look<T>(
        &self,
        attendee: &Attendee<'r>,
        component: &'a Component,
        other: Option<&Other>,
        look: impl FnOnce(&Scene<'_, 'a>) -> Result<T, Stop>,
    ) -> Result<Option<T>, CalculateError> {
        let exceptions = Notices::default();
        let scene = self.scene(attendee, component, other, &exceptions);
        if !scene.is_in_plan(scene.period.days) {
            return Ok(None);
        }
        match look(&scene) {
            Ok(value) => Ok(Some(value)),
            Err(Stop::Closed(_)) => Ok(None),
            Err(Stop::Failed(error)) => Err(error),
        }
    }

    /// What people who divide something are paid, each as `other` says, after multipliers and limits: whole steps of the
    /// rounding that add up to their pay together rounded once; an equal remainder goes to the person's code.
    pub(crate) fn divided(
        &self,
        component: &'a Component,
        group: &[(Who<'_, 'r>, Other)],
    ) -> Result<Vec<Part>, CalculateError> {
        let mut claims: Vec<Option<Exact>> = Vec::with_capacity(group.len());
        for (who, other) in group {
            claims.push(match who {
                Who::Here(attendee) => {
                    self.look(attendee, component, Some(other), |scene| paid(scene, &mut Sheet::default()))?
                }
                Who::Given(claim) => claim.cloned(),
            });
        }
        let open: Vec<Exact> = claims.iter().flatten().cloned().collect();
        let parts = whole_parts(component, &open).ok_or_else(|| CalculateError::TooLarge {
            person: group.iter().find_map(|(who, _)| who.id()).unwrap_or_default().to_owned(),
            component: component.key.clone(),
        })?;
        let mut parts = parts.into_iter();
        let part = |claim: Option<Exact>| Part { settled: claim.as_ref().and_then(|_| parts.next()), claim };
        Ok(claims.into_iter().map(part).collect())
    }
}

impl<'r> Who<'_, 'r> {
    /// Id of a person of the run.
    pub(crate) fn id(&self) -> Option<&'r str> {
        match self {
            Self::Here(attendee) => Some(&attendee.person.id),
            Self::Given(_) => None,
        }
    }
}

impl Attendee<'_> {
    /// All days in a component of the run's kind of period, over all versions.
    pub(crate) fn days(&self, component: &str) -> &[DayRange] {
        self.days.get(component).map_or(&[], Vec::as_slice)
    }

    /// Whether that day is one of them.
    pub(crate) fn is_in(&self, component: &Component, day: Day) -> bool {
        self.days(&component.key).iter().any(|range| range.contains(day))
    }
}

impl<'s> Scene<'s, '_> {
    /// The person's place, in a ranking.
    pub(crate) fn standing(&self) -> Option<&'s Standing> {
        match self.other {
            Some(Other::Standing(standing)) => Some(standing),
            _ => None,
        }
    }

    /// The person's share of a pot, in a pool.
    pub(crate) fn pot_share(&self) -> Option<&'s PotShare> {
        match self.other {
            Some(Other::Share(share)) => Some(share),
            _ => None,
        }
    }

    /// What the people below bring, in an override.
    pub(crate) fn brought(&self) -> &'s [Brought] {
        match self.other {
            Some(Other::Below(brought)) => brought,
            _ => &[],
        }
    }

    /// The person's part of what is divided, in minor units.
    pub(crate) fn settled(&self) -> Option<i64> {
        match self.other? {
            Other::Standing(standing) => standing.settled,
            Other::Share(share) => share.settled,
            Other::Below(_) => None,
        }
    }
}

/// Whole steps of the component's rounding that add up to the claims rounded once.
pub(crate) fn whole_parts(component: &Component, claims: &[Exact]) -> Option<Vec<i64>> {
    let step = component.round_to_minor;
    let sum: Exact = claims.iter().cloned().sum();
    let total = sum.round(step, component.round)?.checked_div(step)?;
    let unit = whole(i128::from(step));
    let in_steps: Option<Vec<Exact>> = claims.iter().map(|claim| claim.checked_div(&unit)).collect();
    settle(total, &in_steps?)?.into_iter().map(|part| part.checked_mul(step)).collect()
}

/// As `whole_parts`, of claims with one denominator, which is above 0.
pub(crate) fn whole_parts_over(component: &Component, claims: &[i128], denominator: i128) -> Option<Vec<i64>> {
    let step = component.round_to_minor;
    let denominator = denominator.checked_mul(i128::from(step))?;
    let sum = claims.iter().try_fold(0_i128, |sum, claim| sum.checked_add(*claim))?;
    let total = i64::try_from(nearest(sum, denominator, component.round)?).ok()?;
    settle_over(total, claims, denominator)?.into_iter().map(|part| part.checked_mul(step)).collect()
}
