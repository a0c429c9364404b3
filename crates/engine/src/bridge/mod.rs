//! Why two runs of one period pay differently: inputs are replaced one kind after the other, and each is what it changes.

mod splits;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::calculate::{CalculateError, Inputs, Membership, Person, Run, calculate};
use crate::exact::Exact;
use splits::divided_as_before;

/// What a difference is put down to, in the order in which inputs are replaced. Source: incentives.md, `bridge(a, b)`.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    strum::EnumIter,
    strum::IntoStaticStr,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Cause {
    /// Documents and what measures make of them, ratings, awards, payment in full, and what earlier periods left.
    Data,
    /// Who has which share of a document.
    Splits,
    Goals,
    /// The plan and its earlier versions.
    Plan,
    /// Assignments, tree, fields, grades, coefficients and calendar.
    Roster,
    /// The rest: what rounding once makes of the exact changes together.
    Rounding,
}

impl Cause {
    /// Every cause in the order of replacement.
    pub const ORDER: [Self; 6] = [Self::Data, Self::Splits, Self::Goals, Self::Plan, Self::Roster, Self::Rounding];

    /// The stable word, as on the wire and in the catalogue.
    pub fn word(self) -> &'static str {
        self.into()
    }
}

/// The difference between what two runs pay, line by line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bridge {
    /// By person's id, then by component: every line that one of the runs has.
    pub lines: Vec<BridgeLine>,
}

/// The difference of one person's component.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BridgeLine {
    /// Id of the person.
    pub person: String,
    /// Key of the component.
    pub component: String,
    /// Earned in the first run, in minor units; 0 without a line.
    pub before_minor: i64,
    /// Earned in the second one.
    pub after_minor: i64,
    /// In `Cause::ORDER`; together exactly `after − before`.
    pub changes: [Change; 6],
}

/// What one cause changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    pub cause: Cause,
    /// In minor units, not rounded.
    pub minor: Exact,
}

impl Bridge {
    /// What each cause changes for a person, all components together, in `Cause::ORDER`.
    pub fn of_person(&self, person: &str) -> [Change; 6] {
        let own = || self.lines.iter().filter(|line| line.person == person);
        Cause::ORDER.map(|cause| Change { cause, minor: own().map(|line| line.of(cause)).sum() })
    }
}

impl BridgeLine {
    /// What one cause changes, in minor units.
    pub fn of(&self, cause: Cause) -> Exact {
        self.changes.iter().filter(|change| change.cause == cause).map(|change| change.minor.clone()).sum()
    }
}

/// Leads from what `a` earns to what `b` earns. Both are inputs of one period; a caller with two plans of one name, two
/// ledgers or two rosters may compare them too. The parts add up by construction: each is a difference of neighbours.
pub fn bridge(a: &Inputs<'_>, b: &Inputs<'_>) -> Result<Bridge, CalculateError> {
    let mut between = with_documents(a, b);
    let mut runs = vec![calculate(a)?, calculate(&between)?];
    replace(&mut between.people, &b.people, |person, other| {
        person.credits = other.map(|other| other.credits.clone()).unwrap_or_default();
    });
    runs.push(calculate(&between)?);
    replace(&mut between.people, &b.people, |person, other| {
        person.goals = other.map(|other| other.goals.clone()).unwrap_or_default();
    });
    runs.push(calculate(&between)?);
    (between.plan, between.earlier_versions) = (b.plan, b.earlier_versions.clone());
    runs.push(calculate(&between)?);
    runs.push(calculate(b)?);
    Ok(Bridge { lines: lines(&runs) })
}

/// The first inputs with the documents of the second, divided among payees as before.
fn with_documents<'p>(a: &Inputs<'p>, b: &Inputs<'p>) -> Inputs<'p> {
    let mut people = a.people.clone();
    let known: BTreeSet<&str> = a.people.iter().map(|person| person.id.as_str()).collect();
    people.extend(b.people.iter().filter(|person| !known.contains(person.id.as_str())).map(unplaced));
    let mut credits = divided_as_before(a, b);
    replace(&mut people, &b.people, |person, other| {
        person.credits = credits.remove(&person.id).unwrap_or_default();
        person.ratings = other.map(|other| other.ratings.clone()).unwrap_or_default();
        person.awards = other.map(|other| other.awards.clone()).unwrap_or_default();
    });
    Inputs { people, opening: b.opening.clone(), paid_in_full: b.paid_in_full.clone(), ..a.clone() }
}

/// Somebody who comes with the roster: until then in no plan.
fn unplaced(person: &Person) -> Person {
    Person {
        id: person.id.clone(),
        code: person.code.clone(),
        membership: Membership::Days(Vec::new()),
        segments: Vec::new(),
        coefficients: Vec::new(),
        goals: Vec::new(),
        credits: Vec::new(),
        ratings: Vec::new(),
        awards: Vec::new(),
    }
}

/// Changes each person with a look at the same one of the other inputs.
fn replace(people: &mut [Person], others: &[Person], mut change: impl FnMut(&mut Person, Option<&Person>)) {
    let by_id: BTreeMap<&str, &Person> = others.iter().map(|other| (other.id.as_str(), other)).collect();
    for person in people {
        let other = by_id.get(person.id.as_str()).copied();
        change(person, other);
    }
}

/// The lines of all runs side by side.
fn lines(runs: &[Run]) -> Vec<BridgeLine> {
    let mut found: BTreeMap<(&str, &str), Vec<(Exact, i64)>> = BTreeMap::new();
    for (place, run) in runs.iter().enumerate() {
        for line in &run.lines {
            let row =
                found.entry((&line.person, &line.component)).or_insert_with(|| vec![(Exact::ZERO, 0); runs.len()]);
            if let Some(cell) = row.get_mut(place) {
                *cell = (line.exact.clone(), line.earned_minor);
            }
        }
    }
    found.into_iter().map(|((person, component), row)| line(person, component, &row)).collect()
}

fn line(person: &str, component: &str, row: &[(Exact, i64)]) -> BridgeLine {
    let earned = |cell: Option<&(Exact, i64)>| cell.map_or(0, |(_, earned)| *earned);
    let (before_minor, after_minor) = (earned(row.first()), earned(row.last()));
    let mut steps = row.iter().zip(row.iter().skip(1)).map(|((before, _), (after, _))| after - before);
    let mut left = &Exact::whole(after_minor) - &Exact::whole(before_minor);
    let changes = Cause::ORDER.map(|cause| {
        let minor = steps.next().unwrap_or_else(|| left.clone()); // past the last step: rounding
        left = &left - &minor;
        Change { cause, minor }
    });
    BridgeLine { person: person.to_owned(), component: component.to_owned(), before_minor, after_minor, changes }
}
