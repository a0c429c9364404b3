//! The `[measure.*]` tables: what of the documents counts, on which day, in which unit.

use super::SentenceCode as Code;
use super::condition::document_sentence;
use super::teller::Teller;
use super::{Phrase, Sentence, Spoken};
use crate::plan::model::{Measure, MeasureUnit};

impl Teller<'_> {
    pub(super) fn measure(&self, measure: &Measure) -> Sentence {
        let mut inner = vec![Phrase::new(Code::Counts).with("of", Spoken::word("of", measure.of.key())).at("of")];
        if measure.of.amount_basis().is_some() {
            let basis = Spoken::word("amount", measure.amount.into());
            inner.push(Phrase::new(Code::AmountBasis).with("basis", basis).at("amount"));
        }
        inner.push(match &measure.filter {
            Some(filter) => document_sentence(Code::Where, filter, self).at("where"),
            None => Phrase::new(Code::AllDocuments).at("where"),
        });
        inner.push(Phrase::new(Code::MeasureDay).with("day", Spoken::word("day", measure.day.into())).at("day"));
        inner.push(
            match measure.unit {
                MeasureUnit::Score { scale } => Phrase::new(Code::InPoints).with("digits", Spoken::number(scale)),
                unit => Phrase::new(Code::InUnits).with("unit", Spoken::word("unit", unit.key())),
            }
            .at("unit"),
        );
        if measure.counts_payments() {
            let day = Spoken::word("refund_day", measure.refund_day.into());
            inner.push(Phrase::new(Code::RefundDay).with("day", day).at("refund_day"));
        }
        if let Some(limit) = measure.cap_each {
            let order = Spoken::word("cap_order", measure.cap_order.into());
            let limit = self.amount(limit, measure.unit);
            inner.push(Phrase::new(Code::MeasureCapEach).with("limit", limit).with("order", order).at("cap_each"));
        }
        let title = Phrase::new(Code::Measure).with("measure", Spoken::measure(&measure.key));
        title.with("key", Spoken::text(&measure.key)).at(format!("measure.{}", measure.key)).holding(inner)
    }
}
