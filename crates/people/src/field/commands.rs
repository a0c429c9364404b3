//! Everything that changes fields and their values.

use beichen_engine::day::Day;
use beichen_kernel::{Ctx, Error, Id, MemberId, Result, Scope, Version};
use beichen_store::{Db, Event, Tx};
use uuid::Uuid;

use super::model::{DatedValue, Entity, Field, FieldKind, FieldRefusal};
use super::store;
use super::views::{FieldChange, FieldCreate, FieldView, ValueSet};
use crate::fence::commands::pass;
use crate::fence::model::{Touch, until_next};
use crate::ids::FieldId;
use crate::member;
use crate::member::model::Action;
use crate::member::views::MemberView;
use crate::organisation::model::PAY;
use crate::permissions::{PEOPLE_FIELD_EDIT, PEOPLE_PAY_EDIT};

/// The day from which values hold that hold for ever.
const EVER: Day = Day::MIN;

/// Adds a field inside the caller's transaction, and records it.
pub async fn add(tx: &mut Tx<'_>, field: Field) -> Result<Field> {
    field.check()?;
    if store::find(tx, field.entity, &field.key).await?.is_some() {
        return Err(FieldRefusal::KeyTaken { key: field.key }.into());
    }
    store::insert(tx, &field).await?;
    tx.record(
        field.id,
        Event::new("people.field.created")
            .with("entity", field.entity.to_string())
            .with("key", field.key.clone())
            .with("name", field.name.clone())
            .with("kind", field.kind.to_string()),
    );
    Ok(field)
}

/// Makes a field.
pub async fn create(ctx: &Ctx, db: &Db, new: FieldCreate) -> Result<FieldView> {
    let mut tx = db.begin(ctx).await?;
    ctx.require(PEOPLE_FIELD_EDIT, Scope::Organisation)?;
    let field = add(&mut tx, make(ctx, new)?).await?;
    tx.finish(FieldView::of(ctx, &field)).await
}

fn make(ctx: &Ctx, new: FieldCreate) -> Result<Field> {
    let entity: Entity = new.entity.parse().map_err(|_| FieldRefusal::UnknownEntity { entity: new.entity.clone() })?;
    let kind: FieldKind = new.kind.parse().map_err(|_| FieldRefusal::UnknownKind { kind: new.kind.clone() })?;
    Ok(Field {
        id: ctx.new_id(),
        version: Version::FIRST,
        entity,
        key: new.key.trim().to_owned(),
        name: new.name.trim().to_owned(),
        kind,
        choices: new.choices,
    })
}

/// Changes name and choices; the kind stays, because values rest on it.
pub async fn edit(ctx: &Ctx, db: &Db, id: FieldId, seen: Version, change: FieldChange) -> Result<FieldView> {
    let mut tx = db.begin(ctx).await?;
    let mut field = store::load(&tx, id).await?;
    ctx.require(PEOPLE_FIELD_EDIT, Scope::Organisation)?;
    field.version.must_be(seen)?;
    change.name.trim().clone_into(&mut field.name);
    field.choices = change.choices;
    field.check()?;
    store::save(&mut tx, &mut field).await?;
    tx.record(id, Event::new("people.field.edited").with("name", field.name.clone()));
    tx.finish(FieldView::of(ctx, &field)).await
}

/// Writes values of one subject as people write them, inside the caller's transaction, which records.
pub async fn set_values(
    tx: &mut Tx<'_>,
    entity: Entity,
    subject: Uuid,
    from: Day,
    values: &[(String, String)],
) -> Result<()> {
    let fields = store::of_entity(tx, entity).await?;
    let from = if entity.is_dated() { from } else { EVER };
    let currency = tx.ctx().currency();
    let mut wanted = Vec::with_capacity(values.len());
    for (key, text) in values {
        let field = fields
            .iter()
            .find(|field| field.key == *key)
            .ok_or_else(|| Error::from(FieldRefusal::UnknownField { key: key.clone() }))?;
        wanted.push(DatedValue { field: field.id, subject, from, value: field.read(text, currency)? });
    }
    put_values(tx, entity, subject, &wanted).await
}

/// Writes values of one subject, unless a lock covers one of the days on which they say something else than before.
pub async fn put_values(tx: &mut Tx<'_>, entity: Entity, subject: Uuid, wanted: &[DatedValue]) -> Result<()> {
    if matches!(entity, Entity::Member | Entity::Grade) {
        let standing = store::values_of(tx, entity, &[subject]).await?;
        let touches: Vec<Touch> = wanted.iter().filter_map(|value| touch(entity, value, &standing)).collect();
        pass(tx, &touches).await?;
    }
    for value in wanted {
        store::put_value(tx, value).await?;
    }
    Ok(())
}

/// What a value reaches: from its day until the next value of the field; nothing where the same holds already. The
/// grade table holds for everybody.
fn touch(entity: Entity, value: &DatedValue, standing: &[DatedValue]) -> Option<Touch> {
    let own = || standing.iter().filter(|held| held.field == value.field);
    let held = own().filter(|held| held.from <= value.from).max_by_key(|held| held.from);
    if held.is_some_and(|held| held.value == value.value) {
        return None;
    }
    let days = until_next(value.from, own().map(|held| held.from));
    Some(match entity {
        Entity::Grade => Touch::Everybody { days },
        _ => Touch::Member { member: MemberId::from(value.subject), days },
    })
}

/// Sets a person's field from a day on. Money and rates are pay.
pub async fn set_member_value(
    ctx: &Ctx,
    db: &Db,
    id: MemberId,
    seen: Version,
    key: &str,
    set: ValueSet,
) -> Result<MemberView> {
    let mut tx = db.begin(ctx).await?;
    let mut found = member::commands::begin_change(&tx, id, Action::SetField, seen).await?;
    let field = store::find(&tx, Entity::Member, key).await?.ok_or_else(|| Error::not_found(<FieldId as Id>::NAME))?;
    if field.kind.is_pay() {
        ctx.require(PEOPLE_PAY_EDIT, Scope::Organisation)?;
    }
    let from = crate::wire::day("from", &set.from)?;
    set_values(&mut tx, Entity::Member, id.uuid(), from, &[(key.to_owned(), set.value.clone())]).await?;
    member::store::save(&mut tx, &mut found).await?;
    let event = Event::new("people.member.field_set").with("key", key).with("from", from.to_string());
    let is_pay = field.kind.is_pay();
    tx.record(id, if is_pay { event.with_personal(PAY, set.value) } else { event.with("value", set.value) });
    let view = member::queries::view(&tx, &found).await?;
    tx.finish(view).await
}
