//! A compiled condition: a small typed tree.

use super::facts::FactValue;
use crate::rate::Rate;

/// One step of a condition.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::plan) enum Node {
    Literal(FactValue),
    Fact(Fact),
    /// `has(field.key)`: somebody stated it.
    Has(Fact),
    /// `"a" in customer.tags`.
    HasTag(Box<Node>),
    Not(Box<Node>),
    Negate(Box<Node>),
    And(Box<Node>, Box<Node>),
    Or(Box<Node>, Box<Node>),
    /// `test ? yes : no`.
    Choose(Box<[Node; 3]>),
    Compare(Comparison, Box<Node>, Box<Node>),
    Calculate(Calculation, Box<Node>, Box<Node>),
    In(Box<Node>, Vec<Node>),
    /// `"a" in field.key`, where the field is a list.
    InField(Box<Node>, Fact),
    Text(TextTest, Box<Node>, Box<Node>),
    Size(Box<Node>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::plan) enum Comparison {
    Equal,
    NotEqual,
    Less,
    AtMost,
    More,
    AtLeast,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::plan) enum Calculation {
    Add,
    Subtract,
    Multiply,
    Divide,
    Remainder,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::plan) enum TextTest {
    StartsWith,
    EndsWith,
    Contains,
}

/// One of the closed list of facts, with its arguments read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::plan) enum Fact {
    InUnit(String),
    Unit,
    Grade,
    Position,
    JoinedOn,
    MonthsServed,
    MemberField(String),
    HasGoal(String),
    Reached(String, Rate),
    AtLeast(String, i64),
    Manual(String),
    Coefficient(String),
    Kind,
    AmountAtLeast(i64),
    CustomerCode,
    CustomerTier,
    CustomerIsNew,
    CustomerField(String),
    ProductCode,
    ProductFamily,
    DocumentField(String),
}

/// What a node's value is, as far as the text tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Type {
    Boolean,
    Integer,
    Text,
    Day,
    Money,
    Rate,
    List,
    /// A field whose type nobody told.
    Any,
}

impl Type {
    /// The word for it in messages.
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Boolean => "boolean",
            Self::Integer => "integer",
            Self::Text => "text",
            Self::Day => "day",
            Self::Money => "money",
            Self::Rate => "rate",
            Self::List => "list",
            Self::Any => "any",
        }
    }

    /// Whether a value of this type may turn out to be of the other.
    pub(super) fn may_be(self, other: Self) -> bool {
        self == other || self == Self::Any
    }
}
