//! Credits of each measure: summed as a plan asks for them, and where other questions may come also kept one by one.

use std::sync::Arc;

use crate::columns::Refusal;
use crate::columns::account::{Account, accounts};
use crate::columns::marks::{Marks, Window};
use crate::columns::sums::Sums;
use crate::day::{Day, DayRange};

/// Credits of one measure in the order in which they come; all columns have one length.
#[derive(Debug, Clone, Default)]
pub struct Rows {
    /// The place of the payee among the people.
    pub person: Vec<u32>,
    /// The day on which it counts.
    pub day: Vec<Day>,
    /// The day on which the payee must have been in the plan: of a refund that of the credit that it takes back.
    pub entitling: Vec<Day>,
    /// In the measure's units, as credited: after its filter, splits and caps.
    pub amount: Vec<i64>,
}

/// One credit that was recorded after the ledger was made; its parts are those of `Rows`.
#[derive(Debug, Clone, Copy)]
pub struct Late<'a> {
    /// Key of the measure.
    pub measure: &'a str,
    pub person: usize,
    pub day: Day,
    pub entitling: Day,
    pub amount: i64,
}

/// Everybody's credits of each measure.
#[derive(Debug, Clone)]
pub struct Ledger {
    marks: Arc<Marks>,
    measures: Vec<Measured>,
}

/// Everybody's credits of one measure.
#[derive(Debug, Clone)]
pub(super) struct Measured {
    key: String,
    sums: Sums,
    /// By person: each credit; `None` where only sums are kept.
    accounts: Option<Vec<Account>>,
}

impl Ledger {
    /// Sums the rows of each measure as these questions (`Book::marks`) ask for them, in one pass by several threads. Any
    /// other question is refused.
    pub fn sum(marks: &Arc<Marks>, rows: &[(&str, &Rows)]) -> Result<Self, Refusal> {
        let measured = |(key, rows): &(&str, &Rows)| {
            Ok(Measured { key: (*key).to_owned(), sums: Sums::of(marks, rows)?, accounts: None })
        };
        Ok(Self { marks: Arc::clone(marks), measures: rows.iter().map(measured).collect::<Result<_, Refusal>>()? })
    }

    /// Sums the rows and keeps them by person and day too, so that any question has its answer.
    pub fn prepare(marks: &Arc<Marks>, rows: Vec<(&str, Rows)>) -> Result<Self, Refusal> {
        let measured = |(key, rows): (&str, Rows)| {
            let sums = Sums::of(marks, &rows)?;
            Ok(Measured { key: key.to_owned(), sums, accounts: Some(accounts(marks.people(), rows)) })
        };
        Ok(Self { marks: Arc::clone(marks), measures: rows.into_iter().map(measured).collect::<Result<_, Refusal>>()? })
    }

    /// For how many people it was made.
    pub fn people(&self) -> usize {
        self.marks.people()
    }

    /// Bytes of the columns.
    pub fn bytes(&self) -> usize {
        let accounts = self.measures.iter().filter_map(|measured| measured.accounts.as_ref()).flatten();
        let sums: usize = self.measures.iter().map(|measured| measured.sums.bytes()).sum();
        accounts.map(Account::bytes).sum::<usize>() + sums
    }

    /// Adds one credit that was recorded late.
    pub(super) fn add(&mut self, late: &Late<'_>) -> Result<(), Refusal> {
        let is_known = late.person < self.people();
        let measured = self.measures.iter_mut().find(|measured| is_known && measured.key == late.measure);
        let Measured { sums, accounts, .. } = measured.ok_or(Refusal::Rows)?;
        sums.add(late)?;
        if let Some(account) = accounts.as_mut().and_then(|accounts| accounts.get_mut(late.person)) {
            account.add(late);
        }
        Ok(())
    }

    /// Everybody's credits of a measure; `None` where nobody has any.
    pub(super) fn measured(&self, key: &str) -> Option<&Measured> {
        self.measures.iter().find(|measured| measured.key == key)
    }

    /// Days to be asked of many people.
    pub(super) fn window(&self, days: DayRange) -> Window {
        self.marks.window(days)
    }
}

impl Measured {
    /// Adds what a person credits in windows on these entitling days to a row of figures, one by window.
    #[inline]
    pub(super) fn add_to(
        &self,
        row: &mut [i64],
        windows: &[Window],
        person: usize,
        days: &[DayRange],
    ) -> Result<(), Refusal> {
        if let Some(added) = self.sums.add_to(row, windows, person, days) {
            return added;
        }
        let account = &self.accounts.as_ref().ok_or(Refusal::NotSummed)?[person];
        for (figure, window) in row.iter_mut().zip(windows) {
            *figure = account.counting(*figure, window.days, days).ok_or(Refusal::TooLarge)?;
        }
        Ok(())
    }

    /// Whether a person credits anything in the window on these entitling days.
    pub(super) fn has_any(&self, window: &Window, person: usize, days: &[DayRange]) -> Result<bool, Refusal> {
        if let Some(has_any) = self.sums.has_any(window, person, days) {
            return Ok(has_any);
        }
        Ok(self.accounts.as_ref().ok_or(Refusal::NotSummed)?[person].has_any(window.days, days))
    }
}

impl Rows {
    /// How many there are; refused where the columns are not alike.
    pub(super) fn checked_len(&self) -> Result<usize, Refusal> {
        let length = self.person.len();
        let is_alike = [self.day.len(), self.entitling.len(), self.amount.len()] == [length; 3];
        if is_alike { Ok(length) } else { Err(Refusal::Rows) }
    }
}

#[inline]
pub(super) fn index(person: u32) -> usize {
    usize::try_from(person).unwrap_or(usize::MAX)
}
