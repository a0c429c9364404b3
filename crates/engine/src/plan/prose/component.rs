//! A `[[component]]`: the kind's own sentences between what every kind has in common.

use super::SentenceCode as Code;
use super::condition::person_sentence;
use super::teller::{Teller, edge, factor_source, place_of};
use super::{Phrase, Sentence, Spoken};
use crate::plan::model::{CapExcess, Component, Edge, Kind, Prorate, Times};

impl Teller<'_> {
    pub(super) fn component(&self, component: &Component) -> Sentence {
        let mut inner = vec![pays(component).at("kind")];
        if let Some(who) = &component.who {
            inner.push(person_sentence(Code::NarrowedWho, who, self).at("who"));
        }
        if let Some(when) = &component.when {
            inner.push(person_sentence(Code::When, when, self).at("when"));
        }
        inner.extend(self.kind(&component.kind));
        inner.push(prorate(component.prorate));
        inner.extend(self.times(&component.times));
        inner.extend(self.limits(component));
        inner.push(self.rounding(Code::Rounding, component.round, component.round_to_minor));
        inner.extend(self.payout(&component.payout));
        let title = Phrase::new(Code::Component).with("title", Spoken::text(&component.title));
        title.with("key", Spoken::text(&component.key)).at(format!("component.{}", component.key)).holding(inner)
    }

    fn kind(&self, kind: &Kind) -> Vec<Sentence> {
        match kind {
            Kind::Attainment(attainment) => self.attainment(attainment),
            Kind::Commission(commission) => self.commission(commission),
            Kind::Matrix(matrix) => self.matrix(matrix),
            Kind::Scorecard(card) => self.scorecard(card),
            Kind::Ranking(ranking) => self.ranking(ranking),
            Kind::Pool(pool) => self.pool(pool),
            Kind::PerEvent(event) => self.per_event(event),
            Kind::Project => Vec::new(),
            Kind::Override(over) => self.overriding(over),
        }
    }

    fn times(&self, times: &[Times]) -> Option<Sentence> {
        let multiplier = |(index, one): (usize, &Times)| {
            let (phrase, inner) = match one {
                Times::Coefficient { key } => {
                    let key = Spoken::Coefficient(key.clone());
                    (Phrase::new(Code::TimesCoefficient).with("coefficient", key), Vec::new())
                }
                Times::Measure { measure, bands, edge: side } => {
                    let band = |from, coefficient| {
                        let from = self.amount_of(from, measure);
                        let place = place_of(&from);
                        Phrase::new(Code::Band).with("from", from).with("coefficient", coefficient).at(place)
                    };
                    let bands = bands.iter().map(|one| band(one.from, factor_source(&one.coefficient))).collect();
                    let phrase = Phrase::new(Code::TimesMeasure).with("measure", Spoken::measure(measure));
                    (phrase.with("tier", edge(*side)), bands)
                }
            };
            let number = index + 1;
            phrase.with("number", Spoken::number(number)).at(number.to_string()).holding(inner)
        };
        let inner: Vec<Sentence> = times.iter().enumerate().map(multiplier).collect();
        (!inner.is_empty()).then(|| Phrase::new(Code::Times).at("times").holding(inner))
    }

    fn limits(&self, component: &Component) -> Vec<Sentence> {
        let mut said = Vec::new();
        match &component.cap {
            Some(cap) => {
                said.push(Phrase::new(Code::Cap).with("limit", self.money_source(cap)).at("cap"));
                said.push(Phrase::new(cap_excess(component.cap_excess)).at("cap_excess"));
            }
            None => said.push(Phrase::new(Code::NoCap).at("cap")),
        }
        said.push(match &component.floor {
            Some(floor) => Phrase::new(Code::Floor).with("limit", self.money_source(floor)).at("floor"),
            None => Phrase::new(Code::NoFloor).at("floor"),
        });
        said
    }
}

/// What the kind pays, in one sentence.
fn pays(component: &Component) -> Phrase {
    let code = match component.kind {
        Kind::Attainment(_) => Code::PaysAttainment,
        Kind::Commission(_) => Code::PaysCommission,
        Kind::Matrix(_) => Code::PaysMatrix,
        Kind::Scorecard(_) => Code::PaysScorecard,
        Kind::Ranking(_) => Code::PaysRanking,
        Kind::Pool(_) => Code::PaysPool,
        Kind::PerEvent(_) => Code::PaysPerEvent,
        Kind::Project => Code::PaysProject,
        Kind::Override(_) => Code::PaysOverride,
    };
    Phrase::new(code).with("period", Spoken::word("period", component.period.key()))
}

fn prorate(prorate: Prorate) -> Sentence {
    let code = match prorate {
        Prorate::None => Code::ProrateNone,
        Prorate::Workdays => Code::ProrateWorkdays,
        Prorate::Calendar => Code::ProrateCalendar,
    };
    Phrase::new(code).at("prorate")
}

const fn cap_excess(excess: CapExcess) -> Code {
    match excess {
        CapExcess::Forfeit => Code::CapForfeit,
        CapExcess::Carry => Code::CapCarry,
    }
}

/// To which tier a value exactly on a bound belongs.
pub(super) fn edge_sentence(side: Edge) -> Sentence {
    Phrase::new(Code::Edge).with("tier", edge(side)).at("edge")
}
