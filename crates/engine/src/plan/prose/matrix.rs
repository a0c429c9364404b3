//! `kind = "matrix"`: base, two axes, and the table of coefficients.

use super::SentenceCode as Code;
use super::component::edge_sentence;
use super::teller::{Teller, factor_source, place_of, rate};
use super::{Phrase, Sentence, Spoken};
use crate::plan::model::{Axis, Figure, Matrix, Source};
use crate::rate::Rate;

impl Teller<'_> {
    pub(super) fn matrix(&self, matrix: &Matrix) -> Vec<Sentence> {
        let rows = matrix.rows.from.iter().zip(&matrix.values).map(|(from, row)| cells(*from, row, &matrix.columns));
        vec![
            self.base(&matrix.base),
            axis(Code::Rows, "rows", &matrix.rows),
            axis(Code::Columns, "columns", &matrix.columns),
            Phrase::new(Code::Cells).at("values").holding(rows.collect()),
            edge_sentence(matrix.edge),
        ]
    }
}

fn axis(code: Code, place: &str, axis: &Axis) -> Sentence {
    let figure = match &axis.figure {
        Figure::Attainment(measure) => Phrase::new(Code::FigureAttainment).with("measure", Spoken::measure(measure)),
        Figure::Ratio { of, to } => {
            Phrase::new(Code::FigureRatio).with("of", Spoken::measure(of)).with("to", Spoken::measure(to))
        }
    };
    let steps = Spoken::List(axis.from.iter().copied().map(rate).collect());
    Phrase::new(code).with("figure", figure.spoken()).with("steps", steps).at(place)
}

fn cells(from: Rate, row: &[Source<Rate>], columns: &Axis) -> Sentence {
    let cell = |(column, coefficient): (&Rate, &Source<Rate>)| {
        let column = rate(*column);
        let place = place_of(&column);
        let phrase = Phrase::new(Code::Cell).with("row", rate(from)).with("column", column);
        phrase.with("coefficient", factor_source(coefficient)).at(place)
    };
    let cells = columns.from.iter().zip(row).map(cell).collect();
    let from = rate(from);
    let place = place_of(&from);
    Phrase::new(Code::Row).with("from", from).at(place).holding(cells)
}
