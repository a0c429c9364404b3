//! A calendar of the organisation, and how a list of first days becomes one.

use beichen_engine::calendar::{Calendar, CalendarError, ListedPeriod, Period, PeriodKind};
use beichen_engine::day::{Day, DayRange};
use beichen_kernel::Version;

beichen_kernel::id!(
    /// A period calendar.
    CalendarId, "calendar", "ledger.calendar"
);

beichen_kernel::errors! {
    /// Why a calendar is refused.
    pub enum CalendarRefusal in "ledger.calendar" {
        Unknown { key: String, known: String } = "unknown" => Invalid,
        NoPeriod { name: String } = "no_period" => NotFound,
        Broken { key: String, detail: String } = "broken" => Invalid,
        Fixed { key: String } = "fixed" => Conflict,
        NoEnd { key: String } = "no_end" => Invalid,
    }
}

/// A calendar as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptCalendar {
    pub id: CalendarId,
    pub version: Version,
    pub calendar: Calendar,
}

/// A row of a file or a form: one period by its first day. A row without name or with the kind `end` only ends the
/// period before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Boundary {
    pub kind: Option<PeriodKind>,
    pub name: Option<String>,
    pub from: Day,
    /// Its last day, where the file says it; else the day before the next row of its kind.
    pub to: Option<Day>,
}

/// Puts boundaries together as a calendar. Each period lasts until the next first day; the last one needs its own last
/// day or a closing row.
pub fn of_boundaries(key: &str, boundaries: &[Boundary]) -> Result<Calendar, CalendarRefusal> {
    let mut listed = Vec::new();
    for kind in PeriodKind::ALL {
        let mut own: Vec<&Boundary> = boundaries.iter().filter(|one| one.kind == Some(kind)).collect();
        own.sort_by_key(|one| one.from);
        for (place, one) in own.iter().enumerate() {
            let next = own.get(place.saturating_add(1)).map(|next| next.from);
            let closing =
                boundaries.iter().filter(|end| end.kind.is_none() && end.from > one.from).map(|end| end.from).min();
            let end = one.to.map(|to| to.plus_days(1)).or(next).or(closing);
            let end = end.ok_or_else(|| CalendarRefusal::NoEnd { key: key.to_owned() })?;
            listed.push(ListedPeriod { kind, name: one.name.clone(), days: DayRange::new(one.from, end) });
        }
    }
    Calendar::listed(key, listed).map_err(|error| refused(key, &error))
}

/// The days on which a calendar says something else than before. A period that begins as before and ends on another day
/// changes on the days between; one that has no such other, on all of its days; a calendar of another kind, on every day.
pub fn changed(before: &Calendar, after: &Calendar) -> Vec<DayRange> {
    let (old, new) = (before.listed_periods(), after.listed_periods());
    if old.is_empty() || new.is_empty() {
        return if before == after { Vec::new() } else { vec![DayRange::new(Day::MIN, Day::MAX)] };
    }
    let same = |a: &Period, b: &Period| (a.kind, &a.name, a.days.from) == (b.kind, &b.name, b.days.from);
    let mut days = Vec::new();
    for period in old {
        match new.iter().find(|other| same(period, other)) {
            Some(other) => {
                let (end, other) = (period.days.end, other.days.end);
                days.push(DayRange::new(end.min(other), end.max(other)));
            }
            None => days.push(period.days),
        }
    }
    days.extend(new.iter().filter(|period| !old.iter().any(|other| same(period, other))).map(|period| period.days));
    days.retain(|days| !days.is_empty());
    days
}

/// What the engine says against a list.
pub fn refused(key: &str, error: &CalendarError) -> CalendarRefusal {
    CalendarRefusal::Broken { key: key.to_owned(), detail: error.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn quarter(from: &str) -> Boundary {
        Boundary { kind: Some(PeriodKind::Quarter), name: None, from: day(from), to: None }
    }

    #[test]
    fn first_days_become_quarters_that_end_where_the_next_begins() {
        let end = Boundary { kind: None, name: None, from: day("2011-11-30"), to: None };
        let calendar = of_boundaries("aw", &[quarter("2011-08-31"), end, quarter("2011-05-31")]).unwrap();
        let periods = calendar.listed_periods();
        assert_eq!(periods.len(), 2);
        assert_eq!(periods[0].days, DayRange::new(day("2011-05-31"), day("2011-08-31")));
        assert_eq!(periods[1].name, "2011-08-31");
        assert_eq!(periods[1].days.end, day("2011-11-30"));
    }

    #[test]
    fn what_a_calendar_changes_are_the_days_of_periods_that_are_new_gone_or_end_elsewhere() {
        let listed = |days: &[(&str, &str)]| {
            let of = |&(from, to): &(&str, &str)| Boundary { to: Some(day(to)), ..quarter(from) };
            of_boundaries("aw", &days.iter().map(of).collect::<Vec<_>>()).unwrap()
        };
        let range = |from: &str, end: &str| DayRange::new(day(from), day(end));
        let (first, second) = (("2026-01-01", "2026-03-31"), ("2026-04-01", "2026-06-30"));
        let one = listed(&[first]);
        assert_eq!(changed(&one, &listed(&[first, second])), [range("2026-04-01", "2026-07-01")]);
        assert_eq!(changed(&one, &listed(&[("2026-01-01", "2026-03-29")])), [range("2026-03-30", "2026-04-01")]);
        assert_eq!(
            changed(&one, &listed(&[("2026-01-02", "2026-03-31")])),
            [range("2026-01-01", "2026-04-01"), range("2026-01-02", "2026-04-01")],
        );
        let fiscal = |month| Calendar::fiscal("aw", month, beichen_engine::calendar::YearName::Begin).unwrap();
        assert_eq!(changed(&fiscal(4), &fiscal(4)), []);
        assert_eq!(changed(&fiscal(4), &fiscal(7)), [DayRange::new(Day::MIN, Day::MAX)]);
    }

    #[test]
    fn a_last_period_without_end_and_a_gap_are_refused() {
        let open = of_boundaries("aw", &[quarter("2011-05-31")]).unwrap_err();
        assert_eq!(open.code(), "ledger.calendar.no_end");
        let closed = |from: &str, to: &str| Boundary { to: Some(day(to)), ..quarter(from) };
        let gap = of_boundaries("aw", &[closed("2026-01-01", "2026-03-31"), closed("2026-04-02", "2026-06-30")]);
        assert_eq!(gap.unwrap_err().code(), "ledger.calendar.broken");
    }
}
