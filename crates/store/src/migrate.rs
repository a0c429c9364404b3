//! Tables: each crate brings its SQL files, the server runs them in the order of the layers, under a lock.

use beichen_kernel::{Error, Kind, Result};
use sea_orm::{ConnectionTrait, DbBackend, DbErr};
use sea_orm_migration::{MigrationName, MigrationTrait, MigratorTrait, SchemaManager};

use crate::db::Db;
use crate::error::from_db;
use crate::raw::statement;

/// A step of the schema: one SQL file in the part of SQL that both databases share.
///
/// `UUID` is the one word they differ in: SQLite keeps the 16 bytes as a BLOB.
#[derive(Debug, Clone, Copy)]
pub struct SqlMigration {
    /// `crate_0001_what`, unique for ever.
    pub name: &'static str,
    /// In the dialect of both databases; `UUID_TEXT(id)` is an id as hexadecimal text.
    pub sql: &'static str,
}

impl MigrationName for SqlMigration {
    fn name(&self) -> &'static str {
        self.name
    }
}

#[async_trait::async_trait]
impl MigrationTrait for SqlMigration {
    async fn up(&self, manager: &SchemaManager) -> std::result::Result<(), DbErr> {
        let connection = manager.get_connection();
        let sql = match connection.get_database_backend() {
            DbBackend::Sqlite => self.sql.replace("UUID_TEXT(", "hex(").replace(" UUID", " BLOB"),
            _ => self.sql.replace("UUID_TEXT(", "text("),
        };
        connection.execute_unprepared(&sql).await?;
        Ok(())
    }

    /// A step and the note that it was taken are there at once: SQLite would take the statements one by one, and a
    /// process that ends among them would leave tables that no later start can make.
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

/// This crate's own tables.
pub fn migrations() -> Vec<SqlMigration> {
    vec![
        SqlMigration { name: "store_0001_store", sql: include_str!("migrations/0001_store.sql") },
        SqlMigration { name: "store_0002_lease", sql: include_str!("migrations/0002_lease.sql") },
    ]
}

/// The number that names the lock on PostgreSQL ("beichen" in ASCII, cut to 63 bits).
const ADVISORY_LOCK: i64 = 0x0062_6569_6368_656E;

/// Brings the schema up to date. On SQLite the data folder's lock keeps a second process out. A database with steps that
/// this product does not know was made by a newer one, and is left alone.
pub async fn migrate<M: MigratorTrait>(db: &Db) -> Result<()> {
    if db.backend() != DbBackend::Postgres {
        return up::<M>(db).await;
    }
    let lock = db.begin_writing().await?;
    let sql = format!("SELECT pg_advisory_xact_lock({ADVISORY_LOCK})");
    lock.execute_unprepared(&sql).await.map_err(from_db)?;
    up::<M>(db).await?;
    sea_orm::TransactionSession::commit(lock).await.map_err(from_db)
}

async fn up<M: MigratorTrait>(db: &Db) -> Result<()> {
    if let Some(step) = steps::<M>(db).await?.unknown.first() {
        return Err(newer(step));
    }
    M::up(db.connection(), None).await.map_err(from_db)
}

/// Where a database stands among the steps of this product.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Steps {
    /// Not taken yet.
    pub pending: Vec<String>,
    /// Taken by a newer product.
    pub unknown: Vec<String>,
}

/// Which steps the database lacks, and which it has that this product does not know. Changes nothing.
pub async fn steps<M: MigratorTrait>(db: &Db) -> Result<Steps> {
    let applied = applied(db).await?;
    let own: Vec<String> = M::migrations().iter().map(|step| step.name().to_owned()).collect();
    Ok(Steps {
        pending: own.iter().filter(|step| !applied.contains(step)).cloned().collect(),
        unknown: applied.into_iter().filter(|step| !own.contains(step)).collect(),
    })
}

/// The steps that the database has taken, in their order; none where it has no tables.
pub async fn applied(db: &Db) -> Result<Vec<String>> {
    if !SchemaManager::new(db.connection()).has_table(TAKEN).await.map_err(from_db)? {
        return Ok(Vec::new());
    }
    let sql = format!("SELECT version FROM {TAKEN} ORDER BY version");
    let rows = db.connection().query_all_raw(statement(db.backend(), &sql, vec![])).await.map_err(from_db)?;
    rows.iter().map(|row| row.try_get("", "version").map_err(from_db)).collect()
}

/// The migrator's own table.
const TAKEN: &str = "seaql_migrations";

/// How many steps the database lacks. Those that a newer product has taken are none: it leaves the tables usable for
/// the version before.
pub async fn pending<M: MigratorTrait>(db: &Db) -> Result<usize> {
    Ok(steps::<M>(db).await?.pending.len())
}

pub(crate) fn newer(step: &str) -> Error {
    Error::new(Kind::Conflict, "store.newer_database").with("step", step)
}
