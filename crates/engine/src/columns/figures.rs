//! What each person credits in each period: the figures that rules look at.
#![deny(clippy::as_conversions)]

use rayon::prelude::*;

use crate::columns::book::{Book, Entry};
use crate::columns::ledger::{Account, Ledger};
use crate::columns::{Late, Refusal};

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
        let amounts = |entry: &Entry<'_>| entry.amounts(ledger);
        Ok(Figures { entries: self.entries.iter().map(amounts).collect::<Result<_, _>>()? })
    }

    /// Sums up anew what one credit that the ledger has taken late can have changed.
    pub(super) fn refigure(&self, ledger: &Ledger, late: &Late<'_>, figures: &mut Figures) -> Result<(), Refusal> {
        for (entry, amounts) in self.entries.iter().zip(&mut figures.entries) {
            let accounts = ledger.accounts(late.measure);
            let periods = entry.touched(late);
            for (slot, _) in entry.rule.measures.iter().enumerate().filter(|(_, measure)| **measure == late.measure) {
                for person in entry.takers(late.person) {
                    for period in periods.clone() {
                        let cell = person * entry.periods.len() + period;
                        amounts.measures[slot][cell] = entry.amount(accounts, person, period)?;
                    }
                }
            }
            if entry.rule.is_year_to_date() {
                entry.mark_credits(accounts, late.person, amounts);
            }
        }
        Ok(())
    }
}

impl Entry<'_> {
    /// The periods whose figures a credit of that day can change.
    pub(super) fn touched(&self, late: &Late<'_>) -> std::ops::Range<usize> {
        let begin = self.periods.partition_point(|period| period.days.end <= late.day);
        let holds = |period: &&super::book::Window| period.counting.contains(late.day);
        begin..begin + self.periods[begin..].iter().take_while(holds).count()
    }

    /// Whose figure a person's credits are part of.
    pub(super) fn takers(&self, person: usize) -> Vec<usize> {
        if self.rule.depth().is_none() {
            return vec![person];
        }
        let has_below =
            |(_, below): &(usize, &Vec<_>)| below.iter().any(|one: &super::book::Below| one.person == person);
        self.below.iter().enumerate().filter(has_below).map(|(lead, _)| lead).collect()
    }

    fn amounts(&self, ledger: &Ledger) -> Result<Amounts, Refusal> {
        let periods = self.periods.len();
        let of_measure = |measure: &&str| {
            let accounts = ledger.accounts(measure);
            let mut cells = vec![0; self.facts.len()];
            let fill = |(person, row): (usize, &mut [i64])| {
                for (period, cell) in row.iter_mut().enumerate() {
                    *cell = self.amount(accounts, person, period)?;
                }
                Ok::<(), Refusal>(())
            };
            cells.par_chunks_mut(periods.max(1)).enumerate().try_for_each(fill)?;
            Ok(cells)
        };
        let measures = self.rule.measures.iter().map(of_measure).collect::<Result<_, Refusal>>()?;
        let mut amounts = Amounts { measures, has_credits: Vec::new() };
        if self.rule.is_year_to_date() {
            amounts.has_credits = vec![true; self.facts.len()];
            for (person, _) in self.membership.iter().enumerate() {
                let accounts = self.rule.measures.first().map_or(&[][..], |measure| ledger.accounts(measure));
                self.mark_credits(accounts, person, &mut amounts);
            }
        }
        Ok(amounts)
    }

    /// One figure: the own credits, or those of the people below.
    fn amount(&self, accounts: &[Account], person: usize, period: usize) -> Result<i64, Refusal> {
        let window = self.periods[period].counting;
        if self.rule.depth().is_none() {
            return Ok(accounts.get(person).map_or(0, |account| account.counting(window, &self.membership[person])));
        }
        self.below[person].iter().try_fold(0_i64, |sum, below| {
            let amount = accounts.get(below.person).map_or(0, |account| account.counting(window, &below.days));
            sum.checked_add(amount).ok_or(Refusal::TooLarge)
        })
    }

    /// Of who has no day of a period in the plan, only credits make a line.
    fn mark_credits(&self, accounts: &[Account], person: usize, amounts: &mut Amounts) {
        for (period, window) in self.periods.iter().enumerate() {
            let cell = person * self.periods.len() + period;
            if !self.facts[cell].is_in_plan {
                let account = accounts.get(person);
                let has_any = account.is_some_and(|account| account.has_any(window.days, &self.membership[person]));
                amounts.has_credits[cell] = has_any;
            }
        }
    }
}
