//! What each file of an aggregate may speak: SQL in its store, HTTP in its routes and views, neither in its decisions.

use super::tree::has_word;
use super::{File, Looked, Tree};
use std::collections::{BTreeMap, BTreeSet};

/// Crates that are laid out in aggregates.
const IN_AGGREGATES: &[&str] = &[
    "people",
    "ledger",
    "desk",
    "goals",
    "incentives",
    "recognition",
    "customers",
    "market",
    "teamwork",
    "reviews",
    "voice",
    "monitor",
    "sheets",
];

/// Crates that never speak SQL themselves.
const WITHOUT_SQL: &[&str] = &["engine", "server", "cli"];

const SEVEN: [&str; 7] = ["model", "policy", "commands", "queries", "store", "views", "routes"];

pub fn who_speaks_what(tree: &Tree) -> Looked {
    let mut looked = Looked::default();
    for file in tree.rust() {
        let (Some(krate), Some(inside)) = (file.krate(), file.in_src()) else { continue };
        if IN_AGGREGATES.contains(&krate) || WITHOUT_SQL.contains(&krate) {
            looked.at += 1;
            if !plays(inside, "store") && !plays(inside, "migrations") {
                forbid(
                    file,
                    &mut looked,
                    &["sea_orm", "sqlx"],
                    "only store.rs speaks SQL: move this there and call it",
                );
            }
        }
        if IN_AGGREGATES.contains(&krate) {
            if !plays(inside, "routes") && !plays(inside, "views") && inside != "lib.rs" {
                let sentence = "only routes.rs and views.rs speak HTTP: move this there, or return a plain value";
                forbid(file, &mut looked, &["axum", "utoipa", "utoipa_axum"], sentence);
            }
            if plays(inside, "model") || plays(inside, "policy") {
                let sentence = "decisions are pure: load before, save after, and hand the values in";
                forbid(file, &mut looked, &["async", "await", "tokio", "Tx", "Db"], sentence);
            }
        }
    }
    looked
}

/// An aggregate's folder holds the seven files and nothing else.
pub fn aggregates(tree: &Tree) -> Looked {
    let mut looked = Looked::default();
    for (folder, names) in folders(tree) {
        if !names.iter().any(|name| ["commands", "queries", "policy", "routes"].contains(&name.as_str())) {
            continue;
        }
        looked.at += 1;
        for name in
            names.iter().filter(|name| !SEVEN.contains(&name.as_str()) && *name != "mod" && !name.ends_with("tests"))
        {
            let sentence = format!(
                "an aggregate has the seven files {SEVEN:?}: put this into one of them, or into a folder of that name"
            );
            looked.finds(&format!("{folder}/{name}.rs"), &sentence);
        }
    }
    looked
}

/// The folders directly under a crate's `src`, with the names of the files directly in them.
fn folders(tree: &Tree) -> BTreeMap<String, BTreeSet<String>> {
    let mut folders: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for file in tree.rust() {
        let (Some(krate), Some(inside)) = (file.krate(), file.in_src()) else { continue };
        let parts: Vec<&str> = inside.split('/').collect();
        if let (true, [aggregate, name]) = (IN_AGGREGATES.contains(&krate), parts.as_slice()) {
            let folder = format!("crates/{krate}/src/{aggregate}");
            folders.entry(folder).or_default().insert(name.trim_end_matches(".rs").to_owned());
        }
    }
    folders
}

/// Whether the file is `role.rs`, or stands in a folder of that name.
fn plays(inside: &str, role: &str) -> bool {
    inside.split('/').any(|part| part.trim_end_matches(".rs") == role)
}

fn forbid(file: &File, looked: &mut Looked, words: &[&str], sentence: &str) {
    for (line, code) in file.code_lines() {
        if let Some(word) = words.iter().find(|word| has_word(code, word)) {
            looked.finds(&format!("{}:{line}", file.path), &format!("`{word}`: {sentence}"));
        }
    }
}
