//! `kind = "pool"`: the pot, among whom, and how it is divided.

use super::SentenceCode as Code;
use super::ranking::among;
use super::teller::{Teller, rate};
use super::{Phrase, Sentence, Spoken};
use crate::plan::model::{Pool, Pot, PotScope, ShareBy};

impl Teller<'_> {
    pub(super) fn pool(&self, pool: &Pool) -> Vec<Sentence> {
        vec![
            self.pot(&pool.pot),
            among(Code::DividedAmong, pool.among),
            self.eligible(pool.eligible.as_ref()),
            self.share(&pool.share),
        ]
    }

    fn pot(&self, pot: &Pot) -> Sentence {
        match pot {
            Pot::Fixed(minor) => Phrase::new(Code::PotFixed).with("amount", self.money(*minor)),
            Pot::Measured(pot) => {
                let scope = if pot.scope == PotScope::Same { "same" } else { "everybody" };
                let code = if pot.above_goal { Code::PotAboveGoals } else { Code::PotMeasured };
                Phrase::new(code)
                    .with("rate", rate(pot.rate))
                    .with("measure", Spoken::measure(&pot.of))
                    .with("scope", Spoken::word("pot", scope))
            }
        }
        .at("pot")
    }

    fn share(&self, share: &ShareBy) -> Sentence {
        match share {
            ShareBy::Equal => Phrase::new(Code::ShareEqual),
            ShareBy::Contribution(measure) => {
                Phrase::new(Code::ShareByContribution).with("measure", Spoken::measure(measure))
            }
            ShareBy::Score(component) => Phrase::new(Code::ShareByScore).with("component", self.title_of(component)),
            ShareBy::Coefficient(key) => {
                Phrase::new(Code::ShareByCoefficient).with("coefficient", Spoken::Coefficient(key.clone()))
            }
        }
        .at("share")
    }
}
