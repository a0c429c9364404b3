//! `kind = "commission"`: rate, tiers, and rates by document.

use super::SentenceCode as Code;
use super::component::edge_sentence;
use super::condition::document_sentence;
use super::teller::{Teller, factor_source, place_of, rate, rate_source};
use super::{Phrase, Sentence, Spoken};
use crate::plan::model::{Accumulate, Apply, Commission, MeasureUnit, RateBy, Tier, TierBounds, TierValues, Tiers};
use crate::rate::Rate;

impl Teller<'_> {
    pub(super) fn commission(&self, commission: &Commission) -> Vec<Sentence> {
        let mut said = vec![measured(&commission.measure)];
        said.extend(self.rates(commission, self.unit_of(&commission.measure)));
        let accumulate = match commission.accumulate {
            Accumulate::Period => Code::AccumulatePeriod,
            Accumulate::Transaction => Code::AccumulateTransaction,
            Accumulate::YearToDate => Code::AccumulateYearToDate,
        };
        said.push(Phrase::new(accumulate).at("accumulate"));
        if !commission.rates_by.is_empty() {
            let rates = commission.rates_by.iter().enumerate().map(|(index, one)| self.rate_by(index + 1, one));
            said.push(Phrase::new(Code::RatesBy).at("rates_by").holding(rates.collect()));
        }
        if let Some(limit) = &commission.cap_each {
            said.push(Phrase::new(Code::CapEach).with("limit", self.money_source(limit)).at("cap_each"));
        }
        said
    }

    /// Rate and tiers, also of an override; `unit` is that of the tiers' amounts.
    pub(super) fn rates(&self, commission: &Commission, unit: MeasureUnit) -> Vec<Sentence> {
        let mut said = Vec::new();
        if let Some(rate) = &commission.rate {
            said.push(Phrase::new(Code::Rate).with("rate", rate_source(rate)).at("rate"));
        }
        if let Some(tiers) = &commission.tiers {
            said.push(self.tiers(tiers, unit));
            let apply = match commission.apply {
                Apply::Marginal => Code::ApplyMarginal,
                Apply::Whole => Code::ApplyWhole,
            };
            said.push(Phrase::new(apply).at("apply"));
            said.push(edge_sentence(commission.edge));
        }
        said
    }

    fn tiers(&self, tiers: &Tiers, unit: MeasureUnit) -> Sentence {
        let (code, tier_code) = match tiers.values {
            TierValues::Rates => (Code::TiersOfRates, Code::Tier),
            TierValues::Multipliers => (Code::TiersOfMultipliers, Code::TierTimes),
        };
        let tier = |tier: &Tier| {
            let from = match tiers.bounds {
                TierBounds::Amount => self.amount(tier.from, unit),
                TierBounds::GoalShare => rate(Rate::from_ppm(tier.from)),
            };
            let value = match tiers.values {
                TierValues::Rates => rate_source(&tier.value),
                TierValues::Multipliers => factor_source(&tier.value),
            };
            let place = place_of(&from);
            Phrase::new(tier_code).with("from", from).with("rate", value).at(place)
        };
        let bounds = if tiers.bounds == TierBounds::Amount { "amount" } else { "goal_share" };
        let steps = tiers.steps.iter().map(tier).collect();
        Phrase::new(code).with("bounds", Spoken::word("bounds", bounds)).at("tiers").holding(steps)
    }

    fn rate_by(&self, number: usize, one: &RateBy) -> Sentence {
        document_sentence(Code::RateBy, &one.condition, self)
            .with("rate", rate_source(&one.rate))
            .with("number", Spoken::number(number))
            .at(number.to_string())
    }
}

/// Which measure's credits count.
pub(super) fn measured(measure: &str) -> Sentence {
    Phrase::new(Code::CreditsOf).with("measure", Spoken::measure(measure)).at("measure")
}
