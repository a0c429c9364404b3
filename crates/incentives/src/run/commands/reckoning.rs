//! What a run's trial says: the period itself, every locked one anew, the differences, and the balances.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use beichen_engine::calculate::{Balances, Person, Run as Calculated, Span, calculate_with_taken};
use beichen_engine::calendar::{Calendar, Period};
use beichen_engine::day::Day;
use beichen_engine::rate::Rate;
use beichen_engine::receipt::{self, Before, LockedAgain, PeriodInputs, PlanText, pseudonym};
use beichen_engine::settle::{
    Adjustment, Amounts, Figures, LockedPeriod, Settled, adjustments, granted, opening, settle,
};
use beichen_kernel::{Error, MemberId, Result};
use beichen_ledger::api::{self as ledger, CreditedSince};
use beichen_people::api::{self as people, Setting};
use beichen_store::{Tx, audit};
use rayon::prelude::*;
use uuid::Uuid;

use super::super::model::{Review, ReviewSubject};
use super::super::store::{self, LockedRun, TakenBack};
use super::keeping::body;
use crate::correction::DECIDE;
use crate::decision::model::{Made, Outcome, balances, prizes};
use crate::decision::store as decisions;
use crate::inputs::{self, Opening, Snapshot};
use crate::plan::model::{PlanInForce, PlanVersion};
use crate::receipt::model::{KeptInputs, KeptTrial, new_key};
use crate::statement::model::StatementId;
use crate::trial::model::{
    Cause, Kept, Placing, Statement, StatementAdjustment, TrialError, key, key_uuid, statements,
};
use crate::trial::store::run_hash;

/// Everything that a run's trial reads, in one snapshot.
pub struct Reading {
    pub plan: PlanInForce,
    pub period: Period,
    pub head_seq: i64,
    head_hash: String,
    /// Hash of the run that was locked before.
    previous_run: Option<String>,
    /// Secret: what pseudonyms of this trial are made with.
    secret: [u8; 32],
    pub moved_count: i64,
    pub seen_on: Day,
    snapshot: Snapshot,
    /// The locked runs of the plan and kind, oldest first.
    locked: Vec<LockedRun>,
    /// Whether this period is the one that takes adjustments in.
    takes_adjustments: bool,
    /// By person: what the newest locked run left owed.
    opening: BTreeMap<Uuid, i64>,
    /// The chain's head of the newest locked run's snapshot.
    settled_at: i64,
    /// What two people have decided about prizes and balances of the plan and kind.
    made: Vec<Made>,
    /// The part of a total that may be taken for what is owed.
    taken: Rate,
    /// What each locked period's credits have come to since the newest locked run, by its first day.
    since: BTreeMap<Day, Vec<CreditedSince>>,
    corrections: Vec<people::GrantedCorrection>,
}

/// A trial, calculated.
pub struct Reckoned {
    pub statements: Vec<Statement>,
    /// SHA-256 over the statements' hashes: equal inputs, equal hash.
    pub hash: String,
    /// What the statements share for their receipts.
    pub shared: KeptTrial,
    /// What lines take from several people: of the locked periods, then of the open one.
    pub figures: Vec<receipt::Figures>,
    pub reading: Reading,
}

/// A period calculated, with what receipts say of it.
struct Figured {
    period: Period,
    figures: receipt::Figures,
    /// By the engine's key of the person.
    of_people: HashMap<String, PeriodInputs>,
}

impl Reading {
    /// Reads what the trial of a period needs.
    pub async fn load(tx: &Tx<'_>, plan: PlanInForce, calendar: Calendar, period: Period) -> Result<Self> {
        let mut locked = store::locked(tx, plan.id, period.kind).await?;
        let periods: Vec<Period> = locked.iter().map(|run| run.period.clone()).collect();
        let takes_adjustments =
            plan.first_open(&calendar, &periods, &period).is_some_and(|open| open.days == period.days);
        let (opening, settled_at) = match locked.last() {
            Some(last) => (store::owed(tx, last.trial).await?, last.trial_seq),
            None => (BTreeMap::new(), 0),
        };
        if !takes_adjustments && !plan.keeps_balances() {
            locked.clear();
        }
        let mut since = BTreeMap::new();
        for run in &locked {
            let Some((version, _)) = plan.on(run.period.days) else { continue };
            let measures: Vec<&str> =
                version.plan.measures.iter().map(|measure| measure.definition.key.as_str()).collect();
            since.insert(
                run.period.days.from,
                ledger::credited_since(tx, &measures, run.period.days, settled_at).await?,
            );
        }
        let all: Vec<&Period> = locked.iter().map(|run| &run.period).chain([&period]).collect();
        let versions: Vec<&beichen_engine::plan::Plan> = plan.versions.iter().map(|version| &version.plan).collect();
        let snapshot = Snapshot::load(tx, calendar, &versions, &all).await?;
        let percent = people::setting_count(tx, Setting::OwedTakenPercent).await?;
        let head = audit::head(tx).await?;
        let previous_run = match locked.last() {
            Some(last) => Some(run_hash(tx, last.trial).await?),
            None => None,
        };
        Ok(Self {
            seen_on: inputs::seen_on(tx, &period),
            head_seq: head.seq,
            head_hash: head.hash,
            previous_run,
            secret: new_key()?,
            moved_count: people::count_moved(tx)
                .await?
                .saturating_add(i64::try_from(ledger::measures_asked_again(tx).await?.len()).unwrap_or(i64::MAX)),
            corrections: corrections_since(tx, settled_at).await?,
            made: decisions::of_plan(tx, plan.id, period.kind).await?,
            settled_at,
            taken: Rate::from_ppm(percent.saturating_mul(10_000)),
            plan,
            period,
            snapshot,
            locked,
            takes_adjustments,
            opening,
            since,
        })
    }

    /// The version that pays the period, and those before it.
    pub fn version(&self) -> Result<&PlanVersion> {
        self.plan.on(self.period.days).map(|(version, _)| version).ok_or_else(missing_version)
    }

    /// The versions before it, oldest first.
    pub fn earlier(&self) -> impl Iterator<Item = &beichen_engine::plan::Plan> {
        self.plan.on(self.period.days).into_iter().flat_map(|(_, earlier)| earlier)
    }

    /// Calculates. Pure: nothing is read any more.
    pub fn reckon(mut self, mut new_id: impl FnMut() -> StatementId) -> Result<Reckoned> {
        let (again, differences, balances, mut figured) = self.locked_anew()?;
        let opening = Opening { balances, granted: None };
        let (now, open) = run_figured(&mut self.snapshot, &self.plan, &self.period, opening, &self.secret)?;
        let placing = self.snapshot.placing(self.seen_on);
        let mut statements = statements(now, &placing, &self.snapshot.document_days(), &mut new_id);
        self.settle(&mut statements, differences, new_id)?;
        let version = self.version()?.clone();
        let people: HashMap<&str, &Person> =
            self.snapshot.people().iter().map(|person| (person.id.as_str(), person)).collect();
        statements.par_iter_mut().try_for_each(|statement| {
            let member = key(uuid_of(statement.member));
            let person = people.get(member.as_str()).copied();
            let body = body(&version, &self.period, person, statement)?;
            let inputs = person.map(|person| self.inputs_of(person, &open, again.get(&member)));
            let inputs = serde_json::to_string(&inputs).map_err(Error::internal)?;
            statement.kept =
                Some(Kept { hash: audit::sha256(&body), inputs_hash: audit::sha256(&inputs), body, inputs });
            Ok::<(), Error>(())
        })?;
        let (hash, inputs_hash) =
            (hash_of(&statements, |kept| &kept.hash), hash_of(&statements, |kept| &kept.inputs_hash));
        let shared = self.shared(&version, &statements, inputs_hash);
        figured.push(open);
        let figures = figured.into_iter().map(|one| one.figures).collect();
        Ok(Reckoned { statements, hash, shared, figures, reading: self })
    }

    /// What a statement was calculated from.
    fn inputs_of(&self, person: &Person, open: &Figured, locked: Option<&Vec<LockedAgain>>) -> KeptInputs {
        KeptInputs {
            known_as: pseudonym(&self.secret, &person.id),
            paid_in_full: self.snapshot.paid_in_full(person),
            open: open.of_person(&person.id),
            locked: locked.cloned().unwrap_or_default(),
            person: person.clone(),
        }
    }

    /// What all statements were calculated from.
    fn shared(&self, version: &PlanVersion, statements: &[Statement], inputs_hash: String) -> KeptTrial {
        let there: BTreeSet<String> = statements.iter().map(|statement| key(uuid_of(statement.member))).collect();
        let until = self.plan.versions.iter().filter(|other| other.number <= version.number);
        let is_outside = |person: &&Person| !person.credits.is_empty() && !there.contains(&person.id);
        KeptTrial {
            key: hex::encode(self.secret),
            plans: until.map(|one| PlanText { text: one.text.clone(), hash: one.hash.clone() }).collect(),
            calendar: self.snapshot.calendar().clone(),
            workdays: self.snapshot.workdays().clone(),
            since: self.snapshot.since(),
            taken_share: self.taken,
            audit_head: self.head_hash.clone(),
            previous_run: self.previous_run.clone(),
            outside: self.snapshot.people().iter().filter(is_outside).cloned().collect(),
            inputs_hash,
        }
    }

    /// The locked periods calculated anew: by person those in which something differs, the differences from what was
    /// locked and adjusted already, what the open period opens with, and what receipts say of each period.
    #[allow(clippy::type_complexity, reason = "four things that one calculation gives, taken apart at once")]
    fn locked_anew(&mut self) -> Result<(BTreeMap<String, Vec<LockedAgain>>, Vec<Adjustment>, Balances, Vec<Figured>)> {
        let mut figured = Vec::new();
        let run = |snapshot: &mut Snapshot, period: &Period, opening: Opening| {
            let (run, one) = run_figured(snapshot, &self.plan, period, opening, &self.secret)?;
            figured.push(one);
            Ok(run)
        };
        let mut periods = anew(&mut self.snapshot, (&self.plan, &self.locked), &self.made, |_| true, run)?;
        let opening = opening_of(&periods, &self.locked);
        if !self.takes_adjustments {
            periods.clear();
            figured.clear();
        }
        let differences = adjustments(&periods).map_err(|error| self.snapshot.refusal(error))?;
        Ok((locked_again(&periods, &figured, &differences), differences, opening, figured))
    }

    /// Puts the differences and the balances on the statements; who has no line of the period gets one for them.
    fn settle(
        &self,
        statements: &mut Vec<Statement>,
        differences: Vec<Adjustment>,
        mut new_id: impl FnMut() -> StatementId,
    ) -> Result<()> {
        let mut by_person: BTreeMap<Uuid, Vec<StatementAdjustment>> = BTreeMap::new();
        for adjustment in differences {
            let Some(person) = key_uuid(&adjustment.person) else { continue };
            by_person.entry(person).or_default().push(self.explained(person, adjustment));
        }
        let mut decided = balances(&self.made, (self.plan.id, self.period.kind), self.settled_at);
        let there: BTreeSet<Uuid> = statements.iter().map(|statement| uuid_of(statement.member)).collect();
        let owing = self.opening.iter().filter(|(_, owed)| **owed != 0).map(|(person, _)| person).chain(decided.keys());
        let missing: BTreeSet<Uuid> =
            by_person.keys().chain(owing).copied().filter(|person| !there.contains(person)).collect();
        let placing = self.snapshot.placing(self.seen_on);
        for person in missing {
            statements.push(without_lines(new_id(), person, &placing));
        }
        self.snapshot.sort(statements);
        for statement in statements.iter_mut() {
            let person = uuid_of(statement.member);
            statement.adjustments = by_person.remove(&person).unwrap_or_default();
            let total = statement.payable_minor().and_then(|pay| pay.checked_add(statement.adjusted_minor()));
            statement.decisions = decided.remove(&person).unwrap_or_default();
            let decided = statement.decisions.iter().try_fold(0_i64, |sum, one| sum.checked_add(one.owed_minor));
            let opening = self.opening.get(&person).copied().unwrap_or_default();
            let too_large = || TrialError::PayTooLarge { person: self.snapshot.code_of(&key(person)) };
            let settled = total.zip(decided).and_then(|(total, decided)| settle(total, (opening, decided), self.taken));
            let settled: Settled = settled.ok_or_else(too_large)?;
            statement.total_minor = settled.payable_minor;
            statement.settled = settled;
        }
        Ok(())
    }

    /// A difference with what has changed behind it since the period was last settled.
    fn explained(&self, person: Uuid, adjustment: Adjustment) -> StatementAdjustment {
        let period = self.locked.iter().map(|run| &run.period).find(|period| period.name == adjustment.period);
        let period_from = period.map_or(self.period.days.from, |period| period.days.from);
        let component = period
            .and_then(|period| self.plan.on(period.days))
            .and_then(|(version, _)| version.plan.component(&adjustment.component));
        let measures = component.map(|component| component.kind.measures()).unwrap_or_default();
        let credited = self.since.get(&period_from).into_iter().flatten();
        let documents = credited
            .filter(|one| uuid_of(one.member) == person && measures.contains(&one.measure.as_str()))
            .map(|one| Cause::Document { document: one.document, measure: one.measure.clone(), amount: one.amount });
        let touching = |one: &&people::GrantedCorrection| period.is_some_and(|period| one.days.from < period.days.end);
        let corrections = self.corrections.iter().filter(touching).map(|one| Cause::Correction {
            approval: one.approval,
            operation: one.operation.clone(),
            reason: one.reason.clone(),
        });
        let mut causes = self.decided(person, period_from, &adjustment);
        if causes.is_empty() {
            causes = documents.chain(corrections).collect();
        }
        StatementAdjustment { period_from, adjustment, causes }
    }

    /// The decisions that pay a prize: nothing else does.
    fn decided(&self, person: Uuid, period_from: Day, adjustment: &Adjustment) -> Vec<Cause> {
        let paid = self.made.iter().filter(|one| {
            let decision = &one.decision;
            one.seq > self.settled_at
                && !adjustment.is_flag
                && decision.outcome == Outcome::Pay
                && decision.is_of(person.into(), &adjustment.component, period_from)
        });
        paid.map(|one| Cause::Decision {
            decision: one.decision.id,
            reason: one.reason.clone(),
            asked_by: one.asked_by,
            granted_by: one.granted_by,
        })
        .collect()
    }

    /// What leads are to review, unit by unit, by the tree of the period's last day.
    pub async fn reviews(&self, tx: &Tx<'_>, statements: &[Statement]) -> Result<Vec<Review>> {
        let last = self.period.days.end.plus_days(-1);
        let tree = people::tree_on(tx, last).await?;
        let with_login = people::members_with_login(tx).await?;
        let directors = people::holders(tx, beichen_kernel::Role::Director, tx.today()).await?;
        let lead_above = |unit: beichen_kernel::UnitId, but: Option<MemberId>| {
            let leads = tree.path(unit).into_iter().filter_map(|unit| tree.leader(unit));
            leads.into_iter().find(|lead| with_login.contains(lead) && Some(*lead) != but)
        };
        let mut units: BTreeMap<Option<beichen_kernel::UnitId>, Vec<MemberId>> = BTreeMap::new();
        for statement in statements {
            units.entry(statement.unit).or_default().push(statement.member);
        }
        let mut reviews = Vec::new();
        for (unit, members) in units {
            let reviewer = unit.and_then(|unit| lead_above(unit, None));
            reviews.push(Review { subject: ReviewSubject::Unit(unit), reviewer, approved: None });
            for member in members {
                let reviews_alone = reviewer.map_or_else(|| directors.contains(&member), |reviewer| reviewer == member);
                let other = unit.and_then(|unit| lead_above(unit, Some(member)));
                let somebody = other.is_some() || directors.iter().any(|director| *director != member);
                if reviews_alone && somebody {
                    reviews.push(Review { subject: ReviewSubject::Member(member), reviewer: other, approved: None });
                }
            }
        }
        Ok(reviews)
    }
}

/// The wanted ones of a plan's locked periods calculated on what is known now, oldest first, each opening with what the one
/// before closes.
pub fn anew<'l>(
    snapshot: &mut Snapshot,
    (plan, locked): (&'l PlanInForce, &'l [LockedRun]),
    made: &[Made],
    is_wanted: impl Fn(&Period) -> bool,
    mut run: impl FnMut(&mut Snapshot, &Period, Opening) -> Result<Calculated>,
) -> Result<Vec<LockedPeriod<'l>>> {
    let mut periods: Vec<LockedPeriod<'_>> = Vec::with_capacity(locked.len());
    for one in locked.iter().filter(|one| is_wanted(&one.period)) {
        let (version, _) = plan.on(one.period.days).ok_or_else(missing_version)?;
        let from = one.period.days.from;
        let decided = prizes(made, from);
        let balances = periods.last().map(|before| before.now.closing.clone()).unwrap_or_default();
        let granted = Some(granted(&version.plan, &one.paid, &decided));
        let now = run(snapshot, &one.period, Opening { balances, granted })?;
        let adjusted = locked.iter().flat_map(|run| &run.adjusted).filter(|(of, ..)| *of == from);
        periods.push(LockedPeriod {
            period: Span::from(&one.period),
            plan: &version.plan,
            locked: one.paid.clone(),
            adjusted: summed(adjusted).ok_or_else(|| Error::internal("adjustments fit"))?,
            decided,
            now,
        });
    }
    Ok(periods)
}

/// What an open run opens with after these periods, and after what the clawbacks of locked runs took.
pub fn opening_of(periods: &[LockedPeriod<'_>], locked: &[LockedRun]) -> Balances {
    let mut taken = TakenBack::new();
    for (of, minor) in locked.iter().flat_map(|run| &run.taken_back) {
        let sum = taken.entry(of.clone()).or_default();
        *sum = sum.saturating_add(*minor);
    }
    periods.last().map_or_else(Balances::default, |last| opening(&last.now.closing, &taken))
}

/// One period of a plan in force, calculated.
pub fn run(snapshot: &mut Snapshot, plan: &PlanInForce, period: &Period, opening: Opening) -> Result<Calculated> {
    let (version, earlier) = plan.on(period.days).ok_or_else(missing_version)?;
    Ok(snapshot.run_after((&version.plan, earlier), period, opening)?)
}

/// As [`run`], with what receipts say of it.
fn run_figured(
    snapshot: &mut Snapshot,
    plan: &PlanInForce,
    period: &Period,
    opening: Opening,
    secret: &[u8],
) -> Result<(Calculated, Figured)> {
    let (version, earlier) = plan.on(period.days).ok_or_else(missing_version)?;
    Ok(snapshot.ask((&version.plan, earlier), period, opening, |inputs| {
        let (run, taken) = calculate_with_taken(inputs)?;
        let figures = receipt::Figures::new(taken, secret);
        let calculated = receipt::Calculated { period, inputs, figures: &figures };
        let own =
            |person: &Person| (person.id.clone(), calculated.of_person(&person.id, &pseudonym(secret, &person.id)));
        let of_people = inputs.people.iter().map(own).collect();
        Ok((run, Figured { period: period.clone(), figures, of_people }))
    })?)
}

impl Figured {
    fn of_person(&self, id: &str) -> PeriodInputs {
        let nothing =
            || PeriodInputs { period: self.period.clone(), plan: 0, opening: BTreeMap::new(), others: BTreeMap::new() };
        self.of_people.get(id).cloned().unwrap_or_else(nothing)
    }
}

/// By person, the locked periods in which something differs: what was paid for each component, and what is known now.
fn locked_again(
    periods: &[LockedPeriod<'_>],
    figured: &[Figured],
    differences: &[Adjustment],
) -> BTreeMap<String, Vec<LockedAgain>> {
    let mut found: BTreeMap<String, Vec<LockedAgain>> = BTreeMap::new();
    for (period, figured) in periods.iter().zip(figured) {
        let of_period = differences.iter().filter(|one| one.period == period.period.name);
        for person in of_period.map(|one| one.person.as_str()).collect::<BTreeSet<_>>() {
            let keys = period.locked.keys().chain(period.adjusted.keys()).chain(period.decided.keys());
            let components: BTreeSet<&String> =
                keys.filter(|(of, _)| of == person).map(|(_, component)| component).collect();
            let before = components.into_iter().map(|component| {
                let key = (person.to_owned(), component.clone());
                let of = |amounts: &Amounts| amounts.get(&key).copied().unwrap_or_default();
                let decided = period.decided.get(&key).copied().unwrap_or_default();
                (component.clone(), Before::of(of(&period.locked), of(&period.adjusted), decided))
            });
            let again = LockedAgain { inputs: figured.of_person(person), before: before.collect() };
            found.entry(person.to_owned()).or_default().push(again);
        }
    }
    found
}

/// SHA-256 over hashes of the statements, in the order of the people's ids.
fn hash_of(statements: &[Statement], of: fn(&Kept) -> &String) -> String {
    let own = |statement: &Statement| Some((uuid_of(statement.member), of(statement.kept.as_ref()?).clone()));
    let mut hashes: Vec<(Uuid, String)> = statements.iter().filter_map(own).collect();
    hashes.sort_unstable();
    audit::sha256(&hashes.into_iter().map(|(_, hash)| hash).collect::<String>())
}

/// What cannot be: a plan in force has a version.
pub fn missing_version() -> Error {
    Error::internal("a plan has versions")
}

/// Adjustments added up by the engine's key of the person, and the component.
fn summed<'l>(lines: impl Iterator<Item = &'l (Day, Uuid, String, Figures)>) -> Option<Amounts> {
    lines.into_iter().try_fold(Amounts::new(), |mut sums, (_, person, component, figures)| {
        let sum = sums.entry((key(*person), component.clone())).or_default();
        *sum = sum.plus(*figures)?;
        Some(sums)
    })
}

/// Corrections granted since; a decision is none: it changes no figure of a locked period.
async fn corrections_since(tx: &Tx<'_>, seq: i64) -> Result<Vec<people::GrantedCorrection>> {
    let mut granted = people::granted_since(tx, seq).await?;
    granted.retain(|one| one.operation != DECIDE);
    Ok(granted)
}

fn uuid_of(member: MemberId) -> Uuid {
    beichen_kernel::Id::uuid(member)
}

/// A statement of somebody who has no day of the period in the plan: adjustments and balances only.
fn without_lines(id: StatementId, person: Uuid, placing: &Placing) -> Statement {
    Statement {
        id,
        member: person.into(),
        unit: placing.units.get(&person).copied().flatten(),
        seen_on: placing.seen_on,
        total_minor: 0,
        settled: Settled::default(),
        adjustments: Vec::new(),
        decisions: Vec::new(),
        measures: Vec::new(),
        exceptions: Vec::new(),
        lines: Vec::new(),
        documents: Vec::new(),
        kept: None,
    }
}
