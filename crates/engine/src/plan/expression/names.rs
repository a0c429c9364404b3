//! The closed list of names: which facts there are for a person and for a document, and what is near a mistyped one.

use super::tree::{Fact, Type};
use super::{Place, Problem, Vocabulary};
use crate::plan::model::{MeasureOf, MeasureUnit};
use crate::plan::near::{nearest, proposal};
use crate::plan::surroundings::FieldType;

const PERSON: [&str; 12] = [
    "in_unit(\"\")",
    "unit",
    "grade",
    "position",
    "joined_on",
    "months_served",
    "field.",
    "has_goal(\"\")",
    "reached(\"\", \"80%\")",
    "at_least(\"\", \"\")",
    "manual.",
    "coefficient.",
];
const DOCUMENT: [&str; 5] = ["kind", "amount_at_least(\"\")", "customer.", "product.", "field."];
const CUSTOMER: [&str; 5] = ["code", "tier", "is_new", "tags", "field"];
const PRODUCT: [&str; 2] = ["code", "family"];

/// What a dotted name stands for.
pub(super) enum Named {
    Fact(Fact, Type),
    /// `customer.tags`, which only `in` may ask.
    Tags,
}

/// Resolves a dotted name such as `customer.field.region`.
pub(super) fn resolve(path: &[&str], words: &Vocabulary<'_>) -> Result<Named, Problem> {
    if words.place == Place::Document { document(path, words) } else { person(path, words) }
}

fn person(path: &[&str], words: &Vocabulary<'_>) -> Result<Named, Problem> {
    let fact = match path {
        ["unit"] => (Fact::Unit, Type::Text),
        ["grade"] => (Fact::Grade, Type::Text),
        ["position"] => (Fact::Position, Type::Text),
        ["joined_on"] => (Fact::JoinedOn, Type::Day),
        ["months_served"] => (Fact::MonthsServed, Type::Integer),
        ["field", key] => {
            let known = words.surroundings.member_fields.as_ref();
            (Fact::MemberField((*key).to_owned()), field(key, known, "field.")?)
        }
        ["manual", key] => (Fact::Manual(manual(key, words)?), Type::Integer),
        ["coefficient", key] => (Fact::Coefficient(coefficient(key, words)?), Type::Rate),
        _ => return Err(unknown(path, &PERSON)),
    };
    Ok(Named::Fact(fact.0, fact.1))
}

fn document(path: &[&str], words: &Vocabulary<'_>) -> Result<Named, Problem> {
    let fact = match path {
        ["kind"] => (Fact::Kind, Type::Text),
        ["customer", "code"] => (Fact::CustomerCode, Type::Text),
        ["customer", "tier"] => (Fact::CustomerTier, Type::Text),
        ["customer", "is_new"] => (Fact::CustomerIsNew, Type::Boolean),
        ["customer", "tags"] => return Ok(Named::Tags),
        ["customer", "field", key] => {
            let known = words.surroundings.customer_fields.as_ref();
            (Fact::CustomerField((*key).to_owned()), field(key, known, "customer.field.")?)
        }
        ["product", "code"] => (Fact::ProductCode, Type::Text),
        ["product", "family"] => (Fact::ProductFamily, Type::Text),
        ["field", key] => {
            let known = words.surroundings.document_fields.as_ref();
            (Fact::DocumentField((*key).to_owned()), field(key, known, "field.")?)
        }
        ["customer", ..] => return Err(unknown(path, &CUSTOMER)),
        ["product", ..] => return Err(unknown(path, &PRODUCT)),
        _ => return Err(unknown(path, &DOCUMENT)),
    };
    Ok(Named::Fact(fact.0, fact.1))
}

fn field(
    key: &str,
    known: Option<&std::collections::BTreeMap<String, FieldType>>,
    prefix: &str,
) -> Result<Type, Problem> {
    let Some(known) = known else { return Ok(Type::Any) };
    match known.get(key) {
        Some(FieldType::Text) => Ok(Type::Text),
        Some(FieldType::Integer) => Ok(Type::Integer),
        Some(FieldType::Boolean) => Ok(Type::Boolean),
        Some(FieldType::Day) => Ok(Type::Day),
        Some(FieldType::Money) => Ok(Type::Money),
        Some(FieldType::Rate) => Ok(Type::Rate),
        Some(FieldType::List) => Ok(Type::List),
        None => {
            let near = proposal(key, known.keys().map(String::as_str));
            Err(Problem::new("incentives.plan.unknown_field", format!("{prefix}{near}")).with("name", key))
        }
    }
}

fn manual(key: &str, words: &Vocabulary<'_>) -> Result<String, Problem> {
    let shape = measure(key, words)?;
    let code = match (shape.of == Some(MeasureOf::Manual), shape.unit) {
        (true, MeasureUnit::Count) => return Ok(key.to_owned()),
        (true, _) => "incentives.plan.expression_not_count",
        (false, _) => "incentives.plan.expression_not_manual",
    };
    Err(Problem::new(code, format!("at_least(\"{key}\", \"…\")")).with("measure", key))
}

fn coefficient(key: &str, words: &Vocabulary<'_>) -> Result<String, Problem> {
    match &words.surroundings.coefficients {
        Some(known) if !known.contains(key) => {
            let near = proposal(key, known.iter().map(String::as_str));
            let fix = format!("coefficient.{near}");
            Err(Problem::new("incentives.plan.unknown_coefficient", fix).with("name", key))
        }
        _ => Ok(key.to_owned()),
    }
}

/// The measure of that key, or the problem that names those near it.
pub(super) fn measure(key: &str, words: &Vocabulary<'_>) -> Result<super::MeasureShape, Problem> {
    words.measures.get(key).copied().ok_or_else(|| {
        let known = words.measures.keys().map(String::as_str);
        let near = nearest(key, known).first().map_or_else(|| key.to_owned(), |n| (*n).to_owned());
        let fix = if near == key { format!("[measure.{key}]") } else { near };
        Problem::new("incentives.plan.unknown_measure", fix).with("measure", key)
    })
}

fn unknown(path: &[&str], known: &[&'static str]) -> Problem {
    let name = path.join(".");
    let last = if known == CUSTOMER || known == PRODUCT {
        path.get(1).copied().unwrap_or_default()
    } else {
        path.first().copied().unwrap_or_default()
    };
    let bare = |word: &'static str| word.split(['(', '.']).next().unwrap_or(word);
    let near = nearest(last, known.iter().map(|word| bare(word)));
    let prefix = path.first().filter(|_| known == CUSTOMER || known == PRODUCT);
    let fix = match near.first() {
        Some(near) => known.iter().find(|word| bare(word) == *near).map_or(*near, |word| *word).to_owned(),
        None => known.join(" | "),
    };
    let fix = prefix.map_or(fix.clone(), |root| format!("{root}.{fix}"));
    Problem::new("incentives.plan.unknown_fact", fix).with("name", name)
}

/// The functions that this place knows.
pub(super) fn functions(place: Place) -> &'static [&'static str] {
    const DOCUMENT_FUNCTIONS: [&str; 6] = ["amount_at_least", "startsWith", "endsWith", "contains", "size", "has"];
    const PERSON_FUNCTIONS: [&str; 9] =
        ["in_unit", "has_goal", "reached", "at_least", "startsWith", "endsWith", "contains", "size", "has"];
    if place == Place::Document { &DOCUMENT_FUNCTIONS } else { &PERSON_FUNCTIONS }
}

impl Problem {
    pub(super) fn new(code: &'static str, fix: impl Into<String>) -> Self {
        Self { code, offset: 0, params: Vec::new(), fix: fix.into() }
    }

    pub(super) fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.params.push((name, value.into()));
        self
    }

    pub(super) fn at(mut self, offset: usize) -> Self {
        self.offset = offset;
        self
    }
}
