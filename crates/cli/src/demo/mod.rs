//! The sample company 澄远科技: made anew on any day, always the same, so that everything can be tried before anything is set up.
//!
//! It goes in through the doors that everybody uses: sheets are imported, goals published, plans kept and tried.
//! The same seed and day give the same people, documents and sums, whatever the hour.

mod books;
mod dice;
mod documents;
mod goals;
mod marker;
mod months;
mod names;
mod people;
mod plan;
mod roster;
mod sellers;
mod sheets;
mod story;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use beichen_engine::day::Day;
use beichen_kernel::{Ctx, LoginId, Result};
use beichen_store::Deps;
use beichen_store::db::DemoSignIn;

pub use marker::{MARKER, mark, marker};

/// The company's name.
pub const COMPANY: &str = "澄远科技";
/// The currency and zone that the company is made with.
pub const CURRENCY: &str = "CNY";
pub const ZONE: &str = "Asia/Shanghai";
/// The password of everybody in the sample company.
pub const PASSWORD: &str = "chengyuan-demo";
/// Everything that chance decides hangs on it.
pub const SEED: u64 = 20_260_617;

/// Fills the new organisation of `ctx` with the sample company as of `today`, and says who can sign in.
pub async fn build(ctx: &Ctx, deps: &Deps, today: Day) -> Result<Vec<DemoSignIn>> {
    let company =
        Company { ctx, deps, months: months::Months::of(today), registry: beichen_server::import_kinds(), seed: SEED };
    company.build().await
}

/// The company while it is being made.
struct Company<'a> {
    /// The system at work in the new organisation.
    ctx: &'a Ctx,
    deps: &'a Deps,
    months: months::Months,
    registry: beichen_sheets::Registry,
    seed: u64,
}

impl Company<'_> {
    async fn build(&self) -> Result<Vec<DemoSignIn>> {
        let text = plan::text(&self.months);
        beichen_ledger::api::publish_measures(self.ctx, &self.deps.db, &plan::measures(&text)).await?;
        let people = people::build(self).await?;
        goals::build(self, &people).await?;
        documents::build(self, &people).await?;
        // What the story's transfers put down, done before the months are tried.
        beichen_server::jobs::work_off(self.deps).await?;
        plan::build(self, &people, text).await?;
        Ok(people.sign_ins)
    }

    /// The system at work at this moment: lists show what came later before what came earlier.
    fn at_work(&self) -> Ctx {
        Ctx::system(Arc::clone(&self.ctx.organisation), "demo", None, self.deps.clock.now())
    }

    /// The context of somebody who can sign in, at this moment.
    async fn acting(&self, login: LoginId) -> Result<Ctx> {
        beichen_people::api::context_of_login(self.ctx, &self.deps.db, &self.deps.clock, login).await
    }
}
