//! Reading fields.

use beichen_kernel::{Ctx, Result, Scope};
use beichen_store::Db;

use super::store;
use super::views::{FieldView, FieldsView};
use crate::permissions::PEOPLE_FIELD_EDIT;

/// All fields: plans, filters and forms name them, so everybody signed in may know them.
pub async fn list(ctx: &Ctx, db: &Db) -> Result<FieldsView> {
    let tx = db.read(ctx).await?;
    let items = store::all(&tx).await?.iter().map(|field| FieldView::of(ctx, field)).collect();
    let can = if ctx.may(PEOPLE_FIELD_EDIT, Scope::Organisation) { vec!["create".to_owned()] } else { Vec::new() };
    Ok(FieldsView { items, can })
}
