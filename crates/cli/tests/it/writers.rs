//! Who may write: somebody of the organisation, and for publishing with the own password and rights; all or nothing.

use std::fmt::Write as _;
use std::io::{BufRead, BufReader};
use std::process::Stdio;

use serde_json::json;

use crate::http::Client;
use crate::support::{BOSS, PASSWORD, Place, Server};

const MEASURES: &str = "[measure.sales]\nof = \"orders\"\n";

#[test]
fn once_there_is_an_administrator_writes_name_somebody_of_the_organisation() {
    let place = Place::administered();
    let set = ["settings", "set", "notice_workdays", "2"];
    let said = place.refused(&set);
    assert!(said.contains("--as"), "{said}");
    place.ok(&[&["--as", BOSS][..], &set].concat());
    place.refused(&[&["--as", "nobody@acme.test"][..], &set].concat());
    let other = "chief@other.test";
    let init = ["init", "--org", "Other", "--currency", "CNY", "--time-zone", "Asia/Shanghai", "--admin", other];
    place.said_to(&[&init[..], &["--password-stdin"]].concat(), PASSWORD, 0);
    place.refused(&[&["--org", "Acme", "--as", other][..], &set].concat());
    place.ok(&[&["--org", "Other", "--as", other][..], &set].concat());
    place.ok(&["audit", "verify"]);
}

#[test]
fn an_administrator_with_a_weak_password_makes_no_organisation() {
    let place = Place::empty();
    let init = ["init", "--org", "Acme", "--currency", "CNY", "--time-zone", "Asia/Shanghai", "--admin", BOSS];
    let init = [&init[..], &["--password-stdin"]].concat();
    place.said_to(&init, "short", 1);
    assert!(place.refused(&["settings", "get"]).contains("beichen init"));
    place.said_to(&init, PASSWORD, 0);
    place.ok(&["settings", "get"]);
}

#[test]
fn a_refused_sign_in_leaves_nobody_behind() {
    let place = Place::administered();
    let add = |login: &str, rest: &[&str], password: &str, code: i32| {
        let start = ["--as", BOSS, "user", "add", login, "--role", "sales", "--password-stdin"];
        place.said_to(&[&start[..], rest].concat(), password, code)
    };
    add("new@acme.test", &["--name", "New"], "short", 1);
    add(BOSS, &["--name", "New"], PASSWORD, 1);
    add("new@acme.test", &["--name", "New", "--unit", "nowhere"], PASSWORD, 1);
    add("new@acme.test", &["--member", "nobody"], PASSWORD, 1);
    assert_eq!(place.ok(&["export", "people"]).lines().count(), 2, "the titles and the administrator");
    add("new@acme.test", &["--name", "New"], PASSWORD, 0);
    let people = place.ok(&["export", "people"]);
    // The code says nothing about the person: it can never be erased from the chain.
    assert!(people.contains(",New,") && !people.contains("new@acme.test"), "{people}");
}

#[test]
fn publishing_needs_the_password_and_the_right_of_the_person() {
    let place = Place::administered();
    let director = "chief@acme.test";
    let add = ["--as", BOSS, "user", "add", director, "--name", "Chief", "--role", "director", "--password-stdin"];
    place.said_to(&add, PASSWORD, 0);
    let file = place.file("measures.toml", MEASURES);
    let publish = |login: &str, password: &str, code: i32| {
        let words = ["--as", login, "measure", "publish", &file, "--password-stdin"];
        place.said_to(&words, password, code)
    };
    let said = publish(BOSS, PASSWORD, 1);
    assert!(said.contains("Your role cannot do this."), "{said}");
    publish(director, "another password 9", 1);
    assert_eq!(publish(director, PASSWORD, 0), "New: sales. Unchanged: –.\n");
    assert_eq!(publish(director, PASSWORD, 0), "New: –. Unchanged: sales.\n");
}

fn customers(rows: usize) -> String {
    let mut text = "code,name\n".to_owned();
    for row in 0..rows {
        writeln!(text, "C{row},Name").unwrap();
    }
    text
}

#[test]
fn the_command_line_writes_beside_a_serving_process_and_neither_loses_anything() {
    const ROWS: usize = 4_000;
    let place = Place::administered();
    let (_server, ready) = Server::start(&place, &["serve"]);
    let client = Client::sign_in(&ready, BOSS, PASSWORD);
    let file = place.file("customers.csv", customers(ROWS));
    let mut child = place.command(&["--as", BOSS, "import", "customers", &file]).stdout(Stdio::null()).spawn().unwrap();
    let mut units = 0;
    while child.try_wait().unwrap().is_none() {
        client.post("/api/people/units", &[], &json!({ "code": format!("U{units}"), "name": "Unit" }));
        units += 1;
    }
    assert!(child.wait().unwrap().success());
    assert!(units > 0, "the import was over before the server wrote");
    assert_eq!(place.ok(&["export", "customers"]).lines().count(), ROWS + 1);
    let tree = client.get("/api/people/units").to_string();
    assert!((0..units).all(|number| tree.contains(&format!("\"U{number}\""))), "{units} units: {tree}");
    place.ok(&["doctor"]);
}

#[test]
fn a_server_that_starts_leaves_an_import_alone_that_is_being_checked() {
    let place = Place::new();
    let file = place.file("customers.csv", customers(60_000));
    let mut command = place.command(&["import", "customers", &file]);
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
    let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
    let heard = lines.by_ref().map_while(Result::ok).any(|line| line.starts_with("20000 rows checked"));
    assert!(heard, "the import ended without saying how far it was");
    let (_server, _) = Server::start(&place, &["serve"]);
    let rest: Vec<String> = lines.map_while(Result::ok).collect();
    assert!(child.wait().unwrap().success(), "{rest:?}");
    assert_eq!(place.ok(&["export", "customers"]).lines().count(), 60_001);
}
