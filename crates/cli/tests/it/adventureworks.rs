//! The acceptance on real sales data: every column of every row as an independent calculation has it.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::support::{BEICHEN, root};

/// Changes amounts, owners, quotas, rates and one manager, all inside what the calculation covers.
const CHANGE: &str = r#"
import csv, sys
from decimal import Decimal as D
here = sys.argv[1]
def rewrite(name, change):
    with open(f"{here}/{name}.csv", encoding="utf-8-sig") as f: rows = list(csv.DictReader(f))
    for i, r in enumerate(rows): change(i, r, rows)
    with open(f"{here}/{name}.csv", "w", newline="") as f:
        out = csv.DictWriter(f, rows[0].keys(), lineterminator="\n"); out.writeheader(); out.writerows(rows)
    return rows
def person(i, r, rows):
    if i % 2: r["commission_pct"] = str(D(r["commission_pct"]) + D("0.0013"))
    if i % 3 == 0: r["bonus"] = str(D(r["bonus"]) + 125)
    if i == 5: r["manager_id"] = rows[4]["business_entity_id"]
codes = [r["business_entity_id"] for r in rewrite("sales_person", person)]
def quota(i, r, rows):
    if i % 4 == 0: r["sales_quota"] = str(int(r["sales_quota"]) * 9 // 10 + 13)
rewrite("sales_person_quota_history", quota)
def order(i, r, rows):
    if i % 3 == 0: r["sub_total"] = str((D(r["sub_total"]) * D("1.0375")).quantize(D("0.0001")))
    if i % 7 == 0: r["sales_person_id"] = codes[(codes.index(r["sales_person_id"]) + 1) % len(codes)]
rewrite("sales_order_reseller", order)
"#;

/// Adds a cent to the first order.
const ONE_CENT: &str = r#"
import csv, sys
from decimal import Decimal as D
path = f"{sys.argv[1]}/sales_order_reseller.csv"
with open(path, encoding="utf-8-sig") as f: rows = list(csv.DictReader(f))
rows[0]["sub_total"] = str(D(rows[0]["sub_total"]) + D("0.01"))
with open(path, "w", newline="") as f:
    out = csv.DictWriter(f, rows[0].keys(), lineterminator="\n"); out.writeheader(); out.writerows(rows)
"#;

/// The data; absent, the test fails under CI and otherwise notes for the summary that it did not run.
pub fn data() -> Option<PathBuf> {
    let named = std::env::var_os("ADVENTUREWORKS_DIR").map(PathBuf::from);
    let usual = || {
        let place = std::fs::read_to_string(root().join("examples/adventureworks/data-folder")).unwrap();
        root().join(place.trim())
    };
    let folder = named.unwrap_or_else(usual);
    if folder.is_dir() {
        return Some(folder);
    }
    assert!(std::env::var("CI").as_deref() != Ok("true"), "the data is not at {}", folder.display());
    if let Some(note) = std::env::var_os("BEICHEN_NOT_RUN") {
        let mut note = std::fs::File::options().append(true).create(true).open(note).unwrap();
        writeln!(note, "AdventureWorks on the command line: its data is not at {}", folder.display()).unwrap();
    }
    None
}

pub fn copy(from: &Path, to: &Path, wanted: impl Fn(&str) -> bool) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        if wanted(&name) {
            // Written anew, not copied: the source may be read-only.
            std::fs::write(to.join(name), std::fs::read(&path).unwrap()).unwrap();
        }
    }
}

pub fn python(args: &[&str]) {
    let output = Command::new("python3").args(args).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

/// Runs the example on the folder's inputs alone, and gives what it printed.
fn run(inputs: &Path, work: &Path, out: &Path) -> String {
    let seen = work.join("seen");
    copy(inputs, &seen, |name| name.ends_with(".csv") && !name.starts_with("expected"));
    let output = Command::new("sh")
        .arg(root().join("examples/adventureworks/run.sh"))
        .args([&seen, out])
        .env("BEICHEN", BEICHEN)
        .env_remove("BEICHEN_DATABASE")
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// A decimal number without what says nothing; any other text as it is.
fn value(text: &str) -> String {
    let (sign, digits) = text.strip_prefix('-').map_or(("", text), |digits| ("-", digits));
    let is_number = digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
        && digits.matches('.').count() <= 1
        && digits.bytes().any(|byte| byte.is_ascii_digit());
    if !is_number {
        return text.to_owned();
    }
    let (whole, rest) = digits.split_once('.').unwrap_or((digits, ""));
    let (whole, rest) = (whole.trim_start_matches('0'), rest.trim_end_matches('0'));
    let sign = if whole.is_empty() && rest.is_empty() { "" } else { sign };
    format!("{sign}{whole}.{rest}")
}

type Rows = BTreeMap<Vec<String>, BTreeMap<String, String>>;

fn rows(path: &Path, keys: &[&str]) -> (Vec<String>, Rows) {
    let mut reader = csv::Reader::from_path(path).unwrap();
    let titles: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
    let mut rows = Rows::new();
    for record in reader.records() {
        let record = record.unwrap();
        let row: BTreeMap<String, String> = titles.iter().cloned().zip(record.iter().map(value)).collect();
        let key = keys.iter().map(|&key| row[key].clone()).collect();
        assert!(rows.insert(key, row).is_none(), "a key stands twice in {}", path.display());
    }
    (titles, rows)
}

/// Every cell that differs, and how many rows were compared.
fn differences(out: &Path, expected: &Path) -> (Vec<String>, [usize; 2]) {
    let mut found = Vec::new();
    let mut counts = [0; 2];
    let files = [
        ("quarter.csv", "expected_quarter.csv", ["sales_person_id", "quarter_start"]),
        ("team_quarter.csv", "expected_team_quarter.csv", ["manager_id", "quarter_start"]),
    ];
    for (count, (ours, theirs, keys)) in counts.iter_mut().zip(files) {
        let (titles, got) = rows(&out.join(ours), &keys);
        let (wanted_titles, wanted) = rows(&expected.join(theirs), &keys);
        assert_eq!(titles, wanted_titles);
        *count = wanted.len();
        found.extend(
            got.keys().filter(|key| !wanted.contains_key(*key)).map(|key| format!("{ours} {key:?} is too many")),
        );
        for (key, row) in wanted {
            match got.get(&key) {
                None => found.push(format!("{ours} {key:?} is missing")),
                Some(is) => found.extend(
                    row.iter()
                        .filter(|(column, value)| is.get(*column) != Some(value))
                        .map(|(column, value)| format!("{ours} {key:?} {column}: {value}, not {:?}", is.get(column))),
                ),
            }
        }
    }
    (found, counts)
}

#[test]
fn every_column_of_every_row_is_right_and_every_rounded_amount_is_counted() {
    let Some(data) = data() else { return };
    let work = tempfile::tempdir().unwrap();
    let out = work.path().join("out");
    let said = run(&data, work.path(), &out);
    let (differences, counts) = differences(&out, &data);
    assert_eq!(differences, Vec::<String>::new());
    assert_eq!(counts, [163, 48]);
    assert!(said.contains("3485"), "{said}");
}

#[test]
fn other_amounts_owners_quotas_managers_and_rates_are_right_too() {
    let Some(data) = data() else { return };
    let work = tempfile::tempdir().unwrap();
    let changed = work.path().join("changed");
    copy(&data, &changed, |name| name.ends_with(".csv") && !name.starts_with("expected") || name == "expected.py");
    let script = changed.join("expected.py").display().to_string();
    python(&["-c", CHANGE, changed.to_str().unwrap()]);
    python(&[&script]);
    let out = work.path().join("out");
    run(&changed, work.path(), &out);
    let (found, counts) = differences(&out, &changed);
    assert_eq!(found, Vec::<String>::new());
    // One more manager in each of the twelve quarters.
    assert_eq!(counts, [163, 60]);
    let (old, _) = differences(&out, &data);
    assert!(old.len() > 100, "the change has changed little: {}", old.len());
}

#[test]
fn one_cent_more_is_noticed() {
    let Some(data) = data() else { return };
    let work = tempfile::tempdir().unwrap();
    let changed = work.path().join("changed");
    copy(&data, &changed, |name| name.ends_with(".csv") && !name.starts_with("expected"));
    python(&["-c", ONE_CENT, changed.to_str().unwrap()]);
    let out = work.path().join("out");
    run(&changed, work.path(), &out);
    assert!(!differences(&out, &data).0.is_empty());
}

#[test]
fn values_are_compared_as_decimals_and_empty_equals_only_empty() {
    assert_eq!(value("28000"), value("28000.00"));
    assert_eq!(value("0.50"), value("0.5"));
    assert_eq!(value("-0.00"), value("0"));
    assert_ne!(value("0"), value(""));
    assert_ne!(value("0.01"), value("0.02"));
}
