//! The measurements of a close: a month of 1,000 people and 100,000 credits, tried and locked, and what people do beside it.

use crate::bench_http::Browser;
use crate::bench_script::{Bench, Figure, show};
use crate::process;
use crate::steps::timed;
use serde_json::json;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

const PASSWORD: &str = "a long password 8";
const PERIOD: &str = "2026-01";
/// Orders of one file.
const ROWS: usize = 250_000;
/// Requests of one kind, of which the slowest hundredth is told.
const REQUESTS: usize = 1_000;

/// A month that is closed: so many people, so many orders, and the plan of this file.
#[derive(Clone, Copy)]
struct Month {
    people: usize,
    orders: usize,
    plan: &'static str,
}

const MONTH: Month = Month { people: 1_000, orders: 100_000, plan: "plan.toml" };
const BY_CONDITION: Month = Month { plan: "rates.toml", ..MONTH };
const LARGE: Month = Month { people: 10_000, orders: 1_000_000, ..MONTH };

impl Bench {
    /// `beichen close trial`, until the command ends: every line, step and document of everybody is kept.
    pub fn trial(&self) -> Result<Figure, String> {
        let measured = self.tried("trial", MONTH)?;
        let what = "Trial of 1,000 people and 100,000 credits, every explanation stored";
        Ok(Figure { what, bound: "2 s", measured })
    }

    /// The same where the rate depends on each document, so that all of them are read.
    pub fn rates(&self) -> Result<Figure, String> {
        let measured = self.tried("rates", BY_CONDITION)?;
        Ok(Figure { what: "The same trial with rates by condition", bound: "none", measured })
    }

    /// The same of ten times as many.
    pub fn large(&self) -> Result<Figure, String> {
        let measured = self.tried("large", LARGE)?;
        Ok(Figure { what: "Trial of 10,000 people and 1,000,000 credits", bound: "10 s", measured })
    }

    fn tried(&self, name: &str, month: Month) -> Result<String, String> {
        let data = self.month(name, month)?;
        self.step(&data, "director", "trial").map(millis)
    }

    /// `beichen close lock` of that month.
    pub fn lock(&self) -> Result<Figure, String> {
        let data = self.month("lock", MONTH)?;
        for (who, step) in
            [("director", "trial"), ("director", "review-lead"), ("finance", "review-finance"), ("director", "notice")]
        {
            self.step(&data, who, step)?;
        }
        let took = self.step(&data, "finance", "lock")?;
        Ok(Figure { what: "Lock of that month", bound: "1 s", measured: millis(took) })
    }

    /// 500 payments with their credits in one file, until the command ends.
    pub fn batch(&self) -> Result<Figure, String> {
        let data = self.month("batch", MONTH)?;
        let mut text = "code,order,received_on,amount\n".to_owned();
        for number in 0..500 {
            writeln!(text, "Z{number:04},O{:07},2026-01-20,10.00", number * 31).ok();
        }
        let file = self.folder.join("payments.csv");
        fs::write(&file, text).map_err(|error| error.to_string())?;
        let (done, took) = timed(|| self.run(&data, &["import", "payments", &show(&file)]));
        done?;
        Ok(Figure { what: "500 payments with credits in one batch", bound: "500 ms", measured: millis(took) })
    }

    /// Payments typed in one by one over HTTP: the slowest hundredth.
    pub fn payment(&self) -> Result<Figure, String> {
        let data = self.month("payment", MONTH)?;
        let (child, url) = self.serve(&data)?;
        let took = payments(&url);
        process::end(child, "TERM");
        Ok(Figure { what: "A payment with its credits over HTTP, p99", bound: "20 ms", measured: slowest(took?) })
    }

    /// Statements of the tried month over HTTP: the slowest hundredth.
    pub fn statement(&self) -> Result<Figure, String> {
        let data = self.month("statement", MONTH)?;
        self.step(&data, "director", "trial")?;
        let (child, url) = self.serve(&data)?;
        let took = statements(&url);
        process::end(child, "TERM");
        Ok(Figure { what: "A month's statement over HTTP, p99", bound: "20 ms", measured: slowest(took?) })
    }

    /// A company with its month and its plan in force.
    fn month(&self, name: &str, month: Month) -> Result<PathBuf, String> {
        let data = self.company_of(name, month.people)?;
        let file = self.folder.join("month.csv");
        for first in (0..month.orders).step_by(ROWS) {
            let mut text = "code,customer,owner,signed_on,amount\n".to_owned();
            for number in first..month.orders.min(first + ROWS) {
                let (customer, owner, fen) =
                    (number % 5_000, number % month.people, number * 7919 % 9_000_000 + 100_000);
                let (day, yuan, rest) = (number % 28 + 1, fen / 100, fen % 100);
                writeln!(text, "O{number:07},C{customer:04},P{owner:03},2026-01-{day:02},{yuan}.{rest:02}").ok();
            }
            fs::write(&file, text).map_err(|error| error.to_string())?;
            self.run(&data, &["import", "orders", &show(&file), "--profile", &self.of_example("orders.toml")])?;
        }
        self.run(&data, &["settings", "set", "notice_workdays", "0"])?;
        for (login, role) in [("director", "director"), ("finance", "finance")] {
            let login = format!("{login}@bench.example");
            self.told(&data, &["user", "add", &login, "--name", &login, "--role", role, "--password-stdin"])?;
        }
        let plan = self.of_example(month.plan);
        self.told(&data, &["--as", "director@bench.example", "plan", "publish", &plan, "--password-stdin"])?;
        Ok(data)
    }

    fn step(&self, data: &Path, who: &str, step: &str) -> Result<Duration, String> {
        let login = format!("{who}@bench.example");
        let words = ["--as", &login, "close", step, "--plan", "bench", "--period", PERIOD, "--password-stdin"];
        let (done, took) = timed(|| self.told(data, &words));
        done.map(|()| took)
    }

    /// A command that reads the password.
    fn told(&self, data: &Path, words: &[&str]) -> Result<(), String> {
        let file = self.folder.join("password");
        fs::write(&file, PASSWORD).map_err(|error| error.to_string())?;
        let input = fs::File::open(&file).map_err(|error| error.to_string())?;
        let mut command: Command = self.beichen();
        command.args(words).arg("--data").arg(data).stdout(Stdio::null());
        if process::fed(&mut command, Stdio::from(input))? {
            Ok(())
        } else {
            Err(format!("`beichen {}` failed", words.join(" ")))
        }
    }
}

fn payments(url: &str) -> Result<Vec<Duration>, String> {
    let mut finance = Browser::sign_in(url, "finance@bench.example", PASSWORD)?;
    let page = finance.get("/api/customers/orders?limit=200")?;
    let orders: Vec<String> = ids(&page);
    let mut times = Vec::with_capacity(REQUESTS);
    for number in 0..REQUESTS {
        let order = orders.get(number % orders.len().max(1)).cloned().unwrap_or_default();
        let body = json!({ "order_id": order, "received_on": "2026-01-21", "amount": "1.00" });
        let (done, took) = timed(|| finance.post("/api/customers/payments", &body));
        done?;
        times.push(took);
    }
    Ok(times)
}

fn statements(url: &str) -> Result<Vec<Duration>, String> {
    let mut director = Browser::sign_in(url, "director@bench.example", PASSWORD)?;
    let runs = director.get("/api/incentives/runs")?;
    let trial = runs.pointer("/items/0/trial_id").and_then(serde_json::Value::as_str).unwrap_or_default().to_owned();
    let page = director.get(&format!("/api/incentives/trials/{trial}/statements?limit=200"))?;
    let statements = ids(&page);
    let mut times = Vec::with_capacity(REQUESTS);
    for number in 0..REQUESTS {
        let id = statements.get(number % statements.len().max(1)).cloned().unwrap_or_default();
        let (done, took) = timed(|| director.get(&format!("/api/incentives/statements/{id}")));
        done?;
        times.push(took);
    }
    Ok(times)
}

fn ids(page: &serde_json::Value) -> Vec<String> {
    let items = page.get("items").and_then(serde_json::Value::as_array);
    let id = |item: &serde_json::Value| item.get("id").and_then(serde_json::Value::as_str).map(str::to_owned);
    items.into_iter().flatten().filter_map(id).collect()
}

fn millis(took: Duration) -> String {
    format!("{} ms", took.as_millis())
}

/// The time that 99 of 100 requests stay under.
fn slowest(mut times: Vec<Duration>) -> String {
    times.sort_unstable();
    let place = (times.len() * 99).div_ceil(100).saturating_sub(1);
    let took = times.get(place).copied().unwrap_or_default();
    format!("{}.{} ms", took.as_millis(), took.as_micros() % 1_000 / 100)
}
