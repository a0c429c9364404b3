//! The sample company's three months: the present one, open, and the two before.

use beichen_engine::day::{Day, DayRange};
use beichen_engine::workdays::Workdays;

/// Workdays of the month that the fixed stories were written for: June 2026.
const WRITTEN_FOR: usize = 21;

/// A calendar month with its workdays.
pub struct Month {
    pub first: Day,
    /// As the natural calendar names it: `2026-06`.
    pub name: String,
    pub workdays: Vec<Day>,
}

/// The three months, oldest first.
pub struct Months {
    pub today: Day,
    pub before: Month,
    pub middle: Month,
    pub open: Month,
    calendar: Workdays,
}

impl Months {
    pub fn of(today: Day) -> Self {
        let calendar = Workdays::mainland_china();
        let open = today.first_of_month();
        let month = |back: i32| Month::of(open.plus_months(-back), &calendar);
        Self { today, before: month(2), middle: month(1), open: month(0), calendar }
    }

    pub fn all(&self) -> [&Month; 3] {
        [&self.before, &self.middle, &self.open]
    }

    /// The first day of the oldest month.
    pub fn start(&self) -> Day {
        self.before.first
    }

    /// The last workday on that day or before it.
    pub fn workday_until(&self, day: Day) -> Day {
        let mut day = day;
        // No holiday is longer than three weeks.
        for _ in 0..21 {
            if self.calendar.is_workday(day) {
                return day;
            }
            day = day.plus_days(-1);
        }
        day
    }

    /// So many workdays, the last one today or before it, in order.
    pub fn last_workdays(&self, count: usize) -> Vec<Day> {
        let mut days = Vec::with_capacity(count);
        let mut day = self.today;
        while days.len() < count {
            let workday = self.workday_until(day);
            days.push(workday);
            day = workday.plus_days(-1);
        }
        days.reverse();
        days
    }

    /// When the transfer between two teams holds: the middle month's fifteenth workday, as in the story.
    pub fn transfer_day(&self) -> Day {
        self.middle.at(14)
    }

    /// When somebody joins: in the middle of the open month.
    pub fn joining_day(&self) -> Day {
        self.open.at(10)
    }

    /// Somebody's last day: the middle month's.
    pub fn leaving_day(&self) -> Day {
        self.open.first.plus_days(-1)
    }
}

impl Month {
    fn of(first: Day, calendar: &Workdays) -> Self {
        let days = DayRange::new(first, first.plus_months(1));
        let (year, month, _) = first.ymd();
        Self {
            first,
            name: format!("{year:04}-{month:02}"),
            workdays: days.days().filter(|day| calendar.is_workday(*day)).collect(),
        }
    }

    /// The workday at a place of the story's month with 21 workdays, from 0.
    pub fn at(&self, place: usize) -> Day {
        let last = self.workdays.len().saturating_sub(1);
        let place = (place * self.workdays.len() / WRITTEN_FOR).min(last);
        self.workdays.get(place).copied().unwrap_or(self.first)
    }

    pub fn days(&self) -> DayRange {
        DayRange::new(self.first, self.first.plus_months(1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn june_2026_has_the_days_of_the_story() {
        let months = Months::of(day("2026-07-02"));
        assert_eq!([&*months.before.name, &*months.middle.name, &*months.open.name], ["2026-05", "2026-06", "2026-07"]);
        assert_eq!(months.middle.workdays.len(), 21);
        assert_eq!(months.middle.at(2), day("2026-06-03"));
        assert_eq!(months.middle.at(9), day("2026-06-12"));
        assert_eq!(months.transfer_day(), day("2026-06-22"));
        assert_eq!(months.leaving_day(), day("2026-06-30"));
    }

    #[test]
    fn holidays_and_worked_weekends_are_respected() {
        // 2025-10: the holiday of 1 to 8 October, and Saturday 11 October is worked.
        let months = Months::of(day("2025-10-31"));
        assert_eq!(months.open.workdays.first(), Some(&day("2025-10-09")));
        assert!(months.open.workdays.contains(&day("2025-10-11")));
        assert_eq!(months.workday_until(day("2025-10-05")), day("2025-09-30"));
        assert_eq!(
            Months::of(day("2025-10-10")).last_workdays(3),
            [day("2025-09-30"), day("2025-10-09"), day("2025-10-10")]
        );
    }
}
