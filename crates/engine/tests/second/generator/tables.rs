//! The keys of the kinds that look something up or count something: matrix, scorecard, per_event, project.

use std::fmt::Write as _;

use super::Pen;
use super::kinds::percent;

impl Pen {
    pub fn matrix(&mut self) -> String {
        let (height, rows) = self.axis("signed");
        let (width, columns) = self.axis("collected");
        let row = |pen: &mut Self| {
            let cells: Vec<String> = (0..width).map(|_| pen.factor()).collect();
            format!("[{}]", cells.join(", "))
        };
        let values: Vec<String> = (0..height).map(|_| row(self)).collect();
        let base = self.base();
        format!("kind = \"matrix\"\n{base}rows = {rows}\ncolumns = {columns}\nvalues = [{}]\n", values.join(", "))
    }

    fn axis(&mut self, measure: &str) -> (usize, String) {
        let count = self.dice.below(3);
        let shares = self.shares(count, true);
        let from: Vec<String> = shares.iter().map(|share| percent(*share)).collect();
        let figure = match self.dice.below(4) {
            0 => "ratio = [\"collected\", \"signed\"]".to_owned(),
            _ => format!("attainment = \"{measure}\""),
        };
        (shares.len(), format!("{{ {figure}, from = [{}] }}", from.join(", ")))
    }

    pub fn scorecard(&mut self) -> String {
        let base = self.base();
        let weights = *self.dice.pick(&[[60, 20, 20], [50, 30, 20], [100, 0, 0], [34, 33, 33]]);
        let cap = if self.dice.percent(50) { ", cap = \"120%\"" } else { "" };
        let answered = *self.dice.pick(&["csat", "quality", "nps"]);
        let points = if answered == "nps" {
            "[[\"-50\", \"0\"], [\"0\", \"40\"], [\"50\", \"100\"]]"
        } else {
            "[[\"3.0\", \"0\"], [\"4.0\", \"80\"], [\"4.5\", \"100\"]]"
        };
        let mut text = format!("kind = \"scorecard\"\n{base}indicators = [\n");
        let [first, second, third] = weights;
        writeln!(text, "  {{ key = \"sales\", weight = \"{first}%\", attainment = \"collected\"{cap} }},").unwrap();
        writeln!(text, "  {{ key = \"voice\", weight = \"{second}%\", measure = \"{answered}\", points = {points} }},")
            .unwrap();
        writeln!(text, "  {{ key = \"manners\", weight = \"{third}%\", rated = \"manners\" }},\n]").unwrap();
        if self.dice.percent(60) {
            let (low, middle, high) = (self.factor(), self.factor(), self.factor());
            writeln!(text, "levels = [[\"0\", \"C\", {low}], [\"60\", \"B\", {middle}], [\"90\", \"A\", {high}]]")
                .unwrap();
        }
        text
    }

    pub fn event(&mut self) -> String {
        let measure = *self.dice.pick(&["collected", "signed", "points"]);
        let amount = self.dice.between(1, 50_000);
        let mut text = format!("kind = \"per_event\"\nmeasure = \"{measure}\"\n");
        writeln!(text, "amount = {}", self.money_source(amount, "each")).unwrap();
        if self.dice.percent(30) {
            text.push_str("once = true\n");
        }
        if self.dice.percent(60) {
            let mark = self.mark();
            let least = if measure == "points" { "3".to_owned() } else { self.amount(mark) };
            writeln!(text, "at_least = \"{least}\"").unwrap();
        }
        text
    }
}
