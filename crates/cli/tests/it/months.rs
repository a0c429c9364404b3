//! A company whose months are over and wait for their close, and the people who close them.

use std::fmt::Write as _;
use std::fs::File;
use std::process::Command;

use beichen_kernel::{Clock, Ctx};
use beichen_store::Db;
use beichen_store::db::DbOptions;
use serde_json::Value;

use crate::plans::PLAN;
use crate::refusals::{ORDERS_PROFILE, PEOPLE_PROFILE};
use crate::support::{PASSWORD, Place};

pub const DIRECTOR: &str = "director@acme.test";
pub const CONTROLLER: &str = "controller@acme.test";
pub const TREASURER: &str = "treasurer@acme.test";
pub const SELLER: &str = "seller@acme.test";

/// The months of 2024 in which something was sold: 1000.00 each, of which the plan pays 5 %.
pub const MONTHS: usize = 6;

/// A plan of 2024 for everybody.
pub fn plan_text() -> String {
    PLAN.replace("who = 'position == \"sales\"'\n", "").replace("2026", "2024")
}

/// The orders of all months.
pub fn orders() -> String {
    let mut orders = "code,customer,owner,signed_on,net,split\n".to_owned();
    for month in 1..=MONTHS {
        writeln!(orders, "M{month},C1,1,2024-{month:02}-15,1000.00,").unwrap();
    }
    orders
}

pub const PEOPLE: &str = "code,name,unit,joined_on\n1,Ann,east,2023-01-01\n";

/// The company with its plan in force, and notices of no workdays.
pub fn with_months() -> Place {
    let place = Place::new();
    let plan = place.file("plan.toml", plan_text());
    place.ok(&["measure", "publish", &plan]);
    for (kind, rows, profile) in [("people", PEOPLE, PEOPLE_PROFILE), ("orders", &orders(), ORDERS_PROFILE)] {
        let (file, profile) = (place.file(&format!("{kind}.csv"), rows), place.file(&format!("{kind}.toml"), profile));
        place.ok(&["import", kind, &file, "--profile", &profile]);
    }
    place.ok(&["settings", "set", "notice_workdays", "0"]);
    for (login, role) in [(DIRECTOR, "director"), (CONTROLLER, "finance"), (TREASURER, "finance"), (SELLER, "sales")] {
        place.said_to(&["user", "add", login, "--name", login, "--role", role, "--password-stdin"], PASSWORD, 0);
    }
    done(acting(&place, DIRECTOR, &["plan", "publish", &plan]));
    place
}

/// A command of somebody, with the own password.
pub fn acting(place: &Place, login: &str, args: &[&str]) -> Command {
    let mut command = place.command(&[&["--as", login][..], args, &["--password-stdin"]].concat());
    command.stdin(File::open(place.file("password", PASSWORD)).unwrap());
    command
}

/// A step of a month by somebody.
pub fn close(place: &Place, login: &str, step: &str, period: &str) -> Command {
    acting(place, login, &["close", step, "--plan", "p", "--period", period])
}

/// Runs a command that must succeed.
#[track_caller]
pub fn done(mut command: Command) {
    let output = command.output().unwrap();
    assert!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
}

/// Takes a month that was tried to its public notice.
pub fn to_notice(place: &Place, period: &str) {
    for (login, step) in [(DIRECTOR, "review-lead"), (CONTROLLER, "review-finance"), (CONTROLLER, "notice")] {
        done(close(place, login, step, period));
    }
}

/// Where a month stands, if it was tried.
pub fn stands(place: &Place, period: &str) -> Option<Value> {
    let output = place.run(&["--json", "close", "show", "--plan", "p", "--period", period]);
    output.status.success().then(|| serde_json::from_slice(&output.stdout).unwrap())
}

/// Every month that was tried: its name, its state, and the hash reckoned anew from what is kept.
pub fn tried(place: &Place) -> Vec<[String; 3]> {
    let list = place.ok(&["close", "list", "--plan", "p"]);
    let row = |line: &str| {
        let cells: Vec<&str> = line.split(',').collect();
        [1, 2, 4].map(|cell: usize| cells[cell].to_owned())
    };
    list.lines().skip(1).map(row).collect()
}

/// The labels of all fences, by day.
pub fn fences(place: &Place) -> Vec<String> {
    tokio::runtime::Runtime::new().unwrap().block_on(async {
        let db = Db::open_sqlite(&place.data().join("beichen.db"), &DbOptions::default()).await.unwrap();
        let organisation = beichen_people::api::organisations(&db).await.unwrap().remove(0);
        let ctx = Ctx::system(organisation, "test", None, Clock::system().now());
        let tx = db.read(&ctx).await.unwrap();
        let sql = "SELECT label FROM people_fence WHERE org_id = $1 ORDER BY from_day";
        let rows = tx.rows(sql, vec![ctx.org.0.into()]).await.unwrap();
        let labels = rows.iter().map(|row| row.try_get("", "label").unwrap()).collect();
        drop(tx);
        db.close().await;
        labels
    })
}
