//! A company's periods one after the other: what is known grows, versions follow each other, people are corrected, prizes
//! decided.

use std::collections::BTreeMap;
use std::sync::Arc;

use beichen_engine::calculate::{Balances, Inputs, Person, Timetable};
use beichen_engine::calendar::{Calendar, Period};
use beichen_engine::day::{Day, DayRange};
use beichen_engine::plan::{Plan, Surroundings, read_plan};
use beichen_engine::rate::Rate;
use beichen_engine::settle::Decided;
use beichen_engine::workdays::Workdays;

use crate::compare::twisted;
use crate::generator::dice::Dice;
use crate::generator::{Draft, later_version, twist_people};
use crate::interpreter::adjusting::Decisions;
use crate::interpreter::crediting::{paid_in_full, people};

/// Everything that happens, in the order of the periods.
pub struct History {
    /// The plan as drafted, whose example says who there is and what is credited.
    whole: Plan,
    /// Its versions, the oldest first.
    pub versions: Vec<Plan>,
    pub periods: Vec<Period>,
    calendar: Calendar,
    workdays: Workdays,
    seed: u64,
    is_twisted: bool,
    /// From this open period on somebody's goals, days and facts are other ones.
    corrected_in: usize,
    /// Of a total, what may be taken for what is owed.
    pub share: Rate,
}

/// What is known when a period is run.
pub struct Known {
    people: Vec<Person>,
    paid_in_full: BTreeMap<Arc<str>, Day>,
}

impl History {
    /// # Panics
    /// If the text is no plan.
    pub fn of(draft: &Draft) -> Self {
        let mut dice = Dice::new(draft.seed ^ 0x5EED);
        let text = draft.text();
        let reading = read_plan(&text, &Surroundings::default());
        let whole = reading.plan.unwrap_or_else(|| panic!("not a plan: {:#?}\n{text}", reading.diagnostics));
        let (kind, calendar) = (whole.components[0].period, draft.calendar.clone());
        let mut periods: Vec<Period> = draft.periods.iter().map(|name| calendar.find(kind, name).unwrap()).collect();
        for _ in 0..dice.below(3) {
            periods.extend(calendar.after(&periods[periods.len() - 1]));
        }
        let from = periods[dice.below(periods.len())].days.from;
        let later = if dice.percent(50) { later_version(draft, &mut dice, from) } else { None };
        let mut versions = later.unwrap_or_else(|| vec![whole.clone()]);
        versions.retain(|version| version.valid.from <= version.valid.to);
        Self {
            corrected_in: 1 + dice.below(4),
            is_twisted: dice.percent(50),
            share: Rate::from_ppm(*dice.pick(&[1_000_000, 1_000_000, 500_000, 333_333])),
            workdays: Workdays::mainland_china(),
            seed: draft.seed,
            whole,
            versions,
            periods,
            calendar,
        }
    }

    /// The people's ids.
    pub fn everybody(&self) -> impl Iterator<Item = String> {
        self.whole.examples[0].people.iter().map(|person| person.key.clone())
    }

    /// When the period of this number is run.
    pub fn known(&self, open: usize) -> Known {
        let example = &self.whole.examples[0];
        let until = self.periods[open].days.last_day();
        let mut everybody = people(&self.whole, example, &self.periods, until);
        let valid = DayRange::including(self.whole.valid.from, self.whole.valid.to);
        let spans: Vec<DayRange> = self.periods.iter().map(|period| period.days).collect();
        let mut others = everybody.clone();
        if self.is_twisted {
            twist_people(self.seed, &mut everybody, &spans, valid);
        }
        if open >= self.corrected_in {
            twist_people(self.seed + 1_000_000_007, &mut others, &spans, valid);
            for (person, other) in everybody.iter_mut().zip(others).take(1) {
                *person = Person { credits: person.credits.clone(), ..other };
            }
        }
        Known { people: everybody, paid_in_full: paid_in_full(example, until) }
    }

    /// The inputs of a period as known; balances and granted prizes are still to be filled in.
    pub fn inputs<'h>(&'h self, known: &Known, number: usize) -> Inputs<'h> {
        let period = &self.periods[number];
        let in_force = self.versions.iter().rposition(|plan| plan.valid.from <= period.days.from).unwrap_or(0);
        let until: Vec<&Plan> = self.versions[..=in_force].iter().collect();
        let since = known.people.iter().flat_map(|person| person.credits.iter().map(|credit| credit.day)).min();
        Inputs {
            plan: &self.versions[in_force],
            timetable: Timetable::of_versions(&until, &self.calendar, period, since),
            earlier_versions: until[..in_force].to_vec(),
            workdays: &self.workdays,
            people: known.people.clone(),
            opening: Balances::default(),
            paid_in_full: known.paid_in_full.clone(),
            granted: None,
        }
    }

    /// What two people have decided about the prizes of each locked period before this one is run; later decisions add to
    /// earlier ones.
    pub fn decisions(&self, open: usize) -> Vec<Decisions> {
        let of_period = |number: usize| {
            let mut decisions = Decisions::new();
            for made_in in number + 1..=open {
                let mut dice = Dice::new(self.seed.wrapping_mul(31) ^ u64::try_from(made_in * 64 + number).unwrap());
                self.decide(&mut dice, &mut decisions);
            }
            decisions
        };
        (0..open).map(of_period).collect()
    }

    fn decide(&self, dice: &mut Dice, decisions: &mut Decisions) {
        let prizes = self.whole.components.iter().filter(|component| component.kind.is_decided());
        for component in prizes {
            for person in &self.whole.examples[0].people {
                // By the person's key, so that leaving somebody else out changes nothing.
                let mut own = Dice::new(dice.between(0, i64::MAX).unsigned_abs() ^ u64::from(person.key.as_bytes()[0]));
                if own.percent(20) {
                    let decided: &mut Decided =
                        decisions.entry((person.key.clone(), component.key.clone())).or_default();
                    decided.pay_minor += own.between(-1, 1) * own.between(0, 100_000);
                    decided.kept_minor += own.between(-1, 1) * own.between(0, 50_000);
                }
            }
        }
    }
}

impl Known {
    /// What the text of the plan does not say of them.
    pub fn text(&self) -> String {
        self.people.iter().map(twisted).collect()
    }
}
