//! `kind = "attainment"`: measures, goal, base, gate and curve.

use super::SentenceCode as Code;
use super::teller::{Teller, edge, factor_source, of_source, place_of, rate, rate_source};
use super::{Phrase, Sentence, Spoken};
use crate::plan::model::{
    Against, Attainment, Base, Beyond, Curve, GateStart, GoalLevel, Point, RateBand, Source, WeightedMeasure,
};
use crate::rate::Rate;

impl Teller<'_> {
    pub(super) fn attainment(&self, attainment: &Attainment) -> Vec<Sentence> {
        let mut said = vec![attained(&attainment.measures), self.against(&attainment.against, &attainment.measures)];
        said.push(self.base(&attainment.base));
        said.extend(gate(attainment));
        if let Some(limit) = &attainment.cap_attainment {
            said.push(Phrase::new(Code::CapAttainment).with("limit", rate_source(limit)).at("cap_attainment"));
        }
        said.push(curve(&attainment.curve));
        said
    }

    fn against(&self, against: &Against, measures: &[WeightedMeasure]) -> Sentence {
        match against {
            Against::Goal(level) => {
                let word = match level {
                    GoalLevel::Goal => "goal",
                    GoalLevel::Sprint => "sprint",
                    GoalLevel::Challenge => "challenge",
                };
                Phrase::new(Code::AgainstGoal).with("goal", Spoken::word("level", word))
            }
            Against::Amount(amount) => {
                let measure = measures.first().map_or("", |part| part.measure.as_str());
                let amount = of_source(amount, |amount| self.amount_of(amount, measure));
                Phrase::new(Code::AgainstAmount).with("amount", amount)
            }
        }
        .at("against")
    }

    pub(super) fn base(&self, base: &Base) -> Sentence {
        match base {
            Base::Amount(amount) => Phrase::new(Code::Base).with("base", self.money_source(amount)),
            Base::VariablePay { share } => Phrase::new(Code::BaseOfVariablePay).with("share", rate_source(share)),
        }
        .at("base")
    }
}

fn attained(measures: &[WeightedMeasure]) -> Sentence {
    let whole = |part: &WeightedMeasure| part.weight == Rate::ONE && part.cap.is_none();
    if let [only] = measures
        && whole(only)
    {
        return Phrase::new(Code::AttainmentOf).with("measure", Spoken::measure(&only.measure)).at("measure");
    }
    let parts = measures.iter().map(|part| weighted(&part.measure, part.weight, part.cap.as_ref())).collect();
    Phrase::new(Code::AttainmentOfSeveral).at("measure").holding(parts)
}

/// One measure's part in a weighted attainment.
pub(super) fn weighted(measure: &str, weight: Rate, cap: Option<&Source<Rate>>) -> Sentence {
    let phrase = match cap {
        Some(cap) => Phrase::new(Code::WeightedCapped).with("limit", rate_source(cap)),
        None => Phrase::new(Code::Weighted),
    };
    phrase.with("measure", Spoken::measure(measure)).with("weight", rate(weight)).at(measure)
}

fn gate(attainment: &Attainment) -> Vec<Sentence> {
    let Some(bound) = &attainment.gate else { return vec![Phrase::new(Code::NoGate).at("gate")] };
    let start = match attainment.gate_start {
        GateStart::Jump => Code::GateJump,
        GateStart::FromZero => Code::GateFromZero,
    };
    let gate = Phrase::new(Code::Gate).with("bound", rate_source(bound)).at("gate");
    vec![gate, Phrase::new(start).at("gate_start")]
}

fn curve(curve: &Curve) -> Sentence {
    match curve {
        Curve::Proportional => Phrase::new(Code::CurveProportional).at("curve"),
        Curve::Linear { points, beyond } => {
            let beyond = Spoken::word("beyond", if *beyond == Beyond::Flat { "flat" } else { "extend" });
            let points = points.iter().map(point).collect();
            Phrase::new(Code::CurveLinear).with("beyond", beyond).at("curve").holding(points)
        }
        Curve::Bands { bands, edge: side } => {
            let bands = bands.iter().map(band).collect();
            Phrase::new(Code::CurveBands).with("tier", edge(*side)).at("curve").holding(bands)
        }
    }
}

fn point(point: &Point) -> Sentence {
    let at = rate(point.attainment);
    let place = place_of(&at);
    Phrase::new(Code::Point).with("at", at).with("value", rate_source(&point.value)).at(place)
}

fn band(band: &RateBand) -> Sentence {
    let from = rate(band.from);
    let place = place_of(&from);
    Phrase::new(Code::Band).with("from", from).with("coefficient", factor_source(&band.coefficient)).at(place)
}
