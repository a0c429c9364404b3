//! The sample company's plan: its text, kept as a draft, and a trial of it for each month.

use beichen_incentives::plan::commands as plans;
use beichen_incentives::plan::views::PlanWrite;
use beichen_incentives::trial::commands as trials;
use beichen_incentives::trial::views::TrialCreate;
use beichen_kernel::{Result, Role};

use super::Company;
use super::months::Months;
use super::people::People;

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
    let (first, last) = (months.start().year(), months.open.first.year());
    let text = include_str!("plan.toml").lines().skip(1).collect::<Vec<_>>().join("\n");
    text.replace("{YEAR}", &last.to_string())
        .replace("{FROM}", &format!("{first}-01-01"))
        .replace("{TO}", &format!("{last}-12-31"))
        .replace("{MONTH}", &months.middle.name)
        .replace("{DAY}", &months.middle.at(10).to_string())
        + "\n"
}

/// All measures of the company: those of the plan and some more.
pub fn measures(plan: &str) -> String {
    format!("{plan}{MORE_MEASURES}")
}

/// Keeps the draft and tries it for the three months, oldest first, as the director.
pub async fn build(company: &Company<'_>, people: &People, text: String) -> Result<()> {
    let login = people.login(Role::Director)?;
    let director = company.acting(login).await?;
    let db = &company.deps.db;
    let draft = plans::create(&director, db, PlanWrite { text }).await?;
    for month in company.months.all() {
        let create = TrialCreate { plan_id: draft.id, period: month.name.clone() };
        trials::create(&company.acting(login).await?, db, create).await?;
    }
    Ok(())
}
