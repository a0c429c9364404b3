//! Reading settings and the audit chain.

use beichen_kernel::{Ctx, Cursor, Error, FieldError, Page, PageQuery, Result, Scope};
use beichen_store::Db;
use strum::IntoEnumIterator;

use super::model::Setting;
use super::store;
use super::views::{AuditRowView, SettingView, SettingsView};
use crate::permissions::{PEOPLE_AUDIT_READ, PEOPLE_PAY_READ, PEOPLE_SETTING_EDIT};

/// All settings, with what holds until somebody sets them.
pub async fn settings(ctx: &Ctx, db: &Db) -> Result<SettingsView> {
    ctx.require(PEOPLE_SETTING_EDIT, Scope::Organisation)?;
    let tx = db.read(ctx).await?;
    let set = store::settings(&tx).await?;
    let items = Setting::iter()
        .map(|setting| {
            let found = set.iter().find(|(key, ..)| *key == setting.to_string());
            let (value, version) = found.map_or_else(
                || (setting.default_text().to_owned(), 0),
                |(_, value, version)| (value.clone(), *version),
            );
            SettingView::of(ctx, setting, value, version)
        })
        .collect();
    Ok(SettingsView { items })
}

/// The audit chain, newest first; `subject` narrows to one thing. Amounts of pay only for those who see all pay.
pub async fn audit(ctx: &Ctx, db: &Db, subject: Option<&str>, query: &PageQuery) -> Result<Page<AuditRowView>> {
    ctx.require(PEOPLE_AUDIT_READ, Scope::Organisation)?;
    let tx = db.read(ctx).await?;
    let before = match query.after.as_deref() {
        Some(after) => {
            let cursor = Cursor::decode(after, 1)?;
            let bad = || Error::invalid(vec![FieldError::new("after", "kernel.page.bad_cursor")]);
            cursor.0.first().and_then(|seq| seq.parse::<i64>().ok()).ok_or_else(bad)?
        }
        None => i64::MAX,
    };
    let limit = query.limit();
    let mut items = store::audit(&tx, subject, before, limit.saturating_add(1)).await?;
    if !ctx.may(PEOPLE_PAY_READ, Scope::Organisation) {
        items.iter_mut().for_each(AuditRowView::hide_pay);
    }
    Ok(Page::cut(items, limit, |row| Cursor(vec![row.seq.to_string()])))
}
