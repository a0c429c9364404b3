//! `kind = "override"`: what of the people below, how far below, and the rates.

use super::SentenceCode as Code;
use super::teller::Teller;
use super::{Phrase, Sentence, Spoken};
use crate::plan::model::{Depth, MeasureUnit, Overridden, Override};

impl Teller<'_> {
    pub(super) fn overriding(&self, over: &Override) -> Vec<Sentence> {
        let of = match &over.of {
            Overridden::Credits(measure) => Phrase::new(Code::CreditsBelow).with("measure", Spoken::measure(measure)),
            Overridden::Pay(component) => Phrase::new(Code::PayBelow).with("component", self.title_of(component)),
        };
        let depth = match over.depth {
            Depth::All => Code::DepthAll,
            Depth::Nearest => Code::DepthNearest,
        };
        let mut said = vec![of.at("of"), Phrase::new(depth).at("depth")];
        said.extend(self.rates(&over.rates, MeasureUnit::Money));
        said
    }
}
