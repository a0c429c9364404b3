//! `kind = "per_event"`: the amount, and which events qualify.

use super::SentenceCode as Code;
use super::commission::measured;
use super::teller::Teller;
use super::{Phrase, Sentence};
use crate::plan::model::PerEvent;

impl Teller<'_> {
    pub(super) fn per_event(&self, event: &PerEvent) -> Vec<Sentence> {
        let qualifies = match event.at_least {
            Some(least) => Phrase::new(Code::EventAtLeast).with("least", self.amount_of(least, &event.measure)),
            None => Phrase::new(Code::EventAboveZero),
        };
        vec![
            measured(&event.measure),
            Phrase::new(Code::EventAmount).with("amount", self.money_source(&event.amount)).at("amount"),
            qualifies.at("at_least"),
            Phrase::new(if event.once { Code::EventOnce } else { Code::EventEach }).at("once"),
        ]
    }
}
