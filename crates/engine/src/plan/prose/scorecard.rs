//! `kind = "scorecard"`: base, weighted indicators, and levels of the score.

use super::SentenceCode as Code;
use super::component::edge_sentence;
use super::teller::{Teller, factor_source, place_of, points, rate, rate_source};
use super::{Phrase, Sentence, Spoken};
use crate::plan::model::{Indicator, Level, ScorePoint, Scorecard, Scored};

impl Teller<'_> {
    pub(super) fn scorecard(&self, card: &Scorecard) -> Vec<Sentence> {
        let indicators = card.indicators.iter().map(|one| self.indicator(one)).collect();
        let mut said = vec![self.base(&card.base), Phrase::new(Code::Indicators).at("indicators").holding(indicators)];
        if card.levels.is_empty() {
            said.push(Phrase::new(Code::NoLevels).at("levels"));
        } else {
            let levels = card.levels.iter().map(level).collect();
            said.push(Phrase::new(Code::Levels).at("levels").holding(levels));
            said.push(edge_sentence(card.edge));
        }
        said
    }

    fn indicator(&self, indicator: &Indicator) -> Sentence {
        let (phrase, inner) = match &indicator.scored {
            Scored::Attainment { measure, cap: None } => {
                (Phrase::new(Code::ScoredByAttainment).with("measure", Spoken::measure(measure)), Vec::new())
            }
            Scored::Attainment { measure, cap: Some(cap) } => {
                let phrase = Phrase::new(Code::ScoredByAttainmentCapped).with("limit", rate_source(cap));
                (phrase.with("measure", Spoken::measure(measure)), Vec::new())
            }
            Scored::Points { measure, points } => {
                let points = points.iter().map(|point| self.score_point(point, measure)).collect();
                (Phrase::new(Code::ScoredByPoints).with("measure", Spoken::measure(measure)), points)
            }
            Scored::Rated(name) => (Phrase::new(Code::ScoredByRating).with("name", Spoken::text(name)), Vec::new()),
        };
        let phrase = phrase.with("indicator", Spoken::text(&indicator.key)).with("weight", rate(indicator.weight));
        phrase.at(&*indicator.key).holding(inner)
    }

    fn score_point(&self, point: &ScorePoint, measure: &str) -> Sentence {
        let at = self.amount_of(point.at, measure);
        let place = place_of(&at);
        Phrase::new(Code::ScorePoint).with("at", at).with("score", points(point.score)).at(place)
    }
}

fn level(level: &Level) -> Sentence {
    let from = points(level.from);
    let place = place_of(&from);
    let phrase = Phrase::new(Code::Level).with("from", from).with("name", Spoken::text(&level.name));
    phrase.with("coefficient", factor_source(&level.coefficient)).at(place)
}
