//! Runs a case through the engine and through the second reading, and makes a difference small.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::{self, Write as _};

use beichen_engine::calculate::{Balances, Goal, Inputs, Line, Person, Run, Segment, Timetable, calculate};
use beichen_engine::calendar::Period;
use beichen_engine::example::runs;
use beichen_engine::plan::model::{Example, Plan};
use beichen_engine::plan::{Surroundings, read_plan};
use beichen_engine::workdays::Workdays;

use crate::generator::{Draft, twist};
use crate::interpreter::crediting::{paid_in_full, people};
use crate::interpreter::{Balance, Balances as SecondBalances, Lines, Paid, of_engine, pay};

/// Reasons that the specification names; of the others a 0 is a 0.
const NAMED: [&str; 3] = ["when", "gate", "no_goal"];

/// What was compared, so that a test can see that it was something.
#[derive(Debug, Default)]
pub struct Seen {
    pub lines: usize,
    /// Lines of a kind that pay something other than 0.
    pub paid: BTreeSet<&'static str>,
    pub reasons: BTreeSet<&'static str>,
    pub places: usize,
    /// Lines after which something is held, and those of which refunds take something back.
    pub held: usize,
    pub clawed: usize,
}

/// One line on which the two disagree.
pub struct Difference {
    period: String,
    person: String,
    component: String,
    engine: String,
    second: String,
    /// Of a person whom the text does not tell whole.
    twisted: Option<String>,
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { period, person, component, engine, second, twisted } = self;
        write!(f, "{period}, person {person}, component {component}\n  engine: {engine}\n  second: {second}")?;
        twisted.as_ref().map_or(Ok(()), |twisted| write!(f, "\n{twisted}"))
    }
}

/// The first line on which engine and second reading disagree.
///
/// # Panics
/// If the text is no plan.
pub fn difference(draft: &Draft, seen: &mut Seen) -> Option<Difference> {
    let text = draft.text();
    let reading = read_plan(&text, &Surroundings::default());
    let plan = reading.plan.unwrap_or_else(|| panic!("not a plan: {:#?}\n{text}", reading.diagnostics));
    let (example, workdays) = (&plan.examples[0], Workdays::mainland_china());
    let of_engine = match runs(&plan, example, &draft.calendar, &workdays) {
        Ok(runs) => runs,
        Err(error) => panic!("the engine refuses: {error}\n{text}"),
    };
    let kind = plan.components[0].period;
    let periods: Vec<Period> = example.periods.iter().map(|name| draft.calendar.find(kind, name).unwrap()).collect();
    let mut balances = owed_before(example);
    periods.iter().find_map(|period| {
        let known_until = if example.is_series { period.days.last_day() } else { None };
        let people = people(&plan, example, &periods, known_until);
        let since = people.iter().flat_map(|person| person.credits.iter().map(|credit| credit.day)).min();
        let timetable = Timetable::new(&plan, &draft.calendar, period, since);
        let mut inputs = Inputs {
            plan: &plan,
            earlier_versions: Vec::new(),
            timetable,
            workdays: &workdays,
            people,
            opening: Balances::default(),
            paid_in_full: paid_in_full(example, known_until),
            granted: None,
        };
        let as_stated = compare(&plan, &of_engine[&period.name], &pay(&inputs, &mut balances), seen);
        as_stated.or_else(|| {
            twist(draft.seed, &mut inputs);
            let run = calculate(&inputs).unwrap();
            let found = compare(&plan, &run, &pay(&inputs, &mut SecondBalances::new()), seen)?;
            let person = inputs.people.iter().find(|person| person.id == found.person).unwrap();
            Some(Difference { twisted: Some(twisted(person)), ..found })
        })
    })
}

/// What an example says is owed of draws before its first period.
fn owed_before(example: &Example) -> SecondBalances {
    let stated = example.people.iter().flat_map(|person| person.owed.iter().map(move |owed| (person, owed)));
    let owed = stated.map(|(person, (component, minor))| {
        ((person.key.clone(), component.clone()), Balance { owed: *minor, ..Balance::default() })
    });
    owed.collect()
}

/// What the text does not say of a person.
pub fn twisted(person: &Person) -> String {
    let mut text = format!("  {} {:?}\n", person.id, person.membership);
    for segment in &person.segments {
        let Segment { days, units, grade, position, joined_on, months_served, .. } = segment;
        writeln!(text, "  {days} {units:?} {grade} {position} joined {joined_on:?} months {months_served:?}").unwrap();
    }
    for one in &person.coefficients {
        writeln!(text, "  {one:?}").unwrap();
    }
    let mut goals: Vec<String> = person.goals.iter().map(goal_text).collect();
    goals.sort();
    text + &goals.concat()
}

fn goal_text(goal: &Goal) -> String {
    let Goal { measure, days, basis, goal, .. } = goal;
    format!("  {measure} {days} {basis:?} {goal:?}\n")
}

pub fn compare(plan: &Plan, run: &Run, second: &Lines, seen: &mut Seen) -> Option<Difference> {
    let engine_keys = run.lines.iter().map(|line| (line.person.clone(), line.component.clone()));
    let keys: BTreeSet<(String, String)> = engine_keys.chain(second.keys().cloned()).collect();
    for (person, component) in keys {
        let (line, paid) = (run.line(&person, &component), second.get(&(person.clone(), component.clone())));
        if let Some(paid) = paid {
            seen.lines += 1;
            seen.places += usize::from(paid.place.is_some());
            seen.held += usize::from(paid.held != 0);
            seen.clawed += usize::from(!paid.clawed.is_empty());
            seen.reasons.extend(paid.why);
            if paid.earned != 0 {
                seen.paid.insert(plan.component(&component).unwrap().kind.name());
            }
        }
        if !agree(line, paid) {
            return Some(Difference {
                period: run.period.clone(),
                person,
                component,
                engine: line.map_or_else(|| "no line".to_owned(), shown),
                second: format!("{paid:?}"),
                twisted: None,
            });
        }
    }
    None
}

fn shown(line: &Line) -> String {
    let attainment = line.attainment.as_ref().map(of_engine);
    format!(
        "earned {}, exact {}, payable {}, held {}, owed {}, why {:?}, attainment {attainment:?}, place {:?}\n{:?}\n{:?}",
        line.earned_minor,
        line.exact,
        line.payable_minor(),
        line.held_minor(),
        line.owed_minor(),
        line.reason,
        line.place,
        documents(line),
        line.payout
    )
}

/// A line of nobody's days that pays 0 may be missing on either side.
fn agree(line: Option<&Line>, paid: Option<&Paid>) -> bool {
    let of_line = |line: &Line| {
        [line.earned_minor, line.payable_minor(), line.held_minor(), line.owed_minor(), line.clawed_minor()]
    };
    let of_paid = |paid: &Paid| [paid.earned, paid.payable, paid.held, paid.owed, paid.clawed.values().sum()];
    if line.map_or([0; 5], of_line) != paid.map_or([0; 5], of_paid) {
        return false;
    }
    let (Some(line), Some(paid)) = (line, paid) else { return true };
    let why = line.reason.map(beichen_engine::calculate::Reason::word).filter(|word| NAMED.contains(word));
    let is_closed = paid.why.is_some();
    let attainment = line.attainment.as_ref().map(of_engine);
    why == paid.why.filter(|word| NAMED.contains(word))
        && (attainment == paid.attainment || (is_closed && attainment.is_none()))
        && line.place == paid.place
        && documents(line) == documents_of_second(paid)
}

/// What each document earns and what is taken back of it, by document and measure.
type Documents = BTreeMap<(String, String), [i64; 2]>;

fn documents(line: &Line) -> Documents {
    let mut found = Documents::new();
    for one in &line.documents {
        found.entry((one.document.clone(), one.measure.clone())).or_default()[0] += one.part_minor;
    }
    for one in line.payout.iter().flat_map(|payout| &payout.clawbacks) {
        found.entry((one.document.clone(), one.measure.clone())).or_default()[1] += one.taken_minor;
    }
    found.retain(|_, amounts| *amounts != [0; 2]);
    found
}

fn documents_of_second(paid: &Paid) -> Documents {
    let mut found = Documents::new();
    for part in &paid.parts {
        found.entry((part.source.name.clone(), part.source.measure.clone())).or_default()[0] += part.minor;
    }
    for (key, taken) in &paid.clawed {
        found.entry(key.clone()).or_default()[1] += taken;
    }
    found.retain(|_, amounts| *amounts != [0; 2]);
    found
}

/// The smallest case that still differs: components, people, credits and periods are left out one by one.
pub fn shrunk(draft: Draft, differs: &dyn Fn(&Draft) -> bool) -> Draft {
    let mut small = draft;
    loop {
        let smaller = smaller(&small).into_iter().find(|one| is_plan(one) && differs(one));
        match smaller {
            Some(one) => small = one,
            None => return small,
        }
    }
}

/// A part may be needed for the text to be a plan at all.
fn is_plan(draft: &Draft) -> bool {
    read_plan(&draft.text(), &Surroundings::default()).plan.is_some()
}

fn smaller(draft: &Draft) -> Vec<Draft> {
    let mut found = Vec::new();
    let mut push = |change: &dyn Fn(&mut Draft)| {
        let mut one = draft.clone();
        change(&mut one);
        found.push(one);
    };
    for place in 0..draft.components.len() {
        if draft.components.len() > 1 {
            push(&|one| drop(one.components.remove(place)));
        }
    }
    for place in 0..draft.people.len() {
        if draft.people.len() > 1 {
            push(&|one| {
                let (key, _) = one.people.remove(place);
                one.credits.retain(|(who, _)| *who != key);
            });
        }
    }
    for place in 0..draft.credits.len() {
        push(&|one| drop(one.credits.remove(place)));
    }
    for place in 0..draft.periods.len() {
        if draft.periods.len() > 1 {
            push(&|one| drop(one.periods.remove(place)));
        }
    }
    for component in 0..draft.components.len() {
        for line in 3..draft.components[component].lines().count() {
            push(&|one| {
                let mut lines: Vec<&str> = one.components[component].lines().collect();
                lines.remove(line);
                one.components[component] = lines.join("\n") + "\n";
            });
        }
    }
    found
}
