//! What test runners say of themselves, read into numbers.

/// How many tests ran, and how.
#[derive(Clone, Copy, Default, Debug, PartialEq, Eq)]
pub struct Counts {
    pub passed: usize,
    pub failed: usize,
    pub skipped: usize,
}

impl Counts {
    pub fn plus(self, other: Self) -> Self {
        Self {
            passed: self.passed + other.passed,
            failed: self.failed + other.failed,
            skipped: self.skipped + other.skipped,
        }
    }

    fn add(&mut self, number: usize, word: &str) {
        match word {
            "passed" | "flaky" => self.passed += number,
            "failed" | "timed" | "exec" | "interrupted" | "errors" => self.failed += number,
            "skipped" | "did" | "todo" | "ignored" => self.skipped += number,
            _ => {}
        }
    }
}

/// nextest: `Summary [ 1.2s] 5 tests run: 3 passed (1 slow), 1 failed, 1 timed out, 2 skipped`.
pub fn nextest(said: &str) -> Option<Counts> {
    let line = said.lines().rev().find(|line| line.trim_start().starts_with("Summary ["))?;
    let (_, list) = line.split_once("run: ")?;
    Some(numbers_and_words(list.split(", ")))
}

/// `cargo test`: one line `test result: ok. 3 passed; 0 failed; 1 ignored; …` for each crate.
pub fn cargo_test(said: &str) -> Option<Counts> {
    let lines = said.lines().filter_map(|line| line.trim_start().strip_prefix("test result: "));
    lines
        .filter_map(|line| line.split_once(". "))
        .map(|(_, list)| numbers_and_words(list.split("; ")))
        .reduce(Counts::plus)
}

/// vitest: `Tests  1 failed | 11 passed | 2 skipped (14)`.
pub fn vitest(said: &str) -> Option<Counts> {
    let line = said.lines().rev().find_map(|line| line.trim_start().strip_prefix("Tests  "))?;
    Some(numbers_and_words(line.split(" | ")))
}

/// Playwright: lines `  5 passed (12.3s)`, `  1 failed`, `  2 did not run`.
pub fn playwright(said: &str) -> Option<Counts> {
    let counts = numbers_and_words(said.lines().filter(|line| starts_with_number(line)));
    (counts != Counts::default()).then_some(counts)
}

fn starts_with_number(line: &str) -> bool {
    line.trim_start().starts_with(|first: char| first.is_ascii_digit())
}

fn numbers_and_words<'a>(parts: impl Iterator<Item = &'a str>) -> Counts {
    let mut counts = Counts::default();
    for part in parts {
        let mut words = part.split_whitespace();
        if let (Some(Ok(number)), Some(word)) = (words.next().map(str::parse), words.next()) {
            counts.add(number, word);
        }
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(passed: usize, failed: usize, skipped: usize) -> Counts {
        Counts { passed, failed, skipped }
    }

    #[test]
    fn nextests_summary_is_read_with_everything_that_went_wrong() {
        let said = "x\n     Summary [   1.2s] 6 tests run: 3 passed (1 slow), 1 failed, 2 timed out, 4 skipped\n";
        assert_eq!(nextest(said), Some(counts(3, 3, 4)));
        assert_eq!(nextest("     Summary [ 0.1s] 1 test run: 1 passed, 0 skipped"), Some(counts(1, 0, 0)));
        assert_eq!(nextest("error: could not compile"), None);
    }

    #[test]
    fn the_results_of_all_crates_are_added() {
        let said = "test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured\n\
                    test result: FAILED. 1 passed; 2 failed; 0 ignored; 0 measured\n";
        assert_eq!(cargo_test(said), Some(counts(4, 2, 1)));
    }

    #[test]
    fn vitest_and_playwright_are_read() {
        assert_eq!(
            vitest(" Test Files  1 passed (1)\n      Tests  1 failed | 11 passed | 2 skipped (14)\n"),
            Some(counts(11, 1, 2))
        );
        assert_eq!(
            playwright("  1 failed\n    a.e2e.ts:3:1\n  2 skipped\n  5 passed (12.3s)\n"),
            Some(counts(5, 1, 2))
        );
        assert_eq!(playwright("Error: no tests found"), None);
    }
}
