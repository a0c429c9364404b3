//! One measure in one period, by person or by unit, and the columns that are read from it.

use std::collections::HashMap;
use std::hash::Hash;

use super::model::{Source, attainment, count, rank, shown};

/// What is known of a measure, by the key of a row.
#[derive(Clone)]
pub struct Figures<K> {
    /// Digits after the dot.
    pub digits: u8,
    /// By unit every row has one, 0 where there is no goal.
    pub goals: HashMap<K, i64>,
    pub actuals: HashMap<K, i64>,
    pub documents: HashMap<K, i64>,
}

/// A measure as known today, and as it was locked where that is asked for.
pub struct Both<K> {
    pub known: Figures<K>,
    pub locked: Option<Figures<K>>,
}

impl<K: Copy + Eq + Hash> Both<K> {
    /// A column of a row among all rows of the period. What was never locked is as known today.
    pub fn cell(&self, source: &Source, row: K, rows: &[K]) -> String {
        match source {
            Source::Locked(source) => self.locked.as_ref().unwrap_or(&self.known).cell(source, row, rows),
            _ => self.known.cell(source, row, rows),
        }
    }
}

impl<K: Copy + Eq + Hash> Figures<K> {
    fn cell(&self, source: &Source, row: K, rows: &[K]) -> String {
        let goal = self.goals.get(&row).copied();
        match source {
            Source::Goal(_) => goal.map(|goal| shown(goal, self.digits)).unwrap_or_default(),
            Source::Actual(_) => shown(self.actual(row), self.digits),
            Source::Documents(_) => self.documents.get(&row).copied().unwrap_or_default().to_string(),
            Source::Attainment(_, places) => attainment(self.actual(row), goal, *places),
            Source::Rank(_) => {
                let all: Vec<i64> = rows.iter().map(|&other| self.actual(other)).collect();
                count(rank(self.actual(row), &all))
            }
            _ => String::new(),
        }
    }

    fn actual(&self, row: K) -> i64 {
        self.actuals.get(&row).copied().unwrap_or_default()
    }
}
