//! The `[plan]` table: when, for whom, in which periods, and how pay is rounded.

use super::SentenceCode as Code;
use super::condition::person_sentence;
use super::teller::{Teller, day};
use super::{Phrase, Sentence, Spoken};
use crate::exact::Rounding;
use crate::plan::model::NATURAL_CALENDAR;

impl Teller<'_> {
    pub(super) fn header(&self) -> Sentence {
        let plan = self.plan;
        let valid = Phrase::new(Code::Valid).with("from", day(plan.valid.from)).with("to", day(plan.valid.to));
        let who = match &plan.who {
            Some(condition) => person_sentence(Code::Who, condition, self).at("who"),
            None => Phrase::new(Code::Everybody).at("who"),
        };
        let calendar = if plan.calendar == NATURAL_CALENDAR {
            Phrase::new(Code::NaturalCalendar)
        } else {
            Phrase::new(Code::OwnCalendar).with("calendar", Spoken::text(&plan.calendar))
        };
        let mut inner = vec![
            valid.at("valid"),
            Phrase::new(Code::Currency).with("currency", Spoken::text(plan.currency.code())).at("currency"),
            who,
            calendar.at("calendar"),
            self.rounding(Code::RoundingByDefault, plan.round, plan.round_to_minor),
        ];
        inner.extend(plan.accept.iter().map(|one| {
            Phrase::new(Code::Accepted)
                .with("finding", Spoken::Finding(one.finding.clone()))
                .with("place", Spoken::text(&one.place))
                .with("reason", Spoken::text(&one.reason))
                .at(format!("{}@{}", one.finding, one.place))
        }));
        let title = Phrase::new(Code::Plan).with("title", Spoken::text(&plan.title));
        title.with("key", Spoken::text(&plan.key)).at("plan").holding(inner)
    }

    pub(super) fn rounding(&self, code: Code, round: Rounding, to_minor: i64) -> Sentence {
        let way = match round {
            Rounding::HalfUp => "half_up",
            Rounding::HalfEven => "half_even",
            Rounding::Down => "down",
        };
        Phrase::new(code).with("way", Spoken::word("round", way)).with("step", self.money(to_minor)).at("round")
    }
}
