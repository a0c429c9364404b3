//! `kind = "matrix"`: a coefficient from a table of two figures.

use super::{Base, Edge, Source};
use crate::rate::Rate;

/// base × the coefficient of row and column.
#[derive(Debug, Clone, PartialEq)]
pub struct Matrix {
    pub base: Base,
    pub rows: Axis,
    pub columns: Axis,
    /// Row by row: as many rows as `rows` has steps, each as long as `columns` has steps.
    pub values: Vec<Vec<Source<Rate>>>,
    pub edge: Edge,
}

/// A figure with the steps in which it lies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Axis {
    pub figure: Figure,
    /// Rising from 0.
    pub from: Vec<Rate>,
}

/// What an axis measures; never below 0.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Figure {
    /// The measure's actual ÷ its goal.
    Attainment(String),
    /// One measure's actual ÷ another's, of one unit.
    Ratio { of: String, to: String },
}

impl Matrix {
    /// The measures of both axes, each once.
    pub fn measures(&self) -> Vec<&str> {
        let mut found: Vec<&str> = Vec::new();
        for measure in [&self.rows, &self.columns].into_iter().flat_map(|axis| axis.figure.measures()) {
            if !found.contains(&measure) {
                found.push(measure);
            }
        }
        found
    }
}

impl Figure {
    /// What is divided, then what divides it.
    pub fn measures(&self) -> Vec<&str> {
        match self {
            Self::Attainment(measure) => vec![measure],
            Self::Ratio { of, to } => vec![of, to],
        }
    }
}
