//! A plan that is changed on the way: the version before, or the one after, says less or pays at other rates.

use beichen_engine::day::Day;
use beichen_engine::plan::model::Valid;
use beichen_engine::plan::{Plan, Surroundings, read_plan};

use super::Draft;
use super::dice::Dice;

/// Keys that a version may be without.
const IDLE: [&str; 13] = [
    "who", "when", "times", "floor", "prorate", "round", "edge", "draw", "holdback", "hold", "pay", "ties", "clawback",
];

/// The draft's plan and a changed one, of which the later begins on this day; `None` where the change gives no plan.
pub fn later_version(draft: &Draft, dice: &mut Dice, from: Day) -> Option<Vec<Plan>> {
    let read = |draft: &Draft| read_plan(&draft.text(), &Surroundings::default()).plan;
    let mut other = draft.clone();
    for component in &mut other.components {
        *component = changed(component, dice);
    }
    if other.components.len() > 1 && dice.percent(20) {
        other.components.remove(dice.below(other.components.len()));
    }
    let (first, second) = (read(draft)?, read(&other)?);
    let (mut earlier, mut later) = if dice.percent(50) { (first, second) } else { (second, first) };
    // The earlier one may have been meant for longer.
    let to = if dice.percent(50) { earlier.valid.to } else { from.plus_days(-1) };
    earlier.valid = Valid { to, ..earlier.valid };
    later.valid = Valid { from, ..later.valid };
    Some(vec![earlier, later])
}

fn changed(component: &str, dice: &mut Dice) -> String {
    let mut text = String::new();
    for line in component.lines() {
        let (key, rest) = line.split_once(" = ").unwrap_or((line, ""));
        if IDLE.contains(&key) && dice.percent(40) {
            continue;
        }
        let is_rate = key == "rate" && rest.starts_with('"') && dice.percent(60);
        let line = if is_rate { format!("rate = \"{}%\"", dice.below(20)) } else { line.to_owned() };
        text.push_str(&line);
        text.push('\n');
    }
    text
}
