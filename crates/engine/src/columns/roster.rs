//! The people of a book: on which days each is in a component, with whom each is compared, and who stands below whom.
#![deny(clippy::indexing_slicing)]

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use rayon::prelude::*;

use crate::calculate::below::above_in;
use crate::calculate::crowd::Notices;
use crate::calculate::ledger::Desk;
use crate::calculate::membership::{days_in_plan, versions};
use crate::calculate::scene::{Scene, Stop};
use crate::calculate::{Balances, CalculateError, Inputs, Person, Timetable};
use crate::calendar::{Calendar, PeriodKind};
use crate::columns::Refusal;
use crate::day::DayRange;
use crate::plan::Plan;
use crate::plan::model::{Among, Component, Depth};
use crate::workdays::Workdays;

/// So many people are looked at by a thread at once.
const AT_ONCE: usize = 256;

/// People with their places in order of code.
pub(super) struct Roster<'p, 'a> {
    pub plan: &'a Plan,
    people: &'p [Person],
    in_order: Vec<usize>,
}

/// A period's inputs, without people: scenes take them one by one.
pub(super) struct Setting<'a> {
    pub inputs: Inputs<'a>,
    versions: Vec<(DayRange, &'a Plan)>,
}

/// Somebody below a lead.
#[derive(Debug)]
pub(super) struct Below {
    pub person: usize,
    pub days: Vec<DayRange>,
}

/// The people of each scope in one period, in order of code.
#[derive(Debug)]
pub(super) struct Scopes {
    people: Vec<usize>,
    /// By scope: where its people end.
    ends: Vec<usize>,
}

/// With whom somebody is compared in a period; many have the same as in the period before.
type ScopeName = Option<Arc<str>>;

/// The periods of a kind that the plan's days touch.
pub(super) fn settings<'a>(
    plan: &'a Plan,
    kind: PeriodKind,
    calendar: &Calendar,
    workdays: &'a Workdays,
) -> Vec<Setting<'a>> {
    let days = DayRange::including(plan.valid.from, plan.valid.to);
    let setting = |period| {
        let inputs = Inputs {
            plan,
            earlier_versions: Vec::new(),
            timetable: Timetable::new(plan, calendar, period, None),
            workdays,
            people: Vec::new(),
            opening: Balances::default(),
            paid_in_full: BTreeMap::new(),
            granted: None,
        };
        Setting { versions: versions(&inputs), inputs }
    };
    calendar.periods_touching(kind, days).iter().map(setting).collect()
}

/// `None` where a rule closes the line.
pub(super) fn answer<T>(asked: Result<T, Stop>) -> Result<Option<T>, CalculateError> {
    match asked {
        Ok(value) => Ok(Some(value)),
        Err(Stop::Closed(_)) => Ok(None),
        Err(Stop::Failed(error)) => Err(error),
    }
}

impl<'p, 'a> Roster<'p, 'a> {
    pub(super) fn new(plan: &'a Plan, people: &'p [Person]) -> Self {
        let mut in_order: Vec<usize> = (0..people.len()).collect();
        in_order.sort_by_key(|place| people.get(*place).map(|person| (&person.code, &person.id)));
        Self { plan, people, in_order }
    }

    /// By person: the days in the component.
    pub(super) fn membership(&self, component: &Component) -> Result<Vec<Vec<DayRange>>, CalculateError> {
        let valid = [(DayRange::including(self.plan.valid.from, self.plan.valid.to), self.plan)];
        let days = |person| days_in_plan(person, &valid, Some(&component.key), component.period);
        self.people.par_iter().map(days).collect()
    }

    /// Looks at everybody, period by period: what was seen of some people, in order.
    pub(super) fn look<T: Default + Send>(
        &self,
        component: &'a Component,
        membership: &[Vec<DayRange>],
        settings: &[Setting<'a>],
        look: impl Fn(&Scene<'_, 'a>, &mut T) -> Result<(), Refusal> + Sync,
    ) -> Result<Vec<T>, Refusal> {
        let at_some = |(people, membership): (&[Person], &[Vec<DayRange>])| {
            let (mut seen, exceptions) = (T::default(), Notices::default());
            for (person, own) in people.iter().zip(membership) {
                let desk = Desk::new(person);
                for Setting { inputs, versions } in settings {
                    let scene = Scene {
                        inputs,
                        versions,
                        plan: self.plan,
                        component,
                        desk: &desk,
                        membership: own,
                        period: &inputs.timetable.period,
                        exceptions: &exceptions,
                        other: None,
                    };
                    look(&scene, &mut seen)?;
                }
            }
            Ok(seen)
        };
        self.people.par_chunks(AT_ONCE).zip(membership.par_chunks(AT_ONCE)).map(at_some).collect()
    }

    /// By period: the scopes of those who have a day in it.
    pub(super) fn scopes(
        &self,
        among: Among,
        component: &'a Component,
        membership: &[Vec<DayRange>],
        settings: &[Setting<'a>],
    ) -> Result<Vec<Scopes>, Refusal> {
        let look = |scene: &Scene<'_, 'a>, seen: &mut Vec<ScopeName>| {
            let is_in_plan = scene.is_in_plan(scene.period.days);
            let scope = if is_in_plan { answer(scene.scope(among))? } else { None };
            let again = seen.last().filter(|last| last.as_deref() == scope);
            let scope = again.cloned().unwrap_or_else(|| scope.map(Arc::from));
            seen.push(scope);
            Ok(())
        };
        let seen: Vec<ScopeName> = self.look(component, membership, settings, look)?.into_iter().flatten().collect();
        let rows: Vec<&[ScopeName]> = seen.chunks(settings.len().max(1)).collect();
        let of_period = |period: usize| {
            let scope_of = |place: &usize| Some((rows.get(*place)?.get(period)?.as_deref()?, *place));
            Scopes::of(self.in_order.iter().filter_map(scope_of).collect())
        };
        Ok((0..settings.len()).into_par_iter().map(of_period).collect())
    }

    /// By lead: who stands below, on the days of the lead in the component.
    pub(super) fn below(&self, depth: Depth, membership: &[Vec<DayRange>]) -> Vec<Vec<Below>> {
        let places: HashMap<&str, usize> =
            self.people.iter().enumerate().map(|(place, person)| (person.id.as_str(), place)).collect();
        let mut found: Vec<Vec<Below>> = membership.iter().map(|_| Vec::new()).collect();
        for (place, person) in self.people.iter().enumerate() {
            for segment in &person.segments {
                for lead in above_in(person, segment, depth).filter_map(|lead| places.get(lead)) {
                    let own = membership.get(*lead).into_iter().flatten();
                    let days = own.map(|range| range.intersect(segment.days)).filter(|range| !range.is_empty());
                    if let Some(list) = found.get_mut(*lead) {
                        add(list, place, days);
                    }
                }
            }
        }
        found
    }
}

/// Adds days on which a person is below, the next ones joined to those before.
fn add(list: &mut Vec<Below>, person: usize, days: impl Iterator<Item = DayRange>) {
    if list.last().is_none_or(|last| last.person != person) {
        list.push(Below { person, days: Vec::new() });
    }
    let Some(below) = list.last_mut() else { return };
    for range in days {
        match below.days.last_mut() {
            Some(last) if last.end == range.from => last.end = range.end,
            _ => below.days.push(range),
        }
    }
}

impl Scopes {
    /// Of people with their scopes, in order of code.
    fn of(mut named: Vec<(&str, usize)>) -> Self {
        named.sort_by_key(|(scope, _)| *scope);
        let sizes = named.chunk_by(|(one, _), (other, _)| one == other).map(<[_]>::len);
        let end_of = |end: &mut usize, size: usize| {
            *end += size;
            Some(*end)
        };
        Self { ends: sizes.scan(0, end_of).collect(), people: named.into_iter().map(|(_, place)| place).collect() }
    }

    /// The people of one scope after the other.
    pub(super) fn iter(&self) -> impl Iterator<Item = &[usize]> {
        let begins = std::iter::once(0).chain(self.ends.iter().copied());
        begins.zip(&self.ends).filter_map(|(begin, end)| self.people.get(begin..*end))
    }
}
