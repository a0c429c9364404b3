//! Everything that changes an organisation and its settings.

use std::sync::Arc;

use beichen_kernel::{Clock, Ctx, Error, OrgId, Organisation, Result, Scope, Version};
use beichen_store::{Db, Event, Tx, audit};
use uuid::Uuid;

use super::model::{self, Setting};
use super::store;
use super::views::SettingView;
use crate::ids::OrganisationId;
use crate::permissions::PEOPLE_SETTING_EDIT;

/// Makes an organisation with the head of its audit chain.
pub async fn create(db: &Db, clock: &Clock, name: &str, currency: &str, time_zone: &str) -> Result<Arc<Organisation>> {
    let organisation = prepare(name, currency, time_zone)?;
    let ctx = Ctx::system(Arc::clone(&organisation), "setup", None, clock.now());
    let mut tx = db.begin(&ctx).await?;
    create_in(&mut tx, time_zone).await?;
    tx.commit().await?;
    Ok(organisation)
}

/// Checks what a new organisation is made of, and gives it its number.
pub fn prepare(name: &str, currency: &str, time_zone: &str) -> Result<Arc<Organisation>> {
    let organisation = model::make(random_number()?, name, currency, time_zone).map_err(|error| {
        let field = model::field_of(&error);
        Error::from(error).with_fields(vec![field])
    })?;
    Ok(Arc::new(organisation))
}

/// Writes the organisation of the transaction's context, and the head of its chain.
pub async fn create_in(tx: &mut Tx<'_>, time_zone: &str) -> Result<()> {
    let organisation = Arc::clone(&tx.ctx().organisation);
    audit::create_head(tx).await?;
    store::insert(tx, &organisation, time_zone.trim()).await?;
    tx.record(
        subject(organisation.id),
        Event::new("people.organisation.created")
            .with("name", organisation.name.clone())
            .with("currency", organisation.currency.code())
            .with("time_zone", time_zone.trim()),
    );
    Ok(())
}

/// Sets a setting.
pub async fn set(ctx: &Ctx, db: &Db, key: &str, value: &str, seen: Option<Version>) -> Result<SettingView> {
    let mut tx = db.begin(ctx).await?;
    ctx.require(PEOPLE_SETTING_EDIT, Scope::Organisation)?;
    let setting = Setting::of(key)?;
    let value = setting.read(value)?;
    let version = version_of(&tx, setting).await?;
    seen.map_or(Ok(()), |seen| version.must_be(seen))?;
    let version = store::set(&mut tx, setting, &value, version).await?;
    tx.record(
        subject(ctx.org),
        Event::new("people.setting.changed").with("key", setting.to_string()).with("value", value.clone()),
    );
    tx.finish(SettingView::of(ctx, setting, value, version.0)).await
}

async fn version_of(tx: &Tx<'_>, setting: Setting) -> Result<Version> {
    let settings = store::settings(tx).await?;
    Ok(Version(settings.iter().find(|(key, ..)| *key == setting.to_string()).map_or(0, |&(_, _, version)| version)))
}

/// The organisation as the subject of a record.
pub fn subject(org: OrgId) -> OrganisationId {
    OrganisationId::from(Uuid::from_u128(u128::from(org.0.unsigned_abs())))
}

/// A random positive number of 53 bits, which JavaScript can hold exactly.
fn random_number() -> Result<OrgId> {
    let mut bytes = [0_u8; 8];
    getrandom::fill(&mut bytes).map_err(|error| Error::internal(error.to_string()))?;
    let number = i64::from_be_bytes(bytes) & ((1 << 53) - 1);
    Ok(OrgId(number.max(1)))
}
