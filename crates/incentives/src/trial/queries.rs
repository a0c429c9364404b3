//! Trials as people look at them.

use beichen_kernel::{Ctx, Error, Id, Page, PageQuery, Reach, Result, Scope};
use beichen_people::api as people;
use beichen_store::list::{List, Sort};
use beichen_store::{Db, Tx};
use serde::Deserialize;

use super::model::TrialId;
use super::store;
use super::views::TrialView;
use crate::permissions::{INCENTIVES_STATEMENT_READ, INCENTIVES_TRIAL_CREATE, INCENTIVES_TRIAL_READ};

/// Which trials are wanted.
#[derive(Debug, Clone, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct TrialListQuery {
    /// Rows of a page, 1 to 200; 50 when absent.
    pub limit: Option<u64>,
    /// The `next` of the page before.
    pub after: Option<String>,
    /// Text in the plan's key or title, or the period's name.
    pub search: Option<String>,
    /// `made_at`, `period`, `plan`; with `-` descending. Newest first when absent.
    pub sort: Option<String>,
    /// A plan's key.
    pub plan: Option<String>,
    /// A period's name.
    pub period: Option<String>,
}

impl TrialListQuery {
    fn page(&self) -> PageQuery {
        PageQuery { limit: self.limit, after: self.after.clone() }
    }
}

const SORTS: &[Sort] =
    &[Sort::integer("made_at", "t.made_at"), Sort::day("period", "t.period_from"), Sort::text("plan", "t.plan_title")];
const FROM: &str = "incentives_trial t LEFT JOIN people_member b ON b.org_id = t.org_id AND b.id = t.made_by";
/// The totals as they were kept: for those who see everybody in a trial.
const KEPT: &str = "t.people_count, t.exceptions_count, t.total_minor";

/// Trials, newest first. A lead's totals are over the people whom the lead sees.
pub async fn list(ctx: &Ctx, db: &Db, query: TrialListQuery) -> Result<Page<TrialView>> {
    ctx.require(INCENTIVES_TRIAL_READ, Scope::Anywhere)?;
    let tx = db.read(ctx).await?;
    let mut list = start(ctx, query.sort.as_deref().unwrap_or("-made_at"))?;
    list.search(&["t.plan_key", "t.plan_title", "t.period_name"], query.search.as_deref());
    list.equal("t.plan_key", query.plan.clone());
    list.equal("t.period_name", query.period.clone());
    let page = finish(&tx, list, &query.page()).await?;
    let may_create = ctx.may(INCENTIVES_TRIAL_CREATE, Scope::Organisation);
    Ok(page.offering(if may_create { vec!["create".to_owned()] } else { Vec::new() }))
}

/// One trial.
pub async fn get(ctx: &Ctx, db: &Db, id: TrialId) -> Result<TrialView> {
    ctx.require(INCENTIVES_TRIAL_READ, Scope::Anywhere)?;
    let tx = db.read(ctx).await?;
    find(&tx, id).await
}

/// A trial in which the actor may see somebody; any other does not exist.
pub async fn find(tx: &Tx<'_>, id: TrialId) -> Result<TrialView> {
    let mut list = start(tx.ctx(), "made_at")?;
    list.equal("t.id", Some(id.uuid()));
    let page = finish(tx, list, &PageQuery::default()).await?;
    page.items.into_iter().next().ok_or_else(|| Error::not_found(TrialId::NAME))
}

fn start(ctx: &Ctx, sort: &str) -> Result<List> {
    List::new(("t.org_id", ctx.org), (store::COLUMNS, FROM, "t.id"), SORTS, sort)
}

async fn finish(tx: &Tx<'_>, mut list: List, page: &PageQuery) -> Result<Page<TrialView>> {
    if tx.ctx().reach(INCENTIVES_TRIAL_READ)? == Reach::Organisation {
        list.also(KEPT.to_owned());
        return list.page(tx, page, store::of_row).await;
    }
    let visible = people::visible(tx, INCENTIVES_STATEMENT_READ).await?;
    let condition = visible.condition(&mut list, "s.member_id", "s.seen_on").unwrap_or_else(|| "s.org_id = t.org_id".to_owned());
    let over = |what: &str| {
        format!(
            "(SELECT CAST(COALESCE({what}, 0) AS BIGINT) FROM incentives_statement s \
             WHERE s.org_id = t.org_id AND s.trial_id = t.id AND {condition})"
        )
    };
    let people = over("COUNT(*)");
    list.also(format!(
        "{people} AS people_count, {} AS exceptions_count, {} AS total_minor",
        over("SUM(s.exceptions_count)"),
        over("SUM(s.total_minor)"),
    ));
    list.filter(format!("{people} > 0"));
    list.page(tx, page, store::of_row).await
}
