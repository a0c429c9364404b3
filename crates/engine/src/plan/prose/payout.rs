//! What becomes of pay after it is earned: draw, holdback, hold, parts, clawback.

use super::SentenceCode as Code;
use super::teller::{Teller, rate, rate_source};
use super::{Phrase, Sentence, Spoken};
use crate::plan::model::{Draw, DrawKind, Hold, Holdback, PayoutRules, Rung};

impl Teller<'_> {
    pub(super) fn payout(&self, rules: &PayoutRules) -> Vec<Sentence> {
        if *rules == PayoutRules::default() {
            return vec![Phrase::new(Code::PaidAtOnce).at("payout")];
        }
        let mut said: Vec<Sentence> = rules.draw.iter().flat_map(|draw| self.draw(draw)).collect();
        said.extend(rules.holdback.as_ref().map(holdback));
        if rules.hold == Hold::UntilCollected {
            said.push(Phrase::new(Code::HoldUntilCollected).at("hold"));
        }
        if !rules.pay.is_empty() {
            let shares = Spoken::List(rules.pay.iter().copied().map(rate).collect());
            said.push(Phrase::new(Code::PaidInParts).with("shares", shares).at("pay"));
        }
        if !rules.clawback.is_empty() {
            let rungs = rules.clawback.iter().map(rung).collect();
            said.push(Phrase::new(Code::Clawback).at("clawback").holding(rungs));
        }
        said
    }

    fn draw(&self, draw: &Draw) -> [Sentence; 2] {
        let kind = match draw.kind {
            DrawKind::Floor => Code::DrawFloor,
            DrawKind::OnTop => Code::DrawOnTop,
        };
        let recovery = if draw.recoverable {
            let number = Spoken::number(draw.recover_from);
            Phrase::new(Code::DrawRecovered).with("number", number).with("share", rate_source(&draw.recover))
        } else {
            Phrase::new(Code::DrawNotRecovered)
        };
        let amount = self.money_source(&draw.amount);
        [Phrase::new(kind).with("amount", amount).at("draw"), recovery.at("draw_recovery")]
    }
}

fn holdback(holdback: &Holdback) -> Sentence {
    let phrase = match &holdback.less {
        Some(measure) => Phrase::new(Code::HoldbackLess).with("measure", Spoken::measure(measure)),
        None => Phrase::new(Code::Holdback),
    };
    phrase.with("rate", rate_source(&holdback.rate)).at("holdback")
}

fn rung(rung: &Rung) -> Sentence {
    let phrase = Phrase::new(Code::Rung).with("months", Spoken::number(rung.months));
    phrase.with("share", rate(rung.share)).at(rung.months.to_string())
}
