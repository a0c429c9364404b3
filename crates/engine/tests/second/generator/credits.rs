//! What is credited to people: documents whose totals lie on the marks or a fen beside them, with refunds and shares.

use beichen_engine::day::{Day, DayRange};

use super::Pen;

/// What all rows of a document have in common.
struct Document {
    measure: &'static str,
    name: String,
    facts: &'static str,
}

impl Pen {
    /// Rows of every person, measure and period, in any order.
    pub fn credits(&mut self, people: &[String]) -> Vec<(String, String)> {
        let mut rows = Vec::new();
        for days in self.credited_days() {
            for who in people {
                for measure in ["collected", "signed"] {
                    if self.dice.percent(if measure == "collected" { 85 } else { 45 }) {
                        self.total(who, measure, days, &mut rows);
                    }
                }
                if self.dice.percent(20) {
                    let (day, losses) = (self.day_in(days), self.dice.between(-5, self.goal / 50));
                    let losses = self.amount(losses);
                    rows.push((who.clone(), format!("[\"{who}\", \"losses\", \"{day}\", \"{losses}\"]")));
                }
                if self.dice.percent(50) {
                    let most = if self.is_race { 2 } else { 6 };
                    let (day, points) = (self.day_in(days), self.dice.between(-1, most));
                    rows.push((who.clone(), format!("[\"{who}\", \"points\", \"{day}\", \"{points}\"]")));
                }
                for (measure, answers) in [("csat", ["3.0", "4.5", "0"]), ("nps", ["9", "7", "6"])] {
                    for _ in 0..self.dice.below(3) {
                        let (day, answer) = (self.day_in(days), *self.dice.pick(&answers));
                        rows.push((who.clone(), format!("[\"{who}\", \"{measure}\", \"{day}\", \"{answer}\"]")));
                    }
                }
                if self.dice.percent(50) {
                    let (day, quality) = (self.day_in(days), *self.dice.pick(&["4.5", "4.4", "4.6", "0.1"]));
                    rows.push((who.clone(), format!("[\"{who}\", \"quality\", \"{day}\", \"{quality}\"]")));
                }
            }
            if people.len() > 1 && self.dice.percent(40) {
                self.shared_document(people, days, &mut rows);
            }
        }
        self.dice.shuffle(&mut rows);
        rows
    }

    /// The periods, and at times what lies before them.
    fn credited_days(&mut self) -> Vec<DayRange> {
        let first = self.periods[0].days.from;
        let before = DayRange::new(self.valid.from, first);
        let mut days: Vec<DayRange> = self.periods.iter().map(|period| period.days).collect();
        if !before.is_empty() && self.dice.percent(30) {
            days.push(before);
        }
        days
    }

    fn total(&mut self, who: &str, measure: &'static str, days: DayRange, rows: &mut Vec<(String, String)>) {
        let is_twin = self.dice.percent(if self.is_race { 60 } else { 20 })
            && self.last_parts.iter().all(|(day, _)| days.contains(*day));
        if !is_twin {
            self.last_parts = self.parts(days);
        }
        for (day, part) in self.last_parts.clone() {
            self.document(who, measure, day, part, rows);
        }
    }

    fn parts(&mut self, days: DayRange) -> Vec<(Day, i64)> {
        let mark = *self.dice.pick(&self.marks);
        let total = match self.dice.below(8) {
            0 => self.dice.between(-self.goal / 10, self.goal * 2),
            1 => self.dice.between(0, self.goal / 3),
            _ => mark + self.dice.between(-1, 1),
        };
        let count = 1 + self.dice.below(3);
        let mut left = total;
        let mut parts = Vec::new();
        for place in 1..=count {
            let part = if place == count || left < 2 { left } else { self.dice.between(1, left) };
            left -= part;
            parts.push((self.day_in(days), part));
        }
        parts
    }

    /// One document that leaves this net, at times by a larger payment and its refund.
    fn document(&mut self, who: &str, measure: &'static str, day: Day, net: i64, rows: &mut Vec<(String, String)>) {
        if net == 0 {
            return;
        }
        let document = Document { measure, name: format!("{measure}-{}", rows.len()), facts: self.facts() };
        let refund = if self.dice.percent(45) { self.dice.between(1, self.goal / 2 + 1) } else { 0 };
        let paid = if net > 0 && self.dice.percent(50) { net + refund } else { net };
        let known = self.known(day);
        rows.push(self.row(who, &document, (day, known), paid));
        if refund > 0 && paid > 0 {
            let later = day.plus_days(*self.dice.pick(&[0, 1, 2, 4, 9, 31, 40])).min(self.valid.last_day().unwrap());
            // A refund names its payment, so it is never known before it.
            let known = self.known(later).max(known);
            rows.push(self.row(who, &document, (later, known), -refund));
        }
    }

    /// One payment of several payees, and perhaps a refund that takes a part of each.
    fn shared_document(&mut self, people: &[String], days: DayRange, rows: &mut Vec<(String, String)>) {
        let day = self.day_in(days);
        let name = format!("shared-{}", rows.len());
        let document = Document { measure: "collected", name, facts: self.facts() };
        let parts: Vec<i64> = people.iter().map(|_| self.dice.between(1, self.goal)).collect();
        for (who, part) in people.iter().zip(&parts) {
            rows.push(self.row(who, &document, (day, day), *part));
        }
        if self.dice.percent(50) {
            let later = day.plus_days(*self.dice.pick(&[1, 3, 31])).min(self.valid.last_day().unwrap());
            let divisor = self.dice.between(1, 4);
            for (who, part) in people.iter().zip(&parts).filter(|(_, part)| **part >= divisor) {
                rows.push(self.row(who, &document, (later, later), -(part / divisor)));
            }
        }
    }

    fn facts(&mut self) -> &'static str {
        let facts = [
            "",
            ", facts = { \"customer.is_new\" = true }",
            ", facts = { \"product.family\" = \"tools\", \"customer.tier\" = \"A\" }",
            ", facts = { \"customer.is_new\" = true, \"product.family\" = \"goods\" }",
        ];
        self.dice.word(&facts)
    }

    /// Whether the customer has paid it in full: at times on a bound of a period or after it, at times never.
    fn paid(&mut self, day: Day) -> String {
        match self.dice.below(4) {
            0 => ", paid = true".to_owned(),
            1 => String::new(),
            2 => format!(", paid = \"{}\"", day.plus_days(*self.dice.pick(&[0, 1, 5, 20, 31, 62]))),
            _ => format!(", paid = \"{}\"", self.day_near()),
        }
    }

    /// At times later than the day itself.
    fn known(&mut self, day: Day) -> Day {
        if self.dice.percent(80) { day } else { day.plus_days(*self.dice.pick(&[1, 20, 35])) }
    }

    /// A refund has the facts of its payment's row without saying them.
    fn row(&mut self, who: &str, document: &Document, (day, known): (Day, Day), minor: i64) -> (String, String) {
        let Document { measure, name, facts } = document;
        let (amount, facts) = (self.amount(minor), if minor < 0 { "" } else { facts });
        let paid = self.paid(day);
        let recorded = if known == day { String::new() } else { format!(", recorded = \"{known}\"") };
        let row = format!(
            "{{ who = \"{who}\", measure = \"{measure}\", day = \"{day}\", amount = \"{amount}\", document = \"{name}\"{paid}{recorded}{facts} }}"
        );
        (who.to_owned(), row)
    }
}
