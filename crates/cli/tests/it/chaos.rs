//! kill -9 at any instant: what was acknowledged is there exactly once, and everything that is there is whole.
//!
//! This tests atomicity, not durability: the system keeps what a killed process has written. `BEICHEN_CHAOS_COUNT` says
//! how many kills there are in all the scenarios together, `BEICHEN_CHAOS_SEED` repeats a run.
#![allow(clippy::disallowed_methods, reason = "how long a command takes bounds the instant at which it is killed")]

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::http::Client;
use crate::months::{DIRECTOR, MONTHS, TREASURER, close, fences, stands, to_notice, tried, with_months};
use crate::plans::PLAN;
use crate::refusals::{ORDERS_PROFILE, PEOPLE_PROFILE};
use crate::support::{BOSS, PASSWORD, Place, Server};

/// Kills so many times, and looks after each whether everything is whole.
type Scenario = fn(&mut Dice, usize);

/// What is killed while it works, and its share of a hundred kills. Whatever locks, pays or corrects joins this list.
const SCENARIOS: &[(&str, usize, Scenario)] = &[
    ("import", 30, import),
    ("rebuild", 10, rebuild),
    ("migration", 20, migration),
    ("trial", 20, trial),
    ("lock", 20, lock),
];

const KILLS: usize = 100;

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok().map(|text| text.parse().unwrap_or_else(|_| panic!("{name}={text} is no number")))
}

fn run(name: &str) {
    let (_, share, scenario) = SCENARIOS.iter().find(|(known, _, _)| *known == name).unwrap();
    let kills = number("BEICHEN_CHAOS_COUNT").map_or(KILLS, |count| usize::try_from(count).unwrap()) * share / 100;
    let mut bytes = [0; 4];
    getrandom::fill(&mut bytes).unwrap();
    let seed = number("BEICHEN_CHAOS_SEED").unwrap_or_else(|| u32::from_le_bytes(bytes).into());
    eprintln!("{name}: {kills} kills, BEICHEN_CHAOS_SEED={seed}");
    scenario(&mut Dice { state: seed, usual: Duration::ZERO, cut: 0, ended: 0 }, kills.max(1));
}

#[test]
fn an_import_that_is_killed_is_there_once_or_not_at_all() {
    run("import");
}

#[test]
fn a_rebuild_that_is_killed_leaves_the_old_totals_or_the_new() {
    run("rebuild");
}

#[test]
fn tables_that_were_being_made_when_it_was_killed_can_still_be_made() {
    run("migration");
}

#[test]
fn a_trial_whose_server_is_killed_is_kept_once_or_not_at_all() {
    run("trial");
}

#[test]
fn a_month_whose_trial_or_lock_is_killed_is_tried_or_locked_whole_or_not_at_all() {
    run("lock");
}

#[test]
fn the_shares_of_the_scenarios_are_a_hundred() {
    assert_eq!(SCENARIOS.iter().map(|(_, share, _)| share).sum::<usize>(), 100);
}

/// Numbers from a seed (SplitMix64), and how the kills went.
struct Dice {
    state: u64,
    /// How long the work takes at present, as far as is known: the machine may have other things to do.
    usual: Duration,
    cut: usize,
    ended: usize,
}

impl Dice {
    fn below(&mut self, bound: u64) -> u64 {
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (mixed ^ (mixed >> 31)) % bound
    }

    /// Some instant of the work, sometimes behind its end.
    fn instant(&mut self) -> Duration {
        let micros = u64::try_from(self.usual.as_micros()).unwrap();
        Duration::from_micros(self.below(micros + micros / 10 + 1))
    }

    /// How a kill went: the work had ended after so long, or was cut off.
    fn note(&mut self, ended_after: Option<Duration>) {
        if let Some(took) = ended_after {
            self.ended += 1;
            self.usual = (self.usual + took) / 2;
        } else {
            self.cut += 1;
            self.usual += self.usual / 20;
        }
    }

    /// Runs the command and kills it at some instant. Says whether it had done all of it and said so.
    fn kill(&mut self, mut command: Command) -> bool {
        let after = self.instant();
        let began = Instant::now();
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
        while began.elapsed() < after && child.try_wait().unwrap().is_none() {
            std::thread::sleep(Duration::from_micros(500));
        }
        let took = began.elapsed();
        let _ = child.kill();
        let output = child.wait_with_output().unwrap();
        match output.status.code() {
            Some(0) => self.note(Some(took)),
            None => self.note(None),
            Some(code) => panic!("ended with {code} by itself: {}", String::from_utf8_lossy(&output.stderr)),
        }
        output.status.success()
    }

    /// Kills that came too early or too late for anything prove nothing.
    fn must_have_cut(&self) {
        eprintln!("{} cut off, {} had ended", self.cut, self.ended);
        let kills = self.cut + self.ended;
        assert!(self.cut * 5 >= kills, "only {} of {kills} were cut off", self.cut);
    }
}

fn timed(mut command: Command) -> Duration {
    let began = Instant::now();
    let output = command.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    began.elapsed()
}

/// Everything is whole: the doctor finds nothing, the chain holds. Gives the rows of the first chain.
fn must_be_whole(place: &Place) -> i64 {
    let output = place.run(&["--json", "doctor"]);
    let looks: Value = serde_json::from_slice(&output.stdout).unwrap();
    let faults: Vec<&Value> = looks.as_array().unwrap().iter().filter(|look| look["severity"] == "fault").collect();
    assert!(output.status.success() && faults.is_empty(), "{faults:?}");
    let chains: Value = serde_json::from_str(&place.ok(&["--json", "audit", "verify"])).unwrap();
    chains[0]["rows"].as_i64().unwrap()
}

/// A company with one seller whose orders count.
fn with_seller() -> Place {
    let place = Place::new();
    let measures = place.file("measures.toml", "[measure.sales]\nof = \"orders\"\n");
    place.ok(&["measure", "publish", &measures]);
    let people = place.file("people.csv", "code,name,unit,joined_on\n1,Ann,east,2026-01-01\n");
    let profile = place.file("people.toml", PEOPLE_PROFILE);
    place.ok(&["import", "people", &people, "--profile", &profile]);
    place
}

const ROWS: usize = 25;

fn import_command(place: &Place, round: usize) -> Command {
    let mut text = "code,customer,owner,signed_on,net,split\n".to_owned();
    for row in 0..ROWS {
        writeln!(text, "R{round}-{row},C{},1,2026-03-01,1.00,", row % 5).unwrap();
    }
    let file = place.file(&format!("orders-{round}.csv"), text);
    let profile = place.file("orders.toml", ORDERS_PROFILE);
    place.command(&["import", "orders", &file, "--profile", &profile])
}

/// How many orders of a round there are; every order of every round is there once.
fn orders_of(place: &Place, round: usize) -> (usize, usize) {
    let sheet = place.ok(&["export", "orders"]);
    let codes: Vec<&str> = sheet.lines().skip(1).map(|line| line.split(',').next().unwrap()).collect();
    let each: BTreeSet<&&str> = codes.iter().collect();
    assert_eq!(each.len(), codes.len(), "an order is there twice");
    let prefix = format!("R{round}-");
    (codes.iter().filter(|code| code.starts_with(&prefix)).count(), codes.len())
}

fn import(dice: &mut Dice, kills: usize) {
    let place = with_seller();
    dice.usual = timed(import_command(&place, 0));
    let mut expected = ROWS;
    for round in 1..=kills {
        let acknowledged = dice.kill(import_command(&place, round));
        let (own, all) = orders_of(&place, round);
        assert!(own == ROWS || (own == 0 && !acknowledged), "round {round}: {own} of {ROWS}, said {acknowledged}");
        expected += own;
        assert_eq!(all, expected, "round {round} changed what was there before");
        must_be_whole(&place);
    }
    // Whoever was not answered imports again: what is missing comes, and nothing comes twice.
    for round in 0..=kills {
        timed(import_command(&place, round));
    }
    assert_eq!(orders_of(&place, 0).1, ROWS * (kills + 1));
    must_be_whole(&place);
    dice.must_have_cut();
}

fn rebuild(dice: &mut Dice, kills: usize) {
    let place = with_seller();
    for round in 0..8 {
        timed(import_command(&place, round));
    }
    let rebuild = || place.command(&["ledger", "rebuild"]);
    dice.usual = timed(rebuild());
    let mut rows = must_be_whole(&place);
    for round in 1..=kills {
        let acknowledged = dice.kill(rebuild());
        let now = must_be_whole(&place);
        assert!(now == rows + 1 || (now == rows && !acknowledged), "round {round}: {rows} records, then {now}");
        rows = now;
    }
    dice.must_have_cut();
}

fn migration(dice: &mut Dice, kills: usize) {
    let init =
        |place: &Place| place.command(&["init", "--org", "Acme", "--currency", "CNY", "--time-zone", "Asia/Shanghai"]);
    dice.usual = timed(init(&Place::empty()));
    for round in 1..=kills {
        let place = Place::empty();
        let acknowledged = dice.kill(init(&place));
        place.ok(&["migrate"]);
        let is_there = place.run(&["settings", "get"]).status.success();
        assert!(is_there || !acknowledged, "round {round}: the organisation that was acknowledged is not there");
        if !is_there {
            timed(init(&place));
        }
        must_be_whole(&place);
        let chains: Value = serde_json::from_str(&place.ok(&["--json", "audit", "verify"])).unwrap();
        assert_eq!(chains.as_array().unwrap().len(), 1, "round {round}: one organisation");
    }
    dice.must_have_cut();
}

fn trial(dice: &mut Dice, kills: usize) {
    const TRIALS: &str = "/api/incentives/trials";
    let place = Place::administered();
    let chief = "chief@acme.test";
    let add = ["--as", BOSS, "user", "add", chief, "--name", "Chief", "--role", "director", "--password-stdin"];
    place.said_to(&add, PASSWORD, 0);
    let measures = place.file("measures.toml", "[measure.sales]\nof = \"orders\"\n");
    place.said_to(&["--as", chief, "measure", "publish", &measures, "--password-stdin"], PASSWORD, 0);
    let (mut server, ready) = Server::start(&place, &["serve"]);
    let mut client = Client::sign_in(&ready, chief, PASSWORD);
    let text = PLAN.replace("who = 'position == \"sales\"'\n", "");
    let plan = client.post("/api/incentives/plans", &[], &json!({ "text": text }));
    let wanted = json!({ "plan_id": plan["id"], "period": "2026-03" });
    let ask = |client: &Client, round: usize| {
        client.try_post(TRIALS, &[("Idempotency-Key", &format!("round-{round}"))], &wanted)
    };
    let began = Instant::now();
    ask(&client, 0).unwrap();
    dice.usual = began.elapsed();
    for round in 1..=kills {
        let after = dice.instant();
        let began = Instant::now();
        let (answer, took) = std::thread::scope(|scope| {
            let asking = scope.spawn(|| (ask(&client, round), began.elapsed()));
            std::thread::sleep(after);
            server.kill();
            asking.join().unwrap()
        });
        dice.note(answer.is_ok().then_some(took));
        let records = must_be_whole(&place);
        let (fresh, ready) = Server::start(&place, &["serve"]);
        (server, client) = (fresh, client.at(&ready));
        // Whoever was not answered asks again under the same key, and gets the one that is kept or the first.
        let kept = ask(&client, round).unwrap();
        if let Ok(acknowledged) = answer {
            assert_eq!(kept["id"], acknowledged["id"], "round {round}");
            assert_eq!(must_be_whole(&place), records, "round {round}: asking again made another");
        }
        let items = client.get(&format!("{TRIALS}?limit=200"))["items"].as_array().unwrap().clone();
        assert_eq!(items.len(), (round + 1).min(200), "round {round}: each trial once");
        assert_eq!(items.iter().filter(|item| item["id"] == kept["id"]).count(), 1, "round {round}");
    }
    must_be_whole(&place);
    dice.must_have_cut();
}

/// Even steps try a month, odd ones lock it. Each month but the first takes in a late order of the month before.
fn lock(dice: &mut Dice, kills: usize) {
    dice.usual = timed(close(&with_months(), DIRECTOR, "trial", "2024-01"));
    let mut place = with_months();
    for round in 1..=kills {
        let step = (round - 1) % (2 * MONTHS);
        if step == 0 && round > 1 {
            place = with_months();
        }
        let period = format!("2024-{:02}", step / 2 + 1);
        if step.is_multiple_of(2) {
            // 5 % of 1000.00, and of a late 200.00.
            try_month(dice, &place, &period, if step == 0 { "50.00" } else { "60.00" });
        } else {
            lock_month(dice, &place, &period);
            let late = format!("code,customer,owner,signed_on,net,split\nL{step},C1,1,{period}-20,200.00,\n");
            let (file, profile) = (place.file("late.csv", late), place.file("orders.toml", ORDERS_PROFILE));
            place.ok(&["import", "orders", &file, "--profile", &profile]);
        }
    }
    dice.must_have_cut();
}

/// A trial that is killed is there whole or not at all, and the next one says the same.
fn try_month(dice: &mut Dice, place: &Place, period: &str, total: &str) {
    let before = must_be_whole(place);
    let acknowledged = dice.kill(close(place, DIRECTOR, "trial", period));
    let now = must_be_whole(place);
    let found = stands(place, period);
    assert!(found.is_some() || !acknowledged, "{period}: said, and not there");
    assert_eq!(found.is_some(), now > before, "{period}: {before} records, then {now}");
    timed(close(place, DIRECTOR, "trial", period));
    let again = stands(place, period).unwrap();
    for run in [&again].into_iter().chain(&found) {
        assert_eq!((&run["state"], &run["total"], &run["hash"]), (&json!("trial"), &json!(total), &again["hash"]));
    }
    let kept = tried(place).pop().unwrap();
    assert_eq!((kept[0].as_str(), &json!(kept[2])), (period, &again["hash"]));
}

/// A lock that is killed has locked, fence and all, or left the run on notice.
fn lock_month(dice: &mut Dice, place: &Place, period: &str) {
    to_notice(place, period);
    let trial = stands(place, period).unwrap();
    let before = must_be_whole(place);
    let acknowledged = dice.kill(close(place, TREASURER, "lock", period));
    let now = must_be_whole(place);
    let run = stands(place, period).unwrap();
    let is_locked = run["state"] == "locked";
    assert!(is_locked || (run["state"] == "notice" && !acknowledged), "{period}: {run}, said {acknowledged}");
    assert_eq!(is_locked, now > before, "{period}: {before} records, then {now}");
    must_be_fenced(place, &trial);

    let output = close(place, TREASURER, "lock", period).output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    if is_locked {
        assert!(output.status.code() == Some(1) && said.contains(&format!("{period} is locked")), "{said}");
        assert_eq!(must_be_whole(place), now, "{period}: a refusal was recorded");
    } else {
        assert!(output.status.success(), "{said}");
    }
    assert_eq!(stands(place, period).unwrap()["state"], "locked");
    must_be_fenced(place, &trial);
    must_be_whole(place);
}

/// There is a fence exactly for each locked month, and the last month has the statements of its trial.
fn must_be_fenced(place: &Place, trial: &Value) {
    let tried = tried(place);
    let locked = tried.iter().filter(|[_, state, _]| state == "locked");
    let labels: Vec<String> = locked.map(|[period, _, _]| format!("P · {period}")).collect();
    assert_eq!(fences(place), labels);
    let [period, _, hash] = tried.last().unwrap();
    assert_eq!((json!(period), json!(hash)), (trial["period"]["name"].clone(), trial["hash"].clone()));
    assert_eq!(stands(place, period).unwrap()["hash"], trial["hash"]);
}
