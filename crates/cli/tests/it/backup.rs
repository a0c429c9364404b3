//! Backups: made beside a serving process, whole or not there, and restored to what they were or not at all.

use std::fs;
use std::path::{Path, PathBuf};

use beichen_kernel::{BatchId, Clock, Ctx};
use beichen_store::{Db, DbOptions, Event};
use serde_json::{Value, json};

use crate::http::Client;
use crate::support::{BOSS, PASSWORD, Place, Server};

const ORDERS: &str = "code,customer,signed_on,net\nO1,C1,2026-03-01,100.00\nO2,C1,2026-03-02,20.50\n";
const PROFILE: &str = "kind = \"orders\"\ncreate_missing = [\"customers\"]\n[columns]\ncode = \"code\"\n\
                       customer = \"customer\"\nsigned_on = \"signed_on\"\nnet = \"net\"\n";

/// With a file of orders that has been imported.
fn with_orders() -> Place {
    let place = Place::administered();
    let (file, profile) = (place.file("orders.csv", ORDERS), place.file("orders.toml", PROFILE));
    place.ok(&["--as", BOSS, "import", "orders", &file, "--profile", &profile]);
    place
}

pub fn beside(place: &Place, name: &str) -> PathBuf {
    place.data().parent().unwrap().join(name)
}

pub fn text(path: &Path) -> String {
    path.display().to_string()
}

/// What a command answers at another data folder.
pub fn at(folder: &Path, args: &[&str]) -> (i32, String) {
    let output = Place::command_at(folder, args).output().unwrap();
    let said = [output.stdout, output.stderr].map(|said| String::from_utf8(said).unwrap()).concat();
    (output.status.code().unwrap(), said)
}

/// Everything below a folder: names, and what stands in them.
fn everything(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(everything(&path));
        } else {
            found.push((path.clone(), fs::read(&path).unwrap()));
        }
    }
    found.sort();
    found
}

/// The names directly in the folder that holds data, backups and half-done work.
fn names(place: &Place) -> Vec<String> {
    let entries = fs::read_dir(place.data().parent().unwrap()).unwrap();
    let mut names: Vec<String> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn what_is_restored_is_what_was_saved_beside_a_serving_process() {
    let place = with_orders();
    let (server, ready) = Server::start(&place, &["serve"]);
    let client = Client::sign_in(&ready, BOSS, PASSWORD);
    client.post("/api/people/units", &[], &json!({ "code": "east", "name": "East" }));
    let set = ["--as", BOSS, "settings", "set", "notice_workdays"];
    place.ok(&[&set[..], &["2"]].concat());
    let backup = beside(&place, "first.backup");
    let said: Value = serde_json::from_str(&place.ok(&["--json", "backup", &text(&backup)])).unwrap();
    let entries: Vec<&str> =
        said["manifest"]["entries"].as_array().unwrap().iter().map(|entry| entry["name"].as_str().unwrap()).collect();
    assert_eq!(entries.len(), 2, "the database and the file of the import: {entries:?}");
    assert!(entries[0] == "beichen.db" && entries[1].starts_with("files/"), "{entries:?}");
    let head = said["manifest"]["heads"][0].clone();

    // What is written afterwards is not in it.
    place.ok(&[&set[..], &["5"]].concat());
    client.post("/api/people/units", &[], &json!({ "code": "west", "name": "West" }));
    drop(server);
    let restored = beside(&place, "restored");
    let (code, said) = at(&restored, &["restore", &text(&backup)]);
    assert_eq!(code, 0, "{said}");
    assert!(said.contains(head["hash"].as_str().unwrap()), "{said}");

    let (code, said) = at(&restored, &["--json", "audit", "verify"]);
    let chains: Value = serde_json::from_str(&said).unwrap();
    assert_eq!((code, &chains[0]["head"]["hash"], &chains[0]["head"]["seq"]), (0, &head["hash"], &head["seq"]));
    let (code, said) = at(&restored, &["doctor"]);
    assert_eq!(code, 0, "{said}");
    assert_eq!(at(&restored, &["export", "orders"]), (0, place.ok(&["export", "orders"])));
    let get = ["settings", "get", "notice_workdays"];
    assert_eq!(at(&restored, &get), (0, "notice_workdays = 2\n".to_owned()));
    assert_eq!(place.ok(&get), "notice_workdays = 5\n");
    assert_eq!(everything(&restored.join("files")).len(), 1);
    assert_eq!(
        names(&place),
        ["data", "first.backup", "orders.csv", "orders.toml", "restored"],
        "nothing half-done is left"
    );
}

#[test]
fn a_backup_is_made_of_what_stands_and_never_over_another() {
    let place = with_orders();
    let backup = beside(&place, "b");
    place.ok(&["backup", &text(&backup)]);
    let first = fs::read(&backup).unwrap();
    #[cfg(unix)]
    assert_eq!(std::os::unix::fs::PermissionsExt::mode(&fs::metadata(&backup).unwrap().permissions()) & 0o777, 0o600);
    assert!(place.refused(&["backup", &text(&backup)]).contains("is there already"));
    assert_eq!(fs::read(&backup).unwrap(), first);

    let (code, said) = at(&beside(&place, "nothing"), &["backup", &text(&beside(&place, "c"))]);
    assert!(code == 1 && said.contains("There is no database in"), "{said}");
    let nowhere = text(&backup.join("deeper"));
    assert_eq!(place.run(&["backup", &nowhere]).status.code(), Some(1), "a file is no folder");
    assert_eq!(names(&place), ["b", "data", "orders.csv", "orders.toml"]);
}

#[test]
fn only_an_empty_folder_that_nobody_serves_is_restored_to() {
    let place = with_orders();
    let backup = beside(&place, "b");
    place.ok(&["backup", &text(&backup)]);
    let before = everything(&place.data().join("files"));
    let restore = ["restore", &text(&backup)];
    assert!(place.refused(&restore).contains("is not empty"));
    let (server, _) = Server::start(&place, &["serve"]);
    assert!(place.refused(&restore).contains("Another server uses this data folder"));
    drop(server);
    let full = beside(&place, "full");
    fs::create_dir(&full).unwrap();
    fs::write(full.join("mine"), "mine").unwrap();
    let (code, said) = at(&full, &restore);
    assert!(code == 1 && said.contains("is not empty"), "{said}");
    assert_eq!(everything(&full), [(full.join("mine"), b"mine".to_vec())]);
    assert_eq!(everything(&place.data().join("files")), before);

    let empty = beside(&place, "empty");
    fs::create_dir(&empty).unwrap();
    assert_eq!(at(&empty, &restore).0, 0);
    assert_eq!(at(&empty, &["doctor"]).0, 0);
}

#[test]
fn a_backup_that_is_not_whole_leaves_nothing_behind() {
    let place = with_orders();
    let backup = beside(&place, "b");
    place.ok(&["backup", &text(&backup)]);
    let whole = fs::read(&backup).unwrap();
    let to = beside(&place, "to");
    let mut changed = whole.clone();
    let middle = changed.len() / 2;
    changed[middle] ^= 1;
    let short = &whole[..whole.len() - 1];
    for (bytes, what) in [(&changed[..], "one bit"), (short, "one byte short"), (b"not a backup", "something else")] {
        fs::write(&backup, bytes).unwrap();
        let (code, said) = at(&to, &["restore", &text(&backup)]);
        assert!(code == 1 && said.contains("is no whole backup"), "{what}: {said}");
        assert!(!to.exists(), "{what}");
        assert_eq!(names(&place), ["b", "data", "orders.csv", "orders.toml"], "{what}");
    }
    assert!(at(&to, &["restore", &text(&beside(&place, "absent"))]).1.contains("absent"));
    fs::write(&backup, whole).unwrap();
    assert_eq!(at(&to, &["restore", &text(&backup)]).0, 0);
}

#[test]
fn the_doctor_says_what_is_wrong_and_what_to_do() {
    let place = with_orders();
    let said = place.ok(&["doctor"]);
    for line in [
        "✓ Database: SQLite, ok",
        "✓ Durability:",
        "✓ Tables: up to date for version",
        "✓ Clock:",
        "Disk:",
        "✓ Audit chain of Acme:",
        "2 documents; 0 credits and 0 totals differ",
        "✓ References of Acme: none",
        "✓ Imports of Acme: none unfinished",
    ] {
        assert!(said.contains(line), "{line}: {said}");
    }
    assert!(said.lines().count() <= 24, "one screen: {said}");
    let (code, said) = at(&beside(&place, "nothing"), &["doctor"]);
    assert!(code == 1 && said.contains("There is no database in"), "{said}");
    assert!(!beside(&place, "nothing").exists(), "looking makes nothing");

    // Pages of the middle of the file, overwritten by somebody else.
    let (backup, restored) = (beside(&place, "b"), beside(&place, "restored"));
    place.ok(&["backup", &text(&backup)]);
    assert_eq!(at(&restored, &["restore", &text(&backup)]).0, 0);
    let database = restored.join("beichen.db");
    let mut bytes = fs::read(&database).unwrap();
    let from = bytes.len() / 2;
    bytes[from..from + 40_000].fill(0xA5);
    fs::write(&database, bytes).unwrap();
    let (code, said) = at(&restored, &["doctor"]);
    assert!(code != 0, "{said}");
    let bad = beside(&place, "bad");
    assert_ne!(at(&restored, &["backup", &text(&bad)]).0, 0);
    assert!(!bad.exists());
}

/// Writes what no command writes, at an instant so many seconds from now.
pub async fn tamper(folder: &Path, seconds: i64, sql: &str) {
    let db = Db::open_sqlite(&folder.join("beichen.db"), &DbOptions::default()).await.unwrap();
    let organisation = beichen_people::api::organisations(&db).await.unwrap().remove(0);
    let ctx = Ctx::system(organisation, "test", None, Clock::system().now().plus_seconds(seconds));
    let mut tx = db.begin(&ctx).await.unwrap();
    tx.execute(sql, vec![ctx.org.0.into()]).await.unwrap();
    tx.record(ctx.new_id::<BatchId>(), Event::new("test.tampered"));
    tx.commit().await.unwrap();
    db.close().await;
}

#[tokio::test]
async fn the_doctor_names_each_fault_and_a_backup_of_one_is_refused() {
    let whole = with_orders();
    let backup = beside(&whole, "b");
    whole.ok(&["backup", &text(&backup)]);
    let payee = "INSERT INTO ledger_document_payee (org_id, document_id, member_id, place, share_ppm) \
                 VALUES ($1, x'00000000000000000000000000000007', x'00000000000000000000000000000008', 0, 1000000)";
    let cases = [
        (0, payee, 1, "✗ References of Acme: 1 rows of ledger_document_payee.member_id", "report it"),
        (
            0,
            "UPDATE store_audit SET actor = 'nobody' WHERE org_id = $1 AND seq = 2",
            1,
            "broken at 2",
            "heads that statements",
        ),
        (
            0,
            "INSERT INTO seaql_migrations (version, applied_at) VALUES ('x_9999', $1)",
            1,
            "✗ Tables: made by a newer",
            "Install",
        ),
        (
            0,
            "DELETE FROM seaql_migrations WHERE version = 'store_0002_lease' AND $1 > 0",
            1,
            "1 steps pending",
            "migrate",
        ),
        (86_400, "UPDATE people_setting SET version = version WHERE org_id = $1", 0, "! Clock:", "NTP"),
    ];
    for (place, (seconds, sql, code, found, advice)) in cases.into_iter().enumerate() {
        let folder = beside(&whole, &format!("case-{place}"));
        assert_eq!(at(&folder, &["restore", &text(&backup)]).0, 0);
        tamper(&folder, seconds, sql).await;
        let (ended, said) = at(&folder, &["doctor"]);
        assert_eq!(ended, code, "{said}");
        let lines: Vec<&str> = said.lines().collect();
        let at_line = lines.iter().position(|line| line.contains(found)).unwrap_or_else(|| panic!("{found}: {said}"));
        assert!(lines[at_line + 1].starts_with("  → ") && lines[at_line + 1].contains(advice), "{said}");
    }
    let broken = beside(&whole, "case-1");
    let again = beside(&whole, "again");
    let (code, said) = at(&broken, &["backup", &text(&again)]);
    assert!(code == 1 && said.contains("did not pass audit") && !again.exists(), "{said}");
    let newer = beside(&whole, "case-2");
    let (code, said) = at(&newer, &["settings", "get"]);
    assert!(code == 1 && said.contains("x_9999"), "{said}");
    assert_eq!(at(&newer, &["backup", &text(&again)]).0, 0);
    let (code, said) = at(&beside(&whole, "to"), &["restore", &text(&again)]);
    assert!(code == 1 && said.contains("x_9999") && !beside(&whole, "to").exists(), "{said}");
}

#[test]
fn of_many_organisations_the_doctor_lists_what_is_not_in_order_and_still_fits_a_screen() {
    let place = Place::new();
    for name in ["Beta", "Gamma", "Delta", "Epsilon", "Zeta", "Eta"] {
        place.ok(&["init", "--org", name, "--currency", "CNY", "--time-zone", "Asia/Shanghai"]);
    }
    let said = place.ok(&["doctor"]);
    assert!(said.contains("✓ 7 organisations: what is not listed is in order"), "{said}");
    assert!(said.lines().count() <= 10 && !said.contains("Gamma"), "{said}");
    let looks: Value = serde_json::from_str(&place.ok(&["--json", "doctor"])).unwrap();
    let chains = looks.as_array().unwrap().iter().filter(|look| look["what"] == "chain");
    assert_eq!(chains.count(), 7, "a machine is told all");
}
