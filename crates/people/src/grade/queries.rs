//! Reading grades.

use beichen_kernel::{Ctx, Id, Result, Scope};
use beichen_store::{Db, Tx};

use super::model::Grade;
use super::store;
use super::views::{GradeValueView, GradeView, GradesView};
use crate::field;
use crate::field::model::{DatedValue, Entity, Field};
use crate::permissions::{PEOPLE_FIELD_EDIT, PEOPLE_PAY_EDIT, PEOPLE_PAY_READ};

/// All grades; their values only for those who see all pay.
pub async fn list(ctx: &Ctx, db: &Db) -> Result<GradesView> {
    let tx = db.read(ctx).await?;
    let (columns, values) = table(&tx).await?;
    let items = store::all(&tx).await?.iter().map(|grade| show(ctx, grade, &columns, &values)).collect();
    let can = if ctx.may(PEOPLE_FIELD_EDIT, Scope::Organisation) { vec!["create".to_owned()] } else { Vec::new() };
    Ok(GradesView { items, can })
}

/// One grade.
pub async fn view(tx: &Tx<'_>, grade: &Grade) -> Result<GradeView> {
    let (columns, values) = table(tx).await?;
    Ok(show(tx.ctx(), grade, &columns, &values))
}

async fn table(tx: &Tx<'_>) -> Result<(Vec<Field>, Vec<DatedValue>)> {
    Ok((field::store::of_entity(tx, Entity::Grade).await?, field::store::values(tx, Entity::Grade).await?))
}

fn show(ctx: &Ctx, grade: &Grade, columns: &[Field], values: &[DatedValue]) -> GradeView {
    let pay = ctx.may(PEOPLE_PAY_READ, Scope::Organisation);
    let values = values.iter().filter(|value| pay && value.subject == grade.id.uuid()).filter_map(|value| {
        let column = columns.iter().find(|column| column.id == value.field)?;
        Some(GradeValueView {
            column: column.key.clone(),
            value: value.value.show(ctx.currency()),
            from: value.from.to_string(),
        })
    });
    let mut can = Vec::new();
    if ctx.may(PEOPLE_FIELD_EDIT, Scope::Organisation) {
        can.push("edit".to_owned());
    }
    if ctx.may(PEOPLE_PAY_EDIT, Scope::Organisation) {
        can.push("set_value".to_owned());
    }
    GradeView {
        id: grade.id,
        version: grade.version.0,
        code: grade.code.clone(),
        name: grade.name.clone(),
        place: grade.place,
        values: values.collect(),
        can,
    }
}
