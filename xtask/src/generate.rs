//! What is generated: `openapi.json` from the server, the browser's types from it, and the schema of plan files.

use crate::process::ask;
use crate::{need, up, web};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Where generated files stand; whatever `npm run gen` writes is written there.
const GENERATED: [&str; 1] = ["web/src/api"];
/// The language of plans as a JSON Schema, for editors.
const PLAN_SCHEMA: &str = "docs/plan.schema.json";

/// `cargo xtask gen`.
pub fn run(root: &Path) -> Result<(), String> {
    need::builders(false)?;
    let binary = up::build_binary()?;
    web::install(&root.join("web"))?;
    let written = generate(root, &binary)?;
    println!(
        "{}",
        if written { "openapi.json, the types or the schema of plans are new." } else { "Nothing changed." }
    );
    Ok(())
}

/// Generates again and compares; what stood before is put back, so that the check changes nothing.
pub fn must_be_current(root: &Path, binary: &Path) -> Result<(), String> {
    web::install(&root.join("web"))?;
    let before = photograph(root);
    let generated = generate(root, binary);
    let after = photograph(root);
    let stale = differences(&before, &after);
    restore(root, &before, &after)?;
    generated?;
    if stale.is_empty() {
        return Ok(());
    }
    Err(format!("{} would change: run `cargo xtask gen` and commit what it writes", stale.join(", ")))
}

fn generate(root: &Path, binary: &Path) -> Result<bool, String> {
    let before = photograph(root);
    let openapi =
        ask(&binary.display().to_string(), &["openapi"]).ok_or("`beichen openapi` failed: run it to see why")?;
    let described: serde_json::Value =
        serde_json::from_str(&openapi).map_err(|error| format!("`beichen openapi` printed no JSON: {error}"))?;
    let operations = described.get("paths").and_then(|paths| paths.as_object()).map_or(0, serde_json::Map::len);
    if operations == 0 {
        return Err("`beichen openapi` describes no path: is a router missing from the server?".to_owned());
    }
    let pretty = serde_json::to_string_pretty(&described).map_err(|error| error.to_string())?;
    write(&root.join("openapi.json"), &format!("{pretty}\n"))?;
    let schema = ask(&binary.display().to_string(), &["plan", "schema"])
        .ok_or("`beichen plan schema` failed: run it to see why")?;
    write(&root.join(PLAN_SCHEMA), &format!("{}\n", schema.trim_end()))?;
    let made = Command::new("npm")
        .args(["run", "--silent", "gen"])
        .current_dir(root.join("web"))
        .stdin(Stdio::null())
        .output()
        .map_err(|error| format!("cannot start npm: {error}"))?;
    if !made.status.success() {
        return Err(format!("`npm run gen` failed: {}", String::from_utf8_lossy(&made.stderr).trim()));
    }
    Ok(!differences(&before, &photograph(root)).is_empty())
}

type Photograph = BTreeMap<PathBuf, Vec<u8>>;

fn photograph(root: &Path) -> Photograph {
    let mut seen = Photograph::new();
    for file in ["openapi.json", PLAN_SCHEMA] {
        look_at(root, &root.join(file), &mut seen);
    }
    for folder in GENERATED {
        look_at(root, &root.join(folder), &mut seen);
    }
    seen
}

fn look_at(root: &Path, place: &Path, seen: &mut Photograph) {
    if let Ok(entries) = fs::read_dir(place) {
        for entry in entries.flatten() {
            look_at(root, &entry.path(), seen);
        }
    } else if let (Ok(content), Ok(name)) = (fs::read(place), place.strip_prefix(root)) {
        seen.insert(name.to_path_buf(), content);
    }
}

fn differences(before: &Photograph, after: &Photograph) -> Vec<String> {
    let names: std::collections::BTreeSet<&PathBuf> = before.keys().chain(after.keys()).collect();
    names
        .into_iter()
        .filter(|name| before.get(*name) != after.get(*name))
        .map(|name| name.display().to_string())
        .collect()
}

fn restore(root: &Path, before: &Photograph, after: &Photograph) -> Result<(), String> {
    for (name, content) in before.iter().filter(|(name, content)| after.get(*name) != Some(*content)) {
        fs::write(root.join(name), content).map_err(|error| error.to_string())?;
    }
    for name in after.keys().filter(|name| !before.contains_key(*name)) {
        fs::remove_file(root.join(name)).map_err(|error| error.to_string())?;
    }
    Ok(())
}

fn write(file: &Path, text: &str) -> Result<(), String> {
    fs::write(file, text).map_err(|error| format!("cannot write {}: {error}", file.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn photo(files: &[(&str, &str)]) -> Photograph {
        files.iter().map(|(name, text)| (PathBuf::from(name), text.as_bytes().to_vec())).collect()
    }

    #[test]
    fn a_changed_a_new_and_a_vanished_file_are_all_stale() {
        let before = photo(&[("same", "1"), ("changed", "1"), ("gone", "1")]);
        let after = photo(&[("same", "1"), ("changed", "2"), ("new", "1")]);
        assert_eq!(differences(&before, &after), ["changed", "gone", "new"]);
    }
}
