//! The keys of the kinds that pay for a person's own figures: attainment and commission.

use std::fmt::Write as _;

use beichen_engine::rate::Rate;

use super::Pen;

impl Pen {
    pub fn attainment(&mut self) -> String {
        let mut text = "kind = \"attainment\"\n".to_owned();
        let is_single = self.dice.percent(70);
        if is_single {
            writeln!(text, "measure = \"{}\"", self.dice.pick(&["collected", "collected", "signed", "points"]))
                .unwrap();
        } else {
            let weight = *self.dice.pick(&[700_000, 500_000, 333_333]);
            let cap = if self.dice.percent(40) { format!(", cap = {}", self.factor_above()) } else { String::new() };
            let (first, second) = (self.rate_text(weight), self.rate_text(1_000_000 - weight));
            writeln!(
                text,
                "measures = [{{ measure = \"collected\", weight = {first}{cap} }}, {{ measure = \"points\", weight = {second} }}]"
            )
            .unwrap();
        }
        match self.dice.below(8) {
            0 => text.push_str("against = \"goal.sprint\"\n"),
            1 => text.push_str("against = \"goal.challenge\"\n"),
            2 if is_single => {
                let mark = self.mark();
                let whole = if text.contains("points") { "4".to_owned() } else { self.amount(mark) };
                writeln!(text, "against = \"{whole}\"").unwrap();
            }
            _ => {}
        }
        text.push_str(&self.base());
        if self.dice.percent(50) {
            let gate = self.share();
            writeln!(text, "gate = {}", self.rate_text(gate)).unwrap();
            if gate < 1_000_000 && self.dice.percent(50) {
                text.push_str("gate_start = \"from_zero\"\n");
            }
        }
        if self.dice.percent(30) {
            writeln!(text, "cap_attainment = {}", self.factor_above()).unwrap();
        }
        text + &self.curve()
    }

    pub fn base(&mut self) -> String {
        let base = self.dice.between(1, 1_000_000);
        let base = match self.dice.below(8) {
            0 if self.has_years => "{ share = \"30%\", of = \"variable_pay\" }".to_owned(),
            _ => self.money_source(base, "bonus"),
        };
        format!("base = {base}\n")
    }

    fn factor_above(&mut self) -> String {
        let ppm = *self.dice.pick(&[900_000, 1_000_000, 1_200_000, 1_500_000]);
        self.rate_text(ppm)
    }

    fn curve(&mut self) -> String {
        match self.dice.below(4) {
            0 => "curve = { shape = \"proportional\" }\n".to_owned(),
            1 => {
                let bands = self.pairs_of_shares(true);
                let edge = *self.dice.pick(&["", ", edge = \"down\"", ", edge = \"up\""]);
                format!("curve = {{ shape = \"bands\", bands = [{}]{edge} }}\n", bands.join(", "))
            }
            2 => {
                let points = self.pairs_of_shares(false);
                let beyond = match self.dice.below(3) {
                    0 if points.len() > 1 => ", beyond = \"extend\"",
                    1 => ", beyond = \"flat\"",
                    _ => "",
                };
                format!("curve = {{ shape = \"linear\", points = [{}]{beyond} }}\n", points.join(", "))
            }
            _ => String::new(),
        }
    }

    fn pairs_of_shares(&mut self, from_zero: bool) -> Vec<String> {
        let count = 1 + self.dice.below(3);
        let shares = self.shares(count, from_zero);
        let pair = |share| {
            let ppm = *self.dice.pick(&[0, 300_000, 800_000, 1_000_000, 1_400_000, 1_333_333]);
            format!("[{}, {}]", percent(share), self.rate_source(ppm))
        };
        shares.into_iter().map(pair).collect()
    }

    pub fn commission(&mut self) -> String {
        let mut text = format!("kind = \"commission\"\nmeasure = \"{}\"\n", self.dice.pick(&self.money));
        let rate = self.dice.between(0, 200_000);
        let form = *self.dice.pick(&[0, 1, 1, 2, 2]); // 0: a rate, 1: tiers of rates, 2: multipliers
        if form == 0 || form == 2 {
            writeln!(text, "rate = {}", self.rate_source(rate)).unwrap();
        }
        if form > 0 {
            let tiers = self.tiers(form == 2, true);
            writeln!(text, "tiers = [{}]", tiers.join(", ")).unwrap();
            if self.dice.percent(60) {
                writeln!(text, "apply = \"{}\"", self.dice.pick(&["whole", "whole", "marginal"])).unwrap();
            }
        }
        if (form == 0 || form == 2) && self.dice.percent(65) {
            let count = self.dice.between(1, 2);
            let rates: Vec<String> = (0..count)
                .map(|_| {
                    let (condition, ppm) = (self.document_condition(), self.dice.between(0, 150_000));
                    format!("['{condition}', {}]", self.rate_source(ppm))
                })
                .collect();
            writeln!(text, "rates_by = [{}]", rates.join(", ")).unwrap();
        }
        if self.dice.percent(60) {
            writeln!(text, "accumulate = \"{}\"", self.dice.pick(&["transaction", "year_to_date", "period", "period"]))
                .unwrap();
        }
        if self.dice.percent(30) {
            let cap = self.dice.between(1, self.goal / 20 + 2);
            writeln!(text, "cap_each = {}", self.money_source(cap, "each")).unwrap();
        }
        text
    }

    pub fn tiers(&mut self, is_multiplied: bool, may_be_of_goal: bool) -> Vec<String> {
        let count = self.dice.below(4);
        let bounds: Vec<String> = if may_be_of_goal && self.dice.percent(50) {
            self.shares(count, true).into_iter().map(percent).collect()
        } else {
            let mut bounds: Vec<i64> = (0..count).map(|_| self.mark()).collect();
            bounds.push(0);
            bounds.sort_unstable();
            bounds.dedup();
            self.marks.extend(&bounds);
            bounds.into_iter().map(|bound| format!("\"{}\"", self.amount(bound))).collect()
        };
        let value = |bound: String| {
            let ppm = self.dice.between(0, 120) * 1_000;
            let value = if is_multiplied {
                let factor = *self.dice.pick(&["0x", "1x", "1.5x", "2x", "0.333333x"]);
                format!("\"{factor}\"")
            } else {
                self.rate_source(ppm)
            };
            format!("[{bound}, {value}]")
        };
        bounds.into_iter().map(value).collect()
    }
}

/// A rate as a quoted percentage, the form in which bounds are of a goal.
pub fn percent(ppm: i64) -> String {
    format!("\"{}\"", Rate::from_ppm(ppm).percent())
}
