//! Public holidays and worked weekends of mainland China, 2025 and 2026, as the State Council announced them.

use super::WorkdayException;
use crate::day::{Day, DayRange};

/// A holiday: its name, its first and last day off, and the weekend days worked for it; as (month, day).
type Holiday = (&'static str, (u8, u8), (u8, u8), &'static [(u8, u8)]);

const YEAR_2025: [Holiday; 6] = [
    ("元旦", (1, 1), (1, 1), &[]),
    ("春节", (1, 28), (2, 4), &[(1, 26), (2, 8)]),
    ("清明节", (4, 4), (4, 6), &[]),
    ("劳动节", (5, 1), (5, 5), &[(4, 27)]),
    ("端午节", (5, 31), (6, 2), &[]),
    ("国庆节、中秋节", (10, 1), (10, 8), &[(9, 28), (10, 11)]),
];

const YEAR_2026: [Holiday; 7] = [
    ("元旦", (1, 1), (1, 3), &[(1, 4)]),
    ("春节", (2, 15), (2, 23), &[(2, 14), (2, 28)]),
    ("清明节", (4, 4), (4, 6), &[]),
    ("劳动节", (5, 1), (5, 5), &[(5, 9)]),
    ("端午节", (6, 19), (6, 21), &[]),
    ("中秋节", (9, 25), (9, 27), &[]),
    ("国庆节", (10, 1), (10, 7), &[(9, 20), (10, 10)]),
];

/// The tables by year.
pub(super) fn years() -> [(i32, Vec<WorkdayException>); 2] {
    [(2025, exceptions(2025, &YEAR_2025)), (2026, exceptions(2026, &YEAR_2026))]
}

fn exceptions(year: i32, holidays: &[Holiday]) -> Vec<WorkdayException> {
    let on = |(month, day): (u8, u8)| Day::from_ymd(year, month, day);
    let mut exceptions = Vec::new();
    for (name, first, last, worked) in holidays {
        let days = on(*first).zip(on(*last)).map(|(first, last)| DayRange::including(first, last));
        let off = days.into_iter().flat_map(DayRange::days).map(|day| (day, true));
        let worked = worked.iter().filter_map(|day| on(*day)).map(|day| (day, false));
        exceptions.extend(off.chain(worked).map(|(day, is_off_day)| WorkdayException {
            day,
            name: (*name).to_owned(),
            is_off_day,
        }));
    }
    exceptions
}
