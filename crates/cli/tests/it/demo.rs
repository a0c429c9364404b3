//! The sample company's folder: emptied only where it is a demo's and nobody serves it, and made anew after an interruption.

use std::io::{BufRead, BufReader};
use std::process::Stdio;

use crate::support::{Place, Server};

#[test]
fn a_demo_that_is_served_is_not_emptied_from_under_it() {
    let place = Place::empty();
    let (server, ready) = Server::start(&place, &["demo"]);
    assert_eq!(ready["users"].as_array().unwrap().len(), 7, "a sign-in of each role: {ready}");
    let said = place.refused(&["demo", "--fresh", "--no-serve"]);
    assert!(said.contains("Another server"), "{said}");
    assert!(place.ok(&["settings", "get"]).contains("notice_workdays"));
    drop(server);
    place.ok(&["demo", "--fresh", "--no-serve"]);
}

#[test]
fn a_demo_that_was_interrupted_is_made_anew() {
    let place = Place::empty();
    let mut child = place.command(&["demo", "--no-serve"]).stderr(Stdio::piped()).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(child.stderr.take().unwrap()).read_line(&mut line).unwrap();
    assert_eq!(line, "Making the sample company…\n");
    while place.run(&["export", "people"]).stdout.is_empty() {}
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(!place.data().join("demo-sign-ins.json").exists(), "it was whole already");
    place.ok(&["demo", "--no-serve"]);
    assert_eq!(place.ok(&["audit", "verify"]).lines().count(), 1);
}

#[test]
fn a_folder_that_holds_no_demo_is_left_alone() {
    let place = Place::new();
    assert!(place.refused(&["demo", "--fresh", "--no-serve"]).contains("holds no demo"));
    assert!(place.refused(&["demo", "--no-serve"]).contains("holds no demo"));
    let said = place.refused(&["demo", "--fresh", "--database", "postgres://nobody@127.0.0.1:1/nothing"]);
    assert!(said.contains("--fresh empties a data folder"), "{said}");
    place.ok(&["settings", "get"]);
}
