//! What holds from a day on: rows that follow each other without overlap and without a gap.

use beichen_engine::day::{Day, DayRange};

/// Where a new row goes among those there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Placement {
    /// There is none yet.
    First,
    /// Before the first one, up to it.
    Before { end: Day },
    /// It cuts the row that begins on `cut`, and ends where that one ended.
    Cuts { cut: Day, end: Day },
    /// It takes the place of the row that begins on the same day.
    Replaces { end: Day },
    /// After the last one ended: the thing is over.
    Over { since: Day },
}

/// Finds the place of a row that holds from `from` on. `spans` are in the order of their days.
pub fn place(spans: &[DayRange], from: Day) -> Placement {
    let (Some(first), Some(last)) = (spans.first(), spans.last()) else { return Placement::First };
    if from < first.from {
        return Placement::Before { end: first.from };
    }
    match spans.iter().find(|span| span.contains(from)) {
        Some(span) if span.from == from => Placement::Replaces { end: span.end },
        Some(span) => Placement::Cuts { cut: span.from, end: span.end },
        None => Placement::Over { since: last.end },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn a_row_finds_its_place_without_overlap_or_gap() {
        let spans =
            [DayRange::new(day("2026-01-01"), day("2026-02-01")), DayRange::new(day("2026-02-01"), day("2026-04-01"))];
        let cases = [
            ("2025-12-01", Placement::Before { end: day("2026-01-01") }),
            ("2026-01-01", Placement::Replaces { end: day("2026-02-01") }),
            ("2026-01-15", Placement::Cuts { cut: day("2026-01-01"), end: day("2026-02-01") }),
            ("2026-03-31", Placement::Cuts { cut: day("2026-02-01"), end: day("2026-04-01") }),
            ("2026-04-01", Placement::Over { since: day("2026-04-01") }),
        ];
        for (from, expected) in cases {
            assert_eq!(place(&spans, day(from)), expected, "{from}");
        }
        assert_eq!(place(&[], day("2026-01-01")), Placement::First);
    }
}
