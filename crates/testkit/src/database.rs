//! Databases copied from a migrated template: a file copy, or `CREATE DATABASE … TEMPLATE`. Each goes with its test.

use std::path::Path;
use std::time::Duration;

use beichen_server::Migrations;
use beichen_store::db::DbOptions;
use beichen_store::{Db, migrate};
use sea_orm::ConnectionTrait;

/// Where a test's files lie, and its database on a server: both are gone when the test has ended, however it did.
pub struct Place {
    pub folder: tempfile::TempDir,
    database: Option<(String, String)>,
}

impl Drop for Place {
    fn drop(&mut self) {
        let Some((server, name)) = self.database.take() else { return };
        // A runtime of its own: the test's may be ending, or be the one that runs this.
        let ended = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(async {
                let admin = Db::open_postgres(&format!("{server}/postgres"), &DbOptions::default()).await.unwrap();
                let sql = format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)");
                admin.connection().execute_unprepared(&sql).await.unwrap();
                admin.close().await;
            });
        })
        .join();
        assert!(
            ended.is_ok() || std::thread::panicking(),
            "the test's database was not dropped; its reason stands above"
        );
    }
}

/// Names a template by the SQL that made it: every test binary, now and later, shares it until a step changes.
fn template_name() -> String {
    let hash = beichen_store::audit::sha256(
        &beichen_server::migrations::steps().iter().map(|step| step.sql).collect::<String>(),
    );
    format!("beichen_template_{}", &hash[..16])
}

/// A fresh SQLite database in a folder that goes with the test.
pub async fn sqlite(options: &DbOptions) -> (Db, Place) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("beichen.db");
    let templates = std::env::temp_dir().join("beichen-test-templates");
    let template = templates.join(format!("{}.db", template_name()));
    if std::fs::copy(&template, &path).is_err() {
        make_sqlite_template(&templates, &template).await;
        std::fs::copy(&template, &path).unwrap();
    }
    (Db::open_sqlite(&path, options).await.unwrap(), Place { folder, database: None })
}

/// Two processes may make it at once: each puts a whole file in its place, and either will do.
async fn make_sqlite_template(templates: &Path, template: &Path) {
    std::fs::create_dir_all(templates).unwrap();
    forget_old_templates(templates);
    let fresh = tempfile::tempdir_in(templates).unwrap();
    let path = fresh.path().join("template.db");
    let db = Db::open_sqlite(&path, &DbOptions::default()).await.unwrap();
    migrate::<Migrations>(&db).await.unwrap();
    db.connection().execute_unprepared("PRAGMA wal_checkpoint(TRUNCATE)").await.unwrap();
    db.close().await;
    std::fs::rename(&path, template).unwrap();
}

/// What was made more than a day ago goes; whoever still wants it makes it again.
fn forget_old_templates(templates: &Path) {
    for entry in std::fs::read_dir(templates).unwrap().flatten() {
        let made = entry.metadata().and_then(|metadata| metadata.modified());
        if made.is_ok_and(|made| made.elapsed().is_ok_and(|age| age > Duration::from_hours(24))) {
            // Another process may have been faster.
            let _ = std::fs::remove_file(entry.path()).or_else(|_| std::fs::remove_dir_all(entry.path()));
        }
    }
}

/// A fresh database of the PostgreSQL that `BEICHEN_TEST_POSTGRES` names, e.g. `postgres://postgres@127.0.0.1:5433`.
pub async fn postgres(options: &DbOptions) -> (Db, Place) {
    let server = std::env::var("BEICHEN_TEST_POSTGRES").expect(
        "BEICHEN_TEST_POSTGRES names no PostgreSQL: run `cargo xtask test`, which starts one, \
         or set it to postgres://user@host:port of a server that tests may fill",
    );
    let server = server.trim_end_matches('/').to_owned();
    let admin = Db::open_postgres(&format!("{server}/postgres"), &DbOptions::default()).await.unwrap();
    let template = template_name();
    ensure_postgres_template(&admin, &server, &template).await;
    let mut id = [0_u8; 8];
    getrandom::fill(&mut id).unwrap();
    let name = format!("beichen_test_{}", hex::encode(id));
    alone(&admin, &format!("CREATE DATABASE {name} TEMPLATE {template}")).await;
    admin.close().await;
    let place = Place { folder: tempfile::tempdir().unwrap(), database: Some((server.clone(), name.clone())) };
    let db = Db::open_postgres(&format!("{server}/{name}"), options).await.unwrap();
    (db, place)
}

/// Held by the server itself while a template is made, and let go when its holder ends, however it does.
const TEMPLATE_LOCK: &str = "SELECT pg_advisory_xact_lock(7165917)";

async fn ensure_postgres_template(admin: &Db, server: &str, template: &str) {
    if has_database(admin, template).await {
        return;
    }
    let lock = admin.begin_writing().await.unwrap();
    lock.execute_unprepared(TEMPLATE_LOCK).await.unwrap();
    if has_database(admin, template).await {
        return;
    }
    let building = format!("{template}_building");
    alone(admin, &format!("DROP DATABASE IF EXISTS {building} WITH (FORCE)")).await;
    alone(admin, &format!("CREATE DATABASE {building}")).await;
    let db = Db::open_postgres(&format!("{server}/{building}"), &DbOptions::default()).await.unwrap();
    migrate::<Migrations>(&db).await.unwrap();
    db.close().await;
    alone(admin, &format!("ALTER DATABASE {building} RENAME TO {template}")).await;
}

async fn has_database(admin: &Db, name: &str) -> bool {
    let sql = format!("SELECT 1 FROM pg_database WHERE datname = '{name}'");
    let found = admin.connection().query_one_raw(beichen_store::raw::statement(admin.backend(), &sql, vec![])).await;
    found.unwrap().is_some()
}

/// PostgreSQL's code for a database that another connection, an autovacuum say, is just leaving.
const IN_USE: &str = "55006";

/// Runs a statement that wants its database for itself: asked again a few times.
async fn alone(admin: &Db, sql: &str) {
    for _ in 0..50 {
        match admin.connection().execute_unprepared(sql).await {
            Ok(_) => return,
            Err(error) if beichen_store::error::code_of(&error).as_deref() == Some(IN_USE) => {
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
            Err(error) => panic!("{sql}: {error}"),
        }
    }
    panic!("{sql}: the database stayed busy");
}
