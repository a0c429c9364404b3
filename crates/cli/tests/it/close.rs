//! A year of real sales data, locked quarter by quarter: what comes afterwards is adjusted to the cent, once.

use std::path::Path;
use std::process::{Command, Stdio};

use crate::adventureworks::{copy, data, python};
use crate::support::{BEICHEN, Place, root};

/// Forty changed orders (amount, owner, day, cancelled by amount 0), six new ones and five changed quotas.
const CHANGES: &str = r#"
import csv, os, random, sys
here, there = sys.argv[1:3]
random.seed(20121130)
os.makedirs(there)
def read(name):
    with open(f"{here}/{name}.csv", encoding="utf-8-sig") as f: return list(csv.DictReader(f))
def write(name, rows):
    with open(f"{there}/{name}.csv", "w", newline="") as f:
        out = csv.DictWriter(f, rows[0].keys(), lineterminator="\n"); out.writeheader(); out.writerows(rows)
orders = read("sales_order_reseller")
people = sorted({r["sales_person_id"] for r in orders})
inside = [r for r in orders if "2012-02-29" <= r["order_date"] < "2013-02-28"]
changed = random.sample(inside, 40)
for i, r in enumerate(changed):
    if i % 4 == 0: r["sub_total"] = f"{float(r['sub_total']) * 1.37:.4f}"
    if i % 4 == 1: r["sales_person_id"] = random.choice(people)
    if i % 4 == 2: r["order_date"] = random.choice(["2012-03-30", "2012-06-15", "2012-09-10", "2012-12-20", "2013-03-05"])
    if i % 4 == 3: r["sub_total"] = "0"
new = [dict(random.choice(inside), sales_order_id=str(990000 + i), sub_total=f"{12345.678 * (i + 1):.4f}") for i in range(6)]
write("sales_order_reseller", changed + new)
quotas = [r for r in read("sales_person_quota_history") if r["quota_date"].startswith("2012")]
few = random.sample(quotas, 5)
for i, r in enumerate(few): r["sales_quota"] = str(int(r["sales_quota"]) * (7 if i % 2 else 14) // 10)
write("sales_person_quota_history", few)
"#;

/// One more order of a locked quarter, after all of that.
const ONE_MORE: &str = r#"
import csv, os, sys
here, there = sys.argv[1:3]
os.makedirs(there)
with open(f"{here}/sales_order_reseller.csv", encoding="utf-8-sig") as f: rows = list(csv.DictReader(f))
row = next(r for r in rows if r["order_date"] >= "2012-06-01" and float(r["sub_total"]) > 1000)
row["sub_total"] = "654321.09"
with open(f"{there}/sales_order_reseller.csv", "w", newline="") as f:
    out = csv.DictWriter(f, rows[0].keys(), lineterminator="\n"); out.writeheader(); out.writerow(row)
"#;

fn example(name: &str) -> String {
    root().join("examples/adventureworks").join(name).display().to_string()
}

fn text(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap()
}

/// A command of one of the people whom `close.sh` makes.
#[track_caller]
fn as_person(folder: &Path, login: &str, args: &[&str]) -> String {
    let login = format!("{login}@adventureworks.example");
    let mut command = Place::command_at(folder, &[&["--as", login.as_str()], args, &["--password-stdin"]].concat());
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    std::io::Write::write_all(&mut child.stdin.take().unwrap(), format!("password of {login}").as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[track_caller]
fn plain(folder: &Path, args: &[&str]) -> String {
    let output = Place::command_at(folder, args).output().unwrap();
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn close(folder: &Path, period: &str) {
    for (login, step) in [
        ("director", "trial"),
        ("director", "review-lead"),
        ("controller", "review-finance"),
        ("controller", "notice"),
        ("treasurer", "lock"),
    ] {
        as_person(folder, login, &["close", step, "--plan", "aw-b", "--period", period]);
    }
}

#[test]
fn late_facts_of_locked_quarters_are_adjusted_to_the_cent_and_never_twice() {
    let Some(data) = data() else { return };
    let work = tempfile::tempdir().unwrap();
    let path = |name: &str| work.path().join(name).display().to_string();
    let seen = work.path().join("seen");
    copy(&data, &seen, |name| name.ends_with(".csv") && !name.starts_with("expected"));
    python(&["-c", CHANGES, &path("seen"), &path("changes")]);
    python(&["-c", ONE_MORE, &path("seen"), &path("more")]);
    let output = Command::new("sh")
        .arg(example("close.sh"))
        .args([path("seen"), path("changes"), path("out")])
        .env("BEICHEN", BEICHEN)
        .env("BEICHEN_LANGUAGE", "en-US")
        .env_remove("BEICHEN_DATABASE")
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));

    let script = example("close-expected.py");
    python(&[&script, &path("seen"), &path("expected.csv"), &path("changes")]);
    let expected = text(&work.path().join("expected.csv"));
    assert!(expected.lines().count() > 20, "{expected}");
    assert_eq!(text(&work.path().join("out/adjustments.csv")), expected);
    let hashes = text(&work.path().join("out/hashes.csv"));
    assert_eq!(hashes.lines().count(), 5, "{hashes}");
    for line in hashes.lines().skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        assert!(cells[1].len() == 64 && cells[1] == cells[2], "{line}");
    }

    // The quarter that took them in is locked; one more late order pays its own difference and nothing else.
    let folder = std::fs::read_dir(work.path().join("out")).unwrap().map(|entry| entry.unwrap().path());
    let folder = folder.into_iter().find(|path| path.is_dir()).unwrap();
    close(&folder, "2013-02-28");
    let again = format!("{}/sales_order_reseller.csv", path("more"));
    plain(&folder, &["import", "orders", &again, "--profile", &example("orders.toml")]);
    as_person(&folder, "director", &["close", "trial", "--plan", "aw-b", "--period", "2013-05-30"]);
    let found = plain(&folder, &["close", "adjustments", "--plan", "aw-b", "--period", "2013-05-30"]);
    python(&[&script, &path("seen"), &path("again.csv"), &path("changes"), &path("more")]);
    let expected = text(&work.path().join("again.csv"));
    assert_eq!(expected.lines().count(), 2, "{expected}");
    let rows = |text: &str| text.trim_end().lines().skip(1).map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(rows(&found), rows(&expected));
}
