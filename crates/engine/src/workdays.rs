//! Workday tables: which days are worked, with public holidays and the worked weekends that pay for them (调休).

mod mainland_china;

use crate::day::{Day, DayRange};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// A day that differs from Monday to Friday.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkdayException {
    /// The day.
    pub day: Day,
    /// What it is called: "春节".
    pub name: String,
    /// True for a holiday, false for a worked weekend.
    pub is_off_day: bool,
}

/// Which days are worked: Monday to Friday, but for the exceptions of the years that have a table.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Workdays {
    years: BTreeSet<i32>,
    exceptions: BTreeMap<Day, (bool, String)>,
}

/// How many days are worked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkdayCount {
    /// Worked days.
    pub days: i32,
    /// Years of the range that have no table and were counted Monday to Friday: to be said wherever the number is
    /// used, and no lock may prorate by it.
    pub years_without_table: Vec<i32>,
}

impl Workdays {
    /// No table at all: Monday to Friday, flagged.
    pub fn empty() -> Workdays {
        Workdays::default()
    }

    /// The years shipped with the product: 2025 and 2026, mainland China.
    pub fn mainland_china() -> Workdays {
        let mut workdays = Workdays::empty();
        for (year, exceptions) in mainland_china::years() {
            workdays.set_year(year, exceptions);
        }
        workdays
    }

    /// Replaces the table of a year. Exceptions of neighbouring years in it (the worked Sunday before New Year's Day)
    /// hold too, beside those that such a year's own table has.
    pub fn set_year(&mut self, year: i32, exceptions: impl IntoIterator<Item = WorkdayException>) {
        self.exceptions.retain(|day, _| day.year() != year);
        self.years.insert(year);
        for exception in exceptions {
            self.exceptions.insert(exception.day, (exception.is_off_day, exception.name));
        }
    }

    /// Whether the year has a table.
    pub fn has_table(&self, year: i32) -> bool {
        self.years.contains(&year)
    }

    /// The years that have one.
    pub fn years(&self) -> impl Iterator<Item = i32> {
        self.years.iter().copied()
    }

    /// The exceptions that lie in a year, in order.
    pub fn exceptions(&self, year: i32) -> Vec<WorkdayException> {
        self.exceptions
            .iter()
            .filter(|(day, _)| day.year() == year)
            .map(|(day, (is_off_day, name))| WorkdayException {
                day: *day,
                name: name.clone(),
                is_off_day: *is_off_day,
            })
            .collect()
    }

    /// Whether the day is worked.
    pub fn is_workday(&self, day: Day) -> bool {
        match self.exceptions.get(&day) {
            Some((is_off_day, _)) => !is_off_day,
            None => !day.weekday().is_weekend(),
        }
    }

    /// How many days of the range are worked, and which of its years had to be guessed.
    pub fn count(&self, range: DayRange) -> WorkdayCount {
        let worked = range.days().filter(|day| self.is_workday(*day)).count();
        let years = range.last_day().map(|last| range.from.year()..=last.year());
        WorkdayCount {
            days: i32::try_from(worked).unwrap_or(i32::MAX),
            years_without_table: years.into_iter().flatten().filter(|year| !self.has_table(*year)).collect(),
        }
    }
}
