//! `cargo xtask new-slice goals goal_letter`: the files of a new aggregate, in their places, never over others.

use crate::slice_files::{FILES, Names, TEST};
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value, json};

pub fn run(root: &Path, krate: &str, aggregate: &str) -> Result<(), String> {
    let names = names(krate, aggregate)?;
    let source = root.join("crates").join(krate).join("src");
    if !source.is_dir() {
        return Err(format!("There is no crate `{krate}` under crates/."));
    }
    let folder = source.join(aggregate);
    if folder.exists() {
        return Err(format!("{} is there already.", folder.display()));
    }
    for (name, template) in FILES {
        make(&folder.join(name), &names.fill(template))?;
    }
    make(&root.join("crates").join(krate).join(format!("tests/it/{aggregate}.rs")), &names.fill(TEST))?;
    for (language, sentence) in [("zh-CN", "只有草稿可以修改"), ("en-US", "Only a draft can be changed")] {
        add_words(&root.join(format!("locales/{language}/{krate}.json")), aggregate, sentence)?;
    }
    println!("{}", what_is_left(&names));
    Ok(())
}

fn names(krate: &str, aggregate: &str) -> Result<Names, String> {
    for word in [krate, aggregate] {
        let plain = word.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
        if !plain || !word.starts_with(|c: char| c.is_ascii_lowercase()) {
            return Err(format!("`{word}`: a name is small letters, digits and _, as in goal_letter."));
        }
    }
    let type_name = aggregate.split('_').map(capital).collect();
    Ok(Names { krate: krate.to_owned(), aggregate: aggregate.to_owned(), type_name })
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_ascii_uppercase().to_string() + letters.as_str()).unwrap_or_default()
}

fn make(file: &PathBuf, text: &str) -> Result<(), String> {
    if file.exists() {
        return Err(format!("{} is there already.", file.display()));
    }
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder).map_err(|error| format!("cannot make {}: {error}", folder.display()))?;
    }
    fs::write(file, text).map_err(|error| format!("cannot write {}: {error}", file.display()))?;
    println!("  {}", file.display());
    Ok(())
}

/// Adds the sentence of the first refusal; what stands in the file stays in its order.
fn add_words(file: &Path, aggregate: &str, sentence: &str) -> Result<(), String> {
    let before = fs::read_to_string(file).unwrap_or_else(|_| "{}".to_owned());
    let mut words: Value =
        serde_json::from_str(&before).map_err(|error| format!("{} is no JSON: {error}", file.display()))?;
    let top = words.as_object_mut().ok_or_else(|| format!("{} is no object", file.display()))?;
    let errors = top.entry("errors").or_insert_with(|| Value::Object(Map::new()));
    if let Some(errors) = errors.as_object_mut() {
        errors.entry(format!("{aggregate}.not_draft")).or_insert_with(|| json!(sentence));
    }
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder).map_err(|error| error.to_string())?;
    }
    let after = serde_json::to_string_pretty(&words).map_err(|error| error.to_string())?;
    fs::write(file, after + "\n").map_err(|error| format!("cannot write {}: {error}", file.display()))
}

fn what_is_left(names: &Names) -> String {
    names.fill(
        "Now:\n  \
         1. `pub mod {aggregate};` in crates/{krate}/src/lib.rs, its codes and permissions in CATALOGUE, its routes in routes()\n  \
         2. `mod {aggregate};` in crates/{krate}/tests/it/main.rs\n  \
         3. its table in crates/{krate}/src/migrations/, beginning with org_id, for both databases\n  \
         4. write the decision in model.rs first, with its test; then outward",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_names_follow_from_the_aggregate() {
        let names = names("goals", "goal_letter").unwrap();
        assert_eq!(names.fill("{krate} {aggregate} {Type} {words}"), "goals goal_letter GoalLetter goal letter");
        assert!(super::names("goals", "Goal-Letter").is_err());
    }

    #[test]
    fn a_slice_has_its_files_its_test_and_its_words_and_is_never_written_over() {
        let root = std::env::temp_dir().join(format!("beichen-new-slice-{}", std::process::id()));
        fs::create_dir_all(root.join("crates/goals/src")).unwrap();
        run(&root, "goals", "letter").unwrap();
        let model = fs::read_to_string(root.join("crates/goals/src/letter/model.rs")).unwrap();
        assert!(model.contains("pub enum LetterError in \"goals.letter\""), "{model}");
        assert!(root.join("crates/goals/tests/it/letter.rs").exists());
        let words = fs::read_to_string(root.join("locales/zh-CN/goals.json")).unwrap();
        assert!(words.contains("\"letter.not_draft\": \"只有草稿可以修改\""), "{words}");
        assert!(run(&root, "goals", "letter").is_err());
        fs::remove_dir_all(&root).unwrap();
    }
}
