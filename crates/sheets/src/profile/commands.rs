//! Everything that changes a saved profile.

use beichen_kernel::{Ctx, Result, Scope, Version};
use beichen_store::{Db, Event};

use super::model::{Profile, Saved, check_name};
use super::store;
use crate::kind::Registry;
use crate::permissions::SHEETS_PROFILE_EDIT;

/// Saves a profile under a name, or changes it: `seen` is 0 for a new one.
pub async fn save(ctx: &Ctx, db: &Db, registry: &Registry, new: SaveProfile) -> Result<Saved> {
    ctx.require(SHEETS_PROFILE_EDIT, Scope::Organisation)?;
    check_name(&new.name)?;
    Profile::parse(&new.text)?.must_be_for(registry.get(&new.kind)?.as_ref())?;
    let mut tx = db.begin(ctx).await?;
    let found = store::find(&tx, &new.name).await?;
    let saved = match found {
        None => {
            Version(0).must_be(new.seen)?;
            let saved = Saved {
                id: ctx.new_id(),
                version: Version::FIRST,
                name: new.name,
                kind: new.kind,
                text: new.text,
                changed_at: ctx.now(),
            };
            store::insert(&mut tx, &saved).await?;
            saved
        }
        Some(mut saved) => {
            saved.version.must_be(new.seen)?;
            saved.kind = new.kind;
            saved.text = new.text;
            saved.changed_at = ctx.now();
            store::save(&mut tx, &mut saved).await?;
            saved
        }
    };
    let event = Event::new("sheets.profile.saved").with("name", saved.name.clone()).with("kind", saved.kind.clone());
    tx.record(saved.id, event);
    tx.commit().await?;
    Ok(saved)
}

/// A profile to be saved.
#[derive(Debug, Clone)]
pub struct SaveProfile {
    pub name: String,
    pub kind: String,
    pub text: String,
    /// The version that was changed; 0 for a new one.
    pub seen: Version,
}
