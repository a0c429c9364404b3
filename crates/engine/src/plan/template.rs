//! A new plan from the templates of its kinds: one file per kind and language, each with an example that it passes.

use toml_edit::{Array, DocumentMut, Item, Value};

use super::canonical::print_document;

/// The language of a template's titles and comments.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TemplateLanguage {
    Chinese,
    English,
}

/// What a new plan is to be.
#[derive(Debug, Clone)]
pub struct NewPlan<'n> {
    /// Words of the language (`language::KINDS`); one that comes again is left out.
    pub kinds: &'n [String],
    /// In place of the first template's.
    pub key: Option<&'n str>,
    pub title: Option<&'n str>,
    /// The plan is valid from its first to its last day.
    pub year: i32,
    pub language: TemplateLanguage,
}

macro_rules! templates {
    ($($kind:literal),* $(,)?) => {
        /// Kind, Chinese, English.
        const TEMPLATES: &[(&str, &str, &str)] = &[$((
            $kind,
            include_str!(concat!("templates/zh-CN/", $kind, ".toml")),
            include_str!(concat!("templates/en-US/", $kind, ".toml")),
        )),*];
    };
}

templates!("attainment", "commission", "matrix", "scorecard", "ranking", "pool", "per_event", "project", "override");

/// The year in which the templates stand.
const YEAR: &str = "2026-";

/// A word that is no kind with a template.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no kind `{0}`")]
pub struct UnknownKind(pub String);

/// The formatted text of a new plan, its kinds in the order asked for.
pub fn new_plan(wanted: &NewPlan<'_>) -> Result<String, UnknownKind> {
    let mut plan = DocumentMut::new();
    for (place, kind) in wanted.kinds.iter().enumerate() {
        if wanted.kinds.iter().take(place).any(|other| other == kind) {
            continue;
        }
        let other = document(kind, wanted).ok_or_else(|| UnknownKind(kind.clone()))?;
        if plan.is_empty() { plan = other } else { add(&mut plan, &other) }
    }
    for (name, text) in [("key", wanted.key), ("title", wanted.title)] {
        if let (Some(text), Some(head)) = (text, plan.get_mut("plan").and_then(Item::as_table_mut)) {
            head.insert(name, toml_edit::value(text));
        }
    }
    Ok(print_document(&plan))
}

fn document(kind: &str, wanted: &NewPlan<'_>) -> Option<DocumentMut> {
    let (_, chinese, english) = TEMPLATES.iter().find(|(name, ..)| *name == kind)?;
    let text = match wanted.language {
        TemplateLanguage::Chinese => chinese,
        TemplateLanguage::English => english,
    };
    text.replace(YEAR, &format!("{:04}-", wanted.year)).parse().ok()
}

/// Measures that are not there yet, components, examples and accepted findings of another template.
fn add(plan: &mut DocumentMut, other: &DocumentMut) {
    if let Some(measures) = other.get("measure").and_then(Item::as_table) {
        let known = plan.entry("measure").or_insert_with(toml_edit::table);
        for (key, measure) in measures {
            if let Some(known) = known.as_table_mut().filter(|known| !known.contains_key(key)) {
                known.set_implicit(true);
                known.insert(key, measure.clone());
            }
        }
    }
    for name in ["component", "example"] {
        let tables = other.get(name).and_then(Item::as_array_of_tables).into_iter().flatten();
        let known = plan.get_mut(name).and_then(Item::as_array_of_tables_mut);
        if let Some(known) = known {
            known.extend(tables.cloned());
        }
    }
    let accepted = other.get("plan").and_then(|head| head.get("accept")).and_then(Item::as_array);
    if let (Some(accepted), Some(head)) = (accepted, plan.get_mut("plan").and_then(Item::as_table_mut)) {
        let known = head.entry("accept").or_insert_with(|| Item::Value(Value::Array(Array::new())));
        if let Some(known) = known.as_array_mut() {
            known.extend(accepted.iter().cloned());
        }
    }
}
