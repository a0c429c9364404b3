//! Lists as people use them: filters, search, one sort, pages by cursor.
//!
//! A list is one `SELECT` whose order is a column and then the id, so that a page continues exactly
//! where the one before ended, also while rows are added.

use beichen_kernel::{Cursor, Error, FieldError, OrgId, Page, PageQuery, Result};
use sea_orm::{QueryResult, Value};
use uuid::Uuid;

use crate::error::from_db;
use crate::raw;
use crate::tx::Tx;

/// What a sortable column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SortKind {
    Text,
    Integer,
    Day,
}

/// One name that a list can be sorted by; the SQL is never NULL.
#[derive(Debug, Clone, Copy)]
pub struct Sort {
    pub name: &'static str,
    pub sql: &'static str,
    pub kind: SortKind,
}

impl Sort {
    pub const fn text(name: &'static str, sql: &'static str) -> Self {
        Self { name, sql, kind: SortKind::Text }
    }
    pub const fn integer(name: &'static str, sql: &'static str) -> Self {
        Self { name, sql, kind: SortKind::Integer }
    }
    pub const fn day(name: &'static str, sql: &'static str) -> Self {
        Self { name, sql, kind: SortKind::Day }
    }
}

/// A list under construction.
pub struct List {
    columns: String,
    from: &'static str,
    id: &'static str,
    conditions: Vec<String>,
    values: Vec<Value>,
    sort: Sort,
    descending: bool,
}

impl List {
    /// `columns` of `from`, narrowed to the organisation by the column `org`; sorted by the first of `sorts`
    /// (`-name` descending) unless `wanted` names another.
    pub fn new(
        org: (&str, OrgId),
        (columns, from, id): (&'static str, &'static str, &'static str),
        sorts: &[Sort],
        wanted: &str,
    ) -> Result<Self> {
        let name = wanted.strip_prefix('-').unwrap_or(wanted);
        let sort = sorts.iter().find(|sort| sort.name == name).copied().ok_or_else(|| {
            let known: Vec<&str> = sorts.iter().map(|sort| sort.name).collect();
            Error::invalid(vec![
                FieldError::new("sort", "store.unknown_sort").with("name", name).with("known", known.join(", ")),
            ])
        })?;
        let mut list = Self {
            columns: columns.to_owned(),
            from,
            id,
            conditions: Vec::new(),
            values: Vec::new(),
            sort,
            descending: wanted.starts_with('-'),
        };
        let placeholder = list.bind(org.1.0);
        list.filter(format!("{} = {placeholder}", org.0));
        Ok(list)
    }

    /// Selects more columns, which may name values put in with [`List::bind`].
    pub fn also(&mut self, columns: String) {
        self.columns = format!("{}, {columns}", self.columns);
    }

    /// Puts a value in and gives its placeholder.
    pub fn bind(&mut self, value: impl Into<Value>) -> String {
        self.values.push(value.into());
        format!("${}", self.values.len())
    }

    /// Keeps only rows for which the condition holds.
    pub fn filter(&mut self, condition: impl Into<String>) {
        self.conditions.push(condition.into());
    }

    /// `column = value`, where a value is given.
    pub fn equal(&mut self, column: &str, value: Option<impl Into<Value>>) {
        if let Some(value) = value {
            let placeholder = self.bind(value);
            self.filter(format!("{column} = {placeholder}"));
        }
    }

    /// Rows in one of whose columns the text occurs, upper or lower case.
    pub fn search(&mut self, columns: &[&str], text: Option<&str>) {
        let Some(text) = text.map(str::trim).filter(|text| !text.is_empty()) else { return };
        let escaped = text.to_lowercase().replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
        let placeholder = self.bind(format!("%{escaped}%"));
        let any: Vec<String> =
            columns.iter().map(|column| format!("LOWER({column}) LIKE {placeholder} ESCAPE '\\'")).collect();
        self.filter(format!("({})", any.join(" OR ")));
    }

    /// One page; `read` makes an item of a row.
    pub async fn page<T>(
        mut self,
        tx: &Tx<'_>,
        query: &PageQuery,
        read: impl Fn(&QueryResult) -> Result<T>,
    ) -> Result<Page<T>> {
        if let Some(after) = &query.after {
            self.continue_after(after)?;
        }
        let limit = query.limit();
        let rows = tx.rows(&self.sql(limit), std::mem::take(&mut self.values)).await?;
        let items =
            rows.iter().map(|row| Ok((read(row)?, self.cursor_of(row)?))).collect::<Result<Vec<(T, Cursor)>>>()?;
        Ok(Page::cut(items, limit, |(_, cursor)| cursor.clone()).map(|(item, _)| item))
    }

    fn sql(&self, limit: u64) -> String {
        let direction = if self.descending { " DESC" } else { "" };
        format!(
            "SELECT {}, {} AS cursor_key, {} AS cursor_id FROM {} WHERE {} ORDER BY {}{direction}, {}{direction} LIMIT {}",
            self.columns,
            self.sort.sql,
            self.id,
            self.from,
            self.conditions.join(" AND "),
            self.sort.sql,
            self.id,
            limit.saturating_add(1),
        )
    }

    fn continue_after(&mut self, after: &str) -> Result<()> {
        let bad = || Error::invalid(vec![FieldError::new("after", "kernel.page.bad_cursor")]);
        let Cursor(parts) = Cursor::decode(after, 2)?;
        let [key, id] = parts.as_slice() else { return Err(bad()) };
        let key = match self.sort.kind {
            SortKind::Text => self.bind(key.clone()),
            SortKind::Integer => self.bind(key.parse::<i64>().map_err(|_| bad())?),
            SortKind::Day => self.bind(raw::date(key.parse().map_err(|_| bad())?)),
        };
        let id = self.bind(Uuid::parse_str(id).map_err(|_| bad())?);
        let sign = if self.descending { "<" } else { ">" };
        self.filter(format!("({}, {}) {sign} ({key}, {id})", self.sort.sql, self.id));
        Ok(())
    }

    fn cursor_of(&self, row: &QueryResult) -> Result<Cursor> {
        let key = match self.sort.kind {
            SortKind::Text => row.try_get::<String>("", "cursor_key").map_err(from_db)?,
            SortKind::Integer => row.try_get::<i64>("", "cursor_key").map_err(from_db)?.to_string(),
            SortKind::Day => raw::day(row.try_get::<time::Date>("", "cursor_key").map_err(from_db)?).to_string(),
        };
        let id: Uuid = row.try_get("", "cursor_id").map_err(from_db)?;
        Ok(Cursor(vec![key, id.to_string()]))
    }
}
