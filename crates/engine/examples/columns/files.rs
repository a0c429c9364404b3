//! The same data for other engines, and the payouts as a file that they are compared by.

use std::fs::File;
use std::io::{BufWriter, Error, Write};
use std::path::Path;

use beichen_engine::calculate::{Person, Segment};
use beichen_engine::columns::{Book, Payouts, Rows};
use beichen_engine::day::Day;

use crate::company::year;

/// Credits as raw little-endian columns, everything else as CSV; days are days since 1970.
pub fn write(folder: &Path, people: &[Person], rows: &Rows) -> Result<(), Error> {
    let days = |days: &[Day]| days.iter().map(|day| day.epoch_days().to_le_bytes()).collect::<Vec<_>>().concat();
    let person: Vec<u8> = rows.person.iter().flat_map(|person| person.to_le_bytes()).collect();
    let amount: Vec<u8> = rows.amount.iter().flat_map(|amount| amount.to_le_bytes()).collect();
    std::fs::write(folder.join("person.u32"), person)?;
    std::fs::write(folder.join("day.i32"), days(&rows.day))?;
    std::fs::write(folder.join("entitling.i32"), days(&rows.entitling))?;
    std::fs::write(folder.join("amount.i64"), amount)?;
    roster(folder, people)
}

fn roster(folder: &Path, people: &[Person]) -> Result<(), Error> {
    let mut list = csv(folder, "people.csv", "person,unit,from_day,until_day")?;
    let mut goals = csv(folder, "goals.csv", "person,from_day,until_day,goal")?;
    let mut below = csv(folder, "below.csv", "person,lead")?;
    for (place, person) in people.iter().enumerate() {
        let is_in = |segment: &&Segment| segment.position == "销售";
        let days = person.segments.iter().find(is_in).map_or(year(), |segment| segment.days);
        let segment = person.segments.first();
        let unit = segment.and_then(|segment| segment.units.first()).map_or("", String::as_str);
        writeln!(list, "{place},{unit},{},{}", days.from.epoch_days(), days.end.epoch_days())?;
        for goal in &person.goals {
            let amount = goal.goal.unwrap_or(0);
            writeln!(goals, "{place},{},{},{amount}", goal.days.from.epoch_days(), goal.days.end.epoch_days())?;
        }
        let mut leads: Vec<&str> = segment.iter().flat_map(|one| &one.leads).map(String::as_str).collect();
        leads.dedup();
        for lead in leads.into_iter().filter(|lead| *lead != person.id) {
            writeln!(
                below,
                "{place},{}",
                lead.trim_start_matches('P').trim_start_matches('0').parse().unwrap_or(0_u32)
            )?;
        }
    }
    for mut file in [list, goals, below] {
        file.flush()?;
    }
    Ok(())
}

/// Every payout, in the plan's order of components, by period, then by person.
pub fn write_payouts(path: &Path, book: &Book<'_>, payouts: &Payouts, people: usize) -> Result<(), Error> {
    let mut file = BufWriter::new(File::create(path)?);
    writeln!(file, "component,period,person,minor")?;
    for (component, (key, periods)) in book.components().enumerate() {
        for (period, name) in periods.into_iter().enumerate() {
            for person in 0..people {
                let minor = payouts.of(component, person, period).unwrap_or(0);
                writeln!(file, "{key},{name},{person},{minor}")?;
            }
        }
    }
    file.flush()
}

fn csv(folder: &Path, name: &str, head: &str) -> Result<BufWriter<File>, Error> {
    let mut file = BufWriter::new(File::create(folder.join(name))?);
    writeln!(file, "{head}")?;
    Ok(file)
}
