//! Connections: SQLite with one writer and several readers, or PostgreSQL by URL.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use beichen_kernel::{Clock, Ctx, Error, Kind, Result};
use sea_orm::sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous};
use sea_orm::{
    AccessMode, ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DatabaseTransaction, DbBackend,
    IsolationLevel, SqliteTransactionMode, TransactionOptions, TransactionTrait,
};

use crate::error::from_db;
use crate::tx::Tx;

/// How long a writer waits for the one before it, before it is told `store.busy`.
const WRITER_WAIT: Duration = Duration::from_secs(15);
const SQLITE_READERS: u32 = 4;
/// Pages that a connection keeps, in KiB: an import of 100,000 orders changes some 60 MB of them before it commits.
const WRITER_CACHE: &str = "-64000";
const READER_CACHE: &str = "-16000";
/// Pages of 4 KiB in the write-ahead log before they are carried into the file: else every chunk of an import does it.
const CHECKPOINT_PAGES: &str = "8000";
/// Bytes that the write-ahead log is cut back to once it is carried into the file: the next process reads all of it.
const LOG_KEPT: &str = "67108864";
/// Rows of an index that SQLite looks at to know how selective it is. Source: its documentation of `PRAGMA optimize`.
const ANALYSED_ROWS: u32 = 400;
const POSTGRES_CONNECTIONS: u32 = 12;

/// Everything that handlers need besides the request: a plain struct, made in `cli`.
#[derive(Clone)]
pub struct Deps {
    pub db: Db,
    pub clock: Clock,
    /// The data folder: `files/` and the lock live here.
    pub folder: PathBuf,
    /// Where people reach the server, when it is known: decides the cookie's Secure flag and the allowed Origin.
    pub public_url: Option<String>,
    /// The token that the first-run set-up asks for; printed on the console.
    pub setup_token: Option<Arc<str>>,
    /// The sign-ins of the demo company, shown on its sign-in page. Empty everywhere else.
    pub demo_sign_ins: Arc<[DemoSignIn]>,
}

/// One sign-in of the demo company.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
pub struct DemoSignIn {
    pub role: String,
    pub name: String,
    pub unit_name: String,
    pub login: String,
    pub password: String,
}

/// Sees every statement that is run; for the tests that walk over them.
pub type StatementWatch = Arc<dyn Fn(&str) + Send + Sync>;

/// How to open a database.
#[derive(Clone, Default)]
pub struct DbOptions {
    pub watch: Option<StatementWatch>,
}

/// A database, open.
#[derive(Clone)]
pub struct Db {
    writer: DatabaseConnection,
    reader: DatabaseConnection,
    backend: DbBackend,
}

impl Db {
    /// Opens (and makes, if absent) the SQLite file at `path`.
    pub async fn open_sqlite(path: &Path, options: &DbOptions) -> Result<Self> {
        let writer = connect(sqlite(path, false), options).await?;
        let reader = connect(sqlite(path, true), options).await?;
        Ok(Self { writer, reader, backend: DbBackend::Sqlite })
    }

    /// Opens a copy of the SQLite file that nobody else is at, as it is: its journal is left alone, so that all of it
    /// stays in the one file.
    pub async fn open_copy(path: &Path) -> Result<Self> {
        let mut options = ConnectOptions::new(format!("sqlite://{}?mode=rw", path.display()));
        options.max_connections(1).sqlx_logging(false);
        let connection = connect(options, &DbOptions::default()).await?;
        Ok(Self { writer: connection.clone(), reader: connection, backend: DbBackend::Sqlite })
    }

    /// Connects to PostgreSQL, `postgres://user@host:port/database`.
    pub async fn open_postgres(url: &str, options: &DbOptions) -> Result<Self> {
        let mut connect_options = ConnectOptions::new(url.to_owned());
        connect_options.max_connections(POSTGRES_CONNECTIONS).acquire_timeout(WRITER_WAIT).sqlx_logging(false);
        let connection = connect(connect_options, options).await?;
        Ok(Self { writer: connection.clone(), reader: connection, backend: DbBackend::Postgres })
    }

    pub const fn backend(&self) -> DbBackend {
        self.backend
    }

    /// Whether it is the file of one folder, and not a server.
    pub fn is_sqlite(&self) -> bool {
        self.backend == DbBackend::Sqlite
    }

    /// Begins a writing transaction of the actor's organisation. On SQLite it holds the write lock from here on.
    pub async fn begin<'a>(&self, ctx: &'a Ctx) -> Result<Tx<'a>> {
        let tx = self.begin_writing().await?;
        let mut tx = Tx::new(ctx, tx, self.backend);
        crate::idempotency::enter(&mut tx).await?;
        Ok(tx)
    }

    /// Begins a reading transaction: one snapshot for all that is read in it.
    pub async fn read<'a>(&self, ctx: &'a Ctx) -> Result<Tx<'a>> {
        Ok(Tx::new(ctx, self.begin_reading().await?, self.backend))
    }

    /// A writing transaction on tables that belong to no organisation (sign-in, sessions, jobs).
    #[allow(
        clippy::disallowed_methods,
        reason = "the one place where writing transactions begin, and they are immediate"
    )]
    pub async fn begin_writing(&self) -> Result<DatabaseTransaction> {
        let options = TransactionOptions {
            isolation_level: None,
            access_mode: None,
            sqlite_transaction_mode: (self.backend == DbBackend::Sqlite).then_some(SqliteTransactionMode::Immediate),
        };
        self.writer.begin_with_options(options).await.map_err(from_db)
    }

    /// A reading transaction on tables that belong to no organisation.
    #[allow(clippy::disallowed_methods, reason = "the one place where reading transactions begin")]
    pub async fn begin_reading(&self) -> Result<DatabaseTransaction> {
        let options = match self.backend {
            DbBackend::Postgres => TransactionOptions {
                isolation_level: Some(IsolationLevel::RepeatableRead),
                access_mode: Some(AccessMode::ReadOnly),
                sqlite_transaction_mode: None,
            },
            _ => TransactionOptions::default(),
        };
        self.reader.begin_with_options(options).await.map_err(from_db)
    }

    /// The writing connection itself, for migrations and pragmas.
    pub const fn connection(&self) -> &DatabaseConnection {
        &self.writer
    }

    /// Counts what the planner of SQLite asks for, where tables have grown since; PostgreSQL does so by itself.
    pub async fn refresh_statistics(&self) -> Result<()> {
        if self.is_sqlite() {
            let sql = format!("PRAGMA analysis_limit = {ANALYSED_ROWS}; PRAGMA optimize = 0x10002");
            self.writer.execute_unprepared(&sql).await.map_err(from_db)?;
        }
        Ok(())
    }

    /// Ends all connections. The writer is the last one: it carries the write-ahead log into the file, which readers may
    /// not.
    pub async fn close(self) {
        // A connection that cannot be ended in order ends with the process.
        let _ = self.reader.close().await;
        let _ = self.writer.close().await;
    }

    /// A pragma as the live writing connection answers it.
    pub async fn pragma(&self, name: &str) -> Result<i64> {
        let sql = format!("PRAGMA {name}");
        let row = self
            .writer
            .query_one_raw(crate::raw::statement(self.backend, &sql, vec![]))
            .await
            .map_err(from_db)?
            .ok_or_else(|| Error::new(Kind::Internal, "kernel.internal"))?;
        row.try_get_by_index(0).map_err(from_db)
    }
}

async fn connect(connect_options: ConnectOptions, options: &DbOptions) -> Result<DatabaseConnection> {
    let mut connection = Database::connect(connect_options).await.map_err(from_db)?;
    if let Some(watch) = options.watch.clone() {
        connection.set_metric_callback(move |info| watch(&info.statement.sql));
    }
    Ok(connection)
}

fn sqlite(path: &Path, read_only: bool) -> ConnectOptions {
    let mode = if read_only { "ro" } else { "rwc" };
    let mut options = ConnectOptions::new(format!("sqlite://{}?mode={mode}", path.display()));
    options
        .max_connections(if read_only { SQLITE_READERS } else { 1 })
        .acquire_timeout(WRITER_WAIT)
        .sqlx_logging(false)
        .map_sqlx_sqlite_opts(move |sqlite| {
            let sqlite = sqlite
                .foreign_keys(true)
                .busy_timeout(WRITER_WAIT)
                .pragma("cache_size", if read_only { READER_CACHE } else { WRITER_CACHE })
                .pragma("temp_store", "memory");
            if read_only {
                sqlite
            } else {
                let sqlite = sqlite.journal_mode(SqliteJournalMode::Wal).synchronous(SqliteSynchronous::Full);
                sqlite
                    .pragma("wal_autocheckpoint", CHECKPOINT_PAGES)
                    .pragma("journal_size_limit", LOG_KEPT)
                    .optimize_on_close(true, ANALYSED_ROWS)
            }
        });
    options
}
