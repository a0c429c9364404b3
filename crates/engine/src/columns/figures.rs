//! What each person credits in each period: the figures that rules look at.

use std::ops::Range;
use std::sync::Arc;

use rayon::prelude::*;

use crate::columns::book::{Below, Book, Entry, Window};
use crate::columns::ledger::{Ledger, Measured, Stretch};
use crate::columns::{Late, Refusal};
use crate::day::DayRange;

/// The figures of a book's components.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figures {
    pub(super) entries: Vec<Amounts>,
}

/// Of one component; cells are in order of person, then of period.
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
        let mut figures = Figures { entries: Vec::with_capacity(self.entries.len()) };
        for entry in &self.entries {
            let known = self.entries.iter().zip(&figures.entries).find(|(known, _)| known.counts_as(entry));
            let amounts = known.map_or_else(|| entry.amounts(ledger), |(_, amounts)| Ok(amounts.clone()))?;
            figures.entries.push(amounts);
        }
        Ok(figures)
    }

    /// Sums up anew what one credit that the ledger has taken late can have changed.
    pub(super) fn refigure(&self, ledger: &Ledger, late: &Late<'_>, figures: &mut Figures) -> Result<(), Refusal> {
        if ledger.people() != self.people {
            return Err(Refusal::Rows);
        }
        for (entry, amounts) in self.entries.iter().zip(&mut figures.entries) {
            let sums = Sums::new(entry, ledger, late.measure);
            let periods = entry.touched(late);
            for (slot, _) in entry.rule.measures.iter().enumerate().filter(|(_, measure)| **measure == late.measure) {
                for person in entry.takers(late.person) {
                    for period in periods.clone() {
                        let window = sums.counting[period];
                        amounts.measures[slot][entry.cell(person, period)] = sums.amount(person, window)?;
                    }
                }
            }
            if entry.rule.is_year_to_date() {
                sums.mark_credits(late.person, &mut amounts.has_credits);
            }
        }
        Ok(())
    }
}

impl Entry<'_> {
    /// Where a person's period stands.
    pub(super) fn cell(&self, person: usize, period: usize) -> usize {
        person * self.periods.len() + period
    }

    /// Whether both have the same figures.
    fn counts_as(&self, other: &Self) -> bool {
        let counting = |entry: &Self| entry.periods.iter().map(|period| period.counting).collect::<Vec<_>>();
        Arc::ptr_eq(&self.membership, &other.membership)
            && self.rule.depth().is_none()
            && other.rule.depth().is_none()
            && self.rule.measures == other.rule.measures
            && self.rule.is_year_to_date() == other.rule.is_year_to_date()
            && counting(self) == counting(other)
    }

    /// The periods whose figures a credit of that day can change.
    pub(super) fn touched(&self, late: &Late<'_>) -> Range<usize> {
        let begin = self.periods.partition_point(|period| period.days.end <= late.day);
        let holds = |period: &&Window| period.counting.contains(late.day);
        begin..begin + self.periods[begin..].iter().take_while(holds).count()
    }

    /// Whose figure a person's credits are part of.
    pub(super) fn takers(&self, person: usize) -> Vec<usize> {
        if self.rule.depth().is_none() {
            return vec![person];
        }
        let has_below = |(_, below): &(usize, &Vec<Below>)| below.iter().any(|one| one.person == person);
        self.below.iter().enumerate().filter(has_below).map(|(lead, _)| lead).collect()
    }

    fn amounts(&self, ledger: &Ledger) -> Result<Amounts, Refusal> {
        let of_measure = |measure: &&str| {
            let sums = Sums::new(self, ledger, measure);
            let mut cells = vec![0; self.facts.len()];
            let fill = |(person, row): (usize, &mut [i64])| sums.fill(person, row);
            cells.par_chunks_mut(self.periods.len().max(1)).enumerate().try_for_each(fill)?;
            Ok(cells)
        };
        let measures = self.rule.measures.iter().map(of_measure).collect::<Result<_, Refusal>>()?;
        let mut amounts = Amounts { measures, has_credits: Vec::new() };
        if let (true, Some(measure)) = (self.rule.is_year_to_date(), self.rule.measures.first()) {
            amounts.has_credits = vec![true; self.facts.len()];
            let sums = Sums::new(self, ledger, measure);
            for person in 0..self.membership.len() {
                sums.mark_credits(person, &mut amounts.has_credits);
            }
        }
        Ok(amounts)
    }
}

/// What one component takes from one measure.
struct Sums<'s, 'a> {
    entry: &'s Entry<'a>,
    measured: Option<&'s Measured>,
    /// By period.
    counting: Vec<Stretch>,
    /// By period: what it has beside the period before, where both begin with one day.
    added: Vec<Option<Stretch>>,
}

impl<'s, 'a> Sums<'s, 'a> {
    fn new(entry: &'s Entry<'a>, ledger: &'s Ledger, measure: &str) -> Self {
        let measured = ledger.measured(measure);
        let (mut counting, mut added, mut before) = (Vec::new(), Vec::new(), None);
        for (measured, period) in
            measured.iter().flat_map(|measured| entry.periods.iter().map(move |one| (measured, one)))
        {
            let days = period.counting;
            let goes_on = before.filter(|before: &DayRange| before.from == days.from && before.end <= days.end);
            added.push(goes_on.map(|before| measured.stretch(DayRange::new(before.end, days.end))));
            counting.push(measured.stretch(days));
            before = Some(days);
        }
        Self { entry, measured, counting, added }
    }

    /// A person's figures, period by period.
    fn fill(&self, person: usize, row: &mut [i64]) -> Result<(), Refusal> {
        let mut before = 0;
        for ((cell, window), added) in row.iter_mut().zip(&self.counting).zip(&self.added) {
            *cell = match added {
                Some(added) => self.amount(person, *added)?.checked_add(before).ok_or(Refusal::TooLarge)?,
                None => self.amount(person, *window)?,
            };
            before = *cell;
        }
        Ok(())
    }

    /// One figure: the own credits, or those of the people below.
    fn amount(&self, person: usize, window: Stretch) -> Result<i64, Refusal> {
        let Some(measured) = self.measured else { return Ok(0) };
        if self.entry.rule.depth().is_none() {
            return Ok(measured.account(person).counting(window, &self.entry.membership[person]));
        }
        self.entry.below[person].iter().try_fold(0_i64, |sum, below| {
            let amount = measured.account(below.person).counting(window, &below.days);
            sum.checked_add(amount).ok_or(Refusal::TooLarge)
        })
    }

    /// Of who has no day of a period in the plan, only credits make a line.
    fn mark_credits(&self, person: usize, has_credits: &mut [bool]) {
        for (period, window) in self.entry.periods.iter().enumerate() {
            let cell = self.entry.cell(person, period);
            if !self.entry.facts[cell].is_in_plan {
                let own = &self.entry.membership[person];
                has_credits[cell] =
                    self.measured.is_some_and(|measured| measured.account(person).has_any(window.days, own));
            }
        }
    }
}
