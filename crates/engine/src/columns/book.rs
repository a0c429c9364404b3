//! A plan prepared for its people: rules as whole numbers, and of each person and period what the rules ask for.
#![deny(clippy::indexing_slicing)]

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use crate::calculate::below::above_in;
use crate::calculate::crowd::Notices;
use crate::calculate::ledger::Desk;
use crate::calculate::membership::{days_in_plan, versions};
use crate::calculate::scene::{Scene, Stop};
use crate::calculate::{Balances, CalculateError, Inputs, Person, Span, Timetable};
use crate::calendar::Calendar;
use crate::columns::Refusal;
use crate::columns::outline::{Short, short};
use crate::columns::rule::Rule;
use crate::component::base::amount;
use crate::day::{Day, DayRange};
use crate::exact::Exact;
use crate::plan::Plan;
use crate::plan::model::{Component, Depth, Times};
use crate::workdays::Workdays;

/// Every component of a plan with every period that its days touch, for these people.
#[derive(Debug)]
pub struct Book<'a> {
    pub(super) people: usize,
    pub(super) entries: Vec<Entry<'a>>,
}

/// One component. Cells are in order of person, then of period.
#[derive(Debug)]
pub(super) struct Entry<'a> {
    pub plan: &'a Plan,
    pub component: &'a Component,
    pub rule: Rule<'a>,
    pub periods: Vec<Window>,
    /// By person: the days in the component.
    pub membership: Arc<Vec<Vec<DayRange>>>,
    /// By cell.
    pub facts: Vec<Fact>,
    /// By period: who is in each scope, in order of code. Empty where the kind compares nobody.
    pub scopes: Arc<Vec<Vec<Vec<usize>>>>,
    /// By lead: who stands below on which days. Empty where the kind asks for nobody.
    pub below: Vec<Vec<Below>>,
}

/// A period of a component.
#[derive(Debug, Clone)]
pub(super) struct Window {
    pub name: String,
    pub days: DayRange,
    /// The days whose credits count: the period's, or those of the year so far.
    pub counting: DayRange,
    /// The first day of the plan year.
    pub year: Day,
}

/// Somebody below a lead.
#[derive(Debug)]
pub(super) struct Below {
    pub person: usize,
    pub days: Vec<DayRange>,
}

/// What a rule asks about one person in one period.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fact {
    /// The base, if the kind has one, times the coefficients.
    pub weight: Short,
    /// What counts of the goal; (0, 1) without one.
    pub goal: Short,
    /// Whether the person has a day of the period, or of the year so far, in the component.
    pub is_in_plan: bool,
    pub is_in_window: bool,
    /// Whether a value is missing that the pay needs.
    pub is_closed: bool,
}

/// A period's inputs, without people: scenes take them one by one.
struct Setting<'a> {
    inputs: Inputs<'a>,
    versions: Vec<(DayRange, &'a Plan)>,
}

impl<'a> Book<'a> {
    /// Prepares the plan for these people; their `credits` are not looked at. The plan is taken as the only version.
    pub fn try_new(
        plan: &'a Plan,
        calendar: &Calendar,
        workdays: &'a Workdays,
        people: &[Person],
    ) -> Result<Self, Refusal> {
        let mut in_order: Vec<usize> = (0..people.len()).collect();
        in_order.sort_by_key(|place| people.get(*place).map(|person| (&person.code, &person.id)));
        let roster = Roster { plan, people, in_order };
        let mut entries: Vec<Entry<'a>> = Vec::with_capacity(plan.components.len());
        for component in &plan.components {
            let is_known = |entry: &&Entry<'_>| entry.component.who == component.who;
            let membership = match entries.iter().find(is_known) {
                Some(entry) => Arc::clone(&entry.membership),
                None => Arc::new(roster.membership(component)?),
            };
            let settings = settings(plan, component, calendar, workdays);
            let mut entry = Entry::try_new(component, membership, &settings, &roster)?;
            let is_alike = |known: &&Entry<'_>| known.compares_as(&entry);
            entry.scopes = match entries.iter().find(is_alike) {
                Some(known) => Arc::clone(&known.scopes),
                None => Arc::new(entry.scopes(&settings, &roster)?),
            };
            entries.push(entry);
        }
        Ok(Self { people: people.len(), entries })
    }

    /// The days at which the periods begin and end.
    pub fn marks(&self) -> Vec<Day> {
        let windows = self.entries.iter().flat_map(|entry| &entry.periods).map(|period| period.counting);
        windows.flat_map(|days| [days.from, days.end]).collect()
    }

    /// Bytes of the prepared columns.
    pub fn bytes(&self) -> usize {
        self.entries.iter().map(|entry| entry.facts.capacity() * size_of::<Fact>()).sum()
    }

    /// The components' keys, each with the names of its periods, in the order of the plan.
    pub fn components(&self) -> impl Iterator<Item = (&str, Vec<&str>)> {
        self.entries.iter().map(move |entry| {
            let names = entry.periods.iter().map(|period| period.name.as_str()).collect();
            (entry.component.key.as_str(), names)
        })
    }
}

/// People with their places in order of code.
struct Roster<'p, 'a> {
    plan: &'a Plan,
    people: &'p [Person],
    in_order: Vec<usize>,
}

impl Roster<'_, '_> {
    /// By person: the days in the component.
    fn membership(&self, component: &Component) -> Result<Vec<Vec<DayRange>>, CalculateError> {
        let valid = [(DayRange::including(self.plan.valid.from, self.plan.valid.to), self.plan)];
        let days = |person| days_in_plan(person, &valid, Some(&component.key), component.period);
        self.people.par_iter().map(days).collect()
    }
}

fn settings<'a>(
    plan: &'a Plan,
    component: &Component,
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
    calendar.periods_touching(component.period, days).iter().map(setting).collect()
}

impl<'a> Entry<'a> {
    fn try_new(
        component: &'a Component,
        membership: Arc<Vec<Vec<DayRange>>>,
        settings: &[Setting<'a>],
        roster: &Roster<'_, 'a>,
    ) -> Result<Self, Refusal> {
        let mut entry = Self {
            plan: roster.plan,
            component,
            rule: Rule::of(roster.plan, component)?,
            periods: Vec::with_capacity(settings.len()),
            membership,
            facts: Vec::with_capacity(settings.len() * roster.people.len()),
            scopes: Arc::default(),
            below: Vec::new(),
        };
        let facts =
            |(person, own): (&Person, &Vec<DayRange>)| entry.look(person, own, settings, |scene| entry.fact(scene));
        let rows = roster.people.par_iter().zip(entry.membership.as_slice()).map(facts);
        let rows: Vec<Vec<Fact>> = rows.collect::<Result<_, Refusal>>()?;
        entry.facts.extend(rows.into_iter().flatten());
        entry.periods = settings.iter().map(|setting| entry.window(setting)).collect();
        if let Some(depth) = entry.rule.depth() {
            entry.below = below(depth, &entry.membership, roster);
        }
        Ok(entry)
    }

    fn window(&self, setting: &Setting<'a>) -> Window {
        let Timetable { period: Span { name, days }, year, .. } = &setting.inputs.timetable;
        let so_far = DayRange::new(year.from, days.end);
        let counting = if self.rule.is_year_to_date() { so_far } else { *days };
        Window { name: name.clone(), days: *days, counting, year: year.from }
    }

    /// Looks at one person, period by period.
    fn look<T>(
        &self,
        person: &Person,
        own: &[DayRange],
        settings: &[Setting<'a>],
        look: impl Fn(&Scene<'_, 'a>) -> Result<T, Refusal>,
    ) -> Result<Vec<T>, Refusal> {
        let desk = Desk::new(person);
        let seen = |setting: &Setting<'a>| {
            let exceptions = Notices::default();
            look(&Scene {
                inputs: &setting.inputs,
                versions: &setting.versions,
                plan: setting.inputs.plan,
                component: self.component,
                desk: &desk,
                membership: own,
                period: &setting.inputs.timetable.period,
                exceptions: &exceptions,
                other: None,
            })
        };
        settings.iter().map(seen).collect()
    }

    fn fact(&self, scene: &Scene<'_, '_>) -> Result<Fact, Refusal> {
        let goal = self.rule.goal().and_then(|(measure, level)| scene.goal(measure, level));
        let weight = answer(weight(self.component, scene))?;
        Ok(Fact {
            weight: weight.as_ref().map_or(Some((0, 1)), short).ok_or(Refusal::TooLarge)?,
            goal: goal.map_or(Some((0, 1)), |goal| short(&goal.counted)).ok_or(Refusal::TooLarge)?,
            is_in_plan: scene.is_in_plan(scene.period.days),
            is_in_window: scene.is_in_plan(scene.window()),
            is_closed: weight.is_none(),
        })
    }

    /// Whether both compare the same people.
    fn compares_as(&self, other: &Self) -> bool {
        self.rule.among() == other.rule.among()
            && (&self.component.who, self.component.period) == (&other.component.who, other.component.period)
    }

    /// By period: the people of each scope, in order of code; of who has a day in it.
    fn scopes(&self, settings: &[Setting<'a>], roster: &Roster<'_, 'a>) -> Result<Vec<Vec<Vec<usize>>>, Refusal> {
        let Some(among) = self.rule.among() else { return Ok(Vec::new()) };
        let scope = |scene: &Scene<'_, 'a>| {
            let is_in_plan = scene.is_in_plan(scene.period.days);
            Ok(if is_in_plan { answer(scene.scope(among))? } else { None })
        };
        let seen = |(person, own): (&Person, &Vec<DayRange>)| self.look(person, own, settings, scope);
        let rows = roster.people.par_iter().zip(self.membership.as_slice()).map(seen);
        let rows: Vec<Vec<Option<String>>> = rows.collect::<Result<_, Refusal>>()?;
        let of_period = |period: usize| {
            let mut scopes: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
            for place in &roster.in_order {
                if let Some(Some(scope)) = rows.get(*place).and_then(|row| row.get(period)) {
                    scopes.entry(scope).or_default().push(*place);
                }
            }
            scopes.into_values().collect()
        };
        Ok((0..settings.len()).into_par_iter().map(of_period).collect())
    }
}

/// The base, where the kind has one, times the coefficients in the order written.
fn weight(component: &Component, scene: &Scene<'_, '_>) -> Result<Exact, Stop> {
    let own = match component.kind.base() {
        Some(base) => amount(base, scene)?,
        None => Exact::ONE,
    };
    let coefficients = component.times.iter().filter_map(|times| match times {
        Times::Coefficient { key } => Some(Exact::from(scene.coefficient(key))),
        Times::Measure { .. } => None,
    });
    Ok(coefficients.fold(own, |product, value| &product * &value))
}

/// `None` where a rule closes the line.
fn answer<T>(asked: Result<T, Stop>) -> Result<Option<T>, CalculateError> {
    match asked {
        Ok(value) => Ok(Some(value)),
        Err(Stop::Closed(_)) => Ok(None),
        Err(Stop::Failed(error)) => Err(error),
    }
}

/// By lead: who stands below, on the days of the lead in the component.
fn below(depth: Depth, membership: &[Vec<DayRange>], roster: &Roster<'_, '_>) -> Vec<Vec<Below>> {
    let places: BTreeMap<&str, usize> =
        roster.people.iter().enumerate().map(|(place, person)| (person.id.as_str(), place)).collect();
    let mut found: Vec<Vec<Below>> = membership.iter().map(|_| Vec::new()).collect();
    for (place, person) in roster.people.iter().enumerate() {
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
