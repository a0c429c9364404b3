//! The sample company's goals: what everybody is to collect, month by month, published by the director.

use beichen_engine::money::Money;
use beichen_goals::api::{PublishGoals, publish};
use beichen_kernel::{Result, Role};

use super::Company;
use super::people::People;
use super::roster::SELLERS;
use super::sheets::Sheet;

/// Imports the goals of the three months, for the full month, and publishes each month.
pub async fn build(company: &Company<'_>, people: &People) -> Result<()> {
    let titles = ["measure", "calendar", "period", "person", "amount", "basis"];
    let mut sheet = Sheet::new("goals", "回款目标.csv", &titles);
    for (place, month) in company.months.all().into_iter().enumerate() {
        for seller in SELLERS {
            let Some(goal) = seller.goal(place) else { continue };
            let amount = Money::new(goal, company.ctx.currency()).decimal();
            sheet.row(["collected", "natural", &month.name, seller.code, &amount, "full"]);
        }
    }
    company.import(sheet).await?;
    let director = company.acting(people.login(Role::Director)?).await?;
    for month in company.months.all() {
        let wanted = PublishGoals {
            measure: "collected".to_owned(),
            calendar: "natural".to_owned(),
            period_kind: None,
            period: Some(month.name.clone()),
            reason: format!("{} 月度目标", month.name),
        };
        publish(&director, &company.deps.db, wanted).await?;
    }
    Ok(())
}
