//! Who may build on whom: imports go downward only, and sideways only where it is declared.

use super::{Looked, Tree};
use std::collections::{BTreeMap, BTreeSet};

const CAPABILITY: u8 = 4;
const DECLARED: &str = "docs/capabilities.toml";

/// The floors of the house. Source: ARCHITECTURE.md.
const FLOORS: &[(&str, u8)] = &[
    ("engine", 0),
    ("kernel", 1),
    ("store", 2),
    ("sheets", 2),
    ("people", 3),
    ("ledger", 3),
    ("desk", 3),
    ("goals", CAPABILITY),
    ("incentives", CAPABILITY),
    ("recognition", CAPABILITY),
    ("customers", CAPABILITY),
    ("market", CAPABILITY),
    ("teamwork", CAPABILITY),
    ("reviews", CAPABILITY),
    ("voice", CAPABILITY),
    ("monitor", 5),
    ("server", 6),
    ("cli", 7),
];

/// The edges inside one floor that the architecture itself allows.
const SAME_FLOOR: &[(&str, &str)] = &[("sheets", "store"), ("ledger", "people"), ("desk", "people")];

/// What the engine may not know.
const NOT_IN_ENGINE: &[&str] = &["tokio", "sea-orm", "sea-orm-migration", "axum", "reqwest", "getrandom", "rusqlite"];

struct Edge {
    from: String,
    to: String,
    only_for_tests: bool,
}

pub fn edges(tree: &Tree) -> Looked {
    let mut looked = Looked::default();
    let declared = declared(tree);
    let all = all_edges(tree);
    for edge in &all {
        looked.at += 1;
        if let Some(sentence) = judge(edge, &declared) {
            looked.finds(&format!("crates/{}/Cargo.toml", edge.from), &sentence);
        }
    }
    for (from, to) in declared {
        if !all.iter().any(|edge| edge.from == from && edge.to == to) {
            let sentence = format!("`{from}` declares that it reads `{to}` and does not: remove it from the list");
            looked.finds(DECLARED, &sentence);
        }
    }
    looked
}

/// Inside a capability, another one is spoken to through its `api` or heard through its `events`.
pub fn neighbours(tree: &Tree) -> Looked {
    let mut looked = Looked::default();
    for file in tree.rust() {
        let (Some(krate), true) = (file.krate(), file.in_src().is_some()) else { continue };
        if floor(krate) != Some(CAPABILITY) {
            continue;
        }
        looked.at += 1;
        let others = FLOORS.iter().filter(|(name, at)| *at == CAPABILITY && *name != krate);
        for (other, _) in others {
            let word = format!("beichen_{other}::");
            for (line, code) in file.code_lines() {
                let past = code.match_indices(&word).filter_map(|(at, _)| code.get(at + word.len()..));
                for rest in past.filter(|rest| !rest.starts_with("api") && !rest.starts_with("events")) {
                    let sentence = format!(
                        "reaches into `{other}` at `{}`: read through `beichen_{other}::api`, and add to that file what is missing",
                        rest.trim_end().trim_end_matches(';')
                    );
                    looked.finds(&format!("{}:{line}", file.path), &sentence);
                }
            }
        }
    }
    looked
}

fn judge(edge: &Edge, declared: &BTreeSet<(String, String)>) -> Option<String> {
    let Edge { from, to, only_for_tests } = edge;
    if from == "engine" && !*only_for_tests && NOT_IN_ENGINE.contains(&to.as_str()) {
        return Some(format!("the engine knows no clock, database or HTTP: remove `{to}` and hand its result in"));
    }
    if to == "testkit" {
        return (!only_for_tests).then(|| "move `beichen-testkit` to [dev-dependencies]".to_owned());
    }
    if from == "testkit" || from == "xtask" || *only_for_tests {
        return None;
    }
    let known = floor(from).zip(floor(to));
    match known {
        None if floor(from).is_none() => {
            Some(format!("`{from}` has no floor: add it to ARCHITECTURE.md and to FLOORS in xtask/src/lint/layers.rs"))
        }
        None => None,
        Some((above, below)) if below < above => None,
        Some((same, other)) if same == other => sideways(from, to, declared),
        Some(_) => Some(format!("`{from}` lies below `{to}`: move what it needs down, or turn the call into an event")),
    }
}

fn sideways(from: &str, to: &str, declared: &BTreeSet<(String, String)>) -> Option<String> {
    if SAME_FLOOR.contains(&(from, to)) || declared.contains(&(from.to_owned(), to.to_owned())) {
        return None;
    }
    Some(format!("`{from}` reads `{to}` beside it: declare the edge in {DECLARED}, or listen to its events"))
}

fn floor(krate: &str) -> Option<u8> {
    FLOORS.iter().find(|(name, _)| *name == krate).map(|(_, at)| *at)
}

fn all_edges(tree: &Tree) -> Vec<Edge> {
    let mut edges = Vec::new();
    for package in list(&tree.metadata, "packages") {
        let from = short(text(package, "name"));
        for dependency in list(package, "dependencies") {
            let name = text(dependency, "name");
            if name.starts_with("beichen-") || from == "engine" {
                let only_for_tests = text(dependency, "kind") == "dev";
                edges.push(Edge { from: from.clone(), to: short(name), only_for_tests });
            }
        }
    }
    edges
}

fn list<'a>(value: &'a serde_json::Value, key: &str) -> &'a [serde_json::Value] {
    value.get(key).and_then(|found| found.as_array()).map(Vec::as_slice).unwrap_or_default()
}

fn text<'a>(value: &'a serde_json::Value, key: &str) -> &'a str {
    value.get(key).and_then(|found| found.as_str()).unwrap_or_default()
}

fn short(name: &str) -> String {
    name.trim_start_matches("beichen-").to_owned()
}

/// Lines `reader = ["read", …]`.
fn declared(tree: &Tree) -> BTreeSet<(String, String)> {
    let Some(file) = tree.file(DECLARED) else { return BTreeSet::new() };
    let lines = file.text.lines().filter(|line| !line.trim_start().starts_with('#'));
    let by_reader: BTreeMap<&str, &str> = lines.filter_map(|line| line.split_once('=')).collect();
    by_reader
        .into_iter()
        .flat_map(|(reader, read)| {
            let names = read.split('"').skip(1).step_by(2);
            names.map(move |name| (reader.trim().to_owned(), name.to_owned()))
        })
        .collect()
}
