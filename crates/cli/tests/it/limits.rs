//! Files at the edge of what is taken, and beyond it: each refused in words, whole, and in bounded memory.

use std::fmt::Write as _;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::process::Stdio;

use crate::support::{BOSS, PASSWORD, Place, Server};

/// Bytes and rows of a file. Source: the issue, "Bad input".
const MOST_BYTES: usize = 50_000_000;
const MOST_ROWS: usize = 500_000;

const NOTED_PROFILE: &str = "kind = \"products\"\nignore = [\"note\"]\n[columns]\ncode = \"code\"\nname = \"name\"\n";

/// A file of so many bytes: a hundred products, each with a long note.
fn heavy(bytes: usize) -> String {
    let mut text = "code,name,note\n".to_owned();
    for row in 0..99 {
        writeln!(text, "P{row:02},Name,{}", "n".repeat(500_000)).unwrap();
    }
    text.push_str("P99,Name,");
    let rest = bytes - text.len() - 1;
    text.push_str(&"n".repeat(rest));
    text.push('\n');
    text
}

/// So many customers, in as few letters as possible.
fn many(rows: usize) -> String {
    let mut text = "code,name\n".to_owned();
    for row in 0..rows {
        writeln!(text, "{row},a").unwrap();
    }
    text
}

fn exported(place: &Place, kind: &str) -> usize {
    place.ok(&["export", kind]).lines().count() - 1
}

#[test]
fn a_file_of_50_mb_is_taken_and_one_byte_more_is_not() {
    let place = Place::new();
    let profile = place.file("products.toml", NOTED_PROFILE);
    let over = place.file("over.csv", heavy(MOST_BYTES + 1));
    let said = place.refused(&["import", "products", &over, "--profile", &profile]);
    assert!(said.contains("50 MB"), "{said}");
    assert_eq!(exported(&place, "products"), 0);
    let under = place.file("under.csv", heavy(MOST_BYTES));
    place.ok(&["import", "products", &under, "--profile", &profile]);
    assert_eq!(exported(&place, "products"), 100);
}

#[test]
fn a_file_of_500_000_rows_is_taken() {
    let place = Place::new();
    let under = place.file("under.csv", many(MOST_ROWS));
    assert!(place.ok(&["import", "customers", &under]).contains(": 500000 new,"));
}

#[test]
fn one_row_more_than_500_000_is_refused_whole() {
    let place = Place::new();
    let over = place.file("over.csv", many(MOST_ROWS + 1));
    let said = place.refused(&["import", "customers", &over]);
    assert!(said.contains("500000 rows"), "{said}");
    assert_eq!(exported(&place, "customers"), 0);
    assert!(place.ok(&["doctor"]).contains("none unfinished"));
}

/// Bytes that a bomb unpacks to.
const UNPACKED: usize = 1 << 29;

/// One part of an XLSX: its worksheet, of so many bytes that pack to almost nothing.
fn bomb(bytes: usize) -> Vec<u8> {
    let mut file = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let packed = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
    file.start_file("xl/worksheets/sheet1.xml", packed).unwrap();
    let piece = vec![b' '; 1 << 20];
    for _ in 0..bytes / piece.len() {
        file.write_all(&piece).unwrap();
    }
    file.finish().unwrap().into_inner()
}

/// The same, which claims in both its directories that it unpacks to little.
fn lying_bomb(bytes: usize) -> Vec<u8> {
    let mut file = bomb(bytes);
    for (signature, at) in [(*b"PK\x03\x04", 22), (*b"PK\x01\x02", 24)] {
        let place = file.windows(4).position(|window| window == signature).unwrap() + at;
        file[place..place + 4].copy_from_slice(&1_000_u32.to_le_bytes());
    }
    file
}

/// The most memory that the command ever held, in MB, and what it said when it was refused.
fn refused_within(place: &Place, args: &[&str]) -> (u64, String) {
    let mut child = place.command(args).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
    let mut most = 0;
    while child.try_wait().unwrap().is_none() {
        let status = std::fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default();
        let held: u64 = line.trim().trim_end_matches(" kB").parse().unwrap_or_default();
        most = most.max(held / 1024);
    }
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    (most, String::from_utf8(output.stderr).unwrap())
}

#[test]
fn a_spreadsheet_that_unpacks_to_a_thousand_times_its_size_is_refused_in_bounded_memory() {
    let place = Place::new();
    for (name, bytes, reason) in [
        ("bomb.xlsx", bomb(UNPACKED), "unpacks to an unreasonable size"),
        ("lying.xlsx", lying_bomb(UNPACKED), "cannot be opened"),
    ] {
        assert!(bytes.len() < 1_000_000, "{}", bytes.len());
        let file = place.file(name, bytes);
        let (most, said) = refused_within(&place, &["import", "customers", &file]);
        assert!((1..100).contains(&most), "{name} took {most} MB");
        assert!(said.contains(reason), "{name}: {said}");
    }
    assert_eq!(exported(&place, "customers"), 0);
}

/// Sends a request by hand and gives the answer.
fn answer(address: &str, head: &str, body: &[u8]) -> String {
    let mut stream = TcpStream::connect(address).unwrap();
    let length = body.len();
    write!(stream, "{head}\r\nHost: {address}\r\nConnection: close\r\nContent-Length: {length}\r\n\r\n").unwrap();
    stream.write_all(body).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

#[test]
fn an_upload_over_32_mib_is_told_of_the_command_line() {
    let place = Place::administered();
    let (_server, ready) = Server::start(&place, &["serve"]);
    let address = ready["url"].as_str().unwrap().strip_prefix("http://").unwrap().to_owned();
    let sign_in = serde_json::json!({ "login": BOSS, "password": PASSWORD }).to_string();
    let head = "POST /api/people/session HTTP/1.1\r\nContent-Type: application/json";
    let signed_in = answer(&address, head, sign_in.as_bytes());
    let cookie = signed_in.lines().find_map(|line| line.strip_prefix("set-cookie: ")).unwrap();
    let cookie = cookie.split_once(';').unwrap().0;

    let mut form = "--edge\r\nContent-Disposition: form-data; name=\"kind\"\r\n\r\ncustomers\r\n\
                    --edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"c.csv\"\r\n\r\n"
        .to_owned();
    form.push_str("code,name\n");
    form.push_str(&"1,a\n".repeat(33 * 1024 * 1024 / 4));
    form.push_str("\r\n--edge--\r\n");
    let head = format!(
        "POST /api/sheets/imports HTTP/1.1\r\nCookie: {cookie}\r\nAccept-Language: en-US\r\n\
         Content-Type: multipart/form-data; boundary=edge"
    );
    let refused = answer(&address, &head, form.as_bytes());
    assert!(refused.starts_with("HTTP/1.1 413"), "{}", refused.lines().next().unwrap());
    assert!(refused.contains("sheets.import.upload_too_large"), "{refused}");
    let words = std::fs::read_to_string(crate::support::root().join("locales/en-US/sheets.json")).unwrap();
    let words: serde_json::Value = serde_json::from_str(&words).unwrap();
    assert!(words["errors"]["import.upload_too_large"].as_str().unwrap().contains("beichen import"));
    assert!(place.ok(&["doctor"]).contains("none unfinished"));
}
