//! The measurements: each is a few calls of the release binary on data made here, the same every time.

use crate::process;
use crate::steps::timed;
use std::fmt::Write as _;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

/// A figure, the bound it must stay under, and what was done to get it.
pub struct Figure {
    pub what: &'static str,
    pub bound: &'static str,
    pub measured: String,
}

pub struct Bench {
    pub binary: PathBuf,
    /// Profiles, measure and calendar of the company that is measured.
    pub example: PathBuf,
    pub folder: PathBuf,
    pub cores: Cores,
}

/// Where the bounds are stated for: two cores.
#[derive(Clone, Copy)]
pub enum Cores {
    /// The machine has no more, or cannot be bound to fewer.
    All,
    FirstTwo,
}

impl Cores {
    pub fn of_this_machine() -> Self {
        let cores = std::thread::available_parallelism().map_or(0, std::num::NonZero::get);
        let binds = cores > 2 && process::ask("taskset", &["--version"]).is_some();
        if binds { Self::FirstTwo } else { Self::All }
    }

    /// The program on these cores.
    pub fn bound(self, program: &Path) -> Command {
        match self {
            Self::All => Command::new(program),
            Self::FirstTwo => {
                let mut bound = Command::new("taskset");
                bound.args(["-c", "0,1"]).arg(program);
                bound
            }
        }
    }
}

impl Bench {
    /// From the start of the process to the first answer on a migrated, empty data folder; the middle one of five.
    pub fn cold_start(&self) -> Result<Figure, String> {
        let data = self.company("start")?;
        let mut times = Vec::new();
        for _ in 0..5 {
            let (served, took) = timed(|| self.serve(&data));
            process::end(served?.0, "TERM");
            times.push(took.as_millis());
        }
        times.sort_unstable();
        let middle = times.get(2).copied().unwrap_or_default();
        Ok(Figure { what: "Cold start to the first answer", bound: "300 ms", measured: format!("{middle} ms") })
    }

    /// The resident memory of a server that nobody uses.
    pub fn idle_memory(&self) -> Result<Figure, String> {
        let data = self.company("idle")?;
        let (child, _) = self.serve(&data)?;
        std::thread::sleep(std::time::Duration::from_secs(3));
        let status = fs::read_to_string(format!("/proc/{}/status", child.id()));
        process::end(child, "TERM");
        let status = status.map_err(|error| format!("the memory of a process is read from /proc: {error}"))?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let kilobytes: u64 = line
            .and_then(|line| line.split_whitespace().next()?.parse().ok())
            .ok_or("/proc says nothing about resident memory")?;
        let measured = format!("{}.{} MB", kilobytes / 1024, kilobytes % 1024 * 10 / 1024);
        Ok(Figure { what: "Idle memory", bound: "60 MB", measured })
    }

    /// 100,000 orders of 200 people with their credits, from a CSV file.
    pub fn import(&self) -> Result<Figure, String> {
        let data = self.company("import")?;
        let file = self.orders("orders.csv", 100_000)?;
        let (done, took) = timed(|| self.import_orders(&data, &file));
        done?;
        let measured = format!("{} ms", took.as_millis());
        Ok(Figure { what: "Import of 100,000 orders with credits (CSV)", bound: "10 s", measured })
    }

    /// The daily totals of one million credits, thrown away and summed again.
    pub fn rebuild(&self) -> Result<Figure, String> {
        let data = self.company("rebuild")?;
        for part in 0..4 {
            let file = self.orders_from(&format!("part-{part}.csv"), part * 250_000, 250_000)?;
            self.import_orders(&data, &file)?;
        }
        let (done, took) = timed(|| self.run(&data, &["ledger", "rebuild"]));
        done?;
        let measured = format!("{} ms", took.as_millis());
        Ok(Figure { what: "Rebuild of the totals of 1,000,000 credits", bound: "5 s", measured })
    }

    /// A data folder with a company, its measure and 200 people.
    fn company(&self, name: &str) -> Result<PathBuf, String> {
        self.company_of(name, 200)
    }

    /// As [`Bench::company`], with so many people.
    pub(crate) fn company_of(&self, name: &str, people_count: usize) -> Result<PathBuf, String> {
        let data = self.folder.join(name);
        fs::remove_dir_all(&data).ok();
        self.run(&data, &["init", "--org", "Bench", "--currency", "CNY", "--time-zone", "Asia/Shanghai"])?;
        let people = self.folder.join("people.csv");
        let mut text = "code,name,unit,joined_on\n".to_owned();
        for number in 0..people_count {
            writeln!(text, "P{number:03},Person {number},U{:02},2026-01-01", number % 10).ok();
        }
        fs::write(&people, text).map_err(|error| error.to_string())?;
        self.run(&data, &["measure", "publish", &self.of_example("measures.toml")])?;
        self.run(&data, &["import", "people", &show(&people), "--profile", &self.of_example("people.toml")])?;
        Ok(data)
    }

    fn orders(&self, name: &str, count: usize) -> Result<PathBuf, String> {
        self.orders_from(name, 0, count)
    }

    fn orders_from(&self, name: &str, first: usize, count: usize) -> Result<PathBuf, String> {
        let file = self.folder.join(name);
        let mut text = "code,customer,owner,signed_on,amount\n".to_owned();
        for number in first..first + count {
            let (customer, owner, fen) = (number % 5_000, number % 200, number * 7919 % 9_000_000 + 1_000);
            let (month, day) = (number % 6 + 1, number % 28 + 1);
            writeln!(
                text,
                "O{number:07},C{customer:04},P{owner:03},2026-{month:02}-{day:02},{}.{:02}",
                fen / 100,
                fen % 100
            )
            .ok();
        }
        fs::write(&file, text).map_err(|error| error.to_string())?;
        Ok(file)
    }

    fn import_orders(&self, data: &Path, file: &Path) -> Result<(), String> {
        self.run(data, &["import", "orders", &show(file), "--profile", &self.of_example("orders.toml")])
    }

    pub(crate) fn of_example(&self, name: &str) -> String {
        show(&self.example.join(name))
    }

    pub(crate) fn beichen(&self) -> Command {
        self.cores.bound(&self.binary)
    }

    pub(crate) fn run(&self, data: &Path, words: &[&str]) -> Result<(), String> {
        let mut command = self.beichen();
        command.args(words).arg("--data").arg(data).stdout(Stdio::null());
        if process::run(&mut command)? { Ok(()) } else { Err(format!("`beichen {}` failed", words.join(" "))) }
    }

    /// Starts the server and waits for the line that says where it answers, and for its first answer.
    pub(crate) fn serve(&self, data: &Path) -> Result<(Child, String), String> {
        let mut command = self.beichen();
        command.args(["serve", "--json", "--listen", "127.0.0.1:0", "--data"]).arg(data);
        let mut child = process::start(command.stdin(Stdio::null()).stdout(Stdio::piped()))?;
        let mut line = String::new();
        if let Some(said) = child.stdout.take() {
            BufReader::new(said).read_line(&mut line).ok();
        }
        let ready: serde_json::Value = serde_json::from_str(&line).unwrap_or_default();
        let url = ready.get("url").and_then(|url| url.as_str()).map(str::to_owned);
        match url.map(|url| first_answer(&url).map(|()| url)) {
            Some(Ok(url)) => Ok((child, url)),
            Some(Err(why)) => {
                process::end(child, "TERM");
                Err(why)
            }
            None => {
                process::end(child, "TERM");
                Err("`beichen serve --json` did not say where it listens".to_owned())
            }
        }
    }
}

/// One request for `/live`, spoken by hand: xtask has no HTTP library.
fn first_answer(url: &str) -> Result<(), String> {
    use std::io::{Read, Write};
    let host = url.trim_start_matches("http://").trim_end_matches('/');
    let mut line = std::net::TcpStream::connect(host).map_err(|error| format!("{host}: {error}"))?;
    write!(line, "GET /live HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n")
        .map_err(|error| error.to_string())?;
    let mut answer = String::new();
    line.read_to_string(&mut answer).map_err(|error| error.to_string())?;
    if answer.starts_with("HTTP/1.1 200") { Ok(()) } else { Err(format!("/live answered {answer:?}")) }
}

pub(crate) fn show(path: &Path) -> String {
    path.display().to_string()
}
