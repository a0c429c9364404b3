//! What every component may say: conditions, multipliers, cap, floor, proration, rounding.

use std::fmt::Write as _;

use super::Pen;

/// Attainments at which plans like to have a bound, in parts per million.
const SHARES: [i64; 9] = [0, 500_000, 600_000, 800_000, 1_000_000, 1_200_000, 1_500_000, 333_333, 1_000_001];

impl Pen {
    /// A component; `earlier` are the keys of those that it may look at, `card` that of a scorecard among them.
    pub fn component(&mut self, key: &str, earlier: &[String], card: Option<&str>) -> String {
        let period = self.kind.key();
        let mut text = format!("key = \"{key}\"\nperiod = \"{period}\"\n");
        text.push_str(&match self.dice.below(20) {
            0..4 => self.attainment(),
            4..10 => self.commission(),
            10..13 => self.ranking(),
            13 => self.matrix(),
            14 | 15 => self.scorecard(),
            16 => self.event(),
            17 => self.overriding(earlier),
            18 => "kind = \"project\"\n".to_owned(),
            _ => self.pool(card),
        });
        let is_of_year = text.contains("year_to_date");
        let is_of_payments = takes_payments(&text);
        text + &self.modifiers(is_of_year) + &self.payout(is_of_payments)
    }

    fn modifiers(&mut self, is_of_year: bool) -> String {
        let mut text = String::new();
        if self.dice.percent(20) {
            let who =
                self.dice.pick(&["grade == \"P5\"", "position != \"sales\"", "unit == \"east\" || months_served >= 3"]);
            writeln!(text, "who = '{who}'").unwrap();
        }
        if self.dice.percent(25) {
            let when = self.person_condition();
            writeln!(text, "when = '{when}'").unwrap();
        }
        if self.dice.percent(30) {
            let count = self.dice.between(1, 2);
            let times: Vec<String> = (0..count).map(|_| self.multiplier()).collect();
            writeln!(text, "times = [{}]", times.join(", ")).unwrap();
        }
        if self.dice.percent(50) {
            writeln!(text, "edge = \"{}\"", self.dice.pick(&["up", "down"])).unwrap();
        }
        let cap = self.dice.between(1, self.goal / 10 + 2);
        if self.dice.percent(25) {
            writeln!(text, "cap = {}", self.money_source(cap, "cap")).unwrap();
            if !is_of_year && self.dice.percent(50) {
                text.push_str("cap_excess = \"carry\"\n");
            }
        }
        if self.dice.percent(25) {
            let floor = self.dice.between(0, cap);
            writeln!(text, "floor = {}", self.money_source(floor, "floor")).unwrap();
        }
        if self.dice.percent(40) {
            writeln!(text, "prorate = \"{}\"", self.dice.pick(&["workdays", "calendar", "none"])).unwrap();
        }
        text + &self.rounding(20)
    }

    fn multiplier(&mut self) -> String {
        let coefficient = *self.dice.pick(&["company", "unit", "person"]);
        let (low, high) = (self.factor(), self.factor());
        let mark = self.mark();
        let (measure, bound) = match self.dice.below(4) {
            0 | 1 => return format!("{{ coefficient = \"{coefficient}\" }}"),
            2 => ("points", "3".to_owned()),
            _ if self.dice.percent(50) => ("quality", "4.5".to_owned()),
            _ => ("collected", self.amount(mark)),
        };
        let edge = *self.dice.pick(&["", ", edge = \"down\"", ", edge = \"up\""]);
        format!("{{ measure = \"{measure}\", bands = [[\"0\", {low}], [\"{bound}\", {high}]]{edge} }}")
    }

    /// A coefficient.
    pub fn factor(&mut self) -> String {
        let ppm = *self.dice.pick(&[0, 500_000, 800_000, 1_000_000, 1_100_000, 1_333_333, 2_000_000]);
        self.rate_text(ppm)
    }

    /// A total above 0 at which something changes.
    pub fn mark(&mut self) -> i64 {
        let mark = (*self.dice.pick(&self.marks)).max(1);
        if self.dice.percent(50) { mark } else { (mark / self.dice.between(1, 7)).max(1) }
    }

    /// An attainment at which something changes; the totals around it become marks.
    pub fn share(&mut self) -> i64 {
        let share = *self.dice.pick(&SHARES);
        let at = i64::try_from(i128::from(self.goal) * i128::from(share) / 1_000_000).unwrap();
        self.marks.push(at);
        share
    }

    /// So many rising shares, the first is 0 if asked.
    pub fn shares(&mut self, count: usize, from_zero: bool) -> Vec<i64> {
        let mut shares: Vec<i64> = (0..count).map(|_| self.share()).collect();
        if from_zero {
            shares.push(0);
        }
        shares.sort_unstable();
        shares.dedup();
        shares
    }

    /// Written in the plan, or taken from the person.
    pub fn money_source(&mut self, minor: i64, column: &str) -> String {
        match self.dice.below(10) {
            0 => format!("{{ grade = \"{column}\" }}"),
            1 => format!("{{ member = \"{column}\" }}"),
            _ => format!("\"{}\"", self.amount(minor)),
        }
    }

    /// As `money_source`, a rate.
    pub fn rate_source(&mut self, ppm: i64) -> String {
        match self.dice.below(12) {
            0 => "{ grade = \"pct\" }".to_owned(),
            1 => "{ member = \"pct\" }".to_owned(),
            _ => self.rate_text(ppm),
        }
    }

    /// A condition on a person, with actuals.
    pub fn person_condition(&mut self) -> String {
        let (one, other) = (self.person_test(), self.person_test());
        match self.dice.below(5) {
            0 => format!("{one} && {other}"),
            1 => format!("{one} || {other}"),
            2 => format!("!({one})"),
            _ => one,
        }
    }

    fn person_test(&mut self) -> String {
        let measure = *self.dice.pick(&self.money);
        match self.dice.below(6) {
            0 | 1 => {
                let share = self.share();
                format!("reached(\"{measure}\", {})", self.rate_text(share))
            }
            2 => {
                let mark = self.mark();
                self.marks.push(mark);
                format!("at_least(\"{measure}\", \"{}\")", self.amount(mark))
            }
            3 => format!("manual.points {} {}", self.dice.pick(&["==", ">=", "<", "!="]), self.dice.below(4)),
            4 => "position == \"sales\"".to_owned(),
            _ => "months_served >= 3".to_owned(),
        }
    }
}

/// Whether the kind's own keys name the measure of payments as one whose credits pay.
fn takes_payments(text: &str) -> bool {
    let is_about_others = text.contains("\nkind = \"override\"") || text.contains("\nkind = \"project\"");
    let mut paying = text.lines().filter(|line| !line.starts_with("eligible"));
    !is_about_others && paying.any(|line| line.contains("\"collected\""))
}
