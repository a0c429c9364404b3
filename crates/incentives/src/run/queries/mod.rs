//! Runs as people look at them: where each stands, who did what, and what has come up since.

pub mod kept;
pub mod known;
pub mod payments;
pub mod today;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use beichen_engine::money::Currency;
use beichen_kernel::{Ctx, Error, Id, MemberId, Page, Reach, Result, Scope};
use beichen_ledger::api as ledger;
use beichen_people::api::{self as people, Member, Visible};
use beichen_store::{Db, Tx, audit};
use uuid::Uuid;

use super::model::{Review, ReviewSubject, Run, RunId, Step};
use super::policy;
use super::store::{self, FoundAdjustment};
use super::views::{
    AdjustmentListQuery, AdjustmentRow, CauseView, LockedView, NoticeView, PaidView, RunListQuery, RunReviewView,
    RunRow, RunStepView, RunView, SinceTrial,
};
use crate::decision::queries::count_waiting;
use crate::permissions::INCENTIVES_RUN_READ;
use crate::plan::model::PlanId;
use crate::plan::store as plans;
use crate::statement::queries::visible_in_review;
use crate::statement::views::DocumentRef;
use crate::trial::model::Cause;
use crate::trial::queries::seen;
use crate::trial::store::{amount, run_hash};

/// Runs, the latest period first. A lead's totals are over the people whom the lead sees.
pub async fn list(ctx: &Ctx, db: &Db, query: RunListQuery) -> Result<Page<RunRow>> {
    ctx.require(INCENTIVES_RUN_READ, Scope::Anywhere)?;
    let tx = db.read(ctx).await?;
    let mut page = page(&tx, &query, None).await?;
    for row in &mut page.items {
        row.can = policy::offered(ctx, &store::load(&tx, row.id).await?);
    }
    let can = if policy::check(ctx, Step::Try).is_ok() { vec!["try".to_owned()] } else { Vec::new() };
    Ok(page.offering(can))
}

/// One run.
pub async fn get(ctx: &Ctx, db: &Db, id: RunId) -> Result<RunView> {
    ctx.require(INCENTIVES_RUN_READ, Scope::Anywhere)?;
    let tx = db.read(ctx).await?;
    view(&tx, &load(&tx, id).await?).await
}

/// The run of a plan's period, by the plan's key and the period's name or first day.
pub async fn find(ctx: &Ctx, db: &Db, plan: &str, period: &str) -> Result<Option<RunView>> {
    ctx.require(INCENTIVES_RUN_READ, Scope::Anywhere)?;
    let tx = db.read(ctx).await?;
    let Some(draft) = plans::find_by_key(&tx, plan).await? else { return Err(Error::not_found(PlanId::NAME)) };
    let calendar = ledger::calendar(&tx, &draft.plan.calendar).await?;
    let Some(wanted) = calendar.find_any(period) else { return Ok(None) };
    match store::find(&tx, draft.id, &wanted).await? {
        Some(run) => view(&tx, &load(&tx, run.id).await?).await.map(Some),
        None => Ok(None),
    }
}

/// A run of a plan with the hash of its statements, reckoned anew from the kept bodies.
pub struct HashedRun {
    pub period_from: beichen_engine::day::Day,
    pub period: String,
    pub state: String,
    pub people: usize,
    pub hash: String,
    /// Whether every kept body still has its own hash.
    pub is_whole: bool,
}

/// The runs of a plan, oldest first, each with the hash of what is kept of it.
pub async fn hashes(ctx: &Ctx, db: &Db, plan: &str) -> Result<Vec<HashedRun>> {
    if ctx.reach(INCENTIVES_RUN_READ)? != Reach::Organisation {
        return Err(Error::forbidden(INCENTIVES_RUN_READ));
    }
    let tx = db.read(ctx).await?;
    let draft = plans::find_by_key(&tx, plan).await?.ok_or_else(|| Error::not_found(PlanId::NAME))?;
    let mut found = Vec::new();
    for run in store::of_plan(&tx, draft.id).await? {
        let kept = store::kept_statements(&tx, run.trial).await?;
        let fresh: Vec<String> = kept.iter().map(|statement| audit::sha256(&statement.body)).collect();
        found.push(HashedRun {
            period_from: run.period.days.from,
            period: run.period.name,
            state: run.state.to_string(),
            people: kept.len(),
            hash: audit::sha256(&fresh.concat()),
            is_whole: kept.iter().zip(&fresh).all(|(statement, fresh)| statement.hash == *fresh),
        });
    }
    Ok(found)
}

/// A run in which the actor may see somebody; any other does not exist.
pub async fn load(tx: &Tx<'_>, id: RunId) -> Result<Run> {
    row(tx, id).await?;
    store::load(tx, id).await
}

async fn page(tx: &Tx<'_>, query: &RunListQuery, only: Option<RunId>) -> Result<Page<RunRow>> {
    let seen = seen(tx).await?;
    let in_review = if seen == Visible::Everything { Visible::Everything } else { visible_in_review(tx).await? };
    store::page(tx, query, only, (&seen, &in_review)).await
}

async fn row(tx: &Tx<'_>, id: RunId) -> Result<RunRow> {
    let page = page(tx, &RunListQuery::default(), Some(id)).await?;
    page.items.into_iter().next().ok_or_else(|| Error::not_found(RunId::NAME))
}

/// The run with everything that stands around it.
pub async fn view(tx: &Tx<'_>, run: &Run) -> Result<RunView> {
    let mut row = row(tx, run.id).await?;
    row.can = policy::offered(tx.ctx(), run);
    let steps = store::steps(tx, run.id).await?;
    let reviews = store::reviews(tx, run.id).await?;
    let names = Names::load(tx, &steps, &reviews, run).await?;
    let sees_all = tx.ctx().reach(INCENTIVES_RUN_READ)? == Reach::Organisation;
    let (adjusted, owed) = store::sums(tx, run.trial).await?;
    let unmatched = ledger::unmatched_on(tx, run.period.days).await?;
    let payable = store::payable(tx, run.trial).await?.len();
    Ok(RunView {
        hash: run_hash(tx, run.trial).await?,
        steps: steps
            .into_iter()
            .map(|step| RunStepView {
                by: names.member(step.member_id.into()),
                step: step.step,
                round: step.round,
                at: beichen_kernel::Timestamp::from_micros(step.at),
                reason: step.reason,
            })
            .collect(),
        reviews: reviews.iter().map(|review| names.review(review)).collect(),
        notice: run.notice.map(|(from, to)| NoticeView { from, to, open: run.is_on_notice(tx.today()) }),
        locked: run.locked.as_ref().map(|locked| LockedView {
            by: names.member(locked.by),
            at: locked.at,
            audit_seq: locked.seq,
            audit_hash: locked.audit_hash.clone(),
            four_eyes: locked.four_eyes,
        }),
        since_trial: since_trial(tx, run).await?,
        open_objections: store::open_objections(tx, run.id).await?,
        undecided_count: if sees_all { Some(count_waiting(tx, run.plan_id, run.period.kind).await?) } else { None },
        adjusted: sees_all.then(|| amount(adjusted, &row.currency)),
        owed: sees_all.then(|| amount(owed, &row.currency)),
        payable_count: i64::try_from(payable).unwrap_or(i64::MAX),
        paid_count: run.paid_count,
        export_count: run.export_count,
        unmatched_count: unmatched.0,
        unmatched: amount(unmatched.1, &row.currency),
        run: row,
    })
}

/// What was recorded for the period's days after the trial's snapshot: for those who see everybody, of everybody.
async fn since_trial(tx: &Tx<'_>, run: &Run) -> Result<SinceTrial> {
    let plan = plans::in_force(tx, run.plan_id).await?;
    let Some((version, _)) = plan.on(run.period.days) else { return Ok(SinceTrial::default()) };
    let measures: Vec<&str> = version.plan.measures.iter().map(|measure| measure.definition.key.as_str()).collect();
    let visible = seen(tx).await?;
    let mut credited = ledger::credited_since(tx, &measures, run.period.days, run.trial_seq).await?;
    if visible != Visible::Everything {
        let last = run.period.days.end.plus_days(-1);
        credited.retain(|one| visible.includes(one.member, last));
    }
    let documents: BTreeSet<Uuid> = credited.iter().map(|one| one.document).collect();
    let mut sums: BTreeMap<&str, i64> = BTreeMap::new();
    for one in &credited {
        let sum = sums.entry(one.measure.as_str()).or_default();
        *sum = sum.saturating_add(one.amount);
    }
    let amounts = sums.into_iter().filter_map(|(key, sum)| {
        let measure = version.plan.measure(key)?;
        Some((key.to_owned(), measure.definition.format_amount(sum, tx.ctx().currency())))
    });
    Ok(SinceTrial {
        documents: documents.len(),
        amounts: amounts.collect(),
        corrections: people::granted_since(tx, run.trial_seq).await?.len(),
    })
}

/// The differences of locked periods that a run takes in.
pub async fn adjustments(ctx: &Ctx, db: &Db, id: RunId, query: AdjustmentListQuery) -> Result<Page<AdjustmentRow>> {
    ctx.require(INCENTIVES_RUN_READ, Scope::Anywhere)?;
    let tx = db.read(ctx).await?;
    let run = load(&tx, id).await?;
    let visible = crate::statement::queries::visible(&tx).await?;
    let found = store::adjustments(&tx, run.trial, &query, &visible).await?;
    let currency = row(&tx, id).await?.currency;
    let causes = Causes::load(&tx, found.items.iter().flat_map(|one| &one.causes)).await?;
    Ok(found.map(|one| adjustment_row(one, &causes, &currency)))
}

/// A difference as it is shown.
pub fn adjustment_row(one: FoundAdjustment, causes: &Causes, currency: &str) -> AdjustmentRow {
    AdjustmentRow {
        causes: one.causes.iter().map(|cause| causes.view(cause, currency)).collect(),
        member: one.member,
        component: one.component,
        title: one.title,
        period: one.period,
        period_from: one.period_from,
        locked: amount(one.locked_minor, currency),
        adjusted: amount(one.adjusted_minor, currency),
        now: amount(one.now_minor, currency),
        kept: amount(one.kept_minor, currency),
        difference: amount(one.difference_minor, currency),
        payout: one.payout.map(|payout| PaidView {
            payable: amount(payout.difference.payable_minor, currency),
            held: amount(payout.difference.held_minor, currency),
            owed: amount(payout.difference.owed_minor, currency),
            clawed: amount(0, currency),
        }),
        is_flag: one.is_flag,
    }
}

/// The documents and people that causes name.
pub struct Causes {
    documents: BTreeMap<Uuid, (String, String)>,
    people: HashMap<MemberId, Member>,
    units: BTreeMap<String, beichen_engine::measure::MeasureUnit>,
}

impl Causes {
    pub async fn load<'c>(tx: &Tx<'_>, causes: impl Iterator<Item = &'c Cause>) -> Result<Self> {
        let (mut ids, mut members) = (BTreeSet::new(), Vec::new());
        for cause in causes {
            match cause {
                Cause::Document { document, .. } => {
                    ids.insert(*document);
                }
                Cause::Decision { asked_by, granted_by, .. } => members.extend([*asked_by, *granted_by]),
                Cause::Correction { .. } => {}
            }
        }
        let documents = ledger::documents(tx, &ids).await?.into_iter();
        let documents = documents.map(|kept| (kept.id, (kept.document.kind().to_owned(), kept.code.clone()))).collect();
        let measures = ledger::measures(tx).await?;
        let units = measures.into_iter().map(|known| (known.key().to_owned(), known.measure.unit)).collect();
        Ok(Self { documents, people: people::members_by_id(tx, &members).await?, units })
    }

    fn name(&self, member: MemberId) -> String {
        self.people.get(&member).map(|member| member.name.clone()).unwrap_or_default()
    }

    pub fn view(&self, cause: &Cause, currency: &str) -> CauseView {
        match cause {
            Cause::Document { document, measure, amount: credited } => {
                let (kind, code) = self.documents.get(document).cloned().unwrap_or_default();
                let digits = currency.parse().unwrap_or(Currency::CNY);
                let unit = self.units.get(measure).copied().unwrap_or(beichen_engine::measure::MeasureUnit::Money);
                CauseView {
                    kind: "document".to_owned(),
                    document: Some(DocumentRef::new(&kind, *document, code)),
                    measure: Some(measure.clone()),
                    amount: Some(beichen_engine::decimal::format(*credited, unit.digits(digits))),
                    ..CauseView::default()
                }
            }
            Cause::Correction { operation, reason, .. } => CauseView {
                kind: "correction".to_owned(),
                operation: Some(operation.clone()),
                reason: Some(reason.clone()),
                ..CauseView::default()
            },
            Cause::Decision { reason, asked_by, granted_by, .. } => CauseView {
                kind: "decision".to_owned(),
                reason: Some(reason.clone()),
                by: [asked_by, granted_by].map(|by| self.name(*by)).into(),
                ..CauseView::default()
            },
        }
    }
}

/// Names of people and units.
struct Names {
    members: BTreeMap<MemberId, String>,
    units: BTreeMap<beichen_kernel::UnitId, String>,
}

impl Names {
    async fn load(tx: &Tx<'_>, steps: &[store::step::Model], reviews: &[Review], run: &Run) -> Result<Self> {
        let of_reviews = reviews.iter().flat_map(|review| {
            let own = match review.subject {
                ReviewSubject::Member(member) => Some(member),
                ReviewSubject::Unit(_) => None,
            };
            own.into_iter().chain(review.reviewer).chain(review.approved.map(|(by, _)| by))
        });
        let ids: Vec<MemberId> = steps
            .iter()
            .map(|step| step.member_id.into())
            .chain(of_reviews)
            .chain(run.locked.as_ref().map(|locked| locked.by))
            .collect();
        let members = people::members_by_id(tx, &ids).await?.into_iter();
        let units = people::units(tx).await?.into_iter().map(|unit| (unit.id, unit.name)).collect();
        Ok(Self { members: members.map(|(id, member)| (id, member.name)).collect(), units })
    }

    fn member(&self, id: MemberId) -> String {
        self.members.get(&id).cloned().unwrap_or_default()
    }

    fn review(&self, review: &Review) -> RunReviewView {
        let (unit_id, person) = match review.subject {
            ReviewSubject::Unit(unit) => (unit, None),
            ReviewSubject::Member(member) => (None, Some(self.member(member))),
        };
        RunReviewView {
            unit: unit_id.and_then(|unit| self.units.get(&unit)).cloned(),
            unit_id,
            person,
            reviewer: review.reviewer.map(|reviewer| self.member(reviewer)),
            approved_by: review.approved.map(|(by, _)| self.member(by)),
            approved_at: review.approved.map(|(_, at)| at),
        }
    }
}
