//! Two serving processes at one PostgreSQL: work is done once, moves when its process is killed, and is seen by both.

use std::fmt::Write as _;
use std::path::Path;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use beichen_kernel::{OrgId, Role};
use beichen_store::events;
use beichen_testkit::{TestApp, TestOrg, TestPerson};
use serde_json::{Value, json};

use crate::http::Client;
use crate::months::{MONTHS, PEOPLE, orders, plan_text};
use crate::refusals::{ORDERS_PROFILE, PEOPLE_PROFILE};
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
    // A password in the address is not printed.
    let line = format!("pg_dump --format=custom --file={} postgres://", data.with_extension("pgdump").display());
    let database = shared.url.rsplit('/').next().unwrap().split('?').next().unwrap();
    let (code, printed) = said(&shared, &data, &["backup", &backup]);
    assert!(code == Some(0) && printed.contains(&line) && printed.contains(database), "{printed}");
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

/// A command of somebody on the shared database, begun.
fn begin(shared: &Shared, login: &str, args: &[&str]) -> Child {
    let args = [&["--database", &shared.url, "--as", login][..], args, &["--password-stdin"]].concat();
    let mut command = Place::command_at(&shared.place.data(), &args);
    let password = shared.place.file("password", PASSWORD);
    command.stdin(std::fs::File::open(password).unwrap()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command.spawn().unwrap()
}

/// How it ended, and what it said.
fn ended(child: Child) -> (Option<i32>, String) {
    let output = child.wait_with_output().unwrap();
    let said = [output.stdout, output.stderr].map(|said| String::from_utf8(said).unwrap()).concat();
    (output.status.code(), said)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_who_lock_a_month_at_once_exactly_one_has_locked_it() {
    let shared = Shared::new().await;
    let mut logins = vec![shared.login.clone()];
    for name in ["one", "two"] {
        let _: TestPerson = shared.org.person(name, &[Role::Finance]).await;
        logins.push(format!("{name}.{}@example.test", shared.id()));
    }
    let done = |login: &str, args: &[&str]| {
        let (code, said) = ended(begin(&shared, login, args));
        assert_eq!(code, Some(0), "{args:?}: {said}");
    };
    let plan = shared.place.file("plan.toml", plan_text());
    done(&logins[0], &["measure", "publish", &plan]);
    for (kind, rows, profile) in [("people", PEOPLE, PEOPLE_PROFILE), ("orders", &orders(), ORDERS_PROFILE)] {
        let (file, profile) = (shared.place.file("rows.csv", rows), shared.place.file("profile.toml", profile));
        let args = ["--as", &logins[0], "import", kind, &file, "--profile", &profile];
        let (code, said) = said(&shared, &shared.place.data(), &args);
        assert_eq!(code, Some(0), "{said}");
    }
    let (code, told) =
        said(&shared, &shared.place.data(), &["--as", &logins[0], "settings", "set", "notice_workdays", "0"]);
    assert_eq!(code, Some(0), "{told}");
    done(&logins[0], &["plan", "publish", &plan]);
    for month in 1..=MONTHS {
        let period = format!("2024-{month:02}");
        let step = |step: &'static str| ["close", step, "--plan", "p", "--period", &period];
        for before in ["trial", "review-lead", "review-finance", "notice"] {
            done(&logins[0], &step(before));
        }
        let both = [&logins[1], &logins[2]].map(|login| begin(&shared, login, &step("lock")));
        let mut both = both.map(ended);
        both.sort_by_key(|(code, _)| *code);
        let [(first, _), (second, refusal)] = &both;
        assert_eq!((*first, *second), (Some(0), Some(1)), "{period}: {both:?}");
        let is_clear = refusal.contains(&format!("{period} is locked")) || refusal.contains("changed");
        assert!(is_clear && !refusal.contains("failed"), "{refusal}");
        let months = i64::try_from(month).unwrap();
        let count = async |sql: &str| shared.number(sql).await;
        assert_eq!(count("SELECT COUNT(*) FROM people_fence WHERE org_id = $1").await, months);
        assert_eq!(count("SELECT COUNT(*) FROM incentives_run WHERE org_id = $1 AND state = 'locked'").await, months);
        let steps = "SELECT COUNT(*) FROM incentives_run_step WHERE org_id = $1 AND step = 'lock'";
        assert_eq!(count(steps).await, months);
        let told = "SELECT COUNT(*) FROM store_event WHERE org_id = $1 AND name = 'incentives.run.locked'";
        assert_eq!(count(told).await, months);
    }
    let (_, looks) = said(&shared, &shared.place.data(), &["--json", "doctor"]);
    let looks: Value = serde_json::from_str(&looks).unwrap();
    let mut faults = looks.as_array().unwrap().iter().filter(|look| look["severity"] == "fault");
    assert!(faults.all(|look| look["what"] == "not_durable"), "{looks}");
}
