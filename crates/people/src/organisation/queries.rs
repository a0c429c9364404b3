//! Reading settings and the audit chain.

use beichen_kernel::{Ctx, Cursor, Error, FieldError, Page, PageQuery, Result, Scope, Timestamp};
use beichen_store::Db;
use strum::IntoEnumIterator;

use super::model::Setting;
use super::store;
use super::views::{AuditRowView, SettingView, SettingsView};
use crate::permissions::{PEOPLE_AUDIT_READ, PEOPLE_SETTING_EDIT};
use crate::row::get;

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

/// The audit chain, newest first; `subject` narrows to one thing.
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
    let mut values = vec![ctx.org.0.into(), before.into()];
    let mut narrowed = String::new();
    if let Some(subject) = subject {
        values.push(subject.into());
        narrowed.push_str(" AND subject = $3");
    }
    let sql = format!(
        "SELECT seq, at, actor, operation, subject, data, personal, hash FROM store_audit \
         WHERE org_id = $1 AND seq < $2{narrowed} ORDER BY seq DESC LIMIT {}",
        limit.saturating_add(1)
    );
    let items = tx.rows(&sql, values).await?.iter().map(read_audit).collect::<Result<Vec<_>>>()?;
    Ok(Page::cut(items, limit, |row| Cursor(vec![row.seq.to_string()])))
}

fn read_audit(row: &sea_orm::QueryResult) -> Result<AuditRowView> {
    let data: String = get(row, "data")?;
    let personal: Option<String> = get(row, "personal")?;
    Ok(AuditRowView {
        seq: get(row, "seq")?,
        at: Timestamp::from_micros(get(row, "at")?),
        actor: get(row, "actor")?,
        operation: get(row, "operation")?,
        subject: get(row, "subject")?,
        data: serde_json::from_str(&data).map_err(Error::internal)?,
        personal: personal.map(|text| serde_json::from_str(&text)).transpose().map_err(Error::internal)?,
        hash: get(row, "hash")?,
    })
}
