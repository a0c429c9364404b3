//! `cargo xtask test`: all that must hold, on both databases and in the browser. Every step is tried and reported.

use crate::counts::{self, Counts};
use crate::postgres::Postgres;
use crate::process::{run as run_child, run_and_listen, was_stopped};
use crate::steps::{Ended, Steps};
use crate::{apt, generate, lint, need, tools, up, web};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

pub fn run(root: &Path) -> Result<(), String> {
    need::builders(true)?;
    let mut steps = Steps::default();
    let not_run = fresh_note(root)?;
    steps.step("system packages", || apt::provide().map(none));
    web_build(root, &mut steps);
    words_and_laws(root, &mut steps);
    rust(root, &mut steps, &not_run);
    browser(root, &mut steps, &not_run);
    steps.did_not_run(lines_of(&not_run));
    steps.finish()
}

fn web_build(root: &Path, steps: &mut Steps) {
    let web_folder = root.join("web");
    steps.step("web packages", || web::install(&web_folder).map(none));
    steps.step("web build", || web::build(&web_folder).map(none));
}

fn words_and_laws(root: &Path, steps: &mut Steps) {
    steps.step("format", || cargo(&["fmt", "--all", "--check"]));
    steps.step("clippy", || cargo(&["clippy", "--workspace", "--all-targets", "--locked", "--", "-D", "warnings"]));
    steps.step("laws of the house", || lint::laws(root).map(none));
    steps.step("licences and sources", || {
        let deny = tools::provide(root, &tools::DENY)?;
        let mut check = Command::new(deny);
        succeed(check.args(["--workspace", "check", "licenses", "bans", "sources"]))
    });
}

fn rust(root: &Path, steps: &mut Steps, not_run: &Path) {
    let built = steps.step("build", || cargo(&["build", "--workspace", "--all-targets", "--locked"]));
    if built {
        steps.step("generated files", || generate::must_be_current(root, &up::binary()).map(none));
    } else {
        steps.step("generated files", || Err("could not run: the binary was not built".to_owned()));
    }
    let mut postgres = None;
    steps.step("PostgreSQL of its own", || {
        postgres = Some(Postgres::start()?);
        Ok(Counts::default())
    });
    steps.step("Rust tests", || nextest(root, postgres.as_ref(), not_run));
    steps.step("examples in the docs", || {
        let mut tests = Command::new("cargo");
        tests.args(["test", "--workspace", "--doc", "--locked", "--quiet"]);
        let ended = run_and_listen(&mut tests)?;
        if ended.ok { Ok(counts::cargo_test(&ended.said).unwrap_or_default()) } else { Err("see above".to_owned()) }
    });
}

fn nextest(root: &Path, postgres: Option<&Postgres>, not_run: &Path) -> Ended {
    let mut tests = Command::new(tools::provide(root, &tools::NEXTEST)?);
    tests
        .args(["nextest", "run", "--workspace", "--locked", "--no-fail-fast"])
        .args(["--status-level", "slow", "--final-status-level", "fail"])
        .env("BEICHEN_NOT_RUN", not_run);
    match postgres {
        Some(postgres) => tests.env("BEICHEN_TEST_POSTGRES", &postgres.url),
        None => tests.env_remove("BEICHEN_TEST_POSTGRES"),
    };
    let ended = run_and_listen(&mut tests)?;
    web::judge(ended.ok, counts::nextest(&ended.said))
}

fn browser(root: &Path, steps: &mut Steps, not_run: &Path) {
    let web_folder = root.join("web");
    steps.step("web types", || web::npm(&web_folder, &["run", "typecheck"]).map(none));
    steps.step("web lint", || web::npm(&web_folder, &["run", "lint"]).map(none));
    steps.step("web tests", || web::unit_tests(&web_folder));
    let e2e = root.join("e2e");
    steps.step("end to end types", || {
        web::install(&e2e)?;
        web::npm(&e2e, &["run", "typecheck"]).map(none)
    });
    steps.step("end to end", || web::end_to_end(&e2e, &up::binary(), not_run));
}

fn cargo(words: &[&str]) -> Ended {
    succeed(Command::new("cargo").args(words))
}

fn succeed(command: &mut Command) -> Ended {
    if run_child(command)? {
        return Ok(Counts::default());
    }
    if was_stopped() { Err("stopped by Ctrl-C".to_owned()) } else { Err("its words stand above".to_owned()) }
}

fn none((): ()) -> Counts {
    Counts::default()
}

/// The file into which a test writes one line when something it needs may be absent, and is.
fn fresh_note(root: &Path) -> Result<PathBuf, String> {
    let folder = root.join("target/xtask");
    fs::create_dir_all(&folder).map_err(|error| format!("cannot make {}: {error}", folder.display()))?;
    let note = folder.join("not-run.txt");
    fs::write(&note, "").map_err(|error| format!("cannot write {}: {error}", note.display()))?;
    Ok(note)
}

fn lines_of(note: &Path) -> Vec<String> {
    fs::read_to_string(note).unwrap_or_default().lines().map(str::to_owned).collect()
}
