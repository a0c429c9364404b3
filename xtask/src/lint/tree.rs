//! The files of the project as the laws see them: path and text, and what cargo knows of the crates.

use std::fs;
use std::path::Path;

use serde_json::Value;

const NOT_OURS: [&str; 6] = ["target", "node_modules", ".git", "dist", "results", "playwright-report"];
const TEXTS: [&str; 16] =
    ["rs", "ts", "tsx", "mjs", "js", "css", "html", "toml", "md", "json", "sh", "sql", "yml", "yaml", "txt", "typ"];

pub struct File {
    /// From the root, with `/`.
    pub path: String,
    pub text: String,
}

pub struct Tree {
    pub files: Vec<File>,
    /// `cargo metadata --no-deps`.
    pub metadata: Value,
}

impl Tree {
    pub fn of_workspace(root: &Path) -> Result<Self, String> {
        let metadata = crate::process::ask("cargo", &["metadata", "--no-deps", "--format-version", "1", "--offline"])
            .ok_or("`cargo metadata` failed: run it to see why")?;
        let metadata = serde_json::from_str(&metadata).map_err(|error| error.to_string())?;
        let mut files = Vec::new();
        collect(root, root, &mut files);
        files.retain(|file| !file.path.starts_with("xtask/fixtures/"));
        Ok(Self { files, metadata })
    }

    /// A small broken tree, whose `metadata.json` stands for what cargo would say.
    #[cfg(test)]
    pub fn of_fixture(root: &Path) -> Self {
        let mut files = Vec::new();
        collect(root, root, &mut files);
        let metadata = fs::read_to_string(root.join("metadata.json")).unwrap_or_default();
        files.retain(|file| file.path != "metadata.json");
        Self { files, metadata: serde_json::from_str(&metadata).unwrap_or_default() }
    }

    pub fn file(&self, path: &str) -> Option<&File> {
        self.files.iter().find(|file| file.path == path)
    }

    /// Files whose path ends so.
    pub fn ending<'a>(&'a self, end: &'a str) -> impl Iterator<Item = &'a File> {
        self.files.iter().filter(move |file| file.path.ends_with(end))
    }

    /// Rust files of the crates, tests and fixtures of theirs included.
    pub fn rust(&self) -> impl Iterator<Item = &File> {
        self.ending(".rs")
    }
}

impl File {
    /// `goals` for `crates/goals/src/…`.
    pub fn krate(&self) -> Option<&str> {
        self.path.strip_prefix("crates/")?.split('/').next()
    }

    /// The path inside `src` of a crate: `goal/store.rs`.
    pub fn in_src(&self) -> Option<&str> {
        let (_, rest) = self.path.strip_prefix("crates/")?.split_once('/')?;
        rest.strip_prefix("src/")
    }

    pub fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or_default()
    }

    /// Lines with their numbers, without comments.
    pub fn code_lines(&self) -> impl Iterator<Item = (usize, &str)> {
        self.text.lines().enumerate().filter_map(|(index, line)| {
            let code = line.trim_start();
            if code.starts_with("//") { None } else { Some((index + 1, line)) }
        })
    }
}

fn collect(root: &Path, folder: &Path, files: &mut Vec<File>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    let mut paths: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if path.is_dir() {
            if !NOT_OURS.contains(&name.as_str()) {
                collect(root, &path, files);
            }
        } else if is_text(&path, &name)
            && let (Ok(text), Ok(short)) = (fs::read_to_string(&path), path.strip_prefix(root))
        {
            files.push(File { path: short.to_string_lossy().replace('\\', "/"), text });
        }
    }
}

fn is_text(path: &Path, name: &str) -> bool {
    let known = path.extension().is_some_and(|end| TEXTS.iter().any(|text| end == *text));
    (known && name != "package-lock.json") || path.ends_with(".ci/run")
}

/// Whether `word` stands in `line` by itself: not as a part of a longer name.
pub fn has_word(line: &str, word: &str) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    line.match_indices(word).any(|(at, _)| {
        let before = line.get(..at).and_then(|part| part.chars().next_back());
        let after = line.get(at + word.len()..).and_then(|part| part.chars().next());
        !before.is_some_and(is_part) && !after.is_some_and(is_part)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_not_a_part_of_a_longer_one() {
        assert!(has_word("use sea_orm::Value;", "sea_orm"));
        assert!(!has_word("use sea_orm_migration::prelude::*;", "sea_orm"));
        assert!(!has_word("let my_sea_orm = 1;", "sea_orm"));
    }
}
