//! The web application: its packages, its build, its own tests.

use crate::counts::{self, Counts};
use crate::process::{run, run_and_listen};
use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::SystemTime;

/// Installs exactly what the lock file says, when what is there is missing or older.
pub fn install(folder: &Path) -> Result<(), String> {
    let lock = folder.join("package-lock.json");
    let installed = folder.join("node_modules/.package-lock.json");
    let Some(locked_at) = changed_at(&lock) else {
        return Err(format!("{} is missing: run `npm install` there and commit the lock", lock.display()));
    };
    if changed_at(&installed).is_some_and(|at| at >= locked_at) {
        return Ok(());
    }
    npm(folder, &["ci", "--no-fund", "--no-audit"])
}

fn changed_at(file: &Path) -> Option<SystemTime> {
    fs::metadata(file).ok()?.modified().ok()
}

/// Builds the application where a source is newer than what was built: its files are part of the binary, which would be
/// compiled anew.
pub fn build(web: &Path) -> Result<(), String> {
    let page = web.join("dist/index.html");
    let sources = newest(web).zip(newest(&web.with_file_name("locales"))).map(|(web, words)| web.max(words));
    if changed_at(&page).is_some_and(|built| sources.is_some_and(|source| source < built)) {
        return Ok(());
    }
    npm(web, &["run", "build"])?;
    if page.exists() {
        return Ok(());
    }
    Err("`npm run build` ended well, but web/dist/index.html is not there".to_owned())
}

/// When the last of the sources of a folder was changed, or nothing where it cannot be read.
fn newest(folder: &Path) -> Option<SystemTime> {
    let mut last = changed_at(folder)?;
    for entry in fs::read_dir(folder).ok()? {
        let path = entry.ok()?.path();
        let is_made = ["dist", "node_modules", "tsconfig.tsbuildinfo"].iter().any(|made| path.ends_with(made));
        if !is_made {
            last = last.max(if path.is_dir() { newest(&path) } else { changed_at(&path) }?);
        }
    }
    Some(last)
}

pub fn npm(folder: &Path, words: &[&str]) -> Result<(), String> {
    if run(&mut command(folder, "npm", words))? {
        return Ok(());
    }
    Err(format!("`npm {}` failed in {}", words.join(" "), name(folder)))
}

pub fn unit_tests(web: &Path) -> Result<Counts, String> {
    let ended = run_and_listen(&mut command(web, "npm", &["run", "test"]))?;
    judge(ended.ok, counts::vitest(&ended.said))
}

/// The end-to-end tests: the binary named, the real browser. What could not run is noted in a file.
pub fn end_to_end(folder: &Path, binary: &Path, not_run: &Path) -> Result<Counts, String> {
    if crate::apt::chromium().is_none() {
        return Err("could not run: there is no /usr/bin/chromium".to_owned());
    }
    if !binary.exists() {
        return Err("could not run: the binary was not built".to_owned());
    }
    let mut playwright = command(folder, "npx", &["--no-install", "playwright", "test", "--reporter=list"]);
    let ended = run_and_listen(playwright.env("BEICHEN", binary).env("BEICHEN_NOT_RUN", not_run))?;
    judge(ended.ok, counts::playwright(&ended.said))
}

/// A suite is good when it ran, found tests, and skipped none.
pub fn judge(ok: bool, counted: Option<Counts>) -> Result<Counts, String> {
    match counted {
        None => Err("the suite did not run; its words stand above".to_owned()),
        Some(counts) if !ok || counts.failed > 0 => {
            Err(format!("{} passed, {} failed, {} skipped", counts.passed, counts.failed, counts.skipped))
        }
        Some(counts) if counts.skipped > 0 => {
            Err(format!("{} tests were skipped: run them or delete them", counts.skipped))
        }
        Some(counts) if counts.passed == 0 => Err("the suite found no test".to_owned()),
        Some(counts) => Ok(counts),
    }
}

fn command(folder: &Path, program: &str, words: &[&str]) -> Command {
    let mut command = Command::new(program);
    command.args(words).current_dir(folder).env("NO_COLOR", "1").env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    command
}

fn name(folder: &Path) -> String {
    folder.file_name().map(|name| name.display().to_string()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_suite_without_tests_or_with_skipped_ones_is_not_good() {
        let counts = |passed, skipped| Some(Counts { passed, failed: 0, skipped });
        assert!(judge(true, None).is_err());
        assert!(judge(true, counts(0, 0)).is_err());
        assert!(judge(true, counts(4, 1)).is_err());
        assert!(judge(false, counts(4, 0)).is_err());
        assert!(judge(true, counts(4, 0)).is_ok());
    }
}
