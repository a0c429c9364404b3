//! Fields and their values in the database.

use beichen_engine::day::Day;
use beichen_engine::rate::Rate;
use beichen_kernel::{Error, Id, Result, Version};
use beichen_store::{Tx, raw};
use sea_orm::{QueryResult, Value};
use uuid::Uuid;

use super::model::{DatedValue, Entity, Field, FieldKind, FieldValue};
use crate::ids::FieldId;
use crate::store::row::{bind_day, bind_id, day, get, id, maybe_day, word};

const COLUMNS: &str = "SELECT id, version, entity, key, name, kind, choices FROM people_field WHERE org_id = $1";
/// Subjects named in one statement.
const CHUNK: usize = 2_000;

fn read(row: &QueryResult) -> Result<Field> {
    let choices: String = get(row, "choices")?;
    Ok(Field {
        id: id(row, "id")?,
        version: Version(get(row, "version")?),
        entity: word(row, "entity")?,
        key: get(row, "key")?,
        name: get(row, "name")?,
        kind: word(row, "kind")?,
        choices: serde_json::from_str(&choices).map_err(Error::internal)?,
    })
}

pub async fn all(tx: &Tx<'_>) -> Result<Vec<Field>> {
    let sql = format!("{COLUMNS} ORDER BY entity, key, id");
    tx.rows(&sql, vec![tx.ctx().org.0.into()]).await?.iter().map(read).collect()
}

pub async fn of_entity(tx: &Tx<'_>, entity: Entity) -> Result<Vec<Field>> {
    let sql = format!("{COLUMNS} AND entity = $2 ORDER BY key, id");
    tx.rows(&sql, vec![tx.ctx().org.0.into(), entity.to_string().into()]).await?.iter().map(read).collect()
}

pub async fn find(tx: &Tx<'_>, entity: Entity, key: &str) -> Result<Option<Field>> {
    let sql = format!("{COLUMNS} AND entity = $2 AND key = $3");
    let values = vec![tx.ctx().org.0.into(), entity.to_string().into(), key.into()];
    tx.row(&sql, values).await?.as_ref().map(read).transpose()
}

pub async fn load(tx: &Tx<'_>, field: FieldId) -> Result<Field> {
    let sql = format!("{COLUMNS} AND id = $2");
    let row = tx.row(&sql, vec![tx.ctx().org.0.into(), bind_id(field)]).await?;
    row.as_ref().map(read).transpose()?.ok_or_else(|| Error::not_found(FieldId::NAME))
}

fn choices(field: &Field) -> Result<Value> {
    serde_json::to_string(&field.choices).map(Into::into).map_err(Error::internal)
}

pub async fn insert(tx: &mut Tx<'_>, field: &Field) -> Result<()> {
    let org = tx.ctx().org.0;
    tx.execute(
        "INSERT INTO people_field (org_id, id, version, entity, key, name, kind, choices) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        vec![
            org.into(),
            bind_id(field.id),
            field.version.0.into(),
            field.entity.to_string().into(),
            field.key.clone().into(),
            field.name.clone().into(),
            field.kind.to_string().into(),
            choices(field)?,
        ],
    )
    .await?;
    Ok(())
}

/// Writes name and choices if nobody else has since it was read, and raises the version.
pub async fn save(tx: &mut Tx<'_>, field: &mut Field) -> Result<()> {
    let org = tx.ctx().org.0;
    let values =
        vec![org.into(), bind_id(field.id), field.version.0.into(), field.name.clone().into(), choices(field)?];
    let changed = tx
        .execute(
            "UPDATE people_field SET version = version + 1, name = $4, choices = $5 \
             WHERE org_id = $1 AND id = $2 AND version = $3",
            values,
        )
        .await?;
    if changed == 0 {
        return Err(Error::stale(field.version));
    }
    field.version = field.version.next();
    Ok(())
}

const VALUES: &str = "SELECT v.field_id, v.subject_id, v.from_day, v.amount, v.words, v.day, f.kind \
     FROM people_field_value v JOIN people_field f ON f.org_id = v.org_id AND f.id = v.field_id \
     WHERE v.org_id = $1 AND f.entity = $2";
const VALUE_ORDER: &str = " ORDER BY v.subject_id, f.key, v.from_day, v.field_id";

fn read_value(row: &QueryResult) -> Result<DatedValue> {
    let kind: FieldKind = word(row, "kind")?;
    let missing = || Error::internal("a field value without its column");
    let amount = || get::<Option<i64>>(row, "amount")?.ok_or_else(missing);
    let words = || get::<Option<String>>(row, "words")?.ok_or_else(missing);
    let value = match kind {
        FieldKind::Money => FieldValue::Money(amount()?),
        FieldKind::Rate => FieldValue::Rate(Rate::from_ppm(amount()?)),
        FieldKind::Number => FieldValue::Number(amount()?),
        FieldKind::Text => FieldValue::Text(words()?),
        FieldKind::Choice => FieldValue::Choice(words()?),
        FieldKind::Day => FieldValue::Day(maybe_day(row, "day")?.ok_or_else(missing)?),
    };
    Ok(DatedValue { field: id(row, "field_id")?, subject: get(row, "subject_id")?, from: day(row, "from_day")?, value })
}

/// All values of an entity, by subject, key and day.
pub async fn values(tx: &Tx<'_>, entity: Entity) -> Result<Vec<DatedValue>> {
    let sql = format!("{VALUES}{VALUE_ORDER}");
    tx.rows(&sql, vec![tx.ctx().org.0.into(), entity.to_string().into()]).await?.iter().map(read_value).collect()
}

/// The values of some subjects.
pub async fn values_of(tx: &Tx<'_>, entity: Entity, subjects: &[Uuid]) -> Result<Vec<DatedValue>> {
    let mut found = Vec::new();
    for chunk in subjects.chunks(CHUNK) {
        let places: Vec<String> = (3..3 + chunk.len()).map(|place| format!("${place}")).collect();
        let sql = format!("{VALUES} AND v.subject_id IN ({}){VALUE_ORDER}", places.join(", "));
        let mut values = vec![tx.ctx().org.0.into(), entity.to_string().into()];
        values.extend(chunk.iter().map(|&subject| Value::from(subject)));
        for row in tx.rows(&sql, values).await? {
            found.push(read_value(&row)?);
        }
    }
    Ok(found)
}

pub async fn put_value(tx: &mut Tx<'_>, value: &DatedValue) -> Result<()> {
    let org = tx.ctx().org.0;
    let (amount, words, on): (Option<i64>, Option<String>, Option<Day>) = match &value.value {
        FieldValue::Money(number) | FieldValue::Number(number) => (Some(*number), None, None),
        FieldValue::Rate(rate) => (Some(rate.ppm()), None, None),
        FieldValue::Text(text) | FieldValue::Choice(text) => (None, Some(text.clone()), None),
        FieldValue::Day(day) => (None, None, Some(*day)),
    };
    tx.execute(
        "INSERT INTO people_field_value (org_id, field_id, subject_id, from_day, amount, words, day) \
         VALUES ($1, $2, $3, $4, $5, $6, $7) \
         ON CONFLICT (org_id, field_id, subject_id, from_day) DO UPDATE SET \
         amount = excluded.amount, words = excluded.words, day = excluded.day",
        vec![
            org.into(),
            bind_id(value.field),
            value.subject.into(),
            bind_day(value.from),
            amount.into(),
            words.into(),
            on.map(raw::date).into(),
        ],
    )
    .await?;
    Ok(())
}
