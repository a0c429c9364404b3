//! The laws of the locked month, as properties of random sequences of facts, corrections, trials and locks.
//!
//! Source: incentives.md, "Locks", step 12 of the pipeline, and "Below zero". Flags of rankings are left out of the sums:
//! "the line is a flag that pays nothing until decided".
//!
//! (a) For each person the sum over all locked runs and the last trial of what is payable, and what is still held, less
//!     what is still owed, is that of a fresh calculation: the same facts and corrections in the same order in an empty database, and only then
//!     every period locked once, oldest first. It holds line by line as well: locked and adjusted together are what the
//!     fresh calculation earns, pays, and moves of what is held and owed.
//! (b) A trial made twice has the same hash and adjustments; a lock without new facts adds nothing to the next trial.
//! (c) An adjustment made is never made again: each stands on what was locked and on all earlier adjustments.
//! (d) Refunding and cancelling everything leaves each person at 0. A floor is paid without a sale, so plans with one are
//!     left out. "A refund's negative credit falls on its own day (default)": in another period it is rounded there, and
//!     only a commission can take it back ("pay of every other kind is never below 0"). So where refunds count on their
//!     own day, earlier refunds are first cancelled and everything is given back on the day of its payment; only a plan
//!     of one fixed rate keeps them, and then half a fen a rounding may be left.
//! (e) Nothing payable or owed is negative, a run opens with what the run before left owed, and what is held or drawn moves
//!     by what its lines and adjustments say.
//!
//! Two people write off or settle what people owe who are in the plan no more, in one sequence of three after a lock, in
//! another between a trial and its lock: then everything paid, less what is owed and what was decided, stays the same.
//!
//! And not a byte of a locked statement ever changes.
#![allow(
    clippy::too_many_lines,
    clippy::struct_excessive_bools,
    clippy::format_push_string,
    clippy::print_stdout,
    reason = "a list of everything that can happen is long, a drawn plan is made of switches, and what was covered is told"
)]

mod book;
mod dice;
mod facts;
mod lawful;
mod plans;
mod play;
mod world;

use beichen_testkit::TestApp;

use self::play::{Case, Tally, play};

/// Plays the sequences of one share out of `shares`; `BEICHEN_LAW_SEQUENCES` raises how many there are of all together,
/// `BEICHEN_LAW_SEED` plays one alone.
async fn hold(app: TestApp, (share, shares): (u64, u64), usual: u64) {
    let setting = |name: &str| std::env::var(name).ok().and_then(|text| text.parse::<u64>().ok());
    let count = setting("BEICHEN_LAW_SEQUENCES").unwrap_or(usual);
    let seeds: Vec<u64> = match setting("BEICHEN_LAW_SEED") {
        Some(seed) => vec![seed],
        None => (0..count).filter(|seed| seed % shares == share).collect(),
    };
    let mut total = Tally::default();
    for seed in seeds {
        let case = Case::of(seed);
        match played(&case, &app).await {
            Ok(tally) => total.add(&tally),
            Err(law) => {
                let (case, law) = shortened(case, law, &app).await;
                panic!("BEICHEN_LAW_SEED={seed}: {law}\nsteps: {:?}\nplan: {:#?}", case.steps, case.drawn);
            }
        }
    }
    println!("{total:#?}");
    let idle = total.adjustments == 0 || total.owing == 0 || total.approvals == 0 || total.undone == 0;
    let idle = idle || total.held == 0 || total.drawn == 0 || total.led == 0;
    assert!(total.sequences < 10 || !idle, "these sequences try nothing: {total:?}");
    let idle = total.decided == 0 || total.clawed == 0;
    assert!(total.sequences < 40 || !idle, "nobody decides anything, or no ladder takes anything: {total:?}");
}

/// A sequence, in a task of its own: a panic in it is a failure like any other.
async fn played(case: &Case, app: &TestApp) -> Result<Tally, String> {
    let (case, app) = (case.clone(), app.clone());
    let task = tokio::spawn(async move { play(&case, &app).await });
    task.await.unwrap_or_else(|panic| Err(format!("panicked: {panic}")))
}

/// Leaves out one step after the other as long as a law stays broken.
async fn shortened(mut case: Case, mut law: String, app: &TestApp) -> (Case, String) {
    for place in (0..case.steps.len()).rev() {
        let mut shorter = case.clone();
        shorter.steps.remove(place);
        if let Err(still) = played(&shorter, app).await {
            (case, law) = (shorter, still);
        }
    }
    (case, law)
}

/// Tests that share the sequences of a database.
macro_rules! shares {
    ($database:ident, $usual:literal, $shares:literal: $($name:ident = $share:literal),*) => {
        mod $database {
            $(
                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn $name() {
                    super::hold(beichen_testkit::TestApp::$database().await, ($share, $shares), $usual).await;
                }
            )*
        }
    };
}

shares!(sqlite, 300, 6: one = 0, two = 1, three = 2, four = 3, five = 4, six = 5);
shares!(postgres, 30, 2: one = 0, two = 1);
