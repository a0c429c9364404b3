//! The language as a table: which keys stand where, in which order, and what each of them takes.
//!
//! The formatter orders keys by it, the parser knows the keys of every kind by it, and editors get it as a JSON Schema.
//! What the parser does with a key is its own; that both know the same keys and words is tested.

mod component;
mod example;
mod header;
mod kinds;
mod schema;
mod shape;

pub use component::COMPONENT;
pub use schema::schema;
pub use shape::{KeyShape, Shape};

use example::EXAMPLE;
use header::{MEASURE, PLAN};
use shape::key;

/// The kinds of components, in the order of the reference.
pub const KINDS: [&str; 9] =
    ["attainment", "commission", "matrix", "scorecard", "ranking", "pool", "per_event", "project", "override"];

/// The tables of a plan.
pub const ROOT: &[KeyShape] = &[
    key("plan", Shape::Table(PLAN), "What the plan is, when and for whom.").required(),
    key(
        "measure",
        Shape::Map(&Shape::Table(MEASURE)),
        "What counts, by key; an organisation has one measure of a key.",
    ),
    key("component", Shape::List(&Shape::Component, 1), "What the plan pays for, one after another.").required(),
    key("example", Shape::List(&Shape::Table(EXAMPLE), 0), "Cases with what must come out; `plan check` runs them."),
];

/// The keys that belong to kinds: where a component's kind is unknown, each of them may be meant.
pub fn keys_of_kinds() -> impl Iterator<Item = &'static str> {
    COMPONENT.iter().filter(|key| key.is_of_kinds()).map(|key| key.name)
}

/// The keys of the table at the end of this path of keys, in their order; of all its forms where it has several.
pub fn keys_at(path: &[String]) -> Vec<&'static KeyShape> {
    let mut shapes = vec![Shape::Table(ROOT)];
    for name in path {
        let inside = shapes.iter().flat_map(tables).filter_map(|shape| match shape {
            Shape::Table(keys) => keys.iter().find(|key| key.name == name).map(|key| key.shape),
            Shape::Map(inner) => Some(*inner),
            _ => None,
        });
        shapes = inside.collect();
    }
    let keys = shapes.iter().flat_map(tables).filter_map(|shape| match shape {
        Shape::Table(keys) => Some(keys),
        _ => None,
    });
    keys.flatten().collect()
}

/// The tables that a value of this shape is or holds.
fn tables(shape: &Shape) -> Vec<Shape> {
    match shape {
        Shape::Table(_) | Shape::Map(_) => vec![*shape],
        Shape::Component => vec![Shape::Table(COMPONENT)],
        Shape::List(inner, _) => tables(inner),
        Shape::Row(shapes) | Shape::Either(shapes) => shapes.iter().flat_map(tables).collect(),
        _ => Vec::new(),
    }
}
