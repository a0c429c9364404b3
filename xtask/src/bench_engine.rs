//! `cargo xtask bench engine`: every payout of a year from millions of credits, in Beichen, in DuckDB and in Polars.

use crate::bench::{self, Table};
use crate::bench_script::{Cores, Figure, show};
use crate::process::{self, run_and_listen};
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Credits, where no number is named.
const ROWS: u64 = 10_000_000;
const SEED: &str = "1";
/// The others, by the names of their scripts `in_<name>.py` and of their files of payouts.
const OTHERS: [&str; 2] = ["duckdb", "polars"];

pub fn run(root: &Path, rest: &[&str]) -> Result<(), String> {
    let wanted = Wanted::read(rest)?;
    let bench = Bench::ready(root)?;
    bench.write_data(wanted.rows)?;
    let beichen = bench.beichen(wanted.rows, &bench.folder)?;
    let others = OTHERS.map(|name| bench.other(name));
    let differences: Vec<String> =
        OTHERS.iter().zip(&others).filter_map(|(name, told)| bench.difference(name, told.as_ref())).collect();
    let growing = bench.folder.join("growth"); // the payouts that were compared stay
    fs::create_dir_all(&growing).map_err(|error| format!("cannot make {}: {error}", growing.display()))?;
    let growth = [wanted.rows / 10, wanted.rows, wanted.rows.saturating_mul(10)]
        .map(|rows| if rows == wanted.rows { Ok(beichen.clone()) } else { bench.beichen(rows, &growing) });
    let [less, same, more] = growth;
    let results = Results {
        rows: wanted.rows,
        equal: differences.is_empty(),
        beichen,
        others: others.map(Result::unwrap_or_default),
        growth: [less?, same?, more?],
    };
    if wanted.as_json {
        println!("{}", results.json());
    } else {
        for figure in results.figures() {
            println!("{}: {} (bound {})", figure.what, figure.measured, figure.bound);
        }
    }
    if wanted.rows == ROWS {
        bench::write_page(root, Table::Engine, &results.figures(), &bench::where_measured(bench.cores))?;
    }
    if results.equal { Ok(()) } else { Err(differences.join("\n")) }
}

#[derive(Debug, PartialEq, Eq)]
struct Wanted {
    rows: u64,
    as_json: bool,
}

impl Wanted {
    /// `--rows 1000000 --json`, in any order.
    fn read(words: &[&str]) -> Result<Self, String> {
        let usage = "cargo xtask bench engine [--rows N] [--json]";
        let mut wanted = Self { rows: ROWS, as_json: false };
        let mut rest = words;
        while let [word, after @ ..] = rest {
            rest = match (*word, after) {
                ("--json", _) => {
                    wanted.as_json = true;
                    after
                }
                ("--rows", [number, after @ ..]) => {
                    wanted.rows = number.parse().ok().filter(|rows| *rows >= 10).ok_or(usage)?;
                    after
                }
                _ => return Err(format!("`{word}` is not known: {usage}")),
            };
        }
        Ok(wanted)
    }
}

/// What runs, and where its data and payouts stand.
struct Bench {
    columns: PathBuf,
    python: PathBuf,
    scripts: PathBuf,
    folder: PathBuf,
    cores: Cores,
}

impl Bench {
    fn ready(root: &Path) -> Result<Self, String> {
        let folder = root.join("target/bench/engine");
        fs::create_dir_all(&folder).map_err(|error| format!("cannot make {}: {error}", folder.display()))?;
        let scripts = root.join("xtask/competitors");
        let python = environment(&folder, &scripts.join("requirements.txt"))?;
        let mut build = Command::new("cargo");
        build.args(["build", "--release", "--locked", "--package", "beichen-engine", "--example", "columns"]);
        build.args(["--message-format", "json-render-diagnostics"]);
        let built = process::told_by(&mut build)?;
        let columns = built.lines().rev().find_map(executable).ok_or("cargo does not say where the example stands")?;
        Ok(Self { columns, python, scripts, folder, cores: Cores::of_this_machine() })
    }

    /// Writes so many credits for the others to read.
    fn write_data(&self, rows: u64) -> Result<(), String> {
        let mut command = Command::new(&self.columns);
        command.arg(&self.folder).args([&rows.to_string(), SEED, "--data"]);
        process::told_by(&mut command).map(|_| ())
    }

    /// What Beichen's columns tell of so many credits.
    fn beichen(&self, rows: u64, folder: &Path) -> Result<Value, String> {
        self.told(&self.columns, &[show(folder), rows.to_string(), SEED.to_owned()])
    }

    fn other(&self, name: &str) -> Result<Value, String> {
        fs::remove_file(self.payouts(name)).ok();
        let script = self.scripts.join(format!("in_{name}.py"));
        self.told(&self.python, &[show(&script), show(&self.folder)])
    }

    /// Why an engine's payouts are not Beichen's; an engine that did not run has none.
    fn difference(&self, name: &str, told: Result<&Value, &String>) -> Option<String> {
        if let Err(why) = told {
            return Some(format!("{name} did not run: {why}"));
        }
        let read = |name: &str| fs::read_to_string(self.payouts(name)).map_err(|error| error.to_string());
        match (read("beichen"), read(name)) {
            (Ok(own), Ok(others)) => first_difference(&own, &others).map(|found| format!("{name}: {found}")),
            (Err(why), _) | (_, Err(why)) => Some(format!("{name}: {why}")),
        }
    }

    fn payouts(&self, name: &str) -> PathBuf {
        self.folder.join(format!("{name}.csv"))
    }

    /// The object that a program prints, bound to two cores.
    fn told(&self, program: &Path, words: &[String]) -> Result<Value, String> {
        let mut command = self.cores.bound(program);
        let said = process::told_by(command.args(words))?;
        serde_json::from_str(&said).map_err(|error| format!("{} says no JSON: {error}", program.display()))
    }
}

/// The Python of a virtual environment of its own, with the other engines in it.
fn environment(folder: &Path, requirements: &Path) -> Result<PathBuf, String> {
    let home = folder.join("venv");
    let python = home.join("bin/python");
    let has_pip = || process::ask(&show(&python), &["-m", "pip", "--version"]).is_some();
    if !has_pip() {
        let made = process::ask("python3", &["-m", "venv", "--clear", &show(&home)]).is_some();
        if !made || !has_pip() {
            return Err("A virtual environment cannot be made: `apt-get install python3-venv`".to_owned());
        }
    }
    let mut install = Command::new(&python);
    install.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--requirement"]).arg(requirements);
    let installed = run_and_listen(&mut install)?;
    if installed.ok { Ok(python) } else { Err("pip could not install the other engines".to_owned()) }
}

/// The file that a message of cargo names.
fn executable(message: &str) -> Option<PathBuf> {
    let message: Value = serde_json::from_str(message).ok()?;
    Some(PathBuf::from(message.get("executable")?.as_str()?))
}

/// The first line in which two files of payouts differ.
fn first_difference(own: &str, others: &str) -> Option<String> {
    let (mut own_lines, mut other_lines) = (own.lines(), others.lines());
    loop {
        match (own_lines.next(), other_lines.next()) {
            (None, None) => return None,
            (one, other) if one == other => {}
            (one, other) => {
                let shown = |line: Option<&str>| line.unwrap_or("nothing more").to_owned();
                return Some(format!("{} instead of {}", shown(other), shown(one)));
            }
        }
    }
}

/// What was measured.
struct Results {
    rows: u64,
    equal: bool,
    beichen: Value,
    others: [Value; 2],
    /// Of a tenth, as many, and ten times as many credits.
    growth: [Value; 3],
}

impl Results {
    fn json(&self) -> Value {
        let [duckdb, polars] = &self.others;
        let of = |value: &Value, key: &str| value.get(key).cloned().unwrap_or_default();
        json!({
            "rows": self.rows,
            "equal": self.equal,
            "beichen_s": of(&self.beichen, "prepared_s"),
            "duckdb_s": of(duckdb, "prepared_s"),
            "polars_s": of(polars, "prepared_s"),
            "memcpy_s": of(&self.beichen, "memcpy_s"),
            "ratio_duckdb": self.ratio(duckdb, "prepared_s"),
            "ratio_polars": self.ratio(polars, "prepared_s"),
            "ratio_duckdb_unsorted": self.ratio(duckdb, "unsorted_s"),
            "ratio_polars_unsorted": self.ratio(polars, "unsorted_s"),
            "ratio_duckdb_totals": self.ratio(duckdb, "totals_s"),
            "ratio_polars_totals": self.ratio(polars, "totals_s"),
            "peak_bytes": of(&self.beichen, "peak_bytes"),
            "peak_preparing_bytes": of(&self.beichen, "peak_preparing_bytes"),
            "columns_bytes": of(&self.beichen, "columns_bytes"),
            "one_payment_s": of(&self.beichen, "one_payment_s"),
            "thousand_simulations_s": of(&self.beichen, "thousand_simulations_s"),
            "beichen": self.beichen,
            "duckdb": duckdb,
            "polars": polars,
            "growth": self.growth,
        })
    }

    /// How many times as long another engine takes; from its monthly totals against Beichen's prepared columns.
    fn ratio(&self, other: &Value, key: &str) -> Option<f64> {
        let own = if key == "totals_s" { "prepared_s" } else { key };
        Some(number(other, key)? / number(&self.beichen, own)?)
    }

    fn figures(&self) -> Vec<Figure> {
        let beichen = &self.beichen;
        let [less, same, more] = &self.growth;
        let peak = |key: &str| {
            let (peak, columns) = (number(beichen, key), number(beichen, "columns_bytes"));
            let times = peak.zip(columns).map(|(peak, columns)| peak / columns);
            format!("{} of {}", times_text(times), megabytes(columns))
        };
        let grows = |key: &str| [less, same, more].map(|told| millis(number(told, key))).join(", ");
        let steps = ["book_s", "sum_s", "figures_s", "pay_s"].map(|key| millis(number(beichen, key))).join(", ");
        let copy = number(beichen, "prepared_s").zip(number(beichen, "memcpy_s")).map(|(own, copy)| own / copy);
        let figure = |what, bound, measured| Figure { what, bound, measured };
        vec![
            figure("A year recalculated, prepared", "10 × both", self.compared("prepared_s", "prepared_s")),
            figure("A year recalculated from unsorted rows", "3 × both", self.compared("unsorted_s", "unsorted_s")),
            figure(
                "A year recalculated, the others from totals by month",
                "none",
                self.compared("prepared_s", "totals_s"),
            ),
            figure("Preparing alone, every credit kept", "none", self.compared("prepare_s", "prepare_s")),
            figure("From unsorted rows, step by step: plan, sums, figures, payouts", "none", steps),
            figure("A year recalculated against a plain copy of the columns", "8 ×", times_text(copy)),
            figure("A year of a tenth, all and ten times the credits, prepared", "linear", grows("prepared_s")),
            figure("A year of a tenth, all and ten times the credits, unsorted", "linear", grows("unsorted_s")),
            figure("One late payment in all payouts", "1 ms", micros(number(beichen, "one_payment_s"))),
            figure("1,000 simulations of a curve", "2 s", millis(number(beichen, "thousand_simulations_s"))),
            figure("Greatest memory, prepared", "1.5 × the columns", peak("peak_bytes")),
            figure("Greatest memory while preparing", "2.5 × the columns", peak("peak_preparing_bytes")),
            figure("Payouts of all three alike", "every one", if self.equal { "every one" } else { "no" }.to_owned()),
        ]
    }

    /// Beichen's time beside the others', with their versions and how many times as long they take.
    fn compared(&self, own: &str, key: &str) -> String {
        let mut text = millis(number(&self.beichen, own));
        for (name, other) in ["DuckDB", "Polars"].iter().zip(&self.others) {
            let version = other.get("version").and_then(Value::as_str).unwrap_or("?");
            let times = times_text(self.ratio(other, key));
            write!(text, "; {name} {version} {} ({times})", millis(number(other, key))).ok();
        }
        text
    }
}

fn number(told: &Value, key: &str) -> Option<f64> {
    told.get(key)?.as_f64()
}

fn millis(seconds: Option<f64>) -> String {
    seconds.map_or_else(|| "not run".to_owned(), |seconds| format!("{:.1} ms", seconds * 1e3))
}

fn micros(seconds: Option<f64>) -> String {
    seconds.map_or_else(|| "not run".to_owned(), |seconds| format!("{:.0} µs", seconds * 1e6))
}

fn times_text(times: Option<f64>) -> String {
    times.map_or_else(|| "not run".to_owned(), |times| format!("{times:.1} ×"))
}

fn megabytes(bytes: Option<f64>) -> String {
    bytes.map_or_else(|| "not run".to_owned(), |bytes| format!("{:.0} MB", bytes / 1e6))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_and_form_are_read_in_any_order_and_anything_else_is_refused() {
        assert_eq!(Wanted::read(&[]), Ok(Wanted { rows: ROWS, as_json: false }));
        assert_eq!(Wanted::read(&["--json", "--rows", "1000"]), Ok(Wanted { rows: 1000, as_json: true }));
        assert!(Wanted::read(&["--rows"]).is_err() && Wanted::read(&["--rows", "x"]).is_err());
        assert!(Wanted::read(&["--fast"]).is_err());
    }

    #[test]
    fn a_perturbed_payout_of_another_engine_is_found() {
        let own = "component,period,person,minor\nbonus,2026-01,0,320000\nbonus,2026-01,1,0\n";
        assert_eq!(first_difference(own, own), None);
        let off = own.replace("320000", "320001");
        let found = first_difference(own, &off).unwrap();
        assert_eq!(found, "bonus,2026-01,0,320001 instead of bonus,2026-01,0,320000");
        let short = own.replace("bonus,2026-01,1,0\n", "");
        assert_eq!(first_difference(own, &short).unwrap(), "nothing more instead of bonus,2026-01,1,0");
        assert!(first_difference(&short, own).is_some());
    }

    #[test]
    fn an_engine_that_did_not_run_is_not_equal() {
        let folder = PathBuf::from("nowhere");
        let bench = Bench {
            columns: PathBuf::new(),
            python: PathBuf::new(),
            scripts: PathBuf::new(),
            folder,
            cores: Cores::All,
        };
        let why = "no module named duckdb".to_owned();
        assert_eq!(bench.difference("duckdb", Err(&why)).unwrap(), "duckdb did not run: no module named duckdb");
        assert!(bench.difference("polars", Ok(&json!({}))).is_some(), "there is no file of payouts");
    }

    #[test]
    fn the_results_name_times_ratios_and_what_did_not_run() {
        let told = |own: f64| {
            json!({
                "version": "1", "prepared_s": own, "unsorted_s": 2.0 * own, "totals_s": own / 2.0, "prepare_s": own
            })
        };
        let beichen = json!({
            "prepared_s": 0.02, "unsorted_s": 0.1, "memcpy_s": 0.01, "columns_bytes": 100, "book_s": 0.03, "sum_s": 0.04,
            "figures_s": 0.01, "pay_s": 0.02, "prepare_s": 0.2
        });
        let growth = [beichen.clone(), beichen.clone(), beichen.clone()];
        let results = Results { rows: ROWS, equal: false, beichen, others: [told(0.5), Value::Null], growth };
        let json = results.json();
        assert_eq!(json.get("ratio_duckdb"), Some(&json!(25.0)));
        assert_eq!(json.get("ratio_duckdb_unsorted"), Some(&json!(10.0)));
        assert_eq!((json.get("polars_s"), json.get("ratio_polars")), (Some(&Value::Null), Some(&Value::Null)));
        let lines: Vec<String> = results.figures().into_iter().map(|figure| figure.measured).collect();
        assert_eq!(lines[0], "20.0 ms; DuckDB 1 500.0 ms (25.0 ×); Polars ? not run (not run)");
        assert_eq!(lines[2], "20.0 ms; DuckDB 1 250.0 ms (12.5 ×); Polars ? not run (not run)");
        assert_eq!(lines[3], "200.0 ms; DuckDB 1 500.0 ms (2.5 ×); Polars ? not run (not run)");
        assert_eq!(lines[4], "30.0 ms, 40.0 ms, 10.0 ms, 20.0 ms");
        assert_eq!(lines[5], "2.0 ×");
        assert_eq!(lines.last().unwrap(), "no");
    }
}
