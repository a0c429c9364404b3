//! What each person credits in each period: the figures that rules look at.

use std::ops::Range;
use std::sync::Arc;

use rayon::prelude::*;

use crate::columns::book::{Book, Entry, Term};
use crate::columns::ledger::{Ledger, Measured};
use crate::columns::marks::Window;
use crate::columns::{Late, Refusal};
use crate::day::DayRange;

/// The figures of a book's components.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figures {
    /// Components that count alike have them together (`Entry::figures`).
    pub(super) amounts: Vec<Amounts>,
}

/// Cells are in order of person, then of period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Amounts {
    /// By measure of the rule, by cell; of an override what those below credit.
    pub measures: Vec<Vec<i64>>,
    /// By cell: whether the period has credits that count. Only of rules that look at the year so far.
    pub has_credits: Vec<bool>,
}

impl Book<'_> {
    /// Sums the ledger up.
    pub fn figures(&self, ledger: &Ledger) -> Result<Figures, Refusal> {
        if ledger.people() != self.people {
            return Err(Refusal::Rows);
        }
        let amounts = self.counting().map(|entry| entry.amounts(ledger)).collect::<Result<_, Refusal>>()?;
        Ok(Figures { amounts })
    }

    /// Sums up anew what one credit that the ledger has taken late can have changed.
    pub(super) fn refigure(&self, ledger: &Ledger, late: &Late<'_>, figures: &mut Figures) -> Result<(), Refusal> {
        if ledger.people() != self.people {
            return Err(Refusal::Rows);
        }
        let is_concerned = |(entry, _): &(&Entry<'_>, &mut Amounts)| entry.rule.measures.contains(&late.measure);
        for (entry, amounts) in self.counting().zip(&mut figures.amounts).filter(is_concerned) {
            let count = Count::new(entry, ledger, late.measure);
            let periods = entry.touched(late);
            for (slot, _) in entry.rule.measures.iter().enumerate().filter(|(_, measure)| **measure == late.measure) {
                for person in entry.takers(late.person) {
                    let cells = entry.cell(person, periods.start)..entry.cell(person, periods.end);
                    count.fill(person, periods.clone(), &mut amounts.measures[slot][cells])?;
                }
            }
            if entry.rule.is_year_to_date() {
                count.mark_credits(late.person, &mut amounts.has_credits)?;
            }
        }
        Ok(())
    }

    /// One of those components that count alike, in the order of their figures.
    fn counting(&self) -> impl Iterator<Item = &Entry<'_>> {
        let is_first = |(place, entry): &(usize, &Entry<'_>)| {
            self.entries.iter().take(*place).all(|before| before.figures != entry.figures)
        };
        self.entries.iter().enumerate().filter(is_first).map(|(_, entry)| entry)
    }
}

impl Entry<'_> {
    /// Where a person's period stands.
    #[inline]
    pub(super) fn cell(&self, person: usize, period: usize) -> usize {
        person * self.periods.len() + period
    }

    /// Whether both have the same figures.
    pub(super) fn counts_as(&self, other: &Self) -> bool {
        let days = |entry: &Self| entry.periods.iter().map(|one| (one.days, one.counting)).collect::<Vec<_>>();
        Arc::ptr_eq(&self.membership, &other.membership)
            && self.rule.depth().is_none()
            && other.rule.depth().is_none()
            && self.rule.measures == other.rule.measures
            && self.rule.is_year_to_date() == other.rule.is_year_to_date()
            && days(self) == days(other)
    }

    /// The periods whose figures a credit of that day can change.
    pub(super) fn touched(&self, late: &Late<'_>) -> Range<usize> {
        let begin = self.periods.partition_point(|period| period.days.end <= late.day);
        let holds = |period: &&Term| period.counting.contains(late.day);
        begin..begin + self.periods[begin..].iter().take_while(holds).count()
    }

    /// Whose figure a person's credits are part of.
    pub(super) fn takers(&self, person: usize) -> Vec<usize> {
        if self.rule.depth().is_none() {
            return vec![person];
        }
        let below = self.below.iter().enumerate();
        below.filter(|(_, below)| below.iter().any(|one| one.person == person)).map(|(lead, _)| lead).collect()
    }

    fn amounts(&self, ledger: &Ledger) -> Result<Amounts, Refusal> {
        let cells = self.membership.len() * self.periods.len();
        let of_measure = |measure: &&str| {
            let count = Count::new(self, ledger, measure);
            let mut cells = vec![0; cells];
            let rows = cells.par_chunks_mut(self.periods.len().max(1)).enumerate();
            rows.try_for_each(|(person, row)| count.fill(person, 0..row.len(), row))?;
            Ok(cells)
        };
        let measures = self.rule.measures.iter().map(of_measure).collect::<Result<_, Refusal>>()?;
        let mut amounts = Amounts { measures, has_credits: Vec::new() };
        if let (true, Some(measure)) = (self.rule.is_year_to_date(), self.rule.measures.first()) {
            amounts.has_credits = vec![true; cells];
            let count = Count::new(self, ledger, measure);
            for person in 0..self.membership.len() {
                count.mark_credits(person, &mut amounts.has_credits)?;
            }
        }
        Ok(amounts)
    }
}

/// What one component counts of one measure.
struct Count<'s, 'a> {
    entry: &'s Entry<'a>,
    measured: Option<&'s Measured>,
    /// By period: the days whose credits count.
    counting: Vec<Window>,
    /// By period: its own days.
    own: Vec<Window>,
}

impl<'s, 'a> Count<'s, 'a> {
    fn new(entry: &'s Entry<'a>, ledger: &'s Ledger, measure: &str) -> Self {
        Self {
            entry,
            measured: ledger.measured(measure),
            counting: entry.periods.iter().map(|period| ledger.window(period.counting)).collect(),
            own: entry.periods.iter().map(|period| ledger.window(period.days)).collect(),
        }
    }

    /// A person's figures of some periods: of the own credits, or of those of the people below.
    fn fill(&self, person: usize, periods: Range<usize>, row: &mut [i64]) -> Result<(), Refusal> {
        row.fill(0);
        let Some(measured) = self.measured else { return Ok(()) };
        let windows = &self.counting[periods];
        let mut add = |person, days: &[DayRange]| measured.add_to(row, windows, person, days);
        if self.entry.rule.depth().is_none() {
            return add(person, &self.entry.membership[person]);
        }
        self.entry.below[person].iter().try_for_each(|below| add(below.person, &below.days))
    }

    /// Of who has no day of a period in the plan, only credits make a line.
    fn mark_credits(&self, person: usize, has_credits: &mut [bool]) -> Result<(), Refusal> {
        for (period, window) in self.own.iter().enumerate() {
            let cell = self.entry.cell(person, period);
            if !self.entry.facts.standing(cell).is_in_plan {
                let own = &self.entry.membership[person];
                let has_any = |measured: &Measured| measured.has_any(window, person, own);
                has_credits[cell] = self.measured.map_or(Ok(false), has_any)?;
            }
        }
        Ok(())
    }
}
