//! An example's `expect`: what one person must get in one period.

use super::SentenceCode as Code;
use super::teller::Teller;
use super::{Phrase, Sentence, Spoken};
use crate::plan::model::Expectation;

impl Teller<'_> {
    pub(super) fn expectation(&self, expected: &Expectation, is_series: bool) -> Sentence {
        let results = Spoken::List(self.results(expected).into_iter().map(Phrase::spoken).collect());
        let code = if is_series { Code::ExpectedIn } else { Code::Expected };
        let mut phrase = Phrase::new(code).with("person", Spoken::text(&expected.person)).with("results", results);
        if is_series {
            phrase = phrase.with("period", Spoken::text(&expected.period));
        }
        phrase.at(format!("expect.{}.{}", expected.person, expected.period))
    }

    fn results(&self, expected: &Expectation) -> Vec<Phrase> {
        let of = |code: Code, component: &str| Phrase::new(code).with("component", self.title_of(component));
        let earned = expected.earned.iter();
        let mut said: Vec<Phrase> = earned
            .map(|(component, minor)| of(Code::ExpectedPay, component).with("amount", self.money(*minor)))
            .collect();
        said.extend(expected.why.iter().map(|(component, why)| {
            of(Code::ExpectedWhy, component).with("reason", Spoken::Word(format!("step_words.reason.{why}")))
        }));
        said.extend(expected.attainment.iter().map(|(component, attainment)| {
            of(Code::ExpectedAttainment, component).with("attainment", Spoken::text(&attainment.text))
        }));
        said.extend(
            expected
                .place
                .iter()
                .map(|(component, place)| of(Code::ExpectedPlace, component).with("place", Spoken::number(place))),
        );
        said.extend(expected.total.map(|total| Phrase::new(Code::ExpectedTotal).with("amount", self.money(total))));
        said.extend(expected.balances.iter().map(|((balance, component), minor)| {
            let phrase = if component.is_empty() {
                Phrase::new(Code::ExpectedBalance)
            } else {
                of(Code::ExpectedBalanceOf, component)
            };
            phrase.with("balance", Spoken::word("balance", balance.word())).with("amount", self.money(*minor))
        }));
        said.extend(expected.exceptions.as_ref().map(|codes| match codes.as_slice() {
            [] => Phrase::new(Code::ExpectedNoException),
            codes => {
                let codes = codes.iter().map(|code| Spoken::Word(format!("exceptions.{code}"))).collect();
                Phrase::new(Code::ExpectedExceptions).with("exceptions", Spoken::List(codes))
            }
        }));
        said
    }
}
