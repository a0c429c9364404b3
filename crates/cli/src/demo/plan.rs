//! The sample company's plan, in force; its two months that are over, locked by their people; and the open one, tried
//! with what has come to be known of the locked ones.

use beichen_incentives::api::{self as incentives, PlanId, RunPay, RunTry};
use beichen_kernel::{Ctx, Result, Role};
use beichen_people::api as directory;

use super::months::Months;
use super::people::People;
use super::{Company, documents};

/// Measures that boards show and the plan does not pay.
const MORE_MEASURES: &str = r#"
[measure.contracts]
of = "orders"
day = "signed_on"

[measure.margin]
of = "margin"
day = "signed_on"

[measure.new_customers]
of = "new_customers"
day = "signed_on"
"#;

/// The plan for the years of the three months.
pub fn text(months: &Months) -> String {
    let last = months.open.first.year();
    let text = include_str!("plan.toml").lines().skip(1).collect::<Vec<_>>().join("\n");
    text.replace("{YEAR}", &last.to_string())
        .replace("{FROM}", &months.start().to_string())
        .replace("{TO}", &format!("{last}-12-31"))
        .replace("{MONTH}", &months.middle.name)
        .replace("{DAY}", &months.middle.at(10).to_string())
        + "\n"
}

/// All measures of the company: those of the plan and some more.
pub fn measures(plan: &str) -> String {
    format!("{plan}{MORE_MEASURES}")
}

/// Publishes the plan as the director and locks the months that are over, oldest first.
pub async fn build(company: &Company<'_>, people: &People, text: String) -> Result<()> {
    let director = company.acting(people.login(Role::Director)?).await?;
    let plan = incentives::publish_text(&director, &company.deps.db, text).await?;
    // The story's notices are over: nobody can wait for them here.
    notice(company, "0").await?;
    let [before, middle, open] = company.months.all();
    lock(company, people, plan.id, &before.name).await?;
    lock(company, people, plan.id, &middle.name).await?;
    notice(company, "3").await?;
    paid(company, people, &plan.key, &before.name).await?;
    documents::late(company, people).await?;
    let director = company.acting(people.login(Role::Director)?).await?;
    let wanted = RunTry { plan_id: plan.id, period: open.name.clone() };
    incentives::try_period(&director, &company.deps.db, wanted).await.map(|_| ())
}

async fn notice(company: &Company<'_>, workdays: &str) -> Result<()> {
    directory::set_setting(&company.at_work(), &company.deps.db, "notice_workdays", workdays).await
}

/// The director tries the month, leads and finance look at it, finance locks it.
async fn lock(company: &Company<'_>, people: &People, plan_id: PlanId, period: &str) -> Result<()> {
    let db = &company.deps.db;
    let (director, lead, finance) = (
        company.acting(people.login(Role::Director)?).await?,
        company.acting(people.login(Role::Lead)?).await?,
        company.acting(people.login(Role::Finance)?).await?,
    );
    let mut run = incentives::try_period(&director, db, RunTry { plan_id, period: period.to_owned() }).await?;
    for reviewer in [&lead, &director] {
        if waits_for(&run, reviewer) {
            run = incentives::review_lead(reviewer, db, run.run.id, run.run.version).await?;
        }
    }
    run = incentives::review_finance(&finance, db, run.run.id, run.run.version).await?;
    run = incentives::open_notice(&director, db, run.run.id, run.run.version).await?;
    incentives::lock_run(&finance, db, run.run.id, run.run.version).await.map(|_| ())
}

/// Whether something is left for the reviewer: leads have a name in the list, the director has none.
fn waits_for(run: &incentives::RunView, reviewer: &Ctx) -> bool {
    let is_director = reviewer.grants().roles().contains(&Role::Director);
    run.reviews.iter().any(|review| review.approved_by.is_none() && (review.reviewer.is_none() == is_director))
}

/// The oldest month is taken out and paid.
async fn paid(company: &Company<'_>, people: &People, plan: &str, period: &str) -> Result<()> {
    let (db, finance) = (&company.deps.db, company.acting(people.login(Role::Finance)?).await?);
    let Some(run) = incentives::find_run(&finance, db, plan, period).await? else { return Ok(()) };
    let (run, _) = incentives::note_export(&finance, db, run.run.id, run.run.version).await?;
    incentives::mark_paid(&finance, db, run.run.id, run.run.version, RunPay::default()).await.map(|_| ())
}
