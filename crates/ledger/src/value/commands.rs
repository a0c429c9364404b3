//! Setting manual values.

use beichen_engine::document::Entry;
use beichen_kernel::{Ctx, Error, FieldError, Id, MemberId, Result, Version};
use beichen_people::api as people;
use beichen_store::{Db, Event, Tx};
use uuid::Uuid;

use super::model::{Slot, ValueRefusal, must_be_manual};
use super::views::{ValueView, ValueWrite};
use crate::credit::commands::post::post;
use crate::document::model::{Document, DocumentId, Origin, SourceDocument};
use crate::document::store::{Kept, find_by_code};
use crate::measure::queries::measure;
use crate::permissions::LEDGER_VALUE_EDIT;

/// Sets a person's value of a day on which the actor reaches the person.
pub async fn set(ctx: &Ctx, db: &Db, seen: Version, write: ValueWrite) -> Result<ValueView> {
    let mut tx = db.begin(ctx).await?;
    if !people::visible(&tx, LEDGER_VALUE_EDIT).await?.includes(write.member_id, write.day) {
        return Err(Error::not_found(MemberId::NAME));
    }
    people::member(&tx, write.member_id).await?;
    let definition = measure(&tx, &write.measure).await?.measure;
    must_be_manual(&definition)?;
    let value = definition.parse_amount(&write.value, ctx.currency()).map_err(|_| {
        let refusal = ValueRefusal::NotAnAmount {
            value: write.value.clone(),
            digits: i64::from(definition.unit.digits(ctx.currency())),
        };
        Error::invalid(vec![field("value", refusal)])
    })?;
    let slot = Slot { measure: write.measure, member: write.member_id, day: write.day };
    let standing = find_by_code(&tx, "manual", &slot.code()).await?;
    standing.map_or(Version::NONE, |kept| Version(kept.version)).must_be(seen)?;
    let (id, version) = put(&mut tx, &slot, value, 0, None).await?;
    let event = Event::new("ledger.value.set")
        .with("measure", slot.measure.clone())
        .with("member", slot.member.to_string())
        .with("day", slot.day.to_string())
        .with("value", value);
    tx.record(id, event);
    let view = ValueView {
        id,
        version,
        value: definition.format_amount(value, ctx.currency()),
        measure: slot.measure,
        member_id: slot.member,
        day: slot.day,
        can: vec!["edit".to_owned()],
    };
    tx.finish(view).await
}

fn field(path: &str, refusal: ValueRefusal) -> FieldError {
    let code = refusal.code();
    let error = Error::from(refusal);
    error.params().iter().fold(FieldError::new(path, code), |field, (&name, value)| field.with(name, value.clone()))
}

/// Sets a value in the caller's transaction, which records; an equal one stays as it is.
pub async fn put(
    tx: &mut Tx<'_>,
    slot: &Slot,
    value: i64,
    place: i64,
    origin: Option<Origin>,
) -> Result<(DocumentId, Version)> {
    let standing = find_by_code(tx, "manual", &slot.code()).await?;
    if let Some(kept) = standing.as_ref().filter(|kept| value_of(kept) == Some(value)) {
        return Ok((kept.id.into(), Version(kept.version)));
    }
    let (id, version) = standing.map_or_else(
        || (Uuid::from(tx.ctx().new_id::<DocumentId>()), Version::FIRST),
        |kept| (kept.id, Version(kept.version).next()),
    );
    post(tx, vec![document_of(tx, slot.entry(id, value), version, (place, origin))]).await?;
    Ok((id.into(), version))
}

/// A manual value as the ledger takes it in.
pub fn document_of(
    tx: &Tx<'_>,
    entry: Entry,
    version: Version,
    (place, origin): (i64, Option<Origin>),
) -> SourceDocument {
    let currency = tx.ctx().currency();
    let code = Slot::of(&entry).map(|slot| slot.code()).unwrap_or_default();
    SourceDocument { version, code, currency, place, origin, document: Document::Entry(entry) }
}

/// What a kept manual value says; nothing where it was taken back.
pub fn value_of(kept: &Kept) -> Option<i64> {
    match &kept.document {
        Document::Entry(entry) if !entry.cancelled => Some(entry.value),
        _ => None,
    }
}
