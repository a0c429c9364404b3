//! What can be asked about saved profiles.

use beichen_kernel::{Ctx, Cursor, Page, PageQuery, Result, Scope};
use beichen_store::Db;

use super::model::{ProfileError, Saved};
use super::store;
use crate::permissions::SHEETS_IMPORT_READ;

/// Saved profiles by name.
pub async fn list(ctx: &Ctx, db: &Db, query: &PageQuery) -> Result<Page<Saved>> {
    ctx.require(SHEETS_IMPORT_READ, Scope::Organisation)?;
    let after = query.after.as_deref().map(|text| Cursor::decode(text, 1)).transpose()?;
    let tx = db.read(ctx).await?;
    let saved = store::list(&tx, after.as_ref(), query.limit()).await?;
    Ok(Page::cut(saved, query.limit(), |saved| Cursor(vec![saved.name.clone()])))
}

/// The TOML saved under a name; otherwise an error that lists the names there are.
pub async fn text_of(ctx: &Ctx, db: &Db, name: &str) -> Result<String> {
    get(ctx, db, name).await.map(|saved| saved.text)
}

pub async fn get(ctx: &Ctx, db: &Db, name: &str) -> Result<Saved> {
    ctx.require(SHEETS_IMPORT_READ, Scope::Organisation)?;
    let tx = db.read(ctx).await?;
    if let Some(saved) = store::find(&tx, name).await? {
        return Ok(saved);
    }
    let names: Vec<String> = store::list(&tx, None, 50).await?.into_iter().map(|saved| saved.name).collect();
    Err(ProfileError::NotFound { name: name.to_owned(), profiles: names.join(", ") }.into())
}
