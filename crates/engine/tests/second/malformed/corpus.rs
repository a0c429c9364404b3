//! The documents that are changed: the plans of the tests and of the templates, whole or in parts, and random plans.

use std::fs;
use std::path::{Path, PathBuf};

use super::mutate::mutated;
use crate::generator::{self, dice::Dice};

/// Plans in their tables.
pub struct Corpus {
    plans: Vec<Cut>,
}

/// A plan's tables, each as it is written.
pub struct Cut {
    /// `[plan]` and the measures.
    head: String,
    /// Components and examples.
    tables: Vec<String>,
}

impl Corpus {
    pub fn load() -> Self {
        let folders = ["tests/plans/good", "tests/plans/bad", "tests/golden", "src/plan/templates/zh-CN"];
        let texts = folders.into_iter().flat_map(files).map(|path| fs::read_to_string(path).unwrap());
        Self { plans: texts.map(|text| Cut::of(&text)).collect() }
    }

    /// The document of a seed.
    pub fn document(&self, seed: u64, dice: &mut Dice) -> String {
        if dice.percent(2) {
            return mutated(&generator::draft(seed).text(), self, dice);
        }
        let cut = dice.pick(&self.plans);
        let mut text = cut.head.clone();
        if dice.percent(5) {
            text.extend(cut.tables.iter().map(String::as_str));
        } else {
            // A component makes most heads a plan; an example may name what is not there.
            text.extend(
                cut.tables
                    .iter()
                    .filter(|table| table.starts_with("[[component]]"))
                    .take(1 + dice.below(2))
                    .map(String::as_str),
            );
            if dice.percent(40) {
                text.push_str(dice.pick::<String>(&cut.tables));
            }
        }
        mutated(&text, self, dice)
    }

    /// A table of any plan.
    pub fn table(&self, dice: &mut Dice) -> &str {
        let cut = dice.pick(&self.plans);
        dice.pick::<String>(&cut.tables)
    }
}

impl Cut {
    fn of(text: &str) -> Self {
        let mut cut = Self { head: String::new(), tables: Vec::new() };
        for line in text.lines() {
            if line.starts_with("[[") || (line.starts_with('[') && !cut.tables.is_empty()) {
                cut.tables.push(String::new());
            }
            let table = cut.tables.last_mut().unwrap_or(&mut cut.head);
            table.push_str(line);
            table.push('\n');
        }
        if cut.tables.is_empty() {
            cut.tables.push(String::new());
        }
        cut
    }
}

/// Documents that were trouble once, with their names.
pub fn troubled() -> Vec<(String, String)> {
    let named =
        |path: PathBuf| (path.file_name().unwrap().to_string_lossy().into_owned(), fs::read_to_string(&path).unwrap());
    files("tests/plans/corpus").into_iter().map(named).collect()
}

fn files(folder: &str) -> Vec<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut files: Vec<PathBuf> = fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|ending| ending == "toml"));
    files.sort();
    files
}
