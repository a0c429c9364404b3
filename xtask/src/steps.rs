//! The steps of a long command: each is timed, all are tried, and the end says plainly how they went.

use crate::counts::Counts;
use crate::process::was_stopped;
use std::time::{Duration, Instant};

/// A step's end: the tests it counted, or why it failed or could not run.
pub type Ended = Result<Counts, String>;

struct Done {
    name: &'static str,
    ended: Ended,
    took: Duration,
}

#[derive(Default)]
pub struct Steps {
    done: Vec<Done>,
    not_run: Vec<String>,
}

impl Steps {
    /// Runs one step and remembers how it went; says whether it went well.
    pub fn step(&mut self, name: &'static str, work: impl FnOnce() -> Ended) -> bool {
        println!("\n==> {name}");
        let (ended, took) = timed(|| if was_stopped() { Err("stopped by Ctrl-C".to_owned()) } else { work() });
        if let Err(reason) = &ended {
            println!("==> {name} failed: {reason}");
        }
        let ok = ended.is_ok();
        self.done.push(Done { name, ended, took });
        ok
    }

    /// Says at the end that something did not run, where its absence is allowed.
    pub fn did_not_run(&mut self, lines: Vec<String>) {
        self.not_run.extend(lines);
    }

    /// Prints every step and, last, one plain line of counts.
    pub fn finish(&self) -> Result<(), String> {
        println!("\n{}", self.summary());
        let failed = self.failed();
        if failed == 0 { Ok(()) } else { Err(format!("xtask test: {failed} steps failed")) }
    }

    fn failed(&self) -> usize {
        self.done.iter().filter(|done| done.ended.is_err()).count()
    }

    fn summary(&self) -> String {
        let mut lines: Vec<String> = self.done.iter().map(Done::line).collect();
        lines.extend(self.not_run.iter().map(|what| format!("  not run  {what}")));
        let tests = self
            .done
            .iter()
            .filter_map(|done| done.ended.as_ref().ok())
            .fold(Counts::default(), |sum, counts| sum.plus(*counts));
        lines.push(format!(
            "xtask test: {} steps: {} passed, {} failed; {} tests passed in the steps that passed; {} not run",
            self.done.len(),
            self.done.len() - self.failed(),
            self.failed(),
            tests.passed,
            self.not_run.len()
        ));
        lines.join("\n")
    }
}

impl Done {
    fn line(&self) -> String {
        let seconds = self.took.as_secs();
        match &self.ended {
            Ok(counts) if counts.passed > 0 => {
                format!("  ok       {:<24} {seconds:>5} s  {} tests", self.name, counts.passed)
            }
            Ok(_) => format!("  ok       {:<24} {seconds:>5} s", self.name),
            Err(reason) => {
                let first = reason.lines().next().unwrap_or_default();
                format!("  FAILED   {:<24} {seconds:>5} s  {first}", self.name)
            }
        }
    }
}

#[allow(clippy::disallowed_methods, reason = "the summary says how long each step took")]
pub fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let began = Instant::now();
    let done = work();
    (done, began.elapsed())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failed_step_does_not_hide_those_after_it_and_fails_the_whole() {
        let mut steps = Steps::default();
        assert!(!steps.step("first", || Err("no browser".to_owned())));
        assert!(steps.step("second", || Ok(Counts { passed: 3, ..Counts::default() })));
        steps.did_not_run(vec!["a folder of data that is not here".to_owned()]);
        let summary = steps.summary();
        assert!(summary.contains("no browser"), "{summary}");
        assert!(
            summary.ends_with("2 steps: 1 passed, 1 failed; 3 tests passed in the steps that passed; 1 not run"),
            "{summary}"
        );
        assert!(steps.finish().is_err());
    }
}
