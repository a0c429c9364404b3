//! Tables: each crate brings its SQL files, the server runs them in the order of the layers, under a lock.

use beichen_kernel::{Error, Result};
use sea_orm::{ConnectionTrait, DbBackend, DbErr};
use sea_orm_migration::{MigrationName, MigrationTrait, MigratorTrait, SchemaManager};

use crate::db::Db;
use crate::error::from_db;

/// A step of the schema: one SQL file in the part of SQL that both databases share.
///
/// `UUID` is the one word they differ in: SQLite keeps the 16 bytes as a BLOB.
#[derive(Debug, Clone, Copy)]
pub struct SqlMigration {
    /// `crate_0001_what`, unique for ever.
    pub name: &'static str,
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
            DbBackend::Sqlite => self.sql.replace(" UUID", " BLOB"),
            _ => self.sql.to_owned(),
        };
        connection.execute_unprepared(&sql).await?;
        Ok(())
    }
}

/// This crate's own tables.
pub fn migrations() -> Vec<SqlMigration> {
    vec![SqlMigration { name: "store_0001_store", sql: include_str!("migrations/0001_store.sql") }]
}

/// The number that names the lock on PostgreSQL ("beichen" in ASCII, cut to 63 bits).
const ADVISORY_LOCK: i64 = 0x0062_6569_6368_656E;

/// Brings the schema up to date. On SQLite the data folder's lock keeps a second process out.
pub async fn migrate<M: MigratorTrait>(db: &Db) -> Result<()> {
    if db.backend() != DbBackend::Postgres {
        return M::up(db.connection(), None).await.map_err(from_db);
    }
    let lock = db.begin_writing().await?;
    let sql = format!("SELECT pg_advisory_xact_lock({ADVISORY_LOCK})");
    lock.execute_unprepared(&sql).await.map_err(from_db)?;
    M::up(db.connection(), None).await.map_err(from_db)?;
    sea_orm::TransactionSession::commit(lock).await.map_err(from_db)
}

/// How many steps the database lacks.
pub async fn pending<M: MigratorTrait>(db: &Db) -> Result<usize> {
    M::get_pending_migrations(db.connection()).await.map(|steps| steps.len()).map_err(Error::internal)
}
