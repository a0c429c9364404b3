//! A serving process: its line when ready, its health, one at a folder; and imports that are killed.

use std::fmt::Write as _;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::Stdio;
use std::time::Duration;

use crate::support::{Place, Server};

fn get(address: &str, path: &str) -> String {
    let mut stream = TcpStream::connect(address).unwrap();
    write!(stream, "GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

#[test]
fn serve_says_where_it_answers_and_is_alone_on_its_folder() {
    let place = Place::new();
    let (server, ready) = Server::start(&place, &["serve"]);
    let url = ready["url"].as_str().unwrap();
    assert_eq!(ready["users"], serde_json::json!([]));
    let address = url.strip_prefix("http://").unwrap();
    for path in ["/live", "/ready"] {
        assert!(get(address, path).starts_with("HTTP/1.1 200"), "{path}");
    }
    let said = place.refused(&["serve", "--listen", "127.0.0.1:0"]);
    let folder = place.data().display().to_string();
    assert!(said.contains(&format!("Another server uses this data folder: {folder}.")), "{said}");
    place.ok(&["settings", "get"]);
    // A killed server leaves its lock's file, and not the lock.
    drop(server);
    Server::start(&place, &["serve"]);
}

const PROFILE: &str = "kind = \"orders\"\ncreate_missing = [\"customers\"]\n[columns]\ncode = \"code\"\n\
                       customer = \"customer\"\nsigned_on = \"signed_on\"\nnet = \"net\"\n";

/// Imports so many orders, and kills the process so many milliseconds after it has said this.
fn killed(place: &Place, rows: usize, said: &str, after: u64) {
    let mut text = "code,customer,signed_on,net\n".to_owned();
    for row in 0..rows {
        writeln!(text, "O{row},C{},2026-03-01,1.00", row % 50).unwrap();
    }
    let (file, profile) = (place.file("orders.csv", text), place.file("orders.toml", PROFILE));
    let mut command = place.command(&["import", "orders", &file, "--profile", &profile]);
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
    let lines = BufReader::new(child.stderr.take().unwrap()).lines();
    let heard = lines.map_while(Result::ok).any(|line| line.starts_with(said));
    assert!(heard, "the import ended without saying {said:?}");
    std::thread::sleep(Duration::from_millis(after));
    child.kill().unwrap();
    child.wait().unwrap();
}

fn orders(place: &Place) -> usize {
    place.ok(&["export", "orders"]).lines().count() - 1
}

#[test]
fn an_import_that_is_killed_while_it_checks_has_written_nothing_and_the_doctor_names_it() {
    let place = Place::new();
    // At the first line of progress some chunks are staged, the others are not.
    killed(&place, 60_000, "20000 rows checked", 0);
    assert_eq!(orders(&place), 0);
    let said = place.ok(&["doctor"]);
    assert!(said.contains("orders orders.csv was begun on the command line and is not checked to its end"), "{said}");
}

#[test]
fn an_import_that_is_killed_while_it_writes_has_written_all_or_nothing_and_the_doctor_says_which() {
    const ROWS: usize = 10_000;
    let mut times = [0_usize; 2];
    for after in [0, 10, 30, 80, 200, 3_000] {
        let place = Place::new();
        killed(&place, ROWS, "Writing", after);
        let kept = orders(&place);
        let said = place.ok(&["doctor"]);
        assert!(said.contains("0 credits and 0 totals differ"), "{said}");
        if kept == 0 {
            assert!(said.contains("orders orders.csv is checked and not written"), "after {after} ms: {said}");
        } else {
            assert_eq!(kept, ROWS, "after {after} ms");
            assert!(said.contains("none unfinished"), "after {after} ms: {said}");
        }
        times[usize::from(kept > 0)] += 1;
    }
    assert!(times.iter().all(|&count| count > 0), "nothing {} times, all {} times", times[0], times[1]);
}
