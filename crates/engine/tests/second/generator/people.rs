//! People who join and leave inside a period, with their goals, facts and values.

use std::fmt::Write as _;

use beichen_engine::day::{Day, DayRange};

use super::Pen;

impl Pen {
    /// By key; the order of the text is not that of the keys.
    pub fn people(&mut self, components: &[String]) -> Vec<(String, String)> {
        let has_draw = components[0].contains("\ndraw = ");
        self.is_race = components.iter().any(|one| one.contains("kind = \"ranking\""));
        let count = if self.is_race { 3 + self.dice.below(3) } else { 1 + self.dice.below(5) };
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

    pub fn day_near(&mut self) -> Day {
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

    pub fn day_in(&mut self, days: DayRange) -> Day {
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
}
