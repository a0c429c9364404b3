//! `kind = "ranking"`: what is compared, among whom, the prizes, and what decides between equals.

use super::SentenceCode as Code;
use super::attainment::weighted;
use super::condition::person_sentence;
use super::teller::Teller;
use super::{Phrase, Sentence, Spoken};
use crate::plan::expression::PersonCondition;
use crate::plan::model::{Among, Places, RankedBy, Ranking, TieBreak, Ties};
use crate::rate::Rate;

impl Teller<'_> {
    pub(super) fn ranking(&self, ranking: &Ranking) -> Vec<Sentence> {
        let places = match ranking.places {
            Places::Skipping => Code::PlacesSkipping,
            Places::Following => Code::PlacesFollowing,
        };
        vec![
            ranked_by(&ranking.by),
            among(Code::ComparedAmong, ranking.among),
            self.eligible(ranking.eligible.as_ref()),
            self.prizes(&ranking.prizes),
            ties(&ranking.ties),
            Phrase::new(places).at("places"),
        ]
    }

    pub(super) fn eligible(&self, eligible: Option<&PersonCondition>) -> Sentence {
        match eligible {
            Some(condition) => person_sentence(Code::Eligible, condition, self),
            None => Phrase::new(Code::EligibleAll),
        }
        .at("eligible")
    }

    fn prizes(&self, prizes: &[i64]) -> Sentence {
        if prizes.is_empty() {
            return Phrase::new(Code::NoPrizes).at("prizes");
        }
        let prize = |(index, minor): (usize, &i64)| {
            let place = index + 1;
            let phrase = Phrase::new(Code::Prize).with("place", Spoken::number(place));
            phrase.with("amount", self.money(*minor)).at(place.to_string())
        };
        Phrase::new(Code::Prizes).at("prizes").holding(prizes.iter().enumerate().map(prize).collect())
    }
}

fn ranked_by(by: &RankedBy) -> Sentence {
    match by {
        RankedBy::Total(measure) => Phrase::new(Code::RankedByTotal).with("measure", Spoken::measure(measure)).at("by"),
        RankedBy::Attainment(parts) => match parts.as_slice() {
            [only] if only.weight == Rate::ONE => {
                Phrase::new(Code::RankedByAttainment).with("measure", Spoken::measure(&only.measure)).at("by")
            }
            parts => {
                let parts = parts.iter().map(|part| weighted(&part.measure, part.weight, None)).collect();
                Phrase::new(Code::RankedByComposite).at("by").holding(parts)
            }
        },
    }
}

/// Among whom something is compared or divided.
pub(super) fn among(code: Code, among: Among) -> Sentence {
    let scope = match among {
        Among::UnitAt(depth) => Phrase::new(Code::UnitAt).with("depth", Spoken::number(depth)).spoken(),
        plain => Spoken::word("among", plain.word()),
    };
    Phrase::new(code).with("among", scope).at("among")
}

fn ties(ties: &Ties) -> Sentence {
    match ties {
        Ties::Each => Phrase::new(Code::TiesEach),
        Ties::Share => Phrase::new(Code::TiesShare),
        Ties::Next(breaks) => {
            let breaks = breaks.iter().map(|one| match one {
                TieBreak::Measure(measure) => Spoken::measure(measure),
                TieBreak::ReachedFirst => Spoken::word("tie", "reached_first"),
            });
            Phrase::new(Code::TiesNext).with("next", Spoken::List(breaks.collect()))
        }
    }
    .at("ties")
}
