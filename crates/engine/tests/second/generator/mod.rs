//! Random plans with people and credits, written as plan texts; amounts like to lie on the bounds and a fen beside them.

mod component;
mod credits;
pub mod dice;
mod divided;
mod kinds;
mod payout;
mod people;
mod tables;
mod twist;
mod version;

use std::fmt::Write as _;

use beichen_engine::calendar::{Calendar, Period, PeriodKind};
use beichen_engine::day::{Day, DayRange};
use beichen_engine::decimal;
use beichen_engine::rate::Rate;

use dice::Dice;
pub use twist::{twist, twist_people};
pub use version::later_version;

/// A case as text in parts, so that parts can be left out.
#[derive(Clone)]
pub struct Draft {
    pub seed: u64,
    pub calendar: Calendar,
    head: String,
    pub periods: Vec<String>,
    is_series: bool,
    ask_who: bool,
    pub components: Vec<String>,
    /// By key, with what the example states.
    pub people: Vec<(String, String)>,
    /// By person.
    pub credits: Vec<(String, String)>,
}

impl Draft {
    /// The whole plan with its one example, as `beichen plan check` reads it.
    pub fn text(&self) -> String {
        let mut text = self.head.clone();
        for component in &self.components {
            write!(text, "\n[[component]]\n{component}").unwrap();
        }
        let quoted: Vec<String> = self.periods.iter().map(|period| format!("\"{period}\"")).collect();
        text.push_str("\n[[example]]\ntitle = \"random\"\n");
        if self.is_series {
            writeln!(text, "periods = [{}]", quoted.join(", ")).unwrap();
        } else {
            writeln!(text, "period = {}", quoted[0]).unwrap();
        }
        if self.ask_who {
            text.push_str("ask_who = true\n");
        }
        let people: Vec<String> =
            self.people.iter().map(|(key, rest)| format!("  {{ key = \"{key}\"{rest} }},\n")).collect();
        let credits: Vec<String> = self.credits.iter().map(|(_, row)| format!("  {row},\n")).collect();
        write!(text, "people = [\n{}]\ncredits = [\n{}]\n", people.concat(), credits.concat()).unwrap();
        let expect = format!("{{ total = \"{}\" }}", decimal::format(0, 0));
        let person = &self.people[0].0;
        if self.is_series {
            writeln!(text, "expect = {{ {person} = {{ {} = {expect} }} }}", quoted[0]).unwrap();
        } else {
            writeln!(text, "expect = {{ {person} = {expect} }}").unwrap();
        }
        text
    }
}

/// What the parts of a case have in common.
pub struct Pen {
    dice: Dice,
    /// Digits of the currency.
    digits: u8,
    /// Keys of the measures in money.
    money: Vec<&'static str>,
    /// The usual goal in minor units.
    goal: i64,
    /// Totals of a measure in money at which something changes.
    marks: Vec<i64>,
    /// The documents of the last total; somebody else may have the same.
    last_parts: Vec<(Day, i64)>,
    /// Whether people are ranked, and so like to be equal.
    is_race: bool,
    periods: Vec<Period>,
    kind: PeriodKind,
    valid: DayRange,
    has_years: bool,
}

/// The case of this seed.
pub fn draft(seed: u64) -> Draft {
    let mut dice = Dice::new(seed);
    let (calendar, valid) = calendar(&mut dice);
    let has_years = calendar.key() == "natural";
    let kind = if has_years && dice.percent(20) { PeriodKind::Quarter } else { PeriodKind::Month };
    let all = calendar.periods_inside(kind, valid);
    let count = usize::try_from(dice.between(1, 4)).unwrap().min(all.len());
    let mut first = dice.below(all.len() - count + 1);
    let new_year = all.windows(2).position(|pair| pair[0].days.from.year() < pair[1].days.from.year());
    if let Some(last) = new_year.filter(|_| dice.percent(50)) {
        first = (last + 1).saturating_sub(dice.below(count)).min(all.len() - count);
    }
    let digits = if dice.percent(10) { 0 } else { 2 };
    let goals = [1_000_000, 3_100_000, 300, 999_999, 700_000];
    let goal = if dice.percent(20) { dice.between(1, 5_000_000) } else { *dice.pick(&goals) };
    let mut pen = Pen {
        digits,
        money: vec!["collected", "signed"],
        goal,
        marks: vec![0, goal],
        last_parts: Vec::new(),
        is_race: false,
        periods: all[first..first + count].to_vec(),
        kind,
        valid,
        has_years,
        dice,
    };
    let head = pen.head(calendar.key());
    let count = pen.dice.between(1, 3);
    let components = pen.components(count);
    let people = pen.people(&components);
    let credits = pen.credits(&people.iter().map(|(key, _)| key.clone()).collect::<Vec<_>>());
    let is_series = pen.periods.len() > 1 || pen.dice.percent(30);
    let periods = pen.periods.iter().map(|period| period.name.clone()).collect();
    Draft { seed, calendar, head, periods, is_series, ask_who: pen.dice.percent(20), components, people, credits }
}

/// The natural one, or a list of short periods, of which some have a single day.
fn calendar(dice: &mut Dice) -> (Calendar, DayRange) {
    let day = |month, day| Day::from_ymd(2026, month, day).unwrap();
    if dice.percent(80) {
        // At times over two years, of which neither is whole.
        let (before, after) = (Day::from_ymd(2025, 10, 1).unwrap(), Day::from_ymd(2027, 3, 31).unwrap());
        let days = match dice.below(5) {
            0 => DayRange::including(before, day(12, 31)),
            1 => DayRange::including(day(9, 1), after),
            _ => DayRange::including(day(1, 1), day(12, 31)),
        };
        return (Calendar::natural(), days);
    }
    let mut bounds = vec![day(2, 26).plus_days(i32::try_from(dice.below(9)).unwrap())];
    for _ in 0..4 {
        let length = *dice.pick(&[1, 1, 2, 5, 7, 31]);
        bounds.push(bounds[bounds.len() - 1].plus_days(length));
    }
    let days = DayRange::new(bounds[0], bounds[4]);
    (Calendar::boundaries("short", PeriodKind::Month, &bounds).unwrap(), days)
}

impl Pen {
    fn components(&mut self, count: i64) -> Vec<String> {
        let (mut keys, mut card, mut texts) = (Vec::new(), None, Vec::new());
        for place in 0..count {
            let key = format!("c{place}");
            let text = self.component(&key, &keys, card.as_deref());
            if text.contains("\nkind = \"scorecard\"\n") {
                card = Some(key.clone());
            }
            keys.push(key);
            texts.push(text);
        }
        texts
    }

    fn head(&mut self, calendar: &str) -> String {
        let (from, to) = (self.valid.from, self.valid.last_day().unwrap());
        let currency = if self.digits == 0 { "JPY" } else { "CNY" };
        let mut head = format!(
            "[plan]\nkey = \"random\"\ntitle = \"Random\"\ncurrency = \"{currency}\"\nvalid = {{ from = \"{from}\", to = \"{to}\" }}\n"
        );
        if calendar != "natural" {
            writeln!(head, "calendar = \"{calendar}\"").unwrap();
        }
        if self.dice.percent(25) {
            let who = self.dice.pick(&["position == \"sales\"", "in_unit(\"east\")", "!(grade == \"P5\")"]);
            writeln!(head, "who = '{who}'").unwrap();
        }
        head.push_str(&self.rounding(15));
        for (key, of) in [("collected", "payments"), ("signed", "orders")] {
            writeln!(head, "\n[measure.{key}]\nof = \"{of}\"").unwrap();
            if self.dice.percent(20) {
                let filter = self.document_condition();
                writeln!(head, "where = '{filter}'").unwrap();
            }
            if of == "payments" && self.dice.percent(40) {
                head.push_str("refund_day = \"original\"\n");
            }
            if self.dice.percent(25) {
                let cap = (self.goal / self.dice.between(1, 9)).max(1);
                writeln!(head, "cap_each = \"{}\"", self.amount(cap)).unwrap();
                head.push_str(if self.dice.percent(60) { "cap_order = \"cap_then_split\"\n" } else { "" });
            }
        }
        head + "\n[measure.points]\nof = \"manual\"\n\n[measure.quality]\nof = \"manual\"\nunit = \"score\"\nscale = 1\n\n[measure.csat]\nof = \"csat\"\n\n[measure.nps]\nof = \"nps\"\n\n[measure.losses]\nof = \"manual\"\nunit = \"money\"\n"
    }

    /// Minor units as the text writes money.
    fn amount(&self, minor: i64) -> String {
        decimal::format(minor, self.digits)
    }

    /// A rate in one of its forms.
    fn rate_text(&mut self, ppm: i64) -> String {
        let rate = Rate::from_ppm(ppm);
        let text = if self.dice.percent(70) { rate.percent() } else { rate.decimal() };
        format!("\"{text}\"")
    }

    /// A condition on documents.
    fn document_condition(&mut self) -> String {
        let amount = *self.dice.pick(&self.marks);
        let amount = self.amount((amount / 3).max(1));
        let single = [
            "customer.is_new".to_owned(),
            "product.family == \"tools\"".to_owned(),
            "product.family != \"tools\"".to_owned(),
            "customer.tier in [\"A\", \"B\"]".to_owned(),
            format!("amount_at_least(\"{amount}\")"),
            format!("!amount_at_least(\"{amount}\")"),
        ];
        let (one, other) = (self.dice.pick(&single).clone(), self.dice.pick(&single).clone());
        match self.dice.below(4) {
            0 => format!("{one} && {other}"),
            1 => format!("{one} || {other}"),
            _ => one,
        }
    }

    fn rounding(&mut self, chance: u64) -> String {
        let mut text = String::new();
        if self.dice.percent(chance) {
            writeln!(text, "round = \"{}\"", self.dice.pick(&["half_even", "down", "half_up"])).unwrap();
        }
        if self.dice.percent(chance) {
            let words: &[&str] = if self.digits == 0 { &["1"] } else { &["1", "0.01"] };
            writeln!(text, "round_to = \"{}\"", self.dice.pick(words)).unwrap();
        }
        text
    }
}
