//! A run as known today, beside what its trial or lock says: calculated anew on request, kept nowhere.

use std::collections::{BTreeMap, BTreeSet};

use beichen_engine::calculate::Run as Calculated;
use beichen_engine::calendar::{Calendar, Period};
use beichen_engine::settle::Amounts;
use beichen_kernel::{Ctx, Cursor, Error, Id, MemberId, Page, Result, Scope};
use beichen_ledger::api as ledger;
use beichen_people::api as people;
use beichen_store::{Db, Tx};
use uuid::Uuid;

use super::super::commands::reckoning::{self, anew, opening_of};
use super::super::model::{Run, RunId};
use super::super::store::LockedRun;
use super::super::views::{ComponentToday, StatementToday, TodayQuery, TodayRow};
use super::super::{queries, store};
use crate::decision::store as decisions;
use crate::inputs::{Opening, Snapshot};
use crate::permissions::{INCENTIVES_RUN_READ, INCENTIVES_STATEMENT_READ};
use crate::plan::model::PlanInForce;
use crate::plan::store as plans;
use crate::statement::model::StatementId;
use crate::statement::queries as statements;
use crate::statement::store as statement_store;
use crate::statement::views::MemberRef;
use crate::trial::model::{Statement, key, statements as statements_of};
use crate::trial::store::amount;

/// What a period pays as known today, with what was locked and adjusted.
struct Today {
    locked: Amounts,
    adjusted: Amounts,
    /// What was decided to be left as it was.
    kept: BTreeMap<(String, String), i64>,
    now: Calculated,
    snapshot: Snapshot,
    currency: String,
}

impl Today {
    async fn load(tx: &Tx<'_>, run: &Run) -> Result<Self> {
        let plan = plans::in_force(tx, run.plan_id).await?;
        let calendar = ledger::calendar(tx, &run.period.calendar).await?;
        let locked = store::locked(tx, run.plan_id, run.period.kind).await?;
        let made = decisions::of_plan(tx, run.plan_id, run.period.kind).await?;
        let from = run.period.days.from;
        // Where balances pass from period to period, what is known today begins with the first one.
        let is_asked = |period: &Period| period.days.from == from || (plan.keeps_balances() && period.days.from < from);
        let mut snapshot = load(tx, &plan, calendar, (run, &locked), is_asked).await?;
        let mut periods = {
            let run =
                |snapshot: &mut Snapshot, period: &Period, opening| reckoning::run(snapshot, &plan, period, opening);
            anew(&mut snapshot, (&plan, &locked), &made, is_asked, run)?
        };
        let own = periods.pop_if(|last| last.period.days == run.period.days);
        let (adjusted, decided, now) = match own {
            Some(own) => (own.adjusted, own.decided, own.now),
            None => {
                let balances = opening_of(&periods, &locked);
                let opening = Opening { balances, granted: None };
                (Amounts::new(), BTreeMap::new(), reckoning::run(&mut snapshot, &plan, &run.period, opening)?)
            }
        };
        let currency = now.currency.code().to_owned();
        let kept = decided.into_iter().map(|(key, decided)| (key, decided.kept_minor)).collect();
        Ok(Self { locked: store::paid(tx, run.trial.uuid()).await?, adjusted, kept, now, snapshot, currency })
    }

    /// Locked, adjusted, now and kept of a person, all components together or one.
    fn sums(&self, person: &str, component: Option<&str>) -> [i64; 4] {
        let fits = |(of, key): &(String, String)| of == person && component.is_none_or(|component| component == key);
        let added = |sum: i64, minor: i64| sum.saturating_add(minor);
        let sum = |amounts: &Amounts| {
            let own = amounts.iter().filter(|(key, _)| fits(key));
            own.map(|(_, figures)| figures.earned_minor).fold(0, added)
        };
        let kept = self.kept.iter().filter(|(key, _)| fits(key)).map(|(_, minor)| *minor).fold(0, added);
        let lines = self
            .now
            .lines
            .iter()
            .filter(|line| line.person == person && component.is_none_or(|component| component == line.component));
        let now = lines.map(|line| line.earned_minor).fold(0, added);
        [sum(&self.locked), sum(&self.adjusted), now, kept]
    }

    fn shown(&self, sums: [i64; 4]) -> [String; 4] {
        let ([locked, adjusted, now, _], difference) = (sums, left(sums));
        [locked, adjusted, now, difference].map(|minor| amount(minor, &self.currency))
    }
}

/// What is not paid and not decided yet.
const fn left([locked, adjusted, now, kept]: [i64; 4]) -> i64 {
    now.saturating_sub(locked).saturating_sub(adjusted).saturating_sub(kept)
}

async fn load(
    tx: &Tx<'_>,
    plan: &PlanInForce,
    calendar: Calendar,
    (run, locked): (&Run, &[LockedRun]),
    is_asked: impl Fn(&Period) -> bool,
) -> Result<Snapshot> {
    let versions: Vec<&beichen_engine::plan::Plan> = plan.versions.iter().map(|version| &version.plan).collect();
    let before = locked.iter().map(|one| &one.period).filter(|period| is_asked(period));
    let periods: Vec<&Period> = before.chain([&run.period]).collect();
    Snapshot::load(tx, calendar, &versions, &periods).await
}

/// The people of a run whom the actor sees, as locked and as known today, by code.
pub async fn of_run(ctx: &Ctx, db: &Db, id: RunId, query: TodayQuery) -> Result<Page<TodayRow>> {
    ctx.require(INCENTIVES_RUN_READ, Scope::Anywhere)?;
    let tx = db.read(ctx).await?;
    let run = queries::load(&tx, id).await?;
    let visible = statements::visible(&tx).await?;
    let today = Today::load(&tx, &run).await?;
    let seen_on = crate::inputs::seen_on(&tx, &run.period);
    let keys = today.locked.keys().chain(today.adjusted.keys()).map(|(person, _)| person);
    let people: BTreeSet<MemberId> = keys
        .chain(today.now.lines.iter().map(|line| &line.person))
        .filter_map(|person| crate::trial::model::key_uuid(person))
        .map(MemberId::from)
        .filter(|member| visible.includes(*member, seen_on))
        .collect();
    let members = people::members_by_id(&tx, &people.into_iter().collect::<Vec<_>>()).await?;
    let search = query.search.as_deref().map(str::trim).unwrap_or_default().to_lowercase();
    let mut rows: Vec<TodayRow> = members
        .into_values()
        .filter(|member| {
            search.is_empty()
                || member.code.to_lowercase().contains(&search)
                || member.name.to_lowercase().contains(&search)
        })
        .filter_map(|member| {
            let sums = today.sums(&key(member.id.uuid()), None);
            let [locked, adjusted, now, difference] = today.shown(sums);
            (left(sums) != 0 || !query.changed).then_some(TodayRow {
                member: MemberRef { id: member.id, code: member.code, name: member.name },
                locked,
                adjusted,
                now,
                difference,
            })
        })
        .collect();
    rows.sort_by(|a, b| a.member.code.cmp(&b.member.code));
    if let Some(after) = &query.after {
        let Cursor(parts) = Cursor::decode(after, 1)?;
        rows.retain(|row| parts.first().is_some_and(|code| row.member.code > *code));
    }
    let limit = query.limit.unwrap_or(50).clamp(1, 200);
    rows.truncate(usize::try_from(limit).unwrap_or(usize::MAX).saturating_add(1));
    Ok(Page::cut(rows, limit, |row| Cursor(vec![row.member.code.clone()])))
}

/// A statement of a run as known today: component by component, and its measures.
pub async fn of_statement(ctx: &Ctx, db: &Db, id: StatementId) -> Result<StatementToday> {
    ctx.require(INCENTIVES_STATEMENT_READ, Scope::Anywhere)?;
    let tx = db.read(ctx).await?;
    let (row, _) = statements::of_run(&tx, id).await?;
    let standing = statement_store::standing(&tx, id).await?;
    let run = standing.run.ok_or_else(|| Error::not_found(StatementId::NAME))?;
    let run = store::load(&tx, run).await?;
    let today = Today::load(&tx, &run).await?;
    let person = key(row.member.id.uuid());
    let plan = plans::in_force(&tx, run.plan_id).await?;
    let (version, _) = plan.on(run.period.days).ok_or_else(|| Error::internal("a plan has versions"))?;
    let kept: BTreeMap<String, String> = row.components.into_iter().map(|one| (one.key, one.title)).collect();
    let of_plan = version.plan.components.iter().filter(|one| one.period == run.period.kind);
    let components: Vec<ComponentToday> = of_plan
        .map(|component| {
            let [locked, adjusted, now, difference] = today.shown(today.sums(&person, Some(&component.key)));
            let title = kept.get(&component.key).unwrap_or(&component.title).clone();
            ComponentToday { key: component.key.clone(), title, locked, adjusted, now, difference }
        })
        .collect();
    let Today { now, snapshot, .. } = today;
    let placing = snapshot.placing(run.period.days.end.plus_days(-1));
    let mut ids = 0_u128;
    let mut new_id = || {
        ids = ids.saturating_add(1);
        StatementId::from(Uuid::from_u128(ids))
    };
    let found: Option<Statement> = statements_of(now, &placing, &snapshot.document_days(), &mut new_id)
        .into_iter()
        .find(|one| one.member == row.member.id);
    let measures = found.map(|one| one.measures).unwrap_or_default();
    Ok(StatementToday { components, measures: measures.into_iter().map(statements::measure_of).collect() })
}
