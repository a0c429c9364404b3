//! A transaction of one organisation: adds `org_id` to every statement, and will not commit a write without a record.
#![allow(
    clippy::disallowed_methods,
    reason = "the one place where rows are found and written, always with their organisation"
)]

use beichen_engine::day::Day;
use beichen_kernel::{Ctx, Error, Id, Kind, Result, TransactionId, Version};
use futures_util::TryStreamExt;
use futures_util::future::join;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DatabaseTransaction, DbBackend, DbErr, EntityName, EntityTrait,
    IntoActiveModel, Iterable, PaginatorTrait, QueryFilter, QueryResult, Select, Statement, StreamTrait, UpdateMany,
    Value,
};
use serde::Serialize;

use crate::UNRECORDED_TABLES;
use crate::error::from_db;
use crate::event::{Event, Pending};
use crate::tenant::{Tenant, Versioned};

/// Values that one statement may bind, on the stricter of the two databases.
const BINDS: usize = 32_000;
/// Rows that one statement writes: few enough that long texts in them stay few.
const ROWS: usize = 1_000;

/// One transaction. Dropped without [`Tx::commit`], nothing of it happened.
pub struct Tx<'a> {
    ctx: &'a Ctx,
    inner: DatabaseTransaction,
    backend: DbBackend,
    id: TransactionId,
    owes_record: bool,
    pending: Vec<Pending>,
}

impl<'a> Tx<'a> {
    pub(crate) fn new(ctx: &'a Ctx, inner: DatabaseTransaction, backend: DbBackend) -> Self {
        Self { ctx, inner, backend, id: ctx.new_id(), owes_record: false, pending: Vec::new() }
    }

    pub const fn ctx(&self) -> &'a Ctx {
        self.ctx
    }

    /// What facts and credits written here carry, so that the audit row tells their order of recording.
    pub const fn id(&self) -> TransactionId {
        self.id
    }

    pub const fn backend(&self) -> DbBackend {
        self.backend
    }

    /// A query over one table, narrowed to the organisation.
    pub fn select<E: Tenant>(&self) -> Select<E> {
        E::find().filter(E::org().eq(self.ctx.org.0))
    }

    pub async fn all<E: Tenant>(&self, select: Select<E>) -> Result<Vec<E::Model>> {
        select.all(&self.inner).await.map_err(from_db)
    }

    pub async fn one<E: Tenant>(&self, select: Select<E>) -> Result<Option<E::Model>> {
        select.one(&self.inner).await.map_err(from_db)
    }

    /// How many rows a query has.
    pub async fn count<E>(&self, select: Select<E>) -> Result<u64>
    where
        E: Tenant,
        E::Model: Sync + Send,
    {
        select.count(&self.inner).await.map_err(from_db)
    }

    pub async fn insert<A>(&mut self, row: A) -> Result<()>
    where
        A: ActiveModelTrait + Send,
        A::Entity: Tenant,
    {
        self.note_write(A::Entity::default().table_name());
        <A::Entity as EntityTrait>::insert(row).exec_without_returning(&self.inner).await.map_err(from_db)?;
        Ok(())
    }

    /// Inserts rows in as few statements as the bind limit allows.
    pub async fn insert_many<A>(&mut self, rows: Vec<A>) -> Result<()>
    where
        A: ActiveModelTrait + Send,
        A::Entity: Tenant,
    {
        if rows.is_empty() {
            return Ok(());
        }
        self.note_write(A::Entity::default().table_name());
        let columns = <A::Entity as EntityTrait>::Column::iter().count().max(1);
        let chunk = (BINDS / columns).max(1);
        let mut rows = rows.into_iter().peekable();
        while rows.peek().is_some() {
            let part: Vec<A> = rows.by_ref().take(chunk).collect();
            <A::Entity as EntityTrait>::insert_many(part).exec_without_returning(&self.inner).await.map_err(from_db)?;
        }
        Ok(())
    }

    /// Writes a row if nobody else has since it was read at `seen`. The row carries the next version itself.
    pub async fn update<A>(&mut self, row: A, seen: Version) -> Result<()>
    where
        A: ActiveModelTrait + Send,
        A::Entity: Versioned,
        <A::Entity as EntityTrait>::Model: IntoActiveModel<A>,
    {
        self.note_write(A::Entity::default().table_name());
        let update = <A::Entity as EntityTrait>::update(row)
            .validate()
            .map_err(from_db)?
            .filter(<A::Entity as Versioned>::version().eq(seen.0));
        match update.exec(&self.inner).await {
            Ok(_) => Ok(()),
            Err(DbErr::RecordNotUpdated) => Err(Error::stale(seen)),
            Err(error) => Err(from_db(error)),
        }
    }

    /// Changes many rows of the organisation; the caller adds the filter.
    pub async fn update_where<E: Tenant>(&mut self, update: UpdateMany<E>) -> Result<u64> {
        self.note_write(E::default().table_name());
        let done = update.filter(E::org().eq(self.ctx.org.0)).exec(&self.inner).await.map_err(from_db)?;
        Ok(done.rows_affected)
    }

    /// Deletes rows of the organisation: drafts and derived rows only.
    pub async fn delete_where<E: Tenant>(&mut self, condition: impl sea_orm::sea_query::IntoCondition) -> Result<u64> {
        self.note_write(E::default().table_name());
        let done = E::delete_many()
            .filter(E::org().eq(self.ctx.org.0))
            .filter(condition)
            .exec(&self.inner)
            .await
            .map_err(from_db)?;
        Ok(done.rows_affected)
    }

    /// Rows of a plain query; placeholders `$1` …; the query names `org_id` itself.
    pub async fn rows(&self, sql: &str, values: Vec<Value>) -> Result<Vec<QueryResult>> {
        self.inner.query_all_raw(crate::raw::statement(self.backend, sql, values)).await.map_err(from_db)
    }

    /// As [`Tx::rows`], each row read while the database looks for the next.
    pub async fn read_rows<T>(
        &self,
        sql: &str,
        values: Vec<Value>,
        mut read: impl FnMut(QueryResult) -> Result<T>,
    ) -> Result<Vec<T>> {
        let statement = crate::raw::statement(self.backend, sql, values);
        let mut rows = self.inner.stream_raw(statement).await.map_err(from_db)?;
        let mut found = Vec::new();
        while let Some(row) = rows.try_next().await.map_err(from_db)? {
            found.push(read(row)?);
        }
        Ok(found)
    }

    /// The first row of a plain query.
    pub async fn row(&self, sql: &str, values: Vec<Value>) -> Result<Option<QueryResult>> {
        self.inner.query_one_raw(crate::raw::statement(self.backend, sql, values)).await.map_err(from_db)
    }

    /// Runs a plain write and says how many rows it changed.
    pub async fn execute(&mut self, sql: &str, values: Vec<Value>) -> Result<u64> {
        self.note_write(table_of(sql));
        let done = self.inner.execute_raw(crate::raw::statement(self.backend, sql, values)).await.map_err(from_db)?;
        Ok(done.rows_affected())
    }

    /// `head VALUES (…), (…) tail`, a thousand rows at a time. Rows are made while those before them are written.
    pub async fn insert_rows<const WIDTH: usize>(
        &mut self,
        head: &str,
        rows: impl IntoIterator<Item = Result<[Value; WIDTH]>>,
        tail: &str,
    ) -> Result<()> {
        let mut rows = rows.into_iter();
        let size = BINDS.checked_div(WIDTH).unwrap_or(ROWS).min(ROWS);
        let mut take = || rows.by_ref().take(size).collect::<Result<Vec<_>>>();
        let mut part = take()?;
        while !part.is_empty() {
            self.note_write(table_of(head));
            let sql = format!("{head} VALUES {}{tail}", crate::raw::groups(self.backend, WIDTH, part.len()));
            let statement = Statement::from_sql_and_values(self.backend, sql, part.into_flattened());
            let (written, next) = join(self.inner.execute_raw(statement), async { take() }).await;
            written.map_err(from_db)?;
            part = next?;
        }
        Ok(())
    }

    /// Ends a `SELECT` that locks its rows until the commit: ` FOR UPDATE` on PostgreSQL; SQLite already holds the write lock.
    pub fn for_update(&self) -> &'static str {
        if self.backend == DbBackend::Postgres { " FOR UPDATE" } else { "" }
    }

    /// As [`Tx::for_update`], shared.
    pub fn for_share(&self) -> &'static str {
        if self.backend == DbBackend::Postgres { " FOR SHARE" } else { "" }
    }

    /// Leaves a record: one audit row and one event, written when the transaction commits.
    pub fn record<I: Id>(&mut self, subject: I, event: impl Into<Event>) {
        self.pending.push(Pending::of(subject, event.into()));
    }

    /// Ends the transaction: the records join the chain, then everything is there at once.
    pub async fn commit(mut self) -> Result<()> {
        if self.pending.is_empty() {
            return self.commit_unrecorded().await;
        }
        let pending = std::mem::take(&mut self.pending);
        crate::audit::append(&mut self, pending).await?;
        self.inner.commit().await.map_err(from_db)
    }

    /// As [`Tx::commit`]; `answer` is kept for a repeated request, and given back.
    pub async fn finish<T: Serialize>(mut self, answer: T) -> Result<T> {
        crate::idempotency::keep(&mut self, &answer).await?;
        self.commit().await?;
        Ok(answer)
    }

    /// Commits what needs no record: writes to [`UNRECORDED_TABLES`] only, or none.
    pub async fn commit_unrecorded(self) -> Result<()> {
        if self.owes_record {
            return Err(Error::new(Kind::Internal, "store.unrecorded"));
        }
        self.inner.commit().await.map_err(from_db)
    }

    fn note_write(&mut self, table: &str) {
        self.owes_record |= !UNRECORDED_TABLES.iter().any(|(unrecorded, _)| *unrecorded == table);
    }

    /// The civil day of this request, as a DATE.
    pub fn today(&self) -> Day {
        self.ctx.today()
    }
}

/// The table that a plain write changes, by its first words. An unreadable one is no table, and so owes a record.
fn table_of(sql: &str) -> &str {
    let mut words = sql.split_ascii_whitespace();
    let name = match words.next() {
        Some("INSERT" | "DELETE") => words.nth(1),
        Some("UPDATE") => words.next(),
        _ => None,
    };
    name.and_then(|name| name.split('(').next()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::table_of;

    #[test]
    fn a_plain_write_tells_its_table() {
        for sql in [
            "INSERT INTO people_moved (org_id) VALUES ($1)",
            "INSERT INTO people_moved(org_id) VALUES ($1)",
            "UPDATE people_moved SET a = 1 WHERE org_id = $1",
            " DELETE  FROM people_moved WHERE org_id = $1",
        ] {
            assert_eq!(table_of(sql), "people_moved", "{sql}");
        }
        for sql in ["", "INSERT", "WITH people_moved AS (SELECT 1) DELETE FROM people_moved", "DROP TABLE people_moved"]
        {
            assert_eq!(table_of(sql), "", "{sql}");
        }
    }
}
