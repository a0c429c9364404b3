//! A made-up company with a year of credits: the same for the same seed and size.

use beichen_engine::allocate::allocate;
use beichen_engine::calculate::{Goal, Membership, Person, Segment};
use beichen_engine::calendar::{Calendar, PeriodKind};
use beichen_engine::columns::Rows;
use beichen_engine::day::{Day, DayRange};
use beichen_engine::plan::model::GoalBasis;

pub const PEOPLE: usize = 10_000;
const OF_UNIT: usize = 20;
const UNITS_OF_REGION: usize = 25;
const MEASURE: &str = "collected";
/// Of every so many units, two people bring the same.
const TIED_UNITS: usize = 10;

/// Everybody with goals, and their credits in no order.
pub struct Company {
    pub people: Vec<Person>,
    pub rows: Rows,
}

/// SplitMix64 (Steele, Lea, Flood 2014).
pub struct Dice(pub u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// Both ends included.
    pub fn between(&mut self, low: i64, high: i64) -> i64 {
        let width = u64::try_from(high - low).unwrap_or(0) + 1;
        low + i64::try_from(self.next() % width).unwrap_or(0)
    }

    /// 0 up to and without `end`.
    pub fn below(&mut self, end: usize) -> usize {
        let end = i64::try_from(end).unwrap_or(i64::MAX);
        usize::try_from(self.between(0, end - 1)).unwrap_or(0)
    }

    fn percent(&mut self, chance: i64) -> bool {
        self.between(0, 99) < chance
    }
}

pub fn year() -> DayRange {
    let first = Day::from_ymd(2026, 1, 1).unwrap_or(Day::MIN);
    DayRange::new(first, first.plus_months(12))
}

impl Company {
    /// So many credits of a year: payments, one in three split, one in twenty-five refunded in part.
    pub fn of(seed: u64, rows: usize) -> Self {
        let mut dice = Dice(seed);
        let people = (0..PEOPLE).map(|place| person(&mut dice, place, rows)).collect();
        let mut company = Self { people, rows: Rows::default() };
        company.rows.person.reserve_exact(rows);
        company.rows.day.reserve_exact(rows);
        company.rows.entitling.reserve_exact(rows);
        company.rows.amount.reserve_exact(rows);
        while company.rows.person.len() < rows {
            for (person, day, entitling, amount) in payment(&mut dice) {
                if company.rows.person.len() < rows {
                    company.rows.person.push(u32::try_from(person).unwrap_or(0));
                    company.rows.day.push(day);
                    company.rows.entitling.push(entitling);
                    company.rows.amount.push(amount);
                }
            }
        }
        company
    }
}

/// The credits of one payment and of its refund: payee, day, entitling day, fen.
pub fn payment(dice: &mut Dice) -> Vec<(usize, Day, Day, i64)> {
    let day = year().from.plus_days(i32::try_from(dice.between(0, 364)).unwrap_or(0));
    let amount = dice.between(100_00, 10_000_00);
    let owner = dice.below(PEOPLE);
    let (unit, place) = (owner / OF_UNIT, owner % OF_UNIT);
    if unit % TIED_UNITS == 0 && (place == 2 || place == 3) {
        return vec![(unit * OF_UNIT + 2, day, day, amount), (unit * OF_UNIT + 3, day, day, amount)];
    }
    let mut payees = vec![(owner, 70)];
    if dice.percent(30) {
        payees.push((colleague(dice, unit, place), 30));
    }
    if payees.len() > 1 && dice.percent(15) {
        payees.push((colleague(dice, unit, place), 20));
    }
    let refund = dice.percent(4).then(|| {
        let later = day.plus_days(i32::try_from(dice.between(0, 90)).unwrap_or(0));
        (later.min(year().end.plus_days(-1)), -amount * dice.between(1, 100) / 100)
    });
    let shares: Vec<i128> = payees.iter().map(|(_, share)| *share).collect();
    let mut credits = Vec::new();
    for (on, total) in std::iter::once((day, amount)).chain(refund) {
        let parts = allocate(total, &shares).unwrap_or_default();
        credits.extend(payees.iter().zip(parts).map(|((payee, _), part)| (*payee, on, day, part)));
    }
    credits.retain(|(.., amount)| *amount != 0);
    credits
}

/// Somebody else of the unit, and none of the two who bring the same.
fn colleague(dice: &mut Dice, unit: usize, place: usize) -> usize {
    let other = 4 + dice.below(OF_UNIT - 4);
    let other = if other == place { 0 } else { other };
    unit * OF_UNIT + other
}

/// A person with the unit's lead and the region's above; a few come or leave within the year.
fn person(dice: &mut Dice, place: usize, rows: usize) -> Person {
    let unit = place / OF_UNIT;
    let region = unit / UNITS_OF_REGION;
    let leads = [unit, region * UNITS_OF_REGION].map(|led| key(led * OF_UNIT));
    let facts = |days, position: &str| Segment {
        units: vec![format!("U{unit:03}"), format!("R{region:02}")],
        leads: leads.to_vec(),
        position: position.to_owned(),
        ..Segment::blank(days)
    };
    let days = year();
    let day = days.from.plus_days(i32::try_from(dice.between(1, 364)).unwrap_or(1));
    let (before, after) = (DayRange::new(days.from, day), DayRange::new(day, days.end));
    let segments = match dice.between(0, 99) {
        0..5 if place % OF_UNIT > 3 => vec![facts(before, "实习"), facts(after, "销售")],
        5..8 if place % OF_UNIT > 3 => vec![facts(before, "销售"), facts(after, "顾问")],
        _ => vec![facts(days, "销售")],
    };
    Person {
        id: key(place),
        code: key(place),
        membership: Membership::ByWho,
        segments,
        coefficients: Vec::new(),
        goals: goals(dice, rows),
        credits: Vec::new(),
        ratings: Vec::new(),
        awards: Vec::new(),
    }
}

/// What to expect, more or less; one in two hundred has none.
fn goals(dice: &mut Dice, rows: usize) -> Vec<Goal> {
    let cells = i64::try_from(PEOPLE * 12).unwrap_or(1);
    let usual = i64::try_from(rows).unwrap_or(0) * 430_000 / cells;
    let mut found = Vec::new();
    for (kind, months) in [(PeriodKind::Month, 1), (PeriodKind::Quarter, 3)] {
        for period in Calendar::natural().periods_inside(kind, year()) {
            let goal = months * usual * dice.between(70, 130) / 100;
            if dice.between(0, 199) > 0 {
                found.push(Goal {
                    measure: MEASURE.to_owned(),
                    days: period.days,
                    basis: GoalBasis::Full,
                    goal: Some(goal),
                    sprint: None,
                    challenge: None,
                });
            }
        }
    }
    found
}

fn key(place: usize) -> String {
    format!("P{place:05}")
}
