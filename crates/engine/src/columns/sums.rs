//! What everybody credits of one measure between marks, summed from rows in any order.

use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use crate::columns::Refusal;
use crate::columns::ledger::{Late, Rows, index};
use crate::columns::marks::{Marks, Window};
use crate::day::DayRange;

/// Sums by stretch of entitling days, then by span between marks.
#[derive(Debug, Clone)]
pub(super) struct Sums {
    marks: Arc<Marks>,
    amounts: Vec<i64>,
    /// Whether anything is credited: a payment and its refund leave a sum of 0.
    has_credits: Vec<bool>,
}

/// Of all of a person's amounts without their signs, so that any sum and difference of them fits 64 bits.
pub(super) const LARGEST_MAGNITUDE: u64 = 1 << 62;
/// So many rows are taken by a thread at once; they lie in its cache.
const AT_ONCE: usize = 1 << 14;

impl Sums {
    /// Sums rows by several threads, each into sums of its own; together these are never more than the rows, but for one.
    pub(super) fn of(marks: &Arc<Marks>, rows: &Rows) -> Result<Self, Refusal> {
        let length = rows.checked_len()?;
        let fitting = (LARGEST_MAGNITUDE - 1) / u64::try_from(length.max(1)).unwrap_or(u64::MAX);
        match Self::of_small(marks, rows, fitting) {
            Err(Refusal::TooLarge) => {
                check_magnitudes(marks.people(), rows)?;
                Self::of_small(marks, rows, u64::MAX)
            }
            done => done,
        }
    }

    /// Sums rows whose amounts are not larger than that, whatever their sign.
    fn of_small(marks: &Arc<Marks>, rows: &Rows, largest: u64) -> Result<Self, Refusal> {
        let length = rows.person.len();
        let threads = rayon::current_num_threads().min(length / marks.cells().max(1)).max(1);
        let next = AtomicUsize::new(0);
        let sum_some = |_| {
            let mut sums = Self::nothing(marks);
            loop {
                let first = next.fetch_add(AT_ONCE, Ordering::Relaxed);
                if first >= length {
                    return Ok(sums);
                }
                sums.take(rows, first..length.min(first + AT_ONCE), largest)?;
            }
        };
        let parts: Vec<Self> = (0..threads).into_par_iter().map(sum_some).collect::<Result<_, Refusal>>()?;
        Ok(parts.into_iter().reduce(Self::and).unwrap_or_else(|| Self::nothing(marks)))
    }

    fn nothing(marks: &Arc<Marks>) -> Self {
        let cells = marks.cells();
        Self { marks: Arc::clone(marks), amounts: vec![0; cells], has_credits: vec![false; cells] }
    }

    fn take(&mut self, rows: &Rows, chunk: Range<usize>, largest: u64) -> Result<(), Refusal> {
        let (person, day) = (&rows.person[chunk.clone()], &rows.day[chunk.clone()]);
        let (entitling, amount) = (&rows.entitling[chunk.clone()], &rows.amount[chunk]);
        // The bits of all amounts together are no smaller number than the largest amount, and quicker found.
        if amount.iter().fold(0, |bits, amount| bits | amount.unsigned_abs()) > largest {
            return Err(Refusal::TooLarge);
        }
        if person.iter().any(|person| index(*person) >= self.marks.people()) {
            return Err(Refusal::Rows);
        }
        for (((person, day), entitling), amount) in person.iter().zip(day).zip(entitling).zip(amount) {
            if let Some(cell) = self.marks.cell(index(*person), *day, *entitling) {
                self.amounts[cell] += amount;
                self.has_credits[cell] = true;
            }
        }
        Ok(())
    }

    fn and(mut self, other: Self) -> Self {
        for (amount, more) in self.amounts.iter_mut().zip(other.amounts) {
            *amount += more;
        }
        for (has_credits, more) in self.has_credits.iter_mut().zip(other.has_credits) {
            *has_credits |= more;
        }
        self
    }

    /// Adds one credit that was recorded late.
    pub(super) fn add(&mut self, late: &Late<'_>) -> Result<(), Refusal> {
        if let Some(cell) = self.marks.cell(late.person, late.day, late.entitling) {
            self.amounts[cell] = self.amounts[cell].checked_add(late.amount).ok_or(Refusal::TooLarge)?;
            self.has_credits[cell] = true;
        }
        Ok(())
    }

    pub(super) fn bytes(&self) -> usize {
        self.amounts.capacity() * size_of::<i64>() + self.has_credits.capacity()
    }

    /// Adds what a person credits in windows on these entitling days to a row of figures; `None` where the marks are
    /// those of other questions.
    pub(super) fn add_to(
        &self,
        row: &mut [i64],
        windows: &[Window],
        person: usize,
        days: &[DayRange],
    ) -> Option<Result<(), Refusal>> {
        if windows.iter().any(|window| window.spans.is_none()) {
            return None;
        }
        let stretches = self.marks.making_up(person, days)?;
        let add = || {
            for cells in stretches.map(|place| &self.amounts[self.cells_of(place)]) {
                for (figure, window) in row.iter_mut().zip(windows) {
                    let spans = window.spans.clone().unwrap_or_default();
                    *figure = cells[spans].iter().try_fold(*figure, |sum, cell| sum.checked_add(*cell))?;
                }
            }
            Some(())
        };
        Some(add().ok_or(Refusal::TooLarge))
    }

    /// Whether a person credits anything in the window on these entitling days; `None` as above.
    pub(super) fn has_any(&self, window: &Window, person: usize, days: &[DayRange]) -> Option<bool> {
        let spans = window.spans.as_ref()?;
        let mut stretches = self.marks.making_up(person, days)?;
        Some(stretches.any(|place| self.has_credits[self.cells_of(place)][spans.clone()].contains(&true)))
    }

    fn cells_of(&self, place: usize) -> Range<usize> {
        let spans = self.marks.spans();
        place * spans..(place + 1) * spans
    }
}

/// Refuses rows of which somebody's amounts together are too large.
fn check_magnitudes(people: usize, rows: &Rows) -> Result<(), Refusal> {
    let mut magnitudes = vec![0_u64; people];
    for (person, amount) in rows.person.iter().zip(&rows.amount) {
        let magnitude = magnitudes.get_mut(index(*person)).ok_or(Refusal::Rows)?;
        let sum = magnitude.checked_add(amount.unsigned_abs()).filter(|sum| *sum < LARGEST_MAGNITUDE);
        *magnitude = sum.ok_or(Refusal::TooLarge)?;
    }
    Ok(())
}
