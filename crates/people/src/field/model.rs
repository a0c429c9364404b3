//! Typed fields that an organisation adds to people, customers, products, orders and grades.

use beichen_engine::day::Day;
use beichen_engine::money::{Currency, Money};
use beichen_engine::plan::surroundings::FieldType;
use beichen_engine::rate::Rate;
use beichen_kernel::Version;
use strum::{Display, EnumIter, EnumString};
use uuid::Uuid;

use crate::ids::FieldId;

beichen_kernel::errors! {
    /// Why a field or a value is refused.
    pub enum FieldRefusal in "people.field" {
        BadKey { key: String } = "bad_key" => Invalid,
        NameMissing = "name_missing" => Invalid,
        KeyTaken { key: String } = "key_taken" => Conflict,
        UnknownEntity { entity: String } = "unknown_entity" => Invalid,
        UnknownKind { kind: String } = "unknown_kind" => Invalid,
        ChoicesMissing = "choices_missing" => Invalid,
        OtherKind { key: String, kind: String } = "other_kind" => Conflict,
        UnknownField { key: String } = "unknown" => Invalid,
        BadMoney { key: String, value: String } = "bad_money" => Invalid,
        BadRate { key: String, value: String } = "bad_rate" => Invalid,
        BadNumber { key: String, value: String } = "bad_number" => Invalid,
        BadDay { key: String, value: String } = "bad_day" => Invalid,
        NotAChoice { key: String, value: String, choices: String } = "not_a_choice" => Invalid,
    }
}

/// What a field can belong to. A grade's fields are the columns of the grade table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Display, EnumString, EnumIter)]
#[strum(serialize_all = "snake_case")]
pub enum Entity {
    Member,
    Grade,
    Customer,
    Product,
    Opportunity,
    Order,
}

impl Entity {
    /// Whether values hold from a day on; others hold for ever.
    pub const fn is_dated(self) -> bool {
        matches!(self, Self::Member | Self::Grade)
    }
}

/// What a field holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Display, EnumString, EnumIter)]
#[strum(serialize_all = "snake_case")]
pub enum FieldKind {
    /// Minor units of the reporting currency.
    Money,
    /// Parts per million; also a coefficient.
    Rate,
    /// A whole number.
    Number,
    Text,
    Day,
    Choice,
}

impl FieldKind {
    /// What a plan's or measure's expression sees of such a field.
    pub const fn as_fact(self) -> FieldType {
        match self {
            Self::Money => FieldType::Money,
            Self::Rate => FieldType::Rate,
            Self::Number => FieldType::Integer,
            Self::Text | Self::Choice => FieldType::Text,
            Self::Day => FieldType::Day,
        }
    }

    /// Whether the values are somebody's pay.
    pub const fn is_pay(self) -> bool {
        matches!(self, Self::Money | Self::Rate)
    }
}

/// A field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    pub id: FieldId,
    pub version: Version,
    pub entity: Entity,
    /// As plans and files name it: `commission_pct`.
    pub key: String,
    pub name: String,
    pub kind: FieldKind,
    pub choices: Vec<String>,
}

/// What a field holds for one thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FieldValue {
    Money(i64),
    Rate(Rate),
    Number(i64),
    Text(String),
    Day(Day),
    Choice(String),
}

/// A value from a day on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DatedValue {
    pub field: FieldId,
    pub subject: Uuid,
    pub from: Day,
    pub value: FieldValue,
}

impl FieldValue {
    /// As the wire shows it.
    pub fn show(&self, currency: Currency) -> String {
        match self {
            Self::Money(minor) => Money::new(*minor, currency).decimal(),
            Self::Rate(rate) => rate.decimal(),
            Self::Number(number) => number.to_string(),
            Self::Text(text) | Self::Choice(text) => text.clone(),
            Self::Day(day) => day.to_string(),
        }
    }
}

impl Field {
    /// Reads a value as people write it.
    pub fn read(&self, text: &str, currency: Currency) -> Result<FieldValue, FieldRefusal> {
        let text = text.trim();
        let (key, value) = (self.key.clone(), text.to_owned());
        match self.kind {
            FieldKind::Money => Money::parse_rounding(text, currency)
                .map(|(money, _)| FieldValue::Money(money.minor))
                .map_err(|_| FieldRefusal::BadMoney { key, value }),
            FieldKind::Rate => Rate::parse(text)
                .map(|(rate, _)| FieldValue::Rate(rate))
                .map_err(|_| FieldRefusal::BadRate { key, value }),
            FieldKind::Number => {
                text.parse().map(FieldValue::Number).map_err(|_| FieldRefusal::BadNumber { key, value })
            }
            FieldKind::Text => Ok(FieldValue::Text(value)),
            FieldKind::Day => text.parse().map(FieldValue::Day).map_err(|_| FieldRefusal::BadDay { key, value }),
            FieldKind::Choice if self.choices.contains(&value) => Ok(FieldValue::Choice(value)),
            FieldKind::Choice => Err(FieldRefusal::NotAChoice { key, value, choices: self.choices.join(", ") }),
        }
    }

    /// Checks a new field or a changed one.
    pub fn check(&self) -> Result<(), FieldRefusal> {
        let mut letters = self.key.chars();
        let sound = letters.next().is_some_and(|first| first.is_ascii_lowercase())
            && letters.all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_')
            && self.key.len() <= 60;
        if !sound {
            return Err(FieldRefusal::BadKey { key: self.key.clone() });
        }
        if self.name.trim().is_empty() {
            return Err(FieldRefusal::NameMissing);
        }
        if self.kind == FieldKind::Choice && self.choices.is_empty() {
            return Err(FieldRefusal::ChoicesMissing);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(kind: FieldKind) -> Field {
        Field {
            id: FieldId::from(Uuid::from_u128(1)),
            version: Version::FIRST,
            entity: Entity::Member,
            key: "x".into(),
            name: "X".into(),
            kind,
            choices: vec!["east".into(), "west".into()],
        }
    }

    #[test]
    fn a_value_is_read_by_the_kind_of_its_field() {
        let read = |kind, text| field(kind).read(text, Currency::CNY);
        assert_eq!(read(FieldKind::Money, "4100"), Ok(FieldValue::Money(410_000)));
        assert_eq!(read(FieldKind::Rate, "1.2%"), Ok(FieldValue::Rate(Rate::from_ppm(12_000))));
        assert_eq!(read(FieldKind::Rate, "0.012"), Ok(FieldValue::Rate(Rate::from_ppm(12_000))));
        assert_eq!(read(FieldKind::Number, "-3"), Ok(FieldValue::Number(-3)));
        assert_eq!(read(FieldKind::Choice, "east"), Ok(FieldValue::Choice("east".into())));
        assert!(matches!(read(FieldKind::Money, "12,3O0"), Err(FieldRefusal::BadMoney { .. })));
        assert!(matches!(read(FieldKind::Rate, "two"), Err(FieldRefusal::BadRate { .. })));
        assert!(matches!(read(FieldKind::Number, "1.5"), Err(FieldRefusal::BadNumber { .. })));
        assert!(matches!(read(FieldKind::Day, "2026-02-30"), Err(FieldRefusal::BadDay { .. })));
        assert!(matches!(read(FieldKind::Choice, "north"), Err(FieldRefusal::NotAChoice { .. })));
    }

    #[test]
    fn a_key_is_a_word_of_small_letters() {
        for key in ["", "1st", "Bonus", "a-b", "a b"] {
            let bad = Field { key: key.into(), ..field(FieldKind::Text) };
            assert_eq!(bad.check(), Err(FieldRefusal::BadKey { key: key.into() }));
        }
        let nameless = Field { name: " ".into(), ..field(FieldKind::Text) };
        assert_eq!(nameless.check(), Err(FieldRefusal::NameMissing));
        let empty = Field { choices: vec![], ..field(FieldKind::Choice) };
        assert_eq!(empty.check(), Err(FieldRefusal::ChoicesMissing));
        assert_eq!(field(FieldKind::Choice).check(), Ok(()));
    }
}
