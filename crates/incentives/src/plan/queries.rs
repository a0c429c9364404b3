//! Plans as people look at them.

use beichen_engine::check;
use beichen_engine::plan::read_plan;
use beichen_kernel::{Ctx, Page, PageQuery, Result, Scope, Timestamp, Version};
use beichen_ledger::api as ledger;
use beichen_store::Db;
use beichen_store::error::from_db;
use beichen_store::list::{List, Sort};
use beichen_store::raw::day;
use sea_orm::QueryResult;
use serde::Deserialize;
use uuid::Uuid;

use super::model::PlanId;
use super::store;
use super::views::{FindingView, PlanCheckView, PlanRow, PlanView, PlanWrite};
use crate::permissions::{INCENTIVES_PLAN_EDIT, INCENTIVES_PLAN_READ};
use crate::surroundings;

/// Which plans are wanted.
#[derive(Debug, Clone, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct PlanListQuery {
    /// Rows of a page, 1 to 200; 50 when absent.
    pub limit: Option<u64>,
    /// The `next` of the page before.
    pub after: Option<String>,
    /// Text in key or title.
    pub search: Option<String>,
    /// `key`, `title`, `valid_from`; with `-` descending.
    pub sort: Option<String>,
}

impl PlanListQuery {
    fn page(&self) -> PageQuery {
        PageQuery { limit: self.limit, after: self.after.clone() }
    }
}

const SORTS: &[Sort] =
    &[Sort::text("key", "p.key"), Sort::text("title", "p.title"), Sort::day("valid_from", "p.valid_from")];
const COLUMNS: &str = "p.id, p.version, p.key, p.title, p.valid_from, p.valid_to, p.changed_at";

pub async fn list(ctx: &Ctx, db: &Db, query: PlanListQuery) -> Result<Page<PlanRow>> {
    ctx.require(INCENTIVES_PLAN_READ, Scope::Organisation)?;
    let tx = db.read(ctx).await?;
    let sort = query.sort.as_deref().unwrap_or("key");
    let mut list = List::new(("p.org_id", ctx.org), (COLUMNS, "incentives_plan p", "p.id"), SORTS, sort)?;
    list.search(&["p.key", "p.title"], query.search.as_deref());
    let page = list.page(&tx, &query.page(), of_row).await?;
    let may_create = ctx.may(INCENTIVES_PLAN_EDIT, Scope::Organisation);
    Ok(page.offering(if may_create { vec!["create".to_owned()] } else { Vec::new() }))
}

pub async fn get(ctx: &Ctx, db: &Db, id: PlanId) -> Result<PlanView> {
    ctx.require(INCENTIVES_PLAN_READ, Scope::Organisation)?;
    let tx = db.read(ctx).await?;
    Ok(PlanView::of(ctx, store::load(&tx, id).await?))
}

/// Checks a text against the organisation, its worked examples included, and keeps nothing.
pub async fn check(ctx: &Ctx, db: &Db, write: PlanWrite) -> Result<PlanCheckView> {
    ctx.require(INCENTIVES_PLAN_EDIT, Scope::Organisation)?;
    let tx = db.read(ctx).await?;
    let surroundings = surroundings::load(&tx).await?;
    let reading = read_plan(&write.text, &surroundings);
    let mut findings: Vec<FindingView> = reading.diagnostics.iter().map(FindingView::from).collect();
    let mut examples = 0;
    if let Some(plan) = &reading.plan {
        examples = plan.examples.len();
        let calendar = ledger::calendar(&tx, &plan.calendar).await?;
        let workdays = ledger::workdays(&tx).await?;
        findings.extend(check::check(plan, &calendar, &workdays).iter().map(FindingView::from));
    }
    Ok(PlanCheckView { sound: !findings.iter().any(|found| found.severity == "error"), findings, examples })
}

fn of_row(row: &QueryResult) -> Result<PlanRow> {
    let id: Uuid = row.try_get("", "id").map_err(from_db)?;
    Ok(PlanRow {
        id: id.into(),
        version: Version(row.try_get("", "version").map_err(from_db)?),
        key: row.try_get("", "key").map_err(from_db)?,
        title: row.try_get("", "title").map_err(from_db)?,
        valid_from: day(row.try_get("", "valid_from").map_err(from_db)?),
        valid_to: day(row.try_get("", "valid_to").map_err(from_db)?),
        changed_at: Timestamp::from_micros(row.try_get("", "changed_at").map_err(from_db)?),
        state: "draft".to_owned(),
    })
}
