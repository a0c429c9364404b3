//! Two serving processes at one PostgreSQL: work is done once, moves when its process is killed, and is seen by both.

use std::fmt::Write as _;
use std::path::Path;
use std::time::{Duration, Instant};

use beichen_kernel::{OrgId, Role};
use beichen_store::events;
use beichen_testkit::{TestApp, TestOrg, TestPerson};
use serde_json::{Value, json};

use crate::http::Client;
use crate::support::{Place, Server};

/// What a command answers on the shared database, and its exit code.
fn said(shared: &Shared, folder: &Path, args: &[&str]) -> (Option<i32>, String) {
    let output = Place::command_at(folder, &[&["--database", &shared.url][..], args].concat()).output().unwrap();
    let said = [output.stdout, output.stderr].map(|said| String::from_utf8(said).unwrap()).concat();
    (output.status.code(), said)
}

/// The password of everybody whom the testkit makes.
const PASSWORD: &str = "long enough 8";
/// Longer than anything here may take; only a hang reaches it.
const PATIENCE: Duration = Duration::from_mins(2);

/// One PostgreSQL with an organisation, one data folder, and as many processes as are started.
struct Shared {
    app: TestApp,
    org: TestOrg,
    place: Place,
    url: String,
    login: String,
}

impl Shared {
    async fn new() -> Self {
        let app = TestApp::postgres().await;
        let org = app.org("Acme").await;
        let _: TestPerson = org.person("boss", &[Role::Administrator, Role::Director, Role::Finance]).await;
        let login = format!("boss.{}@example.test", org.organisation.id);
        let ctx = org.system();
        let tx = app.db.read(&ctx).await.unwrap();
        let row = tx.row("SELECT current_database()::text AS name", vec![]).await.unwrap().unwrap();
        let name: String = row.try_get("", "name").unwrap();
        drop(tx);
        let server = std::env::var("BEICHEN_TEST_POSTGRES").unwrap();
        let url = format!("{}/{name}", server.trim_end_matches('/'));
        Self { app, org, place: Place::empty(), url, login }
    }

    fn id(&self) -> OrgId {
        self.org.organisation.id
    }

    fn serve(&self) -> (Server, Value) {
        Server::start(&self.place, &["--database", &self.url, "serve"])
    }

    /// The number that a statement gives.
    async fn number(&self, sql: &str) -> i64 {
        let ctx = self.org.system();
        let tx = self.app.db.read(&ctx).await.unwrap();
        let row = tx.row(sql, vec![self.id().0.into()]).await.unwrap().unwrap();
        row.try_get_by_index(0).unwrap()
    }

    async fn applied(&self) -> i64 {
        self.number("SELECT COUNT(*) FROM store_event WHERE org_id = $1 AND name = 'sheets.batch.applied'").await
    }

    async fn attempts(&self) -> i64 {
        self.number("SELECT MAX(attempts) FROM store_job WHERE org_id = $1").await
    }
}

/// Asks until the answer is as wanted, and says how long it took.
#[allow(clippy::disallowed_methods, reason = "how long it took is printed, and a hang ends the test")]
async fn until<T>(mut ask: impl AsyncFnMut() -> Option<T>) -> (T, Duration) {
    let began = Instant::now();
    loop {
        if let Some(answer) = ask().await {
            return (answer, began.elapsed());
        }
        assert!(began.elapsed() < PATIENCE, "it did not come within {PATIENCE:?}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

async fn state(client: &Client, id: &str, wanted: &str) -> Value {
    let path = format!("/api/sheets/imports/{id}");
    until(async || {
        let import = client.get(&path);
        assert!(import["work"]["problem"].is_null(), "{import}");
        (import["state"] == wanted).then_some(import)
    })
    .await
    .0
}

fn customers(count: usize) -> String {
    let mut text = "code,name\n".to_owned();
    for number in 0..count {
        writeln!(text, "C{number},Customer {number}").unwrap();
    }
    text
}

fn apply(client: &Client, import: &Value) {
    let path = format!("/api/sheets/imports/{}/apply", import["id"].as_str().unwrap());
    let version = import["version"].to_string();
    client.post(&path, &[("If-Match", &version)], &json!({ "rows": "all" }));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_import_asked_of_one_process_is_done_once_by_either() {
    let shared = Shared::new().await;
    let ((_one, first), (_two, second)) = (shared.serve(), shared.serve());
    let one = Client::sign_in(&first, &shared.login, PASSWORD);
    let two = one.at(&second);
    for round in 1..=4 {
        let text = customers(300).replace("\nC", &format!("\nR{round}-C"));
        let id = one.upload(&text)["id"].as_str().unwrap().to_owned();
        let import = state(&two, &id, "staged").await;
        apply(&two, &import);
        let import = state(&one, &id, "applied").await;
        assert_eq!(import["counts"]["new"], 300);
        assert_eq!(shared.applied().await, round);
    }
    let sql = "SELECT COUNT(*) FROM customers_customer WHERE org_id = $1";
    assert_eq!(shared.number(sql).await, 1_200);
    assert_eq!(shared.attempts().await, 1, "each was begun once");
    assert_eq!(shared.number("SELECT COUNT(*) FROM store_lease WHERE $1 <> 0").await, 1, "one of the two leads");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_killed_process_had_begun_is_ended_by_the_other() {
    const ROWS: usize = 30_000;
    let shared = Shared::new().await;
    let (one, first) = shared.serve();
    let client = Client::sign_in(&first, &shared.login, PASSWORD);
    let id = client.upload(&customers(ROWS))["id"].as_str().unwrap().to_owned();
    let checked = "SELECT MAX(done) FROM store_job WHERE org_id = $1";
    until(async || (shared.number(checked).await > 0).then_some(())).await;
    let (two, second) = shared.serve();
    drop(one); // SIGKILL
    let client = client.at(&second);
    let ((), moved) = until(async || (shared.attempts().await == 2).then_some(())).await;
    eprintln!("the check moved to the other process within {moved:?}");
    assert!(moved < Duration::from_secs(30), "a lease is over after 8 s, and it took {moved:?}");
    let import = state(&client, &id, "staged").await;
    assert_eq!(import["counts"]["new"], ROWS);

    // The same while it is written: a third process takes over from the second.
    let (_three, third) = shared.serve();
    apply(&client, &import);
    drop(two);
    let client = client.at(&third);
    let import = state(&client, &id, "applied").await;
    assert_eq!(import["counts"]["new"], ROWS);
    assert_eq!(shared.number("SELECT COUNT(*) FROM customers_customer WHERE org_id = $1").await, 30_000);
    assert_eq!(shared.applied().await, 1);
    let data = shared.place.data();
    let looks: Value = serde_json::from_str(&said(&shared, &data, &["--json", "doctor"]).1).unwrap();
    let faults = looks.as_array().unwrap().iter().filter(|look| look["severity"] == "fault");
    // The server of a test may do without the disk, and the doctor says so.
    assert!(faults.clone().all(|look| look["what"] == "not_durable"), "{looks}");

    // The files are saved, and the line that saves the database is printed.
    let backup = data.with_extension("backup").display().to_string();
    let line = format!("pg_dump --format=custom --file={} {}", data.with_extension("pgdump").display(), shared.url);
    let (code, printed) = said(&shared, &data, &["backup", &backup]);
    assert!(code == Some(0) && printed.contains(&line), "{printed}");
    let restored = data.with_extension("restored");
    let (code, printed) = said(&shared, &restored, &["restore", &backup]);
    assert!(code == Some(0) && printed.contains("pg_restore"), "{printed}");
    assert!(restored.join("files").is_dir() && !restored.join("beichen.db").exists());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[allow(clippy::disallowed_methods, reason = "how long it took is printed")]
async fn what_one_process_writes_the_other_sees() {
    let shared = Shared::new().await;
    let (_one, first) = shared.serve();
    let client = Client::sign_in(&first, &shared.login, PASSWORD);
    for number in 0..5 {
        let head = events::head(&shared.app.db, shared.id()).await.unwrap();
        let (db, org) = (shared.app.db.clone(), shared.id());
        let waiting = tokio::spawn(async move {
            let told = events::wait(&db, org, head).await.unwrap();
            (told, Instant::now())
        });
        let body = json!({ "code": format!("seen-{number}"), "name": "Seen" });
        client.post("/api/customers/customers", &[], &body);
        let answered = Instant::now();
        let (told, seen) = tokio::time::timeout(Duration::from_secs(5), waiting).await.unwrap().unwrap();
        assert_eq!((told[0].name.as_str(), told[0].seq), ("customers.customer.created", head + 1));
        eprintln!("seen {:?} after its answer", seen.saturating_duration_since(answered));
    }
}
