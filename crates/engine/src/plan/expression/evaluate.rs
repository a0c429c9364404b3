//! Asks a compiled condition about one person or one document; whole numbers only, every comparison exact.

use std::borrow::Cow;

use super::facts::{FactValue, PersonFacts};
use super::tree::{Calculation, Comparison, Fact, Node, TextTest};
use crate::day::Day;
use crate::decimal;
use crate::document::{DocumentView, Fields};
use crate::rate::Rate;

/// Why a condition has no answer for these facts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ExpressionError {
    #[error("a calculation left 64 bits or divided by zero")]
    Overflow,
    #[error("a value is of another type than the condition expects")]
    Type,
    #[error("money, rates and coefficients are compared by reached, at_least or amount_at_least")]
    Inexact,
    #[error("the condition asks a fact that is not there")]
    NoFact,
}

impl ExpressionError {
    /// Stable code under `incentives.plan`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Overflow => "incentives.plan.expression_overflow",
            Self::Type => "incentives.plan.expression_value_type",
            Self::Inexact => "incentives.plan.expression_inexact",
            Self::NoFact => "incentives.plan.expression_no_fact",
        }
    }
}

/// Whom the condition is asked about.
pub(super) enum Asked<'f> {
    Person(&'f dyn PersonFacts),
    Document(&'f DocumentView<'f>),
}

#[derive(Debug, Clone)]
enum Value<'v> {
    Missing,
    Text(Cow<'v, str>),
    Integer(i64),
    Boolean(bool),
    Day(Day),
    Money(i64),
    Rate(Rate),
    List(Cow<'v, [String]>),
}

type Answer<'v> = Result<Value<'v>, ExpressionError>;

/// Whether the condition holds.
pub(super) fn evaluate(root: &Node, asked: &Asked<'_>, minor_digits: u8) -> Result<bool, ExpressionError> {
    Evaluation { asked, minor_digits }.boolean(root)
}

struct Evaluation<'e> {
    asked: &'e Asked<'e>,
    minor_digits: u8,
}

impl<'e> Evaluation<'e> {
    fn value(&self, node: &'e Node) -> Answer<'e> {
        Ok(match node {
            Node::Literal(value) => Value::borrowed(value),
            Node::Fact(fact) => self.fact(fact)?,
            Node::Has(fact) => Value::Boolean(!matches!(self.fact(fact)?, Value::Missing)),
            Node::HasTag(tag) => match self.asked {
                Asked::Document(document) => {
                    let tag = self.text(tag)?;
                    Value::Boolean(document.customer.tags.iter().any(|other| *other == tag))
                }
                Asked::Person(_) => return Err(ExpressionError::NoFact),
            },
            Node::Not(inner) => Value::Boolean(!self.boolean(inner)?),
            Node::Negate(inner) => Value::Integer(self.integer(inner)?.checked_neg().ok_or(ExpressionError::Overflow)?),
            Node::And(left, right) => Value::Boolean(self.both(left, right, false)?),
            Node::Or(left, right) => Value::Boolean(self.both(left, right, true)?),
            Node::Choose(parts) => {
                let [test, yes, no] = parts.as_ref();
                self.value(if self.boolean(test)? { yes } else { no })?
            }
            Node::Compare(how, left, right) => {
                Value::Boolean(self.compare(*how, &self.value(left)?, &self.value(right)?)?)
            }
            Node::Calculate(how, left, right) => {
                Value::Integer(calculate(*how, self.integer(left)?, self.integer(right)?)?)
            }
            Node::In(item, list) => Value::Boolean(self.is_in(item, list)?),
            Node::InField(item, fact) => Value::Boolean(self.is_in_field(item, fact)?),
            Node::Text(how, text, part) => {
                let (text, part) = (self.text(text)?, self.text(part)?);
                Value::Boolean(match how {
                    TextTest::StartsWith => text.starts_with(part.as_ref()),
                    TextTest::EndsWith => text.ends_with(part.as_ref()),
                    TextTest::Contains => text.contains(part.as_ref()),
                })
            }
            Node::Size(inner) => {
                let size = match self.value(inner)? {
                    Value::Text(text) => text.chars().count(),
                    Value::List(list) => list.len(),
                    Value::Missing => 0,
                    _ => return Err(ExpressionError::Type),
                };
                Value::Integer(i64::try_from(size).map_err(|_| ExpressionError::Overflow)?)
            }
        })
    }

    /// `&&` (`decisive` false) and `||` (`decisive` true): one decisive side is enough, whatever the other is (CEL).
    fn both(&self, left: &'e Node, right: &'e Node, decisive: bool) -> Result<bool, ExpressionError> {
        match self.boolean(left) {
            Ok(value) if value == decisive => Ok(decisive),
            Ok(_) => self.boolean(right),
            Err(error) => match self.boolean(right) {
                Ok(value) if value == decisive => Ok(decisive),
                _ => Err(error),
            },
        }
    }

    fn boolean(&self, node: &'e Node) -> Result<bool, ExpressionError> {
        match self.value(node)? {
            Value::Boolean(value) => Ok(value),
            Value::Missing => Ok(false),
            _ => Err(ExpressionError::Type),
        }
    }

    fn integer(&self, node: &'e Node) -> Result<i64, ExpressionError> {
        match self.value(node)? {
            Value::Integer(value) => Ok(value),
            Value::Missing => Ok(0),
            Value::Money(_) | Value::Rate(_) => Err(ExpressionError::Inexact),
            _ => Err(ExpressionError::Type),
        }
    }

    fn text(&self, node: &'e Node) -> Result<Cow<'e, str>, ExpressionError> {
        match self.value(node)? {
            Value::Text(value) => Ok(value),
            Value::Missing => Ok(Cow::Borrowed("")),
            _ => Err(ExpressionError::Type),
        }
    }

    fn is_in(&self, item: &'e Node, list: &'e [Node]) -> Result<bool, ExpressionError> {
        let item = self.value(item)?;
        for candidate in list {
            if self.equal(&item, &self.value(candidate)?)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn is_in_field(&self, item: &'e Node, fact: &'e Fact) -> Result<bool, ExpressionError> {
        let item = self.text(item)?;
        match self.fact(fact)? {
            Value::List(list) => Ok(list.iter().any(|entry| *entry == item)),
            Value::Missing => Ok(false),
            _ => Err(ExpressionError::Type),
        }
    }

    fn compare(&self, how: Comparison, left: &Value<'_>, right: &Value<'_>) -> Result<bool, ExpressionError> {
        match how {
            Comparison::Equal => return self.equal(left, right),
            Comparison::NotEqual => return self.equal(left, right).map(|equal| !equal),
            Comparison::Less | Comparison::AtMost | Comparison::More | Comparison::AtLeast => {}
        }
        let order = match (left, right) {
            (Value::Integer(a), Value::Integer(b)) => a.cmp(b),
            (Value::Missing, Value::Integer(b)) => 0.cmp(b),
            (Value::Integer(a), Value::Missing) => a.cmp(&0),
            (Value::Day(a), Value::Day(b)) => a.cmp(b),
            (Value::Missing, Value::Day(_) | Value::Missing) | (Value::Day(_), Value::Missing) => {
                return Ok(false);
            }
            (Value::Money(_) | Value::Rate(_), _) | (_, Value::Money(_) | Value::Rate(_)) => {
                return Err(ExpressionError::Inexact);
            }
            _ => return Err(ExpressionError::Type),
        };
        Ok(match how {
            Comparison::Less => order.is_lt(),
            Comparison::AtMost => order.is_le(),
            Comparison::More => order.is_gt(),
            _ => order.is_ge(),
        })
    }

    /// Values of different types are not equal; a decimal text is read as the money, rate or day that it is compared with.
    fn equal(&self, left: &Value<'_>, right: &Value<'_>) -> Result<bool, ExpressionError> {
        Ok(match (left, right) {
            (Value::Text(a), Value::Text(b)) => a == b,
            (Value::Integer(a), Value::Integer(b)) | (Value::Money(a), Value::Money(b)) => a == b,
            (Value::Boolean(a), Value::Boolean(b)) => a == b,
            (Value::Day(a), Value::Day(b)) => a == b,
            (Value::Rate(a), Value::Rate(b)) => a == b,
            (Value::List(a), Value::List(b)) => a == b,
            (Value::Missing, Value::Missing) => true,
            (Value::Missing, other) | (other, Value::Missing) => other.is_empty(),
            (Value::Money(amount), Value::Text(text)) | (Value::Text(text), Value::Money(amount)) => {
                decimal::parse_exact(text, self.minor_digits).is_ok_and(|read| read == *amount)
            }
            (Value::Rate(rate), Value::Text(text)) | (Value::Text(text), Value::Rate(rate)) => {
                Rate::parse(text).is_ok_and(|(read, _)| read == *rate)
            }
            (Value::Day(day), Value::Text(text)) | (Value::Text(text), Value::Day(day)) => {
                text.parse::<Day>().is_ok_and(|read| read == *day)
            }
            (Value::Money(_) | Value::Rate(_), _) | (_, Value::Money(_) | Value::Rate(_)) => {
                return Err(ExpressionError::Inexact);
            }
            _ => false,
        })
    }

    fn fact(&self, fact: &'e Fact) -> Answer<'e> {
        match self.asked {
            Asked::Person(facts) => person_fact(*facts, fact),
            Asked::Document(document) => document_fact(document, fact),
        }
    }
}

fn person_fact<'e>(facts: &'e dyn PersonFacts, fact: &'e Fact) -> Answer<'e> {
    Ok(match fact {
        Fact::InUnit(code) => Value::Boolean(facts.in_unit(code)),
        Fact::Unit => Value::Text(Cow::Borrowed(facts.unit())),
        Fact::Grade => Value::Text(Cow::Borrowed(facts.grade())),
        Fact::Position => Value::Text(Cow::Borrowed(facts.position())),
        Fact::JoinedOn => facts.joined_on().map_or(Value::Missing, Value::Day),
        Fact::MonthsServed => Value::Integer(facts.months_served()),
        Fact::MemberField(key) => Value::owned(facts.field(key)),
        Fact::HasGoal(measure) => Value::Boolean(facts.has_goal(measure)),
        Fact::Reached(measure, share) => Value::Boolean(facts.reached(measure, *share)),
        Fact::AtLeast(measure, amount) => Value::Boolean(facts.at_least(measure, *amount)),
        Fact::Manual(measure) => Value::Integer(facts.manual(measure).ok_or(ExpressionError::Overflow)?),
        Fact::Coefficient(key) => Value::Rate(facts.coefficient(key)),
        _ => return Err(ExpressionError::NoFact),
    })
}

fn document_fact<'e>(document: &'e DocumentView<'e>, fact: &'e Fact) -> Answer<'e> {
    Ok(match fact {
        Fact::Kind => Value::Text(Cow::Borrowed(document.kind)),
        Fact::AmountAtLeast(minor) => Value::Boolean(document.amount >= *minor),
        Fact::CustomerCode => Value::Text(Cow::Borrowed(&document.customer.code)),
        Fact::CustomerTier => Value::Text(Cow::Borrowed(&document.customer.tier)),
        Fact::CustomerIsNew => Value::Boolean(document.is_new),
        Fact::CustomerField(key) => field(&document.customer.fields, key),
        Fact::ProductCode => Value::Text(Cow::Borrowed(&document.product.code)),
        Fact::ProductFamily => Value::Text(Cow::Borrowed(&document.product.family)),
        Fact::DocumentField(key) => field(document.fields, key),
        _ => return Err(ExpressionError::NoFact),
    })
}

fn field<'e>(fields: &'e Fields, key: &str) -> Value<'e> {
    fields.get(key).map_or(Value::Missing, Value::borrowed)
}

fn calculate(how: Calculation, left: i64, right: i64) -> Result<i64, ExpressionError> {
    match how {
        Calculation::Add => left.checked_add(right),
        Calculation::Subtract => left.checked_sub(right),
        Calculation::Multiply => left.checked_mul(right),
        Calculation::Divide => left.checked_div(right),
        Calculation::Remainder => left.checked_rem(right),
    }
    .ok_or(ExpressionError::Overflow)
}

impl<'v> Value<'v> {
    fn borrowed(value: &'v FactValue) -> Self {
        match value {
            FactValue::Text(text) => Self::Text(Cow::Borrowed(text)),
            FactValue::List(list) => Self::List(Cow::Borrowed(list)),
            other => Self::owned(other.clone()),
        }
    }

    fn owned(value: FactValue) -> Self {
        match value {
            FactValue::Missing => Self::Missing,
            FactValue::Text(text) => Self::Text(Cow::Owned(text)),
            FactValue::Integer(number) => Self::Integer(number),
            FactValue::Boolean(truth) => Self::Boolean(truth),
            FactValue::Day(day) => Self::Day(day),
            FactValue::Money(minor) => Self::Money(minor),
            FactValue::Rate(rate) => Self::Rate(rate),
            FactValue::List(list) => Self::List(Cow::Owned(list)),
        }
    }

    fn is_empty(&self) -> bool {
        match self {
            Self::Missing => true,
            Self::Text(text) => text.is_empty(),
            Self::Integer(number) => *number == 0,
            Self::Boolean(truth) => !truth,
            Self::Money(minor) => *minor == 0,
            Self::Rate(rate) => *rate == Rate::ZERO,
            Self::List(list) => list.is_empty(),
            Self::Day(_) => false,
        }
    }
}
