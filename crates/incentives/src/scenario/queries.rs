//! Scenarios: the calculation of a period on other inputs. Read in one snapshot, answered, and kept nowhere.

use std::collections::BTreeMap;

use beichen_engine::calculate::{Balances, Line, Run, calculate};
use beichen_engine::calendar::{Calendar, Period, PeriodKind};
use beichen_engine::check;
use beichen_engine::plan::Plan;
use beichen_engine::scenario::{self, Change, Further};
use beichen_kernel::{Ctx, Cursor, Error, FieldError, Id, MemberId, Page, Result};
use beichen_ledger::api as ledger;
use beichen_people::api::{self as people, Member};
use beichen_store::{Db, Tx};

use super::model::ScenarioError;
use super::policy;
use super::views::{
    ComponentEstimate, EstimateAsk, EstimateView, ForecastAsk, ForecastBand, ForecastView, FurtherAmount, Levels,
    SimulatedPerson, SimulationAsk, SimulationView,
};
use crate::inputs::{self, Opening, Snapshot};
use crate::plan::model::{PlanId, PlanInForce, read};
use crate::plan::store as plans;
use crate::plan::views::FindingView;
use crate::run::queries::known::Known;
use crate::statement::queries::visible;
use crate::statement::views::{MemberRef, StepView};
use crate::surroundings;
use crate::trial::model::{key, key_uuid};
use crate::trial::store::amount;
use crate::trial::views::PeriodRef;

/// As many months as two years have.
const MOST_PERIODS: usize = 24;

/// A person's period of a plan in force.
struct Asked {
    known: Known,
    member: Member,
}

impl Asked {
    async fn load(tx: &Tx<'_>, plan: PlanId, period: &str, member: Option<MemberId>) -> Result<Self> {
        let plan = plans::in_force(tx, plan).await?;
        let calendar = ledger::calendar(tx, plan.calendar()).await?;
        let period = plan.find_period(&calendar, period)?;
        let member = seen_member(tx, member, &period).await?;
        Ok(Self { known: Known::load(tx, plan, calendar, period).await?, member })
    }

    /// An amount of a measure of the plan, in its smallest unit.
    fn amount_of(&self, ctx: &Ctx, path: &str, measure: &str, text: &str) -> Result<i64> {
        let plan = &self.known.version()?.plan;
        let Some(known) = plan.measure(measure) else {
            let known: Vec<&str> = plan.measures.iter().map(|known| known.definition.key.as_str()).collect();
            let error = ScenarioError::UnknownMeasure { measure: measure.to_owned(), known: known.join(", ") };
            return Err(at(path, error));
        };
        known
            .definition
            .parse_amount(text.trim(), ctx.currency())
            .map_err(|_| at(path, ScenarioError::BadAmount { amount: text.to_owned(), measure: measure.to_owned() }))
    }

    fn further(&self, ctx: &Ctx, wanted: &[FurtherAmount]) -> Result<Vec<Further>> {
        let (period, last) = (self.known.period.days, self.known.period.days.end.plus_days(-1));
        let one = |(place, one): (usize, &FurtherAmount)| {
            let day = one.day.unwrap_or(last);
            if !period.contains(day) {
                let (from, to) = (period.from.to_string(), last.to_string());
                let error = ScenarioError::DayOutside { day: day.to_string(), from, to };
                return Err(at(&format!("further.{place}.day"), error));
            }
            let amount = self.amount_of(ctx, &format!("further.{place}.amount"), &one.measure, &one.amount)?;
            Ok(Further { person: key(self.member.id.uuid()), measure: one.measure.clone(), day, amount })
        };
        wanted.iter().enumerate().map(one).collect()
    }

    fn must_be_in(&self, run: &Run) -> Result<()> {
        let own = key(self.member.id.uuid());
        if run.people.iter().any(|total| total.person == own) {
            return Ok(());
        }
        let (person, period) = (self.member.code.clone(), self.known.period.name.clone());
        Err(ScenarioError::NotInPlan { person, period }.into())
    }

    fn lines<'r>(&self, run: &'r Run) -> BTreeMap<&'r str, &'r Line> {
        let own = key(self.member.id.uuid());
        run.lines.iter().filter(|line| line.person == own).map(|line| (line.component.as_str(), line)).collect()
    }

    fn member(&self) -> MemberRef {
        MemberRef { id: self.member.id, code: self.member.code.clone(), name: self.member.name.clone() }
    }

    fn currency(&self) -> Result<String> {
        Ok(self.known.version()?.plan.currency.code().to_owned())
    }
}

/// A person whose pay the actor sees on the period's last day; oneself where nobody is named.
async fn seen_member(tx: &Tx<'_>, wanted: Option<MemberId>, period: &Period) -> Result<Member> {
    let unknown = || Error::not_found("people.member");
    let id = wanted.or_else(|| tx.ctx().member()).ok_or_else(unknown)?;
    if !visible(tx).await?.includes(id, inputs::seen_on(tx, period)) {
        return Err(unknown());
    }
    people::members_by_id(tx, &[id]).await?.remove(&id).ok_or_else(unknown)
}

/// What a person's period pays, and what it would pay with further amounts.
pub async fn estimate(ctx: &Ctx, db: &Db, ask: EstimateAsk) -> Result<EstimateView> {
    policy::may_estimate(ctx)?;
    if ask.further.is_empty() {
        return Err(at("further", ScenarioError::NothingAsked));
    }
    let tx = db.read(ctx).await?;
    let mut asked = Asked::load(&tx, ask.plan_id, &ask.period, ask.member_id).await?;
    drop(tx);
    let further = asked.further(ctx, &ask.further)?;
    let calculating = tokio::task::spawn_blocking(move || {
        let runs = asked.known.ask(|inputs| Ok((calculate(inputs)?, scenario::estimate(inputs, &further)?)));
        runs.map(|runs| (asked, runs))
    });
    let (asked, (now, then)) = calculating.await.map_err(Error::internal)??;
    asked.must_be_in(&then)?;
    estimate_view(&asked, &now, &then)
}

fn estimate_view(asked: &Asked, now: &Run, then: &Run) -> Result<EstimateView> {
    let (currency, now, then) = (asked.currency()?, asked.lines(now), asked.lines(then));
    let earned = |lines: &BTreeMap<&str, &Line>, key: &str| lines.get(key).map_or(0, |line| line.earned_minor);
    let shown = |change: Change| {
        let difference = change.after_minor.saturating_sub(change.before_minor);
        [change.before_minor, change.after_minor, difference].map(|minor| amount(minor, &currency))
    };
    let of_kind = asked.known.version()?.plan.components.iter().filter(|one| one.period == asked.known.period.kind);
    let mut all = Change::default();
    let components = of_kind.map(|component| {
        let key = component.key.as_str();
        let change = Change { before_minor: earned(&now, key), after_minor: earned(&then, key) };
        all.before_minor = all.before_minor.saturating_add(change.before_minor);
        all.after_minor = all.after_minor.saturating_add(change.after_minor);
        let [now, changed, difference] = shown(change);
        // What names a document is left out: not everybody sees each of them.
        let steps = then.get(key).into_iter().flat_map(|line| &line.steps).filter(|step| step.depth == 0);
        let steps = steps.filter(|step| !step.params.contains_key("document")).cloned().map(StepView::from).collect();
        ComponentEstimate {
            key: component.key.clone(),
            title: component.title.clone(),
            now,
            then: changed,
            difference,
            steps,
        }
    });
    let components = components.collect();
    let [now, then, difference] = shown(all);
    Ok(EstimateView {
        period: PeriodRef::from(&asked.known.period),
        member: asked.member(),
        now,
        then,
        difference,
        components,
        currency,
    })
}

/// What a person's period would pay at low, expected and high totals.
pub async fn forecast(ctx: &Ctx, db: &Db, ask: ForecastAsk) -> Result<ForecastView> {
    policy::may_estimate(ctx)?;
    if ask.measures.is_empty() {
        return Err(at("measures", ScenarioError::NothingAsked));
    }
    let tx = db.read(ctx).await?;
    let mut asked = Asked::load(&tx, ask.plan_id, &ask.period, ask.member_id).await?;
    drop(tx);
    let mut totals: [BTreeMap<String, i64>; 3] = Default::default();
    for (measure, Levels { low, expected, high }) in &ask.measures {
        let path = format!("measures.{measure}");
        let read = |text| asked.amount_of(ctx, &path, measure, text);
        let levels = [read(low)?, read(expected)?, read(high)?];
        if !levels.is_sorted() {
            return Err(at(&path, ScenarioError::LevelsOutOfOrder { measure: measure.clone() }));
        }
        for (totals, level) in totals.iter_mut().zip(levels) {
            totals.insert(measure.clone(), level);
        }
    }
    let calculating = tokio::task::spawn_blocking(move || {
        let own = key(asked.member.id.uuid());
        let runs = asked.known.ask(|inputs| {
            let [low, expected, high] = &totals;
            let mut at = |totals| scenario::forecast(inputs, &own, totals);
            Ok([at(low)?, at(expected)?, at(high)?])
        });
        runs.map(|runs| (asked, runs))
    });
    let (asked, runs) = calculating.await.map_err(Error::internal)??;
    let currency = asked.currency()?;
    for run in &runs {
        asked.must_be_in(run)?;
    }
    let [low, expected, high] = runs.map(|run| {
        let lines = asked.lines(&run);
        let total = lines.values().fold(0_i64, |sum, line| sum.saturating_add(line.earned_minor));
        let components = lines.iter().map(|(key, line)| ((*key).to_owned(), amount(line.earned_minor, &currency)));
        ForecastBand { total: amount(total, &currency), components: components.collect() }
    });
    Ok(ForecastView {
        period: PeriodRef::from(&asked.known.period),
        member: asked.member(),
        low,
        expected,
        high,
        currency,
    })
}

/// What a plan's text would have paid over periods, beside a plan in force.
pub async fn simulate(ctx: &Ctx, db: &Db, ask: SimulationAsk) -> Result<SimulationView> {
    policy::may_simulate(ctx)?;
    if ask.periods.is_empty() {
        return Err(at("periods", ScenarioError::NothingAsked));
    }
    if ask.periods.len() > MOST_PERIODS {
        return Err(at("periods", ScenarioError::TooManyPeriods { most: MOST_PERIODS.to_string() }));
    }
    let tx = db.read(ctx).await?;
    let plan = read(&ask.text, &surroundings::load(&tx).await?)?;
    let calendar = ledger::calendar(&tx, &plan.calendar).await?;
    let workdays = ledger::workdays(&tx).await?;
    let mut periods: Vec<Period> =
        ask.periods.iter().map(|name| inputs::find_period(&plan, &calendar, name)).collect::<Result<_, _>>()?;
    periods.sort_by_key(|period| (period.kind, period.days.from));
    periods.dedup_by_key(|period| period.days);
    let other = match ask.plan_id {
        Some(id) => Some(in_calendar(&tx, id, &plan).await?),
        None => None,
    };
    let versions = other.iter().flat_map(|other| &other.versions).map(|version| &version.plan);
    let plans: Vec<&Plan> = [&plan].into_iter().chain(versions).collect();
    let mut snapshot = Snapshot::load(&tx, calendar.clone(), &plans, &periods.iter().collect::<Vec<_>>()).await?;
    let calculating = tokio::task::spawn_blocking(move || {
        let after = chain(&mut snapshot, &periods, |_| Some((&plan, Vec::new())))?;
        let before = chain(&mut snapshot, &periods, |period| covering(other.as_ref()?, &calendar, period))?;
        let changes = scenario::compare(&before, &after).map_err(|error| snapshot.refusal(error))?;
        let findings = check::check(&plan, &calendar, &workdays);
        Ok::<_, Error>((plan, periods, changes, findings))
    });
    let (plan, periods, changes, findings) = calculating.await.map_err(Error::internal)??;
    simulation_view(&tx, &ask, (&plan, &periods), &changes, findings.iter().map(FindingView::from).collect()).await
}

/// A plan in force whose periods can be laid beside those of the text.
async fn in_calendar(tx: &Tx<'_>, id: PlanId, plan: &Plan) -> Result<PlanInForce> {
    let other = plans::in_force(tx, id).await?;
    if other.calendar() == plan.calendar {
        return Ok(other);
    }
    let (calendar, wanted) = (other.calendar().to_owned(), plan.calendar.clone());
    Err(at("plan_id", ScenarioError::OtherCalendar { calendar, wanted }))
}

/// The version that pays a period, where the plan covers it, with those before it.
fn covering<'p>(plan: &'p PlanInForce, calendar: &Calendar, period: &Period) -> Option<(&'p Plan, Vec<&'p Plan>)> {
    let (version, earlier) = plan.on(period.days)?;
    inputs::find_period(&version.plan, calendar, &period.name).ok()?;
    Some((&version.plan, earlier))
}

/// The runs of periods, each of a kind opening with what the one before it closes.
fn chain<'p>(
    snapshot: &mut Snapshot,
    periods: &[Period],
    plan_of: impl Fn(&Period) -> Option<(&'p Plan, Vec<&'p Plan>)>,
) -> Result<Vec<Run>> {
    let mut runs = Vec::with_capacity(periods.len());
    let mut closing: BTreeMap<PeriodKind, Balances> = BTreeMap::new();
    for period in periods {
        let Some(plans) = plan_of(period) else { continue };
        let balances = closing.remove(&period.kind).unwrap_or_default();
        let run = snapshot.run_after(plans, period, Opening { balances, granted: None })?;
        closing.insert(period.kind, run.closing.clone());
        runs.push(run);
    }
    Ok(runs)
}

async fn simulation_view(
    tx: &Tx<'_>,
    ask: &SimulationAsk,
    (plan, periods): (&Plan, &[Period]),
    changes: &BTreeMap<String, Change>,
    findings: Vec<FindingView>,
) -> Result<SimulationView> {
    let currency = plan.currency.code().to_owned();
    let difference = |change: &Change| change.after_minor.saturating_sub(change.before_minor);
    let sum = |of: fn(&Change) -> i64| changes.values().fold(0_i64, |sum, change| sum.saturating_add(of(change)));
    let count = |fits: fn(i64) -> bool| changes.values().filter(|change| fits(difference(change))).count();
    let (before, after) = (sum(|change| change.before_minor), sum(|change| change.after_minor));
    let ids: Vec<MemberId> = changes.keys().filter_map(|person| key_uuid(person)).map(MemberId::from).collect();
    let members = people::members_by_id(tx, &ids).await?;
    let search = ask.search.as_deref().map(str::trim).unwrap_or_default().to_lowercase();
    let mut rows: Vec<(i64, SimulatedPerson)> = changes
        .iter()
        .filter_map(|(person, change)| Some((members.get(&MemberId::from(key_uuid(person)?))?, change)))
        .filter(|(member, _)| [&member.code, &member.name].iter().any(|text| text.to_lowercase().contains(&search)))
        .map(|(member, change)| {
            let shown = [change.before_minor, change.after_minor, difference(change)];
            let [before, after, shown] = shown.map(|minor| amount(minor, &currency));
            let member = MemberRef { id: member.id, code: member.code.clone(), name: member.name.clone() };
            (difference(change), SimulatedPerson { member, before, after, difference: shown })
        })
        .collect();
    rows.sort_by(|(one, a), (other, b)| (one, &a.member.code).cmp(&(other, &b.member.code)));
    Ok(SimulationView {
        periods: periods.iter().map(PeriodRef::from).collect(),
        before: amount(before, &currency),
        after: amount(after, &currency),
        difference: amount(after.saturating_sub(before), &currency),
        winners: count(|difference| difference > 0),
        losers: count(|difference| difference < 0),
        unchanged: count(|difference| difference == 0),
        people: page(rows, ask)?,
        findings,
        currency,
    })
}

/// A page of people after the difference and code at which the one before ended.
fn page(mut rows: Vec<(i64, SimulatedPerson)>, ask: &SimulationAsk) -> Result<Page<SimulatedPerson>> {
    if let Some(after) = &ask.after {
        let Cursor(parts) = Cursor::decode(after, 2)?;
        let bad = || Error::invalid(vec![FieldError::new("after", "kernel.page.bad_cursor")]);
        let [minor, code] = parts.as_slice() else { return Err(bad()) };
        let minor: i64 = minor.parse().map_err(|_| bad())?;
        rows.retain(|(difference, row)| (*difference, &row.member.code) > (minor, code));
    }
    let limit = ask.page().limit();
    rows.truncate(usize::try_from(limit).unwrap_or(usize::MAX).saturating_add(1));
    let page = Page::cut(rows, limit, |(minor, row)| Cursor(vec![minor.to_string(), row.member.code.clone()]));
    Ok(page.map(|(_, row)| row))
}

/// A refusal at a field of the question.
fn at(path: &str, error: ScenarioError) -> Error {
    let error = Error::from(error);
    let field = FieldError::new(path, error.code());
    let field = error.params().iter().fold(field, |field, (name, value)| field.with(name, value.clone()));
    error.with_fields(vec![field])
}
