//! A serving process: its line when ready, its health, one at a folder; and imports that are killed.

use std::fmt::Write as _;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Stdio};

use crate::support::Place;

/// Ends with the test.
struct Server(Child);

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

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
    let mut command = place.command(&["serve", "--listen", "127.0.0.1:0", "--json"]);
    let mut server = Server(command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap());
    let mut line = String::new();
    BufReader::new(server.0.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let ready: serde_json::Value = serde_json::from_str(&line).unwrap();
    let url = ready["url"].as_str().unwrap();
    assert_eq!(ready["users"], serde_json::json!([]));
    let address = url.strip_prefix("http://").unwrap();
    for path in ["/live", "/ready"] {
        assert!(get(address, path).starts_with("HTTP/1.1 200"), "{path}");
    }
    let said = place.refused(&["serve", "--listen", "127.0.0.1:0"]);
    assert!(said.contains("data"), "{said}");
    place.ok(&["settings", "get"]);
}

#[test]
fn an_import_that_is_killed_has_written_all_or_nothing() {
    const ROWS: usize = 100_000;
    let place = Place::new();
    let mut rows = "code,customer,signed_on,net\n".to_owned();
    for row in 0..ROWS {
        writeln!(rows, "O{row},C{},2026-03-01,1.00", row % 50).unwrap();
    }
    let file = place.file("orders.csv", rows);
    let profile = place.file(
        "orders.toml",
        "kind = \"orders\"\ncreate_missing = [\"customers\"]\n[columns]\ncode = \"code\"\ncustomer = \"customer\"\nsigned_on = \"signed_on\"\nnet = \"net\"\n",
    );
    let mut child = place
        .command(&["import", "orders", &file, "--profile", &profile])
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // Killed at the first line of progress: some chunks are staged, the others are not.
    let mut line = String::new();
    BufReader::new(child.stderr.take().unwrap()).read_line(&mut line).unwrap();
    assert!(!line.is_empty(), "the import ended without a word");
    child.kill().unwrap();
    child.wait().unwrap();
    let kept = place.ok(&["export", "orders"]).lines().count() - 1;
    assert_eq!(kept, 0, "the import was killed before it wrote");
    let doctor = place.run(&["doctor"]);
    let said = String::from_utf8_lossy(&doctor.stdout).into_owned();
    // Nothing is half-written, so nothing is wrong; what was left lying is named.
    assert_eq!(doctor.status.code(), Some(0), "{said}");
    assert!(said.contains("orders.csv (staging)"), "{said}");
}
