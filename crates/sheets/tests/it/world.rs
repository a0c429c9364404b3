//! A database, a data folder, and a kind of sheet for things with a code, a name and an amount.

use std::path::PathBuf;
use std::sync::Arc;

use beichen_engine::money::Currency;
use beichen_kernel::{Clock, Ctx, Error, OrgId, Organisation, Permission, Reach, Result, Role, Timestamp};
use beichen_sheets::batch::commands;
use beichen_sheets::{
    Batch, CellError, CellType, Checked, Column, ImportKind, ImportRequest, ParsedRow, Registry, Rows, StagedRow,
    Upload, Verdict,
};
use beichen_store::db::DbOptions;
use beichen_store::{Db, Deps, Tx};
use beichen_testkit::database;
use sea_orm::ConnectionTrait;
use serde_json::json;

const THINGS: &str = "CREATE TABLE test_thing (org_id BIGINT NOT NULL, code TEXT NOT NULL, name TEXT NOT NULL, \
    amount BIGINT NOT NULL, PRIMARY KEY (org_id, code))";

pub struct World {
    pub ctx: Ctx,
    pub deps: Deps,
    pub registry: Registry,
    place: database::Place,
}

impl World {
    pub async fn sqlite() -> Self {
        Self::fill(database::sqlite(&DbOptions::default()).await).await
    }

    pub async fn postgres() -> Self {
        Self::fill(database::postgres(&DbOptions::default()).await).await
    }

    async fn fill((db, place): (Db, database::Place)) -> Self {
        db.connection().execute_unprepared(THINGS).await.unwrap();
        let organisation = Arc::new(Organisation {
            id: OrgId(7),
            name: "Acme".to_owned(),
            currency: Currency::CNY,
            zone: jiff::tz::TimeZone::UTC,
        });
        let now = Timestamp::parse("2026-03-20T08:00:00Z").unwrap();
        let ctx = Ctx::system(organisation, "test", None, now);
        let mut tx = db.begin(&ctx).await.unwrap();
        beichen_store::audit::create_head(&mut tx).await.unwrap();
        tx.commit_unrecorded().await.unwrap();
        let deps = Deps {
            db,
            clock: Clock::fixed(now),
            folder: place.folder.path().to_owned(),
            public_url: None,
            setup_token: None,
            demo_sign_ins: Arc::new([]),
        };
        Self { ctx, deps, registry: Registry::new(vec![Arc::new(Things)]), place }
    }

    /// A file in the folder of the test.
    pub fn file(&self, name: &str, content: &str) -> PathBuf {
        let path = self.place.folder.path().join(name);
        std::fs::write(&path, content).unwrap();
        path
    }

    pub fn upload(&self, content: &str, profile: &str) -> Upload {
        Upload {
            kind: "things".to_owned(),
            path: self.file("things.csv", content),
            file_name: "things.csv".to_owned(),
            profile_name: String::new(),
            profile_text: profile.to_owned(),
        }
    }

    /// A file that was checked and waits to be written.
    pub async fn stage(&self, content: &str) -> beichen_sheets::Import {
        let (ctx, deps) = (&self.ctx, &self.deps);
        let received = commands::receive(ctx, deps, &self.registry, self.upload(content, "")).await.unwrap();
        let silent = |_: beichen_sheets::Progress| ();
        let teller = commands::Teller::of_listener(&silent);
        commands::check(ctx, deps, &self.registry, received.id, &teller).await.unwrap()
    }

    pub fn request(&self, content: &str, profile: &str, rows: Rows) -> ImportRequest {
        ImportRequest {
            upload: self.upload(content, profile),
            rows,
            report: Some(self.place.folder.path().join("out/failed.csv")),
        }
    }

    pub fn report(&self) -> String {
        std::fs::read_to_string(self.place.folder.path().join("out/failed.csv")).unwrap()
    }

    /// `code name amount` of every thing, by code.
    pub async fn things(&self) -> Vec<String> {
        let tx = self.deps.db.read(&self.ctx).await.unwrap();
        let sql = "SELECT code, name, amount FROM test_thing WHERE org_id = $1 ORDER BY code";
        let rows = tx.rows(sql, vec![7_i64.into()]).await.unwrap();
        let text = |row: &sea_orm::QueryResult, column: &str| row.try_get::<String>("", column).unwrap();
        let shown = rows.iter().map(|row| {
            format!("{} {} {}", text(row, "code"), text(row, "name"), row.try_get::<i64>("", "amount").unwrap())
        });
        shown.collect()
    }

    pub async fn events(&self) -> Vec<(String, serde_json::Value)> {
        let tx = self.deps.db.read(&self.ctx).await.unwrap();
        let sql = "SELECT name, data FROM store_event WHERE org_id = $1 ORDER BY seq";
        let rows = tx.rows(sql, vec![7_i64.into()]).await.unwrap();
        let text = |row: &sea_orm::QueryResult, column: &str| row.try_get::<String>("", column).unwrap();
        rows.iter().map(|row| (text(row, "name"), serde_json::from_str(&text(row, "data")).unwrap())).collect()
    }

    /// The state of every import.
    pub async fn batches(&self) -> Vec<String> {
        let tx = self.deps.db.read(&self.ctx).await.unwrap();
        let rows = tx.rows("SELECT state FROM sheets_batch WHERE org_id = $1", vec![7_i64.into()]).await.unwrap();
        rows.iter().map(|row| row.try_get("", "state").unwrap()).collect()
    }

    pub async fn count(&self, table: &str) -> i64 {
        let tx = self.deps.db.read(&self.ctx).await.unwrap();
        let sql = format!("SELECT COUNT(*) AS n FROM {table} WHERE org_id = $1");
        tx.row(&sql, vec![7_i64.into()]).await.unwrap().unwrap().try_get("", "n").unwrap()
    }
}

struct Things;

const COLUMNS: &[Column] = &[
    Column::required("code", CellType::Code, "sheets.hints.code"),
    Column::required("name", CellType::Text, "sheets.hints.text"),
    Column::optional("amount", CellType::Money, "sheets.hints.money"),
];

async fn find(tx: &Tx<'_>, code: &str) -> Result<Option<(String, i64)>> {
    let sql = "SELECT name, amount FROM test_thing WHERE org_id = $1 AND code = $2";
    let row = tx.row(sql, vec![7_i64.into(), code.into()]).await?;
    Ok(row.map(|row| (row.try_get("", "name").unwrap(), row.try_get("", "amount").unwrap())))
}

#[async_trait::async_trait]
impl ImportKind for Things {
    fn name(&self) -> &'static str {
        "things"
    }

    fn columns(&self) -> &'static [Column] {
        COLUMNS
    }

    fn permission(&self) -> Permission {
        Permission::new("test.thing.import", &[(Role::Administrator, Reach::Organisation)])
    }

    async fn check(&self, ctx: &Ctx, db: &Db, _: &Batch, rows: &[ParsedRow]) -> Result<Vec<Checked>> {
        let tx = db.read(ctx).await?;
        let mut checked = Vec::new();
        for row in rows {
            let (code, name) = (row.text("code").unwrap_or_default(), row.text("name").unwrap_or_default());
            if name == "nobody" {
                checked.push(Checked::failed(row, vec![CellError::new("name", "sheets.cell.required")]));
                continue;
            }
            let amount = row.minor("amount").unwrap_or_default();
            let value = json!({ "code": code, "name": name, "amount": amount });
            checked.push(match find(&tx, code).await? {
                None => Checked::new(row).staging(value),
                Some(there) if there == (name.to_owned(), amount) => Checked::skip(row),
                Some(_) => Checked::update(row).staging(value),
            });
        }
        Ok(checked)
    }

    async fn apply_row(&self, tx: &mut Tx<'_>, _: &Batch, row: &StagedRow) -> Result<Verdict> {
        let text = |name: &str| row.value[name].as_str().unwrap_or_default().to_owned();
        if text("name") == "crash" {
            return Err(Error::internal("the power went off"));
        }
        let values = vec![7_i64.into(), text("code").into(), text("name").into(), row.value["amount"].as_i64().into()];
        let sql = "INSERT INTO test_thing (org_id, code, name, amount) VALUES ($1, $2, $3, $4) \
                   ON CONFLICT (org_id, code) DO UPDATE SET name = excluded.name, amount = excluded.amount";
        tx.execute(sql, values).await?;
        Ok(row.verdict)
    }
}
