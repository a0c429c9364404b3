//! What becomes of pay after it is earned: draws, holdbacks, holds, ladders, schedules.

use std::fmt::Write as _;

use super::Pen;

impl Pen {
    pub fn payout(&mut self, is_of_payments: bool) -> String {
        let mut text = String::new();
        if self.dice.percent(15) {
            writeln!(text, "draw = {}", self.draw()).unwrap();
        }
        if self.dice.percent(12) {
            let rate = self.dice.between(0, 40) * 25_000;
            let less = *self.dice.pick(&["", ", less = \"losses\"", ", release = \"year\""]);
            writeln!(text, "holdback = {{ rate = {}{less} }}", self.rate_text(rate)).unwrap();
        }
        if self.dice.percent(18) {
            text.push_str("hold = { until = \"collected\" }\n");
        }
        if is_of_payments && self.dice.percent(20) {
            let rungs = [
                "[\"1 month\", \"100%\"]",
                "[\"1 month\", \"66.6667%\"], [\"2 months\", \"33.3%\"]",
                "[\"12 months\", \"100%\"]",
                "[\"1 month\", \"50%\"], [\"3 months\", \"100%\"]",
            ];
            writeln!(text, "clawback = [{}]", self.dice.pick(&rungs)).unwrap();
        }
        if self.dice.percent(12) {
            let shares = [
                "\"50%\", \"25%\", \"25%\"",
                "\"33.3333%\", \"33.3333%\", \"33.3334%\"",
                "\"0%\", \"100%\"",
                "\"100%\"",
                "\"70%\", \"30%\"",
            ];
            writeln!(text, "pay = [{}]", self.dice.pick(&shares)).unwrap();
        }
        text
    }

    fn draw(&mut self) -> String {
        let amount = self.dice.between(0, self.goal / 10 + 2);
        let mut text = format!("{{ amount = {}", self.money_source(amount, "cap"));
        write!(text, ", kind = \"{}\"", self.dice.pick(&["floor", "on_top"])).unwrap();
        if self.dice.percent(25) {
            return text + ", recoverable = false }";
        }
        if self.dice.percent(40) {
            write!(text, ", recover_from = {}", self.dice.between(1, 8)).unwrap();
        }
        if self.dice.percent(40) {
            let share = *self.dice.pick(&[0, 250_000, 333_333, 500_000, 1_000_000]);
            write!(text, ", recover = {}", self.rate_text(share)).unwrap();
        }
        text + " }"
    }
}
