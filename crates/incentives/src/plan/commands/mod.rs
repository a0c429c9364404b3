//! Everything that changes a plan. Load, decide, save, record, commit.

mod publish;

pub use publish::{confirm, publish, publish_text};

use beichen_kernel::{Ctx, Result, Scope, Version};
use beichen_store::{Db, Event};

use super::model::{Action, Draft, PlanId, hash, read};
use super::views::{PlanView, PlanWrite};
use super::{policy, store};
use crate::permissions::INCENTIVES_PLAN_EDIT;
use crate::surroundings;

/// Keeps a text as a draft.
pub async fn create(ctx: &Ctx, db: &Db, write: PlanWrite) -> Result<PlanView> {
    let mut tx = db.begin(ctx).await?;
    ctx.require(INCENTIVES_PLAN_EDIT, Scope::Organisation)?;
    let plan = read(&write.text, &surroundings::load(&tx).await?)?;
    let draft = Draft {
        id: ctx.new_id(),
        version: Version::FIRST,
        hash: hash(&write.text)?,
        plan,
        text: write.text,
        changed_at: ctx.now(),
        published: None,
    };

    store::insert(&mut tx, &draft).await?;
    tx.record(draft.id, event("incentives.plan.drafted", &draft));
    tx.finish(PlanView::of(ctx, draft)).await
}

/// Replaces a draft's text.
pub async fn edit(ctx: &Ctx, db: &Db, id: PlanId, seen: Version, write: PlanWrite) -> Result<PlanView> {
    let mut tx = db.begin(ctx).await?;
    let mut draft = store::load(&tx, id).await?;
    policy::check(ctx, Action::Edit)?;
    draft.version.must_be(seen)?;

    draft.rewrite(write.text, &surroundings::load(&tx).await?, ctx.now())?;

    store::save(&mut tx, &mut draft).await?;
    tx.record(draft.id, event("incentives.plan.edited", &draft));
    tx.finish(PlanView::of(ctx, draft)).await
}

/// Deletes a draft. Its trials stay: each keeps the text that it was made from.
pub async fn delete(ctx: &Ctx, db: &Db, id: PlanId, seen: Version) -> Result<()> {
    let mut tx = db.begin(ctx).await?;
    let draft = store::load(&tx, id).await?;
    policy::check(ctx, Action::Delete)?;
    draft.version.must_be(seen)?;
    draft.may_delete()?;

    store::delete(&mut tx, id).await?;
    tx.record(draft.id, event("incentives.plan.deleted", &draft));
    tx.commit().await
}

fn event(name: &'static str, draft: &Draft) -> Event {
    Event::new(name)
        .with("key", draft.plan.key.clone())
        .with("title", draft.plan.title.clone())
        .with("hash", draft.hash.clone())
}
