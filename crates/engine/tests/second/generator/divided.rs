//! The keys of the kinds that divide among people or look at those below: rankings, pools, overrides.

use std::fmt::Write as _;

use super::Pen;

impl Pen {
    pub fn ranking(&mut self) -> String {
        let by = [
            "by = \"collected\"",
            "by = \"points\"",
            "attainment = \"collected\"",
            "composite = [{ attainment = \"collected\", weight = \"60%\" }, { attainment = \"points\", weight = \"40%\" }]",
        ];
        let by = *self.dice.pick(&by);
        let mut text = format!("kind = \"ranking\"\n{by}\namong = \"{}\"\n", self.scope());
        text.push_str(&self.eligible());
        let count = self.dice.below(4);
        let prizes: Vec<String> = (0..count)
            .map(|_| {
                let prize = *self.dice.pick(&[100_000, 50_000, 33_334, 1, 0, 77_777]);
                format!("\"{}\"", self.amount(prize))
            })
            .collect();
        writeln!(text, "prizes = [{}]", prizes.join(", ")).unwrap();
        match self.dice.below(5) {
            0 | 1 => text.push_str("ties = \"share\"\n"),
            2 => text.push_str("ties = \"next\"\nnext = [\"points\", \"reached_first\"]\n"),
            3 => text.push_str("ties = \"next\"\nnext = [\"reached_first\"]\n"),
            _ => {}
        }
        if self.dice.percent(50) {
            text.push_str("places = \"1,1,2\"\n");
        }
        text
    }

    fn scope(&mut self) -> &'static str {
        self.dice.word(&["organisation", "plan", "unit", "unit.2", "grade"])
    }

    fn eligible(&mut self) -> String {
        if self.dice.percent(70) {
            return String::new();
        }
        let eligible = self.person_condition();
        format!("eligible = '{eligible}'\n")
    }

    /// A pool by the score of a scorecard brings that scorecard with it.
    pub fn pool(&mut self, scorecard: Option<&str>) -> String {
        let among = self.scope();
        let mut text = format!("kind = \"pool\"\namong = \"{among}\"\n");
        if self.dice.percent(50) {
            let pot = *self.dice.pick(&[10_000, 100_001, 1, 0, 999]);
            writeln!(text, "pot = \"{}\"", self.amount(pot)).unwrap();
        } else {
            let scope = match self.dice.below(3) {
                0 => String::new(),
                1 => format!(", scope = \"{among}\""),
                _ => ", scope = \"organisation\"".to_owned(),
            };
            let rate = self.dice.between(0, 100_000);
            writeln!(text, "pot = {{ rate = {}, of = \"collected\"{scope} }}", self.rate_text(rate)).unwrap();
            if self.dice.percent(50) {
                text.push_str("above = \"goal\"\n");
            }
        }
        text.push_str(&self.eligible());
        match (self.dice.below(4), scorecard) {
            (0, _) => text.push_str("share = { coefficient = \"person\" }\n"),
            (1, Some(card)) => writeln!(text, "share = {{ score = \"{card}\" }}").unwrap(),
            (1 | 2, _) => text.push_str("share = \"contribution\"\nmeasure = \"collected\"\n"),
            _ => text.push_str("share = \"equal\"\n"),
        }
        text
    }

    /// Of what the people below credit, or are paid by an earlier component.
    pub fn overriding(&mut self, earlier: &[String]) -> String {
        let mut text = "kind = \"override\"\n".to_owned();
        let of_pay = !earlier.is_empty() && self.dice.percent(50);
        if of_pay {
            writeln!(text, "component = \"{}\"", self.dice.pick(earlier)).unwrap();
        } else {
            writeln!(text, "of = \"{}\"", self.dice.pick(&self.money)).unwrap();
        }
        let rate = self.dice.between(0, 200_000);
        let form = self.dice.below(3); // 0: a rate, 1: tiers of rates, 2: multipliers
        if form != 1 {
            writeln!(text, "rate = {}", self.rate_source(rate)).unwrap();
        }
        if form > 0 {
            let tiers = self.tiers(form == 2, !of_pay);
            writeln!(text, "tiers = [{}]", tiers.join(", ")).unwrap();
            if self.dice.percent(60) {
                writeln!(text, "apply = \"{}\"", self.dice.pick(&["whole", "marginal"])).unwrap();
            }
        }
        if self.dice.percent(40) {
            text.push_str("depth = \"1\"\n");
        }
        text
    }
}
