//! A condition in words; one that has none is quoted as written.

use super::SentenceCode as Code;
use super::teller::{Teller, day, rate};
use super::{Phrase, Spoken};
use crate::plan::expression::tree::{Comparison, Fact, Node, TextTest};
use crate::plan::expression::{DocumentCondition, FactValue, PersonCondition};

/// A sentence with this `condition` on a person.
pub(super) fn person_sentence(code: Code, condition: &PersonCondition, teller: &Teller<'_>) -> Phrase {
    said(code, teller.condition(condition.root()), condition.text())
}

/// A sentence with this `condition` on a document.
pub(super) fn document_sentence(code: Code, condition: &DocumentCondition, teller: &Teller<'_>) -> Phrase {
    said(code, teller.condition(condition.root()), condition.text())
}

fn said(code: Code, condition: Option<Phrase>, text: &str) -> Phrase {
    let as_written = || Phrase::new(Code::AsWritten).with("text", Spoken::text(text));
    Phrase::new(code).with("condition", condition.unwrap_or_else(as_written).spoken())
}

impl Teller<'_> {
    fn condition(&self, node: &Node) -> Option<Phrase> {
        Some(match node {
            Node::Fact(fact) => self.claim(fact),
            Node::Has(fact) => Phrase::new(Code::Stated).with("fact", noun(fact)?),
            Node::HasTag(tag) => Phrase::new(Code::HasTag).with("tag", self.operand(tag)?),
            Node::Not(inner) => Phrase::new(Code::Not).with("inner", self.condition(inner)?.spoken()),
            Node::And(left, right) => self.joined(Code::And, left, right)?,
            Node::Or(left, right) => self.joined(Code::Or, left, right)?,
            Node::Compare(how, left, right) => {
                let is_day = [left, right].iter().any(|node| matches!(***node, Node::Literal(FactValue::Day(_))));
                let phrase = Phrase::new(compared(*how, is_day));
                phrase.with("left", self.operand(left)?).with("right", self.operand(right)?)
            }
            Node::In(item, list) => {
                let list: Option<Vec<Spoken>> = list.iter().map(|one| self.operand(one)).collect();
                Phrase::new(Code::OneOf).with("left", self.operand(item)?).with("list", Spoken::List(list?))
            }
            Node::InField(item, list) => {
                Phrase::new(Code::Contains).with("left", noun(list)?).with("right", self.operand(item)?)
            }
            Node::Text(how, left, right) => {
                let code = match how {
                    TextTest::StartsWith => Code::StartsWith,
                    TextTest::EndsWith => Code::EndsWith,
                    TextTest::Contains => Code::Contains,
                };
                Phrase::new(code).with("left", self.operand(left)?).with("right", self.operand(right)?)
            }
            Node::Literal(_) | Node::Negate(_) | Node::Choose(_) | Node::Calculate(..) | Node::Size(_) => return None,
        })
    }

    /// Mixed "and" and "or" are bracketed, so that nobody has to know which binds first.
    fn joined(&self, code: Code, left: &Node, right: &Node) -> Option<Phrase> {
        let side = |node: &Node| {
            let phrase = self.condition(node)?;
            let is_mixed = phrase.code != code && matches!(phrase.code, Code::And | Code::Or);
            let bracketed = |inner: Phrase| Phrase::new(Code::Bracketed).with("inner", inner.spoken());
            Some(if is_mixed { bracketed(phrase) } else { phrase }.spoken())
        };
        Some(Phrase::new(code).with("left", side(left)?).with("right", side(right)?))
    }

    /// A fact that holds or does not.
    fn claim(&self, fact: &Fact) -> Phrase {
        match fact {
            Fact::InUnit(unit) => Phrase::new(Code::InUnit).with("unit", quoted(unit)),
            Fact::HasGoal(measure) => Phrase::new(Code::HasGoal).with("measure", Spoken::measure(measure)),
            Fact::Reached(measure, share) => {
                Phrase::new(Code::Reached).with("measure", Spoken::measure(measure)).with("share", rate(*share))
            }
            Fact::AtLeast(measure, amount) => Phrase::new(Code::ActualAtLeast)
                .with("measure", Spoken::measure(measure))
                .with("amount", self.amount_of(*amount, measure)),
            Fact::AmountAtLeast(amount) => Phrase::new(Code::DocumentAtLeast).with("amount", self.money(*amount)),
            Fact::CustomerIsNew => Phrase::new(Code::CustomerIsNew),
            other => Phrase::new(Code::IsTrue).with("fact", noun(other).unwrap_or_else(|| Spoken::text(""))),
        }
    }

    fn operand(&self, node: &Node) -> Option<Spoken> {
        match node {
            Node::Fact(fact) => noun(fact),
            Node::Literal(FactValue::Text(text)) => Some(quoted(text)),
            Node::Literal(FactValue::Integer(number)) => Some(Spoken::number(number)),
            Node::Literal(FactValue::Day(literal)) => Some(day(*literal)),
            Node::Literal(FactValue::Money(minor)) => Some(self.money(*minor)),
            Node::Literal(FactValue::Rate(literal)) => Some(rate(*literal)),
            _ => None,
        }
    }
}

pub(super) fn quoted(text: &str) -> Spoken {
    Phrase::new(Code::Quoted).with("text", Spoken::text(text)).spoken()
}

const fn compared(how: Comparison, is_day: bool) -> Code {
    match (how, is_day) {
        (Comparison::Equal, _) => Code::Equal,
        (Comparison::NotEqual, _) => Code::NotEqual,
        (Comparison::Less, false) => Code::Less,
        (Comparison::AtMost, false) => Code::AtMost,
        (Comparison::More, false) => Code::More,
        (Comparison::AtLeast, false) => Code::AtLeast,
        (Comparison::Less, true) => Code::Before,
        (Comparison::AtMost, true) => Code::OnOrBefore,
        (Comparison::More, true) => Code::After,
        (Comparison::AtLeast, true) => Code::OnOrAfter,
    }
}

/// A fact that has a value.
fn noun(fact: &Fact) -> Option<Spoken> {
    let plain = |word: &str| Some(Spoken::word("fact", word));
    let field = |code: Code, key: &str| Some(Phrase::new(code).with("field", quoted(key)).spoken());
    match fact {
        Fact::Unit => plain("unit"),
        Fact::Grade => plain("grade"),
        Fact::Position => plain("position"),
        Fact::JoinedOn => plain("joined_on"),
        Fact::MonthsServed => plain("months_served"),
        Fact::Kind => plain("kind"),
        Fact::CustomerCode => plain("customer_code"),
        Fact::CustomerTier => plain("customer_tier"),
        Fact::ProductCode => plain("product_code"),
        Fact::ProductFamily => plain("product_family"),
        Fact::MemberField(key) => field(Code::MemberField, key),
        Fact::CustomerField(key) => field(Code::CustomerField, key),
        Fact::DocumentField(key) => field(Code::DocumentField, key),
        Fact::Manual(measure) => Some(Spoken::measure(measure)),
        Fact::Coefficient(key) => {
            let key = Spoken::Coefficient(key.clone());
            Some(Phrase::new(Code::CoefficientOf).with("coefficient", key).spoken())
        }
        Fact::InUnit(_)
        | Fact::HasGoal(_)
        | Fact::Reached(..)
        | Fact::AtLeast(..)
        | Fact::AmountAtLeast(_)
        | Fact::CustomerIsNew => None,
    }
}
