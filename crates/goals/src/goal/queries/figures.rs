//! Goals with what was reached of them: as known today or at a moment, and as it was locked.
//!
//! Source: decisions.md "Order of recording". Whoever sees a goal sees what was reached of it: the same people see the
//! totals of the ledger on the same day.

use std::collections::{BTreeSet, HashMap};

use beichen_engine::calendar::Period;
use beichen_kernel::{Result, UnitId};
use beichen_ledger::api::{self as ledger, AsLocked, Reached};
use beichen_store::Tx;

use super::super::model::{Figure, Goal, Level, Standing, Subject, Tree, counted};
use super::super::store::{self, Filter};
use super::{last_day, tree_of};

/// Figures of everybody for one measure, period and level.
pub struct Figures {
    digits: u8,
    goals: HashMap<Subject, i64>,
    reached: Reached,
    locked: Option<Locked>,
}

struct Locked {
    goals: HashMap<Subject, i64>,
    reached: AsLocked,
}

/// What goals have in common whose figures are read together.
pub type Asked<'g> = (&'g str, &'g Period, Level);

impl Figures {
    /// As known today, or at a number of the audit chain; that knows nothing of what was locked later.
    pub async fn load(tx: &Tx<'_>, asked: Asked<'_>, at: Option<i64>) -> Result<Self> {
        let (measure, period, _) = asked;
        let on = last_day(tx.ctx(), period);
        let tree = tree_of(tx, period).await?;
        let own = published(tx, asked, at).await?;
        let reached = match at {
            None => ledger::as_locked(tx, measure, period.days, on).await?,
            Some(_) => None,
        };
        let locked = match reached {
            Some(reached) => Some(Locked::load(tx, asked, (&tree, &own), reached).await?),
            None => None,
        };
        Ok(Self {
            digits: ledger::measure(tx, measure).await?.measure.unit.digits(tx.ctx().currency()),
            goals: counted(&tree, own),
            reached: ledger::reached(tx, measure, period.days, on, at).await?,
            locked,
        })
    }

    /// The figures of a person or unit.
    pub fn of(&self, subject: Subject) -> Standing {
        let actual = match subject {
            Subject::Member(member) => self.reached.people.get(&member),
            Subject::Unit(unit) => self.reached.units.get(&unit),
        };
        let known = Figure { goal: self.goals.get(&subject).copied(), actual: actual.copied().unwrap_or_default() };
        let not_locked = match (&self.locked, subject) {
            (Some(locked), Subject::Unit(unit)) => Some(locked.reached.not_locked.get(&unit).copied().unwrap_or(0)),
            _ => None,
        };
        let as_locked = self.locked.as_ref().and_then(|locked| locked.of(subject));
        Standing { digits: self.digits, known, as_locked, not_locked }
    }
}

impl Locked {
    /// A goal as locked is the one that the first locked run knew, of a unit the first run with one of its people; goals
    /// that no run knew count as known today.
    async fn load(
        tx: &Tx<'_>,
        asked: Asked<'_>,
        (today, own): (&Tree, &HashMap<Subject, i64>),
        reached: AsLocked,
    ) -> Result<Self> {
        let mut seqs: HashMap<Subject, i64> =
            reached.seqs.iter().map(|(&member, &seq)| (Subject::Member(member), seq)).collect();
        for (member, unit) in &reached.unit_of {
            let Some(&seq) = reached.seqs.get(member) else { continue };
            for above in reached.tree.path(*unit) {
                let first = seqs.entry(Subject::Unit(above)).or_insert(seq);
                *first = seq.min(*first);
            }
        }
        let then = published_then(tx, asked, own.clone(), &seqs).await?;
        let is_open = |unit: &UnitId| today.above.contains_key(unit);
        let above = reached.tree.above().into_iter().filter(|(unit, _)| is_open(unit)).collect();
        let tree = Tree { above, unit_of: reached.unit_of.clone() };
        Ok(Self { goals: counted(&tree, then), reached })
    }

    /// Nothing of a person in no locked run.
    fn of(&self, subject: Subject) -> Option<Figure> {
        let actual = match subject {
            Subject::Member(member) => self.reached.people.get(&member).copied()?,
            Subject::Unit(unit) => self.reached.units.get(&unit).copied().unwrap_or_default(),
        };
        Some(Figure { goal: self.goals.get(&subject).copied(), actual })
    }
}

/// What people and units are measured by, each its own: of those with a number of the audit chain as it was then.
async fn published_then(
    tx: &Tx<'_>,
    asked: Asked<'_>,
    today: HashMap<Subject, i64>,
    seqs: &HashMap<Subject, i64>,
) -> Result<HashMap<Subject, i64>> {
    let mut then = today;
    then.retain(|subject, _| !seqs.contains_key(subject));
    for seq in seqs.values().copied().collect::<BTreeSet<i64>>() {
        let known = published(tx, asked, Some(seq)).await?;
        then.extend(known.into_iter().filter(|(subject, _)| seqs.get(subject) == Some(&seq)));
    }
    Ok(then)
}

/// As the API gives them.
pub async fn own_then(
    tx: &Tx<'_>,
    measure: &str,
    period: &Period,
    seqs: &HashMap<Subject, i64>,
) -> Result<HashMap<Subject, i64>> {
    let asked = (measure, period, Level::Goal);
    let today = published(tx, asked, None).await?;
    published_then(tx, asked, today, seqs).await
}

/// What people and units were measured by, each its own.
async fn published(tx: &Tx<'_>, asked: Asked<'_>, at: Option<i64>) -> Result<HashMap<Subject, i64>> {
    let (measure, period, level) = asked;
    let filter = Filter {
        measure: Some(measure.to_owned()),
        calendar: Some(period.calendar.clone()),
        period: Some(period.clone()),
        level: Some(level),
        subject: None,
        as_of: at,
    };
    let amount = |goal: Goal| Some((goal.slot.subject, goal.published?.amount));
    Ok(store::all(tx, &filter).await?.into_iter().filter_map(amount).collect())
}
