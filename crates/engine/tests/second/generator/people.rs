//! People who join and leave inside a period, their goals, and what is credited to them.

use std::fmt::Write as _;

use beichen_engine::day::{Day, DayRange};

use super::Pen;

impl Pen {
    /// By key; the order of the text is not that of the keys.
    pub fn people(&mut self, components: &[String]) -> Vec<(String, String)> {
        let has_draw = components[0].contains("\ndraw = ");
        let count = 1 + self.dice.below(5);
        let mut keys: Vec<String> = ["a", "b", "c", "d", "e"].iter().take(count).map(|key| (*key).to_owned()).collect();
        self.dice.shuffle(&mut keys);
        let mut people: Vec<(String, String)> = Vec::new();
        for key in keys {
            let lead = people.last().filter(|_| self.dice.percent(60)).map(|(lead, _)| format!(", lead = \"{lead}\""));
            let mut text = self.person() + &lead.unwrap_or_default();
            if has_draw && self.dice.percent(50) {
                let owed = self.dice.between(1, self.goal / 5 + 1);
                write!(text, ", owed = {{ c0 = \"{}\" }}", self.amount(owed)).unwrap();
            }
            people.push((key, text));
        }
        people
    }

    /// Ratings, and shares of two awards.
    fn rated_and_awarded(&mut self) -> String {
        let mut text = String::new();
        if self.dice.percent(80) {
            write!(text, ", rated = {{ manners = \"{}\" }}", self.dice.pick(&["60", "90", "100", "59.99", "0"]))
                .unwrap();
        }
        if self.dice.percent(40) {
            let (day, share) = (self.periods[0].days.from, *self.dice.pick(&[5, 20, 10]));
            let amount = self.amount(10_001);
            write!(
                text,
                ", awards = [{{ project = \"bridge\", day = \"{day}\", amount = \"{amount}\", share = \"{share}%\" }}]"
            )
            .unwrap();
        }
        text
    }

    fn person(&mut self) -> String {
        let mut text = String::new();
        let goal = match self.dice.below(10) {
            0 => 0,
            1 => self.goal * 2 + 1,
            _ => self.goal,
        };
        if self.dice.percent(90) {
            let (signed, points) = (self.dice.between(1, self.goal), self.dice.below(6));
            let amounts = |scale: i64| {
                format!(
                    "{{ collected = \"{}\", signed = \"{}\", points = {points} }}",
                    self.amount(goal * scale / 10),
                    self.amount(signed * scale / 10)
                )
            };
            let (usual, sprint, challenge) = (amounts(10), amounts(12), amounts(15));
            write!(text, ", goal = {usual}").unwrap();
            if self.dice.percent(70) {
                write!(text, ", goal_sprint = {sprint}, goal_challenge = {challenge}").unwrap();
            }
        }
        if self.dice.percent(25) {
            text.push_str(", goal_basis = \"final\"");
        }
        if self.dice.percent(80) {
            write!(text, ", unit = \"{}\"", self.dice.pick(&["east", "west"])).unwrap();
        }
        if self.dice.percent(80) {
            write!(text, ", grade = \"{}\"", self.dice.pick(&["P5", "P6"])).unwrap();
        }
        if self.dice.percent(80) {
            write!(text, ", position = \"{}\"", self.dice.pick(&["sales", "sales", "support"])).unwrap();
        }
        if self.dice.percent(70) {
            write!(text, ", variable_pay = \"{}\"", self.amount(self.goal)).unwrap();
        }
        text.push_str(&self.days_in_plan());
        text.push_str(&self.rated_and_awarded());
        if self.dice.percent(40) {
            let (company, person) = (self.factor(), self.factor());
            write!(text, ", coefficient = {{ company = {company}, person = {person} }}").unwrap();
        }
        if self.dice.percent(60) {
            write!(text, ", facts = {{ months_served = {} }}", self.dice.between(1, 4)).unwrap();
        }
        text + &self.own_values("member") + &self.own_values("grade_values")
    }

    /// Joining or leaving on, before or after a bound of a period, or inside it.
    fn days_in_plan(&mut self) -> String {
        let mut text = String::new();
        let (mut from, last) = (self.valid.from, self.valid.last_day().unwrap());
        if self.dice.percent(30) {
            from = self.day_near();
            write!(text, ", from = \"{from}\"").unwrap();
        }
        if self.dice.percent(30) {
            let to = self.day_near().max(from).min(last);
            write!(text, ", to = \"{to}\"").unwrap();
        }
        text
    }

    fn day_near(&mut self) -> Day {
        let days = self.dice.pick(&self.periods).days;
        let day = match self.dice.below(5) {
            0 => days.from,
            1 => days.end,
            2 => days.from.plus_days(1),
            3 => days.end.plus_days(-1),
            _ => self.day_in(days),
        };
        day.max(self.valid.from).min(self.valid.last_day().unwrap())
    }

    fn day_in(&mut self, days: DayRange) -> Day {
        days.from.plus_days(i32::try_from(self.dice.below(usize::try_from(days.count()).unwrap())).unwrap())
    }

    /// A rate is always there; money may be missing.
    fn own_values(&mut self, table: &str) -> String {
        let pct = self.dice.between(0, 100_000);
        let pct = self.rate_text(pct);
        if self.dice.percent(20) {
            return format!(", {table} = {{ pct = {pct} }}");
        }
        let cap = self.dice.between(1, self.goal / 10 + 2);
        let values = [
            ("bonus", self.dice.between(0, 500_000)),
            ("cap", cap),
            ("floor", self.dice.between(0, cap)),
            ("each", self.dice.between(1, self.goal / 20 + 2)),
        ];
        let texts = values.map(|(key, minor)| format!("{key} = \"{}\"", self.amount(minor)));
        format!(", {table} = {{ {}, pct = {pct} }}", texts.join(", "))
    }

    /// Documents of every person, measure and period whose totals lie on the marks or a fen beside them.
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
                    let (day, points) = (self.day_in(days), self.dice.between(-1, 6));
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

    fn total(&mut self, who: &str, measure: &str, days: DayRange, rows: &mut Vec<(String, String)>) {
        let mark = *self.dice.pick(&self.marks);
        let total = match self.dice.below(8) {
            0 => self.dice.between(-self.goal / 10, self.goal * 2),
            1 => self.dice.between(0, self.goal / 3),
            _ => mark + self.dice.between(-1, 1),
        };
        let count = 1 + self.dice.below(3);
        let mut left = total;
        for place in 1..=count {
            let part = if place == count || left < 2 { left } else { self.dice.between(1, left) };
            left -= part;
            let day = self.day_in(days);
            self.document(who, measure, day, part, rows);
        }
    }

    /// One document that leaves this net, at times by a larger payment and its refund.
    fn document(&mut self, who: &str, measure: &str, day: Day, net: i64, rows: &mut Vec<(String, String)>) {
        if net == 0 {
            return;
        }
        let name = format!("{measure}-{}", rows.len());
        let facts = self.facts();
        let refund = if self.dice.percent(25) { self.dice.between(1, self.goal / 2 + 1) } else { 0 };
        let paid = if net > 0 && self.dice.percent(50) { net + refund } else { net };
        rows.push(self.row(who, measure, day, paid, &name, &facts));
        if refund > 0 && paid > 0 {
            let later = day.plus_days(i32::try_from(*self.dice.pick(&[0, 1, 1, 5, 31, 40])).unwrap());
            rows.push(self.row(who, measure, later.min(self.valid.last_day().unwrap()), -refund, &name, ""));
        }
    }

    /// One payment of several payees, and perhaps a refund that takes a part of each.
    fn shared_document(&mut self, people: &[String], days: DayRange, rows: &mut Vec<(String, String)>) {
        let (day, name, facts) = (self.day_in(days), format!("shared-{}", rows.len()), self.facts());
        let parts: Vec<i64> = people.iter().map(|_| self.dice.between(1, self.goal)).collect();
        for (who, part) in people.iter().zip(&parts) {
            rows.push(self.row(who, "collected", day, *part, &name, &facts));
        }
        if self.dice.percent(50) {
            let later = day.plus_days(*self.dice.pick(&[1, 3, 31])).min(self.valid.last_day().unwrap());
            let divisor = self.dice.between(1, 4);
            for (who, part) in people.iter().zip(&parts) {
                if *part >= divisor {
                    rows.push(self.row(who, "collected", later, -(part / divisor), &name, ""));
                }
            }
        }
    }

    fn facts(&mut self) -> String {
        let facts = [
            "",
            ", facts = { \"customer.is_new\" = true }",
            ", facts = { \"product.family\" = \"tools\", \"customer.tier\" = \"A\" }",
            ", facts = { \"customer.is_new\" = true, \"product.family\" = \"goods\" }",
        ];
        (*self.dice.pick(&facts)).to_owned()
    }

    fn row(&mut self, who: &str, measure: &str, day: Day, minor: i64, name: &str, facts: &str) -> (String, String) {
        let recorded = match self.dice.below(8) {
            0 if !name.starts_with("shared") => {
                format!(", recorded = \"{}\"", day.plus_days(*self.dice.pick(&[1, 20, 35])))
            }
            _ => String::new(),
        };
        let amount = self.amount(minor);
        let row = format!(
            "{{ who = \"{who}\", measure = \"{measure}\", day = \"{day}\", amount = \"{amount}\", document = \"{name}\"{recorded}{facts} }}"
        );
        (who.to_owned(), row)
    }
}
