//! Plans of every kind and modifier that the engine pays, drawn at random.

use std::fmt::Write;

use super::dice::Dice;

/// What a drawn plan is, as text and as far as the laws ask.
#[derive(Debug, Clone)]
pub struct Drawn {
    /// Everything after `valid`.
    pub first: String,
    /// The rest of a second version, in force from this day on.
    pub second: Option<(String, &'static str)>,
    /// The plan's last day.
    pub to: &'static str,
    /// `month`, `quarter`.
    pub kinds: Vec<&'static str>,
    /// Whether goals decide about anything, by measure.
    pub measures: Vec<String>,
    /// Those of payments.
    pub payments: Vec<String>,
    pub has_goals: bool,
    pub has_coefficients: bool,
    /// Later refunds take something back by a ladder.
    pub has_ladder: bool,
    /// Nothing credited is nothing paid: no floor.
    pub pays_nothing_for_nothing: bool,
    /// A refund counts on its own day somewhere.
    pub refunds_on_their_own_day: bool,
    /// Every component pays one fixed rate of what is collected in a month, refunds on their own day.
    pub is_plain: bool,
}

/// Draws a plan. Measures stay as they are in its second version.
pub fn draw(dice: &mut Dice) -> Drawn {
    let is_plain = dice.percent(18);
    let kinds = match dice.below(20) {
        _ if is_plain => vec!["month"],
        0..=10 => vec!["month"],
        11 | 12 => vec!["quarter"],
        _ => vec!["month", "quarter"],
    };
    let has_quarters = kinds.contains(&"quarter");
    let to = if has_quarters {
        dice.pick(&["2025-12-31", "2026-03-31", "2026-06-30"])
    } else {
        dice.pick(&["2025-11-30", "2026-01-31", "2026-06-30", "2026-06-30"])
    };
    let mut drawn = Drawn {
        first: String::new(),
        second: None,
        to,
        measures: Vec::new(),
        payments: Vec::new(),
        has_goals: false,
        has_coefficients: false,
        has_ladder: false,
        pays_nothing_for_nothing: true,
        refunds_on_their_own_day: false,
        is_plain,
        kinds,
    };
    let count = if drawn.is_plain { 1 } else { 1 + dice.below(2) };
    let mut measures = String::new();
    for place in 1..=count {
        let key = format!("m{place}");
        measures += &measure(dice, &key, &mut drawn);
        drawn.measures.push(key);
    }
    let who = if dice.percent(15) { "who = 'in_unit(\"east\")'\n" } else { "" };
    let version = |dice: &mut Dice, drawn: &mut Drawn| {
        let mut text = format!("{who}{measures}");
        let count = 1 + dice.below(3);
        let mut earlier: Vec<Earlier> = Vec::new();
        for place in 0..count.max(drawn.kinds.len()) {
            let period = drawn.kinds[place % drawn.kinds.len()];
            let key = format!("c{}", place + 1);
            let below: Vec<&Earlier> = earlier.iter().filter(|one| one.period == period && !one.is_prize).collect();
            let component = component(dice, &key, period, &below, drawn);
            let is_prize = ["\"pool\"", "\"ranking\""].iter().any(|kind| component.contains(kind));
            earlier.push(Earlier { key, period, is_prize });
            text += &component;
        }
        text
    };
    drawn.first = version(dice, &mut drawn);
    let last_half = !matches!(to, "2025-11-30" | "2025-12-31");
    if last_half && dice.percent(35) {
        let from = if has_quarters { "2026-01-01" } else { dice.pick(&["2025-12-01", "2026-01-01"]) };
        let text = version(dice, &mut drawn);
        drawn.second = Some((text, from));
    }
    drawn
}

/// A component that an override may stand on: of prizes it would count what two people have decided.
struct Earlier {
    key: String,
    period: &'static str,
    is_prize: bool,
}

fn measure(dice: &mut Dice, key: &str, drawn: &mut Drawn) -> String {
    let mut text = format!("[measure.{key}]\n");
    if !drawn.is_plain && dice.percent(40) {
        text += "of = \"orders\"\n";
        if dice.percent(30) {
            text += "amount = \"gross\"\n";
        }
    } else {
        text += "of = \"payments\"\n";
        drawn.payments.push(key.to_owned());
        if dice.percent(50) {
            text += "amount = \"net\"\n";
        }
        if !drawn.is_plain && dice.percent(50) {
            text += "refund_day = \"original\"\n";
        } else {
            drawn.refunds_on_their_own_day = true;
        }
    }
    if drawn.is_plain {
        return text;
    }
    if dice.percent(25) {
        text += "cap_each = \"2500.00\"\n";
        text += dice.pick(&["cap_order = \"split_then_cap\"\n", "cap_order = \"cap_then_split\"\n"]);
    }
    if dice.percent(20) {
        text += "where = 'product.family == \"F1\"'\n";
    }
    text
}

fn component(dice: &mut Dice, key: &str, period: &str, below: &[&Earlier], drawn: &mut Drawn) -> String {
    let measure = format!("m{}", 1 + dice.below(drawn.measures.len()));
    let mut text = format!("[[component]]\nkey = \"{key}\"\nperiod = \"{period}\"\n");
    if drawn.is_plain {
        let rate = dice.pick(&["5%", "3.3%", "0.7%"]);
        let _ = write!(text, "kind = \"commission\"\nmeasure = \"{measure}\"\nrate = \"{rate}\"\n");
        return text;
    }
    match dice.below(29) {
        0..=7 => attainment(dice, &mut text, &measure, drawn),
        8..=17 => commission(dice, &mut text, &measure, drawn),
        18 | 19 => matrix(dice, &mut text, &measure, drawn),
        20 | 21 => scorecard(dice, &mut text, &measure, drawn),
        22 => text += &format!("kind = \"per_event\"\nmeasure = \"{measure}\"\namount = \"25.00\"\n"),
        23..=25 => overriding(dice, &mut text, &measure, below),
        26 => {
            let among = dice.pick(&["plan", "unit", "organisation"]);
            let share = dice.pick(&["equal", "contribution"]);
            let _ = write!(text, "kind = \"pool\"\npot = \"1000.01\"\namong = \"{among}\"\nshare = \"{share}\"\n");
            if share == "contribution" {
                let _ = writeln!(text, "measure = \"{measure}\"");
            }
            return text;
        }
        _ => {
            let among = dice.pick(&["plan", "unit", "organisation"]);
            let ties = dice.pick(&["each", "share"]);
            let _ = write!(
                text,
                "kind = \"ranking\"\nby = \"{measure}\"\namong = \"{among}\"\nties = \"{ties}\"\n\
                 prizes = [\"500.00\", \"200.00\"]\n"
            );
            return text;
        }
    }
    modifiers(dice, &mut text, drawn);
    if dice.percent(55) {
        payout(dice, &mut text, &measure, drawn);
    }
    text
}

/// Draws, holdbacks, holds, instalments, carried caps and ladders.
fn payout(dice: &mut Dice, text: &mut String, measure: &str, drawn: &mut Drawn) {
    if dice.percent(35) {
        let kind = dice.pick(&["floor", "on_top"]);
        let more = dice.pick(&["recoverable = true", "recoverable = true, recover_from = 2, recover = \"50%\""]);
        let _ = writeln!(text, "draw = {{ amount = \"300.00\", kind = \"{kind}\", {more} }}");
    }
    if dice.percent(30) {
        *text += "holdback = { rate = \"15%\", release = \"year\" }\n";
    }
    if dice.percent(30) {
        *text += "hold = { until = \"collected\" }\n";
    }
    if dice.percent(35) {
        *text += dice.pick(&["pay = [\"50%\", \"25%\", \"25%\"]\n", "pay = [\"0%\", \"100%\"]\n"]);
    }
    if text.contains("\ncap = ") && !text.contains("year_to_date") && dice.percent(50) {
        *text += "cap_excess = \"carry\"\n";
    }
    let is_override = text.contains("\"override\"");
    if !is_override && drawn.payments.iter().any(|key| key == measure) && dice.percent(60) {
        drawn.has_ladder = true;
        *text += "clawback = [[\"1 month\", \"100%\"], [\"3 months\", \"50%\"]]\n";
        // What is given back later than in its period takes a share only.
        drawn.refunds_on_their_own_day = true;
    }
}

/// A lead's share of what those below credit or earn.
fn overriding(dice: &mut Dice, text: &mut String, measure: &str, below: &[&Earlier]) {
    *text += "kind = \"override\"\n";
    let is_of_pay = !below.is_empty() && dice.percent(60);
    let _ = if is_of_pay {
        writeln!(text, "component = \"{}\"", below[dice.below(below.len())].key)
    } else {
        writeln!(text, "of = \"{measure}\"")
    };
    *text += dice.pick(&["rate = \"10%\"\n", "rate = \"3.3%\"\n", "tiers = [[\"0\", \"1%\"], [\"400\", \"2.5%\"]]\n"]);
    *text += dice.pick(&["", "depth = \"1\"\n"]);
}

fn matrix(dice: &mut Dice, text: &mut String, measure: &str, drawn: &mut Drawn) {
    drawn.has_goals = true;
    let edge = dice.pick(&["", "edge = \"down\"\n"]);
    let _ = write!(
        text,
        "kind = \"matrix\"\nbase = \"4000.00\"\n{edge}rows = {{ attainment = \"m1\", from = [\"0%\", \"50%\", \"100%\"] }}\n\
         columns = {{ attainment = \"{measure}\", from = [\"0%\", \"80%\"] }}\n\
         values = [[\"0\", \"0.3\"], [\"0.5\", \"0.8\"], [\"0.8\", \"1.2\"]]\n"
    );
}

fn scorecard(dice: &mut Dice, text: &mut String, measure: &str, drawn: &mut Drawn) {
    drawn.has_goals = true;
    let _ = write!(
        text,
        "kind = \"scorecard\"\nbase = \"3000.00\"\n\
         indicators = [{{ key = \"a\", weight = \"60%\", attainment = \"m1\", cap = \"120%\" }}, \
         {{ key = \"b\", weight = \"40%\", attainment = \"{measure}\" }}]\n"
    );
    *text += dice.pick(&["", "levels = [[\"0\", \"C\", \"0\"], [\"60\", \"B\", \"1.0\"], [\"90\", \"A\", \"1.5\"]]\n"]);
}

fn attainment(dice: &mut Dice, text: &mut String, measure: &str, drawn: &mut Drawn) {
    *text += "kind = \"attainment\"\n";
    if drawn.measures.len() == 2 && dice.percent(25) {
        *text += "measures = [{ measure = \"m1\", weight = \"60%\", cap = \"150%\" }, \
                  { measure = \"m2\", weight = \"40%\" }]\n";
        drawn.has_goals = true;
    } else {
        let _ = writeln!(text, "measure = \"{measure}\"");
        if dice.percent(25) {
            *text += "against = \"8000.00\"\n";
        } else {
            drawn.has_goals = true;
        }
    }
    *text += dice.pick(&["base = \"4000.00\"\n", "base = \"777.77\"\n", "base = { member = \"bonus\" }\n"]);
    if dice.percent(45) {
        *text += dice.pick(&["gate = \"80%\"\n", "gate = \"50%\"\n"]);
        *text += dice.pick(&["", "gate_start = \"from_zero\"\n"]);
    }
    if dice.percent(30) {
        *text += "cap_attainment = \"150%\"\n";
    }
    *text += match dice.below(5) {
        0 => "curve = { shape = \"proportional\" }\n",
        1 => {
            "curve = { shape = \"linear\", points = [[\"80%\", \"80%\"], [\"100%\", \"100%\"], [\"120%\", \"140%\"]] }\n"
        }
        2 => {
            "curve = { shape = \"linear\", points = [[\"0%\", \"0%\"], [\"100%\", \"100%\"], [\"120%\", \"150%\"]], \
             beyond = \"extend\" }\n"
        }
        3 => {
            "curve = { shape = \"bands\", bands = [[\"0%\", \"0\"], [\"50%\", \"0.5\"], [\"100%\", \"1.0\"], \
             [\"120%\", \"1.3\"]] }\n"
        }
        _ => {
            "curve = { shape = \"bands\", bands = [[\"0%\", \"0\"], [\"80%\", \"0.8\"], [\"100%\", \"1.1\"]], \
             edge = \"down\" }\n"
        }
    };
    if dice.percent(40) {
        *text += dice.pick(&["prorate = \"workdays\"\n", "prorate = \"calendar\"\n"]);
    }
}

fn commission(dice: &mut Dice, text: &mut String, measure: &str, drawn: &mut Drawn) {
    let _ = write!(text, "kind = \"commission\"\nmeasure = \"{measure}\"\n");
    let rate = dice.pick(&["rate = \"5%\"\n", "rate = \"3.3%\"\n", "rate = { member = \"pct\" }\n"]);
    let accumulate = dice.pick(&["period", "period", "transaction", "year_to_date"]);
    let shape = dice.below(4);
    let is_plain_tiers = shape == 1;
    match shape {
        0 => *text += rate,
        1 => *text += "tiers = [[\"0\", \"1%\"], [\"1000\", \"2%\"], [\"5000\", \"4%\"], [\"10000\", \"6.5%\"]]\n",
        2 => *text += &format!("{rate}tiers = [[\"0\", \"1x\"], [\"2000\", \"1.5x\"], [\"6000\", \"2x\"]]\n"),
        _ if accumulate == "transaction" => *text += rate,
        _ => {
            drawn.has_goals = true;
            *text += &format!("{rate}tiers = [[\"0%\", \"1x\"], [\"100%\", \"1.5x\"], [\"125%\", \"2x\"]]\n");
        }
    }
    if text.contains("tiers = ") {
        *text += dice.pick(&["", "apply = \"whole\"\n"]);
        *text += dice.pick(&["", "edge = \"down\"\n"]);
    }
    let _ = writeln!(text, "accumulate = \"{accumulate}\"");
    if !is_plain_tiers && dice.percent(35) {
        *text += dice.pick(&[
            "rates_by = [['product.family == \"F2\"', \"8%\"]]\n",
            "rates_by = [['customer.is_new', \"7%\"], ['product.family == \"F1\"', \"4%\"]]\n",
        ]);
    }
    if dice.percent(25) {
        *text += "cap_each = \"150.00\"\n";
    }
}

fn modifiers(dice: &mut Dice, text: &mut String, drawn: &mut Drawn) {
    if dice.percent(15) {
        *text += "who = 'in_unit(\"east\")'\n";
    }
    if dice.percent(18) {
        *text += match dice.below(3) {
            0 => "when = 'at_least(\"m1\", \"1000.00\")'\n",
            1 => "when = 'reached(\"m1\", \"50%\")'\n",
            _ => "when = 'months_served >= 1'\n",
        };
        drawn.has_goals = true;
    }
    if dice.percent(30) {
        drawn.has_coefficients = true;
        *text += match dice.below(3) {
            0 => "times = [{ coefficient = \"k\" }]\n",
            1 => {
                "times = [{ measure = \"m1\", bands = [[\"0\", \"0.8\"], [\"3000\", \"1.0\"], [\"8000\", \"1.1\"]] }]\n"
            }
            _ => {
                "times = [{ coefficient = \"k\" }, { measure = \"m1\", bands = [[\"0\", \"0.9\"], [\"5000\", \"1.2\"]] }]\n"
            }
        };
    }
    if dice.percent(20) {
        *text += "cap = \"600.00\"\n";
    }
    if dice.percent(12) {
        *text += "floor = \"100.00\"\n";
        drawn.pays_nothing_for_nothing = false;
    }
    if dice.percent(20) {
        *text += dice.pick(&["round = \"half_even\"\n", "round = \"down\"\n", "round_to = \"1\"\n"]);
    }
}
