//! A plan prepared for its people: rules as whole numbers, and of each person and period what the rules ask for.
#![deny(clippy::indexing_slicing)]

use std::sync::Arc;

use crate::calculate::{Person, Span, Timetable};
use crate::calendar::{Calendar, PeriodKind};
use crate::columns::Refusal;
use crate::columns::facts::{Facts, Question};
use crate::columns::marks::Marks;
use crate::columns::roster::{Below, Roster, Scopes, Setting, settings};
use crate::columns::rule::Rule;
use crate::day::{Day, DayRange};
use crate::plan::Plan;
use crate::plan::model::Component;
use crate::workdays::Workdays;

/// Every component of a plan with every period that its days touch, for these people.
#[derive(Debug)]
pub struct Book<'a> {
    pub(super) people: usize,
    pub(super) entries: Vec<Entry<'a>>,
    marks: Arc<Marks>,
}

/// One component. Cells are in order of person, then of period.
#[derive(Debug)]
pub(super) struct Entry<'a> {
    pub plan: &'a Plan,
    pub component: &'a Component,
    pub rule: Rule<'a>,
    pub periods: Vec<Term>,
    /// By person: the days in the component.
    pub membership: Arc<Vec<Vec<DayRange>>>,
    pub facts: Arc<Facts<'a>>,
    /// By period; empty where the kind compares nobody.
    pub scopes: Arc<Vec<Scopes>>,
    /// By lead: who stands below on which days. Empty where the kind asks for nobody.
    pub below: Vec<Vec<Below>>,
    /// Which of the book's figures are the component's.
    pub figures: usize,
}

/// A period of a component.
#[derive(Debug, Clone)]
pub(super) struct Term {
    pub name: String,
    pub days: DayRange,
    /// The days whose credits count: the period's, or those of the year so far.
    pub counting: DayRange,
    /// The first day of the plan year.
    pub year: Day,
}

impl<'a> Book<'a> {
    /// Prepares the plan for these people; their `credits` are not looked at. The plan is taken as the only version.
    pub fn try_new(
        plan: &'a Plan,
        calendar: &Calendar,
        workdays: &'a Workdays,
        people: &[Person],
    ) -> Result<Self, Refusal> {
        let roster = Roster::new(plan, people);
        let mut known: Vec<(PeriodKind, Vec<Setting<'a>>)> = Vec::new();
        let mut entries: Vec<Entry<'a>> = Vec::with_capacity(plan.components.len());
        for component in &plan.components {
            if known.iter().all(|(kind, _)| *kind != component.period) {
                known.push((component.period, settings(plan, component.period, calendar, workdays)));
            }
            let settings = known.iter().find(|(kind, _)| *kind == component.period);
            let entry = Entry::try_new(component, settings.map_or(&[], |(_, found)| found), &roster, &entries)?;
            entries.push(entry);
        }
        let marks = Arc::new(marks(people.len(), &entries));
        Ok(Self { people: people.len(), entries, marks })
    }

    /// Where its questions begin and end.
    pub fn marks(&self) -> &Arc<Marks> {
        &self.marks
    }

    /// Bytes of the prepared columns.
    pub fn bytes(&self) -> usize {
        let is_own = |(place, entry): &(usize, &Entry<'a>)| {
            self.entries.iter().take(*place).all(|before| !Arc::ptr_eq(&before.facts, &entry.facts))
        };
        self.entries.iter().enumerate().filter(is_own).map(|(_, entry)| entry.facts.bytes()).sum()
    }

    /// The components' keys, each with the names of its periods, in the order of the plan.
    pub fn components(&self) -> impl Iterator<Item = (&str, Vec<&str>)> {
        self.entries.iter().map(move |entry| {
            let names = entry.periods.iter().map(|period| period.name.as_str()).collect();
            (entry.component.key.as_str(), names)
        })
    }
}

impl<'a> Entry<'a> {
    /// Prepares a component; what one before has prepared alike is shared.
    fn try_new(
        component: &'a Component,
        settings: &[Setting<'a>],
        roster: &Roster<'_, 'a>,
        before: &[Self],
    ) -> Result<Self, Refusal> {
        let rule = Rule::of(roster.plan, component)?;
        let question = Question::of(component, &rule);
        let akin = || before.iter().filter(|known| known.component.who == component.who);
        let membership = match akin().next() {
            Some(known) => Arc::clone(&known.membership),
            None => Arc::new(roster.membership(component)?),
        };
        let mut akin = akin().filter(|known| known.component.period == component.period);
        let facts = match akin.clone().find(|known| known.facts.question == question) {
            Some(known) => Arc::clone(&known.facts),
            None => Arc::new(Facts::of(question, component, &membership, settings, roster)?),
        };
        let scopes = match (rule.among(), akin.find(|known| known.rule.among() == rule.among())) {
            (None, _) => Arc::default(),
            (Some(_), Some(known)) => Arc::clone(&known.scopes),
            (Some(among), None) => Arc::new(roster.scopes(among, component, &membership, settings)?),
        };
        let mut entry = Self {
            plan: roster.plan,
            component,
            periods: settings.iter().map(|setting| term(setting, rule.is_year_to_date())).collect(),
            below: rule.depth().map_or_else(Vec::new, |depth| roster.below(depth, &membership)),
            rule,
            membership,
            facts,
            scopes,
            figures: before.iter().map(|known| known.figures + 1).max().unwrap_or(0),
        };
        if let Some(known) = before.iter().find(|known| known.counts_as(&entry)) {
            entry.figures = known.figures;
        }
        Ok(entry)
    }
}

fn term(setting: &Setting<'_>, is_year_to_date: bool) -> Term {
    let Timetable { period: Span { name, days }, year, .. } = &setting.inputs.timetable;
    let so_far = DayRange::new(year.from, days.end);
    let counting = if is_year_to_date { so_far } else { *days };
    Term { name: name.clone(), days: *days, counting, year: year.from }
}

/// The days that figures are asked for, and of each person the entitling days: the own ones in a component, and those
/// below a lead.
fn marks(people: usize, entries: &[Entry<'_>]) -> Marks {
    let mut asked: Vec<Vec<DayRange>> = vec![Vec::new(); people];
    let mut ask = |person: usize, days: &[DayRange]| {
        if let Some(asked) = asked.get_mut(person) {
            let is_new = |range: &&DayRange| !asked.contains(range);
            let new: Vec<DayRange> = days.iter().filter(is_new).copied().collect();
            asked.extend(new);
        }
    };
    for entry in entries {
        if entry.rule.depth().is_none() {
            entry.membership.iter().enumerate().for_each(|(person, days)| ask(person, days));
        }
        entry.below.iter().flatten().for_each(|below| ask(below.person, &below.days));
    }
    let windows = entries.iter().flat_map(|entry| &entry.periods).flat_map(|period| [period.days, period.counting]);
    Marks::of(windows, &asked)
}
